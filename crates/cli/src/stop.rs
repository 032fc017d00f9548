//! Stopping by Ctrl-C without half a line of output.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// Listens for Ctrl-C. While a batch is under way it is finished first; while we wait for input we stop at once.
pub struct Stop(Arc<AtomicU8>);

impl Stop {
    /// Waiting for input: everything that was coded has been printed.
    const WAITING: u8 = 0;
    /// Coding or printing.
    const BUSY: u8 = 1;
    /// Coding or printing, to stop thereafter.
    const ASKED: u8 = 2;

    /// Listens from now on.
    pub fn listen() -> Self {
        let state = Arc::new(AtomicU8::new(Self::WAITING));
        let seen = Arc::clone(&state);
        let answer = move || {
            let asked = seen.compare_exchange(Self::BUSY, Self::ASKED, Ordering::SeqCst, Ordering::SeqCst);
            if asked.is_err() {
                std::process::exit(130);
            }
        };
        // Without a handler Ctrl-C still stops the program, only less politely.
        let _ = ctrlc::set_handler(answer);
        Self(state)
    }

    /// A batch begins.
    pub fn begin(&self) {
        self.0.store(Self::BUSY, Ordering::SeqCst);
    }

    /// Whether to stop, while a batch is under way.
    #[cfg(feature = "sql")]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst) == Self::ASKED
    }

    /// A batch has ended: whether to stop.
    pub fn asked(&self) -> bool {
        self.0.swap(Self::WAITING, Ordering::SeqCst) == Self::ASKED
    }
}

//! Scores the coder on the gold sets.

use clap::Args;

/// What to score, and where to write it.
#[derive(Args)]
pub struct Options {}

/// Runs the evaluation.
///
/// # Errors
/// Where a gold file cannot be read.
#[expect(clippy::unnecessary_wraps, reason = "scoring comes next")]
pub fn run(_options: &Options) -> anyhow::Result<()> {
    Ok(())
}

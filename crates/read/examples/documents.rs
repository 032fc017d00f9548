//! What documents are in these files? One JSON object a line on standard output, everything else on standard error.
//!
//! `cargo run --release -p westphalia-read --example documents -- PATH ...`

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use westphalia_read::{Documents, Item};

fn main() -> io::Result<()> {
    let paths: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let mut documents = Documents::open(&paths);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut n_documents = 0;
    for item in documents.by_ref() {
        match item {
            Item::Document(document) => {
                n_documents += 1;
                serde_json::to_writer(&mut out, &document)?;
                writeln!(out)?;
            }
            Item::Fault(fault) => writeln!(io::stderr(), "{fault}")?,
        }
    }
    let (n_files, n_bytes) = (documents.n_files(), documents.bytes_read());
    writeln!(io::stderr(), "{n_documents} documents in {n_files} files of {n_bytes} bytes")
}

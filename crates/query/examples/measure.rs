//! Times a question: `measure FOLDER SQL [THREADS]`. Prints the seconds of three runs and the rows of the last as CSV.

use datafusion::arrow::csv::Writer;
use std::error::Error;
use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;
use westphalia_query::{Files, Limits, Session};

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().build()?;
    runtime.block_on(measure())
}

async fn measure() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, folder, sql, rest @ ..] = args.as_slice() else {
        return Err("expected: measure FOLDER SQL [THREADS]".into());
    };
    let threads = rest.first().map(|n| n.parse::<NonZeroUsize>()).transpose()?;
    let files = Files::below(Path::new(folder))?;
    let mut batches = Vec::new();
    for _ in 0..3 {
        let begun = Instant::now();
        let session = Session::open(&files, Limits { threads, ..Limits::default() }).await?;
        batches = session.query(sql).await?.all().await?;
        io::Write::write_fmt(&mut io::stderr(), format_args!("{:.3} s\n", begun.elapsed().as_secs_f64()))?;
    }
    let mut writer = Writer::new(io::stdout().lock());
    batches.iter().try_for_each(|batch| writer.write(batch))?;
    Ok(())
}

//! `westphalia sql`: a question to the record, and its answer.
//!
//! The engine is behind a feature of this package, `sql`, because it takes longer to build than all the rest.

#[cfg(feature = "sql")]
mod ask;
#[cfg(feature = "sql")]
mod grid;
#[cfg(feature = "sql")]
mod output;
#[cfg(feature = "sql")]
mod sheet;
#[cfg(feature = "sql")]
mod values;

#[cfg(feature = "sql")]
pub use ask::run;

/// Says that there is no engine, and where to find one.
#[cfg(not(feature = "sql"))]
pub fn run(
    _: &crate::args::SqlArgs,
    _: &mut crate::notes::Notes,
) -> Result<crate::ending::Ending, crate::ending::Failure> {
    Err(crate::ending::Failure::Usage {
        message: "expected a build with the SQL engine, found one without it".to_owned(),
        hint: "`cargo build --profile full --features sql` builds it; DuckDB reads the Parquet files of the record too",
    })
}

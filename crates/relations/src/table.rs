//! Tables of facts: cells parted by tabs, a line with the names of the columns, and comments after `#`.

use std::fmt;

/// A table that does not hold what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTable {
    table: String,
    line: usize,
    expected: String,
    found: String,
}

impl fmt::Display for BadTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: expected {}, found {:?}", self.table, self.line, self.expected, self.found)
    }
}

impl std::error::Error for BadTable {}

/// The rows of a table; `read` makes a row of its cells, or says what it expected.
pub fn rows<'a, const N: usize, T>(
    table: &str,
    text: &'a str,
    columns: [&str; N],
    mut read: impl FnMut([&'a str; N]) -> Result<T, &'static str>,
) -> Result<Vec<T>, BadTable> {
    let bad = |line: usize, expected: &str, found: &str| BadTable {
        table: table.to_owned(),
        line,
        expected: expected.to_owned(),
        found: found.to_owned(),
    };
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let (at, header) = lines.next().unwrap_or((1, ""));
    if header.split('\t').ne(columns) {
        return Err(bad(at, &format!("the columns {}", columns.join(", ")), header));
    }
    lines
        .map(|(at, line)| {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let cells: [&str; N] = cells.try_into().map_err(|_| bad(at, &format!("{N} cells"), line))?;
            read(cells).map_err(|expected| bad(at, expected, line))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn rows_are_read_and_faults_told() {
        let read = |text: &'static str| rows("t.tsv", text, ["a", "b"], |[a, b]| Ok(format!("{a}{b}")));
        assert_eq!(read("# x\na\tb\n1\t2\n\n# y\n3\t\n"), Ok(vec!["12".to_owned(), "3".to_owned()]));
        let told = |text| read(text).expect_err(text).to_string();
        assert_eq!(told("a\tc\n"), "t.tsv, line 1: expected the columns a, b, found \"a\\tc\"");
        assert_eq!(told("a\tb\n1\n"), "t.tsv, line 2: expected 2 cells, found \"1\"");
        assert_eq!(told(""), "t.tsv, line 1: expected the columns a, b, found \"\"");
    }
}

//! A CSV file as people keep it: columns by name in any order, and the separator that their spreadsheet writes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use westphalia_read::{Fault, Place};

/// A file of rows.
#[derive(Clone, Debug)]
pub struct Grid {
    /// As the user named it.
    pub file: String,
    separator: u8,
    head: Vec<String>,
    /// The rows, of which each has a cell for each column.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line of the file where it begins.
    pub line: u64,
    cells: Vec<String>,
}

impl Grid {
    /// An empty grid with these columns.
    pub fn new(file: &str, head: &[&str]) -> Self {
        let head = head.iter().map(|name| (*name).to_owned()).collect();
        Self { file: file.to_owned(), separator: b',', head, rows: Vec::new() }
    }

    /// Reads a file and looks for the columns that it must have.
    pub fn read(path: &Path, needed: &[&str]) -> Result<Self, Fault> {
        let file = path.display().to_string();
        let fault = |message: String, hint: &str| Fault::error(Place::file(&file), message, hint);
        let bytes = fs::read(path).map_err(|e| {
            fault(format!("expected a CSV file, found: {e}"), "`westphalia validate sample` writes one")
        })?;
        let grid = Self::parse(&file, &bytes)?;
        match needed.iter().find(|name| grid.column(name).is_none()) {
            None => Ok(grid),
            Some(name) => Err(grid.lacks(name)),
        }
    }

    fn parse(file: &str, bytes: &[u8]) -> Result<Self, Fault> {
        let fault = |message: &str, hint: &str| Fault::error(Place::file(file), message, hint);
        if bytes.starts_with(b"PK\x03\x04") {
            return Err(fault("expected a CSV file, found a workbook", "save it as CSV UTF-8"));
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        if bytes.trim_ascii().is_empty() {
            return Err(fault("expected a CSV file, found an empty one", "`westphalia validate sample` writes one"));
        }
        let text = str::from_utf8(bytes).map_err(|e| {
            let byte = u64::try_from(e.valid_up_to()).ok();
            let at = Place { file: file.to_owned(), line: None, byte };
            Fault::error(at, "expected UTF-8, found other bytes", "save it as CSV UTF-8")
        })?;
        let separator = separator(text.lines().next().unwrap_or_default());
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
        let unreadable = |e: csv::Error| fault(&format!("expected rows of CSV, found: {e}"), "");
        let head: Vec<String> =
            reader.headers().map_err(unreadable)?.iter().map(|name| name.trim().to_owned()).collect();
        let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(unreadable)?;
            let line = lines.at(record.position().map_or(0, csv::Position::byte));
            let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if cells.len() > head.len() {
                let at = Place { file: file.to_owned(), line: Some(line), byte: None };
                let message = format!("expected {} columns, found {}", head.len(), cells.len());
                return Err(Fault::error(at, message, "a cell that holds the separator stands in double quotes"));
            }
            cells.resize(head.len(), String::new());
            rows.push(Row { line, cells });
        }
        Ok(Self { file: file.to_owned(), separator, head, rows })
    }

    /// That a column is not there.
    fn lacks(&self, name: &str) -> Fault {
        let at = Place { file: self.file.clone(), line: Some(1), byte: None };
        let hint = if super::columns::PROGRAM.contains(&name) {
            "a blind sample has its program columns in a file of their own: name it with --key".to_owned()
        } else {
            format!("the columns are {}", self.head.join(", "))
        };
        Fault::error(at, format!("expected a column {name}, found none"), hint)
    }

    /// Where a column stands.
    fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|column| column.eq_ignore_ascii_case(name))
    }

    /// Adds a column, if it is not there.
    pub fn add_column(&mut self, name: &str) {
        if self.column(name).is_none() {
            self.head.push(name.to_owned());
            self.rows.iter_mut().for_each(|row| row.cells.push(String::new()));
        }
    }

    /// Whether there is such a column.
    pub fn has(&self, name: &str) -> bool {
        self.column(name).is_some()
    }

    /// A cell without space around it; empty where there is no such column.
    pub fn get<'a>(&self, row: &'a Row, name: &str) -> &'a str {
        self.column(name).and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim())
    }

    /// Fills a cell of the row at this index.
    pub fn set(&mut self, row: usize, name: &str, value: &str) {
        let at = self.column(name);
        if let Some(cell) = at.and_then(|at| self.rows.get_mut(row)?.cells.get_mut(at)) {
            value.clone_into(cell);
        }
    }

    /// Adds a row.
    pub fn push(&mut self, cells: Vec<String>) {
        self.rows.push(Row { line: 0, cells });
    }

    /// Where a row stands.
    pub fn place(&self, row: &Row) -> Place {
        Place { file: self.file.clone(), line: Some(row.line), byte: None }
    }

    /// The grid as CSV.
    pub fn to_csv(&self) -> io::Result<Vec<u8>> {
        let mut writer = csv::WriterBuilder::new().delimiter(self.separator).from_writer(Vec::new());
        writer.write_record(&self.head)?;
        for row in &self.rows {
            writer.write_record(&row.cells)?;
        }
        writer.into_inner().map_err(|e| io::Error::other(e.to_string()))
    }

    /// Writes a file that is not there yet: labels are hours of work and never overwritten.
    pub fn create(&self, path: &Path) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(&self.to_csv()?)?;
        file.sync_all()
    }

    /// Writes the file beside itself and then puts it in place, so that no crash leaves half of it.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        let mut file = File::create(&beside)?;
        file.write_all(&self.to_csv()?)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, path)
    }
}

/// Counts lines. The reader of CSV lets a row begin before the end of line that precedes it.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the row that begins at this byte or after it.
    fn at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(found) = self.text.get(self.at).filter(|found| self.at < byte || matches!(found, b'\r' | b'\n'))
        {
            self.line += u64::from(*found == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// The separator of a head: the most frequent of the three that spreadsheets write.
fn separator(head: &str) -> u8 {
    let count = |separator: &u8| head.bytes().filter(|byte| byte == separator).count();
    // Of equals the last is taken.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::Grid;

    fn check(bytes: &[u8], expected: &str) {
        let found = match Grid::parse("a.csv", bytes) {
            Err(fault) => fault.to_string(),
            Ok(grid) => {
                let cells = |row| {
                    format!("{}:{}/{}", grid.place(row).line.unwrap_or(0), grid.get(row, "id"), grid.get(row, "type"))
                };
                grid.rows.iter().map(cells).collect::<Vec<_>>().join(" ")
            }
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn files_are_read_as_spreadsheets_write_them() {
        check(b"id,type\na-1,AID\na-2,NONE\n", "2:a-1/AID 3:a-2/NONE");
        check(b"\xEF\xBB\xBFid;type\r\na-1;\"AID;AGREE\"\r\n", "2:a-1/AID;AGREE");
        check(b"Type\tID\n AID\ta-1\n\t\n", "2:a-1/AID");
        check(b"id,type,x\na-1\n", "2:a-1/");
        check(b"id,type\n\"a\n-1\",AID\na-2,NONE\n", "2:a\n-1/AID 4:a-2/NONE");
    }

    #[test]
    fn what_is_no_csv_is_refused() {
        let hint = "\n  hint: save it as CSV UTF-8";
        check(b"PK\x03\x04\x14", &format!("error: expected a CSV file, found a workbook\n  at: a.csv{hint}"));
        check(b"id,type\n\xE9", &format!("error: expected UTF-8, found other bytes\n  at: a.csv, byte 8{hint}"));
        check(
            b"id,type\na,b,c\n",
            "error: expected 2 columns, found 3\n  at: a.csv:2\n  hint: a cell that holds the separator stands in double quotes",
        );
        check(
            b"\n",
            "error: expected a CSV file, found an empty one\n  at: a.csv\n  hint: `westphalia validate sample` writes one",
        );
    }
}

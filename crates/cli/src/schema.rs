//! `westphalia schema`: what the tables and views of the record hold.

use crate::args::{SchemaArgs, SchemaFormat};
use crate::ending::{Ending, Failure};
use crate::show;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};
use westphalia_model::schema::{Column, DERIVED, Kind, TABLES, Table, VIEWS};

/// What stands at the head of the page.
const INTRODUCTION: &str = "\
# The tables of the record

<!-- Written by `westphalia schema --format markdown`. -->

A record is a folder. Each table is a folder in it with one folder for each month, `month=2024-06`, or `month=none` for rows
without a day; the month is a column of every table, and asking by it reads less. The files are Parquet: DuckDB, polars, pandas,
Arrow and Spark read them without this program. Text is empty where there is none; only columns marked *maybe* can be missing.
`westphalia sql` answers questions over tables and views. DuckDB keeps the word `symmetric` for itself: write `\"symmetric\"` there.
Derived tables are made from the others, so that few rows are found fast. Their files lie in `views/`, not by month, once somebody has asked for a relation;
[record.md](record.md) says more.

Fields of a group are written `group.field`, fields of a list of groups `list[].field`.
";

/// A table or a view.
struct Sheet {
    kind: &'static str,
    name: &'static str,
    meaning: &'static str,
    month_of: Option<&'static str>,
    columns: &'static [Column],
    sql: Option<&'static str>,
}

/// A column, or a field within one.
#[derive(Serialize)]
struct Row {
    table: &'static str,
    column: String,
    #[serde(rename = "type")]
    kind: String,
    nullable: bool,
    unit: &'static str,
    meaning: Cow<'static, str>,
}

/// Prints tables and views.
pub fn run(args: &SchemaArgs) -> Result<Ending, Failure> {
    let mut sheets = sheets();
    if let Some(name) = &args.table {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name).collect();
        let message = format!("expected one of {}, found {name}", names.join(", "));
        sheets.retain(|sheet| sheet.name == name);
        if sheets.is_empty() {
            return Err(Failure::Usage { message, hint: "westphalia schema lists them all" });
        }
    }
    let mut page = Vec::new();
    match args.format {
        SchemaFormat::Table => tables(&sheets, &mut page)?,
        SchemaFormat::Markdown => markdown(&sheets, args.table.is_none(), &mut page)?,
        SchemaFormat::Jsonl => lines(&sheets, &mut page)?,
    }
    io::stdout().lock().write_all(&page)?;
    Ok(Ending::Complete)
}

/// All tables, then all views, then what is made from tables.
fn sheets() -> Vec<Sheet> {
    let sheet_of = |kind: &'static str| {
        move |table: &'static Table| Sheet {
            kind,
            name: table.name,
            meaning: table.meaning,
            month_of: Some(table.month_of).filter(|day| !day.is_empty()),
            columns: table.columns,
            sql: None,
        }
    };
    let views = VIEWS.iter().map(|view| Sheet {
        kind: "View",
        name: view.name,
        meaning: view.meaning,
        month_of: None,
        columns: view.columns,
        sql: Some(view.sql),
    });
    let tables = TABLES.into_iter().map(sheet_of("Table"));
    tables.chain(views).chain(DERIVED.into_iter().map(sheet_of("Derived table"))).collect()
}

impl Sheet {
    /// Columns and the fields within them, in order.
    fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        self.descend("", self.columns, &mut rows);
        if let Some(month_of) = self.month_of {
            rows.push(Row {
                table: self.name,
                column: "month".to_owned(),
                kind: word(Kind::Text),
                nullable: false,
                unit: "YYYY-MM, none",
                meaning: format!("the month that the row is filed under: of {month_of}").into(),
            });
        }
        rows
    }

    fn descend(&self, within: &str, columns: &[Column], rows: &mut Vec<Row>) {
        for column in columns {
            let name = format!("{within}{}", column.name);
            rows.push(Row {
                table: self.name,
                column: name.clone(),
                kind: word(column.kind),
                nullable: column.nullable,
                unit: column.unit,
                meaning: column.meaning.into(),
            });
            match column.kind {
                Kind::Group(fields) => self.descend(&format!("{name}."), fields, rows),
                Kind::List(Kind::Group(fields)) => self.descend(&format!("{name}[]."), fields, rows),
                _ => {}
            }
        }
    }
}

/// The type in words.
fn word(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Flag => "true or false".to_owned(),
        Kind::Whole => "whole number".to_owned(),
        Kind::Real => "number".to_owned(),
        Kind::List(Kind::Group(_)) => "list of groups".to_owned(),
        Kind::List(Kind::Whole) => "list of whole numbers".to_owned(),
        Kind::List(inner) => format!("list of {}", word(*inner)),
        Kind::Group(_) => "group".to_owned(),
    }
}

/// The type, and whether it can be missing.
fn kind(row: &Row) -> String {
    if row.nullable { format!("{}, maybe", row.kind) } else { row.kind.clone() }
}

/// For people.
fn tables(sheets: &[Sheet], page: &mut Vec<u8>) -> io::Result<()> {
    for sheet in sheets {
        writeln!(page, "{}: {}\n", sheet.name, sheet.meaning)?;
        let mut table = show::plain_table(["column", "type", "unit or values", "meaning"]);
        for row in sheet.rows() {
            table.add_row([row.column.as_str(), &kind(&row), row.unit, &row.meaning]);
        }
        writeln!(page, "{}\n", table.trim_fmt())?;
    }
    Ok(())
}

/// A page.
fn markdown(sheets: &[Sheet], is_whole: bool, page: &mut Vec<u8>) -> io::Result<()> {
    if is_whole {
        page.write_all(INTRODUCTION.as_bytes())?;
    }
    for (at, sheet) in sheets.iter().enumerate() {
        let before = if is_whole || at > 0 { "\n" } else { "" };
        writeln!(page, "{before}## {} `{}`\n\nA row is {}.\n", sheet.kind, sheet.name, sheet.meaning)?;
        writeln!(page, "| column | type | unit or values | meaning |\n| --- | --- | --- | --- |")?;
        for row in sheet.rows() {
            let cells = [format!("`{}`", row.column), kind_in_page(&row), escaped(row.unit), escaped(&row.meaning)];
            writeln!(page, "| {} |", cells.join(" | "))?;
        }
        if let Some(sql) = sheet.sql {
            writeln!(page, "\n```sql\n{}\n```", sql.trim_end())?;
        }
    }
    Ok(())
}

fn kind_in_page(row: &Row) -> String {
    if row.nullable { format!("{}, *maybe*", row.kind) } else { row.kind.clone() }
}

/// Text that is no markup.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

/// A line of JSON for each column.
fn lines(sheets: &[Sheet], page: &mut Vec<u8>) -> io::Result<()> {
    for row in sheets.iter().flat_map(Sheet::rows) {
        serde_json::to_writer(&mut *page, &row)?;
        page.push(b'\n');
    }
    Ok(())
}

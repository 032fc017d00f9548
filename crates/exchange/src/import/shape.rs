//! How a file writes its layout: with tabs or commas, with a header or without, and which column stands where.

use super::cells::cells_of;
use super::{gdelt, icews, phoenix, polecat, ucdp};
use crate::Layout;
use std::borrow::Cow;

/// Lines at the head of a file that are looked at, because the first may be damaged.
const MAX_HEAD_LINES: usize = 10;

/// What stands between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    /// A tab; quotes mean nothing.
    Tab,
    /// A comma; cells may be quoted.
    Comma,
}

/// The columns of a layout.
pub(super) struct Columns {
    /// Names of the columns, by which the reader asks for them.
    pub names: &'static [&'static str],
    /// Other headers of a column, in lower case without anything but letters and digits.
    pub aliases: &'static [(&'static str, usize)],
    /// Columns without which no row can be read.
    pub needed: &'static [usize],
    /// Without a header: the columns in order, for each number of columns that is known.
    pub headless: &'static [&'static [usize]],
    /// Whether a row without a header looks like one of the layout.
    pub plausible: fn(&[Cow<'_, str>]) -> bool,
    /// Words that mean an empty cell.
    pub nulls: &'static [&'static str],
    /// Whether quoted cells hold ends of lines.
    pub multiline: bool,
    /// What the layout asks for, in words.
    pub expected: &'static str,
}

/// How a file writes its layout.
#[derive(Debug)]
pub(super) struct Shape {
    pub delimiter: Delimiter,
    pub has_header: bool,
    /// Numbers of columns that a row may have.
    pub widths: Vec<usize>,
    /// For each column of the layout, where the file has it.
    pub map: Vec<Option<u16>>,
    pub nulls: &'static [&'static str],
    pub multiline: bool,
}

/// The layout that a file seems to be, from its first bytes (some kibibytes are enough).
///
/// GDELT files with a header that fit both versions are told by the length of their dates of addition, and count as
/// GDELT 2 where they have none.
#[must_use]
pub fn sniff(head: &[u8]) -> Option<Layout> {
    let order = [Layout::Icews, Layout::Polecat, Layout::Ucdp, Layout::Phoenix, Layout::Gdelt2, Layout::Gdelt1];
    order.into_iter().find(|layout| of(*layout, head).is_ok())
}

fn columns(layout: Layout) -> &'static Columns {
    match layout {
        Layout::Gdelt1 => &gdelt::COLUMNS_1,
        Layout::Gdelt2 => &gdelt::COLUMNS_2,
        Layout::Icews => &icews::COLUMNS,
        Layout::Polecat => &polecat::COLUMNS,
        Layout::Phoenix => &phoenix::COLUMNS,
        Layout::Ucdp => &ucdp::COLUMNS,
    }
}

/// How a file that begins with `head` writes the layout, and what was guessed.
///
/// # Errors
/// What the layout asks for, and what was found, where the file is not of that layout.
pub(super) fn of(layout: Layout, head: &[u8]) -> Result<(Shape, Vec<String>), (String, String)> {
    let columns = columns(layout);
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = head.get(..head.len().min(1 << 20)).unwrap_or(head);
    let text = String::from_utf8_lossy(head);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(MAX_HEAD_LINES).collect();
    let first = lines.first().copied().unwrap_or("");
    let delimiter = if first.contains('\t') { Delimiter::Tab } else { Delimiter::Comma };
    let cells = cells_of(first, delimiter);
    if let Some((map, mut guessed)) = by_header(columns, &cells) {
        let shape = columns.shape(delimiter, true, vec![cells.len()], map);
        if layout == Layout::Gdelt1 || layout == Layout::Gdelt2 {
            gdelt::check_version(layout, &shape, &lines)?;
            gdelt::mend_header(&cells, &mut guessed);
        }
        return Ok((shape, guessed));
    }
    for line in lines {
        let delimiter = if line.contains('\t') { Delimiter::Tab } else { Delimiter::Comma };
        let cells = cells_of(line, delimiter);
        let known = columns.headless.iter().find(|order| order.len() == cells.len());
        if let Some(order) = known.filter(|_| (columns.plausible)(&cells)) {
            let widths = columns.headless.iter().map(|order| order.len()).collect();
            return Ok((columns.shape(delimiter, false, widths, columns.placed(order)), Vec::new()));
        }
    }
    Err((columns.expected.to_owned(), what_stands_there(&cells)))
}

/// The head of a file in words.
fn what_stands_there(cells: &[Cow<'_, str>]) -> String {
    let shown: Vec<String> = cells.iter().take(3).map(|cell| cell.chars().take(30).collect()).collect();
    match cells.len() {
        0 => "a first line with a quote that is not closed".to_owned(),
        1 => format!("one column, `{}`", shown.join("")),
        n => format!("{n} columns, the first `{}`", shown.join("`, `")),
    }
}

/// Where the columns stand by the names of a header, and what was guessed; none if it is no header of the layout.
fn by_header(columns: &Columns, cells: &[Cow<'_, str>]) -> Option<(Vec<Option<u16>>, Vec<String>)> {
    let headers: Vec<String> = cells.iter().map(|cell| normal(cell)).collect();
    let mut map = vec![None; columns.names.len()];
    let mut guessed = Vec::new();
    let mut unread = Vec::new();
    for (at, (header, cell)) in headers.iter().zip(cells).enumerate() {
        let by_name = columns.names.iter().position(|name| normal(name) == *header);
        let by_alias = || columns.aliases.iter().find(|(alias, _)| alias == header).map(|(_, column)| *column);
        match gdelt::odd_column(columns, &headers, header).or(by_name).or_else(by_alias) {
            Some(column) if map.get(column).is_some_and(Option::is_none) => {
                map[column] = u16::try_from(at).ok();
                let name = columns.names[column];
                if normal(name) != *header || gdelt::odd_column(columns, &headers, header).is_some() {
                    guessed.push(format!("column `{cell}` read as {name}"));
                }
            }
            _ => unread.push(format!("`{cell}`")),
        }
    }
    if columns.needed.iter().any(|column| map[*column].is_none()) {
        return None;
    }
    if !unread.is_empty() {
        guessed.push(format!("columns not read: {}", unread.join(", ")));
    }
    Some((map, guessed))
}

/// A header without case, spaces and signs.
pub(super) fn normal(header: &str) -> String {
    header.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

impl Columns {
    fn shape(&self, delimiter: Delimiter, has_header: bool, widths: Vec<usize>, map: Vec<Option<u16>>) -> Shape {
        let multiline = self.multiline && delimiter == Delimiter::Comma;
        Shape { delimiter, has_header, widths, map, nulls: self.nulls, multiline }
    }

    /// Where the columns stand in a file without a header.
    fn placed(&self, order: &[usize]) -> Vec<Option<u16>> {
        (0..self.names.len())
            .map(|column| order.iter().position(|other| *other == column).map(|at| at as u16))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::sniff;
    use crate::Layout;

    #[test]
    fn layouts_are_told_by_their_heads() {
        let check = |head: &str, expected: Option<Layout>| assert_eq!(sniff(head.as_bytes()), expected, "{head}");
        let row = |n: usize| format!("479491239\t20141027{}\n", "\tx".repeat(n - 2));
        check(&row(61), Some(Layout::Gdelt2));
        check(&row(58), Some(Layout::Gdelt1));
        check(&row(57), Some(Layout::Gdelt1));
        check(&row(60), None);
        check("Event ID\tEvent Date\tSource Name\tCAMEO Code\tTarget Name\n", Some(Layout::Icews));
        check("Event ID\tEvent Date\tEvent Type\tActor Name\tRecipient Name\n", Some(Layout::Polecat));
        check("id,year,type_of_violence,side_a,side_b,date_start,date_end\n", Some(Layout::Ucdp));
        check("eid,story_date,year,month,day,source,target,code,root_code\n", Some(Layout::Phoenix));
        check("globaleventid,eventtimedate,mentiontimedate\n", None);
        check("", None);
        check("Once upon a time\nthere was a king.\n", None);
        check("\u{feff}id,type_of_violence,side_a,side_b,date_start\n", Some(Layout::Ucdp));
    }
}

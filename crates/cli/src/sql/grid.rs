//! Answers as tables for people.

use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table, presets};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Letters between two columns.
const GAP: usize = 3;

/// Columns narrower than this cannot be read; rows are written below one another instead.
const MIN_COLUMN: usize = 7;

/// What stands where something was cut off.
const CUT: char = '…';

/// Rows of cells under a head.
#[derive(Debug, Default)]
pub struct Grid {
    /// Names of the columns.
    pub head: Vec<String>,
    /// Whether they hold numbers.
    pub is_number: Vec<bool>,
    /// Rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

impl Grid {
    /// The grid on a page of this width.
    pub fn page(&self, width: usize) -> String {
        match self.widths(width) {
            Some(widths) => self.table(&widths),
            None => self.records(width),
        }
    }

    /// How wide each column may be; none where there are too many.
    fn widths(&self, width: usize) -> Option<Vec<usize>> {
        let room = width.saturating_sub(GAP * self.head.len());
        let wanted: Vec<usize> = (0..self.head.len()).map(|at| self.wanted(at)).collect();
        if wanted.iter().sum::<usize>() <= room {
            return Some(wanted);
        }
        // The widest share what the others leave.
        let mut sorted = wanted.clone();
        sorted.sort_unstable();
        let mut left = room;
        let mut most = 0;
        for (at, want) in sorted.iter().enumerate() {
            most = left / (sorted.len() - at);
            if *want > most {
                break;
            }
            left -= want;
        }
        (most >= MIN_COLUMN).then(|| wanted.into_iter().map(|want| want.min(most)).collect())
    }

    /// The width of the widest cell of a column.
    fn wanted(&self, at: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(at)).chain(self.head.get(at));
        cells.map(|cell| cell.width()).max().unwrap_or_default()
    }

    /// Rows beside a head.
    fn table(&self, widths: &[usize]) -> String {
        let mut table = Table::new();
        // Cells are cut already: nothing is left to arrange.
        table.set_content_arrangement(ContentArrangement::Disabled).force_no_tty();
        table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
        let line = |cells: &[String]| -> Vec<Cell> {
            let cells = cells.iter().zip(widths).zip(&self.is_number);
            let cell = |((cell, width), is_number): ((&String, &usize), &bool)| {
                let align = if *is_number { CellAlignment::Right } else { CellAlignment::Left };
                Cell::new(cut(cell, *width)).set_alignment(align)
            };
            cells.map(cell).collect()
        };
        table.set_header(line(&self.head));
        table.add_rows(self.rows.iter().map(|row| line(row)));
        format!("{}\n", table.trim_fmt())
    }

    /// Each row as a block of lines: name and value.
    fn records(&self, width: usize) -> String {
        let names = self.head.iter().map(|name| name.width()).max().unwrap_or_default();
        let room = width.saturating_sub(names + 2).max(MIN_COLUMN);
        let line = |(name, value): (&String, &String)| {
            let padding = " ".repeat(names - name.width());
            format!("{name}{padding}  {}\n", cut(value, room))
        };
        let block = |(at, row): (usize, &Vec<String>)| {
            let said = self.head.iter().zip(row).filter(|(_, value)| !value.is_empty());
            format!("row {}\n{}", at + 1, said.map(line).collect::<String>())
        };
        self.rows.iter().enumerate().map(block).collect::<Vec<_>>().join("\n")
    }
}

/// The text, no wider than this.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |letter: &char| {
        used += letter.width().unwrap_or_default();
        used <= width
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push(CUT);
    kept
}

#[cfg(test)]
mod tests {
    use super::Grid;

    fn grid() -> Grid {
        let words = |words: [&str; 3]| words.map(str::to_owned).to_vec();
        Grid {
            head: words(["event_type", "n", "sentence"]),
            is_number: vec![false, true, false],
            rows: vec![
                words(["CONSULT", "1200", "Russia and North Korea signed a treaty in Pyongyang on Wednesday."]),
                words(["AID", "7", "日本は二〇二四年に援助を約束した。"]),
                words(["", "", ""]),
            ],
        }
    }

    #[test]
    fn a_table_as_wide_as_it_needs() {
        insta::assert_snapshot!(grid().page(120));
    }

    #[test]
    fn wide_columns_are_cut() {
        insta::assert_snapshot!(grid().page(44));
    }

    #[test]
    fn many_columns_stand_below_one_another() {
        insta::assert_snapshot!(grid().page(26));
    }
}

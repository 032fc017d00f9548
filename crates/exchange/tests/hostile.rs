//! Files that are damaged, endless, empty or something else.

use proptest::prelude::*;
use std::io::{self, BufReader, Read};
use westphalia_exchange::{Import, ImportError, Layout, Tally, import};
use westphalia_model::Report;

fn read(layout: Layout, bytes: &[u8]) -> Result<(Vec<Report>, Tally), ImportError> {
    let mut reports = Vec::new();
    let tally = import(layout, bytes, "test", &mut |batch| reports.extend(batch))?;
    Ok((reports, tally))
}

fn row(id: &str) -> String {
    let mut cells = [""; 61];
    for (at, cell) in [(0, id), (1, "20190227"), (5, "USA"), (7, "USA"), (26, "042"), (28, "04"), (29, "1")] {
        cells[at] = cell;
    }
    cells.join("\t")
}

/// `n` good rows, and bad ones at these lines and bytes with these messages.
fn check(layout: Layout, bytes: &[u8], n: usize, bad: &[(u64, u64, &str)]) {
    let (reports, tally) = read(layout, bytes).expect("the layout");
    let found: Vec<_> = tally.bad.iter().map(|row| (row.line, row.byte, row.message.as_str())).collect();
    assert_eq!((reports.len(), found), (n, bad.to_vec()));
    assert_eq!((tally.n_reports, tally.n_bad), (n as u64, bad.len() as u64));
    assert_eq!(tally.n_rows, tally.n_reports + tally.n_bad);
}

fn wrong(layout: Layout, text: &str, expected: &str) {
    let error = read(layout, text.as_bytes()).map(|(reports, _)| reports.len()).map_err(|error| error.to_string());
    assert_eq!(error, Err(expected.to_owned()));
}

#[test]
fn bad_rows_cost_themselves_only() {
    let good = row("1");
    let len = good.len() as u64 + 1;
    let check = |damaged: &str, message: &str| {
        let text = format!("{good}\n{damaged}\n{good}\n");
        check(Layout::Gdelt2, text.as_bytes(), 2, &[(2, len, message)]);
    };
    check("1\t20190227\tx", "expected 61 columns, found 3");
    check(&format!("{good}\t"), "expected 61 columns, found 62");
    check(&good.replace("20190227", "20190231"), "expected the day of the event, found `20190231`");
    check(&good.replace("20190227", ""), "expected the day of the event, found ``");
    check(&good.replace("042\t\t04", "\t\t04"), "expected an event code, found none");
    check(&good.replace("042\t\t04\t1", "999\t\t99\t"), "expected an event code, found `999`");
    check(&good.replace("USA", "U\0A"), "expected text, found a NUL byte");
}

#[test]
fn quotes_that_do_not_close() {
    let header = "id,type_of_violence,side_a,side_b,date_start,where_coordinates\n";
    let good = "1,1,Government of Syria,IS,2016-01-01,\"Aleppo,\ntown\"\n";
    let open = "2,1,Government of Syria,IS,2016-01-01,\"Aleppo\n";
    let text = format!("{header}{good}{}", good.repeat(3));
    check(Layout::Ucdp, text.as_bytes(), 4, &[]);
    let (reports, tally) =
        read(Layout::Ucdp, format!("{header}{good}{open}{}", "3,1,A,B,2016-01-01,C\n".repeat(9000)).as_bytes())
            .expect("UCDP");
    assert_eq!((reports.len(), tally.n_bad, reports[0].place.as_str()), (9001, 1, "Aleppo,\ntown"));
    assert_eq!(
        (tally.bad[0].line, tally.bad[0].message.as_str()),
        (4, "expected a closing quote, found the end of the row")
    );
    let after = "1,1,\"A\"b,IS,2016-01-01,C\n";
    check(
        Layout::Ucdp,
        format!("{header}{after}").as_bytes(),
        0,
        &[(2, header.len() as u64, "expected a comma after a closing quote, found `b,IS,2016-01-01,C`")],
    );
}

#[test]
fn empty_and_truncated_files() {
    for layout in Layout::ALL {
        check(layout, b"", 0, &[]);
        check(layout, b"\n\r\n \n", 0, &[]);
    }
    let text = format!("{}\n{}", row("1"), row("2"));
    check(Layout::Gdelt2, text.as_bytes(), 2, &[]);
    let byte = row("1").len() as u64 + 1;
    check(Layout::Gdelt2, &text.as_bytes()[..text.len() - 40], 1, &[(2, byte, "expected 61 columns, found 27")]);
    check(Layout::Gdelt2, format!("\u{feff}{}\r\n\r\n", row("1")).as_bytes(), 1, &[]);
    check(Layout::Icews, b"Event ID\tEvent Date\tSource Name\tCAMEO Code\tTarget Name", 0, &[]);
}

#[test]
fn bytes_that_are_not_utf_8() {
    let mut bytes = row("1").into_bytes();
    bytes.extend_from_slice(b"S\xE3o Paulo\n");
    let (reports, tally) = read(Layout::Gdelt2, &bytes).expect("GDELT");
    assert_eq!((tally.n_reports, reports[0].source.as_str()), (1, "S\u{fffd}o Paulo"));
    assert_eq!(reports[0].problems.len(), 1);
}

/// A row, then bytes without end of a line, then a row.
struct Endless {
    before: Vec<u8>,
    middle: u64,
    after: Vec<u8>,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for part in [&mut self.before, &mut self.after] {
            if part.is_empty() {
                continue;
            }
            if self.middle > 0 && part.first() == Some(&b'\n') {
                let n = buffer.len().min(usize::try_from(self.middle).unwrap_or(usize::MAX));
                buffer[..n].fill(b'x');
                self.middle -= n as u64;
                return Ok(n);
            }
            let n = buffer.len().min(part.len());
            buffer[..n].copy_from_slice(&part[..n]);
            part.drain(..n);
            return Ok(n);
        }
        Ok(0)
    }
}

#[test]
fn a_line_of_a_hundred_megabytes_is_one_bad_row() {
    let first = format!("{}\n", row("1"));
    let stream = Endless {
        before: first.clone().into_bytes(),
        middle: 100 << 20,
        after: format!("\n{}\n", row("2")).into_bytes(),
    };
    let mut reports = Vec::new();
    let tally =
        import(Layout::Gdelt2, BufReader::new(stream), "test", &mut |batch| reports.extend(batch)).expect("GDELT");
    assert_eq!((tally.n_reports, tally.n_bad, tally.n_rows), (2, 1, 3));
    assert_eq!((tally.bad[0].line, tally.bad[0].byte), (2, first.len() as u64));
    assert_eq!(tally.bad[0].message, "expected a row of less than 8 MiB, found a longer one");
    assert_eq!(reports[1].native_id, "2");
}

#[test]
fn all_bad_rows_are_counted_and_a_thousand_listed() {
    let text = format!("{}\n{}", row("1"), "x\n".repeat(5000));
    let (reports, tally) = read(Layout::Gdelt2, text.as_bytes()).expect("GDELT");
    assert_eq!((reports.len(), tally.n_bad, tally.bad.len()), (1, 5000, 1000));
    assert_eq!((tally.bad[0].line, tally.bad[999].line), (2, 1001));
}

#[test]
fn another_layout_is_refused_with_a_hint() {
    let icews = "Event ID\tEvent Date\tSource Name\tCAMEO Code\tTarget Name\n1\t2019-02-27\tA\t042\tB\n";
    wrong(
        Layout::Gdelt2,
        icews,
        "expected the 61 columns of GDELT 2, or a header with SQLDATE and EventCode in test, found 5 columns, the first \
         `Event ID`, `Event Date`, `Source Name`; it looks like icews",
    );
    wrong(
        Layout::Icews,
        &row("1"),
        "expected a header with `Event Date`, `Source Name`, `CAMEO Code` and `Target Name` in test, found 61 columns, the \
         first `1`, `20190227`, ``; it looks like gdelt2",
    );
    wrong(
        Layout::Ucdp,
        "Once upon a time\nthere was a king.\n",
        "expected a header with `type_of_violence`, `side_a`, `side_b` and `date_start` in test, found one column, `Once upon a time`",
    );
    wrong(
        Layout::Gdelt1,
        "SQLDATE,EventCode,DATEADDED\n20190227,042,20190227143000\n",
        "expected DATEADDED with 8 digits in test, found `20190227143000`; it looks like gdelt2",
    );
}

#[test]
fn a_failing_read_ends_the_import() {
    struct Failing(bool);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(io::Error::other("the disk is gone"));
            }
            let first = format!("{}\n", row("1")).repeat(9000);
            let n = buffer.len().min(first.len());
            buffer[..n].copy_from_slice(&first.as_bytes()[..n]);
            Ok(n)
        }
    }
    let error =
        Import::new(Layout::Gdelt2, BufReader::new(Failing(false)), "test").map(|_| ()).map_err(|e| e.to_string());
    assert_eq!(error, Err("cannot read test: the disk is gone".to_owned()));
}

/// A good file of each layout, to be damaged.
fn good(layout: Layout) -> String {
    match layout {
        Layout::Gdelt1 => {
            "1\t20190227\t\t\t\tUSA\tA\tUSA".to_owned() + &"\t".repeat(19) + "042\t042\t04\t1" + &"\t".repeat(28)
        }
        Layout::Gdelt2 => row("1"),
        Layout::Icews => "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tCAMEO Code\tTarget Name\n\
                          1\t2019-02-27\tHezbollah\tInsurgents,Parties\tLebanon\t190\tIsrael"
            .to_owned(),
        Layout::Polecat => "Event Date\tEvent Type\tContexts\tActor Name\tActor Country\tRecipient Name\n\
                            2019-02-27\tCONSULT\tmilitary\tA\tUSA\tB"
            .to_owned(),
        Layout::Phoenix => {
            "eid,year,month,day,source,target,code,lat,lon\n1,1985,11,19,USAGOV,RUS,040,46.2,6.1".to_owned()
        }
        Layout::Ucdp => "type_of_violence,side_a,side_b,date_start,date_end,best,latitude,longitude\n\
                         1,Government of Syria,\"IS, SDF\",2016-01-01,2016-01-02,4,36,37"
            .to_owned(),
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        layout in proptest::sample::select(Layout::ALL.to_vec()),
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>(), 0_u8..3), 0..6),
        repeats in 1_usize..4,
    ) {
        let last = good(layout).rsplit('\n').next().unwrap_or("").to_owned();
        let mut bytes = (good(layout) + &format!("\n{last}").repeat(repeats)).into_bytes();
        for (at, byte, kind) in damage {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(1)),
            }
        }
        if let Ok((reports, tally)) = read(layout, &bytes) {
            prop_assert_eq!(tally.n_rows, tally.n_reports + tally.n_bad);
            prop_assert_eq!(tally.n_reports, reports.len() as u64);
            // The same input gives the same reports.
            prop_assert_eq!(read(layout, &bytes).expect("as before").0, reports);
        }
    }

    #[test]
    fn no_noise_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for layout in Layout::ALL {
            let _ = read(layout, &bytes);
        }
    }
}

#[test]
fn good_files_are_good() {
    for layout in Layout::ALL {
        check(layout, good(layout).as_bytes(), 1, &[]);
    }
}

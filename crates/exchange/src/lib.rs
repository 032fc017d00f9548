//! Here are the event files of others: which reports are in them? And back.
//!
//! [`import`] reads the files of GDELT, ICEWS, POLECAT, Phoenix and UCDP GED as [`Report`](westphalia_model::Report)s,
//! [`export`] writes [`Event`](westphalia_model::Event)s in the layouts that the field knows. The codes of others are
//! mapped by tables (`data/exchange`, `data/codebook/cameo.tsv`, the atlas). A code that no table knows is never
//! guessed: the field stays empty, the report says why, and the [`Tally`] counts it.
//!
//! ```
//! use westphalia_exchange::{Layout, import};
//!
//! let row = "27557421\t2019-02-27\tDonald Trump\tGovernment\tUnited States\tMake a visit\t042\t1.9\tVietnam\t\tVietnam\t\
//!            48100001\t2\tXinhua\tHanoi\t\t\tVietnam\t21.02\t105.84\n";
//! let header = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t\
//!               Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\t\
//!               Province\tCountry\tLatitude\tLongitude\n";
//! let file = format!("{header}{row}");
//! let mut reports = Vec::new();
//! let tally = import(Layout::Icews, file.as_bytes(), "events.tab", &mut |batch| reports.extend(batch))?;
//! assert_eq!((tally.n_reports, tally.n_bad), (1, 0));
//! assert_eq!((reports[0].type_name(), reports[0].mode.as_str()), ("CONSULT", "visit"));
//! assert_eq!(reports[0].recipients[0].country, "VNM");
//! # Ok::<(), westphalia_exchange::ImportError>(())
//! ```
//!
//! This room knows no store, no network and no language. What each column becomes, and what a layout cannot carry, is
//! told in `docs/exchange.md`.

mod codes;
mod export;
mod import;
mod layout;
mod table;

pub use export::{Exported, export};
pub use import::{BadRow, Import, ImportError, Tally, import, sniff};
pub use layout::{ExportLayout, Layout, UnknownLayout};

//! A report in the making.

use super::cells::Row;
use super::tally::Notes;
use crate::codes::acts::{Act, acts};
use crate::codes::parties::{self, parties};
use crate::codes::states::{Found, states};
use westphalia_model::{Actor, Date, DateBasis, DatePrecision, Modality, Problem, QuadClass, Report, Span};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// The smallest number that is read as the identity of one of our own events. Data sets count far below it, and of all
/// the identities that we give, one in eighteen million lies below it.
pub(crate) const OWN_IDS: u64 = 1_000_000_000_000;

/// A report in the making, and where to say what is not known.
pub(super) struct Draft<'a> {
    /// The report, where it stands among the others: it is too large to be moved about.
    pub report: &'a mut Report,
    notes: &'a mut Notes,
    unknown: Vec<(&'static str, String)>,
}

impl<'a> Draft<'a> {
    pub fn new(report: &'a mut Report, row: &Row<'_>, notes: &'a mut Notes) -> Self {
        let mut draft = Self { report, notes, unknown: Vec::new() };
        if row.mended {
            draft.problem("expected UTF-8, found other bytes; U+FFFD stands in their place".to_owned());
        }
        draft
    }

    /// Gives the report its identity. Codes that were not known are counted only now, as the row became a report.
    pub fn finish(self) {
        for (kind, code) in self.unknown {
            self.notes.unknown(kind, &code);
        }
        self.report.report_id = identity(self.report);
    }

    /// Says what stayed empty, and why.
    pub fn problem(&mut self, message: String) {
        self.report.problems.push(Problem { stage: "exchange".to_owned(), message, span: None });
    }

    /// A code that no table knows.
    pub fn unknown(&mut self, kind: &'static str, code: &str) {
        self.problem(format!("expected a known {kind}, found `{code}`"));
        self.unknown.push((kind, code.to_owned()));
    }

    /// The day of the event, which every row must have.
    pub fn date(&mut self, cell: &str) -> Result<Date, String> {
        let day = date(cell).ok_or_else(|| format!("expected the day of the event, found `{cell}`"))?;
        self.range(day, day, DatePrecision::Day);
        Ok(day)
    }

    /// First and last day of the event.
    pub fn range(&mut self, start: Date, end: Date, precision: DatePrecision) {
        self.report.event_date_start = Some(start);
        self.report.event_date_end = Some(end);
        self.report.date_precision = precision;
        self.report.date_basis = DateBasis::Text;
    }

    /// Type, mode, quad class and scores by a CAMEO code; `quad` is what the file says.
    pub fn cameo(&mut self, code: &str, root: &str, name: &str, quad: Option<QuadClass>) -> Result<(), String> {
        if code.is_empty() {
            return Err("expected an event code, found none".to_owned());
        }
        match acts().restore(code, root, name) {
            Some(act) => self.act(act, quad),
            None => {
                self.report.quad_class = quad.ok_or_else(|| format!("expected an event code, found `{code}`"))?;
                self.unknown("event code", code);
            }
        }
        Ok(())
    }

    /// Type, mode, quad class and scores of an act. The quad class of the file counts where PLOVER has no type.
    pub fn act(&mut self, act: &Act, quad: Option<QuadClass>) {
        let report = &mut *self.report;
        report.cameo_code = act.code.to_owned();
        report.event_type = act.event_type;
        report.mode = act.mode.to_owned();
        report.goldstein = act.goldstein;
        report.plover_score = act.intensity;
        report.quad_class = if act.event_type.is_some() { act.quad } else { quad.unwrap_or(act.quad) };
    }

    /// Fills in the state of an actor, or says that it is not known.
    pub fn state(&mut self, actor: &mut Actor, found: Found, kind: &'static str, code: &str, on: Date) {
        match found {
            Found::State(id) => states().fill(actor, id, on),
            Found::NoState => {}
            Found::Unknown => self.unknown(kind, code),
        }
    }

    /// Adds the sector of a CAMEO type.
    pub fn role(&mut self, actor: &mut Actor, code: &str) {
        match parties().role(code) {
            Some(role) => add_role(actor, role),
            None => self.unknown("actor type", code),
        }
    }

    /// Adds a body or group by its CAMEO code.
    pub fn group(&mut self, actor: &mut Actor, code: &str, on: Date) {
        match parties().group(code) {
            Some(body) => {
                actor.body = body.to_owned();
                parties::complete(actor, on);
            }
            None => self.unknown("known group", code),
        }
    }

    /// The state of the place.
    pub fn place_country(&mut self, found: Found, kind: &'static str, code: &str) {
        match found {
            Found::State(id) => self.report.place_country = states().atlas.country(id).iso3.as_str().to_owned(),
            Found::NoState => {}
            Found::Unknown => self.unknown(kind, code),
        }
    }

    /// The coordinates of the place, in degrees; both or none.
    pub fn coordinates(&mut self, lat: &str, lon: &str) {
        if lat.is_empty() || lon.is_empty() {
            return;
        }
        match (degrees(lat, 90.0), degrees(lon, 180.0)) {
            (Some(lat), Some(lon)) => (self.report.lat, self.report.lon) = (Some(lat), Some(lon)),
            _ => self.problem(format!("expected latitude and longitude in degrees, found `{lat}` and `{lon}`")),
        }
    }

    /// Whose address it is: the outlet.
    pub fn url(&mut self, url: &str) {
        match domain(url) {
            Some(domain) => {
                self.report.source = domain.to_owned();
                self.report.url = url.to_owned();
            }
            None => self.report.source = url.to_owned(),
        }
    }
}

/// Adds a sector, once, where the code means one.
pub(super) fn add_role(actor: &mut Actor, role: &str) {
    if !role.is_empty() && !actor.sector_roles.iter().any(|known| known == role) {
        actor.sector_roles.push(role.to_owned());
    }
}

/// A body or group that the whole name of an actor means: its acronym, and what the row does not say of it.
///
/// A group that belongs to another state than the row says is another group of that name.
pub(super) fn add_named(actor: &mut Actor, found: parties::Named, on: Date) {
    if !actor.country.is_empty() && !found.home.is_empty() && actor.country != found.home {
        return;
    }
    actor.body = found.body.to_owned();
    parties::complete(actor, on);
}

/// 16 hexadecimal digits for a row: the hash of data set and native number, or of the whole row where it has none. The
/// number of one of our own events is its identity again.
fn identity(report: &Report) -> String {
    if let Ok(own) = report.native_id.parse::<u64>()
        && own >= OWN_IDS
    {
        return format!("{own:016x}");
    }
    let id = if report.native_id.is_empty() { &report.original } else { &report.native_id };
    let hash = if report.dataset.len() + id.len() < 120 {
        let mut bytes = [0_u8; 128];
        let n = report.dataset.len() + 1 + id.len();
        bytes[..report.dataset.len()].copy_from_slice(report.dataset.as_bytes());
        bytes[report.dataset.len() + 1..n].copy_from_slice(id.as_bytes());
        xxh3_64(&bytes[..n])
    } else {
        let mut hasher = Xxh3::new();
        hasher.update(report.dataset.as_bytes());
        hasher.update(&[0]);
        hasher.update(id.as_bytes());
        hasher.digest()
    };
    hex(hash)
}

/// 16 hexadecimal digits.
fn hex(mut number: u64) -> String {
    let mut digits = [0_u8; 16];
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789abcdef"[(number & 15) as usize];
        number >>= 4;
    }
    String::from_utf8_lossy(&digits).into_owned()
}

/// A report that says nothing yet.
pub(super) fn blank(dataset: &str, original: &str) -> Report {
    Report {
        report_id: String::new(),
        document_id: String::new(),
        sentence: 0,
        sentence_text: String::new(),
        dataset: dataset.to_owned(),
        source: String::new(),
        url: String::new(),
        native_id: String::new(),
        original: original.to_owned(),
        codebook_version: String::new(),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        event_date_start: None,
        event_date_end: None,
        date_precision: DatePrecision::None,
        date_basis: DateBasis::None,
        published_at: None,
        actors: Vec::new(),
        recipients: Vec::new(),
        symmetric: false,
        event_type: None,
        mode: String::new(),
        cameo_code: String::new(),
        quad_class: QuadClass::VerbalCooperation,
        goldstein: 0.0,
        plover_score: 0.0,
        contexts: Vec::new(),
        policy_sectors: Vec::new(),
        modality: Modality::Actual,
        attributed_to: None,
        confidence: None,
        content: None,
        deadline_start: None,
        deadline_end: None,
        quantities: Vec::new(),
        place: String::new(),
        place_span: None,
        lat: None,
        lon: None,
        place_country: String::new(),
        place_precision: String::new(),
        trigger: String::new(),
        trigger_span: Span::default(),
        frame: String::new(),
        operators: Vec::new(),
        problems: Vec::new(),
    }
}

/// A day: `20190228`, `20190228143000`, `2019-02-28`, `2019-02-28 14:30:00`, or `2/28/2019`.
pub(super) fn date(cell: &str) -> Option<Date> {
    let bytes = cell.as_bytes();
    let number = |range: std::ops::Range<usize>| digits(bytes.get(range)?);
    if bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-' {
        return day(number(0..4)?, number(5..7)?, number(8..10)?);
    }
    if matches!(bytes.len(), 8 | 14) && digits(bytes.get(..8)?).is_some() {
        return day(number(0..4)?, number(4..6)?, number(6..8)?);
    }
    let mut parts = cell.split('/').map(|part| digits(part.as_bytes()));
    let (month, date, year) = (parts.next()??, parts.next()??, parts.next()??);
    (parts.next().is_none() && year > 999).then(|| day(year, month, date))?
}

/// A day of the calendar.
pub(super) fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn digits(bytes: &[u8]) -> Option<u32> {
    if bytes.is_empty() || bytes.len() > 8 {
        return None;
    }
    bytes.iter().try_fold(0_u32, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

/// A whole number that may be written with a fraction of nothing (`652.0`), as tables from R and pandas do.
pub(super) fn whole<T: std::str::FromStr>(cell: &str) -> Option<T> {
    cell.strip_suffix(".0").unwrap_or(cell).parse().ok()
}

/// A quad class, 1 to 4.
pub(super) fn quad(cell: &str) -> Option<QuadClass> {
    QuadClass::try_from(whole::<u8>(cell)?).ok()
}

fn degrees(cell: &str, most: f64) -> Option<f64> {
    cell.parse::<f64>().ok().filter(|degrees| degrees.abs() <= most)
}

/// The host of an address, without `www.`; none where it is no address.
fn domain(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::{date, domain, hex, whole};
    use westphalia_model::Date;

    #[test]
    fn days_are_read_in_every_form() {
        let check = |cell: &str, expected: Option<(i16, i8, i8)>| {
            assert_eq!(date(cell), expected.map(|(y, m, d)| Date::constant(y, m, d)), "{cell}");
        };
        check("20190228", Some((2019, 2, 28)));
        check("20190228143000", Some((2019, 2, 28)));
        check("2019-02-28", Some((2019, 2, 28)));
        check("2019-02-28 14:30:00", Some((2019, 2, 28)));
        check("2/28/2019", Some((2019, 2, 28)));
        check("20190229", None);
        check("2019", None);
        check("201902", None);
        check("28/2/2019", None);
        check("", None);
        check("2/28/19", None);
        check("２０１９0228", None);
    }

    #[test]
    fn numbers_and_hosts() {
        assert_eq!(whole::<u16>("652.0"), Some(652));
        assert_eq!(whole::<u16>("652.5"), None);
        assert_eq!(domain("http://www.bbc.co.uk:80/news?x=1"), Some("bbc.co.uk"));
        assert_eq!(domain("BBC Monitoring"), None);
        assert_eq!(hex(0xab), "00000000000000ab");
    }
}

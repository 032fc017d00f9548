//! Checks alignment against what states do elsewhere: votes in the UN General Assembly, and alliances.

mod quadruples;
mod statistics;

use anyhow::{Context, bail};
use clap::Args;
use statistics::{Pairs, auc, bootstrap, pearson, spearman, within};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use westphalia_atlas::Atlas;
use westphalia_model::{Date, Event};
use westphalia_record::{Snapshot, tables};
use westphalia_relations::alignment::{
    Alignment, Camps, Company, Months, PairMonth, Request, Scale, Tie, align, communities,
};
use westphalia_relations::day_of;

/// What to check, and against what.
#[derive(Args)]
pub struct Options {
    /// A record with the events
    #[arg(long, value_name = "DIR", required_unless_present = "quadruples")]
    record: Option<PathBuf>,
    /// Events as source, relation, target, date (names as ICEWS writes them), with tabs; also as .zst
    #[arg(long, value_name = "FILE", conflicts_with = "record")]
    quadruples: Option<PathBuf>,
    /// Agreement in the UN General Assembly: year, country1, country2 (ISO alpha-2), n_common, agree; also as .zst
    #[arg(long, value_name = "FILE")]
    unga: PathBuf,
    /// ATOP alliances of directed dyads: ccode1, ccode2, atop_defense, ..., first_year, last_year; plain
    #[arg(long, value_name = "FILE")]
    alliances: PathBuf,
    /// Only events on this day or later
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Only events on this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Score by PLOVER intensities rather than Goldstein's scores
    #[arg(long)]
    plover: bool,
    /// Pairs need so many events between them to be counted
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: u32,
    /// How often states are drawn anew for the intervals
    #[arg(long, value_name = "N", default_value_t = 200)]
    draws: usize,
}

/// Last year of ATOP 5: an alliance that lasts so long is taken to go on.
const ATOP_END: i16 = 2018;

/// Computes and prints the table.
///
/// # Errors
///
/// If a file cannot be read, or there are no events or no votes in the window.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let scale = if options.plover { Scale::Plover } else { Scale::Goldstein };
    let rows = match (&options.record, &options.quadruples) {
        (Some(record), _) => of_record(record, options)?,
        (None, Some(file)) => quadruples::months(&text(file)?, |day| holds(options, day))?,
        (None, None) => bail!("expected --record or --quadruples"),
    };
    let found = align(&rows, &Request { scale, ..Request::default() });
    if found.ties.is_empty() {
        bail!("expected events between states in the window, found none");
    }
    let year = |month: &str| month.get(..4).and_then(|year| year.parse::<i16>().ok()).unwrap_or(0);
    let years = (year(&found.first_month), year(&found.last_month));
    let votes = votes(&text(&options.unga)?, years)?;
    let alliances = alliances(&text(&options.alliances)?, years)?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} to {}: {} events, {} states, {} ties; votes of {} pairs, {} pairs with a defence pact\n",
        found.first_month,
        found.last_month,
        found.n_events,
        found.states.len(),
        found.ties.len(),
        votes.len(),
        alliances.len()
    )?;
    writeln!(
        out,
        "| pairs | measure | n | votes, Spearman | votes, Pearson | within states | allied | AUC for alliance |"
    )?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- | --- |")?;
    let measures = measures(&found);
    for (name, pairs) in pair_sets(&found, options.least) {
        for (measure, values) in &measures {
            row(&mut out, name, measure, &Pairs::of(&pairs, values, &votes, &alliances), options.draws)?;
        }
    }
    Ok(())
}

type Pair = (String, String);

/// The pairs that every measure is held against.
fn pair_sets(found: &Alignment, least: u32) -> Vec<(&'static str, Vec<Pair>)> {
    let company: HashMap<(&str, &str), &Company> =
        found.company.iter().map(|c| ((c.a.as_str(), c.b.as_str()), c)).collect();
    let tied = found
        .ties
        .iter()
        .filter(|tie| tie.n_events >= least && company.contains_key(&(tie.a.as_str(), tie.b.as_str())))
        .map(|tie| (tie.a.clone(), tie.b.clone()));
    let all = found.company.iter().map(|c| (c.a.clone(), c.b.clone()));
    vec![("with a tie", tied.collect()), ("with shared partners", all.collect())]
}

type Values = HashMap<Pair, f64>;

/// Measures of how near two states are; a pair that one has no value for is left out of its row.
fn measures(found: &Alignment) -> Vec<(&'static str, Values)> {
    let of_ties = |value: fn(&Tie) -> f64| -> Values {
        found.ties.iter().map(|tie| ((tie.a.clone(), tie.b.clone()), value(tie))).collect()
    };
    let [camps, friends] = [Camps::Company, Camps::Ties].map(|camps| communities(&found.ties, &found.company, camps));
    let together = |of: &dyn Fn(&str) -> Option<usize>| -> Values {
        let pairs = found.company.iter().filter_map(|c| Some((c, of(&c.a)?, of(&c.b)?)));
        pairs.map(|(c, a, b)| ((c.a.clone(), c.b.clone()), f64::from(u8::from(a == b)))).collect()
    };
    let tones = tones(found);
    vec![
        ("mean score", of_ties(|tie| tie.mean)),
        ("score (drawn to 0)", of_ties(|tie| tie.score)),
        ("events over expected, log", of_ties(|tie| tie.ratio.ln())),
        ("likeness of company", found.company.iter().map(|c| ((c.a.clone(), c.b.clone()), c.likeness)).collect()),
        ("likeness of scores", tones),
        ("same community by ties", together(&|code| friends.of(code))),
        ("same community by company", together(&|code| camps.of(code))),
    ]
}

/// Cosine of two states' scores with the third states that both have a tie with: what likeness of company is held
/// against.
fn tones(found: &Alignment) -> Values {
    let mut scores: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for tie in &found.ties {
        scores.entry(&tie.a).or_default().insert(&tie.b, tie.score);
        scores.entry(&tie.b).or_default().insert(&tie.a, tie.score);
    }
    let cosine = |c: &Company| -> Option<f64> {
        let (one, other) = (scores.get(c.a.as_str())?, scores.get(c.b.as_str())?);
        let shared = one.iter().filter_map(|(third, x)| Some((x, other.get(third)?)));
        let [xy, xx, yy] = shared.fold([0.0; 3], |s, (x, y)| [s[0] + x * y, s[1] + x * x, s[2] + y * y]);
        (xx * yy > 0.0).then(|| xy / (xx * yy).sqrt())
    };
    found.company.iter().filter_map(|c| Some(((c.a.clone(), c.b.clone()), cosine(c)?))).collect()
}

fn row(out: &mut impl Write, set: &str, measure: &str, pairs: &Pairs, draws: usize) -> io::Result<()> {
    let voted = pairs.with_votes();
    let show = |pairs: &Pairs, statistic: &dyn Fn(&Pairs) -> Option<f64>| {
        let Some(value) = statistic(pairs) else { return "–".to_owned() };
        match bootstrap(pairs, draws, statistic) {
            Some((low, high)) => format!("{value:.2} [{low:.2}, {high:.2}]"),
            None => format!("{value:.2}"),
        }
    };
    writeln!(
        out,
        "| {set} | {measure} | {} | {} | {} | {} | {} | {} |",
        voted.len(),
        show(&voted, &spearman),
        show(&voted, &pearson),
        show(&voted, &within),
        pairs.n_allied(),
        show(pairs, &auc)
    )
}

fn holds(options: &Options, day: Date) -> bool {
    options.since.is_none_or(|since| since <= day) && options.until.is_none_or(|until| day <= until)
}

/// The months of pairs of states in a record.
fn of_record(root: &Path, options: &Options) -> anyhow::Result<Vec<PairMonth>> {
    let record = Snapshot::open(root)?;
    let mut months = Months::default();
    for batch in record.rows::<Event>(&tables::EVENTS, None)? {
        batch?.iter().filter(|event| day_of(event).is_some_and(|day| holds(options, day))).for_each(|e| months.add(e));
    }
    let atlas = Atlas::embedded();
    let is_state = |code: &str| atlas.country_id(code).is_some();
    Ok(months.into_rows().into_iter().filter(|row| is_state(&row.a) && is_state(&row.b)).collect())
}

/// A text file, unpacked where its name ends on `.zst`.
fn text(path: &Path) -> anyhow::Result<String> {
    let read = || -> io::Result<String> {
        let file = BufReader::new(File::open(path)?);
        let mut text = String::new();
        if path.extension().is_some_and(|ending| ending == "zst") {
            zstd::Decoder::new(file)?.read_to_string(&mut text)?;
        } else {
            { file }.read_to_string(&mut text)?;
        }
        Ok(text)
    };
    read().with_context(|| format!("{} cannot be read", path.display()))
}

/// Mean agreement of pairs over the years, by ISO alpha-3.
fn votes(text: &str, years: (i16, i16)) -> anyhow::Result<Values> {
    let codes: HashMap<&str, &str> = Atlas::embedded()
        .countries()
        .iter()
        .filter(|c| !c.iso2.is_empty())
        .map(|c| (c.iso2.as_str(), c.iso3.as_str()))
        .collect();
    let mut sums: HashMap<Pair, (f64, f64)> = HashMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let (year, one, other, _, agree): (i16, String, String, u32, f64) = row?;
        if let (true, Some(one), Some(other)) =
            (years.0 <= year && year <= years.1, codes.get(one.as_str()), codes.get(other.as_str()))
        {
            let sum = sums.entry((one.min(other).to_string(), one.max(other).to_string())).or_default();
            sum.0 += agree;
            sum.1 += 1.0;
        }
    }
    if sums.is_empty() {
        bail!("expected votes of {} to {}, found none", years.0, years.1);
    }
    Ok(sums.into_iter().map(|(pair, (sum, n))| (pair, sum / n)).collect())
}

/// Pairs with a defence pact at some time in the years.
fn alliances(text: &str, years: (i16, i16)) -> anyhow::Result<HashMap<Pair, ()>> {
    let day = Date::new(years.1, 7, 1).ok();
    let codes: HashMap<u16, &str> =
        Atlas::embedded().countries().iter().filter_map(|c| Some((c.cow(day)?, c.iso3.as_str()))).collect();
    let mut found = HashMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let row: HashMap<String, i32> = row?;
        let cell = |name: &str| row.get(name).copied().with_context(|| format!("expected a column {name}"));
        let (first, last) = (cell("first_year")?, cell("last_year")?);
        let runs = first <= i32::from(years.1) && last >= i32::from(years.0.min(ATOP_END));
        let code = |cow: i32| u16::try_from(cow).ok().and_then(|cow| codes.get(&cow));
        if let (1, true, Some(one), Some(other)) =
            (cell("atop_defense")?, runs, code(cell("ccode1")?), code(cell("ccode2")?))
        {
            found.insert((one.min(other).to_string(), one.max(other).to_string()), ());
        }
    }
    Ok(found)
}

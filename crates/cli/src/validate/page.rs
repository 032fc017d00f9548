//! How a report looks: for people, for an appendix, for programs.

use super::labels::Labelled;
use crate::show::{count, printable};
use serde_json::json;
use std::fmt::Write;
use std::io;
use westphalia_validate::{Estimate, Findings, N_RESAMPLES, Recall, Stratum};

/// Everything that a report tells.
pub struct Page<'a> {
    /// The sample and its labels.
    pub labelled: &'a Labelled,
    /// What they say.
    pub findings: &'a Findings,
}

/// A table with a title, and a remark below it.
struct Section {
    title: &'static str,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    remark: String,
}

/// What stands where there is no number.
const ABSENT: &str = "n/a";

/// How the numbers come about, and where that is written.
const METHOD: &str = "\
Precision of a type is the share of its labelled events of which the coders say the same type, with the score interval
of Wilson (1927). Shares over several types weigh each labelled unit by the number of units for which it stands
(size of the stratum / labelled units), with Wilson's interval for the effective sample size of Kish (1965). Recall is
T / (F + N + B): T and F are the weighted numbers of coded events that have the right type and that are events at all, N the
weighted number of events in sentences coded as nothing (Horvitz and Thompson 1952), B that of events missed beside coded
ones, each shared among the coded events of its sentence (Birnbaum and Sirken 1965). Its interval is a stratified
percentile bootstrap (Efron 1979); where no labelled sentence coded as nothing tells an event, its lower end assumes as
many as the upper end of Wilson's interval allows. Alpha is Krippendorff's for nominal values (Krippendorff 2011; Hayes and
Krippendorff 2007), with a bootstrap over units; it describes agreement on the sample, in which rare types weigh more than
in the documents. No interval is narrowed for strata that were drawn whole.";

/// The literature that [`METHOD`] names.
const LITERATURE: [&str; 7] = [
    "Birnbaum, Z. W., and M. G. Sirken (1965). Design of sample surveys to estimate the prevalence of rare diseases: three unbiased estimates. Vital and Health Statistics 2(11).",
    "Efron, B. (1979). Bootstrap methods: another look at the jackknife. Annals of Statistics 7(1), 1-26.",
    "Hayes, A. F., and K. Krippendorff (2007). Answering the call for a standard reliability measure for coding data. Communication Methods and Measures 1(1), 77-89.",
    "Horvitz, D. G., and D. J. Thompson (1952). A generalization of sampling without replacement from a finite universe. Journal of the American Statistical Association 47(260), 663-685.",
    "Kish, L. (1965). Survey Sampling. New York: Wiley.",
    "Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.",
    "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association 22(158), 209-212.",
];

impl Page<'_> {
    /// Tables for a terminal.
    pub fn for_people(&self) -> String {
        let mut page = format!("{}\n", self.sampling());
        for section in self.sections() {
            let _ = write!(page, "\n{}\n\n{}", section.title, text_table(&section));
            if !section.remark.is_empty() {
                let _ = writeln!(page, "\n  {}", section.remark);
            }
        }
        page
    }

    /// A section of an appendix.
    pub fn markdown(&self) -> String {
        let mut page = format!("## Validation of the coded events\n\n{}\n", self.sampling());
        for section in self.sections() {
            let line = |cells: &[String]| {
                format!("| {} |", cells.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>().join(" | "))
            };
            let rule: Vec<&str> =
                section.head.iter().enumerate().map(|(at, _)| if at == 0 { "---" } else { "---:" }).collect();
            let _ = write!(page, "\n### {}\n\n{}\n| {} |\n", section.title, line(&section.head), rule.join(" | "));
            section.rows.iter().for_each(|row| _ = writeln!(page, "{}", line(row)));
            if !section.remark.is_empty() {
                let _ = write!(page, "\n{}\n", section.remark);
            }
        }
        let literature: Vec<String> = LITERATURE.iter().map(|work| format!("- {work}")).collect();
        let _ = write!(page, "\n### How it was computed\n\n{METHOD}\n\n{}\n", literature.join("\n"));
        page
    }

    /// Every number as one object.
    pub fn json(&self) -> io::Result<String> {
        let page = json!({
            "origin": self.labelled.origin,
            "coders": self.labelled.coders,
            "reference": self.labelled.study.reference,
            "unlabelled": self.labelled.n_unlabelled,
            "left_out": self.labelled.n_left_out,
            "resampling": { "seed": self.labelled.study.seed, "draws": N_RESAMPLES },
            "findings": self.findings,
        });
        Ok(serde_json::to_string_pretty(&page)? + "\n")
    }

    /// A number a row.
    pub fn csv(&self) -> io::Result<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["measure", "of", "n", "value", "low", "high"])?;
        let mut row = |measure: &str, of: &str, n: usize, estimate: Option<Estimate>| {
            let number = |pick: fn(Estimate) -> f64| estimate.map(|e| format!("{:.4}", pick(e))).unwrap_or_default();
            let [value, low, high] = [number(|e| e.value), number(|e| e.low), number(|e| e.high)];
            writer.write_record([measure, of, &n.to_string(), &value, &low, &high])
        };
        let found = self.findings;
        for stratum in &found.strata {
            row("precision", stratum_name(stratum.stratum), stratum.labelled, stratum.precision)?;
        }
        row("precision", "all", self.n_events_labelled(), found.precision)?;
        row("recall", "type", self.n_units_labelled(), found.recall.map(|recall| recall.of_type))?;
        row("recall", "any type", self.n_units_labelled(), found.recall.map(|recall| recall.of_any))?;
        for field in &found.fields {
            row("accuracy", field.field.as_str(), field.n, field.accuracy)?;
        }
        for agreement in &found.agreement {
            row(&format!("alpha {}", agreement.question), &agreement.between.join("+"), agreement.n, agreement.alpha)?;
        }
        for (said, counts) in &found.confusion.rows {
            for (there, n) in found.confusion.columns.iter().zip(counts) {
                row("confusion", &format!("{} > {}", said.as_str(), stratum_name(*there)), *n, None)?;
            }
        }
        let bytes = writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
        String::from_utf8(bytes).map_err(io::Error::other)
    }

    /// The tables, in the order in which they are read.
    fn sections(&self) -> Vec<Section> {
        vec![self.precision(), self.recall(), self.fields(), self.confusion(), self.agreement()]
    }

    /// How the sample was drawn and who labelled it.
    fn sampling(&self) -> String {
        let Labelled { study, origin, coders, n_unlabelled, n_left_out, .. } = self.labelled;
        let strata = &self.findings.strata;
        let (mut n_events, mut n_drawn, mut most, mut n_types) = (0, 0, 0, 0);
        for stratum in strata.iter().filter(|stratum| stratum.stratum.is_some()) {
            (n_events, n_drawn) = (n_events + stratum.size, n_drawn + stratum.drawn);
            (most, n_types) = (most.max(stratum.drawn), n_types + 1);
        }
        let nothing = strata.iter().find(|stratum| stratum.stratum.is_none());
        let nothing = nothing.map_or_else(
            || "no sentence coded as nothing".to_owned(),
            |s| format!("{} of the {} coded as nothing", s.drawn, count(s.size, "sentence")),
        );
        let mut text = format!(
            "Westphalia {} (codebook {}) coded {} with {} and found {} of {}. From these a stratified random sample was \
             drawn without replacement (sample {}, seed {}): {}, up to {most} of each type, and {nothing}.",
            printable(&origin.program_version),
            printable(&origin.codebook_version),
            count(origin.documents, "document"),
            count(origin.sentences, "sentence"),
            count(n_events, "event"),
            count(n_types, "type"),
            printable(&origin.sample),
            origin.seed,
            count(n_drawn, "event"),
        );
        let names: Vec<String> = coders.iter().map(|(name, n)| format!("{} ({n})", printable(name))).collect();
        let blind = if origin.blind {
            ", without seeing what the program had coded"
        } else {
            ", with what the program had coded in view"
        };
        let _ = write!(text, " {} labelled it{blind}: {}.", count(coders.len(), "coder"), names.join(", "));
        match &study.reference {
            Some(name) => text.push_str(&format!(" The labels of {} count as the truth.", printable(name))),
            None if coders.len() > 1 => text.push_str(" All coders count alike."),
            None => {}
        }
        if *n_unlabelled + *n_left_out > 0 {
            let _ = write!(text, " {} had no label, {n_left_out} could not be read.", count(*n_unlabelled, "row"));
        }
        let _ =
            write!(text, " Intervals are 95%; resampling draws {} (seed {}).", count(N_RESAMPLES, "time"), study.seed);
        text
    }

    fn precision(&self) -> Section {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut sums = [0; 3];
        for found in self.findings.strata.iter().filter(|found| found.stratum.is_some()) {
            let counts = [found.size, found.drawn, found.labelled];
            sums.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
            rows.push(cells(stratum_name(found.stratum), counts, found.precision));
        }
        rows.push(cells("all, weighted", sums, self.findings.precision));
        for found in self.findings.strata.iter().filter(|found| found.stratum.is_none()) {
            rows.push(cells("nothing", [found.size, found.drawn, found.labelled], found.precision));
        }
        let mut remark = String::new();
        if self.findings.strata.iter().any(|found| found.stratum.is_none()) {
            remark.push_str("In the row of nothing stands the share of sentences that tell no event. ");
        }
        if self.findings.covered < 1.0 {
            let percent = 100.0 * self.findings.covered;
            let _ =
                write!(remark, "Types without a label are left out: {percent:.0}% of the coded events are covered.");
        }
        let remark = remark.trim_end().to_owned();
        Section {
            title: "Precision of the type",
            head: head(["type", "coded", "drawn", "labelled", "precision"]),
            rows,
            remark,
        }
    }

    fn recall(&self) -> Section {
        let found = self.findings.recall;
        let row = |name: &str, pick: fn(Recall) -> Estimate| vec![name.to_owned(), shown(found.map(pick))];
        let rows = vec![row("found with the right type", |r| r.of_type), row("found with any type", |r| r.of_any)];
        let remark = match found {
            None => "There is no estimate of recall without labelled sentences that were coded as nothing (sample --nothing N).".to_owned(),
            Some(found) => format!(
                "About {:.0} events are told; about {:.0} of them in sentences coded as nothing, {} beside coded events.{}",
                found.n_there,
                found.n_in_nothing,
                if found.asked_beside > 0.0 { format!("{:.0}", found.n_beside) } else { "an unknown number".to_owned() },
                match found.asked_beside {
                    share if share <= 0.0 => " What is missed beside coded events was not labelled: recall is overrated.".to_owned(),
                    share if share < 0.995 => format!(" What is missed beside coded events was labelled for {:.0}% of them: recall is overrated.", 100.0 * share),
                    _ => String::new(),
                }
            ),
        };
        Section { title: "Recall", head: head(["events of the text", "share"]), rows, remark }
    }

    fn fields(&self) -> Section {
        let rows = self
            .findings
            .fields
            .iter()
            .map(|found| vec![found.field.as_str().to_owned(), found.n.to_string(), shown(found.accuracy)]);
        let remark = "Of events with the right type, weighted. A field is right if all its codes are.".to_owned();
        Section {
            title: "Actors, recipients and modality",
            head: head(["field", "labelled", "right"]),
            rows: rows.collect(),
            remark,
        }
    }

    fn confusion(&self) -> Section {
        let confusion = &self.findings.confusion;
        let columns = confusion.columns.iter().map(|there| stratum_name(*there).to_owned());
        let row = |(said, counts): &(westphalia_validate::Said, Vec<usize>)| {
            let counts = counts.iter().map(|n| if *n == 0 { "·".to_owned() } else { n.to_string() });
            [said.as_str().to_owned()].into_iter().chain(counts).collect()
        };
        Section {
            title: "Confusions",
            head: ["program ↓ coders →".to_owned()].into_iter().chain(columns).collect(),
            rows: confusion.rows.iter().map(row).collect(),
            remark: "Labels as they were counted, without weights.".to_owned(),
        }
    }

    fn agreement(&self) -> Section {
        let rows = self.findings.agreement.iter().map(|found| {
            let between: Vec<String> = found.between.iter().map(|name| printable(name)).collect();
            vec![between.join(", "), found.question.to_owned(), found.n.to_string(), shown(found.alpha)]
        });
        let remark = format!("{ABSENT}: all values are the same, so that chance cannot be told from agreement.");
        let rows: Vec<Vec<String>> = rows.collect();
        let remark =
            if rows.iter().any(|row| row.last().is_some_and(|cell| cell == ABSENT)) { remark } else { String::new() };
        Section { title: "Krippendorff's alpha", head: head(["between", "question", "units", "alpha"]), rows, remark }
    }

    fn n_events_labelled(&self) -> usize {
        self.findings.strata.iter().filter(|found| found.stratum.is_some()).map(|found| found.labelled).sum()
    }

    fn n_units_labelled(&self) -> usize {
        self.findings.strata.iter().map(|found| found.labelled).sum()
    }
}

/// A table that stays narrow: columns as wide as their cells, of which the head is cut where only numbers stand below.
fn text_table(section: &Section) -> String {
    let is_wide = section.head.len() > 8;
    let head = section.head.iter().enumerate().map(|(at, name)| match name.char_indices().nth(4) {
        Some((end, _)) if is_wide && at > 0 => name.get(..end).unwrap_or(name),
        _ => name,
    });
    let rows: Vec<Vec<&str>> = [head.collect::<Vec<&str>>()]
        .into_iter()
        .chain(section.rows.iter().map(|row| row.iter().map(String::as_str).collect()))
        .collect();
    let width =
        |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..section.head.len()).map(width).collect();
    let mut table = String::new();
    for (n, row) in rows.iter().enumerate() {
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let _ = if at == 0 { write!(table, "  {cell:<width$}") } else { write!(table, "  {cell:>width$}") };
        }
        table.push('\n');
        if n == 0 {
            let _ =
                writeln!(table, "  {}", "─".repeat(widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1)));
        }
    }
    table
}

/// The type of a stratum, or `NONE`.
fn stratum_name(stratum: Stratum) -> &'static str {
    stratum.map_or(westphalia_validate::label::NONE, |event_type| event_type.as_str())
}

fn head<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

/// A row of the first table.
fn cells(name: &str, counts: [usize; 3], precision: Option<Estimate>) -> Vec<String> {
    let counts = counts.iter().map(usize::to_string);
    [name.to_owned()].into_iter().chain(counts).chain([shown(precision)]).collect()
}

/// `0.90 [0.70, 0.97]`
fn shown(estimate: Option<Estimate>) -> String {
    estimate.map_or_else(|| ABSENT.to_owned(), |e| format!("{:.2} [{:.2}, {:.2}]", e.value, e.low, e.high))
}

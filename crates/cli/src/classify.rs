//! `westphalia classify`: the relation between marked parties, one answer for each line.

use crate::args::{ClassifyArgs, Rows, Types};
use crate::batch;
use crate::ending::{Ending, Failure};
use crate::facts;
use crate::notes::Notes;
use crate::show;
use crate::stop::Stop;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use westphalia_coder::{Coder, Pair, Relation};
use westphalia_model::{EventType, Modality};
use westphalia_read::{Fault, JsonLines, Line, MarkedPair};

/// How many lines are answered at once.
const BATCH: usize = 4096;

/// One line of output.
#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(rename = "type")]
    event_type: &'static str,
    mode: String,
    quad: u8,
    cameo: String,
    modality: Modality,
    confidence: f64,
    frame: String,
}

/// Answers every line, in order. A line that cannot be read is answered too, so that lines of input and output
/// stay side by side; the fault is printed, and the exit code remembers.
pub fn run(args: &ClassifyArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let (name, mut reader) = open(args)?;
    if let Some(fault) = JsonLines::binary(&name, &mut reader)? {
        notes.fault(&fault);
        return Ok(Ending::Nothing);
    }
    let coder = facts::coder(&args.facts)?;
    let pool = batch::threads(args.threads).map_err(Failure::Start)?;
    let stop = Stop::listen();
    let mut lines = JsonLines::new(&name, reader);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut answers = Vec::new();
    let mut n_read = 0;
    loop {
        let pairs: Vec<MarkedPair> = lines.by_ref().take(BATCH).map(|line| pair(line, &mut n_read, notes)).collect();
        if pairs.is_empty() {
            break;
        }
        stop.begin();
        let batch: Vec<Answer> =
            pool.install(|| pairs.into_par_iter().map(|pair| answer(&coder, pair, args.types)).collect());
        match args.format {
            Rows::Jsonl => write_lines(&mut out, &batch)?,
            Rows::Table => answers.extend(batch),
        }
        out.flush()?;
        if stop.asked() {
            show_table(args.format, &answers, &mut out)?;
            notes.say("stopped by Ctrl-C; what is printed is complete");
            return Ok(Ending::Stopped);
        }
    }
    show_table(args.format, &answers, &mut out)?;
    if n_read == 0 && notes.n_errors == 0 {
        let message = format!("expected JSON lines, found nothing in {name}");
        return Err(Failure::Usage { message, hint: "a line is {\"id\", \"text\", \"source\", \"target\"}" });
    }
    Ok(Ending::of(n_read, notes.n_errors))
}

/// Prints the table, if one is asked for: it is as wide as its widest row, and so comes last.
fn show_table(format: Rows, answers: &[Answer], out: &mut impl Write) -> io::Result<()> {
    if format == Rows::Table {
        writeln!(out, "{}", table(answers).trim_fmt())?;
    }
    out.flush()
}

/// Opens the input.
fn open(args: &ClassifyArgs) -> Result<(String, Box<dyn BufRead>), Failure> {
    if args.path.as_os_str() == "-" {
        return Ok(("<stdin>".to_owned(), Box::new(BufReader::new(io::stdin()))));
    }
    let name = args.path.display().to_string();
    let is_dir = args.path.is_dir();
    match File::open(&args.path) {
        Ok(file) if !is_dir => Ok((name, Box::new(BufReader::new(file)))),
        Ok(_) => Err(Failure::Usage {
            message: format!("expected a file of JSON lines, found the directory {name}"),
            hint: "name one file, or `-` for standard input",
        }),
        Err(error) => Err(Failure::Usage {
            message: format!("expected a file of JSON lines at {name}, found: {error}"),
            hint: "check the spelling; `-` reads standard input",
        }),
    }
}

/// The pair of a line; of a line that cannot be read, its place and nothing else.
fn pair(line: Result<Line, Fault>, n_read: &mut usize, notes: &mut Notes) -> MarkedPair {
    match line {
        Ok(line) => {
            *n_read += 1;
            let (pair, faults) = MarkedPair::from_line(line);
            faults.iter().for_each(|fault| notes.fault(fault));
            pair
        }
        Err(fault) => {
            notes.fault(&fault);
            let line = westphalia_read::Place { byte: None, ..fault.at };
            MarkedPair { id: line.to_string().into(), ..MarkedPair::default() }
        }
    }
}

/// Asks the coder.
fn answer(coder: &Coder, pair: MarkedPair, types: Types) -> Answer {
    let relation = coder.classify(Pair { text: &pair.text, source: &pair.source, target: &pair.target });
    let (event_type, quad) = named(&relation, types);
    Answer {
        id: pair.id,
        event_type,
        mode: relation.mode,
        quad,
        cameo: relation.cameo_code,
        modality: relation.modality,
        confidence: (relation.confidence * 10_000.0).round() / 10_000.0,
        frame: relation.frame,
    }
}

/// Name and quad of the type in the list that was asked for.
fn named(relation: &Relation, types: Types) -> (&'static str, u8) {
    match (types, relation.event_type) {
        (Types::Plover15, EventType::Concede | EventType::Retreat) => ("YIELD", 2),
        (_, event_type) => (event_type.as_str(), relation.quad.into()),
    }
}

/// Prints answers as JSON lines.
fn write_lines(out: &mut impl Write, answers: &[Answer]) -> io::Result<()> {
    for answer in answers {
        serde_json::to_writer(&mut *out, answer)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The answers as a table.
fn table(answers: &[Answer]) -> comfy_table::Table {
    let mut table = show::plain_table(["id", "type", "quad", "cameo", "modality", "confidence", "frame"]);
    for answer in answers {
        let id = answer.id.as_str().map_or_else(|| answer.id.to_string(), str::to_owned);
        table.add_row([
            id,
            show::with_mode(answer.event_type, &answer.mode),
            answer.quad.to_string(),
            answer.cameo.clone(),
            answer.modality.to_string(),
            format!("{:.2}", answer.confidence),
            answer.frame.clone(),
        ]);
    }
    table
}

//! Writes made-up events, to measure with: `generate ROWS FOLDER`. The same rows every time.
//!
//! Ten years of months, a file each, laid out as the record lays them out. States act as unevenly as they do in the
//! news; most events have one actor and one recipient.

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int32Array, ListArray, RecordBatch, StringArray, StructArray,
    new_empty_array, new_null_array,
};
use arrow_schema::{DataType, Field, Fields};
use datafusion::arrow::buffer::OffsetBuffer;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use westphalia_model::schema::EVENTS;
use westphalia_record::arrow_schema;

const N_MONTHS: usize = 120;
const FIRST_YEAR: usize = 2015;
/// Days from 1970 to the first of January of the first year.
const FIRST_DAY: i32 = 16436;
const N_STATES: u64 = 190;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, rows, folder] = args.as_slice() else { return Err("expected: generate ROWS FOLDER".into()) };
    let n_rows: usize = rows.parse()?;
    for month in 0..N_MONTHS {
        let n = n_rows * (month + 1) / N_MONTHS - n_rows * month / N_MONTHS;
        let name = format!("events/month={}-{:02}", FIRST_YEAR + month / 12, month % 12 + 1);
        write(&Path::new(folder).join(name), &batch(month, n)?)?;
    }
    Ok(())
}

fn write(folder: &Path, batch: &RecordBatch) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?)).build();
    let mut writer = ArrowWriter::try_new(File::create(folder.join("1.parquet"))?, batch.schema(), Some(properties))?;
    writer.write(batch)?;
    writer.close()?;
    Ok(())
}

/// Numbers that look random and are the same every time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// Whether something happens that happens so many times in a hundred.
    fn percent(&mut self, n: u64) -> bool {
        self.below(100) < n
    }
}

/// A party: state 0 is the busiest; a twentieth are bodies.
#[derive(Clone, Copy)]
struct Party {
    state: u64,
    sector: u64,
    is_body: bool,
}

const SECTORS: [&str; 6] = ["GOV", "GOV", "GOV", "MIL", "CVL", "REB"];
const BODIES: [&str; 6] = ["UN", "NATO", "EU", "AU", "ASEAN", "HAMAS"];

impl Party {
    fn draw(numbers: &mut Numbers) -> Self {
        // The product of three draws falls off as steeply as attention does.
        let product = numbers.below(1000) * numbers.below(1000) / 1000 * numbers.below(1000) / 1000;
        Self { state: product * N_STATES / 1000, sector: numbers.below(6), is_body: numbers.percent(5) }
    }

    fn country(self) -> String {
        if self.is_body {
            return String::new();
        }
        let letter = |n: u64| char::from(b'A' + (n % 26) as u8);
        [letter(self.state), letter(self.state / 26 + 7), letter(self.state * 5 + 3)].iter().collect()
    }

    fn body(self) -> &'static str {
        if self.is_body { BODIES[self.state as usize % BODIES.len()] } else { "" }
    }

    fn code(self) -> String {
        match SECTORS[self.sector as usize] {
            _ if self.is_body => self.body().to_owned(),
            "GOV" => self.country(),
            sector => format!("{}-{sector}", self.country()),
        }
    }
}

/// The parties of events: actors, recipients, and which events are symmetric.
fn parties(numbers: &mut Numbers, n: usize) -> (Vec<Vec<Party>>, Vec<Vec<Party>>, Vec<bool>) {
    let mut several = |one: u64| {
        let n = if numbers.percent(one) { 1 } else { 2 + numbers.below(3) };
        (0..n).map(|_| Party::draw(numbers)).collect::<Vec<_>>()
    };
    let mut actors = Vec::new();
    let mut recipients = Vec::new();
    let mut symmetric = Vec::new();
    for at in 0..n {
        let is_symmetric = at % 8 == 0;
        actors.push(several(if is_symmetric { 0 } else { 90 }));
        recipients.push(if is_symmetric || at % 7 == 0 { Vec::new() } else { several(92) });
        symmetric.push(is_symmetric);
    }
    (actors, recipients, symmetric)
}

/// The events of one month.
fn batch(month: usize, n: usize) -> Result<RecordBatch, Box<dyn Error>> {
    let mut numbers = Numbers(month as u64);
    let schema = arrow_schema(&EVENTS);
    let (actors, recipients, symmetric) = parties(&mut numbers, n);
    let draws: Vec<u64> = (0..n).map(|_| numbers.next()).collect();
    let days: Vec<i32> =
        draws.iter().map(|draw| FIRST_DAY + (month * 3652 / 120) as i32 + (draw % 28) as i32).collect();
    let text = |value: &dyn Fn(u64) -> String| {
        Arc::new(StringArray::from_iter_values(draws.iter().map(|&d| value(d)))) as ArrayRef
    };
    let whole = |value: &dyn Fn(u64) -> i32| {
        Arc::new(Int32Array::from_iter_values(draws.iter().map(|&d| value(d)))) as ArrayRef
    };
    let real = |value: &dyn Fn(u64) -> f64| {
        Arc::new(Float64Array::from_iter_values(draws.iter().map(|&d| value(d)))) as ArrayRef
    };
    let of = |words: &'static [&'static str], shift: u32| {
        text(&move |d| words[(d >> shift) as usize % words.len()].to_owned())
    };
    let column = |field: &Field| -> ArrayRef {
        match field.name().as_str() {
            "event_id" | "report_ids" if field.data_type() == &DataType::Utf8 => text(&|d| format!("{d:016x}")),
            "report_ids" => texts(draws.iter().map(|d| vec![format!("{d:016x}"); 1 + (d >> 9) as usize % 3])),
            "sources" => texts(draws.iter().map(|d| vec![format!("outlet{}.example", d % 200)])),
            "status" => of(&["machine"; 1], 0),
            "event_date_start" | "event_date_end" | "first_reported" | "last_reported" => {
                Arc::new(Date32Array::from(days.clone()))
            }
            "date_precision" => of(&["day", "day", "day", "day", "day", "week", "month", "year"], 3),
            "actors" => people(field, &actors),
            "recipients" => people(field, &recipients),
            "actor_codes" => texts(actors.iter().map(|list| list.iter().map(|party| party.code()).collect())),
            "recipient_codes" => texts(recipients.iter().map(|list| list.iter().map(|party| party.code()).collect())),
            "symmetric" => Arc::new(BooleanArray::from(symmetric.clone())),
            "event_type" => of(&["CONSULT", "AGREE", "ACCUSE", "ASSAULT", "AID", "SANCTION", "REQUEST", "REJECT"], 5),
            "mode" => of(&["", "visit", "", "airstrike", "", "", "", ""], 5),
            "cameo_code" => of(&["042", "057", "112", "195", "070", "163", "102", "120"], 5),
            "quad_class" => whole(&|d| 1 + (d >> 5) as i32 % 4),
            "goldstein" => real(&|d| f64::from((d >> 5) as i32 % 201) / 10.0),
            "plover_score" => real(&|d| f64::from((d >> 7) as i32 % 41) / 4.0),
            "modality" => of(&["actual", "actual", "actual", "actual", "future", "hypothetical", "negated"], 11),
            "confidence" => real(&|d| (d >> 13 & 0xff) as f64 / 255.0),
            "sentence_text" => {
                text(&|d| format!("The minister said on day {} that talks of {d} would go on.", d % 365))
            }
            "n_reports" | "n_documents" | "n_texts" | "n_sources" => whole(&|d| 1 + (d >> 9) as i32 % 3),
            _ => filler(field.data_type(), field.is_nullable(), n),
        }
    };
    let columns = schema.fields().iter().map(|field| column(field)).collect();
    Ok(RecordBatch::try_new(schema, columns)?)
}

/// Lists of text.
fn texts(lists: impl Iterator<Item = Vec<String>>) -> ArrayRef {
    let field = Field::new("item", DataType::Utf8, false);
    let mut builder = ListBuilder::new(StringBuilder::new()).with_field(field);
    lists.for_each(|list| builder.append_value(list.into_iter().map(Some)));
    Arc::new(builder.finish())
}

/// Lists of parties.
fn people(field: &Field, lists: &[Vec<Party>]) -> ArrayRef {
    let DataType::List(item) = field.data_type() else { return filler(field.data_type(), false, lists.len()) };
    let DataType::Struct(fields) = item.data_type() else { return filler(field.data_type(), false, lists.len()) };
    let flat: Vec<Party> = lists.iter().flatten().copied().collect();
    let text =
        |value: &dyn Fn(&Party) -> String| Arc::new(StringArray::from_iter_values(flat.iter().map(value))) as ArrayRef;
    let column = |field: &Field| -> ArrayRef {
        match field.name().as_str() {
            "text" => text(&|party| format!("leader of {}", party.country())),
            "name" => text(&|party| format!("Leader {} of {}", party.sector, party.country())),
            "country" => text(&|party| party.country()),
            "body" => text(&|party| party.body().to_owned()),
            "wikidata_id" => text(&|party| format!("Q{}", party.state * 31)),
            "sector_roles" => texts(flat.iter().map(|party| vec![SECTORS[party.sector as usize].to_owned()])),
            _ => filler(field.data_type(), field.is_nullable(), flat.len()),
        }
    };
    let columns = fields.iter().map(|field| column(field)).collect();
    let values = StructArray::new(Fields::clone(fields), columns, None);
    Arc::new(ListArray::new(
        Arc::clone(item),
        OffsetBuffer::from_lengths(lists.iter().map(Vec::len)),
        Arc::new(values),
        None,
    ))
}

/// A column that says nothing: missing values, empty text or lists, zeros.
fn filler(kind: &DataType, is_nullable: bool, n: usize) -> ArrayRef {
    match kind {
        _ if is_nullable => new_null_array(kind, n),
        DataType::Utf8 => Arc::new(StringArray::from(vec![""; n])),
        DataType::Int32 => Arc::new(Int32Array::from(vec![0; n])),
        DataType::Float64 => Arc::new(Float64Array::from(vec![0.0; n])),
        DataType::Boolean => Arc::new(BooleanArray::from(vec![false; n])),
        DataType::List(item) => {
            let offsets = OffsetBuffer::new_zeroed(n);
            Arc::new(ListArray::new(Arc::clone(item), offsets, new_empty_array(item.data_type()), None))
        }
        other => new_null_array(other, n),
    }
}

//! The trained model and its file.
//!
//! The file begins with a magic word, a version, a checksum and a list of sections; each section begins on a
//! boundary of 64 bytes and is used as it lies, without unpacking. All numbers are little-endian. The format
//! belongs to one version of the program: a file of another version is refused.

use crate::Deprel;
use crate::dictionary::Dictionary;
use crate::lemma::{Lemmas, Script};
use crate::tagset::Tag;
use crate::weights::{Rows, Steps};
use bytemuck::Pod;
use std::borrow::Cow;
use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: [u8; 8] = *b"WPTEXT\r\n";
/// Version of the file format and of the features behind it.
const VERSION: u32 = 2;
const SECTIONS: usize = 8;
const ALIGNMENT: usize = 64;
/// Magic, version, number of sections, checksum; then offset and length of each section.
const HEADER: usize = 24 + SECTIONS * 16;

/// Bytes on a boundary that every section likes.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static EMBEDDED: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/text.bin"));

/// Why a file is no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It does not begin as a model does.
    #[error("expected a text model, found something else")]
    NotAModel,
    /// It was written for another version of the program.
    #[error("expected a text model of version {VERSION}, found version {0}")]
    Version(u32),
    /// Its bytes have changed since it was written, or some are missing.
    #[error("the text model is damaged: its {0} does not fit")]
    Damaged(&'static str),
}

/// Everything that was learned: weights, tags, labels, lemmas and clusters.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Tags by class number.
    pub tags: Vec<Tag>,
    /// Labels by class number.
    pub labels: Vec<Deprel>,
    /// Weights of the tagger.
    pub tagger: Rows<'static>,
    /// Weights of the parser.
    pub parser: Steps<'static>,
    /// Weights of the labeller.
    pub labeller: Rows<'static>,
    /// Dictionary forms.
    pub lemmas: Lemmas<'static>,
    /// Clusters of words by the hash of their folded form.
    pub clusters: Dictionary<'static>,
}

impl Model {
    /// The model that ships with the program, read once.
    ///
    /// # Errors
    /// Where the program was built with a damaged model file.
    pub fn embedded() -> Result<&'static Self, ModelError> {
        static MODEL: OnceLock<Result<Model, ModelError>> = OnceLock::new();
        MODEL.get_or_init(|| Self::from_static(&EMBEDDED.0)).as_ref().map_err(Clone::clone)
    }

    /// Reads a model that lies in memory for good, without copying its tables.
    ///
    /// # Errors
    /// Where `bytes` is not a whole model of this version.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let file = File::open(bytes)?;
        let names = file.names()?;
        Ok(Self {
            tagger: file.rows(1)?,
            parser: Steps { buckets: file.table(3)? },
            labeller: file.rows(4)?,
            lemmas: Lemmas { rules: Dictionary { slots: file.table(6)? }, scripts: names.scripts },
            clusters: Dictionary { slots: file.table(7)? },
            tags: names.tags,
            labels: names.labels,
        })
    }

    /// Reads a model and copies its tables.
    ///
    /// # Errors
    /// Where `bytes` is not a whole model of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = File::open(bytes)?;
        let names = file.names()?;
        Ok(Self {
            tagger: file.rows(1)?.into_owned(),
            parser: Steps { buckets: file.table(3)? }.into_owned(),
            labeller: file.rows(4)?.into_owned(),
            lemmas: Lemmas { rules: Dictionary { slots: file.table(6)? }.into_owned(), scripts: names.scripts },
            clusters: Dictionary { slots: file.table(7)? }.into_owned(),
            tags: names.tags,
            labels: names.labels,
        })
    }

    /// Writes the model as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let names = self.names();
        let sections: [&[u8]; SECTIONS] = [
            names.as_bytes(),
            bytemuck::cast_slice(&self.tagger.buckets),
            bytemuck::cast_slice(&self.tagger.entries),
            bytemuck::cast_slice(&self.parser.buckets),
            bytemuck::cast_slice(&self.labeller.buckets),
            bytemuck::cast_slice(&self.labeller.entries),
            bytemuck::cast_slice(&self.lemmas.rules.slots),
            bytemuck::cast_slice(&self.clusters.slots),
        ];
        let mut file = vec![0; HEADER];
        file[..8].copy_from_slice(&MAGIC);
        file[8..12].copy_from_slice(&VERSION.to_le_bytes());
        file[12..16].copy_from_slice(&(SECTIONS as u32).to_le_bytes());
        for (i, section) in sections.into_iter().enumerate() {
            file.resize(file.len().next_multiple_of(ALIGNMENT), 0);
            let at = 24 + i * 16;
            let start = file.len() as u64;
            file[at..at + 8].copy_from_slice(&start.to_le_bytes());
            file[at + 8..at + 16].copy_from_slice(&(section.len() as u64).to_le_bytes());
            file.extend_from_slice(section);
        }
        let checksum = xxh3_64(&file[24..]);
        file[16..24].copy_from_slice(&checksum.to_le_bytes());
        file
    }

    /// Tags, labels and scripts, a line each, with an empty line between the lists.
    fn names(&self) -> String {
        let mut names = String::new();
        for tag in &self.tags {
            names.push_str(&format!("{tag}\n"));
        }
        names.push('\n');
        for label in &self.labels {
            names.push_str(&format!("{}\n", label.as_str()));
        }
        names.push('\n');
        for script in &self.lemmas.scripts {
            names.push_str(&format!("{}\t{}\n", script.strip, script.ending));
        }
        names
    }
}

/// The lists of the first section.
struct Names {
    tags: Vec<Tag>,
    labels: Vec<Deprel>,
    scripts: Vec<Script>,
}

/// A file whose checksum is right.
struct File<'a> {
    sections: [&'a [u8]; SECTIONS],
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, ModelError> {
        if bytes.get(..8) != Some(&MAGIC[..]) {
            return Err(ModelError::NotAModel);
        }
        let version = number(bytes, 8, 4).ok_or(ModelError::Damaged("header"))?;
        if version != u64::from(VERSION) {
            return Err(ModelError::Version(u32::try_from(version).unwrap_or(u32::MAX)));
        }
        let checksum = number(bytes, 16, 8).ok_or(ModelError::Damaged("header"))?;
        if bytes.len() < HEADER || xxh3_64(&bytes[24..]) != checksum {
            return Err(ModelError::Damaged("checksum"));
        }
        let mut sections: [&[u8]; SECTIONS] = [&[]; SECTIONS];
        for (i, section) in sections.iter_mut().enumerate() {
            *section = Self::section(bytes, 24 + i * 16).ok_or(ModelError::Damaged("list of sections"))?;
        }
        Ok(Self { sections })
    }

    fn section(bytes: &'a [u8], at: usize) -> Option<&'a [u8]> {
        let start = usize::try_from(number(bytes, at, 8)?).ok()?;
        let length = usize::try_from(number(bytes, at + 8, 8)?).ok()?;
        bytes.get(start..start.checked_add(length)?)
    }

    /// A section as a table: where it lies if its place in memory allows, or else a copy.
    fn table<T: Pod>(&self, section: usize) -> Result<Cow<'a, [T]>, ModelError> {
        let bytes = self.sections[section];
        if cfg!(target_endian = "big") || !bytes.len().is_multiple_of(size_of::<T>()) {
            return Err(ModelError::Damaged("byte order"));
        }
        Ok(match bytemuck::try_cast_slice(bytes) {
            Ok(table) => Cow::Borrowed(table),
            Err(_) => Cow::Owned(bytes.chunks_exact(size_of::<T>()).map(bytemuck::pod_read_unaligned).collect()),
        })
    }

    fn rows(&self, section: usize) -> Result<Rows<'a>, ModelError> {
        Ok(Rows { buckets: self.table(section)?, entries: self.table(section + 1)? })
    }

    fn names(&self) -> Result<Names, ModelError> {
        let damaged = ModelError::Damaged("list of names");
        let text = std::str::from_utf8(self.sections[0]).map_err(|_| damaged.clone())?;
        let mut lists = text.split("\n\n");
        let mut list = || lists.next().unwrap_or("").lines();
        let tags: Option<Vec<_>> = list().map(Tag::parse).collect();
        let labels: Option<Vec<_>> = list().map(Deprel::parse).collect();
        let scripts: Option<Vec<_>> = list().map(script).collect();
        match (tags, labels, scripts) {
            (Some(tags), Some(labels), Some(scripts)) if tags.len() < 250 && labels.len() < 250 => {
                Ok(Names { tags, labels, scripts })
            }
            _ => Err(damaged),
        }
    }
}

fn script(line: &str) -> Option<Script> {
    let (strip, ending) = line.split_once('\t')?;
    Some(Script { strip: strip.parse().ok()?, ending: ending.to_owned() })
}

/// The little-endian number of `size` bytes that stands at `at`.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    Some(bytes.get(at..at.checked_add(size)?)?.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)))
}

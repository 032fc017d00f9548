//! Reads the treebanks.

use anyhow::{Context, bail};
use std::path::Path;
use westphalia_text::Deprel;
use westphalia_text::tagset::Tag;

/// A sentence as people annotated it.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The sentence as it was written.
    pub text: String,
    /// Whether a paragraph begins here.
    pub paragraph: bool,
    /// Its words.
    pub forms: Vec<String>,
    /// Whether a space or the end follows each word.
    pub spaces: Vec<bool>,
    /// Their tags.
    pub tags: Vec<Tag>,
    /// Their dictionary forms.
    pub lemmas: Vec<String>,
    /// Their heads; the number of words stands for the root.
    pub heads: Vec<u16>,
    /// Their relations.
    pub labels: Vec<Deprel>,
}

/// Reads `name` of the treebanks in `folder`, plain or compressed.
pub fn read(folder: &Path, name: &str) -> anyhow::Result<Vec<Gold>> {
    let packed = folder.join(format!("{name}.conllu.zst"));
    let bytes = std::fs::read(&packed).with_context(|| format!("expected a treebank at {}", packed.display()))?;
    let text = String::from_utf8(zstd::decode_all(&bytes[..])?)?;
    parse(&text).with_context(|| format!("in {}", packed.display()))
}

/// Reads sentences in CoNLL-U.
pub fn parse(text: &str) -> anyhow::Result<Vec<Gold>> {
    let mut sentences = Vec::new();
    let mut sentence = Gold::default();
    // Words of a multiword token are not followed by a space, but for the last, if the token is.
    let mut joined_until = 0;
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() {
            finish(&mut sentence, &mut sentences);
            joined_until = 0;
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            if let Some(text) = comment.strip_prefix("text = ") {
                sentence.text = text.to_owned();
            }
            sentence.paragraph |= comment.starts_with("newpar") || comment.starts_with("newdoc");
        } else {
            add(&mut sentence, line, &mut joined_until).with_context(|| format!("line {}", number + 1))?;
        }
    }
    finish(&mut sentence, &mut sentences);
    Ok(sentences)
}

fn finish(sentence: &mut Gold, sentences: &mut Vec<Gold>) {
    let mut done = std::mem::take(sentence);
    if done.forms.is_empty() {
        return;
    }
    let len = u16::try_from(done.forms.len()).unwrap_or(u16::MAX);
    for head in &mut done.heads {
        *head = head.checked_sub(1).unwrap_or(len);
    }
    sentences.push(done);
}

fn add(sentence: &mut Gold, line: &str, joined_until: &mut usize) -> anyhow::Result<()> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, upos, xpos, _, head, label, _, misc] = fields[..] else {
        bail!("expected 10 fields, found {}", fields.len());
    };
    if let Some((_, last)) = id.split_once('-') {
        *joined_until = last.parse()?;
        if misc.split('|').any(|m| m == "SpaceAfter=No") {
            *joined_until += 1;
        }
        return Ok(());
    }
    if id.contains('.') {
        return Ok(());
    }
    let number: usize = id.parse()?;
    sentence.forms.push(form.to_owned());
    sentence.spaces.push(number >= *joined_until && !misc.split('|').any(|m| m == "SpaceAfter=No"));
    sentence.lemmas.push(lemma.to_owned());
    sentence.tags.push(Tag::parse(&format!("{upos}|{xpos}")).with_context(|| format!("unknown tag {upos}|{xpos}"))?);
    sentence.heads.push(head.parse()?);
    let label = Deprel::parse(label).or_else(|| Deprel::parse(label.split(':').next()?));
    sentence.labels.push(label.unwrap_or(Deprel::Dep));
    Ok(())
}

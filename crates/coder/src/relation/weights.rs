//! The classifier's file: for each feature that matters, a weight for each of the fifteen classes.
//!
//! Layout, little-endian: `WPREL\r\n\0`, version (u32), number of features (u32), scale (f32), checksum of all that follows (u64);
//! then fifteen biases (f32); then for each feature its hash (u32) and fifteen weights (i8), in the order of the hashes. A weight is its
//! number times the scale.

use super::fold;
use std::sync::OnceLock;
use westphalia_model::EventType;
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: [u8; 8] = *b"WPREL\r\n\0";
const VERSION: u32 = 1;
const HEADER: usize = 28;
const CLASSES: usize = 15;
const ROW: usize = 4 + CLASSES;

/// Why a file is no relation model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RelationModelError {
    /// It does not begin as one.
    #[error("expected a relation model, found something else")]
    NotAModel,
    /// It belongs to another version of the program.
    #[error("expected a relation model of version {VERSION}, found version {0}")]
    Version(u32),
    /// Its bytes have changed, or some are missing.
    #[error("the relation model is damaged: its checksum does not fit")]
    Damaged,
}

/// A linear classifier over hashed features.
#[derive(Clone, Debug, Default)]
pub struct RelationModel {
    biases: [f32; CLASSES],
    scale: f32,
    hashes: Vec<u32>,
    weights: Vec<[i8; CLASSES]>,
}

impl RelationModel {
    /// The classes, in the order of the weights: all types, with CONCEDE folded into RETREAT.
    #[must_use]
    pub fn classes() -> Vec<EventType> {
        EventType::ALL.into_iter().filter(|t| fold(*t) == *t).collect()
    }

    /// The model that ships with the program.
    ///
    /// # Errors
    /// Where the program was built with a damaged file.
    pub fn embedded() -> Result<&'static Self, RelationModelError> {
        static MODEL: OnceLock<Result<RelationModel, RelationModelError>> = OnceLock::new();
        MODEL
            .get_or_init(|| Self::from_bytes(include_bytes!("../../../../models/relation.bin")))
            .as_ref()
            .map_err(Clone::clone)
    }

    /// A model from trained weights: (hash, weights by class). Rows that are zero at the precision of the file are left out.
    #[must_use]
    pub fn from_weights(biases: [f32; CLASSES], rows: impl Iterator<Item = (u32, [f32; CLASSES])>) -> Self {
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|(hash, _)| *hash);
        let largest = rows.iter().flat_map(|(_, w)| w.iter()).fold(0.0_f32, |m, w| m.max(w.abs()));
        let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        #[allow(clippy::cast_possible_truncation, reason = "the scale keeps it within an i8")]
        let small = |w: [f32; CLASSES]| w.map(|w| (w / scale).round() as i8);
        let (hashes, weights) =
            rows.into_iter().map(|(hash, w)| (hash, small(w))).filter(|(_, w)| w.iter().any(|w| *w != 0)).unzip();
        Self { biases, scale, hashes, weights }
    }

    /// Reads a model.
    ///
    /// # Errors
    /// Where `bytes` is not a whole model of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RelationModelError> {
        if bytes.get(..8) != Some(&MAGIC[..]) {
            return Err(RelationModelError::NotAModel);
        }
        let word = |at: usize| {
            bytes
                .get(at..at + 4)
                .and_then(|b| b.try_into().ok())
                .map(u32::from_le_bytes)
                .ok_or(RelationModelError::Damaged)
        };
        let version = word(8)?;
        if version != VERSION {
            return Err(RelationModelError::Version(version));
        }
        let n = word(12)? as usize;
        let scale = f32::from_bits(word(16)?);
        let checksum = u64::from(word(20)?) | u64::from(word(24)?) << 32;
        let body = bytes.get(HEADER..).ok_or(RelationModelError::Damaged)?;
        if body.len() != CLASSES * 4 + n * ROW || xxh3_64(body) != checksum {
            return Err(RelationModelError::Damaged);
        }
        let mut biases = [0.0; CLASSES];
        for (i, bias) in biases.iter_mut().enumerate() {
            *bias = f32::from_bits(word(HEADER + i * 4)?);
        }
        let rows = body[CLASSES * 4..].chunks_exact(ROW);
        let hashes = rows.clone().map(|r| u32::from_le_bytes([r[0], r[1], r[2], r[3]])).collect();
        let weights = rows.map(|r| std::array::from_fn(|i| i8::from_le_bytes([r[4 + i]]))).collect();
        Ok(Self { biases, scale, hashes, weights })
    }

    /// Writes the model as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body: Vec<u8> = self.biases.iter().flat_map(|b| b.to_bits().to_le_bytes()).collect();
        for (hash, weights) in self.hashes.iter().zip(&self.weights) {
            body.extend(hash.to_le_bytes());
            body.extend(weights.iter().flat_map(|w| w.to_le_bytes()));
        }
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(u32::try_from(self.hashes.len()).unwrap_or(u32::MAX).to_le_bytes());
        file.extend(self.scale.to_bits().to_le_bytes());
        file.extend(xxh3_64(&body).to_le_bytes());
        file.extend(body);
        file
    }

    /// How many features have weights.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether it knows nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// The likeliest class and its probability.
    #[must_use]
    pub fn best(&self, features: &[u32]) -> (EventType, f64) {
        let mut scores = self.biases.map(f64::from);
        for feature in features {
            if let Ok(at) = self.hashes.binary_search(feature) {
                for (score, weight) in scores.iter_mut().zip(self.weights[at]) {
                    *score += f64::from(weight) * f64::from(self.scale);
                }
            }
        }
        let top = scores.iter().copied().fold(f64::MIN, f64::max);
        let sum: f64 = scores.iter().map(|s| (s - top).exp()).sum();
        let at = scores.iter().position(|s| *s >= top).unwrap_or(0);
        (Self::classes()[at], 1.0 / sum)
    }
}

#[cfg(test)]
mod tests {
    use super::{RelationModel, RelationModelError};
    use westphalia_model::EventType;

    fn sample() -> RelationModel {
        let mut row = [0.0; 15];
        row[14] = 2.0;
        RelationModel::from_weights([0.0; 15], [(7, row), (9, [0.0; 15])].into_iter())
    }

    #[test]
    fn a_file_reads_back_as_it_was_written() {
        let model = sample();
        let back = RelationModel::from_bytes(&model.to_bytes()).expect("a model");
        assert_eq!(back.len(), 1, "a row of zeros is left out");
        assert_eq!(back.best(&[7]).0, EventType::Assault);
        assert!(back.best(&[7]).1 > back.best(&[9]).1);
    }

    #[test]
    fn a_flipped_byte_is_found() {
        let mut bytes = sample().to_bytes();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        assert_eq!(RelationModel::from_bytes(&bytes).err(), Some(RelationModelError::Damaged));
        assert_eq!(RelationModel::from_bytes(b"GIF89a").err(), Some(RelationModelError::NotAModel));
    }
}

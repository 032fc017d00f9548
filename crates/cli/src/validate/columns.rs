//! The columns of a sample.

/// Identity of the unit: the sample, a hyphen, a number.
pub const ID: &str = "id";
/// The words with the unit marked.
pub const SENTENCE: &str = "sentence";
/// The sentence before it.
pub const BEFORE: &str = "before";
/// Identity of the document.
pub const DOCUMENT: &str = "document";
/// Its day of publication.
pub const PUBLISHED: &str = "published";

/// What everybody sees.
pub const SHOWN: [&str; 5] = [ID, DOCUMENT, PUBLISHED, BEFORE, SENTENCE];

/// Who labelled.
pub const CODER: &str = "coder";
/// The right type or NONE; of a sentence coded as nothing, all types that it tells.
pub const TYPE: &str = "type";
/// Who, as codes.
pub const ACTORS: &str = "actors";
/// To whom.
pub const RECIPIENTS: &str = "recipients";
/// In what sense.
pub const MODALITY: &str = "modality";
/// Types of events that the sentence tells and no brackets mark.
pub const MISSED: &str = "missed";
/// Whatever else is worth writing down.
pub const NOTE: &str = "note";

/// What a person fills in.
pub const HUMAN: [&str; 7] = [CODER, TYPE, ACTORS, RECIPIENTS, MODALITY, MISSED, NOTE];

/// The type that the program coded, or NONE; the stratum of the unit.
pub const PROGRAM_TYPE: &str = "program_type";
/// Whom it coded as actors.
pub const PROGRAM_ACTORS: &str = "program_actors";
/// Whom it coded as recipients.
pub const PROGRAM_RECIPIENTS: &str = "program_recipients";
/// Whether it coded members without direction.
pub const PROGRAM_SYMMETRIC: &str = "program_symmetric";
/// The sense that it coded.
pub const PROGRAM_MODALITY: &str = "program_modality";
/// The words that made it code.
pub const PROGRAM_TRIGGER: &str = "program_trigger";
/// Units of the stratum in all documents.
pub const STRATUM_SIZE: &str = "stratum_size";
/// Units of it that were drawn.
pub const STRATUM_DRAWN: &str = "stratum_drawn";
/// Events that the program coded in the sentence.
pub const EVENTS_IN_SENTENCE: &str = "events_in_sentence";
/// Seed of the draw.
pub const SEED: &str = "seed";
/// Documents that were coded.
pub const DOCUMENTS: &str = "documents";
/// Sentences in them.
pub const SENTENCES: &str = "sentences";
/// Version of the program.
pub const PROGRAM_VERSION: &str = "program_version";
/// Version of the codebook.
pub const CODEBOOK_VERSION: &str = "codebook_version";

/// What the program says, and what the estimates need: the key of a blind sample.
pub const PROGRAM: [&str; 14] = [
    PROGRAM_TYPE,
    PROGRAM_ACTORS,
    PROGRAM_RECIPIENTS,
    PROGRAM_SYMMETRIC,
    PROGRAM_MODALITY,
    PROGRAM_TRIGGER,
    STRATUM_SIZE,
    STRATUM_DRAWN,
    EVENTS_IN_SENTENCE,
    SEED,
    DOCUMENTS,
    SENTENCES,
    PROGRAM_VERSION,
    CODEBOOK_VERSION,
];

/// The sample that an identity belongs to.
pub fn sample_of(id: &str) -> &str {
    id.rsplit_once('-').map_or(id, |(sample, _)| sample)
}

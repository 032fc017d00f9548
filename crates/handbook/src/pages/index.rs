//! The first page.

use super::{Source, cell, file_of, type_of};
use std::fmt::Write as _;
use westphalia_coder::codebook::Meaning;
use westphalia_model::EventType;

const HEAD: &str = "\
# The codebook

What the program looks for in a sentence, and why. These pages are made from the tables of the codebook; change the
tables, not the pages.

An event is read in three steps. A **frame** is a word with conditions on what stands around it; it means an act or an
operator. An **act** is what can happen between parties; it belongs to one of the 16 event types of PLOVER and has a
CAMEO code. An **operator** is what somebody can do with an act: promise it, refuse it, ask for it; it makes another act
of it.

";

const LEGEND: &str = "
## How to read a frame

A frame begins with its **words** in their dictionary forms, its part of speech, and its conditions. Slots are named by
grammar: of a passive, the *object* is its subject and the *subject* its *by* phrase. Of several frames that match a word
the one that asks for most wins: a condition on a word weighs 3, any other 2, each word beside the head 4; of equals the
first wins. *Who* and *to whom* say where the parties stand, in order of preference. Where nothing is said, a verb has them
as its subject, and as its object, else its *with* phrase, else its *to* phrase; a noun as its *by* phrase, possessor,
modifier or *of* phrase, and as its *with*, *on*, *against* or *to* phrase. *Why* is what the data say of the frame: its
meaning, and the frames of the same words before which it goes.

Each frame has up to three examples, each with the event that the program tells of it: type, who, to whom. Those marked §
are sentences of the specs. The others are made up from the frame itself, and so are the deeds of the states in them:
they are true of nobody. All were coded before they were written here, and only those that this frame decides are shown.
";

/// Writes the page.
pub fn page(source: &Source<'_>) -> String {
    let book = source.book;
    let mut page = HEAD.to_owned();
    page.push_str(
        "| event type | quad class | intensity | what it is | acts | frames |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for event_type in EventType::ALL {
        let n_acts = book.acts.iter().filter(|act| act.event_type == event_type).count();
        let n_frames = book.frames.iter().filter(|frame| type_of(book, frame) == Some(event_type)).count();
        let _ = writeln!(
            page,
            "| [{event_type}]({}) | {} | {} | {} | {n_acts} | {n_frames} |",
            file_of(event_type),
            u8::from(event_type.quad()),
            book.intensity(event_type, ""),
            cell(event_type.gloss()),
        );
    }
    let n_operators = book.frames.iter().filter(|frame| matches!(frame.meaning, Meaning::Operator(_))).count();
    let n_words: usize = book.frames.iter().map(|frame| frame.words.len()).sum();
    let _ = writeln!(
        page,
        "\n[Operators](operators.md): {} of them with {n_operators} frames, and what they make of acts. \
         [Sets](sets.md): {} lists of words that frames ask for.\n\n\
         In all {} acts, {} frames and {n_words} words. Quad classes: 1 verbal and 2 material cooperation, 3 verbal and 4 \
         material conflict. Intensity is PLOVER's, from -10 to 10.",
        book.operators.len(),
        book.sets.len(),
        book.acts.len(),
        book.frames.len(),
    );
    page.push_str(LEGEND);
    page
}

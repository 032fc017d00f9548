//! Answers SQL over the record.

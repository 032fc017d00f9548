//! The codebook: data files that a political scientist reads and edits.

//! The codebook files that ship with the program.

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        /// Every file of the shipped codebook: its path below `data/codebook`, and its text.
        pub const SHIPPED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../../data/codebook/", $name)))),+];
    };
}

shipped!(
    "acts.tsv",
    "operators.tsv",
    "algebra.tsv",
    "sets.tsv",
    "sets/conflict.tsv",
    "sets/cooperation.tsv",
    "cameo.tsv",
    "types.tsv",
    "contexts.tsv",
    "sectors.tsv",
    "frames/agree.tsv",
    "frames/consult.tsv",
    "frames/support.tsv",
    "frames/concede.tsv",
    "frames/cooperate.tsv",
    "frames/aid.tsv",
    "frames/retreat.tsv",
    "frames/request.tsv",
    "frames/accuse.tsv",
    "frames/reject.tsv",
    "frames/threaten.tsv",
    "frames/protest.tsv",
    "frames/sanction.tsv",
    "frames/mobilize.tsv",
    "frames/coerce.tsv",
    "frames/assault.tsv",
    "frames/operators.tsv",
);

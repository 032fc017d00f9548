//! What do we hold, from which source, since when?

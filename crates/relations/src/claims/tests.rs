//! Claims of our own against made-up events.

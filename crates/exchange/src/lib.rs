//! Here are the event files of others: which reports are in them? And back.

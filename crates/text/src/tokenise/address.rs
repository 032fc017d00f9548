//! Addresses of the web and of people.

/// End of the web address that begins at `at`, if one does.
pub fn web(text: &str, at: usize, stop: usize) -> Option<usize> {
    let rest = &text[at..stop];
    let begins = |head: &str| rest.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head));
    let is_web = ["http://", "https://", "ftp://", "www.", "mailto:"].into_iter().any(begins);
    is_web.then(|| at + trimmed(rest))
}

/// End of the mail address whose "@" stands at `sign`, if a domain follows.
pub fn mail(text: &str, sign: usize, stop: usize) -> Option<usize> {
    let rest = &text[sign + 1..stop];
    let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')).count();
    let domain = rest[..length].trim_end_matches(['.', '-', '_']);
    (domain.contains('.') || !domain.is_empty()).then(|| sign + 1 + domain.len())
}

/// Length of an address without the punctuation that follows it.
fn trimmed(rest: &str) -> usize {
    let end = rest.find(['<', '>', '"', '”', '“']).unwrap_or(rest.len());
    let whole = &rest[..end];
    let mut kept = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…', ']', '*']);
    if kept.ends_with(')') && !kept.contains('(') {
        kept = kept.trim_end_matches([')', '.', ',', ';', ':']);
    }
    kept.len().max(1)
}

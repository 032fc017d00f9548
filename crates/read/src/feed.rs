//! RSS and Atom: a document an entry.

use crate::dates;
use crate::fault::{Fault, Place};
use crate::fields;
use crate::found::Found;
use crate::html;
use feed_rs::model::{Entry, Feed};
use feed_rs::parser;
use std::time::{Duration, SystemTime};
use westphalia_model::{Date, Document};

/// Noon, so that no zone can move the day.
const NOON: u64 = 12 * 3600;

/// The documents of a feed in UTF-8. If it `is_cut`, the entries before the cut are read.
pub(crate) fn documents(file: &str, text: &str, is_cut: bool) -> Vec<Found> {
    let at = Place::file(file);
    let xml = without_declaration(text);
    let whole;
    let xml = if is_cut {
        whole = closed(xml);
        &whole
    } else {
        xml
    };
    let days = |text: &str| dates::parse(text).ok().and_then(noon).map(Into::into);
    let parser = parser::Builder::new()
        .sanitize_content(false)
        // Identities that are made up would differ from run to run.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(days)
        .build();
    let feed = match parser.parse(xml.as_bytes()) {
        Ok(feed) => feed,
        Err(error) => {
            let message = format!("expected RSS or Atom, found: {error}");
            return vec![Found::fault(Fault::error(at, message, "check it with xmllint --noout FILE"))];
        }
    };
    entries(feed, &at)
}

/// The documents of a feed, and how many of them have no date.
fn entries(feed: Feed, at: &Place) -> Vec<Found> {
    let of_feed = Common {
        source: feed.title.map(|title| line(&title.content)).unwrap_or_default(),
        language: feed.language.as_deref().map(fields::language).unwrap_or_default(),
    };
    let n_entries = feed.entries.len();
    let mut found: Vec<Found> =
        feed.entries.into_iter().enumerate().map(|(n, entry)| document(entry, n + 1, &of_feed, at)).collect();
    let undated = |found: &&Found| found.document.as_ref().is_some_and(|doc| doc.date.is_none());
    let n_undated = found.iter().filter(undated).count();
    let fault = if n_entries == 0 {
        Some(Fault::warning(at.clone(), "expected a feed with entries, found none", ""))
    } else if n_undated > 0 {
        let message =
            format!("expected entries with a date, found {n_undated} of {n_entries} without one that names a day");
        let hint = "they are read without a date; --date sets one for documents that have none";
        Some(Fault::warning(at.clone(), message, hint))
    } else {
        None
    };
    if let Some(fault) = fault {
        found.insert(0, Found::fault(fault));
    }
    found
}

/// What a feed says of all its entries.
struct Common {
    source: String,
    language: String,
}

/// The document of an entry, the `n`th from 1.
fn document(entry: Entry, n: usize, feed: &Common, at: &Place) -> Found {
    let at = Place { file: format!("{}, entry {n}", at.file), ..Place::default() };
    let content = entry.content.and_then(|content| content.body).map(|body| html::reduced(&body));
    let summary = entry.summary.map(|summary| html::reduced(&summary.content)).unwrap_or_default();
    let text = content.filter(|text| !text.is_empty()).unwrap_or(summary);
    let title = entry.title.map(|title| line(&title.content)).unwrap_or_default();
    if text.is_empty() && title.is_empty() {
        let message = "expected an entry with a text or a title, found neither";
        return Found::fault(Fault::error(at, message, ""));
    }
    let link = entry.links.iter().find(|link| link.rel.as_deref() == Some("alternate")).or(entry.links.first());
    let url = link.map(|link| link.href.clone()).unwrap_or_default();
    let id = [&entry.id, &url].into_iter().find(|id| !id.is_empty()).cloned().unwrap_or_else(|| at.to_string());
    let stamp = entry.published.or(entry.updated).map(SystemTime::from);
    let authors: Vec<String> = entry.authors.iter().filter_map(|author| author.name.as_deref()).map(line).collect();
    let language = entry.language.as_deref().map(fields::language).filter(|code| !code.is_empty());
    let document = Document {
        id,
        date: stamp.and_then(day),
        title,
        text,
        url,
        source: feed.source.clone(),
        author: authors.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", "),
        language: language.unwrap_or_else(|| feed.language.clone()),
        ..Document::default()
    };
    Found { document: Some(document), faults: Vec::new(), at }
}

/// Noon of a day, as the parser of feeds wants it.
fn noon(date: Date) -> Option<SystemTime> {
    let days = date.since(Date::constant(1970, 1, 1)).ok()?.get_days();
    let seconds = u64::from(days.unsigned_abs()) * 24 * 3600;
    match days {
        0.. => SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds + NOON)),
        _ => SystemTime::UNIX_EPOCH.checked_sub(Duration::from_secs(seconds - NOON)),
    }
}

/// The day of a noon.
fn day(stamp: SystemTime) -> Option<Date> {
    let stamp = jiff::Timestamp::try_from(stamp).ok()?;
    Some(jiff::tz::TimeZone::UTC.to_datetime(stamp).date())
}

/// A title as text on one line.
fn line(text: &str) -> String {
    html::reduced(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The feed without its XML declaration, which may name an encoding that it is no longer in.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => text,
    }
}

/// A feed that is cut, up to its last whole entry, and closed.
fn closed(xml: &str) -> String {
    let end = |tag: &str| xml.rfind(tag).map(|at| at + tag.len());
    match (end("</item>"), end("</entry>")) {
        (Some(end), _) if xml.contains("<rdf:RDF") => format!("{}</rdf:RDF>", &xml[..end]),
        (Some(end), _) => format!("{}</channel></rss>", &xml[..end]),
        (_, Some(end)) => format!("{}</feed>", &xml[..end]),
        _ => xml.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::documents;

    /// Shows entries as `id date title|text|source|author|language`, and faults by their message.
    fn check(xml: &str, is_cut: bool, expected: &[&str]) {
        let mut shown = Vec::new();
        for found in documents("a.xml", xml, is_cut) {
            shown.extend(found.faults.iter().map(|fault| format!("{}: {}", fault.at, fault.message)));
            shown.extend(found.document.map(|doc| {
                let date = doc.date.map(|date| date.to_string()).unwrap_or_default();
                format!("{} {date} {}|{}|{}|{}|{}", doc.id, doc.title, doc.text, doc.source, doc.author, doc.language)
            }));
        }
        assert_eq!(shown, expected, "{xml}");
    }

    fn rss(items: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>The Paper</title><language>en-US</language>{items}</channel></rss>"
        )
    }

    const ITEM: &str = "<item><guid>a</guid><title>Talks &amp;#8217; begin</title><link>https://x.example/a</link>\
        <dc:creator>A. Writer</dc:creator><pubDate>Mon, 17 Jun 2024 23:30:00 -0500</pubDate>\
        <description>&lt;p&gt;Short.&lt;/p&gt;</description>\
        <content:encoded><![CDATA[<script>x()</script><p>Long one.</p><p>Two.</p>]]></content:encoded></item>";

    #[test]
    fn entries_are_documents() {
        check(&rss(ITEM), false, &["a 2024-06-17 Talks ’ begin|Long one.\n\nTwo.|The Paper|A. Writer|en"]);
        check(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><entry><id>e</id><title>T</title>\
             <updated>2024-06-17T10:00:00Z</updated><summary type='html'>&lt;b&gt;S&lt;/b&gt;</summary></entry></feed>",
            false,
            &["e 2024-06-17 T|S|F||"],
        );
    }

    #[test]
    fn entries_without_a_date_are_told_once() {
        let items = "<item><title>One</title></item><item><title>Two</title><pubDate>03/04/2024</pubDate></item>";
        check(
            &rss(items),
            false,
            &[
                "a.xml: expected entries with a date, found 2 of 2 without one that names a day",
                "a.xml, entry 1  One||The Paper||en",
                "a.xml, entry 2  Two||The Paper||en",
            ],
        );
        check(&rss(""), false, &["a.xml: expected a feed with entries, found none"]);
    }

    #[test]
    fn what_comes_before_a_cut_is_read() {
        let whole = rss(&format!("{ITEM}<item><title>Two"));
        let cut = &whole[..whole.len() - "</channel></rss>".len()];
        check(cut, true, &["a 2024-06-17 Talks ’ begin|Long one.\n\nTwo.|The Paper|A. Writer|en"]);
    }
}

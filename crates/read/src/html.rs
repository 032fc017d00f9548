//! Pages of the web: the article in them, and what the page says of itself.
//!
//! The article is found by `dom_smoothie`, which follows the readability view of Firefox; title, day, outlet and author
//! come from what the page states in JSON-LD and meta elements. A page nested so deeply that it could break a parser is
//! refused before it is parsed.

mod meta;
mod render;

use crate::dates;
use crate::fault::{Fault, Place};
use crate::found::Found;
use dom_query::Document as Dom;
use dom_smoothie::{Config, Readability};
use serde_json::{Map, Value};
use std::collections::HashMap;
use westphalia_model::Document;

/// How deep the elements of a page may lie in one another. Pages of news stay below 100.
const MAX_DEPTH: usize = 1000;

/// The sum of depths over all elements that a page may have. Parsers open elements again that were left open, so
/// that a few hundred open ones before many others would fill the memory.
const MAX_WORK: usize = 4_000_000;

/// How many elements a page may have.
const MAX_ELEMENTS: usize = 200_000;

/// Below so many bytes, an article that the page states in full elsewhere is preferred.
const SHORT: usize = 300;

/// Elements that ask for consent.
const DIALOGS: &str = "[id*=onetrust], [class*=onetrust], [id*=cookie], [class*=cookie], [id*=consent], [class*=consent], \
    [id*=gdpr], [class*=gdpr], [id*=ccpa], [class*=ccpa], [role=dialog], [role=alertdialog]";

/// Elements that may be open without end: they close themselves, or hold nothing.
const FLAT: [&str; 29] = [
    "a", "nobr", "button", "p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "tbody", "thead", "tfoot",
    "colgroup", "br", "hr", "img", "meta", "link", "input", "col", "area", "base", "embed", "source", "track", "wbr",
];

/// A page in UTF-8, and what is known of it from outside.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) html: String,
    /// Identity of the document.
    pub(crate) id: String,
    /// Where the page was fetched from, or empty.
    pub(crate) url: String,
    /// Fields to keep with the document.
    pub(crate) extra: Map<String, Value>,
    pub(crate) at: Place,
}

/// The document in a page.
pub(crate) fn document(page: Page) -> Found {
    let Page { html, id, url, extra, at } = page;
    if is_too_deep(&html) {
        let message = format!("expected a page with elements up to {MAX_DEPTH} deep, found deeper ones");
        return Found::fault(Fault::error(at, message, "the page is damaged or was made by a broken program"));
    }
    let dom = Dom::from(html);
    let meta = meta::of(&dom, &url);
    remove_dialogs(&dom);
    let body = article(dom);
    let text = match (body, meta.body) {
        (Some(body), Some(stated)) if body.len() < SHORT && stated.len() > body.len() => stated,
        (Some(body), _) => body,
        (None, Some(stated)) => stated,
        (None, None) => String::new(),
    };
    let text = without_head(&text, &[&meta.title, &meta.heading, &meta.author]);
    if text.trim().is_empty() {
        let message = "expected a page with an article, found none";
        return Found::fault(Fault::error(at, message, "it may be a front page, a frame, or filled in by a script"));
    }
    let document = Document {
        id,
        date: meta.date,
        title: meta.title,
        text: text.to_owned(),
        url: if url.is_empty() { meta.url } else { url },
        source: meta.source,
        author: meta.author,
        language: meta.language,
        extra,
    };
    Found { document: Some(document), faults: Vec::new(), at }
}

/// Removes what asks for consent to cookies: it is often longer than the article, and is taken for it.
fn remove_dialogs(dom: &Dom) {
    for node in dom.select(DIALOGS).nodes() {
        let is_frame = ["html", "body", "main", "article"].iter().any(|name| node.has_name(name));
        if !is_frame && dom_query::Selection::from(*node).select("article, main, h1").is_empty() {
            node.remove_from_parent();
        }
    }
}

/// The main text of a page, paragraphs between blank lines.
fn article(dom: Dom) -> Option<String> {
    let config = Config { max_elements_to_parse: MAX_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::with_document(dom, None, Some(config)).ok()?;
    readability.parse().ok()?;
    let root = readability.doc.select_single("#readability-page-1");
    let text = render::text(root.nodes().first()?);
    (!text.is_empty()).then_some(text)
}

/// The text without first paragraphs that repeat what is known: title, author and day.
fn without_head<'a>(mut text: &'a str, known: &[&str]) -> &'a str {
    while let Some((first, rest)) = text.split_once("\n\n") {
        let first = first.trim();
        let name = first.strip_prefix("By ").unwrap_or(first);
        let is_known = known.iter().any(|known| !known.is_empty() && name.eq_ignore_ascii_case(known.trim()));
        let is_day = first.len() <= 60 && (dates::parse(first).is_ok() || first.ends_with(" ago"));
        if !is_known && !is_day {
            break;
        }
        text = rest;
    }
    text
}

/// A piece of HTML as text, paragraphs between blank lines; scripts and the like are dropped.
pub(crate) fn reduced(piece: &str) -> String {
    if !piece.contains(['<', '&']) {
        return piece.trim().to_owned();
    }
    if is_too_deep(piece) {
        return piece
            .split('<')
            .filter_map(|part| part.split_once('>').map(|(_, text)| text))
            .collect::<Vec<_>>()
            .join(" ");
    }
    render::text(&Dom::fragment(piece).root())
}

/// Whether so many elements are open at once that a parser would take for ever.
///
/// An end counts only where something of its name is open: parsers pass over the others.
fn is_too_deep(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut depth, mut work, mut at) = (0_usize, 0_usize, 0);
    while let Some(next) = memchr::memchr(b'<', &bytes[at..]) {
        at += next + 1;
        let is_end = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(is_end);
        let n_name = bytes[start..].iter().take(20).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = html.get(start..start + n_name).unwrap_or_default().to_ascii_lowercase();
        work += depth;
        if depth > MAX_DEPTH || work > MAX_WORK {
            return true;
        }
        match (is_end, name.as_str()) {
            (_, "") => {}
            (_, flat) if FLAT.contains(&flat) => {}
            (true, name) => {
                if let Some(n) = open.get_mut(name).filter(|n| **n > 0) {
                    *n -= 1;
                    depth -= 1;
                }
            }
            // What looks like an element in there is none.
            (false, "script" | "style") => {
                at = memchr::memmem::find(&bytes[start..], b"</").map_or(bytes.len(), |end| start + end)
            }
            (false, _) => {
                depth += 1;
                *open.entry(name).or_default() += 1;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Page, document, reduced};

    /// A page with an article of two paragraphs, and whatever is added to its head and before its text.
    fn page(head: &str, before: &str) -> String {
        let first =
            "Talks between the two governments began on Monday in Geneva, officials said, after months of delay. "
                .repeat(3);
        let second =
            "The ministers agreed to meet again in a month, and to exchange lists of prisoners before then. ".repeat(3);
        format!(
            "<html lang=en-GB><head>{head}</head><body><nav><a href=/>Home</a></nav>{before}<article><h1>Talks begin</h1>\
             <p>{first}</p><p>{second}</p><script>var x = '<p>no</p>';</script></article><footer>Imprint</footer></body></html>"
        )
    }

    /// Shows what is found around the text.
    fn check(head: &str, expected: [&str; 6]) {
        let found = document(Page { html: page(head, ""), id: "a".to_owned(), ..Page::default() });
        let doc = found.document.expect("a document");
        let date = doc.date.map(|date| date.to_string()).unwrap_or_default();
        assert_eq!([&*doc.title, &date, &doc.source, &doc.author, &doc.url, &doc.language], expected, "{head}");
        assert!(doc.text.starts_with("Talks between"), "{}", doc.text);
        assert!(doc.text.contains("of delay.\n\nThe ministers"), "{}", doc.text);
        assert!(!doc.text.contains("Home") && !doc.text.contains("Imprint") && !doc.text.contains("var x"));
    }

    #[test]
    fn a_page_says_what_it_is() {
        check("<title>Talks begin | The Paper</title>", ["Talks begin", "", "", "", "", "en"]);
        check(
            "<meta property=og:title content='Talks begin'><meta property=og:site_name content='The Paper'>\
             <meta property=article:published_time content=2024-06-17T23:10:00-05:00><meta name=author content='A. Writer'>\
             <link rel=canonical href='https://paper.example/talks'>",
            ["Talks begin", "2024-06-17", "The Paper", "A. Writer", "https://paper.example/talks", "en"],
        );
        check(
            "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},{\"@type\":[\"NewsArticle\"],\
             \"headline\":\"Talks &amp; more\",\"datePublished\":\"2024-06-17T09:00:00Z\",\"author\":[{\"name\":\"A\"},{\"name\":\"B\"}],\
             \"publisher\":{\"name\":\"The Paper\"},\"inLanguage\":\"fr\"}]}</script>",
            ["Talks & more", "2024-06-17", "The Paper", "A, B", "", "en"],
        );
    }

    #[test]
    fn a_page_without_an_article_is_a_fault() {
        for html in
            ["<html></html>", "<html><body><script>x()</script></body></html>", "<frameset><frame src=a></frameset>"]
        {
            let found = document(Page { html: html.to_owned(), ..Page::default() });
            assert!(found.document.is_none());
            assert_eq!(found.faults[0].message, "expected a page with an article, found none");
        }
    }

    #[test]
    fn a_page_nested_without_end_is_refused() {
        for tag in ["div", "b", "table", "svg", "x-y", "div></x", "font id=x"] {
            let html = page("", &format!("<{tag}>").repeat(100_000));
            let found = document(Page { html, ..Page::default() });
            assert!(found.document.is_none() && found.faults[0].message.contains("found deeper ones"), "{tag}");
        }
        let again = format!("<div>{}</div>{}", "<b><i><u>".repeat(200), "<p>x</p>".repeat(100_000));
        let found = document(Page { html: page("", &again), ..Page::default() });
        assert!(found.document.is_none(), "elements that are opened again and again");
        // These close one another.
        let found = document(Page { html: page("", &"<a name=x>".repeat(10_000)), ..Page::default() });
        assert!(found.document.is_some());
        let found = document(Page { html: page("", &"<p>".repeat(10_000)), ..Page::default() });
        assert!(found.document.is_some());
    }

    #[test]
    fn a_question_for_consent_is_not_the_article() {
        let ask = "We and our partners store cookies on your device, as you know, and ask for your consent, which you may give. ";
        let ask = format!("<div id=onetrust-pc><p>{}</p><p>{}</p></div>", ask.repeat(20), ask.repeat(20));
        let doc = document(Page { html: page("", &ask), ..Page::default() }).document.expect("a document");
        assert!(doc.text.starts_with("Talks between") && !doc.text.contains("cookies"), "{}", doc.text);
    }

    #[test]
    fn first_paragraphs_that_repeat_what_is_known_are_left_out() {
        let text = "Talks begin\n\nBy A. Writer\n\n17 June 2024\n\n2 hours ago\n\nTalks began.\n\nThey ended.";
        assert_eq!(super::without_head(text, &["Talks begin", "", "A. Writer"]), "Talks began.\n\nThey ended.");
    }

    #[test]
    fn pieces_are_reduced_to_text() {
        for (piece, text) in [
            ("Talks &amp; talks", "Talks & talks"),
            ("<p>One.</p><p>Two <b>three</b>.<br>Four</p>", "One.\n\nTwo three.\nFour"),
            ("<script>x()</script><style>p{}</style><div>One</div>", "One"),
            ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
            ("One < two", "One < two"),
            ("", ""),
        ] {
            assert_eq!(reduced(piece), text);
        }
        assert_eq!(reduced(&format!("{}One{}", "<div>".repeat(100_000), "</div>".repeat(100_000))).trim(), "One");
    }
}

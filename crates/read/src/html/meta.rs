//! What a page says of itself: JSON-LD first, then meta elements, then what can be seen.

use super::reduced;
use crate::dates;
use crate::fields;
use dom_query::Document as Dom;
use serde_json::{Map, Value};
use std::collections::HashMap;
use westphalia_model::Date;

/// How deep JSON-LD is searched for an article.
const MAX_DEPTH: usize = 6;

/// Meta elements that hold the day of publication, the surest first.
const DATES: [&str; 19] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "publishdate",
    "publish-date",
    "pubdate",
    "publication_date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "date",
];

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub(super) title: String,
    /// The heading that stands on the page, if there is one.
    pub(super) heading: String,
    pub(super) date: Option<Date>,
    pub(super) source: String,
    pub(super) author: String,
    pub(super) url: String,
    pub(super) language: String,
    /// The article as JSON-LD states it.
    pub(super) body: Option<String>,
}

/// What a page says of itself; `fetched` is where it was fetched from, or empty.
pub(super) fn of(dom: &Dom, fetched: &str) -> Meta {
    let stated = Stated { ld: article(dom).unwrap_or_default(), tags: tags(dom) };
    let url = absolute(&dom.select_single("link[rel=canonical]").attr_or("href", ""))
        .or_else(|| absolute(stated.tag("og:url")?))
        .or_else(|| absolute(stated.ld.get("url")?.as_str()?))
        .unwrap_or_default();
    let heading = heading(dom);
    let source = source(&stated, if fetched.is_empty() { &url } else { fetched });
    Meta {
        title: title(dom, &stated, &heading, &source),
        heading,
        date: date(dom, &stated, if fetched.is_empty() { &url } else { fetched }),
        author: author(&stated),
        language: language(dom, &stated),
        body: stated.ld.get("articleBody").and_then(Value::as_str).map(reduced).filter(|body| !body.is_empty()),
        source,
        url,
    }
}

/// What machines are told.
struct Stated {
    ld: Map<String, Value>,
    tags: HashMap<String, String>,
}

impl Stated {
    fn tag(&self, name: &str) -> Option<&str> {
        self.tags.get(name).map(String::as_str)
    }

    fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.tag(name))
    }

    /// A text of JSON-LD, where entities are often written out.
    fn text(&self, key: &str) -> Option<String> {
        let text = self.ld.get(key)?.as_str().map(reduced)?;
        (!text.is_empty()).then_some(text)
    }
}

/// Meta elements by their lower-case names; the first that holds something counts.
fn tags(dom: &Dom) -> HashMap<String, String> {
    let mut tags = HashMap::new();
    for node in dom.select("meta[content]").nodes() {
        let content = node.attr_or("content", "").trim().to_owned();
        for key in ["property", "name", "itemprop"] {
            let name = node.attr_or(key, "").trim().to_ascii_lowercase();
            if !name.is_empty() && !content.is_empty() {
                tags.entry(name).or_insert_with(|| content.clone());
            }
        }
    }
    tags
}

/// The article that JSON-LD describes.
fn article(dom: &Dom) -> Option<Map<String, Value>> {
    dom.select("script[type='application/ld+json']").nodes().iter().find_map(|node| {
        let text = node.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        let value = serde_json::from_str(text)
            // Many programs write line ends into strings.
            .or_else(|_| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")))
            .ok()?;
        described(value, MAX_DEPTH)
    })
}

/// The first object of an article's type.
fn described(value: Value, depth: usize) -> Option<Map<String, Value>> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(items) => items.into_iter().find_map(|item| described(item, depth)),
        Value::Object(object) if object.get("@type").is_some_and(is_article) => Some(object),
        Value::Object(object) => {
            let inner = |(key, value): (String, Value)| {
                ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"].contains(&key.as_str()).then_some(value)
            };
            object.into_iter().filter_map(inner).find_map(|inner| described(inner, depth))
        }
        _ => None,
    }
}

/// Whether this type of schema.org is a text.
fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => kind.contains("Article") || kind.contains("Posting") || kind.ends_with("Report"),
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// The heading of the page, if it has only one.
fn heading(dom: &Dom) -> String {
    let heading = dom.select("h1");
    if heading.length() == 1 { one_line(heading.text()) } else { String::new() }
}

/// The title, without the outlet's name behind it.
fn title(dom: &Dom, stated: &Stated, heading: &str, source: &str) -> String {
    let written = || one_line(dom.select_single("title").text());
    let title = stated
        .text("headline")
        .or_else(|| stated.first(&["og:title", "twitter:title", "dc.title", "title"]).map(one_line))
        .or_else(|| (!heading.is_empty()).then(|| heading.to_owned()))
        .unwrap_or_else(written);
    let title = one_line(title);
    // "Talks begin | The Paper" over "Talks begin".
    if !heading.is_empty() && title.strip_prefix(heading).is_some_and(behind_mark) {
        return heading.to_owned();
    }
    without_outlet(&title, source)
}

/// Whether what is left of a title is a mark and a name.
fn behind_mark(rest: &str) -> bool {
    rest.trim_start().starts_with(['|', '-', '–', '—', '·', '•', ':'])
}

/// The title without the name of the outlet that stands behind a mark.
fn without_outlet(title: &str, source: &str) -> String {
    let cut = [" | ", " - ", " – ", " — ", " · "]
        .iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .min_by_key(|(_, name)| name.len());
    match cut {
        Some((rest, name)) if !source.is_empty() && same_name(name, source) => rest.trim().to_owned(),
        _ => title.to_owned(),
    }
}

/// Whether two names are of one outlet: `AP News` and `apnews.com`.
fn same_name(one: &str, other: &str) -> bool {
    let plain =
        |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let (one, other) = (plain(one), plain(other));
    !one.is_empty() && !other.is_empty() && (one.contains(&other) || other.contains(&one))
}

/// The day of publication: as stated, as shown without a doubt, or as in the address.
fn date(dom: &Dom, stated: &Stated, url: &str) -> Option<Date> {
    let day = |text: &str| dates::parse(text).ok();
    let ld = ["datePublished", "dateCreated", "uploadDate"];
    ld.iter()
        .find_map(|key| day(stated.ld.get(*key)?.as_str()?))
        .or_else(|| DATES.iter().find_map(|name| day(stated.tag(name)?)))
        .or_else(|| {
            let shown = "time[pubdate], time[itemprop=datePublished], [itemprop=datePublished][datetime]";
            day(&dom.select_single(shown).attr_or("datetime", ""))
        })
        .or_else(|| day_shown(dom))
        .or_else(|| day_of_address(url))
}

/// The day that all times on the page agree on.
fn day_shown(dom: &Dom) -> Option<Date> {
    let times = dom.select("time[datetime]");
    let mut days = times.nodes().iter().map(|node| dates::parse(&node.attr_or("datetime", "")).ok());
    let first = days.next()??;
    days.all(|day| day == Some(first)).then_some(first)
}

/// The day in an address such as `https://paper.example/2024/06/17/talks`.
fn day_of_address(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split(['/', '?']).collect();
    let is_day = |part: &&[&str]| part[0].len() == 4 && part[1].len() == 2 && part[2].len() == 2;
    let part = parts.windows(3).find(is_day)?;
    dates::parse(&part.join("-")).ok()
}

/// The outlet: as it calls itself, or its domain.
fn source(stated: &Stated, url: &str) -> String {
    let name = |key: &str| match stated.ld.get(key)? {
        Value::Object(object) => object.get("name")?.as_str().map(reduced),
        Value::Array(items) => items.first()?.get("name")?.as_str().map(reduced),
        _ => None,
    };
    let host = |url: &str| {
        let (_, rest) = url.split_once("://")?;
        let host = rest.split(['/', '?', ':']).next()?;
        Some(host.trim_start_matches("www.").to_owned())
    };
    stated
        .first(&["og:site_name", "application-name", "dc.publisher", "dcterms.publisher"])
        .map(one_line)
        .or_else(|| name("publisher"))
        .filter(|name| !name.is_empty())
        .or_else(|| host(url))
        .unwrap_or_default()
}

/// Who wrote it.
fn author(stated: &Stated) -> String {
    let name = |value: &Value| match value {
        Value::String(name) => Some(reduced(name)),
        Value::Object(object) => object.get("name")?.as_str().map(reduced),
        _ => None,
    };
    let names: Vec<String> = match stated.ld.get("author") {
        Some(Value::Array(items)) => items.iter().filter_map(name).collect(),
        Some(other) => name(other).into_iter().collect(),
        None => Vec::new(),
    };
    let names: Vec<String> = names.into_iter().filter(|name| is_name(name)).collect();
    if !names.is_empty() {
        return names.join(", ");
    }
    let tags = ["author", "article:author", "byl", "parsely-author", "dc.creator", "sailthru.author"];
    tags.iter().filter_map(|tag| stated.tag(tag)).find(|name| is_name(name)).map(one_line).unwrap_or_default()
}

/// Whether this is a name and not an address.
fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && !name.contains("://") && !name.starts_with('@')
}

/// The language that the page states.
fn language(dom: &Dom, stated: &Stated) -> String {
    let html = dom.select_single("html[lang]").attr_or("lang", "");
    let ld = stated.ld.get("inLanguage").and_then(Value::as_str).unwrap_or_default();
    let tag = stated.first(&["content-language", "og:locale", "dc.language", "dcterms.language"]).unwrap_or_default();
    [&*html, ld, tag].into_iter().map(fields::language).find(|code| !code.is_empty()).unwrap_or_default()
}

/// An address, if it is a whole one.
fn absolute(url: &str) -> Option<String> {
    let url = url.trim();
    (url.starts_with("http://") || url.starts_with("https://")).then(|| url.to_owned())
}

/// Text on one line.
fn one_line(text: impl AsRef<str>) -> String {
    text.as_ref().split_whitespace().collect::<Vec<_>>().join(" ")
}

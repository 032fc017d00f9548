//! Which field is which: the usual names of columns and keys.

use std::collections::HashSet;

/// What a document is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Field {
    Id,
    Date,
    Title,
    Text,
    Url,
    Source,
    Author,
    Language,
}

/// All of them, in the order in which they are told.
const FIELDS: [Field; 8] =
    [Field::Text, Field::Title, Field::Date, Field::Source, Field::Author, Field::Url, Field::Id, Field::Language];

/// Names in use of each field, likeliest first, without capitals, spaces and marks. The first is ours.
const NAMES: [(Field, &[&str]); 8] = [
    (Field::Id, &["id", "guid", "uuid", "docid", "documentid", "articleid", "newsid", "storyid", "itemid", "recordid"]),
    (
        Field::Date,
        &[
            "date",
            "published",
            "publishedat",
            "publishedon",
            "publisheddate",
            "publishedtime",
            "pubdate",
            "datepublished",
            "datepublish",
            "publicationdate",
            "publishdate",
            "publishtime",
            "publishingdate",
            "firstpublished",
            "webpublicationdate",
            "articledate",
            "newsdate",
            "storydate",
            "postdate",
            "dateposted",
            "datetime",
            "timestamp",
            "time",
        ],
    ),
    (
        Field::Title,
        &["title", "headline", "header", "heading", "head", "subject", "articletitle", "newstitle", "webtitle"],
    ),
    (
        Field::Text,
        &[
            "text",
            "body",
            "content",
            "article",
            "maintext",
            "fulltext",
            "articletext",
            "articlebody",
            "bodytext",
            "storytext",
            "newstext",
            "textcontent",
            "contenttext",
            "plaintext",
            "cleantext",
            "rawtext",
            "story",
            "articlecontent",
            "contentencoded",
            "contenthtml",
            "bodyhtml",
            "html",
            "description",
            "summary",
            "abstract",
            "snippet",
            "lead",
            "excerpt",
        ],
    ),
    (
        Field::Url,
        &[
            "url",
            "link",
            "href",
            "uri",
            "permalink",
            "weburl",
            "sourceurl",
            "articleurl",
            "pageurl",
            "canonicalurl",
            "documentidentifier",
        ],
    ),
    (
        Field::Source,
        &[
            "source",
            "outlet",
            "publisher",
            "publication",
            "newspaper",
            "sourcename",
            "sourcedomain",
            "domain",
            "site",
            "sitename",
            "media",
            "medianame",
            "agency",
            "newssource",
            "station",
            "sourcecommonname",
        ],
    ),
    (Field::Author, &["author", "authors", "byline", "creator", "writer", "reporter", "journalist"]),
    (Field::Language, &["language", "lang", "languagecode", "langcode", "inlanguage", "locale"]),
];

impl Field {
    /// The name that is ours, which nobody has to be told of.
    pub(crate) fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// Names in use.
    fn names(self) -> &'static [&'static str] {
        NAMES.iter().find(|(field, _)| *field == self).map_or(&[], |(_, names)| names)
    }

    /// How likely it is that a column or key of this name is the field: the smaller the likelier.
    pub(crate) fn rank(self, name: &str) -> Option<usize> {
        let plain = plain(name);
        self.names().iter().position(|known| *known == plain)
    }

    /// Whether the name is as good as ours, so that taking it is no guess.
    fn is_ours(self, name: &str) -> bool {
        let plain = plain(name);
        plain == self.name() || (self == Self::Language && plain == "lang")
    }
}

/// A name without capitals, spaces and marks: `Pub_Date` is `pubdate`.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a text of this name is only about another text.
pub(crate) fn is_summary(name: &str) -> bool {
    ["description", "summary", "abstract", "snippet", "lead", "excerpt"].contains(&plain(name).as_str())
}

/// The fields of a document, in the order in which they are told.
pub(crate) fn all() -> [Field; 8] {
    FIELDS
}

/// The names among `names` that may be `field`, likeliest first.
pub(crate) fn candidates<'a>(field: Field, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut ranked: Vec<(usize, &str)> = names.filter_map(|name| Some((field.rank(name)?, name))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, name)| name).collect()
}

/// How many dates of a file that name no day are told.
const MAX_TOLD: usize = 10;

/// What has been guessed in a file so far, so that each guess is told once.
#[derive(Debug, Default)]
pub(crate) struct Guesses {
    told: HashSet<(Field, String)>,
    /// Dates that name no day.
    n_dates: usize,
}

impl Guesses {
    /// What is to be said of another date that names no day, if it is told: a file may have one on every line.
    pub(crate) fn tell_date(&mut self) -> Option<&'static str> {
        self.n_dates += 1;
        match self.n_dates {
            ..MAX_TOLD => Some("the document is read without a date; --date sets one for documents that have none"),
            MAX_TOLD => Some("the document is read without a date, and so are others; they are not told one by one"),
            _ => None,
        }
    }

    /// What to tell of the names that were taken, if any is new and not our own; `unused` are the other names.
    pub(crate) fn tell<'a>(
        &mut self,
        taken: &[(Field, String)],
        unused: impl Iterator<Item = &'a str>,
    ) -> Option<String> {
        let guessed: Vec<_> = taken.iter().filter(|(field, name)| !field.is_ours(name)).collect();
        let mut is_new = false;
        for (field, name) in &guessed {
            if !self.told.contains(&(*field, name.clone())) {
                is_new |= self.told.insert((*field, name.clone()));
            }
        }
        if !is_new {
            return None;
        }
        let list: Vec<String> = guessed.iter().map(|(field, name)| format!("{} from `{name}`", field.name())).collect();
        let unused: Vec<String> = unused.take(20).map(|name| format!("`{name}`")).collect();
        let rest = if unused.is_empty() { String::new() } else { format!("; kept, not used: {}", unused.join(", ")) };
        Some(format!("guessed {}{rest}", list.join(", ")))
    }
}

/// The two letters of a language: `en-US` is `en`. Empty where there are none.
pub(crate) fn language(stated: &str) -> String {
    let code = stated.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let names =
        [("english", "en"), ("eng", "en"), ("french", "fr"), ("german", "de"), ("spanish", "es"), ("russian", "ru")];
    if let Some((_, code)) = names.iter().find(|(name, _)| *name == code) {
        return (*code).to_owned();
    }
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_code { code } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::{Field, Guesses, all, candidates, language};

    /// The likeliest name for every field, as `text=body`, and what is told.
    fn check(names: &[&str], expected: &str, told: Option<&str>) {
        let best = |field| Some((field, (*candidates(field, names.iter().copied()).first()?).to_owned()));
        let taken: Vec<(Field, String)> = all().into_iter().filter_map(best).collect();
        let shown: Vec<String> = taken.iter().map(|(field, name)| format!("{}={name}", field.name())).collect();
        assert_eq!(shown.join(" "), expected);
        let unused = names.iter().copied().filter(|name| !taken.iter().any(|(_, taken)| taken == name));
        let mut guesses = Guesses::default();
        assert_eq!(guesses.tell(&taken, unused).as_deref(), told);
        assert_eq!(guesses.tell(&taken, std::iter::empty()), None, "told once");
    }

    #[test]
    fn usual_names_are_known() {
        check(&["id", "date", "title", "text", "lang"], "text=text title=title date=date id=id language=lang", None);
        check(
            &["Headline", "Pub_Date", "Body", "section"],
            "text=Body title=Headline date=Pub_Date",
            Some("guessed text from `Body`, title from `Headline`, date from `Pub_Date`; kept, not used: `section`"),
        );
        check(
            &["maintext", "description", "date_publish", "source_domain", "url"],
            "text=maintext date=date_publish source=source_domain url=url",
            Some(
                "guessed text from `maintext`, date from `date_publish`, source from `source_domain`; kept, not used: `description`",
            ),
        );
        check(&["a", "b"], "", None);
    }

    #[test]
    fn languages_have_two_letters() {
        for (stated, code) in
            [("en", "en"), ("en-US", "en"), ("EN_gb", "en"), ("English", "en"), ("zh-Hans", "zh"), ("", ""), ("x", "")]
        {
            assert_eq!(language(stated), code);
        }
    }
}

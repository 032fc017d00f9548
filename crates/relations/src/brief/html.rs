//! The page as one HTML file that needs nothing else.

use super::{Brief, numbers};
use crate::draw::escaped;
use std::fmt::Write;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;\
color:#1a1a1a;background:#fff}h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.5rem 0 .25rem}ul{padding-left:1.2rem}\
sup a{text-decoration:none}ol{font-size:.85rem;border-top:1px solid #999;padding-top:.75rem;margin-top:2rem}\
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}a{color:#8ab4f8}}";

/// The page as HTML.
#[must_use]
pub fn html(brief: &Brief) -> String {
    let notes = brief.footnotes();
    let title = escaped(&brief.title());
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n"
    );
    for section in brief.sections.iter().filter(|section| !section.statements.is_empty()) {
        let _ = writeln!(page, "<section>\n<h2>{}</h2>\n<ul>", escaped(&section.heading));
        for statement in &section.statements {
            let mark = |n: &usize| format!("<sup><a href=\"#n{n}\">{n}</a></sup>");
            let marks: Vec<String> = numbers(statement, &notes).iter().map(mark).collect();
            let _ = writeln!(page, "<li>{}{}</li>", escaped(statement.text()), marks.join(" "));
        }
        page.push_str("</ul>\n</section>\n");
    }
    page.push_str("<ol>\n");
    for (n, note) in (1..).zip(&notes) {
        let _ = writeln!(page, "<li id=\"n{n}\">{}</li>", escaped(&note.show()));
    }
    page.push_str("</ol>\n</html>\n");
    page
}

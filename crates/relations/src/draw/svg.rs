//! Writes SVG: elements that are closed, text that is no markup.

use std::fmt::Write;

/// Colours and strokes of all drawings. Quad classes have colours that colour-blind readers tell apart (Okabe and Ito
/// 2008) and that differ in lightness.
const STYLE: &str = "\
svg{--ink:#1a1a1a;--soft:#6b6b6b;--rule:#d9d9d9;--page:#fff;--line:#0b5fa5;--band:#0b5fa5;\
--vc:#9ecae1;--mc:#08519c;--vk:#fdae6b;--mk:#a63603;background:var(--page);\
font:12px system-ui,-apple-system,'Segoe UI',sans-serif;font-variant-numeric:tabular-nums}\
@media (prefers-color-scheme:dark){svg{--ink:#f0f0f0;--soft:#a8a8a8;--rule:#3a3a3a;--page:#161616;--line:#6cb6ff;\
--band:#6cb6ff;--vc:#9ecae1;--mc:#4292c6;--vk:#fdd0a2;--mk:#f16913}}\
text{fill:var(--ink)}.soft{fill:var(--soft)}.head{font-size:16px;font-weight:600}.name{font-weight:600}\
.end{text-anchor:end}.mid{text-anchor:middle}.rule{stroke:var(--rule)}.zero{stroke:var(--soft)}\
.line{fill:none;stroke:var(--line);stroke-width:2}.band{fill:var(--band);fill-opacity:.18}\
.turn{stroke:var(--ink);stroke-dasharray:4 3}.mark{fill:var(--ink)}.page{fill:var(--page)}\
.vc{fill:var(--vc)}.mc{fill:var(--mc)}.vk{fill:var(--vk)}.mk{fill:var(--mk)}";

/// A drawing that is being written.
pub struct Svg {
    out: String,
    open: Vec<&'static str>,
}

impl Svg {
    /// An empty drawing of a size in pixels.
    pub fn new(width: f64, height: f64, title: &str, description: &str) -> Self {
        let mut svg = Self { out: String::new(), open: Vec::new() };
        let size = format!("0 0 {} {}", number(width), number(height));
        let attributes = [
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", size.as_str()),
            ("width", &number(width)),
            ("height", &number(height)),
            ("role", "img"),
            ("aria-labelledby", "title description"),
        ];
        svg.open("svg", &attributes);
        svg.leaf("title", &[("id", "title")], title);
        svg.leaf("desc", &[("id", "description")], description);
        svg.leaf("style", &[], STYLE);
        svg.leaf("rect", &[("class", "page"), ("width", "100%"), ("height", "100%")], "");
        svg
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            let _ = writeln!(self.out, "</{name}>");
        }
    }

    /// An element with text in it, or nothing.
    pub fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.begin(name, attributes);
        let _ = match text {
            "" => writeln!(self.out, "/>"),
            text => writeln!(self.out, ">{}</{name}>", escaped(text)),
        };
    }

    /// Text at a place.
    pub fn text(&mut self, class: &str, x: f64, y: f64, text: &str) {
        self.leaf("text", &[("class", class), ("x", &number(x)), ("y", &number(y))], text);
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(number);
        self.leaf("line", &[("class", class), ("x1", &x1), ("y1", &y1), ("x2", &x2), ("y2", &y2)], "");
    }

    /// A path through points, closed to an area or left open.
    pub fn path(&mut self, class: &str, points: impl Iterator<Item = (f64, f64)>, is_area: bool) {
        let mut path = String::new();
        for (x, y) in points {
            let _ = write!(path, "{}{} {}", if path.is_empty() { "M" } else { "L" }, number(x), number(y));
        }
        if is_area && !path.is_empty() {
            path.push('Z');
        }
        self.leaf("path", &[("class", class), ("d", &path)], "");
    }

    /// A rectangle; what it stands for is told where a pointer rests on it.
    pub fn bar(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64), told: &str) {
        let [x, y, width, height] = [x, y, width, height].map(number);
        let attributes = [("class", class), ("x", &x), ("y", &y), ("width", &width), ("height", &height)];
        if told.is_empty() {
            return self.leaf("rect", &attributes, "");
        }
        self.open("rect", &attributes);
        self.leaf("title", &[], told);
        self.close();
    }

    /// The drawing as a file.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.out, "<{name}");
        for (key, value) in attributes {
            let _ = write!(self.out, " {key}=\"{}\"", escaped(value));
        }
    }
}

/// A number with one digit after the point, none where it is 0.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text that is no markup, without characters that XML forbids.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Svg, escaped, number};

    #[test]
    fn text_is_no_markup() {
        assert_eq!(escaped("a<b & \"c\"\u{1b}>"), "a&lt;b &amp; &quot;c&quot; &gt;");
        assert_eq!([1.0, -0.04, 2.26].map(number), ["1", "0", "2.3"]);
    }

    #[test]
    fn what_is_opened_is_closed() {
        let mut svg = Svg::new(10.0, 10.0, "t", "d");
        svg.open("g", &[]);
        svg.bar("vc", (0.0, 0.0), (1.0, 2.0), "one");
        let file = svg.finish();
        assert!(file.ends_with("</g>\n</svg>\n"), "{file}");
        assert_eq!(
            file.matches("<rect").count(),
            file.matches("</rect>").count() + file.matches("height=\"100%\"/>").count()
        );
    }
}

//! The text of elements: paragraphs between blank lines, everything else as it is read aloud.

use dom_query::NodeRef;

/// Elements that stand in a paragraph of their own.
const BLOCKS: [&str; 31] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
    "details",
];

/// Elements that are not part of the text.
const SILENT: [&str; 24] = [
    "aside",
    "audio",
    "button",
    "canvas",
    "figure",
    "figcaption",
    "form",
    "head",
    "iframe",
    "input",
    "math",
    "nav",
    "noscript",
    "object",
    "picture",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "dialog",
];

/// What comes next.
enum Step<'a> {
    Node(NodeRef<'a>),
    /// A paragraph ends.
    Break,
}

/// The text of a node and all that is in it.
pub(super) fn text(root: &NodeRef<'_>) -> String {
    let mut text = Text::default();
    let mut steps: Vec<Step<'_>> = root.children_it(true).map(Step::Node).collect();
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Node(node) => node,
            Step::Break => {
                text.paragraph();
                continue;
            }
        };
        if node.is_text() {
            text.words(&node.text());
            continue;
        }
        let Some(name) = node.node_name().filter(|_| node.is_element()) else { continue };
        match &*name {
            "br" => text.line(),
            "td" | "th" => {
                text.words(" ");
                steps.extend(node.children_it(true).map(Step::Node));
            }
            silent if SILENT.contains(&silent) => text.words(" "),
            block if BLOCKS.contains(&block) => {
                text.paragraph();
                steps.push(Step::Break);
                steps.extend(node.children_it(true).map(Step::Node));
            }
            _ => steps.extend(node.children_it(true).map(Step::Node)),
        }
    }
    text.done()
}

/// Text that grows by words; space is collapsed.
#[derive(Default)]
struct Text {
    text: String,
    /// What has to stand before the next word.
    gap: Gap,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

impl Text {
    fn words(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                // Spaces that do not break are spaces to a reader; marks of direction and soft hyphens are nothing.
                _ if c.is_whitespace() => self.gap = self.gap.max(Gap::Space),
                '\u{200B}' | '\u{00AD}' | '\u{FEFF}' => {}
                _ => {
                    let gap = match self.gap {
                        _ if self.text.is_empty() => "",
                        Gap::None => "",
                        Gap::Space => " ",
                        Gap::Line => "\n",
                        Gap::Paragraph => "\n\n",
                    };
                    self.text.push_str(gap);
                    self.text.push(c);
                    self.gap = Gap::None;
                }
            }
        }
    }

    /// A line ends; two of them end a paragraph.
    fn line(&mut self) {
        self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
    }

    fn paragraph(&mut self) {
        self.gap = Gap::Paragraph;
    }

    fn done(self) -> String {
        self.text
    }
}

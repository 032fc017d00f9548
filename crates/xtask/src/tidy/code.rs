//! Checks Rust files: their first line, their size, and ways to panic.

use super::{Finding, LONG_FUNCTIONS, MAX_FILE, MAX_FUNCTION, Source};
use std::collections::HashSet;
use std::ops::RangeInclusive;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// Crates that other programs may call: they return values and never panic.
const LIBRARIES: [&str; 7] = ["model", "read", "text", "atlas", "coder", "validate", "query"];

/// Macros that panic.
const PANICS: [&str; 3] = ["panic", "todo", "unimplemented"];

/// Checks every Rust file.
pub fn check(sources: &[Source], findings: &mut Vec<Finding>) {
    let mut needed = HashSet::new();
    for source in sources.iter().filter(|source| source.path.ends_with(".rs")) {
        let Some(text) = &source.text else { continue };
        check_file(&source.path, text, &mut needed, findings);
    }
    for (path, name, _) in LONG_FUNCTIONS {
        if !needed.contains(&(*path, *name)) {
            let message = format!("fn {name} is no longer long; take it off the list in tidy.rs");
            findings.push(Finding { file: (*path).to_owned(), line: 0, message });
        }
    }
}

/// Checks one file; exemptions that it needs are added to `needed`.
fn check_file(path: &str, text: &str, needed: &mut HashSet<(&'static str, &'static str)>, findings: &mut Vec<Finding>) {
    let mut find = |line, message| findings.push(Finding { file: path.to_owned(), line, message });
    if !text.starts_with("//!") {
        find(1, "expected //! documentation on the first line, found none".to_owned());
    }
    let file = match syn::parse_file(text) {
        Ok(file) => file,
        Err(error) => return find(error.span().start().line, format!("expected Rust, found: {error}")),
    };
    let mut seen = Seen { in_library: is_library(path), ..Seen::default() };
    seen.visit_file(&file);
    let n_lines = code_lines(text, &seen.tests);
    if n_lines > MAX_FILE {
        find(0, format!("expected at most {MAX_FILE} lines of code, found {n_lines}"));
    }
    for (name, line, n_lines) in seen.functions {
        if n_lines <= MAX_FUNCTION {
            continue;
        }
        match LONG_FUNCTIONS.iter().find(|(listed, function, _)| *listed == path && *function == name) {
            Some((path, name, _)) => _ = needed.insert((*path, *name)),
            None => find(line, format!("expected at most {MAX_FUNCTION} lines in fn {name}, found {n_lines}")),
        }
    }
    for (line, what) in seen.panics {
        find(line, format!("expected no way to panic in a library, found {what}"));
    }
}

/// Whether the file is shipped code of a library.
fn is_library(path: &str) -> bool {
    LIBRARIES.iter().any(|name| path.starts_with(&format!("crates/{name}/src/")))
}

/// Lines that are neither blank, nor comment, nor test.
fn code_lines(text: &str, tests: &[RangeInclusive<usize>]) -> usize {
    let is_code = |(at, line): &(usize, &str)| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with("//") && !tests.iter().any(|test| test.contains(&(at + 1)))
    };
    text.lines().enumerate().filter(is_code).count()
}

/// What a walk over the syntax tree notes down. Test modules are passed over.
#[derive(Default)]
struct Seen {
    in_library: bool,
    /// Name, first line and number of lines.
    functions: Vec<(String, usize, usize)>,
    /// Line and what stands there.
    panics: Vec<(usize, String)>,
    /// Lines of test modules.
    tests: Vec<RangeInclusive<usize>>,
}

impl Seen {
    fn function(&mut self, name: &syn::Ident, block: &syn::Block) {
        let (first, last) = (name.span().start().line, block.span().end().line);
        self.functions.push((name.to_string(), first, last + 1 - first));
    }
}

/// Whether the attributes hold `#[cfg(test)]`.
fn is_test(attrs: &[syn::Attribute]) -> bool {
    let is_cfg_test = |attr: &syn::Attribute| {
        attr.path().is_ident("cfg") && attr.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    };
    attrs.iter().any(is_cfg_test)
}

impl<'ast> Visit<'ast> for Seen {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if is_test(&item.attrs) {
            let span = item.span();
            self.tests.push(span.start().line..=span.end().line);
        } else {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig.ident, &item.block);
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig.ident, &item.block);
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if self.in_library && call.method == "unwrap" {
            self.panics.push((call.method.span().start().line, ".unwrap()".to_owned()));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        let name = found.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if self.in_library && PANICS.contains(&name.as_str()) {
            self.panics.push((found.path.span().start().line, format!("{name}!")));
        }
        visit::visit_macro(self, found);
    }
}

#[cfg(test)]
mod tests {
    use super::check_file;
    use std::collections::HashSet;

    fn check(path: &str, text: &str, expected: &[&str]) {
        let mut findings = Vec::new();
        check_file(path, text, &mut HashSet::new(), &mut findings);
        let found: Vec<String> = findings.iter().map(|f| format!("{}: {}", f.line, f.message)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_first_line_documents() {
        check("crates/cli/src/a.rs", "//! A.\nfn a() {}\n", &[]);
        check("crates/cli/src/a.rs", "fn a() {}\n", &["1: expected //! documentation on the first line, found none"]);
    }

    #[test]
    fn long_functions_and_files_are_told() {
        let long = format!("//! A.\nfn a() {{\n{}}}\n", "    b();\n".repeat(79));
        check("crates/cli/src/a.rs", &long, &["2: expected at most 80 lines in fn a, found 81"]);
        let many = format!("//! A.\n{}", "fn a() {}\n\n// b\n".repeat(801));
        check("crates/cli/src/a.rs", &many, &["0: expected at most 800 lines of code, found 801"]);
        let tests = format!("//! A.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "fn a() {}\n".repeat(900));
        check("crates/cli/src/a.rs", &tests, &[]);
    }

    #[test]
    fn libraries_do_not_panic() {
        let code = "//! A.\nfn a() {\n    b().unwrap();\n    panic!(\"c\");\n}\n#[cfg(test)]\nmod t { fn d() { e().unwrap(); } }\n";
        let told = [
            "3: expected no way to panic in a library, found .unwrap()",
            "4: expected no way to panic in a library, found panic!",
        ];
        check("crates/text/src/a.rs", code, &told);
        check("crates/cli/src/a.rs", code, &[]);
    }
}

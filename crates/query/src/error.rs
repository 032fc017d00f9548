//! Why a question has no answer.

use crate::nearest::nearest;
use datafusion::common::{DataFusionError, Diagnostic, SchemaError};
use std::fmt;

/// A place in the SQL, both numbers from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u64,
    /// The column.
    pub column: u64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {} of the SQL", self.line, self.column)
    }
}

/// What went wrong, in kinds that callers treat differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The question cannot be understood, or asks for what is not there.
    Question,
    /// The question would change something.
    Forbidden,
    /// The answer takes too long or needs too much memory.
    Limit,
    /// The record, or the engine.
    Record,
}

/// Why a question has no answer: what was expected and found, where, and what to try.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: Kind,
    message: String,
    at: Option<Position>,
    hint: String,
}

impl Error {
    /// The place in the SQL, where the engine knows it.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.at
    }

    /// What to try; empty where there is nothing to say.
    #[must_use]
    pub fn hint(&self) -> &str {
        &self.hint
    }

    /// Whether the question is at fault, and not the record.
    #[must_use]
    pub fn is_question(&self) -> bool {
        matches!(self.kind, Kind::Question | Kind::Forbidden)
    }

    /// Whether the question was refused because it does not only read.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.kind == Kind::Forbidden
    }

    /// Whether a limit of time or memory ended it.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        self.kind == Kind::Limit
    }

    fn new(kind: Kind, message: String, hint: impl Into<String>) -> Self {
        Self { kind, message, at: None, hint: hint.into() }
    }

    /// A statement that does more than read.
    pub(crate) fn forbidden(found: &str) -> Self {
        let message = format!("expected a question that only reads, found {found}");
        Self::new(
            Kind::Forbidden,
            message,
            "SELECT, WITH, EXPLAIN, SHOW and DESCRIBE are answered; nothing is ever changed",
        )
    }

    /// More or fewer than one statement.
    pub(crate) fn not_one(n: usize) -> Self {
        let message =
            format!("expected one statement, found {}", if n == 0 { "none".to_owned() } else { n.to_string() });
        Self::new(Kind::Question, message, "SELECT event_type, count(*) FROM events GROUP BY event_type")
    }

    /// A question that would make a tree too deep.
    pub(crate) fn too_long(n_operators: usize, most: usize) -> Self {
        let message = format!("expected at most {most} operators in a question, found {n_operators}");
        Self::new(Kind::Question, message, "x IN ('a', 'b', ...) stands for a chain of OR")
    }

    /// Time is up.
    pub(crate) fn late(seconds: f64) -> Self {
        let message = format!("expected the answer within {seconds} s, found that it takes longer");
        Self::new(Kind::Limit, message, "ask for fewer months (WHERE month >= '2024-01'), or for fewer columns")
    }

    /// What the engine says, in our words; `tables` are the names that it could have meant.
    pub(crate) fn of(error: &DataFusionError, tables: &[String]) -> Self {
        let at = position(error);
        let mut told = match root(error) {
            DataFusionError::SQL(parser, _) => syntax(&parser.to_string()),
            DataFusionError::SchemaError(schema, _) => column(schema),
            DataFusionError::Plan(message) => plan(message, tables),
            DataFusionError::NotImplemented(message) | DataFusionError::Configuration(message) => Self::new(
                Kind::Question,
                format!("expected what the engine can do, found: {}", first_line(message)),
                "",
            ),
            DataFusionError::ResourcesExhausted(message) => Self::new(
                Kind::Limit,
                format!("expected less memory to be needed, found: {}", first_line(message)),
                "ask for fewer months (WHERE month >= '2024-01'), or for fewer columns",
            ),
            DataFusionError::Execution(message) => Self::new(
                Kind::Question,
                format!("expected values that can be computed, found: {}", first_line(message)),
                "",
            ),
            DataFusionError::ArrowError(error, _) => {
                let message =
                    format!("expected values that can be computed, found: {}", first_line(&error.to_string()));
                Self::new(Kind::Question, message, "TRY_CAST(x AS type) gives NULL where a value cannot be converted")
            }
            other => Self::new(
                Kind::Record,
                format!("expected a record that can be read, found: {}", first_line(&other.strip_backtrace())),
                "",
            ),
        };
        told.at = told.at.or(at);
        told
    }
}

/// The error beneath contexts and collections.
fn root(error: &DataFusionError) -> &DataFusionError {
    match error {
        DataFusionError::Context(_, inner) | DataFusionError::Diagnostic(_, inner) => root(inner),
        DataFusionError::Shared(inner) => root(inner),
        DataFusionError::Collection(errors) => errors.first().map_or(error, root),
        other => other,
    }
}

/// Where the engine says that it is.
fn position(error: &DataFusionError) -> Option<Position> {
    let diagnostic: &Diagnostic = error.diagnostic()?;
    let span = diagnostic.span?;
    (span.start.line > 0).then_some(Position { line: span.start.line, column: span.start.column })
}

/// What the parser says: `sql parser error: Expected: an expression, found: FROM at Line: 1, Column: 8`.
fn syntax(message: &str) -> Error {
    let message = first_line(message.strip_prefix("sql parser error: ").unwrap_or(message));
    let (said, at) = match message.rsplit_once(" at Line: ") {
        Some((said, at)) => (said.to_owned(), at.split_once(", Column: ").and_then(numbers)),
        None => (message, None),
    };
    let mut letters = said.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    let said =
        format!("{first}{}", letters.as_str()).replace("expected: ", "expected ").replace(", found: ", ", found ");
    let said = if said.starts_with("expected") { said } else { format!("expected SQL, found: {said}") };
    Error { at, ..Error::new(Kind::Question, said, "") }
}

fn numbers((line, column): (&str, &str)) -> Option<Position> {
    Some(Position { line: line.trim().parse().ok()?, column: column.trim().parse().ok()? })
}

/// A column that is not there, or that two tables have.
fn column(error: &SchemaError) -> Error {
    let SchemaError::FieldNotFound { field, valid_fields } = error else {
        let hint = "name the table before the column: events.month";
        return Error::new(
            Kind::Question,
            format!("expected one column, found more: {}", first_line(&error.to_string())),
            hint,
        );
    };
    let mut names: Vec<&str> = valid_fields.iter().map(|field| field.name.as_str()).collect();
    names.dedup();
    let hint = match nearest(&field.name, names.iter().copied()) {
        Some(name) => format!("did you mean {name}?"),
        None => format!("there are: {}", names.join(", ")),
    };
    Error::new(Kind::Question, format!("expected a column, found {}", field.flat_name()), hint)
}

/// What the planner says.
fn plan(message: &str, tables: &[String]) -> Error {
    let message = first_line(message);
    let quoted = message.split('\'').nth(1).unwrap_or_default();
    if message.starts_with("table '") && message.ends_with("not found") {
        let found = quoted.rsplit('.').next().unwrap_or(quoted);
        let hint = match nearest(found, tables.iter().map(String::as_str)) {
            Some(name) => format!("did you mean {name}?"),
            None => format!("there are: {}", tables.join(", ")),
        };
        return Error::new(Kind::Question, format!("expected a table or a view, found {found}"), hint);
    }
    if message.starts_with("Invalid function '") {
        return Error::new(Kind::Question, format!("expected a function, found {quoted}"), "SHOW FUNCTIONS lists them");
    }
    Error::new(Kind::Question, format!("expected a question that holds together, found: {message}"), "")
}

/// The first line, without the full stop.
fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

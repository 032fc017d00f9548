//! A session: tables, views, limits, and questions.

use crate::answer::Answer;
use crate::error::Error;
use crate::files::Files;
use crate::schema::narrow;
use crate::table::RecordTable;
use arrow_schema::Schema;
use datafusion::common::config::Dialect;
use datafusion::common::{DataFusionError, Result as EngineResult};
use datafusion::datasource::ViewTable;
use datafusion::execution::context::SQLOptions;
use datafusion::execution::memory_pool::{FairSpillPool, TrackConsumersPool};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{SessionState, SessionStateBuilder};
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::{DataFrame, SessionConfig, SessionContext};
use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::sqlparser::ast::Statement as Sql;
use datafusion::sql::sqlparser::dialect::DuckDbDialect;
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};
use std::num::NonZeroUsize;
use std::sync::Arc;
use tokio::time::{Duration, Instant};
use westphalia_model::schema::{TABLES, VIEWS};
use westphalia_record::arrow_schema;

/// Operators that a question may have. The planner goes down the chain `a OR b OR c ...` one call for each.
const MAX_OPERATORS: usize = 250;

/// Bounds of an answer. The default has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// At most so many rows; [`Answer::is_cut`] tells whether there would be more.
    pub rows: Option<usize>,
    /// From the question to the last row.
    pub time: Option<Duration>,
    /// Bytes for what the engine must hold; sorts and groups beyond it go to temporary files.
    pub memory: Option<usize>,
    /// How many threads work on it; all cores where it is left out.
    pub threads: Option<NonZeroUsize>,
}

/// The tables and views of a record, to be asked.
pub struct Session {
    context: SessionContext,
    limits: Limits,
    tables: Arc<[String]>,
    _files: Files,
}

impl Session {
    /// A session over these files.
    ///
    /// # Errors
    /// Where a file is not there.
    pub async fn open(files: &Files, limits: Limits) -> Result<Self, Error> {
        let names = TABLES.iter().map(|table| table.name).chain(VIEWS.iter().map(|view| view.name));
        let tables: Arc<[String]> = names.map(str::to_owned).collect();
        let context = register(files, &limits).await.map_err(|error| Error::of(&error, &tables))?;
        Ok(Self { context, limits, tables, _files: files.clone() })
    }

    /// Answers one statement that only reads: SELECT, WITH, EXPLAIN, SHOW or DESCRIBE.
    ///
    /// # Errors
    /// Where the question cannot be understood, names what is not there, or does more than read.
    pub async fn query(&self, sql: &str) -> Result<Answer, Error> {
        let deadline = self.limits.time.map(|time| (Instant::now() + time, time));
        let state = self.context.state();
        let told = |error: DataFusionError| Error::of(&error, &self.tables);
        let statement = reading_statement(&state, sql, &self.tables)?;
        let plan = state.statement_to_plan(statement).await.map_err(told)?;
        only_reads(&plan)?;
        let mut frame = DataFrame::new(state, plan);
        // One more, to know whether there are more.
        if let (Some(rows), true) = (self.limits.rows, can_be_limited(frame.logical_plan())) {
            frame = frame.limit(0, Some(rows.saturating_add(1))).map_err(told)?;
        }
        let stream = frame.execute_stream().await.map_err(told)?;
        Ok(Answer::new(stream, Arc::clone(&self.tables), self.limits.rows, deadline))
    }
}

/// A context with all tables and views.
async fn register(files: &Files, limits: &Limits) -> EngineResult<SessionContext> {
    let whole = context(files, limits, Schema::clone)?;
    let narrow = context(files, limits, narrow)?;
    for view in VIEWS {
        let plan = narrow.state().create_logical_plan(view.sql).await?;
        let view_table = ViewTable::new(plan, Some(view.sql.to_owned()));
        whole.register_table(view.name, Arc::new(view_table))?;
    }
    Ok(whole)
}

/// A context with all tables, as they are or as they are seen.
fn context(files: &Files, limits: &Limits, seen: fn(&Schema) -> Schema) -> EngineResult<SessionContext> {
    let mut runtime = RuntimeEnvBuilder::new();
    if let Some(memory) = limits.memory {
        let pool = TrackConsumersPool::new(FairSpillPool::new(memory), NonZeroUsize::MIN);
        runtime = runtime.with_memory_pool(Arc::new(pool));
    }
    let state = SessionStateBuilder::new()
        .with_config(config(limits))
        .with_runtime_env(runtime.build_arc()?)
        .with_default_features()
        .build();
    let context = SessionContext::new_with_state(state);
    for table in TABLES {
        let record_table = RecordTable::new(seen(&arrow_schema(table)), files.of(table.name))?;
        context.register_table(table.name, Arc::new(record_table))?;
    }
    Ok(context)
}

fn config(limits: &Limits) -> SessionConfig {
    let mut config =
        SessionConfig::new().with_default_catalog_and_schema("westphalia", "record").with_information_schema(true);
    if let Some(threads) = limits.threads {
        config = config.with_target_partitions(threads.get());
    }
    let options = config.options_mut();
    options.sql_parser.dialect = Dialect::DuckDB;
    options.sql_parser.collect_spans = true;
    config
}

/// The statement, if it is one and of a kind that reads.
fn reading_statement(state: &SessionState, sql: &str, tables: &[String]) -> Result<Statement, Error> {
    let n_operators = n_operators(sql);
    if n_operators > MAX_OPERATORS {
        return Err(Error::too_long(n_operators, MAX_OPERATORS));
    }
    let mut statements = DFParserBuilder::new(sql)
        .with_dialect(&DuckDbDialect {})
        .with_recursion_limit(state.config().options().sql_parser.recursion_limit.get())
        .build()
        .and_then(|mut parser| parser.parse_statements())
        .map_err(|error| Error::of(&error, tables))?;
    let n = statements.len();
    let (1, Some(statement)) = (n, statements.pop_front()) else { return Err(Error::not_one(n)) };
    if reads(&statement) { Ok(statement) } else { Err(Error::forbidden(&first_words(&statement))) }
}

/// How many operators the SQL has, each of which can make it deeper by one: chains are not bounded by the parser.
fn n_operators(sql: &str) -> usize {
    let is_operator = |token: &Token| match token {
        Token::Word(word) => {
            use Keyword::{AND, EXCEPT, INTERSECT, JOIN, OR, UNION};
            matches!(word.keyword, AND | OR | UNION | EXCEPT | INTERSECT | JOIN)
        }
        Token::Plus | Token::Minus | Token::Mul | Token::Div | Token::Mod | Token::StringConcat => true,
        Token::DoubleColon | Token::LBracket | Token::Pipe | Token::Ampersand | Token::Caret => true,
        _ => false,
    };
    let tokens = Tokenizer::new(&DuckDbDialect {}, sql).tokenize();
    // What is no SQL at all is told by the parser.
    tokens.map_or(0, |tokens| tokens.iter().filter(|token| is_operator(token)).count())
}

/// Whether statements of this kind read and do nothing else. What is inside them is checked in the plan.
fn reads(statement: &Statement) -> bool {
    match statement {
        Statement::Explain(explain) => reads(&explain.statement),
        Statement::Statement(sql) => match sql.as_ref() {
            Sql::Explain { statement, .. } => reads(&Statement::Statement(statement.clone())),
            Sql::Query(_)
            | Sql::ExplainTable { .. }
            | Sql::ShowTables { .. }
            | Sql::ShowColumns { .. }
            | Sql::ShowFunctions { .. }
            | Sql::ShowVariable { .. } => true,
            _ => false,
        },
        Statement::CreateExternalTable(_) | Statement::CopyTo(_) | Statement::Reset(_) => false,
    }
}

/// The words in capitals that a statement begins with: `INSERT INTO`.
fn first_words(statement: &Statement) -> String {
    let text = statement.to_string();
    let is_keyword = |word: &&str| word.chars().all(|c| c.is_ascii_uppercase());
    let words: Vec<&str> = text.split_whitespace().take_while(is_keyword).take(3).collect();
    if words.is_empty() { "another statement".to_owned() } else { words.join(" ") }
}

/// Refuses a plan with a node that does more than read, wherever it stands.
fn only_reads(plan: &LogicalPlan) -> Result<(), Error> {
    let options = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    options.verify_plan(plan).map_err(|error| {
        let message = error.strip_backtrace();
        Error::forbidden(message.rsplit(": ").next().unwrap_or_default())
    })
}

/// Whether a limit can be put on top of the plan; what the engine says of itself is short.
fn can_be_limited(plan: &LogicalPlan) -> bool {
    !matches!(plan, LogicalPlan::Explain(_) | LogicalPlan::Analyze(_) | LogicalPlan::DescribeTable(_))
}

//! What the readers hand over.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One report as it was published.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Identity within its source; unique in a batch.
    #[serde(default)]
    pub id: String,
    /// Day of publication, if known. Relative dates ("on Tuesday") need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Headline, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The body. All spans of reports count bytes of this text.
    #[serde(default)]
    pub text: String,
    /// Address, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Outlet or speaker, or empty. A state's own voice ("US State Department", "KCNA") lends its "we" to the state.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Who wrote it, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Language (ISO 639-1: `en`), as the input states it, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Fields of the input that this program does not know, kept as they came.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Document {
    /// The text that is coded: the body or, where there is none, the headline.
    #[must_use]
    pub fn coded_text(&self) -> &str {
        if self.text.trim().is_empty() { &self.title } else { &self.text }
    }
}

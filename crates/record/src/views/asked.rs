//! Which columns a row asks for, so that no others are decoded.

use crate::columns;
use crate::error::{Kind, RecordError};
use arrow_array::{Date32Array, RecordBatch, StringArray};
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor, value::Error};
use serde::forward_to_deserialize_any;
use westphalia_model::schema::{Column, DYADS, EVENTS};

/// The column of `dyads` that has everything.
const WHOLE: &str = "event";

/// Columns that decide the order of rows.
const ORDER: [&str; 2] = ["date", "event_id"];

/// What a row is made of.
pub(super) enum Asked {
    /// Columns of `dyads`.
    Columns(&'static [&'static str]),
    /// The event as a whole.
    Whole,
}

/// A day and an identity: what decides the place of a row.
type Place = (Option<i32>, String);

impl Asked {
    /// What rows of that kind are made of, or why they cannot be.
    pub fn of<T: DeserializeOwned>() -> Result<Self, RecordError> {
        let Some(fields) = fields::<T>() else { return Ok(Self::Whole) };
        let is_of = |columns: &[Column], field: &str| columns.iter().any(|column| column.name == field);
        if fields.iter().all(|field| is_of(DYADS.columns, field)) {
            return Ok(Self::Columns(fields));
        }
        match fields.iter().find(|field| !is_of(DYADS.columns, field) && !is_of(EVENTS.columns, field)) {
            Some(stranger) => Err(wrong(format!("expected fields that are columns, found `{stranger}`"))),
            None => Ok(Self::Whole),
        }
    }

    /// The columns to be read.
    pub fn names(&self) -> Vec<&'static str> {
        let asked: &[&str] = match self {
            Self::Columns(fields) => fields,
            Self::Whole => &[WHOLE],
        };
        [asked, &ORDER].concat()
    }

    /// The rows of a batch that has these columns, each after what decides its place.
    pub fn rows<T: DeserializeOwned>(&self, batch: &RecordBatch) -> Result<Vec<(Place, T)>, RecordError> {
        let [day, id] = ORDER;
        let days = batch.column_by_name(day).and_then(|column| column.as_any().downcast_ref::<Date32Array>());
        let days = days.ok_or_else(|| wrong(format!("no column `{day}`")))?;
        let rows: Vec<T> = match self {
            Self::Columns(fields) => {
                columns::rows(&DYADS, &columns::selected(batch, fields).map_err(RecordError::columns(DYADS.name))?)?
            }
            Self::Whole => {
                let rows = texts(batch, WHOLE)?.iter().map(|row| serde_json::from_str(row.unwrap_or_default()));
                rows.collect::<Result<_, _>>().map_err(|error| wrong(error.to_string()))?
            }
        };
        let places = days.iter().zip(texts(batch, id)?.iter().map(|id| id.unwrap_or_default().to_owned()));
        Ok(places.zip(rows).collect())
    }
}

fn texts<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a StringArray, RecordError> {
    let column = batch.column_by_name(name).and_then(|column| column.as_any().downcast_ref());
    column.ok_or_else(|| wrong(format!("no column `{name}`")))
}

fn wrong(message: String) -> RecordError {
    Kind::Rows { table: DYADS.name, message }.into()
}

/// Names of the fields of a row; `None` where it takes whatever comes.
fn fields<T: DeserializeOwned>() -> Option<&'static [&'static str]> {
    let mut found = None;
    // A row asks for its fields by name before it is given the first; nothing is given.
    let _ = T::deserialize(Listening(&mut found));
    found
}

struct Listening<'a>(&'a mut Option<&'static [&'static str]>);

impl<'de> Deserializer<'de> for Listening<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("no row"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = Some(fields);
        Err(Error::custom("no row"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, fields};
    use westphalia_model::{DyadEvent, Event};

    #[test]
    fn a_row_tells_its_fields() {
        assert_eq!(fields::<DyadEvent>().map(|fields| fields[..3].to_vec()), Some(vec!["event_id", "by", "told"]));
        assert_eq!(fields::<Event>().map(<[_]>::len), Some(westphalia_model::schema::EVENTS.columns.len()));
        assert_eq!(fields::<serde_json::Value>(), None);
        assert!(matches!(Asked::of::<DyadEvent>(), Ok(Asked::Columns(_))));
        assert!(matches!(Asked::of::<Event>(), Ok(Asked::Whole)));
    }
}

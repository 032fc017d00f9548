//! Which fields a row has, so that no other column is decoded.

use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor, value::Error};
use serde::forward_to_deserialize_any;

/// Names of the fields of a row; `None` where it takes whatever comes.
pub(super) fn of<T: DeserializeOwned>() -> Option<&'static [&'static str]> {
    let mut found = None;
    // A row asks for its fields by name before it is given the first; nothing is given.
    let _ = T::deserialize(Asked(&mut found));
    found
}

struct Asked<'a>(&'a mut Option<&'static [&'static str]>);

impl<'de> Deserializer<'de> for Asked<'_> {
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
    use super::of;
    use westphalia_model::{DyadEvent, Event};

    #[test]
    fn a_row_tells_its_fields() {
        assert_eq!(of::<DyadEvent>().map(|fields| fields[..3].to_vec()), Some(vec!["event_id", "by", "told"]));
        assert_eq!(of::<Event>().map(<[_]>::len), Some(westphalia_model::schema::EVENTS.columns.len()));
        assert_eq!(of::<serde_json::Value>(), None);
    }
}

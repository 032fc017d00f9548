//! Arrow types of tables and views.

use arrow_schema::{DataType, Field, Fields, Schema};
use std::sync::Arc;
use westphalia_model::schema::{Column, Kind};

/// The only field of a party that a view looks at; its code stands in a column of its own.
const FIELD_OF_VIEWS: &str = "country";

/// The Arrow schema of these columns, as their Parquet files have it.
#[must_use]
pub fn arrow_schema(columns: &[Column]) -> Schema {
    Schema::new(fields(columns))
}

/// What the views read of these columns: parties have nothing but their state, so that the rest is never decoded.
pub fn schema_for_views(columns: &[Column]) -> Schema {
    let narrow = |field: &Arc<Field>| match field.data_type() {
        DataType::List(item) => match item.data_type() {
            DataType::Struct(fields) if fields.find(FIELD_OF_VIEWS).is_some() => {
                let kept: Fields = fields.iter().filter(|field| field.name() == FIELD_OF_VIEWS).cloned().collect();
                let item = item.as_ref().clone().with_data_type(DataType::Struct(kept));
                Arc::new(field.as_ref().clone().with_data_type(DataType::List(Arc::new(item))))
            }
            _ => Arc::clone(field),
        },
        _ => Arc::clone(field),
    };
    Schema::new(fields(columns).iter().map(narrow).collect::<Fields>())
}

fn fields(columns: &[Column]) -> Fields {
    columns.iter().map(|column| Field::new(column.name, data_type(column.kind), column.nullable)).collect()
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Date => DataType::Date32,
        Kind::Flag => DataType::Boolean,
        Kind::Whole => DataType::Int32,
        Kind::Real => DataType::Float64,
        Kind::List(inner) => DataType::List(Arc::new(Field::new("item", data_type(*inner), false))),
        Kind::Group(columns) => DataType::Struct(fields(columns)),
    }
}

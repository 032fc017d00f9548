//! What the views read of a table.

use arrow_schema::{DataType, Field, Fields, Schema};
use std::sync::Arc;

/// The only field of a party that a view looks at; its code stands in a column of its own.
const FIELD_OF_VIEWS: &str = "country";

/// The schema with nothing but the state in lists of parties, so that the rest is never decoded.
pub fn narrow(schema: &Schema) -> Schema {
    Schema::new(schema.fields().iter().map(narrow_field).collect::<Fields>())
}

fn narrow_field(field: &Arc<Field>) -> Arc<Field> {
    let DataType::List(item) = field.data_type() else { return Arc::clone(field) };
    let DataType::Struct(fields) = item.data_type() else { return Arc::clone(field) };
    let Some((_, kept)) = fields.find(FIELD_OF_VIEWS) else { return Arc::clone(field) };
    let group = DataType::Struct(Fields::from(vec![Arc::clone(kept)]));
    let item = item.as_ref().clone().with_data_type(group);
    Arc::new(field.as_ref().clone().with_data_type(DataType::List(Arc::new(item))))
}

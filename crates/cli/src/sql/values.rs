//! Values of Arrow arrays as JSON, and in short for people.

use serde_json::{Map, Number, Value};
use westphalia_query::arrow::array::cast::AsArray;
use westphalia_query::arrow::array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use westphalia_query::arrow::array::{Array, ArrayRef};
use westphalia_query::arrow::datatypes::DataType;
use westphalia_query::arrow::util::display::{ArrayFormatter, FormatOptions};

/// The value in a row of a column, nested as it is.
pub fn value(column: &dyn Array, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    match column.data_type() {
        DataType::Boolean => column.as_boolean().value(row).into(),
        DataType::Int8 => column.as_primitive::<Int8Type>().value(row).into(),
        DataType::Int16 => column.as_primitive::<Int16Type>().value(row).into(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into(),
        DataType::UInt8 => column.as_primitive::<UInt8Type>().value(row).into(),
        DataType::UInt16 => column.as_primitive::<UInt16Type>().value(row).into(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).into(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).into(),
        DataType::Float32 => real(column.as_primitive::<Float32Type>().value(row).into()),
        DataType::Float64 => real(column.as_primitive::<Float64Type>().value(row)),
        DataType::Utf8 => column.as_string::<i32>().value(row).into(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).into(),
        DataType::Utf8View => column.as_string_view().value(row).into(),
        DataType::List(_) => list(&column.as_list::<i32>().value(row)),
        DataType::LargeList(_) => list(&column.as_list::<i64>().value(row)),
        DataType::FixedSizeList(..) => list(&column.as_fixed_size_list().value(row)),
        DataType::Struct(fields) => {
            let columns = column.as_struct().columns().iter();
            let named = fields.iter().zip(columns).map(|(field, column)| (field.name().clone(), value(column, row)));
            Value::Object(named.collect::<Map<_, _>>())
        }
        // Dates, times, decimals: as the engine writes them.
        _ => ArrayFormatter::try_new(column, &FormatOptions::default())
            .map_or(Value::Null, |formatter| formatter.value(row).to_string().into()),
    }
}

fn list(items: &ArrayRef) -> Value {
    (0..items.len()).map(|row| value(items, row)).collect()
}

/// JSON has no infinity and no NaN.
fn real(value: f64) -> Value {
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// A value in a cell of CSV: lists joined by `;`, whatever holds named fields as JSON.
pub fn flat(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) if !items.iter().any(|item| item.is_object() || item.is_array()) => {
            items.iter().map(flat).collect::<Vec<_>>().join(";")
        }
        other => other.to_string(),
    }
}

/// A value for people: lists joined by commas, named fields only where they say something, four decimals.
pub fn short(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::String(text) => crate::show::printable(text),
        Value::Number(number) => match number.as_f64() {
            Some(value) if number.is_f64() => short_real(value),
            _ => number.to_string(),
        },
        Value::Array(items) => items.iter().map(short).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let said = fields.iter().map(|(name, value)| (name, short(value))).filter(|(_, value)| !value.is_empty());
            format!("{{{}}}", said.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", "))
        }
    }
}

fn short_real(value: f64) -> String {
    if value != 0.0 && value.abs() < 0.0001 {
        return format!("{value:e}");
    }
    let digits = format!("{value:.4}");
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{flat, short};
    use serde_json::{Value, json};

    #[test]
    fn values_in_cells() {
        let check = |value: Value, in_csv: &str, for_people: &str| {
            assert_eq!((flat(&value).as_str(), short(&value).as_str()), (in_csv, for_people), "{value}");
        };
        check(json!(null), "", "");
        check(json!(true), "true", "yes");
        check(json!(7), "7", "7");
        check(json!(2.449_999_999_999_999_7), "2.4499999999999997", "2.45");
        check(json!(-10.0), "-10.0", "-10");
        check(json!(0.00001), "0.00001", "1e-5");
        check(json!("a\nb"), "a\nb", "a b");
        check(json!(["RUS", "PRK"]), "RUS;PRK", "RUS, PRK");
        check(json!([]), "", "");
        check(json!([[1, 2], [3]]), "[[1,2],[3]]", "1, 2, 3");
        check(
            json!([{"name": "Russia", "cow": null, "body": ""}]),
            r#"[{"name":"Russia","cow":null,"body":""}]"#,
            "{name: Russia}",
        );
    }
}

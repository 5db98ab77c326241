//! The file of settings: TOML, one key a setting.

use std::path::Path;

use toml::{Table, Value};

/// How alike two names must be for one to be meant by the other, by Jaro and Winkler.
const LIKENESS_MIN: f64 = 0.7;

/// The keys of a file with their values as flags take them.
///
/// # Errors
///
/// Says what is wrong: that the file cannot be read, is no TOML, or has a key that is no setting.
pub(super) fn read(path: &Path, keys: &[String]) -> Result<Vec<(String, Vec<String>)>, String> {
    let text = std::fs::read_to_string(path).map_err(|cause| cause.to_string())?;
    let table: Table = text.parse().map_err(|cause: toml::de::Error| cause.to_string())?;
    let mut pairs = Vec::new();
    for (key, value) in table {
        if !keys.contains(&key) {
            return Err(unknown(&key, keys));
        }
        let values = values(&value).ok_or_else(|| {
            format!("{key} has a {}; it takes text, a number or true", value.type_str())
        })?;
        pairs.push((key, values));
    }
    Ok(pairs)
}

fn unknown(key: &str, keys: &[String]) -> String {
    let plain = key.replace('_', "-").to_lowercase();
    let likeness = |other: &String| strsim::jaro_winkler(&plain, other);
    let nearest = keys.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match nearest.filter(|nearest| likeness(nearest) >= LIKENESS_MIN) {
        Some(nearest) => format!("unknown key {key:?}; did you mean {nearest:?}?"),
        None => format!("unknown key {key:?}; a key is the name of a flag without its dashes"),
    }
}

fn values(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) => values.iter().map(single).collect(),
        one => single(one).map(|one| vec![one]),
    }
}

fn single(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Boolean(truth) => Some(truth.to_string()),
        Value::Datetime(_) | Value::Array(_) | Value::Table(_) => None,
    }
}

//! One JSON object that stands for an article, in any of the three forms that are read.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use shared::proto;

use super::{Form, publish_time, source};
use crate::json;

/// A document and, where its text has a file of its own, the name of that file.
pub(super) struct Record {
    pub(super) document: proto::Document,
    pub(super) file: Option<String>,
}

/// Reads one object. `folder` is where a "file" is looked for.
pub(super) fn read(value: Value, folder: &Path) -> Result<Record, String> {
    let Value::Object(mut object) = value else {
        return Err("an article is a JSON object".to_owned());
    };
    if let Some(file) = text_of(&mut object, &["file"])? {
        let (body, form) = beside(&file, folder)?;
        let document = described(object, body, form)?;
        return Ok(Record { document, file: Some(file) });
    }
    let is_article = object.contains_key("text") && !object.contains_key("body");
    let document = if is_article {
        let body = text_of(&mut object, &["text"])?.unwrap_or_default();
        described(object, body, Form::Text)?
    } else {
        let mut object = exported(object);
        date_only_times(&mut object);
        json::message(Value::Object(object))?
    };
    Ok(Record { document, file: None })
}

/// The document as it was first sent, if the object is a line of an export.
fn exported(mut object: Map<String, Value>) -> Map<String, Value> {
    let stored = object.get_mut("document").and_then(Value::as_object_mut);
    match stored.and_then(|stored| stored.get_mut("document")).map(Value::take) {
        Some(Value::Object(document)) => document,
        _ => object,
    }
}

/// The name of the file that holds the text of an object, if it says so.
pub(super) fn file_named(value: &Value) -> Option<&str> {
    value.get("file").and_then(Value::as_str)
}

fn beside(file: &str, folder: &Path) -> Result<(String, Form), String> {
    let path = folder.join(file);
    let form = source::form_of(&path).unwrap_or(Form::Text);
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok((text(bytes).map_err(|error| format!("{}: {error}", path.display()))?, form))
}

/// A document from an object that says what is known of a text; other members are passed over.
fn described(
    mut object: Map<String, Value>,
    body: String,
    form: Form,
) -> Result<proto::Document, String> {
    let mut member = |keys: &[&str]| text_of(&mut object, keys);
    let id = member(&["id"])?.unwrap_or_default();
    let title = member(&["title"])?.unwrap_or_default();
    let source = member(&["source"])?.unwrap_or_default();
    let url = member(&["url"])?.unwrap_or_default();
    let language = member(&["language"])?.unwrap_or_default();
    let published = member(&["published_at", "publish_time", "publishTime"])?;
    Ok(proto::Document {
        body_format: body_format(form).into(),
        publish_time: published
            .filter(|time| !time.is_empty())
            .map(|time| publish_time(&time).map_err(|error| format!("{time:?}: {error}")))
            .transpose()?,
        ..proto::Document { id, title, body, source, url, language, ..Default::default() }
    })
}

/// How the service is told that a body is written.
pub(super) fn body_format(form: Form) -> proto::BodyFormat {
    match form {
        Form::Html => proto::BodyFormat::Html,
        Form::Text | Form::Json | Form::Jsonl => proto::BodyFormat::Plain,
    }
}

/// Takes the first of `keys` that is there and not null out of the object.
fn text_of(object: &mut Map<String, Value>, keys: &[&str]) -> Result<Option<String>, String> {
    for key in keys {
        match object.remove(*key) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => return Ok(Some(text)),
            Some(_) => return Err(format!("{key:?} must be a string")),
        }
    }
    Ok(None)
}

/// Protobuf JSON asks for a whole moment; feeds often have only the day.
fn date_only_times(object: &mut Map<String, Value>) {
    for key in ["publish_time", "publishTime"] {
        if let Some(Value::String(time)) = object.get_mut(key)
            && time.parse::<shared::date::PartialDate>().is_ok_and(|date| date.day().is_some())
        {
            time.push_str("T00:00:00Z");
        }
    }
}

/// Text out of a file, without the byte order mark that some editors put first.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, String> {
    let text = String::from_utf8(bytes)
        .map_err(|error| format!("is no UTF-8 text (byte {})", error.utf8_error().valid_up_to()))?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

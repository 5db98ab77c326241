//! The documents of the inputs, read one at a time so that a large file is never held whole.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;
use shared::proto;

use super::metadata::Metadata;
use super::source::{self, Source};
use super::{Form, InputArguments, InputError, Item, record};
use crate::error::CommandError;

/// Reads every document of the inputs in order. What is no document is an error in its place.
pub(crate) struct Inputs {
    sources: std::vec::IntoIter<Source>,
    reading: Reading,
    metadata: Metadata,
    bytes: u64,
}

/// What is left of the source that is being read.
enum Reading {
    Nothing,
    Whole(std::vec::IntoIter<Result<Item, InputError>>),
    Lines { lines: Box<dyn BufRead + Send>, place: Place, number: usize },
}

/// The name of a source and the folder that "file" members are relative to.
#[derive(Clone)]
struct Place {
    name: String,
    folder: PathBuf,
}

impl Inputs {
    /// Finds the files; nothing is read yet.
    pub(crate) fn open(arguments: InputArguments) -> Result<Self, CommandError> {
        let InputArguments { paths, format, metadata } = arguments;
        if paths.is_empty() {
            let message = "nothing to read: give files, folders, or - for standard input";
            return Err(CommandError::Usage(message.to_owned()));
        }
        let sources = source::expand(&paths, format).map_err(CommandError::Usage)?;
        if let Some(flag) = metadata.of_a_single_article() {
            let one = sources.len() == 1 && !paths[0].is_dir();
            if !one || matches!(sources[0].form, Some(Form::Json | Form::Jsonl)) {
                return Err(CommandError::Usage(format!(
                    "{flag} describes one article: give a single .txt or .html with it, or write \
                     it into the JSON"
                )));
            }
        }
        let bytes = sources.iter().map(|source| source.bytes).sum();
        Ok(Self { sources: sources.into_iter(), reading: Reading::Nothing, metadata, bytes })
    }

    /// How many bytes the files have; 0 if standard input is all there is.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }
}

impl Iterator for Inputs {
    type Item = Result<Item, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let next = match &mut self.reading {
                Reading::Nothing => None,
                Reading::Whole(items) => items.next(),
                Reading::Lines { lines, place, number } => next_line(lines, place, number),
            };
            if let Some(next) = next {
                return Some(next.map(|mut item| {
                    self.metadata.complete(&mut item.document);
                    item
                }));
            }
            self.reading = open(self.sources.next()?);
        }
    }
}

fn open(source: Source) -> Reading {
    let place = Place::of(&source);
    match lines_of(&source) {
        Ok(lines) => start(lines, place, source.form),
        Err(error) => one(Err(place.fault(error.to_string()))),
    }
}

fn one(item: Result<Item, InputError>) -> Reading {
    Reading::Whole(vec![item].into_iter())
}

fn lines_of(source: &Source) -> io::Result<Box<dyn BufRead + Send>> {
    Ok(match &source.path {
        Some(path) => Box::new(BufReader::with_capacity(1 << 17, File::open(path)?)),
        None => Box::new(BufReader::new(io::stdin())),
    })
}

fn start(mut lines: Box<dyn BufRead + Send>, place: Place, form: Option<Form>) -> Reading {
    let mut bytes = Vec::new();
    let form = match form {
        Some(form) => form,
        None => match seen_from_beginning(&mut lines, &mut bytes) {
            Ok(form) => form,
            Err(error) => return one(Err(place.fault(error.to_string()))),
        },
    };
    if form == Form::Jsonl {
        let lines = Box::new(io::Cursor::new(bytes).chain(lines));
        return Reading::Lines { lines, place, number: 0 };
    }
    if let Err(error) = lines.read_to_end(&mut bytes) {
        return one(Err(place.fault(error.to_string())));
    }
    match form {
        Form::Json => Reading::Whole(place.objects(&bytes).into_iter()),
        _ => one(place.text(bytes, form)),
    }
}

/// Tells the form from the first line that has something on it, which is left in `head`.
pub(super) fn seen_from_beginning(
    lines: &mut impl BufRead,
    head: &mut Vec<u8>,
) -> io::Result<Form> {
    while head.trim_ascii().is_empty() && lines.read_until(b'\n', head)? > 0 {}
    let first = head.trim_ascii_start();
    Ok(match first.strip_prefix("\u{feff}".as_bytes()).unwrap_or(first).first() {
        Some(b'{') if serde_json::from_slice::<Value>(first).is_ok() => Form::Jsonl,
        Some(b'{' | b'[') => Form::Json,
        Some(b'<') => Form::Html,
        _ => Form::Text,
    })
}

/// The next line that is not blank; `None` at the end.
fn next_line(
    lines: &mut impl BufRead,
    place: &Place,
    number: &mut usize,
) -> Option<Result<Item, InputError>> {
    let mut line = Vec::new();
    loop {
        line.clear();
        *number += 1;
        let place = Place { name: format!("{}:{number}", place.name), ..place.clone() };
        match lines.read_until(b'\n', &mut line) {
            Ok(0) => return None,
            Ok(bytes) if line.trim_ascii().is_empty() => debug_assert!(bytes > 0),
            Ok(bytes) => return Some(place.object(parse(&line), bytes as u64)),
            Err(error) => return Some(Err(place.fault(error.to_string()))),
        }
    }
}

fn parse(bytes: &[u8]) -> Result<Value, String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| format!("is no JSON: {error}"))
}

impl Place {
    fn of(source: &Source) -> Self {
        match &source.path {
            Some(path) => Self {
                name: path.display().to_string(),
                folder: path.parent().map(Path::to_path_buf).unwrap_or_default(),
            },
            None => Self { name: "standard input".to_owned(), folder: PathBuf::new() },
        }
    }

    fn fault(&self, message: String) -> InputError {
        InputError { origin: self.name.clone(), message }
    }

    fn object(&self, value: Result<Value, String>, bytes: u64) -> Result<Item, InputError> {
        let record = value
            .and_then(|value| record::read(value, &self.folder))
            .map_err(|message| self.fault(message))?;
        let name = record.file.unwrap_or_else(|| self.name.clone());
        Ok(Item { document: record.document, origin: self.name.clone(), name, bytes })
    }

    /// All objects of a JSON file; the bytes of the file are shared out among them.
    fn objects(&self, bytes: &[u8]) -> Vec<Result<Item, InputError>> {
        let size = bytes.len() as u64;
        match parse(bytes) {
            Ok(Value::Array(values)) => {
                let share = size / values.len().max(1) as u64;
                let place =
                    |number| Self { name: format!("{}[{number}]", self.name), ..self.clone() };
                let numbered = values.into_iter().enumerate();
                numbered.map(|(number, value)| place(number).object(Ok(value), share)).collect()
            }
            value => vec![self.object(value, size)],
        }
    }

    fn text(&self, bytes: Vec<u8>, form: Form) -> Result<Item, InputError> {
        let size = bytes.len() as u64;
        let body = record::text(bytes).map_err(|message| self.fault(message))?;
        let body_format = record::body_format(form).into();
        let document = proto::Document { body, body_format, ..Default::default() };
        let name = Path::new(&self.name).file_name().unwrap_or(self.name.as_ref());
        let name = name.to_string_lossy().into_owned();
        Ok(Item { document, origin: self.name.clone(), name, bytes: size })
    }
}

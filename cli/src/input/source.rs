//! Paths of the command line to the files that they mean.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Form, record};

/// A file of articles, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Where to read; `None` is standard input.
    pub(super) path: Option<PathBuf>,
    /// How it is written; `None` is to be seen from its beginning.
    pub(super) form: Option<Form>,
    /// Its size; 0 where that is not known.
    pub(super) bytes: u64,
}

/// The name under which a folder may say what is known of the texts in it.
const SIDECAR: &str = "metadata.json";

/// Every file that `paths` mean, in order, or all that is wrong with them.
pub(super) fn expand(paths: &[PathBuf], form: Option<Form>) -> Result<Vec<Source>, String> {
    let mut sources = Vec::new();
    let mut faults = Vec::new();
    for path in paths {
        if let Err(fault) = expand_one(path, form, &mut sources) {
            faults.push(fault);
        }
    }
    if faults.is_empty() { Ok(sources) } else { Err(faults.join("\n")) }
}

fn expand_one(path: &Path, form: Option<Form>, sources: &mut Vec<Source>) -> Result<(), String> {
    if path.as_os_str() == "-" {
        sources.push(Source { path: None, form, bytes: 0 });
        return Ok(());
    }
    let told = |error: io::Error| format!("{}: {error}", path.display());
    let metadata = fs::metadata(path).map_err(told)?;
    if metadata.is_dir() {
        let before = sources.len();
        walk(path, sources).map_err(told)?;
        if sources.len() == before {
            return Err(format!("{}: no .json, .jsonl, .txt or .html in it", path.display()));
        }
        return Ok(());
    }
    let Some(form) = form.or_else(|| form_of(path)) else {
        return Err(format!(
            "{}: the name does not tell what it is; add --format json, jsonl, text or html",
            path.display()
        ));
    };
    sources.push(Source { path: Some(path.into()), form: Some(form), bytes: metadata.len() });
    Ok(())
}

fn walk(folder: &Path, sources: &mut Vec<Source>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let described = described_files(&folder.join(SIDECAR));
    for entry in entries {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') || described.contains(name.as_os_str()) {
            continue;
        }
        let path = entry.path();
        // A link to a folder is not followed: it might lead back here.
        if entry.file_type()?.is_dir() {
            walk(&path, sources)?;
        } else if let Some(form) = form_of(&path) {
            let metadata = fs::metadata(&path)?;
            if metadata.is_file() {
                let bytes = metadata.len();
                sources.push(Source { path: Some(path), form: Some(form), bytes });
            }
        }
    }
    Ok(())
}

/// The texts that a folder's sidecar stands for, which are not to be read twice.
fn described_files(sidecar: &Path) -> HashSet<std::ffi::OsString> {
    let value = fs::read(sidecar).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let objects = match value {
        Some(Value::Array(objects)) => objects,
        Some(object) => vec![object],
        None => Vec::new(),
    };
    objects.iter().filter_map(record::file_named).map(Into::into).collect()
}

/// What the end of a file's name tells.
pub(super) fn form_of(path: &Path) -> Option<Form> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "json" => Some(Form::Json),
        "jsonl" | "ndjson" => Some(Form::Jsonl),
        "txt" | "text" => Some(Form::Text),
        "html" | "htm" => Some(Form::Html),
        _ => None,
    }
}

//! `chancery analyze --diff`: what two versions of the rules read differently.

mod compare;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use serde_json::Value;

use crate::arguments::Format;
use crate::error::CommandError;
use crate::json;
use crate::output::color::{BAD, DATE, KIND, STRONG};
use crate::output::{self, Output, phrase};
use compare::{Change, Sort, compare};

/// Reads both files and prints what was added, removed and changed in each document.
pub(super) fn run(output: Output, old: &Path, new: &Path) -> Result<(), CommandError> {
    let old = read(old).map_err(CommandError::Usage)?;
    let new = read(new).map_err(CommandError::Usage)?;
    let mut ids: Vec<&String> = old.keys().chain(new.keys()).collect();
    ids.sort();
    ids.dedup();
    let mut totals: BTreeMap<(&str, Sort), u32> = BTreeMap::new();
    for id in ids {
        let changes = match (old.get(id), new.get(id)) {
            (Some(old), Some(new)) => compare(old, new),
            (None, _) => vec![Change::whole(Sort::Added)],
            (_, None) => vec![Change::whole(Sort::Removed)],
        };
        for change in &changes {
            *totals.entry((change.part, change.sort)).or_default() += 1;
        }
        if !changes.is_empty() {
            output::print(&shown(output, id, &changes))?;
        }
    }
    if output.format == Format::Table {
        output::print(&summary(&totals))?;
    }
    Ok(())
}

/// The analyses of a file by document id.
fn read(path: &Path) -> Result<BTreeMap<String, Value>, String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(|error| told(&error))?;
    let mut analyses = BTreeMap::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|error| told(&error))?;
        if line.trim().is_empty() {
            continue;
        }
        let at = |fault: &str| format!("{}:{}: {fault}", path.display(), number + 1);
        let mut value: Value =
            serde_json::from_str(&line).map_err(|error| at(&error.to_string()))?;
        let id = value["documentId"].as_str().map(str::to_owned);
        let id = id.ok_or_else(|| at("is no line of `chancery analyze -o jsonl`"))?;
        analyses.insert(id, value["response"]["analysis"].take());
    }
    Ok(analyses)
}

fn shown(output: Output, id: &str, changes: &[Change]) -> String {
    if output.format != Format::Table {
        let lines = changes.iter().map(|change| {
            let line = serde_json::json!({
                "documentId": id,
                "part": change.part,
                "change": change.sort.word(),
                "what": change.what,
                "fields": change.fields,
            });
            json::text(&line) + "\n"
        });
        return lines.collect();
    }
    let paint = output.paint;
    let mut text = format!("{}\n", paint.text(STRONG, id));
    for change in changes {
        let (sign, style) = match change.sort {
            Sort::Added => ("+", KIND),
            Sort::Removed => ("-", BAD),
            Sort::Changed => ("~", DATE),
        };
        let line = format!("  {sign} {}: {}", change.part, change.what);
        text.push_str(&(paint.text(style, &line) + "\n"));
        for field in &change.fields {
            text.push_str(&format!("      {field}\n"));
        }
    }
    text
}

fn summary(totals: &BTreeMap<(&str, Sort), u32>) -> String {
    if totals.is_empty() {
        return "no difference\n".to_owned();
    }
    let told = totals
        .iter()
        .map(|((part, sort), count)| format!("{} {}", phrase::count(*count, part), sort.word()));
    told.collect::<Vec<_>>().join(", ") + "\n"
}

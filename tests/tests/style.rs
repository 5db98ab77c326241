//! The style of the code as a test: what no compiler checks.

use std::fs;
use std::path::{Path, PathBuf};

use tests::articles::project;

/// Production lines of a file, at most.
const FILE_LINES_MAX: usize = 300;
/// The same for a file with a reason in [`LONG_FILES`].
const LONG_FILE_LINES_MAX: usize = 500;
/// Columns of a line, at most.
const LINE_COLUMNS_MAX: usize = 100;

/// Files that may be longer, and why. This list only shrinks.
const LONG_FILES: &[(&str, &str)] = &[(
    "query-service/src/view/graph.rs",
    "one incremental pass over the groups that a change touches",
)];

/// What a folder or file must never name, and why.
const ABSENCES: &[(&str, &[&str], &str)] = &[
    ("ingest-service/src/text", IMPURE, "the text layer knows no clock, disk, network or async"),
    ("ingest-service/src/extract", IMPURE, "reading knows no clock, disk, network or async"),
    ("ingest-service/src/text", WIRE, "generated types stop at the service"),
    ("ingest-service/src/extract", WIRE, "generated types stop at the service"),
    ("query-service/src/resolve", IMPURE, "resolution knows no clock, disk, network or async"),
    ("ingest-service/src", &["query_service"], "the services never lean on one another"),
    ("query-service/src", &["ingest_service"], "the services never lean on one another"),
    ("shared/src", &["sled", "ingest_service", "query_service"], "shared leans on neither"),
    ("cli/src", &["sled"], "the command never opens a store"),
];

const IMPURE: &[&str] = &[
    "std::fs",
    "std::io",
    "std::net",
    "std::time",
    "std::env",
    "SystemTime",
    "Zoned::now",
    "tokio",
    "tonic",
    "sled",
    "async fn",
    "println!",
];

const WIRE: &[&str] = &["prost", "shared::proto", "shared::wire"];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return files };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn sources() -> Vec<(String, String)> {
    let root = project();
    let members = ["shared", "ingest-service", "query-service", "cli", "tests"];
    let files = members.iter().flat_map(|member| rust_files(&root.join(member)));
    files
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a readable file");
            let name = path.strip_prefix(&root).expect("a file of the project");
            (name.to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}

/// The lines before the tests of a file; none if the file holds tests only.
fn production(name: &str, text: &str) -> Vec<String> {
    let only_tests = name.contains("/tests/") || name.ends_with("tests.rs");
    if only_tests {
        return Vec::new();
    }
    let before_tests = text.split("\n#[cfg(test)]").next().unwrap_or(text);
    before_tests.lines().map(str::to_owned).collect()
}

#[test]
fn files_are_short() {
    let mut long = Vec::new();
    for (name, text) in sources() {
        let lines = production(&name, &text).len();
        let excused = LONG_FILES.iter().any(|(file, _)| *file == name);
        let most = if excused { LONG_FILE_LINES_MAX } else { FILE_LINES_MAX };
        if lines > most {
            long.push(format!("{name}: {lines} lines"));
        }
        if excused && lines <= FILE_LINES_MAX {
            long.push(format!("{name}: is short now; take it off the list"));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn lines_are_narrow() {
    let wide: Vec<String> = sources()
        .iter()
        .flat_map(|(name, text)| {
            text.lines()
                .enumerate()
                .filter(|(_, line)| line.chars().count() > LINE_COLUMNS_MAX)
                .map(move |(number, _)| format!("{name}:{}", number + 1))
        })
        .collect();
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

#[test]
fn layers_name_only_what_they_may() {
    let mut named = Vec::new();
    for (name, text) in sources() {
        let code: String = production(&name, &text)
            .iter()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(|line| format!("{line}\n"))
            .collect();
        for (folder, words, reason) in ABSENCES {
            let inside = name.starts_with(&format!("{folder}/"));
            for word in words.iter().filter(|word| inside && code.contains(**word)) {
                named.push(format!("{name} names {word}: {reason}"));
            }
        }
    }
    assert!(named.is_empty(), "{}", named.join("\n"));
}

#[test]
fn one_file_of_each_service_names_the_store() {
    for service in ["ingest-service/src/", "query-service/src/"] {
        let files: Vec<String> = sources()
            .into_iter()
            .filter(|(name, text)| {
                name.starts_with(service)
                    && production(name, text).iter().any(|line| line.contains("sled::"))
            })
            .map(|(name, _)| name)
            .collect();
        assert_eq!(files.len(), 1, "{files:?}");
    }
}

#[test]
fn nothing_is_left_undone() {
    // Written in two parts, so that this file does not name them.
    let words = [["to", "do!("], ["unimple", "mented!("], ["FIX", "ME"], ["#[ig", "nore]"]];
    let mut found = Vec::new();
    for (name, text) in sources() {
        for word in words.map(|parts| parts.concat()) {
            if text.contains(&word) {
                found.push(format!("{name} has {word}"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(project().join("Cargo.toml")).expect("the manifest");
    let table = manifest.split("[workspace.dependencies]").nth(1).expect("the table");
    let table = table.split("\n[").next().expect("the table");
    let lines: Vec<&str> = table.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        let declares = line.contains(" = ") && !line.contains("path = ");
        let reasoned = line.contains('#') || (number > 0 && lines[number - 1].starts_with('#'));
        assert!(!declares || reasoned, "no reason beside or above {line}");
    }
}

//! `chancery analyze` without any service: every form of input gives lines for other programs.

#![allow(clippy::unwrap_used, reason = "a test may end by a panic")]

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const TEXT: &str = "“Žába” — Norway and Chile signed a memorandum on fisheries on 4 March 2025.\n\n\
                    “We shall share our data,” Foreign Minister Kari Lunde said.\n";

fn analyze(folder: &TempDir, words: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .arg("analyze")
        .args(words)
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A child that ends early has not read all of it.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let time = "2025-03-05T00:00:00Z";
    let json = |key: &str, id: &str| serde_json::json!({"id": id, "publish_time": time, key: TEXT});
    let array = serde_json::json!([json("body", "one"), json("text", "two")]);
    let lines = format!("{}\n{}\n", json("body", "three"), json("body", "four"));
    let page = format!("<html><body><article><p>{TEXT}</p></article></body></html>");
    for (name, content) in [
        ("plain.txt", TEXT),
        ("array.json", &array.to_string()),
        ("lines.jsonl", &lines),
        ("page.html", &page),
        ("broken.jsonl", "{\"id\": \"five\", \"body\": \"B\"}\n{\"id\"\n"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// The ids of the lines, after a look at the shape of each.
fn ids(output: &Output) -> Vec<String> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let id = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        let analysis = &value["response"]["analysis"];
        assert!(value["response"]["text"].is_string(), "{line}");
        assert!(analysis["extractorVersion"].as_i64().unwrap() > 0, "{line}");
        value["documentId"].as_str().unwrap().to_owned()
    };
    text.lines().map(id).collect()
}

#[test]
fn every_form_of_input_gives_a_line_in_order() {
    let paths = ["plain.txt", "array.json", "lines.jsonl", "page.html", "-", "-o", "jsonl"];
    let output = analyze(&folder(), &paths, TEXT);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let expected = ["plain.txt", "one", "two", "three", "four", "page.html", "standard input"];
    assert_eq!(ids(&output), expected);
}

#[test]
fn many_documents_stay_in_order() {
    let line =
        |number: usize| format!("{{\"id\": \"d{number}\", \"body\": \"It is {number}.\"}}\n");
    let input: String = (0..500).map(line).collect();
    let output = analyze(&folder(), &["-", "-o", "jsonl"], &input);
    let expected: Vec<String> = (0..500).map(|number| format!("d{number}")).collect();
    assert_eq!(ids(&output), expected);
}

#[test]
fn spans_are_code_points_of_the_text() {
    let output = analyze(&folder(), &["plain.txt", "--published", "2025-03-05", "-o", "json"], "");
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let response = &all[0]["response"];
    let text: Vec<char> = response["text"].as_str().unwrap().chars().collect();
    let times = response["analysis"]["timeExpressions"].as_array().unwrap();
    assert!(!times.is_empty());
    for time in times {
        let offset =
            |name: &str| usize::try_from(time["span"][name].as_u64().unwrap_or(0)).unwrap();
        let quote: String = text[offset("start")..offset("end")].iter().collect();
        assert_eq!(time["span"]["quote"], quote.as_str());
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_printed() {
    let output = analyze(&folder(), &["broken.jsonl", "plain.txt", "-o", "jsonl"], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(ids(&output), ["five", "plain.txt"]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("broken.jsonl:2: is no JSON"), "{message}");
    assert!(message.contains("1 of 3 documents could not be read"), "{message}");
}

#[test]
fn text_is_marked() {
    let words = ["plain.txt", "--published", "2025-03-05", "--show", "times"];
    let output = String::from_utf8(analyze(&folder(), &words, "").stdout).unwrap();
    assert!(output.contains("[4 March 2025|DATE 2025-03-04]"), "{output}");
    assert!(!output.contains('\u{1b}'), "{output}");
}

#[test]
fn an_output_does_not_differ_from_itself() {
    let folder = folder();
    let lines = analyze(&folder, &["lines.jsonl", "-o", "jsonl"], "").stdout;
    fs::write(folder.path().join("old"), &lines).unwrap();
    let output = analyze(&folder, &["--diff", "old", "old"], "");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "no difference\n");
    let one = lines.split_inclusive(|byte| *byte == b'\n').next().unwrap();
    fs::write(folder.path().join("new"), one).unwrap();
    let output = analyze(&folder, &["--diff", "old", "new"], "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.ends_with("1 document removed\n"), "{text}");
}

use std::fs;
use std::path::Path;

use clap::Parser;
use tempfile::TempDir;

use super::*;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    inputs: InputArguments,
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn open(folder: &Path, words: &[&str]) -> Result<Inputs, crate::error::CommandError> {
    let words = words.iter().map(|word| match word.strip_prefix('@') {
        Some(name) => folder.join(name).display().to_string(),
        None => (*word).to_owned(),
    });
    Inputs::open(Line::parse_from(std::iter::once("x".to_owned()).chain(words)).inputs)
}

/// Each item as "id|title|body|source|publish seconds", each fault as its message.
fn check(files: &[(&str, &str)], words: &[&str], expected: &[&str]) {
    let folder = folder(files);
    let found: Vec<String> = open(folder.path(), words)
        .unwrap()
        .map(|item| match item {
            Ok(item) => {
                let document = &item.document;
                let time = document.publish_time.map_or(0, |time| time.seconds);
                let (title, body, source) = (&document.title, &document.body, &document.source);
                format!("{}|{title}|{body}|{source}|{time}", item.id())
            }
            Err(fault) => fault.message,
        })
        .collect();
    assert_eq!(found, expected, "{words:?}");
}

#[test]
fn one_protobuf_document() {
    let json = r#"{"id": "a", "title": "T", "body": "B", "publishTime": "1970-01-02T00:00:00Z"}"#;
    check(&[("a.json", json)], &["@a.json"], &["a|T|B||86400"]);
}

#[test]
fn an_array_of_documents_and_articles() {
    let json = r#"[
        {"id": "a", "body": "B", "source": "S"},
        {"id": "b", "title": "T", "text": "B", "published_at": "1970-01-02", "gold": {}}
    ]"#;
    check(&[("a.json", json)], &["@a.json"], &["a||B|S|0", "b|T|B||86400"]);
}

#[test]
fn lines_in_both_spellings_with_faults_in_their_place() {
    let lines = concat!(
        "{\"id\": \"a\", \"body\": \"A\", \"publish_time\": \"1970-01-02T00:00:00Z\"}\n",
        "\n",
        "{\"id\": \"b\", \"bodi\": \"B\"}\n",
        "not JSON\n",
        "{\"id\": \"c\", \"body\": \"C\", \"publishTime\": \"1970-01-02\"}",
    );
    let folder = folder(&[("a.jsonl", lines)]);
    let items: Vec<_> = open(folder.path(), &["@a.jsonl"]).unwrap().collect();
    assert_eq!(items.len(), 4);
    assert_eq!(items[0].as_ref().unwrap().id(), "a");
    let faults: Vec<&InputError> = items.iter().filter_map(|item| item.as_ref().err()).collect();
    assert!(faults[0].origin.ends_with("a.jsonl:3"), "{}", faults[0]);
    assert!(faults[0].message.contains("bodi"), "{}", faults[0]);
    assert!(faults[1].origin.ends_with("a.jsonl:4"), "{}", faults[1]);
    assert_eq!(items[3].as_ref().unwrap().document.publish_time.unwrap().seconds, 86400);
}

#[test]
fn texts_and_pages_take_the_flags() {
    let files = &[("a.txt", "\u{feff}Text.\n"), ("b.HTM", "<p>Page.</p>")];
    let flags = ["@a.txt", "--title", "T", "--source", "S", "--published", "1970-01-02"];
    check(files, &flags, &["a.txt|T|Text.\n|S|86400"]);
    let folder = folder(files);
    let page = open(folder.path(), &["@b.HTM"]).unwrap().next().unwrap().unwrap();
    assert_eq!(page.document.body_format(), proto::BodyFormat::Html);
    assert_eq!(page.document.body, "<p>Page.</p>");
}

#[test]
fn a_folder_is_read_in_order_of_name() {
    let files = &[
        ("in/b.txt", "B"),
        ("in/a/z.txt", "Z"),
        ("in/.hidden.txt", "no"),
        ("in/notes.md", "no"),
        ("in/c.jsonl", "{\"id\":\"c\",\"body\":\"C\"}\n"),
    ];
    check(files, &["@in"], &["z.txt||Z||0", "b.txt||B||0", "c||C||0"]);
}

#[test]
fn a_sidecar_describes_the_texts_beside_it() {
    let sidecar = r#"[{"id": "one", "file": "1.txt", "title": "T", "source": "S",
        "publish_time": "1970-01-02T00:00:00Z", "publish_basis": "dateline"},
        {"file": "2.txt", "title": ""}, {"file": "gone.txt"}]"#;
    let files = &[("in/metadata.json", sidecar), ("in/1.txt", "A"), ("in/2.txt", "B")];
    let folder = folder(files);
    let items: Vec<_> = open(folder.path(), &["@in"]).unwrap().collect();
    let ids: Vec<&str> = items.iter().flatten().map(Item::id).collect();
    assert_eq!(ids, ["one", "2.txt"]);
    assert_eq!(items[0].as_ref().unwrap().document.body, "A");
    assert!(items[2].as_ref().unwrap_err().message.contains("gone.txt"));
}

#[test]
fn text_that_is_not_utf_8_is_a_fault() {
    let folder = folder(&[]);
    fs::write(folder.path().join("a.txt"), b"caf\xe9").unwrap();
    let fault = open(folder.path(), &["@a.txt"]).unwrap().next().unwrap().unwrap_err();
    assert_eq!(fault.message, "is no UTF-8 text (byte 3)");
}

#[test]
fn the_form_is_seen_from_the_beginning() {
    let check = |text: &str, expected: Form| {
        let mut head = Vec::new();
        let form = reader::seen_from_beginning(&mut text.as_bytes(), &mut head).unwrap();
        assert_eq!(form, expected, "{text}");
    };
    check("{\"id\": \"a\"}\n{\"id\": \"b\"}\n", Form::Jsonl);
    check("\n {\n\"id\": \"a\"}", Form::Json);
    check("[{\"id\": \"a\"}]", Form::Json);
    check("<!doctype html><p>x", Form::Html);
    check("CHISINAU, 3 May. Words.", Form::Text);
    check("", Form::Text);
}

#[test]
fn what_cannot_be_read_is_told_at_once() {
    let folder = folder(&[("a.docx", ""), ("empty/x.md", ""), ("a.json", "{}"), ("b.txt", "B")]);
    let refused = |words: &[&str]| match open(folder.path(), words) {
        Err(crate::error::CommandError::Usage(message)) => message,
        _ => panic!("{words:?} is accepted"),
    };
    let message = refused(&["@a.docx", "@missing.txt", "@empty"]);
    assert_eq!(message.lines().count(), 3, "{message}");
    assert!(refused(&["@a.json", "--id", "x"]).contains("--id describes one article"));
    assert!(refused(&["@b.txt", "@b.txt", "--url", "x"]).contains("--url describes one article"));
}

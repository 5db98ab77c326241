//! What the command prints over a real pair: in the forms that other programs read, to a pipe, and
//! by its exit code.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// `chancery dev` on free ports.
struct Pair {
    child: Child,
    addresses: Vec<String>,
}

impl Pair {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(["dev", "--listen-ingest", "127.0.0.1:0", "--listen-query", "127.0.0.1:0"])
            .args(["--log", "error", "--data-dir"])
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let told = lines.map_while(Result::ok).filter_map(|line| {
            line.split_once(" listens on ").map(|(_, address)| format!("http://{address}"))
        });
        let addresses = told.take(2).collect();
        Self { child, addresses }
    }

    fn run(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(words)
            .args(["--ingest", &self.addresses[0], "--query", &self.addresses[1]])
            .output()
            .expect("the command runs")
    }

    fn print(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        // OK because a child that has ended needs no more.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn a_timeline_is_written_in_every_form() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let pair = Pair::start(&folder.path().join("data"));
    let article = folder.path().join("note.txt");
    let body =
        "Moldova and Romania signed a memorandum on rural clinics in Chisinau on 2 June 2025.";
    std::fs::write(&article, body).expect("the file is written");
    pair.print(&["push", &article.display().to_string()]);
    pair.print(&["timeline", "--min-position", "1"]);
    for (form, words) in [
        ("csv", ["id,start,end", ",2025-06-02,2025-06-02,signing,"]),
        ("icalendar", ["BEGIN:VCALENDAR", "DTSTART;VALUE=DATE:20250602"]),
        ("markdown", ["## 2025", "- **2025-06-02** "]),
        ("jsonl", ["\"EVENT_KIND_SIGNING\"", "\"documentId\""]),
    ] {
        let printed = pair.print(&["export", "-", &format!("--timeline={form}")]);
        for word in words {
            assert!(printed.contains(word), "{form}: {word} in {printed}");
        }
        let none = pair.print(&["export", "-", &format!("--timeline={form}"), "--until", "2024"]);
        assert!(!none.contains("2025"), "{none}");
    }
    let path = folder.path().join("events.ics").display().to_string();
    pair.print(&["export", &path, "--timeline"]);
    assert_eq!(pair.run(&["export", &path, "--timeline"]).status.code(), Some(2), "it is there");
    assert_eq!(pair.run(&["export", "events", "--timeline"]).status.code(), Some(2), "no form");
    assert_eq!(
        pair.run(&["export", "-", "--topic", "trade"]).status.code(),
        Some(2),
        "no timeline"
    );
    let well = pair.print(&["doctor"]);
    assert!(well.contains("query-service is ready") && !well.contains("FIX"), "{well}");
    let swapped = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["doctor", "--ingest", &pair.addresses[1], "--query", "http://127.0.0.1:1"])
        .output()
        .expect("the command runs");
    assert_eq!(swapped.status.code(), Some(1));
    let said = String::from_utf8(swapped.stdout).expect("UTF-8");
    assert!(said.contains("is query-service: correct --ingest"), "{said}");
    assert!(said.contains("cannot reach http://127.0.0.1:1"), "{said}");
}

#[test]
fn a_push_tells_what_was_refused_and_can_be_run_again() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let pair = Pair::start(&folder.path().join("data"));
    let articles = folder.path().join("articles.jsonl");
    let good = r#"{"id": "a", "body": "Peru and Chile signed a treaty in Lima on 2 June 2025."}"#;
    std::fs::write(&articles, format!("{good}\n{{\"id\": \"b\", \"body\": \"\"}}\nno JSON\n"))
        .expect("the file is written");
    let (articles, rejects) = (articles.display().to_string(), folder.path().join("rejects.jsonl"));
    let pushed = pair.run(&["push", &articles, "--rejects", &rejects.display().to_string()]);
    let said = String::from_utf8(pushed.stderr).expect("UTF-8");
    assert_eq!(pushed.status.code(), Some(1), "{said}");
    assert!(said.contains("FIELD_REQUIRED\n  document.body: "), "{said}");
    assert!(said.contains("2 of 3 documents rejected"), "{said}");
    assert!(!said.contains('\u{1b}') && !said.contains('\r'), "no bar off a terminal: {said:?}");
    let told = String::from_utf8(pushed.stdout).expect("UTF-8");
    assert!(told.starts_with("3 documents in "), "{told}");
    let kept = std::fs::read_to_string(&rejects).expect("the file of rejects");
    let lines: Vec<serde_json::Value> =
        kept.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2, "{kept}");
    // A line that cannot be read is refused at once, a document when the service answers.
    let because = |reason: &str| lines.iter().find(|line| line["rejection"]["reason"] == reason);
    assert_eq!(because("FIELD_REQUIRED").expect("refused")["document"]["id"], "b");
    assert!(because("INPUT_UNREADABLE").is_some(), "{kept}");
    let again = pair.run(&["push", &articles, "-o", "jsonl"]);
    let answers = String::from_utf8(again.stdout).expect("UTF-8");
    assert!(answers.contains("INGEST_OUTCOME_UNCHANGED"), "{answers}");
    assert!(answers.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
}

#[test]
fn lists_have_three_forms_and_no_colour_off_a_terminal() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let pair = Pair::start(&folder.path().join("data"));
    assert_eq!(pair.print(&["actors"]), "no actor matches\n");
    assert_eq!(pair.print(&["actors", "-o", "json"]).trim(), "[]");
    let article = folder.path().join("note.txt");
    let body = "Moldova and Romania signed a memorandum in Chisinau on 2 June 2025.";
    std::fs::write(&article, body).expect("the file is written");
    pair.print(&["push", &article.display().to_string()]);
    pair.print(&["timeline", "--min-position", "1"]);
    for list in ["timeline", "actors", "agreements", "documents"] {
        let table = pair.print(&[list]);
        assert!(!table.contains('\u{1b}') && table.lines().count() > 1, "{list}: {table:?}");
        let json: serde_json::Value =
            serde_json::from_str(&pair.print(&[list, "-o", "json"])).expect("JSON");
        let lines = pair.print(&[list, "-o", "jsonl"]);
        let lines: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(json.as_array().expect("a list"), &lines, "{list}");
        assert!(!lines.is_empty(), "{list}");
    }
    assert!(pair.print(&["timeline", "--color", "always"]).contains('\u{1b}'));
    assert_eq!(pair.run(&["event", "ev_none"]).status.code(), Some(1), "nothing has the id");
}

#[test]
fn health_is_asked_of_the_processes_that_have_the_service() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let pair = Pair::start(&folder.path().join("data"));
    // The command itself tells when both have opened their stores.
    let both = (0..500).map(|_| pair.run(&["health"])).find(|asked| asked.status.success());
    let both = String::from_utf8(both.expect("both serve").stdout).expect("UTF-8");
    assert_eq!(both.matches(": SERVING").count(), 2, "{both}");
    for (service, processes) in [
        ("chancery.v1.InfoService", 2),
        ("chancery.v1.TimelineService", 1),
        ("chancery.v1.IngestService", 1),
    ] {
        let told = pair.print(&["health", "--service", service]);
        assert_eq!(told.matches(": SERVING").count(), processes, "{service}: {told}");
    }
    let unknown = pair.run(&["health", "--service", "no.Such"]);
    assert_eq!(unknown.status.code(), Some(1));
    let gone = ["health", "--query", "http://127.0.0.1:1"];
    let gone = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(gone)
        .args(["--ingest", &pair.addresses[0]])
        .output()
        .expect("the command runs");
    assert_eq!(gone.status.code(), Some(1));
    let said = String::from_utf8(gone.stdout).expect("UTF-8");
    assert!(said.contains(": SERVING") && said.contains("cannot reach"), "{said}");
}

#[test]
fn a_watch_prints_what_comes_in_and_ends_with_its_reader() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let pair = Pair::start(&folder.path().join("data"));
    pair.print(&["timeline"]);
    let mut watch = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["watch", "-o", "jsonl", "--query", &pair.addresses[1]])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let article = |name: &str, day: u32| {
        let path = folder.path().join(name);
        let body =
            format!("Moldova and Romania signed a memorandum in Chisinau on {day} June 2025.");
        std::fs::write(&path, body).expect("the file is written");
        pair.print(&["push", &path.display().to_string()]);
    };
    article("one.txt", 2);
    let mut lines = BufReader::new(watch.stdout.take().expect("a pipe")).lines();
    let first = lines.next().expect("an event comes").expect("UTF-8");
    let first: serde_json::Value = serde_json::from_str(&first).expect("JSON");
    assert_eq!(first["event"]["kind"], "EVENT_KIND_SIGNING");
    // Its reader leaves; the next line finds nobody.
    drop(lines);
    article("two.txt", 3);
    article("three.txt", 4);
    let ended = watch.wait_with_output().expect("it ends");
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8(ended.stderr).expect("UTF-8"), "");
}

//! The timeline in the forms that other programs read, and what the doctor says, over a real pair.

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

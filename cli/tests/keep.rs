//! What is stored is checked, backed up, restored, exported and imported, with the command alone.

#![allow(clippy::unwrap_used, reason = "a test may end by a panic")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn chancery(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery")).args(words).stdin(Stdio::null()).output().unwrap()
}

fn done(words: &[&str]) -> String {
    let output = chancery(words);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {message}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(words: &[&str], said: &str) {
    let output = chancery(words);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && message.contains(said), "{words:?}: {message}");
}

/// Both services over a directory, killed at the end.
struct Services {
    child: Child,
    ingest: String,
}

impl Services {
    fn start(data_dir: &Path) -> Self {
        let free = "127.0.0.1:0";
        let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(["dev", "--listen-ingest", free, "--listen-query", free, "--log", "error"])
            .arg("--data-dir")
            .arg(data_dir)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit(' ').next().unwrap();
        let services = Self { child, ingest: format!("http://{address}") };
        // The port is bound before the store is open.
        while !chancery(&["documents", "--ingest", &services.ingest]).status.success() {}
        services
    }
}

impl Drop for Services {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn push(ingest: &str, folder: &Path, numbers: std::ops::Range<u32>) {
    let line = |number: u32| {
        format!(
            "{{\"id\": \"doc-{number:02}\", \"publishTime\": \"2024-03-0{}T00:00:00Z\", \"body\": \
             \"The foreign ministers of Kazakhstan and Hungary met in Astana ({number}).\"}}",
            number % 9 + 1
        )
    };
    let file = folder.join("documents.jsonl");
    fs::write(&file, numbers.map(|number| line(number) + "\n").collect::<String>()).unwrap();
    done(&["push", file.to_str().unwrap(), "--ingest", ingest]);
}

/// Lines of an export without what a new store gives anew.
fn documents(export: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(export).unwrap();
    let read = |line: &str| {
        let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
        for member in ["position", "ingestTime", "revision"] {
            value["document"].as_object_mut().unwrap().remove(member);
        }
        value
    };
    text.lines().map(read).collect()
}

/// An export that was broken off in a line goes on there.
fn assert_resumes(export: &str, ingest: &str) {
    let whole = fs::read(export).unwrap();
    fs::write(export, &whole[..whole.len() / 2]).unwrap();
    refused(&["export", export, "--ingest", ingest], "all.jsonl");
    done(&["export", export, "--resume", "--ingest", ingest]);
    assert!(fs::read(export).unwrap() == whole);
}

#[test]
fn what_is_stored_can_be_checked_copied_and_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (backup, restored, export) = (path("backup"), path("restored/ingest"), path("all.jsonl"));
    let services = Services::start(&folder.path().join("data"));
    let ingest = services.ingest.as_str();

    push(ingest, folder.path(), 1..13);
    let checked = done(&["check", "--ingest", ingest]);
    assert!(checked.contains("12 documents") && checked.contains("all is well"), "{checked}");
    let first = done(&["backup", &backup, "--ingest", ingest]);
    assert!(first.starts_with("12 documents up to position 12"), "{first}");
    let again = done(&["backup", &backup, "--ingest", ingest]);
    assert!(again.contains(", 0 KiB of them new"), "{again}");
    push(ingest, folder.path(), 10..21);
    let second = done(&["backup", &backup, "--ingest", ingest]);
    assert!(second.starts_with("20 documents up to position 20"), "{second}");
    assert!(done(&["check", "--data-dir", &backup]).contains("20 documents"));
    done(&["export", &export, "--ingest", ingest]);
    let exported = documents(Path::new(&export));
    assert_eq!(exported.len(), 20);
    assert!(exported[3]["analysis"]["events"].is_array(), "{}", exported[3]);

    assert_resumes(&export, ingest);
    drop(services);

    let told = done(&["restore", &backup, "--data-dir", &restored]);
    assert!(told.starts_with("20 documents up to position 20"), "{told}");
    assert!(done(&["check", "--data-dir", &restored]).contains("all is well"));
    refused(&["restore", &backup, "--data-dir", &restored], "choose another directory");
    refused(&["restore", &path("nothing"), "--data-dir", &path("x")], "is no backup");
    let services = Services::start(&folder.path().join("restored"));
    let (again, copy) = (path("again.jsonl"), path("copy.jsonl"));
    done(&["export", &again, "--ingest", &services.ingest]);
    assert_eq!(documents(Path::new(&again)), exported);
    refused(&["backup", &backup, "--ingest", &services.ingest], "choose another directory");
    drop(services);

    let services = Services::start(&folder.path().join("imported"));
    let imported = done(&["import", &export, "--ingest", &services.ingest]);
    assert!(imported.contains("20 created"), "{imported}");
    done(&["export", &copy, "--ingest", &services.ingest]);
    assert_eq!(documents(Path::new(&copy)), exported);
    let unchanged = done(&["import", &export, "--ingest", &services.ingest]);
    assert!(unchanged.contains("20 unchanged"), "{unchanged}");
}

//! The binary as its users meet it: exit codes, messages, and output that other programs read.

#![allow(clippy::unwrap_used, reason = "a test may end by a panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// An address where nothing listens: port 1 is reserved and never given out.
const NOWHERE: &str = "http://127.0.0.1:1";

fn chancery(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(words).stdin(Stdio::null());
    for name in ["CHANCERY_INGEST", "CHANCERY_QUERY", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

fn run(words: &[&str]) -> Output {
    chancery(words).output().unwrap()
}

/// Runs a command line that fails, and looks for words in what it says.
fn check_failure(words: &[&str], code: i32, said: &str) {
    let output = run(words);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{words:?}: {message}");
    assert!(message.contains(said), "{words:?}: {message}");
}

#[test]
fn wrong_command_lines_end_with_2() {
    check_failure(&[], 2, "Usage:");
    check_failure(&["tell"], 2, "unrecognized subcommand");
    check_failure(&["timeline", "--since", "2025-02-30"], 2, "the month has no such day");
    check_failure(&["timeline", "--kind", "metting"], 2, "'meeting'");
    check_failure(&["timeline", "--query", "ftp://host"], 2, "is no address");
    check_failure(&["push", "missing.txt"], 2, "missing.txt");
    check_failure(&["push", "--title", "T"], 2, "nothing to read");
    check_failure(&["analyze", "--published", "soon", "-"], 2, "2025-05-20");
    check_failure(&["analyze", "--diff", "one.jsonl"], 2, "2 values");
}

#[test]
fn services_that_cannot_be_reached_end_with_3() {
    let hint = "start both with `chancery dev`";
    for words in [
        &["timeline", "--query", NOWHERE][..],
        &["agreements", "--query", NOWHERE],
        &["actors", "--query", NOWHERE],
        &["event", "ev_1", "--query", NOWHERE],
        &["documents", "--ingest", NOWHERE],
        &["info", "--ingest", NOWHERE, "--query", NOWHERE],
    ] {
        check_failure(words, 3, hint);
        check_failure(words, 3, "cannot reach http://127.0.0.1:1 (connection refused)");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), "a.txt", "Text.");
    check_failure(&["push", &file, "--ingest", NOWHERE], 3, "is ingest-service running?");
    check_failure(&["analyze", &file, "--ingest", NOWHERE], 3, "is ingest-service running?");
}

#[test]
fn help_and_completions_go_to_standard_output() {
    for words in [&["--help"][..], &["help", "push"], &["completions", "zsh"], &["--version"]] {
        let output = run(words);
        assert_eq!(output.status.code(), Some(0), "{words:?}");
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{words:?}");
    }
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    assert!(help.contains("CHANCERY_INGEST") && help.contains("Exit codes:"), "{help}");
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let mut child = chancery(&["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn each_shell_gets_completions_of_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let script = String::from_utf8(run(&["completions", shell]).stdout).unwrap();
        for word in ["timeline", "push", "doctor", "rejects"] {
            assert!(script.contains(word), "{word} for {shell}");
        }
    }
}

fn written(folder: &Path, name: &str, content: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path.display().to_string()
}

//! `chancery demo` does the main job, and does nothing twice.

use std::process::Command;

/// What `demo --once` prints over a data directory, with free ports.
fn demo(folder: &std::path::Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["demo", "--once", "--listen-ingest", "127.0.0.1:0", "--listen-query", "127.0.0.1:0"])
        .arg("--data-dir")
        .arg(folder)
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_second_demo_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let first = demo(folder.path());
    for word in ["5 created", "Timeline", "Agreements", "Actors", "grpcurl -plaintext 127.0.0.1:"] {
        assert!(first.contains(word), "{word} in {first}");
    }
    let second = demo(folder.path());
    assert!(second.contains("Nothing changed: all 5 articles were there already."), "{second}");
    let answers = |printed: &str| {
        let from = printed.find("Timeline").unwrap();
        let to = printed.find("ingest-service listens").unwrap();
        printed[from..to].to_owned()
    };
    assert_eq!(answers(&second), answers(&first));
}

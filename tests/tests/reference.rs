//! `docs/API.md` says what the protos say.

use std::{env, fs};

use tests::articles::project;
use tests::reference::markdown;

#[test]
fn the_api_reference_is_that_of_the_protos() {
    let path = project().join("docs/API.md");
    let written = markdown();
    if env::var_os("CHANCERY_BLESS").is_some() {
        fs::write(&path, &written).expect("docs can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let command = "CHANCERY_BLESS=1 cargo test -p tests --test reference";
    assert!(kept == written, "docs/API.md is out of date: run {command}");
}

#[test]
fn every_element_has_its_comment() {
    let bare: Vec<String> =
        markdown().lines().filter(|line| line.ends_with("|  |")).map(str::to_owned).collect();
    assert_eq!(bare, Vec::<String>::new());
}

//! How well names alone tell who is who: precision and recall over `name_pairs.tsv`.
//!
//! `cargo test -p query-service --test names -- --nocapture` prints the figures and every miss.

#![allow(clippy::print_stdout, reason = "the figures are the point")]

use query_service::resolve::spelling::{same_organization, same_person};

const PAIRS: &str = include_str!("name_pairs.tsv");

/// Of a thousand: a wrong join costs more than a missed one.
const PRECISION_LEAST: usize = 980;
const RECALL_LEAST: usize = 930;

fn check(class: &str, same: fn(&str, &str) -> bool) {
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [own_class, one, other, truth, _] = cells[..] else { panic!("{line}") };
        if own_class != class {
            continue;
        }
        assert_eq!(same(one, other), same(other, one), "{line}");
        match (same(one, other), truth == "same") {
            (true, true) => right += 1,
            (true, false) => wrong += 1,
            (false, true) => missed += 1,
            (false, false) => continue,
        }
        if same(one, other) != (truth == "same") {
            println!("{} {line}", if truth == "same" { "missed" } else { "wrong" });
        }
    }
    let precision = 1000 * right / (right + wrong);
    let recall = 1000 * right / (right + missed);
    println!("{class}: precision 0.{precision:03}, recall 0.{recall:03}");
    assert!(precision >= PRECISION_LEAST && recall >= RECALL_LEAST, "{class}");
}

#[test]
fn names_of_persons_are_told_apart() {
    check("person", same_person);
}

#[test]
fn names_of_bodies_are_told_apart() {
    check("organization", same_organization);
}

//! Soups of date words: nothing panics, and what is read is in order.

use proptest::prelude::*;

use super::super::times;
use crate::text::Text;

/// Publication dates of every precision, and at both ends of the calendar.
const ANCHORS: &[&str] = &["", "2025", "2025-05", "2024-02-29", "0001-01-01", "9999-12-31"];

/// Words of dates, numbers and marks from which soups are made.
const SOUP: &[&str] = &[
    "May",
    "march",
    "Jan.",
    "Sept",
    "Monday",
    "fri",
    "Sun",
    "7",
    "31",
    "00",
    "99",
    "2024",
    "0001",
    "9999",
    "2,024",
    "12.05.2024",
    "1.2",
    "24th",
    "1990s",
    "'82",
    "FY24",
    "Q3",
    "H1",
    "T18",
    "first",
    "last",
    "next",
    "this",
    "the",
    "a",
    "of",
    "in",
    "on",
    "since",
    "until",
    "by",
    "from",
    "to",
    "between",
    "and",
    "before",
    "after",
    "ago",
    "later",
    "earlier",
    "years",
    "year",
    "decades",
    "century",
    "week",
    "weeks",
    "day",
    "days",
    "fortnight",
    "quarter",
    "half",
    "every",
    "each",
    "twice",
    "annual",
    "now",
    "current",
    "recent",
    "past",
    "few",
    "couple",
    "hundred",
    "thousand",
    "twenty",
    "two",
    "nine",
    "spring",
    "fall",
    "early",
    "mid-2027",
    "end",
    "rest",
    "noon",
    "night",
    "a.m.",
    "10:30",
    "GMT",
    "BC",
    "anniversary",
    "old",
    "Easter",
    "Christmas",
    "World",
    "Health",
    "Day",
    "-",
    "–",
    "/",
    ":",
    ",",
    ".",
    "'",
    "’s",
    "$",
    "%",
    "(",
    ")",
    "\n",
    "\n\n",
    "é",
    "日本",
    "😀",
    "\u{ad}",
    "five-year",
    "24-26",
    "2014-18",
    "month-long",
    "millennium",
    "999999999",
    "4000000",
    "will",
    "signed",
    "10th-12th",
    "May-June",
    "31-Oct-74",
];

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// No soup of date words panics; expressions are in order, do not overlap, and lie on
    /// characters of the text.
    #[test]
    fn soups_are_read_without_panic(
        words in prop::collection::vec((0..SOUP.len(), any::<bool>()), 0..40),
        anchor in prop::sample::select(ANCHORS),
    ) {
        let mut text = String::new();
        for (word, spaced) in words {
            text.push_str(SOUP[word]);
            if spaced {
                text.push(' ');
            }
        }
        let read = Text::read(&text, "");
        let mentions = times(&read, anchor.parse().ok());
        let mut end = 0;
        for mention in mentions {
            prop_assert!(mention.bytes.start >= end && mention.bytes.end > mention.bytes.start);
            let bytes = mention.bytes.start as usize..mention.bytes.end as usize;
            prop_assert!(text.get(bytes).is_some());
            let tokens = read.bytes(mention.tokens.clone());
            prop_assert!(tokens.start <= mention.bytes.start && mention.bytes.end <= tokens.end);
            if let Some((first, last)) =
                mention.date.and_then(|date| date.first_day().zip(date.last_day()))
            {
                prop_assert!(first <= last, "{:?}", mention);
            }
            end = mention.bytes.end;
        }
    }
}

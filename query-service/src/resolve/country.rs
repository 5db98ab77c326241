//! Words that name a country, to be taken out of the names of its bodies.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::name::fold;

/// Country code → folded names and adjectives between spaces, the longest first.
static WORDS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let table = shared::country::TABLE;
    table.lines().filter(|line| !line.starts_with('#')).filter_map(words_of_line).collect()
});

fn words_of_line(line: &str) -> Option<(String, Vec<String>)> {
    let mut cells = line.split('\t');
    let code = cells.next()?.to_owned();
    let mut words: Vec<String> =
        cells.take(3).flat_map(|cell| cell.split('|')).map(fold).filter(|w| w.len() > 1).collect();
    words.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    words.dedup();
    Some((code, words.into_iter().map(|word| format!(" {word} ")).collect()))
}

/// A folded name without the words that only say of which country it is:
/// "kazakhstan ministry of health" for "KZ" becomes "ministry of health".
///
/// A name that is nothing but the country stays as it is.
pub(crate) fn without_country(folded: &str, code: &str) -> String {
    let Some(words) = WORDS.get(code) else { return folded.to_owned() };
    let mut name = format!(" {folded} ");
    for word in words {
        // Most names have no such word, and this is asked for every post of every article.
        if name.contains(word.as_str()) {
            for form in [format!(" of the{word}"), format!(" of{word}"), word.clone()] {
                name = name.replace(&form, " ");
            }
        }
    }
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { folded.to_owned() } else { name }
}

/// Whether a folded name is that of the country, or its adjective.
pub(crate) fn is_country(folded: &str, code: &str) -> bool {
    WORDS.get(code).is_some_and(|words| words.iter().any(|word| word.trim() == folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_named_without_its_country() {
        for (name, code, expected) in [
            ("kazakhstan ministry of health", "KZ", "ministry of health"),
            ("kazakh ministry of health", "KZ", "ministry of health"),
            ("ministry of health of the republic of kazakhstan", "KZ", "ministry of health"),
            ("kazakhstan", "KZ", "kazakhstan"),
            ("ministry of health", "", "ministry of health"),
        ] {
            assert_eq!(without_country(name, code), expected, "{name}");
        }
        assert!(is_country("kazakh", "KZ") && !is_country("kazakh", "UZ"));
    }
}

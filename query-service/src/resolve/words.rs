//! Texts as sets of words, for telling whether two of them speak of the same.

use any_ascii::any_ascii;

/// Words too common to tell one text from another, sorted.
const COMMON: &[&str] = &[
    "about", "after", "also", "and", "are", "been", "before", "between", "but", "during", "for",
    "from", "had", "has", "have", "her", "his", "into", "its", "more", "new", "not", "over",
    "said", "says", "that", "the", "their", "they", "this", "was", "were", "which", "while", "who",
    "will", "with", "would",
];

/// The words of a text that carry meaning, each as a number, sorted and without repeats.
///
/// Case, accents and the commonest endings are dropped. The numbers are stable for ever: they
/// are stored.
pub fn word_set(texts: &[&str]) -> Vec<u32> {
    let mut set = Vec::new();
    for text in texts {
        let latin = latin(text);
        let words = split(&latin).filter(|word| {
            (word.len() >= 3 || word.bytes().all(|b| b.is_ascii_digit()))
                && COMMON.binary_search(word).is_err()
        });
        set.extend(words.map(|word| number(stem(word))));
    }
    set.sort_unstable();
    set.dedup();
    set
}

/// A text in lower case and in the Latin script.
pub(super) fn latin(text: &str) -> String {
    // Most texts are; they need not be looked up letter by letter.
    if text.is_ascii() { text.to_ascii_lowercase() } else { any_ascii(text).to_lowercase() }
}

fn split(latin: &str) -> impl Iterator<Item = &str> {
    latin
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The words of a text in lower case and in the Latin script, in order.
pub fn words(text: &str) -> Vec<String> {
    split(&latin(text)).map(str::to_owned).collect()
}

/// The ordinals of texts that do not count the days of a month, sorted: "the 73rd session" but
/// not "April 8th".
pub fn ordinals(texts: &[&str]) -> Vec<u32> {
    let mut found = Vec::new();
    for text in texts {
        let latin = latin(text);
        let words: Vec<&str> = split(&latin).collect();
        for (index, word) in words.iter().enumerate() {
            let Some(ordinal) = ordinal(word) else { continue };
            let before = index.checked_sub(1).and_then(|index| words.get(index));
            let after = words[index + 1..].iter().find(|word| **word != "of");
            if ![before, after].into_iter().flatten().any(|word| is_month(word)) {
                found.push(ordinal);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// "73rd" and "fifth"; "first" and "second" say too little by themselves.
fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 10] = [
        ("third", 3),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("seventh", 7),
        ("eighth", 8),
        ("ninth", 9),
        ("tenth", 10),
        ("eleventh", 11),
        ("twelfth", 12),
    ];
    if let Some((_, ordinal)) = WORDS.iter().find(|(known, _)| *known == word) {
        return Some(*ordinal);
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending))?;
    digits.parse().ok()
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    (3..=9).contains(&word.len()) && MONTHS.iter().any(|month| word.starts_with(month))
}

/// Cuts the endings that a paraphrase changes most: plural, past and progressive.
pub fn stem(word: &str) -> &str {
    let cut =
        |ending: &str, least: usize| word.strip_suffix(ending).filter(|rest| rest.len() >= least);
    if let Some(rest) = cut("ies", 3).or_else(|| cut("ing", 4)).or_else(|| cut("ed", 4)) {
        return rest;
    }
    if word.ends_with("ss") { word } else { cut("s", 3).unwrap_or(word) }
}

/// FNV-1a, 32 bits.
fn number(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// How many words two sorted sets share.
pub fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut left, mut right, mut count) = (0, 0, 0);
    while left < one.len() && right < other.len() {
        match one[left].cmp(&other[right]) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                left += 1;
                right += 1;
            }
        }
    }
    count
}

/// How alike two sets are, in percent: the words shared over the mean size (Dice).
pub fn likeness(one: &[u32], other: &[u32]) -> u32 {
    let size = one.len() + other.len();
    if size == 0 {
        return 0;
    }
    // OK because a share of a hundred is at most a hundred.
    (200 * shared(one, other) / size) as u32
}

/// How much of the smaller set the other holds, in percent.
pub fn containment(one: &[u32], other: &[u32]) -> u32 {
    let size = one.len().min(other.len());
    if size == 0 {
        return 0;
    }
    // OK because a share of a hundred is at most a hundred.
    (100 * shared(one, other) / size) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paraphrases_share_words() {
        let one = word_set(&["Officials signed a memorandum on wind farms"]);
        let other = word_set(&["A wind farm memorandum was signed"]);
        assert_eq!(shared(&one, &other), 4);
        assert!(likeness(&one, &other) >= 70);
        assert_eq!(likeness(&[], &[]), 0);
        assert_eq!(containment(&one, &word_set(&["wind farm"])), 100);
    }

    #[test]
    fn ordinals_count_sessions_and_not_days() {
        let of = |text: &str| ordinals(&[text]);
        assert_eq!(of("the 73rd session, on April 8th, the fifth of May"), [73]);
        assert_eq!(of("the fifth meeting"), [5]);
        assert_eq!(of("3rd of May; 24 October; the first time"), [0; 0]);
    }

    #[test]
    fn the_list_of_common_words_is_sorted() {
        assert!(COMMON.is_sorted());
    }
}

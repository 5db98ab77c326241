//! Whether two names are spellings of one name.
//!
//! There are two measures. [`same_person_name`] is for names that something else speaks for: a
//! post or a country in common. [`same_person`] and [`same_organization`] go by the names alone
//! and rather miss than mistake; `tests/names.rs` holds their precision and recall.

use any_ascii::any_ascii;

use super::name::{
    content_words, fold, fold_organization, fold_person, given_names, initials, is_abbreviation,
    surname,
};

/// Whether two folded names, of persons known to be alike in something else, are spellings of
/// one name: "skender syla" and "skender sola", "h kluge" and "hans kluge".
pub fn same_person_name(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (given, other_given) = (given_names(one), given_names(other));
    let (last, other_last) = (surname(one), surname(other));
    if last == other_last {
        return given.is_empty() || other_given.is_empty() || given_match(given, other_given);
    }
    if turned(one, other) {
        return true;
    }
    given_match(given, other_given) && !given.is_empty() && spelled_alike(last, other_last)
}

/// "kim jong un" against "jong un kim".
fn turned(one: &str, other: &str) -> bool {
    let mut words: Vec<&str> = one.split(' ').collect();
    let mut others: Vec<&str> = other.split(' ').collect();
    words.sort_unstable();
    others.sort_unstable();
    words.len() > 1 && words == others
}

/// Each pair of given names is equal, an initial of the other, or a spelling of it.
fn given_match(one: &str, other: &str) -> bool {
    one.split(' ').zip(other.split(' ')).all(|(name, other_name)| {
        name == other_name
            || initial_of(name, other_name)
            || initial_of(other_name, name)
            || spelled_alike(name, other_name)
    })
}

fn initial_of(initial: &str, name: &str) -> bool {
    initial.len() == 1 && name.starts_with(initial)
}

/// Whether two words may be transliterations of one: the same first letter and much else.
pub fn spelled_alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() < 3 || long.len() - short.len() > 2 {
        return false;
    }
    let (short, long) = (sounds(short), sounds(long));
    if short.chars().next() != long.chars().next() {
        return false;
    }
    let least = if short.len() <= 4 { 0.849 } else { 0.87 };
    short == long || strsim::jaro_winkler(&short, &long) >= least
}

/// A word with the spellings of one sound made one: "olzhas" and "oljas".
fn sounds(word: &str) -> String {
    let mut word = word.to_owned();
    for (spelling, sound) in [
        ("dzh", "j"),
        ("zh", "j"),
        ("kh", "h"),
        ("ph", "f"),
        ("ck", "k"),
        ("q", "k"),
        ("w", "v"),
        ("ts", "c"),
        ("y", "i"),
        ("iu", "u"),
        ("ia", "a"),
        ("ii", "i"),
        ("oo", "u"),
        ("ou", "u"),
    ] {
        word = word.replace(spelling, sound);
    }
    let mut sounds = String::with_capacity(word.len());
    for letter in word.chars() {
        if !sounds.ends_with(letter) {
            sounds.push(letter);
        }
    }
    sounds
}

/// Short forms of given names, and names that are written in several ways, with the usual one.
const USUAL: &[(&str, &str)] = &[
    ("abd", "abdul"),
    ("abdel", "abdul"),
    ("ben", "bin"),
    ("bernie", "bernard"),
    ("bill", "william"),
    ("bob", "robert"),
    ("dick", "richard"),
    ("ibn", "bin"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("joe", "joseph"),
    ("liz", "elizabeth"),
    ("mike", "michael"),
    ("tom", "thomas"),
    ("tony", "anthony"),
];

/// Articles and endings that one outlet writes and another leaves out.
const UNSAID: &[&str] = &["al", "el", "jr", "sr"];

/// Letters that a word must have for one slip of the pen to be passed over.
const SLIP_LETTERS_LEAST: usize = 7;
/// Letters that a given name must have for it, beside a surname that is the same.
const GIVEN_SLIP_LETTERS_LEAST: usize = 6;

/// Whether two names of persons, whatever else is known, are names of one. Order, titles, scripts,
/// middle names, initials and small slips may differ; nothing may contradict.
pub fn same_person(one: &str, other: &str) -> bool {
    let (one, other) = (fold_person(one), fold_person(other));
    let (words, others) = (spoken(&one), spoken(&other));
    if words.is_empty() || others.is_empty() {
        return one == other;
    }
    let (short, long) = if words.len() <= others.len() { (words, others) } else { (others, words) };
    // Spaces are lost at times: "SergeiLavrov".
    if short.len() == 1 || short.concat() == long.concat() {
        return long.concat() == short.concat();
    }
    let turned = {
        let (mut short, mut long) = (sounded(&short), sounded(&long));
        short.sort_unstable();
        long.sort_unstable();
        short == long
    };
    turned || in_order(&short, &long)
}

/// The words of a folded name that must agree, short forms written out.
fn spoken(folded: &str) -> Vec<&str> {
    let words = folded.split(' ').filter(|word| !word.is_empty() && !UNSAID.contains(word));
    words
        .map(|word| USUAL.iter().find(|(short, _)| *short == word).map_or(word, |(_, usual)| usual))
        .collect()
}

fn sounded(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| sound(word)).collect()
}

/// Word for word, except that a given name and a surname alone leave out what stands between.
fn in_order(short: &[&str], long: &[&str]) -> bool {
    let (first, last) = (0, long.len() - 1);
    let pairs: Vec<(&str, &str)> = if short.len() == long.len() {
        short.iter().copied().zip(long.iter().copied()).collect()
    } else if short.len() == 2 {
        vec![(short[0], long[first]), (short[1], long[last])]
    } else {
        return false;
    };
    let alike: Vec<Alike> = pairs.iter().map(|(one, other)| Alike::of(one, other)).collect();
    let surnames = alike[alike.len() - 1];
    let given = &alike[..alike.len() - 1];
    let slips = alike.iter().filter(|each| matches!(each, Alike::Slip | Alike::LongSlip)).count();
    let exact = given.iter().all(|each| *each == Alike::Same);
    match surnames {
        Alike::Same => slips <= 1 && !given.contains(&Alike::Not),
        Alike::LongSlip => slips == 1 && exact,
        _ => false,
    }
}

/// How alike two words of names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alike {
    Same,
    Initial,
    /// A slip in a long word.
    LongSlip,
    /// A slip in a word long enough for a given name.
    Slip,
    Not,
}

impl Alike {
    fn of(one: &str, other: &str) -> Self {
        if one == other || (one.len() > 1 && other.len() > 1 && sound(one) == sound(other)) {
            return Self::Same;
        }
        if initial_of(one, other) || initial_of(other, one) {
            return Self::Initial;
        }
        let least = one.len().max(other.len());
        let first = one.chars().next() == other.chars().next();
        if !first || one.len().abs_diff(other.len()) > 1 || strsim::osa_distance(one, other) > 1 {
            return Self::Not;
        }
        // "Paulo" and "Paula" are two names.
        let endings = one.len() == other.len() && one[..one.len() - 1] == other[..other.len() - 1];
        match least {
            _ if endings => Self::Not,
            SLIP_LETTERS_LEAST.. => Self::LongSlip,
            GIVEN_SLIP_LETTERS_LEAST.. => Self::Slip,
            _ => Self::Not,
        }
    }
}

/// A word as it sounds: spellings of one consonant and of near vowels made one, glides between
/// vowels and double letters dropped. "Mohammed" and "Muhamad" sound alike.
fn sound(word: &str) -> String {
    let mut word = word.to_owned();
    for (spelling, sound) in [
        ("dzh", "j"),
        ("zh", "j"),
        ("kh", "h"),
        ("ph", "f"),
        ("ck", "k"),
        ("x", "ks"),
        ("q", "k"),
        ("w", "v"),
        ("y", "i"),
        ("e", "a"),
        ("u", "o"),
    ] {
        word = word.replace(spelling, sound);
    }
    let letters: Vec<char> = word.chars().collect();
    let vowel = |at: usize| letters.get(at).is_some_and(|letter| matches!(letter, 'a' | 'o'));
    let mut sound = String::with_capacity(word.len());
    for (at, letter) in letters.iter().enumerate() {
        let glides = *letter == 'i' && at > 0 && (vowel(at - 1) || vowel(at + 1));
        if !glides && !sound.ends_with(*letter) {
            sound.push(*letter);
        }
    }
    sound
}

/// Consonants by which spellings of one word are looked up.
const SKELETON_LETTERS: usize = 3;

/// The first consonants of a word as it sounds: "syla" and "sola" give "sl". Few enough words
/// share them that the cost of looking up does not grow with all who are known.
pub fn skeleton(word: &str) -> String {
    let sound = sound(word);
    let consonants: String = sound
        .chars()
        .filter(|letter| !matches!(letter, 'a' | 'i' | 'o' | ' '))
        .take(SKELETON_LETTERS)
        .collect();
    if consonants.is_empty() { sound } else { consonants }
}

/// Whether two names of bodies are names of one: legal forms, links, spelling, script and, where
/// it is written as one, the abbreviation may differ.
pub fn same_organization(one: &str, other: &str) -> bool {
    let (one, other) = (without_own_abbreviation(one), without_own_abbreviation(other));
    if is_abbreviation_of(&one, &other) || is_abbreviation_of(&other, &one) {
        return true;
    }
    let (folded, other_folded) = (fold_organization(&one), fold_organization(&other));
    if folded == other_folded {
        return true;
    }
    let plain = |folded: &str| content_words(folded).join(" ");
    let (words, others) = (plain(&folded), plain(&other_folded));
    let sounds = |words: &str| sounded(&words.split(' ').collect::<Vec<_>>());
    words.replace(' ', "") == others.replace(' ', "") || sounds(&words) == sounds(&others)
}

/// "World Health Organization (WHO)" without what stands in brackets, if that is its abbreviation.
fn without_own_abbreviation(name: &str) -> String {
    let bracketed = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    match bracketed {
        Some((whole, short)) if is_abbreviation_of(short, whole) => whole.trim().to_owned(),
        _ => name.to_owned(),
    }
}

/// Letters that an abbreviation must have to stand for a name by itself.
const ABBREVIATION_LETTERS_LEAST: usize = 3;

/// "AfDB" and "African Development Bank".
fn is_abbreviation_of(short: &str, name: &str) -> bool {
    let capitals: String = short.chars().filter(|letter| letter.is_uppercase()).collect();
    let mixed = !is_abbreviation(short) && !short.contains(' ') && 2 * capitals.len() > short.len();
    let whole = fold(name);
    capitals.len() >= ABBREVIATION_LETTERS_LEAST
        && (is_abbreviation(short) || mixed)
        && any_ascii(&capitals).to_lowercase() == initials(&whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_have_one_skeleton() {
        for (one, other) in [("syla", "sola"), ("tokayev", "toqaev"), ("olzhas", "oljas")] {
            assert_eq!(skeleton(one), skeleton(other), "{one} / {other}");
        }
        assert_eq!(skeleton("aoi"), sound("aoi"));
        assert_ne!(skeleton("smith"), skeleton("smart"));
    }

    #[test]
    fn spellings_of_one_person_are_known() {
        for (one, other) in [
            ("skender syla", "skender sola"),
            ("h kluge", "hans kluge"),
            ("kluge", "hans kluge"),
            ("olzhas bektenov", "oljas bektenov"),
            ("jong un kim", "kim jong un"),
            ("ursula von der leyen", "von der leyen"),
        ] {
            assert!(same_person_name(one, other), "{one} / {other}");
            assert!(same_person_name(other, one), "{other} / {one}");
        }
    }

    #[test]
    fn different_persons_are_kept_apart() {
        for (one, other) in [
            ("hans kluge", "maria kluge"),
            ("chikondi banda", "joyce banda"),
            ("limbani phiri", "thandiwe phiri"),
            ("youssouf togoi", "barka togoi"),
            ("john smith", "john smart"),
        ] {
            assert!(!same_person_name(one, other), "{one} / {other}");
        }
    }
}

//! Stops that belong to the word before them.

use std::sync::LazyLock;

use super::super::token::word_hash;
use super::super::word_set::WordSet;
use super::word::Word;

/// 1 if the stop after the word belongs to it: "Dr.", "U.S.", "J.", "No. 5"; else 0.
pub(super) fn stop(source: &str, start: usize, word: &Word, is_after_comma: bool) -> usize {
    let rest = &source.as_bytes()[word.end..];
    if rest.first() != Some(&b'.') || rest.get(1) == Some(&b'.') {
        return 0;
    }
    let text = &source[start..word.end];
    let is_abbreviation = if word.is_initials() {
        word.stops > 0 || is_initial(text, rest)
    } else {
        let hash = word_hash(text);
        (word.is_capitalised() && TITLES.contains(hash))
            || LATIN.contains(hash)
            || (BEFORE_NUMBERS.contains(hash) && number_follows(&rest[1..]))
            || (matches!(text, "No" | "Nos" | "NO") && number_follows(&rest[1..]))
            || (is_after_comma && STATES.contains(&text))
            || (text == "Ph" && rest.starts_with(b".D"))
    };
    usize::from(is_abbreviation)
}

/// A single letter with a stop: "J. Smith", "Roe v. Wade". "I" is a pronoun.
fn is_initial(text: &str, rest: &[u8]) -> bool {
    let is_capital = text.chars().all(char::is_uppercase);
    is_capital && text != "I" || text == "v" || text == "p" && number_follows(&rest[1..])
}

fn number_follows(rest: &[u8]) -> bool {
    let blanks = rest.iter().take(2).take_while(|byte| **byte == b' ').count();
    rest.get(blanks).is_some_and(u8::is_ascii_digit)
}

/// Titles, months and company forms; they begin with a capital.
static TITLES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new([
        "Dr", "Mr", "Mrs", "Ms", "Mx", "Prof", "Gen", "Col", "Lt", "Cpl", "Sgt", "Capt", "Cmdr",
        "Maj", "Adm", "Sen", "Rep", "Reps", "Sens", "Gov", "Rev", "Hon", "Pres", "Supt", "St",
        "Ste", "Jr", "Sr", "Messrs", "Mme", "Amb", "Assoc", "Asst", "Jan", "Feb", "Mar", "Apr",
        "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Inc", "Ltd", "Co", "Corp",
        "Bros", "Mt", "Ft", "Dept", "Univ", "Tel", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs",
        "Fri", "Mon", "Md", "Mohd", "Engr", "Brig",
    ])
});

static LATIN: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new(["vs", "approx", "etc", "cf", "al", "viz"]));

static BEFORE_NUMBERS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new([
        "Art", "Arts", "Sec", "Vol", "Fig", "Ch", "pp", "ca", "est", "para", "Sat", "Sun", "Rs",
        "Ksh", "Sh", "ext",
    ])
});

/// States of the United States as news agencies shorten them, after the name of a town.
const STATES: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky",
    "La", "Md", "Mass", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa",
    "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo",
];

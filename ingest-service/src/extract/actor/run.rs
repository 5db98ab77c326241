//! Runs of capitals that may be a name: "Akmaral Alnazarova", "Hilal bin Said Al Maskari".

use super::scene::Scene;
use crate::extract::gazetteer::Cues;

/// Most words of a personal name.
const LONGEST_RUN: usize = 9;

/// Tokens of a nickname with its quotation marks.
const NICKNAME: usize = 6;

/// Words for posts that are surnames too.
const SURNAMES: &[&str] = &[
    "king",
    "prince",
    "bishop",
    "pope",
    "judge",
    "major",
    "dean",
    "driver",
    "singer",
    "winner",
    "farmer",
    "champion",
    "head",
    "trader",
    "banker",
    "partner",
    "broker",
    "coach",
    "speaker",
    "mayor",
    "cardinal",
    "baker",
    "captain",
    "counsel",
    "marshal",
    "chancellor",
    "page",
    "justice",
    "fellow",
    "forward",
    "premier",
    "pilot",
];

/// The end of a run of capitals and the particles between them; `at` if none begins there.
pub(super) fn run(scene: &Scene<'_>, at: usize, end: usize) -> usize {
    if !starts_run(scene, at) {
        return at;
    }
    let mut last = at + 1;
    let mut index = last;
    while scene.goes_on(index, end.min(at + LONGEST_RUN)) {
        if let Some(next) = nickname(scene, at, index, end) {
            index = next - 1;
        } else if scene.is_capital(index) {
            if !is_middle_sheikh(scene, at, index) && !continues_run(scene, at, index, end) {
                break;
            }
            last = index + 1;
        } else if !scene.has(index, Cues::PARTICLE) {
            break;
        }
        index += 1;
    }
    last
}

/// The token after a nickname within a name: of “Joey” in "Joe “Joey” Doe".
fn nickname(scene: &Scene<'_>, start: usize, at: usize, end: usize) -> Option<usize> {
    const MARKS: &[&str] = &["\"", "“", "”", "‘", "’", "'"];
    let opens = MARKS.contains(&scene.text.word(at)) && scene.is_capital(at + 1);
    let telling = scene.has(start, Cues::GIVEN) || !scene.is_common(start);
    let forename = opens && at == start + 1 && telling;
    if !forename {
        return None;
    }
    let inner = at + 2..end.min(at + NICKNAME);
    let close = inner.into_iter().find(|&at| MARKS.contains(&scene.text.word(at)))?;
    (scene.goes_on(close + 1, end) && scene.is_capital(close + 1)).then_some(close + 1)
}

/// "Right-wing", "Left-leaning": English words with a hyphen between, which begin no name.
fn is_compound(scene: &Scene<'_>, at: usize) -> bool {
    let word = scene.text.word(at);
    let common = |part: &str| scene.gazetteer.word_cues(part).has(Cues::COMMON);
    let parts = if has_hyphen(word) { word.rsplit_once('-') } else { None };
    parts.is_some_and(|(first, last)| {
        last.starts_with(char::is_lowercase) && common(last) && common(first)
    })
}

fn starts_run(scene: &Scene<'_>, at: usize) -> bool {
    let small = Cues::FUNCTION.with(Cues::TIME).with(Cues::SPEECH);
    if scene.is_capital(at) && (is_based(scene.text.word(at)) || is_compound(scene, at)) {
        return false;
    }
    let sentence_word = scene.has(at, small) && !scene.is_name_like(at);
    let field = scene.has(at, Cues::PORTFOLIO.with(Cues::MODIFIER))
        && !scene.has(at, Cues::GIVEN)
        && scene.has(at + 1, Cues::GIVEN)
        && !scene.is_common(at + 1);
    scene.is_capital(at) && !sentence_word && !field
}

fn continues_run(scene: &Scene<'_>, at: usize, index: usize, end: usize) -> bool {
    let next_capital = scene.goes_on(index + 1, end) && scene.is_capital(index + 1);
    let short = scene.text.word(index).len() < 4 && next_capital;
    if (scene.has(index, Cues::TIME) && !short)
        || is_based(scene.text.word(index))
        || (scene.has(index, Cues::HONORIFIC.with(Cues::OUTLET))
            && !scene.text.is_any(index, &["tengku", "tunku"]))
    {
        return false;
    }
    if scene.has(index, Cues::FUNCTION) && !scene.is_name_like(index) {
        return !next_capital && scene.has(index - 1, Cues::GIVEN);
    }
    let ranked = scene.has(index, Cues::MODIFIER)
        && scene.has(index + 1, Cues::POST)
        && !scene.has(index, Cues::GIVEN);
    if ranked && next_capital {
        return false;
    }
    let named = (at..index).any(|at| !scene.is_common(at) || scene.has(at, Cues::GIVEN));
    let surname = named && scene.text.is_any(index, SURNAMES);
    let suffix = scene.text.is_any(index + 1, &["jr", "jr.", "sr", "sr.", "ii", "iii"]);
    let middle = next_capital && !suffix;
    if scene.has(index, Cues::POST)
        && (!surname || middle)
        && (middle || !scene.has(index, Cues::GIVEN))
    {
        return false;
    }
    let surname = index == at + 1
        && scene.has(at, Cues::GIVEN)
        && !scene.is_common(at)
        && scene.known(at, at + 1).is_none();
    if surname && scene.known(index, end).is_some_and(|(next, _)| next == index + 1) {
        return true;
    }
    !scene.known(index, end).is_some_and(|(next, known)| {
        known.country.is_some() || known.adjective.is_some() || next > index + 1
    })
}

/// "Hassan Sheikh Mohamud": a name, not a title, where a given name stands before it.
fn is_middle_sheikh(scene: &Scene<'_>, at: usize, index: usize) -> bool {
    scene.text.is_any(index, &["sheikh", "shaikh"])
        && scene.is_capital(index + 1)
        && (at..index).all(|at| scene.has(at, Cues::GIVEN) && !scene.is_common(at))
}

/// Quick for words, which are short: most have none.
fn has_hyphen(word: &str) -> bool {
    word.bytes().any(|byte| byte == b'-')
}

/// "France-based", "German-born".
pub(super) fn is_based(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "based",
        "born",
        "led",
        "owned",
        "backed",
        "style",
        "era",
        "controlled",
        "listed",
        "headquartered",
        "speaking",
        "made",
        "funded",
        "bound",
        "wide",
    ];
    has_hyphen(word) && word.rsplit_once('-').is_some_and(|(_, end)| ENDS.contains(&end))
}

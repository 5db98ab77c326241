//! The usual wording of a post: "Health Minister" is "Minister of Health".

use std::ops::Range;

use super::post::PostPhrase;
use super::scene::Scene;
use crate::extract::gazetteer::Cues;
use crate::text::token::Case;
use crate::text::words::capitalized;

/// Words that tell of time or rank and stay before the wording.
const RANKS: &[&str] = &[
    "former",
    "ex",
    "acting",
    "outgoing",
    "incoming",
    "interim",
    "deputy",
    "vice",
    "first",
    "then",
    "caretaker",
    "designate",
    "senior",
    "late",
    "one-time",
    "longtime",
    "appointed",
    "elected",
    "newly-appointed",
    "newly-elected",
    "then-acting",
    "retired",
    "veteran",
    "long-time",
    "new",
];

/// The post as the usual wording has it.
pub(super) fn title(scene: &Scene<'_>, phrase: &PostPhrase) -> String {
    let (mut words, field) = ranks(scene, phrase);
    let head = scene.text.word(phrase.head).to_lowercase();
    let field_text = scene.text.slice(field.clone()).to_owned();
    let (field_text, head, former) = without_ex(field_text, &head);
    if former {
        words.insert(0, "former".to_owned());
    }
    let head = single(&head);
    let union = field.len() == 1 && scene.text.is(field.start, "union");
    let is_field = !union && !field.is_empty() && field.clone().all(|at| is_field(scene, at));
    if is_field && head == "minister" {
        words.push("Minister of".to_owned());
        words.push(minister_field(&field_text.to_lowercase()));
    } else {
        if !field.is_empty() {
            words.push(field_text);
        }
        let expanded = !scene.text.word(phrase.head).eq_ignore_ascii_case(&head);
        let capital = scene.is_capital(phrase.head) && !expanded;
        let shouted = scene.text.tokens[phrase.head].case == Case::Upper;
        words.push(match capital {
            true if shouted => capitalized(&head),
            true => scene.text.word(phrase.head).to_owned(),
            false => head,
        });
    }
    if !phrase.object.is_empty() {
        words.push(scene.text.slice(phrase.object.clone()).to_owned());
    }
    let title = words.join(" ");
    let minister = scene.text.is_any(phrase.head, &["minister", "ministers"]);
    if minister { words_capitalized(&title) } else { capitalized(&title) }
}

/// The words of rank that a post begins with, and the words between them and the head.
fn ranks(scene: &Scene<'_>, phrase: &PostPhrase) -> (Vec<String>, Range<usize>) {
    let before = phrase.before.clone();
    let ranked = before.clone().take_while(|&at| scene.text.is_any(at, RANKS)).count();
    let ranks = before.start..before.start + ranked;
    let told = ranks.clone().filter(|&at| !scene.text.is_any(at, &["new", "then"]));
    let told = told.map(|at| rank(scene.text.word(at))).collect();
    let adjective =
        |at: &usize| scene.known(*at, at + 1).is_some_and(|(_, known)| known.adjective.is_some());
    let start = (ranks.end..before.end).find(adjective).map_or(ranks.end, |at| at + 1);
    (told, start..before.end)
}

/// "ex-health minister" and "ex-minister" without the prefix, and whether there was one.
fn without_ex(field: String, head: &str) -> (String, String, bool) {
    if let Some(rest) = field.strip_prefix("then-") {
        return (rest.to_owned(), head.to_owned(), false);
    }
    if let Some(rest) = field.strip_prefix("ex-").or(field.strip_prefix("Ex-")) {
        return (rest.to_owned(), head.to_owned(), true);
    }
    let head = head.strip_prefix("then-").unwrap_or(head);
    match head.strip_prefix("ex-") {
        Some(rest) => (field, rest.to_owned(), true),
        None => (field, head.to_owned(), false),
    }
}

/// Whether one title says all that another says, at the same rank: "Regional Director for Europe"
/// and "Regional Director", but not "Deputy Minister" and "Minister".
pub(super) fn covers(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let words: Vec<&str> = one.split(' ').collect();
    let ranks = |title: &str| title.split(' ').filter(|word| RANKS.contains(word)).count();
    ranks(&one) == ranks(&other) && other.split(' ').all(|word| words.contains(&word))
}

fn is_field(scene: &Scene<'_>, at: usize) -> bool {
    scene.has(at, Cues::PORTFOLIO) || matches!(scene.text.word(at), "and" | "," | "&")
}

fn rank(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower == "ex" { "former".to_owned() } else { lower }
}

/// "ministers" as the post of one of them.
fn single(head: &str) -> String {
    match head {
        "secretaries" => "secretary".to_owned(),
        "deputies" => "deputy".to_owned(),
        "ceo" => "chief executive officer".to_owned(),
        "cfo" => "chief financial officer".to_owned(),
        "coo" => "chief operating officer".to_owned(),
        "cto" => "chief technology officer".to_owned(),
        "mp" => "member of parliament".to_owned(),
        "mep" => "member of the European Parliament".to_owned(),
        "pm" => "prime minister".to_owned(),
        "dpm" => "deputy prime minister".to_owned(),
        "fm" => "minister of foreign affairs".to_owned(),
        "vp" => "vice president".to_owned(),
        "chiefs" => "chief".to_owned(),
        "spokesmen" => "spokesman".to_owned(),
        "sen." => "senator".to_owned(),
        "rep." => "representative".to_owned(),
        "gov." => "governor".to_owned(),
        "amb." => "ambassador".to_owned(),
        _ if head.ends_with("ss") || !head.ends_with('s') => head.to_owned(),
        _ => head[..head.len() - 1].to_owned(),
    }
}

fn minister_field(field: &str) -> String {
    let field = field.strip_prefix("government ").unwrap_or(field);
    let usual = match field {
        "foreign" => "foreign affairs",
        "home" => "home affairs",
        "interior" => "the interior",
        _ => field,
    };
    words_capitalized(usual)
}

/// The text with capitals but for small words.
pub(super) fn words_capitalized(text: &str) -> String {
    let words = text.split(' ').map(|word| match word {
        "and" | "&" | "the" | "of" | "for" | "in" | "to" | "on" => word.to_owned(),
        _ => capitalized(word),
    });
    words.collect::<Vec<String>>().join(" ")
}

/// The text with a small first letter, unless the next words have capitals too.
pub(super) fn lower_first(text: &str) -> String {
    let titled = text.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count() > 1;
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !titled => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

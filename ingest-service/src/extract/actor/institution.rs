//! The usual name of an organisation: "Health Ministry" is "Ministry of Health of Uzbekistan".

use super::body::Body;
use super::scene::Scene;
use super::title::words_capitalized;
use crate::extract::gazetteer::Cues;

/// An organisation's usual name and country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Institution {
    /// "Ministry of Health of Uzbekistan".
    pub(super) name: String,
    /// Index of its country.
    pub(super) country: Option<u16>,
    /// Whether the country is part of the name, and not only of the text around it.
    pub(super) is_whole: bool,
}

/// Heads of bodies that every state has, so that their country belongs to the name.
const OF_STATE: &[&str] = &[
    "parliament",
    "senate",
    "cabinet",
    "congress",
    "ministry",
    "council of ministers",
    "cabinet of ministers",
    "supreme court",
    "constitutional court",
    "high court",
    "national assembly",
    "foreign ministry",
    "central bank",
    "council of state",
    "customs service",
    "government",
];

/// The usual name of a body. `country` is that of a possessor, `home` the article's own.
pub(super) fn institution(
    scene: &Scene<'_>,
    body: &Body,
    country: Option<u16>,
    home: Option<u16>,
) -> Institution {
    let mut tokens = body.tokens.clone();
    let mut own = None;
    if let Some((next, known)) = scene.known(tokens.start, tokens.end)
        && next <= body.head
        && let Some(index) = known.adjective.or(known.country)
        && (known.adjective.is_some()
            || scene.text.is_any(body.head, &["ministry", "government", "parliament"]))
    {
        own = Some(index);
        if is_of_state(&scene.text.slice(next..tokens.end).to_lowercase()) {
            tokens.start = next;
        }
    }
    let (without, named) = without_country(scene, tokens.clone());
    let is_whole = named.or(own).is_some();
    let country = named.or(own).or(country);
    let plain = scene.text.slice(without.clone());
    let led = scene
        .known(tokens.start, body.head)
        .is_some_and(|(next, known)| next <= body.head && known.organization.is_some());
    let mut institution = if led {
        let name = scene.text.slice(tokens).to_owned();
        Institution { name, country, is_whole }
    } else if scene.text.is(body.head, "ministry") {
        let field = field(scene, without, body.head);
        of_country(scene, format!("Ministry of {field}"), country.or(home))
    } else if is_of_state(&plain.to_lowercase()) {
        of_country(scene, words_capitalized(plain), country.or(home))
    } else {
        let name = scene.text.slice(tokens).to_owned();
        Institution { name, country: country.or(own), is_whole }
    };
    institution.is_whole = is_whole;
    institution
}

fn is_of_state(name: &str) -> bool {
    OF_STATE.contains(&name) || name.ends_with(" ministry") || name.starts_with("ministry of ")
}

fn of_country(scene: &Scene<'_>, name: String, country: Option<u16>) -> Institution {
    let Some(index) = country else { return Institution { name, country, is_whole: false } };
    let state = scene.gazetteer.country(index).name;
    let article = if needs_article(state) { "the " } else { "" };
    Institution { name: format!("{name} of {article}{state}"), country, is_whole: false }
}

fn needs_article(state: &str) -> bool {
    state.starts_with("United ")
        || state.contains("Republic")
        || state.ends_with('s')
            && matches!(state, "Philippines" | "Netherlands" | "Maldives" | "Bahamas")
}

/// A name without "of Uzbekistan" at its end, and that country.
fn without_country(
    scene: &Scene<'_>,
    tokens: std::ops::Range<usize>,
) -> (std::ops::Range<usize>, Option<u16>) {
    for at in tokens.clone().skip(1) {
        if !scene.text.is(at, "of") {
            continue;
        }
        let start = if scene.text.is(at + 1, "the") { at + 2 } else { at + 1 };
        if let Some((next, known)) = scene.known(start, tokens.end)
            && next == tokens.end
            && known.country.is_some()
        {
            return (tokens.start..at, known.country);
        }
    }
    (tokens, None)
}

/// The field of a ministry: of "Health Ministry", of "Ministry of Health and Population".
fn field(scene: &Scene<'_>, tokens: std::ops::Range<usize>, head: usize) -> String {
    let words = if head + 2 < tokens.end {
        let start = if scene.text.is(head + 2, "the") { head + 3 } else { head + 2 };
        scene.text.slice(start..tokens.end)
    } else {
        scene.text.slice(tokens.start..head)
    };
    match words.to_lowercase().as_str() {
        "foreign" => "Foreign Affairs".to_owned(),
        "interior" => "the Interior".to_owned(),
        _ => words_capitalized(words),
    }
}

/// Whether a head word alone names a body that every state has one of: "Parliament".
pub(super) fn is_state_noun(scene: &Scene<'_>, at: usize) -> bool {
    scene.text.is_any(at, &["parliament", "senate", "cabinet"])
        && scene.has(at, Cues::BODY.with(Cues::NOUN))
}

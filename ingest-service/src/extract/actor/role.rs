//! Posts as roles of persons: title, organisation, country.

use shared::kind::ActorKind;
use shared::mention::Role;

use super::NameForm;
use super::apposition::phrase_start;
use super::evidence::country_in_brackets;
use super::find::BACK;
use super::joint::{is_joined, is_possessor};
use super::link::{Link, next, previous};
use super::piece::What;
use super::post::PostPhrase;
use super::resolve::Resolved;
use super::title::{covers, lower_first, title};
use crate::extract::gazetteer::Cues;

/// Gives every person the posts that the links tell of.
pub(super) fn give_roles(resolved: &mut Resolved<'_, '_>) {
    for index in 0..resolved.links.len() {
        let link = resolved.links[index];
        let Some(finding) = resolved.findings[link.name] else { continue };
        if resolved.roster.entries[finding.entry].kind != ActorKind::Person
            || finding.form != NameForm::Name
        {
            continue;
        }
        give(resolved, link, finding.entry);
    }
}

fn give(resolved: &mut Resolved<'_, '_>, link: Link, person: usize) {
    let What::Post(phrase) = resolved.pieces[link.post].what.clone() else { return };
    let joined = joined_before(resolved, link.post);
    let title = title(resolved.scene, &phrase);
    let owner = owner(resolved, link.post, &phrase).or_else(|| {
        let What::Post(first) = &resolved.pieces[joined?].what else { return None };
        owner(resolved, joined?, first)
    });
    let owner_kind = owner.map(|entry| resolved.roster.entries[entry].kind);
    let told = told_country(resolved, link, &phrase, owner);
    let country = told.or_else(|| {
        // "Energy ministers X and Y": hardly of one country.
        let bare = owner.is_none()
            && phrase.owner.is_none()
            && !phrase.several
            && !follows_name(resolved, &phrase);
        let home = resolved.clear_home(link.post);
        let home = home.filter(|_| bare && is_of_state(resolved, &phrase))?;
        (!is_taken(resolved, person, &title, home)).then_some(home)
    });
    let organization = owner
        .filter(|_| owner_kind != Some(ActorKind::Country))
        .map_or_else(String::new, |entry| resolved.roster.entries[entry].name.clone());
    let organization = if organization.is_empty() {
        ministry(resolved, &title, country).unwrap_or_default()
    } else {
        organization
    };
    let code = country.map_or("", |index| resolved.scene.gazetteer.country(index).code);
    let Some(title) = told_title(resolved, link, &phrase, title) else { return };
    let role = Role { title, organization, country_code: code.to_owned() };
    if told.is_none() && is_of_state(resolved, &phrase) {
        resolved.guessed.push(person);
    }
    let entry = &mut resolved.roster.entries[person];
    entry.country = entry.country.or(country);
    if entry.affiliation.is_none() {
        entry.affiliation = owner;
    }
    add(&mut entry.roles, role);
}

/// The country that the words around a post tell.
fn told_country(
    resolved: &Resolved<'_, '_>,
    link: Link,
    phrase: &PostPhrase,
    owner: Option<usize>,
) -> Option<u16> {
    let owner_country = owner.and_then(|entry| resolved.roster.entries[entry].country);
    let own = link.country.or(phrase.adjective).or(owner_country);
    let joined = || {
        let first = joined_before(resolved, link.post)?;
        let What::Post(first) = &resolved.pieces[first].what else { return None };
        first.adjective
    };
    own.or_else(|| country_after(resolved, link, phrase))
        .or_else(joined)
        .or_else(|| place_country(resolved, link.post))
}

/// The post that "and" joins to one, so that they share their organisation and country.
fn joined_before(resolved: &Resolved<'_, '_>, post: usize) -> Option<usize> {
    let back = previous(&resolved.pieces, post)?;
    let What::Post(phrase) = &resolved.pieces[post].what else { return None };
    if !resolved.scene.is_capital(phrase.tokens.start) {
        return None;
    }
    is_joined(resolved.scene, &resolved.pieces, back, post).then_some(back)
}

/// The country after a name with a bare post, "President X of Peru", or after a post in
/// apposition: "X, Minister of Health, Republic of Peru".
fn country_after(resolved: &Resolved<'_, '_>, link: Link, phrase: &PostPhrase) -> Option<u16> {
    let scene = resolved.scene;
    let name_end = resolved.pieces[link.name].tokens.end;
    if let Some(country) = country_in_brackets(scene, name_end) {
        return Some(country);
    }
    let (end, joint) = if link.before { (name_end, "of") } else { (phrase.tokens.end, ",") };
    if !scene.text.is(end, joint) || !is_of_state(resolved, phrase) {
        return None;
    }
    let start = if scene.text.is(end + 1, "the") { end + 2 } else { end + 1 };
    let (next, known) = scene.known(start, (start + COUNTRY).min(scene.text.tokens.len()))?;
    let closed = link.before || scene.text.is_any(next, &[",", ".", ";", "and", "on", "at", "in"]);
    known.country.filter(|_| closed)
}

/// Tokens of a country's name after a comma that are looked at.
const COUNTRY: usize = 6;

/// Whether a name that is no honorific stands right before a post: "COP26 President".
fn follows_name(resolved: &Resolved<'_, '_>, phrase: &PostPhrase) -> bool {
    let scene = resolved.scene;
    let start = phrase.tokens.start;
    let small = Cues::FUNCTION.with(Cues::HONORIFIC).with(Cues::TIME).with(Cues::SPEECH);
    start > 0
        && scene.goes_on(start, start + 1)
        && scene.is_capital(start - 1)
        && !scene.has(start - 1, small)
}

/// The country of a place before a post: "Texas Attorney General".
fn place_country(resolved: &Resolved<'_, '_>, post: usize) -> Option<u16> {
    let back = previous(&resolved.pieces, post)?;
    let start = resolved.pieces[post].tokens.start;
    let What::Known(known) = &resolved.pieces[back].what else { return None };
    is_possessor(resolved.scene, &resolved.pieces, back, start).then_some(known.place).flatten()
}

/// Whether another person is already the one holder of the post in that country.
fn is_taken(resolved: &Resolved<'_, '_>, person: usize, title: &str, home: u16) -> bool {
    let code = resolved.scene.gazetteer.country(home).code;
    let people = resolved.roster.entries.iter().enumerate().take(BACK);
    let others = people.filter(|(entry, _)| *entry != person).map(|(_, entry)| entry);
    let one = matches!(title, "President" | "Prime Minister" | "Head of State")
        || title.starts_with("Minister of ");
    one && others
        .flat_map(|entry| &entry.roles)
        .any(|role| role.title == title && role.country_code == code)
}

/// The ministry of a minister, if the article names it.
fn ministry(resolved: &Resolved<'_, '_>, title: &str, country: Option<u16>) -> Option<String> {
    let (_, field) = title.split_once("Minister of ")?;
    let state = resolved.scene.gazetteer.country(country?).name;
    let entry = resolved.roster.named(&format!("Ministry of {field} of {state}"))?;
    Some(resolved.roster.entries[entry].name.clone())
}

/// The title that a link gives to one with a title: a counterpart's is that of the person named
/// before.
fn told_title(
    resolved: &Resolved<'_, '_>,
    link: Link,
    phrase: &PostPhrase,
    title: String,
) -> Option<String> {
    if resolved.scene.text.is_any(phrase.head, &["counterpart", "counterparts"]) {
        let before = resolved.findings[..link.post].iter().rev().take(BACK).flatten();
        let mut people = before.map(|finding| &resolved.roster.entries[finding.entry]);
        let one = people.find(|entry| !entry.roles.is_empty())?;
        return one.roles.last().map(|role| role.title.clone());
    }
    let known = title.starts_with("Former");
    Some(if link.former && !known { format!("Former {}", lower_first(&title)) } else { title })
}

/// Adds a role, unless one says the same or more; one that says less makes way.
fn add(roles: &mut Vec<Role>, role: Role) {
    let says = |one: &Role, other: &Role| covers(&one.title, &other.title);
    let bare = !role.title.contains(' ');
    let same_head = |known: &Role| last_word(&known.title, &role.title);
    if roles.iter().any(|known| says(known, &role) || (bare && same_head(known))) {
        return;
    }
    if let Some(known) = roles.iter_mut().find(|known| says(&role, known)) {
        *known = role;
        return;
    }
    roles.push(role);
}

/// Whether a title holds a word.
fn last_word(title: &str, word: &str) -> bool {
    title.split(' ').any(|own| own.eq_ignore_ascii_case(word))
}

/// The organisation or country that a post belongs to: within its phrase, before it, or after a
/// comma.
fn owner(resolved: &Resolved<'_, '_>, post: usize, phrase: &PostPhrase) -> Option<usize> {
    let entry_of = |piece: usize| resolved.findings[piece].map(|finding| finding.entry);
    if phrase.owner.is_some() && resolved.pieces.get(post + 1).is_some_and(|piece| piece.nested) {
        return entry_of(post + 1);
    }
    let text = resolved.scene.text;
    let end = phrase.tokens.end;
    let first = phrase_start(resolved.scene, &resolved.pieces, post);
    if first > 0 && text.is_any(first - 1, &["its", "their", "whose"]) {
        return last_body(resolved, post);
    }
    if let Some(back) = previous(&resolved.pieces, post)
        && is_possessor(resolved.scene, &resolved.pieces, back, first)
    {
        return entry_of(back).or_else(|| entry_of(before_bracket(resolved, back)?));
    }
    let following = next(&resolved.pieces, post)?;
    let start = resolved.pieces[following].tokens.start;
    let at = text.is_any(end, &["at", "of"]) && start == end + 1;
    if at && matches!(resolved.pieces[following].what, What::Run) {
        let company =
            |entry: &usize| resolved.roster.entries[*entry].kind == ActorKind::Organization;
        return entry_of(following).filter(company);
    }
    let joined = text.is(end, ",") && resolved.pieces[following].tokens.start <= end + 2;
    let closed = text.is_any(resolved.pieces[following].tokens.end, &[",", "(", ".", ";"]);
    let body = matches!(resolved.pieces[following].what, What::Known(_) | What::Body(_));
    let owner =
        entry_of(following).filter(|_| joined && closed && body && phrase.object.is_empty())?;
    let kind = resolved.roster.entries[owner].kind;
    matches!(kind, ActorKind::Organization | ActorKind::Intergovernmental).then_some(owner)
}

/// The piece whose abbreviation a piece in brackets is: "Trinidad and Tobago (TT)".
fn before_bracket(resolved: &Resolved<'_, '_>, at: usize) -> Option<usize> {
    let back = previous(&resolved.pieces, at)?;
    let end = resolved.pieces[back].tokens.end;
    let bracket = resolved.scene.text.word_at(end) == "(";
    (bracket && resolved.pieces[at].tokens.start == end + 1).then_some(back)
}

/// The organisation or country named last before a piece.
fn last_body(resolved: &Resolved<'_, '_>, before: usize) -> Option<usize> {
    let found = resolved.findings[..before].iter().rev().take(BACK).flatten();
    let mut entries = found.filter(|finding| finding.form != NameForm::Adjective);
    entries.find_map(|finding| {
        let kind = resolved.roster.entries[finding.entry].kind;
        (kind != ActorKind::Person).then_some(finding.entry)
    })
}

/// Whether the post is one of a state: then it is of the country the article is about.
fn is_of_state(resolved: &Resolved<'_, '_>, phrase: &PostPhrase) -> bool {
    resolved.scene.text.is_any(
        phrase.head,
        &[
            "minister",
            "president",
            "premier",
            "ministers",
            "senator",
            "governor",
            "mayor",
            "mp",
            "lawmaker",
            "chancellor",
            "king",
            "ambassador",
            "akim",
            "khokim",
        ],
    )
}

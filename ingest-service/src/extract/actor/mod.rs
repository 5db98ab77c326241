//! Who an article speaks of: persons, organisations, countries and groups, with their posts.

mod apposition;
mod body;
mod company;
mod evidence;
mod field;
mod find;
mod fold;
mod home;
mod implied;
mod institution;
mod joint;
mod later;
mod link;
mod noun;
mod pair;
mod piece;
mod post;
mod pronoun;
mod register;
mod resolve;
mod role;
mod roster;
mod run;
mod scene;
mod seat;
mod state;
mod title;
mod unknown;

use std::ops::Range;

use shared::kind::ActorKind;
use shared::mention::{ActorMention, Role};

use super::{Article, Reading};
use crate::text::Text;
use crate::text::index::TextIndex;
use implied::imply_states;
use later::find_posts;
use piece::{What, pieces};
use pronoun::add_pronouns;
use resolve::{Resolved, resolve};
use role::give_roles;
use scene::Scene;

/// Every actor of an article and every place where one is named.
#[derive(Debug, Default)]
pub struct Actors {
    /// The actors, in order of their first mention. [`Naming::actor`] is an index into this.
    pub actors: Vec<Actor>,
    /// Where actors are named, in order, none overlapping another.
    pub namings: Vec<Naming>,
    /// Names within the posts of other namings: "World Bank" in "Director of the World Bank X".
    /// In order; they overlap entries of `namings`.
    pub nested: Vec<Naming>,
    /// Where places are named, in order; a country or capital may be in both lists.
    pub places: Vec<PlaceNaming>,
    /// Index of the first actor that only the adjective of a post implies: "Uzbekistan" in "Uzbek
    /// President".
    pub implied_from: usize,
    /// Index of the first actor that is only a country in which something happens.
    pub placed_from: usize,
}

/// An actor put together from all its mentions in the article.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The fullest form that the article gives.
    pub name: String,
    /// What sort of actor.
    pub kind: ActorKind,
    /// Posts that the article gives it, in text order.
    pub roles: Vec<Role>,
    /// ISO 3166-1 alpha-2; empty if not told.
    pub country_code: String,
    /// For a person: index of the organisation or country that the first post belongs to.
    pub affiliation: Option<usize>,
}

/// A stretch that names an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The whole noun phrase with titles and appositions before the name:
    /// "Kazakh Minister of Health Akmaral Alnazarova".
    pub tokens: Range<usize>,
    /// The name alone: "Akmaral Alnazarova". The same as `tokens` if there is nothing else.
    pub name: Range<usize>,
    /// Index into [`Actors::actors`].
    pub actor: usize,
    /// The token after an apposition that follows the name, ", Kazakhstan's Prime Minister,";
    /// the end of `tokens` if there is none.
    pub until: usize,
    /// How it is named.
    pub form: NameForm,
}

/// How a stretch names an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameForm {
    /// By a full or short name, or an abbreviation.
    Name,
    /// By a post: "the minister".
    Post,
    /// By a common noun: "the ministry", "the organization".
    Noun,
    /// A country by its capital as the seat of its government: "Ankara said".
    Capital,
    /// A country by its adjective: "Kazakh officials". Not a span of the actor.
    Adjective,
    /// "he", "she", "they". Not a span of the actor.
    Pronoun,
}

/// A stretch that names a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceNaming {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// "Astana"; the country's name for a country.
    pub name: String,
    /// ISO 3166-1 alpha-2; empty if unknown.
    pub country_code: String,
    /// Whether it is a country, not a place within one.
    pub is_country: bool,
}

/// Finds the actors of an article.
pub fn actors(reading: &Reading<'_>, article: &Article<'_>) -> Actors {
    let scene = Scene::new(&reading.text, article.title);
    let mut resolved = resolve(&scene, pieces(&scene), article.source);
    give_roles(&mut resolved);
    find_posts(&mut resolved);
    assemble(resolved)
}

/// Numbers the actors by their first naming and leaves out what never acts.
fn assemble(resolved: Resolved<'_, '_>) -> Actors {
    let mut numbers: Vec<Option<usize>> = vec![None; resolved.roster.entries.len()];
    let mut actors = Actors { places: resolved.places.clone(), ..Actors::default() };
    let mut order = Vec::new();
    let posts = posts_before(&resolved);
    let appositions = appositions(&resolved);
    for (at, finding) in resolved.findings.iter().enumerate() {
        let Some(finding) = finding else { continue };
        if !resolved.roster.entries[finding.entry].acts {
            continue;
        }
        let number = *numbers[finding.entry].get_or_insert_with(|| {
            order.push(finding.entry);
            order.len() - 1
        });
        let piece = &resolved.pieces[at];
        let naming = Naming {
            tokens: noun_phrase(&resolved, &posts, at),
            until: until(&resolved, &appositions, at),
            name: piece.tokens.clone(),
            actor: number,
            form: finding.form,
        };
        if piece.nested { actors.nested.push(naming) } else { actors.namings.push(naming) }
    }
    for entry in order {
        let entry = &resolved.roster.entries[entry];
        actors.actors.push(Actor {
            name: entry.name.clone(),
            kind: entry.kind,
            roles: entry.roles.clone(),
            country_code: entry.country.map_or_else(String::new, |index| {
                resolved.scene.gazetteer.country(index).code.to_owned()
            }),
            affiliation: entry.affiliation.and_then(|owner| numbers[owner]),
        });
    }
    add_pronouns(resolved.scene, &mut actors);
    imply_states(&resolved, &mut actors);
    actors
}

/// For each piece, the first link of a post that stands before it.
fn posts_before(resolved: &Resolved<'_, '_>) -> Vec<Option<usize>> {
    let mut posts = vec![None; resolved.pieces.len()];
    for (index, link) in resolved.links.iter().enumerate() {
        if link.before {
            posts[link.name].get_or_insert(index);
        }
    }
    posts
}

/// For each piece, the end of the last post that stands after it as an apposition.
fn appositions(resolved: &Resolved<'_, '_>) -> Vec<usize> {
    let mut ends = vec![0; resolved.pieces.len()];
    for link in &resolved.links {
        let (name, post) = (&resolved.pieces[link.name], &resolved.pieces[link.post]);
        let comma = resolved.scene.text.is_any(name.tokens.end, &[",", "(", "–", "—"]);
        if !link.before && comma && link.name < link.post && name.sentence == post.sentence {
            let end = apposition::listed(resolved, link.post).unwrap_or(post.tokens.end);
            ends[link.name] = end.max(ends[link.name]);
        }
    }
    ends
}

/// The token after a name and its apposition, with the mark that closes it.
fn until(resolved: &Resolved<'_, '_>, appositions: &[usize], at: usize) -> usize {
    let end = resolved.pieces[at].tokens.end;
    if appositions[at] <= end {
        return end;
    }
    let closes = resolved.scene.text.is_any(appositions[at], &[",", ")", "–", "—"]);
    appositions[at] + usize::from(closes)
}

/// A name with the post and honorific before it.
fn noun_phrase(resolved: &Resolved<'_, '_>, posts: &[Option<usize>], at: usize) -> Range<usize> {
    let end = resolved.pieces[at].tokens.end;
    let linked = posts[at].map(|link| resolved.links[link]);
    let mut start = resolved.pieces[at].tokens.start;
    if at > 0
        && matches!(resolved.pieces[at - 1].what, What::Honorific)
        && resolved.pieces[at - 1].tokens.end == start
    {
        start = resolved.pieces[at - 1].tokens.start;
    }
    if let Some(link) = linked
        && !matches!(&resolved.pieces[link.post].what, What::Post(phrase) if phrase.several)
    {
        start = start.min(resolved.pieces[link.post].tokens.start);
    }
    start..end
}

impl Actors {
    /// The actors as the contract tells them, with a span for each naming but pronouns, and but
    /// adjectives where something else names the country. An implied country is told only if
    /// `takes_part` says so of its name.
    pub fn mentions(
        &self,
        text: &Text<'_>,
        index: &TextIndex<'_>,
        takes_part: &dyn Fn(&str) -> bool,
    ) -> Vec<ActorMention> {
        let mut mentions: Vec<ActorMention> = self.actors.iter().map(mention).collect();
        let mut spans = |counts: &dyn Fn(NameForm, bool) -> bool| {
            let named: Vec<bool> =
                mentions.iter().map(|mention| !mention.spans.is_empty()).collect();
            for naming in self.namings.iter().chain(&self.nested) {
                if counts(naming.form, named[naming.actor]) {
                    let span = index.span(text.bytes(naming.name.clone()));
                    mentions[naming.actor].spans.push(span);
                }
            }
        };
        spans(&|form, _| !matches!(form, NameForm::Adjective | NameForm::Pronoun));
        spans(&|form, named| form == NameForm::Adjective && !named);
        mentions.iter_mut().for_each(|mention| mention.spans.sort());
        let told = mentions.into_iter().enumerate();
        let told = told.filter(|(at, own)| *at < self.implied_from || takes_part(&own.name));
        told.map(|(_, mention)| mention).collect()
    }
}

fn mention(actor: &Actor) -> ActorMention {
    ActorMention {
        name: actor.name.clone(),
        kind: actor.kind,
        roles: actor.roles.clone(),
        country_code: actor.country_code.clone(),
        spans: Vec::new(),
        annotator: String::new(),
    }
}

#[cfg(test)]
mod post_tests;
#[cfg(test)]
mod tests;

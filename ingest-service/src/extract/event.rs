//! What happened, is planned, or is denied, and what was agreed.
//!
//! Each sentence is cut into clauses; verbs with their frames, nouns and numbers make candidates;
//! those get actors, a date and a place; the tellings of one event are put together.

mod acting;
mod ahead;
mod anaphora;
pub(crate) mod argument;
mod aside;
mod behalf;
mod belonging;
mod cabinet;
mod candidate;
mod cast;
mod clause;
mod company;
mod complete;
mod cue;
mod denial;
mod due;
pub(crate) mod fitting;
pub(crate) mod frame;
mod fronted;
mod given;
mod governor;
mod group;
mod heading;
mod home;
mod indicator;
mod inherit;
mod lend;
mod link;
mod listing;
mod measure;
mod member;
mod merge;
mod met;
mod nearby;
mod need;
mod nominal;
mod note;
mod outlook;
mod place;
mod read;
mod receiver;
mod retold;
pub(crate) mod scene;
mod shift;
mod signer;
mod site;
mod speech;
mod spoken;
mod standing;
mod state;
mod statement;
mod stretch;
pub(crate) mod summary;
mod tense;
mod topic;
mod unnamed;
mod vague;
mod verbal;
pub(crate) mod vocabulary;
mod when;
pub(crate) mod word;
mod write;

use shared::mention::{AgreementMention, EventMention, Note};

use super::actor::Actors;
use super::{Article, Reading};
use crate::text::index::TextIndex;

use super::agreement::Register;
use scene::Scene;

/// What the sentences of an article tell.
#[derive(Debug, Default)]
pub struct Told {
    /// Events in text order.
    pub events: Vec<EventMention>,
    /// Agreements in text order.
    pub agreements: Vec<AgreementMention>,
    /// Decisions to explain, in text order; empty unless the article asks to explain.
    pub notes: Vec<Note>,
}

impl Told {
    /// Whether an actor takes part in an event or is a party to an agreement.
    pub fn names(&self, actor: &str) -> bool {
        self.events.iter().any(|event| event.participants.iter().any(|own| own.name == actor))
            || self.agreements.iter().any(|own| own.parties.iter().any(|party| party == actor))
    }
}

/// Finds the events and agreements of an article.
pub fn events(
    reading: &Reading<'_>,
    actors: &Actors,
    article: &Article<'_>,
    index: &TextIndex<'_>,
) -> Told {
    let scene = Scene::new(reading, actors, article);
    let mut register = Register::default();
    let read = read::read(&scene, &mut register);
    write::write(&scene, &register, read, index)
}

#[cfg(test)]
mod date_tests;
#[cfg(test)]
mod news_tests;
#[cfg(test)]
mod outside_tests;
#[cfg(test)]
mod post_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod who_tests;

//! Names and words known beforehand: countries, places, organisations, posts, given names.
//!
//! The tables lie in `ingest-service/data`; its README says where each comes from. They are read
//! once, into tables keyed by the hash that every token carries, so a look-up reads no letters.

mod cue;
mod load;
mod words;

use std::sync::LazyLock;

use shared::kind::ActorKind;

use crate::text::Text;
use crate::text::token::{Case, Gap, Token, word_hash};
use crate::text::word_set::ByHash;

pub(crate) use cue::Cues;
use words::Words;

/// Tokens of the longest name that is looked for.
const LONGEST: usize = 14;

/// A country of the table.
#[derive(Debug)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-2.
    pub(crate) code: &'static str,
    /// Usual English name.
    pub(crate) name: &'static str,
}

/// An organisation of the table.
#[derive(Debug)]
pub(crate) struct Organization {
    /// Whether states are its members, or a group, or neither.
    pub(crate) kind: ActorKind,
    /// Index of its country; none for an international one.
    pub(crate) country: Option<u16>,
    /// Usual English name.
    pub(crate) name: &'static str,
}

/// What a name known beforehand stands for; several at once for "Astana".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// Index of the country that it names.
    pub(crate) country: Option<u16>,
    /// Index of the country whose adjective or people it is.
    pub(crate) adjective: Option<u16>,
    /// Index of the country whose government sits there.
    pub(crate) seat: Option<u16>,
    /// Index of the country that the place lies in.
    pub(crate) place: Option<u16>,
    /// Index of the organisation that it names.
    pub(crate) organization: Option<u16>,
    /// Index of the organisation whose seat stands for it.
    pub(crate) organization_seat: Option<u16>,
    /// Whether it names what is no actor and no place.
    pub(crate) thing: bool,
    /// Whether it names a region of several countries, or a state that is no more.
    pub(crate) region: bool,
    /// Whether it is a name, not only the beginning of one.
    pub(crate) is_name: bool,
    /// Whether it is written in capitals only.
    pub(crate) capitals: bool,
}

/// All tables.
pub(crate) struct Gazetteer {
    countries: Vec<Country>,
    organizations: Vec<Organization>,
    words: Words,
    names: ByHash<Known>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(load::gazetteer);

/// The tables, read at the first call.
pub(crate) fn gazetteer() -> &'static Gazetteer {
    &GAZETTEER
}

impl Gazetteer {
    /// What is known of a single word.
    pub(crate) fn cues(&self, token: &Token) -> Cues {
        self.words.get(token.hash)
    }

    /// What is known of a word that is not a token of its own.
    pub(crate) fn word_cues(&self, word: &str) -> Cues {
        self.words.get(word_hash(word))
    }

    /// How many countries there are.
    pub(crate) fn countries(&self) -> usize {
        self.countries.len()
    }

    /// A country by its index.
    pub(crate) fn country(&self, index: u16) -> &Country {
        &self.countries[usize::from(index)]
    }

    /// Index of the country with an ISO 3166-1 code.
    pub(crate) fn by_code(&self, code: &str) -> Option<u16> {
        // OK because there are some 250 countries.
        self.countries.iter().position(|country| country.code == code).map(|index| index as u16)
    }

    /// An organisation by its index.
    pub(crate) fn organization(&self, index: u16) -> &Organization {
        &self.organizations[usize::from(index)]
    }

    /// The longest known name that begins at a token, as the token after it and what it stands for.
    /// `end` bounds the search.
    pub(crate) fn longest(&self, text: &Text<'_>, at: usize, end: usize) -> Option<(usize, Known)> {
        let mut found = None;
        let mut key = 0;
        for index in at..end.min(at + LONGEST) {
            let token = &text.tokens[index];
            if index > at && token.gap >= Gap::Line {
                break;
            }
            key = extended(key, token.hash);
            let Some(known) = self.names.get(&key) else { break };
            if known.is_name && is_written(text, at..index + 1, known) {
                found = Some((index + 1, *known));
            }
        }
        found
    }
}

/// Whether the letters' case allows the name: "who" and "Who" are not "WHO".
fn is_written(text: &Text<'_>, tokens: std::ops::Range<usize>, known: &Known) -> bool {
    let first = &text.tokens[tokens.start];
    if !known.capitals {
        return first.case != Case::Lower && text.tokens[tokens.end - 1].case != Case::Lower;
    }
    first.case == Case::Upper || (first.case != Case::Lower && first.end - first.start > 4)
}

/// Key of a name that is one word longer.
fn extended(key: u64, word: u64) -> u64 {
    if key == 0 { word } else { (key.rotate_left(17) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15) }
}

//! Verb frames: which verb with which object makes which kind of event (data/frames.tsv).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use shared::kind::{EventKind, ParticipantRole};

use crate::text::token::word_hash;

const FRAMES: &str = include_str!("../../../data/frames.tsv");

/// The lines of the table by the verb that they begin with, in order.
static LINES: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in FRAMES.lines().filter(|line| !line.starts_with('#')) {
        let lemma = line.split([' ', '\t']).next().unwrap_or_default();
        lines.entry(lemma).or_default().push(line);
    }
    lines
});

/// Makes the enum of noun classes and its reading from the table's words.
macro_rules! noun_classes {
    ($($name:ident = $word:literal,)+) => {
        /// What a noun is to a verb.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum NounClass {
            $(#[doc = $word] $name,)+
        }

        impl NounClass {
            /// The class of a word of the tables.
            pub(crate) fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

noun_classes! {
    Instrument = "instrument", Resolution = "resolution", Strategy = "strategy", Money = "money",
    Bond = "bond", Goods = "goods", Aid = "aid", Gathering = "gathering", Ceremony = "ceremony",
    Anniversary = "anniversary", Briefing = "briefing", Meeting = "meeting", Visit = "visit",
    Signing = "signing", Ratification = "ratification", Withdrawal = "withdrawal",
    Membership = "membership", Scheme = "scheme", Facility = "facility", Body = "body",
    Norm = "norm", Restriction = "restriction", Approval = "approval", Emergency = "emergency",
    Rate = "rate", Border = "border", Asset = "asset", Inquiry = "inquiry", Suit = "suit",
    Court = "court", Force = "force", Missile = "missile", Protest = "protest",
    Disaster = "disaster", Outbreak = "outbreak", Vessel = "vessel", Casualty = "casualty",
    Prisoner = "prisoner", Resignation = "resignation", Appointment = "appointment",
    Ballot = "ballot", Post = "post", Diplomat = "diplomat", Prize = "prize", Drill = "drill",
    Tie = "tie", Claim = "claim", Delegation = "delegation", Acquisition = "acquisition",
    Target = "target", Other = "other",
}

/// What a frame asks its object to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing is asked.
    Nothing,
    /// Any object at all: a naming, or a noun of the tables.
    Any,
    /// A noun of a class.
    Noun(NounClass),
    /// A contract by that name.
    Contract,
    /// A naming of an actor of any kind.
    Actor,
    /// A naming of a person.
    Person,
    /// A naming of a country.
    Country,
    /// A naming of a body of states.
    Intergovernmental,
    /// A group told by a noun: "officials".
    Group,
    /// A place or country.
    Place,
    /// An amount of money, or a noun for it with an amount.
    Money,
    /// Any quantity.
    Quantity,
    /// An infinitive with "to".
    Infinitive,
    /// Two or more actors in the subject's place, or a plural group.
    Together,
    /// "by phone", "on the phone".
    Phone,
    /// Those who protest, told by a plural noun: "farmers", "striking nurses".
    Crowd,
    /// Those who use force, told by a plural noun: "suspected rebels".
    Fighters,
    /// An actor that "with" brings: "met on Monday with".
    Company,
    /// An actor of whom nothing is asked: "called on the minister", not "called on him to go".
    Guest,
}

/// The particle that any word matches.
pub(crate) const ANY_WORD: u64 = 0;

/// One row of the table.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Hashes of the words that must follow the verb.
    pub(crate) particles: Vec<u64>,
    /// What must be its object, or its subject.
    pub(crate) need: Need,
    /// Whether the need is of the subject's place.
    pub(crate) of_subject: bool,
    /// What it makes.
    pub(crate) makes: Makes,
    /// Role of the subject.
    pub(crate) subject: Option<ParticipantRole>,
    /// Role of the object.
    pub(crate) object: Option<ParticipantRole>,
    /// PLOVER event type.
    pub(crate) plover: &'static str,
    /// CAMEO code.
    pub(crate) cameo: &'static str,
}

/// What a frame makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Makes {
    /// An event of a kind.
    Event(EventKind),
    /// Told speech.
    Speech,
    /// Told speech that denies.
    Denial,
}

/// The frames of a verb, those with more particles first, else in the table's order.
pub(crate) fn frames_of(lemma: &str) -> Vec<Frame> {
    let lines = LINES.get(lemma).map_or(&[][..], Vec::as_slice);
    let mut frames: Vec<Frame> = lines
        .iter()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|row| row.len() == 7)
        .filter_map(|row| frame(&row))
        .collect();
    frames.sort_by_key(|frame| {
        (std::cmp::Reverse(frame.particles.len()), frame.need == Need::Nothing)
    });
    frames
}

/// "_" stands for any one word: "put _ names to".
fn particle(word: &str) -> u64 {
    if word == "_" { ANY_WORD } else { word_hash(word) }
}

fn frame(row: &[&'static str]) -> Option<Frame> {
    let of_subject = row[1].starts_with('^');
    let makes = match row[2] {
        "SPEECH" => Makes::Speech,
        "DENIAL" => Makes::Denial,
        kind => Makes::Event(EventKind::from_word(kind)?),
    };
    Some(Frame {
        particles: row[0].split(' ').skip(1).map(particle).collect(),
        need: need(row[1].trim_start_matches('^'))?,
        of_subject,
        makes,
        subject: ParticipantRole::from_word(row[3]),
        object: ParticipantRole::from_word(row[4]),
        plover: row[5].trim_matches('-'),
        cameo: row[6].trim_matches('-'),
    })
}

fn need(word: &str) -> Option<Need> {
    Some(match word {
        "none" => Need::Nothing,
        "any" => Need::Any,
        "contract" => Need::Contract,
        "actor" => Need::Actor,
        "person" => Need::Person,
        "country" => Need::Country,
        "intergovernmental" => Need::Intergovernmental,
        "group" => Need::Group,
        "place" => Need::Place,
        "money" => Need::Money,
        "quantity" => Need::Quantity,
        "infinitive" => Need::Infinitive,
        "together" => Need::Together,
        "phone" => Need::Phone,
        "crowd" => Need::Crowd,
        "fighters" => Need::Fighters,
        "company" => Need::Company,
        "guest" => Need::Guest,
        class => Need::Noun(NounClass::from_word(class)?),
    })
}

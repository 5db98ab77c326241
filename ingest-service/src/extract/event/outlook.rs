//! Whether what a verb tells is only thought of, given up, or still to come, from what stands
//! around it.

use shared::kind::{EventKind, Modality, ParticipantRole};

use crate::text::token::TokenKind;

use super::argument::FoundNoun;
use super::frame::{Frame, Need, NounClass};
use super::link::Link;
use super::note::Reason;
use super::site::VerbSite;
use super::vocabulary::{VOCABULARY, form};
use super::word::{Word, word_at};

impl VerbSite<'_, '_> {
    /// Why a frame that is met tells no event all the same.
    pub(crate) fn tells_nothing(
        &self,
        kind: EventKind,
        frame: &Frame,
        nouns: &[FoundNoun],
    ) -> Option<Reason> {
        let only_told = self.link == Link::Condition || self.group.infinitive || self.group.nominal;
        if only_told || self.is_supposed() || self.is_missed() {
            return Some(Reason::Hypothetical);
        }
        if self.is_aside(kind, frame, nouns) || self.is_wish(nouns) {
            return Some(Reason::NoArgument);
        }
        // "the plan was discussed" decides nothing; that it will be puts it on an agenda.
        let agenda = kind == EventKind::Initiative && self.lemma() == "discuss";
        if agenda && self.group.modality != Modality::Planned {
            return Some(Reason::NoArgument);
        }
        // "people received vaccines": not from anybody to anybody.
        let goods = kind == EventKind::Funding && frame.need == Need::Noun(NounClass::Goods);
        let received = goods && frame.subject == Some(ParticipantRole::Recipient);
        (received && self.subjects().is_empty()).then_some(Reason::NoActor)
    }

    /// "visiting" in "Visiting President X and Y signed", "striking" in "Striking nurses rejected":
    /// it describes the subject of the verb that follows without a comma.
    fn is_attributive(&self) -> bool {
        let opens = self.group.gerund && self.places.before.is_empty() && self.link == Link::Main;
        if !opens {
            return false;
        }
        let naming = self.scene.naming(self.token + 1).map(|(_, naming)| naming.until);
        let from = naming.unwrap_or(self.token + 1);
        let rest = from..self.places.after.end.max(from);
        let ends = |at: &usize| self.scene.is_finite(*at) || self.scene.text.word(*at) == ",";
        rest.into_iter().find(ends).is_some_and(|at| self.scene.is_finite(at))
    }

    /// Whether the verb says something else of its object than its frame does.
    fn is_aside(&self, kind: EventKind, frame: &Frame, nouns: &[FoundNoun]) -> bool {
        let lemma = self.lemma();
        // "sanctions targeting eight officials".
        let aimed =
            kind == EventKind::Commitment && self.group.gerund && frame.need == Need::Quantity;
        // "cut its costs to $5 billion": no money that somebody gave.
        let saved = lemma == "cut" && kind == EventKind::Funding && nouns.is_empty();
        // "begin to fly in 2009".
        let flies =
            lemma == "fly" && self.scene.time(self.token + 2).is_some() && self.particles == 1;
        // "won 757,511 votes": no election.
        let votes = lemma == "win" && nouns.iter().any(|n| self.scene.text.is(n.last, "votes"));
        // "since the two set up relations": from when something else counts.
        let opens = self.places.before.start;
        let since = self.link == Link::Subordinate && self.scene.text.is(opens, "since");
        let hosts = lemma == "host" && frame.need == Need::Any && !self.hosts_named();
        // "named him as his attacker".
        let blames = lemma == "name" && self.names_culprit();
        // "made the minister laugh".
        let made = lemma == "make" && kind == EventKind::Appointment && !self.makes_holder();
        let describes = made
            || blames
            || hosts
            || self.means_other(lemma, kind, frame)
            || since
            || self.is_attributive()
            || self.is_generic(kind)
            || self.is_adjective(lemma);
        aimed || saved || flies || votes || describes
    }

    /// "hopes to see progress", "announced plans to invest": the verb that follows tells it, if
    /// anything does.
    fn is_wish(&self, nouns: &[FoundNoun]) -> bool {
        const STATES: &[&str] = &["see", "be", "have", "know", "hear", "show", "become", "find"];
        let text = self.scene.text;
        let to = |at: usize| word_at(text, at) == Word::To;
        let told = |at: usize| self.scene.verb(at).is_some_and(|(verb, _)| !verb.frames.is_empty());
        match self.lemma() {
            "want" | "hope" => {
                (self.token + 1..self.token + 5).any(|at| to(at) && text.is_any(at + 1, STATES))
            }
            "announce" => nouns.iter().any(|noun| {
                let plans = text.is_any(noun.last, &["plan", "plans"]);
                plans && to(noun.last + 1) && told(noun.last + 2)
            }),
            _ => false,
        }
    }

    /// The base form of the verb.
    pub(crate) fn lemma(&self) -> &'static str {
        self.scene.verb(self.token).map_or("", |(verb, _)| verb.lemma)
    }

    /// "could have blocked": what did not come about.
    fn is_missed(&self) -> bool {
        let have = |at: &usize| word_at(self.scene.text, *at) == Word::Have;
        let modal = |at: usize| word_at(self.scene.text, at) == Word::Modal;
        let own = self.group.start..self.token;
        own.into_iter().find(have).is_some_and(|at| {
            (self.group.start.max(at.saturating_sub(2))..at).any(modal)
                && !self.scene.text.is_any(at - 1, &["may", "might"])
        })
    }

    /// "policies that threaten": what something is like, not what happened.
    fn is_generic(&self, kind: EventKind) -> bool {
        let acts = matches!(
            kind,
            EventKind::Dispute
                | EventKind::Conflict
                | EventKind::Incident
                | EventKind::Initiative
                | EventKind::Funding
        );
        acts && self.group.present && self.link == Link::Relative && !self.is_dated()
    }

    /// "displaced people", "operations aimed to help": a participle that only describes a noun.
    pub(crate) fn is_adjective(&self, lemma: &str) -> bool {
        let Some(before) = self.group.start.checked_sub(1) else { return false };
        if !self.group.bare {
            return false;
        }
        let subject = self.scene.naming(before).is_some()
            || word_at(self.scene.text, before) == Word::Pronoun;
        // "newly elected President X spoke": it happened some time before.
        let text = self.scene.text;
        let owned = before.checked_sub(1).is_some_and(|at| {
            word_at(text, at) == Word::Determiner || text.kind(at) == TokenKind::Possessive
        });
        let named = owned || self.scene.naming(self.token + 1).is_some();
        if text.is_any(before, &["newly", "recently", "freshly", "democratically"]) && named {
            return true;
        }
        match lemma {
            "aim" => !subject && self.link != Link::Coordinate,
            "displace" | "injure" | "wound" => {
                let word = word_at(self.scene.text, before);
                let counted = self.scene.quantity(self.token + 1).is_some();
                let acts = subject
                    || matches!(word, Word::Relative | Word::That)
                    || word == Word::Coordinator && counted
                    || VOCABULARY.noun(self.scene.text, before).is_some()
                    || self.scene.time(before).is_some();
                !acts
            }
            _ => false,
        }
    }

    /// "worries that it will nationalise", "insisted that the union agree": thought or wished for.
    pub(crate) fn is_supposed(&self) -> bool {
        const THOUGHTS: &[&str] = &[
            "worries",
            "worry",
            "fears",
            "fear",
            "concerns",
            "concern",
            "hopes",
            "hope",
            "speculation",
            "possibility",
            "chance",
            "risk",
            "expectations",
            "doubts",
        ];
        const DEMANDS: &[&str] =
            &["insisted", "demanded", "demands", "recommended", "proposed", "urged", "required"];
        let text = self.scene.text;
        let before = self.places.before.clone();
        let that = (before.start.saturating_sub(1)..before.end)
            .find(|at| word_at(text, *at) == Word::That && *at > 0);
        let Some(that) = that else { return false };
        let wished = self.group.present
            && text.is_any(that - 1, DEMANDS)
            && self.scene.verb(self.token).is_some_and(|(_, forms)| forms & form::THIRD == 0);
        text.is_any(that - 1, THOUGHTS) || wished
    }

    /// "must be ratified before taking effect": what is to come before is still to come.
    pub(crate) fn is_preceded(&self) -> bool {
        let text = self.scene.text;
        let before = self.group.start.checked_sub(1).is_some_and(|at| text.is(at, "before"));
        let Some(sentence) = text.sentence_of(self.token).filter(|_| before) else { return false };
        sentence.tokens.clone().any(|at| {
            matches!(word_at(text, at), Word::Will | Word::Modal | Word::Must)
                || text.is_any(at, &["requires", "require", "needs", "need", "awaits"])
        })
    }

    /// "had originally planned to buy": no longer planned.
    pub(crate) fn is_abandoned(&self) -> bool {
        let near = self.group.start.saturating_sub(3)..self.token;
        let once = |token: usize| self.scene.text.is_any(token, &["originally", "initially"]);
        near.into_iter().any(once)
    }
}

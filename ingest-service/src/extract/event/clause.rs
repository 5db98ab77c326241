//! Cuts a sentence into clauses: stretches with one finite verb each.

use std::ops::Range;

use crate::text::token::{Gap, TokenKind};

use super::frame::NounClass;
use super::link::{Clause, Link};
use super::scene::Scene;
use super::speech::reports;
use super::tense::joins_names;
use super::vocabulary::{VOCABULARY, form};
use super::word::{Word, abbreviates, is_adverb, word_at};

/// The clauses of a sentence, in order; every token is in one.
pub(crate) fn clauses(scene: &Scene<'_>, sentence: Range<usize>) -> Vec<Clause> {
    let mut splitter = Splitter { scene, end: sentence.end, clauses: Vec::new() };
    splitter.open(sentence.start, Link::Main, None);
    let mut token = sentence.start;
    while token < sentence.end {
        splitter.step(token);
        token = scene.naming(token).map_or(token + 1, |(_, n)| n.tokens.end.max(token + 1));
    }
    if let Some(last) = splitter.clauses.last_mut() {
        last.tokens.end = sentence.end;
    }
    splitter.clauses.retain(|clause| !clause.tokens.is_empty());
    splitter.clauses
}

struct Splitter<'s, 'a> {
    scene: &'s Scene<'a>,
    end: usize,
    clauses: Vec<Clause>,
}

impl Splitter<'_, '_> {
    /// Begins a clause at a token and ends the one before there.
    fn open(&mut self, at: usize, link: Link, parent: Option<usize>) {
        if let Some(last) = self.clauses.last_mut() {
            if last.tokens.start == at {
                // A clause without a word of its own: the new one takes its place.
                last.link = if link == Link::Coordinate { last.link } else { link };
                return;
            }
            last.tokens.end = at;
        }
        self.clauses.push(Clause { tokens: at..self.end, link, parent });
    }

    fn current(&self) -> usize {
        self.clauses.len() - 1
    }

    fn step(&mut self, token: usize) {
        let text = self.scene.text;
        if self.scene.naming(token).is_some_and(|(_, n)| n.tokens.start < token) {
            return;
        }
        let mark = if text.kind(token) == TokenKind::Mark { text.word(token) } else { "" };
        match mark {
            ";" | ":" => return self.open(token + 1, Link::Main, None),
            "—" | "–" | "--" | "-" if self.is_dash(token) => return self.dash(token),
            "(" | ")"
                if abbreviates(text, token)
                    && self.has_finite(self.clauses[self.current()].tokens.start..token) => {}
            "(" => return self.open(token, Link::Parenthesis, Some(self.current())),
            ")" => return self.close_bracket(token),
            "," => return self.comma(token),
            "”" | "\"" | "»" if reports(self.scene, token + 1, self.end) => {
                return self.open(token + 1, Link::Main, None);
            }
            _ => {}
        }
        match word_at(text, token) {
            Word::Relative if self.clauses[self.current()].tokens.start < token => {
                self.relative(token);
            }
            Word::That => self.that(token),
            Word::Subordinator => self.subordinator(token),
            Word::Coordinator => self.coordinator(token),
            _ if text.is_any(token, &["as", "since"]) => self.subordinator(token),
            _ => self.second_verb(token),
        }
    }

    /// A dash with spaces around it, not that of a range or a name.
    fn is_dash(&self, token: usize) -> bool {
        let gap = |at: usize| self.scene.text.tokens.get(at).map_or(Gap::None, |token| token.gap);
        gap(token) != Gap::None && gap(token + 1) != Gap::None
    }

    /// Two dashes hold an insertion; a single one begins something new.
    fn dash(&mut self, token: usize) {
        let here = self.current();
        if self.clauses[here].link == Link::Parenthesis {
            return self.close_bracket(token);
        }
        let more = (token + 1..self.end).take(25).any(|at| {
            matches!(self.scene.text.word(at), "—" | "–" | "--" | "-") && self.is_dash(at)
        });
        if more && token > self.clauses[here].tokens.start {
            self.open(token, Link::Parenthesis, Some(here));
        } else {
            self.open(token + 1, Link::Main, None);
        }
    }

    fn close_bracket(&mut self, token: usize) {
        let mut at = self.current();
        while self.clauses[at].link != Link::Parenthesis {
            let Some(parent) = self.clauses[at].parent else { return };
            at = parent;
        }
        let parent = self.clauses[at].parent;
        self.open(token + 1, Link::Resumed, parent);
    }

    /// A comma closes an insertion or a clause that stood in front.
    fn comma(&mut self, token: usize) {
        let next = self.skip_adverbs(token + 1);
        let here = self.current();
        let link = self.clauses[here].link;
        if self.is_gerund(next) && link != Link::Parenthesis {
            return self.open(token + 1, Link::Participial, Some(self.root(here)));
        }
        if link != Link::Parenthesis && reports(self.scene, token + 1, self.end) {
            return self.open(token + 1, Link::Main, None);
        }
        let inserted = matches!(
            link,
            Link::Relative | Link::Subordinate | Link::Condition | Link::Participial
        );
        if !inserted {
            return;
        }
        let parent = self.clauses[here].parent;
        let fronted = parent.is_none();
        if self.scene.is_finite(next) && !fronted {
            self.open(token + 1, Link::Resumed, parent);
        } else if fronted && self.has_finite(token + 1..self.end) {
            self.open(token + 1, Link::Main, None);
        }
    }

    fn relative(&mut self, token: usize) {
        let text = self.scene.text;
        let here = self.root(self.current());
        let behind = matches!(word_at(text, token - 1), Word::Preposition | Word::Of | Word::By);
        self.open(token - usize::from(behind), Link::Relative, Some(here));
    }

    fn that(&mut self, token: usize) {
        let text = self.scene.text;
        let here = self.current();
        if self.clauses[here].tokens.start == token || !self.has_finite(token + 1..self.end) {
            return;
        }
        let tells = (token.saturating_sub(6)..token).any(|before| {
            self.scene
                .verb(before)
                .is_some_and(|(verb, _)| verb.classes.speech || verb.classes.deny)
                || text.is_any(before, &["reports", "report", "claims", "rumours", "rumors"])
        });
        if tells {
            self.open(token, Link::Complement, Some(here));
        } else if self.scene.is_finite(self.skip_adverbs(token + 1)) {
            self.open(token, Link::Relative, Some(self.root(here)));
        }
    }

    fn subordinator(&mut self, token: usize) {
        let text = self.scene.text;
        let reach = self.next_comma(token + 1);
        let post = text.is(token, "as")
            && (token + 1..token + 4).any(|at| {
                VOCABULARY.noun(text, at).is_some_and(|(noun, _, _)| noun.class == NounClass::Post)
            });
        if post || !self.has_finite(token + 1..reach) || text.is(token + 1, "part") {
            return;
        }
        let here = self.current();
        let fronted = self.clauses[here].tokens.start == token;
        let condition = text.is_any(token, &["if", "unless", "whether"]);
        let link = if condition { Link::Condition } else { Link::Subordinate };
        let parent = (!fronted).then(|| self.root(here));
        self.open(token, link, parent);
    }

    /// "and" begins a clause if a verb follows it at once, or after a subject of its own.
    fn coordinator(&mut self, token: usize) {
        let here = self.current();
        let start = self.clauses[here].tokens.start;
        if start == token {
            return;
        }
        let next = self.skip_adverbs(token + 1);
        if self.scene.is_finite(next) && !self.describes(next)
            || self.is_infinitive(next, start..token)
        {
            return self.open(token, Link::Coordinate, Some(here));
        }
        let reach = self.next_break(token + 1);
        if self.awaits_verb(here) || joins_names(self.scene, token + 1..reach) {
            return;
        }
        if self.has_finite(start..token) && self.has_finite(token + 1..reach) {
            self.open(token, Link::Main, None);
        }
    }

    /// "The texts which are on health and trade were signed": what the clause is about has no verb
    /// yet, so that "and" begins no new one.
    fn awaits_verb(&self, clause: usize) -> bool {
        let own = &self.clauses[clause];
        let start = own.tokens.start;
        let comma = start > 0 && self.scene.text.word(start - 1) == ",";
        own.link == Link::Relative
            && !comma
            && own.parent.is_some_and(|parent| {
                let tokens = self.clauses[parent].tokens.clone();
                self.clauses[parent].link == Link::Main && !self.has_finite(tokens)
            })
    }

    /// A relative clause without a comma ends at the second finite verb.
    fn second_verb(&mut self, token: usize) {
        let here = self.current();
        let clause = &self.clauses[here];
        let open = clause.link == Link::Relative && clause.parent.is_some();
        if !open || !self.scene.is_finite(token) || clause.tokens.start + 1 >= token {
            return;
        }
        let start = clause.tokens.start;
        let comma = start > 0 && self.scene.text.word(start - 1) == ",";
        let chained = self.scene.is_finite(token - 1) || is_adverb(self.scene.text, token - 1);
        if !comma && !chained && self.has_finite(start..token) {
            let parent = self.clauses[here].parent;
            self.open(token, Link::Resumed, parent);
        }
    }

    /// The clause that a resumed or coordinate one belongs to.
    fn root(&self, mut clause: usize) -> usize {
        while self.clauses[clause].link == Link::Resumed {
            let Some(parent) = self.clauses[clause].parent else { break };
            clause = parent;
        }
        clause
    }

    /// "armed" in "and armed opposition groups reached": no verb where one follows its noun.
    fn describes(&self, at: usize) -> bool {
        let text = self.scene.text;
        let plain = self.scene.verb(at).is_none() && text.word_at(at).ends_with("ed");
        let noun = |at: &usize| {
            word_at(text, *at) == Word::Other
                && text.kind(*at) == TokenKind::Word
                && !self.scene.is_finite(*at)
        };
        let end = (at + 1..self.end.min(at + 4)).take_while(noun).last();
        plain && end.is_some_and(|end| self.scene.is_finite(end + 1))
    }

    fn skip_adverbs(&self, mut token: usize) -> usize {
        while token < self.end && is_adverb(self.scene.text, token) {
            token += 1;
        }
        token
    }

    fn is_gerund(&self, token: usize) -> bool {
        self.scene.verb(token).is_some_and(|(_, forms)| forms & form::GERUND != 0)
    }

    /// "to sign a treaty and open an office": the base form goes on with the infinitive before.
    fn is_infinitive(&self, token: usize, before: Range<usize>) -> bool {
        self.scene.verb(token).is_some_and(|(_, forms)| forms & form::BASE != 0)
            && before.rev().take(25).any(|earlier| {
                matches!(word_at(self.scene.text, earlier), Word::To | Word::Will | Word::Modal)
            })
    }

    fn has_finite(&self, tokens: Range<usize>) -> bool {
        tokens.take(40).any(|token| self.scene.is_finite(token))
    }

    fn next_comma(&self, from: usize) -> usize {
        (from..self.end).find(|token| self.scene.text.is(*token, ",")).unwrap_or(self.end)
    }

    /// The next comma, mark or relative word.
    fn next_break(&self, from: usize) -> usize {
        let breaks = |token: &usize| {
            self.scene.text.kind(*token) == TokenKind::Mark
                || matches!(word_at(self.scene.text, *token), Word::Relative | Word::Subordinator)
        };
        (from..self.end).take(40).find(breaks).unwrap_or(self.end.min(from + 40))
    }
}

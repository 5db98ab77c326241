//! The article with what is known of each word.

use crate::extract::gazetteer::{Cues, Gazetteer, Known, gazetteer};
use crate::text::Text;
use crate::text::block::BlockRole;
use crate::text::sentence::Sentence;
use crate::text::token::{Case, Gap, TokenKind, word_hash};
use crate::text::word_set::Hashes;

/// Most words of a headline that may be in lower case, in hundredths.
const HEADLINE_LOWER: usize = 35;

/// What the rules for names look at.
pub(super) struct Scene<'a> {
    /// The article.
    pub(super) text: &'a Text<'a>,
    /// The tables.
    pub(super) gazetteer: &'static Gazetteer,
    pub(super) title: Text<'a>,
    cues: Vec<Cues>,
    lower: Hashes,
}

impl<'a> Scene<'a> {
    /// Looks every word up once.
    pub(super) fn new(text: &'a Text<'a>, title: &'a str) -> Self {
        let gazetteer = gazetteer();
        let cues: Vec<Cues> =
            (0..text.tokens.len()).map(|at| cues_of(gazetteer, text, at)).collect();
        let unlisted = |cues: &Cues| cues.has(Cues::LOWER) && !cues.has(Cues::COMMON);
        let lower = text.tokens.iter().zip(&cues).filter(|(_, cues)| unlisted(cues));
        let lower = lower.map(|(token, _)| token.hash).collect();
        Self { text, gazetteer, title: Text::read(title, ""), cues, lower }
    }

    /// Whether a word gives one of these hints. False past the end.
    pub(super) fn has(&self, at: usize, cues: Cues) -> bool {
        self.cues.get(at).is_some_and(|own| own.has(cues))
    }

    /// Whether a token is a word that begins with a capital: "McDonald", "al-Rawahi", not "iPhone".
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.has(at, Cues::CAPITAL)
    }

    /// Whether a token is a word in lower case.
    pub(super) fn is_lower(&self, at: usize) -> bool {
        self.has(at, Cues::LOWER)
    }

    /// Whether the word is English, in the word list or by its use in lower case in this article.
    pub(super) fn is_common(&self, at: usize) -> bool {
        self.has(at, Cues::COMMON) || self.lower.contains(&self.text.tokens[at].hash)
    }

    /// Whether the article speaks of rebels.
    pub(super) fn tells_of_rebels(&self) -> bool {
        let rebels = ["rebel", "rebels", "insurgents", "militants", "militia", "fighters"];
        let rebels = rebels.map(word_hash);
        self.text.tokens.iter().any(|token| rebels.contains(&token.hash))
    }

    /// Whether the token ends possession: "'s", "’s", "'".
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        at < self.text.tokens.len() && self.text.kind(at) == TokenKind::Possessive
    }

    /// Whether a token goes on in the same line as the one before.
    pub(super) fn goes_on(&self, at: usize, end: usize) -> bool {
        at < end && self.text.tokens.get(at).is_some_and(|token| token.gap < Gap::Line)
    }

    /// The longest known name at a token.
    pub(super) fn known(&self, at: usize, end: usize) -> Option<(usize, Known)> {
        if !self.is_capital(at) {
            return None;
        }
        let own = self.has(at, Cues::STARTS).then(|| self.gazetteer.longest(self.text, at, end));
        let found = own.flatten().or_else(|| self.state(at, end))?;
        let money = self.text.is_any(found.0, &["$", "dollars", "dollar", "cents"]);
        (!money).then_some(found)
    }

    /// Whether names of a sentence may make an actor that nothing else tells of.
    pub(super) fn creates(&self, sentence: &Sentence) -> bool {
        Text::tells(sentence.role) && !self.is_headline(sentence)
    }

    /// Whether names of a sentence count at all.
    pub(super) fn counts(&self, sentence: &Sentence) -> bool {
        !matches!(
            sentence.role,
            BlockRole::Caption
                | BlockRole::Byline
                | BlockRole::Navigation
                | BlockRole::Promotion
                | BlockRole::Legal
        ) && !self.is_teasers(sentence)
    }

    /// Whether bullets part the titles of other articles within one line.
    fn is_teasers(&self, sentence: &Sentence) -> bool {
        let bytes = self.text.source.as_bytes();
        let inner = self.text.tokens[sentence.tokens.clone()].iter().skip(1);
        let marks = inner.filter(|token| token.kind == TokenKind::Mark);
        let bullets = marks.filter(|token| {
            // Bytes, because this is asked of every mark of the article.
            let mark = &bytes[token.start as usize..token.end as usize];
            ["•", "·", "|"].iter().any(|bullet| mark == bullet.as_bytes())
        });
        bullets.count() > 1
    }

    /// Whether nearly every word has a capital and no stop ends the line.
    pub(super) fn is_headline(&self, sentence: &Sentence) -> bool {
        let last = self.text.word(sentence.tokens.end - 1);
        if matches!(last, "." | "!" | "?" | "\"" | "”" | ":") {
            return false;
        }
        let (mut lower, mut all) = (0, 0);
        for at in sentence.tokens.clone() {
            let long = self.text.tokens[at].end - self.text.tokens[at].start > 3;
            if long && self.text.kind(at) == TokenKind::Word {
                all += 1;
                lower += usize::from(self.is_lower(at));
            }
        }
        all > 2 && lower * 100 <= all * HEADLINE_LOWER
    }
}

/// Hints of a word; "ex-minister" has those of "minister".
fn cues_of(gazetteer: &Gazetteer, text: &Text<'_>, at: usize) -> Cues {
    let token = &text.tokens[at];
    if !matches!(token.kind, TokenKind::Word | TokenKind::Mixed) {
        return Cues::default();
    }
    let own = gazetteer.cues(token).with(match token.case {
        Case::Lower => Cues::LOWER,
        Case::Title | Case::Upper => Cues::CAPITAL,
        Case::Mixed if is_name_case(text.word(at)) => Cues::CAPITAL,
        Case::Mixed | Case::None => Cues::default(),
    });
    // What follows looks for parts between hyphens.
    if own.has(Cues::COMMON) || token.is_letters || token.end - token.start < 5 {
        return own;
    }
    let word = text.word(at);
    if own.has(Cues::CAPITAL)
        && let Some((first, _)) = word.split_once('-')
        && gazetteer.word_cues(first).has(Cues::GIVEN)
    {
        return own.with(Cues::GIVEN);
    }
    let rest = match word.get(..3) {
        Some("ex-" | "Ex-" | "EX-") => &word[3..],
        _ if word.starts_with("then-") => &word[5..],
        _ => word.strip_suffix("-elect").or(word.strip_suffix("-designate")).unwrap_or(word),
    };
    if rest.len() == word.len() { own } else { own.with(gazetteer.word_cues(rest)) }
}

/// "McDonald" and "al-Rawahi", not "pro-Beijing" or "iPhone".
fn is_name_case(word: &str) -> bool {
    let article =
        ["al-", "el-", "ad-", "an-", "ar-", "as-", "at-", "az-", "ash-", "bin-", "d'", "d’"];
    word.starts_with(char::is_uppercase) || article.iter().any(|start| word.starts_with(start))
}

impl Scene<'_> {
    /// Whether a post's phrase may begin with a word.
    pub(super) fn starts_post(&self, at: usize) -> bool {
        let cues = Cues::POST.with(Cues::POSTS).with(Cues::MODIFIER).with(Cues::PORTFOLIO);
        let fields = &["minister", "secretary", "commissioner"];
        self.has(at, cues.with(Cues::STARTS))
            || (self.is_capital(at) && self.has(at + 1, cues) && self.text.is_any(at + 1, fields))
    }

    /// Whether a word that also names a place or post is a given name here: "Vladimir Putin",
    /// "Dean Smith", "Jordan Peterson".
    pub(super) fn is_forename(&self, at: usize, end: usize) -> bool {
        let next = at + 1;
        if self.is_capital(at) && (self.is_arabic(at) || self.is_sultans_name(at)) {
            return true;
        }
        if !self.has(at, Cues::GIVEN) || !self.goes_on(next, end) || !self.is_capital(next) {
            return false;
        }
        if self.text.is_any(next, &["sheikh", "shaikh"]) && self.is_capital(next + 1) {
            return !self.has(at, Cues::POST) && !self.is_common(at);
        }
        let small = Cues::POST
            .with(Cues::BODY)
            .with(Cues::THING)
            .with(Cues::FUNCTION)
            .with(Cues::TIME)
            .with(Cues::HONORIFIC)
            .with(Cues::INDUSTRY)
            .with(Cues::OUTLET)
            .with(Cues::POSTS);
        if self.has(next, small) || self.has(next, Cues::PORTFOLIO.with(Cues::MODIFIER)) {
            return false;
        }
        if self.has(at, Cues::POST) {
            let single = !self.goes_on(next + 1, end) || !self.is_capital(next + 1);
            return self.text.is(at, "dean") && single;
        }
        let placed =
            at > 0 && self.text.is_any(at - 1, &["in", "at", "near", "from", "to", "of", "the"]);
        let one = self.known(at, at + 1).is_some()
            && self.known(at, end).is_some_and(|(last, _)| last == next);
        let strange = !self.is_common(next) && self.known(next, end).is_none();
        one && strange && !placed
    }

    /// "Sultan Al Jaber": no title, because the family name follows.
    pub(super) fn is_sultans_name(&self, at: usize) -> bool {
        self.text.is(at, "sultan")
            && self.is_capital(at + 1)
            && (self.text.is_any(at + 1, &["al", "el"])
                || self.text.word(at + 1).get(..3).is_some_and(|start| {
                    start.eq_ignore_ascii_case("al-") || start.eq_ignore_ascii_case("el-")
                }))
    }

    /// "Sultan bin Saad": a name that "son of" or "daughter of" follows.
    pub(super) fn is_arabic(&self, at: usize) -> bool {
        self.has(at + 1, Cues::PARTICLE)
            && self.text.is_any(at + 1, &["bin", "ibn", "bint", "binti"])
            && self.is_capital(at + 2)
    }

    /// Whether a small word is rather an initial or part of a name: "A", "An Binh", "May".
    pub(super) fn is_name_like(&self, at: usize) -> bool {
        let next = at + 1;
        let initial = self.text.word(at).ends_with('.') && self.text.word(at).len() == 2;
        let given = self.has(at, Cues::GIVEN)
            && next < self.text.tokens.len()
            && self.is_capital(next)
            && !self.has(next, Cues::FUNCTION)
            && !self.is_common(next);
        initial || given
    }
}

//! The role that a segment's own wording and form give it.

use std::ops::Range;

use super::super::dateline::{self, Dateline};
use super::super::sentence;
use super::super::token::{Case, Gap, TokenKind};
use super::super::words::Words;
use super::BlockRole;
use super::phrase::{self, Match, Place};
use super::shape::{SHORT, Shape, date_line};

/// A text's segments while roles are given.
pub(super) struct Page<'a> {
    pub(super) words: Words<'a>,
    pub(super) segments: Vec<Segment>,
}

/// Paragraphs of some length among which a dateline is looked for.
const OPENING_PARAGRAPHS: usize = 3;
/// Tokens of a notice's or caption's sentence at most.
const LONGEST_NOTICE: usize = 60;
/// Words of a paragraph of some length.
const FULL_PARAGRAPH: usize = 20;

/// A part of the page that a heading opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Links to other articles.
    Links,
    /// Readers' comments, up to the end.
    Comments,
    /// What an organisation or an author says of itself.
    About,
    /// What the article tells, in short.
    Recap,
}

/// A paragraph, heading, list item or line of something else.
pub(super) struct Segment {
    pub(super) tokens: Range<usize>,
    pub(super) sentences: Vec<Range<usize>>,
    /// Role of each sentence.
    pub(super) roles: Vec<BlockRole>,
    pub(super) shape: Shape,
    /// The dateline before its first sentence.
    pub(super) dateline: Option<Dateline>,
    /// What follows it, if it is such a heading as "Read also".
    pub(super) opens: Option<Section>,
    /// A sentence that is nothing but a photo credit.
    pub(super) credit: Option<usize>,
}

impl<'a> Page<'a> {
    pub(super) fn new(words: Words<'a>, segments: Vec<Range<usize>>) -> Self {
        let mut begun = 0;
        let segments = segments.into_iter().map(|tokens| {
            let segment = Segment::new(words, tokens, begun < OPENING_PARAGRAPHS);
            begun += usize::from(segment.is_prose(FULL_PARAGRAPH));
            segment
        });
        let segments = segments.collect();
        Self { words, segments }
    }

    /// Gives each segment the role that it has by itself.
    pub(super) fn classify(&mut self) {
        for segment in &mut self.segments {
            segment.classify(self.words);
        }
    }
}

impl Segment {
    /// `is_opening` says that a dateline may stand here whose place is not in capitals.
    fn new(words: Words<'_>, tokens: Range<usize>, is_opening: bool) -> Self {
        let shape = Shape::new(words, &tokens);
        let mut sentences = Vec::new();
        let is_upper = words.case(tokens.start) == Case::Upper;
        let may_have_dateline = !shape.is_item && shape.is_terminal && (is_opening || is_upper);
        let dateline = may_have_dateline.then(|| dateline::leading(words, &tokens)).flatten();
        // No stop within a dateline ends a sentence.
        let start = dateline.as_ref().map_or(tokens.start, |line| line.tokens.end);
        sentence::cut(words, &(start..tokens.end), &mut sentences);
        if let Some(first) = sentences.first_mut() {
            first.start = tokens.start;
        }
        let role = if shape.is_item { BlockRole::ListItem } else { BlockRole::Body };
        let roles = vec![role; sentences.len()];
        Self { tokens, sentences, roles, shape, dateline, opens: None, credit: None }
    }

    /// The role that tells, if any sentence has one; else the first sentence's.
    pub(super) fn role(&self) -> BlockRole {
        let telling = self.roles.iter().find(|role| role.tells());
        telling.or(self.roles.first()).copied().unwrap_or(BlockRole::Body)
    }

    pub(super) fn set(&mut self, role: BlockRole) {
        self.roles.fill(role);
    }

    /// Whether it is a paragraph of at least some length that ends as a sentence does.
    pub(super) fn is_prose(&self, fewest_words: usize) -> bool {
        self.role() == BlockRole::Body && self.shape.is_terminal && self.shape.words >= fewest_words
    }

    fn classify(&mut self, words: Words<'_>) {
        if let Some(role) = self.form(words) {
            self.set(role);
        }
        self.read_opening(words);
        self.read_sentences(words);
        self.spread();
        if self.roles.first() != Some(&BlockRole::Body) {
            self.dateline = None;
        }
    }

    /// Menus, share bars, date lines and bracketed captions, by their form alone.
    fn form(&self, words: Words<'_>) -> Option<BlockRole> {
        let shape = &self.shape;
        if self.tokens.len() > SHORT {
            return None;
        }
        if is_bracketed_caption(words, &self.tokens) {
            return Some(BlockRole::Caption);
        }
        if shape.is_terminal || shape.is_item {
            return None;
        }
        if words.is(shape.first, "by") && shape.words <= 18 {
            return Some(BlockRole::Byline);
        }
        if date_line(words, &self.tokens).is_some_and(|line| line.others <= 14 && line.lower <= 4) {
            return Some(BlockRole::Byline);
        }
        let is_menu = shape.separators + shape.columns >= 2 && shape.lower * 2 <= shape.words;
        if shape.is_share_bar() || is_menu {
            return Some(BlockRole::Navigation);
        }
        ends_in_credit(words, &self.tokens).then_some(BlockRole::Caption)
    }

    /// Phrases that the whole segment is or that open a section.
    fn read_opening(&mut self, words: Words<'_>) {
        let end = self.tokens.end;
        if counts_comments(words, &self.tokens) {
            self.set(BlockRole::Navigation);
            self.opens = Some(Section::Comments);
        }
        for Match { phrase, end: after } in phrase::opening(words, self.shape.first, end) {
            let rest = after..end;
            let is_whole = !rest.clone().any(|token| is_word(words, token)) && rest.len() <= 3;
            match phrase.place {
                Place::Line if is_whole => self.set(phrase.role),
                Place::Section if is_whole => {
                    self.set(phrase.role);
                    self.opens = Some(match phrase.role {
                        BlockRole::Recap => Section::Recap,
                        BlockRole::Promotion => Section::About,
                        _ => Section::Links,
                    });
                }
                Place::Comments if is_whole => {
                    self.set(phrase.role);
                    self.opens = Some(Section::Comments);
                }
                _ => {}
            }
        }
    }

    /// Phrases that begin a sentence or stand in it.
    fn read_sentences(&mut self, words: Words<'_>) {
        for index in 0..self.sentences.len() {
            let mut sentence = self.sentences[index].clone();
            // "/TASS/" in a dateline is no photo credit.
            if let Some(line) = self.dateline.as_ref().filter(|_| index == 0) {
                sentence.start = line.tokens.end.min(sentence.end - 1);
            }
            // Where line breaks were lost a menu may run into the first sentence.
            if sentence.len() > LONGEST_NOTICE {
                continue;
            }
            let first = first_word(words, &sentence, if index == 0 { self.shape.first } else { 0 });
            let opening = phrase::opening(words, first, sentence.end)
                .find(|found| found.phrase.place == Place::Opening);
            let role = opening.map(|found| found.phrase.role).or_else(|| inside(words, &sentence));
            if let Some(role) = role {
                let is_credit = role == BlockRole::Caption && self.credit.is_none();
                self.credit = if is_credit { Some(index) } else { self.credit };
                self.roles[index] = role;
            }
        }
    }

    /// Gives notices of several sentences one role.
    fn spread(&mut self) {
        let first = self.roles[0];
        let is_short = self.shape.words <= 75 && self.sentences.len() <= 5;
        if !first.tells() && is_short {
            self.set(first);
        }
    }
}

/// "3 comments", "Comments (3)".
fn counts_comments(words: Words<'_>, tokens: &Range<usize>) -> bool {
    let mut parts = tokens.clone().filter(|token| is_word(words, *token));
    let (first, second) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    let is_count =
        words.kind(first) == TokenKind::Number || words.kind(second) == TokenKind::Number;
    let names = words.is_any(first, &["comment", "comments"])
        || words.is_any(second, &["comment", "comments"]);
    tokens.len() <= 4 && is_count && names && parts.next().is_none()
}

fn is_word(words: Words<'_>, token: usize) -> bool {
    words.first(token).is_alphanumeric()
}

/// The first word of a sentence, marks left out.
fn first_word(words: Words<'_>, sentence: &Range<usize>, from: usize) -> usize {
    let start = sentence.start.max(from);
    let skipped = (start..sentence.end)
        .take_while(|token| !is_word(words, *token) && !words.is_any(*token, &["©", "@"]));
    (start + skipped.count()).min(sentence.end - 1)
}

fn inside(words: Words<'_>, sentence: &Range<usize>) -> Option<BlockRole> {
    let inside = phrase::inside();
    sentence.clone().find_map(|token| {
        if !inside.may_begin(words, token) {
            return None;
        }
        phrase::matches(inside, words, token, sentence.end).next().map(|found| found.phrase.role)
    })
}

/// "[A minister leaves on Monday. JO LI/HERALD]": brackets around it and a credit within.
fn is_bracketed_caption(words: Words<'_>, tokens: &Range<usize>) -> bool {
    let last = tokens.end - 1;
    let is_bracketed = words.is(tokens.start, "[") && words.is(last, "]")
        || words.is(tokens.start, "(") && words.is(last, ")");
    is_bracketed && has_credit(words, last.saturating_sub(6).max(tokens.start)..last)
}

fn ends_in_credit(words: Words<'_>, tokens: &Range<usize>) -> bool {
    tokens.len() > 8 && has_credit(words, tokens.end - 6..tokens.end)
}

/// "JO LI/HERALD", "J. Li / EPI photo": a stroke between names.
fn has_credit(words: Words<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|token| {
        words.is(token, "/")
            && words.is_capitalised(token + 1)
            && token > 0
            && words.is_capitalised(token - 1) | (words.gap(token) == Gap::Space)
    })
}

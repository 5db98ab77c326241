//! Blocks: paragraphs, headings, list items and what is no part of the article.
//!
//! Lines become segments, segments are cut into sentences, each sentence gets the role that its
//! own wording and form give it, and then the roles around it may change that role.

mod overlap;
mod phrase;
mod recap;
mod role;
mod section;
mod segment;
mod shape;
mod tail;

use std::ops::Range;

use super::dateline::{self, Dateline};
use super::sentence::Sentence;
use super::words::Words;
use role::Page;

/// A run of tokens that belong together on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is on the page.
    pub role: BlockRole,
}

/// What a block is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockRole {
    /// The headline or a repetition of it.
    Title,
    /// A heading inside the article.
    Heading,
    /// A paragraph.
    Body,
    /// An item of a list that tells something new.
    ListItem,
    /// A stretch that repeats what the article has told before.
    Recap,
    /// Caption or photo credit.
    Caption,
    /// Byline, dateline, reading time, agency line.
    Byline,
    /// Navigation, breadcrumbs, share bars, related links, readers' comments.
    Navigation,
    /// Newsletter and advertising notices, and what a publisher says of itself.
    Promotion,
    /// Copyright, terms, cookie notices.
    Legal,
}

impl BlockRole {
    /// Whether rules for events read it.
    pub fn tells(self) -> bool {
        matches!(self, Self::Body | Self::ListItem)
    }

    /// Whether it is no part of the article: neither a paragraph, a heading nor a recap.
    pub fn is_boilerplate(self) -> bool {
        !self.tells() && !matches!(self, Self::Heading | Self::Recap)
    }
}

/// What is found of a text's structure.
pub(super) struct Structure {
    pub(super) blocks: Vec<Block>,
    pub(super) datelines: Vec<Dateline>,
    pub(super) sentences: Vec<Sentence>,
}

/// Finds blocks, datelines and sentences; every token is in one block and in one sentence.
pub(super) fn structure(words: Words<'_>, title: &str) -> Structure {
    let title = overlap::Title::new(title);
    let segments = segment::segments(words, &title);
    let mut page = Page::new(words, segments);
    page.classify();
    section::place(&mut page, &title);
    recap::mark(&mut page);
    let datelines = datelines(&page);
    assemble(&page, datelines)
}

/// Datelines before paragraphs, and those on lines of their own before the first paragraph or
/// after such a word as "Published", in order.
fn datelines(page: &Page<'_>) -> Vec<Dateline> {
    let mut datelines = Vec::new();
    let mut has_begun = false;
    for segment in &page.segments {
        let may_stand = !has_begun || page.words.is_any(segment.shape.first, PUBLISHED);
        let line = match segment.role() {
            role if role.tells() => segment.dateline.clone(),
            BlockRole::Byline if may_stand => dateline::standing(page.words, &segment.tokens),
            _ => None,
        };
        datelines.extend(line);
        has_begun |= segment.is_prose(12);
    }
    datelines
}

/// Words that the day of publication follows, wherever on the page.
const PUBLISHED: &[&str] =
    &["published", "posted", "updated", "originally", "first", "last", "this"];

/// Joins neighbouring sentences of one segment and role into blocks, datelines cut off.
fn assemble(page: &Page<'_>, datelines: Vec<Dateline>) -> Structure {
    let mut result = Structure { blocks: Vec::new(), datelines, sentences: Vec::new() };
    for segment in &page.segments {
        let mut before = None;
        for (sentence, role) in segment.sentences.iter().zip(&segment.roles) {
            let mut tokens = sentence.clone();
            let line = segment.dateline.as_ref().filter(|line| line.tokens.start == tokens.start);
            if let Some(line) = line.filter(|_| role.tells()) {
                result.add(line.tokens.start..line.tokens.end, BlockRole::Byline, None);
                tokens.start = line.tokens.end;
            }
            result.add(tokens, *role, before);
            before = Some(*role);
        }
    }
    result
}

impl Structure {
    /// Adds a sentence to the last block if that one has its role, else to a new one.
    fn add(&mut self, tokens: Range<usize>, role: BlockRole, before: Option<BlockRole>) {
        if tokens.is_empty() {
            return;
        }
        match self.blocks.last_mut() {
            Some(block) if before == Some(role) => block.tokens.end = tokens.end,
            _ => self.blocks.push(Block { tokens: tokens.clone(), role }),
        }
        self.sentences.push(Sentence { tokens, block: self.blocks.len() - 1, role });
    }
}

#[cfg(test)]
mod tests;

//! Roles that a segment has from what stands around it.

use super::super::time::day_at;
use super::super::token::{Case, TokenKind};
use super::super::words::Words;
use super::BlockRole;
use super::overlap::Title;
use super::role::{Page, Section, Segment};
use super::tail::{last_prose, tail};

/// Words of a paragraph that surely is one.
pub(super) const PROSE: usize = 8;
/// Longest headline before the first paragraph, in words.
pub(super) const LONGEST_HEADLINE: usize = 35;
/// Longest heading between paragraphs; a longer line is a paragraph without its stop.
const LONGEST_HEADING: usize = 16;
/// Sentences of a summary and a caption before the first dateline.
const SUMMARIES: usize = 2;
/// Segments before the first dateline at most.
const MASTHEAD: usize = 30;

/// What attributes a sentence to someone.
const SAYING: &[&str] = &["said", "says", "told", "according", "reported", "reports", "announced"];

/// Gives titles, headings, captions before the dateline, sections and lists their roles.
pub(super) fn place(page: &mut Page<'_>, title: &Title) {
    if !page.segments.iter().any(|segment| segment.is_prose(PROSE)) {
        return;
    }
    titles(page, title);
    headings(page);
    before_dateline(page);
    sections(page);
    lists(page);
    tail(page);
}

fn first_prose(page: &Page<'_>) -> usize {
    let found = page.segments.iter().position(|segment| segment.is_prose(PROSE));
    found.unwrap_or(page.segments.len())
}

/// The headline and its repetitions. Without one that was sent, the first line that may be one.
fn titles(page: &mut Page<'_>, title: &Title) {
    let words = page.words;
    let first = first_prose(page);
    let found = page.segments[..first].iter().find(|segment| is_headline(words, segment));
    let found = found.map(|segment| Title::of(words, &segment.tokens)).unwrap_or_default();
    let title = if title.is_empty() { &found } else { title };
    for segment in
        page.segments.iter_mut().filter(|segment| segment.shape.words <= LONGEST_HEADLINE)
    {
        let may_repeat = segment.role().tells() && !segment.shape.is_terminal;
        if may_repeat && title.is_like(words, &segment.tokens)
            || title.is_same(words, &segment.tokens)
        {
            segment.set(BlockRole::Title);
        }
    }
}

fn is_headline(words: Words<'_>, segment: &Segment) -> bool {
    let is_open = words.is_any(segment.tokens.end - 1, &[":", ";", ","]);
    let has_length = (4..=LONGEST_HEADLINE).contains(&segment.shape.words);
    let is_caption = segment.credit.is_some();
    let is_body = segment.role() == BlockRole::Body && !is_caption;
    is_body && !segment.shape.is_terminal && has_length && !is_open
}

/// Lines without a stop, and short questions, between paragraphs.
fn headings(page: &mut Page<'_>) {
    let words = page.words;
    let first = first_prose(page);
    let last = page.segments.len();
    for (index, segment) in page.segments.iter_mut().enumerate() {
        if segment.role() != BlockRole::Body {
            continue;
        }
        let count = segment.shape.words;
        let end = segment.tokens.end - 1;
        let is_heading = match words.word(end) {
            ":" => count <= 4 && segment.shape.lower <= 1,
            ";" | "," => false,
            "?" => {
                count <= 10
                    && segment.sentences.len() == 1
                    && index + 1 < last
                    && !words.is(segment.tokens.start + 1, ":")
            }
            _ if segment.shape.is_terminal => false,
            _ if index < first => count <= LONGEST_HEADLINE,
            _ => count <= LONGEST_HEADING && segment.sentences.len() == 1,
        };
        if is_heading {
            // What a photo credit closes is no heading: "Ministers in Geneva. (Photo: Herald)".
            let is_caption = segment.credit.is_some_and(|credit| credit > 0);
            segment.set(if is_caption { BlockRole::Caption } else { BlockRole::Heading });
        }
    }
}

/// Sentences before a dateline are captions and summaries. A dateline after the first counts only
/// if its place is in capitals.
fn before_dateline(page: &mut Page<'_>) {
    let words = page.words;
    let first = page.segments.iter().position(|segment| segment.dateline.is_some());
    let Some(first) = first else { return };
    let before = page.segments[..first].iter().filter(|segment| segment.is_prose(PROSE));
    // A dateline amid the article begins a second report: the first one is no caption.
    if first <= MASTHEAD && before.count() <= SUMMARIES {
        for segment in &mut page.segments[..first] {
            // A caption attributes nothing: "..., the ministry said" is the news itself.
            let says = segment.tokens.clone().any(|token| words.is_any(token, SAYING));
            if segment.role() == BlockRole::Body && segment.sentences.len() <= 2 && !says {
                segment.set(BlockRole::Caption);
            }
        }
    }
    for segment in &mut page.segments[first + 1..] {
        let place = segment.dateline.as_ref().map(|line| line.place.start);
        if place.is_some_and(|place| words.case(place) != Case::Upper) {
            segment.dateline = None;
        }
    }
}

/// What follows such headings as "Read also", "About the author" and "3 comments".
fn sections(page: &mut Page<'_>) {
    let last = last_prose(page);
    let mut section = None;
    let mut teasers = 0;
    for index in 0..page.segments.len() {
        let opened = page.segments[index].opens.or_else(|| about(page, index, last));
        if opened.is_some() {
            section = opened;
            teasers = 0;
            continue;
        }
        let segment = &page.segments[index];
        let is_telling = segment.role().tells() || segment.role() == BlockRole::Heading;
        match section {
            Some(Section::Comments) if is_telling => {
                page.segments[index].set(BlockRole::Navigation)
            }
            Some(Section::About) if segment.role() == BlockRole::Heading => section = None,
            Some(Section::About) if is_telling => page.segments[index].set(BlockRole::Promotion),
            Some(Section::Links) if is_telling => {
                if !is_paragraph(page, segment) {
                    page.segments[index].set(BlockRole::Navigation);
                } else if is_teaser(page, index, teasers) {
                    teasers += 1;
                    page.segments[index].set(BlockRole::Navigation);
                } else {
                    section = None;
                }
            }
            _ => {}
        }
    }
}

/// Whether a segment among links is a paragraph: links end in no full stop.
fn is_paragraph(page: &Page<'_>, segment: &Segment) -> bool {
    let is_question = page.words.is_any(segment.tokens.end - 1, &["?", "!"]);
    segment.is_prose(6) && (!is_question || segment.shape.words > 20)
}

/// Whether a paragraph among links sums up the article that the headline before it links to: a
/// headline follows it too, or it is the last of several.
fn is_teaser(page: &Page<'_>, index: usize, teasers: usize) -> bool {
    let is_line = |at: usize| {
        page.segments
            .get(at)
            .is_some_and(|segment| !segment.shape.is_terminal && segment.shape.words >= 4)
    };
    index > 0 && is_line(index - 1) && (is_line(index + 1) || teasers > 0)
}

/// "About the Bank Group" over the last paragraphs, or "ABOUT HNU. Founded in ..." before one.
fn about(page: &mut Page<'_>, index: usize, last: usize) -> Option<Section> {
    let words = page.words;
    let segment = &page.segments[index];
    let first = segment.shape.first;
    if !words.is(first, "about") || index * 2 < last {
        return None;
    }
    let is_named = (first + 1..first + 4).any(|token| words.is_capitalised(token))
        || words.is_any(first + 1, &["us", "the"]) && segment.shape.words <= 4;
    let is_heading = !segment.shape.is_terminal && segment.shape.words <= 12 && is_named;
    let head = &segment.sentences[0];
    let is_label =
        words.case(first) == Case::Upper && head.len() <= 8 && words.is(head.end - 1, ".");
    if is_label || segment.role() == BlockRole::Body && words.is(first + 2, ":") {
        page.segments[index].set(BlockRole::Promotion);
        return None;
    }
    is_heading.then(|| {
        page.segments[index].set(BlockRole::Promotion);
        Section::About
    })
}

/// Lists of links, tags and breadcrumbs.
fn lists(page: &mut Page<'_>) {
    let first = first_prose(page);
    let mut start = 0;
    while start < page.segments.len() {
        let length =
            page.segments[start..].iter().take_while(|segment| segment.shape.is_item).count();
        let is_recap = start > 0 && page.segments[start - 1].opens == Some(Section::Recap);
        if length > 0 && !is_recap && is_menu(page, start..start + length, first) {
            for segment in &mut page.segments[start..start + length] {
                segment.set(BlockRole::Navigation);
            }
        }
        start += length.max(1);
    }
}

/// Whether the items of a list are links: it holds the headline or a notice, its items are single
/// terms, or it stands before the article and has no sentence.
fn is_menu(page: &Page<'_>, list: std::ops::Range<usize>, first: usize) -> bool {
    let items = &page.segments[list.clone()];
    let has_sentence = items.iter().any(|item| item.shape.is_terminal && item.shape.words >= 5);
    if has_sentence {
        return false;
    }
    let is_notice = |item: &Segment| !item.role().tells();
    let is_term = |item: &Segment| item.shape.words <= 4 && !has_number(page, item);
    let is_before = list.end <= first && items.iter().all(|item| item.shape.words <= 8);
    if is_trailing(page, &list) {
        return true;
    }
    let is_introduced =
        list.start > 0 && page.words.is(page.segments[list.start - 1].tokens.end - 1, ":");
    items.len() > 1 && items.iter().any(is_notice)
        || !is_introduced && items.iter().all(is_term)
        || is_before
}

/// Whether a list of four or more lines under a heading follows the last paragraph.
fn is_trailing(page: &Page<'_>, list: &std::ops::Range<usize>) -> bool {
    let is_headed = list.start > 0 && {
        let before = &page.segments[list.start - 1];
        !before.role().tells() && !page.words.is(before.tokens.end - 1, ":")
    };
    let has_date = |item: &Segment| day_at(page.words, item.shape.first, item.tokens.end).is_some();
    let items = &page.segments[list.clone()];
    is_headed && list.len() > 3 && list.start > last_prose(page) && !items.iter().any(has_date)
}

/// Whether an item tells a number after its marker.
fn has_number(page: &Page<'_>, item: &Segment) -> bool {
    (item.shape.first..item.tokens.end).any(|token| page.words.kind(token) == TokenKind::Number)
}

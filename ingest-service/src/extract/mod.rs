//! Reads actors, events and agreements in an article.
//!
//! Knows no clock, no disk, no wire and no async: the same article gives the same analysis, byte
//! for byte, on every run and machine. Nothing here fails; what cannot be read gives a note.

pub mod actor;
mod agreement;
pub mod event;
mod gazetteer;

use shared::date::PartialDate;
use shared::mention::{Analysis, Quantity, SpanField, TextSpan, TimeExpression};

use crate::text::Text;
use crate::text::block::BlockRole;
use crate::text::index::TextIndex;
use crate::text::quantity::{QuantityMention, quantities};
use crate::text::time::{TimeMention, times};

/// Version of the rules: grows whenever their results may change.
pub const EXTRACTOR_VERSION: i32 = 4;

/// An article as the reader sees it.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    /// Plain text, after any extraction from HTML.
    pub text: &'a str,
    /// Headline as sent; may be empty.
    pub title: &'a str,
    /// The publisher's name as sent; may be empty. Never an actor.
    pub source: &'a str,
    /// Publication date as sent.
    pub published: Option<PartialDate>,
    /// BCP 47 as sent; detected if empty.
    pub language: &'a str,
    /// Whether to fill [`Analysis::notes`].
    pub explain: bool,
}

/// All stages' results for one article, before they become an [`Analysis`].
pub struct Reading<'a> {
    /// Tokens, blocks and sentences.
    pub text: Text<'a>,
    /// Publication date, or that of a dateline.
    pub anchor: Option<PartialDate>,
    /// Time expressions in order.
    pub times: Vec<TimeMention>,
    /// Quantities in order.
    pub quantities: Vec<QuantityMention>,
}

/// Reads an article.
pub fn read(article: &Article<'_>) -> Analysis {
    let text = Text::read(article.text, article.title);
    let index = TextIndex::new(article.text, SpanField::Text);
    let anchor = article.published.or_else(|| text.anchor());
    let stretches = stretches(&text, article, anchor, &index);
    if !is_read(&stretches.language) {
        return stretches;
    }
    let times = times(&text, anchor);
    let quantities = quantities(&text, &times);
    let reading = Reading { text, anchor, times, quantities };
    let actors = actor::actors(&reading, article);
    let told = event::events(&reading, &actors, article, &index);
    Analysis {
        actors: actors.mentions(&reading.text, &index, &|name| told.names(name)),
        events: told.events,
        agreements: told.agreements,
        time_expressions: reading
            .times
            .iter()
            .filter(|time| time.is_expression)
            .map(|time| expression(time, &index))
            .collect(),
        quantities: reading.quantities.iter().map(|q| quantity(q, &reading.text, &index)).collect(),
        notes: told.notes,
        ..stretches
    }
}

/// Language, anchor, boilerplate and recaps: what is told of a text in any language.
fn stretches(
    text: &Text<'_>,
    article: &Article<'_>,
    anchor: Option<PartialDate>,
    index: &TextIndex<'_>,
) -> Analysis {
    let spans = |chosen: fn(BlockRole) -> bool| {
        let blocks = text.blocks.iter().filter(|block| chosen(block.role));
        let blocks = blocks.filter(|block| !text.is_dateline(&block.tokens));
        blocks.map(|block| index.span(text.bytes(block.tokens.clone()))).collect()
    };
    let language = if article.language.is_empty() { text.language() } else { article.language };
    Analysis {
        language: language.to_owned(),
        boilerplate: spans(BlockRole::is_boilerplate),
        recaps: spans(|role| role == BlockRole::Recap),
        anchor,
        extractor_version: EXTRACTOR_VERSION,
        ..Analysis::default()
    }
}

/// Whether there are rules for a language, given as BCP 47: for English, and for texts too short
/// to tell.
fn is_read(language: &str) -> bool {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    ["en", "eng", "und"].iter().any(|read| primary.eq_ignore_ascii_case(read))
}

fn expression(time: &TimeMention, index: &TextIndex<'_>) -> TimeExpression {
    let span: TextSpan = index.span(time.bytes.clone());
    TimeExpression { span, kind: time.kind, value: time.value.clone(), date: time.date }
}

/// The quantity as the contract has it.
pub fn quantity(mention: &QuantityMention, text: &Text<'_>, index: &TextIndex<'_>) -> Quantity {
    let measure = mention.measure.clone().map_or("", |tokens| text.slice(tokens));
    Quantity {
        value: mention.value.to_string(),
        unit: mention.unit.clone(),
        measure: measure.split_whitespace().collect::<Vec<_>>().join(" "),
        direction: mention.direction,
        span: index.span(mention.bytes.clone()),
    }
}

//! What of an annotator's answer is taken: mentions with verbatim spans that the rules did not
//! read. Whatever else it sends is left out and told.

use std::collections::BTreeMap;

use shared::mention::{
    ActorMention, AgreementMention, Analysis, EventMention, Quantity, SpanField, TextSpan,
};
use shared::proto::AnnotateResponse;
use shared::wire::from_proto;

use crate::extract::event::summary::summary;

/// Longest name of an annotator, actor or agreement, in characters.
const NAME_CHARACTERS_MAX: usize = 128;

/// Why a mention is left out.
type Fault = String;

/// Adds an answer to an analysis; returns one line for each mention that was left out.
pub(super) fn add(
    text: &str,
    title: &str,
    analysis: &mut Analysis,
    answer: &AnnotateResponse,
) -> Vec<Fault> {
    if let Err(fault) = name(&answer.annotator) {
        return vec![format!("the annotator's answer was left out: annotator {fault}")];
    }
    analysis.annotator.clone_from(&answer.annotator);
    let mut addition = Addition {
        text: text.chars().collect(),
        title: title.chars().collect(),
        annotator: &answer.annotator,
        own_names: BTreeMap::new(),
        analysis,
    };
    let mut faults = Vec::new();
    let mut note = |what: &str, index: usize, taken: Result<(), Fault>| {
        if let Err(fault) = taken {
            faults.push(format!("{} left out: {what}[{index}] {fault}", answer.annotator));
        }
    };
    for (index, actor) in answer.actors.iter().enumerate() {
        let read = from_proto::actor_mention(actor).map_err(|error| error.to_string());
        note("actors", index, read.and_then(|actor| addition.actor(actor)));
    }
    for (index, agreement) in answer.agreements.iter().enumerate() {
        let read = from_proto::agreement_mention(agreement).map_err(|error| error.to_string());
        note("agreements", index, read.and_then(|agreement| addition.agreement(agreement)));
    }
    for (index, event) in answer.events.iter().enumerate() {
        let read = from_proto::event_mention(event).map_err(|error| error.to_string());
        note("events", index, read.and_then(|event| addition.event(event)));
    }
    faults
}

/// An analysis that grows.
struct Addition<'a> {
    text: Vec<char>,
    title: Vec<char>,
    annotator: &'a str,
    /// The rules' name of an actor that the annotator names otherwise.
    own_names: BTreeMap<String, String>,
    analysis: &'a mut Analysis,
}

impl Addition<'_> {
    fn actor(&mut self, mut actor: ActorMention) -> Result<(), Fault> {
        name(&actor.name).map_err(|fault| format!("name {fault}"))?;
        self.check_spans("spans", &mut actor.spans)?;
        if !is_country_code(&actor.country_code) {
            return Err(format!("country_code '{}' is not ISO 3166-1 alpha-2", actor.country_code));
        }
        let same =
            |own: &&ActorMention| own.name == actor.name || overlaps(&own.spans, &actor.spans);
        if let Some(own) = self.analysis.actors.iter().find(same) {
            self.own_names.insert(actor.name, own.name.clone());
            return Ok(());
        }
        actor.annotator = self.annotator.to_owned();
        self.analysis.actors.push(actor);
        Ok(())
    }

    fn agreement(&mut self, mut agreement: AgreementMention) -> Result<(), Fault> {
        name(&agreement.title).map_err(|fault| format!("title {fault}"))?;
        self.check_spans("spans", &mut agreement.spans)?;
        for actor in agreement.parties.iter_mut().chain(&mut agreement.signatories) {
            *actor = self.known_actor(actor)?;
        }
        self.check_quantities(&mut agreement.value)?;
        if self.analysis.agreements.iter().any(|own| own.title == agreement.title) {
            return Ok(());
        }
        agreement.annotator = self.annotator.to_owned();
        self.analysis.agreements.push(agreement);
        Ok(())
    }

    fn event(&mut self, mut event: EventMention) -> Result<(), Fault> {
        self.check_spans("evidence", &mut event.evidence)?;
        for participant in &mut event.participants {
            participant.name = self.known_actor(&participant.name)?;
        }
        self.check_quantities(&mut event.quantities)?;
        let titles = || self.analysis.agreements.iter().map(|agreement| &agreement.title);
        if !event.agreement.is_empty() && !titles().any(|title| *title == event.agreement) {
            return Err(format!("agreement '{}' is not among the agreements", event.agreement));
        }
        if event.confidence.is_some_and(|confidence| !(0.0..=1.0).contains(&confidence)) {
            return Err("confidence is not within 0 to 1".into());
        }
        let same =
            |own: &EventMention| own.kind == event.kind && overlaps(&own.evidence, &event.evidence);
        if self.analysis.events.iter().any(same) {
            return Ok(());
        }
        event.annotator = self.annotator.to_owned();
        event.summary = summary(&event);
        self.analysis.events.push(event);
        Ok(())
    }

    fn known_actor(&self, name: &str) -> Result<String, Fault> {
        let name = self.own_names.get(name).map_or(name, String::as_str);
        let known = self.analysis.actors.iter().any(|actor| actor.name == name);
        if known { Ok(name.to_owned()) } else { Err(format!("'{name}' is not among the actors")) }
    }

    fn check_quantities<'q>(
        &self,
        quantities: impl IntoIterator<Item = &'q mut Quantity>,
    ) -> Result<(), Fault> {
        for quantity in quantities {
            self.check_span("quantity", &mut quantity.span)?;
            if quantity.value.parse::<rust_decimal::Decimal>().is_err() {
                return Err(format!("quantity '{}' is no decimal number", quantity.value));
            }
        }
        Ok(())
    }

    fn check_spans(&self, field: &str, spans: &mut [TextSpan]) -> Result<(), Fault> {
        if spans.is_empty() {
            return Err(format!("{field} is empty"));
        }
        spans.iter_mut().try_for_each(|span| self.check_span(field, span))
    }

    /// A span is verbatim; an empty quote is filled in.
    fn check_span(&self, field: &str, span: &mut TextSpan) -> Result<(), Fault> {
        let characters = match span.field {
            SpanField::Text => &self.text,
            SpanField::Title => &self.title,
        };
        let range = usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok());
        let found = range.and_then(|(start, end)| characters.get(start..end));
        let Some(found) = found.filter(|found| !found.is_empty()) else {
            return Err(format!("{field} {}..{} is not in the text", span.start, span.end));
        };
        let found: String = found.iter().collect();
        if !span.quote.is_empty() && span.quote != found {
            let (start, end) = (span.start, span.end);
            return Err(format!("{field} {start}..{end} quotes what does not stand there"));
        }
        span.quote = found;
        Ok(())
    }
}

fn name(text: &str) -> Result<(), Fault> {
    match text.chars().count() {
        0 => Err("is empty".into()),
        count if count > NAME_CHARACTERS_MAX => Err(format!("has {count} characters; 128 at most")),
        _ if text.chars().any(char::is_control) => Err("has control characters".into()),
        _ => Ok(()),
    }
}

fn is_country_code(code: &str) -> bool {
    code.is_empty() || (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()))
}

fn overlaps(own: &[TextSpan], other: &[TextSpan]) -> bool {
    own.iter()
        .any(|a| other.iter().any(|b| a.field == b.field && a.start < b.end && b.start < a.end))
}

#[cfg(test)]
mod tests;

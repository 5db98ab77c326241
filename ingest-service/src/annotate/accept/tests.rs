use shared::proto::{self, AnnotateResponse};

use super::*;

const TEXT: &str = "Élodie Marchand met Novak in Bern.";

fn span(quote: &str) -> proto::TextSpan {
    let byte = TEXT.find(quote).expect("a quote of the text");
    let start = TEXT[..byte].chars().count() as i32;
    let end = start + quote.chars().count() as i32;
    proto::TextSpan { start, end, quote: quote.into(), field: 1 }
}

fn person(name: &str, quote: &str) -> proto::ActorMention {
    proto::ActorMention {
        name: name.into(),
        kind: 1,
        spans: vec![span(quote)],
        ..Default::default()
    }
}

fn meeting(names: &[&str]) -> proto::EventMention {
    let participant = |name: &&str| proto::ParticipantMention { name: (*name).to_owned(), role: 1 };
    proto::EventMention {
        kind: 1,
        modality: 1,
        participants: names.iter().map(participant).collect(),
        evidence: vec![span(TEXT)],
        ..Default::default()
    }
}

fn answer(actors: Vec<proto::ActorMention>, events: Vec<proto::EventMention>) -> AnnotateResponse {
    AnnotateResponse { annotator: "press 1".into(), actors, events, ..Default::default() }
}

fn added(analysis: &mut Analysis, answer: &AnnotateResponse) -> Vec<Fault> {
    add(TEXT, "", analysis, answer)
}

#[test]
fn mentions_carry_the_name_of_their_annotator() {
    let mut analysis = Analysis::default();
    let actors = vec![person("Élodie Marchand", "Élodie Marchand"), person("Novak", "Novak")];
    let faults =
        added(&mut analysis, &answer(actors, vec![meeting(&["Novak", "Élodie Marchand"])]));
    assert_eq!(faults, [""; 0]);
    assert!(analysis.actors.iter().all(|actor| actor.annotator == "press 1"));
    assert_eq!(analysis.annotator, "press 1");
    let event = &analysis.events[0];
    assert_eq!((event.annotator.as_str(), event.participants.len()), ("press 1", 2));
    assert!(event.summary.contains("Novak"), "{}", event.summary);
}

#[test]
fn what_the_rules_have_read_stays_theirs() {
    let mut analysis = Analysis::default();
    let own = answer(vec![person("Élodie Marchand", "Élodie Marchand")], vec![meeting(&[])]);
    added(&mut analysis, &own);
    analysis.actors[0].annotator.clear();
    analysis.events[0].annotator.clear();
    let before = analysis.clone();
    let second = answer(vec![person("Marchand", "Marchand")], vec![meeting(&["Marchand"])]);
    assert_eq!(added(&mut analysis, &second), [""; 0]);
    assert_eq!(analysis, before);
}

#[test]
fn a_second_name_leads_to_the_actor_of_the_rules() {
    let mut analysis = Analysis::default();
    added(&mut analysis, &answer(vec![person("Élodie Marchand", "Élodie Marchand")], vec![]));
    let second = answer(vec![person("Marchand", "Marchand")], vec![meeting(&["Marchand"])]);
    assert_eq!(added(&mut analysis, &second), [""; 0]);
    assert_eq!(analysis.events[0].participants[0].name, "Élodie Marchand");
}

/// What is said of an answer of which nothing may be taken.
fn fault(actors: Vec<proto::ActorMention>, events: Vec<proto::EventMention>) -> String {
    let mut analysis = Analysis::default();
    let faults = added(&mut analysis, &answer(actors, events));
    assert!(analysis.actors.is_empty() && analysis.events.is_empty());
    faults.join("; ")
}

#[test]
fn what_does_not_stand_there_is_left_out() {
    let moved = |start, end, quote: &str| {
        let spans = vec![proto::TextSpan { start, end, quote: quote.into(), field: 1 }];
        proto::ActorMention { spans, ..person("Novak", "Novak") }
    };
    for (start, end, quote) in
        [(0, 5, "Novak"), (-1, 5, ""), (30, 99, ""), (5, 5, ""), (9, 5, ""), (i32::MAX, 5, "")]
    {
        let told = fault(vec![moved(start, end, quote)], vec![]);
        assert!(told.starts_with("press 1 left out: actors[0] spans"), "{told}");
    }
    assert!(
        fault(vec![proto::ActorMention { spans: vec![], ..moved(0, 1, "") }], vec![])
            .contains("empty")
    );
    assert!(
        fault(vec![proto::ActorMention { kind: 99, ..person("N", "Novak") }], vec![])
            .contains("99")
    );
    assert!(fault(vec![person("", "Novak")], vec![]).contains("name is empty"));
    assert!(fault(vec![], vec![meeting(&["Nobody"])]).contains("'Nobody' is not among the actors"));
    let unsure = proto::EventMention { confidence: Some(f64::NAN), ..meeting(&[]) };
    assert!(fault(vec![], vec![unsure]).contains("confidence"));
    let vague = proto::EventMention { agreement: "Accord".into(), ..meeting(&[]) };
    assert!(fault(vec![], vec![vague]).contains("'Accord'"));
}

#[test]
fn an_annotator_without_a_name_adds_nothing() {
    let mut analysis = Analysis::default();
    let nameless = AnnotateResponse {
        annotator: String::new(),
        ..answer(vec![person("Novak", "Novak")], vec![])
    };
    assert_eq!(added(&mut analysis, &nameless).len(), 1);
    assert_eq!(analysis, Analysis::default());
}

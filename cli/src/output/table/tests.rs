use shared::kind::{EventKind, Modality};
use shared::proto::{
    Actor, ActorRef, Agreement, DateBasis, DateSpan, Event, PartialDate, Participant, Place,
    Quantity, Report, Role, Tenure, TextSpan,
};

use super::*;
use crate::arguments::Format;
use crate::output::color::Paint;

fn output(width: u16, on: bool) -> Output {
    Output { format: Format::Table, paint: Paint { on }, width }
}

fn date(year: i32, month: i32, day: i32) -> Option<DateSpan> {
    let date = Some(PartialDate { year, month, day });
    let basis = DateBasis::Explicit.into();
    Some(DateSpan { start: date, end: date, basis, approximate: false })
}

fn actor(name: &str) -> ActorRef {
    ActorRef { actor_id: format!("person/{name}"), name: name.to_owned(), kind: 1 }
}

fn event() -> Event {
    let participant = |name| Participant { actor: Some(actor(name)), role: 1, post: None };
    let quote = "Akmaral Alnazarova and Hans Kluge will meet in Astana in April.";
    let evidence = Some(TextSpan { quote: quote.into(), ..Default::default() });
    let report = |id: &str| Report {
        document_id: id.to_owned(),
        evidence: evidence.clone(),
        ..Default::default()
    };
    Event {
        id: "ev_1".into(),
        kind: EventKind::Meeting.to_wire(),
        modality: Modality::Planned.to_wire(),
        date: date(2025, 4, 0),
        place: Some(Place { name: "Astana".into(), country_code: "KZ".into() }),
        summary: "Akmaral Alnazarova and Hans Kluge plan to meet in Astana".into(),
        participants: vec![participant("Alnazarova"), participant("Kluge"), participant("Kluge")],
        reports: vec![report("a"), report("b"), report("a")],
        ..Default::default()
    }
}

fn check(table: &str, width: usize, expected: &str) {
    assert_eq!(table, expected.trim_start_matches('\n'));
    for line in table.lines() {
        assert!(line.chars().count() <= width, "wider than {width}: {line}");
        assert!(!line.ends_with(' '), "{line:?} ends with blanks");
    }
}

#[test]
fn a_timeline_fits_its_width() {
    let expected = "
─────────────────────────────────────────────────────────────────────────────────────────
Date     Kind        Who          Where     Told as                           Docs  Id
═════════════════════════════════════════════════════════════════════════════════════════
2025-04  meeting     Alnazarova,  Astana,   Akmaral Alnazarova and Hans          2  ev_1
         (planned)   Kluge        KZ        Kluge will meet in Astana in
                                            April.
─────────────────────────────────────────────────────────────────────────────────────────
";
    check(&events(output(90, false), &[event()]), 90, expected);
}

#[test]
fn narrow_terminals_break_more_and_still_fit() {
    for width in [60, 70, 78] {
        for line in events(output(width, false), &[event()]).lines() {
            assert!(line.chars().count() <= usize::from(width), "wider than {width}: {line}");
        }
    }
}

#[test]
fn an_agreement_shows_parties_period_and_value() {
    let agreement = Agreement {
        id: "ag_1".into(),
        title: "Country Cooperation Strategy".into(),
        kind: AgreementKind::Strategy.to_wire(),
        status: AgreementStatus::Signed.to_wire(),
        parties: vec![actor("Kazakhstan"), actor("WHO")],
        signed: date(2025, 4, 7),
        period: Some(DateSpan { start: None, ..date(2030, 0, 0).unwrap() }),
        value: Some(Quantity { value: "1800000".into(), unit: "USD".into(), ..Default::default() }),
        ..Default::default()
    };
    let expected = "
───────────────────────────────────────────────────────────────────────────────────────────────
Signed      Agreement             Kind      Status  Parties       Period      Value       Id
═══════════════════════════════════════════════════════════════════════════════════════════════
2025-04-07  Country Cooperation   strategy  signed  Kazakhstan,   until 2030  1,800,000   ag_1
            Strategy                                WHO                       USD
───────────────────────────────────────────────────────────────────────────────────────────────
";
    check(&agreements(output(96, false), &[agreement]), 96, expected);
}

#[test]
fn an_actor_shows_the_latest_post() {
    let tenure = |title: &str, year| Tenure {
        role: Some(Role {
            title: title.into(),
            organization: "Kazakhstan".into(),
            ..Default::default()
        }),
        observed: date(year, 0, 0),
        reports: Vec::new(),
    };
    let actor = Actor {
        id: "person/kluge".into(),
        kind: ActorKind::Person.to_wire(),
        name: "Kluge".into(),
        tenures: vec![tenure("Minister", 2025), tenure("Deputy Minister", 2023)],
        event_count: 3,
        document_count: 2,
        ..Default::default()
    };
    let expected = "
────────────────────────────────────────────────────────────────
Name   Kind    Latest post           Events  Docs  Id
════════════════════════════════════════════════════════════════
Kluge  person  Minister, Kazakhstan       3     2  person/kluge
────────────────────────────────────────────────────────────────
";
    check(&actors(output(100, false), &[actor]), 100, expected);
}

#[test]
fn colours_do_not_change_the_layout() {
    let plain = events(output(90, false), &[event()]);
    let colored = events(output(90, true), &[event()]);
    assert!(!plain.contains('\u{1b}') && colored.contains('\u{1b}'));
    let mut stripped = String::new();
    let mut escaped = false;
    for character in colored.chars() {
        match character {
            '\u{1b}' => escaped = true,
            'm' if escaped => escaped = false,
            _ if escaped => {}
            _ => stripped.push(character),
        }
    }
    let lines =
        |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(&stripped), lines(&plain));
}

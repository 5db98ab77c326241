//! Documents made by rule: actors by Zipf's law, and bursts of copies.

use shared::date::{DateBasis, DateSpan};
use shared::kind::{
    ActorKind, AgreementKind, AgreementStatus, EventKind, Modality, ParticipantRole,
};
use shared::mention::{
    ActorMention, AgreementMention, Analysis, EventCode, EventMention, ParticipantMention, Place,
    Quantity, Role, TextSpan,
};
use shared::proto;
use shared::wire::to_proto;

/// Documents published in a day.
const DOCUMENTS_A_DAY: usize = 2_000;

const GIVEN: &[&str] = &[
    "Aruzhan", "Miklos", "Fatou", "Erik", "Leila", "Tomas", "Ngozi", "Pedro", "Hanna", "Yusuf",
    "Ines", "Bolat", "Katri", "Samuel", "Odile", "Rustam", "Thandi", "Viktor", "Amina", "Joao",
];
const SYLLABLES: &[&str] = &[
    "ba", "lo", "ken", "mi", "tor", "as", "vel", "du", "rin", "sho", "gan", "pet", "ku", "zar",
    "nel", "fi", "hol", "yes", "wan", "cra", "mon", "dri", "tul", "ver", "sa", "beck", "ost", "im",
];
const TOPICS: &[&str] = &[
    "health",
    "energy",
    "trade",
    "climate",
    "defence",
    "railways",
    "water",
    "schools",
    "customs",
    "fishing",
    "wheat",
    "migration",
    "copper",
    "vaccines",
    "satellites",
    "ports",
    "tourism",
];
const POSTS: &[&str] =
    &["Minister of Health", "Prime Minister", "Foreign Minister", "Director", "President"];
const CODES: &[&str] = &[
    "KZ", "UZ", "TR", "HU", "AZ", "KE", "GH", "MD", "RO", "RS", "VN", "ID", "PE", "CL", "NO", "FI",
    "FR", "DE", "US", "GB", "JP", "IN", "BR", "MA", "EG", "ZA", "PK", "BD", "TH", "CA",
];
const KINDS: &[EventKind] = &[
    EventKind::Meeting,
    EventKind::Signing,
    EventKind::Statement,
    EventKind::Visit,
    EventKind::Funding,
    EventKind::Policy,
];
const PERSONS: usize = 200_000;
const BODIES: usize = 20_000;
const PLACES: usize = 5_000;

/// What happens, and who still tells of it.
pub(crate) struct News {
    draw: Draw,
    documents: usize,
    telling: Vec<(Analysis, u64, usize)>,
}

impl News {
    /// Starts at a seed; the same seed gives the same documents.
    pub(crate) fn new(seed: u64) -> Self {
        Self { draw: Draw(seed), documents: 0, telling: Vec::new() }
    }

    /// The next documents, as the feed has them.
    pub(crate) fn take(&mut self, count: usize) -> Vec<proto::FeedEntry> {
        (0..count).map(|_| self.document()).collect()
    }

    /// The next document: a new happening, or another report or a copy of one that is told now.
    fn document(&mut self) -> proto::FeedEntry {
        self.documents += 1;
        let day = 730_000 + self.documents / DOCUMENTS_A_DAY;
        let again = !self.telling.is_empty() && self.draw.below(2) == 0;
        let (mut analysis, simhash) = if again {
            let at = self.draw.below(self.telling.len());
            let (analysis, simhash, left) = &mut self.telling[at];
            let told = (analysis.clone(), *simhash);
            *left -= 1;
            if *left == 0 {
                self.telling.swap_remove(at);
            }
            told
        } else {
            let analysis = self.happening(day);
            let simhash = self.draw.next();
            // One in fifty is news that everybody copies.
            let left = if self.draw.below(50) == 0 { 60 } else { 1 + self.draw.below(2) };
            self.telling.push((analysis.clone(), simhash, left));
            (analysis, simhash)
        };
        for (number, event) in analysis.events.iter_mut().enumerate() {
            event.id = format!("ev_{:016x}", (self.documents * 8 + number) as u64);
        }
        self.entry(&analysis, simhash, day)
    }

    fn entry(&mut self, analysis: &Analysis, simhash: u64, day: usize) -> proto::FeedEntry {
        let seconds = (day as i64 - 719_162) * 86_400;
        let time = prost_types::Timestamp { seconds, nanos: 0 };
        let header = proto::DocumentHeader {
            title: format!("Report {}", self.documents),
            source: format!("Outlet {}", self.draw.zipf(500)),
            url: format!("https://example.org/{}", self.documents),
            publish_time: Some(time),
            simhash,
            ..proto::DocumentHeader::default()
        };
        proto::FeedEntry {
            position: self.documents as i64,
            document_id: format!("doc-{}", self.documents),
            revision: 1,
            record_time: Some(time),
            change: Some(proto::feed_entry::Change::Stored(proto::DocumentRecord {
                header: Some(header),
                analysis: Some(to_proto::analysis(analysis)),
            })),
        }
    }

    fn happening(&mut self, day: usize) -> Analysis {
        let draw = &mut self.draw;
        let persons: Vec<usize> = (0..2).map(|_| draw.zipf(PERSONS)).collect();
        let bodies: Vec<usize> = (0..2).map(|_| draw.zipf(BODIES)).collect();
        let country = draw.zipf(CODES.len());
        let mut actors = vec![actor(ActorKind::Country, CODES[country], CODES[country], None)];
        actors.extend(persons.iter().map(|n| {
            let code = CODES[n % CODES.len()];
            let (title, organization) = (POSTS[n % POSTS.len()].to_owned(), String::new());
            let role = Role { title, organization, country_code: code.to_owned() };
            actor(ActorKind::Person, &person(*n), "", Some(role))
        }));
        let body = |n: &usize| actor(ActorKind::Organization, &body(*n), "", None);
        actors.extend(bodies.iter().map(body));
        let names: Vec<String> = actors.iter().map(|actor| actor.name.clone()).collect();
        let topic = TOPICS[draw.below(TOPICS.len())];
        let agreement = format!("{} Accord on {topic}", name_of(draw.below(1 << 20)));
        let with_agreement = draw.below(4) == 0;
        let count = 2 + draw.below(3);
        let mut events: Vec<EventMention> = Vec::new();
        for _ in 0..count {
            let mut event = event(draw, &names, topic, day);
            if with_agreement && event.kind == EventKind::Signing {
                event.agreement.clone_from(&agreement);
            }
            events.push(event);
        }
        let agreements = with_agreement.then(|| agreed(&agreement, &names, day));
        Analysis {
            language: "en".to_owned(),
            actors,
            events,
            agreements: agreements.into_iter().collect(),
            ..Analysis::default()
        }
    }
}

fn person(number: usize) -> String {
    format!("{} {}", GIVEN[number % GIVEN.len()], name_of(number))
}

fn body(number: usize) -> String {
    let sort = ["Bank", "Group", "Institute", "Agency", "University", "Holding"][number % 6];
    format!("{} {sort}", name_of(number * 7 + 3))
}

/// A name of syllables, another one for each number.
fn name_of(number: usize) -> String {
    let (mut left, mut name) = (number + SYLLABLES.len(), String::new());
    while left > 0 {
        name.push_str(SYLLABLES[left % SYLLABLES.len()]);
        left /= SYLLABLES.len();
    }
    name[..1].to_uppercase() + &name[1..]
}

fn span(quote: &str) -> TextSpan {
    let end = i32::try_from(quote.chars().count()).unwrap_or(i32::MAX);
    TextSpan { start: 0, end, quote: quote.to_owned(), ..TextSpan::default() }
}

fn actor(kind: ActorKind, name: &str, code: &str, role: Option<Role>) -> ActorMention {
    ActorMention {
        name: name.to_owned(),
        kind,
        roles: role.into_iter().collect(),
        country_code: code.to_owned(),
        spans: vec![span(name)],
        annotator: String::new(),
    }
}

fn on(day: usize) -> Option<DateSpan> {
    let date = query_service::resolve::time::date_of_day(u32::try_from(day).ok()?)?;
    Some(DateSpan::single(date.into(), DateBasis::Explicit))
}

fn event(draw: &mut Draw, names: &[String], topic: &str, day: usize) -> EventMention {
    let kind = KINDS[draw.below(KINDS.len())];
    let mut participants = Vec::new();
    for name in names.iter().take(4).filter(|_| draw.below(3) > 0) {
        let speaks = kind == EventKind::Statement && participants.is_empty();
        let role = if speaks { ParticipantRole::Speaker } else { ParticipantRole::Participant };
        participants.push(ParticipantMention { name: name.clone(), role });
    }
    let word = name_of(draw.below(1 << 16)).to_lowercase();
    let summary = format!("{} spoke of {topic} and of {word} {}", names[1], draw.below(1000));
    let money = draw.below(4) == 0;
    let amount = (1 + draw.below(900)) * 100_000;
    let quantity = Quantity {
        value: amount.to_string(),
        unit: "USD".to_owned(),
        measure: String::new(),
        direction: None,
        span: span("an amount"),
    };
    EventMention {
        id: String::new(),
        kind,
        modality: if draw.below(5) == 0 { Modality::Planned } else { Modality::Occurred },
        date: if draw.below(6) == 0 { None } else { on(day - draw.zipf(40)) },
        place: (draw.below(2) == 0).then(|| Place {
            name: name_of(draw.zipf(PLACES) * 11),
            country_code: CODES[draw.zipf(CODES.len())].to_owned(),
        }),
        participants,
        quantities: money.then_some(quantity).into_iter().collect(),
        agreement: String::new(),
        topics: vec![topic.to_owned()],
        evidence: vec![span(&summary)],
        summary,
        confidence: Some(0.8),
        code: EventCode::default(),
        annotator: String::new(),
    }
}

fn agreed(title: &str, names: &[String], day: usize) -> AgreementMention {
    AgreementMention {
        title: title.to_owned(),
        kind: AgreementKind::Agreement,
        status: Some(AgreementStatus::Signed),
        parties: names.iter().skip(3).cloned().collect(),
        signatories: names.iter().skip(1).take(2).cloned().collect(),
        signed: on(day),
        period: None,
        value: None,
        topics: Vec::new(),
        spans: vec![span(title)],
        annotator: String::new(),
    }
}

/// Numbers by a fixed rule (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A number below `end`, the small ones much more often (Zipf with exponent 1).
    fn zipf(&mut self, end: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let rank = ((end as f64 + 1.0).ln() * unit).exp() - 1.0;
        (rank as usize).min(end - 1)
    }
}

//! Articles made by rule, for loads and benchmarks: none like another, the same everywhere.
//!
//! Actors follow Zipf's law, as in real news: a few are in most articles, most are in few. Every
//! name, number and date is drawn anew, so that text does not repeat and branch predictors learn
//! nothing: repeating five articles makes code look two to four times faster than it is.

use shared::proto;

/// A small generator of numbers with a fixed rule (SplitMix64).
pub struct Draw(u64);

impl Draw {
    /// Starts at a seed; the same seed gives the same numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        // OK because usize has at most 64 bits on the machines that we build for.
        (self.next() % end as u64) as usize
    }

    /// A number below `end`, the small ones much more often (Zipf with exponent 1).
    pub fn zipf(&mut self, end: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let rank = ((end as f64 + 1.0).ln() * unit).exp() - 1.0;
        (rank as usize).min(end - 1)
    }

    fn of(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }
}

const COUNTRIES: &[&str] = &[
    "Kazakhstan",
    "Uzbekistan",
    "Türkiye",
    "Hungary",
    "Azerbaijan",
    "Kenya",
    "Ghana",
    "Moldova",
    "Romania",
    "Serbia",
    "Vietnam",
    "Indonesia",
    "Peru",
    "Chile",
    "Norway",
    "Finland",
    "Jordan",
    "Morocco",
    "Nepal",
    "Mongolia",
    "Georgia",
    "Armenia",
    "Ethiopia",
    "Senegal",
    "Portugal",
];
const CITIES: &[&str] = &[
    "Astana",
    "Tashkent",
    "Ankara",
    "Budapest",
    "Baku",
    "Nairobi",
    "Accra",
    "Bucharest",
    "Hanoi",
    "Jakarta",
    "Lima",
    "Oslo",
    "Helsinki",
    "Amman",
    "Rabat",
    "Kathmandu",
    "Tbilisi",
    "Lisbon",
];
const FIELDS: &[&str] = &[
    "health",
    "energy",
    "trade",
    "transport",
    "education",
    "finance",
    "agriculture",
    "defence",
    "environment",
    "justice",
    "labour",
    "culture",
    "science",
    "tourism",
];
const SYLLABLES: &[&str] = &[
    "ka", "mi", "ra", "to", "len", "sor", "bek", "van", "dri", "ul", "ne", "shi", "gor", "ta",
    "mar", "el", "ju", "no", "pa", "ser", "hal", "wi", "zo", "que", "fa", "by",
];
const INSTRUMENTS: &[&str] = &[
    "a memorandum of understanding",
    "a cooperation agreement",
    "a joint declaration",
    "an action plan",
    "a loan agreement",
    "a protocol",
    "a framework agreement",
];
const ADJECTIVES: &[&str] = &[
    "rural",
    "regional",
    "primary",
    "digital",
    "renewable",
    "cross-border",
    "emergency",
    "vocational",
    "maternal",
    "industrial",
    "public",
    "coastal",
    "urban",
    "joint",
    "affordable",
];
const THINGS: &[&str] = &[
    "clinics",
    "pipelines",
    "schools",
    "railways",
    "power plants",
    "laboratories",
    "harbours",
    "research centres",
    "vaccines",
    "roads",
    "farms",
    "bridges",
    "data centres",
    "warehouses",
];

fn name(draw: &mut Draw) -> String {
    let mut word = String::new();
    for _ in 0..2 + draw.below(2) {
        word.push_str(draw.of(SYLLABLES));
    }
    let first = word.remove(0).to_ascii_uppercase();
    format!("{first}{word}")
}

/// A person by number: given name and surname, always the same for the same number.
fn person(number: usize) -> String {
    let mut draw = Draw::new(number as u64 ^ 0x7065_7273_6f6e);
    format!("{} {}", name(&mut draw), name(&mut draw))
}

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How many persons the newsroom knows.
const PERSONS: usize = 20_000;

/// What a sentence is made of, drawn anew for each.
struct Facts {
    who: String,
    country: &'static str,
    other: &'static str,
    field: &'static str,
    place: &'static str,
    adjective: &'static str,
    thing: &'static str,
    month: &'static str,
    day: usize,
    year: usize,
    amount: usize,
}

impl Facts {
    fn draw(draw: &mut Draw) -> Self {
        Self {
            who: person(draw.zipf(PERSONS)),
            country: draw.of(COUNTRIES),
            other: draw.of(COUNTRIES),
            field: draw.of(FIELDS),
            place: draw.of(CITIES),
            adjective: draw.of(ADJECTIVES),
            thing: draw.of(THINGS),
            month: draw.of(MONTHS),
            day: draw.below(28) + 1,
            year: 2015 + draw.below(11),
            amount: draw.below(900) + 2,
        }
    }
}

fn sentence(draw: &mut Draw) -> String {
    let facts = Facts::draw(draw);
    if draw.below(2) == 0 { event(draw, &facts) } else { story(draw, &facts) }
}

/// A sentence that tells an event.
fn event(draw: &mut Draw, facts: &Facts) -> String {
    let Facts { who, country, other, field, place, adjective, thing, month, day, year, amount } =
        facts;
    match draw.below(5) {
        0 => format!(
            "{country} and {other} signed {} on {adjective} {thing} in {place} on {day} {month} \
             {year}.",
            draw.of(INSTRUMENTS)
        ),
        1 => format!(
            "{country}'s {field} minister {who} met a delegation from {other} in {place} on \
             {month} {day}, {year}."
        ),
        2 => format!(
            "The World Bank approved ${amount} million for {adjective} {thing} in {country}."
        ),
        3 => format!(
            "A conference on {adjective} {thing} will be held in {place} from {day} to {} {month}.",
            day + 1
        ),
        _ => format!(
            "“We need {adjective} {thing} before {year} is over,” {who} said, adding that {amount} \
             sites were ready."
        ),
    }
}

/// A sentence that fills an article.
fn story(draw: &mut Draw, facts: &Facts) -> String {
    let Facts { who, country, other, field, place, adjective, thing, month, year, amount, .. } =
        facts;
    let rate = draw.below(300);
    match draw.below(5) {
        0 => format!("The share of {adjective} {thing} rose by {rate}% to {amount} in {year}."),
        1 => format!(
            "Residents of {place} had waited {amount} days while the old {thing} were repaired, \
             and few of them believed the {field} ministry."
        ),
        2 => format!(
            "According to {who}, the {adjective} programme covers {amount} districts of {country}."
        ),
        3 => format!(
            "Two weeks later the government of {other} announced that {adjective} {thing} worth \
             €{amount},{rate:03} had been bought."
        ),
        _ => format!(
            "It was raining in {place}, the {adjective} {thing} stood empty, and nobody at the \
             {field} ministry could say why {amount} letters had gone unanswered since {month}."
        ),
    }
}

/// The text of an article of about three kilobytes.
pub fn text(number: u64) -> String {
    let mut draw = Draw::new(number.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ 0x6e65_7773);
    let mut text = format!("{}, {} {}. ", draw.of(CITIES), draw.below(28) + 1, draw.of(MONTHS));
    for paragraph in 0..8 {
        if paragraph > 0 {
            text.push_str("\n\n");
        }
        for _ in 0..3 {
            text.push_str(&sentence(&mut draw));
            text.push(' ');
        }
    }
    text
}

/// Article `number` as a document, published some day between 2015 and 2025.
pub fn document(number: u64) -> proto::Document {
    let mut draw = Draw::new(number ^ 0x6461_7465);
    // OK because the number of days is small.
    let day = 16_436 + draw.below(4_000) as i64;
    crate::articles::article(&format!("newsroom-{number:09}"), day, &text(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_the_same_on_every_run_and_differ_from_one_another() {
        assert_eq!(text(7), text(7));
        assert_ne!(text(7), text(8));
        assert!((2_000..6_000).contains(&text(1).len()), "{}", text(1).len());
    }
}

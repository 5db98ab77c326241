//! What lies beside each key of a mention: enough to see, without reading the mention, that it
//! cannot be one with another. The test is symmetric and never turns away what
//! [`super::event_match::likeness`] or [`super::agreement_match::likeness`] would take for one
//! because of the actors, the words and the time that the key stands for.

use shared::kind::{ActorKind, EventKind};
use shared::wire::from_proto;

use super::agreement_keys::telling_words;
use super::event_match::{ENOUGH, city};
use super::event_points::{amount_points, is_at_one_place, points_of_places};
use super::record::{AgreementVertex, EventVertex};
use super::time;

/// Bytes of flags, first day, last day, place, its country, number of amounts and of actors.
const HEAD: usize = 15;
const DATED: u8 = 1;
const WORKED_OUT: u8 = 2;
/// The event is of a kind that happens at one place only.
const AT_ONE_PLACE: u8 = 4;
/// Bytes of an amount: its value and its unit as a number.
const AMOUNT: usize = 2;
/// Bytes of an actor: its class and its name as a number.
const ACTOR: usize = 3;
/// Percent of the words that mentions must share if one of them has no date and they share no
/// amount.
const UNDATED_WORDS_LEAST: i32 = 20;

/// The sketch of an event.
pub fn of_event(vertex: &EventVertex) -> Vec<u8> {
    let mention = vertex.mention.as_ref();
    let date = mention.and_then(|m| m.date.as_ref()).and_then(|d| from_proto::date_span(d).ok());
    let mut flags = 0;
    if let Some(date) = &date {
        flags |= DATED | if time::worked_out(date) { WORKED_OUT } else { 0 };
    }
    if mention.and_then(|m| EventKind::from_wire(m.kind)).is_some_and(is_at_one_place) {
        flags |= AT_ONE_PLACE;
    }
    let first = date.and_then(|date| date.first_day()).map_or(i32::MIN, time::day_number);
    let last = date.and_then(|date| date.last_day()).map_or(i32::MAX, time::day_number);
    let actors = vertex.participants.iter().filter_map(|each| each.actor.as_ref());
    let actors = few(actors.map(actor));
    let amounts = mention.iter().flat_map(|mention| &mention.quantities);
    let amounts = few(amounts.map(|each| number(&[&each.value, &each.unit])));
    let place = mention.and_then(|mention| mention.place.as_ref());
    let mut sketch = vec![flags];
    sketch.extend(first.to_be_bytes());
    sketch.extend(last.to_be_bytes());
    let city = place.map(city).filter(|city| !city.is_empty());
    sketch.extend(city.map_or(0, |city| number(&[&city]).max(1)).to_be_bytes());
    let code = place.map(|place| place.country_code.as_str()).filter(|code| !code.is_empty());
    sketch.extend(code.map_or(0, |code| number(&[code]).max(1)).to_be_bytes());
    // OK because they were cut to what a byte holds.
    sketch.extend([amounts.len() as u8, actors.len() as u8]);
    sketch.extend(amounts.iter().flat_map(|amount| amount.to_be_bytes()));
    for (number, class) in actors {
        sketch.push(class);
        sketch.extend(number.to_be_bytes());
    }
    sketch.extend(short(vertex.words.iter().copied()));
    sketch
}

/// Sorted, without repeats, as many as a byte can count.
fn few<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items.truncate(usize::from(u8::MAX));
    items
}

/// Texts as a number of two bytes.
fn number(texts: &[&str]) -> u16 {
    // OK because the number is cut on purpose.
    texts.iter().fold(0, |sum, text| crc32c::crc32c_append(sum, text.as_bytes())) as u16
}

fn actor(actor: &shared::proto::ActorRef) -> (u16, u8) {
    let class = match ActorKind::from_wire(actor.kind) {
        Some(ActorKind::Person) => 0,
        _ if actor.actor_id.starts_with("country/") => 2,
        _ => 1,
    };
    (number(&[&actor.actor_id]), class)
}

/// Numbers cut to two bytes, sorted.
fn short(numbers: impl Iterator<Item = u32>) -> Vec<u8> {
    // OK because they are cut on purpose.
    let mut short: Vec<u16> = numbers.map(|number| number as u16).collect();
    short.sort_unstable();
    short.dedup();
    short.into_iter().flat_map(u16::to_be_bytes).collect()
}

/// Whether two events may be one, by the most points that they can come to.
pub fn events_may_be_one(one: &[u8], other: &[u8]) -> bool {
    let (Some(one), Some(other)) = (EventSketch::of(one), EventSketch::of(other)) else {
        return false;
    };
    let Some(time) = one.time_points(&other) else { return false };
    let words = likeness(one.words, other.words);
    let amounts = shared(one.amounts, other.amounts);
    let undated = one.flags & other.flags & DATED == 0;
    if undated && amounts == 0 && words < UNDATED_WORDS_LEAST {
        return false;
    }
    let Some(place) = one.place_points(&other) else { return false };
    time + one.actor_points(&other) + place + amount_points(amounts) + words * 3 / 5 >= ENOUGH
}

struct EventSketch<'a> {
    flags: u8,
    first: i32,
    last: i32,
    city: u16,
    code: u16,
    amounts: &'a [u8],
    actors: &'a [u8],
    words: &'a [u8],
}

impl<'a> EventSketch<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<HEAD>()?;
        let [flags, a, b, c, d, e, f, g, h, city @ .., amounts, actors] = *head;
        let (amounts, rest) = rest.split_at_checked(usize::from(amounts) * AMOUNT)?;
        let (actors, words) = rest.split_at_checked(usize::from(actors) * ACTOR)?;
        let first = i32::from_be_bytes([a, b, c, d]);
        let last = i32::from_be_bytes([e, f, g, h]);
        let [i, j, k, l] = city;
        let (city, code) = (u16::from_be_bytes([i, j]), u16::from_be_bytes([k, l]));
        Some(Self { flags, first, last, city, code, amounts, actors, words })
    }

    /// The points of [`super::event_points::place_points`], or more.
    fn place_points(&self, other: &Self) -> Option<i32> {
        let told = self.code != 0 && other.code != 0;
        let fixed = (self.flags | other.flags) & AT_ONE_PLACE != 0;
        points_of_places(
            told.then_some(self.code == other.code),
            (self.city != 0 && other.city != 0).then_some(self.city == other.city),
            fixed,
        )
    }

    /// The points of [`super::time::relation`], or more.
    fn time_points(&self, other: &Self) -> Option<i32> {
        if self.flags & other.flags & DATED == 0 {
            return Some(0);
        }
        if (self.first, self.last) == (other.first, other.last) {
            return Some(20);
        }
        let gap = i64::from(self.first.max(other.first)) - i64::from(self.last.min(other.last));
        let loose = (self.flags | other.flags) & WORKED_OUT != 0;
        if gap <= 0 {
            Some(12)
        } else if gap <= i64::from(time::NEAR_DAYS) {
            Some(5)
        } else {
            (loose && gap <= i64::from(time::LOOSE_DAYS)).then_some(-5)
        }
    }

    fn actor_points(&self, other: &Self) -> i32 {
        let points = |actor: &[u8]| match actor[0] {
            0 => 20,
            1 => 15,
            _ => 8,
        };
        let there = |actor: &&[u8]| other.actors.chunks_exact(ACTOR).any(|each| each == *actor);
        self.actors.chunks_exact(ACTOR).filter(there).map(points).sum::<i32>().min(45)
    }
}

/// How many numbers of two bytes two sorted lists share.
fn shared(one: &[u8], other: &[u8]) -> usize {
    let (one, other) = (one.as_chunks::<2>().0, other.as_chunks::<2>().0);
    let (mut left, mut right, mut count) = (0, 0, 0);
    while left < one.len() && right < other.len() {
        let (here, there) = (u16::from_be_bytes(one[left]), u16::from_be_bytes(other[right]));
        // Without branches: which of the two comes first cannot be foretold.
        count += usize::from(here == there);
        left += usize::from(here <= there);
        right += usize::from(there <= here);
    }
    count
}

/// Percent of the mean size, rounded up.
fn likeness(one: &[u8], other: &[u8]) -> i32 {
    let size = (one.len() + other.len()) / 2;
    // OK because a share of a hundred is at most a hundred.
    if size == 0 { 0 } else { (200 * shared(one, other)).div_ceil(size) as i32 }
}

/// The sketch of an agreement: the words of its title.
pub fn of_agreement(vertex: &AgreementVertex) -> Vec<u8> {
    short(telling_words(vertex).iter().map(|word| crc32c::crc32c(word.as_bytes())))
}

/// Whether the titles of two agreements may name one.
pub fn agreements_may_be_one(one: &[u8], other: &[u8]) -> bool {
    3 * 2 * shared(one, other) >= 2 * one.len().min(other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(first: i32, last: i32, actors: &[(u8, u16)], words: &[u32]) -> Vec<u8> {
        let mut sketch = vec![DATED];
        sketch.extend(first.to_be_bytes());
        sketch.extend(last.to_be_bytes());
        sketch.extend([0; 5]);
        sketch.push(actors.len() as u8);
        for (class, number) in actors {
            sketch.push(*class);
            sketch.extend(number.to_be_bytes());
        }
        sketch.extend(short(words.iter().copied()));
        sketch
    }

    fn check(one: &[u8], other: &[u8], expected: bool) {
        assert_eq!(events_may_be_one(one, other), expected);
        assert_eq!(events_may_be_one(other, one), expected);
    }

    #[test]
    fn what_cannot_come_to_enough_points_is_passed_over() {
        let person = [(0, 7)];
        let words = [1, 2, 3, 4];
        check(&sketch(10, 10, &person, &words), &sketch(10, 10, &person, &words), true);
        check(&sketch(10, 10, &person, &[1]), &sketch(10, 10, &person, &[2]), false);
        check(&sketch(10, 10, &person, &words), &sketch(12, 12, &person, &words), true);
        check(&sketch(10, 10, &person, &words), &sketch(13, 13, &person, &words), false);
        check(&sketch(10, 10, &[(2, 7)], &[1]), &sketch(10, 10, &[(2, 7)], &[9]), false);
    }

    #[test]
    fn titles_share_most_words_of_the_shorter() {
        let title = |words: &[u32]| short(words.iter().copied());
        assert!(agreements_may_be_one(&title(&[1, 2, 3]), &title(&[2, 3, 4])));
        assert!(!agreements_may_be_one(&title(&[1, 2, 3]), &title(&[3, 4, 5])));
    }
}

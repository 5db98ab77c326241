//! Which mentions of two documents are one.

use super::mentions::{Mentions, Vertex};

/// Documents with so many mentions in common tell one story.
const STORY_MATCHES: usize = 2;

/// The mentions of two documents that are each most like the other, by their places.
pub(super) fn matches<V: Vertex>(one: &Mentions<V>, other: &Mentions<V>) -> Vec<(usize, usize)> {
    let (one, other) = (one.facts(), other.facts());
    let strict = mutual::<V>(one, other, false);
    if strict.len() >= STORY_MATCHES { mutual::<V>(one, other, true) } else { strict }
}

fn mutual<V: Vertex>(
    one: &[Option<V::Facts>],
    other: &[Option<V::Facts>],
    story: bool,
) -> Vec<(usize, usize)> {
    let mut there: Vec<Option<(u32, usize)>> = vec![None; one.len()];
    let mut here: Vec<Option<(u32, usize)>> = vec![None; other.len()];
    for (own, facts) in one.iter().enumerate() {
        for (index, others) in other.iter().enumerate() {
            let (Some(facts), Some(others)) = (facts, others) else { continue };
            let Some(likeness) = V::likeness(facts, others, story) else { continue };
            // Of equals the first by id.
            if there[own].is_none_or(|(best, _)| likeness > best) {
                there[own] = Some((likeness, index));
            }
            if here[index].is_none_or(|(best, _)| likeness > best) {
                here[index] = Some((likeness, own));
            }
        }
    }
    let mutual = |(own, best): (usize, &Option<(u32, usize)>)| {
        let (_, index) = (*best)?;
        here[index].is_some_and(|(_, back)| back == own).then_some((own, index))
    };
    there.iter().enumerate().filter_map(mutual).collect()
}

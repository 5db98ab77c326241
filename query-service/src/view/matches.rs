//! Which mentions of two documents are one.

use std::collections::BTreeMap;

use super::graph::Vertex;

/// Documents with so many mentions in common tell one story.
pub(super) const STORY_MATCHES: usize = 2;

pub(super) type Facts<V> = [(V, Option<<V as Vertex>::Facts>)];

/// The mentions of two documents that are each most like the other.
pub(super) fn matches<V: Vertex>(
    one: &Facts<V>,
    other: &Facts<V>,
    story: bool,
) -> BTreeMap<usize, usize> {
    let mut there: Vec<Option<(u32, usize)>> = vec![None; one.len()];
    let mut here: Vec<Option<(u32, usize)>> = vec![None; other.len()];
    for (own, (_, facts)) in one.iter().enumerate() {
        for (index, (_, others)) in other.iter().enumerate() {
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

//! A phrase in front that a gerund heads: "After cutting its rate, the bank raised it".

use super::argument::Places;
use super::scene::Scene;
use super::word::{Word, word_at};

/// Ends what stands after a gerund at the comma of its phrase: who acts stands behind the comma.
pub(crate) fn fronted(scene: &Scene<'_>, places: &mut Places, gerund: usize) {
    const REACH: usize = 30;
    let text = scene.text;
    let opens = places.before.len() == 1
        && (matches!(word_at(text, gerund - 1), Word::Preposition | Word::By | Word::Subordinator)
            || text.is_any(gerund - 1, &["after", "before", "while", "since", "upon"]));
    let mut after = places.after.clone().take(REACH);
    let Some(comma) = after.find(|at| text.word(*at) == ",").filter(|_| opens) else { return };
    let rest = comma + 1..places.after.end;
    if rest.clone().take(REACH).any(|at| scene.is_finite(at)) {
        places.after.end = comma;
        places.shared = Some(rest);
    }
}

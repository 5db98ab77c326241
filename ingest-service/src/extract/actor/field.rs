//! Fields of a post: "of Health and Social Protection", "of the stroke centre".

use super::scene::Scene;
use crate::extract::gazetteer::Cues;
use crate::text::token::Case;

/// Words of an object that are looked at: "of Economy, Trade and Industry".
const OBJECT: usize = 10;

/// The end of plain nouns before a comma: "the GIZ health project,".
pub(super) fn field_end(scene: &Scene<'_>, start: usize) -> usize {
    let small = Cues::FUNCTION.with(Cues::SPEECH);
    let plain =
        |at: &usize| scene.text.is(*at, "and") || (scene.is_lower(*at) && !scene.has(*at, small));
    let end = start + (start..start + 5).take_while(plain).count();
    if scene.text.is(end, ",") { end } else { start }
}

/// The end of "Health and Social Protection", "economy, trade and industry", "the stroke centre".
pub(super) fn field_phrase(scene: &Scene<'_>, start: usize, end: usize) -> usize {
    let mut last = start;
    for at in start..end.min(start + OBJECT) {
        if !scene.goes_on(at, end) {
            break;
        }
        let word = scene.text.word(at);
        let field = (is_field(scene, at) || is_acronym_field(scene, at, end))
            && !scene.is_arabic(at)
            && !is_title(scene, at, end);
        if field {
            last = at + 1;
        } else if !(matches!(word, "and" | "," | "&" | "-") && is_field_after(scene, at, end)) {
            break;
        }
    }
    let cut = scene.goes_on(last, end) && scene.is_capital(last) && last == start + 1;
    if cut && scene.is_lower(start) && !scene.has(start, Cues::PORTFOLIO) { start } else { last }
}

fn is_field_after(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let at = at + usize::from(scene.text.is(at, ",") && scene.text.is(at + 1, "and"));
    at + 1 < end
        && scene.goes_on(at + 1, end)
        && (scene.has(at + 1, Cues::PORTFOLIO) || is_acronym_field(scene, at + 1, end))
}

/// "CARICOM" within "Minister of Foreign and CARICOM Affairs".
fn is_acronym_field(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    scene.text.tokens[at].case == Case::Upper
        && scene.goes_on(at + 1, end)
        && scene.is_capital(at + 1)
        && scene.has(at + 1, Cues::PORTFOLIO)
}

/// Whether a post with a capital stands before a name: "lawyer for President X".
fn is_title(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    scene.is_capital(at)
        && scene.has(at, Cues::POST)
        && scene.goes_on(at + 1, end)
        && scene.is_capital(at + 1)
        && !scene.is_common(at + 1)
}

fn is_field(scene: &Scene<'_>, at: usize) -> bool {
    if scene.has(at, Cues::FUNCTION.with(Cues::SPEECH).with(Cues::TIME).with(Cues::HONORIFIC)) {
        return false;
    }
    if scene.text.is_any(at, &["sheikh", "sheikha", "shaikh"]) {
        return false;
    }
    scene.has(at, Cues::PORTFOLIO)
        || ((scene.is_capital(at) || scene.is_lower(at))
            && scene.is_common(at)
            && !scene.has(at, Cues::GIVEN))
}

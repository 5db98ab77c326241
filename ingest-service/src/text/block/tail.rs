//! What follows the article: links to others, teasers of them, notices.

use super::BlockRole;
use super::role::{Page, Segment};
use super::section::{LONGEST_HEADLINE, PROSE};

/// Fewer lines after the last paragraph are no list of links.
const FEWEST_LINKS: usize = 3;

/// The last paragraph or list item that no notice stands in.
pub(super) fn last_prose(page: &Page<'_>) -> usize {
    let tells = |segment: &Segment| {
        let is_item = segment.role() == BlockRole::ListItem && segment.shape.is_terminal;
        segment.is_prose(PROSE) || is_item && segment.shape.words >= PROSE
    };
    let is_clean = |segment: &Segment| segment.roles.iter().all(|role| role.tells());
    let is_last = |index: &usize| {
        let segment = &page.segments[*index];
        tells(segment) && is_clean(segment) && !is_cut_off(page, *index)
    };
    (0..page.segments.len()).rev().find(is_last).unwrap_or(0)
}

/// Whether a paragraph under a headline breaks off: "Located in the heart of the region, it is…"
/// sums up another article.
fn is_cut_off(page: &Page<'_>, index: usize) -> bool {
    let words = page.words;
    let Some(before) = index.checked_sub(1).map(|before| &page.segments[before]) else {
        return false;
    };
    let end = page.segments[index].tokens.end - 1;
    let end = if words.is_any(end, &["]", ")"]) { end - 1 } else { end };
    let is_open = words.is(end, "…") || words.word(end).ends_with("..");
    is_open && !before.shape.is_terminal && !before.shape.is_item
}

/// After the last paragraph headings are links, as are longer lines among several of them, and
/// short paragraphs with a notice are notices.
pub(super) fn tail(page: &mut Page<'_>) {
    let last = last_prose(page);
    let is_line = |segment: &Segment| !segment.shape.is_terminal && !segment.shape.is_item;
    let lines = page.segments[last + 1..].iter().filter(|segment| is_line(segment)).count();
    let mut is_introduced = false;
    for index in last + 1..page.segments.len() {
        let segment = &page.segments[index];
        // "The sides signed:" and lines without bullets are the article.
        is_introduced |= segment.shape.words >= 3 && page.words.is(segment.tokens.end - 1, ":");
        let is_link = !is_introduced
            && lines >= FEWEST_LINKS
            && segment.role() == BlockRole::Body
            && is_line(segment)
            && segment.shape.words <= LONGEST_HEADLINE;
        if is_link || is_cut_off(page, index) {
            page.segments[index].set(BlockRole::Navigation);
        }
        let segment = &mut page.segments[index];
        let notice = segment.roles.iter().find(|role| !role.tells()).copied();
        match notice {
            Some(BlockRole::Heading) => segment.set(BlockRole::Navigation),
            // A credit or byline may follow a paragraph; what a notice follows is a notice.
            Some(BlockRole::Caption | BlockRole::Byline) => {}
            Some(role) if segment.shape.words <= 45 => segment.set(role),
            _ => {}
        }
    }
}

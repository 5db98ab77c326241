//! Numbers that belong to a name and are no years: "resolution 1973", "Vision 2030".

use super::Grammar;
use crate::text::time::lexicon::Class;

/// Nouns after whose names a number is no year: "resolution 1973", "Vision 2030".
const NUMBERED: &[&str] = &[
    "resolution",
    "resolutions",
    "agenda",
    "vision",
    "flight",
    "room",
    "no",
    "no.",
    "number",
    "article",
    "section",
    "page",
    "chapter",
    "decree",
    "order",
    "law",
    "act",
    "bill",
    "route",
    "highway",
    "road",
    "street",
    "horizon",
    "roadmap",
    "strategy",
    "plan",
    "programme",
    "program",
    "goals",
    "mission",
    "project",
    "model",
    "paragraph",
    "clause",
    "unit",
    "line",
    "case",
    "docket",
    "nasdaq",
    "index",
    "than",
    "version",
    "iso",
    "level",
    "boeing",
    "airbus",
    "channel",
    "windows",
    "title",
    "rule",
    "forever",
    "about",
    "approximately",
    "nearly",
    "exceeding",
    "exceed",
    "exceeded",
    "reached",
    "totalled",
];

impl Grammar<'_> {
    /// Whether the noun before gives a number to a name.
    pub(super) fn is_numbered(&self, at: usize) -> bool {
        if at == 0 {
            return false;
        }
        let before = self.word(at - 1);
        let upper = before.len() > 1 && before.bytes().all(|byte| byte.is_ascii_uppercase());
        (upper
            && self.class(at - 1) == Class::None
            && before.len() <= 4
            && !self.is_capital(at + 1)
            && self.is_word(at.wrapping_sub(2), "pay"))
            || (before.len() <= 13
                && !self.is_later_than(at)
                && NUMBERED.iter().any(|noun| before.eq_ignore_ascii_case(noun)))
    }
}

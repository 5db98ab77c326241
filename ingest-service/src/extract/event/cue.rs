//! Words without which some rules tell nothing: looked up once for each token of a sentence, so
//! that those rules need not go through sentences that hold none of them.

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::Text;
use crate::text::token::word_hash;
use crate::text::word_set::WordTable;

/// A set of such words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cues(u16);

impl Cues {
    /// "proposed".
    pub(crate) const PROPOSED: Self = Self(1);
    /// "anniversary".
    pub(crate) const ANNIVERSARY: Self = Self(1 << 1);
    /// "member", "chair".
    pub(crate) const MEMBER: Self = Self(1 << 2);
    /// "new", "acting": before a post that somebody begins to hold.
    pub(crate) const FRESH: Self = Self(1 << 3);
    /// "under".
    pub(crate) const UNDER: Self = Self(1 << 4);
    /// "according".
    pub(crate) const ACCORDING: Self = Self(1 << 5);
    /// "headed", "led".
    pub(crate) const LED: Self = Self(1 << 6);
    /// "signed", "put".
    pub(crate) const SIGNED: Self = Self(1 << 7);
    /// "reports", "rumours", "claims".
    pub(crate) const REPORTS: Self = Self(1 << 8);
    /// "attendance".
    pub(crate) const ATTENDANCE: Self = Self(1 << 9);
    /// "focus", "priority".
    pub(crate) const FOCUS: Self = Self(1 << 10);

    /// "cabinet", "ministers": whom a list may say to take posts.
    pub(crate) const OFFICES: Self = Self(1 << 12);
    /// "will".
    pub(crate) const WILL: Self = Self(1 << 11);

    /// The words of a stretch.
    pub(crate) fn of(text: &Text<'_>, tokens: Range<usize>) -> Self {
        let words = &*WORDS;
        let cues = text.tokens[tokens].iter().filter_map(|token| words.get(token.hash));
        Self(cues.fold(0, |all, cues| all | cues.0))
    }

    /// Whether any word of the other set is in this one.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

const LISTS: &[(Cues, &[&str])] = &[
    (Cues::PROPOSED, &["proposed"]),
    (Cues::ANNIVERSARY, &["anniversary"]),
    (Cues::MEMBER, &["member", "chair"]),
    (Cues::FRESH, FRESH),
    (Cues::UNDER, &["under"]),
    (Cues::ACCORDING, &["according"]),
    (Cues::LED, &["headed", "led"]),
    (Cues::SIGNED, &["signed", "put"]),
    (Cues::REPORTS, REPORTS),
    (Cues::ATTENDANCE, &["attendance"]),
    (Cues::FOCUS, FOCUS),
    (Cues::OFFICES, OFFICES),
    (Cues::WILL, &["will"]),
];

/// Words before a post that somebody begins to hold.
pub(crate) const FRESH: &[&str] = &["new", "acting", "interim", "next", "incoming"];

/// What is to be done first.
pub(crate) const FOCUS: &[&str] = &["focus", "priority", "emphasis"];

/// Those who take posts, and bodies of them, by the words that announce a list.
pub(crate) const OFFICES: &[&str] = &[
    "cabinet",
    "ministers",
    "appointments",
    "appointees",
    "nominees",
    "reshuffle",
    "commissioners",
    "ambassadors",
];

/// What may be false.
pub(crate) const REPORTS: &[&str] =
    &["reports", "report", "rumours", "rumors", "rumour", "rumor", "claims", "allegations"];

static WORDS: LazyLock<WordTable<Cues>> = LazyLock::new(|| {
    let hashes = |(cues, words): &(Cues, &'static [&'static str])| {
        let cues = *cues;
        words.iter().map(move |word| (word_hash(word), cues))
    };
    WordTable::new(LISTS.iter().flat_map(hashes))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_own_cue() {
        for (cues, words) in LISTS {
            for word in *words {
                let text = Text::read(word, "");
                assert_eq!(Cues::of(&text, 0..1), *cues, "{word}");
            }
        }
        let text = Text::read("Led by members", "");
        assert!(Cues::of(&text, 0..3).has(Cues::LED) && !Cues::of(&text, 1..3).has(Cues::LED));
    }
}

//! What a single word hints at.

/// A set of hints. A word may give several: "general" is a post and stands before posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cues(u32);

impl Cues {
    /// An English word that is also written in lower case.
    pub(crate) const COMMON: Self = Self(1);
    /// A given name.
    pub(crate) const GIVEN: Self = Self(1 << 1);
    /// Head word of a post: "minister".
    pub(crate) const POST: Self = Self(1 << 2);
    /// Head word of several posts: "ministers".
    pub(crate) const POSTS: Self = Self(1 << 3);
    /// Stands before the head word of a post: "acting".
    pub(crate) const MODIFIER: Self = Self(1 << 4);
    /// A field of government or business: "health".
    pub(crate) const PORTFOLIO: Self = Self(1 << 5);
    /// "Mr", "Dr".
    pub(crate) const HONORIFIC: Self = Self(1 << 6);
    /// Head word of an organisation's name: "university".
    pub(crate) const BODY: Self = Self(1 << 7);
    /// Head word of a name that is no actor's: "declaration".
    pub(crate) const THING: Self = Self(1 << 8);
    /// Common noun for an organisation named before: "ministry".
    pub(crate) const NOUN: Self = Self(1 << 9);
    /// A small word within names: "bin", "de".
    pub(crate) const PARTICLE: Self = Self(1 << 10);
    /// Article, preposition, pronoun, conjunction, auxiliary.
    pub(crate) const FUNCTION: Self = Self(1 << 11);
    /// Month or weekday.
    pub(crate) const TIME: Self = Self(1 << 12);
    /// Verb whose subject is mostly an actor.
    pub(crate) const SPEECH: Self = Self(1 << 13);
    /// News outlet or social network.
    pub(crate) const OUTLET: Self = Self(1 << 14);
    /// Some known name begins with it.
    pub(crate) const STARTS: Self = Self(1 << 15);

    /// Head word of a company's name that is also a plain word: "energy".
    pub(crate) const INDUSTRY: Self = Self(1 << 16);

    /// Begins an organisation's name in another language: "Fundación".
    pub(crate) const FOREIGN: Self = Self(1 << 17);

    /// A given name that women bear.
    pub(crate) const FEMALE: Self = Self(1 << 18);
    /// A given name that men bear.
    pub(crate) const MALE: Self = Self(1 << 19);

    /// Written as names are, with a capital.
    pub(crate) const CAPITAL: Self = Self(1 << 20);
    /// Written in lower case.
    pub(crate) const LOWER: Self = Self(1 << 21);

    /// Between a person and a post that the person is given, holds or leaves.
    pub(crate) const APPOINTING: Self = Self(1 << 22);
    /// The same for a post that is left.
    pub(crate) const DISMISSING: Self = Self(1 << 23);
    /// Between the comma after a name and a post in apposition.
    pub(crate) const BETWEEN: Self = Self(1 << 24);

    /// Whether the two share a hint.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it gives no hint.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets together.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The class of words that a table row names; `None` for an unknown class.
    pub(crate) fn named(class: &str) -> Option<Self> {
        Some(match class {
            "post" => Self::POST,
            "posts" => Self::POSTS,
            "modifier" => Self::MODIFIER,
            "portfolio" => Self::PORTFOLIO,
            "honorific" => Self::HONORIFIC,
            "body" => Self::BODY,
            "thing" => Self::THING,
            "noun" => Self::NOUN,
            "particle" => Self::PARTICLE,
            "function" => Self::FUNCTION,
            "time" => Self::TIME,
            "speech" => Self::SPEECH,
            "outlet" => Self::OUTLET,
            "industry" => Self::INDUSTRY,
            "foreign" => Self::FOREIGN,
            "appointing" => Self::APPOINTING,
            "dismissing" => Self::DISMISSING,
            "between" => Self::BETWEEN,
            _ => return None,
        })
    }
}

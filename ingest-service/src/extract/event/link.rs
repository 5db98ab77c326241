//! Clauses and how they hang together.

use std::ops::Range;

/// A stretch of a sentence around a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// How it hangs on the others.
    pub(crate) link: Link,
    /// The clause that it goes on with after an insertion, or whose subject it shares.
    pub(crate) parent: Option<usize>,
}

/// How a clause hangs on the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// A clause of its own.
    Main,
    /// Goes on with its parent after an insertion.
    Resumed,
    /// "who ...", "which ...": its subject is what stands before it.
    Relative,
    /// "while ...", "after ...", with a finite verb.
    Subordinate,
    /// "if ...", "unless ...".
    Condition,
    /// "that ..." after a verb of telling.
    Complement,
    /// "and signed ...": shares its parent's subject.
    Coordinate,
    /// ", capping ...": shares its parent's subject.
    Participial,
    /// Between brackets.
    Parenthesis,
}

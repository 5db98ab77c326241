//! Why sentences with a cue gave what they gave.

/// A stable reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The verb lacks the object that its frame asks for.
    NoArgument,
    /// Nobody acts.
    NoActor,
    /// An "if", or an infinitive that nothing says will happen.
    Hypothetical,
    /// A question.
    Question,
    /// A recap, heading or caption.
    Recap,
    /// Told as not having happened.
    Negated,
    /// Old background without a part in the news.
    Background,
    /// Text that is no agreement.
    NotAnAgreement,
    /// The same as an event told elsewhere.
    Repeated,
    /// An event was read.
    Event,
}

impl Reason {
    /// The word of the contract.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NoArgument => "no-argument",
            Self::NoActor => "no-actor",
            Self::Hypothetical => "hypothetical",
            Self::Question => "question",
            Self::Recap => "recap",
            Self::Negated => "negated",
            Self::Background => "background",
            Self::NotAnAgreement => "not-an-agreement",
            Self::Repeated => "repeated",
            Self::Event => "event",
        }
    }

    /// The reason in words, about a word of the text.
    pub(crate) fn detail(self, word: &str) -> String {
        match self {
            Self::NoArgument => format!("“{word}” has no object of the kind that it needs"),
            Self::NoActor => format!("nobody is named who acts in “{word}”"),
            Self::Hypothetical => format!("“{word}” is not said to happen"),
            Self::Question => "a question tells no event".to_owned(),
            Self::Recap => "repeats what the article tells elsewhere".to_owned(),
            Self::Negated => format!("“{word}” is denied, and kept as denied"),
            Self::Background => format!("“{word}” is background"),
            Self::NotAnAgreement => format!("“{word}” has no agreement among its objects"),
            Self::Repeated => format!("“{word}” tells an event again that was told before"),
            Self::Event => format!("“{word}” tells an event"),
        }
    }
}

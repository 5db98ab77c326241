//! The contract's classes as words, both for what is shown and for what flags take.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use shared::kind::{
    ActorKind, AgreementKind, AgreementStatus, EventKind, Modality, ParticipantRole,
    TimeExpressionKind,
};

/// A closed class of the contract.
pub(crate) trait Class: Copy + Send + Sync + 'static {
    /// All of them, in order of their numbers.
    const EVERY: &'static [Self];
    /// The protobuf name without the prefix: "ACTION_PLAN".
    fn upper(self) -> &'static str;
    /// The protobuf number.
    fn number(self) -> i32;
}

macro_rules! class {
    ($($class:ident),+) => {
        $(impl Class for $class {
            const EVERY: &'static [Self] = Self::ALL;

            fn upper(self) -> &'static str {
                self.word()
            }

            fn number(self) -> i32 {
                self.to_wire()
            }
        })+
    };
}

class!(
    ActorKind,
    AgreementKind,
    AgreementStatus,
    EventKind,
    Modality,
    ParticipantRole,
    TimeExpressionKind
);

/// As the standards write it: "DATE". Empty for unspecified and for classes not known here.
pub(crate) fn shown_upper<C: Class>(number: i32) -> &'static str {
    let found = C::EVERY.iter().find(|class| class.number() == number);
    found.map(|class| class.upper()).unwrap_or_default()
}

/// As people write it: "action plan". Empty for unspecified and for classes not known here.
pub(crate) fn shown<C: Class>(number: i32) -> String {
    shown_upper::<C>(number).to_lowercase().replace('_', " ")
}

/// As a flag takes it: "action-plan".
fn flag_word<C: Class>(class: C) -> String {
    class.upper().to_lowercase().replace('_', "-")
}

/// Reads a flag's word into the number of the class, in either case and with `-` or `_`.
pub(crate) fn parser<C: Class>() -> impl TypedValueParser<Value = i32> {
    let values = C::EVERY.iter().map(|class| {
        let value = PossibleValue::new(flag_word(*class));
        if class.upper().contains('_') { value.alias(class.upper().to_lowercase()) } else { value }
    });
    PossibleValuesParser::new(values).map(|word| {
        let upper = word.to_uppercase().replace('-', "_");
        let found = C::EVERY.iter().find(|class| class.upper() == upper);
        // Any other word has been refused before.
        found.map_or(0, |class| class.number())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_shown_as_words() {
        assert_eq!(shown::<AgreementKind>(7), "action plan");
        assert_eq!(shown::<EventKind>(1), "meeting");
        assert_eq!(shown::<EventKind>(0), "");
        assert_eq!(shown::<EventKind>(999), "");
    }

    #[test]
    fn flags_take_every_class_in_every_spelling() {
        let command = clap::Command::new("x")
            .arg(clap::Arg::new("kind").value_parser(parser::<AgreementKind>()).ignore_case(true));
        for word in ["action-plan", "action_plan", "ACTION_PLAN", "Action-Plan"] {
            let matches = command.clone().try_get_matches_from(["x", word]).unwrap();
            assert_eq!(matches.get_one::<i32>("kind"), Some(&7), "{word}");
        }
        assert!(command.try_get_matches_from(["x", "actionplan"]).is_err());
    }
}

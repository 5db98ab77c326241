//! Which rules for dates may begin with a word, so that most are left without being asked.

use crate::text::time::lexicon::Class;

// A bit for each rule, by its name.
pub(super) const NUMERIC: u16 = 1;
pub(super) const ABSOLUTE: u16 = 1 << 1;
pub(super) const ERA: u16 = 1 << 2;
pub(super) const FISCAL: u16 = 1 << 3;
pub(super) const RELATIVE: u16 = 1 << 4;
pub(super) const NTH: u16 = 1 << 5;
pub(super) const PARTIAL: u16 = 1 << 6;
pub(super) const DECADE: u16 = 1 << 7;
pub(super) const CENTURY: u16 = 1 << 8;
pub(super) const SHORT: u16 = 1 << 9;
pub(super) const ANNIVERSARY: u16 = 1 << 10;

/// The rules that a piece of this class may begin. Builds with debug assertions ask the others
/// too, and fail if one reads anything.
pub(super) fn rules(class: Class) -> u16 {
    use Class as C;
    match class {
        C::The => !(NUMERIC | ERA | SHORT),
        C::Number => NUMERIC | ABSOLUTE | ERA | FISCAL | RELATIVE | PARTIAL | DECADE,
        C::Cardinal => ABSOLUTE | RELATIVE | NTH | PARTIAL | DECADE | CENTURY | ANNIVERSARY,
        C::Ordinal => ABSOLUTE | FISCAL | NTH | PARTIAL | CENTURY | ANNIVERSARY,
        C::Dotted => NUMERIC | RELATIVE,
        C::Month | C::ShortMonth | C::Weekday | C::ShortWeekday | C::Season => ABSOLUTE | PARTIAL,
        C::QuarterCode | C::HalfCode => ABSOLUTE | FISCAL | PARTIAL,
        C::Last | C::Final => ABSOLUTE | FISCAL | RELATIVE | NTH | PARTIAL,
        C::This | C::Current | C::Next | C::Previous | C::Following => FISCAL | RELATIVE,
        C::Fy | C::Fiscal => FISCAL,
        C::Decade | C::DecadeWord => DECADE,
        C::Apostrophe => DECADE | SHORT,
        C::Possessive => SHORT,
        C::Possessor => ANNIVERSARY,
        C::Article
        | C::Count
        | C::Another
        | C::Couple
        | C::Some
        | C::Half
        | C::DayName
        | C::Same
        | C::That
        | C::Unit => RELATIVE,
        _ => 0,
    }
}

/// Whether a piece names a date and can begin neither a length nor a vague reference.
pub(super) fn names_date(class: Class) -> bool {
    use Class as C;
    matches!(
        class,
        C::Month
            | C::ShortMonth
            | C::Weekday
            | C::ShortWeekday
            | C::DayName
            | C::QuarterCode
            | C::HalfCode
            | C::Holiday
            | C::Decade
            | C::DecadeWord
    )
}

/// Whether no expression begins with a piece of this class. Builds with debug assertions ask.
pub(super) fn never(class: Class) -> bool {
    is_mark(class) || leads(class) || follows(class)
}

fn is_mark(class: Class) -> bool {
    use Class as C;
    matches!(
        class,
        C::Comma
            | C::Stop
            | C::Dash
            | C::Slash
            | C::Colon
            | C::Open
            | C::Close
            | C::Quote
            | C::Money
            | C::Percent
    )
}

/// Words that only lead to an expression.
fn leads(class: Class) -> bool {
    use Class as C;
    matches!(
        class,
        C::Of
            | C::In
            | C::On
            | C::By
            | C::From
            | C::To
            | C::And
            | C::Or
            | C::For
            | C::During
            | C::Between
            | C::Since
            | C::Until
            | C::Before
            | C::After
            | C::Within
            | C::Over
            | C::More
            | C::About
    )
}

/// Words that only stand within an expression or after it, and verbs.
fn follows(class: Class) -> bool {
    use Class as C;
    matches!(
        class,
        C::Was
            | C::Will
            | C::Leaves
            | C::Begin
            | C::Onward
            | C::Ago
            | C::Other
            | C::Zone
            | C::Meridiem
            | C::Oclock
            | C::Scale
            | C::Long
            | C::Period
            | C::Straight
            | C::School
            | C::Anniversary
            | C::Birthday
            | C::Moment
            | C::Post
    )
}

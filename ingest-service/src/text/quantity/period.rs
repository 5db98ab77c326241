//! Durations as quantities, for rules that treat "for three years" as a term of three years.

use rust_decimal::Decimal;
use shared::kind::TimeExpressionKind;

use super::{QuantityKind, QuantityMention};
use crate::text::time::TimeMention;

/// A time expression that tells one duration, as a quantity: "P3Y" is 3 of the unit "year".
///
/// [`super::quantities`] leaves durations to the time layer; this gives them back. `None` for
/// points in time, sets, vague durations ("PXY") and those of several units ("P1Y6M").
pub fn duration(time: &TimeMention) -> Option<QuantityMention> {
    if time.kind != TimeExpressionKind::Duration {
        return None;
    }
    let (value, unit) = length(&time.value)?;
    Some(QuantityMention {
        bytes: time.bytes.clone(),
        tokens: time.tokens.clone(),
        kind: QuantityKind::Measure,
        value,
        unit: unit.to_owned(),
        direction: None,
        approximate: false,
        measure: None,
    })
}

/// The number and unit of a TIMEX3 duration.
fn length(value: &str) -> Option<(Decimal, &'static str)> {
    let value = value.strip_prefix('P')?;
    let (value, is_clock) = match value.strip_prefix('T') {
        Some(clock) => (clock, true),
        None => (value, false),
    };
    let unit = value.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let number = value[..unit].parse().ok()?;
    let unit = match (&value[unit..], is_clock) {
        ("Y", false) => "year",
        ("Q", false) => "quarter",
        ("M", false) => "month",
        ("W", false) => "week",
        ("WE", false) => "weekend",
        ("D", false) => "day",
        ("DE", false) => "decade",
        ("CE", false) => "century",
        ("H", true) => "hour",
        ("M", true) => "minute",
        ("S", true) => "second",
        _ => return None,
    };
    Some((number, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_one_unit_are_quantities() {
        for (value, expected) in [
            ("P3Y", Some(("3", "year"))),
            ("P2.5Y", Some(("2.5", "year"))),
            ("PT72H", Some(("72", "hour"))),
            ("PT5M", Some(("5", "minute"))),
            ("P5M", Some(("5", "month"))),
            ("P2DE", Some(("2", "decade"))),
            ("P1Y6M", None),
            ("PXY", None),
            ("2025", None),
            ("P", None),
        ] {
            let read = length(value).map(|(number, unit)| (number.to_string(), unit));
            let expected = expected.map(|(number, unit): (&str, _)| (number.to_owned(), unit));
            assert_eq!(read, expected, "{value}");
        }
    }
}

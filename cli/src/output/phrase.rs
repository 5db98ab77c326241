//! Parts of records as short phrases.

use shared::kind::{EventKind, Modality};
use shared::proto;

use super::word;

/// "meeting", or "meeting (planned)" where it has not occurred.
pub(crate) fn event_kind(kind: i32, modality: i32) -> String {
    let kind = word::shown::<EventKind>(kind);
    if modality == Modality::Occurred.to_wire() || modality == 0 {
        return kind;
    }
    format!("{kind} ({})", word::shown::<Modality>(modality))
}

/// "1 document", "2 documents": a count of things whose plural only adds an s.
pub(crate) fn count(number: impl Into<i128>, noun: &str) -> String {
    let number = number.into();
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Names of actors, each once, in their order.
pub(crate) fn names<'a>(actors: impl Iterator<Item = &'a proto::ActorRef>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for actor in actors {
        if !names.contains(&actor.name.as_str()) {
            names.push(&actor.name);
        }
    }
    names.join(", ")
}

/// "Astana, KZ".
pub(crate) fn place(place: Option<&proto::Place>) -> String {
    let Some(place) = place else {
        return String::new();
    };
    let parts = [place.name.as_str(), place.country_code.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// "1,800,000 USD"; long whole numbers are grouped for the eye.
pub(crate) fn quantity(quantity: &proto::Quantity) -> String {
    let unit = quantity.unit.as_str();
    let gap = if unit.is_empty() || unit == "%" { "" } else { " " };
    format!("{}{gap}{unit}", grouped(&quantity.value))
}

fn grouped(value: &str) -> String {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    if digits.len() < 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.to_owned();
    }
    let mut text = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if fraction.is_empty() { text } else { format!("{text}.{fraction}") }
}

/// "Minister of Health, Kazakhstan".
pub(crate) fn post(role: &proto::Role) -> String {
    let parts = [role.title.as_str(), role.organization.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The words of a text up to `most` characters, with dots where some are left out.
pub(crate) fn beginning(text: &str, most: usize) -> String {
    let mut beginning = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().count() + 1;
        if length > most && !beginning.is_empty() {
            return beginning + " …";
        }
        if !beginning.is_empty() {
            beginning.push(' ');
        }
        beginning.push_str(word);
    }
    beginning
}

/// "8.4% (growth, increase)".
pub(crate) fn measured(quantity: &proto::Quantity) -> String {
    let direction = match quantity.direction() {
        proto::ChangeDirection::Increase => "increase",
        proto::ChangeDirection::Decrease => "decrease",
        proto::ChangeDirection::Level => "level",
        proto::ChangeDirection::Unspecified => "",
    };
    let parts = [quantity.measure.as_str(), direction];
    let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let number = self::quantity(quantity);
    if told.is_empty() { number } else { format!("{number} ({})", told.join(", ")) }
}

/// A quote without the line ends of its article.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use shared::proto::{Place, Quantity};

    use super::*;

    #[test]
    fn quantities_are_grouped_for_the_eye() {
        let check = |value: &str, unit: &str, expected: &str| {
            let number = Quantity { value: value.into(), unit: unit.into(), ..Default::default() };
            assert_eq!(quantity(&number), expected);
        };
        check("1800000", "USD", "1,800,000 USD");
        check("-12345.678", "", "-12,345.678");
        check("8.4", "%", "8.4%");
        check("2024", "year", "2024 year");
    }

    #[test]
    fn long_texts_end_at_a_word() {
        assert_eq!(beginning("They met\n in  Oslo.", 40), "They met in Oslo.");
        assert_eq!(beginning("They met in Oslo.", 10), "They met …");
        assert_eq!(beginning("Donaudampfschiff fährt", 5), "Donaudampfschiff …");
    }

    #[test]
    fn places_and_posts_leave_out_what_is_not_known() {
        let at = |name: &str, code: &str| {
            place(Some(&Place { name: name.into(), country_code: code.into() }))
        };
        assert_eq!((at("", "KZ").as_str(), at("Astana", "").as_str()), ("KZ", "Astana"));
        assert_eq!(place(None), "");
    }
}

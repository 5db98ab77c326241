//! Numbers in digits: grouping against decimals.

use rust_decimal::Decimal;

/// Most significant digits that a number may have; more is no quantity.
const MAXIMUM_DIGITS: usize = 27;

/// The value of digits with stops and commas between, or of a fraction sign, also after digits:
/// "1,234.56", "1.234,56", "12,34,567", "1,3", "½", "2½". `None` for lists ("22,24,26"),
/// addresses ("192.168.1.2"), and what is too long.
pub(super) fn decimal(word: &str) -> Option<Decimal> {
    let Some((numerator, denominator)) = word.chars().next_back().and_then(vulgar_fraction) else {
        return plain(word);
    };
    let part = Decimal::from(numerator).checked_div(Decimal::from(denominator))?;
    let whole = word.trim_end_matches(|c| vulgar_fraction(c).is_some());
    let is_one = word[whole.len()..].chars().nth(1).is_none();
    let value = if whole.is_empty() { part } else { plain(whole)?.checked_add(part)? };
    is_one.then(|| value.normalize())
}

/// The value of ASCII digits with stops and commas between.
fn plain(word: &str) -> Option<Decimal> {
    let point = decimal_point(word)?;
    let (mut mantissa, mut digits, mut scale) = (0i128, 0, 0);
    for (index, byte) in word.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        digits += 1;
        if digits > MAXIMUM_DIGITS {
            return None;
        }
        mantissa = mantissa * 10 + i128::from(byte - b'0');
        scale += u32::from(point.is_some_and(|point| index > point));
    }
    let value = Decimal::try_from_i128_with_scale(mantissa, scale).ok()?;
    let value = if scale > 0 { value.normalize() } else { value };
    (digits > 0).then_some(value)
}

/// Where the decimals begin: `Some(None)` for a whole number, `None` if it is no single number.
fn decimal_point(word: &str) -> Option<Option<usize>> {
    if !word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return None;
    }
    let (stops, commas) = (word.matches('.').count(), word.matches(',').count());
    let last = word.rfind(['.', ',']);
    match (stops, commas) {
        (0, 0) => Some(None),
        (1, 0) => Some(last),
        (0, 1) => Some(if is_grouped(word, ',') { None } else { last }),
        (0, _) => is_grouped(word, ',').then_some(None),
        (_, 0) => is_grouped(word, '.').then_some(None),
        _ => {
            let last = last?;
            let group = if word.as_bytes()[last] == b'.' { ',' } else { '.' };
            is_grouped(&word[..last], group).then_some(Some(last))
        }
    }
}

/// Whether groups are of three digits, or the Indian way of two and at last three.
fn is_grouped(word: &str, mark: char) -> bool {
    let mut groups = word.rsplit(mark).map(str::len);
    let last = groups.next();
    let groups: Vec<usize> = groups.collect();
    let Some((first, inner)) = groups.split_last() else { return false };
    let begins_with_zero = word.starts_with('0');
    let western = (1..=3).contains(first) && inner.iter().all(|length| *length == 3);
    let indian = mark == ',' && (1..=2).contains(first) && inner.iter().all(|length| *length == 2);
    last == Some(3) && (western || indian) && !begins_with_zero
}

/// "½" and its like as numerator and denominator.
fn vulgar_fraction(character: char) -> Option<(u32, u32)> {
    Some(match character {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Option<&str>) {
        assert_eq!(decimal(word).map(|value| value.to_string()), expected.map(str::to_owned));
    }

    #[test]
    fn grouping_is_told_from_decimals() {
        check("784", Some("784"));
        check("1,234", Some("1234"));
        check("1,234.56", Some("1234.56"));
        check("1.234,56", Some("1234.56"));
        check("12,34,567", Some("1234567"));
        check("12,34,567.89", Some("1234567.89"));
        check("1.234.567", Some("1234567"));
        check("8.4", Some("8.4"));
        check("8,4", Some("8.4"));
        check("4.800", Some("4.8"));
        check("0,125", Some("0.125"));
        check("½", Some("0.5"));
        check("2¾", Some("2.75"));
    }

    #[test]
    fn what_is_no_single_number_has_no_value() {
        check("22,24,26", None);
        check("192.168.1.2", None);
        check("1.2.3", None);
        check("31.03.2025", None);
        check("9999999999999999999999999999", None);
        check("٣", None);
        check("½½", None);
    }
}

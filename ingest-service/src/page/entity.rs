//! Character references: "&amp;", "&#8220;", "&#x2014;".

use std::collections::HashMap;
use std::sync::LazyLock;

/// The longest name of HTML 4 has eight letters; a number needs no more either.
const LONGEST: usize = 10;

static NAMES: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
    let rows = include_str!("../../data/entities.tsv").lines();
    let named = rows.filter_map(|row| {
        let (name, code) = row.split_once('\t')?;
        Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
    });
    named.collect()
});

/// The character that a reference at the beginning of `text` means, and the reference's length.
pub(super) fn decode(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    let name_length = rest.bytes().take(LONGEST).take_while(|byte| is_name(*byte)).count();
    let name = &rest[..name_length];
    let has_end = rest.as_bytes().get(name_length) == Some(&b';');
    let character = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None if has_end => *NAMES.get(name)?,
        None => return None,
    };
    Some((character, 1 + name_length + usize::from(has_end)))
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'#'
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|character| *character != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        assert_eq!(decode("&amp;x"), Some(('&', 5)));
        assert_eq!(decode("&eacute;"), Some(('é', 8)));
        assert_eq!(decode("&#8220;a"), Some(('“', 7)));
        assert_eq!(decode("&#x2014;"), Some(('—', 8)));
        assert_eq!(decode("&#39 "), Some(('\'', 4)));
        assert_eq!(decode("&apos;"), Some(('\'', 6)));
        for none in ["&", "&;", "& b", "&nosuch;", "&amp", "&#;", "&#0;", "&#xd800;", "&#99999999;"]
        {
            assert_eq!(decode(none), None, "{none}");
        }
    }
}

//! What a token means by its form alone: marks, numbers, and digits mixed with letters.

use super::lexicon::{Class, Entry, NOTHING};

/// Punctuation and symbols that parts of dates are joined by, or that make a number a price.
pub(super) fn mark(word: &str) -> Entry {
    let class = match word {
        "," => Class::Comma,
        "." => Class::Stop,
        "-" | "–" | "—" | "‐" | "‑" | "−" | "‒" | "~" => Class::Dash,
        "/" => Class::Slash,
        ":" => Class::Colon,
        "'" | "’" | "‘" | "`" => Class::Apostrophe,
        "(" | "[" => Class::Open,
        ")" | "]" => Class::Close,
        "\"" | "“" | "”" => Class::Quote,
        "$" | "€" | "£" | "¥" | "₹" | "₸" | "₽" | "₺" | "#" | "№" => Class::Money,
        "%" => Class::Percent,
        _ => Class::None,
    };
    Entry { class, value: 0 }
}

/// Digits with what may stand between them: "2024", "1,800", "31.03.2025".
pub(super) fn number(word: &str) -> Entry {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return match word.parse() {
            Ok(value) if word.len() <= 4 => Entry { class: Class::Number, value },
            Ok(value) => Entry { class: Class::Count, value },
            Err(_) => NOTHING,
        };
    }
    if word.contains(',') {
        let digits: String = word.chars().filter(|c| *c != ',').collect();
        return digits.parse().map_or(NOTHING, |value| Entry { class: Class::Count, value });
    }
    Entry { class: Class::Dotted, value: 0 }
}

/// "24th", "1990s", "Q3", "H1", "3Q".
pub(super) fn mixed(word: &str) -> Entry {
    let word = word.trim_start_matches(['\'', '’', '‘']);
    match word.as_bytes() {
        [digit @ b'1'..=b'4', b'Q'] => return code(Class::QuarterCode, *digit),
        [digit @ b'1'..=b'2', b'H'] => return code(Class::HalfCode, *digit),
        _ => {}
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let value: i32 = word[..digits].parse().unwrap_or(-1);
    let rest = &word[digits..];
    if (1..=4).contains(&digits) {
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| rest.eq_ignore_ascii_case(end));
        if ordinal && value > 0 {
            return Entry { class: Class::Ordinal, value };
        }
        if rest == "s" && value % 10 == 0 && (digits == 2 || digits == 4) {
            return Entry { class: Class::Decade, value };
        }
        return NOTHING;
    }
    match word.as_bytes() {
        [b'Q' | b'q', digit @ b'1'..=b'4'] => code(Class::QuarterCode, *digit),
        [b'H' | b'h', digit @ b'1'..=b'2'] => code(Class::HalfCode, *digit),
        _ => NOTHING,
    }
}

fn code(class: Class, digit: u8) -> Entry {
    Entry { class, value: i32::from(digit - b'0') }
}

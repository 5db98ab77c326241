//! A text with what was found marked in it, for people to look at.

use std::ops::Range;

/// How the beginning and end of a mark are written.
pub trait Style {
    /// What stands before a marked stretch.
    fn before(&self, label: &str) -> String;
    /// What stands after it.
    fn after(&self, label: &str) -> String;
    /// What stands after an inner mark where the stretch around it goes on; nothing by default.
    fn resume(&self, _label: &str) -> String {
        String::new()
    }
}

/// Marks for plain files: "[14 May]{DATE 2025-05-14}".
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain;

impl Style for Plain {
    fn before(&self, _label: &str) -> String {
        "[".to_owned()
    }

    fn after(&self, label: &str) -> String {
        format!("]{{{label}}}")
    }
}

/// Marks for terminals: the stretch in one ANSI colour, the label after it dimmed.
///
/// The first word of the label chooses the colour: stretches of one sort look alike.
#[derive(Clone, Copy, Debug, Default)]
pub struct Colour;

/// ANSI foreground colours that are legible on dark and on light ground.
const COLOURS: [u8; 6] = [31, 32, 33, 34, 35, 36];

impl Style for Colour {
    fn before(&self, label: &str) -> String {
        let sort = label.split(' ').next().unwrap_or_default();
        let sum: usize = sort.bytes().map(usize::from).sum();
        format!("\x1b[{}m", COLOURS[sum % COLOURS.len()])
    }

    fn after(&self, label: &str) -> String {
        format!("\x1b[0m\x1b[2m⟨{label}⟩\x1b[0m")
    }

    fn resume(&self, label: &str) -> String {
        self.before(label)
    }
}

/// The text with a mark around each stretch and its label after it.
///
/// Stretches are ranges of bytes with a label, in any order. One that holds another encloses its
/// marks; one that overlaps another without holding it, lies outside the text or is cut within a
/// character is left out.
pub fn marked(text: &str, stretches: &[(Range<usize>, String)], style: &impl Style) -> String {
    let mut sorted: Vec<&(Range<usize>, String)> = stretches
        .iter()
        .filter(|(bytes, _)| bytes.start < bytes.end && text.get(bytes.clone()).is_some())
        .collect();
    // The longer first where two begin together, so that it encloses the other.
    sorted.sort_by_key(|(bytes, _)| (bytes.start, std::cmp::Reverse(bytes.end)));
    let mut marker = Marker { text, style, out: String::new(), written: 0, open: Vec::new() };
    for (bytes, label) in sorted {
        marker.begin(bytes, label);
    }
    marker.close_until(text.len());
    marker.write(text.len());
    marker.out
}

/// The text with its control characters but line ends and tabs made visible: no article may
/// command the terminal that shows it.
fn visible(text: &str) -> String {
    let shown = |character: char| match character {
        '\n' | '\t' | '\r' => character,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}'..='\u{9f}' => '\u{fffd}',
        _ => character,
    };
    text.chars().map(shown).collect()
}

struct Marker<'a, S> {
    text: &'a str,
    style: &'a S,
    out: String,
    /// Bytes of the text that are written.
    written: usize,
    /// End and label of each open mark, the outermost first.
    open: Vec<(usize, &'a str)>,
}

impl<'a, S: Style> Marker<'a, S> {
    fn begin(&mut self, bytes: &Range<usize>, label: &'a str) {
        self.close_until(bytes.start);
        if self.open.last().is_some_and(|(end, _)| *end < bytes.end) {
            return;
        }
        self.write(bytes.start);
        self.out.push_str(&self.style.before(label));
        self.open.push((bytes.end, label));
    }

    /// Ends the marks that end at or before a byte.
    fn close_until(&mut self, position: usize) {
        while let Some((end, label)) = self.open.pop_if(|(end, _)| *end <= position) {
            self.write(end);
            self.out.push_str(&self.style.after(label));
            // The mark around goes on: its colour with it.
            if let Some((_, outer)) = self.open.last() {
                self.out.push_str(&self.style.resume(outer));
            }
        }
    }

    fn write(&mut self, end: usize) {
        self.out.push_str(&visible(&self.text[self.written..end]));
        self.written = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, stretches: &[(Range<usize>, &str)], expected: &str) {
        let stretches: Vec<(Range<usize>, String)> =
            stretches.iter().map(|(bytes, label)| (bytes.clone(), (*label).to_owned())).collect();
        assert_eq!(marked(text, &stretches, &Plain), expected);
    }

    #[test]
    fn marks_stand_around_their_stretches() {
        check("on 14 May in Osh", &[(3..9, "DATE 05-14")], "on [14 May]{DATE 05-14} in Osh");
        check("ab", &[(1..2, "B"), (0..1, "A")], "[a]{A}[b]{B}");
        check("abc", &[(0..3, "X"), (0..1, "A"), (2..3, "C")], "[[a]{A}b[c]{C}]{X}");
        check("abc", &[], "abc");
        check("", &[(0..0, "A")], "");
    }

    #[test]
    fn bad_stretches_are_left_out() {
        check("abcd", &[(0..2, "A"), (1..3, "B")], "[ab]{A}cd");
        check("äb", &[(1..2, "A"), (0..9, "B"), (2..2, "C")], "äb");
    }

    #[test]
    fn colours_go_on_after_an_inner_mark() {
        let stretches = [(0..3, "A".to_owned()), (1..2, "B".to_owned())];
        let outer = "\x1b[36m";
        let expected =
            format!("{outer}a\x1b[31mb\x1b[0m\x1b[2m⟨B⟩\x1b[0m{outer}c\x1b[0m\x1b[2m⟨A⟩\x1b[0m");
        assert_eq!(marked("abc", &stretches, &Colour), expected);
    }

    #[test]
    fn escapes_of_the_text_are_shown() {
        check("a\x1b[31mb\n\t\u{9b}c", &[], "a␛[31mb\n\t\u{fffd}c");
    }
}

//! Colours, where they are wanted.

use anstyle::{AnsiColor, Style};

use crate::arguments::ColorChoice;

/// Paints text, or leaves it as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paint {
    /// Whether to paint at all.
    pub(crate) on: bool,
}

/// Titles and names.
pub(crate) const STRONG: Style = Style::new().bold();
/// What matters less.
pub(crate) const DIM: Style = Style::new().dimmed();
/// Dates and times.
pub(crate) const DATE: Style = AnsiColor::Cyan.on_default();
/// Kinds, and found quantities.
pub(crate) const KIND: Style = AnsiColor::Green.on_default();
/// Names of actors.
pub(crate) const ACTOR: Style = AnsiColor::Yellow.on_default();
/// What is well.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
/// What went wrong or was removed.
pub(crate) const BAD: Style = AnsiColor::Red.on_default();

impl Paint {
    /// `terminal` tells whether the text goes to one.
    pub(crate) fn new(choice: ColorChoice, terminal: bool) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        let on = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && !set("NO_COLOR") && !dumb(),
        };
        Self { on }
    }

    /// The text in this style.
    pub(crate) fn text(self, style: Style, text: &str) -> String {
        if self.on && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_left_alone_off_a_terminal() {
        let paint = Paint::new(ColorChoice::Auto, false);
        assert_eq!(paint.text(BAD, "x"), "x");
        assert_eq!(Paint::new(ColorChoice::Never, true).text(BAD, "x"), "x");
        assert_eq!(Paint::new(ColorChoice::Always, false).text(BAD, "x"), "\u{1b}[31mx\u{1b}[0m");
    }
}

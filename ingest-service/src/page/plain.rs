//! Text of HTML in one pass, without a tree: linear in its length, whatever it holds.

use super::entity;
use super::scanner::{Piece, Scanner, find};

/// Nested lists beyond this depth are numbered as the one around them.
const DEEPEST_LIST: usize = 32;

/// Elements whose content is no text of the page.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "textarea", "title", "svg", "select",
    "math",
];

/// Text with paragraphs, headings and list items on lines of their own.
pub(super) fn text(html: &str) -> String {
    let mut writer = Writer::default();
    let mut scanner = Scanner::new(html);
    while let Some(piece) = scanner.next_piece() {
        match piece {
            Piece::Text(text) => writer.text(text),
            Piece::Open { name, .. } if UNSEEN.contains(&name.as_str()) => scanner.skip(&name),
            Piece::Open { name, .. } => writer.open(&name),
            Piece::Close(name) => writer.close(&name),
        }
    }
    writer.out
}

/// The text of the title element; empty if there is none.
pub(super) fn title(html: &str) -> String {
    let Some(start) = find(html, "<title") else { return String::new() };
    let rest = &html[start..];
    let end = find(rest, "</title").unwrap_or(0);
    let Some(open) = rest[..end].find('>') else { return String::new() };
    let mut writer = Writer::default();
    writer.text(&rest[open + 1..end]);
    writer.out
}

/// What parts two pieces of text, the weaker first.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

#[derive(Default)]
struct Writer {
    out: String,
    pending: Break,
    /// The list item's mark that the next text is to begin with.
    marker: Option<String>,
    /// Open lists: the number of the last item, or `None` for one with bullets.
    lists: Vec<Option<u32>>,
    is_preformatted: bool,
}

impl Writer {
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let (character, length) = entity::decode(rest).unwrap_or((first, first.len_utf8()));
            rest = &rest[length..];
            self.character(character);
        }
    }

    fn character(&mut self, character: char) {
        match character {
            '\n' if self.is_preformatted => self.part(Break::Line),
            ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.part(Break::Space),
            _ if character.is_control() => {}
            _ => {
                self.flush();
                self.out.push(character);
            }
        }
    }

    fn part(&mut self, with: Break) {
        self.pending = self.pending.max(with);
    }

    /// Writes the break and the item's mark that stand before the next character.
    fn flush(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str(match self.pending {
                Break::None => "",
                Break::Space => " ",
                Break::Line => "\n",
                Break::Paragraph => "\n\n",
            });
        }
        self.pending = Break::None;
        if let Some(marker) = self.marker.take() {
            self.out.push_str(&marker);
        }
    }

    fn open(&mut self, name: &str) {
        match name {
            "br" if self.pending >= Break::Line => self.part(Break::Paragraph),
            "br" | "tr" => self.part(Break::Line),
            "td" | "th" => self.cell(),
            "li" => self.item(),
            "ul" | "ol" => {
                self.block(name);
                if self.lists.len() < DEEPEST_LIST {
                    self.lists.push((name == "ol").then_some(0));
                }
            }
            "pre" => {
                self.is_preformatted = true;
                self.block(name);
            }
            _ => self.block(name),
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "ul" | "ol" => {
                self.lists.pop();
                self.marker = None;
                let is_nested = !self.lists.is_empty();
                self.part(if is_nested { Break::Line } else { Break::Paragraph });
            }
            "li" => {
                self.marker = None;
                self.part(Break::Line);
            }
            "pre" => {
                self.is_preformatted = false;
                self.block(name);
            }
            _ => self.block(name),
        }
    }

    /// Cells of a row stand on one line with bars between.
    fn cell(&mut self) {
        if self.pending < Break::Line && !self.out.is_empty() {
            self.part(Break::Space);
            self.marker = Some("| ".to_owned());
        }
    }

    fn item(&mut self) {
        self.part(Break::Line);
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = number.saturating_add(1);
                format!("{number}. ")
            }
            _ => "- ".to_owned(),
        };
        self.marker = Some(marker);
    }

    /// Parts paragraphs at a block element; the first one in a list item stays on its line.
    fn block(&mut self, name: &str) {
        let is_in_item = self.marker.is_some() || !self.lists.is_empty();
        if BLOCKS.contains(&name) {
            self.part(if is_in_item { Break::Line } else { Break::Paragraph });
        }
    }
}

/// Elements that begin on a line of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "blockquote",
    "figure",
    "figcaption",
    "table",
    "caption",
    "form",
    "address",
    "dl",
    "dt",
    "dd",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "pre",
    "fieldset",
    "legend",
    "details",
    "summary",
    "body",
    "html",
    "head",
    "center",
    "time",
    "button",
    "label",
    "option",
    "video",
    "audio",
];

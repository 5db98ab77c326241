//! Pages that a tree would make dear.
//!
//! A parser that follows the standard takes time and space that grow with the square of the input
//! on deep nesting, on unclosed formatting elements, which it opens anew in every paragraph, and
//! on floods of attributes. This pass is linear and errs on the safe side.

use super::scanner::{Piece, Scanner};

/// Deepest nesting that is parsed; news pages stay below a hundred.
const DEEPEST: usize = 250;
/// Most attributes of one tag, counted by their separators.
const MOST_ATTRIBUTES: usize = 1_000;
/// Most formatting elements that a parser may have to open anew, all paragraphs taken together.
const MOST_REOPENED: usize = 200_000;
/// An end tag closes over so many unclosed elements at most.
const FARTHEST_END: usize = 8;

/// Whether a tree of the page stays small and its making quick.
pub(super) fn is_harmless(html: &str) -> bool {
    let mut open = Open::default();
    let mut scanner = Scanner::new(html);
    while let Some(piece) = scanner.next_piece() {
        match piece {
            Piece::Text(_) => {}
            Piece::Close(name) => open.end(&name),
            Piece::Open { tag, .. } if has_flood(tag) => return false,
            // Within drawings these hold elements as any other does.
            Piece::Open { name, .. } if RAW.contains(&name.as_str()) && !open.is_drawing() => {
                scanner.skip(&name);
            }
            Piece::Open { name, is_self_closing, .. } => open.begin(name, is_self_closing),
        }
        if open.names.len() > DEEPEST || open.reopened > MOST_REOPENED {
            return false;
        }
    }
    true
}

/// Whether a tag has more attributes than any page needs.
fn has_flood(tag: &str) -> bool {
    let is_separator =
        |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
    tag.len() > MOST_ATTRIBUTES && tag.bytes().filter(is_separator).count() > MOST_ATTRIBUTES
}

/// The elements that are open.
#[derive(Default)]
struct Open {
    names: Vec<String>,
    /// Formatting elements of each name that were not closed by an end tag of theirs.
    formatting: [usize; FORMATTING.len()],
    reopened: usize,
}

impl Open {
    /// Whether the innermost element is one of a drawing, where "/>" closes.
    fn is_drawing(&self) -> bool {
        let inner = self.names.iter().rev();
        inner.take_while(|name| DRAWING.contains(&name.as_str())).any(|name| name == "svg")
    }

    fn begin(&mut self, name: String, is_self_closing: bool) {
        self.reopened += self.formatting.iter().sum::<usize>();
        let is_drawing = DRAWING.contains(&name.as_str());
        if self.is_drawing() && is_drawing && is_self_closing {
            return;
        }
        // HTML within a drawing ends it, but for the elements that may hold HTML.
        while self.is_drawing() && !is_drawing && !HOLDS_HTML.contains(&name.as_str()) {
            self.names.pop();
        }
        let closes_last =
            CLOSED_BY_THE_NEXT.contains(&name.as_str()) && self.names.last() == Some(&name);
        if VOID.contains(&name.as_str()) || closes_last {
            return;
        }
        if let Some(place) = formatting(&name) {
            self.formatting[place] += 1;
        }
        self.names.push(name);
    }

    /// Closes an element with those inside it: a block unless a table or the like is inside, any
    /// other element unless a block is.
    fn end(&mut self, name: &str) {
        if let Some(place) = formatting(name) {
            self.formatting[place] = self.formatting[place].saturating_sub(1);
        }
        let mut inner = self.names.iter().rev().take(FARTHEST_END);
        let Some(distance) = inner.position(|open| open == name) else { return };
        let place = self.names.len() - 1 - distance;
        let keeps = if BLOCKS.contains(&name) { BOUNDS } else { BLOCKS };
        if !self.names[place + 1..].iter().any(|open| keeps.contains(&open.as_str())) {
            self.names.truncate(place);
        } else if formatting(name).is_some() {
            self.names.remove(place);
        }
    }
}

fn formatting(name: &str) -> Option<usize> {
    FORMATTING.iter().position(|formatting| *formatting == name)
}

/// Elements whose content is text up to their end tag.
const RAW: &[&str] =
    &["script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"];

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that another of the same name closes.
const CLOSED_BY_THE_NEXT: &[&str] =
    &["p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "colgroup"];

const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements of a drawing that may hold HTML.
const HOLDS_HTML: &[&str] = &["title", "desc", "foreignobject"];

/// Elements that the end tag of an inline one around them does not close.
const BLOCKS: &[&str] = &[
    "address",
    "applet",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "colgroup",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "html",
    "iframe",
    "li",
    "listing",
    "main",
    "marquee",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "template",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "desc",
    "foreignobject",
];

/// Elements that an end tag of one around them does not close.
const BOUNDS: &[&str] =
    &["table", "td", "th", "caption", "button", "object", "marquee", "applet", "html"];

/// Elements of SVG drawings that hold no HTML.
const DRAWING: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "clippath",
    "mask",
    "lineargradient",
    "radialgradient",
    "filter",
    "pattern",
    "marker",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "use",
    "stop",
    "animate",
    "image",
    "text",
    "tspan",
    "metadata",
];

//! HTML cut into tags and text, without a tree.

/// A piece of HTML.
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// An element that begins: its name in lower case, whether the tag ends in "/>", and the whole
    /// tag.
    Open {
        name: String,
        is_self_closing: bool,
        tag: &'a str,
    },
    /// Name of an element that ends, in lower case.
    Close(String),
}

/// Cuts HTML into pieces. Comments are left out.
pub(super) struct Scanner<'a> {
    html: &'a str,
    position: usize,
    /// Cleared when a tag has no end: nothing after it can be a tag.
    has_tags: bool,
    /// Elements that were skipped to in vain: they do not end after this point.
    endless: Vec<String>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { html, position: 0, has_tags: true, endless: Vec::new() }
    }

    pub(super) fn next_piece(&mut self) -> Option<Piece<'a>> {
        loop {
            let rest = &self.html[self.position..];
            if rest.is_empty() {
                return None;
            }
            if !self.has_tags || !begins_tag(rest) {
                let first = first_length(rest);
                let next = rest[first..].find('<').filter(|_| self.has_tags);
                let end = next.map_or(rest.len(), |at| first + at);
                self.position += end;
                return Some(Piece::Text(&rest[..end]));
            }
            let Some(length) = tag_length(rest) else {
                self.has_tags = false;
                continue;
            };
            self.position += length;
            if let Some(piece) = piece_of(&rest[..length]) {
                return Some(piece);
            }
        }
    }

    /// Skips an element's content. One that never ends is not skipped.
    pub(super) fn skip(&mut self, name: &str) {
        if self.endless.iter().any(|endless| endless == name) {
            return;
        }
        let rest = &self.html[self.position..];
        match find(rest, &format!("</{name}")) {
            Some(end) => self.position += end,
            None => self.endless.push(name.to_owned()),
        }
    }
}

/// The piece that a tag is; `None` for comments and declarations.
fn piece_of(tag: &str) -> Option<Piece<'_>> {
    match tag.as_bytes()[1] {
        b'/' => Some(Piece::Close(name_of(&tag[2..]))),
        b'!' | b'?' => None,
        _ => {
            let name = name_of(&tag[1..]);
            Some(Piece::Open { name, is_self_closing: tag.ends_with("/>"), tag })
        }
    }
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Whether a tag, comment or declaration may begin here.
fn begins_tag(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let is_name = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    bytes[0] == b'<'
        && (is_name(1)
            || matches!(bytes.get(1), Some(b'!' | b'?'))
            || bytes.get(1) == Some(&b'/') && is_name(2))
}

/// Bytes of the tag or comment that begins here; `None` if it never ends.
fn tag_length(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return Some(rest.find("-->")? + 3);
    }
    let mut quote = None;
    for (index, &byte) in rest.as_bytes().iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(index + 1),
            // A quotation mark opens a value only after "=".
            (None, b'"' | b'\'') if index > 0 && rest.as_bytes()[index - 1] == b'=' => {
                quote = Some(byte)
            }
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn name_of(tag: &str) -> String {
    let name = tag.bytes().take(16).take_while(u8::is_ascii_alphanumeric);
    name.map(|byte| byte.to_ascii_lowercase() as char).collect()
}

/// Where a lower-case ASCII text first stands, case aside.
pub(super) fn find(html: &str, wanted: &str) -> Option<usize> {
    let (html, wanted) = (html.as_bytes(), wanted.as_bytes());
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(found) = html[from..].iter().position(|byte| byte.to_ascii_lowercase() == first)
    {
        let start = from + found;
        let stretch = html.get(start..start + wanted.len())?;
        if stretch.eq_ignore_ascii_case(wanted) {
            return Some(start);
        }
        from = start + 1;
    }
    None
}

//! Addresses: URLs, domains, e-mail addresses, handles.

/// Where an address ends whose first word is `source[start..end]`; `None` if it is none.
pub(super) fn end(source: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    match bytes.get(end)? {
        b':' if source[end..].starts_with("://") => Some(path(source, end + 3)),
        b'.' | b'@' | b'_' if bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) => {
            address(source, start, end)
        }
        _ => None,
    }
}

/// Where a handle ends: "@WHO", "@zito_q".
pub(super) fn handle(source: &str, start: usize) -> Option<usize> {
    let length = source.as_bytes()[start + 1..].iter().take_while(|byte| is_name(**byte)).count();
    (length > 0).then_some(start + 1 + length)
}

/// The end of an e-mail address or of a domain with its path.
fn address(source: &str, start: usize, first_end: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    let name_end = dotted(bytes, start);
    if bytes.get(name_end) == Some(&b'@') {
        let host_end = dotted(bytes, name_end + 1);
        return is_domain(&source[name_end + 1..host_end]).then_some(host_end);
    }
    // A word may hold letters that no domain holds; then this is none.
    if name_end < first_end || !is_domain(&source[start..name_end]) {
        return None;
    }
    let has_path = bytes.get(name_end) == Some(&b'/');
    Some(if has_path { path(source, name_end + 1) } else { name_end })
}

/// The end of a run of names with single stops between.
fn dotted(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while let Some(&byte) = bytes.get(end) {
        let is_inner_stop =
            byte == b'.' && end > start && bytes.get(end + 1).copied().is_some_and(is_name);
        if !is_name(byte) && !is_inner_stop {
            break;
        }
        // Longer than any domain or local part may be: no address.
        if end - start > MAX_ADDRESS {
            return start;
        }
        end += 1;
    }
    end
}

/// RFC 5321 allows 254 characters for an e-mail address.
const MAX_ADDRESS: usize = 254;

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// The end of a URL: up to a blank or quote, without the marks of the sentence around it.
fn path(source: &str, start: usize) -> usize {
    let length = source[start..]
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '»' | '|'))
        .unwrap_or(source.len() - start);
    let url = &source[start..start + length];
    start + url.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '…']).len()
}

/// Lower-case labels of which the last is a top-level domain.
fn is_domain(name: &str) -> bool {
    let Some((host, top)) = name.rsplit_once('.') else { return false };
    let is_top = match top.len() {
        2 => !WORDS.contains(&top) || host.starts_with("www.") || host.len() < 3,
        _ => TOP.contains(&top),
    };
    !host.is_empty()
        && is_top
        && top.bytes().all(|byte| byte.is_ascii_lowercase())
        && host.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Top-level domains of more than two letters that news mention.
const TOP: &[&str] = &[
    "com", "org", "net", "gov", "edu", "int", "info", "news", "biz", "mil", "example", "online",
    "media", "press", "asia", "live", "tech", "health", "app", "dev", "site", "world", "africa",
    "travel", "museum", "coop", "aero", "blog", "agency",
];

/// Country domains that are English words: after a stop they are taken for a sentence's first.
const WORDS: &[&str] = &[
    "am", "as", "at", "be", "by", "do", "he", "if", "in", "is", "it", "me", "my", "no", "of", "on",
    "or", "so", "to", "us", "we", "an", "go", "up",
];

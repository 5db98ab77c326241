//! Events as Markdown, by year.

use std::fmt::Write as _;

use shared::proto::{Event, Report};

use super::{date, phrase};

/// One heading a year, one list item an event, each source behind it with the words that say so.
pub(crate) fn events(events: &[Event]) -> String {
    let mut text = "# Timeline\n".to_owned();
    let mut heading = String::new();
    for event in events {
        let dated = event.date.as_ref();
        let start = dated.and_then(|date| date.start.or(date.end));
        let year = start.map_or("Undated".to_owned(), |start| start.year.to_string());
        if year != heading {
            // Writing into a String cannot fail.
            let _ = write!(text, "\n## {year}\n\n");
            heading = year;
        }
        let kind = phrase::event_kind(event.kind, event.modality);
        let summary = escaped(&event.summary);
        let _ = writeln!(text, "- **{}** {summary} ({kind})", date::span(dated));
        for report in &event.reports {
            let _ = writeln!(text, "  - {}", source(report));
        }
    }
    text
}

fn source(report: &Report) -> String {
    let name = [&report.source, &report.title, &report.document_id];
    let name = escaped(name.into_iter().find(|name| !name.is_empty()).map_or("", String::as_str));
    let quote = report.evidence.as_ref().map_or("", |span| span.quote.as_str());
    let is_link = report.url.starts_with("https://") || report.url.starts_with("http://");
    let name = if is_link { format!("[{name}](<{}>)", address(&report.url)) } else { name };
    format!("{name}: {}", escaped(quote))
}

/// An address that cannot end the link that it stands in.
fn address(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace(char::is_whitespace, "%20")
}

/// Text of articles as text, on one line: nothing in it is markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        for character in word.chars() {
            if "\\`*_[]<>#&|".contains(character) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::calendar::tests::signing;
    use super::*;

    #[test]
    fn years_are_headings_and_sources_are_linked() {
        let expected = "# Timeline\n\n## 2025\n\n- **2025-06** Moldova and Romania sign (signing \
                        (planned))\n  - [doc-1](<https://news.example/1>): They will sign, it \
                        says.\n";
        assert_eq!(events(&[signing()]), expected);
        assert!(events(&[Event::default()]).contains("## Undated"));
    }

    #[test]
    fn text_of_articles_is_no_markup() {
        assert_eq!(escaped("a\n# <b> [x](y) *z*"), "a \\# \\<b\\> \\[x\\](y) \\*z\\*");
    }
}

//! An HTML page or fragment as plain text with paragraphs.
//!
//! Takes any text: no depth of nesting, no unclosed tag and no flood of attributes makes it slow
//! or fail. A page that would be dear to parse, or in which no article is found, gives its text
//! with the tags stripped.

mod entity;
mod hazard;
mod plain;
mod scanner;

use dom_smoothie::{Config, Readability};
use shared::date::PartialDate;

/// What an HTML page tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The article: paragraphs and headings with an empty line between, list items as lines that
    /// begin with "- " or "1. ".
    pub text: String,
    /// The headline; empty if none is found.
    pub title: String,
    /// The day of publication that the page's metadata state.
    pub published: Option<PartialDate>,
    /// BCP 47 as the page states it; empty if it does not.
    pub language: String,
}

/// Pages with more elements are not searched for their article; news pages have a few thousand.
const MOST_ELEMENTS: usize = 20_000;
/// A shorter article than this many bytes is doubtful: the page's whole text may tell more.
const SHORT_ARTICLE: usize = 400;

/// Reads a page, or a fragment that is all article.
pub fn read(html: &str) -> Page {
    let article = if is_page(html) && hazard::is_harmless(html) { article(html) } else { None };
    let mut page = article.unwrap_or_default();
    // A short article may be a menu or a notice that was taken for it.
    if page.text.len() < SHORT_ARTICLE {
        let whole = plain::text(html);
        if whole.len() > 2 * page.text.len() {
            page.text = whole;
        }
    }
    if page.title.is_empty() {
        page.title = plain::title(html);
    }
    page
}

/// The text of a page's article, or of a fragment.
pub fn text_of_html(html: &str) -> String {
    read(html).text
}

/// Whether the text is a page with a head and menus, not a fragment.
fn is_page(html: &str) -> bool {
    ["<html", "<body", "<head"].iter().any(|tag| scanner::find(html, tag).is_some())
}

/// The article in a page; `None` if there is none, or if the extraction crate fails on it.
fn article(html: &str) -> Option<Page> {
    // OK because a failed extraction leaves nothing behind that is used again.
    std::panic::catch_unwind(|| extract(html)).ok()?
}

fn extract(html: &str) -> Option<Page> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let published = article.published_time.as_deref().and_then(|time| time.get(..10));
    Some(Page {
        text: plain::text(&article.content),
        title: article.title.split_whitespace().collect::<Vec<_>>().join(" "),
        published: published.and_then(|day| day.parse().ok()),
        language: article.lang.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests;

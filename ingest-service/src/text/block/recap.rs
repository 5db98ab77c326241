//! Stretches that repeat what the article tells elsewhere.

use std::ops::Range;

use super::super::time::day_at;
use super::super::token::TokenKind;
use super::super::word_set::{ByHash, Hashes};
use super::BlockRole;
use super::overlap::content_stem;
use super::role::{Page, Section};

/// Content words told elsewhere, in hundredths, above which a list amid the article repeats it.
const LIST: usize = 65;
/// The same for a list after the last paragraph.
const TRAILING: usize = 50;
/// The same below a heading that announces a recap.
const ANNOUNCED: usize = 45;
/// The same for two sentences before a photo credit.
const CAPTION: usize = 50;
/// The same for the last sentence before one in a longer paragraph.
const LAST_CAPTION: usize = 75;
/// Tokens of a caption that may end the article.
const SHORT_CAPTION: usize = 30;
/// Longest caption in tokens.
const LONG_CAPTION: usize = 80;
/// The same below which a list before the article is of headlines of others.
const FOREIGN: usize = 40;
/// Fewer lines before the article are no list of headlines.
const HEADLINES: usize = 4;
/// Shortest sentence whose repetition is one, in words.
const SHORTEST: usize = 6;
/// Words told before a list that it may repeat.
const FEWEST_TOLD: usize = 80;

/// Marks lists, summaries, captions and sentences that repeat the article.
pub(super) fn mark(page: &mut Page<'_>) {
    repeated_sentences(page);
    let lists = candidates(page);
    let credits = credits(page);
    if lists.is_empty() && credits.is_empty() {
        return;
    }
    let told = Told::new(page);
    for list in lists {
        if told.repeats(page, &list) {
            for segment in &mut page.segments[list.segments] {
                segment.set(BlockRole::Recap);
            }
        } else if is_of_others(page, &told, &list) {
            for segment in &mut page.segments[list.segments] {
                segment.set(BlockRole::Navigation);
            }
        }
    }
    for index in credits {
        captions(page, &told, index);
    }
}

/// Sentences before a photo credit: a caption if they are few and repeat the article or are short;
/// in a longer paragraph only the last of them may be one.
fn captions(page: &mut Page<'_>, told: &Told, index: usize) {
    let segment = &page.segments[index];
    let Some(credit) = segment.credit else { return };
    let (first, last) = (&segment.sentences[0], &segment.sentences[credit - 1]);
    let whole = first.start..last.end;
    // A credit that ends the article says nothing of the paragraph before it.
    let is_last = !page.segments[index + 1..].iter().any(|after| after.is_prose(12));
    let share = told.share(page, &whole, true, true);
    let is_caption = match credit {
        1 if is_last => whole.len() <= SHORT_CAPTION && share >= LAST_CAPTION,
        1 if whole.len() <= LONG_CAPTION => true,
        2 if whole.len() <= LONG_CAPTION => !is_last && share >= CAPTION,
        _ => false,
    };
    let from = if is_caption {
        0
    } else if told.share(page, last, true, true) >= LAST_CAPTION {
        credit - 1
    } else {
        return;
    };
    page.segments[index].roles[from..credit].fill(BlockRole::Caption);
}

/// A list or summary that may repeat the article.
struct Candidate {
    segments: Range<usize>,
    is_announced: bool,
}

/// Lists of at least two items, and what a heading announces as a recap.
fn candidates(page: &Page<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < page.segments.len() {
        let is_announced = start > 0 && page.segments[start - 1].opens == Some(Section::Recap);
        let items = page.segments[start..]
            .iter()
            .take_while(|segment| segment.role() == BlockRole::ListItem)
            .count();
        let length = if is_announced { items.max(1) } else { items };
        if length > 1 || is_announced && page.segments[start].role().tells() {
            found.push(Candidate { segments: start..start + length, is_announced });
        }
        start += length.max(1);
    }
    found
}

/// Segments in which sentences stand before a photo credit.
fn credits(page: &Page<'_>) -> Vec<usize> {
    let credits = page.segments.iter().enumerate().filter_map(|(index, segment)| {
        let before = segment.credit?.checked_sub(1)?;
        segment.roles[before].tells().then_some(index)
    });
    credits.collect()
}

/// Where each content word stands in what tells: first and last token.
struct Told {
    places: ByHash<(usize, usize)>,
    /// Tokens of all that tells.
    tokens: usize,
}

impl Told {
    fn new(page: &Page<'_>) -> Self {
        let mut told = Self { places: ByHash::default(), tokens: 0 };
        for segment in &page.segments {
            for (sentence, role) in segment.sentences.iter().zip(&segment.roles) {
                if role.tells() {
                    told.add(page, sentence);
                }
            }
        }
        told
    }

    fn add(&mut self, page: &Page<'_>, sentence: &Range<usize>) {
        self.tokens += sentence.len();
        for token in sentence.clone() {
            if let Some(stem) = content_stem(page.words, token) {
                self.places.entry(stem).or_insert((token, token)).1 = token;
            }
        }
    }

    /// Whether a list repeats what stands before it; one that is announced or precedes the article
    /// may repeat what follows.
    fn repeats(&self, page: &Page<'_>, list: &Candidate) -> bool {
        let tokens = page.segments[list.segments.start].tokens.start
            ..page.segments[list.segments.end - 1].tokens.end;
        let is_leading = tokens.start < FEWEST_TOLD;
        if !list.is_announced && !is_leading && tokens.start < FEWEST_TOLD.max(self.tokens / 4) {
            return false;
        }
        let may_follow = list.is_announced || is_leading;
        let is_trailing =
            !page.segments[list.segments.end..].iter().any(|after| after.is_prose(20));
        let least = match (list.is_announced, is_trailing && !is_chronicle(page, list)) {
            (true, _) => ANNOUNCED,
            (false, true) => TRAILING,
            (false, false) => LIST,
        };
        self.share(page, &tokens, true, may_follow) >= least
    }

    /// Hundredths of a stretch's content words that stand before or after it.
    fn share(&self, page: &Page<'_>, tokens: &Range<usize>, before: bool, after: bool) -> usize {
        let (mut total, mut shared) = (0, 0);
        for token in tokens.clone() {
            let Some(stem) = content_stem(page.words, token) else { continue };
            total += 1;
            shared += usize::from(self.places.get(&stem).is_some_and(|(first, last)| {
                before && *first < tokens.start || after && *last >= tokens.end
            }));
        }
        (shared * 100_usize).checked_div(total).unwrap_or(0)
    }
}

/// Whether a list before the article is of headlines of others: several lines without a stop, of
/// whose words the article tells few.
fn is_of_others(page: &Page<'_>, told: &Told, list: &Candidate) -> bool {
    let items = &page.segments[list.segments.clone()];
    let has_begun = page.segments[..list.segments.start].iter().any(|before| before.is_prose(8));
    if has_begun || list.is_announced || items.len() < HEADLINES {
        return false;
    }
    let tokens = items[0].tokens.start..items[items.len() - 1].tokens.end;
    let is_open = items.iter().all(|item| !item.shape.is_terminal);
    is_open && told.share(page, &tokens, true, true) < FOREIGN
}

/// Whether most items of a list begin with a date: a chronicle tells more than the article.
fn is_chronicle(page: &Page<'_>, list: &Candidate) -> bool {
    let items = &page.segments[list.segments.clone()];
    let dated =
        items.iter().filter(|item| day_at(page.words, item.shape.first, item.tokens.end).is_some());
    dated.count() * 2 > items.len()
}

/// Sentences that stand in the text word for word already: pull quotes, summaries, copies.
fn repeated_sentences(page: &mut Page<'_>) {
    let mut seen: Hashes = Hashes::default();
    for segment in &mut page.segments {
        for (sentence, role) in segment.sentences.iter().zip(&mut segment.roles) {
            if !role.tells() || sentence.len() < SHORTEST {
                continue;
            }
            let words = page.words;
            let letters = sentence.clone().filter(|token| words.kind(*token) != TokenKind::Mark);
            let hash = letters.fold(0_u64, |hash, token| {
                hash.rotate_left(5).wrapping_add(words.tokens[token].hash)
            });
            if !seen.insert(hash) {
                *role = BlockRole::Recap;
            }
        }
    }
}

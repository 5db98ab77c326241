//! Topics of an event, from a fixed list (data/topics.tsv).

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::Text;
use crate::text::token::word_hash;
use crate::text::word_set::{ByHash, WordTable};

const TOPICS: &str = include_str!("../../../data/topics.tsv");

/// A phrase that tells a topic: the hashes of the words after its first, and the topic.
struct Cue {
    rest: Vec<u64>,
    topic: &'static str,
}

static CUES: LazyLock<WordTable<Vec<Cue>>> = LazyLock::new(|| {
    let mut cues: ByHash<Vec<Cue>> = ByHash::default();
    for line in TOPICS.lines().filter(|line| !line.starts_with('#')) {
        let Some((topic, phrases)) = line.split_once('\t') else { continue };
        for phrase in phrases.split(", ") {
            let mut words = phrase.split(' ').map(word_hash);
            let Some(first) = words.next() else { continue };
            cues.entry(first).or_default().push(Cue { rest: words.collect(), topic });
        }
    }
    WordTable::new(cues)
});

/// Most topics of one event.
const MOST: usize = 3;

/// The topics that a stretch of text names, in text order.
pub(crate) fn topics(text: &Text<'_>, tokens: Range<usize>, into: &mut Vec<String>) {
    let all = &*CUES;
    for token in tokens {
        let Some(cues) = all.get(text.tokens[token].hash) else { continue };
        for cue in cues {
            let hash = |index: usize| text.tokens.get(token + 1 + index).map(|token| token.hash);
            let matches =
                cue.rest.iter().enumerate().all(|(index, word)| hash(index) == Some(*word));
            if matches && into.len() < MOST && !into.iter().any(|topic| topic == cue.topic) {
                into.push(cue.topic.to_owned());
            }
        }
    }
}

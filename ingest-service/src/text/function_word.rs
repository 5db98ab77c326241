//! Function words: auxiliaries, prepositions, conjunctions and their like.

use std::sync::LazyLock;

use super::token::word_hash;
use super::word_set::WordTable;

/// What a function word does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// "is", "been".
    Be,
    /// "has", "had".
    Have,
    /// "does", "did".
    Do,
    /// "will", "shall", "they'll".
    Will,
    /// "would", "could", "may", "might", "should", "can".
    Modal,
    /// "must".
    Must,
    /// "to".
    To,
    /// "not", "never", "no longer".
    Not,
    /// Adverbs that stand between a subject and its verb: "also", "jointly".
    Adverb,
    /// "in", "with", "under".
    Preposition,
    /// "of".
    Of,
    /// "by".
    By,
    /// "the", "a", "his", "several".
    Determiner,
    /// "two", "several", "both": they may stand for a noun.
    Quantifier,
    /// "who", "which".
    Relative,
    /// "that".
    That,
    /// "while", "because", "if".
    Subordinator,
    /// "and", "or", "but".
    Coordinator,
    /// "he", "they".
    Pronoun,
    /// No function word.
    Other,
}

const LISTS: &[(Word, &str)] = &[
    (Word::Be, "is are was were be been being am isn't aren't wasn't weren't"),
    (Word::Have, "has have had having hasn't haven't hadn't"),
    (Word::Do, "do does did don't doesn't didn't"),
    (Word::Will, "will shall won't he'll she'll it'll they'll we'll i'll you'll"),
    (
        Word::Modal,
        "would could may might should can ought wouldn't couldn't shouldn't can't cannot he'd \
         she'd they'd we'd it'd",
    ),
    (Word::Must, "must mustn't"),
    (Word::To, "to"),
    (Word::Not, "not never neither nor"),
    (
        Word::Adverb,
        "also then already just now recently formally officially jointly later earlier again \
         today tomorrow yesterday still since thereby finally soon meanwhile only even first \
         additionally solemnly currently previously eventually subsequently separately ever once \
         publicly repeatedly unanimously provisionally successfully further initially immediately \
         reportedly allegedly nearly almost about so too instead likewise therefore thus here \
         always often together apparently fully not-yet yet temporarily",
    ),
    (
        Word::Preposition,
        "in on at with for from under into onto during between among within without against \
         towards toward through via despite amid over across near around upon about per following \
         including alongside concerning regarding beyond behind above below throughout inside \
         outside versus worth like than",
    ),
    (Word::Of, "of"),
    (Word::By, "by"),
    (
        Word::Determiner,
        "the a an his her its their our your my this these those another every such",
    ),
    (
        Word::Quantifier,
        "each several some many any no both certain two three four five six seven eight nine ten \
         dozens numerous various further other more new all most",
    ),
    (Word::Relative, "who whom whose which where"),
    (Word::That, "that"),
    (
        Word::Subordinator,
        "whether while whilst because although though whereas unless if when whenever after before \
         until once as lest hereby",
    ),
    (Word::Coordinator, "and or but & nor plus"),
    (Word::Pronoun, "he she it they we i you them him us me himself herself itself"),
];

/// Words by the hash of their forms; the scanner looks each token up once.
pub(super) static WORDS: LazyLock<WordTable<Word>> = LazyLock::new(|| {
    let forms = |(word, list): &(Word, &'static str)| {
        let word = *word;
        list.split_whitespace().map(move |form| (word_hash(form), word))
    };
    WordTable::new(LISTS.iter().flat_map(forms))
});

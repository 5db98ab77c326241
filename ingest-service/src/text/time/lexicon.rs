//! What a word means in a time expression: one hash lookup a token.

use std::sync::LazyLock;

use crate::text::token::word_hash;

macro_rules! classes {
    ($($(#[$comment:meta])* $class:ident,)*) => {
        /// What a piece of a token can do in a time expression.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Class { $($(#[$comment])* $class,)* }

        fn class(name: &str) -> Class {
            match name { $(stringify!($class) => Class::$class,)* _ => Class::None }
        }
    };
}

classes! {
    /// Nothing.
    None,
    /// Digits; the value is the number.
    Number,
    /// Digits with thousands commas, or more than fit; never a year or a day.
    Count,
    /// Digits with stops: "31.03.2025", "2.5", "10.30".
    Dotted,
    /// "24th", "third"; the value is its number.
    Ordinal,
    /// "1990s", "90s"; the value is the first year, of the decade or within the century.
    Decade,
    /// Number word below 100.
    Cardinal,
    /// "hundred", "thousand".
    Scale,
    /// "T18" after a date with hyphens; the value is the hour.
    ClockHour,
    /// First word of holidays, where it is nothing else; 1 if it is the name of one by itself.
    Holiday,
    /// "current": as "this" before a unit, alone the present.
    Current,
    Article, The, Possessor, This, That, Same, Last, Previous, Next, Following,
    Of, In, On, At, By, From, To, Until, Since, Before, After, Between, And, Or, For, During,
    Within, Over, Per, Ago, Earlier, Later, Now, Early, Mid, Late, Start, Middle, End, Rest,
    Half, Every, Other, All, Another, Often, Times, Final,
    Month, ShortMonth, Weekday, Weekdays, ShortWeekday,
    /// A unit in the singular or the plural; the value is its number.
    Unit, Units,
    /// "several"; "couple" (2) and "dozen" (12).
    Some, Couple,
    /// "seventies".
    DecadeWord,
    /// 0 morning, 1 afternoon, 2 evening, 3 night, 4 day, 5 midday.
    DayPart, DayParts,
    Noon, Tonight, Overnight,
    /// -1 yesterday, 0 today, 1 tomorrow.
    DayName,
    /// 0 spring to 3 winter; 102 is "fall", which is mostly a verb.
    Season,
    /// Hours to add: 0 or 12.
    Meridiem,
    Oclock,
    /// Hours from UTC; 100 if the letters mean several zones.
    Zone,
    Fiscal, Fy, School, Anniversary, Birthday, About, More,
    /// 0 before, 1 after the birth of Christ.
    Era,
    /// "weeklong"; the value is the unit's number.
    Lasting,
    Long, Old, Period, Straight, Post, Present, Recent, Future, Moment,
    /// Quarter and half codes: "Q3", "H1".
    QuarterCode, HalfCode,
    /// "onwards" after a date: it leaves the end open.
    Onward,
    /// Words of tense: they tell whether what is told lies ahead or behind.
    Begin, Will, Was, Leaves,
    Comma, Stop, Dash, Slash, Colon, Apostrophe, Open, Close, Quote, Money, Percent,
    /// The possessive ending.
    Possessive,
}

/// A word's class and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) class: Class,
    pub(super) value: i32,
}

pub(super) const NOTHING: Entry = Entry { class: Class::None, value: 0 };

const SLOTS: usize = 2048;
const FILTER_BITS: usize = 16384;

/// Words by hash: a bit filter that refuses most words at once, then open addressing.
pub(super) struct Lexicon {
    filter: [u64; FILTER_BITS / 64],
    slots: Vec<(u64, Entry)>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { filter: [0; FILTER_BITS / 64], slots: vec![(0, NOTHING); SLOTS] };
    for line in include_str!("../../../data/time_words.tsv").lines() {
        let mut fields = line.split('\t');
        if let (Some(word), Some(name), Some(Ok(value))) =
            (fields.next(), fields.next(), fields.next().map(str::parse))
        {
            lexicon.insert(word_hash(word), Entry { class: class(name), value });
        }
    }
    lexicon
});

impl Lexicon {
    /// The words of time expressions.
    pub(super) fn get() -> &'static Self {
        &LEXICON
    }

    fn insert(&mut self, hash: u64, entry: Entry) {
        let bit = filter_bit(hash);
        self.filter[bit / 64] |= 1 << (bit % 64);
        let mut slot = slot(hash);
        while self.slots[slot].0 != 0 {
            slot = (slot + 1) % SLOTS;
        }
        self.slots[slot] = (hash, entry);
    }

    /// What the word of a hash means.
    pub(super) fn entry(&self, hash: u64) -> Entry {
        let bit = filter_bit(hash);
        if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
            return NOTHING;
        }
        let mut slot = slot(hash);
        loop {
            let (own, entry) = self.slots[slot];
            if own == hash {
                return entry;
            }
            if own == 0 {
                return NOTHING;
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// What a part of a hyphenated word means.
    pub(super) fn word(&self, word: &str) -> Entry {
        self.entry(word_hash(word))
    }
}

fn filter_bit(hash: u64) -> usize {
    // OK because the value is below FILTER_BITS.
    (hash >> 20) as usize % FILTER_BITS
}

fn slot(hash: u64) -> usize {
    // OK because the value is below SLOTS.
    (hash >> 40) as usize % SLOTS
}

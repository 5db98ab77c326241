//! Postings of several values of a condition as one stream in order of time.

use std::iter::Peekable;

use shared::date::DateSpan;

use crate::resolve::time::day_number;
use crate::view::index::{self, Condition, Length, SHORT_DAYS_MAX};
use crate::view::key::{Key, Table};
use crate::view::map::{ReadBack, ReadError, Row, after_prefix};

/// Which way a timeline runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Earliest first.
    #[default]
    OldestFirst,
    /// Latest first.
    NewestFirst,
}

/// A posting that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Whether it has no date.
    pub undated: bool,
    /// Its date, as [`index::order`] writes it.
    pub order: u32,
    /// Of the event or agreement.
    pub id: String,
    /// First and last day.
    pub days: (i32, i32),
}

impl Hit {
    /// Its place in the answer.
    pub fn cursor(&self) -> Vec<u8> {
        let mut cursor = vec![u8::from(self.undated)];
        cursor.extend(self.order.to_be_bytes());
        cursor.extend(self.id.as_bytes());
        cursor
    }

    fn from_cursor(cursor: &[u8]) -> Option<Self> {
        let ([undated], rest) = cursor.split_first_chunk()?;
        let (order, id) = rest.split_first_chunk()?;
        Some(Self {
            undated: *undated == 1,
            order: u32::from_be_bytes(*order),
            id: std::str::from_utf8(id).ok()?.to_owned(),
            days: (0, 0),
        })
    }
}

/// What to look for, and how.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    /// Events or agreements.
    pub table: Table,
    /// The condition that is looked up.
    pub condition: Condition,
    /// Its values, any of which may hold.
    pub values: Vec<String>,
    /// When, by overlap.
    pub window: Option<&'a DateSpan>,
    /// Also without a date, after the others.
    pub include_undated: bool,
    /// Which way.
    pub order: Order,
    /// Where the page before ended.
    pub after: Option<&'a [u8]>,
}

type Stream<'a> = Peekable<Box<dyn Iterator<Item = Result<Hit, ReadError>> + 'a>>;

/// Everything that fits the search, in order, each once.
pub fn hits<'a>(
    map: &'a dyn ReadBack,
    search: &Search<'_>,
) -> impl Iterator<Item = Result<Hit, ReadError>> + use<'a> {
    let after = search.after.and_then(Hit::from_cursor);
    let mut dated = Vec::new();
    let mut undated = Vec::new();
    let passed = after.as_ref().is_some_and(|hit| hit.undated);
    for value in &search.values {
        for length in [Length::Short, Length::Long] {
            if !passed {
                dated.push(stream(map, search, value, length, after.as_ref()));
            }
        }
        if search.include_undated && search.window.is_none() {
            let after = after.as_ref().filter(|hit| hit.undated);
            undated.push(stream(map, search, value, Length::Undated, after));
        }
    }
    let window = search.window.copied();
    let inside = move |hit: &Hit| window.is_none_or(|window| overlaps(hit.days, &window));
    let order = search.order;
    Merge { streams: dated, order }
        .chain(Merge { streams: undated, order })
        .filter(move |hit| hit.as_ref().map_or(true, &inside))
}

fn overlaps(days: (i32, i32), window: &DateSpan) -> bool {
    let since = window.first_day().map_or(i32::MIN, day_number);
    let until = window.last_day().map_or(i32::MAX, day_number);
    days.0 <= until && since <= days.1
}

fn stream<'a>(
    map: &'a dyn ReadBack,
    search: &Search<'_>,
    value: &str,
    length: Length,
    after: Option<&Hit>,
) -> Stream<'a> {
    let prefix = index::postings(search.table, search.condition, value, length);
    let (mut from, mut until) = (prefix.clone().bytes(), after_prefix(&prefix.clone().bytes()));
    if let Some(window) = search.window.filter(|_| length == Length::Short) {
        let back = jiff::Span::new().days(i64::from(SHORT_DAYS_MAX));
        if let Some(first) = window.first_day().and_then(|day| day.checked_sub(back).ok()) {
            from = from.max(prefix.clone().day(index::order(first.into())).bytes());
        }
        if let Some(last) = window.last_day() {
            until = until.min(prefix.clone().day(index::order(last.into()) + 1).bytes());
        }
    }
    let skip = prefix.clone().bytes().len();
    let read = move |row: Result<Row, ReadError>| row.and_then(|row| hit(&row, skip, length));
    if let Some(after) = after {
        let key: Key = prefix.day(after.order).text(&after.id);
        match search.order {
            Order::OldestFirst => from = from.max(after_prefix(&key.bytes())),
            Order::NewestFirst => until = until.min(key.bytes()),
        }
    }
    let rows = match search.order {
        Order::OldestFirst => map.scan(&from, &until),
        Order::NewestFirst => map.scan_back(&from, &until),
    };
    let stream: Box<dyn Iterator<Item = Result<Hit, ReadError>> + 'a> = Box::new(rows.map(read));
    stream.peekable()
}

fn hit(row: &Row, prefix: usize, length: Length) -> Result<Hit, ReadError> {
    let (key, value) = row;
    let (order, id) = index::tail(key, prefix).ok_or_else(|| ReadError::damaged(key))?;
    let days = index::days(value).ok_or_else(|| ReadError::damaged(key))?;
    Ok(Hit { undated: length == Length::Undated, order, id, days })
}

/// Streams that are each in order, as one.
struct Merge<'a> {
    streams: Vec<Stream<'a>>,
    order: Order,
}

impl Iterator for Merge<'_> {
    type Item = Result<Hit, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut best: Option<(u32, String)> = None;
        for stream in &mut self.streams {
            let place = match stream.peek() {
                Some(Ok(hit)) => (hit.order, hit.id.clone()),
                Some(Err(_)) => return stream.next(),
                None => continue,
            };
            let comes_first = best.as_ref().is_none_or(|best| match self.order {
                Order::OldestFirst => place < *best,
                Order::NewestFirst => place > *best,
            });
            if comes_first {
                best = Some(place);
            }
        }
        let (order, id) = best?;
        let mut found = None;
        for stream in &mut self.streams {
            let same = |hit: &Result<Hit, ReadError>| {
                hit.as_ref().is_ok_and(|hit| hit.order == order && hit.id == id)
            };
            if let Some(hit) = stream.next_if(same) {
                found = Some(hit);
            }
        }
        found
    }
}

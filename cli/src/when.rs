//! Dates as people write them: 2025-04-07, "7 April 2025", "last month".

use std::str::FromStr;

use ingest_service::text::Text;
use ingest_service::text::time::times;
use shared::date::{DateBasis, DateSpan, PartialDate};

/// The beginning of a window of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Since(pub(crate) PartialDate);

/// The end of a window of time, itself included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Until(pub(crate) PartialDate);

impl FromStr for Since {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let span = read(text, today())?;
        span.start.map(Self).ok_or_else(|| format!("{text:?} has no beginning; {HINT}"))
    }
}

impl FromStr for Until {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let span = read(text, today())?;
        span.end.map(Self).ok_or_else(|| format!("{text:?} has no end; {HINT}"))
    }
}

const HINT: &str = "write 2025-04-07, 2025-04, 2025, \"7 April 2025\" or \"last month\"";

/// Today in UTC.
fn today() -> PartialDate {
    PartialDate::from(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// What a date means today. The rules that read articles read it, as a whole or not at all.
fn read(text: &str, today: PartialDate) -> Result<DateSpan, String> {
    let text = text.trim();
    match text.parse::<PartialDate>() {
        Ok(date) => return Ok(DateSpan::single(date, DateBasis::Explicit)),
        // "2025-02-30" was meant so: say what is wrong with it.
        Err(error) if text.len() > 4 && text.bytes().all(is_of_iso) => {
            return Err(format!("{error}; {HINT}"));
        }
        Err(_) => {}
    }
    let document = Text::read(text, "");
    let whole = |bytes: &std::ops::Range<u32>| bytes.start == 0 && bytes.end as usize == text.len();
    let mut found = times(&document, Some(today)).into_iter();
    let date = found.find(|time| whole(&time.bytes)).and_then(|time| time.date);
    date.ok_or_else(|| format!("{text:?} is no date; {HINT}"))
}

fn is_of_iso(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let today = PartialDate::new(2025, 5, 20).expect("a day");
        let shown = match read(text, today) {
            Ok(span) => {
                let side = |date: Option<PartialDate>| {
                    date.map_or_else(String::new, |date| date.to_string())
                };
                format!("{}/{}", side(span.start), side(span.end))
            }
            Err(_) => "refused".to_owned(),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        check("2025-04-07", "2025-04-07/2025-04-07");
        check("2025-04", "2025-04/2025-04");
        check("2024", "2024/2024");
        check("7 April 2025", "2025-04-07/2025-04-07");
        check("April 7, 2025", "2025-04-07/2025-04-07");
        check("April 2025", "2025-04/2025-04");
        check("yesterday", "2025-05-19/2025-05-19");
        check("last month", "2025-04/2025-04");
        check("last year", "2024/2024");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "2025-02-30", "2025-13", "25", "2025-4-7", "soon", "last month or so ago"]
        {
            check(text, "refused");
        }
    }
}

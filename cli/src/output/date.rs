//! Dates as tables show them, each at the precision that is known.

use shared::proto::{DateBasis, DateSpan, PartialDate};

/// "2025-04-07", "2025-04" or "2025": what is not known is not shown.
pub(crate) fn partial(date: &PartialDate) -> String {
    match (date.month, date.day) {
        (0, _) => format!("{:04}", date.year),
        (month, 0) => format!("{:04}-{month:02}", date.year),
        (month, day) => format!("{:04}-{month:02}-{day:02}", date.year),
    }
}

/// A span of time: "2023-10-24 to 26", "since 2020", "until 2030"; "undated" if unset.
///
/// A question mark says that only the publication date bounds it.
pub(crate) fn span(span: Option<&DateSpan>) -> String {
    let Some(span) = span else {
        return "undated".to_owned();
    };
    let text = match (&span.start, &span.end) {
        (Some(start), Some(end)) if start == end => partial(start),
        (Some(start), Some(end)) => format!("{} to {}", partial(start), shortened(start, end)),
        (Some(start), None) => format!("since {}", partial(start)),
        (None, Some(end)) => format!("until {}", partial(end)),
        (None, None) => "undated".to_owned(),
    };
    let about = if span.approximate { "about " } else { "" };
    let bounded = if span.basis() == DateBasis::Publication { "?" } else { "" };
    format!("{about}{text}{bounded}")
}

/// As [`span`], with nothing for what is not told.
pub(crate) fn optional(date: Option<&DateSpan>) -> String {
    date.map(|date| span(Some(date))).unwrap_or_default()
}

/// The end of a span without the parts that it shares with the start.
fn shortened(start: &PartialDate, end: &PartialDate) -> String {
    let days = start.day != 0 && end.day != 0;
    if days && (start.year, start.month) == (end.year, end.month) {
        format!("{:02}", end.day)
    } else if days && start.year == end.year {
        format!("{:02}-{:02}", end.month, end.day)
    } else {
        partial(end)
    }
}

/// When something was published or stored, in UTC: "2025-05-20 17:05". Midnight is left out: it
/// mostly stands for a day of which the hour is not known.
pub(crate) fn moment(time: Option<&prost_types::Timestamp>) -> String {
    let moment = time.and_then(|time| jiff::Timestamp::new(time.seconds, time.nanos).ok());
    let text = moment.map(|moment| moment.strftime("%Y-%m-%d %H:%M").to_string());
    text.map(|text| text.trim_end_matches(" 00:00").to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<PartialDate> {
        let date: shared::date::PartialDate = text.parse().ok()?;
        Some(shared::wire::to_proto::partial_date(date))
    }

    fn check(start: &str, end: &str, basis: DateBasis, approximate: bool, expected: &str) {
        let dates =
            DateSpan { start: date(start), end: date(end), basis: basis.into(), approximate };
        assert_eq!(span(Some(&dates)), expected);
    }

    #[test]
    fn precision_is_visible() {
        let basis = DateBasis::Explicit;
        check("2025-04-07", "2025-04-07", basis, false, "2025-04-07");
        check("2025-04", "2025-04", basis, false, "2025-04");
        check("2025", "2025", basis, true, "about 2025");
        check("2025-04-07", "2025-04-07", DateBasis::Publication, false, "2025-04-07?");
    }

    #[test]
    fn spans_are_shortened() {
        let basis = DateBasis::Explicit;
        check("2023-10-24", "2023-10-26", basis, false, "2023-10-24 to 26");
        check("2023-09-30", "2023-10-02", basis, false, "2023-09-30 to 10-02");
        check("2023-12-31", "2024-01-01", basis, false, "2023-12-31 to 2024-01-01");
        check("2024", "2025", basis, false, "2024 to 2025");
        check("2020", "", basis, false, "since 2020");
        check("", "2030", basis, false, "until 2030");
        assert_eq!(span(None), "undated");
    }

    #[test]
    fn moments_are_in_utc() {
        let time = prost_types::Timestamp { seconds: 86_460, nanos: 0 };
        assert_eq!(moment(Some(&time)), "1970-01-02 00:01");
        let midnight = prost_types::Timestamp { seconds: 86_400, nanos: 0 };
        assert_eq!(moment(Some(&midnight)), "1970-01-02");
        assert_eq!(moment(None), "");
    }
}

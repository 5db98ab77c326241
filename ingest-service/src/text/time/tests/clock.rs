//! Times of day, and what recurs.

use super::check;

#[test]
fn times_of_day() {
    check(&[
        (
            "It begins at 10:30 a.m. on Friday.",
            &["10:30 a.m. on Friday | TIME 2025-05-16T10:30 | 2025-05-16 Relative"],
        ),
        (
            "He spoke on Tuesday night.",
            &["Tuesday night | TIME 2025-05-13TNI | 2025-05-13 Relative"],
        ),
        (
            "Published 2025-05-14T18:00.",
            &["2025-05-14T18:00 | TIME 2025-05-14T18:00 | 2025-05-14 Explicit"],
        ),
        ("He arrived this morning.", &["this morning | TIME 2025-05-14TMO | 2025-05-14 Relative"]),
        ("Polls closed at 22:30.", &["22:30 | TIME 2025-05-14T22:30"]),
    ]);
}

#[test]
fn what_recurs() {
    check(&[
        ("It meets every two years.", &["every two years | SET P2Y"]),
        ("Fees are reviewed annually.", &["annually | SET P1Y"]),
        ("Clinics open on Mondays.", &["Mondays | SET XXXX-WXX-1"]),
        ("They meet twice a year.", &["twice a year | SET P1Y"]),
        ("Each month a bus comes.", &["Each month | SET P1M"]),
    ]);
}

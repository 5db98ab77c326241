//! What the words around a date settle: its clause, its weekday, a phrase before it.

use super::check;

#[test]
fn a_phrase_tells_what_lies_ahead() {
    check(&[
        (
            "Plans were made ahead of the talks in November.",
            &["November | DATE 2025-11 | 2025-11 InferredYear"],
        ),
        (
            "The test was postponed to 23 November.",
            &["23 November | DATE 2025-11-23 | 2025-11-23 InferredYear"],
        ),
        (
            "He said that on Friday the minister will travel.",
            &["Friday | DATE 2025-05-16 | 2025-05-16 Relative"],
        ),
        (
            "Trade figures for April will be released tomorrow.",
            &[
                "April | DATE 2025-04 | 2025-04 InferredYear",
                "tomorrow | DATE 2025-05-15 | 2025-05-15 Relative",
            ],
        ),
    ]);
}

#[test]
fn a_weekday_tells_the_year() {
    check(&[
        (
            "The forum opened on Thursday, 21 November.",
            &["Thursday, 21 November | DATE 2024-11-21 | 2024-11-21 InferredYear"],
        ),
        (
            "The strike is planned for next Wednesday and Thursday.",
            &[
                "next Wednesday | DATE 2025-05-21 | 2025-05-21/2025-05-22 Relative",
                "Thursday | DATE 2025-05-22 | 2025-05-21/2025-05-22 Relative",
            ],
        ),
    ]);
}

#[test]
fn a_count_after_a_month_is_no_day() {
    check(&[
        ("In August, 24 people were killed.", &["August | DATE 2024-08 | 2024-08 InferredYear"]),
        (
            "In August, two embassies were closed.",
            &["August | DATE 2024-08 | 2024-08 InferredYear"],
        ),
    ]);
}

#[test]
fn parts_of_days_beside_their_day() {
    check(&[
        ("Overnight, troops crossed the border.", &["Overnight | TIME 2025-05-14TNI"]),
        ("The overnight train was late.", &[]),
        (
            "It struck before midnight local time on Monday.",
            &["midnight local time on Monday | TIME 2025-05-12T24:00 | 2025-05-12 Relative"],
        ),
        (
            "They arrive on Monday late evening.",
            &["Monday late evening | TIME 2025-05-19TEV | 2025-05-19 Relative"],
        ),
    ]);
}

#[test]
fn steps_from_what_is_told() {
    check(&[
        (
            "The week before last they met in Rome.",
            &["The week before last | DATE 2025-W18 | 2025-04-28/2025-05-04 Relative"],
        ),
        (
            "Pledges exceeded last year's December pledges.",
            &["last year's December | DATE 2024-12 | 2024-12 Relative"],
        ),
    ]);
}

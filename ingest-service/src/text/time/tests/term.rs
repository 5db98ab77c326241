//! Terms of agreements: deadlines, validity, periods, anniversaries; and what is none.

use super::check;

#[test]
fn deadlines_and_validity() {
    check(&[
        (
            "Parties have until 15 September to reply.",
            &["15 September | DATE 2025-09-15 | ../2025-09-15 InferredYear"],
        ),
        (
            "Applications close at 5 p.m. on Friday, March 6.",
            &["5 p.m. on Friday, March 6 | TIME 2026-03-06T17:00 | 2026-03-06 InferredYear"],
        ),
        (
            "It will enter into force on 1 January next year.",
            &["1 January next year | DATE 2026-01-01 | 2026-01-01 Relative"],
        ),
        (
            "It expires on December 31, 2026.",
            &["December 31, 2026 | DATE 2026-12-31 | 2026-12-31 Explicit"],
        ),
        ("The agreement, valid for three years, was signed.", &["three years | DURATION P3Y"]),
        (
            "The pact is valid until the end of 2028.",
            &["the end of 2028 | DATE 2028 | ../2028 Explicit"],
        ),
        (
            "Within 90 days of signing it must be ratified.",
            &["90 days | DURATION P90D | 2025-05-14/2025-08-12 Relative"],
        ),
    ]);
}

#[test]
fn periods_up_to_a_date() {
    check(&[
        (
            "Over the decade to 2030 it will spend $5bn.",
            &[
                "the decade | DURATION P1DE | 2020/2030 Derived",
                "2030 | DATE 2030 | 2020/2030 Derived",
            ],
        ),
        (
            "In the nine months to September trade rose.",
            &[
                "the nine months | DURATION P9M | 2024-01/2024-09 Derived",
                "September | DATE 2024-09 | 2024-01/2024-09 Derived",
            ],
        ),
        (
            "In the year to March the fund lost 3%.",
            &[
                "the year | DURATION P1Y | 2024-04/2025-03 Derived",
                "March | DATE 2025-03 | 2024-04/2025-03 Derived",
            ],
        ),
        (
            "In the year ended 31 March 2025 it made a loss.",
            &[
                "the year | DURATION P1Y | 2024-04/2025-03-31 Derived",
                "31 March 2025 | DATE 2025-03-31 | 2024-04/2025-03-31 Derived",
            ],
        ),
        ("At end-2024 debt was 60% of output.", &["end-2024 | DATE 2024 | 2024 Explicit"]),
        (
            "In the week beginning 5 May they will vote.",
            &["the week beginning 5 May | DATE 2025-W19 | 2025-05-05/2025-05-11 InferredYear"],
        ),
        (
            "Within 48 hours they must leave.",
            &["48 hours | DURATION PT48H | 2025-05-14/2025-05-16 Relative"],
        ),
    ]);
}

#[test]
fn anniversaries_to_the_day() {
    check(&[
        (
            "Ten years ago today the accord was signed.",
            &["Ten years ago today | DATE 2015-05-14 | 2015-05-14 Relative"],
        ),
        (
            "A year ago this month they signed it.",
            &["A year ago this month | DATE 2024-05 | 2024-05 Relative"],
        ),
        (
            "The accord was signed 10 years ago this week.",
            &["10 years ago this week | DATE 2015-W20 | 2015-05-11/2015-05-17 Relative"],
        ),
        (
            "A quarter of a century ago the wall fell.",
            &["A quarter of a century ago | DATE 2000 | 2000 Relative"],
        ),
    ]);
}

#[test]
fn ordinals_that_are_no_dates() {
    check(&[
        ("Children ages 9 months to 5 years were vaccinated.", &[]),
        ("The 12th session opened in Geneva.", &[]),
        ("The 73rd session adopted its report.", &[]),
        ("The third round of talks failed.", &[]),
        ("Resolution 2025 was adopted.", &[]),
        ("He is the 47th president.", &[]),
    ]);
}

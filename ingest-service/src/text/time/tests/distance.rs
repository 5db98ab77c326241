//! Dates by their distance from publication, or from a date told before.

use super::check;

#[test]
fn weekdays_are_past_unless_the_future_is_told() {
    check(&[
        ("He said on Tuesday.", &["Tuesday | DATE 2025-05-13 | 2025-05-13 Relative"]),
        ("He signed it on Wednesday.", &["Wednesday | DATE 2025-05-14 | 2025-05-14 Relative"]),
        ("She will travel on Friday.", &["Friday | DATE 2025-05-16 | 2025-05-16 Relative"]),
        ("She leaves for Baku on Friday.", &["Friday | DATE 2025-05-16 | 2025-05-16 Relative"]),
        ("They meet next Monday.", &["next Monday | DATE 2025-05-19 | 2025-05-19 Relative"]),
        ("Shops stay shut until Friday.", &["Friday | DATE 2025-05-16 | ../2025-05-16 Relative"]),
    ]);
}

#[test]
fn distances_from_publication() {
    check(&[
        ("It was opened yesterday.", &["yesterday | DATE 2025-05-13 | 2025-05-13 Relative"]),
        ("He resigned last month.", &["last month | DATE 2025-04 | 2025-04 Relative"]),
        ("Sales fell last year.", &["last year | DATE 2024 | 2024 Relative"]),
        ("They wrote a fortnight ago.", &["a fortnight ago | DATE 2025-W18 | 2025-04-30 Relative"]),
        ("It closed three years ago.", &["three years ago | DATE 2022 | 2022 Relative"]),
        (
            "It will open next week.",
            &["next week | DATE 2025-W21 | 2025-05-19/2025-05-25 Relative"],
        ),
        (
            "Earlier this week the cabinet cleared it.",
            &["Earlier this week | DATE 2025-W20 | 2025-05-12/2025-05-13 Relative"],
        ),
        (
            "The summit of last September failed.",
            &["last September | DATE 2024-09 | 2024-09 Relative"],
        ),
        (
            "The first quarter of this year was weak.",
            &["The first quarter of this year | DATE 2025-Q1 | 2025-01/2025-03 Relative"],
        ),
    ]);
}

#[test]
fn distances_from_the_date_told_before() {
    check(&[
        (
            "The accord was signed on 3 March 2021. Two days later the army withdrew.",
            &[
                "3 March 2021 | DATE 2021-03-03 | 2021-03-03 Explicit",
                "Two days later | DATE 2021-03-05 | 2021-03-05 Relative",
            ],
        ),
        (
            "Talks opened on 5 May 2024. The following day they broke down.",
            &[
                "5 May 2024 | DATE 2024-05-05 | 2024-05-05 Explicit",
                "The following day | DATE 2024-05-06 | 2024-05-06 Relative",
            ],
        ),
        (
            "It began on 5 May 2024. The same day a second post was filled.",
            &[
                "5 May 2024 | DATE 2024-05-05 | 2024-05-05 Explicit",
                "The same day | DATE 2024-05-05 | 2024-05-05 Relative",
            ],
        ),
        (
            "Trade came to $274m in 2023, up from $251m the previous year.",
            &["2023 | DATE 2023 | 2023 Explicit", "the previous year | DATE 2022 | 2022 Relative"],
        ),
        (
            "The law passed in 2019. Later that year it was repealed.",
            &["2019 | DATE 2019 | 2019 Explicit", "Later that year | DATE 2019 | 2019 Relative"],
        ),
    ]);
}

#[test]
fn vague_references() {
    check(&[
        ("The plant is currently idle.", &["currently | DATE PRESENT_REF"]),
        ("Prices rose recently.", &["recently | DATE PAST_REF"]),
        ("More will follow in the coming years.", &["the coming years | DATE FUTURE_REF"]),
        ("Such ties will matter in the future.", &["the future | DATE FUTURE_REF"]),
    ]);
}

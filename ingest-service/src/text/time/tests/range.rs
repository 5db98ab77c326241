//! Ranges, lengths, and what prepositions leave open.

use super::check;

#[test]
fn ranges_mean_the_whole_at_both_ends() {
    check(&[
        (
            "It will be held on Oct. 24-26.",
            &["Oct. 24-26 | DATE 2025-10-24/2025-10-26 | 2025-10-24/2025-10-26 InferredYear"],
        ),
        (
            "It ran from 28 February to 2 March.",
            &[
                "28 February | DATE 2025-02-28 | 2025-02-28/2025-03-02 InferredYear",
                "2 March | DATE 2025-03-02 | 2025-02-28/2025-03-02 InferredYear",
            ],
        ),
        (
            "The plan for 2024-2025 was approved.",
            &["2024 | DATE 2024 | 2024/2025 Explicit", "2025 | DATE 2025 | 2024/2025 Explicit"],
        ),
        (
            "Cases fell between 2020 and 2024.",
            &["2020 | DATE 2020 | 2020/2024 Explicit", "2024 | DATE 2024 | 2020/2024 Explicit"],
        ),
        (
            "Output rose in March-April.",
            &[
                "March | DATE 2025-03 | 2025-03/2025-04 InferredYear",
                "April | DATE 2025-04 | 2025-03/2025-04 InferredYear",
            ],
        ),
        (
            "The strike of 2015–17 cost billions.",
            &["2015 | DATE 2015 | 2015/2017 Explicit", "17 | DATE 2017 | 2015/2017 Explicit"],
        ),
        (
            "It ran from November to February 2024.",
            &[
                "November | DATE 2023-11 | 2023-11/2024-02 Explicit",
                "February 2024 | DATE 2024-02 | 2023-11/2024-02 Explicit",
            ],
        ),
    ]);
}

#[test]
fn prepositions_leave_a_side_open() {
    check(&[
        ("A member since 2020, it pays.", &["2020 | DATE 2020 | 2020/.. Explicit"]),
        ("The strategy runs until 2030.", &["2030 | DATE 2030 | ../2030 Explicit"]),
        ("Emissions must halve by 2035.", &["2035 | DATE 2035 | ../2035 Explicit"]),
        (
            "Bids are due no later than 31 December 2025.",
            &["31 December 2025 | DATE 2025-12-31 | ../2025-12-31 Explicit"],
        ),
        (
            "It applies from 1 June 2025.",
            &["1 June 2025 | DATE 2025-06-01 | 2025-06-01/.. Explicit"],
        ),
        ("Built before 1990, it leaks.", &["1990 | DATE 1990 | ../1989 Explicit"]),
        ("Nothing changed after 2016.", &["2016 | DATE 2016 | 2017/.. Explicit"]),
        ("From 2026 onwards it is free.", &["2026 | DATE 2026 | 2026/.. Explicit"]),
        (
            "It should be ready by the end of the decade.",
            &["the end of the decade | DATE 202 | ../2030 Relative"],
        ),
        ("Boats will arrive by mid-2027.", &["mid-2027 | DATE 2027 | ../2027-06 Explicit"]),
    ]);
}

#[test]
fn lengths_and_the_years_that_they_mean() {
    check(&[
        (
            "Coverage rose in the five years to 2025.",
            &[
                "the five years | DURATION P5Y | 2020/2025 Derived",
                "2025 | DATE 2025 | 2020/2025 Derived",
            ],
        ),
        (
            "Incidence halved over the past five years.",
            &["the past five years | DURATION P5Y | 2020/2025 Relative"],
        ),
        (
            "Firms will invest over the next decade.",
            &["the next decade | DURATION P1DE | 2025/2035 Relative"],
        ),
        (
            "Coverage has gone up in three years.",
            &["three years | DURATION P3Y | 2022/2025 Relative"],
        ),
        ("It will open in two weeks.", &["two weeks | DURATION P2W | 2025-05-28 Relative"]),
        ("A three-year letter of intent was signed.", &["three-year | DURATION P3Y"]),
        ("The pact holds for a term of three years.", &["three years | DURATION P3Y"]),
        ("They talked for two and a half hours.", &["two and a half hours | DURATION PT2.5H"]),
        ("They talked for half an hour.", &["half an hour | DURATION PT0.5H"]),
        ("The siege lasted several months.", &["several months | DURATION PXM"]),
        ("The month-long closure ended.", &["month-long | DURATION P1M"]),
        ("The mandate runs for 90 days.", &["90 days | DURATION P90D"]),
    ]);
}

#[test]
fn periods_of_agreements() {
    check(&[
        (
            "The programme covers the period 2025 to 2029.",
            &["2025 | DATE 2025 | 2025/2029 Explicit", "2029 | DATE 2029 | 2025/2029 Explicit"],
        ),
        (
            "They signed a plan for the three years from 2025.",
            &[
                "the three years | DURATION P3Y | 2025/2028 Derived",
                "2025 | DATE 2025 | 2025/.. Explicit",
            ],
        ),
        (
            "The strategy (2024-2030) was adopted.",
            &["2024 | DATE 2024 | 2024/2030 Explicit", "2030 | DATE 2030 | 2024/2030 Explicit"],
        ),
        (
            "Doses will come over 2025-2027.",
            &["2025 | DATE 2025 | 2025/2027 Explicit", "2027 | DATE 2027 | 2025/2027 Explicit"],
        ),
    ]);
}

#[test]
fn parts_of_periods_mean_the_part() {
    check(&[
        (
            "In the first four months of 2025, exports rose.",
            &[
                "the first four months | DURATION P4M | 2025-01/2025-04 Explicit",
                "2025 | DATE 2025 | 2025-01/2025-04 Explicit",
            ],
        ),
        (
            "The unions struck on Tuesday and Wednesday.",
            &[
                "Tuesday | DATE 2025-05-13 | 2025-05-13/2025-05-14 Relative",
                "Wednesday | DATE 2025-05-14 | 2025-05-13/2025-05-14 Relative",
            ],
        ),
    ]);
}

#[test]
fn deadlines_and_validity_in_one_sentence() {
    check(&[
        (
            "The strategy until 2030 was signed on April 7.",
            &[
                "2030 | DATE 2030 | ../2030 Explicit",
                "April 7 | DATE 2025-04-07 | 2025-04-07 InferredYear",
            ],
        ),
        (
            "By 2029 coverage will reach 50%, up from 30% in 2024.",
            &["2029 | DATE 2029 | ../2029 Explicit", "2024 | DATE 2024 | 2024 Explicit"],
        ),
        (
            "A decree of 2 May raises pay with effect from 1 July.",
            &[
                "2 May | DATE 2025-05-02 | 2025-05-02 InferredYear",
                "1 July | DATE 2025-07-01 | 2025-07-01/.. InferredYear",
            ],
        ),
    ]);
}

//! Dates by their name: days, months, years, parts of years, holidays, digits.

use super::{PUBLISHED, check, read_at};

#[test]
fn full_dates_in_every_order() {
    check(&[
        ("They met on 7 April 2025.", &["7 April 2025 | DATE 2025-04-07 | 2025-04-07 Explicit"]),
        ("They met on April 7, 2025.", &["April 7, 2025 | DATE 2025-04-07 | 2025-04-07 Explicit"]),
        (
            "They met on the 7th of April, 2025.",
            &["the 7th of April, 2025 | DATE 2025-04-07 | 2025-04-07 Explicit"],
        ),
        (
            "They met on Monday, 7 April 2025.",
            &["Monday, 7 April 2025 | DATE 2025-04-07 | 2025-04-07 Explicit"],
        ),
        ("Signed 2025-04-07.", &["2025-04-07 | DATE 2025-04-07 | 2025-04-07 Explicit"]),
        ("Decree of 07.04.2025.", &["07.04.2025 | DATE 2025-04-07 | 2025-04-07 Explicit"]),
        ("Signed 25/12/2024.", &["25/12/2024 | DATE 2024-12-25 | 2024-12-25 Explicit"]),
        ("Signed in Apr. 2024.", &["Apr. 2024 | DATE 2024-04 | 2024-04 Explicit"]),
        ("It fell in 1998.", &["1998 | DATE 1998 | 1998 Explicit"]),
        (
            "On the twenty-first of May 2024 they left.",
            &["the twenty-first of May 2024 | DATE 2024-05-21 | 2024-05-21 Explicit"],
        ),
    ]);
}

#[test]
fn the_year_follows_from_tense() {
    check(&[
        (
            "The ministers signed the accord on April 8th.",
            &["April 8th | DATE 2025-04-08 | 2025-04-08 InferredYear"],
        ),
        (
            "The court ruled on 3 December.",
            &["3 December | DATE 2024-12-03 | 2024-12-03 InferredYear"],
        ),
        (
            "The summit will open on 3 March.",
            &["3 March | DATE 2026-03-03 | 2026-03-03 InferredYear"],
        ),
        (
            "The forum is to be held in September.",
            &["September | DATE 2025-09 | 2025-09 InferredYear"],
        ),
        (
            "She took office on 1 February.",
            &["1 February | DATE 2025-02-01 | 2025-02-01 InferredYear"],
        ),
        (
            "Further talks are scheduled for January.",
            &["January | DATE 2026-01 | 2026-01 InferredYear"],
        ),
    ]);
}

#[test]
fn without_a_publication_date_the_year_stays_open() {
    let none = "";
    assert_eq!(read_at("Signed on April 8.", none), ["April 8 | DATE XXXX-04-08"]);
    assert_eq!(read_at("He left last week.", none), ["last week | DATE XXXX-WXX"]);
    assert_eq!(
        read_at("Signed on April 8, 2025.", none),
        ["April 8, 2025 | DATE 2025-04-08 | 2025-04-08 Explicit"]
    );
}

#[test]
fn parts_of_years() {
    check(&[
        ("In H1 2024 inflows fell.", &["H1 2024 | DATE 2024-H1 | 2024-01/2024-06 Explicit"]),
        (
            "Sales rose in the second quarter of 2024.",
            &["the second quarter of 2024 | DATE 2024-Q2 | 2024-04/2024-06 Explicit"],
        ),
        ("Work starts in spring 2026.", &["spring 2026 | DATE 2026-SP | 2026-03/2026-05 Explicit"]),
        ("It meets in autumn 2026.", &["autumn 2026 | DATE 2026-FA | 2026-09/2026-11 Explicit"]),
        ("It began in early 2024.", &["early 2024 | DATE 2024 | 2024 Explicit"]),
        ("It was built in the 1990s.", &["the 1990s | DATE 199 | 1990/1999 Explicit"]),
        (
            "It was founded in the 19th century.",
            &["the 19th century | DATE 18 | 1800/1899 Explicit"],
        ),
        (
            "Floods hit in the second half of January.",
            &["the second half of January | DATE 2025-01 | 2025-01-16/2025-01-31 InferredYear"],
        ),
        (
            "In the last week of March they met.",
            &["the last week of March | DATE 2025-W13 | 2025-03-24/2025-03-30 InferredYear"],
        ),
    ]);
}

#[test]
fn fiscal_years_follow_the_country() {
    check(&[
        (
            "India expects growth in FY2025/26.",
            &["FY2025/26 | DATE 2025 | 2025-04/2026-03 Derived"],
        ),
        ("India exported more in FY24.", &["FY24 | DATE 2024 | 2023-04/2024-03 Derived"]),
        (
            "Kenya raised taxes this fiscal year.",
            &["this fiscal year | DATE 2024 | 2024-07/2025-06 Derived"],
        ),
        (
            "It rules out a rise for the 2025/26 financial year.",
            &["the 2025/26 financial year | DATE 2025 | 2025/2026 Explicit"],
        ),
        (
            "India expects it in the third quarter of FY2026/27.",
            &["the third quarter of FY2026/27 | DATE 2026-Q3 | 2026-10/2026-12 Derived"],
        ),
    ]);
}

#[test]
fn days_of_observance() {
    check(&[
        (
            "It was signed on World Health Day.",
            &["World Health Day | DATE 2025-04-07 | 2025-04-07 InferredYear"],
        ),
        (
            "He resigned on Christmas Eve 2023.",
            &["Christmas Eve 2023 | DATE 2023-12-24 | 2023-12-24 Explicit"],
        ),
        (
            "They met on International Women's Day.",
            &["International Women's Day | DATE 2025-03-08 | 2025-03-08 InferredYear"],
        ),
    ]);
}

#[test]
fn the_order_of_digits_is_that_of_the_text() {
    let day_first = "It was founded on 2 June 2023. On 12/02/2024 the court ruled.";
    assert_eq!(
        read_at(day_first, PUBLISHED)[1],
        "12/02/2024 | DATE 2024-02-12 | 2024-02-12 Explicit"
    );
    let month_first = "It was founded on June 2, 2023. On 12/02/2024 the court ruled.";
    assert_eq!(
        read_at(month_first, PUBLISHED)[1],
        "12/02/2024 | DATE 2024-12-02 | 2024-12-02 Explicit"
    );
}

#[test]
fn anniversaries_give_the_year_of_the_thing() {
    let at = |text| read_at(text, "2023-10-26");
    assert_eq!(
        at("It marks the 45th anniversary of the Alma-Ata Declaration."),
        ["the 45th anniversary | DATE 1978 | 1978 Derived"]
    );
    assert_eq!(
        at("The clinic kept its tenth anniversary."),
        ["its tenth anniversary | DATE 2013 | 2013 Derived"]
    );
    assert_eq!(
        read_at("They marked the fifth anniversary.", ""),
        ["the fifth anniversary | DATE XXXX"]
    );
}

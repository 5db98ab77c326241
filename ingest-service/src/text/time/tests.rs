use proptest::prelude::*;

use super::*;

/// Wednesday, 14 May 2025.
const PUBLISHED: &str = "2025-05-14";

/// What is read: "quote KIND value date basis" of each expression.
fn read_at(text: &str, anchor: &str) -> Vec<String> {
    let mentions = times(&Text::read(text, ""), anchor.parse().ok());
    mentions.iter().map(|mention| line(text, mention)).collect()
}

fn line(text: &str, mention: &TimeMention) -> String {
    let quote = &text[mention.bytes.start as usize..mention.bytes.end as usize];
    let kind = mention.kind.word();
    let mut line = format!("{quote} | {kind} {}", mention.value);
    if let Some(date) = mention.date {
        let about = if date.approximate { "~" } else { "" };
        line.push_str(&format!(" | {about}{date} {:?}", date.basis));
    }
    line
}

fn check(cases: &[(&str, &[&str])]) {
    let wrong = |(text, expected): &&(&str, &[&str])| read_at(text, PUBLISHED) != *expected;
    let wrong: Vec<_> =
        cases.iter().filter(wrong).map(|(text, _)| read_at(text, PUBLISHED)).collect();
    assert!(wrong.is_empty(), "read otherwise: {wrong:#?}");
}

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

#[test]
fn vague_references() {
    check(&[
        ("The plant is currently idle.", &["currently | DATE PRESENT_REF"]),
        ("Prices rose recently.", &["recently | DATE PAST_REF"]),
        ("More will follow in the coming years.", &["the coming years | DATE FUTURE_REF"]),
        ("Such ties will matter in the future.", &["the future | DATE FUTURE_REF"]),
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
fn what_is_no_date_stays_none() {
    check(&[
        ("The region has 53 member states.", &[]),
        ("Agenda 2030 was endorsed.", &[]),
        ("The Kazakhstan Vision 2030 was endorsed.", &[]),
        ("The 73rd session opened.", &[]),
        ("It was the fifth meeting.", &[]),
        ("The 78th World Health Assembly met.", &[]),
        ("Some 2,024 people signed.", &[]),
        ("About 2000 soldiers left.", &[]),
        ("Resolution 1973 was adopted.", &[]),
        ("Flight 2025 was late.", &[]),
        ("They may meet.", &[]),
        ("Theresa May spoke.", &[]),
        ("Protesters march on the palace.", &[]),
        ("It cost $2000 then.", &[]),
        ("The score was 4:3.", &[]),
        ("She is a 58-year-old surgeon.", &[]),
        ("The second phase began.", &[]),
        ("Prices fall.", &[]),
        ("It affects a quarter of the people.", &[]),
        ("A second opinion helps.", &[]),
        ("It grew by 8.4% to 20.5.", &[]),
        ("Version 1.10.30 is out.", &[]),
        ("COVID-19 spread.", &[]),
        ("Join hands on a healthier tomorrow!", &[]),
        ("The Annual Work Plan was signed.", &[]),
        ("Kazakhstan bought an Airbus 320 and Boeing 1900.", &[]),
        ("It is on page 1998.", &[]),
        ("The 20th minute brought a goal.", &[]),
        ("The first half ended without goals.", &[]),
        ("It was on February 30, 2024.", &[]),
        ("Sun and wind power grew.", &[]),
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

#[test]
fn whole_articles_keep_their_thread() {
    let history = "The war began on 28 July 1914. On 3 August the army crossed the border. It was \
        halted on 9 September 1914. In December 1914 the front froze. In January the fleet sailed. \
        By 25 April 1915 it had landed, and on 9 January 1916 the last men left. A paper found in \
        2004 proves it. The fort fell in February.";
    let values = read_at(history, PUBLISHED);
    let values: Vec<_> = values.iter().map(|line| line.split(" | ").nth(1).unwrap()).collect();
    let dates = [
        "1914-07-28",
        "1914-08-03",
        "1914-09-09",
        "1914-12",
        "1915-01",
        "1915-04-25",
        "1916-01-09",
        "2004",
        "1916-02",
    ];
    assert_eq!(values, dates.map(|date| format!("DATE {date}")));
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
fn a_dateline_is_what_today_means() {
    assert_eq!(
        read_at("GENEVA, 13 May 2025 – Donors meeting today pledged aid.", PUBLISHED),
        [
            "13 May 2025 | DATE 2025-05-13 | 2025-05-13 Explicit",
            "today | DATE 2025-05-13 | 2025-05-13 Relative",
        ]
    );
}

/// Publication dates of every precision, and at both ends of the calendar.
const ANCHORS: &[&str] = &["", "2025", "2025-05", "2024-02-29", "0001-01-01", "9999-12-31"];

/// Words of dates, numbers and marks from which soups are made.
const SOUP: &[&str] = &[
    "May",
    "march",
    "Jan.",
    "Sept",
    "Monday",
    "fri",
    "Sun",
    "7",
    "31",
    "00",
    "99",
    "2024",
    "0001",
    "9999",
    "2,024",
    "12.05.2024",
    "1.2",
    "24th",
    "1990s",
    "'82",
    "FY24",
    "Q3",
    "H1",
    "T18",
    "first",
    "last",
    "next",
    "this",
    "the",
    "a",
    "of",
    "in",
    "on",
    "since",
    "until",
    "by",
    "from",
    "to",
    "between",
    "and",
    "before",
    "after",
    "ago",
    "later",
    "earlier",
    "years",
    "year",
    "decades",
    "century",
    "week",
    "weeks",
    "day",
    "days",
    "fortnight",
    "quarter",
    "half",
    "every",
    "each",
    "twice",
    "annual",
    "now",
    "current",
    "recent",
    "past",
    "few",
    "couple",
    "hundred",
    "thousand",
    "twenty",
    "two",
    "nine",
    "spring",
    "fall",
    "early",
    "mid-2027",
    "end",
    "rest",
    "noon",
    "night",
    "a.m.",
    "10:30",
    "GMT",
    "BC",
    "anniversary",
    "old",
    "Easter",
    "Christmas",
    "World",
    "Health",
    "Day",
    "-",
    "–",
    "/",
    ":",
    ",",
    ".",
    "'",
    "’s",
    "$",
    "%",
    "(",
    ")",
    "\n",
    "\n\n",
    "é",
    "日本",
    "😀",
    "\u{ad}",
    "five-year",
    "24-26",
    "2014-18",
    "month-long",
    "millennium",
    "999999999",
    "4000000",
    "will",
    "signed",
    "10th-12th",
    "May-June",
    "31-Oct-74",
];

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// No soup of date words panics; expressions are in order, do not overlap, and lie on
    /// characters of the text.
    #[test]
    fn soups_are_read_without_panic(
        words in prop::collection::vec((0..SOUP.len(), any::<bool>()), 0..40),
        anchor in prop::sample::select(ANCHORS),
    ) {
        let mut text = String::new();
        for (word, spaced) in words {
            text.push_str(SOUP[word]);
            if spaced {
                text.push(' ');
            }
        }
        let read = Text::read(&text, "");
        let mentions = times(&read, anchor.parse().ok());
        let mut end = 0;
        for mention in mentions {
            prop_assert!(mention.bytes.start >= end && mention.bytes.end > mention.bytes.start);
            let bytes = mention.bytes.start as usize..mention.bytes.end as usize;
            prop_assert!(text.get(bytes).is_some());
            let tokens = read.bytes(mention.tokens.clone());
            prop_assert!(tokens.start <= mention.bytes.start && mention.bytes.end <= tokens.end);
            if let Some((first, last)) =
                mention.date.and_then(|date| date.first_day().zip(date.last_day()))
            {
                prop_assert!(first <= last, "{:?}", mention);
            }
            end = mention.bytes.end;
        }
    }
}

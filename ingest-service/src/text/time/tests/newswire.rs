//! What newswire compares: quarters, years ago, terms of bonds; and its hours.

use super::read_at;

/// Values of the expressions of a text, which was published on Friday, 27 October 1989.
fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let read = read_at(text, "1989-10-27");
        let values: Vec<_> =
            read.iter().map(|line| line.split(" | ").nth(1).unwrap_or_default()).collect();
        assert_eq!(values, *expected, "{text}");
    }
}

#[test]
fn a_quarter_is_compared_with_that_of_the_year_before() {
    check(&[
        (
            "Profit in the third quarter rose to $3 million from $2 million a year earlier.",
            &["DATE 1989-Q3", "DATE 1988-Q3"],
        ),
        ("Third-quarter profit fell from the year-ago period.", &["DATE 1989-Q3", "DATE 1988-Q3"]),
        ("It earned $3 million in the year-earlier quarter.", &["DATE 1988-Q3"]),
        ("Prices rose in September from a year ago.", &["DATE 1989-09", "DATE 1988-09"]),
        ("He joined on 13 October and left a year later.", &["DATE 1989-10-13", "DATE 1990"]),
        ("It was sold a year ago.", &["DATE 1988"]),
        ("Sales fell in the same quarter last year.", &["DATE 1988-Q3"]),
        ("For the quarter ended Sept. 30, profit rose.", &["DATE 1989-Q3", "DATE 1989-09-30"]),
        ("The quarter's results were poor.", &["DATE 1989-Q3"]),
        ("The 1988 quarter had a gain.", &["DATE 1988"]),
        ("Sales for the first half rose 9%.", &["DATE 1989-H1"]),
        ("It will be booked in the 1990 first half.", &["DATE 1990-H1"]),
        ("In fiscal 1990's third quarter sales rose.", &["DATE 1990-Q3"]),
        ("It expects fiscal 1991 first-quarter earnings to fall.", &["DATE 1991-Q1"]),
        ("1989's first quarter was better.", &["DATE 1989-Q1"]),
        ("It will report third-quarter results today.", &["DATE 1989-Q3", "DATE 1989-10-27"]),
        ("In the like 1988 quarter it lost money.", &["DATE 1988"]),
        ("For the month, sales rose 3%.", &["DATE 1989-10"]),
        ("It was founded a quarter century ago.", &["DATE 1964"]),
        ("It was sold a week or so ago.", &["DATE 1989-W42"]),
    ]);
}

#[test]
fn lengths_that_end_with_a_month_begin_with_one() {
    assert_eq!(
        read_at("For the nine months ended Sept. 30, it lost money.", "1989-10-27"),
        [
            "the nine months | DURATION P9M | 1989-01/1989-09-30 Derived",
            "Sept. 30 | DATE 1989-09-30 | 1989-01/1989-09-30 Derived",
        ]
    );
    assert_eq!(
        read_at("It lost money in the past two quarters.", "1989-10-27"),
        ["the past two quarters | DURATION P2Q | 1989-04/1989-09 Relative"]
    );
    assert_eq!(
        read_at("Cuts will come in the first two quarters of 1990.", "1989-10-27")[0],
        "the first two quarters | DURATION P2Q | 1990-01/1990-06 Explicit"
    );
}

#[test]
fn irregular_verbs_tell_the_past() {
    check(&[
        ("In early January, the army retook the town from the rebels.", &["DATE 1989-01"]),
        ("The talks are set for Monday.", &["DATE 1989-10-30"]),
        ("The Senate votes Thursday on the bill.", &["DATE 1989-11-02"]),
        ("On Wednesday the family are to leave.", &["DATE 1989-11-01"]),
        ("Talks on hold since June went nowhere.", &["DATE 1989-06"]),
        ("November futures fell.", &["DATE 1989-11"]),
        ("He would name a cabinet after the 20 October vote.", &["DATE 1989-10-20"]),
        ("The visit runs from March 14-20.", &["DATE 1989-03-14/1989-03-20"]),
    ]);
}

#[test]
fn hours_with_their_part_of_the_day() {
    check(&[
        ("At 11:30 this morning the jury returned.", &["TIME 1989-10-27T11:30"]),
        ("He was home around 3 in the afternoon.", &["TIME 1989-10-27T15:00"]),
        ("It fell at 8 o'clock last night.", &["TIME 1989-10-26T20:00"]),
        ("They came at three at night.", &["TIME 1989-10-27T03:00"]),
        ("They came in the early hours of Saturday.", &["TIME 1989-10-21TMO"]),
        ("It began at 5.26pm.", &["TIME 1989-10-27T17:26"]),
        ("He phoned every Monday morning.", &["SET XXXX-WXX-1TMO"]),
    ]);
}

#[test]
fn rates_and_periods() {
    check(&[
        ("Some 40,000 people a year visit.", &["SET P1Y"]),
        ("It pays interest semiannually.", &["SET P6M"]),
        ("Every few years the river floods.", &["SET PXY"]),
        ("Over the past year and a half, rates fell.", &["DURATION P1.5Y"]),
        ("A half-hour passed.", &["DURATION PT0.5H"]),
        ("Two weeks and three days ago he left.", &["DATE 1989-10-10"]),
        ("In the summer and fall of 1987, prices rose.", &["DATE 1987-SU", "DATE 1987-FA"]),
        ("It was signed on 2008-11-25.", &["DATE 2008-11-25"]),
    ]);
}

#[test]
fn limits_that_take_the_date_in() {
    let date = |text: &str| read_at(text, "1989-10-27").concat();
    for (text, expected) in [
        ("Deals after or in 1988 count.", "1988/.."),
        ("Deals before or in 1988 count.", "../1988"),
        ("Deals later than or at 7 May 1988 count.", "1988-05-07/.."),
        ("Deals after or equal to 7 May 1988 count.", "1988-05-07/.."),
    ] {
        assert!(date(text).contains(expected), "{text}: {}", date(text));
    }
}

#[test]
fn codes_of_quarters_with_the_year_glued_to_them() {
    check(&[
        ("Sales in 3Q rose 4%.", &["DATE 1989-Q3"]),
        ("Sales in 1Q90 will rise.", &["DATE 1990-Q1"]),
        ("It lost money in 2H88.", &["DATE 1988-H2"]),
        ("It lost money in 1Q1988.", &["DATE 1988-Q1"]),
        ("It lost money in Q1'88.", &["DATE 1988-Q1"]),
        ("It earned more in Q2FY88.", &["DATE 1988-Q2"]),
        ("It drank 1H of 2H2O.", &["DATE 1989-H1"]),
    ]);
}

#[test]
fn results_of_halves_and_of_the_first_months() {
    check(&[
        ("It reported record first-half earnings.", &["DATE 1989-H1"]),
        ("It scored a first-half goal.", &[]),
        ("The first three months of the year were good.", &["DURATION P3M", "DATE 1989"]),
    ]);
    assert_eq!(
        read_at("Exports fell in the first nine months of this year.", "1989-10-27"),
        [
            "the first nine months | DURATION P9M | 1989-01/1989-09 Relative",
            "this year | DATE 1989 | 1989-01/1989-09 Relative",
        ]
    );
    assert_eq!(
        read_at("Exports fell in the last two months of last year.", "1989-10-27")[1],
        "last year | DATE 1988 | 1988-11/1988-12 Relative"
    );
}

#[test]
fn what_is_compared_with_is_no_date_to_count_from() {
    check(&[
        ("It rose from a year ago and from the previous month.", &["DATE 1988", "DATE 1989-09"]),
        ("Output fell in August and from a year before.", &["DATE 1989-08", "DATE 1988-08"]),
        ("He had left two weeks before.", &["DATE 1989-W41"]),
    ]);
}

#[test]
fn the_verb_last_leads_to_a_length() {
    check(&[
        ("The talks could last months.", &["DURATION PXM"]),
        ("The plan will last five years.", &["DURATION P5Y"]),
        ("The last five years were good.", &["DURATION P5Y"]),
        ("It is bound to last a decade.", &["DURATION P1DE"]),
        ("It ran from March to last month.", &["DATE 1989-03", "DATE 1989-09"]),
    ]);
    assert_eq!(
        read_at("The plan will last five years.", "1989-10-27"),
        ["five years | DURATION P5Y"]
    );
}

#[test]
fn numbers_that_share_what_follows() {
    check(&[
        (
            "The talks were held on 5, 6 and 7 May.",
            &["DATE 1989-05-05", "DATE 1989-05-06", "DATE 1989-05-07"],
        ),
        (
            "They met on May 5, 6 and 8, 1988.",
            &["DATE 1988-05-05", "DATE 1988-05-06", "DATE 1988-05-08"],
        ),
        ("In 10 to 15 years it will be gone.", &["DURATION P10Y", "DURATION P15Y"]),
        ("It takes two or three weeks.", &["DURATION P2W", "DURATION P3W"]),
        ("It takes between two and three weeks.", &["DURATION P2W", "DURATION P3W"]),
        ("It was built five to ten years ago.", &["DATE 1979"]),
        ("Children of 5 to 11 years old came.", &[]),
        (
            "Teams won 5, 6 and 7 May games.",
            &["DATE 1989-05-05", "DATE 1989-05-06", "DATE 1989-05-07"],
        ),
    ]);
}

#[test]
fn units_in_a_row() {
    check(&[
        ("Stocks fell for a second consecutive day.", &["DATE 1989-10-27"]),
        ("Output grew for the third year in a row.", &["DATE 1989"]),
        ("Output fell for the third straight quarter.", &["DATE 1989-Q3"]),
        ("It was the third day of talks.", &[]),
    ]);
}

#[test]
fn the_article_belongs_to_what_the_time_is_told_of() {
    let quotes = |text: &str| -> Vec<String> {
        let read = read_at(text, "1989-10-27");
        read.iter().filter_map(|line| Some(line.split_once(" | ")?.0.to_owned())).collect()
    };
    for (text, expected) in [
        ("The Oct. 13 crash hurt.", &["Oct. 13"][..]),
        ("The Oct. 19, 1987, crash hurt more.", &["Oct. 19, 1987"]),
        ("The October 1987 crash hurt.", &["October 1987"]),
        ("The 10-year notes fell.", &["10-year"]),
        ("The summer of 1988 was hot.", &["The summer of 1988"]),
        ("The past five years were good.", &["The past five years"]),
        ("It took nearly two years.", &["nearly two years"]),
        ("It took more than a year.", &["more than a year"]),
        ("It was sold at least 20 years ago.", &["at least 20 years ago"]),
        ("Some 40 years later they met.", &["Some 40 years later"]),
        ("It was sold around 7 May.", &["7 May"]),
        ("Over 42 days it rained.", &["42 days"]),
    ] {
        assert_eq!(quotes(text), expected, "{text}");
    }
}

#[test]
fn years_after_an_apostrophe_are_known_to_all() {
    check(&[
        ("Nothing like it was seen since '42.", &["DATE 1942"]),
        ("The class of '08 did better.", &["DATE 2008"]),
        ("Things changed in the '90s.", &["DATE 199"]),
    ]);
}

#[test]
fn lengths_of_a_rate_are_not_joined() {
    check(&[(
        "It is open five days a week, eight hours a day.",
        &["DURATION P5D", "SET P1W", "DURATION PT8H", "SET P1D"],
    )]);
}

#[test]
fn the_future_and_the_past_as_such() {
    check(&[
        ("In the future it may change.", &["DATE FUTURE_REF"]),
        ("The future market is large.", &[]),
    ]);
}

#[test]
fn the_unit_that_something_is_the_best_of() {
    check(&[
        ("It was the largest order of the year.", &["DATE 1989"]),
        ("It was the worst day of the month, he said.", &["DATE 1989-10"]),
        ("The first half of the game was dull.", &[]),
        ("He was named Player of the Year, too.", &[]),
        ("In the week ended Oct. 20, claims fell.", &["DURATION P1W", "DATE 1989-10-20"]),
        ("Floods are due in week 45.", &["DATE 1989-W45"]),
        ("They lost in Week 3.", &[]),
    ]);
}

#[test]
fn lengths_in_one_word_and_with_a_half() {
    check(&[
        ("A weeklong strike and a yearlong study ended.", &["DURATION P1W", "DURATION P1Y"]),
        ("It was sold a year and a half ago.", &["DATE 1988-04"]),
        ("It was sold two and a half years ago.", &["DATE 1987-04"]),
    ]);
}

#[test]
fn a_weekday_in_brackets_is_of_the_day_before_it() {
    check(&[
        ("They met on Oct. 16 (Sunday).", &["DATE 1988-10-16"]),
        ("They met on Oct. 20, 1989 (Friday).", &["DATE 1989-10-20"]),
        ("They met on Oct. 20 (and Friday).", &["DATE 1989-10-20", "DATE 1989-10-27"]),
    ]);
}

use proptest::prelude::*;

use super::*;

/// The quantities of a text, each as value, unit and what else is told.
fn read(source: &str) -> Vec<String> {
    let text = Text::read(source, "");
    let mentions = quantities(&text, &[]);
    mentions
        .iter()
        .map(|mention| {
            let direction = match mention.direction {
                Some(ChangeDirection::Increase) => " up",
                Some(ChangeDirection::Decrease) => " down",
                Some(ChangeDirection::Level) => " level",
                None => "",
            };
            let about = if mention.approximate { "~" } else { "" };
            let unit = if mention.unit.is_empty() { "-" } else { &mention.unit };
            format!("{about}{} {unit}{direction}", mention.value)
        })
        .collect()
}

fn check(source: &str, expected: &[&str]) {
    assert_eq!(read(source), expected, "{source}");
}

fn check_value(source: &str, expected: &str) {
    check(source, &[expected]);
}

#[test]
fn money_has_its_currency() {
    for (source, expected) in [
        ("The bank lends $1.8 million.", "1800000 USD"),
        ("The bank lends US$ 18.5 million.", "18500000 USD"),
        ("The bank lends $236m.", "236000000 USD"),
        ("The bank lends €2.4bn.", "2400000000 EUR"),
        ("The bank lends 2.4 billion euros.", "2400000000 EUR"),
        ("The bank lends EUR 220 million.", "220000000 EUR"),
        ("The bank lends £3k.", "3000 GBP"),
        ("The bank lends A$95 million.", "95000000 AUD"),
        ("A $95 million loan was signed.", "95000000 USD"),
        ("The bank lends C$120m.", "120000000 CAD"),
        ("The bank lends HK$ 10 million.", "10000000 HKD"),
        ("The bank lends ₹1,250 crore.", "12500000000 INR"),
        ("The bank lends Rs 500 crore.", "5000000000 INR"),
        ("The bank lends 12 lakh rupees.", "1200000 INR"),
        ("The bank lends KZT 5 bln.", "5000000000 KZT"),
        ("The bank lends 90 billion tenge.", "90000000000 KZT"),
        ("The bank lends 350 million soums.", "350000000 UZS"),
        ("The bank lends 10 million Swiss francs.", "10000000 CHF"),
        ("The bank lends 300 million Norwegian kroner.", "300000000 NOK"),
        ("The bank lends 40 million New Zealand dollars.", "40000000 NZD"),
        ("The bank lends ten million pounds sterling.", "10000000 GBP"),
        ("The bank lends a million dollars.", "1000000 USD"),
        ("The bank lends half a billion dollars.", "500000000 USD"),
        ("The bank lends a 45-billion-yen sum.", "45000000000 JPY"),
        ("The bank lends 4.2 trillion Vietnamese dong.", "4200000000000 VND"),
        ("The bank lends GEL 27.3 million.", "27300000 GEL"),
        ("The bank lends Sh138 billion.", "138000000000 KES"),
        ("The bank lends 1.2 trillion won.", "1200000000000 KRW"),
        ("The bank lends 75 USD million.", "75000000 USD"),
        ("The bank lends 115.5USD.", "115.5 USD"),
        ("The bank lends 20 MUSD.", "20000000 USD"),
        ("The bank's $ 500 million is lent.", "500000000 USD"),
        ("The bank lends 1.3x10^6 dollars.", "1300000 USD"),
    ] {
        check_value(source, expected);
    }
}

#[test]
fn prices_have_their_currency() {
    for (source, expected) in [
        ("A ticket costs 5 cents.", "0.05 USD"),
        ("A ticket costs 3 dollars 50 cents.", "3.5 USD"),
        ("A ticket costs 3 euros 50.", "3.5 EUR"),
        ("A ticket costs 1.234,56 euros.", "1234.56 EUR"),
        ("A ticket costs ten pounds.", "10 GBP"),
    ] {
        check_value(source, expected);
    }
}

#[test]
fn shared_names_of_currencies_follow_the_country_of_the_text() {
    check("Nepal will spend 310 million rupees.", &["310000000 NPR"]);
    check("India will spend 310 million rupees.", &["310000000 INR"]);
    check("Rwanda lends Kigali 8 billion francs.", &["8000000000 RWF"]);
    check("Denmark gives 40 million kroner.", &["40000000 DKK"]);
    check("Moldova loses 240 million lei a year.", &["240000000 MDL"]);
    check("The fund gives 6 million francs.", &["6000000 CHF"]);
}

#[test]
fn shares_are_per_cent() {
    for (source, expected) in [
        ("Turnout was 8.4%.", "8.4 %"),
        ("Turnout was 8.4 per cent.", "8.4 %"),
        ("Turnout was eight percent.", "8 %"),
        ("Turnout was minus five percent.", "-5 %"),
        ("Turnout differs by 3.2 percentage points.", "3.2 percentage point"),
        ("Turnout differs by half a percentage point.", "0.5 percentage point"),
        ("A third of the funds goes to nurses.", "33.3 %"),
        ("Two-thirds of the schools closed.", "66.7 %"),
        ("They own three quarters of the firm.", "75 %"),
        ("Half of the members left.", "50 %"),
        ("One in five mothers never saw a doctor.", "20 %"),
        ("Two out of three schools lost their roofs.", "66.7 %"),
    ] {
        check_value(source, expected);
    }
}

#[test]
fn counts_have_their_noun_in_the_singular() {
    for (source, expected) in [
        ("They opened 784 new medical facilities.", "784 medical facility"),
        ("They opened a 64-bed wing.", "64 bed"),
        ("They sent twenty-one nurses.", "21 nurse"),
        ("They sent one hundred and five doctors.", "105 doctor"),
        ("They sent a dozen ambulances.", "12 ambulance"),
        ("They sent two dozen ambulances.", "24 ambulance"),
        ("They sent 14 northern districts home.", "14 district"),
        ("They sent 1.2 million doses.", "1200000 dose"),
        ("They counted 2 million children.", "2000000 child"),
        ("They counted 1 234 567 votes.", "1234567 vote"),
        ("They counted 12,34,567 votes.", "1234567 vote"),
        ("They saw 9 deaths per 100,000 people.", "9 death per 100,000 people"),
        ("They saw 2.4 per thousand live births.", "2.4 per 1,000 live births"),
        ("They lent three of its satellites.", "3 satellite"),
        ("They bought 36 F-16 jets.", "36 jet"),
        ("The storm killed 41.", "41 person"),
        ("At least 23 were wounded.", "~23 person"),
        ("The work force tripled.", "3 time up"),
    ] {
        check_value(source, expected);
    }
}

#[test]
fn measures_have_their_unit() {
    for (source, expected) in [
        ("The line runs 220 km.", "220 kilometre"),
        ("The line runs 210 kilometres.", "210 kilometre"),
        ("The dish is 13 metres wide.", "13 metre"),
        ("A 500-megawatt wind farm stands there.", "500 megawatt"),
        ("It brings 40 tonnes of tents.", "40 tonne"),
        ("It covers 660 square meters.", "660 square metre"),
        ("It covers 190 km2.", "190 square kilometre"),
        ("It uses 3 kilowatt-hours.", "3 kilowatt hour"),
        ("It runs at 188 miles an hour.", "188 mile per hour"),
        ("It is 30 degrees Celsius there.", "30 degree Celsius"),
        ("It is 5 feet 3 inches tall.", "5.25 foot"),
        ("It is a 1/4 mile long oval.", "0.25 mile"),
        ("It is 10 1/2 miles long.", "10.5 mile"),
        ("It holds 100 MB.", "100 megabyte"),
        ("She lost 25 pounds of weight.", "25 pound"),
    ] {
        check_value(source, expected);
    }
}

#[test]
fn ages_are_years() {
    for (source, expected) in [
        ("A 46-year-old teacher came.", "46 year"),
        ("A 3-month-old baby came.", "3 month"),
        ("Aged 72, he resigned.", "72 year"),
        ("Maria Silva, 58, beat her deputy.", "58 year"),
        ("The man, 34, was jailed.", "34 year"),
        ("She died at the age of 81.", "81 year"),
    ] {
        check_value(source, expected);
    }
}

#[test]
fn orders_of_magnitude_stand_for_the_least_they_can_mean() {
    for (source, expected) in [
        ("Hundreds of people came.", "~100 person"),
        ("Tens of thousands of protesters came.", "~10000 protester"),
        ("Dozens were arrested.", "~12 person"),
        ("They lost billions of dollars.", "~1000000000 USD"),
        ("They lost hundreds of millions of euros.", "~100000000 EUR"),
    ] {
        check_value(source, expected);
    }
}

#[test]
fn multiples_are_times() {
    for (source, expected) in [
        ("It is four times larger.", "4 time"),
        ("It is twice as large.", "2 time"),
        ("Exports increased 2.5 times.", "2.5 time up"),
    ] {
        check_value(source, expected);
    }
}

#[test]
fn rates_belong_to_their_unit() {
    for (source, expected) in [
        ("They pump 2 million barrels per day.", "2000000 barrel per day"),
        ("They pump 9.5 mln bpd.", "9500000 barrel per day"),
        ("It needs 3.5 litres per 100 kilometres.", "3.5 litre per 100 kilometres"),
        ("They give 5 mg/kg.", "5 milligram per kilogram"),
        ("It runs 30 m3/s.", "30 cubic metre per second"),
        ("It covers 10 sq km.", "10 square kilometre"),
        ("It covers 300 sq. ft.", "300 square foot"),
        ("The rate rose by a quarter point.", "0.25 percentage point up"),
        ("The rate was cut by 25bp.", "25 basis point down"),
        ("It is 41.5C in the shade.", "41.5 degree Celsius"),
        ("It weighs 20 [kg].", "20 kilogram"),
    ] {
        check_value(source, expected);
    }
}

#[test]
fn names_with_numbers_are_counted_as_things() {
    check("They bought 22 new Boeing 787 Dreamliners.", &["22 dreamliner"]);
    check("They sold 1.46 million iPhone 15 units.", &["1460000 unit"]);
    check("They held 135,000 KPA prisoners.", &["135000 prisoner"]);
    check("They released two tranches.", &["2 tranche"]);
    check("A 2,000-strong force came.", &["2000 person"]);
    check("It won 190-odd seats.", &["190 seat"]);
}

#[test]
fn ranges_share_their_unit() {
    check("Prices grow by between 5% and 7%.", &["5 % up", "7 % up"]);
    check("It costs $3-5 million.", &["3000000 USD", "5000000 USD"]);
    check("It costs 1.1 to 1.3 dollars.", &["1.1 USD", "1.3 USD"]);
    check("Cases fell from 46 to 39 cases.", &["46 case level", "39 case down"]);
    check("Measles cases fell from 318 to 197.", &["318 case level", "197 case down"]);
    check("They passed it by 57 votes to 20.", &["57 vote", "20 vote"]);
    check("Between 5,000 and 7,000 jobs are at risk.", &["5000 job", "7000 job"]);
    check("It takes 12-14 percent.", &["12 %", "14 %"]);
    check(
        "Profit rose to 1.2 billion euros ($1.3 billion) from 980 million.",
        &["1200000000 EUR up", "1300000000 USD up", "980000000 EUR level"],
    );
}

#[test]
fn changes_tell_their_direction() {
    for (source, expected) in [
        ("Exports rose by 8.4%.", "8.4 % up"),
        ("Exports rose to $3 million.", "3000000 USD up"),
        ("Exports were up 5%.", "5 % up"),
        ("Exports fell by a quarter.", "25 % down"),
        ("They saw an increase of 14 beds.", "14 bed up"),
        ("They saw a 14.2% fall in profit.", "14.2 % down"),
        ("Errors were halved.", "50 % down"),
        ("It bought 11% more than before.", "11 % up"),
        ("The plan calls for up to 700 nurses.", "~700 nurse"),
        ("They set up a list of 400 medicines.", "400 medicine"),
    ] {
        let read = read(source);
        assert_eq!(
            read.first().map(|first| first.trim_start_matches('~')),
            Some(expected.trim_start_matches('~')),
            "{source}"
        );
        assert_eq!(read.len(), 1, "{source}");
    }
    check("Oil rose 48 cents, or 0.6%.", &["0.48 USD up", "0.6 % up"]);
    check("Sales fell as much as 35%.", &["~35 % down"]);
    check("Exports fell by 9%, to $31m.", &["9 % down", "31000000 USD level"]);
    check("Nine deaths came, compared with 17 in May.", &["9 death down", "17 death level"]);
}

#[test]
fn what_is_measured_is_the_subject_or_the_noun_beside() {
    for (source, expected) in [
        ("Investment in the health sector grew by 8.4%.", "Investment in the health sector"),
        ("The volume of cargo amounted to 4 tonnes.", "volume of cargo"),
        ("They signed a loan of $300 million.", "loan"),
        ("It reported a 14% fall in net profit.", "net profit"),
        ("They paid $5.", ""),
        ("They propose to cut 15% of posts.", "posts"),
        ("It asks for fees to be cut by 5%.", ""),
    ] {
        let text = Text::read(source, "");
        let mention = &quantities(&text, &[])[0];
        let measure = mention.measure.clone().map_or("", |tokens| text.slice(tokens));
        assert_eq!(measure, expected, "{source}");
    }
}

#[test]
fn approximations_are_told() {
    check("About 300 people marched.", &["~300 person"]);
    check("Nearly $5 million is needed.", &["~5000000 USD"]);
    check("More than 600 people came.", &["~600 person"]);
    check("The 300 people marched.", &["300 person"]);
}

#[test]
fn what_is_no_quantity_stays_none() {
    for source in [
        "They met in 2024.",
        "Call +7 727 222-33-44 now.",
        "The match ended 2-1.",
        "The council passed Resolution 1325.",
        "See Article 7 and Room 12.",
        "The 73rd session began.",
        "COVID-19 and the G20 were discussed.",
        "1. Prices.",
        "It is one of the reasons.",
        "No one came.",
        "A Boeing 787 landed.",
        "The Group of Seven met.",
        "It began at 18:20.",
        "The address is 192.168.1.2 there.",
        "ALL of us won.",
        "Call 0800 123 4567 now.",
        "They live at 10 Downing Street.",
        "It rang at three in the morning.",
        "It has 4K screens.",
        "Views: 1 204",
        "The hall doubled as a ward.",
        "The new 7e7 flew.",
        "A third party was heard.",
        "The Big Five and the Group of 77 met.",
        "The first half ended 1 – 0.",
        "Day five began.",
        "They rotate 24/7.",
        "See scp2-173m.",
    ] {
        check(source, &[]);
    }
}

#[test]
fn too_large_numbers_are_left_out() {
    check("It has 99999999999999999999999999999999 stars.", &[]);
    check("It has 9 quadrillion quadrillion quadrillion stars.", &[]);
}

proptest! {
    #[test]
    fn quantities_neither_overlap_nor_leave_their_text(
        words in prop::collection::vec((prop::sample::select(SOUP), any::<bool>()), 0..60)
    ) {
        let mut source = String::new();
        for (word, is_apart) in words {
            source.push_str(word);
            if is_apart {
                source.push(' ');
            }
        }
        let text = Text::read(&source, "");
        let mut end = 0;
        for mention in quantities(&text, &[]) {
            prop_assert!(mention.bytes.start >= end && mention.bytes.end > mention.bytes.start);
            end = mention.bytes.end;
            prop_assert!(source.get(mention.bytes.start as usize..end as usize).is_some());
            prop_assert!(mention.tokens.end <= text.tokens.len());
        }
    }

    #[test]
    fn any_text_is_read(source in "\\PC{0,80}") {
        quantities(&Text::read(&source, ""), &[]);
    }
}

/// Words of which numbers are made, and what may stand between them.
const SOUP: &[&str] = &[
    "one",
    "two",
    "half",
    "a",
    "and",
    "hundred",
    "million",
    "of",
    "third",
    "thirds",
    "%",
    "$",
    "5",
    "1,234",
    "-",
    "to",
    "from",
    "between",
    "percent",
    "dollars",
    "km",
    "per",
    "100",
    "/",
    "point",
    "dozen",
    "½",
    "m",
    "USD",
    "cents",
    "doubled",
    "in",
    "out",
    "4,5,6",
    "feet",
    "2",
    "inches",
    "é",
    "“",
    "\n",
    ".",
    "(",
    "Rs",
    "the",
    "cases",
    "up",
    "no.",
    "'s",
    "2024",
    "square",
    "degrees",
    "C",
    "million-dollar",
    "twenty-one",
    "3-inch",
    "99999999999999999999",
    "compared",
    "with",
    "US",
];

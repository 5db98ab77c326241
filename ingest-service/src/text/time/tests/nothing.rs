//! What only looks like a time.

use super::check;

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
fn names_and_numbers_are_no_dates() {
    check(&[
        ("He is in his 40s and she in her late twenties.", &[]),
        ("Pressure mounted on May to quit.", &[]),
        ("The bill by May has failed.", &[]),
        ("April Jones met June Carter.", &[]),
        ("They joined the March for Life.", &[]),
        ("The envoy, Jan Berg, left.", &[]),
        ("The Sunday Times and USA Today said so.", &[]),
        ("Call +1 202 555 1999 or 555 2010.", &[]),
        ("It shows 2000 pixels.", &[]),
        ("The Summer Olympics and the Arab Spring were told of.", &[]),
        ("They drew water from a spring, to spring back.", &[]),
        ("It ended in the second quarter-final.", &[]),
        ("He wrote on the Six-Day War.", &[]),
        ("It is the second case in as many months.", &[]),
        ("Three quarters of voters agreed.", &[]),
        ("The ongoing talks go on.", &[]),
    ]);
}

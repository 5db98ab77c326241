//! Dates, outlook and denials as news tells them.

use shared::date::PartialDate;

use crate::extract::{Article, read};

/// The events of a text published on Wednesday, 14 May 2025.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let published = PartialDate::from_day(2025, 5, 14);
    let article =
        Article { text, title: "", source: "", published, language: "en", explain: false };
    let told: Vec<String> = read(&article)
        .events
        .iter()
        .map(|event| {
            let date = event.date.map_or(String::new(), |date| format!(" {date}"));
            format!("{} {}{date}", event.kind.word(), event.modality.word())
        })
        .collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn a_time_agrees_with_the_tense() {
    check("Kenya will sign a memorandum with Uganda on Monday.", &["SIGNING PLANNED 2025-05-19"]);
    check(
        "Kenya will invest $5 million in a plant under a deal it signed with Uganda on 5 May 2025.",
        &["FUNDING PLANNED", "SIGNING OCCURRED 2025-05-05"],
    );
    check("Kenya agreed on a treaty with Uganda that will run until 2030.", &["SIGNING OCCURRED"]);
    check(
        "A fire on 2 May killed two people in Kenya, and Uganda has closed its border with Kenya.",
        &["INCIDENT OCCURRED 2025-05-02", "POLICY OCCURRED"],
    );
}

#[test]
fn a_time_that_names_or_compares_dates_nothing() {
    check(
        "Kenya withdrew from the 1987 accord on 2 May 2025.",
        &["WITHDRAWAL OCCURRED 2025-05-02"],
    );
    check(
        "President William Ruto of Kenya met President Yoweri Museveni of Uganda for the first \
         time since 2019.",
        &["MEETING OCCURRED"],
    );
    check(
        "Exports of Kenya fell by 3% in April, their lowest level since 2019.",
        &["INDICATOR OCCURRED 2025-04"],
    );
}

#[test]
fn the_finer_of_two_times_side_by_side_dates() {
    check(
        "Kenya and Uganda signed the treaty 14 years ago on 4 April 2011.",
        &["SIGNING OCCURRED 2011-04-04"],
    );
    check(
        "President William Ruto of Kenya visited Uganda last month, on 12 April.",
        &["VISIT OCCURRED 2025-04-12"],
    );
}

#[test]
fn what_is_said_of_the_future_is_planned() {
    check("Kenya said it would lend Uganda $5 million.", &["FUNDING PLANNED"]);
    check("Kenya would lend Uganda $5 million if the talks succeeded.", &["FUNDING PROPOSED"]);
    check(
        "The European Union decided on Monday to impose sanctions on Belarus.",
        &["POLICY OCCURRED 2025-05-12"],
    );
    check("Kenya will send experts to Uganda and sign a treaty with Rwanda.", &["SIGNING PLANNED"]);
    check(
        "The treaty needs ratification by the parliament of Kenya before taking effect.",
        &["RATIFICATION PLANNED"],
    );
}

#[test]
fn what_is_only_thought_of_tells_nothing() {
    check("Markets fell on worries that Kenya will nationalise the banks.", &[]);
    check("The United Nations runs operations aimed to help displaced people.", &[]);
    check("Uganda insisted that Kenya sign the treaty.", &[]);
}

#[test]
fn a_denial_keeps_the_kind_of_what_is_denied() {
    check("Kenya denied that fees would go up.", &["POLICY DENIED"]);
    check("Kenya denied any involvement in the shooting.", &["INCIDENT DENIED"]);
    check(
        "Rumours that Kenya is to leave the African Union are false, the ministry said.",
        &["WITHDRAWAL DENIED"],
    );
    check("Kenya denied him entry.", &[]);
    check("Kenya has no plans to sign the treaty.", &["SIGNING DENIED"]);
}

#[test]
fn those_who_suffer_belong_to_the_disaster() {
    check(
        "An earthquake hit Kenya on 9 May 2025. At least 17 people were injured.",
        &["INCIDENT OCCURRED 2025-05-09"],
    );
    check(
        "Two people were killed when a drone struck a school in Kenya on 9 May 2025.",
        &["CONFLICT OCCURRED 2025-05-09"],
    );
}

#[test]
fn deadlines_run_from_what_was_told() {
    check(
        "Kenya and Uganda signed a treaty on 5 May 2025. Kenya must release the prisoners within \
         ten days.",
        &["SIGNING OCCURRED 2025-05-05", "COMMITMENT PLANNED ../2025-05-15"],
    );
}

#[test]
fn a_number_and_the_level_it_reaches_are_one_event() {
    check(
        "Investment in Peru grew by 8.4% in 2024, amounting to roughly $920 million.",
        &["INDICATOR OCCURRED 2024"],
    );
    check(
        "Exports of Peru fell by 3% in April, and imports rose by 5%.",
        &["INDICATOR OCCURRED 2025-04", "INDICATOR OCCURRED 2025-04"],
    );
}

#[test]
fn a_change_told_next_is_of_the_same_period() {
    check(
        "Investment in Peru grew by 8.4% in 2024. The textile industry saw a rise in exports to \
         $1.3 billion, and nobody knows why.",
        &["INDICATOR OCCURRED 2024", "INDICATOR OCCURRED 2024"],
    );
    check(
        "The steel industry of Peru saw nearly a doubling of output to 3 million tonnes.",
        &["INDICATOR OCCURRED"],
    );
}

#[test]
fn a_membership_that_lasts_is_told() {
    check("Kenya has been a member of the committee since 2022.", &["APPOINTMENT OCCURRED 2022"]);
    check("Norway has been a member of NATO since 1949.", &[]);
}

#[test]
fn a_day_of_what_comes_next_or_of_words_dates_nothing_else() {
    check(
        "Ahead of the summit in Kampala on 20 May, Kenya imposed sanctions on Belarus on Monday.",
        &["CONFERENCE PLANNED 2025-05-20", "POLICY OCCURRED 2025-05-12"],
    );
    check("Kenya on Tuesday said it would lend Uganda $5 million.", &["FUNDING PLANNED"]);
    check(
        "President William Ruto's upcoming visit to Uganda was discussed on Tuesday.",
        &["VISIT PLANNED"],
    );
    check(
        "President William Ruto will pay a visit to Uganda on 20 May. During the visit, Kenya and \
         Uganda will sign a treaty on customs.",
        &["VISIT PLANNED 2025-05-20", "SIGNING PLANNED 2025-05-20"],
    );
    check(
        "Kenya approved a loan of $5 million for Uganda earlier this month, on 6 May.",
        &["FUNDING OCCURRED 2025-05-06"],
    );
}

#[test]
fn the_first_day_told_is_that_of_the_article() {
    check(
        "President William Ruto on Tuesday went back to work. He appointed Jane \
         Wanjiru as Minister of Health.\n\nRuto met President Yoweri Museveni on 2 May.",
        &["APPOINTMENT OCCURRED 2025-05-13", "MEETING OCCURRED 2025-05-02"],
    );
    check(
        "Senator Jane Wanjiru promised to lend Uganda $5 million.\n\nShe criticised the prices \
         announced by Kenya on Monday.",
        &["FUNDING OCCURRED", "DISPUTE OCCURRED"],
    );
}

#[test]
fn a_time_of_other_words_dates_nothing() {
    check(
        "On the treaty on customs, signed in Rome on 5 May 2024, Kenya's Minister Jane Wanjiru \
         said that it was consistent with the law.",
        &["STATEMENT OCCURRED"],
    );
    check(
        "Kenya will invest $5 million in a plant under a memorandum it signed with Uganda on \
         Tuesday.",
        &["FUNDING PLANNED", "SIGNING OCCURRED 2025-05-13"],
    );
    check(
        "“A tent today is better than a hospital next year,” President William Ruto said after he \
         visited Uganda.",
        &["VISIT OCCURRED"],
    );
    check(
        "Reported cases of cholera in Kenya fell from 318 in March to 197 in April.",
        &["INDICATOR OCCURRED 2025-04"],
    );
}

#[test]
fn what_is_put_off_is_still_planned() {
    check("Kenya postponed the conference on fisheries.", &["CONFERENCE PLANNED"]);
    check("Kenya cancelled the conference on fisheries.", &["CONFERENCE DENIED"]);
}

#[test]
fn a_gathering_told_again_is_one() {
    check(
        "A conference on fisheries opened in Kampala on Tuesday. The summit was organised by the \
         African Union Commission.",
        &["CONFERENCE OCCURRED 2025-05-13"],
    );
    check(
        "The 10th ministerial meeting of the Asia Cooperation Dialogue was held in Doha on \
         Tuesday. The meeting was chaired by Qatari Foreign Minister Mohammed Al Thani.",
        &["MEETING OCCURRED 2025-05-13"],
    );
    check(
        "President William Ruto will visit Uganda on 20 May. Ruto is visiting Uganda at the \
         invitation of President Yoweri Museveni.",
        &["VISIT PLANNED 2025-05-20"],
    );
    check(
        "Years of talks will culminate in the signing of a treaty by Kenya and Uganda today.",
        &["SIGNING PLANNED 2025-05-14"],
    );
}

#[test]
fn what_is_ahead_takes_no_day_of_what_was_said() {
    check(
        "Speaking in Nairobi on Tuesday, the minister said that Kenya will build a hospital.",
        &["INITIATIVE PLANNED"],
    );
    check(
        "Fish will be discussed during President William Ruto's visit to Uganda.",
        &["VISIT PLANNED"],
    );
}

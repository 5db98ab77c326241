//! Days taken over from other sentences, days of which only one end is known, and days that belong
//! to something else; what is told of an event and of an agreement again.

use shared::date::PartialDate;
use shared::mention::Analysis;

use crate::extract::{Article, read};

/// What a text published on Wednesday, 14 May 2025 tells.
fn analysis(text: &str) -> Analysis {
    let published = PartialDate::from_day(2025, 5, 14);
    read(&Article { text, title: "", source: "", published, language: "en", explain: false })
}

/// The events, with how many sentences tell each if there are several.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let told: Vec<String> = analysis(text)
        .events
        .iter()
        .map(|event| {
            let date = event.date.map_or(String::new(), |date| format!(" {date}"));
            let again = match event.evidence.len() {
                1 => String::new(),
                several => format!(" x{several}"),
            };
            format!("{} {}{date}{again}", event.kind.word(), event.modality.word())
        })
        .collect();
    assert_eq!(told, expected, "{text}");
}

/// The agreements: title, day of signature, period.
#[track_caller]
fn agreed(text: &str, expected: &[&str]) {
    let told: Vec<String> = analysis(text)
        .agreements
        .iter()
        .map(|agreement| {
            let signed = agreement.signed.map_or(String::new(), |date| date.to_string());
            let period = agreement.period.map_or(String::new(), |date| date.to_string());
            format!("{}|{signed}|{period}", agreement.title)
        })
        .collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn what_was_done_lately_ends_with_the_article() {
    check(
        "Kenya and Uganda signed a treaty on 12 May 2025. In recent years Kenya has opened two \
         clinics.",
        &["SIGNING OCCURRED 2025-05-12", "INITIATIVE OCCURRED ../2025-05-12"],
    );
    check(
        "Kenya and Uganda signed a treaty on 12 May 2025. Kenya recently opened a clinic.",
        &["SIGNING OCCURRED 2025-05-12", "INITIATIVE OCCURRED ../2025-05-12"],
    );
}

#[test]
fn what_is_only_mentioned_on_the_day_happened_by_then() {
    check(
        "President William Ruto of Kenya met President Yoweri Museveni of Uganda on 12 May 2025. \
         The talks turned to the proposed alliance of farmers.",
        &["MEETING OCCURRED 2025-05-12", "INITIATIVE PROPOSED ../2025-05-12"],
    );
}

#[test]
fn days_taken_over_end_with_the_article() {
    check(
        "President William Ruto of Kenya is visiting Uganda from 13 to 16 May 2025. Kenya and \
         Uganda signed a treaty.",
        &["VISIT OCCURRED 2025-05-13/2025-05-16", "SIGNING OCCURRED 2025-05-13/2025-05-14"],
    );
}

#[test]
fn a_year_in_the_topic_of_speech_dates_nothing() {
    check(
        "President William Ruto of Kenya praised the work of the teachers of Uganda in 1971.",
        &["STATEMENT OCCURRED"],
    );
    check(
        "In 2019 President William Ruto of Kenya praised the work of the teachers of Uganda.",
        &["STATEMENT OCCURRED 2019"],
    );
}

#[test]
fn the_next_sentence_tells_when_a_plan_is_due() {
    check(
        "Kenya will build a hospital in Nakuru. It should be running by March 2027.",
        &["INITIATIVE PLANNED ../2027-03 x2"],
    );
    check(
        "Kenya will build a hospital in Nakuru. The minister wore a hat in March 2024.",
        &["INITIATIVE PLANNED"],
    );
    check(
        "Kenya appointed Mary Wanjiru as chief scientist. She starts on 6 October.",
        &["APPOINTMENT PLANNED 2025-10-06 x2"],
    );
}

#[test]
fn a_sentence_that_goes_on_about_an_event_stands_beside_it() {
    check(
        "Kenya will lend Uganda $5 million. The money will be used to repair roads.",
        &["FUNDING PLANNED x2"],
    );
    check(
        "Kenya hosted a summit with Uganda on 12 May 2025. The summit took place in Nairobi.",
        &["CONFERENCE OCCURRED 2025-05-12 x2"],
    );
}

#[test]
fn a_phrase_in_front_tells_a_meeting() {
    check(
        "During their meeting on 12 May 2025, President William Ruto of Kenya and President \
         Yoweri Museveni of Uganda went through the list of border posts.",
        &["MEETING OCCURRED 2025-05-12"],
    );
    check(
        "After the meeting, President William Ruto of Kenya went through the list of border posts.",
        &[],
    );
}

#[test]
fn a_relative_clause_tells_when_a_gathering_was_held() {
    check(
        "The memorandum closed the sixth session of the Lake Commission, which was held last week \
         in Kisumu.",
        &["CONFERENCE OCCURRED 2025-05-05/2025-05-11"],
    );
}

#[test]
fn what_is_made_known_is_done_by_then() {
    check(
        "Kenya said on Monday it has signed a treaty with Uganda.",
        &["SIGNING OCCURRED 2025-05-12"],
    );
}

#[test]
fn a_name_with_its_year_tells_the_signing() {
    check(
        "The ministers of Kenya spoke of the 1978 Kisumu Declaration on Water.",
        &["SIGNING OCCURRED 1978"],
    );
}

#[test]
fn a_focus_with_its_years_is_a_commitment() {
    check(
        "The focus for the next two years will be on repairing rural clinics.",
        &["COMMITMENT PLANNED 2025/2027"],
    );
    check("The focus of the talks will be on repairing rural clinics.", &[]);
}

#[test]
fn a_short_form_in_brackets_names_no_other_agreement() {
    agreed(
        "Kenya and Uganda signed a Memorandum of Understanding (MOU) on fisheries on 12 May 2025. \
         The MOU runs for three years.",
        &["Memorandum of Understanding|2025-05-12|2025/2028"],
    );
}

#[test]
fn an_agreement_with_another_party_is_another() {
    agreed(
        "Kenya signed an agreement with Uganda on 12 May 2025. Last month Kenya signed an \
         agreement with Rwanda.",
        &["Agreement|2025-05-12|", "Agreement|2025-04|"],
    );
}

#[test]
fn a_length_gives_the_period_from_its_start() {
    agreed(
        "Kenya and Uganda signed an 18-month agreement on fisheries on 12 May 2025.",
        &["Agreement on fisheries|2025-05-12|2025-05/2026-11"],
    );
    agreed(
        "Kenya and Uganda signed an agreement on fisheries in 2024. The agreement has a five-year \
         term.",
        &["Agreement on fisheries|2024|2024/2029"],
    );
}

#[test]
fn terms_belong_to_the_agreement_that_their_clause_tells_of() {
    agreed(
        "Kenya and Uganda signed an agreement on fisheries on 12 May 2025. The agreement is based \
         on the Kisumu Protocol, which entered into force in October 1979.",
        &["Agreement on fisheries|2025-05-12|", "Kisumu Protocol||1979-10/.."],
    );
}

#[test]
fn a_list_under_a_heading_names_what_was_signed() {
    agreed(
        "President William Ruto of Kenya met President Yoweri Museveni of Uganda on 12 May 2025 in \
         Nairobi, and several documents on trade and fishing were prepared for them.\n\nThus, the \
         following documents were signed:\n\n- Agreement on cooperation in fisheries;\n\n- \
         Memorandum on the protection of lakes;",
        &[
            "Agreement on cooperation in fisheries|2025-05-12|",
            "Memorandum on the protection of lakes|2025-05-12|",
        ],
    );
}

#[test]
fn today_in_a_quotation_is_the_day_told() {
    check(
        "President William Ruto of Kenya met President Yoweri Museveni of Uganda on 12 May 2025. \
         “Kenya signed a treaty with Uganda today,” Museveni said.",
        &["MEETING OCCURRED 2025-05-12", "SIGNING OCCURRED 2025-05-12"],
    );
}

#[test]
fn what_had_been_done_takes_no_day_of_the_article() {
    check(
        "Kenya and Uganda signed a treaty on 12 May 2025. Kenya had opened a clinic.",
        &["SIGNING OCCURRED 2025-05-12", "INITIATIVE OCCURRED"],
    );
    check(
        "President William Ruto of Kenya met President Yoweri Museveni of Uganda at the assembly \
         held from 12 to 20 May 2025.",
        &["MEETING OCCURRED 2025-05-12/2025-05-14"],
    );
}

#[test]
fn what_a_relative_clause_tells_of_an_occasion_has_its_day() {
    check(
        "In January President William Ruto of Kenya held talks with President Yoweri Museveni of \
         Uganda, during which Kenya signed a treaty.",
        &["MEETING OCCURRED 2025-01", "SIGNING OCCURRED 2025-01"],
    );
}

#[test]
fn a_number_of_the_first_months_is_of_this_year() {
    check(
        "Exports of Kenya fell by 9% in the first four months.",
        &["INDICATOR OCCURRED 2025-01/2025-04"],
    );
}

#[test]
fn a_list_goes_on_over_items_that_name_no_instrument() {
    agreed(
        "Two documents were signed during the visit of the president of Kenya, including:\n\n- \
         Cooperation on trade in fish;\n\n- Agreement on Cooperation in Fisheries;\n\n- \
         Cooperation Agreement between Academies;",
        &["Agreement on Cooperation in Fisheries||", "Cooperation Agreement||"],
    );
}

#[test]
fn a_short_name_in_brackets_is_known_again() {
    agreed(
        "The Treaty on the Limits of Fishing Fleets (Second LIFT) entered into force in 2011. The \
         Second LIFT Treaty was signed by Kenya and Uganda on 8 April 2010.",
        &["Treaty on the Limits of Fishing Fleets|2010-04-08|2011/.."],
    );
}

#[test]
fn a_day_is_found_behind_two_brackets() {
    check(
        "The Ministry of Energy of Kenya will sign a power purchase agreement (PPA) with the \
         World Bank Group (WBG) on May 27.",
        &["SIGNING PLANNED 2025-05-27"],
    );
}

#[test]
fn the_week_of_a_signing_is_no_period() {
    agreed(
        "Kenya and Uganda will sign a trade agreement in the first week of June.",
        &["Trade agreement||"],
    );
}

#[test]
fn what_a_purpose_tells_is_not_the_tense_of_the_day() {
    check(
        "The Ministry of Energy of Kenya will sign a power purchase agreement (PPA) with the \
         World Bank Group (WBG) on August 17 to sell power generated there.",
        &["SIGNING PLANNED 2025-08-17"],
    );
}

#[test]
fn what_changed_over_the_same_period_has_the_same_years() {
    check(
        "In Kenya the rate of infections dropped from 4.1% in 2021 to 2.9% in 2024, while errors \
         were halved over the same period.",
        &["INDICATOR OCCURRED 2021/2024", "INDICATOR OCCURRED 2021/2024"],
    );
}

//! Who takes and leaves posts, and who agrees with whom.

use shared::date::PartialDate;

use crate::extract::{Article, read};

/// Kind, modality and participants of every event, in one line each.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let published = PartialDate::from_day(2025, 6, 12);
    let article =
        Article { text, title: "", source: "", published, language: "en", explain: false };
    let line = |event: &shared::mention::EventMention| {
        let who = event.participants.iter();
        let who: Vec<String> = who.map(|p| format!("{} {}", p.role.word(), p.name)).collect();
        format!("{} {}: {}", event.kind.word(), event.modality.word(), who.join(", "))
    };
    let told: Vec<String> = read(&article).events.iter().map(line).collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn lists_of_ministers_give_each_a_post() {
    check(
        "President Ana Costa named a new cabinet: Omar Diallo, minister of lands; Ruth Keller, \
         minister of defence.",
        &[
            "APPOINTMENT OCCURRED: SUBJECT Omar Diallo, INITIATOR Ana Costa",
            "APPOINTMENT OCCURRED: SUBJECT Ruth Keller, INITIATOR Ana Costa",
        ],
    );
    check(
        "The ministers sworn in on Monday were Omar Diallo and Ruth Keller.",
        &["APPOINTMENT OCCURRED: SUBJECT Omar Diallo, SUBJECT Ruth Keller"],
    );
    check(
        "Omar Diallo was named minister of lands and Ruth Keller minister of health.",
        &["APPOINTMENT OCCURRED: SUBJECT Omar Diallo", "APPOINTMENT OCCURRED: SUBJECT Ruth Keller"],
    );
    check(
        "The ministers met on Monday. Omar Diallo, minister of lands, was late.",
        &["MEETING OCCURRED: "],
    );
}

#[test]
fn posts_are_given_in_many_words() {
    check(
        "Omar Diallo was made the new health minister.",
        &["APPOINTMENT OCCURRED: SUBJECT Omar Diallo"],
    );
    check("Ruth Keller made Omar Diallo laugh.", &[]);
    check(
        "Omar Diallo will now be the Minister of Textiles.",
        &["APPOINTMENT OCCURRED: SUBJECT Omar Diallo"],
    );
    check("Omar Diallo will be the guest of the minister.", &[]);
    check(
        "Omar Diallo has been given charge of the railways.",
        &["APPOINTMENT OCCURRED: SUBJECT Omar Diallo"],
    );
    check(
        "President Omar Diallo tendered his resignation on Monday.",
        &["APPOINTMENT OCCURRED: SUBJECT Omar Diallo"],
    );
    check("Police named Omar Diallo as the attacker.", &[]);
    check("Ruth Keller insisted that Diallo's resignation was a precondition.", &[]);
}

#[test]
fn whoever_takes_over_is_told_with_the_appointment() {
    check(
        "The council chose Ruth Keller as its next chair. She takes over from Omar Diallo in \
         September.",
        &["APPOINTMENT OCCURRED: SUBJECT Ruth Keller, PARTICIPANT Omar Diallo"],
    );
}

#[test]
fn those_who_met_bind_themselves() {
    check(
        "Kenya's Foreign Minister Omar Diallo met Peru's Foreign Minister Ana Costa on Monday. \
         Both sides agreed to facilitate visits.",
        &[
            "MEETING OCCURRED: PARTICIPANT Omar Diallo, PARTICIPANT Ana Costa",
            "COMMITMENT OCCURRED: SPEAKER Omar Diallo, SPEAKER Ana Costa, PARTY Kenya, PARTY Peru",
        ],
    );
    check("Both sides agreed to facilitate visits.", &[]);
    check(
        "Kenya and Peru agreed to hold the next meeting in Lima in 2026.",
        &["MEETING PLANNED: PARTICIPANT Kenya, PARTICIPANT Peru"],
    );
    check("Kenya and Peru agreed to a ceasefire.", &["SIGNING OCCURRED: PARTY Kenya, PARTY Peru"]);
    check(
        "The African Union brokered a truce between Kenya and Uganda.",
        &["SIGNING OCCURRED: PARTICIPANT African Union, PARTY Kenya, PARTY Uganda"],
    );
}

#[test]
fn what_is_of_something_else_is_not_told() {
    check("Kenya formally concluded the process of ratifying the treaty on Monday.", &[]);
    check("The museum welcomes an average of three million visitors each year.", &[]);
    check("The World Bank appealed for calm on Monday after the vote in Kenya.", &[]);
    check(
        "Kenya launched the first round of a cholera vaccination campaign.",
        &["INITIATIVE OCCURRED: INITIATOR Kenya"],
    );
    check("The agreement ended the bloody conflict in Ethiopia.", &[]);
    check(
        "Agreements were reached to work on expanding trade and launching projects.",
        &["SIGNING OCCURRED: "],
    );
}

#[test]
fn what_hears_or_makes_is_no_target_or_giver() {
    check(
        "China filed a complaint with the World Trade Organization on Monday against Japan.",
        &["DISPUTE OCCURRED: INITIATOR China, PARTICIPANT World Trade Organization, TARGET Japan"],
    );
    check(
        "NASA awarded a contract to SpaceX on Monday.",
        &["SIGNING OCCURRED: PARTY NASA, PARTY SpaceX"],
    );
    check(
        "China and Japan pledged to impose $3 billion worth of tariffs.",
        &["COMMITMENT OCCURRED: PARTY China, PARTY Japan"],
    );
}

#[test]
fn visits_are_of_those_who_come() {
    check(
        "Peru's Foreign Minister Ana Costa welcomed the first visit to Lima by Kenya's Foreign \
         Minister Omar Diallo.",
        &["VISIT OCCURRED: PARTICIPANT Omar Diallo, HOST Peru, SPEAKER Ana Costa"],
    );
    check(
        "The doses that Australia donated arrived in Kenya on Monday.",
        &["FUNDING OCCURRED: FUNDER Australia"],
    );
    check(
        "President Ana Costa embarked on a state visit to Kenya on Monday and arrived in Nairobi \
         in the evening.",
        &["VISIT OCCURRED: HOST Kenya, PARTICIPANT Ana Costa"],
    );
}

#[test]
fn states_in_a_list_act_each() {
    check(
        "China, the European Union, India, Japan and Turkey have imposed tariffs.",
        &["POLICY OCCURRED: INITIATOR China, INITIATOR European Union, INITIATOR India, \
             INITIATOR Japan, INITIATOR Türkiye"],
    );
    check(
        "The foreign ministers of Russia and Belarus, Sergey Lavrov and Sergey Aleinik, signed a \
         joint statement.",
        &["SIGNING OCCURRED: PARTY Belarus, SIGNATORY Sergey Lavrov, SIGNATORY Sergey Aleinik, \
             PARTY Russia"],
    );
}

#[test]
fn a_list_of_places_begins_no_clause() {
    check(
        "Director Omar Diallo visited Kenya and Uganda in May and met Minister Ana Costa.",
        &[
            "VISIT OCCURRED: PARTICIPANT Omar Diallo, HOST Kenya, HOST Uganda",
            "MEETING OCCURRED: PARTICIPANT Omar Diallo, PARTICIPANT Ana Costa",
        ],
    );
    check(
        "Suriname summoned the Guyanese ambassador on Monday.",
        &["DISPUTE OCCURRED: INITIATOR Suriname, TARGET Guyana"],
    );
    check(
        "President Ana Costa and Prime Minister Omar Diallo signed a declaration on Friday. Two \
         smaller deals were signed on the same day.",
        &["SIGNING OCCURRED: SIGNATORY Ana Costa, SIGNATORY Omar Diallo", "SIGNING OCCURRED: "],
    );
}

#[test]
fn the_company_is_the_one_spoken_of() {
    check(
        "Gland Pharma is based in Hyderabad. The company signed an agreement with Siemens on \
         Monday.",
        &["SIGNING OCCURRED: PARTY Gland Pharma, PARTY Siemens"],
    );
}

#[test]
fn disasters_and_strikes_are_told_by_their_nouns() {
    check(
        "An earthquake in Afghanistan flattened homes, killing 600 people.",
        &["INCIDENT OCCURRED: SUBJECT Afghanistan"],
    );
    check(
        "Kenya's government declared an emergency following an earthquake in Nairobi that killed \
         75 people.",
        &["POLICY OCCURRED: INITIATOR Kenya", "INCIDENT OCCURRED: SUBJECT Kenya"],
    );
    check(
        "The Nurses Organisation has called a nationwide strike in December.",
        &["DISPUTE PLANNED: INITIATOR Nurses Organisation"],
    );
}

#[test]
fn a_bracket_abbreviates_what_stands_before_it() {
    check(
        "Kenya signed an agreement with Climate Fund Managers (CFM) on Monday.",
        &["SIGNING OCCURRED: PARTY Kenya, PARTY Climate Fund"],
    );
    check(
        "Israeli planes bombed a convoy in southern Syria on Sunday.",
        &["CONFLICT OCCURRED: INITIATOR Israel"],
    );
    check(
        "The new hospital serves the south. It was opened by President Ana Costa on Monday.",
        &["INITIATIVE OCCURRED: INITIATOR Ana Costa"],
    );
    check(
        "The European Commission adopted a joint (High Representative) proposal on sanctions.",
        &["POLICY OCCURRED: INITIATOR European Commission"],
    );
}

#[test]
fn meetings_are_had_and_follow_one_another() {
    check(
        "Minister Ana Costa had a sincere meeting with Prime Minister Omar Diallo.",
        &["MEETING OCCURRED: PARTICIPANT Ana Costa, PARTICIPANT Omar Diallo"],
    );
    check(
        "Kenya and Uganda have held a meeting on fisheries.",
        &["MEETING OCCURRED: PARTICIPANT Kenya, PARTICIPANT Uganda"],
    );
    check(
        "After a meeting with Prime Minister Omar Diallo, President Ana Costa praised the vote.",
        &["MEETING OCCURRED: PARTICIPANT Omar Diallo, PARTICIPANT Ana Costa"],
    );
    check(
        "Director Omar Diallo visited the town of Bikoro on Monday.",
        &["VISIT OCCURRED: PARTICIPANT Omar Diallo"],
    );
    check("Khalidi, whose title is given as “Major,” was shot.", &[]);
    check("Omar Diallo killed Peter Novak.", &[]);
    check(
        "Defence Minister Omar Diallo was killed in a suicide bombing in July.",
        &["CONFLICT OCCURRED: TARGET Omar Diallo"],
    );
}

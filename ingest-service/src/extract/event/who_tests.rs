//! Who did what to whom, and what was agreed.

use shared::date::PartialDate;
use shared::mention::Analysis;

use crate::extract::{Article, read};

fn analysis(text: &str) -> Analysis {
    let published = PartialDate::from_day(2025, 6, 12);
    read(&Article { text, title: "", source: "", published, language: "en", explain: false })
}

/// The participants of every event, in one line each.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let line = |event: &shared::mention::EventMention| {
        let who = event.participants.iter();
        let who: Vec<String> = who.map(|p| format!("{} {}", p.role.word(), p.name)).collect();
        format!("{}: {}", event.kind.word(), who.join(", "))
    };
    let told: Vec<String> = analysis(text).events.iter().map(line).collect();
    assert_eq!(told, expected, "{text}");
}

/// Title, parties, signatories, period and status of every agreement, in one line each.
#[track_caller]
fn check_agreements(text: &str, expected: &[&str]) {
    let line = |agreement: &shared::mention::AgreementMention| {
        let list = |names: &[String]| names.join(", ");
        let period = agreement.period.map_or(String::new(), |period| period.to_string());
        let value = agreement.value.as_ref().map_or(String::new(), |q| q.value.clone());
        let status = agreement.status.map_or("", |status| status.word());
        let (parties, signatories) = (list(&agreement.parties), list(&agreement.signatories));
        format!("{}|{parties}|{signatories}|{period}|{value}|{status}", agreement.title)
    };
    let told: Vec<String> = analysis(text).agreements.iter().map(line).collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn states_act_by_adjectives_and_posts() {
    check(
        "The Kyrgyz and Uzbek sides signed an agreement on customs on Monday.",
        &["SIGNING: PARTY Kyrgyzstan, PARTY Uzbekistan"],
    );
    check(
        "The Turkish and Egyptian presidents met in Cairo on Tuesday.",
        &["MEETING: PARTICIPANT Türkiye, PARTICIPANT Egypt"],
    );
    check(
        "Delegations from Rwanda and Burundi met in Doha on Friday.",
        &["MEETING: PARTICIPANT Rwanda, PARTICIPANT Burundi"],
    );
    check(
        "Uzbek President Sardor Qodirov and Japanese Prime Minister Haruto Minase signed a treaty \
         on Friday.",
        &["SIGNING: SIGNATORY Sardor Qodirov, SIGNATORY Haruto Minase, PARTY Uzbekistan, \
           PARTY Japan"],
    );
}

#[test]
fn a_phrase_in_front_does_not_govern_the_subject() {
    check(
        "On this occasion, Vietnam and Mongolia signed a treaty on Monday.",
        &["SIGNING: PARTY Vietnam, PARTY Mongolia"],
    );
    check(
        "In Egypt, Antony Blinken met with President Hamdi Salem on Monday.",
        &["MEETING: PARTICIPANT Antony Blinken, PARTICIPANT Hamdi Salem"],
    );
}

#[test]
fn plurals_mean_those_named_before() {
    check(
        "Peru and Chile held talks on Monday. The two sides signed a treaty.",
        &["MEETING: PARTICIPANT Peru, PARTICIPANT Chile", "SIGNING: PARTY Peru, PARTY Chile"],
    );
}

#[test]
fn signers_sign_for_parties() {
    check(
        "Ghana signed a compact with Gavi on Thursday. Minister Kwaku Darko signed for Ghana, \
         Mireille Fontanges for the Alliance.",
        &["SIGNING: PARTY Ghana, PARTY Gavi, the Vaccine Alliance, SIGNATORY Kwaku Darko, \
           SIGNATORY Mireille Fontanges"],
    );
}

#[test]
fn company_comes_by_its_phrases() {
    check(
        "India and Peru signed a treaty on Thursday in the presence of Prime Ministers Narendra \
         Modi and Ana Vega.",
        &["SIGNING: PARTY India, PARTY Peru, PARTICIPANT Narendra Modi, PARTICIPANT Ana Vega"],
    );
    check(
        "Kenyan President Uhuru Kenyatta witnessed the signing of two agreements between Chad and \
         Niger on Monday.",
        &["SIGNING: PARTY Chad, PARTY Niger, PARTICIPANT Uhuru Kenyatta"],
    );
}

#[test]
fn a_ceasefire_talked_about_names_nobody_who_meets() {
    check(
        "Turkish Foreign Minister Hakan Fidan met his Ukrainian counterpart Andrii Sybiha on \
         Monday to discuss the ceasefire between Russia and Ukraine.",
        &["MEETING: PARTICIPANT Hakan Fidan, PARTICIPANT Andrii Sybiha"],
    );
}

#[test]
fn who_speaks_stands_outside_the_quotation() {
    check(
        "\"We will not accept this. It is unfair to everybody in the region and the world must \
         act,\" Finnish Foreign Minister Elina Valtonen warned on Friday.",
        &["STATEMENT: SPEAKER Elina Valtonen"],
    );
    check(
        "“Both sides will turn this relationship into something tangible and strengthen ties,” \
         said Peru's Defence Minister Ana Vega on Friday.",
        &["STATEMENT: SPEAKER Ana Vega"],
    );
}

#[test]
fn lenders_lend_and_others_receive() {
    check(
        "The European Investment Bank signed a EUR 100 million loan with the Bank of Cyprus on \
         Monday.",
        &[
            "SIGNING: PARTY European Investment Bank, PARTY Bank of Cyprus",
            "FUNDING: FUNDER European Investment Bank, RECIPIENT Bank of Cyprus",
        ],
    );
    check(
        "Japan pledged $20 million to Kenya on 2 June 2025. Norway pledged $5 million on 3 June \
         2025.",
        &["FUNDING: FUNDER Japan, RECIPIENT Kenya", "FUNDING: FUNDER Norway, RECIPIENT Kenya"],
    );
}

#[test]
fn following_sentences_tell_the_terms_of_an_agreement() {
    check_agreements(
        "Peru and Chile signed a trade agreement on Monday. The agreement runs through 2029 and is \
         worth $40 million.",
        &["Trade agreement|Peru, Chile||../2029|40000000|SIGNED"],
    );
    check_agreements(
        "Peru and Chile signed a fisheries accord on 3 May. It is valid for ten years.",
        &["Fisheries accord|Peru, Chile||2025/2035||SIGNED"],
    );
    check_agreements(
        "Peru and Chile signed a protocol in 2019. The protocol lapsed in 2021.",
        &["Protocol|Peru, Chile||../2021||EXPIRED"],
    );
}

#[test]
fn agreements_end_before_place_and_proxy() {
    check_agreements(
        "India and Peru signed a free trade agreement in London on Thursday.",
        &["Free trade agreement|India, Peru||||SIGNED"],
    );
    check_agreements(
        "The firm may sue Peru under the 2009 investment treaty between Switzerland and Peru.",
        &["Investment treaty|Switzerland, Peru||||IN_FORCE"],
    );
}

#[test]
fn a_post_after_a_possessive_leads_to_its_holder() {
    check(
        "Ana Silva, Prime Minister of Peru, hosted a trade summit with the European Union (EU) and \
         the World Bank's Vice President for Africa, Ousmane Diagana.",
        &["CONFERENCE: HOST Ana Silva, PARTICIPANT European Union, PARTICIPANT Ousmane Diagana"],
    );
    check(
        "President Joao Reis of Chile hosted talks with Norway and the UN's Special Envoy for \
         Yemen, Hans Grundberg.",
        &["MEETING: HOST Joao Reis, PARTICIPANT Norway, PARTICIPANT Hans Grundberg"],
    );
}

#[test]
fn officials_who_sign_are_not_those_who_met() {
    let met = "Prime Minister Ana Silva of Peru met President Joao Reis of Chile on 3 May. ";
    let meeting = "MEETING: PARTICIPANT Ana Silva, PARTICIPANT Joao Reis";
    check(
        &format!("{met}After the meeting, the officials signed a memorandum on trade."),
        &[meeting, "SIGNING: PARTY Peru, PARTY Chile"],
    );
    check(
        &format!("{met}After the meeting, the leaders signed a memorandum on trade."),
        &[meeting, "SIGNING: SIGNATORY Ana Silva, SIGNATORY Joao Reis, PARTY Peru, PARTY Chile"],
    );
}

#[test]
fn the_partner_of_an_agreement_gives_what_is_allocated_under_it() {
    check(
        "Under the agreement with the World Bank, $12 million is to be allocated to Peru.",
        &["FUNDING: RECIPIENT Peru, FUNDER World Bank"],
    );
}

#[test]
fn who_only_tells_of_it_takes_no_part() {
    check(
        "Acme Limited has signed a contract with Uganda, stated the Defence Ministry on Wednesday.",
        &["SIGNING: PARTY Acme Limited, PARTY Uganda, SPEAKER Ministry of Defence of Uganda"],
    );
    check_agreements(
        "Kenya has signed a contract with Uganda, the Defence Ministry said on Tuesday.",
        &["Contract|Kenya, Uganda||||SIGNED"],
    );
    check_agreements(
        "Kenya signed a landmark pact with Uganda, Rwanda and Burundi.",
        &["Pact|Kenya, Uganda, Rwanda, Burundi||||SIGNED"],
    );
    check(
        "Ethiopia's Finance Minister Ahmed Shide and Carolyn Turk, World Bank Country Director \
         for Ethiopia, Sudan and South Sudan signed the agreement.",
        &["SIGNING: SIGNATORY Ahmed Shide, SIGNATORY Carolyn Turk, PARTY Ethiopia, \
           PARTY World Bank"],
    );
    check(
        "President Vladimir Putin met President Xi Jinping before the BRICS Summit.",
        &["MEETING: PARTICIPANT Vladimir Putin, PARTICIPANT Xi Jinping"],
    );
}

#[test]
fn unnamed_groups_act_without_a_name() {
    check("Farmers protested in Warsaw on Monday against cheap imports.", &["DISPUTE: "]);
    check("Nurses in Kenya went on strike on Monday over pay.", &["DISPUTE: "]);
    check("Suspected rebels attacked a village on Sunday.", &["CONFLICT: "]);
    check("Striking nurses in Kenya rejected the offer.", &[]);
    check(
        "Colonel Omar Diallo said rebels attacked villages on Monday, killing 18 civilians.",
        &["CONFLICT: SPEAKER Omar Diallo"],
    );
    check(
        "Two people were killed by Rwandan FDLR rebels on Monday.",
        &["CONFLICT: INITIATOR FDLR"],
    );
}

#[test]
fn guests_meet_whom_they_call_on() {
    check(
        "Minister Ana Costa of Peru called on President Omar Diallo on Monday.",
        &["MEETING: PARTICIPANT Ana Costa, HOST Omar Diallo"],
    );
    check("Kenya called on Peru to sign the treaty.", &["STATEMENT: SPEAKER Kenya"]);
    check(
        "Minister Ana Costa met on Monday with President Omar Diallo in Lima.",
        &["MEETING: PARTICIPANT Ana Costa, PARTICIPANT Omar Diallo"],
    );
}

#[test]
fn what_describes_or_did_not_come_about_is_no_event() {
    check(
        "Visiting Kenyan President William Ruto and Omar Diallo signed a treaty.",
        &["SIGNING: SIGNATORY William Ruto, SIGNATORY Omar Diallo, PARTY Kenya"],
    );
    check("Kenya could have blocked the takeover.", &[]);
    check("Kenya is committed to cutting emissions.", &["COMMITMENT: PARTY Kenya"]);
    check(
        "“Kenya signed the treaty with Peru on Monday,” said Minister Ana Costa.",
        &["SIGNING: PARTY Kenya, PARTY Peru, SPEAKER Ana Costa"],
    );
}

#[test]
fn a_pronoun_means_the_speaker_not_whom_a_quotation_names() {
    check(
        "“We ask for (Navalny’s) release,” Josep Borrell told reporters after he met Antony \
         Blinken on Monday.",
        &["MEETING: PARTICIPANT Josep Borrell, PARTICIPANT Antony Blinken"],
    );
    check(
        "President William Ruto met reporters. A spokesman said he would visit Uganda on Monday.",
        &["VISIT: HOST Uganda"],
    );
}

#[test]
fn what_enters_into_force_begins() {
    check_agreements(
        "Kenya and Uganda signed a customs treaty on Monday. The treaty enters into force on 1 \
         January 2026.",
        &["Customs treaty|Kenya, Uganda||2026-01-01/..||SIGNED"],
    );
    check_agreements(
        "Kenya and Uganda signed a customs treaty on Monday. The treaty must pass both houses \
         before taking effect, an official said on Tuesday.",
        &["Customs treaty|Kenya, Uganda||||SIGNED"],
    );
}

#[test]
fn receivers_companies_and_agents_have_their_roles() {
    check(
        "Omar Diallo was awarded the Order of Merit by President Ana Costa on Tuesday.",
        &["AWARD: RECIPIENT Omar Diallo, INITIATOR Ana Costa"],
    );
    check("Kenya was promised $5 million by Japan.", &["FUNDING: RECIPIENT Kenya, FUNDER Japan"]);
    check(
        "Ecobank Togo made its case. Revenue rose 9 percent to $3 billion in 2024.",
        &["INDICATOR: SUBJECT Ecobank Togo"],
    );
    check(
        "A council, headed by Omar Diallo, was sworn in by President Ana Costa on Tuesday.",
        &["APPOINTMENT: INITIATOR Ana Costa"],
    );
    check(
        "President Ana Costa appointed Omar Diallo as minister and Ruth Keller as governor.",
        &["APPOINTMENT: INITIATOR Ana Costa, SUBJECT Omar Diallo, SUBJECT Ruth Keller"],
    );
    check(
        "The Syrian government and armed opposition groups had reached a deal.",
        &["SIGNING: PARTY Syria"],
    );
    check(
        "Ecobank Togo announced plans to invest $6 million in a plant.",
        &["FUNDING: FUNDER Ecobank Togo"],
    );
    check("Kenya hopes to see progress.", &[]);
    check("Rita Costa will become finance minister.", &["APPOINTMENT: SUBJECT Rita Costa"]);
    check("Kenya lodged a protest with Uganda.", &["DISPUTE: INITIATOR Kenya, TARGET Uganda"]);
}

#[test]
fn handing_over_and_sharing_a_summit() {
    check("Interpol handed over a former minister to Iraq on Monday.", &[]);
    check(
        "Ana Costa and Omar Diallo held a summit in Lima on Monday.",
        &["CONFERENCE: PARTICIPANT Ana Costa, PARTICIPANT Omar Diallo"],
    );
    check("Ties grew since Kenya and Uganda set up a joint commission.", &[]);
}

#[test]
fn what_is_approved_or_finalised_before_its_signing_is_negotiated() {
    check_agreements(
        "Kenya and Uganda finalised a customs treaty on Monday. The treaty will be signed in July.",
        &["Customs treaty|Kenya, Uganda||||NEGOTIATED"],
    );
}

#[test]
fn who_tells_of_a_signing_signs_nothing() {
    check_agreements(
        "Commerce Minister Ahmed Kamal said the remaining memorandums would be finalised by July.",
        &["Remaining memorandums|||||PROPOSED"],
    );
    check(
        "Prime Minister Tariq Hassan will visit Ankara in July, Commerce Minister Ahmed Kamal \
         said. He added that he would meet President Recep Tayyip Erdogan on 20 June.",
        &[
            "VISIT: PARTICIPANT Tariq Hassan, SPEAKER Ahmed Kamal",
            "MEETING: PARTICIPANT Recep Tayyip Erdogan, SPEAKER Ahmed Kamal",
        ],
    );
}

//! Short texts and the actors that they name.

use super::*;
use crate::extract::gazetteer::gazetteer;

/// Reads a text after a first paragraph without names, which no rule takes for a headline.
fn read(text: &str) -> (String, Actors) {
    let source = format!("It has been a long and busy week for everyone who was there.\n\n{text}");
    let reading = Reading {
        text: Text::read(&source, ""),
        anchor: None,
        times: Vec::new(),
        quantities: Vec::new(),
    };
    let article = Article {
        text: &source,
        title: "",
        source: "Morning Herald",
        published: None,
        language: "en",
        explain: false,
    };
    let actors = actors(&reading, &article);
    let spans: Vec<String> = actors
        .namings
        .iter()
        .map(|naming| {
            let name = reading.text.slice(naming.name.clone());
            format!("{name} {:?} {}", naming.form, actors.actors[naming.actor].name)
        })
        .collect();
    (spans.join("; "), actors)
}

/// "Name KIND CC (title, organisation, CC)".
fn told(actors: &Actors) -> Vec<String> {
    let told = actors.actors[..actors.implied_from].iter().map(|actor| {
        let roles: Vec<String> = actor
            .roles
            .iter()
            .map(|role| format!(" ({}, {}, {})", role.title, role.organization, role.country_code))
            .collect();
        format!("{} {} {}{}", actor.name, actor.kind.word(), actor.country_code, roles.concat())
    });
    told.collect()
}

#[track_caller]
pub(super) fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(&read(text).1), expected, "{text}");
}

/// Checks how each naming was understood.
#[track_caller]
fn check_namings(text: &str, expected: &str) {
    assert_eq!(read(text).0, expected, "{text}");
}

#[test]
fn organizations_are_told_by_their_words() {
    check(
        "The deal was signed with Navjeevan Biologics, Fundación Agua Clara and the Ministry \
         of Water and Sanitation of Kenya.",
        &[
            "Navjeevan Biologics ORGANIZATION ",
            "Fundación Agua Clara ORGANIZATION ",
            "Ministry of Water and Sanitation of Kenya ORGANIZATION KE",
        ],
    );
    check(
        "The Food and Drug Administration fined Hokuto Power and Albertsons Cos Inc on Friday.",
        &[
            "Food and Drug Administration ORGANIZATION US",
            "Hokuto Power ORGANIZATION ",
            "Albertsons Cos Inc ORGANIZATION ",
        ],
    );
    check(
        "The developer Solmar sold its stake to the Bank of England.",
        &["Solmar ORGANIZATION ", "Bank of England ORGANIZATION GB"],
    );
    check(
        "The Black Sea Hepatitis Elimination Network (BSHEN) met in Varna. BSHEN has six members.",
        &["Black Sea Hepatitis Elimination Network ORGANIZATION "],
    );
}

#[test]
fn states_act_by_name_capital_and_government() {
    check(
        "Moscow and Ankara agreed to resume talks in Geneva.",
        &["Russia COUNTRY RU", "Türkiye COUNTRY TR"],
    );
    check(
        "The Portuguese government rejected the plan. The country will vote in May.",
        &["Portugal COUNTRY PT"],
    );
    check("Brussels said it would pay.", &["European Union INTERGOVERNMENTAL "]);
    check(
        "The Telangana government signed the deal with Andhra Pradesh.",
        &["Government of Telangana ORGANIZATION IN"],
    );
    check("Officials in Tokyo and from Chad attended.", &[]);
    check(
        "US President Jane Miller spent US$ 5 million, giving us hope.",
        &["United States COUNTRY US", "Jane Miller PERSON US (President, , US)"],
    );
}

#[test]
fn texts_days_and_outlets_are_no_actors() {
    check(
        "The Nadi Accord and the Astana Declaration were adopted on World Health Day in the \
         Caspian Sea region.",
        &[],
    );
    check(
        "Reuters and the Morning Herald reported that Universal Health Coverage (UHC) had grown.",
        &[],
    );
    check(
        "Kazakhstan Consolidates Healthcare Collaborations With Turkic Nations And Partners",
        &[],
    );
    check(
        "Analysts were split after the Third Urban Governance and Infrastructure Improvement \
         Project.",
        &[],
    );
}

#[test]
fn names_of_many_languages() {
    check(
        "Hilal bin Said Al Maskari met Badr al-Rawahi and Caoimhe O'Brannigan-Smith.",
        &[
            "Hilal bin Said Al Maskari PERSON ",
            "Badr al-Rawahi PERSON ",
            "Caoimhe O'Brannigan-Smith PERSON ",
        ],
    );
    check(
        "Prof. Mykola Trofymenko thanked them. M. Trofymenko then left with Mr Haas.",
        &["Mykola Trofymenko PERSON ", "Haas PERSON "],
    );
    check(
        "President Kim Tae-rim and Vice-President Kim Do-yeon spoke. President Kim smiled.",
        &["Kim Tae-rim PERSON  (President, , )", "Kim Do-yeon PERSON  (Vice-President, , )"],
    );
    check(
        "Vladimir Putin, Dean Kamen and Jordan Peterson spoke in Vladimir.",
        &["Vladimir Putin PERSON ", "Dean Kamen PERSON ", "Jordan Peterson PERSON "],
    );
    check("Odhiambo Were signed for the union.", &["Odhiambo Were PERSON "]);
}

#[test]
fn later_mentions_join_the_first() {
    check(
        "Health Minister Maria Silva spoke in Portugal. The minister said she would stay. \
         Silva denied that the ministry had paid.",
        &[
            "Maria Silva PERSON PT (Minister of Health, Ministry of Health of Portugal, PT)",
            "Ministry of Health of Portugal ORGANIZATION PT",
        ],
    );
    check(
        "The Asian Development Bank lent the money. The bank said it would lend more.",
        &["Asian Development Bank INTERGOVERNMENTAL "],
    );
}

#[test]
fn namings_say_how() {
    check_namings(
        "Health Minister Maria Silva spoke in Portugal. The minister said she would stay. Silva \
         said that Moscow had agreed, but the ministry and Portuguese officials had not.",
        "Maria Silva Name Maria Silva; Portugal Name Portugal; minister Post Maria Silva; she \
         Pronoun Maria Silva; Silva Name Maria Silva; Moscow Capital Russia; ministry Noun \
         Ministry of Health of Portugal; Portuguese officials Noun Portugal",
    );
}

#[test]
fn noun_phrases_take_their_titles_and_appositions() {
    let (_, actors) = read("Kazakh Health Minister Dr Aigul Sadykova, a former surgeon, left.");
    let naming = &actors.namings[0];
    let before = naming.name.start - naming.tokens.start;
    let after = naming.until - naming.name.end;
    assert_eq!((naming.name.len(), before, after), (2, 4, 5));
}

#[test]
fn namings_stand_in_order_and_apart() {
    let (_, actors) = read(
        "Director of the Rural Division (RD) Omar Diallo met Peru's President Ana Costa, the UN \
         and health ministers of the Organization of Turkic States. The director of the RD thanked \
         the President of Peru.",
    );
    for pair in actors.namings.windows(2) {
        assert!(pair[0].tokens.end <= pair[1].tokens.start, "{pair:?}");
    }
}

#[test]
fn the_same_text_gives_the_same_actors() {
    let text = "Oslo and Lima said that Anna Berg, the envoy of Peru, had met the World Bank.";
    assert_eq!(read(text).0, read(text).0);
}

#[test]
fn tables_hold_what_they_say() {
    let gazetteer = gazetteer();
    let kazakhstan = gazetteer.by_code("KZ").expect("Kazakhstan is in the table");
    assert_eq!(gazetteer.country(kazakhstan).name, "Kazakhstan");
    let text = Text::read("Nur-Sultan, WHO, Who, turkey, Viet Nam", "");
    let known = |at: usize| gazetteer.longest(&text, at, text.tokens.len()).map(|found| found.1);
    assert_eq!(known(0).and_then(|known| known.seat), Some(kazakhstan));
    assert!(known(2).is_some_and(|known| known.organization.is_some()));
    assert_eq!(known(4), None, "the pronoun is not the organisation");
    assert_eq!(known(6), None, "the bird is not the country");
    assert_eq!(known(8).and_then(|known| known.country), gazetteer.by_code("VN"));
}

#[test]
fn hostile_texts_end() {
    read(&"The minister, ".repeat(3000));
    read(&"A. Smith, B. Smith and he said that the ministry ".repeat(2000));
    read(&"President Bank of the University ".repeat(2000));
    read(&"Kim \u{2028} ( ( ’s “ Al-".repeat(2000));
}

#[test]
fn companies_are_told_by_the_words_around_them() {
    check(
        "Shares of Alder fell. Tessaly, a start-up from Oslo, acquired Quillon. Ruth Diallo, an \
         analyst at Brimont, and the head of PETROX declined to say.",
        &[
            "Alder ORGANIZATION ",
            "Tessaly ORGANIZATION ",
            "Quillon ORGANIZATION ",
            "Ruth Diallo PERSON  (Analyst, Brimont, )",
            "Brimont ORGANIZATION ",
            "PETROX ORGANIZATION ",
        ],
    );
}

#[test]
fn lists_of_places_models_and_towns_are_no_actors() {
    check("She had worked in Chad, Gambia and Peru, near Saint Bernard town.", &[]);
    check("The Rafale Dassault fighter jets left on Monday.", &[]);
}

#[test]
fn ministers_of_a_union_act_as_a_group() {
    check("EU foreign ministers agreed to meet.", &["EU foreign ministers GROUP "]);
    check("European leaders said no.", &["European leaders GROUP "]);
    check("On Monday Gulf leaders gathered in Oslo.", &["Gulf leaders GROUP "]);
    check("She chaired a meeting of African health ministers in Oslo.", &[]);
}

#[test]
fn unknown_persons_are_told_by_a_clause() {
    check("Wu Lihong, who lives by the lake, left.", &["Wu Lihong PERSON "]);
    check("It closed, according to Tariro Muchengeti.", &["Tariro Muchengeti PERSON "]);
    check(
        "Sirirat Thongkham of Semey University warned of floods.",
        &["Sirirat Thongkham PERSON ", "Semey University ORGANIZATION "],
    );
}

#[test]
fn abbreviations_are_told_by_first_letters() {
    check_namings(
        "The Rural Electricity Board, REB, met. REB chairman Ana Costa spoke.",
        "Rural Electricity Board Name Rural Electricity Board; REB Name Rural Electricity Board; \
         REB Name Rural Electricity Board; Ana Costa Name Ana Costa",
    );
    check(
        "Ana Costa, spokesperson of Peru MoTR, declined to comment.",
        &["Ana Costa PERSON PE (Spokesperson, , PE)"],
    );
}

#[test]
fn nicknames_and_honorifics_belong_to_names() {
    check(
        "Governor Joaquin “El Gordo” Guzmeda quit.",
        &["Joaquin “El Gordo” Guzmeda PERSON  (Governor, , )"],
    );
    check(
        "Crown Prince Sheikh Hamad bin Rashid Al Kaabi spoke. Sheikh Hamad left. Sheikh Hasira \
         stayed, said Sheikh Hasira.",
        &["Hamad bin Rashid Al Kaabi PERSON  (Crown Prince, , )", "Sheikh Hasira PERSON "],
    );
    check("The Honourable Ana Costa spoke.", &["Ana Costa PERSON "]);
}

#[test]
fn states_by_their_full_names() {
    check(
        "The People's Republic of China and the Islamic Republic of Iran agreed.",
        &["China COUNTRY CN", "Iran COUNTRY IR"],
    );
}

#[test]
fn branches_and_sultans() {
    check(
        "MTN Nigeria chief executive Ruth Diallo met Sultan Al Kaabi, head of Ecobank Togo.",
        &[
            "MTN Nigeria ORGANIZATION ",
            "Ruth Diallo PERSON  (Chief executive, MTN Nigeria, )",
            "Sultan Al Kaabi PERSON  (Head, Ecobank Togo, )",
            "Ecobank Togo ORGANIZATION ",
        ],
    );
}

#[test]
fn surnames_may_be_names_of_countries() {
    check(
        "Prime Minister Luísa Montenegro spoke. Montenegro thanked the Bank of Italy; the Bank \
         agreed.",
        &["Luísa Montenegro PERSON  (Prime Minister, , )", "Bank of Italy ORGANIZATION IT"],
    );
}

#[test]
fn names_keep_their_parts() {
    check(
        "Somali President Hassan Sheikh Mohamud met Md. Shahriar Alam and Abdel Fattah el-Sisi. \
         President Sisi left.",
        &[
            "Hassan Sheikh Mohamud PERSON SO (President, , SO)",
            "Md. Shahriar Alam PERSON ",
            "Abdel Fattah el-Sisi PERSON  (President, , )",
        ],
    );
    check(
        "Undersecretary on Foreign Policy, International Trade and Worship Claudio Costa spoke.",
        &["Claudio Costa PERSON  (Undersecretary on Foreign Policy, International Trade and \
           Worship, , )"],
    );
    check(
        "The Federation of Bangladesh Chambers of Commerce and Industries met.",
        &["Federation of Bangladesh Chambers of Commerce and Industries ORGANIZATION "],
    );
}

#[test]
fn governments_with_a_capital_are_their_states() {
    check("The UK Government met Nato.", &["United Kingdom COUNTRY GB", "NATO INTERGOVERNMENTAL "]);
    check(
        "State Secretary of the Ministry of Foreign Affairs O.Enkhtuya met Omar Diallo.",
        &[
            "Ministry of Foreign Affairs ORGANIZATION ",
            "O.Enkhtuya PERSON  (State Secretary, Ministry of Foreign Affairs, )",
            "Omar Diallo PERSON ",
        ],
    );
}

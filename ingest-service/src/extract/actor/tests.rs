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
fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(&read(text).1), expected, "{text}");
}

/// Checks how each naming was understood.
#[track_caller]
fn check_namings(text: &str, expected: &str) {
    assert_eq!(read(text).0, expected, "{text}");
}

#[test]
fn titles_stand_before_names() {
    check(
        "Peruvian Minister of Energy Rosa Quintana arrived.",
        &["Rosa Quintana PERSON PE (Minister of Energy, , PE)"],
    );
    check(
        "Acting Health Minister Jonas Petraitis spoke in Vilnius.",
        &["Jonas Petraitis PERSON LT (Acting Minister of Health, , LT)"],
    );
    check(
        "World Bank President Ines Moreau met Ghana's Deputy Foreign Minister Kofi Addo.",
        &[
            "World Bank INTERGOVERNMENTAL ",
            "Ines Moreau PERSON  (President, World Bank, )",
            "Ghana COUNTRY GH",
            "Kofi Addo PERSON GH (Deputy Minister of Foreign Affairs, , GH)",
        ],
    );
}

#[test]
fn posts_stand_after_names() {
    check(
        "Rosa Quintana, Peru's Minister of Energy, flew home.",
        &["Rosa Quintana PERSON PE (Minister of Energy, , PE)"],
    );
    check(
        "Omar Haddad, the ministry's spokesman, declined to comment.",
        &["Omar Haddad PERSON  (Spokesman, , )"],
    );
    check(
        "Lucia Fontana, 46, a former deputy governor of the Bank of Italy, will lead the \
         Alpine Water Institute.",
        &[
            "Lucia Fontana PERSON IT (Former deputy governor, Bank of Italy, IT)",
            "Bank of Italy ORGANIZATION IT",
            "Alpine Water Institute ORGANIZATION ",
        ],
    );
    check(
        "Kenji Morita, who chairs the Harbour Workers' Union, called for talks.",
        &[
            "Kenji Morita PERSON  (Chair, Harbour Workers' Union, )",
            "Harbour Workers' Union ORGANIZATION ",
        ],
    );
    check(
        "The signing was attended by Fatima Noor, Secretary, Rural Finance Division, and others.",
        &[
            "Fatima Noor PERSON  (Secretary, Rural Finance Division, )",
            "Rural Finance Division ORGANIZATION ",
        ],
    );
}

#[test]
fn posts_are_given() {
    check(
        "Parliament elected Sofia Lindqvist prime minister on Monday.",
        &["Parliament ORGANIZATION ", "Sofia Lindqvist PERSON  (Prime Minister, , )"],
    );
    check(
        "The board named Tomas Novak as chief executive of Vltava Steel.",
        &["Tomas Novak PERSON  (Chief executive, Vltava Steel, )", "Vltava Steel ORGANIZATION "],
    );
    check(
        "Ana Petrova was appointed director of the National Seed Bank.",
        &[
            "Ana Petrova PERSON  (Director, National Seed Bank, )",
            "National Seed Bank ORGANIZATION ",
        ],
    );
}

#[test]
fn posts_belong_to_organizations_and_places() {
    check(
        "The Lakes Fund said its chair, Peter Okello, would resign.",
        &["Lakes Fund ORGANIZATION ", "Peter Okello PERSON  (Chair, Lakes Fund, )"],
    );
    check(
        "The executive director of the Semey Medical College, Aigul Sadykova, signed for the \
         college.",
        &[
            "Semey Medical College ORGANIZATION ",
            "Aigul Sadykova PERSON  (Executive director, Semey Medical College, )",
        ],
    );
    check(
        "Texas Attorney General Paul Reyes sued the firm.",
        &["Paul Reyes PERSON US (Attorney General, , US)"],
    );
}

#[test]
fn one_post_serves_a_list() {
    check(
        "Foreign ministers Ivo Sanader and Petra Kovacs signed the treaty.",
        &[
            "Ivo Sanader PERSON  (Minister of Foreign Affairs, , )",
            "Petra Kovacs PERSON  (Minister of Foreign Affairs, , )",
        ],
    );
    check(
        "The text was signed by Health Minister Maria Silva, Finance Minister Joao Costa and \
         the bank's director, Helen Adeyemi.",
        &[
            "Maria Silva PERSON  (Minister of Health, , )",
            "Joao Costa PERSON  (Minister of Finance, , )",
            "Helen Adeyemi PERSON  (Director, , )",
        ],
    );
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
fn later_posts_and_counterparts() {
    check(
        "Foreign Minister Ana Costa met her Jordanian counterpart, Ziad Haddad. Omar Diallo quit \
         as head of the Lakes Fund.",
        &[
            "Ana Costa PERSON  (Minister of Foreign Affairs, , )",
            "Ziad Haddad PERSON JO (Minister of Foreign Affairs, , JO)",
            "Omar Diallo PERSON  (Former head, Lakes Fund, )",
            "Lakes Fund ORGANIZATION ",
        ],
    );
}

#[test]
fn two_holders_are_each_of_a_country() {
    check(
        "The foreign ministers of Peru and Chile, Ana Costa and Ziad Haddad, met.",
        &[
            "Chile COUNTRY CL",
            "Ana Costa PERSON PE (Minister of Foreign Affairs, , PE)",
            "Ziad Haddad PERSON CL (Minister of Foreign Affairs, , CL)",
        ],
    );
}

#[test]
fn hostile_texts_end() {
    read(&"The minister, ".repeat(3000));
    read(&"A. Smith, B. Smith and he said that the ministry ".repeat(2000));
    read(&"President Bank of the University ".repeat(2000));
    read(&"Kim \u{2028} ( ( ’s “ Al-".repeat(2000));
}

#[test]
fn a_bare_post_is_of_a_clear_country_only() {
    check(
        "Peru and Chile agreed. President Ana Costa said Peru and Chile were friends.",
        &["Peru COUNTRY PE", "Chile COUNTRY CL", "Ana Costa PERSON  (President, , )"],
    );
    check(
        "Prime Minister Ivo Sanader arrived in Lima on a trip. Peru welcomed him; Peru said so.",
        &["Ivo Sanader PERSON  (Prime Minister, , )", "Peru COUNTRY PE"],
    );
}

#[test]
fn lists_of_posts_and_names_keep_their_pairs() {
    check(
        "He called the Foreign Minister of Peru, Ana Costa, Foreign Minister of the Republic of \
         Chile, Ziad Haddad, and United States Secretary of State, Paul Reyes.",
        &[
            "Ana Costa PERSON PE (Minister of Foreign Affairs, , PE)",
            "Ziad Haddad PERSON CL (Minister of Foreign Affairs, , CL)",
            "United States COUNTRY US",
            "Paul Reyes PERSON US (Secretary of State, , US)",
        ],
    );
    check(
        "Foreign Minister Senator Omar Diallo met HE Sultan bin Saad Al Mutairi.",
        &[
            "Omar Diallo PERSON  (Minister of Foreign Affairs, , ) (Senator, , )",
            "Sultan bin Saad Al Mutairi PERSON ",
        ],
    );
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
fn two_adjectives_name_two_holders() {
    check(
        "Foreign Minister Ana Costa met her Uzbek and Kazakh counterparts, Omar Nazarov and Askar \
         Tulegen.",
        &[
            "Ana Costa PERSON  (Minister of Foreign Affairs, , )",
            "Omar Nazarov PERSON UZ (Minister of Foreign Affairs, , UZ)",
            "Askar Tulegen PERSON KZ (Minister of Foreign Affairs, , KZ)",
        ],
    );
    check(
        "The defence ministers of Peru and the Philippines, Ana Costa and Ziad Haddad, met.",
        &[
            "Philippines COUNTRY PH",
            "Ana Costa PERSON PE (Minister of Defence, , PE)",
            "Ziad Haddad PERSON PH (Minister of Defence, , PH)",
        ],
    );
}

#[test]
fn joined_posts_are_two() {
    check(
        "Peru's Deputy Prime Minister and Minister of Finance Ana Costa arrived.",
        &[
            "Peru COUNTRY PE",
            "Ana Costa PERSON PE (Deputy Prime Minister, , PE) (Minister of Finance, , PE)",
        ],
    );
    check(
        "Peruvian State Councillor and Foreign Minister Ana Costa met opposition candidate and \
         former President Omar Diallo.",
        &[
            "Ana Costa PERSON PE (State Councillor, , PE) (Minister of Foreign Affairs, , PE)",
            "Omar Diallo PERSON PE (Opposition candidate, , ) (Former President, , PE)",
        ],
    );
}

#[test]
fn countries_stand_after_names_and_posts() {
    check(
        "President Ana Costa of Peru met Omar Diallo, Minister of Health, Republic of Kenya.",
        &[
            "Ana Costa PERSON PE (President, , PE)",
            "Peru COUNTRY PE",
            "Omar Diallo PERSON KE (Minister of Health, , KE)",
        ],
    );
    check(
        "The envoys are Uhuru Ndwiga (Kenya), Olusola Adefarasin (Nigeria) and Tadesse Bekeleworu \
         (Ethiopia).",
        &["Uhuru Ndwiga PERSON ", "Olusola Adefarasin PERSON ", "Tadesse Bekeleworu PERSON "],
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
fn lists_of_holders_keep_each_post() {
    check(
        "President of Peru Ana Costa, President of Chile, Omar Diallo, and King Felipe II bin \
         Hassan of Jordan met.",
        &[
            "Ana Costa PERSON PE (President, , PE)",
            "Omar Diallo PERSON CL (President, , CL)",
            "Felipe II bin Hassan PERSON JO (King, , JO)",
            "Jordan COUNTRY JO",
        ],
    );
}

#[test]
fn another_country_than_the_articles_own_is_not_guessed() {
    check(
        "The Ministry of Health opened a clinic. Peru sent a team, and Peru paid.",
        &["Ministry of Health ORGANIZATION ", "Peru COUNTRY PE"],
    );
    check(
        "President Omar Ndwiga opened the talks with Peru. Peru agreed. The Kenyan leader thanked \
         Peru.",
        &["Omar Ndwiga PERSON KE (President, , KE)", "Peru COUNTRY PE"],
    );
}

#[test]
fn parties_boards_and_administrations() {
    check(
        "Christian Democrats lost. The Wood Administration agreed, and the board of directors of \
         Petrobangla did too.",
        &["Christian Democrats ORGANIZATION "],
    );
    check(
        "State-owned Zambezika rose. Quillon Chief Executive Ruth Diallo quit.",
        &[
            "Zambezika ORGANIZATION ",
            "Quillon ORGANIZATION ",
            "Ruth Diallo PERSON  (Chief Executive, Quillon, )",
        ],
    );
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

//! Short texts and the posts that they give to those they name.

use super::tests::check;

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

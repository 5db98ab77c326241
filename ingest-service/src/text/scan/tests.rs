use super::*;
use TokenKind::{Link, Mark, Mixed, Number, Possessive, Word};

/// The tokens, with bars between.
fn check(source: &str, expected: &str) {
    let tokens = scan(source);
    let words: Vec<&str> =
        tokens.iter().map(|t| &source[t.start as usize..t.end as usize]).collect();
    assert_eq!(words.join("|"), expected, "{source:?}");
    for token in tokens {
        let word = &source[token.start as usize..token.end as usize];
        assert_eq!(token.hash, word_hash(word), "{word:?}");
    }
}

fn check_kinds(source: &str, expected: &[TokenKind]) {
    let kinds: Vec<TokenKind> = scan(source).iter().map(|token| token.kind).collect();
    assert_eq!(kinds, expected, "{source:?}");
}

#[test]
fn words_keep_their_inner_marks() {
    check("co-operation O'Brien’s U.S. $1.8M", "co-operation|O'Brien|’s|U.S.|$|1.8M");
    check("Côte d'Ivoire, O’Brien, al-Sisi", "Côte|d'Ivoire|,|O’Brien|,|al-Sisi");
    check("AT&T R&D Fa‘asavalu", "AT&T|R&D|Fa‘asavalu");
    check("they've didn't rock'n'roll", "they've|didn't|rock'n'roll");
    check("co\u{ad}opera\u{ad}tion e\u{301}te\u{301}", "co\u{ad}opera\u{ad}tion|e\u{301}te\u{301}");
    check("non- and pre-war", "non|-|and|pre-war");
}

#[test]
fn stops_belong_to_abbreviations() {
    check("On Oct. 24-26, Dr. Kluge met.", "On|Oct.|24|-|26|,|Dr.|Kluge|met|.");
    check("J.-P. Dupont of the U.S.-China body", "J.|-|P.|Dupont|of|the|U.S.|-|China|body");
    check("at 8 a.m. on", "at|8|a.m.|on");
    check("No. 5 of No. The e.g. i.e.", "No.|5|of|No|.|The|e.g.|i.e.");
    check("ended.The J.Smith", "ended|.|The|J.|Smith");
    check("St. Petersburg vs. Yahoo! Inc.", "St.|Petersburg|vs.|Yahoo|!|Inc.");
    check("Richmond, Va. said; Miss. Jones", "Richmond|,|Va.|said|;|Miss|.|Jones");
    check("Ph.D. M.D. H.E. Dr", "Ph.|D.|M.D.|H.E.|Dr");
    check("so I. wait... oct. end", "so|I|.|wait|.|.|.|oct|.|end");
}

#[test]
fn numbers_keep_their_groups() {
    check("5,000 8.4 1,250.75 2019,2020 3,5", "5,000|8.4|1,250.75|2019|,|2020|3,5");
    check("24-26 24–26 2024/25 07.04.2025", "24|-|26|24|–|26|2024|/|25|07.04.2025");
    check("3.30pm €2.4bn 73rd COVID-19", "3.30pm|€|2.4bn|73rd|COVID-19");
    check("500-megawatt FY2024-25 mid-2027", "500-megawatt|FY2024|-|25|mid-2027");
    check(
        "20-Nov-2024 January-August Monday-Friday",
        "20|-|Nov|-|2024|January|-|August|Monday|-|Friday",
    );
    check("the '90s and ’80s, '97", "the|'90s|and|’80s|,|'|97");
}

#[test]
fn apostrophes_close_quotes_or_own() {
    check_kinds("the states' rights", &[Word, Word, Possessive, Word]);
    check_kinds("‘the states’ said", &[Mark, Word, Word, Mark, Word]);
    check_kinds("'not now' he", &[Mark, Word, Word, Mark, Word]);
    check_kinds("KAZAKHSTAN'S 1990's", &[Word, Possessive, Number, Possessive]);
    check_kinds("U.S.'s", &[Word, Possessive]);
}

#[test]
fn addresses_are_one_token() {
    check("see https://who.int/a?b=1, or", "see|https://who.int/a?b=1|,|or");
    check("of gov.kz. The", "of|gov.kz|.|The");
    check("www.moh.gov.kz/news.", "www.moh.gov.kz/news|.");
    check("write to j.smith@moh.kz today", "write|to|j.smith@moh.kz|today");
    check("said @WHO and @zito_q.", "said|@WHO|and|@zito_q|.");
    check("it ended.it was", "it|ended|.|it|was");
    check_kinds("gov.kz @WHO a@b.com", &[Link, Link, Link]);
}

#[test]
fn odd_marks_are_one_token() {
    check("A &amp; B &#8220;x&#8221; AT & T", "A|&amp;|B|&#8220;|x|&#8221;|AT|&|T");
    check("â€œPartners donâ€™t", "â€œ|Partners|don|â€™|t");
    check("👋🏽 ⚕️ 👩‍⚕️x", "👋🏽|⚕️|👩‍⚕️|x");
    check("\u{200f}abc\u{200e} def", "abc|def");
}

#[test]
fn gaps_count_lines() {
    let gaps = |source| scan(source).iter().map(|token| token.gap).collect::<Vec<_>>();
    use Gap::{Line, None, Paragraph, Space};
    assert_eq!(
        gaps("a b\nc\r\nd\r\re\n \nf,"),
        [Paragraph, Space, Line, Line, Paragraph, Paragraph, None]
    );
    assert_eq!(
        gaps("a\u{a0}b\u{2028}c\u{2029}d\u{85}e"),
        [Paragraph, Space, Line, Paragraph, Line]
    );
}

#[test]
fn cases() {
    let case = |source| scan(source)[0].case;
    assert_eq!(case("health"), Case::Lower);
    assert_eq!(case("Health"), Case::Title);
    assert_eq!(case("A"), Case::Title);
    assert_eq!(case("U.S."), Case::Upper);
    assert_eq!(case("McDonald"), Case::Mixed);
    assert_eq!(case("iPhone"), Case::Mixed);
    assert_eq!(case("Ädel"), Case::Title);
    assert_eq!(case("2024"), Case::None);
}

#[test]
fn kinds() {
    check_kinds("a 1 1st , 's", &[Word, Number, Mixed, Mark, Mark, Word]);
}

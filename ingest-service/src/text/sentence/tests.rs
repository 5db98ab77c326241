use super::*;
use crate::text::scan::scan;

/// The sentences, each on a line of its own.
fn check(expected: &[&str]) {
    check_joined(&expected.join(" "), expected);
}

fn check_joined(source: &str, expected: &[&str]) {
    let tokens = scan(source);
    let words = Words { source, tokens: &tokens };
    let mut sentences = Vec::new();
    cut(words, &(0..tokens.len()), &mut sentences);
    let found: Vec<&str> = sentences.iter().map(|range| &source[words.bytes(range)]).collect();
    assert_eq!(found, expected);
}

#[test]
fn plain_sentences() {
    check(&["The talks ended.", "Both sides left."]);
    check(&["Did they sign?", "Nobody knows!", "It is over…", "The doors closed."]);
    check(&["The rate fell to 8.4.", "15 people came."]);
    check(&["It cost $5.", "$3 was paid."]);
    check(&["Prices rose 5%.", "Then they fell."]);
    check(&["A heading without a stop"]);
    check(&["It ended in 2024.", "€2.4bn was left."]);
}

#[test]
fn abbreviations() {
    check(&["Dr. Kluge met Mr. Smith and Prof. Li.", "They spoke."]);
    check(&["He lives in St. Petersburg.", "She does not."]);
    check(&["Room No. 5 is closed.", "Use the other."]);
    check(&["The answer was no.", "5 others agreed."]);
    check(&["Acme Inc. said so.", "It paid."]);
    check(&["He works for Acme Inc.", "The firm is small."]);
    check(&["Talks are set for Oct. 24.", "They will be long."]);
    check(&["They met in Sept.", "The next talks are due."]);
    check(&["Apples, pears, etc.", "Nothing else grew."]);
    check(&["Brown et al. found it.", "Others did not."]);
    check(&["Gen. J. Smith and Lt. Col. Li came.", "Nobody else did."]);
    check(&["It costs 5 mln. 300 people paid."]);
    check(&["He is from Richmond, Va.", "His wife is not."]);
    check(&["The case was Roe v. Wade.", "It is old."]);
    check(&["About Rs. 500 was paid.", "No more."]);
    check(&["See Art. 5 and para. 3 of it.", "It is clear."]);
}

#[test]
fn initials() {
    check(&["U.S. President Ann Li spoke.", "He left."]);
    check(&["She lives in the U.S.", "The house is big."]);
    check(&["The U.S. Department of State wrote.", "It waited."]);
    check(&["J.-P. Dupont and A. B. Smith agreed.", "So did C. Li."]);
    check(&["He went to the U.N.", "“I agree,” he said."]);
    check(&["It begins at 9 a.m. on Monday.", "It ends at 5 p.m.", "Guests stay."]);
    check(&["It opens at 8 a.m. Tuesday in Osh.", "Entry is free."]);
    check(&["At 3:14 a.m. EDT it came.", "We slept."]);
    check(&["H.E. Dr. Noura came.", "H.E. the Minister spoke."]);
    check(&["The U.S.-China talks ended.", "Both won."]);
    check(&["Many things, e.g. Fruit, are cheap.", "I know."]);
}

#[test]
fn quotations() {
    check(&["\"It is done.\"", "The minister left."]);
    check(&["“We won.", "It was hard,” said Li."]);
    check(&["He said: “No.”", "Then he left."]);
    check(&["“Is it true?” asked Li.", "It was."]);
    check(&["“Is it true?” Li asked.", "It was."]);
    check(&["“Stop!” he cried.", "They went on."]);
    check(&["(He laughed.)", "Then he sat."]);
    check(&["He called it “a scar.”", "“It heals,” she said."]);
    check(&["‘It ends.’", "The rest is known."]);
    check(&["\"No,\" he said.", "\"Not now.\"", "\"Later.\""]);
    check(&["It ended.[1]", "The next began."]);
    check(&["«It ended.»", "The next began."]);
}

#[test]
fn odd_cases() {
    check_joined("It ended.The next began.", &["It ended.", "The next began."]);
    check_joined("It grew 5%.The rest fell.", &["It grew 5%.", "The rest fell."]);
    check_joined("Why?Because.", &["Why?", "Because."]);
    check(&["He works at Yahoo! News today.", "She does not."]);
    check(&["He left Yahoo!", "The firm shrank."]);
    check(&["So... good luck with that!", "Well...", "The end came."]);
    check(&["1. The first item.", "2. The second."]);
    check_joined("It ends. • then more", &["It ends.", "• then more"]);
    check(&["Visit gov.kz for more.", "It is free."]);
    check(&["Ann Li in Osh (File photo: AFP)", "The minister spoke."]);
    check(&["He paid for an iPhone.", "iPhone sales rose."]);
    check_joined("He left.\nShe stayed.", &["He left.", "She stayed."]);
    check(&["What a week! 👋"]);
    check(&["“Really?!”", "Yes."]);
    check_joined("", &[]);
    check_joined("...", &["..."]);
}

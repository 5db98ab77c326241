//! When two wordings name one post.

use std::collections::BTreeSet;

use shared::proto::Role;

use super::country::{is_country, without_country};
use super::name::{content_words, fold, initials, one_spelling};

/// Words of posts and bodies that one outlet writes and another leaves out.
const OPTIONAL: &[&str] = &["regional", "office", "bureau", "hq", "headquarters", "h", "e"];

/// Words that make another post of the one after them.
const QUALIFIERS: &[&str] = &[
    "vice",
    "deputy",
    "assistant",
    "acting",
    "first",
    "former",
    "ex",
    "interim",
    "designate",
    "elect",
    "honorary",
    "state",
    "junior",
];

/// A post as sets of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostWords {
    /// Words of the title.
    pub title: BTreeSet<String>,
    /// Words of the organisation; empty if the country stands for it.
    pub organization: BTreeSet<String>,
    /// ISO 3166-1 alpha-2; empty if not told.
    pub country_code: String,
}

/// The words that tell a post from another.
pub fn post_words(role: &Role) -> PostWords {
    let title = without_country(&fold(&role.title), &role.country_code);
    PostWords {
        title: meaningful(&title),
        organization: organization_words(role),
        country_code: role.country_code.clone(),
    }
}

fn organization_words(role: &Role) -> BTreeSet<String> {
    let folded = fold(&role.organization);
    let of_state = ["ministry", "government", "cabinet"];
    let words = content_words(&folded);
    if is_country(&folded, &role.country_code) || words.iter().any(|w| of_state.contains(w)) {
        return BTreeSet::new();
    }
    let proper = without_country(&folded, &role.country_code);
    let mut set = meaningful(&proper);
    // "World Health Organization" and "WHO" are one; a longer name is a body of it.
    if set.len() >= 3 {
        set = [initials(&proper)].into();
    }
    set
}

fn meaningful(folded: &str) -> BTreeSet<String> {
    content_words(folded)
        .into_iter()
        .map(|word| if word == "european" { "europe" } else { one_spelling(word) })
        .filter(|word| !OPTIONAL.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Whether two roles are one post of one body.
pub fn same_post(one: &Role, other: &Role) -> bool {
    same_words(&post_words(one), &post_words(other))
}

/// [`same_post`] on words already cut.
pub fn same_words(one: &PostWords, other: &PostWords) -> bool {
    let (code, other_code) = (&one.country_code, &other.country_code);
    if !code.is_empty() && !other_code.is_empty() && code != other_code {
        return false;
    }
    let one_silent = one.organization.is_empty() || other.organization.is_empty();
    let all = |post: &PostWords| -> BTreeSet<String> {
        post.title.union(&post.organization).cloned().collect()
    };
    (one_silent && one.title == other.title) || all(one) == all(other)
}

/// Whether a title is asked for by these words: "minister of health" asks for
/// "Healthcare Minister", not for "Vice Minister of Health".
pub fn asked_for(role: &Role, query: &str) -> bool {
    let wanted = meaningful(&fold(query));
    let post = post_words(role);
    let country = fold(&role.organization);
    let known = |word: &String| {
        post.title.contains(word)
            || post.organization.contains(word)
            || country.split(' ').any(|part| part == word)
    };
    let qualified = |word: &String| QUALIFIERS.contains(&word.as_str()) && !wanted.contains(word);
    let narrower = post.title.contains("prime") && !wanted.contains("prime");
    !wanted.is_empty() && wanted.iter().all(known) && !post.title.iter().any(qualified) && !narrower
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(text: &str) -> Role {
        let mut parts = text.split('|').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Role { title: next(), organization: next(), country_code: next() }
    }

    #[test]
    fn wordings_of_one_post_are_known() {
        for (one, other) in [
            ("Minister of Health|Kazakhstan|KZ", "Healthcare Minister||KZ"),
            ("Minister of Health|Ministry of Health|KZ", "Minister of Health|Kazakhstan|KZ"),
            ("Regional Director for Europe|WHO|", "Director|WHO European Office|"),
            ("Regional Director for Europe|World Health Organization|", "Director for Europe|WHO|"),
            ("Prime Minister|Kazakhstan|KZ", "Kazakh Prime Minister||KZ"),
        ] {
            assert!(same_post(&role(one), &role(other)), "{one} / {other}");
            assert!(same_post(&role(other), &role(one)), "{other} / {one}");
        }
    }

    #[test]
    fn different_posts_are_kept_apart() {
        for (one, other) in [
            ("Minister of Health|Kazakhstan|KZ", "Minister of Health|Uzbekistan|UZ"),
            ("Minister of Health||KZ", "Minister of Finance||KZ"),
            ("Director|WHO|", "Director|Gavi|"),
            ("Minister of Health||KZ", "Vice Minister of Health||KZ"),
        ] {
            assert!(!same_post(&role(one), &role(other)), "{one} / {other}");
        }
    }

    #[test]
    fn posts_are_asked_for_by_their_words() {
        let minister = role("Healthcare Minister|Kazakhstan|KZ");
        assert!(asked_for(&minister, "minister of health"));
        assert!(asked_for(&minister, "minister"));
        assert!(asked_for(&minister, "minister of health of Kazakhstan"));
        assert!(!asked_for(&minister, "president") && !asked_for(&minister, ""));
        assert!(!asked_for(&role("Vice President||"), "president"));
        assert!(!asked_for(&role("Prime Minister||KZ"), "minister"));
        assert!(asked_for(&role("Prime Minister||KZ"), "prime minister"));
    }
}

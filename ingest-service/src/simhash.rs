//! A fingerprint in which texts that share most of their wording differ in few bits.
//!
//! The method is Charikar's simhash (2002) over shingles of three words, as Manku, Jain and Das
//! Sarma (2007) use it to find near duplicates on the web.

/// Shingles below which a text has no fingerprint: any two short notes would look alike.
const SHINGLES_MIN: usize = 16;

/// The fingerprint of a text; 0 if the text is too short for one.
pub fn simhash(text: &str) -> u64 {
    let (mut before, mut last) = (0, 0);
    let mut balance = [0_i32; 64];
    let mut words = 0;
    for word in text.split(|each: char| !each.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let hash = word_hash(word);
        words += 1;
        if words > 2 {
            let shingle = mix(before ^ mix(last ^ mix(hash)));
            for (bit, balance) in balance.iter_mut().enumerate() {
                *balance += if shingle >> bit & 1 == 1 { 1 } else { -1 };
            }
        }
        (before, last) = (last, hash);
    }
    if words < SHINGLES_MIN + 2 {
        return 0;
    }
    let bits = balance.iter().enumerate().filter(|(_, balance)| **balance > 0);
    bits.fold(0, |simhash, (bit, _)| simhash | 1 << bit)
}

/// FNV-1a over the word, ASCII case aside.
fn word_hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The finisher of splitmix64: every bit of the result depends on every bit of `value`.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of `count` words in which no shingle comes twice.
    fn text(seed: u64, count: u64) -> String {
        (0..count).map(|number| format!("{:x} ", mix(seed * 1000 + number) >> 40)).collect()
    }

    fn differing(one: &str, other: &str) -> u32 {
        (simhash(one) ^ simhash(other)).count_ones()
    }

    #[test]
    fn copies_are_near_and_others_far() {
        let article = text(1, 400);
        let copy = format!("{} Read more. {article}", article[..8].to_uppercase());
        assert_eq!(differing(&article, &article.to_uppercase().replace(' ', ", ")), 0);
        assert!(differing(&article, &copy) <= 6, "{}", differing(&article, &copy));
        for seed in 2..40 {
            assert!(differing(&article, &text(seed, 400)) > 12);
        }
    }

    #[test]
    fn short_texts_have_none() {
        assert_eq!(simhash(""), 0);
        assert_eq!(simhash(&text(1, 17)), 0);
        assert_ne!(simhash(&text(1, 18)), 0);
    }
}

//! Bytes that nobody else has: the standard library's random keys, the clock and the process.

use std::hash::{BuildHasher as _, RandomState};

/// Random bytes, at most 32. Not for secrets.
pub(super) fn bytes<const N: usize>() -> [u8; N] {
    const { assert!(N <= 32, "a hash has no more") };
    let mut hasher = blake3::Hasher::new();
    for _ in 0..4 {
        hasher.update(&RandomState::new().hash_one(std::process::id()).to_be_bytes());
    }
    hasher.update(format!("{:?}", std::time::SystemTime::now()).as_bytes());
    let mut bytes = [0; N];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..N]);
    bytes
}

/// The identity of a new feed: 128 bits in hexadecimal digits.
pub(super) fn feed_id() -> String {
    bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

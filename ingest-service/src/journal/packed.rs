//! Content in fewer bytes: documents and what was read from them are text, and most of what is
//! stored. Whoever reads a document packs it, so that the one thread that writes does not have to.

use std::cell::RefCell;

use zstd::bulk::{Compressor, Decompressor};

/// More takes twice the time for a twentieth less.
const LEVEL: i32 = 3;

thread_local! {
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Content as it is stored: packed where that makes it smaller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// Length of the content; `None` if it is stored as it is.
    raw_bytes: Option<u32>,
    bytes: Vec<u8>,
}

impl Packed {
    /// Packs content.
    pub fn of(content: &[u8]) -> Self {
        let packed = COMPRESSOR.with_borrow_mut(|kept| {
            let compressor = match kept {
                Some(compressor) => compressor,
                None => kept.insert(Compressor::new(LEVEL).ok()?),
            };
            compressor.compress(content).ok()
        });
        let raw_bytes = u32::try_from(content.len()).ok();
        match packed.filter(|packed| packed.len() < content.len()).zip(raw_bytes) {
            Some((bytes, raw_bytes)) => Self { raw_bytes: Some(raw_bytes), bytes },
            None => Self { raw_bytes: None, bytes: content.to_vec() },
        }
    }

    /// Length of the content before it was packed, in bytes; `None` if it is stored as it is.
    pub fn raw_bytes(&self) -> Option<u32> {
        self.raw_bytes
    }

    /// The bytes to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The content of `raw_bytes` bytes that was packed into these; `None` if it was not.
pub fn unpack(packed: &[u8], raw_bytes: u32) -> Option<Vec<u8>> {
    let content = DECOMPRESSOR.with_borrow_mut(|kept| {
        let decompressor = match kept {
            Some(decompressor) => decompressor,
            None => kept.insert(Decompressor::new().ok()?),
        };
        decompressor.decompress(packed, raw_bytes as usize).ok()
    })?;
    (content.len() == raw_bytes as usize).then_some(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_back() {
        let text = "The ministers of both countries met on Monday. ".repeat(40);
        for content in [&b""[..], b"short", text.as_bytes(), &[0; 100_000]] {
            let packed = Packed::of(content);
            match packed.raw_bytes() {
                Some(raw) => assert_eq!(unpack(packed.as_bytes(), raw).as_deref(), Some(content)),
                None => assert_eq!(packed.as_bytes(), content),
            }
            assert!(packed.as_bytes().len() <= content.len());
        }
        assert!(Packed::of(text.as_bytes()).as_bytes().len() < text.len() / 10);
    }

    #[test]
    fn what_was_not_packed_is_told() {
        let packed = Packed::of(&[7; 1000]);
        for raw_bytes in [0, 999, 1001] {
            assert_eq!(unpack(packed.as_bytes(), raw_bytes), None);
        }
        assert_eq!(unpack(b"noise", 5), None);
        assert_eq!(unpack(&packed.as_bytes()[1..], 1000), None);
    }
}

//! Where messages begin and end in the bytes of a call: a flag, four bytes of length, the message.

/// Bytes before each message.
const HEADER_BYTES: usize = 5;

/// How far the bytes of a call have come.
#[derive(Clone, Debug, Default)]
pub(super) struct Framing {
    header: [u8; HEADER_BYTES],
    header_bytes: usize,
    /// Bytes that are missing of the message whose header is complete.
    missing: u64,
}

impl Framing {
    /// Takes the next bytes in and tells how many messages they complete.
    pub(super) fn advance(&mut self, mut bytes: &[u8]) -> u64 {
        let mut complete = 0;
        while !bytes.is_empty() {
            if self.header_bytes < HEADER_BYTES {
                let take = bytes.len().min(HEADER_BYTES - self.header_bytes);
                let (head, rest) = bytes.split_at(take);
                self.header[self.header_bytes..self.header_bytes + take].copy_from_slice(head);
                self.header_bytes += take;
                bytes = rest;
                if self.header_bytes < HEADER_BYTES {
                    return complete;
                }
                let [_, length @ ..] = self.header;
                self.missing = u64::from(u32::from_be_bytes(length));
            }
            let take = bytes.len().min(usize::try_from(self.missing).unwrap_or(usize::MAX));
            bytes = &bytes[take..];
            self.missing -= take as u64;
            if self.missing == 0 {
                complete += 1;
                self.header_bytes = 0;
            }
        }
        complete
    }

    /// Whether a message has begun and not ended.
    pub(super) fn is_within(&self) -> bool {
        self.header_bytes > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_counted_however_the_bytes_are_cut() {
        let bytes = [&[0, 0, 0, 0, 3][..], b"abc", &[0, 0, 0, 0, 0], &[1, 0, 0, 0, 2], b"xy"];
        let bytes = bytes.concat();
        for size in 1..=bytes.len() {
            let mut framing = Framing::default();
            let complete: u64 = bytes.chunks(size).map(|chunk| framing.advance(chunk)).sum();
            assert_eq!((complete, framing.is_within()), (3, false), "in chunks of {size}");
        }
        let mut framing = Framing::default();
        assert_eq!(framing.advance(&bytes[..7]), 0);
        assert!(framing.is_within());
    }
}

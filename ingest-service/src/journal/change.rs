//! One key set or removed: what a commit is made of, in the log and in the store alike.

/// A key set to a sealed record, or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The key.
    pub key: Vec<u8>,
    /// The record that it holds from now on; `None` if the key is removed.
    pub record: Option<Vec<u8>>,
}

/// Length of a record that says "removed".
const REMOVED: u32 = u32::MAX;

impl Change {
    /// Sets a key.
    pub fn set(key: impl Into<Vec<u8>>, record: Vec<u8>) -> Self {
        Self { key: key.into(), record: Some(record) }
    }

    /// Removes a key.
    pub fn remove(key: impl Into<Vec<u8>>) -> Self {
        Self { key: key.into(), record: None }
    }

    /// Bytes that [`Self::encode`] writes.
    pub fn encoded_bytes(&self) -> usize {
        2 + 4 + self.key.len() + self.record.as_ref().map_or(0, Vec::len)
    }

    /// Appends length of key, length of record, key and record.
    pub fn encode(&self, bytes: &mut Vec<u8>) {
        // OK because ids have at most 256 characters and records are far below 4 GiB.
        let key_length = self.key.len() as u16;
        let record_length = self.record.as_ref().map_or(REMOVED, |record| record.len() as u32);
        bytes.extend_from_slice(&key_length.to_be_bytes());
        bytes.extend_from_slice(&record_length.to_be_bytes());
        bytes.extend_from_slice(&self.key);
        bytes.extend_from_slice(self.record.as_deref().unwrap_or_default());
    }

    /// Reads changes to the end of `bytes`; `None` if they are not whole.
    pub fn decode_all(mut bytes: &[u8]) -> Option<Vec<Self>> {
        let mut changes = Vec::new();
        while !bytes.is_empty() {
            let (key_length, rest) = bytes.split_first_chunk::<2>()?;
            let (record_length, rest) = rest.split_first_chunk::<4>()?;
            let (key, rest) = rest.split_at_checked(u16::from_be_bytes(*key_length).into())?;
            let record_length = u32::from_be_bytes(*record_length);
            let present = if record_length == REMOVED { 0 } else { record_length as usize };
            let (record, rest) = rest.split_at_checked(present)?;
            let record = (record_length != REMOVED).then(|| record.to_vec());
            changes.push(Self { key: key.to_vec(), record });
            bytes = rest;
        }
        Some(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_survive_encoding() {
        let changes =
            vec![Change::set("a", vec![1, 2]), Change::remove("bc"), Change::set("d", Vec::new())];
        let mut bytes = Vec::new();
        for change in &changes {
            change.encode(&mut bytes);
        }
        assert_eq!(bytes.len(), changes.iter().map(Change::encoded_bytes).sum::<usize>());
        assert_eq!(Change::decode_all(&bytes).as_ref(), Some(&changes));
        // A cut inside a change is told; a cut between two gives those before it.
        assert_eq!(Change::decode_all(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Change::decode_all(&bytes[..9]), Some(vec![changes[0].clone()]));
    }
}

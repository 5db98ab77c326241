//! Decides what a group of writes changes. The single point where created, updated and unchanged
//! are told apart and where positions are given.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::SystemTime;

use prost::Message as _;
use shared::failure::{Failure, Resource};
use shared::proto;

use super::change::Change;
use super::index::{Counts, Indexed, State, Tombstone};
use super::packed::Packed;
use super::store::Store;
use super::write::{Outcome, ReadDocument, Receipt, Write};
use super::{key, record};

/// The changes of one commit while they are being decided.
#[derive(Debug)]
pub struct Plan<'a> {
    store: &'a Store,
    /// What the commit will change; a later write of the group sees the earlier ones here.
    changes: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    state: State,
    now: SystemTime,
}

impl<'a> Plan<'a> {
    /// Begins a commit on top of a state.
    pub fn new(store: &'a Store, state: State, now: SystemTime) -> Self {
        Self { store, changes: BTreeMap::new(), state, now }
    }

    /// Adds a write. After an error the plan is as it was before.
    pub fn add(&mut self, write: Write) -> Result<Receipt, Failure> {
        match write {
            Write::Store(document) => self.store_document(*document),
            Write::Reread { document, differs } => self.reread(*document, differs),
            Write::Delete(id) => self.delete(&id),
        }
    }

    /// The changes and the state after them; `None` if there are none.
    pub fn finish(self) -> Option<(Vec<Change>, State)> {
        let state = State { sequence: self.state.sequence + 1, ..self.state };
        let changes = self.changes.into_iter().map(|(key, record)| Change { key, record });
        let mut changes: Vec<Change> = changes.collect();
        if changes.is_empty() {
            return None;
        }
        changes.push(Change::set(key::STATE, record::seal(key::STATE, &state.encode())));
        Some((changes, state))
    }

    fn store_document(&mut self, document: ReadDocument) -> Result<Receipt, Failure> {
        let before = match self.indexed(&document.id) {
            Err(Failure::Corrupt { .. }) => return Ok(self.replace_damaged(document)),
            before => before?,
        };
        let same = before.as_ref().filter(|before| before.content_hash == document.content_hash);
        if let Some(before) = same {
            return self.store_same(document, before);
        }
        let tombstone = self.tombstone(&document.id)?;
        let revision = match (&before, &tombstone) {
            (Some(before), _) => before.revision + 1,
            (None, Some(tombstone)) => tombstone.revision + 1,
            (None, None) => 1,
        };
        let outcome = if before.is_some() { Outcome::Updated } else { Outcome::Created };
        if let Some(before) = &before {
            self.forget(&document.id, before);
        }
        if let Some(tombstone) = tombstone {
            self.changes.insert(key::entry(tombstone.position).to_vec(), None);
            self.changes.insert(key::by_id(key::TOMBSTONE, &document.id), None);
            self.state.live_bytes = self.state.live_bytes.saturating_sub(tombstone.bytes);
        }
        Ok(receipt(outcome, &self.put_document(document, revision)))
    }

    /// The same content changes nothing, unless what was stored of it is damaged.
    fn store_same(&mut self, document: ReadDocument, before: &Indexed) -> Result<Receipt, Failure> {
        for key in [&key::by_id(key::DOCUMENT, &document.id)[..], &key::entry(before.position)] {
            match self.get(key) {
                Ok(Some(_)) => {}
                Ok(None) | Err(Failure::Corrupt { .. }) => {
                    self.forget(&document.id, before);
                    let after = self.put_document(document, before.revision);
                    return Ok(receipt(Outcome::Updated, &after));
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(receipt(Outcome::Unchanged, before))
    }

    /// Sending a document again mends it. If the document itself is damaged too, its revision is
    /// not known any more; none is greater than the head, so that one greater is new to everybody.
    fn replace_damaged(&mut self, document: ReadDocument) -> Receipt {
        let stored = self.get(&key::by_id(key::DOCUMENT, &document.id)).ok().flatten();
        let stored = stored.and_then(|stored| proto::StoredDocument::decode(&stored[..]).ok());
        let revision = match stored {
            Some(stored) => {
                let position = stored.position.unsigned_abs();
                self.changes.insert(key::entry(position).to_vec(), None);
                stored.revision.unsigned_abs() + 1
            }
            None => self.state.head_position + 1,
        };
        // It was counted when it was stored.
        self.state.document_count = self.state.document_count.saturating_sub(1);
        receipt(Outcome::Updated, &self.put_document(document, revision))
    }

    fn reread(&mut self, document: ReadDocument, differs: bool) -> Result<Receipt, Failure> {
        let Some(before) = self.indexed(&document.id)? else {
            return Err(not_found(&document.id));
        };
        if before.content_hash != document.content_hash {
            // Whoever replaced it meanwhile had it read by the present rules.
            return Ok(receipt(Outcome::Unchanged, &before));
        }
        if differs {
            self.forget(&document.id, &before);
            let after = self.put_document(document, before.revision);
            return Ok(receipt(Outcome::Updated, &after));
        }
        let after = Indexed { extractor_version: document.extractor_version, ..before };
        let index_key = key::by_id(key::INDEX, &document.id);
        // Not `put`: the record keeps its size.
        let sealed = record::seal(&index_key, &after.encode());
        self.changes.insert(index_key, Some(sealed));
        Ok(receipt(Outcome::Unchanged, &after))
    }

    fn delete(&mut self, id: &str) -> Result<Receipt, Failure> {
        let before = self.indexed(id)?.ok_or_else(|| not_found(id))?;
        self.forget(id, &before);
        self.state.head_position += 1;
        let (position, revision) = (self.state.head_position, before.revision);
        let entry = proto::FeedEntry {
            change: Some(proto::feed_entry::Change::Deleted(proto::DocumentDeleted {})),
            ..self.entry(id, position, revision)
        };
        let entry = entry.encode_to_vec();
        let bytes = live(9, entry.len()) + live(1 + id.len(), Tombstone::BYTES);
        self.put(&key::entry(position), &entry);
        let tombstone = Tombstone { position, revision, bytes };
        self.put(&key::by_id(key::TOMBSTONE, id), &tombstone.encode());
        Ok(Receipt { outcome: Outcome::Deleted, position, revision, counts: Counts::default() })
    }

    fn put_document(&mut self, document: ReadDocument, revision: u64) -> Indexed {
        self.state.head_position += 1;
        self.state.document_count += 1;
        let position = self.state.head_position;
        let (id, live_before) = (document.id, self.state.live_bytes);
        let rest = self.stored(position, revision).encode_to_vec();
        self.put_packed(&key::by_id(key::DOCUMENT, &id), &document.stored, &rest);
        let rest = self.entry(&id, position, revision).encode_to_vec();
        self.put_packed(&key::entry(position), &document.entry, &rest);
        for band in bands(document.simhash) {
            let fingerprint = document.simhash.to_be_bytes();
            self.put(&key::simhash(document.simhash, band, &id), &fingerprint);
        }
        let indexed = Indexed {
            position,
            revision,
            content_hash: document.content_hash,
            simhash: document.simhash,
            extractor_version: document.extractor_version,
            counts: document.counts,
            bytes: self.state.live_bytes - live_before,
            summary: document.summary,
        };
        self.put(&key::by_id(key::INDEX, &id), &indexed.encode());
        indexed
    }

    /// Removes every key of a document.
    fn forget(&mut self, id: &str, before: &Indexed) {
        self.changes.insert(key::by_id(key::DOCUMENT, id), None);
        self.changes.insert(key::entry(before.position).to_vec(), None);
        for band in bands(before.simhash) {
            self.changes.insert(key::simhash(before.simhash, band, id), None);
        }
        self.changes.insert(key::by_id(key::INDEX, id), None);
        let index_bytes = live(1 + id.len(), before.encode().len());
        self.state.live_bytes = self.state.live_bytes.saturating_sub(before.bytes + index_bytes);
        self.state.document_count = self.state.document_count.saturating_sub(1);
    }

    fn put(&mut self, key: &[u8], payload: &[u8]) {
        self.put_sealed(key, record::seal(key, payload));
    }

    /// Puts content that whoever read the document has packed, and what only the journal knows.
    fn put_packed(&mut self, key: &[u8], packed: &Packed, rest: &[u8]) {
        self.put_sealed(key, record::seal_packed(key, packed, rest));
    }

    fn put_sealed(&mut self, key: &[u8], sealed: Vec<u8>) {
        self.state.live_bytes += live(key.len(), sealed.len() - record::RECORD_HEADER_BYTES);
        self.changes.insert(key.to_vec(), Some(sealed));
    }

    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        match self.changes.get(key) {
            // OK because it was sealed under this key a moment ago.
            Some(Some(sealed)) => Ok(record::open(key, sealed).ok().map(Cow::into_owned)),
            Some(None) => Ok(None),
            None => self.store.get(key),
        }
    }

    fn indexed(&self, id: &str) -> Result<Option<Indexed>, Failure> {
        let payload = self.get(&key::by_id(key::INDEX, id))?;
        payload.map(|payload| Indexed::decode(&payload).ok_or_else(|| corrupt(id))).transpose()
    }

    fn tombstone(&self, id: &str) -> Result<Option<Tombstone>, Failure> {
        let payload = self.get(&key::by_id(key::TOMBSTONE, id))?;
        payload.map(|payload| Tombstone::decode(&payload).ok_or_else(|| corrupt(id))).transpose()
    }

    fn stored(&self, position: u64, revision: u64) -> proto::StoredDocument {
        proto::StoredDocument {
            revision: signed(revision),
            ingest_time: Some(self.now.into()),
            position: signed(position),
            ..Default::default()
        }
    }

    fn entry(&self, id: &str, position: u64, revision: u64) -> proto::FeedEntry {
        proto::FeedEntry {
            position: signed(position),
            document_id: id.to_owned(),
            revision: signed(revision),
            record_time: Some(self.now.into()),
            change: None,
        }
    }
}

/// Bands under which a fingerprint is found; none for a text too short to have one.
fn bands(simhash: u64) -> std::ops::Range<u8> {
    if simhash == 0 { 0..0 } else { 0..key::SIMHASH_BANDS }
}

/// Bytes that a key and its payload take in the log.
fn live(key_bytes: usize, payload_bytes: usize) -> u64 {
    (6 + key_bytes + record::RECORD_HEADER_BYTES + payload_bytes) as u64
}

/// Counters of ours as protobuf writes them.
pub fn signed(counter: u64) -> i64 {
    // OK because no counter gets near 2^63.
    i64::try_from(counter).unwrap_or(i64::MAX)
}

fn receipt(outcome: Outcome, indexed: &Indexed) -> Receipt {
    let Indexed { position, revision, counts, .. } = *indexed;
    Receipt { outcome, position, revision, counts }
}

fn not_found(id: &str) -> Failure {
    Failure::NotFound { resource: Resource::Document, id: id.to_owned() }
}

fn corrupt(id: &str) -> Failure {
    Failure::Corrupt { what: format!("document {id}") }
}

//! Looks at everything that is stored: each record, its checksum, what it refers to, and the
//! counters; and whether the log gives the same.

use prost::Message as _;
use shared::failure::Failure;
use shared::proto::{self, feed_entry};

use super::index::{Identity, Indexed, State, Tombstone};
use super::store::Store;
use super::{key, record};

/// Findings told in words; more are only counted.
const FINDINGS_MAX: usize = 100;
/// How often a row that contradicts another is looked at again while the store is written to.
const LOOKS: u32 = 3;

/// What was looked at, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Living documents.
    pub documents: u64,
    /// Documents deleted and not sent again.
    pub deletions: u64,
    /// Records looked at.
    pub records: u64,
    /// The last position given.
    pub head_position: u64,
    /// Commits in the log; 0 if it was not looked at.
    pub frames: u64,
    /// What is wrong, in words; at most a hundred.
    pub findings: Vec<String>,
    /// How many things are wrong.
    pub finding_count: u64,
    entries: u64,
    live_bytes: u64,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.finding_count == 0
    }

    /// Notes something wrong.
    pub fn find(&mut self, finding: String) {
        self.finding_count += 1;
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }
}

/// Is called with the report so far, the key and the record; stops the check by `false`.
pub type Seen<'a> = dyn FnMut(&Report, &[u8], &[u8]) -> bool + 'a;

/// Looks at every record of a store. `seen` is called with each, and may stop the check by `false`.
///
/// The store may be written to meanwhile; its counters are only compared if it was not.
pub fn check_store(store: &Store, seen: &mut Seen<'_>) -> Report {
    let mut report = Report::default();
    let before = counters(store);
    for row in store.all() {
        let change = match row {
            Ok(change) => change,
            Err(failure) => {
                report.find(failure.to_string());
                break;
            }
        };
        let sealed = change.record.unwrap_or_default();
        report.records += 1;
        if let Some(wrong) = fault(store, &change.key, &sealed, &mut report) {
            report.find(format!("{}: {wrong}", key::in_words(&change.key)));
        }
        if !seen(&report, &change.key, &sealed) {
            return report;
        }
    }
    match (before, counters(store)) {
        (Some(before), Some(after)) if before == after => compare(&mut report, after),
        (Some(_), Some(after)) => report.head_position = after.head_position,
        _ => report.find("the store's counters are missing or damaged".to_owned()),
    }
    let identity = store.get(key::IDENTITY).ok().flatten();
    if identity.and_then(|payload| Identity::decode(&payload)).is_none() {
        report.find("the identity of the feed is missing or damaged".to_owned());
    }
    report
}

fn counters(store: &Store) -> Option<State> {
    State::decode(&store.get(key::STATE).ok()??)
}

fn compare(report: &mut Report, state: State) {
    report.head_position = state.head_position;
    let found = [
        ("documents", report.documents, state.document_count),
        ("entries of the feed", report.entries, report.documents + report.deletions),
        ("bytes", report.live_bytes, state.live_bytes),
    ];
    for (what, found, counted) in found {
        if found != counted {
            report.find(format!("the store has {found} {what}, {counted} were counted"));
        }
    }
}

/// What is wrong with a row, if it is still there when it is looked at again.
fn fault(store: &Store, key: &[u8], sealed: &[u8], report: &mut Report) -> Option<String> {
    let mut sealed = sealed.to_vec();
    for look in 1.. {
        let wrong = match record::open(key, &sealed) {
            Err(cause) => cause.to_string(),
            Ok(payload) => match contradiction(store, key, &payload) {
                Ok(Ok(row)) => {
                    row.count(report, key, &sealed);
                    return None;
                }
                Ok(Err(wrong)) => wrong.to_owned(),
                Err(failure) => failure.to_string(),
            },
        };
        match store.sealed(key) {
            // Replaced or deleted since it was met.
            Ok(None) => return None,
            Ok(Some(now)) if now == sealed && look >= LOOKS => return Some(wrong),
            Ok(Some(now)) => sealed = now,
            Err(failure) => return Some(failure.to_string()),
        }
    }
    None
}

/// What a row without a fault counts as.
enum Row {
    Document(Indexed),
    Deletion(Tombstone),
    Entry,
    Other,
}

impl Row {
    fn count(&self, report: &mut Report, key: &[u8], sealed: &[u8]) {
        match self {
            Self::Document(indexed) => {
                report.documents += 1;
                // OK because keys and records are far below 2^64 bytes.
                let own = 6 + key.len() + sealed.len();
                report.live_bytes += indexed.bytes + own as u64;
            }
            Self::Deletion(tombstone) => {
                report.deletions += 1;
                report.live_bytes += tombstone.bytes;
            }
            Self::Entry => report.entries += 1,
            Self::Other => {}
        }
    }
}

type Looked = Result<Result<Row, &'static str>, Failure>;

/// Reads a row and compares it with those that it refers to. The outer error is the store's.
fn contradiction(store: &Store, key: &[u8], payload: &[u8]) -> Looked {
    let Some((prefix, rest)) = key.split_first() else { return Ok(Err("a key of no bytes")) };
    let id = std::str::from_utf8(rest).unwrap_or_default();
    match *prefix {
        key::DOCUMENT => document(store, id, payload),
        key::ENTRY => entry(store, key, payload),
        key::INDEX => index(store, id, payload),
        key::SIMHASH => fingerprint(store, key, payload),
        key::TOMBSTONE => tombstone(store, id, payload),
        _ if [key::IDENTITY, key::STATE].contains(&key) => Ok(Ok(Row::Other)),
        _ => Ok(Err("nothing of ours has such a key")),
    }
}

fn indexed(store: &Store, id: &str) -> Result<Option<Indexed>, Failure> {
    Ok(store.get(&key::by_id(key::INDEX, id))?.and_then(|payload| Indexed::decode(&payload)))
}

fn document(store: &Store, id: &str, payload: &[u8]) -> Looked {
    let Ok(stored) = proto::StoredDocument::decode(payload) else {
        return Ok(Err("it does not decode"));
    };
    let is_own = |indexed: &Indexed| {
        indexed.position == stored.position.unsigned_abs()
            && indexed.revision == stored.revision.unsigned_abs()
    };
    Ok(match indexed(store, id)? {
        Some(indexed) if is_own(&indexed) => Ok(Row::Other),
        Some(_) => Err("the index has another revision or position"),
        None => Err("the index does not have it"),
    })
}

fn entry(store: &Store, key: &[u8], payload: &[u8]) -> Looked {
    let Ok(entry) = proto::FeedEntry::decode(payload) else {
        return Ok(Err("it does not decode"));
    };
    let (position, id) = (entry.position.unsigned_abs(), entry.document_id.as_str());
    if key::entry_position(key) != Some(position) {
        return Ok(Err("it tells another position"));
    }
    let known = match entry.change {
        Some(feed_entry::Change::Stored(_)) => {
            indexed(store, id)?.map(|indexed| (indexed.position, indexed.revision))
        }
        Some(feed_entry::Change::Deleted(_)) => {
            let payload = store.get(&key::by_id(key::TOMBSTONE, id))?;
            let tombstone = payload.and_then(|payload| Tombstone::decode(&payload));
            tombstone.map(|tombstone| (tombstone.position, tombstone.revision))
        }
        None => return Ok(Err("it tells no change")),
    };
    let is_known = known == Some((position, entry.revision.unsigned_abs()));
    Ok(if is_known { Ok(Row::Entry) } else { Err("its document is at another position") })
}

fn index(store: &Store, id: &str, payload: &[u8]) -> Looked {
    let Some(indexed) = Indexed::decode(payload) else { return Ok(Err("it does not decode")) };
    if proto::DocumentSummary::decode(indexed.summary.as_slice()).is_err() {
        return Ok(Err("its summary does not decode"));
    }
    if store.get(&key::by_id(key::DOCUMENT, id))?.is_none() {
        return Ok(Err("the document is missing"));
    }
    if store.get(&key::entry(indexed.position))?.is_none() {
        return Ok(Err("its feed entry is missing"));
    }
    for band in (0..key::SIMHASH_BANDS).filter(|_| indexed.simhash != 0) {
        if store.get(&key::simhash(indexed.simhash, band, id))?.is_none() {
            return Ok(Err("its fingerprint is missing"));
        }
    }
    Ok(Ok(Row::Document(indexed)))
}

fn fingerprint(store: &Store, key: &[u8], payload: &[u8]) -> Looked {
    let Some(id) = key.get(4..).and_then(|id| std::str::from_utf8(id).ok()) else {
        return Ok(Err("its key is too short"));
    };
    let simhash = indexed(store, id)?.map(|indexed| indexed.simhash);
    let is_own = simhash.is_some_and(|simhash| {
        let is_band = (0..key::SIMHASH_BANDS).any(|band| key::simhash(simhash, band, id) == key);
        is_band && simhash.to_be_bytes() == payload
    });
    Ok(if is_own { Ok(Row::Other) } else { Err("the index has another fingerprint") })
}

fn tombstone(store: &Store, id: &str, payload: &[u8]) -> Looked {
    let Some(tombstone) = Tombstone::decode(payload) else {
        return Ok(Err("it does not decode"));
    };
    if store.get(&key::entry(tombstone.position))?.is_none() {
        return Ok(Err("its feed entry is missing"));
    }
    if indexed(store, id)?.is_some() {
        return Ok(Err("the document is still there"));
    }
    Ok(Ok(Row::Deletion(tombstone)))
}

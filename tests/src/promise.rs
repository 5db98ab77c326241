//! What was asked of a journal and what it acknowledged, and whether a journal keeps that.

use std::collections::BTreeMap;

use ingest_service::journal::Journal;
use ingest_service::journal::index::Counts;
use ingest_service::journal::packed::Packed;
use ingest_service::journal::write::ReadDocument;
use prost::Message as _;
use shared::proto::{self, feed_entry};

use crate::newsroom::Draw;

/// Writers of a load.
pub const WRITERS: usize = 4;
/// Ids that each writer has to itself.
pub const IDS_PER_WRITER: usize = 8;

/// A document as the reader would hand it over, with a body of its own for each version.
pub fn read_document(id: &str, version: u64) -> ReadDocument {
    let body = body(version);
    let sent = proto::Document { id: id.into(), body: body.clone(), ..Default::default() };
    let header = proto::DocumentHeader { title: version.to_string(), ..Default::default() };
    let analysis = proto::Analysis { language: "en".into(), ..Default::default() };
    let record = proto::DocumentRecord { header: Some(header), analysis: Some(analysis) };
    let change = Some(feed_entry::Change::Stored(record));
    ReadDocument {
        id: id.into(),
        content_hash: [version.to_be_bytes(); 4].concat().try_into().expect("32 bytes"),
        simhash: version.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        extractor_version: 1,
        counts: Counts::default(),
        stored: packed(&proto::StoredDocument { document: Some(sent), ..Default::default() }),
        entry: packed(&proto::FeedEntry { change, ..Default::default() }),
        summary: proto::DocumentSummary { document_id: id.into(), ..Default::default() }
            .encode_to_vec(),
    }
}

fn packed(message: &impl prost::Message) -> Packed {
    Packed::of(&message.encode_to_vec())
}

/// From a few bytes to some kilobytes, so that frames end anywhere in a sector.
fn body(version: u64) -> String {
    let mut draw = Draw::new(version);
    let words = draw.below(300) + 1;
    (0..words).map(|_| format!("{} ", draw.below(1 << 20))).collect::<String>() + "."
}

/// One thing asked for: a version, or `None` for a deletion.
#[derive(Clone, Debug)]
struct Asked {
    version: Option<u64>,
    /// Position and revision, once acknowledged.
    acknowledged: Option<(u64, u64)>,
}

/// All that was asked for so far, by id, in order.
#[derive(Clone, Debug, Default)]
pub struct Promises(BTreeMap<String, Vec<Asked>>);

impl Promises {
    /// Takes in a marker of the load.
    pub fn take(&mut self, marker: &str) {
        let words: Vec<&str> = marker.split(' ').collect();
        let [what, id, version, ..] = words.as_slice() else { return };
        let version = version.parse().ok();
        let asked = self.0.entry((*id).to_owned()).or_default();
        match *what {
            "ask" => asked.push(Asked { version, acknowledged: None }),
            "not" => drop(asked.pop()),
            "ack" => {
                let number = |word: &str| word.parse().expect("a number");
                let last = asked.last_mut().expect("asked before");
                last.acknowledged = Some((number(words[3]), number(words[4])));
            }
            other => panic!("no marker of the load: {other}"),
        }
    }

    /// How many writes were acknowledged.
    pub fn acknowledged(&self) -> usize {
        self.0.values().flatten().filter(|asked| asked.acknowledged.is_some()).count()
    }

    /// Whether an acknowledged document that nobody has touched since is missing or older where
    /// `place_of` gives position and revision by id.
    pub fn is_any_lost(&self, place_of: impl Fn(&str) -> Option<(u64, u64)>) -> bool {
        self.0.iter().any(|(id, asked)| match asked.last() {
            Some(Asked { version: Some(_), acknowledged: Some(place) }) => {
                place_of(id) != Some(*place)
            }
            _ => false,
        })
    }

    /// Looks for all that was acknowledged. What was asked for afterwards may have happened.
    ///
    /// # Errors
    ///
    /// What of an acknowledged write is missing or different.
    pub fn kept_by(&self, journal: &Journal) -> Result<(), String> {
        for (id, asked) in &self.0 {
            let stored = journal.document(id).map_err(|failure| format!("{id}: {failure}"))?;
            let version = stored.as_ref().map(|stored| {
                let document = stored.document.document.as_ref().expect("a document");
                (document.body.as_str(), stored)
            });
            let last = asked.iter().rposition(|asked| asked.acknowledged.is_some());
            let may_be = &asked[last.unwrap_or(0)..];
            let is_kept = match version {
                None => last.is_none() || may_be.iter().any(|asked| asked.version.is_none()),
                Some((body, stored)) => may_be.iter().any(|asked| {
                    let revision = stored.document.revision.unsigned_abs();
                    let place = (stored.document.position.unsigned_abs(), revision);
                    asked.version.is_some_and(|version| self::body(version) == body)
                        && asked.acknowledged.is_none_or(|acknowledged| acknowledged == place)
                }),
            };
            if !is_kept {
                return Err(format!("{id}: {may_be:?} was acknowledged, {version:?} is there"));
            }
        }
        let head = journal.head_position();
        let highest = self.0.values().flatten().filter_map(|asked| asked.acknowledged).max();
        match highest {
            Some((position, _)) if position > head => {
                Err(format!("position {position} was given, the head is {head}"))
            }
            _ => Ok(()),
        }
    }
}

//! Any entries of a feed are folded into a view, or told to be damaged, and nothing that they hold
//! breaks what comes after.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use prost::Message as _;
use query_service::view::map::{Read, ReadError, Row, Rows};
use shared::proto;

/// A view in memory.
#[derive(Default)]
struct Memory(BTreeMap<Vec<u8>, Vec<u8>>);

impl Read for Memory {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        Ok(self.0.get(key).cloned())
    }

    fn scan(&self, from: &[u8], until: &[u8]) -> Rows<'_> {
        if from >= until {
            return Box::new(std::iter::empty());
        }
        let rows = self.0.range(from.to_vec()..until.to_vec());
        Box::new(rows.map(|(key, value)| Ok::<Row, ReadError>((key.clone(), value.clone()))))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(response) = proto::FollowResponse::decode(bytes) else { return };
    let mut view = Memory::default();
    for entry in response.entries.iter().filter(|entry| entry.change.is_some()) {
        let Ok(applied) = query_service::view::apply(&view, std::slice::from_ref(entry)) else {
            return;
        };
        for (key, value) in applied.writes {
            match value {
                Some(value) => drop(view.0.insert(key, value)),
                None => drop(view.0.remove(&key)),
            }
        }
    }
});

//! What the store says of itself: its counters, and the identity of its feed.

use super::change::Change;
use super::error::{OpenError, damaged, refused};
use super::index::{Identity, SCHEMA_VERSION, State};
use super::log::Log;
use super::recovery::Options;
use super::store::Store;
use super::{key, random, record};

/// A log whose first segment is missing, or a store that lost pages, would have fewer documents
/// than were counted. A store whose files are known to be whole need not be counted.
pub(super) fn verify_counts(
    options: &Options,
    store: &Store,
    is_known: bool,
) -> Result<(), OpenError> {
    if is_known {
        return Ok(());
    }
    let counted = state(options, store)?.document_count;
    let count = |prefix| {
        let mut rows = 0;
        for row in store.after(&[prefix], &[prefix]) {
            row.map_err(|failure| damaged(options, failure.to_string()))?;
            rows += 1;
        }
        Ok(rows)
    };
    let (living, deleted) = (count(key::INDEX)?, count(key::TOMBSTONE)?);
    let entries = count(key::ENTRY)?;
    if living == counted && entries == living + deleted {
        return Ok(());
    }
    let detail = format!(
        "it has {living} documents and {entries} entries of the feed, but {counted} and {} were \
         stored",
        counted + deleted
    );
    Err(damaged(options, detail))
}

/// Counters of the store; all 0 if it is new. Refuses one of a newer release.
pub(super) fn state(options: &Options, store: &Store) -> Result<State, OpenError> {
    if let Some(identity) = read_identity(options, store)?
        && identity.schema_version > SCHEMA_VERSION
    {
        let directory = options.directory.clone();
        return Err(OpenError::Newer { directory, found: identity.schema_version });
    }
    let payload = store.get(key::STATE).map_err(|failure| damaged(options, failure.to_string()))?;
    match payload {
        None => Ok(State::default()),
        Some(payload) => State::decode(&payload)
            .ok_or_else(|| damaged(options, "its counters are not readable".into())),
    }
}

fn read_identity(options: &Options, store: &Store) -> Result<Option<Identity>, OpenError> {
    let payload =
        store.get(key::IDENTITY).map_err(|failure| damaged(options, failure.to_string()))?;
    let unreadable = || damaged(options, "its identity is not readable".into());
    payload.map(|payload| Identity::decode(&payload).ok_or_else(unreadable)).transpose()
}

/// What a new store begins with.
pub(super) fn first_changes(sequence: u64) -> [Change; 2] {
    identity_changes(&new_identity(), State { sequence, ..State::default() })
}

fn new_identity() -> Identity {
    Identity { schema_version: SCHEMA_VERSION, feed_id: random::feed_id() }
}

fn identity_changes(identity: &Identity, state: State) -> [Change; 2] {
    [
        Change::set(key::IDENTITY, record::seal(key::IDENTITY, &identity.encode())),
        Change::set(key::STATE, record::seal(key::STATE, &state.encode())),
    ]
}

/// The identity of the feed; one that is to be another feed gets another.
pub(super) fn identity(
    options: &Options,
    log: &mut Log,
    store: &Store,
) -> Result<String, OpenError> {
    let Some(identity) = read_identity(options, store)? else {
        return Err(damaged(options, "its identity is missing".into()));
    };
    let identity = if options.new_feed {
        new_identity()
    } else if identity.schema_version < SCHEMA_VERSION {
        // Written before the first record that the release before would not understand.
        Identity { schema_version: SCHEMA_VERSION, ..identity }
    } else {
        return Ok(identity.feed_id);
    };
    let state = State { sequence: log.last_sequence() + 1, ..state(options, store)? };
    let changes = identity_changes(&identity, state);
    log.append(&changes).map_err(refused(options))?;
    store.apply(&changes).map_err(|failure| damaged(options, failure.to_string()))?;
    Ok(identity.feed_id)
}

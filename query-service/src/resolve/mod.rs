//! Puts the mentions of many documents together: who is who, which reports tell of one event,
//! which titles name one agreement, and what the merged record says.
//!
//! Everything here is a function of its arguments: it knows no clock, no disk, no network and no
//! async, and never iterates over a hash map. The merged records are the messages of the
//! contract, because the view keeps them as they go over the wire.

pub mod actor;
pub mod actor_merge;
pub mod agreement_keys;
pub mod agreement_match;
pub mod agreement_merge;
mod country;
pub mod event_keys;
pub mod event_match;
pub mod event_merge;
mod event_points;
pub mod name;
pub mod post;
pub mod record;
pub mod sketch;
pub mod spelling;
pub mod support;
pub mod time;
pub mod words;

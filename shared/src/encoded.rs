//! Answers whose records are bytes as they are stored. On the wire a message and its bytes are the
//! same, so that a page need not be decoded only to be encoded again.

use prost::bytes::Bytes;

/// Services as generated, but for the answers that are given in this module.
#[allow(missing_docs, unreachable_pub, unused_qualifications, clippy::all, clippy::too_many_lines)]
mod service {
    include!(concat!(env!("OUT_DIR"), "/encoded/chancery.v1.rs"));
}

pub use service::{feed_service_server, timeline_service_server};

/// [`crate::proto::GetTimelineResponse`] with encoded events.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Timeline {
    /// Each a [`crate::proto::Event`].
    #[prost(bytes = "bytes", repeated, tag = "1")]
    pub events: Vec<Bytes>,
    /// See [`crate::proto::GetTimelineResponse::next_page_token`].
    #[prost(string, tag = "2")]
    pub next_page_token: String,
    /// See [`crate::proto::GetTimelineResponse::position`].
    #[prost(int64, tag = "3")]
    pub position: i64,
    /// See [`crate::proto::GetTimelineResponse::excluded_by`].
    #[prost(string, tag = "4")]
    pub excluded_by: String,
}

/// [`crate::proto::GetEventResponse`] with an encoded event.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Event {
    /// A [`crate::proto::Event`].
    #[prost(bytes = "bytes", optional, tag = "1")]
    pub event: Option<Bytes>,
    /// See [`crate::proto::GetEventResponse::position`].
    #[prost(int64, tag = "2")]
    pub position: i64,
}

/// [`crate::proto::FollowResponse`] with encoded entries.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Feed {
    /// Each a [`crate::proto::FeedEntry`].
    #[prost(bytes = "bytes", repeated, tag = "1")]
    pub entries: Vec<Bytes>,
    /// See [`crate::proto::FollowResponse::head_position`].
    #[prost(int64, tag = "2")]
    pub head_position: i64,
    /// See [`crate::proto::FollowResponse::feed_id`].
    #[prost(string, tag = "3")]
    pub feed_id: String,
}

#[cfg(test)]
mod tests {
    use prost::Message as _;

    use super::*;
    use crate::proto;

    #[test]
    fn encoded_answers_are_the_same_on_the_wire() {
        let events = vec![
            proto::Event { id: "one".into(), kind: 3, ..Default::default() },
            Default::default(),
        ];
        let encoded = || events.iter().map(|event| event.encode_to_vec().into());
        let timeline = proto::GetTimelineResponse {
            events: events.clone(),
            next_page_token: "token".into(),
            position: 7,
            excluded_by: "filter.text".into(),
        };
        let same = Timeline {
            events: encoded().collect(),
            next_page_token: timeline.next_page_token.clone(),
            position: timeline.position,
            excluded_by: timeline.excluded_by.clone(),
        };
        assert_eq!(same.encode_to_vec(), timeline.encode_to_vec());
        for (event, bytes) in events.iter().zip(encoded()) {
            let response = proto::GetEventResponse { event: Some(event.clone()), position: 7 };
            let same = Event { event: Some(bytes), position: 7 };
            assert_eq!(same.encode_to_vec(), response.encode_to_vec());
        }
    }

    #[test]
    fn encoded_feeds_are_the_same_on_the_wire() {
        let entry = |position| proto::FeedEntry { position, ..Default::default() };
        let entries = vec![entry(1), entry(2)];
        let same = Feed {
            entries: entries.iter().map(|entry| entry.encode_to_vec().into()).collect(),
            head_position: 9,
            feed_id: "feed".into(),
        };
        let feed = proto::FollowResponse { entries, head_position: 9, feed_id: "feed".into() };
        assert_eq!(same.encode_to_vec(), feed.encode_to_vec());
    }
}

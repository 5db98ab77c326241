//! Messages in protobuf's canonical JSON form, both ways.

use std::sync::LazyLock;

use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor};
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use shared::proto;

/// A message whose full protobuf name is known.
pub(crate) trait Named: prost::Message + Default {
    /// "chancery.v1.Event".
    const NAME: &str;
}

macro_rules! named {
    ($($message:ident),+ $(,)?) => {
        $(impl Named for proto::$message {
            const NAME: &str = concat!("chancery.v1.", stringify!($message));
        })+

        #[cfg(test)]
        const NAMES: &[&str] = &[$(proto::$message::NAME),+];
    };
}

named!(
    Actor,
    Agreement,
    AnalyzeDocumentResponse,
    BackupContents,
    CheckStoreResponse,
    CountEventsResponse,
    DeleteDocumentResponse,
    Document,
    DocumentSummary,
    Event,
    EventCount,
    GetDocumentResponse,
    GetServerInfoResponse,
    IngestDocumentsResponse,
    ReanalyzeDocumentsResponse,
    Rejection,
    Relation,
    WatchTimelineResponse,
);

static POOL: LazyLock<DescriptorPool> = LazyLock::new(|| {
    // OK because the set was written by the compiler of the protos; a test decodes it.
    DescriptorPool::decode(proto::FILE_DESCRIPTOR_SET).expect("a descriptor set that decodes")
});

fn descriptor(name: &str) -> MessageDescriptor {
    // OK because every `Named` is in the set; a test looks each up.
    POOL.get_message_by_name(name).expect("a message of the contract")
}

/// A message that serializes as protobuf's canonical JSON: lowerCamelCase names, enums by name,
/// 64-bit integers as strings, defaults left out.
pub(crate) fn dynamic<M: Named>(message: &M) -> DynamicMessage {
    let bytes = message.encode_to_vec();
    // OK because the bytes are a message of just this type.
    DynamicMessage::decode(descriptor(M::NAME), bytes.as_slice()).expect("a message of its type")
}

/// The message on one line.
pub(crate) fn line<M: Named>(message: &M) -> String {
    text(&dynamic(message))
}

/// Any JSON value on one line.
pub(crate) fn text<S: Serialize>(value: &S) -> String {
    // OK because maps of ours have strings for keys, which is all that can fail.
    serde_json::to_string(value).expect("a value with a JSON form")
}

/// Any JSON value, indented.
pub(crate) fn pretty<S: Serialize>(value: &S) -> String {
    // OK for the same reason as in `text`.
    serde_json::to_string_pretty(value).expect("a value with a JSON form")
}

/// Reads a message from JSON; field names may be lowerCamelCase or as in the proto.
pub(crate) fn message<M: Named>(value: serde_json::Value) -> Result<M, String> {
    let dynamic = DynamicMessage::deserialize(descriptor(M::NAME), value)
        .map_err(|error| error.to_string())?;
    dynamic.transcode_to().map_err(|error| error.to_string())
}

/// A JSON object with its members in this order.
pub(crate) struct Object<'a>(pub(crate) &'a [(&'a str, Member<'a>)]);

/// A value in an [`Object`].
pub(crate) enum Member<'a> {
    /// A string.
    Text(&'a str),
    /// A message of the contract.
    Message(DynamicMessage),
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, member) in self.0 {
            match member {
                Member::Text(text) => map.serialize_entry(key, text)?,
                Member::Message(message) => map.serialize_entry(key, message)?,
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> proto::Event {
        let day = proto::PartialDate { year: 2025, month: 4, day: 0 };
        proto::Event {
            id: "ev1".into(),
            kind: proto::EventKind::Signing.into(),
            modality: proto::Modality::Occurred.into(),
            date: Some(proto::DateSpan {
                start: Some(day),
                end: Some(day),
                basis: proto::DateBasis::Explicit.into(),
                approximate: false,
            }),
            confidence: Some(0.0),
            first_ingest_time: Some(prost_types::Timestamp { seconds: 1_700_000_000, nanos: 0 }),
            ..Default::default()
        }
    }

    #[test]
    fn every_named_message_is_in_the_descriptor_set() {
        for name in NAMES {
            assert!(POOL.get_message_by_name(name).is_some(), "{name}");
        }
    }

    #[test]
    fn zero_fields_are_left_out_and_enums_are_named() {
        let expected = concat!(
            r#"{"id":"ev1","kind":"EVENT_KIND_SIGNING","modality":"MODALITY_OCCURRED","#,
            r#""date":{"start":{"year":2025,"month":4},"end":{"year":2025,"month":4},"#,
            r#""basis":"DATE_BASIS_EXPLICIT"},"confidence":0.0,"#,
            r#""firstIngestTime":"2023-11-14T22:13:20Z"}"#
        );
        assert_eq!(line(&event()), expected);
    }

    #[test]
    fn wide_integers_are_strings() {
        let summary = proto::DocumentSummary {
            document_id: "a".into(),
            revision: 1,
            position: 9_007_199_254_740_993,
            event_count: 2,
            ..Default::default()
        };
        let expected = concat!(
            r#"{"documentId":"a","revision":"1","position":"9007199254740993","#,
            r#""eventCount":2}"#
        );
        assert_eq!(line(&summary), expected);
    }

    #[test]
    fn a_message_survives_its_json_form() {
        let value = serde_json::from_str(&line(&event())).unwrap();
        assert_eq!(message::<proto::Event>(value), Ok(event()));
    }

    #[test]
    fn both_spellings_of_a_field_are_read() {
        for key in ["publish_time", "publishTime"] {
            let value = serde_json::json!({ "id": "a", key: "2024-03-14T00:00:00Z" });
            let document: proto::Document = message(value).unwrap();
            assert_eq!(document.publish_time.map(|time| time.seconds), Some(1_710_374_400));
        }
    }

    #[test]
    fn an_unknown_field_is_named() {
        let error = message::<proto::Document>(serde_json::json!({ "bodi": "x" })).unwrap_err();
        assert!(error.contains("bodi"), "{error}");
    }

    #[test]
    fn an_object_keeps_its_order() {
        let message = dynamic(&proto::EventCount { key: "KZ".into(), ..Default::default() });
        let object = [("z", Member::Text("\"1\"")), ("a", Member::Message(message))];
        assert_eq!(text(&Object(&object)), r#"{"z":"\"1\"","a":{"key":"KZ"}}"#);
    }
}

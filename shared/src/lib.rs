//! What both services or the wire need, and nothing else: generated types, dates, mentions,
//! conversions between wire and domain, the table of errors, and how a service is served.

pub mod client;
pub mod country;
pub mod date;
pub mod directory;
pub mod encoded;
pub mod failure;
pub mod kind;
pub mod limits;
pub mod log;
pub mod mention;
pub mod page_token;
pub mod serve;
pub mod settings;
pub mod trace;
pub mod wire;

/// The types and services that tonic and prost generate from `proto/chancery/v1`.
#[allow(missing_docs, unreachable_pub, unused_qualifications, clippy::all, clippy::too_many_lines)]
pub mod proto {
    tonic::include_proto!("chancery.v1");

    /// The protos with their comments and imports as an encoded `FileDescriptorSet`.
    pub const FILE_DESCRIPTOR_SET: &[u8] =
        include_bytes!(concat!(env!("OUT_DIR"), "/chancery_descriptor.bin"));
}

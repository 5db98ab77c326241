//! Conversion between the domain's types and the generated ones.
//!
//! Functions are named after the type that they make.

pub mod from_proto;
pub mod to_proto;

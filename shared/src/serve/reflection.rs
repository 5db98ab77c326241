//! What reflection lists.

use tonic_reflection::server::Builder;

use crate::proto;

/// Only the services of this binary are listed; the types of error details are there to be decoded.
pub(super) fn reflection(services: &[&str]) -> Builder<'static> {
    let mut builder = Builder::configure()
        .register_encoded_file_descriptor_set(proto::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET)
        .with_service_name("grpc.health.v1.Health")
        .with_service_name("grpc.reflection.v1.ServerReflection")
        .with_service_name("grpc.reflection.v1alpha.ServerReflection");
    for service in services {
        builder = builder.with_service_name(*service);
    }
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reflection_serves_both_versions() {
        assert!(reflection(&["chancery.v1.InfoService"]).build_v1().is_ok());
        assert!(reflection(&["chancery.v1.InfoService"]).build_v1alpha().is_ok());
    }
}

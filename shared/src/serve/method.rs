//! The methods that exist, as calls name them.

use std::collections::HashMap;
use std::sync::LazyLock;

use prost::Message as _;
use prost_types::FileDescriptorSet;

use super::token::Scope;
use crate::proto;

/// One method of a service, or none that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Method {
    /// Both names as calls write them, "chancery.v1.FeedService/Follow"; `_OTHER` if there is none.
    pub(super) full_name: String,
    /// Full name of the service: "chancery.v1.FeedService"; `_OTHER` if there is no such method,
    /// so that scanners make no labels.
    pub(super) service: String,
    /// Name of the method: "Follow".
    pub(super) name: String,
    /// Whether requests come as a stream.
    pub(super) takes_stream: bool,
    /// Whether answers go as a stream.
    pub(super) gives_stream: bool,
    /// Who may call it.
    pub(super) access: Access,
}

/// Who may call a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Everybody: health checks have no token.
    Open,
    /// As the policy for reflection says.
    Reflection,
    /// Whoever has any token.
    AnyToken,
    /// Whoever has one of these scopes; admin has every scope.
    OneOf(&'static [Scope]),
}

/// The name of what does not exist.
const OTHER: &str = "_OTHER";

static OTHER_METHOD: LazyLock<Method> = LazyLock::new(|| Method {
    full_name: OTHER.to_owned(),
    service: OTHER.to_owned(),
    name: OTHER.to_owned(),
    takes_stream: false,
    gives_stream: false,
    access: Access::AnyToken,
});

static METHODS: LazyLock<HashMap<String, Method>> = LazyLock::new(|| {
    let sets = [
        proto::FILE_DESCRIPTOR_SET,
        tonic_health::pb::FILE_DESCRIPTOR_SET,
        tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET,
        tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET,
    ];
    sets.into_iter().flat_map(methods).collect()
});

impl Method {
    /// The method behind a path, "/chancery.v1.FeedService/Follow".
    pub(super) fn of(path: &str) -> &'static Self {
        METHODS.get(path).unwrap_or(&OTHER_METHOD)
    }

    /// Whether there is such a method in any of our services.
    pub(super) fn exists(&self) -> bool {
        self.service != OTHER
    }

    /// "unary", "client_stream", "server_stream" or "bidi_stream", as dashboards know them.
    pub(super) fn shape(&self) -> &'static str {
        match (self.takes_stream, self.gives_stream) {
            (false, false) => "unary",
            (true, false) => "client_stream",
            (false, true) => "server_stream",
            (true, true) => "bidi_stream",
        }
    }

    /// Whether it is a health check, which is answered also under overload.
    pub(super) fn is_health_check(&self) -> bool {
        self.access == Access::Open && !self.gives_stream
    }

    /// Whether it would go on for ever while the service drains.
    pub(super) fn is_endless(&self) -> bool {
        self.gives_stream && matches!(self.access, Access::Open | Access::Reflection)
    }
}

fn methods(set: &[u8]) -> Vec<(String, Method)> {
    // OK because the compiler of the protos made it; a test decodes it.
    let set = FileDescriptorSet::decode(set).expect("a descriptor set of the build");
    let mut methods = Vec::new();
    for file in set.file {
        for service in &file.service {
            let full = format!("{}.{}", file.package(), service.name());
            for method in &service.method {
                let full_name = format!("{full}/{}", method.name());
                let path = format!("/{full_name}");
                let method = Method {
                    full_name,
                    service: full.clone(),
                    name: method.name().to_owned(),
                    takes_stream: method.client_streaming(),
                    gives_stream: method.server_streaming(),
                    access: access(&full, method.name()),
                };
                methods.push((path, method));
            }
        }
    }
    methods
}

/// The one table of who may call what. What it does not name is for administrators.
fn access(service: &str, method: &str) -> Access {
    use Scope::{Admin, Ingest, Read};
    match (service, method) {
        ("grpc.health.v1.Health", _) => Access::Open,
        ("grpc.reflection.v1.ServerReflection" | "grpc.reflection.v1alpha.ServerReflection", _) => {
            Access::Reflection
        }
        ("chancery.v1.InfoService", _) => Access::AnyToken,
        ("chancery.v1.IngestService", "IngestDocument" | "IngestDocuments" | "DeleteDocument") => {
            Access::OneOf(&[Ingest])
        }
        // A sender may look at what it sent and at how it would be read.
        ("chancery.v1.IngestService", "AnalyzeDocument" | "GetDocument" | "ListDocuments") => {
            Access::OneOf(&[Ingest, Read])
        }
        (
            "chancery.v1.FeedService"
            | "chancery.v1.TimelineService"
            | "chancery.v1.ActorService"
            | "chancery.v1.AgreementService",
            _,
        ) => Access::OneOf(&[Read]),
        _ => Access::OneOf(&[Admin]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_has_its_shape_and_access() {
        for (path, shape, access) in [
            ("chancery.v1.FeedService/Follow", "server_stream", Access::OneOf(&[Scope::Read])),
            (
                "chancery.v1.IngestService/IngestDocuments",
                "bidi_stream",
                Access::OneOf(&[Scope::Ingest]),
            ),
            ("chancery.v1.InfoService/GetServerInfo", "unary", Access::AnyToken),
            (
                "chancery.v1.IngestService/ReanalyzeDocuments",
                "server_stream",
                Access::OneOf(&[Scope::Admin]),
            ),
            ("grpc.health.v1.Health/Watch", "server_stream", Access::Open),
            (
                "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
                "bidi_stream",
                Access::Reflection,
            ),
        ] {
            let method = Method::of(&format!("/{path}"));
            assert_eq!((method.shape(), method.access), (shape, access), "{path}");
        }
    }

    #[test]
    fn what_changes_or_copies_everything_is_left_to_administrators() {
        let mut admin: Vec<&str> = METHODS
            .iter()
            .filter(|(_, method)| method.access == Access::OneOf(&[Scope::Admin]))
            .map(|(path, _)| path.as_str())
            .collect();
        admin.sort_unstable();
        let expected = [
            // Not ours to serve: others answer it.
            "/chancery.v1.AnnotatorService/Annotate",
            "/chancery.v1.IngestService/ReanalyzeDocuments",
            "/chancery.v1.MaintenanceService/BackUpLog",
            "/chancery.v1.MaintenanceService/CheckStore",
        ];
        assert_eq!(admin, expected);
    }

    #[test]
    fn what_does_not_exist_has_one_name() {
        for path in ["/", "/chancery.v1.FeedService/Nothing", "/x/y", "/chancery.v1.FeedService"] {
            let method = Method::of(path);
            assert!(!method.exists() && method.name == "_OTHER", "{path}");
        }
    }
}

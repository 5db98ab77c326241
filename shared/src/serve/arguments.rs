//! The settings of serving that both services have.

use std::path::PathBuf;
use std::time::Duration;

use super::access::Reflection;
use super::admission::Limits;
use super::{Drain, Serving, TlsFiles, Web};
use crate::log::LogFormat;

/// How a service is served. One list for both services; each adds its own.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct ServeArguments {
    /// File of settings in TOML; a key is the name of a flag without its dashes
    #[arg(long, value_name = "FILE", env = "CHANCERY_CONFIG")]
    pub config: Option<PathBuf>,
    /// How log lines on standard error look
    #[arg(long, value_name = "text|json", env = "CHANCERY_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// What is logged: a level, or levels by module
    #[arg(long, value_name = "FILTER", env = "CHANCERY_LOG", default_value = "info")]
    pub log: String,
    /// The settings of security.
    #[command(flatten)]
    pub security: SecurityArguments,
    /// The settings of operation.
    #[command(flatten)]
    pub operation: OperationArguments,
    /// The limits.
    #[command(flatten)]
    pub limits: LimitArguments,
}

/// Who may connect and call.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Security")]
pub struct SecurityArguments {
    /// The service's certificate in PEM, with those between it and its authority; loaded anew when
    /// it changes
    #[arg(long, value_name = "FILE", env = "CHANCERY_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's key in PEM
    #[arg(long, value_name = "FILE", env = "CHANCERY_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Authorities of clients in PEM: only who has a certificate of theirs can connect (mutual TLS)
    #[arg(long, value_name = "FILE", env = "CHANCERY_TLS_CLIENT_CA", requires = "tls_cert")]
    pub tls_client_ca: Option<PathBuf>,
    /// File of bearer tokens, made with `token new`: every call but a health check then needs one
    #[arg(long, value_name = "FILE", env = "CHANCERY_TOKENS")]
    pub tokens: Option<PathBuf>,
    /// Who may list the methods by reflection
    #[arg(long, value_name = "open|token|off", env = "CHANCERY_REFLECTION")]
    #[arg(default_value = "open", hide_possible_values = true)]
    pub reflection: Reflection,
    /// Listen on other addresses than loopback although nothing is encrypted: only behind a proxy
    /// that encrypts, or on a network where nobody else is
    #[arg(long, env = "CHANCERY_ALLOW_PLAINTEXT_BEYOND_LOOPBACK", value_name = "true|false")]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(action = clap::ArgAction::Set, default_value_t = false, hide_possible_values = true)]
    pub allow_plaintext_beyond_loopback: bool,
}

/// How the service is watched and ended.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Operation")]
pub struct OperationArguments {
    /// Where Prometheus finds metrics at /metrics; without this nowhere
    #[arg(long, value_name = "HOST:PORT", env = "CHANCERY_METRICS_LISTEN")]
    pub metrics_listen: Option<String>,
    /// Where a collector of OpenTelemetry takes traces, by OTLP over gRPC; without this nowhere.
    /// The standard's other variables (OTEL_...) are heeded too
    #[arg(long, value_name = "URL", env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub otlp_endpoint: Option<String>,
    /// Also speak gRPC-Web, for pages in browsers
    #[arg(long, env = "CHANCERY_GRPC_WEB", value_name = "true|false")]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(action = clap::ArgAction::Set, default_value_t = false, hide_possible_values = true)]
    pub grpc_web: bool,
    /// Pages of this origin may call by gRPC-Web; may be given several times
    #[arg(long, value_name = "https://HOST", env = "CHANCERY_WEB_ORIGIN", value_delimiter = ',')]
    pub web_origin: Vec<String>,
    /// After the signal to stop, how long calls are still taken while health says NOT_SERVING, in
    /// milliseconds: what load balancers need to notice
    #[arg(long, value_name = "MS", env = "CHANCERY_DRAIN_DELAY_MS", default_value_t = 0)]
    pub drain_delay_ms: u64,
    /// After that, how long open calls may go on, in milliseconds
    #[arg(long, value_name = "MS", env = "CHANCERY_DRAIN_GRACE_MS", default_value_t = 10_000)]
    pub drain_grace_ms: u64,
}

macro_rules! limit_arguments {
    ($(
        $(#[$doc:meta])* $name:ident, $env:literal, $quantity:ident . $whose:ident, $unit:literal;
    )*) => {
        /// How much may be under way at once.
        #[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
        #[command(next_help_heading = "Limits")]
        pub struct LimitArguments {
            $(
                $(#[$doc])*
                #[arg(long, value_name = "COUNT", env = $env)]
                #[arg(default_value_t = Limits::default().$quantity.$whose / $unit)]
                #[arg(value_parser = clap::value_parser!(u64).range(1..1 << 40))]
                pub $name: u64,
            )*
        }

        impl LimitArguments {
            fn limits(&self) -> Limits {
                let mut limits = Limits::default();
                $(limits.$quantity.$whose = self.$name * $unit;)*
                limits
            }
        }
    };
}

limit_arguments! {
    /// Open connections; more are closed at once
    connections_max, "CHANCERY_CONNECTIONS_MAX", connections.all, 1;
    /// Open connections of one client
    client_connections_max, "CHANCERY_CLIENT_CONNECTIONS_MAX", connections.client, 1;
    /// Calls under way that have one answer
    calls_max, "CHANCERY_CALLS_MAX", calls.all, 1;
    /// The same of one client
    client_calls_max, "CHANCERY_CLIENT_CALLS_MAX", calls.client, 1;
    /// Open streams: feeds, watches, pushes
    streams_max, "CHANCERY_STREAMS_MAX", streams.all, 1;
    /// The same of one client
    client_streams_max, "CHANCERY_CLIENT_STREAMS_MAX", streams.client, 1;
    /// Requests in memory, in MiB
    request_mib_max, "CHANCERY_REQUEST_MIB_MAX", request_bytes.all, 1_048_576;
    /// The same of one client
    client_request_mib_max, "CHANCERY_CLIENT_REQUEST_MIB_MAX", request_bytes.client, 1_048_576;
}

impl ServeArguments {
    /// What serving needs of the settings.
    pub fn serving(&self) -> Serving {
        let security = &self.security;
        let tls =
            security.tls_cert.clone().zip(security.tls_key.clone()).map(|(certificate, key)| {
                TlsFiles { certificate, key, client_ca: security.tls_client_ca.clone() }
            });
        let operation = &self.operation;
        let web = operation.grpc_web.then(|| Web { origins: operation.web_origin.clone() });
        Serving {
            tls,
            tokens: security.tokens.clone(),
            reflection: security.reflection,
            allow_plaintext_beyond_loopback: security.allow_plaintext_beyond_loopback,
            web,
            metrics_listen: operation.metrics_listen.clone(),
            drain: Drain {
                delay: Duration::from_millis(operation.drain_delay_ms),
                grace: Duration::from_millis(operation.drain_grace_ms),
            },
            limits: self.limits.limits(),
        }
    }
}

//! Connections to a service: encrypted and with a token where that is wanted.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity};
use tonic::{Request, Status};

/// How long a connection may take to stand.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection that shows its token with every call.
pub type Connection = InterceptedService<Channel, Credentials>;

/// A secret that does not show itself in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a secret; white space around it comes from files and does not belong to it.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// How a client shows who it is, and how it knows the service. Files are read at each connection,
/// so that they may be replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Security {
    /// Authorities of the service in PEM; without them those of the system.
    pub ca: Option<PathBuf>,
    /// The client's certificate in PEM.
    pub certificate: Option<PathBuf>,
    /// The key of the certificate.
    pub key: Option<PathBuf>,
    /// The name in the service's certificate, where it is not that in the URL.
    pub server_name: Option<String>,
    /// The file of the client's token.
    pub token_file: Option<PathBuf>,
    /// The client's token; the file goes before it.
    pub token: Option<Secret>,
}

/// Why no connection came about.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The URL is none.
    #[error("{0:?} is no address; write it as http://127.0.0.1:50051 or https://HOST:PORT")]
    Url(String),
    /// A file cannot be used.
    #[error("{path}: {cause}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The token has characters that no header can carry.
    #[error("the token is not one that `token new` printed")]
    Token,
    /// There are certificates, but the URL says not to encrypt.
    #[error("{0} is not encrypted, so certificates are of no use; write it as https://")]
    Plaintext(String),
    /// The transport failed.
    #[error(transparent)]
    Transport(#[from] tonic::transport::Error),
}

/// Adds the token to every call.
#[derive(Clone, Debug)]
pub struct Credentials(Option<MetadataValue<Ascii>>);

impl Interceptor for Credentials {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(header) = &self.0 {
            request.metadata_mut().insert("authorization", header.clone());
        }
        Ok(request)
    }
}

/// Where a service is, and how to come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// "http://127.0.0.1:50051"; https:// encrypts.
    pub url: String,
    /// How to come in.
    pub security: Security,
}

impl Target {
    /// A service without TLS and tokens.
    pub fn plain(url: impl Into<String>) -> Self {
        Self { url: url.into(), security: Security::default() }
    }

    /// Connects at once.
    ///
    /// # Errors
    ///
    /// If an address, a file or the connection is not as it should be.
    pub async fn connect(&self) -> Result<Connection, ClientError> {
        let (endpoint, credentials) = (self.endpoint()?, self.credentials()?);
        let channel = endpoint.connect().await?;
        Ok(InterceptedService::new(channel, credentials))
    }

    /// Connects when the first call is made, and again after each break.
    ///
    /// # Errors
    ///
    /// If an address or a file is not as it should be.
    pub fn connect_lazy(&self) -> Result<Connection, ClientError> {
        let (endpoint, credentials) = (self.endpoint()?, self.credentials()?);
        Ok(InterceptedService::new(endpoint.connect_lazy(), credentials))
    }

    /// The address, with TLS if it begins with https.
    fn endpoint(&self) -> Result<Endpoint, ClientError> {
        let full = match self.url.contains("://") {
            true => self.url.clone(),
            false => format!("http://{}", self.url),
        };
        let no_url = || ClientError::Url(self.url.clone());
        let endpoint = Endpoint::from_shared(full).map_err(|_| no_url())?;
        let endpoint = match endpoint.uri().scheme_str() {
            Some("https") => endpoint.tls_config(self.security.tls()?)?,
            Some("http") if self.security.has_certificates() => {
                return Err(ClientError::Plaintext(self.url.clone()));
            }
            Some("http") => endpoint,
            _ => return Err(no_url()),
        };
        Ok(endpoint
            .connect_timeout(CONNECT_TIMEOUT)
            .tcp_nodelay(true)
            // A peer that vanished is noticed also while a stream is silent.
            .http2_keep_alive_interval(Duration::from_secs(20))
            .keep_alive_timeout(Duration::from_secs(10))
            // Feeds and pushes carry much over one connection.
            .initial_connection_window_size(8 << 20)
            .initial_stream_window_size(8 << 20))
    }

    fn credentials(&self) -> Result<Credentials, ClientError> {
        let secret = match (&self.security.token_file, &self.security.token) {
            (Some(path), _) => Some(Secret::new(&read(path)?)),
            (None, token) => token.clone(),
        };
        let header = secret.map(|secret| {
            let mut header: MetadataValue<Ascii> =
                format!("Bearer {}", secret.0).parse().map_err(|_| ClientError::Token)?;
            header.set_sensitive(true);
            Ok(header)
        });
        header.transpose().map(Credentials)
    }
}

impl Security {
    fn has_certificates(&self) -> bool {
        self.ca.is_some() || self.certificate.is_some()
    }

    fn tls(&self) -> Result<ClientTlsConfig, ClientError> {
        let mut tls = ClientTlsConfig::new();
        tls = match &self.ca {
            Some(path) => tls.ca_certificate(Certificate::from_pem(read(path)?)),
            None => tls.with_native_roots(),
        };
        if let (Some(certificate), Some(key)) = (&self.certificate, &self.key) {
            tls = tls.identity(Identity::from_pem(read(certificate)?, read(key)?));
        }
        if let Some(name) = &self.server_name {
            tls = tls.domain_name(name);
        }
        Ok(tls)
    }
}

fn read(path: &Path) -> Result<String, ClientError> {
    std::fs::read_to_string(path)
        .map_err(|cause| ClientError::File { path: path.to_owned(), cause })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_may_lack_the_scheme() {
        for (url, expected) in [
            ("127.0.0.1:50051", Some("http://127.0.0.1:50051/")),
            ("http://host:1", Some("http://host:1/")),
            ("https://host:1", Some("https://host:1/")),
            ("ftp://host:1", None),
            ("http://", None),
            ("not an address", None),
        ] {
            let uri = Target::plain(url).endpoint().ok().map(|each| each.uri().to_string());
            assert_eq!(uri.as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_secret_does_not_show_itself() {
        let token = Some(Secret::new("chancery_secret\n"));
        let target = Target {
            url: "http://h:1".to_owned(),
            security: Security { token, ..Security::default() },
        };
        let credentials = target.credentials().unwrap();
        assert!(!format!("{target:?} {credentials:?}").contains("chancery_secret"));
        let header = credentials.0.unwrap();
        assert_eq!(header.to_str().unwrap(), "Bearer chancery_secret");
    }

    #[test]
    fn certificates_ask_for_encryption() {
        let security = Security { ca: Some("ca.pem".into()), ..Security::default() };
        let target = Target { url: "http://h:1".to_owned(), security };
        let told = target.endpoint().unwrap_err().to_string();
        assert!(told.contains("https://"), "{told}");
    }
}

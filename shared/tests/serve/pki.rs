//! Authorities and certificates for tests.

use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use shared::client::Security;
use shared::serve::TlsFiles;

/// An authority whose certificate is in a file.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub(crate) file: PathBuf,
}

/// Whether a certificate is still good.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Age {
    Good,
    Expired,
}

impl Authority {
    pub(crate) fn new(folder: &Path, name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let file = folder.join(format!("{name}.pem"));
        std::fs::write(&file, params.self_signed(&key).unwrap().pem()).unwrap();
        Self { issuer: Issuer::new(params, key), file }
    }

    /// Writes a certificate for this machine and its key.
    fn issue(&self, folder: &Path, name: &str, age: Age) -> (PathBuf, PathBuf) {
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let mut params = CertificateParams::new(names).unwrap();
        if age == Age::Expired {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let files = (folder.join(format!("{name}.pem")), folder.join(format!("{name}.key")));
        std::fs::write(&files.1, key.serialize_pem()).unwrap();
        std::fs::write(&files.0, certificate.pem()).unwrap();
        files
    }

    pub(crate) fn service(&self, folder: &Path, age: Age) -> TlsFiles {
        let (certificate, key) = self.issue(folder, "service", age);
        TlsFiles { certificate, key, client_ca: None }
    }

    /// What a client shows that has a certificate of this authority.
    pub(crate) fn client(&self, folder: &Path, age: Age, trusts: &Self) -> Security {
        let (certificate, key) = self.issue(folder, "client", age);
        Security { certificate: Some(certificate), key: Some(key), ..trusts.trusted() }
    }

    /// A client that trusts this authority and shows nothing.
    pub(crate) fn trusted(&self) -> Security {
        Security { ca: Some(self.file.clone()), ..Security::default() }
    }
}

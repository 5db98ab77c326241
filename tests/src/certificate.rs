//! Certificates of this machine, for the tests that encrypt.

use std::path::{Path, PathBuf};

use rcgen::{CertificateParams, KeyPair};
use shared::serve::TlsFiles;

/// A certificate of this machine that is its own authority, and its key, as files of a folder.
pub fn certificate(folder: &Path) -> TlsFiles {
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let key = KeyPair::generate().expect("a key");
    let certificate = CertificateParams::new(names).and_then(|params| params.self_signed(&key));
    let write = |name: &str, text: String| -> PathBuf {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    TlsFiles {
        certificate: write("cert.pem", certificate.expect("a certificate").pem()),
        key: write("key.pem", key.serialize_pem()),
        client_ca: None,
    }
}

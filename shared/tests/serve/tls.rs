//! TLS and mutual TLS.

use shared::client::Security;
use shared::serve::{ServeError, Serving, TlsFiles};

use crate::callers::{SOON, info};
use crate::pki::{Age, Authority};
use crate::sample::{Served, served};

async fn with_tls(tls: TlsFiles) -> Served {
    served(Serving { tls: Some(tls), ..Serving::default() }).await
}

/// Whether a call passes.
async fn passes(served: &Served, scheme: &str, security: Security) -> bool {
    match served.target(scheme, security).connect().await {
        Ok(connection) => info(&connection, "").await.is_ok(),
        Err(_) => false,
    }
}

#[tokio::test]
async fn only_who_trusts_the_authority_is_spoken_to() {
    let folder = tempfile::tempdir().unwrap();
    let ours = Authority::new(folder.path(), "ours");
    let other = Authority::new(folder.path(), "other");
    let served = with_tls(ours.service(folder.path(), Age::Good)).await;
    assert!(passes(&served, "https", ours.trusted()).await);
    assert!(!passes(&served, "https", other.trusted()).await, "of a wrong authority");
    assert!(!passes(&served, "https", Security::default()).await, "not in the system's list");
    assert!(!passes(&served, "http", Security::default()).await, "in plaintext");
    let expired = with_tls(ours.service(folder.path(), Age::Expired)).await;
    assert!(!passes(&expired, "https", ours.trusted()).await, "expired");
}

#[tokio::test]
async fn mutual_tls_asks_clients_for_certificates() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, other) =
        (Authority::new(folder.path(), "ours"), Authority::new(folder.path(), "other"));
    let tls = ours.service(folder.path(), Age::Good);
    let served = with_tls(TlsFiles { client_ca: Some(ours.file.clone()), ..tls }).await;
    let client = |authority: &Authority, age| authority.client(folder.path(), age, &ours);
    assert!(passes(&served, "https", client(&ours, Age::Good)).await);
    assert!(!passes(&served, "https", ours.trusted()).await, "without a certificate");
    assert!(!passes(&served, "https", client(&ours, Age::Expired)).await, "expired");
    assert!(!passes(&served, "https", client(&other, Age::Good)).await, "of a wrong authority");
}

#[tokio::test]
async fn certificates_are_replaced_while_the_service_runs() {
    let folder = tempfile::tempdir().unwrap();
    let old = Authority::new(folder.path(), "old");
    let served = with_tls(old.service(folder.path(), Age::Good)).await;
    let open = served.target("https", old.trusted()).connect().await.unwrap();
    assert!(info(&open, "").await.is_ok());
    let new = Authority::new(folder.path(), "new");
    new.service(folder.path(), Age::Good);
    let taken_over = async {
        while !passes(&served, "https", new.trusted()).await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(SOON, taken_over).await.expect("the new certificate is taken");
    assert!(!passes(&served, "https", old.trusted()).await, "the old one is gone");
    assert!(info(&open, "").await.is_ok(), "open connections go on");
}

#[tokio::test]
async fn what_cannot_be_used_is_told_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let ours = Authority::new(folder.path(), "ours");
    let tls = ours.service(folder.path(), Age::Good);
    let check = |tls: TlsFiles| {
        let serving = Serving { tls: Some(tls), ..Serving::default() };
        serving.check().unwrap_err().to_string()
    };
    let missing = TlsFiles { key: folder.path().join("none.key"), ..tls.clone() };
    assert!(check(missing).contains("none.key"));
    let swapped = TlsFiles { certificate: tls.key.clone(), ..tls.clone() };
    assert!(check(swapped).contains("holds no certificate"));
    assert!(Serving { tls: Some(tls), ..Serving::default() }.check().is_ok());
}

#[tokio::test]
async fn plaintext_stays_on_this_machine_unless_somebody_says_so() {
    let refused = shared::serve::listen("0.0.0.0:0", &Serving::default()).await.unwrap_err();
    assert!(matches!(refused, ServeError::Exposed(_)));
    assert!(refused.to_string().contains("--allow-plaintext-beyond-loopback"), "{refused}");
    let serving = Serving { allow_plaintext_beyond_loopback: true, ..Serving::default() };
    assert!(shared::serve::listen("0.0.0.0:0", &serving).await.is_ok());
    let tls = TlsFiles { certificate: "c".into(), key: "k".into(), client_ca: None };
    let serving = Serving { tls: Some(tls), ..Serving::default() };
    assert!(shared::serve::listen("0.0.0.0:0", &serving).await.is_ok());
}

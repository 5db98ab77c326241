//! The lines with which a service says that it is there.

use std::fmt::Write as _;
use std::net::SocketAddr;

use super::Serving;

/// What a service says of itself beside how it is served.
#[derive(Clone, Copy, Debug)]
pub struct Greeting<'a> {
    /// "ingest-service".
    pub service: &'a str,
    /// Where it listens.
    pub address: SocketAddr,
    /// A line on its data: "its documents are in data/ingest".
    pub place: &'a str,
    /// A call to try: its JSON, which may be empty, and its method.
    pub call: (&'a str, &'a str),
}

/// The greeting: where the service is, what protects it, and calls that work when pasted.
pub fn greeting(greeting: Greeting<'_>, serving: &Serving) -> String {
    let Greeting { service, address, place, call: (json, method) } = greeting;
    let flags = grpcurl_flags(serving);
    let token = match serving.tokens {
        Some(_) => " -H \"authorization: Bearer $CHANCERY_TOKEN\"",
        None => "",
    };
    let body = if json.is_empty() { String::new() } else { format!(" -d '{json}'") };
    let mut text = format!("{service} listens on {address}, {}\n{place}\n", protection(serving));
    if super::is_loopback(address.ip()) {
        text.push_str("only this machine can reach it\n");
    }
    // Writing into a String cannot fail.
    let _ = writeln!(text, "look around: grpcurl {flags} {address} list");
    let _ = writeln!(text, "call it:     grpcurl {flags}{token}{body} {address} {method}");
    text
}

fn protection(serving: &Serving) -> String {
    let tls = match &serving.tls {
        None => "in plaintext",
        Some(tls) if tls.client_ca.is_some() => "with mutual TLS",
        Some(_) => "with TLS",
    };
    let tokens = match &serving.tokens {
        None => "without tokens".to_owned(),
        Some(path) => format!("with the tokens of {}", path.display()),
    };
    format!("{tls}, {tokens}")
}

fn grpcurl_flags(serving: &Serving) -> String {
    let Some(tls) = &serving.tls else { return "-plaintext".to_owned() };
    let ca = format!("-cacert {}", tls.certificate.display());
    match tls.client_ca {
        Some(_) => format!("{ca} -cert CLIENT.pem -key CLIENT-KEY.pem"),
        None => ca,
    }
}

#[cfg(test)]
mod tests {
    use super::super::TlsFiles;
    use super::*;

    fn told(serving: &Serving) -> String {
        let address = "127.0.0.1:50051".parse().unwrap();
        let (place, call) = ("its documents are in d", ("{}", "a.B/C"));
        greeting(Greeting { service: "s", address, place, call }, serving)
    }

    #[test]
    fn what_protects_the_service_is_told_and_used() {
        let text = told(&Serving::default());
        assert!(
            text.contains("in plaintext, without tokens") && text.contains("only this machine")
        );
        assert!(text.contains("grpcurl -plaintext 127.0.0.1:50051 list\n"), "{text}");
        assert!(text.contains("grpcurl -plaintext -d '{}' 127.0.0.1:50051 a.B/C\n"), "{text}");
        let tls = TlsFiles { certificate: "c".into(), key: "k".into(), client_ca: None };
        let serving = Serving { tls: Some(tls), tokens: Some("t".into()), ..Serving::default() };
        let text = told(&serving);
        assert!(text.contains("with TLS, with the tokens of t"), "{text}");
        assert!(text.contains("grpcurl -cacert c 127.0.0.1:50051 list"), "{text}");
        assert!(
            text.contains("-cacert c -H \"authorization: Bearer $CHANCERY_TOKEN\" -d"),
            "{text}"
        );
    }
}

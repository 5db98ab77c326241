//! Whether a call may be made.

use std::sync::Arc;

use http::HeaderMap;
use http::header::AUTHORIZATION;
use tokio::sync::watch;

use super::method::{Access, Method};
use super::token::{Grant, Tokens};
use crate::failure::Failure;

/// Who may ask which calls there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Reflection {
    /// Everybody.
    #[default]
    Open,
    /// Whoever has a token.
    Token,
    /// Nobody.
    Off,
}

/// Decides on calls.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    /// `None` if no token is asked for.
    pub(super) tokens: Option<watch::Receiver<Arc<Tokens>>>,
    /// Who may use reflection.
    pub(super) reflection: Reflection,
}

impl Guard {
    /// The name of the caller's token, empty if none is needed.
    pub(super) fn check(&self, method: &Method, headers: &HeaderMap) -> Result<String, Failure> {
        let is_reflection = method.access == Access::Reflection;
        if is_reflection && self.reflection == Reflection::Off {
            return Err(Failure::UnknownMethod);
        }
        let is_open = is_reflection && self.reflection == Reflection::Open;
        let Some(tokens) = self.tokens.as_ref().filter(|_| !is_open) else {
            return Ok(String::new());
        };
        let tokens = Arc::clone(&tokens.borrow());
        let grant = |headers| identify(&tokens, headers);
        match method.access {
            Access::Open => Ok(String::new()),
            Access::Reflection | Access::AnyToken => Ok(grant(headers)?.name.clone()),
            Access::OneOf(scopes) => {
                let grant = grant(headers)?;
                if scopes.iter().any(|scope| grant.allows(*scope)) {
                    return Ok(grant.name.clone());
                }
                let words: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
                Err(Failure::ScopeMissing { needed: words.join(" or ") })
            }
        }
    }
}

fn identify<'t>(tokens: &'t Tokens, headers: &HeaderMap) -> Result<&'t Grant, Failure> {
    let header = headers.get(AUTHORIZATION).ok_or(Failure::TokenMissing)?;
    let secret = header.to_str().ok().and_then(bearer).ok_or(Failure::TokenMissing)?;
    tokens.grant(secret).ok_or(Failure::TokenUnknown)
}

/// The token of an `authorization` header; the scheme's case does not matter (RFC 9110).
fn bearer(header: &str) -> Option<&str> {
    let (scheme, secret) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

#[cfg(test)]
mod tests {
    use super::super::token::{NewToken, Scope};
    use super::*;

    fn check(reflection: Reflection, path: &str, header: &str) -> Result<String, Failure> {
        let (folder, token) =
            (tempfile::tempdir().unwrap(), NewToken::make("r", &[Scope::Read]).unwrap());
        let path_of_tokens = folder.path().join("tokens");
        std::fs::write(&path_of_tokens, token.line).unwrap();
        let tokens = Tokens::load(&path_of_tokens).unwrap();
        let (_sender, tokens) = watch::channel(Arc::new(tokens));
        let guard = Guard { tokens: Some(tokens), reflection };
        let mut headers = HeaderMap::new();
        if !header.is_empty() {
            let header = header.replace("TOKEN", &token.secret);
            headers.insert(AUTHORIZATION, header.parse().unwrap());
        }
        guard.check(Method::of(path), &headers)
    }

    #[test]
    fn calls_need_a_token_with_the_scope() {
        let read = "/chancery.v1.TimelineService/GetTimeline";
        let write = "/chancery.v1.IngestService/IngestDocument";
        let check = |path, header| check(Reflection::Open, path, header);
        assert_eq!(check(read, "Bearer TOKEN"), Ok("r".to_owned()));
        assert_eq!(check(read, "bearer TOKEN"), Ok("r".to_owned()));
        assert_eq!(check(read, ""), Err(Failure::TokenMissing));
        assert_eq!(check(read, "Basic TOKEN"), Err(Failure::TokenMissing));
        assert_eq!(check(read, "Bearer TOKENx"), Err(Failure::TokenUnknown));
        let needed = "ingest".to_owned();
        assert_eq!(check(write, "Bearer TOKEN"), Err(Failure::ScopeMissing { needed }));
        assert_eq!(check("/x/y", ""), Err(Failure::TokenMissing));
        assert_eq!(check("/grpc.health.v1.Health/Check", ""), Ok(String::new()));
    }

    #[test]
    fn reflection_is_as_its_policy_says() {
        let path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
        assert_eq!(check(Reflection::Open, path, ""), Ok(String::new()));
        assert_eq!(check(Reflection::Token, path, ""), Err(Failure::TokenMissing));
        assert_eq!(check(Reflection::Token, path, "Bearer TOKEN"), Ok("r".to_owned()));
        assert_eq!(check(Reflection::Off, path, "Bearer TOKEN"), Err(Failure::UnknownMethod));
    }
}

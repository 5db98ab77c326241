//! Bearer tokens: who may do what. A file keeps their hashes, never the tokens.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What a token begins with, so that scanners of secrets find one that leaked.
const PREFIX: &str = "chancery_";
/// Random bytes of a token. With 256 bits a plain hash is enough: nobody can try them all.
const RANDOM_BYTES: usize = 32;

/// What a caller may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Scope {
    /// Send documents and delete them.
    Ingest,
    /// Ask, watch, follow the feed.
    Read,
    /// Everything.
    Admin,
}

impl Scope {
    /// The word in the file and in errors.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Read => "read",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        [Self::Ingest, Self::Read, Self::Admin]
            .into_iter()
            .find(|scope| scope.word() == word)
            .ok_or_else(|| format!("{word:?} is no scope; there are ingest, read and admin"))
    }
}

/// A token that was just made.
#[derive(Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What the caller sends. It is shown once and kept nowhere.
    pub secret: String,
    /// The line for the file of tokens.
    pub line: String,
}

impl fmt::Debug for NewToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewToken").field("line", &self.line).finish_non_exhaustive()
    }
}

impl NewToken {
    /// Makes a token for a caller of this name.
    ///
    /// # Errors
    ///
    /// If the system has no random numbers, or the name has white space.
    pub fn make(name: &str, scopes: &[Scope]) -> Result<Self, String> {
        if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(format!("{name:?} is no name of a token: it is empty or has white space"));
        }
        let mut random = [0; RANDOM_BYTES];
        getrandom::fill(&mut random).map_err(|cause| cause.to_string())?;
        let secret = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random));
        let hash = blake3::hash(secret.as_bytes()).to_hex();
        let scopes: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
        Ok(Self { line: format!("{name} {} {hash}", scopes.join(",")), secret })
    }
}

/// What a caller has shown to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grant {
    /// Name of the token.
    pub(super) name: String,
    scopes: Vec<Scope>,
}

impl Grant {
    /// Whether a call that needs this scope may be made.
    pub(super) fn allows(&self, needed: Scope) -> bool {
        self.scopes.iter().any(|scope| *scope == needed || *scope == Scope::Admin)
    }
}

/// Why a file of tokens cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the file of tokens {path}{}: {problem}", place(*line))]
pub struct TokenFileError {
    path: PathBuf,
    line: Option<usize>,
    problem: String,
}

fn place(line: Option<usize>) -> String {
    line.map(|line| format!(", line {line}")).unwrap_or_default()
}

/// The tokens of a file.
#[derive(Clone, Debug)]
pub(super) struct Tokens(Vec<(blake3::Hash, Grant)>);

impl Tokens {
    /// Reads a file: a name, scopes with commas between them and a hash on each line.
    pub(super) fn load(path: &Path) -> Result<Self, TokenFileError> {
        let failed = |line, problem| TokenFileError { path: path.to_owned(), line, problem };
        let text =
            std::fs::read_to_string(path).map_err(|cause| failed(None, cause.to_string()))?;
        let mut tokens = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                tokens.push(entry(line).map_err(|problem| failed(Some(number + 1), problem))?);
            }
        }
        if tokens.is_empty() {
            return Err(failed(None, "has no token, so nobody could call".to_owned()));
        }
        Ok(Self(tokens))
    }

    /// What a secret grants. Every token is compared, each in constant time, so that the time tells
    /// nothing of how near a guess was.
    pub(super) fn grant(&self, secret: &str) -> Option<&Grant> {
        let hash = blake3::hash(secret.as_bytes());
        let mut found = None;
        for (known, grant) in &self.0 {
            // blake3 compares hashes in constant time.
            if *known == hash {
                found = Some(grant);
            }
        }
        found
    }
}

fn entry(line: &str) -> Result<(blake3::Hash, Grant), String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    // What stands there may be a secret put in by mistake: it is not repeated.
    let [name, scopes, hash] = words.as_slice() else {
        return Err("is not a name, scopes and a hash; `token new` prints such a line".to_owned());
    };
    let hash = blake3::Hash::from_hex(hash)
        .map_err(|_| "the hash is not one that `token new` printed".to_owned())?;
    let scopes = scopes.split(',').map(str::parse).collect::<Result<_, _>>()?;
    Ok((hash, Grant { name: (*name).to_owned(), scopes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Result<Tokens, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokens");
        std::fs::write(&path, text).unwrap();
        Tokens::load(&path).map_err(|error| error.to_string())
    }

    #[test]
    fn a_token_grants_its_scopes_and_its_file_does_not_hold_it() {
        let token = NewToken::make("desk", &[Scope::Ingest]).unwrap();
        let other = NewToken::make("root", &[Scope::Admin]).unwrap();
        assert_ne!(token.secret, other.secret);
        assert!(!token.line.contains(&token.secret[PREFIX.len()..]));
        assert!(!format!("{token:?}").contains(&token.secret));
        let tokens = tokens(&format!("# ours\n\n{}\n{}\n", token.line, other.line)).unwrap();
        let grant = tokens.grant(&token.secret).unwrap();
        assert_eq!(grant.name, "desk");
        assert!(grant.allows(Scope::Ingest) && !grant.allows(Scope::Read));
        assert!(tokens.grant(&other.secret).unwrap().allows(Scope::Read));
        assert!(tokens.grant("").is_none() && tokens.grant(&token.line).is_none());
    }

    #[test]
    fn faults_of_the_file_are_told_without_what_stands_there() {
        let hash = blake3::hash(b"x").to_hex();
        for (text, words) in [
            ("# nothing".to_owned(), "has no token"),
            ("chancery_secret".to_owned(), "line 1: is not a name, scopes and a hash"),
            ("a read chancery_secret".to_owned(), "line 1: the hash is not one"),
            (format!("\na write {hash}"), "line 2: \"write\" is no scope"),
        ] {
            let told = tokens(&text).unwrap_err();
            assert!(told.contains(words) && !told.contains("chancery_secret"), "{told}");
        }
        assert!(NewToken::make("two words", &[Scope::Read]).is_err());
    }
}

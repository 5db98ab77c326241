//! What serving promises, over real sockets: a small service behind the real middleware.

#![allow(clippy::unwrap_used, reason = "a test may end by a panic")]

mod access;
mod callers;
mod calls;
mod drain;
mod errors;
mod hostile;
mod metrics;
mod pki;
mod sample;
mod tls;
mod web;

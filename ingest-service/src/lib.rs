//! Reads the events in articles.

pub mod page;

pub mod text;

pub mod extract;

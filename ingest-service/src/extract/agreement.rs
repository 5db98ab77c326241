//! Agreements: instruments named in the text, put together within the article.

mod around;
mod record;
mod term;
mod title;

pub(crate) use record::{Record, Register};
pub(crate) use title::{named, title};

//! Agreements: instruments named in the text, put together within the article.

mod record;
mod title;

pub(crate) use record::Register;
pub(crate) use title::title;

//! Fields of a request that are refused.

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is missing.
    Required,
    /// It has a value that is not allowed.
    Invalid,
    /// It is over its limit.
    TooLong,
}

/// A field of a request that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Path of the field: "document.body".
    pub field: String,
    /// What is wrong and what is allowed.
    pub description: String,
    /// Which sort of wrong.
    pub fault: Fault,
}

impl Violation {
    /// A field that must be there and is not.
    pub fn required(field: impl Into<String>, description: impl Into<String>) -> Self {
        Self { field: field.into(), description: description.into(), fault: Fault::Required }
    }

    /// A field with a value that is not allowed.
    pub fn invalid(field: impl Into<String>, description: impl Into<String>) -> Self {
        Self { field: field.into(), description: description.into(), fault: Fault::Invalid }
    }

    /// A field over its limit.
    pub fn too_long(field: impl Into<String>, description: impl Into<String>) -> Self {
        Self { field: field.into(), description: description.into(), fault: Fault::TooLong }
    }
}

//! What the tests of the pair share: the services in this process, the real binaries as child
//! processes, the sample articles, and the whole answer of a query service.

pub mod articles;
pub mod binary;
pub mod certificate;
pub mod measure;
pub mod newsroom;
pub mod pair;
pub mod power;
pub mod promise;
pub mod raw;
pub mod reference;
pub mod trace;
pub mod world;

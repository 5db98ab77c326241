//! The sample articles of `tests/articles`, and small articles made for a test.

use std::path::{Path, PathBuf};

use prost_reflect::{DescriptorPool, DynamicMessage};
use shared::proto;

/// The top folder of the project.
pub fn project() -> PathBuf {
    // OK because this crate lies one folder below the top.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a parent folder").to_path_buf()
}

/// The five sample articles, in order of their file names.
pub fn samples() -> Vec<proto::Document> {
    let folder = project().join("tests/articles");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("tests/articles is there")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths.iter().map(|path| document_of_file(path)).collect()
}

/// A document in protobuf JSON.
fn document_of_file(path: &Path) -> proto::Document {
    let json = std::fs::read_to_string(path).expect("a readable sample");
    let pool = DescriptorPool::decode(proto::FILE_DESCRIPTOR_SET).expect("our descriptors");
    let descriptor = pool.get_message_by_name("chancery.v1.Document").expect("a message of ours");
    let mut reader = serde_json::Deserializer::from_str(&json);
    let message = DynamicMessage::deserialize(descriptor, &mut reader).expect("a Document");
    message.transcode_to().expect("the same message")
}

/// A plain article. `day` is its publication date as days since 1970.
pub fn article(id: &str, day: i64, body: &str) -> proto::Document {
    proto::Document {
        id: id.to_owned(),
        title: String::new(),
        body: body.to_owned(),
        source: "Example Wire".to_owned(),
        publish_time: Some(prost_types::Timestamp { seconds: day * 86_400, nanos: 0 }),
        ..Default::default()
    }
}

/// An article that tells of one meeting, different for each number.
pub fn numbered(number: usize) -> proto::Document {
    const CAPITALS: [&str; 6] = ["Astana", "Tashkent", "Ankara", "Bishkek", "Budapest", "Baku"];
    const COUNTRIES: [&str; 5] = ["Kazakhstan", "Uzbekistan", "Türkiye", "Hungary", "Azerbaijan"];
    let place = CAPITALS[number % CAPITALS.len()];
    let country = COUNTRIES[number % COUNTRIES.len()];
    let other = COUNTRIES[(number / 7 + 1 + number % COUNTRIES.len()) % COUNTRIES.len()];
    let day = number % 27 + 1;
    let body = format!(
        "{place}, {day} March 2024. The foreign ministers of {country} and {other} met in {place} \
         on March {day}, 2024. They signed a memorandum of understanding on trade number {number}."
    );
    article(&format!("numbered-{number:06}"), 19_800, &body)
}

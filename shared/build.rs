//! Compiles `proto/` with protox, so that no protoc is needed, and writes the descriptor set that
//! reflection serves and the CLI reads.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use protox::prost::Message as _;
use protox::prost_reflect::prost_types::FileDescriptorSet;

/// Services of which some answers are given as they are stored.
const ENCODED: [&str; 2] = ["TimelineService", "FeedService"];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new("../proto");
    println!("cargo::rerun-if-changed={}", root.display());
    let files = proto_files(&root.join("chancery/v1"))?;
    let descriptors = protox::Compiler::new([root])?
        .include_source_info(true)
        .include_imports(true)
        .open_files(&files)?
        .file_descriptor_set();
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("chancery_descriptor.bin"), descriptors.encode_to_vec())?;
    tonic_prost_build::configure().compile_fds(descriptors.clone())?;
    encoded(descriptors, &out.join("encoded"))
}

/// Some services once more, for servers that answer with records as they are stored: on the wire a
/// message and its bytes are the same.
fn encoded(mut descriptors: FileDescriptorSet, out: &Path) -> Result<(), Box<dyn Error>> {
    for file in &mut descriptors.file {
        file.service.retain(|service| ENCODED.contains(&service.name()));
    }
    fs::create_dir_all(out)?;
    tonic_prost_build::configure()
        .build_client(false)
        .out_dir(out)
        .extern_path(".chancery.v1", "crate::proto")
        .extern_path(".chancery.v1.GetTimelineResponse", "crate::encoded::Timeline")
        .extern_path(".chancery.v1.GetEventResponse", "crate::encoded::Event")
        .extern_path(".chancery.v1.FollowResponse", "crate::encoded::Feed")
        .compile_fds(descriptors)?;
    Ok(())
}

fn proto_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "proto") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

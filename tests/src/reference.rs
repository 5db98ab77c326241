//! The API reference, written from the protos and their comments.

use prost_reflect::prost_types::FileDescriptorProto;
use prost_reflect::{
    DescriptorPool, EnumDescriptor, FieldDescriptor, FileDescriptor, Kind, MessageDescriptor,
    ServiceDescriptor,
};
use shared::failure::{Domain, Failure};
use shared::limits;
use shared::proto::FILE_DESCRIPTOR_SET;

use crate::articles::project;

const INTRODUCTION: &str = "\
# API reference

Package `chancery.v1`, written from [the protos](../proto/chancery/v1) by
`CHANCERY_BLESS=1 cargo test -p tests --test reference`; a test fails where the two differ.
Calls of a service come first, then messages and enums in order of name, errors, limits and topics.
";

/// The whole reference as Markdown.
pub fn markdown() -> String {
    let pool = DescriptorPool::decode(FILE_DESCRIPTOR_SET).expect("our own descriptors");
    let ours = |file: &FileDescriptor| file.package_name() == "chancery.v1";
    let files: Vec<FileDescriptor> = pool.files().filter(ours).collect();
    let mut services: Vec<_> = files.iter().flat_map(FileDescriptor::services).collect();
    let mut messages: Vec<_> = files.iter().flat_map(FileDescriptor::messages).collect();
    let mut enums: Vec<_> = files.iter().flat_map(FileDescriptor::enums).collect();
    services.sort_by_key(|service| service.name().to_owned());
    messages.sort_by_key(|message| message.name().to_owned());
    enums.sort_by_key(|values| values.name().to_owned());
    let mut out = INTRODUCTION.to_owned();
    out += "\n## Services\n";
    services.iter().for_each(|service| out += &service_text(service));
    out += "\n## Messages\n";
    messages.iter().for_each(|message| out += &message_text(message));
    out += "\n## Enums\n";
    enums.iter().for_each(|values| out += &enum_text(values));
    out + &errors() + &limits_text() + &topics()
}

/// The reasons of errors, in order of code; each with the message of an example.
fn errors() -> String {
    let mut failures = Failure::examples();
    failures.sort_by_key(|failure| (failure.code() as i32, failure.reason()));
    let mut text =
        "\n## Errors\n\nEvery error has a `google.rpc.ErrorInfo` with one of these reasons. \
                    Messages are examples.\n\n| code | reason | message |\n| --- | --- | --- |\n"
            .to_owned();
    for failure in failures {
        let status = failure.to_status(Domain::Query);
        let message = cell(status.message());
        text += &format!("| {:?} | `{}` | {message} |\n", status.code(), failure.reason());
    }
    text
}

fn limits_text() -> String {
    let mut text =
        "\n## Limits\n\nAs `GetServerInfo` tells them, in the unit that the name tells; \
                    those of overload can be set.\n\n| limit | value |\n| --- | --- |\n"
            .to_owned();
    for (name, limit) in limits::by_name() {
        text += &format!("| `{name}` | {limit} |\n");
    }
    text
}

/// The fixed list of topics.
fn topics() -> String {
    let path = project().join("ingest-service/data/topics.tsv");
    let table = std::fs::read_to_string(path).expect("a file of the project");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let mut topics: Vec<&str> = rows.filter_map(|row| row.split('\t').next()).collect();
    topics.sort_unstable();
    topics.dedup();
    let list: Vec<String> = topics.iter().map(|topic| format!("`{topic}`")).collect();
    format!("\n## Topics\n\n{}\n", list.join(", "))
}

fn service_text(service: &ServiceDescriptor) -> String {
    let file = service.parent_file();
    let mut text = format!("\n### {}\n\n{}\n", service.name(), comment(&file, service.path()));
    for method in service.methods() {
        let stream = |is: bool| if is { "stream " } else { "" };
        text += &format!(
            "\n#### {}.{}\n\n{}{} → {}{}\n\n{}\n",
            service.name(),
            method.name(),
            stream(method.is_client_streaming()),
            link(method.input().name()),
            stream(method.is_server_streaming()),
            link(method.output().name()),
            comment(&file, method.path()),
        );
    }
    text
}

fn message_text(message: &MessageDescriptor) -> String {
    let file = message.parent_file();
    let mut text = format!("\n### {}\n\n{}\n", message.name(), comment(&file, message.path()));
    let mut fields: Vec<FieldDescriptor> = message.fields().collect();
    fields.sort_by_key(FieldDescriptor::number);
    if !fields.is_empty() {
        text += "\n| field | number | type | meaning |\n| --- | --- | --- | --- |\n";
    }
    for field in fields {
        let meaning = cell(&comment(&file, field.path()));
        let (name, number, kind) = (field.name(), field.number(), type_of(&field));
        text += &format!("| `{name}` | {number} | {kind} | {meaning} |\n");
    }
    text
}

fn enum_text(values: &EnumDescriptor) -> String {
    let file = values.parent_file();
    let mut text = format!("\n### {}\n\n{}\n", values.name(), comment(&file, values.path()));
    text += "\n| value | number | meaning |\n| --- | --- | --- |\n";
    for value in values.values() {
        let meaning = cell(&comment(&file, value.path()));
        text += &format!("| `{}` | {} | {meaning} |\n", value.name(), value.number());
    }
    text
}

fn type_of(field: &FieldDescriptor) -> String {
    if field.is_map() {
        return "map of string to string".to_owned();
    }
    let kind = match field.kind() {
        Kind::Message(message) if message.package_name() == "chancery.v1" => link(message.name()),
        Kind::Message(message) => format!("`{}`", message.full_name()),
        Kind::Enum(values) => link(values.name()),
        scalar => format!("{scalar:?}").to_lowercase(),
    };
    let optional = field.field_descriptor_proto().proto3_optional();
    match (field.is_list(), optional, field.containing_oneof()) {
        (true, ..) => format!("repeated {kind}"),
        (_, true, _) => format!("optional {kind}"),
        (_, _, Some(choice)) => format!("{kind}, one of `{}`", choice.name()),
        _ => kind,
    }
}

fn link(name: &str) -> String {
    format!("[{name}](#{})", name.to_lowercase())
}

/// A comment in one line of a table.
fn cell(text: &str) -> String {
    text.replace("\n\n", "<br>").replace('\n', " ").replace('|', "\\|")
}

/// The comment that stands before an element of a file.
fn comment(file: &FileDescriptor, path: &[i32]) -> String {
    let source: &FileDescriptorProto = file.file_descriptor_proto();
    let locations = source.source_code_info.iter().flat_map(|info| &info.location);
    let found = locations.into_iter().find(|location| location.path == path);
    let text = found.map_or("", |location| location.leading_comments());
    let lines: Vec<&str> =
        text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").trim().to_owned()
}

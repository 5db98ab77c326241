use std::path::PathBuf;

use super::*;

#[derive(Clone, Debug, Parser)]
struct Arguments {
    #[arg(long, default_value = "here", env = "SETTINGS_TEST_PLACE")]
    place: String,
    #[arg(long, default_value_t = 3)]
    cache_mib: u32,
    #[arg(long, num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    #[arg(action = clap::ArgAction::Set, default_value_t = false)]
    open: bool,
    #[arg(long)]
    origin: Vec<String>,
    #[arg(long)]
    config: Option<PathBuf>,
    #[arg(long, hide = true)]
    secret: Option<String>,
    // Always set where these tests run: cargo sets it.
    #[arg(long, env = "CARGO_PKG_NAME", default_value = "none")]
    package: String,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Action {
    Show,
}

fn read(file: &str, flags: &[&str]) -> Result<Loaded<Arguments>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    std::fs::write(&path, file).unwrap();
    let line = [&["program", "--config", path.to_str().unwrap()], flags].concat();
    let line = line.into_iter().map(Into::into).collect();
    try_load(line).map_err(|error| error.to_string())
}

#[track_caller]
fn check(loaded: &Loaded<Arguments>, key: &str, values: &[&str], origin: &str) {
    let setting = loaded.settings.iter().find(|each| each.key == key).unwrap();
    assert_eq!(setting.values, values, "{key}");
    let word = setting.origin.to_string();
    assert!(word.starts_with(origin), "{key}: {word}");
}

#[test]
fn each_setting_comes_from_the_nearest_place() {
    let file = "place = \"file\"\ncache-mib = 5\nopen = true\norigin = [\"a\", \"b\"]\n\
                package = \"file\"\n";
    let loaded = read(file, &["show", "--place", "flag"]).unwrap();
    assert_eq!(loaded.arguments.place, "flag");
    assert_eq!(loaded.arguments.cache_mib, 5);
    assert!(loaded.arguments.open && loaded.arguments.action.is_some());
    assert_eq!(loaded.arguments.package, "shared", "the environment goes before the file");
    assert!(loaded.arguments.config.is_some() && loaded.arguments.secret.is_none());
    check(&loaded, "place", &["flag"], "flag");
    check(&loaded, "cache-mib", &["5"], "file ");
    check(&loaded, "origin", &["a", "b"], "file ");
    check(&loaded, "package", &["shared"], "environment CARGO_PKG_NAME");
    let loaded = read("open = true", &["--open=false"]).unwrap();
    assert!(!loaded.arguments.open, "a flag can take back what the file says");
    check(&loaded, "place", &["here"], "default");
}

#[test]
fn what_is_shown_can_be_read_again() {
    let loaded = read("place = \"a \\\"b\\\"\"\norigin = [\"x\", \"y\"]", &[]).unwrap();
    let shown = show(&loaded.settings);
    assert!(shown.contains("  # file ") && !shown.contains("secret"), "{shown}");
    let again = read(&shown, &[]).unwrap();
    assert_eq!(again.arguments.place, "a \"b\"");
    assert_eq!(again.arguments.origin, ["x", "y"]);
}

#[test]
fn faults_of_the_file_are_told_with_the_file() {
    for (file, words) in [
        ("cache_mib = 5", "unknown key \"cache_mib\"; did you mean \"cache-mib\"?"),
        ("plase = \"x\"", "did you mean \"place\"?"),
        ("zzz = 1", "a key is the name of a flag"),
        ("config = \"other\"", "unknown key \"config\""),
        ("secret = \"s\"", "unknown key \"secret\""),
        ("[place]\nx = 1", "place has a table"),
        ("cache-mib = \"many\"", "invalid value 'many' for '--cache-mib"),
        ("place = ", "settings.toml"),
    ] {
        let told = read(file, &[]).unwrap_err();
        assert!(told.contains(words) && told.contains("settings.toml"), "{file}: {told}");
    }
    let line = ["program", "--config", "no/such/file"].map(Into::into).to_vec();
    assert!(try_load::<Arguments>(line).unwrap_err().to_string().contains("no/such/file"));
}

#[test]
fn a_secret_on_the_command_line_is_refused() {
    let line = ["program", "--secret", "s3cret"].map(Into::into).to_vec();
    let told = try_load::<Arguments>(line).unwrap_err().to_string();
    assert!(told.contains("--secret-file") && !told.contains("s3cret"), "{told}");
}

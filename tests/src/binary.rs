//! The real binaries as child processes, to be killed.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use tonic::transport::Channel;

use crate::articles::project;
use crate::pair::{connect, serving};

/// The longest time from the start of a process to its greeting.
const GREETING_TIME_MAX: Duration = Duration::from_secs(60);

/// A service of ours in a process of its own.
pub struct Process {
    child: Child,
    url: String,
    /// Lines of its standard output that nobody has asked for yet; ends when the process does.
    lines: Receiver<String>,
    greeting: Vec<String>,
}

impl Process {
    /// Starts ingest-service over `folder` at `address`, "127.0.0.1:40123".
    pub fn ingest(folder: &Path, address: &str) -> Self {
        Self::start("ingest-service", folder, address, &[])
    }

    /// Starts query-service over `folder` at `address`, following `ingest`.
    pub fn query(folder: &Path, address: &str, ingest: &str) -> Self {
        Self::start("query-service", folder, address, &["--ingest", ingest])
    }

    /// Starts a service with more flags.
    pub fn start(name: &str, folder: &Path, address: &str, more: &[&str]) -> Self {
        Self::start_with(name, folder, address, more, &[])
    }

    /// The same with variables of the environment.
    pub fn start_with(
        name: &str,
        folder: &Path,
        address: &str,
        more: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let mut child = Command::new(path_of(name))
            .envs(environment.iter().copied())
            .args(["--listen", address, "--data-dir"])
            .arg(folder)
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let output = child.stdout.take().expect("a pipe");
        let (teller, lines) = channel();
        std::thread::spawn(move || {
            // Read to its end, whoever listens: a full pipe would stop the service.
            BufReader::new(output).lines().map_while(Result::ok).for_each(|line| {
                drop(teller.send(line));
            });
        });
        Self { child, url: format!("http://{address}"), lines, greeting: Vec::new() }
    }

    /// What the service said of itself, up to and with the call to try. It listens then.
    pub fn greeting(&mut self) -> &[String] {
        while self.greeting.last().is_none_or(|line| !line.starts_with("call it:")) {
            match self.lines.recv_timeout(GREETING_TIME_MAX) {
                Ok(line) => self.greeting.push(line),
                Err(RecvTimeoutError::Timeout) => panic!("{} never listened", self.url),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("{} ended by itself: {:?}", self.url, self.child.wait())
                }
            }
        }
        &self.greeting
    }

    /// SIGTERM, and the exit code; `None` if the process does not end in time.
    pub fn terminate(&mut self, time: Duration) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().expect("kill runs");
        assert!(sent.success());
        let (ended, end) = channel::<()>();
        let watchdog = std::thread::spawn(move || {
            if end.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                drop(Command::new("kill").args(["-KILL", &id]).status());
            }
        });
        let status = self.child.wait().expect("a child of ours");
        drop(ended);
        watchdog.join().expect("the watchdog does not panic");
        // A process that a signal ended has none.
        status.code()
    }

    /// "http://127.0.0.1:40123".
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its number in the system.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Connects once the process serves; at most a minute.
    pub async fn channel(&mut self) -> Channel {
        self.greeting();
        let channel = connect(&self.url).await;
        serving(channel.clone()).await;
        channel
    }

    /// SIGKILL, and waits until the process is gone.
    pub fn kill(mut self) {
        self.child.kill().expect("a child of ours");
        self.child.wait().expect("a child of ours");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already; a test that fails must leave nothing behind.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A port that was free a moment ago.
pub fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a bound listener").to_string()
}

/// The binary in the folder that `CHANCERY_BINARIES` names, or else of this build profile, built
/// first: `cargo test` builds no binaries of other crates.
pub fn path_of(name: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let given = || std::env::var_os("CHANCERY_BINARIES").map(PathBuf::from);
    FOLDER.get_or_init(|| given().unwrap_or_else(build)).join(name)
}

fn build() -> PathBuf {
    let test = std::env::current_exe().expect("a path of this test");
    // Tests run from PROFILE/deps/NAME, programs from PROFILE/NAME.
    let folder = test.parent().expect("a folder");
    let is_test = folder.ends_with("deps");
    let profile = if is_test { folder.parent().expect("a folder above") } else { folder };
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(project()).args(["build", "-q", "-p", "ingest-service", "-p"]);
    cargo.arg("query-service");
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    // OK because the profile's folder lies in the target folder.
    cargo.env("CARGO_TARGET_DIR", profile.parent().expect("a target folder"));
    assert!(cargo.status().expect("cargo runs").success(), "the binaries build");
    profile.to_path_buf()
}

//! The peer of queries: PostgreSQL in a directory of its own, asked by pgbench over loopback.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::load::{Load, Outcome};
use crate::binary::free_address;

/// Who runs the server where root may not.
const USER: &str = "postgres";
/// The server's settings: memory enough for everything, no compiling of short queries.
const OPTIONS: &str = "-c shared_buffers=1GB -c max_connections=100 -c jit=off \
     -c effective_cache_size=4GB -c bytea_output=escape -c autovacuum=off -c fsync=off";

/// A running server.
#[derive(Debug)]
pub struct Postgres {
    folder: TempDir,
    port: String,
    as_user: bool,
}

impl Postgres {
    /// Starts a server over an empty directory; `None` if its programs are not on this machine.
    ///
    /// # Errors
    ///
    /// If they are there and do not work.
    pub fn start() -> io::Result<Option<Self>> {
        let is_there = |program: &&str| {
            let found = Command::new(program).arg("--version").stdout(Stdio::null()).status();
            found.is_ok_and(|status| status.success())
        };
        if !["pg_ctl", "psql", "pgbench"].iter().all(is_there) {
            return Ok(None);
        }
        let folder = tempfile::tempdir()?;
        let address = free_address();
        let port = address.rsplit(':').next().unwrap_or_default().to_owned();
        let id = Command::new("id").arg("-u").output()?.stdout;
        let as_user = id.trim_ascii() == b"0";
        let server = Self { folder, port, as_user };
        if as_user {
            run(Command::new("chown").arg(USER).arg(server.folder.path()))?;
        }
        let data = server.data();
        let set = "-A trust -U postgres -E UTF8 --no-sync";
        run(server.control().args(["init", "-s", "-o", set, "-D"]).arg(&data))?;
        let socket = server.folder.path().display();
        let options = format!("{OPTIONS} -p {} -h 127.0.0.1 -k {socket}", server.port);
        let log = server.folder.path().join("log");
        let mut start = server.control();
        start.args(["start", "-w", "-s", "-o", &options, "-l"]).arg(log).arg("-D").arg(&data);
        run(&mut start)?;
        Ok(Some(server))
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn control(&self) -> Command {
        if self.as_user {
            let mut command = Command::new("runuser");
            command.args(["-u", USER, "--", "pg_ctl"]);
            command
        } else {
            Command::new("pg_ctl")
        }
    }

    fn client(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &self.port]);
        command.current_dir(self.folder.path());
        command
    }

    /// The version, as in "PostgreSQL 15.14".
    ///
    /// # Errors
    ///
    /// If psql fails.
    pub fn version(&self) -> io::Result<String> {
        Ok(format!("PostgreSQL {}", self.query("SHOW server_version")?.trim()))
    }

    /// What a query answers, a line for each row.
    ///
    /// # Errors
    ///
    /// If it is refused.
    pub fn query(&self, text: &str) -> io::Result<String> {
        let mut command = self.client("psql");
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", text, "postgres"]);
        run(&mut command)
    }

    /// Copies rows, written as COPY reads them, into a table.
    ///
    /// # Errors
    ///
    /// If they are refused.
    pub fn copy(&self, table: &str, rows: &str) -> io::Result<()> {
        let mut command = self.client("psql");
        let copy = format!("COPY {table} FROM STDIN");
        command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", &copy, "postgres"]);
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        let mut input = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        input.write_all(rows.as_bytes())?;
        drop(input);
        if child.wait()?.success() { Ok(()) } else { Err(io::Error::other("COPY failed")) }
    }

    /// Puts a pgbench script under load, with prepared statements.
    ///
    /// # Errors
    ///
    /// If pgbench fails.
    pub fn bench(&self, script: &str, load: Load) -> io::Result<Outcome> {
        let folder = tempfile::tempdir_in(self.folder.path())?;
        let path = folder.path().join("script");
        fs::write(&path, script)?;
        // Whole seconds, and one more so that the time that counts surely ends within the run.
        let seconds = (load.warm_up + load.length).as_secs_f64().ceil() as u64 + 1;
        let mut command = self.client("pgbench");
        command.current_dir(folder.path()).args(["-n", "-M", "prepared", "-l"]);
        command.args(["-j", &load.clients.min(2).to_string(), "-c", &load.clients.to_string()]);
        command.args(["-T", &seconds.to_string(), "-f"]).arg(&path).arg("postgres");
        run(&mut command)?;
        times(folder.path(), load)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.data();
        let mut stop = self.control();
        stop.args(["stop", "-s", "-w", "-m", "immediate", "-D"]).arg(data);
        // The directory goes anyway.
        drop(run(&mut stop));
    }
}

/// The times of transactions that ended within the time that counts, from pgbench's logs: client,
/// transaction, time in microseconds, script, end in seconds and in microseconds.
fn times(folder: &Path, load: Load) -> io::Result<Outcome> {
    let mut ended: Vec<(f64, u32)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.file_name().is_some_and(|name| name.to_string_lossy().contains("log")) {
            continue;
        }
        for line in fs::read_to_string(path)?.lines() {
            let fields: Vec<&str> = line.split(' ').collect();
            let number = |place: usize| fields.get(place).and_then(|word| word.parse::<f64>().ok());
            if let (Some(time), Some(seconds), Some(rest)) = (number(2), number(4), number(5)) {
                // OK because no transaction takes an hour.
                ended.push((seconds + rest / 1e6, time as u32));
            }
        }
    }
    let first = ended.iter().map(|(end, _)| *end).fold(f64::INFINITY, f64::min);
    let begin = first + load.warm_up.as_secs_f64();
    let end = begin + load.length.as_secs_f64();
    let counted = ended.iter().filter(|(at, _)| (begin..end).contains(at)).map(|(_, time)| *time);
    Ok(Outcome::of(counted.collect(), load.length))
}

/// What a program prints, or what it complains of.
fn run(command: &mut Command) -> io::Result<String> {
    let done = command.stdin(Stdio::null()).output()?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&done.stderr).into_owned();
    Err(io::Error::other(format!("{:?}: {complaint}", command.get_program())))
}

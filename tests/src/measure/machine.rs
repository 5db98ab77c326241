//! The machine that is measured on, as /proc tells it; what it does not tell is left out.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

/// Ticks of processor time in a second: 100 wherever Linux runs.
const TICKS: f64 = 100.0;
/// Syncs that are timed.
const SYNCS: usize = 50;
/// Bytes of each: a small commit.
const SYNC_BYTES: usize = 16 << 10;

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Cores, processor, memory and the disk under a folder, each a line.
pub fn lines(folder: &Path) -> Vec<String> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".into());
    let memory = field("/proc/meminfo", "MemTotal").unwrap_or_else(|| "0 kB".into());
    let kib: f64 = memory.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0.0);
    let system = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let sync = sync_us(folder).map_or_else(|_| "unknown".to_owned(), |us| format!("{us:.0} µs"));
    vec![
        format!("{cores} cores of {processor}, {:.0} GiB of memory", kib / (1024.0 * 1024.0)),
        format!("{} {}", std::env::consts::OS, system.trim()),
        format!("disk: fdatasync after 16 KiB appended takes {sync} (median of {SYNCS})"),
    ]
}

/// Load of the machine over the last minute.
pub fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(f64::NAN)
}

/// How long the disk takes to sync a small append, in microseconds.
fn sync_us(folder: &Path) -> io::Result<f64> {
    let path = folder.join("sync");
    let mut file = File::create(&path)?;
    let mut times = super::figures::Series::default();
    for _ in 0..SYNCS {
        file.write_all(&[7; SYNC_BYTES])?;
        let begun = Instant::now();
        file.sync_data()?;
        times.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    fs::remove_file(path)?;
    Ok(times.median())
}

/// Processor time of this process so far; zero where the system does not tell.
pub fn processor_time() -> Duration {
    of_process("self")
}

/// Processor time of another process so far; zero where the system does not tell.
pub fn processor_time_of(process: u32) -> Duration {
    of_process(&process.to_string())
}

fn of_process(process: &str) -> Duration {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name before it may hold spaces, but no bracket follows it.
    let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).filter_map(|word| word.parse::<f64>().ok()).sum();
    Duration::from_secs_f64(ticks / TICKS)
}

/// Memory of a process in MiB: now, and at its most.
pub fn memory_mib(process: u32) -> (f64, f64) {
    let mib = |name| {
        let field = field(&format!("/proc/{process}/status"), name)?;
        field.split(' ').next()?.parse::<f64>().ok().map(|kib| kib / 1024.0)
    };
    (mib("VmRSS").unwrap_or(f64::NAN), mib("VmHWM").unwrap_or(f64::NAN))
}

//! Clients that ask one question after the other, as fast as they are answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use prost::bytes::Bytes;

use super::figures::percentile;
use super::machine;
use super::wire::Caller;
use crate::newsroom::Draw;

/// How a question is put.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Clients, each with a connection of its own.
    pub clients: usize,
    /// What goes before and does not count.
    pub warm_up: Duration,
    /// What counts.
    pub length: Duration,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Answers in a second, of all clients.
    pub per_second: f64,
    /// The middle time of an answer in milliseconds.
    pub p50_ms: f64,
    /// The time of an answer in milliseconds that one of a hundred takes at least.
    pub p99_ms: f64,
    /// Processor time of the clients for an answer, in microseconds.
    pub client_us: f64,
}

impl Outcome {
    /// Of the times of all answers, in microseconds.
    pub fn of(mut times: Vec<u32>, length: Duration) -> Self {
        times.sort_unstable();
        Self {
            per_second: times.len() as f64 / length.as_secs_f64(),
            p50_ms: f64::from(percentile(&times, 0.5)) / 1000.0,
            p99_ms: f64::from(percentile(&times, 0.99)) / 1000.0,
            client_us: 0.0,
        }
    }
}

/// Puts questions to a server, drawn at random from a list.
pub async fn ask(
    url: &str,
    path: &'static str,
    questions: &Arc<Vec<Bytes>>,
    load: Load,
) -> Outcome {
    let mut callers = Vec::new();
    for _ in 0..load.clients {
        callers.push(Caller::connect(url, path).await);
    }
    let used = machine::processor_time();
    let begin = Instant::now() + load.warm_up;
    let mut clients = Vec::new();
    for (number, caller) in callers.into_iter().enumerate() {
        let questions = Arc::clone(questions);
        // OK because there are few clients.
        let draw = Draw::new(number as u64);
        clients.push(tokio::spawn(client(caller, questions, draw, begin, begin + load.length)));
    }
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.expect("every question is answered"));
    }
    let used = machine::processor_time().saturating_sub(used);
    let outcome = Outcome::of(times, load.length);
    let whole = outcome.per_second * (load.warm_up + load.length).as_secs_f64();
    Outcome { client_us: used.as_secs_f64() * 1e6 / whole, ..outcome }
}

/// The times of the answers to questions that were put between `begin` and `end`.
async fn client(
    mut caller: Caller,
    questions: Arc<Vec<Bytes>>,
    mut draw: Draw,
    begin: Instant,
    end: Instant,
) -> Vec<u32> {
    let mut times = Vec::new();
    loop {
        let asked = Instant::now();
        if asked >= end {
            return times;
        }
        let question = questions[draw.below(questions.len())].clone();
        let answer = caller.call(question).await.expect("an answer");
        assert!(!answer.is_empty(), "an answer with something in it");
        if asked >= begin {
            times.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
        }
    }
}

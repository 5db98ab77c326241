//! How much may be under way at once: in all, and of one client.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::peer::Client;
use crate::failure::Failure;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Open connections.
    Connections,
    /// Calls that have one answer.
    Calls,
    /// Calls that have a stream of answers.
    Streams,
    /// Bytes of requests that have come and are not yet worked on.
    RequestBytes,
}

const QUANTITIES: [Quantity; 4] =
    [Quantity::Connections, Quantity::Calls, Quantity::Streams, Quantity::RequestBytes];

/// Most of a quantity at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Most {
    /// Of all clients together.
    pub all: u64,
    /// Of one client.
    pub client: u64,
}

/// Most of each quantity at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Open connections. More are closed at once.
    pub connections: Most,
    /// Calls that have one answer.
    pub calls: Most,
    /// Calls that have a stream of answers.
    pub streams: Most,
    /// Bytes of requests that have come and are not yet worked on.
    pub request_bytes: Most,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: Most { all: 8192, client: 1024 },
            calls: Most { all: 1024, client: 256 },
            streams: Most { all: 1024, client: 256 },
            request_bytes: Most { all: 256 << 20, client: 64 << 20 },
        }
    }
}

impl Limits {
    fn of(&self, quantity: Quantity) -> Most {
        match quantity {
            Quantity::Connections => self.connections,
            Quantity::Calls => self.calls,
            Quantity::Streams => self.streams,
            Quantity::RequestBytes => self.request_bytes,
        }
    }

    /// Each limit by the name under which `GetServerInfo` prints it and a refusal gives it.
    pub fn by_name(&self) -> Vec<(&'static str, i64)> {
        let both = QUANTITIES.into_iter().flat_map(|quantity| {
            let most = self.of(quantity);
            [(name(quantity, false), most.all), (name(quantity, true), most.client)]
        });
        both.map(|(name, most)| (name, i64::try_from(most).unwrap_or(i64::MAX))).collect()
    }
}

fn name(quantity: Quantity, of_client: bool) -> &'static str {
    match (quantity, of_client) {
        (Quantity::Connections, false) => "connections_max",
        (Quantity::Connections, true) => "client_connections_max",
        (Quantity::Calls, false) => "calls_in_flight_max",
        (Quantity::Calls, true) => "client_calls_in_flight_max",
        (Quantity::Streams, false) => "streams_max",
        (Quantity::Streams, true) => "client_streams_max",
        (Quantity::RequestBytes, false) => "request_bytes_in_flight_max",
        (Quantity::RequestBytes, true) => "client_request_bytes_in_flight_max",
    }
}

type Counts = [u64; QUANTITIES.len()];

#[derive(Debug, Default)]
struct Usage {
    all: Counts,
    /// Only clients that have something open: no more than there are connections.
    clients: HashMap<Client, Counts>,
}

/// Counts what is under way and refuses what would be too much.
#[derive(Debug)]
pub(super) struct Admission {
    limits: Limits,
    usage: Mutex<Usage>,
}

impl Admission {
    pub(super) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self { limits, usage: Mutex::default() })
    }

    /// Lets `amount` more of a quantity in, until the permit is dropped.
    pub(super) fn admit(
        self: &Arc<Self>,
        client: Client,
        quantity: Quantity,
        amount: u64,
    ) -> Result<Permit, Failure> {
        let mut permit = Permit { admission: Arc::clone(self), client, quantity, amount: 0 };
        permit.add(amount)?;
        Ok(permit)
    }

    /// How much of a quantity is under way.
    pub(super) fn in_flight(&self, quantity: Quantity) -> u64 {
        self.usage.lock().unwrap_or_else(PoisonError::into_inner).all[quantity as usize]
    }
}

/// Room that something under way takes; given back when dropped.
#[derive(Debug)]
pub(super) struct Permit {
    admission: Arc<Admission>,
    client: Client,
    quantity: Quantity,
    amount: u64,
}

impl Permit {
    /// Takes more room.
    pub(super) fn add(&mut self, amount: u64) -> Result<(), Failure> {
        let most = self.admission.limits.of(self.quantity);
        let index = self.quantity as usize;
        let mut usage = self.admission.usage.lock().unwrap_or_else(PoisonError::into_inner);
        let of_client = usage.clients.get(&self.client).map_or(0, |counts| counts[index]);
        for (have, most, is_client) in
            [(of_client, most.client, true), (usage.all[index], most.all, false)]
        {
            if have.saturating_add(amount) > most {
                let limit = name(self.quantity, is_client);
                return Err(Failure::Overloaded { limit, most });
            }
        }
        usage.all[index] += amount;
        usage.clients.entry(self.client).or_default()[index] += amount;
        self.amount += amount;
        Ok(())
    }

    /// Gives room back, all of it at most.
    pub(super) fn release(&mut self, amount: u64) {
        let amount = amount.min(self.amount);
        let index = self.quantity as usize;
        let mut usage = self.admission.usage.lock().unwrap_or_else(PoisonError::into_inner);
        usage.all[index] -= amount;
        self.amount -= amount;
        if let Some(counts) = usage.clients.get_mut(&self.client) {
            counts[index] -= amount;
            if counts.iter().all(|count| *count == 0) {
                usage.clients.remove(&self.client);
            }
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.release(u64::MAX);
    }
}

/// The room of a call's client for bytes of requests; in the request's extensions. A handler that
/// keeps requests beyond the next one counts them here.
#[derive(Clone, Debug)]
pub struct Room {
    admission: Arc<Admission>,
    client: Client,
}

/// Bytes that a handler keeps; given back when dropped.
#[derive(Debug)]
pub struct KeptBytes {
    _permit: Permit,
}

impl Room {
    pub(super) fn new(admission: &Arc<Admission>, client: Client) -> Self {
        Self { admission: Arc::clone(admission), client }
    }

    /// Keeps so many bytes.
    ///
    /// # Errors
    ///
    /// [`Failure::Overloaded`] if that is more than the client or the service may.
    pub fn keep(&self, bytes: usize) -> Result<KeptBytes, Failure> {
        let permit = self.admission.admit(self.client, Quantity::RequestBytes, bytes as u64)?;
        Ok(KeptBytes { _permit: permit })
    }
}

#[cfg(test)]
mod tests {
    use super::super::peer::Peer;
    use super::*;

    fn client(last: u8) -> Client {
        Peer(([10, 0, 0, last], 1).into()).client()
    }

    #[test]
    fn one_client_cannot_take_the_room_of_the_others() {
        let limits = Limits { calls: Most { all: 3, client: 2 }, ..Limits::default() };
        let admission = Admission::new(limits);
        let call = |last| admission.admit(client(last), Quantity::Calls, 1);
        let (first, second) = (call(1).unwrap(), call(1).unwrap());
        let refused = Failure::Overloaded { limit: "client_calls_in_flight_max", most: 2 };
        assert_eq!(call(1).unwrap_err(), refused);
        let other = call(2).unwrap();
        let refused = Failure::Overloaded { limit: "calls_in_flight_max", most: 3 };
        assert_eq!(call(2).unwrap_err(), refused);
        drop(first);
        assert!(call(2).is_ok());
        drop((second, other));
        assert_eq!(admission.in_flight(Quantity::Calls), 0);
        assert!(admission.usage.lock().unwrap().clients.is_empty(), "no client is remembered");
    }

    #[test]
    fn room_for_bytes_grows_and_shrinks() {
        let limits = Limits { request_bytes: Most { all: 10, client: 10 }, ..Limits::default() };
        let admission = Admission::new(limits);
        let mut permit = admission.admit(client(1), Quantity::RequestBytes, 4).unwrap();
        assert!(permit.add(6).is_ok() && permit.add(1).is_err());
        permit.release(5);
        assert_eq!(admission.in_flight(Quantity::RequestBytes), 5);
        assert!(permit.add(5).is_ok());
        drop(permit);
        assert_eq!(admission.in_flight(Quantity::RequestBytes), 0);
        let room = Room::new(&admission, client(1));
        let kept = room.keep(10).unwrap();
        assert!(room.keep(1).is_err());
        drop(kept);
        assert!(room.keep(1).is_ok());
    }

    #[test]
    fn every_limit_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> =
            Limits::default().by_name().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), 2 * QUANTITIES.len());
    }
}

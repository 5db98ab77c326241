//! Who is at the other end of a connection.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// What counts as one client: an IPv4 address, or the network of an IPv6 address, since one host
/// has all of a /64 to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Client(IpAddr);

impl Peer {
    /// The client that this is a connection of.
    pub(super) fn client(self) -> Client {
        match self.0.ip().to_canonical() {
            IpAddr::V6(address) => {
                let network = u128::from(address) & !u128::from(u64::MAX);
                Client(IpAddr::V6(Ipv6Addr::from(network)))
            }
            address => Client(address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_one_client_whatever_its_port_and_suffix() {
        let client = |address: &str| Peer(address.parse().unwrap()).client();
        assert_eq!(client("10.0.0.1:5"), client("10.0.0.1:6"));
        assert_eq!(client("[::ffff:10.0.0.1]:5"), client("10.0.0.1:6"));
        assert_ne!(client("10.0.0.1:5"), client("10.0.0.2:5"));
        assert_eq!(client("[2001:db8::1]:5"), client("[2001:db8::ffff:1]:5"));
        assert_ne!(client("[2001:db8::1]:5"), client("[2001:db8:0:1::1]:5"));
    }
}

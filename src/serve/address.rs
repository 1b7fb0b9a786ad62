//! Where phones on the network find this machine, and how many files may be open.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

/// Places of networks that are often met: which of this machine's addresses would speak to them? Nothing is sent.
const PLACES: [([u8; 4], u16); 4] = [
    ([8, 8, 8, 8], 53),
    ([192, 168, 0, 1], 9),
    ([10, 0, 0, 1], 9),
    ([172, 16, 0, 1], 9),
];

/// The addresses under which this machine is met where it listens on `listen`, the likeliest first: the address itself, or where that is
/// "any", those of its networks, and its own for itself where it has no other.
#[must_use]
pub fn reached(listen: IpAddr) -> Vec<IpAddr> {
    if !listen.is_unspecified() {
        return vec![listen];
    }
    let mut found = Vec::new();
    let asked = |place: IpAddr, port: u16, any: IpAddr| -> Option<IpAddr> {
        let socket = UdpSocket::bind((any, 0)).ok()?;
        socket.connect((place, port)).ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    for (place, port) in PLACES {
        found.extend(asked(IpAddr::from(place), port, Ipv4Addr::UNSPECIFIED.into()));
    }
    if listen.is_ipv6() {
        let far = Ipv6Addr::new(0x2001, 0x4860, 0x4860, 0, 0, 0, 0, 0x8888);
        found.extend(asked(far.into(), 53, listen));
    }
    let mut once = Vec::new();
    for address in found {
        if !address.is_loopback() && !address.is_unspecified() && !once.contains(&address) {
            once.push(address);
        }
    }
    if once.is_empty() {
        once.push(Ipv4Addr::LOCALHOST.into());
    }
    once
}

/// An address of this machine, to be chosen to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address(IpAddr);

impl Address {
    /// Nobody but this machine itself reaches it.
    pub const THIS_MACHINE: Self = Self(IpAddr::V4(Ipv4Addr::LOCALHOST));

    /// All that this machine has, the likeliest to be reached first, and [`Self::THIS_MACHINE`] last. Nothing is sent.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = reached(Ipv4Addr::UNSPECIFIED.into()).into_iter().map(Self).collect();
        if !all.contains(&Self::THIS_MACHINE) {
            all.push(Self::THIS_MACHINE);
        }
        all
    }

    /// What [`super::Config`] takes.
    #[must_use]
    pub const fn ip(self) -> IpAddr {
        self.0
    }
}

impl std::str::FromStr for Address {
    type Err = std::net::AddrParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// An address as it is typed into a browser.
#[must_use]
pub fn link(address: IpAddr, port: u16) -> String {
    match address {
        IpAddr::V4(address) => format!("http://{address}:{port}/"),
        IpAddr::V6(address) => format!("http://[{address}]:{port}/"),
    }
}

/// Whether a request's `Host` names this server by an address, as all its links do. A name could be any site's that points here to read
/// with its own pages what stands in ours.
#[must_use]
pub fn is_own_host(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => return address.parse::<Ipv6Addr>().is_ok() && is_port(port),
        None => host.split_once(':').map_or(
            host,
            |(name, port)| if is_port(&format!(":{port}")) { name } else { "" },
        ),
    };
    name == "localhost" || name.parse::<Ipv4Addr>().is_ok()
}

fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
}

/// Raises how many files may be open to what the system allows; how many connections there is room for then.
#[cfg(unix)]
#[must_use]
pub fn open_files() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(FILES_WANTED).min(FILES_WANTED);
    if limit.current.is_some_and(|current| current < most) {
        // Where it is refused the old limit stands, and is told.
        let _ = setrlimit(
            Resource::Nofile,
            Rlimit {
                current: Some(most),
                ..limit
            },
        );
    }
    let now = getrlimit(Resource::Nofile).current.unwrap_or(FILES_WANTED);
    usize::try_from(now.min(FILES_WANTED)).unwrap_or(usize::MAX)
}

/// Other systems have no such limit.
#[cfg(not(unix))]
#[must_use]
pub fn open_files() -> usize {
    usize::try_from(FILES_WANTED).unwrap_or(usize::MAX)
}

/// Room for all people of a session, and some more.
const FILES_WANTED: u64 = 24_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_addresses() {
        let check = |host: &str, expect: bool| assert_eq!(is_own_host(host), expect, "{host}");
        check("192.168.1.5:8750", true);
        check("localhost:8750", true);
        check("127.0.0.1", true);
        check("[::1]:8750", true);
        check("evil.example:8750", false);
        check("192.168.1.5.evil.example", false);
        check("192.168.1.5:x", false);
        check("", false);
    }

    #[test]
    fn an_address_that_is_named_is_the_only_one() {
        let here: IpAddr = Ipv4Addr::LOCALHOST.into();
        assert_eq!(reached(here), [here]);
        assert!(!reached(Ipv4Addr::UNSPECIFIED.into()).is_empty());
        assert_eq!(link(Ipv6Addr::LOCALHOST.into(), 80), "http://[::1]:80/");
    }
}

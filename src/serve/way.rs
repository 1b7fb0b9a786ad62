//! How people come in: code, addresses, QR codes.

use std::net::SocketAddr;

use fast_qr::qr::QRBuilder;
use serde::Serialize;

use super::address::{link, reached};

/// What a screen or a facilitator is told about coming in. All of it is empty where there is no network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Way {
    pub code: String,
    /// Where phones go, the likeliest first.
    pub addresses: Vec<String>,
    /// The first as a QR code with the code in it: see [`qr`].
    pub qr: Vec<String>,
}

impl Way {
    /// The way to a host that listens here.
    pub(super) fn to(address: SocketAddr, code: String) -> Self {
        let reached = reached(address.ip()).into_iter();
        let addresses: Vec<String> = reached.map(|ip| link(ip, address.port())).collect();
        let first = addresses.first().map_or("", String::as_str);
        Self {
            qr: qr(&format!("{first}#{code}")),
            code,
            addresses,
        }
    }
}

/// A text as a QR code: rows of `0` and `1` (dark), without a margin; none where it is too long.
#[must_use]
pub fn qr(text: &str) -> Vec<String> {
    let Ok(code) = QRBuilder::new(text).build() else {
        return Vec::new();
    };
    let row = |y: usize| {
        (0..code.size)
            .map(|x| if code[y][x].value() { '1' } else { '0' })
            .collect()
    };
    (0..code.size).map(row).collect()
}

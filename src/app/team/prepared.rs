//! How a session is to be held: what the facilitator chooses before it begins.

use std::path::PathBuf;

use crate::app::shelf::{Entry, Item, Shelf};
use crate::customer::Temper;
use crate::drill::Setup;
use crate::serve::{Address, Config};
use crate::session::team::Start;

/// Where phones look for a session.
const PORT: u16 = 8750;

/// What the facilitator chooses before a session begins.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The scenario's place on the shelf.
    pub scenario: usize,
    /// Whether people vote with phones; without them nothing listens.
    pub with_phones: bool,
    /// Whether everybody with the code comes in without being let in.
    pub is_open: bool,
    /// Whether votes are shown as soon as everybody has voted.
    pub shows_by_itself: bool,
    /// `None`: drawn.
    pub temper: Option<Temper>,
    /// The addresses of this machine, the likeliest first.
    pub addresses: Vec<Address>,
    /// Which of them is listened on, by its place.
    pub address: usize,
}

impl Default for Prepared {
    fn default() -> Self {
        Self {
            scenario: 0,
            with_phones: true,
            is_open: false,
            shows_by_itself: true,
            temper: None,
            addresses: vec![Address::THIS_MACHINE],
            address: 0,
        }
    }
}

impl Prepared {
    /// Looks anew for the addresses of this machine; nothing is sent and nothing listens.
    pub fn look_for_addresses(&mut self) {
        let chosen = self.addresses.get(self.address).copied();
        self.addresses = Address::all();
        let place = self.addresses.iter().position(|address| Some(*address) == chosen);
        self.address = place.unwrap_or(0);
    }

    /// The address that is listened on; `None`: nothing is.
    #[must_use]
    pub fn listen(&self) -> Option<Address> {
        self.addresses.get(self.address).copied().filter(|_| self.with_phones)
    }

    /// The scenario on the shelf.
    #[must_use]
    pub fn item<'s>(&self, shelf: &'s Shelf) -> Option<&'s Item> {
        match shelf.entries.get(self.scenario) {
            Some(Entry::Item(item)) => Some(item),
            _ => shelf.suggested().map(|(_, item)| item),
        }
    }

    /// The session as the host is told; `None` where there is no scenario.
    #[must_use]
    pub fn config(&self, shelf: &Shelf, seed: u64, folder: Option<PathBuf>) -> Option<Config> {
        let item = self.item(shelf)?;
        let start = Start {
            setup: Setup::draw(&item.scenario, item.policy.clone(), self.temper, seed),
            shows_by_itself: self.shows_by_itself,
            ..Start::new(&item.scenario, seed)
        };
        Some(Config {
            start,
            scenario_text: item.text.clone(),
            listen: self.listen().map(Address::ip),
            port: PORT,
            folder,
        })
    }
}

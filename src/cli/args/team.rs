//! What can be typed to hold a team session, and to measure one.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;

use super::word;
use crate::customer::Temper;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that can be typed")]
#[expect(clippy::option_option, reason = "given without a file: the youngest")]
pub struct Serve {
    /// The scenario's id; with --solo those that are offered [default there: all]
    #[arg(value_name = "ID", required_unless_present_any = ["again", "solo"])]
    pub ids: Vec<String>,
    /// No team: everybody practises alone, in a page on their own phone or computer
    #[arg(long, conflicts_with_all = ["seed", "temper", "wait_for_me"])]
    pub solo: bool,
    /// The only address to listen on [default: this machine's likeliest on the network; 0.0.0.0: all it has]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<IpAddr>,
    /// The port to listen on; 0: any that is free [default: 8750, or where a session goes on, its own]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Where chance comes from
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// The customer's temper (calm, typical, hot) instead of a drawn one
    #[arg(long, value_parser = word::<Temper>)]
    pub temper: Option<Temper>,
    /// Open the door at once: whoever has the code comes in without being admitted
    #[arg(long)]
    pub open: bool,
    /// Show votes when the facilitator says so, and not by itself when all have voted
    #[arg(long)]
    pub wait_for_me: bool,
    /// Go on with a session that was interrupted (with --solo: a class): a file of its folder, or without one the youngest
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["ids", "seed", "temper", "wait_for_me"])]
    pub again: Option<Option<PathBuf>>,
    /// Keep nothing on disk, and with --solo nothing in the records: what is interrupted is lost
    #[arg(long)]
    pub no_record: bool,
    /// One JSON document with all links instead of text; it then goes on until standard input ends
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct BenchTeam {
    /// How many phones join and vote
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(1..=20_000))]
    pub phones: u32,
    /// Over how many seconds the second vote is spread
    #[arg(long, value_name = "S", default_value = "5", value_parser = clap::value_parser!(u8).range(0..=60))]
    pub spread: u8,
}

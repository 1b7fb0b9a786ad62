//! How much practice is made up.

use clap::Args;
use jiff::civil::Date;

use crate::demo::PEOPLE_MAX;

#[derive(Debug, Args)]
pub struct DemoData {
    /// How many people practise
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=i64::from(PEOPLE_MAX)))]
    pub people: u32,
    /// How many days
    #[arg(long, value_name = "N", default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..=3653))]
    pub days: u32,
    /// Where chance comes from: the same seed, last day and scenarios give the same practice
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The last day; without it yesterday
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Option<Date>,
    /// Also where the records hold people or drills already: made-up practice cannot be told from real one afterwards
    #[arg(long)]
    pub add: bool,
}

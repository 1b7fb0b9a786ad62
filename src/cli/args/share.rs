//! What can be typed to share scenarios and to take them over from elsewhere.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub struct PackUp {
    /// Files of scenarios, and folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The pack to write
    #[arg(long, value_name = "FILE.zip")]
    pub out: PathBuf,
    /// Write over a file that is already there
    #[arg(long)]
    pub force: bool,
    /// Also put a map (SVG) and a script (HTML) of each scenario in, for people who review it without bounceback
    #[arg(long)]
    pub with_map: bool,
}

#[derive(Debug, Args)]
pub struct Unpack {
    /// The pack
    #[arg(value_name = "FILE.zip")]
    pub pack: PathBuf,
    /// The folder to put it into; it is made where there is none
    #[arg(long, value_name = "DIR", required_unless_present = "dry_run")]
    pub into: Option<PathBuf>,
    /// Only tell what is in it and what check says of it
    #[arg(long)]
    pub dry_run: bool,
    /// Only read its scenarios, do not solve them: a quick look
    #[arg(long)]
    pub no_solve: bool,
}

#[derive(Debug, Args)]
pub struct Import {
    /// The story: .twee or .tw of Twine, .json of ink (compiled by inklecate, Inky or inkjs)
    #[arg(value_name = "FILE")]
    pub story: PathBuf,
    /// The scenario to write; without it the story's name with .ron, in this folder; - is standard output
    #[arg(long, value_name = "FILE.ron")]
    pub out: Option<PathBuf>,
    /// Write over a file that is already there
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Rename {
    /// The scenario, by id or as a file
    #[arg(value_name = "FILE|ID")]
    pub scenario: String,
    /// Its new id: small letters, digits, hyphens
    #[arg(value_name = "NEW-ID")]
    pub id: String,
}

#[derive(Debug, Args)]
pub struct MapPicture {
    /// The scenario, by id or as a file
    #[arg(value_name = "FILE|ID")]
    pub scenario: String,
    /// The picture to write; without it the id with .svg; - is standard output
    #[arg(long, value_name = "FILE.svg")]
    pub out: Option<PathBuf>,
    /// One place for all days after the talk
    #[arg(long)]
    pub fold: bool,
    /// Ways as wide as they were chosen in the records, of the colour of what they cost
    #[arg(long)]
    pub records: bool,
    /// Write over a file that is already there
    #[arg(long)]
    pub force: bool,
}

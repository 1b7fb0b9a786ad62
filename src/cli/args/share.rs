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

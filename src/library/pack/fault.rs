//! What is wrong with a pack.

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file inside; empty where the pack as a whole is meant. Never holds anything that acts on a terminal.
    pub name: String,
    /// In a sentence without a full stop.
    pub words: String,
}

impl Fault {
    pub(super) fn new(name: &str, words: impl Into<String>) -> Self {
        let shown: String = name.chars().take(120).collect::<String>().escape_debug().to_string();
        Self {
            name: shown,
            words: words.into(),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.name.is_empty() {
            f.write_str(&self.words)
        } else {
            write!(f, "`{}`: {}", self.name, self.words)
        }
    }
}

/// Why a pack was not made or not taken: everything that is wrong, so that it can be mended in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    pub faults: Vec<Fault>,
}

/// The most faults that are told one by one.
const TOLD_MAX: usize = 20;

impl PackError {
    pub(super) fn of(fault: Fault) -> Self {
        Self { faults: vec![fault] }
    }
}

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, fault) in self.faults.iter().take(TOLD_MAX).enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        if self.faults.len() > TOLD_MAX {
            write!(f, "\nand {} more", self.faults.len() - TOLD_MAX)?;
        }
        Ok(())
    }
}

impl std::error::Error for PackError {}

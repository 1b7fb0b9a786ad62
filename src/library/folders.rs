//! The user's own folders, where the system knows them.

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// Where settings are kept.
#[must_use]
pub fn settings_folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join("bounceback"))
}

/// Where records are kept.
#[must_use]
pub fn records_folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.data_dir().join("bounceback"))
}

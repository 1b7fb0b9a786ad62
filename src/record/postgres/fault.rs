//! PostgreSQL's errors as sentences.

use std::error::Error as _;

use postgres::error::SqlState;

use crate::record::StoreError;

/// What an error means.
pub fn told(error: &postgres::Error, place: &str) -> StoreError {
    let place = place.to_owned();
    let Some(found) = error.as_db_error() else {
        if let Some(why) = super::tls::told(error) {
            return StoreError::Unreachable { place, why };
        }
        // The connection, not the server, speaks: what it says stands in its sources.
        let mut why = error.to_string();
        let mut source = error.source();
        while let Some(deeper) = source {
            let words = deeper.to_string();
            if !why.contains(&words) {
                why = format!("{why}: {words}");
            }
            source = deeper.source();
        }
        return StoreError::Unreachable { place, why };
    };
    let why = found.message().to_owned();
    let code = found.code();
    if [SqlState::LOCK_NOT_AVAILABLE, SqlState::T_R_DEADLOCK_DETECTED].contains(code) {
        StoreError::Locked { place }
    } else if *code == SqlState::DISK_FULL {
        StoreError::Full { place }
    } else if [SqlState::DATA_CORRUPTED, SqlState::INDEX_CORRUPTED].contains(code) {
        StoreError::Damaged { place, why, copy: None }
    } else if ["08", "28", "3D", "53", "57"]
        .iter()
        .any(|class| code.code().starts_with(class))
    {
        // Connection, password, no such database, no resources, shutting down.
        StoreError::Unreachable { place, why }
    } else {
        StoreError::Odd { place, why }
    }
}

//! PostgreSQL's errors as sentences.

use std::error::Error as _;

use postgres::error::SqlState;

use crate::record::StoreError;

/// Why a connection was not made; `is_plain`: it was not to be encrypted.
pub fn refused(error: &postgres::Error, place: &str, is_plain: bool) -> StoreError {
    let Some(found) = error.as_db_error() else {
        return told(error, place);
    };
    let words = found.message();
    let help = match *found.code() {
        // The server's list of who may come in (pg_hba.conf) has no line for this.
        SqlState::INVALID_AUTHORIZATION_SPECIFICATION if is_plain => {
            "it may ask for an encrypted connection: sslmode=require in the place of sslmode=disable, or leave that out"
        }
        SqlState::INVALID_AUTHORIZATION_SPECIFICATION | SqlState::INVALID_PASSWORD => {
            "check the name and the password in the address, and that the server lets them in from here"
        }
        SqlState::INVALID_CATALOG_NAME => "check the database in the address, or have it made",
        _ => return told(error, place),
    };
    StoreError::Barred {
        place: place.to_owned(),
        why: format!("the server says \"{words}\"; {help}"),
    }
}

/// What an error means.
pub fn told(error: &postgres::Error, place: &str) -> StoreError {
    let place = place.to_owned();
    let Some(found) = error.as_db_error() else {
        if let Some(why) = super::tls::told(error) {
            return StoreError::Barred { place, why };
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
        // The client has no code for it.
        if why.contains("server does not support TLS") {
            let why = "the server does not encrypt connections: have that turned on (`ssl = on`), or say sslmode=prefer to go on \
                       without"
                .to_owned();
            return StoreError::Barred { place, why };
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

//! `SQLite`'s errors as sentences.

use std::path::Path;

use rusqlite::ErrorCode;

use super::copy;
use crate::record::StoreError;

/// What an error of a file means. Where the file is damaged, a copy of it is kept.
pub fn told(error: &rusqlite::Error, path: &Path) -> StoreError {
    let place = path.display().to_string();
    let why = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
            StoreError::Locked { place }
        }
        Some(ErrorCode::DiskFull) => StoreError::Full { place },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged {
            copy: copy::broken(path).ok(),
            place,
            why,
        },
        Some(
            ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure,
        ) => StoreError::Unreachable { place, why },
        _ => StoreError::Odd { place, why },
    }
}

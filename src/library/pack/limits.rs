//! How much a pack may hold: what decent folders never come near, and what no machine is troubled by.

/// The largest zip file, bytes.
pub const ZIP_BYTES_MAX: usize = 8 << 20;
/// The largest text in it, bytes.
pub const FILE_BYTES_MAX: usize = 1 << 20;
/// All texts together, bytes.
pub const ALL_BYTES_MAX: usize = 32 << 20;
/// The most files.
pub const FILES_MAX: usize = 1000;
/// How many times smaller a text may have been made: scenarios become three to eight times smaller.
pub const RATIO_MAX: u64 = 100;
/// Up to so many bytes nobody asks how much smaller they were.
pub const SMALL_BYTES: usize = 64 << 10;
/// The longest name.
pub const NAME_MAX: usize = 100;

pub(super) fn too_large() -> String {
    format!(
        "it is larger than {} KiB, more than any scenario needs",
        FILE_BYTES_MAX >> 10
    )
}

pub(super) fn too_much() -> String {
    format!(
        "all files together are larger than {} MiB (or {} MiB as a zip): make two packs of it",
        ALL_BYTES_MAX >> 20,
        ZIP_BYTES_MAX >> 20
    )
}

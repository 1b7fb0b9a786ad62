//! Which files a pack may hold, told by their names.

use super::super::PLAYTHROUGH_ENDING;
use super::limits::NAME_MAX;
use crate::library::{POLICY_FILE, SETS_FOLDER};

/// The folder of what is there for reviewers.
pub const REVIEW_FOLDER: &str = "review";

/// What a file of a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Scenario,
    Policy,
    /// A place of the site's own, in the folder `sets`.
    Set,
    /// Recorded playthroughs of a scenario.
    Playthrough,
    /// A picture or a page for people who review it, in the folder `review`: for reading in the zip, never unpacked.
    Review,
    /// What the sender wants to say: `README.md` or `README.txt`.
    Words,
}

/// The devices that Windows finds under these names in every folder, whatever stands behind a dot.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// What a name stands for.
///
/// # Errors
/// Why it has no place in a pack, and what to do.
pub fn kind(name: &str) -> Result<Kind, String> {
    if name.is_empty() {
        return Err("a file without a name".to_owned());
    }
    if name.len() > NAME_MAX {
        return Err(format!("its name is longer than {NAME_MAX} letters"));
    }
    let drive = name.as_bytes().get(1) == Some(&b':');
    if name.starts_with(['/', '\\', '~']) || drive {
        return Err(
            "its name leads to a place of its own on the machine; names in a pack begin in the pack".to_owned(),
        );
    }
    let (folder, file) = match name.split_once('/') {
        None => (None, name),
        Some((folder, file)) => (Some(folder), file),
    };
    if name.split(['/', '\\']).any(|part| part == "..") {
        return Err("its name leads out of the folder".to_owned());
    }
    let plain = |part: &str| {
        let good = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | ' ');
        part.starts_with(|letter: char| letter.is_ascii_alphanumeric())
            && part.chars().all(good)
            && !part.ends_with(['.', ' '])
    };
    if !name.split('/').all(plain) {
        return Err(
            "its name holds more than letters from a to z, digits, `-`, `_`, dots and blanks: rename it".to_owned(),
        );
    }
    let stem = file
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_lowercase();
    if DEVICES.contains(&stem.as_str()) {
        return Err(format!("`{stem}` is the name of a device on Windows: rename it"));
    }
    match folder {
        None if file == POLICY_FILE => Ok(Kind::Policy),
        None if ["README.md", "README.txt"].contains(&file) => Ok(Kind::Words),
        None if file.ends_with(PLAYTHROUGH_ENDING) => Ok(Kind::Playthrough),
        None if has_ron(file) && !file.eq_ignore_ascii_case(POLICY_FILE) => Ok(Kind::Scenario),
        Some(SETS_FOLDER) if has_ron(file) && !file.contains('/') => Ok(Kind::Set),
        Some(REVIEW_FOLDER) if has_page(file) && !file.contains('/') => Ok(Kind::Review),
        _ => Err(format!(
            "it is no file that a pack may hold: scenarios (`.ron`), `{POLICY_FILE}`, `{SETS_FOLDER}/….ron`, playthroughs \
             (`…{PLAYTHROUGH_ENDING}`), `README.md` or `README.txt`"
        )),
    }
}

fn has_page(file: &str) -> bool {
    [".svg", ".html"]
        .iter()
        .any(|ending| file.strip_suffix(ending).is_some_and(|stem| !stem.is_empty()))
}

fn has_ron(file: &str) -> bool {
    file.strip_suffix(".ron").is_some_and(|stem| !stem.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_files_with_plain_names() {
        let check = |name: &str, expect: Kind| assert_eq!(kind(name), Ok(expect), "{name}");
        check("broken-heel.ron", Kind::Scenario);
        check("policy.ron", Kind::Policy);
        check("sets/bakery.ron", Kind::Set);
        check("broken-heel.tests.ron", Kind::Playthrough);
        check("README.md", Kind::Words);
        check("review/broken-heel.svg", Kind::Review);
        check("review/broken-heel.html", Kind::Review);
        for (name, words) in [
            ("", "without a name"),
            ("/etc/passwd.ron", "place of its own"),
            ("\\\\server\\x.ron", "place of its own"),
            ("C:x.ron", "place of its own"),
            ("~/x.ron", "place of its own"),
            ("../x.ron", "out of the folder"),
            ("sets/../../x.ron", "out of the folder"),
            ("sets\\..\\x.ron", "out of the folder"),
            ("sets//x.ron", "rename it"),
            ("./x.ron", "rename it"),
            (".ron", "rename it"),
            ("x.ron.", "rename it"),
            ("x\u{202e}.ron", "rename it"),
            ("x\0.ron", "rename it"),
            ("sets\\x.ron", "rename it"),
            ("gâteau.ron", "rename it"),
            ("con.ron", "device"),
            ("sets/LPT1.x.ron", "device"),
            ("sets/a/b.ron", "no file that a pack"),
            ("x.svg", "no file that a pack"),
            ("review/x.js", "no file that a pack"),
            ("review/.html", "rename it"),
            ("other/x.ron", "no file that a pack"),
            ("x.exe", "no file that a pack"),
            ("x.ron.exe", "no file that a pack"),
            ("Policy.ron", "no file that a pack"),
            ("sets/readme.md", "no file that a pack"),
            (&"x".repeat(200), "longer than"),
        ] {
            let why = kind(name).expect_err(name);
            assert!(why.contains(words), "{name}: {why}");
        }
    }
}

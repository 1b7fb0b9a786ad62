//! A team's decision as a site's `policy.ron`: the fund and what needs a manager are put in, all else in the file stays byte for byte.

use super::document::Document;
use super::edit::set;
use super::path::Path;
use super::schema::FileKind;
use super::value::Value;
use crate::customer::ActKind;
use crate::scenario::read_policy;
use crate::vocabulary::Vocabulary;

/// What a new file begins as; a value of its own on each line, so that the next one is put below.
const NEW: &str = "// From the team's recovery plan.\n(\n)\n";

/// What a file would become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    /// The whole file.
    pub text: String,
    /// Its lines against those of the old file: `-` goes, `+` comes, a blank stays. Those that stay are told only beside a change.
    pub diff: Vec<(char, String)>,
}

impl Adopted {
    /// Whether the file says so already.
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.diff.is_empty()
    }
}

/// A policy with a fund (whole units) and with acts that need a manager; `None` leaves what the file says. `old` is the file's text, where
/// there is one.
///
/// ```
/// use bounceback::customer::ActKind;
/// use bounceback::scenario::read_policy;
/// use bounceback::workbench::adopt_policy;
///
/// let old = "(\n    fund: 50, // since June\n    currency: \"€\",\n)\n";
/// let adopted = adopt_policy(Some(old), Some(120), Some(&[ActKind::Fix])).expect("it can be read");
/// assert!(adopted.text.contains("fund: 120, // since June"), "{}", adopted.text);
/// let policy = read_policy(&adopted.text).expect("a policy");
/// assert_eq!((policy.fund, policy.approval, policy.currency.as_deref()), (Some(120_00), Some(ActKind::Fix.bit()), Some("€")));
/// ```
///
/// # Errors
/// A sentence without a full stop: why the old file cannot be changed, or the new one is no policy. Nothing was written.
pub fn adopt_policy(old: Option<&str>, fund: Option<u32>, approval: Option<&[ActKind]>) -> Result<Adopted, String> {
    let mut document = Document::of(FileKind::Policy, old.unwrap_or(NEW));
    let acts = approval.map(|acts| {
        let names: Vec<&str> = acts.iter().map(|act| act.name()).collect();
        Value::Ron(format!("[{}]", names.join(", ")))
    });
    let fund = fund.map(|fund| Value::Integer(fund.into()));
    for (name, value) in [("fund", fund), ("approval", acts)] {
        let Some(value) = value else { continue };
        let patches =
            set(&document, &Path::of(&[name]), &value).map_err(|error| format!("the policy that is there: {error}"))?;
        document
            .apply(&patches)
            .ok_or("the policy that is there cannot be changed: mend it first")?;
    }
    let text = document.text().to_owned();
    if let Err(found) = read_policy(&text) {
        let why = found
            .first()
            .map_or_else(String::new, |found| format!(": {}", found.message));
        return Err(format!("what would be written is no policy{why}"));
    }
    Ok(Adopted {
        diff: diff(old.unwrap_or_default(), &text),
        text,
    })
}

/// The lines that differ, with one beside them that stays. A policy is short: what stands between the first and the last change is told.
fn diff(old: &str, new: &str) -> Vec<(char, String)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    if old == new {
        return Vec::new();
    }
    // The longest lines in common, by the textbook: a policy has a dozen lines.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (a, one) in old.iter().enumerate().rev() {
        for (b, other) in new.iter().enumerate().rev() {
            common[a][b] = if one == other {
                common[a + 1][b + 1] + 1
            } else {
                common[a + 1][b].max(common[a][b + 1])
            };
        }
    }
    let (mut a, mut b, mut lines) = (0, 0, Vec::new());
    while a < old.len() || b < new.len() {
        if a < old.len() && b < new.len() && old[a] == new[b] {
            lines.push((' ', old[a].to_owned()));
            (a, b) = (a + 1, b + 1);
        } else if b >= new.len() || a < old.len() && common[a + 1][b] >= common[a][b + 1] {
            lines.push(('-', old[a].to_owned()));
            a += 1;
        } else {
            lines.push(('+', new[b].to_owned()));
            b += 1;
        }
    }
    let changed = |at: usize| lines.get(at).is_some_and(|(mark, _)| *mark != ' ');
    let beside = |at: usize| changed(at) || changed(at + 1) || at > 0 && changed(at - 1);
    let kept: Vec<usize> = (0..lines.len()).filter(|at| beside(*at)).collect();
    kept.into_iter().map(|at| lines[at].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: Option<&str>, fund: Option<u32>, approval: Option<&[ActKind]>, text: &str, diff: &[&str]) {
        let adopted = adopt_policy(old, fund, approval).expect("it can be done");
        assert_eq!(adopted.text, text);
        let told: Vec<String> = adopted
            .diff
            .iter()
            .map(|(mark, line)| format!("{mark}{line}"))
            .collect();
        assert_eq!(told, diff);
        assert_eq!(adopted.is_same(), diff.is_empty());
    }

    #[test]
    fn all_else_in_the_file_stays() {
        let old = "// Ours.\n(\n    fund: 50,   // small\n    grants: [(Yes, 256)],\n    currency: \"€\",\n)\n";
        check(
            Some(old),
            Some(120),
            None,
            &old.replace("fund: 50,", "fund: 120,"),
            &[
                " (",
                "-    fund: 50,   // small",
                "+    fund: 120,   // small",
                "     grants: [(Yes, 256)],",
            ],
        );
        check(Some(old), Some(50), None, old, &[]);
        let some = adopt_policy(Some(old), None, Some(&[ActKind::Fix, ActKind::Compensate])).expect("it can be done");
        assert!(some.text.contains("approval: [Fix, Compensate]"), "{}", some.text);
        assert!(some.text.contains("fund: 50,   // small"), "{}", some.text);
    }

    #[test]
    fn without_a_file_one_is_begun() {
        let adopted = adopt_policy(None, Some(120), Some(&[])).expect("it can be done");
        let policy = read_policy(&adopted.text).expect("a policy");
        assert_eq!((policy.fund, policy.approval), (Some(12_000), Some(0)));
        let text = "// From the team's recovery plan.\n(\n    fund: 120,\n    approval: [],\n)\n";
        assert_eq!(adopted.text, text, "as somebody would write it");
        assert!(adopted.diff.iter().all(|(mark, _)| *mark == '+'));
    }

    #[test]
    fn a_file_that_is_broken_is_left_alone() {
        assert!(
            adopt_policy(Some("(fund: 3"), Some(1), None)
                .unwrap_err()
                .contains("mend the text first")
        );
        assert!(
            adopt_policy(Some("(fnd: 3)"), Some(1), None)
                .unwrap_err()
                .contains("no policy")
        );
        assert!(
            adopt_policy(None, None, Some(&[ActKind::FollowUp]))
                .unwrap_err()
                .contains("approval")
        );
    }
}

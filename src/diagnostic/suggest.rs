//! Did you mean …?

/// The longest word that somebody might have mistyped, in characters: ids have at most 64.
const LENGTH_MAX: usize = 96;

/// The known name that is nearest to what was written, where one is near enough to be meant.
///
/// ```
/// use bounceback::diagnostic::nearest;
///
/// assert_eq!(nearest("Lisen", ["Listen", "Fix"]), Some("Listen"));
/// assert_eq!(nearest("Lisen", ["Fix", "Own"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Only a name of about the same length can be near; nobody means a name by a page of text.
    let length = written.chars().count();
    if length > LENGTH_MAX {
        return None;
    }
    let lower = written.to_lowercase();
    known
        .into_iter()
        .filter(|name| name.len() <= 4 * LENGTH_MAX && name.chars().count().abs_diff(length) <= LENGTH_MAX / 3)
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(|&(distance, name)| distance <= (name.chars().count().max(lower.chars().count()) / 3).max(1))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// The name in a help that asks whether it was meant.
pub(super) fn meant(help: &str) -> Option<&str> {
    help.strip_prefix("did you mean `")?.strip_suffix("`?")
}

/// The names one may write at a place, to help somebody who wrote another.
pub struct Known<'a>(pub Vec<&'a str>);

impl Known<'_> {
    /// "did you mean …?" where a name is near, else the list of names.
    #[must_use]
    pub fn help(&self, written: &str) -> Option<String> {
        if let Some(name) = nearest(written, self.0.iter().copied()) {
            return Some(format!("did you mean `{name}`?"));
        }
        let names: Vec<String> = self.0.iter().map(|name| format!("`{name}`")).collect();
        match names.as_slice() {
            [] => None,
            [only] => Some(format!("the only one here is {only}")),
            [first @ .., last] => Some(format!("one of {} or {last}", first.join(", "))),
        }
    }
}

//! A name taken out of what others wrote: stories, notes, a team's plan.

/// What stands in its place.
pub const FORMER: &str = "a former colleague";

/// The text without a person's name: wherever it stands as words of their own, whatever the case of its letters. `None`: it does not
/// stand there. A part of a name, or a name inside a longer word, may be somebody else's and stays.
pub fn without_name(text: &str, name: &str) -> Option<String> {
    let folded: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    put(
        text,
        |rest| stands_at(rest, &folded, true),
        |before| {
            if begins_a_sentence(before) {
                capital(FORMER)
            } else {
                FORMER.to_owned()
            }
        },
    )
}

/// The text with something else in a name's place, wherever it stands as words of their own with the same letters. `None`: it does not.
pub fn replaced(text: &str, name: &str, instead: &str) -> Option<String> {
    let name: Vec<char> = name.chars().collect();
    put(text, |rest| stands_at(rest, &name, false), |_| instead.to_owned())
}

fn put(text: &str, stands: impl Fn(&str) -> Option<usize>, instead: impl Fn(&str) -> String) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut found = false;
    while let Some(letter) = text[at..].chars().next() {
        let is_begin = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        if is_begin && let Some(length) = stands(&text[at..]).filter(|length| *length > 0) {
            out.push_str(&instead(&text[..at]));
            at += length;
            found = true;
        } else {
            out.push(letter);
            at += letter.len_utf8();
        }
    }
    found.then_some(out)
}

/// How many bytes of the text's beginning are the name, where no letter follows.
fn stands_at(text: &str, name: &[char], folded: bool) -> Option<usize> {
    let mut left = name;
    for (at, letter) in text.char_indices() {
        if left.is_empty() {
            return (!letter.is_alphanumeric()).then_some(at);
        }
        if folded {
            for small in letter.to_lowercase() {
                left = left.strip_prefix(&[small])?;
            }
        } else {
            left = left.strip_prefix(&[letter])?;
        }
    }
    left.is_empty().then_some(text.len())
}

fn begins_a_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(|letter: char| letter.is_whitespace() || "\"'“„‘(*".contains(letter));
    before.is_empty() || before.ends_with(['.', '!', '?', '…', '\n'])
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_wherever_it_stands_by_itself() {
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(without_name(text, "Zoë Ng").as_deref(), expect, "{text}");
        };
        check("Zoë Ng took it on.", Some("A former colleague took it on."));
        check(
            "Thanks to ZOË NG! zoë ng, again",
            Some("Thanks to a former colleague! A former colleague, again"),
        );
        check("I saw Zoë Ng's face", Some("I saw a former colleague's face"));
        check("“Zoë Ng?” – she ran", Some("“A former colleague?” – she ran"));
        check("Zoë Ngata and Anzoë Ng stay", None);
        check("Zoë and Ng", None);
        check("", None);
        assert_eq!(
            without_name("İda and ida", "ida").as_deref(),
            Some("İda and a former colleague")
        );
        assert_eq!(without_name("all", ""), None);
        let once = without_name("Zoë Ng", "Zoë Ng").expect("found");
        assert_eq!(without_name(&once, "Zoë Ng"), None, "nothing is left of it");
        assert_eq!(
            replaced("Will, I will wait. Will!", "Will", "Person 2").as_deref(),
            Some("Person 2, I will wait. Person 2!")
        );
        assert_eq!(replaced("willing", "will", "Person 2"), None);
    }
}

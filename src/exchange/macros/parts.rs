//! What stands inside of links and macros: words, targets, quoted texts, brackets.

/// A link's words and its target.
pub fn apart(link: &str) -> (String, String) {
    let pair = |words: &str, target: &str| (words.trim().to_owned(), target.trim().to_owned());
    if let Some((words, target)) = link.rsplit_once("->") {
        pair(words, target)
    } else if let Some((target, words)) = link.split_once("<-") {
        pair(words, target)
    } else if let Some((words, target)) = link.rsplit_once('|') {
        pair(words, target)
    } else {
        pair(link, link)
    }
}

/// Where a mark begins, outside of quotes where there is one, else anywhere.
pub fn end_outside_quotes(text: &str, mark: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            (None, _) if text[at..].starts_with(mark) => return Some(at),
            _ => {}
        }
    }
    text.find(mark)
}

/// Where the bracket that opens the text is closed, quotes passed over.
pub fn closing(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '"') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            (None, '(') => depth += 1,
            (None, ')') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The texts in quotes.
pub fn strings(arguments: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut rest = arguments;
    while let Some(open) = rest.find(['"', '\'']) {
        let quote = &rest[open..=open];
        let Some(end) = rest[open + 1..].find(quote) else { break };
        strings.push(rest[open + 1..open + 1 + end].to_owned());
        rest = &rest[open + end + 2..];
    }
    strings
}

/// The length of the name that Harlowe's hooks have before or behind them: `|spot>`, `|spot)`, `<spot|`, `(spot|`.
pub fn tag(text: &str) -> Option<usize> {
    let end = 1 + text
        .get(1..)?
        .find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_'))?;
    let is_tag = match text.as_bytes()[0] {
        b'|' => matches!(text.as_bytes()[end], b'>' | b')'),
        b'<' | b'(' => text.as_bytes()[end] == b'|',
        _ => false,
    };
    (is_tag && end > 1).then_some(end + 1)
}

//! What a form puts into a scenario, as RON writes it.

use super::tree::{NodeKind, Tree};

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words that people read, or an id: written in quotes.
    Text(String),
    Integer(i64),
    /// A bare name, `true` and `false` among them.
    Word(String),
    /// Anything, as RON writes it; its lines after the first are indented to where it comes to stand.
    Ron(String),
}

impl Value {
    /// As RON writes it. `None` where it is not exactly one value: what would break the file is not written.
    #[must_use]
    pub fn ron(&self) -> Option<String> {
        match self {
            Self::Text(words) => Some(quoted(words)),
            Self::Integer(number) => Some(number.to_string()),
            Self::Word(word) => one_value(word, Some(NodeKind::Word)).then(|| word.clone()),
            Self::Ron(ron) => {
                let ron = ron.trim();
                one_value(ron, None).then(|| ron.to_owned())
            }
        }
    }
}

/// Whether a text is one value, of this kind where one is named, and nothing else.
fn one_value(text: &str, kind: Option<NodeKind>) -> bool {
    let tree = Tree::of(text);
    let entries = &tree.node(super::tree::ROOT).entries;
    let [entry] = entries.as_slice() else { return false };
    let Some(value) = entry.value.map(|id| tree.node(id)) else {
        return false;
    };
    // A comment to the line's end would swallow what stands behind.
    let comment_last = tree.tokens.last().is_some_and(super::token::Token::is_comment);
    tree.whole
        && !comment_last
        && entry.key.is_none()
        && entry.comma.is_none()
        && value.kind != NodeKind::Other
        && kind.is_none_or(|kind| kind == value.kind)
}

/// A text in quotes. Line ends and what cannot be seen are written as escapes, so that a text is one line.
#[must_use]
pub fn quoted(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push('"');
    for letter in words.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter.is_control() => out.push_str(&format!("\\u{{{:x}}}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// What a text in quotes says. `None` where it is none.
#[must_use]
pub fn unquoted(literal: &str) -> Option<String> {
    ron::from_str::<String>(literal).ok()
}

/// Lines after the first with this indentation before them, where they are not inside a text.
#[must_use]
pub fn indented(ron: &str, indent: &str) -> String {
    if !ron.contains('\n') {
        return ron.to_owned();
    }
    let tokens = super::token::tokens(ron, true);
    let inside = |at: usize| {
        let token = tokens.partition_point(|token| token.span.end <= at);
        tokens
            .get(token)
            .is_some_and(|token| token.span.start < at && !token.is_comment())
    };
    let mut out = String::with_capacity(ron.len() + 64);
    let mut at = 0;
    for line in ron.split_inclusive('\n') {
        if at > 0 && !inside(at) && !line.trim().is_empty() {
            out.push_str(indent);
        }
        out.push_str(line);
        at += line.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        for words in [
            "",
            "a \"b\" \\ c",
            "zwei\nZeilen\tund\r\n",
            "\u{7}\u{1b}[0m",
            "日本 \u{202e}x",
        ] {
            assert_eq!(unquoted(&quoted(words)).as_deref(), Some(words), "{}", quoted(words));
            assert!(!quoted(words).contains('\n'));
        }
    }

    #[test]
    fn only_whole_values_are_written() {
        let check = |ron: &str, good: bool| assert_eq!(Value::Ron(ron.to_owned()).ron().is_some(), good, "{ron}");
        check("[Listen, Blame(Customer)]", true);
        check("(a: 1)", true);
        check("1, 2", false);
        check("(a: 1", false);
        check("a: 1", false);
        check("1 // so", false);
        check("", false);
        assert_eq!(Value::Word("Many".to_owned()).ron().as_deref(), Some("Many"));
        assert_eq!(Value::Word("Ma ny".to_owned()).ron(), None);
        assert_eq!(Value::Word("\"Many\"".to_owned()).ron(), None);
    }

    #[test]
    fn lines_inside_of_texts_are_not_indented() {
        assert_eq!(indented("(\n    a: \"x\ny\",\n)", "  "), "(\n      a: \"x\ny\",\n  )");
    }
}

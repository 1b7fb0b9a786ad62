//! Cells of a table that a spreadsheet does not take for formulas.

/// A text as a cell. Where it begins with what makes a spreadsheet compute (also in its wide forms, and behind a tab or a line end), an
/// apostrophe stands before it: the spreadsheet then shows it as it was written. Numbers of our own are written as they are.
pub fn text(words: &str) -> String {
    let starts = |letter: char| {
        matches!(
            letter,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    };
    if words.starts_with(starts) {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}

/// Hundredths as a number with a point: "74.5".
pub fn hundredths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let (whole, rest) = (number.unsigned_abs() / 100, number.unsigned_abs() % 100);
    match rest {
        0 => format!("{sign}{whole}"),
        rest if rest % 10 == 0 => format!("{sign}{whole}.{}", rest / 10),
        rest => format!("{sign}{whole}.{rest:02}"),
    }
}

/// Thousandths as a number with a point: "1.25".
pub fn thousandths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let (whole, rest) = (number.unsigned_abs() / 1000, number.unsigned_abs() % 1000);
    let text = format!("{sign}{whole}.{rest:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_written_is_computed() {
        for words in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "=cmd|' /C calc'!A0",
        ] {
            assert_eq!(text(words), format!("'{words}"));
        }
        for words in ["", "Zoë", "1-1", " =1", "'x"] {
            assert_eq!(text(words), words);
        }
    }

    #[test]
    fn numbers_are_written_with_a_point_and_no_more_digits_than_they_have() {
        assert_eq!(
            [0, 7450, 7405, -5, -100, 10_000].map(hundredths),
            ["0", "74.5", "74.05", "-0.05", "-1", "100"]
        );
        assert_eq!([0, 1250, -1, 3000].map(thousandths), ["0", "1.25", "-0.001", "3"]);
        assert_eq!(hundredths(i64::MIN), "-92233720368547758.08");
    }
}

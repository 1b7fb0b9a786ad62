//! What one may ask for: amounts, approval lists, odds.

use crate::customer::{ActKind, Phase};
use crate::diagnostic::Known;
use crate::vocabulary::Vocabulary;

/// The largest fund that a policy may hold, in cents: a billion whole units.
const FUND_MAX: i64 = crate::customer::AMOUNT_MAX;

/// An amount such as 150 or 99.50, in cents.
pub fn fund(text: &str) -> Result<i64, String> {
    let bad = || format!("`{text}` is no fund: a fund is an amount of 0 or more such as 150 or 99.50");
    let text = text.trim();
    let (units, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if units.is_empty() || !digits(units) || !digits(rest) || rest.len() > 2 || text.ends_with('.') {
        return Err(bad());
    }
    let too_large = || format!("`{text}` is too large a fund: at most {}", FUND_MAX / 100);
    let units: i64 = units.parse().map_err(|_| too_large())?;
    let cents: i64 = format!("{rest:0<2}").parse().map_err(|_| bad())?;
    let fund = units.checked_mul(100).and_then(|units| units.checked_add(cents));
    fund.filter(|&fund| fund <= FUND_MAX).ok_or_else(too_large)
}

/// Acts joined by `+`, or `none`: the set of those that need a manager.
pub fn approval(text: &str) -> Result<u64, String> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("none") {
        return Ok(0);
    }
    text.split('+').try_fold(0, |set, word| {
        let word = word.trim();
        let found = ActKind::ALL.iter().find(|act| act.name().eq_ignore_ascii_case(word));
        match found {
            Some(act) if act.phase() == Phase::Talk => Ok(set | act.bit()),
            Some(act) => Err(format!(
                "`{}` cannot need approval: only what is said or done in the talk can",
                act.name()
            )),
            None => {
                let talk = ActKind::ALL.iter().filter(|act| act.phase() == Phase::Talk);
                let known = Known(talk.map(|act| act.name()).chain(["none"]).collect());
                Err(format!(
                    "there is no act `{word}`; {}",
                    known.help(word).unwrap_or_default()
                ))
            }
        }
    })
}

/// How often the manager agrees, in per cent, as the weight (of 256) of a refusal.
pub fn grants(text: &str) -> Result<u16, String> {
    let bad = || format!("`{text}` is no share: how often the manager agrees is a whole number of per cent, 0 to 100");
    let text = text.trim();
    let digits = text.strip_suffix('%').unwrap_or(text);
    let share: u16 = digits.parse().map_err(|_| bad())?;
    if share > 100 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad());
    }
    Ok(256 - (share * 256 + 50) / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn funds_are_amounts() {
        for (text, cents) in [
            ("0", 0),
            ("150", 15_000),
            ("99.5", 9950),
            ("99.50", 9950),
            (" 7 ", 700),
            ("0.01", 1),
        ] {
            assert_eq!(fund(text), Ok(cents), "{text}");
        }
        for text in [
            "",
            "-1",
            "+1",
            "1.",
            ".5",
            "1.234",
            "1e3",
            "1,000",
            "x",
            "$5",
            "9999999999999999999",
            "1000000000.01",
        ] {
            assert!(fund(text).is_err(), "{text}");
        }
        assert_eq!(fund("1000000000"), Ok(FUND_MAX));
    }

    #[test]
    fn approval_lists_are_sets_of_acts() {
        assert_eq!(approval("none"), Ok(0));
        assert_eq!(approval("compensate"), Ok(ActKind::Compensate.bit()));
        assert_eq!(
            approval("Fix+Compensate"),
            Ok(ActKind::Fix.bit() | ActKind::Compensate.bit())
        );
        let near = approval("Compensat").expect_err("no act");
        assert_eq!(near, "there is no act `Compensat`; did you mean `Compensate`?");
        let later = approval("Fix+FollowUp").expect_err("an act of the days after");
        assert!(later.contains("cannot need approval"), "{later}");
        for text in ["", "+", "Fix+", "none+Fix"] {
            assert!(approval(text).is_err(), "{text}");
        }
    }

    #[test]
    fn grants_are_shares_of_256() {
        for (text, refusal) in [("0", 256), ("50", 128), ("75%", 64), ("100", 0), ("33", 172)] {
            assert_eq!(grants(text), Ok(refusal), "{text}");
        }
        for text in ["", "101", "-5", "+5", "0.5", "half", "%"] {
            assert!(grants(text).is_err(), "{text}");
        }
    }
}

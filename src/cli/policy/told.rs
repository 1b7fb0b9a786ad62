//! The answer as text: what it says first, then the rows.

use std::io;

use super::super::terminal::{Terminal, Tone};
use super::answer::{Answer, Best, Block, Case, Conditions, NOTE};
use crate::customer::Tier;
use crate::scenario::Policy;
use crate::vocabulary::Vocabulary;

pub fn tell(answer: &Answer, terminal: &mut Terminal) -> io::Result<()> {
    for (at, case) in answer.scenarios.iter().enumerate() {
        if at > 0 {
            terminal.gap()?;
        }
        terminal.line(Tone::Title, &format!("{} ({})", case.title, case.scenario))?;
        for block in &case.blocks {
            if case.blocks.len() > 1 {
                terminal.gap()?;
                terminal.line(Tone::Warn, &conditions_words(&block.conditions))?;
            }
            for words in sentences(case, block) {
                terminal.line(Tone::Plain, &words)?;
            }
            terminal.gap()?;
            table(block, &case.money, terminal)?;
        }
    }
    if let Some(first) = answer.scenarios.first().filter(|_| !answer.library.is_empty()) {
        terminal.gap()?;
        let count = answer.scenarios.len();
        terminal.line(Tone::Title, &format!("All {count} scenarios, each counted the same"))?;
        for block in &answer.library {
            if answer.library.len() > 1 {
                terminal.gap()?;
                terminal.line(Tone::Warn, &conditions_words(&block.conditions))?;
            }
            terminal.line(Tone::Plain, &library_words(block, &first.money))?;
            terminal.gap()?;
            table(block, &first.money, terminal)?;
        }
    }
    terminal.gap()?;
    let words = "A value is the expected net value of the relationship after the drill, per customer; spent is what the best play \
                 spends in the mean, with what a manager grants and what is done in the days after. A typical trainee chooses anything that \
                 is on offer, each with the same chance. * the policy as it is.";
    terminal.line(Tone::Soft, words)?;
    terminal.line(Tone::Soft, NOTE)
}

/// What needs a manager and how often he agrees.
pub fn conditions_words(conditions: &Conditions) -> String {
    let approval = match conditions.approval.as_deref() {
        None => "Approval as each policy has it".to_owned(),
        Some([]) => "Nothing needs approval as such".to_owned(),
        Some([only]) => format!("{only} needs approval"),
        Some([first @ .., last]) => format!("{} and {last} need approval", first.join(", ")),
    };
    match conditions.grants {
        None => approval,
        Some(weight) => format!(
            "{approval}; a manager who is asked agrees in {} of 100",
            per_cent(weight)
        ),
    }
}

/// A weight of 256 in whole per cent.
pub const fn per_cent(weight: u16) -> u16 {
    (weight * 100 + 128) / 256
}

fn sentences(case: &Case, block: &Block) -> Vec<String> {
    let money = |cents: i64| amount(&case.money, cents);
    let exact = |cents: i64| case.money.money(cents);
    let own = case.money.fund;
    let (first, last, now) = (block.best(0), block.best(block.enough), block.best(own));
    let mut words = Vec::new();
    let missing = last.value - now.value;
    words.push(if block.enough == 0 {
        format!(
            "No fund is needed: the best play is worth as much with {} as with any.",
            exact(0)
        )
    } else {
        let rest = if missing > 0 {
            let more = money(missing);
            format!(
                "the policy's {} is less, and that costs the best play {more} a customer.",
                exact(own)
            )
        } else {
            format!("the policy gives {}.", exact(own))
        };
        let enough = exact(block.enough);
        format!("A fund of {enough} is enough: beyond it the best play gains nothing, whoever comes; {rest}")
    });
    if block.enough > 0 {
        words.push(format!(
            "With {} the best play {} and is worth {}; with {} it {} and is worth {}.",
            exact(0),
            ends(first),
            money(first.value),
            exact(block.enough),
            ends(last),
            money(last.value),
        ));
    }
    words.extend(typical_words(case, block));
    words
}

fn typical_words(case: &Case, block: &Block) -> Option<String> {
    let money = |cents: i64| amount(&case.money, cents);
    let exact = |cents: i64| case.money.money(cents);
    let low = block.rows.first()?;
    let high = block.row(case.money.fund).or(block.rows.last())?;
    let top = block.rows.iter().max_by_key(|row| row.typical_value)?;
    let mut words = format!(
        "A typical trainee comes to {} with {}",
        money(low.typical_value),
        exact(low.fund)
    );
    if high.fund > low.fund {
        words.push_str(&format!(" and {} with {}", money(high.typical_value), exact(high.fund)));
        if top.fund < high.fund && top.typical_value - high.typical_value >= 100 {
            let most = money(top.typical_value);
            words.push_str(&format!(
                " (but {most} with {}: the rest is given away)",
                exact(top.fund)
            ));
        }
    }
    let practice = high.best.value - high.typical_value;
    let fund = block.best(block.enough).value - high.best.value;
    words.push_str(&format!(
        ". With {} practice can win up to {} a customer, a larger fund {}.",
        exact(high.fund),
        money(practice),
        if fund > 0 { money(fund) } else { "nothing".to_owned() },
    ));
    Some(words)
}

fn library_words(block: &Block, policy: &Policy) -> String {
    let (first, last) = (block.best(0), block.best(block.enough));
    let good = |best: &Best| share(best.share(Tier::Champion) + best.share(Tier::Loyal));
    format!(
        "A fund of {} is enough for all of them. The best play leaves {} Loyal or Champion with {}, {} with that. The mean \
         value is above all that of the dearest customers.",
        policy.money(block.enough),
        good(first),
        policy.money(0),
        good(last),
    )
}

/// How the best play ends, in words.
pub fn ends(best: &Best) -> String {
    let mut tiers: Vec<(f64, Tier)> = Tier::ALL.iter().map(|&tier| (best.share(tier), tier)).collect();
    tiers.sort_by(|a, b| b.0.total_cmp(&a.0));
    let told: Vec<String> = tiers
        .iter()
        .filter(|(probability, _)| *probability >= 0.005)
        .map(|(probability, tier)| format!("{} ({})", tier.name(), share(*probability)))
        .collect();
    match told.as_slice() {
        [_] => format!("ends {}", tiers[0].1.name()),
        [first @ .., last] => format!("ends {} or {last}", first.join(", ")),
        [] => "ends in many ways".to_owned(),
    }
}

/// A probability in per cent that never claims more than there is: all and none only where it is so.
pub fn share(probability: f64) -> String {
    let per_cent = probability * 100.0;
    match per_cent {
        none if none < 1e-4 => "0%".to_owned(),
        little if little < 1.0 => "<1%".to_owned(),
        all if all > 100.0 - 1e-4 => "100%".to_owned(),
        most if most > 99.0 => ">99%".to_owned(),
        some => format!("{some:.0}%"),
    }
}

/// An amount to read: without cents where it is large.
pub fn amount(policy: &Policy, cents: i64) -> String {
    if cents.abs() < 10_000 {
        return policy.money(cents);
    }
    policy.money((cents + 50 * cents.signum()) / 100 * 100)
}

fn table(block: &Block, policy: &Policy, terminal: &mut Terminal) -> io::Result<()> {
    let head = [
        "",
        "fund",
        "best play",
        "Champion",
        "Loyal",
        "Passive",
        "worse",
        "spent",
        "typical",
    ];
    let mut rows: Vec<Vec<String>> = vec![head.iter().map(|&head| head.to_owned()).collect()];
    for row in &block.rows {
        let best = &row.best;
        let tier = |tier: Tier| share(best.share(tier));
        rows.push(vec![
            if row.as_it_is && block.as_it_is { "*" } else { "" }.to_owned(),
            policy.money(row.fund),
            amount(policy, best.value),
            tier(Tier::Champion),
            tier(Tier::Loyal),
            tier(Tier::Passive),
            share(best.share(Tier::Detractor) + best.share(Tier::Defector)),
            amount(policy, best.spent),
            amount(policy, row.typical_value),
        ]);
    }
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    for row in &rows {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:>width$}"));
        terminal.write(&format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_claims_no_more_than_there_is() {
        for (probability, expect) in [
            (0.0, "0%"),
            (0.004, "<1%"),
            (0.25, "25%"),
            (0.996, ">99%"),
            (1.0, "100%"),
            (0.999_999_9, "100%"),
        ] {
            assert_eq!(share(probability), expect, "{probability}");
        }
    }

    #[test]
    fn large_amounts_have_no_cents() {
        let policy = Policy::default();
        for (cents, expect) in [
            (0, "$0"),
            (1250, "$12.50"),
            (-9999, "−$99.99"),
            (63_453, "$635"),
            (-21_467, "−$215"),
        ] {
            assert_eq!(amount(&policy, cents), expect);
        }
    }
}

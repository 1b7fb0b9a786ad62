//! The answer as a table for spreadsheets: amounts in whole units with a point, shares as fractions of 1.

use super::answer::{Answer, Block, Conditions};
use super::told::per_cent;
use crate::customer::Tier;
use crate::vocabulary::Vocabulary;

/// The scenario column of the mean over all.
const ALL: &str = "(mean)";

const HEAD: [&str; 14] = [
    "scenario",
    "fund",
    "approval",
    "grants_percent",
    "as_it_is",
    "enough",
    "best_value",
    "best_spent",
    "defector",
    "detractor",
    "passive",
    "loyal",
    "champion",
    "typical_value",
];

/// One line for each scenario, approval list, manager and fund; the mean over all scenarios last.
pub fn sheet(answer: &Answer) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |record: &[String]| writer.write_record(record).expect("a list of bytes takes every record");
    write(&HEAD.map(str::to_owned));
    let cases = answer
        .scenarios
        .iter()
        .flat_map(|case| case.blocks.iter().map(|block| (case.scenario.as_str(), block)));
    for (scenario, block) in cases.chain(answer.library.iter().map(|block| (ALL, block))) {
        for record in records(scenario, block) {
            write(&record);
        }
    }
    let bytes = writer.into_inner().expect("a list of bytes is always flushed");
    String::from_utf8(bytes).expect("text was written")
}

fn records<'b>(scenario: &'b str, block: &'b Block) -> impl Iterator<Item = Vec<String>> + 'b {
    let Conditions { approval, grants, .. } = &block.conditions;
    // Empty where each scenario has its own.
    let approval = approval.as_ref().map_or_else(String::new, |acts| {
        if acts.is_empty() {
            "none".to_owned()
        } else {
            acts.join("+")
        }
    });
    let grants = grants.map_or_else(String::new, |weight| per_cent(weight).to_string());
    block.rows.iter().map(move |row| {
        let mut record = vec![
            scenario.to_owned(),
            units(row.fund),
            approval.clone(),
            grants.clone(),
            (row.as_it_is && block.as_it_is).to_string(),
            units(block.enough),
            units(row.best.value),
            units(row.best.spent),
        ];
        record.extend(Tier::ALL.iter().map(|&tier| format!("{:.6}", row.best.share(tier))));
        record.push(units(row.typical_value));
        record
    })
}

/// Cents as whole units with two decimals.
fn units(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_plain_numbers() {
        for (cents, expect) in [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-12_345, "-123.45")] {
            assert_eq!(units(cents), expect);
        }
    }
}

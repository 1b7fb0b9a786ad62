//! The findings and laws, against the oracle's own lines (`python3 docs/reference.py findings > tests/data/findings.txt`).

use bounceback::customer::Coefficients;
use bounceback::customer::evidence::{FINDINGS, laws};

const ORACLE: &str = include_str!("data/findings.txt");

/// All findings, in the oracle's form.
fn report(c: &Coefficients) -> String {
    let mut report = String::new();
    let mut failed = 0;
    for finding in FINDINGS {
        let verdict = finding.run(c);
        failed += u32::from(!verdict.holds);
        report += &format!(
            "{} {} {} {} | {} | {}\n",
            finding.id,
            finding.kind.letter(),
            if verdict.holds { "pass" } else { "FAIL" },
            finding.source,
            finding.claim,
            verdict.measured
        );
    }
    report + &format!("{} findings, {failed} failed\n", FINDINGS.len())
}

/// The ids of the findings that these coefficients fail.
fn failures(change: impl FnOnce(&mut Coefficients)) -> Vec<&'static str> {
    let mut c = Coefficients::shipped().clone();
    change(&mut c);
    FINDINGS
        .iter()
        .filter(|finding| !finding.run(&c).holds)
        .map(|finding| finding.id)
        .collect()
}

#[test]
fn every_finding_holds_and_reads_as_the_oracle_s() {
    let report = report(Coefficients::shipped());
    for (line, oracle) in report.lines().zip(ORACLE.lines()) {
        assert_eq!(line, oracle);
    }
    assert_eq!(report, ORACLE);
    assert_eq!(failures(|_| {}), [""; 0]);
}

/// The laws that these coefficients break in 40 random cases each, with the number of violations.
fn broken(change: impl FnOnce(&mut Coefficients)) -> Vec<(&'static str, u32)> {
    let mut c = Coefficients::shipped().clone();
    change(&mut c);
    laws::run(&c, 40, 1)
        .iter()
        .filter(|tally| tally.violations > 0)
        .map(|tally| (tally.law.name, tally.violations))
        .collect()
}

// What the oracle says under the same changes (`use(read_coefficients(), {"fix_dj": (0, 0, 40)})`).

#[test]
fn changed_coefficients_fail_the_findings_that_the_oracle_fails() {
    assert_eq!(failures(|c| c.fix_dj = [0, 0, 40]), ["P01", "P02"]);
    assert_eq!(failures(|c| c.leave_informed = c.leave_uninformed), ["P20"]);
    assert_eq!(failures(|c| c.cum_carry = 80), ["P10", "P11", "P12", "P23", "P34"]);
    assert_eq!(failures(|c| c.ij_overdone = 5), ["P18", "P27"]);
}

#[test]
fn a_broken_law_is_noticed_as_often_as_by_the_oracle() {
    assert_eq!(
        broken(|c| c.ij_overdone = 5),
        [("empathy", 33)],
        "empathy that never tires"
    );
    assert_eq!(
        broken(|c| c.fix_dj = [0, 50, 45]),
        [("delivery", 9)],
        "a promise worth more than its fix"
    );
    assert_eq!(
        broken(|c| c.pj_delay = 2),
        [
            ("wait", 5),
            ("pause", 7),
            ("avoidance", 1),
            ("avoidance_inside", 1),
            ("fix_earlier", 1),
            ("listen", 18)
        ],
        "a wait that pleases"
    );
}

#[test]
fn the_laws_hold_and_speak_about_as_many_cases_as_the_oracle_s() {
    let tallies = laws::run(Coefficients::shipped(), 40, 1);
    let silent: Vec<(&str, u32)> = tallies
        .iter()
        .filter(|tally| tally.cases < 40)
        .map(|tally| (tally.law.name, tally.cases))
        .collect();
    assert_eq!(
        silent,
        [("avoidance_inside", 38), ("fix_earlier", 34), ("delivery", 35)]
    );
    assert_eq!(tallies.len(), 11);
    assert_eq!(broken(|_| {}), []);
}

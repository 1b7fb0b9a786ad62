//! `too-easy`: a trainee who does not think does well.

use rayon::prelude::*;

use crate::drill::{Rules, Setup};
use crate::lint::about::About;
use crate::lint::case::Case;
use crate::lint::finding::Finding;
use crate::scenario::Rule;
use crate::solve::{Persona, Scale, TooLarge, played};
use crate::vocabulary::Vocabulary;

pub const ABOUT: About = About {
    rule: Rule::TooEasy,
    summary: "a trainee who follows one thoughtless idea earns 80 points or more in the mean over all customers",
    why: "There are five such trainees: one chooses anything, one is kind and gives nothing, one goes by the book, one takes what \
          costs most, one apologises and apologises again. What each earns is worked out exactly, for every customer who can come, \
          between the drill's worst play (0) and its best (100). Who earns that much without looking at the customer learns nothing \
          from the drill, and the grade says well done.",
    mend: "Let the idea fail somewhere: a beat where that kind of move is the wrong one, or comes too early.",
    example: "(id: \"sorry\", acts: [Apologise, Own, Fix], next: \"end\", …)    // whoever looks for an apology solves it",
};

/// The least mean score that is too much.
const MUCH: f64 = 80.0;

/// Lets personas meet customers, the likeliest first, as long as they can still earn that much. `scales` are those of the case's
/// customers.
pub fn check(case: &Case<'_>, scales: &[Scale], found: &mut Vec<Finding>) -> Result<(), TooLarge> {
    let Some(policy) = case.tempers.first().map(|setup| &setup.policy) else {
        return Ok(());
    };
    let solved = case.customers();
    let customers: Vec<(Setup, f64, Scale)> = Setup::all(case.scenario, policy)
        .into_iter()
        .filter_map(|(setup, weight)| {
            let at = solved.iter().position(|of| *of == setup)?;
            Some((setup, f64::from(weight) / 256_f64.powi(3), scales[at]))
        })
        .collect();
    let mean = |persona: &Persona| {
        let mut mean = 100.0;
        for (setup, share, scale) in &customers {
            let (_, played) = played(Rules::new(case.scenario, setup), *scale, *persona)?;
            mean -= share * (100.0 - played.score);
            if mean < MUCH - 1e-9 {
                return Ok(None);
            }
        }
        Ok(Some(mean))
    };
    let means: Vec<Option<f64>> = Persona::ALL.par_iter().map(mean).collect::<Result<_, TooLarge>>()?;
    let easy = Persona::ALL
        .iter()
        .zip(means)
        .filter_map(|(persona, mean)| Some((*persona, mean?)));
    let Some((persona, mean)) = easy.clone().max_by(|(_, a), (_, b)| a.total_cmp(b)) else {
        return Ok(());
    };
    let message = format!(
        "a trainee who {} earns {mean:.0} of 100 points in the mean over all customers",
        persona.words()
    );
    let mut finding = Finding::new(ABOUT.rule, message, case.places.id.clone()).label("nobody need think here");
    for (other, mean) in easy.filter(|(other, _)| *other != persona) {
        finding = finding.help(format!("one who {} earns {mean:.0}", other.words()));
    }
    found.push(finding.help("let the idea fail somewhere: a beat where that kind of move is the wrong one"));
    Ok(())
}

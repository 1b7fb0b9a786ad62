//! Judging a drill: what its replay and its review come to, as the records count it.

use super::{JUDGE, Judged, JudgedMove, Kept, Mistake};
use crate::customer::{self, ActKind, Stance};
use crate::drill::{Choice, Drill, Mark, ReplayError, Step, service_card};
use crate::scenario::{BeatId, read};
use crate::session::team::ReplayFault;
use crate::solve::{MoveReview, Review, TooLarge, review};
use std::sync::Arc;

/// Why a drill cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JudgeError {
    /// Its scenario's text is not valid any more.
    BadScenario,
    /// Its choices do not replay.
    Replay(ReplayError),
    /// It was left before its end.
    Unfinished,
    /// A session's commands do not replay.
    Session(ReplayFault),
    /// Its scenario cannot be solved.
    TooLarge(TooLarge),
}

impl std::fmt::Display for JudgeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BadScenario => f.write_str("the scenario's text as it was played cannot be read by this bounceback"),
            Self::Replay(error) => error.fmt(f),
            Self::Session(fault) => fault.fmt(f),
            Self::Unfinished => f.write_str("the drill was left before its end"),
            Self::TooLarge(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for JudgeError {}

/// Judges a finished drill from its review.
#[must_use]
pub fn judge(drill: &Drill, review: &Review) -> Judged {
    let rules = drill.rules();
    let start = rules.start();
    let end = rules.final_outcome(drill.state());
    let mut service = [Mark::NotOnOffer; 7];
    for (mark, step) in service.iter_mut().zip(service_card(drill).steps) {
        *mark = step.mark;
    }
    let asked = ActKind::CheckWithManager.bit() | ActKind::Transfer.bit();
    let moves = drill.steps().iter().zip(&review.moves);
    Judged {
        judge: JUDGE,
        tier: end.tier,
        score: hundredths(review.recovery_score),
        accuracy: hundredths(review.accuracy),
        luck: signed_hundredths(review.luck),
        service,
        net: end.net,
        best_net: review.best_cents,
        idle_net: rules.outcome(&start).net,
        cost: end.remedy + end.labour,
        good: end.wom_good,
        bad: end.wom_bad,
        bad_at_start: rules.outcome(&start).wom_bad,
        alone: drill
            .steps()
            .iter()
            .all(|step| acts(drill, step, step.choice).is_none_or(|acts| acts.set() & asked == 0)),
        moves: moves.map(|(step, found)| judged_move(drill, step, found)).collect(),
    }
}

/// Judges a drill as it was kept, with the scenario's text as it was played: replays and reviews it.
///
/// # Errors
/// Why it cannot be judged; that will not change before [`JUDGE`] does.
pub fn judge_kept(kept: &Kept, text: &str) -> Result<Judged, JudgeError> {
    let scenario = Arc::new(read(text).scenario.ok_or(JudgeError::BadScenario)?);
    let drill = Drill::replay(&scenario, &kept.record()).map_err(JudgeError::Replay)?;
    if !drill.is_over() {
        return Err(JudgeError::Unfinished);
    }
    Ok(judge(&drill, &review(&drill).map_err(JudgeError::TooLarge)?))
}

fn judged_move(drill: &Drill, step: &Step, found: &MoveReview) -> JudgedMove {
    let beat = drill.rules().beat(&step.before).map_or(0, BeatId::index);
    JudgedMove {
        beat: u16::try_from(beat).expect("a beat's place fits 16 bits: that is what its id holds"),
        choice: step.choice,
        lost: u32::from(hundredths(found.points_lost)),
        mistake: (found.points_lost > Mistake::FROM).then(|| mistake(drill, step, found)),
    }
}

/// The acts of a choice at a step; `None` for a silence.
fn acts<'d>(drill: &'d Drill, step: &Step, choice: Choice) -> Option<&'d customer::Move> {
    let Choice::Move(index) = choice else { return None };
    let beat = drill.scenario.beat(drill.rules().beat(&step.before)?);
    beat.moves.get(usize::from(index)).map(|mv| &mv.acts)
}

fn mistake(drill: &Drill, step: &Step, found: &MoveReview) -> Mistake {
    let kinds = |choice: Choice, stance: Stance| {
        let acts = acts(drill, step, choice).map_or(&[][..], customer::Move::acts);
        acts.iter()
            .map(|act| act.kind())
            .filter(move |kind| kind.stance() == stance)
    };
    if let Some(act) = kinds(step.choice, Stance::Avoidance).next() {
        return Mistake::Did(act);
    }
    let Some(better) = found.better else {
        return Mistake::Otherwise;
    };
    let has = acts(drill, step, step.choice).map_or(0, customer::Move::set);
    kinds(Choice::Move(better), Stance::Recovery)
        .find(|kind| kind.bit() & has == 0)
        .map_or(Mistake::Otherwise, Mistake::Left)
}

/// Points as hundredths: 0..=10000.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=10000"
)]
fn hundredths(points: f64) -> u16 {
    (points * 100.0).round().clamp(0.0, 10_000.0) as u16
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to what 32 bits hold")]
fn signed_hundredths(points: f64) -> i32 {
    (points * 100.0).round().clamp(f64::from(i32::MIN), f64::from(i32::MAX)) as i32
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::customer::{Temper, Tier};
    use crate::drill::Setup;
    use crate::scenario::template;

    /// What the judge's number stands for: whoever changes one of these raises [`JUDGE`] and writes the new line here.
    const JUDGED_BY: (u16, &str) = (1, "55d501fff3923df6");

    fn played(ids: &[&str]) -> Drill {
        let scenario = Arc::new(read(&template("cake")).scenario.expect("valid"));
        let setup = Setup::draw(&scenario, scenario.policy.clone(), Some(Temper::Typical), 5);
        let mut drill = Drill::start(&scenario, setup, 5);
        for id in ids {
            let choice = if *id == "wait" {
                Choice::Wait
            } else {
                let beat = drill.rules().beat(drill.state()).expect("not over");
                let moves = &drill.scenario.beat(beat).moves;
                let at = moves.iter().position(|mv| mv.id == *id).expect("a move of the beat");
                Choice::Move(u8::try_from(at).expect("few"))
            };
            drill.choose(choice).expect("legal");
        }
        drill
    }

    fn judged(ids: &[&str]) -> Judged {
        let drill = played(ids);
        judge(&drill, &review(&drill).expect("small"))
    }

    #[test]
    fn the_number_of_the_judge_is_raised_where_the_model_changes() {
        let table = include_str!("../../assets/coefficients.ron").replace("\r\n", "\n");
        let digest = Sha256::digest(table.as_bytes());
        let digest = u64::from_be_bytes(*digest.first_chunk().expect("a digest is longer"));
        let digest = format!("{digest:016x}");
        assert_eq!(
            (JUDGE, digest.as_str()),
            JUDGED_BY,
            "assets/coefficients.ron has changed: raise record::JUDGE, so that drills are judged anew, and write both here"
        );
        // The rest of what drills are judged by: solver, grades, card. One drill stands for it.
        let found = judged(&["slip", "own", "candles", "check"]);
        let told = (
            found.tier,
            found.score,
            found.accuracy,
            found.net,
            found.best_net,
            found.cost,
        );
        assert_eq!(told, GOLDEN, "drills are judged otherwise now: raise record::JUDGE");
    }

    const GOLDEN: (Tier, u16, u16, i64, i64, i64) = (Tier::Passive, 5848, 7844, 36_395, 64_305, 1525);

    #[test]
    fn the_best_play_has_no_mistake() {
        let found = judged(&["hear", "own", "candles", "check"]);
        assert_eq!((found.score, found.tier, found.luck), (10_000, Tier::Champion, 0));
        assert!(found.alone && found.avoidance().next().is_none());
        assert_eq!(found.moves.len(), 4);
        assert!(found.moves.iter().all(|mv| mv.lost == 0 && mv.mistake.is_none()));
        assert!(found.net > found.idle_net && found.best_net >= found.net && found.cost > 0);
        assert_eq!(found.judge, JUDGE);
    }

    #[test]
    fn an_act_of_avoidance_is_named_and_what_was_left_out_too() {
        let found = judged(&["slip", "own", "candles", "check"]);
        assert_eq!(found.moves[0].mistake, Some(Mistake::Did(ActKind::DemandProof)));
        assert_eq!(found.avoidance().collect::<Vec<_>>(), [ActKind::DemandProof]);
        assert!(found.moves[0].lost > 500);
        let silent = judged(&["wait", "wait", "wait", "wait", "hear", "own", "candles", "check"]);
        let silences: Vec<_> = silent.moves[..4].iter().filter_map(|mv| mv.mistake).collect();
        assert!(
            silences.iter().all(|mistake| matches!(mistake, Mistake::Left(_))),
            "{silences:?}"
        );
    }

    #[test]
    fn what_was_kept_is_judged_as_what_was_played() {
        use crate::record::{Begun, DrillId, Entry};
        use crate::session::{Mode, Pace, Reflection};
        let drill = played(&["slip", "own", "candles", "check"]);
        let record = drill.record();
        let chose = |choice: Choice| Entry::Chose {
            choice,
            thought_millis: 900,
        };
        let mut kept = Kept {
            begun: Begun {
                id: DrillId::new(),
                person: None,
                scenario: record.scenario.clone(),
                hash: record.hash,
                setup: record.setup.clone(),
                seed: record.seed,
                mode: Mode::Practice,
                pace: Pace::Untimed,
                at: jiff::Timestamp::UNIX_EPOCH,
                retry_of: None,
                sure_before: None,
            },
            entries: record.choices.iter().copied().map(chose).collect(),
            ended: None,
            judged: None,
            reflection: Reflection::default(),
        };
        let expected = judge(&drill, &review(&drill).expect("small"));
        assert_eq!(judge_kept(&kept, &template("cake")), Ok(expected));
        kept.entries.push(Entry::Undid);
        assert_eq!(judge_kept(&kept, &template("cake")), Err(JudgeError::Unfinished));
        assert_eq!(judge_kept(&kept, "Scenario("), Err(JudgeError::BadScenario));
        assert!(matches!(
            judge_kept(&kept, &template("pie")),
            Err(JudgeError::Replay(_))
        ));
    }
}

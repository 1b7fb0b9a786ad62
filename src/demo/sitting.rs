//! One drill of a made-up trainee, played by the rules and recorded as every other is.

use jiff::{SignedDuration, Timestamp};

use super::DemoError;
use super::customers::{Customers, Shelved};
use super::dice::Dice;
use super::trainee::{Trainee, choose};
use crate::customer::{self, ActKind, Stance};
use crate::drill::{Choice, Drill, Offer};
use crate::practice::{Attempt, Mistake};
use crate::record::{DrillId, Player, Recorder, Store, judge};
use crate::session::{Hinted, Reflection, Solo};
use crate::solve::{Solver, review_with};

/// Points (hundredths) from which a move is taken back in practice, where feelings are seen.
const REGRETTED_FROM: u32 = 1200;

/// What is known before a drill begins.
pub struct Seat<'a> {
    pub trainee: &'a mut Trainee,
    pub player: Player,
    pub at: Timestamp,
    /// The place of its scenario on the shelf.
    pub scenario: usize,
    /// The mistake that is rehearsed, where it takes up another drill.
    pub rehearsed: Option<Mistake>,
}

/// What came of it.
pub struct Sat {
    pub attempt: Option<Attempt>,
    pub until: Timestamp,
}

/// Plays a drill from where it stands to its end, or to where the trainee gives up.
pub fn sit(
    store: &mut dyn Store,
    shelf: &[Shelved],
    customers: &mut Customers<'_>,
    mut solo: Solo,
    seat: Seat<'_>,
    dice: &mut Dice,
) -> Result<Sat, DemoError> {
    let Seat {
        trainee,
        player,
        at,
        scenario,
        rehearsed,
    } = seat;
    let shelved = &shelf[scenario];
    let id = shelved.scenario.id.as_str();
    let drill = DrillId(dice.id(at));
    let (mut recorder, said) = Recorder::begin_as(drill, store, &solo, &shelved.text, player, at);
    kept(said)?;
    let solver = customers
        .solver(scenario, &solo.drill().setup)
        .ok_or(DemoError::Stranger)?;
    let gives_up_at = (rehearsed.is_none() && dice.happens(25)).then(|| dice.between(1, 6));
    let mut moves = 0;
    let mut now = at + SignedDuration::from_secs(i64::from(dice.between(20, 90)));
    while !solo.drill().is_over() && gives_up_at.is_none_or(|last| moves < last) {
        let thought = trainee.thinks(id, dice);
        now +=
            SignedDuration::from_millis(i64::try_from(thought).unwrap_or(0) + i64::from(dice.between(6_000, 20_000)));
        if !solo.pass(thought).is_empty() {
            recorder.hold(&solo, 0);
            if solo.drill().is_over() {
                break;
            }
        }
        let mut note = |solo: &Solo| recorder.hold(solo, thought);
        if !decide(&mut solo, solver, trainee, &mut note, dice)? {
            break;
        }
        moves += 1;
    }
    let over = solo.drill().is_over();
    if !over && dice.happens(150) {
        // Left open: it can be gone on with.
        kept(recorder.note(store, &solo, 0))?;
        return Ok(Sat {
            attempt: None,
            until: now,
        });
    }
    kept(recorder.end(store, &solo, now))?;
    if !over {
        kept(recorder.judge(store, None))?;
        return Ok(Sat {
            attempt: None,
            until: now,
        });
    }
    let review = review_with(solver, solo.drill()).map_err(|_| DemoError::Stranger)?;
    let judged = judge(solo.drill(), &review);
    let made: Vec<Mistake> = judged.moves.iter().filter_map(|judged| judged.mistake).collect();
    let reflection = reflects(trainee, id, judged.accuracy, &made, dice);
    kept(recorder.judge(store, Some(judged)))?;
    if !reflection.is_empty() {
        kept(recorder.reflect(store, &reflection))?;
    }
    if !recorder.is_complete() {
        return Err(DemoError::NotKept("a part of a drill was not kept".to_owned()));
    }
    trainee.learns(
        id,
        &made,
        rehearsed.filter(|rehearsed| !made.contains(rehearsed)),
        player.retry_of.is_some(),
    );
    let until = now + SignedDuration::from_secs(i64::from(dice.between(40, 240)));
    Ok(Sat {
        attempt: store.kept(drill)?.attempt(),
        until,
    })
}

/// A sentence of the recorder's is a failure here: this practice has no other purpose than to be kept.
fn kept(said: Option<String>) -> Result<(), DemoError> {
    said.map_or(Ok(()), |words| Err(DemoError::NotKept(words)))
}

/// Makes one decision, with hints and second thoughts; `false` where nothing can be done.
fn decide(
    solo: &mut Solo,
    solver: &mut Solver<'_>,
    trainee: &Trainee,
    note: &mut dyn FnMut(&Solo),
    dice: &mut Dice,
) -> Result<bool, DemoError> {
    let offers: Vec<Offer> = solo
        .offers()
        .into_iter()
        .filter(|offer| offer.barred.is_none())
        .collect();
    if offers.is_empty() {
        let waited = solo.wait().is_ok();
        note(solo);
        return Ok(waited);
    }
    let costs = costs(solo.drill(), solver, &offers)?;
    let half = trainee.half(&solo.drill().scenario.id);
    // Who is unsure asks.
    if solo.can_hint() && dice.happens(half / 25) && solo.hint() && dice.happens(300) {
        solo.hint();
    }
    let mut seems: Vec<u32> = costs
        .iter()
        .map(|cost| trainee.seems(cost.lost, cost.mistake))
        .collect();
    if solo.hinted() == Hinted::Move {
        seems = costs.iter().map(|cost| cost.lost * 20).collect();
    }
    let Some(at) = choose(&seems, half, dice) else {
        return Ok(false);
    };
    if solo.choose(offers[at].index).is_err() {
        return Ok(false);
    }
    note(solo);
    let regretted = costs[at].lost >= REGRETTED_FROM && dice.happens(200);
    if regretted && solo.can_undo() && solo.undo() {
        note(solo);
        seems[at] = u32::MAX;
        let another = choose(&seems, half, dice).is_some_and(|at| solo.choose(offers[at].index).is_ok());
        note(solo);
        return Ok(another);
    }
    Ok(true)
}

/// What a move costs, and which mistake it would be.
pub struct Cost {
    /// Hundredths of points.
    pub lost: u32,
    pub mistake: Mistake,
}

/// What each of these moves costs where a drill stands.
pub fn costs(drill: &Drill, solver: &mut Solver<'_>, offers: &[Offer]) -> Result<Vec<Cost>, DemoError> {
    let large = |_| DemoError::Stranger;
    let state = drill.state();
    let scale = solver.scale().map_err(large)?;
    let here = solver.solve(state).map_err(large)?;
    let Some(beat) = drill.rules().beat(state) else {
        return Ok(Vec::new());
    };
    let moves = &drill.scenario.beat(beat).moves;
    let best = here.choice.map(|index| &moves[usize::from(index)].acts);
    let mut costs = Vec::new();
    for offer in offers {
        let after = solver.after(state, Choice::Move(offer.index)).map_err(large)?;
        let points = scale.points(here.best.cents_above(after.best)).clamp(0.0, 100.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10,000")]
        let lost = (points * 100.0).round() as u32;
        costs.push(Cost {
            lost,
            mistake: mistake(&moves[usize::from(offer.index)].acts, best),
        });
    }
    Ok(costs)
}

/// Which mistake a move would be where this one is best: as the judge says.
fn mistake(acts: &customer::Move, best: Option<&customer::Move>) -> Mistake {
    let first = |acts: &customer::Move, stance: Stance, has: &dyn Fn(ActKind) -> bool| {
        let mut kinds = acts.acts().iter().map(|act| act.kind());
        kinds.find(|kind| kind.stance() == stance && !has(*kind))
    };
    let did = first(acts, Stance::Avoidance, &|_| false).map(Mistake::Did);
    let left = || best.and_then(|best| first(best, Stance::Recovery, &|kind| acts.has(kind)).map(Mistake::Left));
    did.or_else(left).unwrap_or(Mistake::Otherwise)
}

/// What the trainee says of it, where they say anything.
fn reflects(trainee: &Trainee, scenario: &str, accuracy: u16, made: &[Mistake], dice: &mut Dice) -> Reflection {
    let mut said = Reflection::default();
    if dice.happens(750) {
        said.sure = Some(trainee.sure_after(scenario, accuracy, dice));
    }
    if dice.happens(120) {
        if let Some(mistake) = made.first() {
            said.happened = format!("I {}.", mistake.words());
            said.change = dice.one(&CHANGES).to_string();
        } else {
            said.keep = dice.one(&KEEPS).to_string();
        }
    }
    said
}

const CHANGES: [&str; 5] = [
    "Wait a breath before I answer.",
    "Say what I will do, and by when, before anything else.",
    "Let them finish. The facts come by themselves.",
    "Not look for whose fault it was.",
    "Use the fund: it is there for this.",
];

const KEEPS: [&str; 4] = [
    "Listen first, then act at once.",
    "The apology in one sentence, without a but.",
    "To call again the next day. It costs a minute.",
    "To say back what I understood.",
];

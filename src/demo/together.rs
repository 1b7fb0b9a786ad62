//! Team sessions of made-up people: everybody votes by what they can, the team talks and decides, as the rules of a session have it.

use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

use super::DemoError;
use super::customers::{Customers, Shelved};
use super::dice::Dice;
use super::sitting::costs;
use super::trainee::{Trainee, choose};
use crate::drill::{Offer, Setup};
use crate::record::{Store, keep_session};
use crate::session::team::{Change, Command, Kind, MemberId, NoteKind, Phase, Plan, Start, Team, TeamReview};
use crate::solve::Solver;

/// No session has more commands.
const COMMANDS_MAX: usize = 4_000;

/// Who could come.
pub struct Colleague<'a> {
    pub name: &'a str,
    pub trainee: &'a Trainee,
}

/// The days of a year's sessions: about one a month.
pub fn days(days: u32, dice: &mut Dice) -> Vec<u32> {
    let months = days / 30;
    (0..months).map(|month| month * 30 + dice.below(30)).collect()
}

/// Holds a session at a time and keeps it. `number` counts the sessions of the year: plans grow with them.
pub fn hold(
    store: &mut dyn Store,
    shelf: &[Shelved],
    customers: &mut Customers<'_>,
    colleagues: &[Colleague<'_>],
    (at, number): (&Zoned, usize),
    dice: &mut Dice,
) -> Result<(), DemoError> {
    let place = *dice.one(&customers.solved());
    let shelved = &shelf[place];
    let seed = shelved.seed(dice);
    let start = Start {
        setup: Setup::draw(&shelved.scenario, shelved.policy.clone(), None, seed),
        ..Start::new(&shelved.scenario, seed)
    };
    let solver = customers.solver(place, &start.setup).ok_or(DemoError::Stranger)?;
    let mut room = Room {
        team: Team::start(&shelved.scenario, start),
        now: at.timestamp(),
        who: guests(colleagues, dice),
        colleagues,
    };
    room.play(solver, dice)?;
    let review = TeamReview::with(solver, &room.team).map_err(|_| DemoError::Stranger)?;
    let kept = keep_session(store, &shelved.text, &room.team, &review, &plan(number), room.now);
    kept.map(drop).map_err(DemoError::NotKept)
}

/// Three to eight of them, or all there are.
fn guests(colleagues: &[Colleague<'_>], dice: &mut Dice) -> Vec<usize> {
    let mut left: Vec<usize> = (0..colleagues.len()).collect();
    let mut who = Vec::new();
    for _ in 0..dice.between(3, 8) {
        if left.is_empty() {
            break;
        }
        let at = dice.below(u32::try_from(left.len()).unwrap_or(u32::MAX));
        who.push(left.swap_remove(usize::try_from(at).unwrap_or(0)));
    }
    who
}

/// A session that is held.
struct Room<'a> {
    team: Team,
    now: Timestamp,
    /// Places among the colleagues, in the order in which they joined.
    who: Vec<usize>,
    colleagues: &'a [Colleague<'a>],
}

impl Room<'_> {
    fn take(&mut self, command: &Command, seconds: u32) -> Result<(), DemoError> {
        self.now = self
            .now
            .saturating_add(SignedDuration::from_secs(seconds.into()))
            .unwrap_or(self.now);
        let millis = u64::try_from(self.now.as_millisecond()).unwrap_or(0);
        let taken = self.team.take(millis, command);
        taken
            .map(drop)
            .map_err(|refused| DemoError::NotKept(refused.to_string()))
    }

    fn members(&self) -> impl Iterator<Item = (MemberId, usize)> + use<> {
        let who = self.who.clone();
        (0..).map(MemberId).zip(who)
    }

    fn play(&mut self, solver: &mut Solver<'_>, dice: &mut Dice) -> Result<(), DemoError> {
        self.take(&Command::Door { open: true }, 0)?;
        for (_, at) in self.members() {
            let first = self.colleagues[at].name.split(' ').next().unwrap_or_default();
            self.take(&Command::Join { name: first.to_owned() }, dice.between(2, 9))?;
        }
        while self.team.log().entries.len() < COMMANDS_MAX {
            match self.team.phase() {
                Phase::Debrief | Phase::Over => break,
                Phase::Listening if dice.happens(120) => {
                    let injects = self.team.facilitator_view(0).injects;
                    match injects.first() {
                        Some(inject) => self.take(&Command::Inject { id: inject.id.clone() }, 15)?,
                        None => self.take(&Command::Next, 15)?,
                    }
                }
                Phase::Vote | Phase::Second => self.vote(solver, dice)?,
                Phase::Talk if dice.happens(150) => self.take(&Command::HotSeat { member: None }, 60)?,
                Phase::Tie => self.take(&Command::HotSeat { member: None }, 30)?,
                Phase::HotSeat(member) => {
                    let (_, at) = self.members().nth(member.index()).ok_or(DemoError::Stranger)?;
                    let choice = self.thinks(solver, at, dice)?.ok_or(DemoError::Stranger)?;
                    self.take(&Command::Decide { member, choice }, 20)?;
                }
                Phase::Talk => self.take(&Command::Next, dice.between(40, 120))?,
                Phase::Lobby | Phase::Listening | Phase::Aftercare | Phase::Reveal | Phase::Reaction => {
                    // Where every move is barred time is all that is left.
                    let stuck = self.team.drill().offers().iter().all(|offer| offer.barred.is_some());
                    let command = if stuck && self.team.phase() == Phase::Listening {
                        Command::Silence
                    } else {
                        Command::Next
                    };
                    self.take(&command, dice.between(5, 20))?;
                }
            }
        }
        self.look_back(dice)
    }

    /// Everybody votes; after the talk most follow what most thought at first.
    fn vote(&mut self, solver: &mut Solver<'_>, dice: &mut Dice) -> Result<(), DemoError> {
        let Some((ballot, kind)) = self.team.voting().map(|open| (open.id, open.kind)) else {
            return self.take(&Command::Next, 5);
        };
        let first = self.team.rounds().last().and_then(|round| round.last(Kind::First));
        let leading = first.and_then(|first| first.leading().first().copied());
        for (member, at) in self.members() {
            let still_open = self.team.voting().is_some_and(|open| open.id == ballot);
            if !still_open {
                return Ok(()); // all have voted
            }
            let own = self.thinks(solver, at, dice)?;
            let follows = kind == Kind::Second && dice.happens(600);
            if let Some(choice) = leading.filter(|_| follows).or(own) {
                self.take(&Command::Vote { member, ballot, choice }, dice.between(1, 6))?;
            }
        }
        if self.team.voting().is_some_and(|open| open.id == ballot) {
            self.take(&Command::Next, 5)?;
        }
        Ok(())
    }

    /// What somebody would do.
    fn thinks(&self, solver: &mut Solver<'_>, at: usize, dice: &mut Dice) -> Result<Option<u8>, DemoError> {
        let drill = self.team.drill();
        let free = drill.offers().into_iter().filter(|offer| offer.barred.is_none());
        let offers: Vec<Offer> = free.collect();
        let trainee = self.colleagues[at].trainee;
        let costs = costs(drill, solver, &offers)?;
        let seems: Vec<u32> = costs
            .iter()
            .map(|cost| trainee.seems(cost.lost, cost.mistake))
            .collect();
        let half = trainee.half(&drill.scenario.id);
        Ok(choose(&seems, half, dice).map(|at| offers[at].index))
    }

    fn look_back(&mut self, dice: &mut Dice) -> Result<(), DemoError> {
        if !matches!(self.team.phase(), Phase::Debrief | Phase::Over) {
            self.take(&Command::End, 5)?;
        }
        for (member, _) in self.members() {
            if dice.happens(300) {
                self.take(&Command::Shown { member, shown: true }, 4)?;
            }
            if dice.happens(400) {
                let (kind, text) = if dice.happens(500) {
                    (NoteKind::Plus, *dice.one(&PLUS))
                } else {
                    (NoteKind::Delta, *dice.one(&DELTA))
                };
                let text = text.to_owned();
                self.take(&Command::Note { member, kind, text }, 12)?;
            }
        }
        Ok(())
    }
}

/// A plan that grows from session to session.
fn plan(number: usize) -> Plan {
    let changes = CHANGES.iter().take(number / 2).map(|(what, who, when)| Change {
        what: (*what).to_owned(),
        who: (*who).to_owned(),
        when: (*when).to_owned(),
    });
    Plan {
        say: if number > 0 {
            "We heard you, and this is ours.".to_owned()
        } else {
            String::new()
        },
        act: if number > 2 {
            "Mend it while they are still there.".to_owned()
        } else {
            String::new()
        },
        allowed: if number > 4 {
            "Whoever hears it may make it good, up to the fund.".to_owned()
        } else {
            String::new()
        },
        fund: (number > 4).then_some(150),
        approval: (number > 6).then(Vec::new),
        changes: changes.collect(),
    }
}

const PLUS: [&str; 5] = [
    "We let them finish before anybody offered anything.",
    "The question before the fix saved us a wrong one.",
    "One apology, and it was heard.",
    "We used the fund without asking three times.",
    "Somebody disagreed early, and was right.",
];

const DELTA: [&str; 5] = [
    "We explained before we owned it.",
    "Two of us saw it at once and said nothing.",
    "The call the day after was nobody's.",
    "We were kind at length while the clock ran.",
    "Say by when, or do not promise.",
];

const CHANGES: [(&str, &str, &str); 4] = [
    (
        "One list for all messages, cleared at ten and four",
        "front desk",
        "next Monday",
    ),
    (
        "The fund stands on a card at every desk",
        "team lead",
        "end of the month",
    ),
    ("Whoever mends it calls the day after", "everybody", "from now on"),
    ("Read names and orders back before they leave", "counter", "from now on"),
];

/// A moment later in the day of a session.
pub fn morning(day: &Zoned, dice: &mut Dice) -> Zoned {
    let minutes = i64::from(dice.between(0, 240));
    day.saturating_add((9 * 60 + minutes).minutes())
}

//! What everybody may see: the shared screen, and all phones alike.

use serde::Serialize;

use super::prompt::prompt;
use super::{Ballot, By, Kind, Phase, Round, Team};
use crate::drill::{Choice, Shown, Speaker, Utterance};
use crate::vocabulary::Vocabulary;

/// Something said or seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaidView {
    /// "customer", "trainee", "scene", "step", "note".
    pub by: &'static str,
    pub text: String,
}

impl From<Utterance> for SaidView {
    fn from(said: Utterance) -> Self {
        let by = match said.speaker {
            Speaker::Scene => "scene",
            Speaker::Customer => "customer",
            Speaker::Trainee => "trainee",
            Speaker::Step => "step",
            Speaker::Note => "note",
        };
        Self { by, text: said.text }
    }
}

/// A move on offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoveView {
    /// What a vote names.
    pub choice: u8,
    /// Its number on screen, from 1.
    pub number: u8,
    pub say: String,
    /// What it costs, or saves, in words; `None`: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<String>,
    /// Why it cannot be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barred: Option<String>,
    /// Whether it can be voted for in the ballot that is open.
    pub open: bool,
    /// How many voted for it; only once the ballot is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u32>,
}

/// What everybody may see. Holds no vote before the reveal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoomView {
    pub title: String,
    /// The customer's name.
    pub customer: String,
    /// Where it takes place and what went wrong, for the lobby.
    pub place: String,
    pub trouble: String,
    /// "Lobby", "Listening", "Aftercare", "Vote", "Reveal", "Talk", "Second", "Tie", "`HotSeat`", "Reaction", "Debrief", "Over".
    pub phase: &'static str,
    pub paused: bool,
    pub door_open: bool,
    /// The beat, from 1; 0 in the lobby of a session that has not begun.
    pub beat: usize,
    /// The day after the talk.
    pub day: Option<u8>,
    pub feelings: Shown,
    /// What the customer felt before the team's move, while its effect is seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feelings_before: Option<Shown>,
    /// What the customer said last.
    pub line: String,
    /// What can be seen here.
    pub scene: Option<String>,
    /// What was said and seen because of the team's move.
    pub said: Vec<SaidView>,
    /// What injects brought at this beat, the customer's words apart: those are the line.
    pub brought: Vec<SaidView>,
    pub moves: Vec<MoveView>,
    /// The ballot in which votes are taken now.
    pub ballot: Option<u32>,
    /// How many have voted in it, or in the one whose votes are seen, of how many.
    pub voted: u32,
    pub of: u32,
    /// What to talk about.
    pub prompt: Option<String>,
    /// Who sits in the hot seat.
    pub seat: Option<String>,
    /// How the team came to its move: "vote", "seat", "facilitator".
    pub decided_by: Option<&'static str>,
    pub decided: Option<String>,
    /// How many are in the room, and how many ask to come in.
    pub present: u32,
    /// What is left of the fund, as money.
    pub money_left: String,
    /// When this phase began, in the time of the commands.
    pub since_millis: u64,
    /// How the customer left, in the debrief.
    pub tier: Option<&'static str>,
}

impl Phase {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lobby => "Lobby",
            Self::Listening => "Listening",
            Self::Aftercare => "Aftercare",
            Self::Vote => "Vote",
            Self::Reveal => "Reveal",
            Self::Talk => "Talk",
            Self::Second => "Second",
            Self::Tie => "Tie",
            Self::HotSeat(_) => "HotSeat",
            Self::Reaction => "Reaction",
            Self::Debrief => "Debrief",
            Self::Over => "Over",
        }
    }
}

impl Team {
    /// What everybody may see now.
    #[must_use]
    pub fn room_view(&self) -> RoomView {
        let drill = &self.drill;
        let (rules, names) = (drill.rules(), drill.rules().names());
        let round = self.rounds.last().filter(|_| self.phase != Phase::Lobby);
        let briefing = &drill.scenario.briefing;
        let (voted, of) = match self.shown_ballot().filter(|ballot| ballot.is_closed()) {
            Some(ballot) => (ballot.count(), self.present.max(ballot.count())),
            None => self.voted(),
        };
        let after = matches!(self.phase, Phase::Debrief | Phase::Over);
        let decision = round.and_then(|round| round.decision);
        let heard = round.is_some();
        RoomView {
            title: drill.scenario.title.clone(),
            customer: drill.scenario.customer.first_name().to_owned(),
            place: briefing.place.fill(&names),
            trouble: briefing.trouble.fill(&names),
            phase: self.phase.name(),
            paused: self.paused,
            door_open: self.door_open,
            beat: if heard { self.rounds.len() } else { 0 },
            day: rules
                .beat(drill.state())
                .and_then(|beat| drill.scenario.beat(beat).day)
                .map(|day| day.day),
            feelings: Shown::from(rules.feelings(drill.state())),
            feelings_before: round
                .and_then(|round| round.last_step)
                .filter(|_| self.phase == Phase::Reaction)
                .map(|step| Shown::from(rules.feelings(&drill.steps()[step].before))),
            line: if heard { self.line() } else { String::new() },
            scene: rules
                .scene(drill.state())
                .filter(|_| heard)
                .map(|text| text.fill(&names)),
            said: round.map(|round| self.said(round)).unwrap_or_default(),
            brought: round.map(|round| self.brought(round)).unwrap_or_default(),
            moves: if self.is_at_beat() {
                self.moves_view()
            } else {
                Vec::new()
            },
            ballot: self.voting().map(|ballot| ballot.id),
            voted,
            of,
            prompt: round.and_then(|round| self.prompt(round)),
            seat: match self.phase {
                Phase::HotSeat(member) => self.members.get(member.index()).map(|seated| seated.name.clone()),
                _ => None,
            },
            decided_by: decision.map(|decision| match decision.by {
                By::Vote => "vote",
                By::HotSeat(_) => "seat",
                By::Facilitator => "facilitator",
            }),
            decided: decision.and_then(|decision| self.words_at(round?, decision.choice)),
            present: self.present,
            money_left: drill.setup.policy.money(rules.money_left(drill.state())),
            since_millis: self.since_millis,
            tier: after.then(|| rules.final_outcome(drill.state()).tier.name()),
        }
    }

    /// What the customer said last.
    fn line(&self) -> String {
        let said = |utterances: Vec<Utterance>| {
            let own = utterances
                .into_iter()
                .rev()
                .find(|said| said.speaker == Speaker::Customer);
            own.map(|said| said.text)
        };
        let steps = (0..self.drill.steps().len()).rev();
        let mut later = steps.map(|step| self.drill.reaction(step));
        later
            .find_map(said)
            .or_else(|| said(self.drill.opening()))
            .unwrap_or_default()
    }

    /// What came of the last step of a round: without what the next beat begins with.
    fn said(&self, round: &Round) -> Vec<SaidView> {
        if self.phase != Phase::Reaction {
            return Vec::new();
        }
        let Some(step) = round.last_step else { return Vec::new() };
        let taken = &self.drill.steps()[step];
        let mut said = self.drill.reaction(step);
        if taken.transition.next.place != taken.before.place {
            let arrival = self.drill.rules().arrival(&taken.transition.next).len();
            said.truncate(said.len().saturating_sub(arrival));
        }
        said.into_iter().map(SaidView::from).collect()
    }

    /// What injects brought since the team came to this beat, while it is there.
    fn brought(&self, round: &Round) -> Vec<SaidView> {
        if !self.is_at_beat() {
            return Vec::new();
        }
        let steps = self.drill.steps().iter().zip(0..).skip(round.first_step);
        let injects = steps.filter(|(step, _)| matches!(step.choice, Choice::Inject(_)));
        let said = injects.flat_map(|(_, at)| self.drill.reaction(at));
        said.filter(|said| said.speaker != Speaker::Customer)
            .map(SaidView::from)
            .collect()
    }

    fn moves_view(&self) -> Vec<MoveView> {
        let drill = &self.drill;
        let Some(beat) = drill.rules().beat(drill.state()) else {
            return Vec::new();
        };
        let names = drill.rules().names();
        let ballot = self.shown_ballot();
        let tally = ballot.and_then(Ballot::tally);
        let hearing = matches!(self.phase, Phase::Listening | Phase::Aftercare);
        let numbered = drill.offers().into_iter().zip(1..);
        let views = numbered.map(|(offer, number)| {
            let at = ballot.and_then(|ballot| ballot.options.iter().position(|option| *option == offer.index));
            MoveView {
                choice: offer.index,
                number,
                say: drill.scenario.beat(beat).moves[usize::from(offer.index)]
                    .say
                    .fill(&names),
                cost: match offer.cost {
                    0 => None,
                    cost if cost < 0 => Some(format!("saves {}", drill.setup.policy.money(-cost))),
                    cost => Some(format!("costs {}", drill.setup.policy.money(cost))),
                },
                barred: offer.barred.map(|why| why.words(&drill.setup)),
                open: self.voting().is_some() && at.is_some()
                    || matches!(self.phase, Phase::HotSeat(_)) && offer.barred.is_none(),
                votes: tally.as_ref().map(|tally| at.map_or(0, |at| tally[at])),
            }
        });
        // While the customer speaks nobody looks at answers.
        views.filter(|_| !hearing).collect()
    }

    /// The ballot whose votes belong to this phase.
    fn shown_ballot(&self) -> Option<&Ballot> {
        let round = self.rounds.last()?;
        match self.phase {
            Phase::Vote | Phase::Reveal | Phase::Talk | Phase::HotSeat(_) => round.last(Kind::First),
            Phase::Second | Phase::Tie => round.last(Kind::Second),
            _ => None,
        }
    }

    fn prompt(&self, round: &Round) -> Option<String> {
        match self.phase {
            Phase::Reveal | Phase::Talk => prompt(&self.drill, round.last(Kind::First)?),
            Phase::Tie => Some("No move has most votes: talk on and vote again, or let one person decide.".to_owned()),
            _ => None,
        }
    }

    /// A move's words at the beat where a round was held.
    pub(super) fn words_at(&self, round: &Round, choice: u8) -> Option<String> {
        let rules = self.drill.rules();
        let beat = self.drill.scenario.beat(rules.beat(&round.state)?);
        Some(beat.moves.get(usize::from(choice))?.say.fill(&rules.names()))
    }

    /// The choices of the drill that nobody voted for: silences.
    #[must_use]
    pub fn silences(&self) -> usize {
        self.drill
            .steps()
            .iter()
            .filter(|step| step.choice == Choice::Wait)
            .count()
    }
}

//! A team session as the store keeps it: its inputs, so that it can be played and counted again, and what it came to beside them.
//!
//! A session is nobody's own drill: practice plans, item analysis and readiness do not look at it. It is shown beside people's drills.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JUDGE, JudgeError, SessionId, Store};
use crate::customer::Tier;
use crate::scenario::{ScenarioHash, read};
use crate::session::team::{By, Command, Entry, Log, MemberId, NoteKind, Plan, Share, Standing, Team, TeamReview};
use crate::vocabulary::Vocabulary;

/// One beat at which a team decided. Points are in hundredths, 0..=10,000.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionBeat {
    /// The beat's id in the scenario.
    pub beat: String,
    /// When it decided.
    pub at: Timestamp,
    /// The id of the move that the team made.
    #[serde(rename = "move")]
    pub chosen: String,
    /// How it came to it: "vote", "seat", "facilitator".
    pub by: String,
    pub lost: u32,
    /// Points that the best first vote lost, and the mean of them; `None` where nobody had voted.
    pub best_vote_lost: Option<u32>,
    pub mean_vote_lost: Option<u32>,
    /// How divided the first votes were, in thousandths.
    pub division: u32,
    /// First votes by the moves' ids, hands among them.
    pub votes: Vec<(String, u32)>,
}

/// What a list shows of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionLine {
    pub id: SessionId,
    /// When it began, and when it was kept last: in its debrief.
    pub at: Timestamp,
    pub ended: Timestamp,
    pub scenario: String,
    pub hash: ScenarioHash,
    /// How many took part with a phone of their own; 0 where hands were counted.
    pub people: u32,
    /// How many of them voted at a beat that was decided.
    pub voters: u32,
    /// The number of the rules that counted the following.
    pub judge: u16,
    pub tier: Tier,
    /// Recovery score and mean accuracy of the team's decisions, hundredths, 0..=10,000.
    pub score: u32,
    pub accuracy: u32,
    /// Mean of the members' own accuracy, hundredths; `None` where nobody voted with a phone.
    pub members_accuracy: Option<u32>,
    /// The price of the consensus in hundredths of points: against the best first vote at each beat, the best member, the mean of first
    /// votes. Below 0: what the talk gained.
    pub against_votes: Option<i32>,
    pub against_best: Option<i32>,
    pub against_mean: Option<i32>,
    /// Net value of the relationship, and what was spent on remedies, cents.
    pub net: i64,
    pub spent: i64,
    pub beats: Vec<SessionBeat>,
}

/// A team session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptSession {
    pub line: SessionLine,
    /// Scenario, setup, seed and all commands with their times. Names stand in it only of those who said that theirs may be shown.
    pub log: Log,
    /// The team's recovery plan as it stood.
    pub plan: Plan,
}

/// What is kept of one person in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionShare {
    pub id: SessionId,
    pub at: Timestamp,
    pub scenario: String,
    pub hash: ScenarioHash,
    pub share: Share,
}

/// Keeps a session when its debrief is worked out, and again whenever notes, consents or the plan change: it takes its own place. `text` is
/// the scenario's, `at` is now.
///
/// # Errors
/// A sentence on why it is not kept. The session can go on.
pub fn keep_session(
    store: &mut dyn Store,
    text: &str,
    team: &Team,
    review: &TeamReview,
    plan: &Plan,
    at: Timestamp,
) -> Result<SessionId, String> {
    let id = SessionId::of(team.log());
    // When it began is worked out once: a plan may be changed long after the last command.
    let began = match store.session(id) {
        Ok(before) => before.line.at,
        Err(_) => began(team.log(), at),
    };
    let kept = KeptSession::of(team, review, plan, (began, at));
    let put = store.put_session(&kept, text);
    put.map_err(|error| format!("This session does not stand in the records: {error}."))?;
    Ok(id)
}

/// When a session began whose last command came just now: commands bear the times of whoever's clock.
fn began(log: &Log, at: Timestamp) -> Timestamp {
    let millis = |entry: Option<&Entry>| entry.map_or(0, |entry| entry.at_millis);
    let took = millis(log.entries.last()).saturating_sub(millis(log.entries.first()));
    let took = SignedDuration::from_millis(i64::try_from(took).unwrap_or(i64::MAX));
    at.checked_sub(took).unwrap_or(Timestamp::MIN)
}

impl SessionId {
    /// A session has the same name whenever it is kept: scenario, seed and the time of its first command tell sessions apart.
    #[must_use]
    pub fn of(log: &Log) -> Self {
        let first = log.entries.first().map_or(0, |entry| entry.at_millis);
        let told = format!("bounceback session {} {} {first}", log.start.hash, log.start.seed);
        Self(Uuid::new_v5(&Uuid::NAMESPACE_OID, told.as_bytes()))
    }
}

impl KeptSession {
    /// What is kept of a session that was reviewed; with the times of its first command, and of now.
    #[must_use]
    pub fn of(team: &Team, review: &TeamReview, plan: &Plan, (began, at): (Timestamp, Timestamp)) -> Self {
        Self {
            line: line(team, review, SessionId::of(team.log()), (began, at)),
            log: team.veiled_log(),
            plan: plan.clone(),
        }
    }

    /// The session played again with the scenario's text as it was held.
    ///
    /// # Errors
    /// Why it cannot be played.
    pub fn team(&self, text: &str) -> Result<Team, JudgeError> {
        let scenario = Arc::new(read(text).scenario.ok_or(JudgeError::BadScenario)?);
        Team::replay(&scenario, &self.log).map_err(JudgeError::Session)
    }

    /// The same session counted by the rules of today.
    ///
    /// # Errors
    /// Why it cannot be counted.
    pub fn rejudged(&self, text: &str) -> Result<Self, JudgeError> {
        let team = self.team(text)?;
        let review = TeamReview::of(&team).map_err(JudgeError::TooLarge)?;
        let SessionLine { id, at, ended, .. } = self.line;
        Ok(Self {
            line: line(&team, &review, id, (at, ended)),
            log: self.log.clone(),
            plan: self.plan.clone(),
        })
    }

    /// The notes of the debrief, in the order in which they came.
    pub fn notes(&self) -> impl Iterator<Item = (NoteKind, &str)> {
        self.log.entries.iter().filter_map(|entry| match &entry.command {
            Command::Note { kind, text, .. } | Command::Heard { kind, text } => Some((*kind, text.as_str())),
            _ => None,
        })
    }

    /// The session without a person's name; `None`: it does not stand in it.
    #[must_use]
    pub fn without_name(&self, name: &str) -> Option<Self> {
        let (log, plan) = (self.log.without_name(name), self.plan.without_name(name));
        (log.is_some() || plan.is_some()).then(|| Self {
            line: self.line.clone(),
            log: log.unwrap_or_else(|| self.log.clone()),
            plan: plan.unwrap_or_else(|| self.plan.clone()),
        })
    }

    /// What is kept of somebody here; `None` where their name does not stand in it.
    #[must_use]
    pub fn share_of(&self, name: &str) -> Option<SessionShare> {
        let mut share = Share::of(&self.log.entries, name);
        share.mentions.extend(self.plan.mentions(name));
        if share.is_empty() {
            return None;
        }
        let SessionLine { id, at, hash, .. } = self.line;
        Some(SessionShare {
            id,
            at,
            scenario: self.line.scenario.clone(),
            hash,
            share,
        })
    }
}

fn line(team: &Team, review: &TeamReview, id: SessionId, (at, ended): (Timestamp, Timestamp)) -> SessionLine {
    let drill = team.drill();
    let outcome = drill.rules().final_outcome(drill.state());
    let took_part = |at: u32| {
        let member = team.members().get(MemberId(at).index());
        member.is_some_and(|member| member.same_as.is_none() && member.standing != Standing::Asking)
    };
    let all = u32::try_from(team.members().len()).unwrap_or(u32::MAX);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let each = review.members.iter().map(|member| member.accuracy);
    let members = count(review.members.len());
    SessionLine {
        id,
        at,
        ended,
        scenario: drill.scenario.id.clone(),
        hash: drill.scenario.hash,
        people: count((0..all).filter(|at| took_part(*at)).count()),
        voters: members,
        judge: JUDGE,
        tier: outcome.tier,
        score: points(review.drill.recovery_score),
        accuracy: points(review.team_accuracy),
        members_accuracy: (members > 0).then(|| points(each.sum::<f64>() / f64::from(members))),
        against_votes: review.against_votes().map(|versus| price(versus.price())),
        against_best: review.against_best().map(|(_, versus)| price(versus.price())),
        against_mean: review.against_mean().map(|versus| price(versus.price())),
        net: outcome.net,
        spent: drill.rules().spent(drill.state()),
        beats: {
            let times = step_times(team, at);
            review
                .beats
                .iter()
                .filter_map(|found| beat(team, found, &times))
                .collect()
        },
    }
}

/// When each step of the drill that stands was made.
fn step_times(team: &Team, began: Timestamp) -> Vec<Timestamp> {
    let log = team.log();
    let first = log.entries.first().map_or(0, |entry| entry.at_millis);
    let mut again = Team::start(&team.drill().scenario, log.start.clone());
    let mut times = Vec::new();
    for entry in &log.entries {
        let since = i64::try_from(entry.at_millis.saturating_sub(first)).unwrap_or(i64::MAX);
        let at = began.checked_add(SignedDuration::from_millis(since)).unwrap_or(began);
        if again.take(entry.at_millis, &entry.command).is_err() {
            break; // its own log: nothing in it is refused
        }
        times.resize(again.drill().steps().len(), at);
    }
    times
}

fn beat(team: &Team, found: &crate::session::team::BeatPrice, times: &[Timestamp]) -> Option<SessionBeat> {
    let rules = team.drill().rules();
    let round = team.rounds().get(found.round)?;
    let beat = team.drill().scenario.beat(rules.beat(&round.state)?);
    let id = |choice: u8| {
        beat.moves
            .get(usize::from(choice))
            .map_or_else(String::new, |mv| mv.id.clone())
    };
    Some(SessionBeat {
        beat: beat.id.clone(),
        at: times.get(found.decision.step).copied()?,
        chosen: id(found.decision.choice),
        by: match found.decision.by {
            By::Vote => "vote",
            By::HotSeat(_) => "seat",
            By::Facilitator => "facilitator",
        }
        .to_owned(),
        lost: points(found.team_lost),
        best_vote_lost: found.best_vote_lost.map(points),
        mean_vote_lost: found.mean_vote_lost.map(points),
        division: found.division,
        votes: found
            .split
            .iter()
            .map(|(choice, votes, _)| (id(*choice), *votes))
            .collect(),
    })
}

impl SessionLine {
    /// "Loyal, accuracy 84, price 12": in a few words.
    #[must_use]
    pub fn told(&self) -> String {
        let mut told = format!(
            "{}, score {}, accuracy {}",
            self.tier.name(),
            whole(self.score),
            whole(self.accuracy)
        );
        if let Some(members) = self.members_accuracy {
            told += &format!(" (each alone {})", whole(members));
        }
        if let Some(price) = self.against_votes {
            let points = (i64::from(price).abs() + 50) / 100;
            told += &match (points, price < 0) {
                (0, _) => ", deciding together cost nothing".to_owned(),
                (points, true) => format!(", the talk gained {points}"),
                (points, false) => format!(", price of the consensus {points}"),
            };
        }
        told
    }
}

/// Hundredths as whole points.
const fn whole(hundredths: u32) -> u32 {
    (hundredths + 50) / 100
}

/// Points as hundredths, 0..=10,000.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=10000"
)]
fn points(points: f64) -> u32 {
    (points * 100.0).round().clamp(0.0, 10_000.0) as u32
}

/// A price as hundredths; a drill has fewer than a thousand beats of a hundred points.
#[expect(clippy::cast_possible_truncation, reason = "clamped to what 32 bits hold")]
fn price(points: f64) -> i32 {
    (points * 100.0).round().clamp(-1e9, 1e9) as i32
}

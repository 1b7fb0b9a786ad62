//! From a team session to its statements: one for each decision, and one for its end. The actor is the group as a whole, under the session's
//! id: nobody's name is told, and no members.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::make::{INTERACTION, SIMULATION};
use super::model::{
    Account, Activity, Actor, Context, ContextActivities, Definition, Interaction, Outcome, Score, Spoken, Verb, Words,
    english,
};
use super::naming::Naming;
use crate::record::{KeptSession, SessionBeat, Statement};
use crate::scenario::Scenario;
use crate::vocabulary::Vocabulary;

/// The statements of a session, in the order of time; with the scenario as it was held, what could be chosen is told, too.
#[must_use]
pub fn of_session(kept: &KeptSession, scenario: Option<&Scenario>, naming: &Naming) -> Vec<Spoken> {
    let maker = Maker { kept, scenario, naming };
    let beats = kept.line.beats.iter().zip(1..);
    let mut all: Vec<Spoken> = beats.map(|(beat, number)| maker.answered(beat, number)).collect();
    all.push(maker.completed());
    all
}

/// The same as text, ready for the outbox.
#[must_use]
pub fn queued_session(kept: &KeptSession, scenario: Option<&Scenario>, naming: &Naming) -> Vec<Statement> {
    let queued = |spoken: Spoken| Statement {
        id: spoken.id,
        drill: None,
        person: None,
        json: serde_json::to_string(&spoken).expect("plain data with written names"),
    };
    of_session(kept, scenario, naming).into_iter().map(queued).collect()
}

struct Maker<'m> {
    kept: &'m KeptSession,
    scenario: Option<&'m Scenario>,
    naming: &'m Naming,
}

impl Maker<'_> {
    fn spoken(
        &self,
        name: &str,
        verb: &str,
        at: Timestamp,
        object: Activity,
        result: Outcome,
        parent: Option<Activity>,
    ) -> Spoken {
        let line = &self.kept.line;
        Spoken {
            // The session's id is the name space: two sessions never make the same id.
            id: Uuid::new_v5(&line.id.0, name.as_bytes()),
            actor: Actor {
                object_type: "Group",
                name: None,
                account: Some(Account {
                    home_page: self.naming.home_page.clone(),
                    name: format!("team-session-{}", line.id),
                }),
                mbox: None,
            },
            verb: Verb::adl(verb),
            object,
            result: Some(result),
            context: Context {
                registration: line.id.0,
                activities: parent.map(|parent| ContextActivities { parent: vec![parent] }),
                platform: "bounceback",
                language: "en",
                extensions: self.extensions(&[
                    ("version", json!(line.hash.to_string())),
                    ("people", json!(line.people)),
                    ("temper", json!(self.kept.log.start.setup.temper.name())),
                ]),
            },
            timestamp: at,
        }
    }

    fn extensions(&self, pairs: &[(&str, Value)]) -> BTreeMap<String, Value> {
        let pair = |(name, value): &(&str, Value)| (self.naming.extension(name), value.clone());
        pairs.iter().map(pair).collect()
    }

    fn scenario(&self, defined: bool) -> Activity {
        let id = &self.kept.line.scenario;
        let definition = Definition {
            name: english(self.scenario.map_or(id, |scenario| &scenario.title).clone()),
            description: self
                .scenario
                .map_or_else(Words::new, |scenario| english(scenario.summary.clone())),
            kind: SIMULATION,
            interaction_type: None,
            choices: Vec::new(),
        };
        Activity {
            object_type: "Activity",
            id: self.naming.activity(id, None),
            definition: defined.then_some(definition),
        }
    }

    fn answered(&self, beat: &SessionBeat, number: usize) -> Spoken {
        let written = self.scenario.and_then(|scenario| {
            let id = scenario.beat_named(&beat.beat)?;
            Some(scenario.beat(id))
        });
        let choice = |id: &str, words: &str| Interaction {
            id: id.to_owned(),
            description: english(words),
        };
        let moves = written.into_iter().flat_map(|beat| &beat.moves);
        let choices: Vec<Interaction> = moves.map(|mv| choice(&mv.id, mv.say.raw())).collect();
        let object = Activity {
            object_type: "Activity",
            id: self.naming.activity(&self.kept.line.scenario, Some(&beat.beat)),
            definition: Some(Definition {
                name: english(beat.beat.clone()),
                description: Words::new(),
                kind: INTERACTION,
                interaction_type: Some("choice"),
                choices,
            }),
        };
        let votes: BTreeMap<&str, u32> = beat.votes.iter().map(|(id, votes)| (id.as_str(), *votes)).collect();
        let mut told = vec![
            ("points-lost", json!(f64::from(beat.lost) / 100.0)),
            ("decided-by", json!(beat.by)),
            ("first-votes", json!(votes)),
            ("division", json!(f64::from(beat.division) / 1000.0)),
        ];
        if let Some(best) = beat.best_vote_lost {
            told.push((
                "price-of-consensus",
                json!((f64::from(beat.lost) - f64::from(best)) / 100.0),
            ));
        }
        let result = Outcome {
            score: Some(Score::of(10_000_u32.saturating_sub(beat.lost))),
            response: Some(beat.chosen.clone()),
            extensions: self.extensions(&told),
            ..Outcome::default()
        };
        let name = format!("answered/{number}");
        self.spoken(&name, "answered", beat.at, object, result, Some(self.scenario(false)))
    }

    fn completed(&self) -> Spoken {
        let line = &self.kept.line;
        let mut told = vec![
            ("tier", json!(line.tier.name())),
            ("accuracy", json!(f64::from(line.accuracy) / 100.0)),
            ("judge", json!(line.judge)),
        ];
        for (name, price) in [
            ("price-of-consensus", line.against_votes),
            ("price-against-best-member", line.against_best),
            ("price-against-mean-vote", line.against_mean),
        ] {
            if let Some(price) = price {
                told.push((name, json!(f64::from(price) / 100.0)));
            }
        }
        let result = Outcome {
            score: Some(Score::of(line.score)),
            completion: Some(true),
            extensions: self.extensions(&told),
            ..Outcome::default()
        };
        self.spoken("completed", "completed", line.ended, self.scenario(true), result, None)
    }
}

//! From a drill to its statements.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::model::{
    Activity, Context, ContextActivities, Definition, Interaction, Outcome, Score, Spoken, Verb, Words, english,
};
use super::naming::Naming;
use crate::customer::Tier;
use crate::record::Statement;
use crate::record::export::{Decision, Exported};
use crate::vocabulary::Vocabulary;

pub(super) const SIMULATION: &str = "http://adlnet.gov/expapi/activities/simulation";
pub(super) const INTERACTION: &str = "http://adlnet.gov/expapi/activities/cmi.interaction";

/// The statements of a drill, in the order of time. One that goes on has those that are sure already. Choices that stood before it was
/// taken up are told by the drill in which they were made.
#[must_use]
pub fn statements(drill: &Exported<'_>, naming: &Naming) -> Vec<Spoken> {
    let maker = Maker { drill, naming };
    let begun = &drill.kept.begun;
    let mut all = vec![maker.of_drill("initialized", begun.at, None)];
    let decisions = drill.decisions();
    let own = decisions.iter().filter(|decision| !decision.stood);
    all.extend(own.map(|decision| maker.answered(decision)));
    all.extend(maker.ending());
    all
}

/// The same as text, ready for the outbox. Only of a drill that is over: what is sent cannot be changed afterwards.
#[must_use]
pub fn queued(drill: &Exported<'_>, naming: &Naming) -> Vec<Statement> {
    let begun = &drill.kept.begun;
    let queued = |spoken: Spoken| Statement {
        id: spoken.id,
        drill: Some(begun.id),
        person: begun.person,
        json: serde_json::to_string(&spoken).expect("plain data with written names"),
    };
    statements(drill, naming).into_iter().map(queued).collect()
}

struct Maker<'m> {
    drill: &'m Exported<'m>,
    naming: &'m Naming,
}

impl Maker<'_> {
    /// A statement about the drill as a whole.
    fn of_drill(&self, verb: &str, at: Timestamp, result: Option<Outcome>) -> Spoken {
        self.spoken(verb, verb, at, self.scenario(true), result, None)
    }

    fn spoken(
        &self,
        name: &str,
        verb: &str,
        at: Timestamp,
        object: Activity,
        result: Option<Outcome>,
        parent: Option<Activity>,
    ) -> Spoken {
        let begun = &self.drill.kept.begun;
        Spoken {
            // The drill's id is the name space: two drills never make the same id.
            id: Uuid::new_v5(&begun.id.0, name.as_bytes()),
            actor: self.naming.actor(begun.person, self.drill.name, self.drill.mail),
            verb: Verb::adl(verb),
            object,
            result,
            context: Context {
                registration: begun.id.0,
                activities: parent.map(|parent| ContextActivities { parent: vec![parent] }),
                platform: "bounceback",
                language: "en",
                extensions: self.extensions(&[
                    ("version", json!(begun.hash.to_string())),
                    ("mode", json!(begun.mode.name())),
                    ("pace", json!(begun.pace.name())),
                    ("temper", json!(begun.setup.temper.name())),
                ]),
            },
            timestamp: at,
        }
    }

    fn extensions(&self, pairs: &[(&str, Value)]) -> BTreeMap<String, Value> {
        let pair = |(name, value): &(&str, Value)| (self.naming.extension(name), value.clone());
        pairs.iter().map(pair).collect()
    }

    /// The scenario as an activity; with what is known of it, where that is wanted.
    fn scenario(&self, defined: bool) -> Activity {
        let scenario = self.drill.scenario;
        let definition = Definition {
            name: english(
                scenario
                    .map_or(&self.drill.kept.begun.scenario, |scenario| &scenario.title)
                    .clone(),
            ),
            description: scenario.map_or_else(Words::new, |scenario| english(scenario.summary.clone())),
            kind: SIMULATION,
            interaction_type: None,
            choices: Vec::new(),
        };
        Activity {
            object_type: "Activity",
            id: self.naming.activity(&self.drill.kept.begun.scenario, None),
            definition: defined.then_some(definition),
        }
    }

    /// A decision: the beat was answered with a move.
    fn answered(&self, decision: &Decision<'_>) -> Spoken {
        let place = decision.place();
        // A choice that was taken back is not judged: its beat is not known, only that it was one of the scenario's.
        let beat = if place.is_empty() { "taken-back" } else { &place };
        let choice = |id: &str, words: &str| Interaction {
            id: id.to_owned(),
            description: english(words),
        };
        let moves = decision.beat.iter().flat_map(|beat| &beat.moves);
        let mut choices: Vec<Interaction> = moves.map(|mv| choice(&mv.id, mv.say.raw())).collect();
        choices.push(choice("wait", "(says nothing for 15 seconds)"));
        let object = Activity {
            object_type: "Activity",
            id: self.naming.activity(&self.drill.kept.begun.scenario, Some(beat)),
            definition: Some(Definition {
                name: english(beat),
                description: Words::new(),
                kind: INTERACTION,
                interaction_type: Some("choice"),
                choices: if decision.beat.is_some() { choices } else { Vec::new() },
            }),
        };
        let mut told = vec![("taken-back", json!(decision.undone))];
        if let Some(mv) = decision.mv {
            let acts: Vec<&str> = mv.acts.acts().iter().map(|act| act.kind().name()).collect();
            told.push(("acts", json!(acts)));
        }
        if let Some(judged) = decision.judged {
            told.push(("points-lost", json!(f64::from(judged.lost) / 100.0)));
            if let Some(mistake) = judged.mistake {
                told.push(("mistake", json!(mistake.words())));
            }
        }
        let result = Outcome {
            score: decision
                .judged
                .map(|judged| Score::of(10_000_u32.saturating_sub(judged.lost))),
            success: decision.judged.map(|judged| judged.mistake.is_none()),
            response: Some(decision.response()),
            duration: Some(duration(decision.thought_millis.into())),
            extensions: self.extensions(&told),
            ..Outcome::default()
        };
        let name = format!("answered/{}", decision.entry);
        self.spoken(
            &name,
            "answered",
            decision.at,
            object,
            Some(result),
            Some(self.scenario(false)),
        )
    }

    /// How it ended: completed, and passed where the customer stays (Loyal or Champion) or failed; or terminated before its end. Nothing
    /// where it goes on, or where nobody can say whether it was over.
    fn ending(&self) -> Vec<Spoken> {
        let kept = self.drill.kept;
        let (Some(ended), Some(is_over)) = (kept.ended, self.drill.is_over()) else {
            return Vec::new();
        };
        let millis = ended.duration_since(kept.begun.at).as_millis().max(0);
        let duration = Some(duration(i64::try_from(millis).unwrap_or(i64::MAX)));
        if !is_over {
            let result = Outcome {
                completion: Some(false),
                duration,
                ..Outcome::default()
            };
            return vec![self.of_drill("terminated", ended, Some(result))];
        }
        let mut told = Vec::new();
        if let Some(judged) = &kept.judged {
            told.push(("tier", json!(judged.tier.name())));
            told.push(("accuracy", json!(f64::from(judged.accuracy) / 100.0)));
            told.push(("luck", json!(f64::from(judged.luck) / 100.0)));
            told.push(("judge", json!(judged.judge)));
        }
        for (name, sure) in [
            ("sure-before", kept.begun.sure_before),
            ("sure-after", kept.reflection.sure),
        ] {
            if let Some(sure) = sure {
                told.push((name, json!(sure.number())));
            }
        }
        let score = kept.judged.as_ref().map(|judged| Score::of(judged.score.into()));
        let result = Outcome {
            score,
            completion: Some(true),
            duration,
            extensions: self.extensions(&told),
            ..Outcome::default()
        };
        let mut all = vec![self.of_drill("completed", ended, Some(result.clone()))];
        if let Some(judged) = &kept.judged {
            let stays = judged.tier >= Tier::Loyal;
            let result = Outcome {
                success: Some(stays),
                ..result
            };
            all.push(self.of_drill(if stays { "passed" } else { "failed" }, ended, Some(result)));
        }
        all
    }
}

/// "PT1.5S".
fn duration(millis: i64) -> String {
    let text = format!("{}.{:03}", millis / 1000, millis % 1000);
    format!("PT{}S", text.trim_end_matches('0').trim_end_matches('.'))
}

//! What the manager's page takes for granted: each with its reason, each to be changed.

use serde::{Deserialize, Serialize};

/// What is taken for granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Assumptions {
    /// Per cent.
    pub value: u32,
    /// Per cent.
    pub spending: u32,
    pub minutes: u32,
    /// Whole units of money an hour.
    pub wage: u32,
    pub long_ago_days: u32,
    pub few: u32,
    /// Points of accuracy.
    pub ready: u32,
    /// 1: they count.
    pub practice: u32,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self {
            value: 100,
            spending: 100,
            minutes: 10,
            wage: 0,
            long_ago_days: 90,
            few: 5,
            ready: 75,
            practice: 1,
        }
    }
}

/// One of them, to be shown and changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assumption {
    /// What it is called in files and on the command line.
    pub key: &'static str,
    pub title: &'static str,
    pub number: u32,
    pub unit: &'static str,
    /// What it means and where the number comes from.
    pub words: &'static str,
    pub most: u32,
}

impl Assumptions {
    /// All of them, in the order in which they are shown.
    #[must_use]
    pub const fn list(&self) -> [Assumption; 8] {
        [
            Assumption {
                key: "value",
                title: "What a customer is worth",
                number: self.value,
                unit: "% of what the scenarios say",
                words: "Lifetime values stand in the scenarios; whoever wrote them estimated them. 50 believes half.",
                most: 1_000,
            },
            Assumption {
                key: "spending",
                title: "What remedies and labour cost",
                number: self.spending,
                unit: "% of what the scenarios say",
                words: "Prices, fixes and wages stand in the scenarios and the site's policy.",
                most: 1_000,
            },
            Assumption {
                key: "minutes",
                title: "Time for a drill",
                number: self.minutes,
                unit: "minutes",
                words: "What a drill takes of somebody's working time, with its debrief.",
                most: 480,
            },
            Assumption {
                key: "wage",
                title: "What an hour of practice costs",
                number: self.wage,
                unit: "an hour",
                words: "Wages with all that is paid on them. 0 leaves the cost of practising out; put your own figure in.",
                most: 100_000,
            },
            Assumption {
                key: "long_ago_days",
                title: "Rehearsed long ago",
                number: self.long_ago_days,
                unit: "days",
                words: "What was not rehearsed for longer counts as long ago on the readiness board.",
                most: 3_650,
            },
            Assumption {
                key: "few",
                title: "Too few to say",
                number: self.few,
                unit: "drills",
                words: "Means of fewer drills than this are called too few: chance would speak, not people.",
                most: 1_000,
            },
            Assumption {
                key: "ready",
                title: "Ready from",
                number: self.ready,
                unit: "points of accuracy",
                words: "The mean accuracy from which a kind of failure counts as rehearsed well. 75 is where practice rates a drill as good.",
                most: 100,
            },
            Assumption {
                key: "practice",
                title: "Drills in practice mode count",
                number: self.practice,
                unit: "(1 yes, 0 no)",
                words: "In practice mode hints are given and moves can be taken back: such drills say less.",
                most: 1,
            },
        ]
    }

    /// Changes one by its key.
    ///
    /// # Errors
    /// What is wrong with key or number, in a sentence.
    pub fn set(&mut self, key: &str, number: u32) -> Result<(), String> {
        let list = self.list();
        let Some(known) = list.iter().find(|known| known.key == key) else {
            let keys: Vec<&str> = list.iter().map(|known| known.key).collect();
            return Err(format!(
                "there is no assumption `{key}`; there are: {}",
                keys.join(", ")
            ));
        };
        if number > known.most {
            return Err(format!("{key} is 0 to {}, not {number}", known.most));
        }
        let field = match key {
            "value" => &mut self.value,
            "spending" => &mut self.spending,
            "minutes" => &mut self.minutes,
            "wage" => &mut self.wage,
            "long_ago_days" => &mut self.long_ago_days,
            "few" => &mut self.few,
            "ready" => &mut self.ready,
            _ => &mut self.practice,
        };
        *field = number;
        Ok(())
    }
}

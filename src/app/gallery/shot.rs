//! What there is to be drawn of a drill.

use super::runs::{good_run, run_with_slip};
use crate::app::drill::Play;
use crate::app::records::Tab;
use crate::app::team::Pose;
use crate::app::workbench::Side;
use crate::drill::{Choice, Drill};

/// One picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shot {
    Library,
    Settings,
    Briefing,
    /// The drill after so many choices of the good run.
    Drill {
        name: &'static str,
        choices: usize,
    },
    Paused,
    Drawer,
    Debrief,
    BestLine,
    /// A page of the records.
    Records(Tab),
    /// The workbench with nothing on it, and with a scenario and this beside the text.
    Bench(Option<Side>),
    /// A moment of a team session.
    Team(Pose),
}

impl Shot {
    /// The name of its file, without ending.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Settings => "settings",
            Self::Briefing => "briefing",
            Self::Drill { name, .. } => name,
            Self::Paused => "pause",
            Self::Drawer => "transcript",
            Self::Debrief => "debrief",
            Self::BestLine => "best-line",
            Self::Records(Tab::Person) => "records-person",
            Self::Records(Tab::Team) => "records-team",
            Self::Records(Tab::Scenario) => "records-scenario",
            Self::Records(Tab::Manager) => "records-manager",
            Self::Records(Tab::Stories) => "records-stories",
            Self::Team(pose) => pose.name(),
            Self::Bench(None) => "workbench-start",
            Self::Bench(Some(Side::Map)) => "workbench",
            Self::Bench(Some(Side::Form)) => "workbench-form",
            Self::Bench(Some(Side::Test)) => "workbench-test",
            Self::Bench(Some(Side::History)) => "workbench-history",
            Self::Bench(Some(Side::Share)) => "workbench-share",
        }
    }

    /// Whether it looks the same whatever the scenario.
    const fn is_of_all(self) -> bool {
        matches!(
            self,
            Self::Library | Self::Settings | Self::Paused | Self::Records(_) | Self::Bench(_) | Self::Team(_)
        )
    }
}

/// A drill with the pictures to be taken of it.
#[derive(Debug, Clone)]
pub struct Sitter {
    pub start: Play,
    pub run: Vec<u8>,
    /// What is looked back at: a run with a slip.
    pub slip: Vec<u8>,
    pub shots: Vec<Shot>,
    /// How many choices of the run are made in the talk.
    pub talked: usize,
}

impl Sitter {
    /// A drill as it stands before its first line. `is_first`: what looks the same for every scenario is drawn with this one;
    /// the records too, where there are any.
    #[must_use]
    pub fn new(start: Play, is_first: bool, with_records: bool) -> Self {
        let run = good_run(start.drill());
        let (talked, mut shots) = shots(start.drill(), &run);
        if with_records {
            shots.extend(Tab::ALL.map(Shot::Records));
        }
        shots.retain(|shot| is_first || !shot.is_of_all());
        Self {
            slip: run_with_slip(start.drill(), &run),
            start,
            run,
            shots,
            talked,
        }
    }
}

/// Early and angry, later and calm, in the days after; and how many choices are made in the talk.
fn shots(drill: &Drill, run: &[u8]) -> (usize, Vec<Shot>) {
    let mut shots = vec![
        Shot::Library,
        Shot::Briefing,
        Shot::Drill {
            name: "drill",
            choices: 0,
        },
    ];
    let mut drill = drill.clone();
    let (mut last_talk, mut days) = (0, Vec::new());
    for (at, index) in run.iter().enumerate() {
        if drill.choose(Choice::Move(*index)).is_err() {
            break;
        }
        if drill.is_over() {
            continue;
        }
        if drill.state().in_talk() {
            last_talk = at + 1;
        } else {
            days.push(at + 1);
        }
    }
    if last_talk > 0 {
        shots.push(Shot::Drill {
            name: "drill-later",
            choices: last_talk,
        });
    }
    // The second day, where there is one: then the calendar has something to tell.
    if let Some(&choices) = days.get(1).or(days.first()) {
        shots.push(Shot::Drill {
            name: "aftercare",
            choices,
        });
    }
    shots.extend([
        Shot::Paused,
        Shot::Drawer,
        Shot::Debrief,
        Shot::BestLine,
        Shot::Settings,
        Shot::Bench(None),
    ]);
    shots.extend(Side::ALL.map(|side| Shot::Bench(Some(side))));
    shots.extend(Pose::ALL.map(Shot::Team));
    (last_talk, shots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::session::{Mode, Options, Pace};

    #[test]
    fn a_drill_is_drawn_from_its_first_line_to_its_debrief() {
        let library = Library::shipped();
        for id in ["broken-heel", "leaking-roof", "third-day"] {
            let scenario = library.find(id).expect("shipped");
            let options = Options {
                seed: 7,
                mode: Mode::Practice,
                pace: Pace::Untimed,
                temper: None,
            };
            let start = Play::start(scenario, scenario.policy.clone(), options);
            let first = Sitter::new(start.clone(), true, false);
            let names: Vec<&str> = first.shots.iter().map(Shot::name).collect();
            for wanted in ["library", "drill", "drill-later", "aftercare", "debrief", "pause"] {
                assert_eq!(
                    names.iter().filter(|name| **name == wanted).count(),
                    1,
                    "{id}: {wanted}"
                );
            }
            let further = Sitter::new(start.clone(), false, true);
            assert!(
                further.shots.len() + 4 + Side::ALL.len() + Pose::ALL.len() == first.shots.len()
                    && !further.shots.contains(&Shot::Library)
            );
            let with_records = Sitter::new(start, true, true);
            assert_eq!(with_records.shots.len(), first.shots.len() + Tab::ALL.len());
        }
    }
}

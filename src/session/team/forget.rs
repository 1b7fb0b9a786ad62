//! Names in a session that is kept: those of people who did not say that theirs may be shown, and those of people who are erased. A session
//! without them plays again as it did: a name decides nothing.

use serde::{Deserialize, Serialize};

use super::member::cleaned;
use super::{Change, Command, Entry, Log, MemberId, NAME_MAX, Plan, Team};
use crate::session::former::{FORMER, replaced, without_name};

impl Team {
    /// The log as it may be kept where others look: names stand in it only of those who said that theirs may be shown; the others are
    /// "Person 3", by the order in which they joined, in notes as well.
    #[must_use]
    pub fn veiled_log(&self) -> Log {
        let shown = |at: usize| {
            self.members()
                .get(at)
                .is_some_and(|member| member.shown && member.same_as.is_none())
        };
        let all = self.members().iter().enumerate();
        let mut hidden: Vec<(&str, String)> = all
            .filter(|(at, _)| !shown(*at))
            .map(|(at, member)| (member.name.as_str(), person(at)))
            .collect();
        // Of "Ben" and "Ben Okafor" the longer one first: nothing of it is left over.
        hidden.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut joined = 0;
        let mut entries = Vec::with_capacity(self.log().entries.len());
        for entry in &self.log().entries {
            let command = match &entry.command {
                Command::Join { .. } => {
                    let own = self.members().get(joined).filter(|_| shown(joined));
                    let name = own.map_or_else(|| person(joined), |member| member.name.clone());
                    joined += 1;
                    Command::Join { name }
                }
                Command::Note { member, kind, text } => Command::Note {
                    member: *member,
                    kind: *kind,
                    text: veiled(text, &hidden),
                },
                Command::Heard { kind, text } => Command::Heard {
                    kind: *kind,
                    text: veiled(text, &hidden),
                },
                other => other.clone(),
            };
            entries.push(Entry {
                at_millis: entry.at_millis,
                command,
            });
        }
        Log {
            start: self.log().start.clone(),
            entries,
        }
    }
}

/// Somebody without a name.
fn person(at: usize) -> String {
    format!("Person {}", at + 1)
}

/// A text in which people stand by their numbers. The case of letters counts here: somebody may be called Will.
fn veiled(text: &str, hidden: &[(&str, String)]) -> String {
    hidden.iter().fold(text.to_owned(), |text, (name, number)| {
        replaced(&text, name, number).unwrap_or(text)
    })
}

impl Log {
    /// The session without a person's name; `None`: it does not stand in it.
    #[must_use]
    pub fn without_name(&self, name: &str) -> Option<Self> {
        let mut found = false;
        let entries = self.entries.iter().map(|entry| {
            let without = entry.without_name(name);
            found |= without.is_some();
            without.unwrap_or_else(|| entry.clone())
        });
        let entries = entries.collect();
        found.then(|| Self {
            start: self.start.clone(),
            entries,
        })
    }
}

/// What is kept of one person in a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// How many phones joined under their name.
    pub phones: u32,
    /// What these asked for: votes, notes, decisions.
    pub own: Vec<Entry>,
    /// Notes, and texts of the plan, that name them.
    pub mentions: Vec<String>,
}

impl Share {
    /// What the commands of a session hold of somebody, by the name under which they joined.
    #[must_use]
    pub fn of(entries: &[Entry], name: &str) -> Self {
        let joins = entries.iter().filter_map(|entry| match &entry.command {
            Command::Join { name } => Some(name),
            _ => None,
        });
        let phones = joins.zip(0..).filter(|(joined, _)| is_name(joined, name));
        let phones: Vec<MemberId> = phones.map(|(_, at)| MemberId(at)).collect();
        let of_theirs = |entry: &&Entry| entry.command.member().is_some_and(|member| phones.contains(&member));
        let mentions = entries.iter().filter_map(|entry| match &entry.command {
            Command::Note { text, .. } | Command::Heard { text, .. } if without_name(text, name).is_some() => {
                Some(text.clone())
            }
            _ => None,
        });
        Self {
            phones: u32::try_from(phones.len()).unwrap_or(u32::MAX),
            own: entries.iter().filter(of_theirs).cloned().collect(),
            mentions: mentions.collect(),
        }
    }

    /// Whether their name does not stand here at all.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.phones == 0 && self.own.is_empty() && self.mentions.is_empty()
    }
}

impl Entry {
    /// The same without a person's name; `None`: it does not stand in it.
    #[must_use]
    pub fn without_name(&self, name: &str) -> Option<Self> {
        let command = match &self.command {
            // A longer name that holds this one goes as a whole: what is left of it would still point at somebody.
            Command::Join { name: joined } if is_name(joined, name) || without_name(joined, name).is_some() => {
                Command::Join {
                    name: FORMER.to_owned(),
                }
            }
            Command::Note { member, kind, text } => Command::Note {
                member: *member,
                kind: *kind,
                text: without_name(text, name)?,
            },
            Command::Heard { kind, text } => Command::Heard {
                kind: *kind,
                text: without_name(text, name)?,
            },
            _ => return None,
        };
        Some(Self {
            at_millis: self.at_millis,
            command,
        })
    }
}

/// Whether somebody joined under a name: as it was shown, whatever the case of its letters.
fn is_name(joined: &str, name: &str) -> bool {
    let told = |name: &str| cleaned(name, NAME_MAX).map(|name| name.to_lowercase());
    told(joined).is_some_and(|joined| Some(joined) == told(name))
}

impl Command {
    /// Whose phone asked; `None` for what the facilitator asks, and for joining.
    #[must_use]
    pub const fn member(&self) -> Option<MemberId> {
        match self {
            Self::Leave { member }
            | Self::Away { member }
            | Self::Return { member }
            | Self::Vote { member, .. }
            | Self::Decide { member, .. }
            | Self::Note { member, .. }
            | Self::Shown { member, .. } => Some(*member),
            Self::Join { .. }
            | Self::Door { .. }
            | Self::Admit { .. }
            | Self::Remove { .. }
            | Self::Same { .. }
            | Self::Next
            | Self::Back
            | Self::Skip
            | Self::Pause
            | Self::Resume
            | Self::SecondVote
            | Self::HotSeat { .. }
            | Self::Call { .. }
            | Self::Hands { .. }
            | Self::Silence
            | Self::Heard { .. }
            | Self::Inject { .. }
            | Self::End => None,
        }
    }
}

impl Plan {
    /// Each of its texts.
    fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let changes = self.changes.iter_mut();
        let changes = changes.flat_map(|Change { what, who, when }| [what, who, when]);
        [&mut self.say, &mut self.act, &mut self.allowed]
            .into_iter()
            .chain(changes)
    }

    /// Its texts that name somebody.
    #[must_use]
    pub fn mentions(&self, name: &str) -> Vec<String> {
        let mut plan = self.clone();
        let texts = plan.texts_mut();
        let naming = texts.filter(|text| without_name(text, name).is_some());
        naming.map(|text| text.clone()).collect()
    }

    /// The plan without a person's name; `None`: it does not stand in it.
    #[must_use]
    pub fn without_name(&self, name: &str) -> Option<Self> {
        let mut plan = self.clone();
        let mut found = false;
        for text in plan.texts_mut() {
            if let Some(without) = without_name(text, name) {
                *text = without;
                found = true;
            }
        }
        found.then_some(plan)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::{read, template};
    use crate::session::team::{NoteKind, Start};

    fn team() -> Team {
        let scenario = Arc::new(read(&template("cake")).scenario.expect("valid"));
        let mut team = Team::start(&scenario, Start::new(&scenario, 7));
        let note = |member: u32, text: &str| Command::Note {
            member: MemberId(member),
            kind: NoteKind::Plus,
            text: text.to_owned(),
        };
        let join = |name: &str| Command::Join { name: name.to_owned() };
        let commands = [
            Command::Door { open: true },
            join("Zoë\u{200b} Ng"),
            join("Will"),
            join("zoë ng"),
            join("Will Okafor"),
            Command::Next,
            Command::End,
            note(0, "Will let them speak. They will come back. So did Will Okafor."),
            note(1, "Zoë Ng heard the sister."),
            Command::Heard {
                kind: NoteKind::Delta,
                text: "Will Okafor asked Zoë Ng too late.".to_owned(),
            },
            Command::Shown {
                member: MemberId(0),
                shown: true,
            },
        ];
        for command in commands {
            team.take(5, &command).expect("it may");
        }
        team
    }

    #[test]
    fn only_names_that_may_be_shown_are_kept() {
        let team = team();
        let log = team.veiled_log();
        let text = serde_json::to_string(&log).expect("plain data");
        assert!(text.contains("Zoë Ng"), "she said so");
        assert!(
            text.contains("Person 2 let them speak. They will come back. So did Person 4."),
            "{text}"
        );
        assert!(text.contains("Person 4 asked Zoë Ng too late."), "said aloud: {text}");
        assert!(text.contains("Person 3") && !text.contains("\"Will"), "{text}");
        let again = Team::replay(&team.drill().scenario, &log).expect("it plays again");
        assert_eq!((again.phase(), again.rounds()), (team.phase(), team.rounds()));
        assert_eq!(again.members()[1].name, "Person 2");
    }

    #[test]
    fn an_erased_name_is_gone_and_the_session_plays_again() {
        let team = team();
        let log = team.log().without_name("ZOË NG").expect("it stands in it");
        let text = serde_json::to_string(&log).expect("plain data").to_lowercase();
        assert!(!text.contains("ng\"") && !text.contains("zoë"), "{text}");
        assert!(text.contains("a former colleague heard the sister"), "{text}");
        let share = Share::of(&team.log().entries, "Zoë Ng");
        assert_eq!((share.phones, share.own.len(), share.mentions.len()), (2, 2, 2));
        assert_eq!(
            share.mentions,
            ["Zoë Ng heard the sister.", "Will Okafor asked Zoë Ng too late."]
        );
        assert!(Share::of(&log.entries, "Zoë Ng").is_empty());
        let again = Team::replay(&team.drill().scenario, &log).expect("it plays again");
        assert_eq!(again.members()[2].name, "a former colleague 2");
        assert_eq!(log.without_name("Zoë Ng"), None, "nothing is left of it");
    }

    #[test]
    fn a_plan_forgets_a_name_wherever_it_stands() {
        let change = |who: &str| Change {
            what: "the mailbox".to_owned(),
            who: who.to_owned(),
            when: String::new(),
        };
        let plan = Plan {
            say: "Ask Zoë first.".to_owned(),
            changes: vec![change("Zoë"), change("Ben")],
            ..Plan::default()
        };
        let without = plan.without_name("zoë").expect("it stands in it");
        assert_eq!(without.say, "Ask a former colleague first.");
        assert_eq!(without.changes, [change("A former colleague"), change("Ben")]);
        assert_eq!(without.without_name("zoë"), None);
        assert_eq!(plan.mentions("Zoë"), ["Ask Zoë first.", "Zoë"]);
    }
}

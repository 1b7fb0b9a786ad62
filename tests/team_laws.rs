//! Laws of a team session over random streams of commands: no vote is seen before the reveal, none is lost or counted twice, every state
//! can be left, a refusal changes nothing, a log played again is the same session.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bounceback::drill::Choice;
use bounceback::library::Library;
use bounceback::scenario::{Scenario, read, template};
use bounceback::session::team::{Command, Log, MemberId, NoteKind, Phase, Standing, Start, Team};
use proptest::prelude::*;

/// The template with injects: seen only, with time that passes, with a flag.
fn cake() -> Arc<Scenario> {
    let injects = r#"
    injects: [
        (id: "bell", label: "The bell", scene: "It rings."),
        (id: "crash", label: "A crash", say: "What was that?", acts: [Wait(2)]),
        (id: "blame", label: "A word", scene: "Something stupid.", acts: [Blame(Customer), Transfer], when: (anger: (0, 8))),
    ],
    start:"#;
    let text = template("cake").replacen("\n    start:", injects, 1);
    Arc::new(read(&text).scenario.expect("the template is valid, and so are they"))
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

/// A command out of random bits: mostly one that could make sense now, sometimes rubbish.
fn command(team: &Team, bits: u64) -> Command {
    let part = |at: u32| usize::try_from((bits >> at) & 0xffff).expect("16 bits");
    let people = team.members().len().max(1);
    let member = MemberId(u32::try_from(part(16) % (people + usize::from(part(32) % 50 == 0))).expect("few"));
    let other = MemberId(u32::try_from(part(32) % people).expect("few"));
    let choice = match team.voting() {
        Some(ballot) if !ballot.options.is_empty() && part(48) % 20 != 0 => {
            ballot.options[part(32) % ballot.options.len()]
        }
        _ => u8::try_from(part(32) % 6).expect("small"),
    };
    let last = u32::try_from(part(48) % 4).expect("small");
    let ballot = team
        .voting()
        .map_or(last, |ballot| ballot.id - u32::from(part(48) % 30 == 1).min(ballot.id));
    match part(0) % 100 {
        0..=5 if people < 25 => Command::Join {
            name: ["Maya", "Ben", "maya", " ", "Zoë\u{202e}"][part(16) % 5].to_owned(),
        },
        6 => Command::Leave { member },
        7..=8 => Command::Away { member },
        9..=11 => Command::Return { member },
        12..=59 => Command::Vote { member, ballot, choice },
        60..=63 => Command::Decide { member, choice },
        64 => Command::Note {
            member,
            kind: if part(32) % 2 == 0 {
                NoteKind::Plus
            } else {
                NoteKind::Delta
            },
            text: "we listened".to_owned(),
        },
        65 => Command::Shown {
            member,
            shown: part(32) % 2 == 0,
        },
        66..=67 => Command::Door { open: part(32) % 3 > 0 },
        68..=69 => Command::Admit { member },
        70 => Command::Remove { member },
        71 => Command::Same { member, person: other },
        72 => Command::Heard {
            kind: NoteKind::Delta,
            text: "ask sooner".to_owned(),
        },
        85..=87 => Command::Back,
        88 => Command::Skip,
        89 => Command::Pause,
        90..=92 => Command::Resume,
        93 => Command::SecondVote,
        94 => Command::HotSeat {
            member: (part(32) % 2 == 0).then_some(member),
        },
        95 => Command::Call { choice },
        96 => Command::Hands {
            ballot,
            hands: vec![1, 2, 0, 3][..(part(32) % 5).min(4)].to_vec(),
        },
        97 => Command::Silence,
        98 if part(32) % 8 == 0 => Command::End,
        98 => Command::Inject {
            id: match team.drill().scenario.injects.as_slice() {
                [] => "bell".to_owned(),
                all => all[part(16) % all.len()].id.clone(),
            },
        },
        _ => Command::Next,
    }
}

/// What was voted, kept apart from the session: each accepted vote by ballot and person.
#[derive(Default)]
struct Book {
    votes: BTreeMap<(u32, MemberId), u8>,
    same: BTreeMap<MemberId, MemberId>,
}

impl Book {
    fn person(&self, mut member: MemberId) -> MemberId {
        while let Some(other) = self.same.get(&member) {
            member = *other;
        }
        member
    }

    /// Notes a command that was taken; `before` is the session before it.
    fn note(&mut self, before: &[u32], command: &Command) {
        match command {
            Command::Vote { member, ballot, choice } => {
                self.votes.insert((*ballot, self.person(*member)), *choice);
            }
            Command::Same { member, person } => {
                let (goes, stays) = (self.person(*member), self.person(*person));
                let moved: Vec<(u32, u8)> = self
                    .votes
                    .iter()
                    .filter(|((_, who), _)| *who == goes)
                    .map(|((ballot, _), choice)| (*ballot, *choice))
                    .collect();
                for (ballot, choice) in moved {
                    self.votes.remove(&(ballot, goes));
                    self.votes.entry((ballot, stays)).or_insert(choice);
                }
                self.same.insert(goes, stays);
            }
            Command::Remove { member } => self
                .votes
                .retain(|(ballot, who), _| who != member || !before.contains(ballot)),
            _ => {}
        }
    }

    /// Every vote stands in exactly one ballot, and nothing else does.
    fn check(&self, team: &Team) {
        let mut found = BTreeMap::new();
        for ballot in team
            .rounds()
            .iter()
            .chain(team.taken_back())
            .flat_map(|round| &round.ballots)
        {
            for at in 0..u32::try_from(team.members().len()).expect("few") {
                if let Some(choice) = ballot.of(MemberId(at)) {
                    assert!(
                        found.insert((ballot.id, MemberId(at)), choice).is_none(),
                        "counted twice"
                    );
                }
            }
            if let Some(tally) = ballot.tally() {
                assert_eq!(
                    tally.iter().sum::<u32>(),
                    ballot.count(),
                    "a tally holds every vote once"
                );
            } else {
                assert_eq!(
                    ballot.revealed().count() + ballot.revealed_hands().len(),
                    0,
                    "hidden until it is closed"
                );
            }
        }
        assert_eq!(found, self.votes);
    }
}

/// The ids of all ballots that are open.
fn open(team: &Team) -> Vec<u32> {
    let all = team
        .rounds()
        .iter()
        .chain(team.taken_back())
        .flat_map(|round| &round.ballots);
    all.filter(|ballot| !ballot.is_closed())
        .map(|ballot| ballot.id)
        .collect()
}

/// All that anybody but one person may see, as it is sent.
fn seen(team: &Team, not_by: MemberId) -> String {
    let mut all = serde_json::to_string(&(team.room_view(), team.facilitator_view(usize::MAX))).expect("plain data");
    for at in 0..u32::try_from(team.members().len()).expect("few") {
        if team.person(MemberId(at)) != Some(not_by) {
            all += &serde_json::to_string(&team.own_view(MemberId(at))).expect("plain data");
        }
    }
    all
}

/// The same session in which somebody voted for something else: nobody else sees a difference while the ballot is open.
fn nobody_sees_a_vote(scenario: &Arc<Scenario>, team: &Team) {
    let Some(ballot) = team.voting() else { return };
    let log = team.log();
    let last = log
        .entries
        .iter()
        .rposition(|entry| matches!(&entry.command, Command::Vote { ballot: in_it, .. } if *in_it == ballot.id));
    let Some(last) = last else { return };
    let mut other = log.clone();
    let Command::Vote { member, choice, .. } = &mut other.entries[last].command else {
        unreachable!()
    };
    let (member, chosen) = (*member, *choice);
    let Some(instead) = ballot.options.iter().find(|option| **option != chosen) else {
        return;
    };
    *choice = *instead;
    let twin = Team::replay(scenario, &other).expect("another vote for what can be voted for");
    // Two phones may have become one since.
    let person = team.person(member).expect("somebody");
    assert_eq!(
        seen(team, person),
        seen(&twin, person),
        "a vote was seen before the reveal"
    );
    if team.voting().is_some_and(|ballot| ballot.of(person) == Some(chosen)) {
        assert_ne!(team, &twin, "the twin is another session: the law can fail");
    }
}

/// Each inject is brought once at most, only such as the facilitator was shown, and what the drill keeps of them is what the log says.
fn injects_come_once(team: &Team) {
    let mut brought = BTreeSet::new();
    for step in team.drill().steps() {
        if let Choice::Inject(at) = step.choice {
            assert!(brought.insert(at), "brought twice");
        }
    }
    let listed = team.facilitator_view(0).injects;
    let all = team.drill().scenario.injects.iter().zip(0..);
    for (inject, at) in all {
        let mut twin = team.clone();
        let taken = twin.take(0, &Command::Inject { id: inject.id.clone() });
        let may = listed.iter().any(|view| view.id == inject.id);
        assert_eq!(
            taken.is_ok(),
            may,
            "{}: what is listed may be brought, and nothing else: {taken:?}",
            inject.id
        );
        assert!(!(may && brought.contains(&at)));
    }
}

fn can_be_left(team: &Team) {
    let mut on = team.clone();
    if on.is_paused() {
        on.take(0, &Command::Resume).expect("a pause can be ended");
    }
    let way = if on.phase() == Phase::Over {
        Command::Back
    } else {
        Command::Next
    };
    let before = on.clone();
    on.take(0, &way).expect("every state can be left");
    let moved = on.phase() != before.phase() || on.rounds().len() != before.rounds().len();
    assert!(moved, "{:?} leads nowhere", before.phase());
    if !matches!(team.phase(), Phase::Debrief | Phase::Over) {
        let mut ended = team.clone();
        ended
            .take(0, &Command::End)
            .expect("a session can be ended from everywhere");
        assert_eq!(ended.phase(), Phase::Debrief);
        ended.take(0, &Command::Back).expect("and taken up again");
        assert_eq!(ended.phase(), team.phase());
    }
}

/// Plays a stream and checks the laws on the way, more closely every so many commands. How many commands were taken.
fn play(
    scenario: &Arc<Scenario>,
    seed: u64,
    stream: impl Iterator<Item = u64>,
    closely: u64,
    seen: &mut BTreeSet<&'static str>,
    injected: &mut (usize, usize),
) -> usize {
    let mut team = Team::start(scenario, Start::new(scenario, seed));
    let mut book = Book::default();
    let mut millis = 0;
    for bits in stream {
        millis += bits % 5000;
        let command = command(&team, bits);
        let look = bits.rotate_left(17) % closely == 0;
        let before = look.then(|| team.clone());
        let ballots = if matches!(command, Command::Remove { .. }) {
            open(&team)
        } else {
            Vec::new()
        };
        match team.take(millis, &command) {
            Ok(_) => {
                injected.0 += usize::from(matches!(command, Command::Inject { .. }));
                book.note(&ballots, &command);
            }
            Err(_) => assert!(
                before.is_none_or(|before| before == team),
                "{command:?} was refused and changed something"
            ),
        }
        seen.insert(team.phase().name());
        if look {
            book.check(&team);
            nobody_sees_a_vote(scenario, &team);
            can_be_left(&team);
            injects_come_once(&team);
            injected.1 += team
                .drill()
                .steps()
                .iter()
                .filter(|step| matches!(step.choice, Choice::Inject(_)))
                .count();
            let present = team
                .members()
                .iter()
                .filter(|member| member.standing == Standing::In && member.same_as.is_none());
            assert_eq!(team.present() as usize, present.count());
        }
    }
    book.check(&team);
    let text = serde_json::to_string(team.log()).expect("plain data");
    let log: Log = serde_json::from_str(&text).expect("what was written");
    assert_eq!(
        Team::replay(scenario, &log).expect("its own log"),
        team,
        "a log played again is the same session"
    );
    team.log().entries.len()
}

/// More than a million commands that were taken, over all shipped scenarios.
#[test]
fn a_million_commands_keep_the_laws() {
    let library = Library::shipped();
    let scenarios: Vec<&Arc<Scenario>> = library.scenarios().collect();
    let (mut taken, mut seen, mut injected) = (0, BTreeSet::new(), (0, 0));
    for seed in 0..8000_u64 {
        let scenario = scenarios[usize::try_from(seed).expect("small") % scenarios.len()];
        let mut random = Random(seed);
        taken += play(
            scenario,
            seed,
            (0..500).map(|_| random.next()),
            97,
            &mut seen,
            &mut injected,
        );
    }
    assert!(
        injected.0 > 500 && injected.1 > 500,
        "{injected:?} injects: little is tested"
    );
    assert!(taken > 1_000_000, "{taken} commands were taken: little is tested");
    let phases = [
        "Lobby",
        "Listening",
        "Aftercare",
        "Vote",
        "Reveal",
        "Talk",
        "Second",
        "Tie",
        "HotSeat",
        "Reaction",
        "Debrief",
        "Over",
    ];
    assert_eq!(seen.len(), phases.len(), "every phase is met: {seen:?}");
}

proptest! {
    /// The same with streams that shrink to what matters.
    #[test]
    fn short_streams_keep_the_laws(seed in 0..1000_u64, stream in proptest::collection::vec(any::<u64>(), 0..120)) {
        play(&cake(), seed, stream.into_iter(), 3, &mut BTreeSet::new(), &mut (0, 0));
    }
}

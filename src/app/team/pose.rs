//! A team session posed for pictures: the same people, the same votes, the same code each time; nobody holds it.

use std::sync::Arc;

use super::rehearsal::Rehearsal;
use super::seen::{Entrance, Seen};
use super::wish::Page;
use crate::app::shelf::Item;
use crate::drill::Setup;
use crate::serve::{Looked, Way, qr};
use crate::session::team::{Change, Command, MemberId, NoteKind, Phase, Plan, Start, Team, TeamDebrief, TeamReview};

/// A moment of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pose {
    Start,
    Lobby,
    Listening,
    Vote,
    /// Hands are counted.
    Hands,
    Talk,
    Second,
    Seat,
    Reaction,
    Days,
    Controls,
    Debrief(Page),
    Over,
}

impl Pose {
    pub const ALL: [Self; 17] = [
        Self::Start,
        Self::Lobby,
        Self::Listening,
        Self::Vote,
        Self::Hands,
        Self::Talk,
        Self::Second,
        Self::Seat,
        Self::Reaction,
        Self::Days,
        Self::Controls,
        Self::Debrief(Page::Result),
        Self::Debrief(Page::Moves),
        Self::Debrief(Page::Divided),
        Self::Debrief(Page::Notes),
        Self::Debrief(Page::Plan),
        Self::Over,
    ];

    /// The picture's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "team-start",
            Self::Lobby => "team-lobby",
            Self::Listening => "team-listening",
            Self::Vote => "team-vote",
            Self::Hands => "team-hands",
            Self::Talk => "team-talk",
            Self::Second => "team-second",
            Self::Seat => "team-seat",
            Self::Reaction => "team-reaction",
            Self::Days => "team-days",
            Self::Controls => "team-controls",
            Self::Debrief(Page::Result) => "team-debrief",
            Self::Debrief(Page::Moves) => "team-moves",
            Self::Debrief(Page::Divided) => "team-divided",
            Self::Debrief(Page::Notes) => "team-notes",
            Self::Debrief(Page::Plan) => "team-plan",
            Self::Over => "team-over",
        }
    }
}

/// The people of a posed session.
const NAMES: [&str; 7] = ["Maya", "Ravi", "Sofia", "Tom", "Amina", "Jonas", "Li"];

/// Poses the session of a scenario at this moment.
pub fn pose(rehearsal: &mut Rehearsal, item: &Item, at: usize, pose: Pose) {
    *rehearsal = Rehearsal::default();
    rehearsal.is_posed = true;
    rehearsal.prepared.scenario = at;
    rehearsal.with_phones = pose != Pose::Hands;
    if pose == Pose::Start {
        return;
    }
    let address = "http://192.168.1.5:8750/";
    rehearsal.entrance = Entrance {
        way: Way {
            code: "ROOF-4271".to_owned(),
            addresses: vec![address.to_owned()],
            qr: qr(&format!("{address}#ROOF-4271")),
        },
        ..Entrance::default()
    };
    let mut posed = Posed::open(item, rehearsal.with_phones);
    posed.play_to(pose);
    let looked = matches!(pose, Pose::Debrief(_) | Pose::Over)
        .then(|| looked(&posed.team))
        .flatten();
    let seen = Seen::posed(&posed.team, looked, plan());
    rehearsal.show(seen);
    if pose == Pose::Hands {
        for (hands, count) in rehearsal.hands.1.iter_mut().zip([5, 3, 1]) {
            *hands = count;
        }
    }
    if let Pose::Debrief(page) = pose {
        rehearsal.page = page;
    }
    rehearsal.is_aside = pose == Pose::Controls;
    if let Some(seen) = &rehearsal.seen {
        rehearsal.actor.settle(seen);
    }
}

fn looked(team: &Team) -> Option<Arc<Looked>> {
    let review = TeamReview::of(team).ok()?;
    let debrief = TeamDebrief::of(team, &review);
    Some(Arc::new(Looked { review, debrief }))
}

fn plan() -> Plan {
    Plan {
        say: "That is on us. I am sorry that you had to call three times.".to_owned(),
        act: "Stop the damage first, then talk about money. Ring back within the hour, even with no news.".to_owned(),
        allowed: "Send the crew out the same day without asking.".to_owned(),
        fund: Some(150),
        approval: None,
        changes: vec![Change {
            what: "Voicemails reach whoever is on duty".to_owned(),
            who: "Sofia".to_owned(),
            when: "Friday".to_owned(),
        }],
    }
}

/// A session that is played by itself.
struct Posed {
    team: Team,
    millis: u64,
}

impl Posed {
    fn open(item: &Item, with_phones: bool) -> Self {
        let scenario = &item.scenario;
        let start = Start {
            setup: Setup::draw(scenario, item.policy.clone(), None, 7),
            shows_by_itself: false,
            ..Start::new(scenario, 7)
        };
        let mut posed = Self {
            team: Team::start(scenario, start),
            millis: 0,
        };
        if with_phones {
            posed.tell(&Command::Door { open: true });
            for name in NAMES {
                posed.tell(&Command::Join { name: name.to_owned() });
            }
        }
        posed
    }

    /// What is refused changes nothing: a scenario may be shorter than the pose.
    fn tell(&mut self, command: &Command) {
        self.millis += 1000;
        let _refused = self.team.take(self.millis, command);
    }

    fn next_to(&mut self, phase: Phase) {
        for _ in 0..4 {
            if self.team.phase() != phase {
                self.tell(&Command::Next);
            }
        }
    }

    /// Everybody but the last votes: most for the first move, some for the second, one for the third.
    fn vote(&mut self, all: bool) {
        let view = self.team.room_view();
        let Some(ballot) = view.ballot else { return };
        let open: Vec<u8> = view.moves.iter().filter(|mv| mv.open).map(|mv| mv.choice).collect();
        let people = NAMES.len() - usize::from(!all);
        for (member, pick) in (0..).zip([0, 1, 0, 2, 1, 0, 1]).take(people) {
            let choice = open.get(pick).or(open.first()).copied();
            if let Some(choice) = choice {
                let member = MemberId(member);
                self.tell(&Command::Vote { member, ballot, choice });
            }
        }
    }

    /// One whole beat: votes, talk, and the facilitator calls the best that is left.
    fn beat(&mut self, good: &[u8]) {
        self.next_to(Phase::Vote);
        self.vote(true);
        self.next_to(Phase::Talk);
        let rounds = self.team.drill().steps().len();
        let choice = good.get(rounds).copied().unwrap_or(0);
        self.tell(&Command::Call { choice });
        if self.team.phase() != Phase::Reaction {
            let offers = self.team.drill().offers();
            let open = offers.iter().find(|offer| offer.barred.is_none());
            if let Some(offer) = open {
                self.tell(&Command::Call { choice: offer.index });
            }
        }
    }

    fn play_to(&mut self, pose: Pose) {
        let good = crate::app::gallery::good_run(self.team.drill());
        match pose {
            Pose::Start | Pose::Lobby => {}
            Pose::Listening | Pose::Controls => self.tell(&Command::Next),
            Pose::Vote => {
                self.next_to(Phase::Vote);
                self.vote(false);
            }
            Pose::Hands => self.next_to(Phase::Vote),
            Pose::Talk | Pose::Second | Pose::Seat => {
                self.next_to(Phase::Vote);
                self.vote(true);
                self.next_to(Phase::Talk);
                match pose {
                    Pose::Second => {
                        self.tell(&Command::SecondVote);
                        self.vote(false);
                    }
                    Pose::Seat => self.tell(&Command::HotSeat { member: None }),
                    _ => {}
                }
            }
            Pose::Reaction => self.beat(&good),
            Pose::Days => {
                for _ in 0..12 {
                    self.beat(&good);
                    if self.team.drill().is_over() {
                        break;
                    }
                    self.tell(&Command::Next);
                    if self.team.phase() == Phase::Aftercare {
                        self.next_to(Phase::Vote);
                        self.vote(false);
                        break;
                    }
                }
            }
            Pose::Debrief(_) | Pose::Over => {
                for _ in 0..24 {
                    self.beat(&good);
                    if self.team.drill().is_over() {
                        break;
                    }
                    self.tell(&Command::Next);
                }
                self.tell(&Command::End);
                self.tell(&Command::Shown {
                    member: MemberId(0),
                    shown: true,
                });
                for (member, kind, text) in [
                    (0, NoteKind::Plus, "We let him finish before we spoke."),
                    (2, NoteKind::Plus, "The tarpaulin came before the talk about money."),
                    (4, NoteKind::Delta, "Nobody said by when."),
                ] {
                    self.tell(&Command::Note {
                        member: MemberId(member),
                        kind,
                        text: text.to_owned(),
                    });
                }
                if pose == Pose::Over {
                    self.tell(&Command::Next);
                }
            }
        }
    }
}

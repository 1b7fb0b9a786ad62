//! The team session in the window: what was prepared, what is held, what the facilitator has open.

use std::path::PathBuf;
use std::sync::Arc;

use bevy::prelude::*;
use bevy::window::RequestRedraw;

use super::actor::Actor;
use super::clerk::{Answer, Clerk, Order, Unfinished};
use super::drafting::Drafting;
use super::prepared::Prepared;
use super::seen::{Entrance, Seen};
use super::wish::{Page, Wish};
use crate::app::papers;
use crate::app::screen::{Screen, fresh_seed};
use crate::app::settings::Settings;
use crate::app::shelf::Shelf;
use crate::report::team_html;
use crate::serve::{Host, qr};
use crate::session::team::{Command, MemberId};

/// The most hands that are counted for a move.
const HANDS_MAX: u32 = 999;

/// The team session in the window.
#[derive(Resource, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub struct Rehearsal {
    /// Where sessions are kept; `None`: nowhere.
    pub folder: Option<PathBuf>,
    /// The records that a session is told to; `None`: none are.
    pub records: Option<String>,
    pub prepared: Prepared,
    /// A session that was not finished.
    pub unfinished: Option<Unfinished>,
    clerk: Clerk,
    host: Option<Arc<Host>>,
    /// What is shown of the session; `None`: none is held.
    pub seen: Option<Seen>,
    pub entrance: Entrance,
    pub actor: Actor,
    /// Whether people vote with phones.
    pub with_phones: bool,
    /// The page of the debrief.
    pub page: Page,
    /// Hands counted for the open moves of this ballot, in their order.
    pub hands: (u32, Vec<u32>),
    /// Whether the facilitator's controls are open, and in them the remote's QR code.
    pub is_aside: bool,
    pub shows_remote: bool,
    /// Whose second phone is looked for.
    pub second: Option<MemberId>,
    pub drafting: Drafting,
    /// The ballot that was asked to be closed before everybody had voted.
    warned: Option<u32>,
    /// What was done, or could not be, in a sentence.
    pub said: Option<String>,
    /// The turn and count of votes that `seen` was made of.
    turn: (u64, u32, u32),
    is_looking: bool,
    /// Whether it is posed for a picture.
    pub is_posed: bool,
    /// What screens ask for in this picture.
    pub wishes: Vec<Wish>,
}

impl Rehearsal {
    /// Whether something is still to be brought.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let in_debrief = self
            .seen
            .as_ref()
            .is_some_and(|seen| seen.room.tier.is_some() && seen.debrief.is_none());
        self.clerk.is_busy() || in_debrief
    }

    /// Whether a session is held.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        self.host.is_some()
    }

    /// Looks for what can be gone on with, and for this machine's addresses.
    pub fn look(&mut self) {
        if self.host.is_some() || self.is_looking || self.is_posed {
            return;
        }
        self.prepared.look_for_addresses();
        if let Some(folder) = self.folder.clone() {
            self.is_looking = true;
            self.clerk.ask(Order::Look(folder));
        }
    }

    /// Takes what the clerk and the room have brought; whether anything is to be drawn anew.
    fn tend(&mut self) -> bool {
        let mut has_changed = false;
        for answer in self.clerk.take() {
            has_changed = true;
            match answer {
                Answer::Found(found) => (self.unfinished, self.is_looking) = (found, false),
                Answer::Held(host) => self.hold(host),
                Answer::Said(said) => self.said = Some(said),
                Answer::Done => {}
            }
        }
        if let Some(host) = &self.host {
            let snapshot = host.snapshot();
            let turn = (snapshot.turn, snapshot.room.voted, snapshot.room.present);
            if self.turn != turn || self.seen.is_none() {
                let seen = Seen::of(&snapshot, &host.team());
                self.turn = turn;
                self.show(seen);
                has_changed = true;
            }
        }
        if let Some(plan) = self.drafting.due() {
            self.clerk.ask(Order::Plan(Box::new(plan)));
        }
        has_changed
    }

    fn hold(&mut self, host: Arc<Host>) {
        let link = host.facilitator_link().unwrap_or_default();
        self.entrance = Entrance {
            way: host.way().clone(),
            remote: if link.is_empty() { Vec::new() } else { qr(&link) },
            remote_link: link,
            kept_at: host.kept_at().map(|path| path.display().to_string()),
        };
        self.with_phones = host.address().is_some();
        self.host = Some(host);
        (self.seen, self.unfinished, self.said) = (None, None, None);
        (self.page, self.hands) = (Page::default(), (0, Vec::new()));
        (self.is_aside, self.shows_remote, self.second) = (false, false, None);
        self.actor = Actor::default();
        self.drafting = Drafting::default();
    }

    /// Shows this.
    pub fn show(&mut self, seen: Seen) {
        let open = seen.room.moves.iter().filter(|mv| mv.open).count();
        let ballot = seen.room.ballot.unwrap_or(u32::MAX);
        if self.hands.0 != ballot || self.hands.1.len() != open {
            self.hands = (ballot, vec![0; open]);
        }
        let before = self.seen.as_ref().map(|seen| seen.room.phase);
        if before != Some(seen.room.phase) {
            self.said = None;
            if seen.room.phase == "Debrief" {
                self.page = Page::default();
            }
        }
        self.drafting.brought(&seen.plan);
        self.seen = Some(seen);
    }

    fn tell(&mut self, command: Command) {
        self.clerk.ask(Order::Do(command));
    }

    /// Tells the hands; they are seen when the vote is shown.
    fn counted(&self) -> Option<Command> {
        let (ballot, hands) = &self.hands;
        let some = hands.iter().any(|hand| *hand > 0);
        (some && *ballot != u32::MAX).then(|| Command::Hands {
            ballot: *ballot,
            hands: hands.clone(),
        })
    }

    fn next(&mut self) {
        let Some(seen) = &self.seen else { return };
        if seen.room.paused {
            self.tell(Command::Resume);
            return;
        }
        // Whoever is read to along may have the rest at once.
        if self.actor.is_speaking() && matches!(seen.room.phase, "Listening" | "Reaction") {
            self.actor.hasten();
            return;
        }
        if seen.room.phase == "Debrief"
            && let Some(page) = self.page.next()
        {
            self.page = page;
            return;
        }
        if seen.room.ballot.is_some() {
            let counted = self.counted();
            if !self.with_phones && counted.is_none() {
                self.said = Some("Count the hands first: press a move's number once for each.".to_owned());
                return;
            }
            // A key that was pressed twice must not show a vote that has just begun.
            let (voted, of) = (seen.room.voted, seen.room.of);
            if counted.is_none() && voted < of && self.warned != seen.room.ballot {
                self.warned = seen.room.ballot;
                self.said = Some(format!(
                    "{voted} of {of} have voted. Once more shows the votes all the same."
                ));
                return;
            }
            let orders = counted.into_iter().chain([Command::Next]);
            self.clerk.ask(Order::DoAll(orders.collect()));
            return;
        }
        self.tell(Command::Next);
    }

    fn grant(&mut self, wish: Wish, shelf: &Shelf) {
        self.said = None;
        match wish {
            Wish::Scenario(at) => self.prepared.scenario = at,
            Wish::Phones(with) => self.prepared.with_phones = with,
            Wish::Door(open) => self.prepared.is_open = open,
            Wish::Shows(by_itself) => self.prepared.shows_by_itself = by_itself,
            Wish::Temper(temper) => self.prepared.temper = temper,
            Wish::Address(at) => self.prepared.address = at,
            Wish::Begin => {
                if let Some(config) = self.prepared.config(shelf, fresh_seed(), self.folder.clone()) {
                    let opens = self.prepared.is_open && config.listen.is_some();
                    self.clerk.ask(Order::Begin(Box::new(config), self.records.clone()));
                    if opens {
                        self.tell(Command::Door { open: true });
                    }
                }
            }
            Wish::GoOn => {
                if let Some(unfinished) = self.unfinished.clone() {
                    self.prepared.with_phones = unfinished.with_phones;
                    let listen = self.prepared.listen();
                    self.clerk
                        .ask(Order::GoOn(unfinished.path, listen, self.records.clone()));
                }
            }
            Wish::Do(command) => self.tell(command),
            Wish::Next => self.next(),
            Wish::Back => match (self.seen.as_ref().map(|seen| seen.room.phase), self.page.before()) {
                (Some("Debrief"), Some(page)) => self.page = page,
                _ => self.tell(Command::Back),
            },
            Wish::Page(page) => self.page = page,
            Wish::Hands(more) => {
                for (hands, more) in self.hands.1.iter_mut().zip(more) {
                    *hands = hands.saturating_add_signed(more).min(HANDS_MAX);
                }
            }
            Wish::Count => {
                if let Some(command) = self.counted() {
                    self.tell(command);
                }
            }
            Wish::Aside(open) => (self.is_aside, self.shows_remote, self.second) = (open, false, None),
            Wish::Remote(shows) => self.shows_remote = shows,
            Wish::Second(member) => self.second = member,
            Wish::Draft(plan) => self.drafting.typed(*plan),
            Wish::SavePage => self.said = Some(self.save_page()),
            Wish::SavePolicy => self.said = Some(self.save_policy()),
            Wish::Close => self.close(),
        }
    }

    fn close(&mut self) {
        if let Some(plan) = self.drafting.rest() {
            self.clerk.ask(Order::Plan(Box::new(plan)));
        }
        self.clerk.ask(Order::Close);
        (self.host, self.seen) = (None, None);
        self.entrance = Entrance::default();
        self.is_aside = false;
        self.look();
    }

    /// Writes the session's page; what became of it.
    fn save_page(&self) -> String {
        let Some((seen, looked)) = self.seen.as_ref().and_then(|seen| Some((seen, seen.debrief.as_ref()?))) else {
            return "The best play is still being worked out: a moment.".to_owned();
        };
        let customer = seen.scenario.customer.first_name();
        let page = team_html(&seen.scenario.title, customer, &looked.debrief, self.drafting.plan());
        let name = format!("{}-team", seen.scenario.id);
        match papers::write_new(&name, "html", &page) {
            Ok(file) => format!("Written: {}. Any browser opens and prints it.", file.display()),
            Err(error) => format!("The page cannot be written: {error}."),
        }
    }

    /// Writes the plan's policy; what became of it.
    fn save_policy(&self) -> String {
        let Some(text) = self.drafting.plan().cleaned().policy_text() else {
            return "The plan sets neither a fund nor what needs a manager.".to_owned();
        };
        match papers::write_new("policy", "ron", &text) {
            Ok(file) => format!(
                "Written: {}. In a folder of scenarios, named policy.ron, it holds for all of them.",
                file.display()
            ),
            Err(error) => format!("The policy cannot be written: {error}."),
        }
    }
}

/// What screens wished is done, and what was brought is shown.
pub fn tend(
    mut rehearsal: ResMut<Rehearsal>,
    screen: Res<State<Screen>>,
    shelf: Res<Shelf>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let wishes = std::mem::take(&mut rehearsal.bypass_change_detection().wishes);
    let mut has_changed = !wishes.is_empty();
    let mut last = None;
    for wish in wishes {
        // A pass may run twice in a frame and ask twice for the same.
        if last.as_ref() != Some(&wish) {
            last = Some(wish.clone());
            rehearsal.grant(wish, &shelf);
        }
    }
    has_changed |= rehearsal.bypass_change_detection().tend();
    if has_changed && *screen.get() == Screen::Team {
        redraw.write(RequestRedraw);
    }
}

/// Time passes on the shared screen.
pub fn advance(time: Res<Time<Real>>, settings: Res<Settings>, mut rehearsal: ResMut<Rehearsal>) {
    /// The longest step of a moving picture; what is more was sleep.
    const STEP_SECONDS: f32 = 0.1;
    let rehearsal = rehearsal.bypass_change_detection();
    if let Some(seen) = &rehearsal.seen {
        let seconds = time.delta_secs().min(STEP_SECONDS);
        rehearsal.actor.pass(seen, seconds, !settings.reduced_motion);
    }
}

#[cfg(test)]
mod tests;

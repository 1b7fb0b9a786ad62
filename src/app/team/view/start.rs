//! Before a session: which customer, how people vote, who comes in.

use bevy_egui::egui::{Key, Rect, Ui, pos2, vec2};

use super::Asked;
use crate::app::drill::face_of;
use crate::app::screen::Command;
use crate::app::shelf::{Entry, Item, Shelf};
use crate::app::team::rehearsal::Rehearsal;
use crate::app::team::wish::Wish;
use crate::app::theme::{GAP, MARGIN, Role};
use crate::app::top::{Room, top_ui};
use crate::app::widgets::{
    Column, Kind, Pen, button_size, focus_first, group, named_button, note, pick_row, portrait, scrolled, wrapped,
    write,
};
use crate::customer::Temper;
use crate::drill::{Rules, Setup, Shown};
use crate::serve::Address;
use crate::vocabulary::Vocabulary;

/// The screen before a session. `name` is that of whoever sits at the machine.
pub fn start_ui(ui: &mut Ui, rehearsal: &Rehearsal, shelf: &Shelf, name: &str, pen: &mut Pen<'_>) -> Option<Asked> {
    let screen = ui.max_rect();
    let escaped = ui
        .input(|input| input.key_pressed(Key::Escape))
        .then_some(Asked::Go(Command::Library));
    let (bottom, wanted) = top_ui(ui, Room::Team, name, pen);
    let room = screen.shrink2(vec2(MARGIN, 0.0));
    let mut top = bottom + 14.0;
    if let Some(said) = &rehearsal.said {
        top = note(ui, &pen.theme, room, top, said);
    }
    let mut wish = None;
    if let Some(unfinished) = &rehearsal.unfinished {
        let beats = match unfinished.decided {
            0 => "nothing was decided yet".to_owned(),
            1 => "1 beat was decided".to_owned(),
            beats => format!("{beats} beats were decided"),
        };
        let words = format!("A session of “{}” was not finished: {beats}.", unfinished.title);
        let mut column = Column {
            left: room.left() + 4.0,
            width: room.width() - 8.0,
            y: top,
        };
        column.words(ui, pen, Role::BodyStrong, &words);
        if column
            .buttons(
                ui,
                pen,
                Kind::Quiet,
                &[("Go on with it", "Go on with the unfinished session")],
            )
            .is_some()
        {
            wish = Some(Wish::GoOn);
        }
        top = column.y + 6.0;
    }
    let below = Rect::from_min_max(pos2(screen.left(), top), screen.max);
    let list = Rect::from_min_max(
        pos2(room.left(), top),
        pos2(
            room.left() + pen.theme.t(330.0).min(room.width() * 0.34),
            screen.bottom() - 20.0,
        ),
    );
    let picked = list_ui(ui, list, rehearsal, shelf, pen);
    let page = Rect::from_min_max(pos2(list.right() + GAP, top), below.max);
    let of_page = page_ui(ui, page, rehearsal, shelf, pen);
    let wish = picked.or(of_page).or(wish).map(Asked::Wish);
    wish.or(wanted.map(Asked::Go)).or(escaped)
}

/// All scenarios by their titles.
fn list_ui(ui: &mut Ui, rect: Rect, rehearsal: &Rehearsal, shelf: &Shelf, pen: &Pen<'_>) -> Option<Wish> {
    let chosen = rehearsal.prepared.item(shelf).map(|item| item.scenario.id.as_str());
    scrolled(ui, rect, "team scenarios", pen.theme.palette.paper, |ui, area| {
        let mut y = area.top() + 2.0;
        let mut picked = None;
        for (at, entry) in shelf.entries.iter().enumerate() {
            let Entry::Item(item) = entry else { continue };
            let is_chosen = chosen == Some(item.scenario.id.as_str());
            let id = ui.id().with(("team", at));
            let title = &item.scenario.title;
            let corner = pos2(area.left() + 2.0, y);
            let response = pick_row(ui, &pen.theme, corner, area.width() - 10.0, id, title, title, is_chosen);
            if response.clicked() {
                picked = Some(Wish::Scenario(at));
            }
            y = response.rect.bottom() + 7.0;
        }
        (y - area.top(), picked)
    })
}

fn page_ui(ui: &mut Ui, rect: Rect, rehearsal: &Rehearsal, shelf: &Shelf, pen: &mut Pen<'_>) -> Option<Wish> {
    let Some(item) = rehearsal.prepared.item(shelf) else {
        let mut column = Column {
            left: rect.left(),
            width: rect.width() - MARGIN,
            y: rect.top(),
        };
        column.words(ui, pen, Role::Body, "There is no scenario that can be played.");
        return None;
    };
    let theme = pen.theme;
    let words = if rehearsal.is_busy() {
        "A moment…"
    } else {
        "Open the room"
    };
    // What leads on is always in sight.
    let high = button_size(ui, &theme, Kind::Action, words).y;
    let at = pos2(rect.left(), rect.bottom() - high - 20.0);
    let begin = named_button(ui, &theme, at, Kind::Action, words, "Open the room");
    focus_first(ui, &begin, pen.entered);
    let begun = (begin.clicked() && !rehearsal.is_busy()).then_some(Wish::Begin);
    let above = Rect::from_min_max(rect.min, pos2(rect.right(), at.y - 12.0));
    let chosen = scrolled(ui, above, "team page", theme.palette.paper, |ui, area| {
        let room = Rect::from_min_max(area.min, pos2(area.right() - MARGIN, area.bottom()));
        let bottom = about_ui(ui, room, item, pen);
        let place = Rect::from_min_size(pos2(room.left(), bottom + GAP), vec2(room.width(), 0.0));
        let (end, wish) = group(ui, place, "How you hold it", pen, |ui, column, pen| {
            choices_ui(ui, column, rehearsal, pen)
        });
        (end + 8.0 - area.top(), wish)
    });
    chosen.or(begun)
}

/// The customer and the failure; where it ends.
fn about_ui(ui: &mut Ui, room: Rect, item: &Item, pen: &mut Pen<'_>) -> f32 {
    let theme = pen.theme;
    let palette = theme.palette;
    let scenario = &item.scenario;
    let setup = Setup::draw(scenario, item.policy.clone(), None, 0);
    let rules = Rules::new(scenario, &setup);
    let names = rules.names();
    let side = theme.t(150.0).min(room.width() * 0.3);
    let square = Rect::from_min_size(pos2(room.right() - side, room.top()), vec2(side, side));
    let face = face_of(Shown::from(rules.feelings(&rules.start())));
    portrait(
        ui,
        pen.sketches,
        &format!("team {}", scenario.id),
        &scenario.customer.look,
        face,
        square,
    );
    let width = room.width() - side - GAP;
    let mut y = room.top();
    for (role, ink, words) in [
        (Role::Hero, palette.ink, scenario.title.clone()),
        (Role::Small, palette.soft, item.about[0].clone()),
        (Role::Body, palette.ink, scenario.briefing.trouble.fill(&names)),
    ] {
        let words = wrapped(ui, &theme, role, ink, width, &words);
        y = write(ui, pos2(room.left() + 4.0, y), &words).bottom() + 6.0;
    }
    y.max(square.bottom())
}

fn choices_ui(ui: &mut Ui, column: &mut Column, rehearsal: &Rehearsal, pen: &Pen<'_>) -> Option<Wish> {
    let prepared = &rehearsal.prepared;
    let mut wish = None;
    let mut choose =
        |ui: &mut Ui, column: &mut Column, head: &str, names: &[&str], chosen: usize, made: &dyn Fn(usize) -> Wish| {
            column.gap(6.0);
            if let (Some(at), _) = column.choice(ui, pen, head, names, chosen) {
                wish = Some(made(at));
            }
        };
    let with = usize::from(!prepared.with_phones);
    choose(
        ui,
        column,
        "HOW PEOPLE VOTE",
        &["With their phones", "By show of hands"],
        with,
        &|at| Wish::Phones(at == 0),
    );
    if prepared.with_phones {
        let open = usize::from(prepared.is_open);
        let names = ["I let each of them in", "Everybody with the code"];
        choose(ui, column, "WHO COMES IN", &names, open, &|at| Wish::Door(at == 1));
        let waits = usize::from(!prepared.shows_by_itself);
        let names = ["As soon as all have voted", "When I say so"];
        choose(ui, column, "WHEN VOTES ARE SHOWN", &names, waits, &|at| {
            Wish::Shows(at == 0)
        });
        let said = |address: &Address| {
            if *address == Address::THIS_MACHINE {
                "This machine only".to_owned()
            } else {
                address.to_string()
            }
        };
        let addresses: Vec<String> = prepared.addresses.iter().map(said).collect();
        let names: Vec<&str> = addresses.iter().map(String::as_str).collect();
        choose(
            ui,
            column,
            "ADDRESS FOR PHONES",
            &names,
            prepared.address,
            &Wish::Address,
        );
    }
    let names: Vec<&str> = std::iter::once("As it comes")
        .chain(Temper::ALL.iter().map(|temper| temper.name()))
        .collect();
    let chosen = prepared
        .temper
        .and_then(|temper| Temper::ALL.iter().position(|other| *other == temper));
    let made = |at: usize| Wish::Temper(at.checked_sub(1).and_then(|at| Temper::ALL.get(at)).copied());
    choose(
        ui,
        column,
        "THE CUSTOMER'S TEMPER TODAY",
        &names,
        chosen.map_or(0, |at| at + 1),
        &made,
    );
    let words = if prepared.with_phones {
        "The room is opened on this address only, and only until you leave it. Whoever shares the network can read along: nothing on the way is encrypted."
    } else {
        "Nothing listens on the network. Everybody decides alone, all show it at the same moment, and you count."
    };
    column.gap(4.0);
    column.words(ui, pen, Role::Small, words);
    if rehearsal.folder.is_none() {
        column.words(
            ui,
            pen,
            Role::Small,
            "This session is not kept: there is no folder for data.",
        );
    }
    wish
}

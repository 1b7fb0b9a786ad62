//! The list of people: to look at somebody, or to be added.

use bevy_egui::egui::{Id, Rect, Ui, pos2, vec2};

use super::super::desk::Desk;
use super::super::wish::Wish;
use super::{Asked, drills};
use crate::app::theme::{PAD, Role};
use crate::app::widgets::{
    Column, Kind, Pen, asking_field, asking_height, card, pick_row, scrolled, set, set_field, write,
};

fn field_id() -> Id {
    Id::new("another person's name")
}

/// The list in this place. `name` is that of whoever sits at the machine.
pub fn people_ui(ui: &mut Ui, rect: Rect, desk: &Desk, name: &str, pen: &Pen<'_>) -> Option<Asked> {
    let theme = &pen.theme;
    card(ui, theme, rect);
    let inner = rect.shrink2(vec2(PAD, 0.0));
    let head = set(ui, theme, Role::CardTitle, theme.palette.ink, "People");
    let top = write(ui, pos2(inner.left(), rect.top() + 18.0), &head).bottom() + 8.0;
    let high = asking_height(ui, theme, Kind::Small, "Add");
    let foot = rect.bottom() - high - 18.0;
    if pen.entered {
        set_field(ui, field_id(), "");
    }
    let place = Rect::from_min_size(pos2(inner.left(), foot), vec2(inner.width(), high));
    let field = ["Another person's name", "A name"];
    let added = asking_field(
        ui,
        theme,
        place,
        field_id(),
        field,
        Kind::Small,
        ["Add", "Add this person"],
    );
    let list = Rect::from_min_max(pos2(rect.left() + 4.0, top), pos2(rect.right() - 4.0, foot - 8.0));
    let looked_at = scrolled(ui, list, "people", theme.palette.card, |ui, area| {
        let inner = area.shrink2(vec2(PAD - 4.0, 0.0));
        let mut column = Column {
            left: inner.left(),
            width: inner.width(),
            y: inner.top() + 2.0,
        };
        let mut picked = None;
        let people = &desk.shown.people;
        // Whoever has not played yet stands in the list all the same.
        let is_new = !name.is_empty() && !people.iter().any(|row| row.name.as_deref() == Some(name));
        let own = is_new.then(|| (Some(name.to_owned()), 0));
        let rows = own
            .into_iter()
            .chain(people.iter().map(|row| (row.name.clone(), row.sums.judged)));
        for (who, count) in rows {
            let shown = who.as_deref().unwrap_or("No name");
            let corner = pos2(column.left, column.y);
            let id = ui.id().with(("person", &who));
            let said = format!(
                "{}, {}",
                who.as_deref().unwrap_or("those who gave no name"),
                drills(count)
            );
            let is_shown = desk.person == who;
            let response = pick_row(ui, theme, corner, column.width, id, shown, &said, is_shown);
            if response.clicked() {
                picked = Some(who);
            }
            column.y = response.rect.bottom() + 6.0;
        }
        (column.y - area.top(), picked)
    });
    let wish = added.map(Wish::Add).or(looked_at.map(Wish::Look));
    wish.map(Asked::Wish)
}

//! Columns that are filled from above, and cards that are as high as what stands in them.

use bevy_egui::egui::{Align2, CornerRadius, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::{Kind, Pen, button_size, card, named_button, pick, set, wrapped, write};
use crate::app::theme::{PAD, RADIUS_SMALL, Role};

/// Between pieces.
const BETWEEN: f32 = 7.0;

/// A card with a heading and what `rows` puts below it; where it ends, and what `rows` found. How high it is, is known from the last
/// picture.
pub fn group<T>(
    ui: &mut Ui,
    place: Rect,
    head: &str,
    pen: &Pen<'_>,
    rows: impl FnOnce(&mut Ui, &mut Column, &Pen<'_>) -> T,
) -> (f32, T) {
    let theme = &pen.theme;
    let key = ui.id().with(("height of a card", head));
    let known = ui.data_mut(|data| data.get_temp::<f32>(key)).unwrap_or(100.0);
    card(ui, theme, Rect::from_min_size(place.min, vec2(place.width(), known)));
    let mut column = Column {
        left: place.left() + PAD + 4.0,
        width: place.width() - 2.0 * (PAD + 4.0),
        y: place.top() + PAD,
    };
    let words = wrapped(ui, theme, Role::Heading, theme.palette.ink, column.width, head);
    column.y = write(ui, pos2(column.left, column.y), &words).bottom() + 14.0;
    let found = rows(ui, &mut column, pen);
    let height = column.y + PAD - 6.0 - place.top();
    if (height - known).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp::<f32>(key, height));
        ui.ctx().request_discard("the height of a card");
    }
    (place.top() + height, found)
}

/// A column that is filled from above.
pub struct Column {
    pub left: f32,
    pub width: f32,
    pub y: f32,
}

impl Column {
    /// The name of what follows.
    pub fn head(&mut self, ui: &mut Ui, pen: &Pen<'_>, words: &str) {
        let words = wrapped(ui, &pen.theme, Role::Label, pen.theme.palette.soft, self.width, words);
        self.y = write(ui, pos2(self.left, self.y), &words).bottom() + 8.0;
    }

    /// A sentence.
    pub fn words(&mut self, ui: &mut Ui, pen: &Pen<'_>, role: Role, text: &str) {
        let theme = &pen.theme;
        let ink = if role == Role::Small {
            theme.palette.soft
        } else {
            theme.palette.ink
        };
        let words = wrapped(ui, theme, role, ink, self.width, text);
        self.y = write(ui, pos2(self.left, self.y), &words).bottom() + 6.0;
    }

    pub const fn gap(&mut self, height: f32) {
        self.y += height;
    }

    /// One of a few, in as many lines as they need; the place of what was picked. The first piece is told where it stands.
    pub fn choice(
        &mut self,
        ui: &mut Ui,
        pen: &Pen<'_>,
        head: &str,
        names: &[&str],
        chosen: usize,
    ) -> (Option<usize>, Option<bevy_egui::egui::Response>) {
        self.head(ui, pen, head);
        let theme = &pen.theme;
        let widest = names
            .iter()
            .map(|name| set(ui, theme, Role::SmallStrong, theme.palette.ink, name).size().x + theme.t(26.0))
            .fold(0.0, f32::max);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few pieces in a line"
        )]
        let fitting = ((self.width + BETWEEN) / (widest + BETWEEN)).floor().max(1.0) as usize;
        let in_line = fitting.min(names.len()).max(1);
        #[expect(clippy::cast_precision_loss, reason = "a few pieces in a line")]
        let width = (self.width - BETWEEN * (in_line - 1) as f32) / in_line as f32;
        let height = theme.t(44.0);
        let (mut picked, mut first) = (None, None);
        for (at, name) in names.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a few pieces")]
            let (column, line) = ((at % in_line) as f32, (at / in_line) as f32);
            let corner = pos2(
                self.left + column * (width + BETWEEN),
                self.y + line * (height + BETWEEN),
            );
            let rect = Rect::from_min_size(corner, vec2(width, height));
            let id = ui.id().with((head, *name));
            let response = pick(ui, theme, rect, id, name, &format!("{head} {name}"), at == chosen);
            if response.clicked() {
                picked = Some(at);
            }
            first.get_or_insert(response);
        }
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let lines = names.len().div_ceil(in_line) as f32;
        self.y += lines * (height + BETWEEN) - BETWEEN + 6.0;
        (picked, first)
    }

    /// Buttons beside each other, in as many lines as they need: what each shows, and what a screen reader says. Which was pressed.
    pub fn buttons(&mut self, ui: &mut Ui, pen: &Pen<'_>, kind: Kind, pieces: &[(&str, &str)]) -> Option<usize> {
        let theme = &pen.theme;
        let (mut x, mut high, mut pressed) = (self.left, 0.0, None);
        for (at, (words, name)) in pieces.iter().enumerate() {
            let size = button_size(ui, theme, kind, words);
            if x + size.x > self.left + self.width + 0.5 && x > self.left {
                (x, self.y) = (self.left, self.y + size.y + BETWEEN);
            }
            if named_button(ui, theme, pos2(x, self.y), kind, words, name).clicked() {
                pressed = Some(at);
            }
            x += size.x + BETWEEN;
            high = size.y;
        }
        if !pieces.is_empty() {
            self.y += high + BETWEEN;
        }
        pressed
    }

    /// A number that goes up and down by steps.
    pub fn steps(&mut self, ui: &mut Ui, pen: &Pen<'_>, head: &str, value: &str) -> Option<bool> {
        self.head(ui, pen, head);
        let theme = &pen.theme;
        let palette = theme.palette;
        let less = named_button(
            ui,
            theme,
            pos2(self.left, self.y),
            Kind::Quiet,
            "−",
            &format!("{head}: less"),
        );
        let size = button_size(ui, theme, Kind::Quiet, "−");
        let value = set(ui, theme, Role::BodyStrong, palette.ink, value);
        let middle = Rect::from_min_size(pos2(less.rect.right() + BETWEEN, self.y), vec2(theme.t(96.0), size.y));
        let line = Stroke::new(palette.line_width, palette.line);
        ui.painter().rect(
            middle,
            CornerRadius::same(RADIUS_SMALL),
            palette.card,
            line,
            StrokeKind::Inside,
        );
        let corner = Align2::CENTER_CENTER.align_size_within_rect(value.size(), middle).min;
        write(ui, corner, &value);
        let at = pos2(middle.right() + BETWEEN, self.y);
        let more = named_button(ui, theme, at, Kind::Quiet, "+", &format!("{head}: more"));
        self.y += size.y + 6.0;
        match (less.clicked(), more.clicked()) {
            (true, _) => Some(false),
            (_, true) => Some(true),
            _ => None,
        }
    }
}

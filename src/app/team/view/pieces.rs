//! What stands on the shared screen: piece below piece, all of them as large as there is room for, so that the last row can read it.

use bevy_egui::egui::{Align2, Color32, CornerRadius, Id, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::app::theme::{RADIUS, Role, Theme, Tone};
use crate::app::widgets::{
    Pen, Words, bar_on, chip, chip_size, label, press, ring_if_focused, scrolled, spaced, wrapped, write,
};

/// How large text may be, of what the user has chosen: the largest at which all of it fits.
const SCALES: [f32; 12] = [1.6, 1.5, 1.4, 1.31, 1.23, 1.15, 1.08, 1.02, 0.96, 0.9, 0.85, 0.8];
/// No text is smaller than this share of the usual: then the pieces scroll.
const SCALE_MIN: f32 = 0.8;

/// A move, with what became of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MovePiece {
    /// As the room knows it; 0: it has none.
    pub number: u8,
    pub say: String,
    /// Why it cannot be chosen, or what would have been better.
    pub why: Option<String>,
    /// How many voted for it, of how many.
    pub votes: Option<(u32, u32)>,
    /// Hands that are being counted for it.
    pub hands: Option<u32>,
    /// What it was worth.
    pub mark: Option<(String, Tone)>,
    /// Whether it is the one that was decided for.
    pub is_ours: bool,
    /// Whether nobody can choose it.
    pub is_barred: bool,
}

/// A piece of the shared screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// What the customer says, of which so many bytes stand there.
    Line(String, usize),
    /// The same, when the room looks at its votes: smaller, they need the room.
    Again(String),
    /// What the team said or did.
    Ours(String),
    /// What is seen: a scene, a day.
    Scene(String),
    /// Strong words and what belongs to them.
    Head(String, String),
    Title(String),
    Words(String),
    Soft(String),
    /// What the room is asked to do: strong words, then the rest.
    Talk(String, String),
    Move(Box<MovePiece>),
    /// Numbers with their names.
    Figures(Vec<(String, String)>),
}

/// What was pressed, by the place of the move among all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pressed {
    pub at: usize,
    pub more: bool,
}

/// Pieces in this place; what was pressed.
pub fn pieces_ui(ui: &mut Ui, rect: Rect, pieces: &[Piece], pen: &Pen<'_>) -> Option<Pressed> {
    let wanted = pen.theme.text_scale;
    let scales = SCALES
        .iter()
        .map(|scale| scale * wanted)
        .chain(SCALES)
        .filter(|scale| *scale >= SCALE_MIN);
    let mut least = wanted;
    for scale in scales {
        least = least.min(scale);
        let theme = scaled(&pen.theme, scale);
        if height(ui, &theme, rect.width(), pieces) <= rect.height() {
            return all_ui(ui, rect, &theme, pieces).1;
        }
    }
    let theme = scaled(&pen.theme, least);
    scrolled(ui, rect, "pieces", pen.theme.palette.night, |ui, area| {
        all_ui(ui, area, &theme, pieces)
    })
}

const fn scaled(theme: &Theme, text_scale: f32) -> Theme {
    Theme { text_scale, ..*theme }
}

fn gap(theme: &Theme) -> f32 {
    theme.t(13.0)
}

fn height(ui: &mut Ui, theme: &Theme, width: f32, pieces: &[Piece]) -> f32 {
    let heights = pieces
        .iter()
        .map(|piece| Laid::of(ui, theme, width, piece).height + gap(theme));
    heights.sum::<f32>()
}

fn all_ui(ui: &mut Ui, rect: Rect, theme: &Theme, pieces: &[Piece]) -> (f32, Option<Pressed>) {
    let mut y = rect.top();
    let mut pressed = None;
    let mut moves = 0;
    for piece in pieces {
        let laid = Laid::of(ui, theme, rect.width(), piece);
        let place = Rect::from_min_size(pos2(rect.left(), y), vec2(rect.width(), laid.height));
        if let Piece::Move(one) = piece {
            pressed = pressed.or(move_ui(ui, place, theme, one, &laid, moves));
            moves += 1;
        } else {
            piece_ui(ui, place, theme, piece, &laid);
        }
        y = place.bottom() + gap(theme);
    }
    (y - rect.top(), pressed)
}

/// A piece as it will stand there.
struct Laid {
    height: f32,
    words: Vec<Words>,
}

/// Inside cards.
fn padding(theme: &Theme) -> f32 {
    theme.t(18.0).max(14.0)
}

/// The place of a move's number, before its words.
fn number_room(theme: &Theme, one: &MovePiece) -> f32 {
    if one.number == 0 { 0.0 } else { theme.t(44.0) }
}

/// The place of a move's votes, hands or mark, behind its words.
fn count_room(ui: &Ui, theme: &Theme, one: &MovePiece) -> f32 {
    let mark = one
        .mark
        .as_ref()
        .map_or(0.0, |(words, _)| chip_size(ui, theme, words).x + theme.t(12.0));
    let count = if one.hands.is_some() {
        theme.t(118.0)
    } else if one.votes.is_some() {
        theme.t(48.0)
    } else {
        0.0
    };
    mark + count
}

impl Laid {
    fn of(ui: &Ui, theme: &Theme, width: f32, piece: &Piece) -> Self {
        let palette = theme.palette;
        let pad = padding(theme);
        let plain = |role: Role, ink: Color32, width: f32, text: &str| wrapped(ui, theme, role, ink, width, text);
        let two = |strong: &str, rest: &str, width: f32, soft: Color32| {
            let blank = if strong.is_empty() || rest.is_empty() { "" } else { "  " };
            let pieces = [
                (strong, label(theme, Role::BodyStrong, palette.on_night)),
                (blank, label(theme, Role::Body, soft)),
                (rest, label(theme, Role::Body, soft)),
            ];
            spaced(ui, width, pieces.into_iter().filter(|(text, _)| !text.is_empty()))
        };
        let (words, around) = match piece {
            Piece::Line(text, shown) => {
                let (seen, unseen) = text.split_at_checked(*shown).unwrap_or((text, ""));
                let line = spaced(
                    ui,
                    width - 2.0 * (pad + theme.t(6.0)),
                    [
                        (seen, label(theme, Role::Speech, palette.ink)),
                        (unseen, label(theme, Role::Speech, Color32::TRANSPARENT)),
                    ],
                );
                (vec![line], 2.0 * pad)
            }
            Piece::Again(text) => (
                vec![plain(Role::BodyStrong, palette.ink, width - 2.0 * pad, text)],
                1.2 * pad,
            ),
            Piece::Ours(text) => (
                vec![plain(Role::Body, palette.good.ink, width - 2.0 * pad, text)],
                1.4 * pad,
            ),
            Piece::Scene(text) => (
                vec![plain(Role::Body, palette.on_night, width - theme.t(24.0), text)],
                0.6 * pad,
            ),
            Piece::Head(strong, rest) => (vec![two(strong, rest, width, palette.on_night_soft)], 0.0),
            Piece::Title(text) => (vec![plain(Role::Hero, palette.on_night, width, text)], 0.0),
            Piece::Words(text) => (vec![plain(Role::Body, palette.on_night, width, text)], 0.0),
            Piece::Soft(text) => (vec![plain(Role::Small, palette.on_night_soft, width, text)], 0.0),
            Piece::Talk(strong, rest) => (vec![two(strong, rest, width - 2.0 * pad, palette.on_night)], 1.6 * pad),
            Piece::Move(one) => return Self::of_move(ui, theme, width, one),
            Piece::Figures(figures) => return Self::of_figures(ui, theme, width, figures),
        };
        Self {
            height: words.iter().map(|words| words.size().y).sum::<f32>() + around,
            words,
        }
    }

    fn of_move(ui: &Ui, theme: &Theme, width: f32, one: &MovePiece) -> Self {
        let palette = theme.palette;
        let room = width - number_room(theme, one) - count_room(ui, theme, one) - theme.t(8.0);
        let ink = if one.is_barred {
            palette.on_night_soft
        } else {
            palette.on_night
        };
        let mut words = vec![wrapped(ui, theme, Role::Body, ink, room, &one.say)];
        words.extend(
            one.why
                .as_ref()
                .map(|why| wrapped(ui, theme, Role::Small, palette.on_night_soft, room, why)),
        );
        let text: f32 = words.iter().map(|words| words.size().y).sum();
        let bar = if one.votes.is_some() { theme.t(17.0) } else { 0.0 };
        Self {
            height: (text + bar).max(theme.t(36.0)),
            words,
        }
    }

    fn of_figures(ui: &Ui, theme: &Theme, width: f32, figures: &[(String, String)]) -> Self {
        let palette = theme.palette;
        #[expect(clippy::cast_precision_loss, reason = "a few figures")]
        let each = width / figures.len().max(1) as f32 - theme.t(14.0);
        let mut words = Vec::new();
        let mut high: f32 = 0.0;
        for (number, name) in figures {
            let number = wrapped(ui, theme, Role::Number, palette.on_night, each, number);
            let name = wrapped(ui, theme, Role::Small, palette.on_night_soft, each, name);
            high = high.max(number.size().y + name.size().y);
            words.extend([number, name]);
        }
        Self { height: high, words }
    }
}

fn piece_ui(ui: &mut Ui, place: Rect, theme: &Theme, piece: &Piece, laid: &Laid) {
    let palette = theme.palette;
    let pad = padding(theme);
    let radius = CornerRadius::same(RADIUS);
    match piece {
        Piece::Line(..) => {
            let line = Stroke::new(palette.line_width, palette.line);
            ui.painter().rect(place, radius, palette.card, line, StrokeKind::Inside);
            write(ui, place.min + vec2(pad + theme.t(6.0), pad), &laid.words[0]);
        }
        Piece::Again(_) => {
            ui.painter().rect_filled(place, radius, palette.card);
            write(ui, place.min + vec2(pad, 0.6 * pad), &laid.words[0]);
        }
        Piece::Ours(_) => {
            let rect = Rect::from_min_max(
                place.min,
                pos2(place.left() + laid.words[0].size().x + 2.0 * pad, place.bottom()),
            );
            ui.painter().rect_filled(rect, radius, palette.good.fill);
            write(ui, place.min + vec2(pad, 0.7 * pad), &laid.words[0]);
        }
        Piece::Scene(_) => {
            let strip = Rect::from_min_size(place.min, vec2(theme.t(5.0), place.height()));
            ui.painter().rect_filled(strip, CornerRadius::same(3), palette.loss);
            write(ui, place.min + vec2(theme.t(20.0), 0.3 * pad), &laid.words[0]);
        }
        Piece::Talk(..) => {
            let line = Stroke::new(palette.line_width, palette.night_track);
            ui.painter()
                .rect(place, radius, palette.night_card, line, StrokeKind::Inside);
            write(ui, place.min + vec2(pad, 0.8 * pad), &laid.words[0]);
        }
        Piece::Figures(_) => {
            #[expect(clippy::cast_precision_loss, reason = "a few figures")]
            let each = place.width() / (laid.words.len() / 2).max(1) as f32;
            let mut left = place.left();
            for pair in laid.words.chunks_exact(2) {
                let number = write(ui, pos2(left, place.top()), &pair[0]);
                write(ui, pos2(left, number.bottom()), &pair[1]);
                left += each;
            }
        }
        Piece::Head(..) | Piece::Title(_) | Piece::Words(_) | Piece::Soft(_) | Piece::Move(_) => {
            write(ui, place.min, &laid.words[0]);
        }
    }
}

/// A move with its number, its votes and what became of it; `at` is its place among the moves.
fn move_ui(ui: &mut Ui, place: Rect, theme: &Theme, one: &MovePiece, laid: &Laid, at: usize) -> Option<Pressed> {
    let palette = theme.palette;
    if one.number > 0 {
        number_ui(ui, place, theme, one);
    }
    let left = place.left() + number_room(theme, one);
    let mut y = place.top() + theme.t(2.0);
    for words in &laid.words {
        y = write(ui, pos2(left, y), words).bottom();
    }
    let right = place.right() - count_room(ui, theme, one);
    if let Some((votes, of)) = one.votes {
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let share = votes as f32 / of.max(1) as f32;
        let rect = Rect::from_min_max(
            pos2(left, y + theme.t(5.0)),
            pos2(right - theme.t(8.0), y + theme.t(15.0)),
        );
        let of = format!("votes for move {}", one.number);
        bar_on(ui, rect, &of, share, palette.loss, palette.night_track);
        if one.is_ours {
            let ring = rect.expand(3.0);
            ui.painter().rect_stroke(
                ring,
                CornerRadius::same(99),
                Stroke::new(2.0, palette.on_night),
                StrokeKind::Outside,
            );
        }
        let count = wrapped(
            ui,
            theme,
            Role::Heading,
            palette.on_night,
            f32::INFINITY,
            &votes.to_string(),
        );
        let top = place.center().y - count.size().y / 2.0;
        write(ui, pos2(place.right() - count.size().x - theme.t(4.0), top), &count);
    }
    if let Some((words, tone)) = &one.mark {
        let size = chip_size(ui, theme, words);
        let (right, top) = match one.votes {
            Some(_) => (place.right() - theme.t(48.0), place.center().y - size.y / 2.0),
            None => (place.right(), place.top()),
        };
        chip(ui, theme, pos2(right - size.x, top), words, *tone);
    }
    one.hands
        .and_then(|hands| hands_ui(ui, place, theme, one.number, hands, at))
}

fn number_ui(ui: &mut Ui, place: Rect, theme: &Theme, one: &MovePiece) {
    let palette = theme.palette;
    let side = theme.t(32.0);
    let key = Rect::from_min_size(place.min + vec2(0.0, theme.t(1.0)), vec2(side, side));
    let (fill, ink) = if one.is_barred {
        (palette.night_track, palette.on_night)
    } else {
        (palette.card, palette.ink)
    };
    ui.painter().rect_filled(key, CornerRadius::same(8), fill);
    let number = wrapped(ui, theme, Role::Key, ink, f32::INFINITY, &one.number.to_string());
    let corner = Align2::CENTER_CENTER.align_size_within_rect(number.size(), key).min;
    write(ui, corner, &number);
}

/// One hand more, one fewer.
fn hands_ui(ui: &mut Ui, place: Rect, theme: &Theme, number: u8, hands: u32, at: usize) -> Option<Pressed> {
    let palette = theme.palette;
    let side = theme.t(34.0);
    let mut pressed = None;
    let mut step = |ui: &mut Ui, left: f32, sign: &str, name: &str, more: bool| {
        let rect = Rect::from_min_size(pos2(left, place.top()), vec2(side, side));
        let response = press(
            ui,
            rect,
            Id::new(("hands", at, more)),
            &format!("{name}, move {number}"),
        );
        let fill = if response.hovered() {
            palette.card_lit
        } else {
            palette.card
        };
        ui.painter().rect_filled(rect, CornerRadius::same(8), fill);
        let words = wrapped(ui, theme, Role::Key, palette.ink, f32::INFINITY, sign);
        ui.painter().galley(
            Align2::CENTER_CENTER.align_size_within_rect(words.size(), rect).min,
            words,
            palette.ink,
        );
        ring_if_focused(ui, theme, &response, CornerRadius::same(8));
        if response.clicked() {
            pressed = Some(Pressed { at, more });
        }
    };
    step(ui, place.right() - theme.t(112.0), "−", "One hand fewer", false);
    step(ui, place.right() - side, "+", "One hand more", true);
    let count = wrapped(
        ui,
        theme,
        Role::Heading,
        palette.on_night,
        f32::INFINITY,
        &hands.to_string(),
    );
    let middle = place.right() - theme.t(56.0);
    write(
        ui,
        pos2(
            middle - count.size().x / 2.0,
            place.top() + (side - count.size().y) / 2.0,
        ),
        &count,
    );
    pressed
}

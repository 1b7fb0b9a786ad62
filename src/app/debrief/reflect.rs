//! Looking back: three questions, how sure the trainee feels now, and what to play next.
//!
//! The fields write straight into the reflection: egui keeps a cursor beside the text, and both must be of the same moment.

use bevy_egui::egui::{
    Color32, CornerRadius, Event, Frame, Id, Key, Modifiers, Pos2, Rect, Stroke, StrokeKind, TextEdit, Ui, UiBuilder,
    WidgetInfo, WidgetType, pos2, vec2,
};

use super::looking::Looking;
use crate::app::theme::{RADIUS_SMALL, Role, Theme};
use crate::app::widgets::{Kind, Pen, button_size, follow_focus, label, press, ring_if_focused, set, spaced, write};
use crate::session::{Question, Reflection, Sure};
use crate::vocabulary::Vocabulary;

const EDGE: f32 = 20.0;
const BETWEEN: f32 = 16.0;
const MARGIN: f32 = 10.0;
/// The least lines of a field.
const LINES: f32 = 2.0;

fn field(question: Question) -> Id {
    Id::new(("answer", question.name()))
}

fn was_typing() -> Id {
    Id::new("somebody types into an answer")
}

/// Whether a key belongs to a field: also the one that leaves it.
pub fn is_typing(ui: &Ui) -> bool {
    ui.ctx().text_edit_focused() || ui.data(|data| data.get_temp(was_typing()).unwrap_or(false))
}

/// Remembers for the next picture whether somebody types.
pub fn note_typing(ui: &Ui) {
    let typing = ui.ctx().text_edit_focused();
    ui.data_mut(|data| data.insert_temp(was_typing(), typing));
}

/// The keys of this part: `Q` goes to the first question, `1` to `5` say how sure.
pub fn keys(ui: &Ui, reflection: &mut Reflection) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Q) {
        // The letter itself is not for the field.
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
        ui.memory_mut(|memory| memory.request_focus(field(Question::Happened)));
    }
    for (sure, key) in Sure::ALL
        .into_iter()
        .zip([Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5])
    {
        if pressed(key) {
            tap(reflection, sure);
        }
    }
}

/// Says how sure; the same again takes it back.
fn tap(reflection: &mut Reflection, sure: Sure) {
    reflection.sure = (reflection.sure != Some(sure)).then_some(sure);
}

/// Where everything stands, from the left top corner of the part.
struct Laid {
    /// For each question its words' corner and its field.
    fields: Vec<(Pos2, Rect)>,
    sure: f32,
    /// The corners of the five buttons.
    taps: Vec<Pos2>,
    next: f32,
    height: f32,
}

fn answer_height(ui: &Ui, width: f32, text: &str, theme: &Theme) -> f32 {
    let font = theme.font(Role::Small);
    let line = ui.fonts_mut(|fonts| fonts.row_height(&font));
    let text = if text.ends_with('\n') {
        format!("{text} ")
    } else {
        text.to_owned()
    };
    let laid = ui
        .painter()
        .layout(text, font, Color32::BLACK, (width - 2.0 * MARGIN).max(1.0));
    laid.size().y.max(LINES * line) + 2.0 * MARGIN
}

fn tap_words(sure: Sure) -> String {
    format!("{} {}", sure.number(), sure.words())
}

fn next_words(ui: &Ui, width: f32, looking: &Looking, pen: &Pen<'_>) -> Option<crate::app::widgets::Words> {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    let next = looking.next.as_ref()?;
    let (title, reason) = (format!("{}. ", next.title), next.reason.as_str());
    let pieces = [
        ("Next drill: ", label(theme, Role::Small, palette.soft)),
        (title.as_str(), label(theme, Role::SmallStrong, palette.ink)),
        (reason, label(theme, Role::Small, palette.soft)),
    ];
    Some(spaced(ui, width, pieces))
}

impl Laid {
    fn of(ui: &Ui, width: f32, looking: &Looking, pen: &Pen<'_>) -> Self {
        let theme = &pen.theme;
        let inner = width - 2.0 * EDGE;
        let columns = if inner > 3.0 * theme.t(250.0) { 3 } else { 1 };
        #[expect(clippy::cast_precision_loss, reason = "one or three columns")]
        let lane = (inner - BETWEEN * (columns - 1) as f32) / columns as f32;
        let head = theme.line_height(Role::SmallStrong) + 4.0;
        let mut y = 14.0 + theme.line_height(Role::Label) + 8.0;
        let mut fields = Vec::new();
        for row in Question::ALL.chunks(columns) {
            let heights = row
                .iter()
                .map(|question| answer_height(ui, lane, looking.reflection.answer(*question), theme));
            let height = heights.fold(0.0, f32::max);
            let mut x = EDGE;
            for _ in row {
                let corner = pos2(x, y + head);
                fields.push((pos2(x, y), Rect::from_min_size(corner, vec2(lane, height))));
                x += lane + BETWEEN;
            }
            y += head + height + 12.0;
        }
        let sure = y;
        y += head;
        let (mut at, mut taps, mut row) = (pos2(EDGE, y), Vec::new(), 0.0_f32);
        for sure in Sure::ALL {
            let size = button_size(ui, theme, Kind::Small, &tap_words(sure));
            if at.x > EDGE && at.x + size.x > width - EDGE {
                at = pos2(EDGE, at.y + row + 8.0);
            }
            taps.push(at);
            at.x += size.x + 8.0;
            row = row.max(size.y);
        }
        let next = at.y + row + 14.0;
        let told = next_words(ui, inner, looking, pen).map_or(0.0, |words| words.size().y + 12.0);
        Self {
            fields,
            sure,
            taps,
            next,
            height: next + told + 4.0,
        }
    }
}

/// How high this part is.
pub fn height(ui: &Ui, width: f32, looking: &Looking, pen: &Pen<'_>) -> f32 {
    Laid::of(ui, width, looking, pen).height
}

/// Shows it from this corner on; where it ends.
pub fn reflect_ui(ui: &mut Ui, at: Pos2, width: f32, looking: &mut Looking, pen: &Pen<'_>) -> f32 {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    let laid = Laid::of(ui, width, looking, pen);
    let place = |corner: Pos2| at + corner.to_vec2();
    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter().hline(at.x..=at.x + width, at.y, line);
    let head = set(ui, theme, Role::Label, palette.soft, "LOOKING BACK (Q)");
    write(ui, place(pos2(EDGE, 14.0)), &head);
    for (question, (corner, rect)) in Question::ALL.iter().zip(&laid.fields) {
        let words = set(ui, theme, Role::SmallStrong, palette.ink, question.words());
        write(ui, place(*corner), &words);
        field_ui(
            ui,
            rect.translate(at.to_vec2()),
            *question,
            &mut looking.reflection,
            pen,
        );
    }
    let words = set(ui, theme, Role::SmallStrong, palette.ink, Sure::QUESTION);
    write(ui, place(pos2(EDGE, laid.sure)), &words);
    for (sure, corner) in Sure::ALL.into_iter().zip(&laid.taps) {
        tap_ui(ui, place(*corner), sure, &mut looking.reflection, pen);
    }
    if let Some(words) = next_words(ui, width - 2.0 * EDGE, looking, pen) {
        write(ui, place(pos2(EDGE, laid.next)), &words);
    }
    at.y + laid.height
}

fn field_ui(ui: &mut Ui, rect: Rect, question: Question, reflection: &mut Reflection, pen: &Pen<'_>) {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    let radius = CornerRadius::same(RADIUS_SMALL);
    let line = Stroke::new(palette.line_width, palette.soft);
    ui.painter().rect(rect, radius, palette.paper, line, StrokeKind::Inside);
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(question.name()));
    inside.visuals_mut().selection.bg_fill = palette.focus.gamma_multiply(0.45);
    inside.visuals_mut().text_cursor.stroke = Stroke::new(2.5, palette.ink);
    let edit = TextEdit::multiline(reflection.answer_mut(question))
        .id(field(question))
        .font(theme.font(Role::Small))
        .text_color(palette.ink)
        .char_limit(Reflection::ANSWER_MAX)
        .frame(Frame::NONE.inner_margin(MARGIN))
        .desired_rows(1)
        .desired_width(rect.width())
        .min_size(rect.size());
    let response = inside.add(edit);
    let name = question.words();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, name));
    follow_focus(ui, &response);
    if response.has_focus() {
        let ring = Stroke::new(3.5, palette.focus);
        ui.painter().rect_stroke(rect, radius, ring, StrokeKind::Outside);
    }
}

fn tap_ui(ui: &mut Ui, at: Pos2, sure: Sure, reflection: &mut Reflection, pen: &Pen<'_>) {
    let (theme, palette) = (&pen.theme, pen.theme.palette);
    let words = tap_words(sure);
    let rect = Rect::from_min_size(at, button_size(ui, theme, Kind::Small, &words));
    let is_chosen = reflection.sure == Some(sure);
    let name = format!("{} {words}{}", Sure::QUESTION, if is_chosen { ", chosen" } else { "" });
    let response = press(ui, rect, Id::new(("sure", sure.number())), &name);
    let (fill, ink) = if is_chosen {
        (palette.night, palette.on_night)
    } else if response.hovered() {
        (palette.card_lit, palette.ink)
    } else {
        (palette.card, palette.ink)
    };
    let radius = CornerRadius::same(RADIUS_SMALL);
    // Chosen is told by a thicker edge too.
    let width = if is_chosen {
        palette.line_width + 2.0
    } else {
        palette.line_width
    };
    let edge = if is_chosen { palette.focus } else { palette.line };
    ui.painter()
        .rect(rect, radius, fill, Stroke::new(width, edge), StrokeKind::Inside);
    let words = set(ui, theme, Role::Chip, ink, &words);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, ink);
    ring_if_focused(ui, theme, &response, radius);
    if response.clicked() {
        tap(reflection, sure);
    }
}

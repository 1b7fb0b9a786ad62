//! The window with the messages, and the customer's picture beside it.

use bevy_egui::egui::{
    Color32, CornerRadius, Id, Key, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2,
};

use super::block::{Block, blocks, spread};
use super::places::places;
use super::thread::Thread;
use crate::app::drill::bubble::captions_ui;
use crate::app::drill::hud;
use crate::app::drill::play::{Phase, Play};
use crate::app::drill::view::Actor;
use crate::app::stage;
use crate::app::theme::{RADIUS_SMALL, Role, Theme};
use crate::app::widgets::{Pen, card, elided, note_scrolled, write};
use crate::scenario::Channel;

/// Round the messages.
const INNER: f32 = 20.0;
/// The share of the window that the list of an inbox takes, and from which width on there is one.
const LIST_SHARE: f32 = 0.28;
const LIST_FROM: f32 = 620.0;

/// The window with the messages.
pub fn message_ui(ui: &mut Ui, screen: Rect, room: Rect, play: &Play, actor: &Actor, pen: &mut Pen<'_>) {
    let theme = pen.theme;
    let scenario = &play.drill().scenario;
    let left = hud::left_edge(ui, screen, play, pen);
    let places = places(room, left, theme.text_scale);
    card(ui, &theme, places.window);
    let thread = Thread::of(
        &play.told(),
        play.bubble.as_ref(),
        scenario.channel,
        places.side.is_none(),
    );
    let title = titles(play, &thread);
    let head = head_ui(ui, places.window, title, places.side.is_none(), play, actor, pen);
    let mut body = Rect::from_min_max(pos2(places.window.left(), head), places.window.max - vec2(2.0, 4.0));
    if scenario.channel == Channel::Inbox && body.width() >= LIST_FROM * theme.text_scale {
        let list = Rect::from_min_size(body.min, vec2(LIST_SHARE * body.width(), body.height()));
        list_ui(ui, list, play, &theme);
        body.set_left(list.right());
    }
    let blocks = blocks(ui, body.width() - 2.0 * INNER, &thread, play, pen);
    let from_below = scenario.channel == Channel::Chat;
    thread_ui(ui, body, &blocks, from_below, actor.clock_seconds, &theme);

    if let Some(side) = places.side {
        let height = side.width().min(0.62 * side.height());
        let rect = Rect::from_min_size(side.min, vec2(side.width(), height));
        card(ui, &theme, rect);
        let inner = rect.shrink(10.0);
        customer_ui(ui, inner, CornerRadius::same(RADIUS_SMALL), play, actor, pen);
        // Where the moves leave no room for what is seen, it stood there before, and the transcript keeps it.
        let limit = if play.phase() == Phase::Deciding {
            room.bottom()
        } else {
            screen.bottom()
        };
        let at = pos2(side.left(), rect.bottom() + 14.0);
        captions_ui(ui, at, side.width(), limit, &play.captions, pen);
    }
}

/// The customer as a picture.
fn customer_ui(ui: &Ui, rect: Rect, corners: CornerRadius, play: &Play, actor: &Actor, pen: &mut Pen<'_>) {
    let scenario = &play.drill().scenario;
    let ground = pen.theme.palette.card;
    let (face, clock) = (actor.face(), actor.clock_seconds);
    stage::picture(ui, rect, corners, ground, scenario, face, clock, pen);
    if play.leaving > 0.0 {
        let veil = ground.gamma_multiply(0.8 * play.leaving);
        ui.painter().rect_filled(rect, corners, veil);
    }
}

/// What stands in the upper strip: who writes, and where.
fn titles(play: &Play, thread: &Thread) -> [String; 2] {
    let scenario = &play.drill().scenario;
    let customer = &scenario.customer;
    match scenario.channel {
        Channel::Email => [scenario.title.clone(), format!("E-mail from {}", customer.name)],
        Channel::SocialMedia => [format!("A public post by {}", customer.name), spread(play, thread)],
        Channel::Inbox => ["Inbox".to_owned(), format!("{} · {}", customer.name, customer.about)],
        Channel::Chat | Channel::FaceToFace | Channel::Phone => [customer.name.clone(), customer.about.clone()],
    }
}

/// The upper strip; where it ends. `with_picture`: the customer's picture has no other place.
fn head_ui(
    ui: &mut Ui,
    window: Rect,
    [title, below]: [String; 2],
    with_picture: bool,
    play: &Play,
    actor: &Actor,
    pen: &mut Pen<'_>,
) -> f32 {
    let theme = pen.theme;
    let palette = theme.palette;
    let scenario = &play.drill().scenario;
    let side = theme.t(46.0);
    let strip = Rect::from_min_size(window.min, vec2(window.width(), side + 20.0));
    let sign = Rect::from_min_size(strip.min + vec2(INNER, 10.0), vec2(side, side));
    if with_picture {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "half a small side"
        )]
        let round = CornerRadius::same((side / 2.0) as u8);
        customer_ui(ui, sign, round, play, actor, pen);
    } else {
        sign_ui(ui, sign, scenario.channel, &theme);
    }
    let width = strip.right() - INNER - sign.right() - 14.0;
    let title = elided(ui, &theme, Role::CardTitle, palette.ink, width, 1, &title);
    let below = elided(ui, &theme, Role::Small, palette.soft, width, 1, &below);
    let y = strip.center().y - f32::midpoint(title.size().y, below.size().y);
    let at = pos2(sign.right() + 14.0, y);
    let bottom = write(ui, at, &title).bottom();
    write(ui, pos2(at.x, bottom), &below);
    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter().hline(strip.x_range(), strip.bottom(), line);
    strip.bottom() + 1.0
}

/// A small sign of the channel.
fn sign_ui(ui: &Ui, rect: Rect, channel: Channel, theme: &Theme) {
    let palette = theme.palette;
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(RADIUS_SMALL), palette.good.strong);
    let line = Stroke::new(2.5, palette.on_strong);
    let sheet = Rect::from_center_size(rect.center(), vec2(0.56, 0.4) * rect.width());
    let outline = |round: u8| {
        painter.rect_stroke(sheet, CornerRadius::same(round), line, StrokeKind::Middle);
    };
    match channel {
        Channel::Email => {
            outline(3);
            painter.line_segment([sheet.left_top(), sheet.center()], line);
            painter.line_segment([sheet.center(), sheet.right_top()], line);
        }
        Channel::SocialMedia => {
            // What one says goes to many.
            let from = sheet.left_center();
            for y in [-0.5, 0.0, 0.5] {
                let to = pos2(sheet.right(), sheet.center().y + y * 1.3 * sheet.height());
                painter.line_segment([from, to], line);
                painter.circle_filled(to, 0.07 * rect.width(), palette.on_strong);
            }
            painter.circle_filled(from, 0.1 * rect.width(), palette.on_strong);
        }
        Channel::Inbox => {
            for row in [-0.5, 0.0, 0.5] {
                let y = sheet.center().y + row * sheet.height();
                painter.hline(sheet.x_range(), y, line);
            }
        }
        Channel::Chat | Channel::FaceToFace | Channel::Phone => {
            outline(8);
            for x in [-0.22, 0.0, 0.22] {
                let dot = pos2(sheet.center().x + x * sheet.width(), sheet.center().y);
                painter.circle_filled(dot, 0.045 * rect.width(), palette.on_strong);
            }
        }
    }
}

/// The list of an inbox: what is open, and others that wait.
fn list_ui(ui: &mut Ui, rect: Rect, play: &Play, theme: &Theme) {
    let palette = theme.palette;
    let scenario = &play.drill().scenario;
    let line = Stroke::new(palette.line_width, palette.line);
    ui.painter().vline(rect.right(), rect.y_range(), line);
    let height = theme.t(72.0);
    let mut y = rect.top();
    let mut at = 0_u8;
    while y + height <= rect.bottom() {
        let row = Rect::from_min_size(pos2(rect.left(), y), vec2(rect.width(), height));
        let inner = row.shrink2(vec2(INNER, 12.0));
        if at == OPEN {
            ui.painter().rect_filled(row, CornerRadius::ZERO, palette.plain.fill);
            let mark = Rect::from_min_size(row.min, vec2(5.0, height));
            ui.painter().rect_filled(mark, CornerRadius::ZERO, palette.good.strong);
            let name = &scenario.customer.name;
            let name = elided(ui, theme, Role::SmallStrong, palette.ink, inner.width(), 1, name);
            let title = elided(ui, theme, Role::Small, palette.soft, inner.width(), 1, &scenario.title);
            let bottom = write(ui, inner.min, &name).bottom();
            write(ui, pos2(inner.left(), bottom), &title);
        } else {
            // Others wait, too; who they are does not matter here.
            let bar = |share: f32, y: f32, colour: Color32| {
                let size = vec2(share * inner.width(), theme.t(9.0));
                let bar = Rect::from_min_size(pos2(inner.left(), y), size);
                ui.painter().rect_filled(bar, CornerRadius::same(99), colour);
            };
            bar(0.42 + 0.09 * f32::from(at % 3), inner.top() + 4.0, palette.line);
            bar(
                0.86 - 0.11 * f32::from(at % 4),
                inner.top() + theme.t(26.0),
                palette.track,
            );
        }
        y += height;
        ui.painter().hline(rect.x_range(), y, line);
        at += 1;
    }
}

/// Which mail of the list is the open one.
const OPEN: u8 = 0;

/// The messages, the last in view; what is older can be scrolled to, with the page keys as well. `from_below`: the first stand
/// at the lower edge.
fn thread_ui(ui: &mut Ui, rect: Rect, blocks: &[Block], from_below: bool, seconds: f32, theme: &Theme) {
    let height = blocks.iter().map(|block| block.above + block.size.y).sum::<f32>() + 2.0 * INNER;
    // What is new is shown at once; scrolling back holds until then.
    let id = Id::new("messages");
    let last: Option<f32> = ui.data(|data| data.get_temp(id));
    let is_new = last.is_none_or(|last| (last - height).abs() > 0.5);
    ui.data_mut(|data| data.insert_temp(id, height));
    note_scrolled(ui, rect);
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(id));
    let mut area = ScrollArea::vertical().id_salt(id).auto_shrink([false, false]);
    if is_new {
        area = area.vertical_scroll_offset((height - rect.height()).max(0.0));
    }
    area.stick_to_bottom(true).show(&mut inside, |ui| {
        let pages =
            ui.input(|input| i8::from(input.key_pressed(Key::PageUp)) - i8::from(input.key_pressed(Key::PageDown)));
        if pages != 0 {
            ui.scroll_with_delta(vec2(0.0, f32::from(pages) * 0.8 * rect.height()));
        }
        let from = ui.max_rect().min;
        let mut y = from.y + INNER;
        if from_below {
            y += (rect.height() - height).max(0.0);
        }
        for block in blocks {
            y += block.above;
            block.paint(ui, pos2(from.x + INNER, y), seconds, theme);
            y += block.size.y;
        }
        let used = Rect::from_min_size(from, vec2(rect.width() - 1.0, height));
        ui.allocate_rect(used, Sense::hover());
    });
}

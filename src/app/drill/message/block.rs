//! Messages laid out as their channel shows them: balloons, letters, a post with its answers.

use bevy_egui::egui::{Color32, CornerRadius, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::thread::{Entry, Thread, Writer};
use crate::app::drill::play::Play;
use crate::app::drill::writing::shares;
use crate::app::theme::{Role, Theme};
use crate::app::widgets::{Pen, Words, set, wrapped, write};
use crate::drill::Shown;
use crate::scenario::Channel;

/// A message laid out: lines above, its text, a line below.
pub struct Block {
    pub size: bevy_egui::egui::Vec2,
    /// From the left edge of the thread.
    x: f32,
    skin: Skin,
    words: Vec<Words>,
    /// Between the words and the edge.
    pad: f32,
    /// Space above it.
    pub above: f32,
}

/// What a block stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Skin {
    Customer,
    Trainee,
    /// Only words.
    Bare,
    /// Three dots that swell in turn, before the words.
    Dots,
}

/// Between things that belong together, and between those that do not.
const NEAR: f32 = 8.0;
const FAR: f32 = 16.0;
/// How far answers to a post are moved in.
const INDENT: f32 = 46.0;
/// The widest balloon, in shares of the thread.
const BALLOON: f32 = 0.8;
const DOT: f32 = 4.5;

/// The blocks of a thread in a column of this width.
pub fn blocks(ui: &Ui, width: f32, thread: &Thread, play: &Play, pen: &Pen<'_>) -> Vec<Block> {
    let theme = &pen.theme;
    let scenario = &play.drill().scenario;
    let layout = Layout {
        ui,
        theme,
        width,
        channel: scenario.channel,
        name: &scenario.customer.name,
        title: &scenario.title,
    };
    let mut blocks: Vec<Block> = Vec::with_capacity(thread.entries.len() + 1);
    let mut before: Option<Writer> = None;
    let mut count = 0;
    for entry in &thread.entries {
        match entry {
            Entry::Aside(text) => {
                blocks.push(layout.bare(Skin::Bare, text));
                before = None;
            }
            Entry::Message { writer, text } => {
                let is_post = scenario.channel == Channel::SocialMedia && count == 0;
                let foot = is_post.then(|| spread(play, thread));
                blocks.push(layout.message(*writer, text, count, before == Some(*writer), foot));
                before = Some(*writer);
                count += 1;
            }
        }
    }
    let first_name = scenario.customer.first_name();
    if thread.is_writing {
        blocks.push(layout.bare(Skin::Dots, &format!("{first_name} is writing …")));
    } else if play.drill().walked_out() && play.leaving > 0.0 {
        let words = format!("{first_name} {}", super::thread::gone(scenario.channel));
        blocks.push(layout.bare(Skin::Bare, &words));
    }
    if let Some(first) = blocks.first_mut() {
        first.above = 0.0;
    }
    blocks
}

/// How far a post has spread, in words.
pub fn spread(play: &Play, thread: &Thread) -> String {
    let drill = play.drill();
    let rules = drill.rules();
    // What comes after the line that is being told is not known yet.
    let befores = drill
        .steps()
        .iter()
        .map(|step| Shown::from(rules.feelings(&step.before)).anger);
    let shared = shares(befores.chain([play.felt.anger]));
    let answers = thread.messages().saturating_sub(1);
    let plural = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    format!(
        "{} · {}",
        plural(
            usize::try_from(shared).unwrap_or(usize::MAX),
            "more share",
            "more shares"
        ),
        plural(answers, "answer", "answers")
    )
}

/// What laying out needs to know.
struct Layout<'a> {
    ui: &'a Ui,
    theme: &'a Theme,
    width: f32,
    channel: Channel,
    name: &'a str,
    title: &'a str,
}

impl Layout<'_> {
    fn skin(writer: Writer) -> Skin {
        match writer {
            Writer::Customer => Skin::Customer,
            Writer::Trainee => Skin::Trainee,
        }
    }

    /// The lines above a message.
    fn heads(&self, writer: Writer, count: usize) -> Vec<(Role, String)> {
        let who = match writer {
            Writer::Customer => self.name,
            Writer::Trainee => "You",
        };
        match self.channel {
            Channel::Email => {
                let to = match writer {
                    Writer::Customer => "you",
                    Writer::Trainee => self.name,
                };
                let subject = if count == 0 { "Subject:" } else { "Subject: Re:" };
                vec![
                    (Role::SmallStrong, format!("{who}  to {to}")),
                    (Role::Small, format!("{subject} {}", self.title)),
                ]
            }
            Channel::SocialMedia if count == 0 => vec![(Role::SmallStrong, format!("{who} · in public"))],
            Channel::SocialMedia if writer == Writer::Trainee => {
                vec![(Role::SmallStrong, "You, for the firm".to_owned())]
            }
            _ => vec![(Role::SmallStrong, who.to_owned())],
        }
    }

    /// A message. `follows`: the one before is by the same writer. `foot` stands below it.
    fn message(&self, writer: Writer, text: &str, count: usize, follows: bool, foot: Option<String>) -> Block {
        let palette = self.theme.palette;
        let skin = Self::skin(writer);
        let (ink, soft) = match skin {
            Skin::Trainee => (palette.on_night, palette.on_night_soft),
            _ => (palette.ink, palette.soft),
        };
        let is_balloon = self.channel == Channel::Chat;
        let pad = if is_balloon { 14.0 } else { 18.0 };
        let indent = if self.channel == Channel::SocialMedia && count > 0 {
            INDENT.min(0.1 * self.width)
        } else {
            0.0
        };
        let most = if is_balloon {
            BALLOON * self.width
        } else {
            self.width - indent
        };
        let inner = (most - 2.0 * pad).max(1.0);
        let mut words = Vec::new();
        // What the same writer adds goes on without a head.
        if !follows {
            for (role, head) in self.heads(writer, count) {
                words.push(wrapped(self.ui, self.theme, role, soft, inner, &head));
            }
        }
        let role = if is_balloon || self.channel == Channel::SocialMedia {
            Role::Move
        } else {
            Role::Body
        };
        words.push(wrapped(self.ui, self.theme, role, ink, inner, text));
        if let Some(foot) = foot {
            words.push(wrapped(self.ui, self.theme, Role::SmallStrong, soft, inner, &foot));
        }
        let height: f32 = words.iter().map(|words| words.size().y).sum();
        let natural = words.iter().map(|words| words.size().x).fold(0.0, f32::max);
        let width = if is_balloon { natural + 2.0 * pad } else { most };
        let x = if is_balloon && writer == Writer::Trainee {
            self.width - width
        } else {
            indent
        };
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let between = 4.0 * words.len().saturating_sub(1) as f32;
        Block {
            size: vec2(width, height + between + 2.0 * (pad - 4.0)),
            x,
            skin,
            words,
            pad,
            above: if follows { NEAR } else { FAR },
        }
    }

    /// Words without a ground.
    fn bare(&self, skin: Skin, text: &str) -> Block {
        let lead = if skin == Skin::Dots { 12.0 * DOT } else { 0.0 };
        let soft = self.theme.palette.soft;
        let words = if skin == Skin::Dots {
            set(self.ui, self.theme, Role::Small, soft, text)
        } else {
            wrapped(self.ui, self.theme, Role::Small, soft, self.width - 8.0, text)
        };
        Block {
            size: vec2(lead + words.size().x, words.size().y + 4.0),
            x: 4.0,
            skin,
            words: vec![words],
            pad: 0.0,
            above: FAR,
        }
    }
}

impl Block {
    /// Paints it with the left top corner of the thread's column here.
    pub fn paint(&self, ui: &mut Ui, at: Pos2, seconds: f32, theme: &Theme) {
        let palette = theme.palette;
        let rect = Rect::from_min_size(pos2(at.x + self.x, at.y), self.size);
        let fill = match self.skin {
            Skin::Customer => Some(palette.plain.fill),
            Skin::Trainee => Some(palette.night),
            Skin::Bare | Skin::Dots => None,
        };
        if let Some(fill) = fill {
            let line = Stroke::new(palette.line_width - 0.5, palette.line);
            ui.painter()
                .rect(rect, CornerRadius::same(14), fill, line, StrokeKind::Inside);
        }
        let mut from = rect.min + vec2(self.pad, if fill.is_some() { self.pad - 4.0 } else { 2.0 });
        if self.skin == Skin::Dots {
            for dot in 0..3_u8 {
                let turn = (seconds * 1.3 - 0.18 * f32::from(dot)).rem_euclid(1.0);
                let swell = 0.5 + 0.5 * (std::f32::consts::TAU * turn).cos();
                let centre = pos2(from.x + DOT + f32::from(dot) * 3.2 * DOT, rect.center().y);
                let ink: Color32 = palette.soft.gamma_multiply(0.45 + 0.55 * swell);
                ui.painter().circle_filled(centre, DOT * (0.8 + 0.25 * swell), ink);
            }
            from.x += 12.0 * DOT;
        }
        for words in &self.words {
            from.y = write(ui, from, words).bottom() + 4.0;
        }
    }
}

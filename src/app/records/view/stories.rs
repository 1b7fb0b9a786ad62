//! Stories: real recoveries as staff tell them, to be found again and to be made into drills.

use bevy_egui::egui::{Id, Rect, Ui, pos2, vec2};
use jiff::Timestamp;

use super::super::desk::Desk;
use super::super::model::Told;
use super::super::wish::{Field, Wish};
use super::{Asked, heading, waiting_ui};
use crate::app::theme::{GAP, MARGIN, Role};
use crate::app::widgets::{
    Column, Kind, Pen, button_size, field, group, named_button, scrolled, set_field, wrapped, write,
};
use crate::customer::FailureKind;
use crate::record::{Story, StoryId};
use crate::scenario::Channel;
use crate::vocabulary::Vocabulary;

fn search_id() -> Id {
    Id::new("the search for stories")
}

fn field_id(of: Field) -> Id {
    Id::new(("a story's", of.words()))
}

/// The page in this place.
pub fn stories_ui(ui: &mut Ui, rect: Rect, desk: &Desk, pen: &Pen<'_>) -> Option<Asked> {
    let theme = &pen.theme;
    if pen.entered {
        set_field(ui, search_id(), &desk.searched);
    }
    let wish = scrolled(ui, rect, "stories", theme.palette.paper, |ui, area| {
        let room = area.shrink2(vec2(MARGIN, 0.0));
        let mut column = heading(room);
        let mut wish = match &desk.written {
            Some(story) => writing_ui(ui, room, &mut column, story, &desk.recognised, pen),
            None => search_ui(ui, &mut column, pen),
        };
        column.gap(4.0);
        match &desk.shown.stories {
            None => waiting_ui(ui, &mut column, pen),
            Some(stories) if stories.is_empty() && desk.searched.trim().is_empty() => {
                let words = "No story yet. A recovery that worked, or one that did not: what broke, what was done, how it ended, what was \
                             changed. Others learn from it, and it can become a drill.";
                column.words(ui, pen, Role::Body, words);
            }
            Some(stories) if stories.is_empty() => {
                column.words(ui, pen, Role::Body, "No story holds all these words.");
            }
            Some(stories) => {
                for told in stories {
                    let story = &told.story;
                    let place = Rect::from_min_size(pos2(room.left(), column.y), vec2(room.width(), 0.0));
                    let (end, asked) = ui
                        .push_id(story.id, |ui| {
                            group(ui, place, &story.title, pen, |ui, column, pen| {
                                story_ui(ui, column, told, desk.deleting == Some(story.id), pen)
                            })
                        })
                        .inner;
                    wish = asked.or(wish);
                    column.y = end + GAP;
                }
            }
        }
        (column.y + MARGIN - area.top(), wish)
    });
    wish.map(Asked::Wish)
}

fn search_ui(ui: &mut Ui, column: &mut Column, pen: &Pen<'_>) -> Option<Wish> {
    let theme = &pen.theme;
    let tell = button_size(ui, theme, Kind::Dark, "Tell a story");
    let high = theme.t(46.0).max(tell.y);
    let line = Rect::from_min_size(pos2(column.left, column.y), vec2(column.width - tell.x - 12.0, high));
    let typed = field(
        ui,
        theme,
        line,
        search_id(),
        "Search stories",
        "Search: all these words; #word asks the tags only",
        "",
    );
    let at = pos2(line.right() + 12.0, line.center().y - tell.y / 2.0);
    let is_pressed = named_button(ui, theme, at, Kind::Dark, "Tell a story", "Tell a story").clicked();
    column.y = line.bottom() + 12.0;
    if is_pressed {
        for of in Field::ALL {
            set_field(ui, field_id(of), "");
        }
        let story = Story {
            id: StoryId::new(),
            at: Timestamp::now(),
            author: None,
            title: String::new(),
            broke: String::new(),
            did: String::new(),
            ended: String::new(),
            changed: String::new(),
            tags: Vec::new(),
            recognised: None,
            failure: None,
            channel: None,
        };
        return Some(Wish::Write(Box::new(story), String::new()));
    }
    typed.changed.then_some(Wish::Search(typed.text))
}

/// A story that is being told, or changed.
fn writing_ui(
    ui: &mut Ui,
    room: Rect,
    column: &mut Column,
    story: &Story,
    recognised: &str,
    pen: &Pen<'_>,
) -> Option<Wish> {
    let place = Rect::from_min_size(pos2(room.left(), column.y), vec2(room.width(), 0.0));
    let (end, wish) = group(ui, place, "Tell a story", pen, |ui, column, pen| {
        let theme = &pen.theme;
        let mut wish = None;
        let stands = |of: Field| match of {
            Field::Title => story.title.clone(),
            Field::Broke => story.broke.clone(),
            Field::Did => story.did.clone(),
            Field::Ended => story.ended.clone(),
            Field::Changed => story.changed.clone(),
            Field::Tags => story.tags.join(", "),
            Field::Recognised => recognised.to_owned(),
        };
        for of in Field::ALL {
            column.head(ui, pen, of.words());
            let rect = Rect::from_min_size(pos2(column.left, column.y), vec2(column.width, theme.t(46.0)));
            let typed = field(ui, theme, rect, field_id(of), of.words(), "", &stands(of));
            if typed.changed {
                wish = Some(Wish::Field(of, typed.text));
            }
            column.y = rect.bottom() + 10.0;
        }
        let mut kinds = vec!["Not said"];
        kinds.extend(FailureKind::ALL.iter().map(|kind| kind.name()));
        let at = story
            .failure
            .and_then(|kind| FailureKind::ALL.iter().position(|other| *other == kind))
            .map_or(0, |at| at + 1);
        if let (Some(at), _) = column.choice(ui, pen, "WHAT FAILED", &kinds, at) {
            wish = Some(Wish::Failure(at.checked_sub(1).map(|at| FailureKind::ALL[at])));
        }
        column.gap(8.0);
        let mut channels = vec!["Not said"];
        channels.extend(Channel::ALL.iter().map(|channel| channel.words()));
        let at = story
            .channel
            .and_then(|channel| Channel::ALL.iter().position(|other| *other == channel))
            .map_or(0, |at| at + 1);
        if let (Some(at), _) = column.choice(ui, pen, "WHERE IT WAS", &channels, at) {
            wish = Some(Wish::Channel(at.checked_sub(1).map(|at| Channel::ALL[at])));
        }
        column.gap(10.0);
        let is_told = story.is_told();
        let mut left = column.left;
        let mut high = 0.0_f32;
        if is_told {
            let size = button_size(ui, theme, Kind::Action, "Keep it");
            if named_button(
                ui,
                theme,
                pos2(left, column.y),
                Kind::Action,
                "Keep it",
                "Keep the story",
            )
            .clicked()
            {
                wish = Some(Wish::Tell);
            }
            left += size.x + 10.0;
            high = size.y;
        }
        let size = button_size(ui, theme, Kind::Quiet, "Put it down");
        if named_button(
            ui,
            theme,
            pos2(left, column.y),
            Kind::Quiet,
            "Put it down",
            "Put the story down without keeping it",
        )
        .clicked()
        {
            wish = Some(Wish::PutDown);
        }
        column.y += high.max(size.y) + 10.0;
        if !is_told {
            column.words(
                ui,
                pen,
                Role::Small,
                "It can be kept as soon as it has a name and says what broke.",
            );
        }
        wish
    });
    column.y = end + GAP;
    wish
}

/// A story that was told.
/// `is_going`: it was asked to delete it.
fn story_ui(ui: &mut Ui, column: &mut Column, told: &Told, is_going: bool, pen: &Pen<'_>) -> Option<Wish> {
    let story = &told.story;
    let theme = &pen.theme;
    let palette = theme.palette;
    let mut about = vec![story.at.to_zoned(jiff::tz::TimeZone::system()).date().to_string()];
    about.extend(told.by.as_ref().map(|name| format!("told by {name}")));
    about.extend(told.recognised.as_ref().map(|name| format!("thanks to {name}")));
    about.extend(story.failure.map(|kind| kind.name().to_owned()));
    about.extend(story.channel.map(|channel| channel.words().to_owned()));
    about.extend(story.tags.iter().map(|tag| format!("#{tag}")));
    column.words(ui, pen, Role::Small, &about.join(" · "));
    for (what, words) in [
        ("WHAT BROKE", &story.broke),
        ("WHAT WAS DONE", &story.did),
        ("HOW IT ENDED", &story.ended),
        ("WHAT WAS CHANGED", &story.changed),
    ] {
        if words.trim().is_empty() {
            continue;
        }
        column.head(ui, pen, what);
        column.y -= 6.0;
        let words = wrapped(ui, theme, Role::Body, palette.ink, column.width, words);
        column.y = write(ui, pos2(column.left, column.y), &words).bottom() + 10.0;
    }
    let mut wish = None;
    let mut left = column.left;
    let mut high = 0.0_f32;
    for (words, asked) in [
        ("Turn into a drill", Wish::Draft(story.id)),
        (
            "Change",
            Wish::Write(Box::new(story.clone()), told.recognised.clone().unwrap_or_default()),
        ),
        if is_going {
            ("Delete it for good", Wish::DeleteStory(story.id))
        } else {
            ("Delete…", Wish::AskDelete(Some(story.id)))
        },
    ]
    .into_iter()
    .chain(is_going.then_some(("Keep it", Wish::AskDelete(None))))
    {
        let size = button_size(ui, theme, Kind::Small, words);
        let name = format!("{words}: {}", story.title);
        if named_button(ui, theme, pos2(left, column.y), Kind::Small, words, &name).clicked() {
            if let Wish::Write(_, recognised) = &asked {
                for (of, text) in [
                    (Field::Title, story.title.clone()),
                    (Field::Broke, story.broke.clone()),
                    (Field::Did, story.did.clone()),
                    (Field::Ended, story.ended.clone()),
                    (Field::Changed, story.changed.clone()),
                    (Field::Tags, story.tags.join(", ")),
                    (Field::Recognised, recognised.clone()),
                ] {
                    set_field(ui, field_id(of), &text);
                }
            }
            wish = Some(asked);
        }
        left += size.x + 8.0;
        high = high.max(size.y);
    }
    column.y += high + 6.0;
    wish
}

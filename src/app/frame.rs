//! Each frame: the size of the window made to points, and the shown screen's panels.

use bevy::prelude::*;
use bevy_egui::egui::{self, CornerRadius, Id, Key, LayerId, Modifiers, Ui, UiBuilder};
use bevy_egui::{EguiContexts, EguiPreUpdateSet, EguiPrimaryContextPass, PrimaryEguiContext};

use super::audio::Sounds;
use super::best_line::best_line_ui;
use super::briefing::briefing_ui;
use super::debrief::debrief_ui;
use super::drill::{Actor, drill_ui};
use super::fonts;
use super::home::home_ui;
use super::records::{self, Desk, records_ui};
use super::screen::{Asked, Changes, Command, Led, LookedBack, Planned, Running, Screen};
use super::settings::{self, Change, Notices, Settings, settings_ui};
use super::shelf::Shelf;
use super::team::{self, Rehearsal, team_ui};
use super::widgets::{Pen, Sketches};
use super::workbench::{Bench, workbench_ui};

/// The screen that sizes are given for, in points.
const DESIGN: [f32; 2] = [1600.0, 900.0];
/// The smallest zoom: below it text would be too small to read.
const ZOOM_MIN: f32 = 0.75;
const ZOOM_MAX: f32 = 3.0;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Sketches>()
        .add_systems(
            PreUpdate,
            zoom.after(EguiPreUpdateSet::InitContexts)
                .before(EguiPreUpdateSet::ProcessInput),
        )
        .add_systems(EguiPrimaryContextPass, show);
}

/// Makes the window about as large as the design, in points.
fn zoom(mut contexts: EguiContexts, windows: Query<&Window>, mut is_dressed: Local<bool>) {
    let Ok(context) = contexts.ctx_mut() else { return };
    if !*is_dressed {
        fonts::install(context);
        context.options_mut(|options| {
            options.zoom_with_keyboard = false;
            // A press and its release may be two pictures apart, and on a slow machine those may take a second: it is a click all the same.
            options.input_options.max_click_duration = 4.0;
            options.input_options.max_double_click_delay = 0.5;
            // Discs out of the texture would need it smoothed: see `egui.wgsl`.
            options.tessellation_options.prerasterized_discs = false;
        });
        *is_dressed = true;
    }
    let Ok(window) = windows.single() else { return };
    let fit = (window.width() / DESIGN[0]).min(window.height() / DESIGN[1]);
    let fit = fit.clamp(ZOOM_MIN, ZOOM_MAX);
    if (context.zoom_factor() - fit).abs() > 1e-3 {
        context.set_zoom_factor(fit);
    }
}

/// What stands on the screens.
#[derive(bevy::ecs::system::SystemParam)]
struct Models<'w> {
    shelf: Res<'w, Shelf>,
    planned: Option<Res<'w, Planned>>,
    running: Option<Res<'w, Running>>,
    looked_back: Option<ResMut<'w, LookedBack>>,
    led: Option<Res<'w, Led>>,
    actor: Res<'w, Actor>,
    notices: Res<'w, Notices>,
    desk: ResMut<'w, Desk>,
    bench: ResMut<'w, Bench>,
    rehearsal: ResMut<'w, Rehearsal>,
    records: Res<'w, records::Records>,
    sounds: Option<Res<'w, Sounds>>,
}

#[expect(clippy::too_many_arguments, reason = "the parameters of a system")]
fn show(
    mut contexts: EguiContexts,
    screen: Res<State<Screen>>,
    mut settings: ResMut<Settings>,
    mut models: Models<'_>,
    mut sketches: ResMut<Sketches>,
    (mut asked, mut changes): (ResMut<Asked>, ResMut<Changes>),
    mut shown: Local<Option<Screen>>,
    with_camera: Query<(), With<PrimaryEguiContext>>,
) -> Result {
    if with_camera.is_empty() {
        return Ok(());
    }
    let context = contexts.ctx_mut()?;
    if !fonts::are_installed(context) {
        context.request_repaint();
        return Ok(());
    }
    // What a key changes is in this very picture: a picture later is seen later. Wishes come first, and where a key may have moved
    // the focus, the panels are laid out once more.
    // On the workbench somebody means letters, wherever the keyboard is.
    let writes = *screen.get() == Screen::Workbench && models.bench.open.is_some();
    if !writes && let Some(change) = wishes(context) {
        settings.apply(change);
    }
    if context.input(|input| {
        input
            .events
            .iter()
            .any(|event| matches!(event, egui::Event::Key { pressed: true, .. }))
    }) {
        context.request_discard("a key may have moved the focus");
    }
    let theme = settings.theme();
    let mut ui = Ui::new(
        context.clone(),
        Id::new(("screen", *screen.get())),
        UiBuilder::new()
            .layer_id(LayerId::background())
            .max_rect(context.viewport_rect()),
    );
    dress(&mut ui, theme.palette);
    dress_hints(context, &theme);
    // Nothing is cleared from picture to picture (`damage`): this is what is behind everything.
    ui.painter()
        .rect_filled(ui.max_rect(), CornerRadius::ZERO, theme.palette.paper);
    let entered = *shown != Some(*screen.get());
    *shown = Some(*screen.get());
    if entered {
        context.request_repaint();
        context.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
    }
    let command = panels(
        &mut ui,
        *screen.get(),
        &settings,
        &mut models,
        &mut changes,
        (&mut sketches, entered),
    );
    asked.0.extend(command);
    Ok(())
}

/// The panels of a screen; what they ask for.
fn panels(
    ui: &mut Ui,
    screen: Screen,
    settings: &Settings,
    models: &mut Models<'_>,
    changes: &mut Changes,
    (sketches, entered): (&mut Sketches, bool),
) -> Option<Command> {
    let mut pen = Pen {
        theme: settings.theme(),
        sketches,
        sets: &models.shelf.sets,
        motion: !settings.reduced_motion,
        sound: settings.sound,
        entered,
    };
    let pen = &mut pen;
    match screen {
        Screen::Library => {
            let me = models.desk.shown.me.as_ref();
            home_ui(ui, &models.shelf, &models.notices, me, settings.name.trim(), pen)
        }
        Screen::Briefing => models.planned.as_ref().and_then(|plan| briefing_ui(ui, &plan.0, pen)),
        Screen::Drill => models
            .running
            .as_ref()
            .and_then(|running| drill_ui(ui, &running.0, &models.actor, pen)),
        Screen::Debrief => models
            .looked_back
            .as_mut()
            .and_then(|back| debrief_ui(ui, &mut back.bypass_change_detection().0, pen)),
        Screen::BestLine => models.led.as_ref().and_then(|led| best_line_ui(ui, &led.0, pen)),
        Screen::Records => match records_ui(ui, &models.desk, settings.name.trim(), pen) {
            Some(records::Asked::Go(command)) => Some(command),
            Some(records::Asked::Wish(wish)) => {
                models.desk.bypass_change_detection().wishes.push(wish);
                None
            }
            None => None,
        },
        Screen::Team => match team_ui(ui, &models.rehearsal, &models.shelf, settings.name.trim(), pen) {
            Some(team::Asked::Go(command)) => Some(command),
            Some(team::Asked::Wish(wish)) => {
                models.rehearsal.bypass_change_detection().wishes.push(wish);
                None
            }
            None => None,
        },
        Screen::Workbench => workbench_ui(
            ui,
            models.bench.bypass_change_detection(),
            &models.shelf,
            settings.name.trim(),
            pen,
        ),
        Screen::Settings => {
            let speaks = models
                .sounds
                .as_ref()
                .map_or_else(String::new, |sounds| sounds.speaks(settings));
            let kept = settings::Kept {
                place: models.records.place(),
                said: models.desk.said.as_deref(),
            };
            match settings_ui(ui, settings, &models.notices, &speaks, kept, pen) {
                Some(settings::Asked::Store(store)) => {
                    models
                        .desk
                        .bypass_change_detection()
                        .wishes
                        .push(records::Wish::Store(store));
                    None
                }
                Some(settings::Asked::Change(change)) => {
                    changes.0.push(change);
                    None
                }
                Some(settings::Asked::Back) => Some(Command::LeaveSettings),
                None => None,
            }
        }
    }
}

/// What keys change everywhere.
fn wishes(context: &egui::Context) -> Option<Change> {
    // Whoever types into a field means letters.
    if context.text_edit_focused() {
        return None;
    }
    let pressed = |key| {
        context.input_mut(|input| input.consume_key(Modifiers::NONE, key) || input.consume_key(Modifiers::SHIFT, key))
    };
    if pressed(Key::M) {
        Some(Change::ToggleSound)
    } else if pressed(Key::C) {
        Some(Change::NextTheme)
    } else if pressed(Key::Plus) || pressed(Key::Equals) {
        Some(Change::LargerText)
    } else if pressed(Key::Minus) {
        Some(Change::SmallerText)
    } else if pressed(Key::R) {
        Some(Change::ToggleMotion)
    } else {
        None
    }
}

/// What egui shows beside the pointer, in the theme's colours and letters.
fn dress_hints(context: &egui::Context, theme: &super::theme::Theme) {
    let palette = theme.palette;
    let known = egui::Id::new("the dress of hints");
    let dress = (palette.name, theme.text_scale.to_bits());
    if context.data(|data| data.get_temp(known)) == Some(dress) {
        return;
    }
    context.data_mut(|data| data.insert_temp(known, dress));
    context.all_styles_mut(|style| {
        style.visuals.popup_shadow = egui::Shadow::NONE;
        style.visuals.window_fill = palette.card;
        style.visuals.window_stroke = egui::Stroke::new(palette.line_width, palette.line);
        style.visuals.override_text_color = Some(palette.ink);
        style.override_font_id = Some(theme.font(super::theme::Role::Small));
    });
}

/// The few of egui's own widgets that are used (scroll bars) in the theme's colours.
fn dress(ui: &mut Ui, palette: &super::theme::Palette) {
    let style = ui.style_mut();
    style.spacing.scroll = egui::style::ScrollStyle::floating();
    style.spacing.scroll.floating_allocated_width = 0.0;
    let visuals = &mut style.visuals;
    visuals.override_text_color = Some(palette.ink);
    visuals.extreme_bg_color = palette.track;
    visuals.weak_text_color = Some(palette.soft);
    visuals.text_cursor.stroke = bevy_egui::egui::Stroke::new(2.5, palette.ink);
    visuals.selection.bg_fill = palette.good.fill;
    visuals.selection.stroke.color = palette.good.ink;
    for widget in [
        &mut visuals.widgets.inactive,
        &mut visuals.widgets.hovered,
        &mut visuals.widgets.active,
    ] {
        widget.bg_fill = palette.soft;
        widget.fg_stroke.color = palette.soft;
    }
}

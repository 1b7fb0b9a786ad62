//! An X11 screen without a window manager: a kiosk, a virtual screen. There nobody gives a window its size or the input focus, and
//! winit passes no key to a window without it. So the window fills the screen and takes the keyboard. Where there is a window
//! manager, nothing is done.

use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::errors::ReplyError;
use x11rb::protocol::xproto::{AtomEnum, ConfigureWindowAux, ConnectionExt, InputFocus, MapState, Window};
use x11rb::rust_connection::RustConnection;

/// How long the window may take to show.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(20);

/// Waits beside the program until its window is there, and gives it the screen. What fails here leaves all as it was.
pub fn fill() {
    if std::env::var_os("DISPLAY").is_none() || std::env::var_os("WAYLAND_DISPLAY").is_some() {
        return;
    }
    let waiting = std::thread::Builder::new().name("bare screen".to_owned()).spawn(|| {
        let Ok((connection, screen)) = RustConnection::connect(None) else {
            return;
        };
        let screen = &connection.setup().roots[screen];
        let (root, size) = (screen.root, (screen.width_in_pixels, screen.height_in_pixels));
        if matches!(has_window_manager(&connection, root), Ok(false)) {
            // A screen that goes away in the meantime takes the program with it.
            let _gone = fill_when_shown(&connection, root, size);
        }
    });
    drop(waiting);
}

fn has_window_manager(connection: &RustConnection, root: Window) -> Result<bool, ReplyError> {
    let check = connection.intern_atom(true, b"_NET_SUPPORTING_WM_CHECK")?.reply()?.atom;
    if check == u32::from(AtomEnum::NONE) {
        return Ok(false);
    }
    let property = connection
        .get_property(false, root, check, AtomEnum::WINDOW, 0, 1)?
        .reply()?;
    Ok(property.value_len > 0)
}

fn fill_when_shown(connection: &RustConnection, root: Window, size: (u16, u16)) -> Result<(), ReplyError> {
    let pid = connection.intern_atom(false, b"_NET_WM_PID")?.reply()?.atom;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        for window in connection.query_tree(root)?.reply()?.children {
            if is_ours(connection, window, pid).unwrap_or(false) {
                let whole = ConfigureWindowAux::new()
                    .x(0)
                    .y(0)
                    .width(u32::from(size.0))
                    .height(u32::from(size.1));
                connection.configure_window(window, &whole)?.check()?;
                connection
                    .set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME)?
                    .check()?;
                return Ok(());
            }
        }
        std::thread::sleep(PAUSE);
    }
    Ok(())
}

/// Whether a window is this program's, and shown.
fn is_ours(connection: &RustConnection, window: Window, pid: u32) -> Result<bool, ReplyError> {
    let property = connection
        .get_property(false, window, pid, AtomEnum::CARDINAL, 0, 1)?
        .reply()?;
    let ours = property.value32().and_then(|mut values| values.next()) == Some(std::process::id());
    Ok(ours && connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE)
}

//! Opening the window, and saying plainly why it cannot be opened.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, atomic::AtomicBool},
};

use eframe::egui;

use super::{App, Native, Settings, Start, kit::log};

/// What a library or display that is missing is called, and the packages that bring it.
const HINTS: &[(&str, &str)] = &[
    (
        "xkbcommon",
        "the keyboard library is missing: install libxkbcommon-x11-0 (Debian, Ubuntu) or libxkbcommon-x11 (Fedora, Arch)",
    ),
    ("libX11", "the X11 library is missing: install libx11-6 and libx11-xcb1 (Debian, Ubuntu) or libX11 (Fedora)"),
    ("libXcursor", "an X11 library is missing: install libxcursor1 libxi6 libxrandr2 (Debian, Ubuntu)"),
    ("libXi", "an X11 library is missing: install libxcursor1 libxi6 libxrandr2 (Debian, Ubuntu)"),
    ("libXrandr", "an X11 library is missing: install libxcursor1 libxi6 libxrandr2 (Debian, Ubuntu)"),
    ("DISPLAY", "there is no display: start tandai in a desktop session, or set DISPLAY or WAYLAND_DISPLAY"),
    ("display", "there is no display: start tandai in a desktop session, or set DISPLAY or WAYLAND_DISPLAY"),
    ("compositor", "there is no display: start tandai in a desktop session, or set DISPLAY or WAYLAND_DISPLAY"),
    ("libEGL", "OpenGL is missing: install libegl1 and libgl1 (Debian, Ubuntu) or mesa-libEGL (Fedora)"),
    (
        "EGL",
        "OpenGL does not work: install libegl1, libgl1 and libgl1-mesa-dri (Debian, Ubuntu) or mesa-dri-drivers (Fedora)",
    ),
    (
        "glutin",
        "OpenGL does not work: install libegl1, libgl1 and libgl1-mesa-dri (Debian, Ubuntu) or mesa-dri-drivers (Fedora)",
    ),
    (
        "OpenGL",
        "OpenGL does not work: install libegl1, libgl1 and libgl1-mesa-dri (Debian, Ubuntu) or mesa-dri-drivers (Fedora)",
    ),
];

/// The icon in title bars and task lists; where a desktop knows the application, its own theme's comes first.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/tandai.png")).unwrap_or_default()
}

/// Why there is no window: a line for a terminal, in English, with what is missing and how to get it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoWindow(String);

/// Opens the window and returns when it is closed.
pub fn run(start: Start) -> Result<(), NoWindow> {
    log::begin();
    let settings = Settings::load();
    let places = settings.places();
    let (width, height) = places.window.unwrap_or((1280.0, 800.0));
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Tandai")
            .with_app_id("tandai")
            .with_icon(icon())
            .with_inner_size([width, height])
            .with_maximized(places.maximized)
            .with_min_inner_size([640.0, 360.0])
            .with_drag_and_drop(true),
        ..eframe::NativeOptions::default()
    };
    let quiet = std::panic::take_hook();
    let said = Arc::new(std::sync::Mutex::new(String::new()));
    let hear = said.clone();
    // A missing library makes winit panic: that becomes one line. Later panics are printed as ever.
    std::panic::set_hook(Box::new(move |info| {
        if let Ok(mut said) = hear.lock() {
            *said = info.to_string();
        }
    }));
    let hook = Arc::new(std::sync::Mutex::new(Some(quiet)));
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let hook = hook.clone();
        eframe::run_native(
            "tandai",
            options,
            Box::new(move |context| {
                if let Some(quiet) = hook.lock().ok().and_then(|mut hook| hook.take()) {
                    std::panic::set_hook(quiet);
                }
                let app = App::new(&context.egui_ctx, start, settings, Arc::new(Native));
                listen(&context.egui_ctx, app.signalled());
                Ok(Box::new(app))
            }),
        )
    }));
    let reason = match opened {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(refused)) => refused.to_string(),
        Err(_) => said.lock().map(|said| said.clone()).unwrap_or_default(),
    };
    Err(NoWindow(explain(&reason)))
}

/// Logging out, Ctrl+C and a closed terminal end the window as its X does; a second signal ends it at once.
#[cfg(unix)]
fn listen(ctx: &egui::Context, signalled: Arc<AtomicBool>) {
    use std::{io::Read, os::unix::net::UnixStream, sync::atomic::Ordering};

    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        flag,
        low_level::pipe,
    };

    let Ok((mut reads, writes)) = UnixStream::pair() else { return };
    let again = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGINT, SIGHUP] {
        let _ = flag::register_conditional_shutdown(signal, 2, again.clone());
        let _ = writes.try_clone().and_then(|writes| pipe::register(signal, writes));
    }
    let ctx = ctx.clone();
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let mut byte = [0];
        while reads.read_exact(&mut byte).is_ok() {
            signalled.store(true, Ordering::Release);
            again.store(true, Ordering::Release);
            ctx.request_repaint();
        }
    });
}

#[cfg(not(unix))]
fn listen(_: &egui::Context, _: Arc<AtomicBool>) {}

/// A line that says what is missing and how to get it.
fn explain(reason: &str) -> String {
    let reason = without_place(&reason.lines().map(str::trim).collect::<Vec<_>>().join(" "));
    let hint = HINTS.iter().find(|(sign, _)| reason.contains(sign)).map(|(_, hint)| *hint);
    let hint = hint.unwrap_or("the subcommands work without a window: see `tandai --help`");
    format!("the window cannot be opened: {hint} ({reason})")
}

/// The reason without the line of a library's source at which it arose: it helps nobody at a desktop.
fn without_place(reason: &str) -> String {
    let place = reason.split_once(" at ").and_then(|(before, rest)| {
        let (file, after) = rest.split_once(".rs:")?;
        let after = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
        (!file.contains(' ')).then(|| format!("{before}: {}", after.trim_start()))
    });
    place.unwrap_or_else(|| reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{explain, without_place};

    /// One signal only: a second would end these tests.
    #[cfg(unix)]
    #[test]
    fn the_system_s_wish_that_we_end_is_heard() {
        use std::{
            sync::{
                Arc,
                atomic::{AtomicBool, Ordering},
            },
            time::{Duration, Instant},
        };
        let signalled = Arc::new(AtomicBool::new(false));
        super::listen(&eframe::egui::Context::default(), signalled.clone());
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::HUP).expect("sent");
        let begun = Instant::now();
        while !signalled.load(Ordering::Acquire) {
            assert!(begun.elapsed() < Duration::from_secs(60), "nobody heard it");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn places_in_libraries_are_left_out() {
        assert_eq!(without_place("os error at /a/b-1.0/src/mod.rs:765: nothing is set."), "os error: nothing is set.");
        assert_eq!(without_place("at the door stands main.rs: no"), "at the door stands main.rs: no");
        assert_eq!(without_place("look at this"), "look at this");
    }

    #[test]
    fn there_is_an_icon() {
        assert_eq!((super::icon().width, super::icon().height), (128, 128));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert!(explain("winit EventLoopError: neither WAYLAND_DISPLAY nor DISPLAY is set").contains("no display"));
        assert!(explain("Library libxkbcommon-x11.so could not be loaded.").contains("libxkbcommon-x11-0"));
        assert!(explain("something else").contains("something else"));
    }
}

//! The window fits the screen that it opens on, with its title bar and the desktop's own bar.

use eframe::egui::{Context, Plugin, RawInput, Vec2, ViewportCommand, ViewportId, vec2};

/// What title bar and desktop take of a screen's height, in points: no system tells it before the window is placed, and a
/// window that is as high as the screen has its status bar below it.
const BARS: f32 = 72.0;

/// Sees to it once, when the size of the screen is known.
#[derive(Default)]
pub(super) struct ScreenFit {
    done: bool,
    /// What the system and this program made of the window, in points at a zoom of 1: nobody chose it.
    made: Vec<Vec2>,
}

impl ScreenFit {
    /// Whether nobody chose this size (points at a zoom of 1), give or take the rounding of its pixels.
    pub fn made(&self, size: Vec2) -> bool {
        self.made.iter().any(|made| (*made - size).abs().max_elem() < 2.0)
    }
}

impl Plugin for ScreenFit {
    fn debug_name(&self) -> &'static str {
        "screen fit"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        if self.done {
            return;
        }
        let Some(window) = input.viewports.get(&ViewportId::ROOT) else { return };
        let (Some(screen), Some(inner)) = (window.monitor_size, window.inner_rect) else { return };
        self.done = true;
        // What was wished for is cut to the screen before the first frame.
        self.made.push(inner.size() * ctx.zoom_factor());
        if window.maximized == Some(true) || window.fullscreen == Some(true) {
            return;
        }
        if let Some(size) = fitting(inner.size(), screen) {
            self.made.push(size * ctx.zoom_factor());
            ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::InnerSize(size));
        }
    }
}

/// The size that a window of a size should have instead on a screen, if it does not fit.
fn fitting(window: Vec2, screen: Vec2) -> Option<Vec2> {
    // Screens whose size is not known are told as nothing.
    let room = vec2(screen.x, screen.y - BARS);
    let fits = window.x <= room.x && window.y <= room.y;
    (!fits && room.min_elem() > 0.0).then(|| window.min(room))
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Pos2, Rect};

    use super::*;

    #[test]
    fn what_a_screen_forces_is_not_what_a_person_chose() {
        let mut fit = ScreenFit::default();
        let mut input = RawInput::default();
        let window = input.viewports.entry(ViewportId::ROOT).or_default();
        window.monitor_size = Some(vec2(760.0, 480.0));
        window.inner_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(760.0, 480.0)));
        fit.input_hook(&Context::default(), &mut input);
        assert!(fit.made(vec2(760.0, 480.0)), "as the system cut it");
        assert!(fit.made(vec2(760.5, 408.0)), "as it fits beside the bars");
        assert!(!fit.made(vec2(700.0, 400.0)), "as somebody dragged it");
    }

    #[test]
    fn a_window_leaves_room_for_the_bars() {
        assert_eq!(fitting(vec2(1280.0, 768.0), vec2(1366.0, 768.0)), Some(vec2(1280.0, 696.0)));
        assert_eq!(fitting(vec2(1280.0, 800.0), vec2(1920.0, 1080.0)), None);
        assert_eq!(fitting(vec2(1280.0, 800.0), vec2(1024.0, 1280.0)), Some(vec2(1024.0, 800.0)));
        assert_eq!(fitting(vec2(1280.0, 800.0), Vec2::ZERO), None);
    }
}

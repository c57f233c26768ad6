//! In the status bar, how many articles are finished; and when asked, how it goes today and how long the rest may take.

use eframe::egui::{Button, RichText, TextWrapMode, Ui, containers::menu::MenuButton};

use crate::{
    app::{
        kit::{names, task::Task, text::Words},
        state::{action::Action, screen::Screen},
    },
    session::{Pace, Session},
};

/// What the numbers depend on: the list and what is assigned.
type ProgressKey = (u64, u64);

#[derive(Default)]
pub struct ProgressState {
    counted: Option<(ProgressKey, (usize, usize))>,
    /// What was read, or is being read, and as of when.
    pub pace: Option<(ProgressKey, Option<Pace>)>,
    pub reading: Option<Task<Pace>>,
}

/// As of when numbers are.
pub fn key(session: &Session) -> ProgressKey {
    (session.rows().list_revision(), session.assigned_at())
}

pub fn ui(ui: &mut Ui, screen: &Screen, session: &Session, state: &mut ProgressState, actions: &mut Vec<Action>) {
    let key = key(session);
    let (finished, all) = match state.counted {
        Some((then, counts)) if then == key => counts,
        _ => {
            let counts = session.finished_of();
            state.counted = Some((key, counts));
            counts
        }
    };
    let words = screen.fill(Words::FinishedOf, &[&finished.to_string(), &all.to_string()]);
    let button = Button::new(RichText::new(words)).frame(false);
    let menu = MenuButton::from_button(button);
    let (response, _) = menu.ui(ui, |ui| {
        // Rows of menus are spread over their width otherwise.
        ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
        if state.pace.as_ref().is_none_or(|(then, _)| *then != key) {
            actions.push(Action::ReadPace);
        }
        let Some((_, Some(pace))) = &state.pace else {
            ui.label(RichText::new(screen.say(Words::ReadingPace)).weak());
            return;
        };
        ui.label(screen.fill(Words::FinishedToday, &[&pace.today.to_string()]));
        let Some(minutes) = pace.minutes else {
            ui.label(RichText::new(screen.say(Words::PaceUnknown)).weak());
            return;
        };
        ui.label(screen.fill(Words::MinutesAnArticle, &[&names::decimal(screen.language(), minutes)]));
        let left = all - finished;
        if left > 0 {
            let (hours, rest) = hours_and_minutes(minutes * left as f64);
            ui.label(screen.fill(Words::TimeLeft, &[&left.to_string(), &hours.to_string(), &rest.to_string()]));
        }
        ui.label(RichText::new(screen.say(Words::PaceAbout)).small().weak());
    });
    response.on_hover_text(screen.say(Words::FinishedOfHelp));
}

/// Whole hours, and the minutes besides, of a time in minutes; at least one minute.
fn hours_and_minutes(minutes: f64) -> (u64, u64) {
    let whole = minutes.round().max(1.0) as u64;
    (whole / 60, whole % 60)
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_said_in_hours_and_minutes() {
        assert_eq!(super::hours_and_minutes(0.2), (0, 1));
        assert_eq!(super::hours_and_minutes(59.6), (1, 0));
        assert_eq!(super::hours_and_minutes(161.2), (2, 41));
    }
}

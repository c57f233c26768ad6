//! The tabs of the side panel: one row, however narrow it is. Those that have no room wait in a list at its end.

use eframe::egui::{RichText, Role, TextStyle, Ui, WidgetInfo, vec2};

use crate::app::{
    kit::text::Words,
    state::{action::Action, desk::Tab, screen::Screen},
};

const TABS: [(Tab, Words); 5] = [
    (Tab::Entities, Words::ShowEntities),
    (Tab::Coalitions, Words::ShowCoalitions),
    (Tab::Inspector, Words::ShowInspector),
    (Tab::Review, Words::ShowReview),
    (Tab::Notes, Words::ShowNotes),
];

/// From this width on names have their full size, in points.
const ROOMY: f32 = 330.0;
/// Room at both sides of a name, and what the list takes at the end.
const PADDING: f32 = 8.0;
const LIST: f32 = 26.0;

pub fn ui(ui: &mut Ui, screen: &Screen, actions: &mut Vec<Action>) {
    ui.add_space(4.0);
    let roomy = ui.available_width() > ROOMY;
    let size = if roomy { 14.0 } else { 12.0 };
    ui.horizontal(|ui| {
        if !roomy {
            ui.spacing_mut().item_spacing = vec2(1.0, 2.0);
            ui.spacing_mut().button_padding.x = PADDING / 2.0;
        }
        let beside = ui.spacing().item_spacing.x + 2.0 * ui.spacing().button_padding.x;
        let widths = TABS.map(|(_, words)| name_width(ui, screen.say(words), size) + beside);
        let chosen = TABS.iter().position(|(tab, _)| *tab == screen.desk.tab).unwrap_or(0);
        let shown = that_fit(&widths, chosen, ui.available_width());
        for (at, (tab, words)) in TABS.into_iter().enumerate().filter(|(at, _)| shown[*at]) {
            let text = RichText::new(screen.say(words)).size(size);
            if ui.selectable_label(at == chosen, text).clicked() {
                actions.push(Action::ShowTab(tab));
            }
        }
        if shown.contains(&false) {
            let more = ui.menu_button(RichText::new("»").size(size), |ui| {
                for (tab, words) in TABS.into_iter().enumerate().filter(|(at, _)| !shown[*at]).map(|(_, tab)| tab) {
                    if ui.button(screen.say(words)).clicked() {
                        actions.push(Action::ShowTab(tab));
                    }
                }
            });
            let name = screen.say(Words::MoreTabs);
            more.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
            more.response.on_hover_text(name);
        }
    });
    ui.separator();
}

fn name_width(ui: &Ui, name: &str, size: f32) -> f32 {
    let mut font = TextStyle::Button.resolve(ui.style());
    font.size = size;
    ui.painter().layout_no_wrap(name.to_owned(), font, ui.visuals().text_color()).size().x
}

/// Which of the names have room, in their order; the chosen one always does.
fn that_fit(widths: &[f32; 5], chosen: usize, room: f32) -> [bool; 5] {
    if widths.iter().sum::<f32>() <= room {
        return [true; 5];
    }
    let mut shown = [false; 5];
    shown[chosen] = true;
    let mut left = room - LIST - widths[chosen];
    for (at, width) in widths.iter().enumerate().filter(|(at, _)| *at != chosen) {
        if *width > left {
            break;
        }
        shown[at] = true;
        left -= width;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::that_fit;

    #[test]
    fn the_chosen_one_is_shown_whatever_the_room() {
        let widths = [50.0, 60.0, 60.0, 50.0, 40.0];
        assert_eq!(that_fit(&widths, 0, 300.0), [true; 5]);
        assert_eq!(that_fit(&widths, 0, 225.0), [true, true, true, false, false]);
        assert_eq!(that_fit(&widths, 4, 225.0), [true, true, false, false, true]);
        assert_eq!(that_fit(&widths, 3, 60.0), [false, false, false, true, false]);
    }
}

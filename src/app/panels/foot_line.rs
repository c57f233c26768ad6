//! The last line of the centre: what was said just now; else what keys do to what is selected. It has a place of its own,
//! so that nothing that is read is ever covered.

use eframe::egui::{Frame, Panel, Rect, Sense, TextStyle, Ui, vec2};

use crate::app::{
    article::Select,
    kit::{row, text::Words, toasts::Toasts},
    panels::{
        key_hints::{self, KeyHint},
        text_menu::TextMenu,
    },
    state::{command::Command, screen::Screen},
};

/// Height of the line of keys, in points; and what stands at its sides, as the text has it.
const HEIGHT: f32 = 25.0;
const SIDE: f32 = 24.0;

/// `keys`: what is said while nothing else is; without it there is a place only for what is said.
pub fn ui(ui: &mut Ui, screen: &Screen, toasts: Option<&mut Toasts>, keys: Option<&str>) {
    let toasts = toasts.filter(|toasts| !toasts.is_empty());
    let least = if keys.is_some() { HEIGHT } else { 0.0 };
    let height = toasts.as_ref().map_or(0.0, |toasts| toasts.height(ui)).max(least);
    if height == 0.0 {
        return;
    }
    let frame = Frame::new().fill(screen.theme.ground);
    Panel::bottom("foot").frame(frame).resizable(false).exact_size(height).show(ui, |ui| {
        row::name_panel(ui, screen.say(Words::FootPart));
        ui.spacing_mut().item_spacing.y = 0.0;
        if let Some(toasts) = toasts {
            return toasts.place(ui, screen.theme);
        }
        let line = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), HEIGHT)).shrink2(vec2(SIDE, 0.0));
        let weak = screen.theme.weak;
        let keys = keys.unwrap_or_default();
        let words = row::one_line(ui, keys, TextStyle::Small, weak, line.width());
        if words.elided {
            ui.allocate_rect(line, Sense::hover()).on_hover_text(keys);
        }
        row::put(ui.painter(), line.left(), line, words, weak);
    });
}

/// What keys do to what is selected in the article.
pub fn keys(screen: &Screen, select: &Select, about: &TextMenu) -> String {
    let Some(session) = screen.session else { return String::new() };
    let one = KeyHint::one;
    let kinds = || KeyHint::kinds(session.project().scheme.kinds.len());
    let find = [one(Command::Find, Words::HintFind), one(Command::SearchTexts, Words::HintSearch)];
    let commands = one(Command::Palette, Words::HintCommands);
    let slots = vec![Command::ArmRegion, Command::ArmHead, Command::ArmDeputy, Command::ArmParty];
    let hints: Vec<KeyHint> = match () {
        () if !about.editable => find.into_iter().chain([commands]).collect(),
        () if !select.mentions().is_empty() => {
            let mut hints = vec![one(Command::Link, Words::HintEntity), kinds()];
            if about.card {
                hints.push(one(Command::FillSlot, Words::HintSlot));
            }
            hints.extend([
                one(Command::TagEvery, Words::HintEvery),
                KeyHint { commands: vec![Command::GrowStart, Command::GrowEnd], does: Words::HintBorder },
                one(Command::Untag, Words::HintRemove),
                one(Command::MakeCoalition, Words::HintCoalition),
            ]);
            hints
        }
        () if select.span().is_some() => {
            let mut hints = vec![kinds(), one(Command::TagEvery, Words::HintEvery)];
            if about.card {
                hints.push(one(Command::AddEvidence, Words::HintEvidence));
            }
            hints.extend([one(Command::MakeCoalition, Words::HintCoalition)]);
            hints
        }
        () if about.card => vec![
            KeyHint { commands: slots, does: Words::HintSlot },
            one(Command::NextStatus, Words::HintStatus),
            one(Command::SelectSentence, Words::HintSentence),
            one(Command::FinishNext, Words::HintFinish),
            commands,
        ],
        () => vec![
            one(Command::SelectSentence, Words::HintSentence),
            one(Command::NextMention, Words::HintMention),
            one(Command::FinishNext, Words::HintFinish),
            commands,
        ],
    };
    let said = key_hints::line(screen, &hints);
    let nothing = select.mentions().is_empty() && select.span().is_none() && about.editable && !about.card;
    if nothing { format!("{} · {said}", screen.say(Words::HintSelect)) } else { said }
}

//! What can be marked in this project: its kinds, and adding one.

use eframe::egui::{Align, Label, Layout, Margin, Popup, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};
use serde::{Deserialize, Serialize};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        article,
        kit::{fonts::Emphasis, names, row, text::Words, theme},
        state::action::Action,
    },
    model::{Colour, Kind, KindKey, LineStyle, Scheme, slug},
};

/// One for each digit.
const MOST: usize = 9;

/// A new kind while it is typed, and what is being changed of those that are there.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct KindsDraft {
    new: KindDraft,
    renaming: Option<(KindKey, String)>,
    #[serde(skip)]
    recolouring: Option<(KindKey, [u8; 3])>,
}

/// A kind while it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct KindDraft {
    name: String,
    colour: [u8; 3],
    #[serde(skip)]
    problem: String,
}

impl KindsDraft {
    /// Whether a new kind has a name.
    pub fn is_begun(&self) -> bool {
        !self.new.name.trim().is_empty()
    }
}

pub fn ui(stage: &mut Stage, draft: &mut KindsDraft) {
    let Some(session) = stage.screen.session else {
        stage.close = true;
        return;
    };
    let scheme = &session.project().scheme;
    if draft.new.name.is_empty() && draft.new.colour == [0; 3] {
        let Colour(red, green, blue) = theme::new_kind(scheme.kinds.len());
        draft.new.colour = [red, green, blue];
    }
    let title = stage.say(Words::ManageKinds).trim_end_matches('…');
    SheetFrame { name: "kinds", title, width: 460.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        frame::note(ui, stage.say(Words::KindsHelp));
        ui.add_space(4.0);
        let height = (stage.ctx.content_rect().height() - 290.0).max(90.0);
        ScrollArea::vertical().auto_shrink([false, true]).max_height(height).show(ui, |ui| {
            for (at, kind) in scheme.kinds.iter().enumerate() {
                row(ui, stage, draft, at, kind);
            }
        });
        ui.separator();
        new_kind(ui, stage, scheme, &mut draft.new);
    });
}

fn row(ui: &mut Ui, stage: &mut Stage, draft: &mut KindsDraft, at: usize, kind: &Kind) {
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        ui.label(RichText::new((at + 1).to_string()).monospace().weak());
        let (rect, _) = ui.allocate_exact_size(vec2(46.0, 20.0), Sense::hover());
        ui.painter().rect_filled(rect, 3, stage.theme.fill(kind, 0.2));
        let below = rect.shrink2(vec2(4.0, 4.0));
        article::rule(ui.painter(), [below.left_bottom(), below.right_bottom()], stage.theme.kind(kind), kind.line);
        recolour(ui, stage, draft, kind);
        let name = names::kind(stage.language(), kind);
        if delivered(&kind.key) {
            ui.label(name);
        } else {
            rename(ui, stage, draft, kind);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add(Label::new(RichText::new(kind.key.as_str()).small().weak()).truncate());
        });
    });
}

/// The colour of a kind, to be changed in place: one step of undo, taken when the picker is closed.
fn recolour(ui: &mut Ui, stage: &mut Stage, draft: &mut KindsDraft, kind: &Kind) {
    let Colour(red, green, blue) = if stage.theme.dark { kind.dark } else { kind.colour };
    let picking = draft.recolouring.take_if(|(key, _)| *key == kind.key).map(|(_, picked)| picked);
    let mut colour = picking.unwrap_or([red, green, blue]);
    let button = ui.push_id(("colour of", &kind.key), |ui| ui.color_edit_button_srgb(&mut colour)).inner;
    let label = stage.fill(Words::ColourOfKind, &[&names::kind(stage.language(), kind)]);
    button.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::ColorWell, true, &label));
    if button.changed() || (picking.is_some() && Popup::is_any_open(ui.ctx())) {
        draft.recolouring = Some((kind.key.clone(), colour));
    } else if picking.is_some() {
        stage.actions.push(Action::PutKind(recoloured(kind, colour)));
    }
    button.on_hover_text(label);
}

/// The same kind in another colour, moved until it can be read on either ground.
fn recoloured(kind: &Kind, [red, green, blue]: [u8; 3]) -> Kind {
    let colour = Colour(red, green, blue);
    let (light, dark) = (theme::Theme::LIGHT.readable(colour), theme::Theme::DARK.readable(colour));
    Kind { colour: light, dark, ..kind.clone() }
}

/// The kinds that the gazetteer knows are named by the window's language.
fn delivered(key: &KindKey) -> bool {
    [KindKey::party(), KindKey::candidate(), KindKey::region()].contains(key)
}

/// The name of one of the project's own kinds, to be changed in place.
fn rename(ui: &mut Ui, stage: &mut Stage, draft: &mut KindsDraft, kind: &Kind) {
    let typing = draft.renaming.take().filter(|(key, _)| *key == kind.key);
    let mut name = typing.map_or_else(|| kind.name.clone(), |(_, name)| name);
    let field = TextEdit::singleline(&mut name).id_salt(("kind", &kind.key)).desired_width(180.0);
    let field = ui.add(field.margin(Margin::symmetric(5, 3)));
    let label = stage.fill(Words::NameOfKind, &[&kind.name]);
    row::name_field(&field, name.as_str(), &label);
    let named = name.trim();
    if field.has_focus() {
        draft.renaming = Some((kind.key.clone(), name));
    } else if field.lost_focus() && !named.is_empty() && named != kind.name {
        let kind = Kind { name: named.to_owned(), ..kind.clone() };
        stage.actions.push(Action::PutKind(kind));
    }
}

fn new_kind(ui: &mut Ui, stage: &mut Stage, scheme: &Scheme, draft: &mut KindDraft) {
    let mut add = false;
    let label = stage.say(Words::NewKind);
    ui.label(RichText::new(label).bold());
    ui.horizontal(|ui| {
        let picker = ui.color_edit_button_srgb(&mut draft.colour);
        let colour = stage.say(Words::KindColour);
        picker.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::ColorWell, true, colour));
        picker.on_hover_text(colour);
        let before = draft.name.clone();
        let width = ui.available_width() - 90.0;
        let id = frame::first_id("kinds");
        let field = TextEdit::singleline(&mut draft.name).id(id).hint_text(row::hint(stage.say(Words::KindName)));
        let field = ui.add(field.desired_width(width).margin(Margin::symmetric(6, 4)));
        row::name_field(&field, draft.name.as_str(), label);
        if stage.fresh {
            row::take_keyboard(ui, &field, &draft.name);
        }
        if draft.name != before {
            draft.problem.clear();
        }
        add = frame::entered(ui, &field);
        add |= frame::main_button(ui, stage, stage.say(Words::Add), !draft.name.trim().is_empty()).clicked();
        if add {
            field.request_focus();
        }
    });
    frame::problem(ui, stage, &draft.problem);
    if !add {
        return;
    }
    let [red, green, blue] = draft.colour;
    match made(scheme, &draft.name, Colour(red, green, blue)) {
        Ok(kind) => {
            stage.actions.push(Action::PutKind(kind));
            *draft = KindDraft::default();
        }
        Err((words, name)) => draft.problem = stage.fill(words, &[&name]),
    }
}

/// The new kind, or why there can be none. Its colours are moved until they can be read on either ground.
fn made(scheme: &Scheme, name: &str, colour: Colour) -> Result<Kind, (Words, String)> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let key = KindKey::new(slug(&name)).map_err(|_| (Words::KindNameMissing, String::new()))?;
    if let Some(there) = scheme.kind(&key) {
        return Err((Words::KindKnown, there.name.clone()));
    }
    if scheme.kinds.len() >= MOST {
        return Err((Words::KindsFull, String::new()));
    }
    Ok(recoloured(&Kind { key, name, colour, dark: colour, line: LineStyle::DashDot }, [colour.0, colour.1, colour.2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_made_of_names() {
        let mut scheme = Scheme::default();
        let red = Colour(200, 0, 0);
        let kind = made(&scheme, "  Lembaga   survei ", red).unwrap();
        assert_eq!((kind.key.as_str(), kind.name.as_str()), ("lembaga-survei", "Lembaga survei"));
        assert_eq!(kind.colour, red, "readable on white as it is");
        assert_ne!(kind.dark, red, "too dark on a dark ground");
        scheme.kinds.push(kind);
        let refused = |scheme: &Scheme, name: &str| made(scheme, name, red).unwrap_err().0;
        assert_eq!(refused(&scheme, "lembaga survei"), Words::KindKnown);
        assert_eq!(refused(&scheme, "Party"), Words::KindKnown);
        assert_eq!(refused(&scheme, "…"), Words::KindNameMissing);
        while scheme.kinds.len() < MOST {
            let kind = made(&scheme, &format!("jenis {}", scheme.kinds.len()), red).unwrap();
            scheme.kinds.push(kind);
        }
        assert_eq!(refused(&scheme, "kesepuluh"), Words::KindsFull);
    }
}

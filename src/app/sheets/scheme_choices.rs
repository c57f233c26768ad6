//! Statuses or stances in the sheet of the scheme: which a card offers, what they are called, how they look, what they mean.

use eframe::egui::{Align, Button, ComboBox, Margin, RichText, Role, TextEdit, Ui, WidgetInfo};
use serde::{Deserialize, Serialize};

use super::{
    Stage, frame,
    scheme::{head, names, own_key},
};
use crate::{
    app::kit::{row, text::Words, theme::Theme},
    message::{Message, Names},
    model::{BuiltInChoice, ChoiceScheme, ChoiceSign, Colour, Glyph, RANKS},
};

/// What the sheet calls them, and how a key of one's own is made.
pub struct ChoiceWords<K> {
    pub title: Words,
    pub add: Words,
    /// The field for a new key.
    pub key: Words,
    pub hint: Words,
    pub make: fn(&str) -> Result<K, Message>,
}

/// A key while it is typed, and one that was just added.
#[derive(Default, Serialize, Deserialize)]
pub struct NewChoice {
    key: String,
    #[serde(skip)]
    added: Option<String>,
}

impl NewChoice {
    /// Whether a key stands in the field that is not added yet.
    pub fn is_typed(&self) -> bool {
        !self.key.trim().is_empty()
    }
}

/// The delivered ones to be ticked, then those of the project's own. What cannot be is told in `problem`.
pub fn ui<K: BuiltInChoice>(
    ui: &mut Ui,
    stage: &Stage,
    words: &ChoiceWords<K>,
    (own, delivered): (&mut Vec<ChoiceScheme<K>>, &[ChoiceScheme<K>]),
    new: &mut NewChoice,
    problem: &mut String,
) {
    frame::caption(ui, stage.say(words.title));
    for known in delivered {
        let key = known.key.to_string();
        let at = own.iter().position(|one| one.key == known.key);
        let mut on = at.is_some();
        let mut tick = |ui: &mut Ui| {
            let response = row::checkbox(ui, &mut on, RichText::new(&key).monospace());
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &key));
            response.changed()
        };
        let mut changed = false;
        match at {
            Some(_) => head(ui, stage, |ui| changed = tick(ui)),
            None => changed = tick(ui),
        }
        match at {
            Some(at) if changed => drop(own.remove(at)),
            Some(at) => one(ui, stage, &key, &mut own[at]),
            None if changed => own.push(known.clone()),
            None => {}
        }
    }
    let mut removed = None;
    for (at, choice) in own.iter_mut().enumerate() {
        let key = choice.key.to_string();
        if delivered.iter().any(|known| known.key == choice.key) {
            continue;
        }
        head(ui, stage, |ui| {
            if own_key(ui, &key, stage.fill(Words::SchemeRemoveChoice, &[&key])) {
                removed = Some(at);
            }
        });
        one(ui, stage, &key, choice);
        if new.added.as_ref() == Some(&key) {
            ui.scroll_to_cursor(Some(Align::BOTTOM));
            new.added = None;
        }
    }
    if let Some(at) = removed {
        own.remove(at);
    }
    add(ui, stage, words, own, new, problem);
}

/// Names, hint, and the row of what it means and how it looks.
fn one<K: BuiltInChoice>(ui: &mut Ui, stage: &Stage, key: &str, choice: &mut ChoiceScheme<K>) {
    names(ui, stage, stage.say(Words::SchemeName), key, &mut choice.names);
    names(ui, stage, stage.say(Words::SchemeHint), key, &mut choice.help);
    ui.horizontal(|ui| {
        let label = |words: Words| format!("{key}: {}", stage.say(words));
        let mut sign = choice.sign();
        let signs = ChoiceSign::ALL.map(|sign| (sign, stage.say(sign_words(sign)).to_owned()));
        if chosen(ui, (key, "sign"), &label(Words::SchemeSign), &signs, &mut sign) {
            choice.sign = Some(sign).filter(|sign| choice.key.own_sign() != Some(*sign));
        }
        let mut rank = choice.rank();
        let ranks: Vec<(u8, String)> =
            RANKS.map(|rank| (rank, stage.fill(Words::SchemeRankOf, &[&rank.to_string()]))).collect();
        if chosen(ui, (key, "rank"), &label(Words::SchemeRank), &ranks, &mut rank) {
            choice.rank = Some(rank).filter(|rank| choice.key.own_rank() != Some(*rank));
        }
        let mut glyph = choice.glyph();
        let forms = Glyph::ALL.map(|form| (form, form.symbol().to_owned()));
        if chosen(ui, (key, "form"), &label(Words::SchemeForm), &forms, &mut glyph) {
            choice.glyph = Some(glyph).filter(|form| choice.key.own_glyph() != Some(*form));
        }
        colour(ui, stage, key, choice);
    });
    ui.add_space(4.0);
}

/// One of several in a list; whether another was chosen.
fn chosen<T: PartialEq + Copy>(ui: &mut Ui, id: (&str, &str), label: &str, all: &[(T, String)], now: &mut T) -> bool {
    let name = all.iter().find(|(one, _)| one == now).map_or("", |(_, name)| name);
    let mut changed = false;
    let combo = ComboBox::from_id_salt(id).selected_text(RichText::new(name).small()).width(74.0);
    let shown = combo.show_ui(ui, |ui| {
        for (one, words) in all {
            if ui.selectable_label(one == now, words).clicked() && one != now {
                (*now, changed) = (*one, true);
            }
        }
    });
    let about = format!("{label}: {name}");
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &about));
    shown.response.on_hover_text(label);
    changed
}

fn sign_words(sign: ChoiceSign) -> Words {
    match sign {
        ChoiceSign::Plus => Words::SchemeSignPlus,
        ChoiceSign::Minus => Words::SchemeSignMinus,
        ChoiceSign::Neutral => Words::SchemeSignNeutral,
    }
}

/// A colour of its own, moved until it can be read on either ground; and a button that takes it away.
fn colour<K: BuiltInChoice>(ui: &mut Ui, stage: &Stage, key: &str, choice: &mut ChoiceScheme<K>) {
    let Colour(red, green, blue) = choice.colour_on(stage.theme.dark).unwrap_or(Colour(0x80, 0x80, 0x80));
    let mut picked = [red, green, blue];
    let about = format!("{key}: {}", stage.say(Words::SchemeColour));
    let well = ui.push_id((key, "colour"), |ui| ui.color_edit_button_srgb(&mut picked)).inner;
    well.widget_info(|| WidgetInfo::labeled(Role::ColorWell, true, &about));
    if well.changed() {
        let [red, green, blue] = picked;
        let picked = Colour(red, green, blue);
        choice.colour = Some(Theme::LIGHT.readable(picked));
        choice.dark = Some(Theme::DARK.readable(picked));
    }
    well.on_hover_text(about);
    if choice.colour.is_some() {
        let about = format!("{key}: {}", stage.say(Words::SchemeColourAway));
        let button = ui.add(Button::new(RichText::new("×")).small());
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &about));
        if button.on_hover_text(about).clicked() {
            (choice.colour, choice.dark) = (None, None);
        }
    }
}

/// A key of one's own: it says nothing of either side until it is told.
fn add<K: BuiltInChoice>(
    ui: &mut Ui,
    stage: &Stage,
    words: &ChoiceWords<K>,
    own: &mut Vec<ChoiceScheme<K>>,
    new: &mut NewChoice,
    problem: &mut String,
) {
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut new.key).id_salt(("new", words.key)).desired_width(200.0);
        let field = ui.add(field.hint_text(row::hint(stage.say(words.hint))).margin(Margin::symmetric(6, 4)));
        row::name_field(&field, new.key.as_str(), stage.say(words.key));
        let entered = frame::entered(ui, &field);
        if !frame::side_button(ui, stage.say(words.add)).clicked() && (!entered || new.key.is_empty()) {
            return;
        }
        match (words.make)(new.key.trim()) {
            Ok(key) if key == K::OPEN || own.iter().any(|one| one.key == key) => {
                *problem = stage.fill(Words::SchemeChoiceKnown, &[&key.to_string()]);
            }
            Ok(key) => {
                let names = Names::new(key.to_string().replace('_', " "), "");
                let sign = key.own_sign().is_none().then_some(ChoiceSign::Neutral);
                own.push(ChoiceScheme { sign, ..ChoiceScheme::new(key, names, Names::default()) });
                new.added = Some(key.to_string());
                new.key.clear();
                problem.clear();
            }
            Err(wrong) => *problem = wrong.say(stage.language()),
        }
    });
}

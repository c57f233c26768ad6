//! The project's own fields of a record, to be coded: in a card, in the Inspector of a mention, in that of the article.
//! What is typed becomes so with Enter or when the keyboard goes elsewhere; Escape restores.

use eframe::egui::{
    Align, Button, ComboBox, Id, Key, KeyboardShortcut, Label, Layout, Modifiers, Popup, PopupCloseBehavior, Response,
    RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo,
};

use crate::{
    app::{
        kit::{glyph, row, text::Words, theme::Theme},
        state::action::Action,
    },
    gazetteer::OfferContext,
    lexicon::dates_in,
    message::{Language, Message},
    model::{Date, EntityId, Field, FieldOwner, FieldType, KindKey, Remarked, Scheme, Variable, Variables},
    session::Session,
};

/// What is typed and not taken over yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnFieldState {
    /// The record, the field's key, and the text.
    pub typing: Option<(Remarked, String, String)>,
    /// Escape: what this visit of the field made is taken back.
    pub cancelled: bool,
}

/// The fields of a record, and what they hold.
pub struct OwnFields<'a> {
    pub session: &'a Session,
    pub theme: &'a Theme,
    pub language: Language,
    pub record: Remarked,
    pub values: &'a Variables,
}

/// Draws a control with its label.
pub type Labelled<'r> = &'r mut dyn FnMut(&mut Ui, &str, &mut dyn FnMut(&mut Ui));

/// Whose field a record's are.
pub fn owner_of(record: &Remarked) -> FieldOwner {
    match record {
        Remarked::Article => FieldOwner::Article,
        Remarked::Mention(_) => FieldOwner::Mention,
        Remarked::Coalition(_) => FieldOwner::Statement,
    }
}

/// 2024-07-08, and as news writes days if they have a year: 8 Juli 2024, 8/7/2024.
pub fn read_date(text: &str) -> Result<Option<Date>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let named = || match dates_in(text, None).as_slice() {
        [only] if only.span.len() == text.len() => Some(only.date),
        _ => None,
    };
    text.parse().ok().or_else(named).map(Some).ok_or(())
}

/// The value that typed words say; why they are none.
fn read(field: &Field, text: &str) -> Result<Option<Variable>, Message> {
    let text = text.trim();
    if field.kind == FieldType::Date
        && let Ok(day) = read_date(text)
    {
        return Ok(day.map(Variable::Date));
    }
    field.read(text)
}

/// The change that what is typed makes; `None` if it makes none, or is not what the field takes.
pub fn changed(
    scheme: &Scheme,
    values: &Variables,
    record: &Remarked,
    key: &str,
    text: &str,
) -> Option<Option<Variable>> {
    let value = read(scheme.field(owner_of(record), key)?, text).ok()?;
    (value.as_ref() != values.get(key)).then_some(value)
}

impl OwnFields<'_> {
    fn say(&self, words: Words) -> &'static str {
        self.language.say(words)
    }

    fn scheme(&self) -> &Scheme {
        &self.session.project().scheme
    }

    fn id(&self, key: &str) -> Id {
        Id::unique(("own field", &self.record, key))
    }

    fn set(&self, key: &str, value: Option<Variable>, actions: &mut Vec<Action>) {
        actions.push(Action::SetValue { records: vec![self.record.clone()], key: key.to_owned(), value });
    }

    /// Whether there is anything to show.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.scheme().fields_of(owner_of(&self.record)).next().is_none()
    }

    /// Every field with its control, then what stands in none of them.
    pub fn ui(&self, ui: &mut Ui, state: &mut OwnFieldState, actions: &mut Vec<Action>, labelled: Labelled<'_>) {
        let owner = owner_of(&self.record);
        for field in self.scheme().fields_of(owner) {
            let missing = field.required && !self.values.contains_key(field.key.as_str());
            let mark = if missing { " *" } else { "" };
            let label = format!("{}{mark}", field.name_in(self.language));
            labelled(ui, &label, &mut |ui| {
                let shown = ui.scope(|ui| self.control(ui, field, state, actions)).response;
                let help = field.help_in(self.language);
                if !help.is_empty() {
                    shown.on_hover_text(help);
                }
            });
        }
        for (key, value) in self.values.iter().filter(|(key, _)| self.scheme().field(owner, key).is_none()) {
            labelled(ui, key, &mut |ui| {
                let name = format!("{}: {key}", self.say(Words::RemoveValue));
                if row::sign_button(ui, &name, glyph::cross).clicked() {
                    self.set(key, None, actions);
                }
                let text = RichText::new(value.to_string()).color(self.theme.warning);
                ui.add(Label::new(text).truncate()).on_hover_text(self.say(Words::NoSuchField));
            });
        }
    }

    fn control(&self, ui: &mut Ui, field: &Field, state: &mut OwnFieldState, actions: &mut Vec<Action>) {
        let key = field.key.as_str();
        let value = self.values.get(key);
        match &field.kind {
            FieldType::Text | FieldType::Number | FieldType::Date => self.typed(ui, field, state, actions),
            FieldType::YesNo => {
                let all = [(true, Words::Yes), (false, Words::No)];
                ui.horizontal(|ui| {
                    for (is_so, words) in all {
                        let (name, chosen) = (self.say(words), value == Some(&Variable::YesNo(is_so)));
                        let shown = ui.selectable_label(chosen, name);
                        self.named(ui, &shown, Role::RadioButton, field, name, chosen);
                        if shown.clicked() {
                            self.set(key, (!chosen).then_some(Variable::YesNo(is_so)), actions);
                        }
                    }
                });
                self.misfit(ui, field);
            }
            FieldType::One(choices) => {
                let chosen = value.map(ToString::to_string);
                let choice = choices.iter().find(|choice| Some(&choice.key) == chosen.as_ref());
                let name = choice.map(|choice| choice.name_in(self.language)).or(chosen.as_deref());
                let shown = name.unwrap_or(self.say(Words::NotCoded));
                let text = RichText::new(shown);
                let text = if name.is_none() { text.italics().color(self.theme.weak) } else { text };
                let combo = ComboBox::from_id_salt(self.id(key)).selected_text(text).width(ui.available_width());
                let combo = combo.truncate().show_ui(ui, |ui| {
                    for one in choices {
                        let is = choice == Some(one);
                        if ui.selectable_label(is, one.name_in(self.language)).clicked() && !is {
                            self.set(key, Some(Variable::Text(one.key.clone())), actions);
                        }
                    }
                    if ui.selectable_label(value.is_none(), self.say(Words::NotCoded)).clicked() && value.is_some() {
                        self.set(key, None, actions);
                    }
                });
                let about = format!("{}: {shown}", field.name_in(self.language));
                combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), &about));
                self.misfit(ui, field);
            }
            FieldType::Several(choices) => {
                let said: &[String] = match value {
                    Some(Variable::List(said)) => said,
                    _ => &[],
                };
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    for choice in choices {
                        let (name, chosen) = (choice.name_in(self.language), said.contains(&choice.key));
                        let shown = ui.selectable_label(chosen, name);
                        self.named(ui, &shown, Role::CheckBox, field, name, chosen);
                        if shown.clicked() {
                            let mut list: Vec<String> = (choices.iter().map(|one| &one.key))
                                .filter(|key| if **key == choice.key { !chosen } else { said.contains(key) })
                                .cloned()
                                .collect();
                            // What stands in no list stays where it is.
                            let odd = |one: &&String| choices.iter().all(|choice| choice.key != **one);
                            list.extend(said.iter().filter(odd).cloned());
                            self.set(key, (!list.is_empty()).then_some(Variable::List(list)), actions);
                        }
                    }
                });
                self.misfit(ui, field);
            }
            FieldType::Entity(kinds) => self.entity(ui, field, kinds, actions),
        }
    }

    /// Names one of several alternatives for screen readers.
    fn named(&self, ui: &Ui, shown: &Response, role: Role, field: &Field, name: &str, chosen: bool) {
        let about = format!("{}: {name}", field.name_in(self.language));
        shown.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), chosen, &about));
    }

    /// Says of a value that its field does not take why not, with a way to take it away.
    fn misfit(&self, ui: &mut Ui, field: &Field) {
        let Some(value) = self.values.get(field.key.as_str()) else { return };
        let kind_of = |id: &EntityId| self.session.entity(id).map(|entity| entity.kind.clone());
        if let Some(reason) = field.misfit(value, &kind_of) {
            let text = RichText::new(reason.say(self.language)).small().color(self.theme.danger);
            ui.add(Label::new(text).wrap());
        }
    }

    /// A field that words are typed in.
    fn typed(&self, ui: &mut Ui, field: &Field, state: &mut OwnFieldState, actions: &mut Vec<Action>) {
        let key = field.key.as_str();
        let is_this = |(record, name, _): &&(Remarked, String, String)| *record == self.record && name == key;
        let there = self.values.get(key).map(ToString::to_string).unwrap_or_default();
        let mut text = state.typing.as_ref().filter(is_this).map_or(there, |(.., text)| text.clone());
        let wrong = read(field, &text).err();
        let long = field.kind == FieldType::Text;
        let edit = if long {
            let new_line = KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter);
            TextEdit::multiline(&mut text).desired_rows(1).return_key(new_line)
        } else {
            TextEdit::singleline(&mut text)
        };
        let hint = match field.kind {
            FieldType::Date => self.say(Words::DateHint),
            _ => "",
        };
        let colour = wrong.is_some().then_some(self.theme.danger);
        let edit = edit.id(self.id(key)).desired_width(ui.available_width()).text_color_opt(colour);
        let shown = ui.add(edit.hint_text(row::hint(hint)));
        row::name_field(&shown, &text, field.name_in(self.language));
        let (enter, escape) =
            ui.input(|input| (input.key_pressed(Key::Enter) && !input.modifiers.shift, input.key_pressed(Key::Escape)));
        if shown.changed() {
            // What was typed in another field before becomes so.
            if !state.typing.as_ref().is_some_and(|typing| is_this(&typing)) {
                self.commit(state, actions);
            }
            state.typing = Some((self.record.clone(), key.to_owned(), text));
        }
        let entered = enter && long && shown.has_focus();
        if entered {
            shown.surrender_focus();
        }
        if escape && shown.lost_focus() {
            (state.typing, state.cancelled) = (None, true);
        } else if (entered || shown.lost_focus()) && wrong.is_none() {
            self.commit(state, actions);
        }
        if entered || (shown.lost_focus() && (enter || escape)) {
            actions.push(Action::FocusText);
        }
        if let Some(wrong) = wrong {
            let said = RichText::new(wrong.say(self.language)).small().color(self.theme.danger);
            ui.add(Label::new(said).wrap());
        }
    }

    /// Hands in what was typed.
    fn commit(&self, state: &mut OwnFieldState, actions: &mut Vec<Action>) {
        let Some((record, key, text)) = state.typing.take() else { return };
        if record == self.record
            && let Some(value) = changed(self.scheme(), self.values, &record, &key, &text)
        {
            self.set(&key, value, actions);
        }
    }

    /// An entity, chosen from a list that typing filters.
    fn entity(&self, ui: &mut Ui, field: &Field, kinds: &[KindKey], actions: &mut Vec<Action>) {
        let key = field.key.as_str();
        let chosen = match self.values.get(key) {
            Some(Variable::Entity(entity)) => Some(self.session.entity_label(entity).to_owned()),
            other => other.map(ToString::to_string),
        };
        let name = field.name_in(self.language);
        ui.horizontal(|ui| {
            let shown = chosen.as_deref().unwrap_or(self.say(Words::NotCoded));
            let text = RichText::new(shown);
            let text = if chosen.is_none() { text.italics().color(self.theme.weak) } else { text };
            let button = ui.add(Button::new(text).truncate());
            let about = format!("{name}: {shown}");
            button.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &about));
            let popup = Popup::from_toggle_button_response(&button)
                .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
                .accessible_name(format!("{}: {name}", self.say(Words::ChooseEntity)))
                .width(280.0);
            let query = self.id(key).with("query");
            let open = popup.show(|ui| self.choose(ui, field, kinds, query, actions));
            if open.is_none() {
                ui.data_mut(|data| data.remove::<String>(query));
            }
            if chosen.is_some() {
                let about = format!("{}: {name}", self.say(Words::RemoveValue));
                if row::sign_button(ui, &about, glyph::cross).clicked() {
                    self.set(key, None, actions);
                }
            }
        });
        self.misfit(ui, field);
    }

    fn choose(&self, ui: &mut Ui, field: &Field, kinds: &[KindKey], query: Id, actions: &mut Vec<Action>) {
        const MOST: usize = 50;
        ui.set_width(280.0);
        let fresh = ui.data(|data| data.get_temp::<String>(query).is_none());
        let mut words = ui.data(|data| data.get_temp::<String>(query)).unwrap_or_default();
        let hint = self.say(Words::TypeToFilter);
        let edit = TextEdit::singleline(&mut words).hint_text(row::hint(hint)).desired_width(f32::INFINITY);
        let shown = ui.add(edit);
        row::name_field(&shown, &words, &format!("{}: {hint}", field.name_in(self.language)));
        if fresh {
            shown.request_focus();
        }
        let recent: Vec<EntityId> = self.session.recent().cloned().collect();
        let context = OfferContext { mention: None, title: "", day: None, known: &[], recent: &recent, level: "" };
        let offers = kinds.iter().flat_map(|kind| self.session.lexicon().offers(&words, kind, &context));
        let offers: Vec<EntityId> = offers.map(|offer| offer.entity).take(MOST).collect();
        let mut chosen = None;
        if shown.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            chosen = offers.first().cloned();
        }
        if offers.is_empty() {
            ui.label(self.say(Words::NothingFound));
        }
        ScrollArea::vertical().id_salt(query).max_height(220.0).min_scrolled_height(220.0).show(ui, |ui| {
            ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
                for entity in &offers {
                    let label = self.session.entity_label(entity);
                    if ui.selectable_label(false, label).on_hover_text(entity.as_str()).clicked() {
                        chosen = Some(entity.clone());
                    }
                }
            });
        });
        ui.data_mut(|data| data.insert_temp(query, words));
        if let Some(entity) = chosen {
            self.set(field.key.as_str(), Some(Variable::Entity(entity)), actions);
            ui.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FieldKey, Number};

    #[test]
    fn typed_words_become_a_value_only_if_they_change_it_and_fit() {
        let field = |key: &str, kind| Field {
            key: FieldKey::new(key).unwrap(),
            on: FieldOwner::Article,
            kind,
            name: String::new(),
            name_id: String::new(),
            help: String::new(),
            help_id: String::new(),
            default: None,
            required: false,
        };
        let fields = vec![field("n", FieldType::Number), field("day", FieldType::Date), field("t", FieldType::Text)];
        let scheme = Scheme { fields, ..Scheme::default() };
        let values: Variables = [("n".to_owned(), Variable::Number(Number::new(2.0).unwrap()))].into();
        let changed = |key: &str, text: &str| changed(&scheme, &values, &Remarked::Article, key, text);
        assert_eq!(changed("n", "2"), None);
        assert_eq!(changed("n", "dua"), None);
        assert_eq!(changed("n", " "), Some(None));
        assert_eq!(changed("day", "8 Juli 2024"), Some(Date::new(2024, 7, 8).map(Variable::Date)));
        assert_eq!(changed("day", "8 Juli"), None);
        assert_eq!(changed("t", " a\nb "), Some(Some(Variable::Text("a\nb".into()))));
        assert_eq!(changed("gone", "x"), None);
    }
}

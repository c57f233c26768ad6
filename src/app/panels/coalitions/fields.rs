//! The text fields of a card. What is typed becomes so with Enter or when the keyboard goes elsewhere; Escape restores.

use eframe::egui::{
    Color32, Key, KeyboardShortcut, Label, Modifiers, Painter, Rect, RichText, Sense, TextEdit, Ui, Vec2,
};

use super::{
    deck::{Deck, Hand, part},
    look::{self, CELL},
};
use crate::{
    app::{
        kit::{glyph, names, row, text::Words},
        panels::own_fields::{OwnFields, read_date},
        state::{action::Action, command::Command},
    },
    edit::CoalitionField,
    model::{Coalition, Remarked, TextLanguage, Timestamp},
};

const YEAR: &str = "year";
const SPEAKER: &str = "speaker";
const DATE: &str = "date";
const HEDGE: &str = "hedge";
const NOTE: &str = "note";

/// Years that a race can be in: four digits.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// What a field's text says; `Err` if it is not what the field holds.
fn read(name: &str, text: &str) -> Result<Option<CoalitionField>, ()> {
    let text = text.trim();
    Ok(Some(match name {
        YEAR => CoalitionField::Year(read_year(text)?),
        SPEAKER => CoalitionField::Speaker(one_line(text)),
        DATE => CoalitionField::Date(read_date(text)?),
        HEDGE => CoalitionField::Hedge(one_line(text)),
        NOTE => CoalitionField::Note(text.to_owned()),
        _ => return Ok(None),
    }))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read_year(text: &str) -> Result<Option<i16>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().ok().filter(|year| YEARS.contains(year)).map(Some).ok_or(())
}

/// The change that a field's text makes in a card; `None` if it makes none, or is not what the field holds.
pub fn changed_field(card: &Coalition, name: &str, text: &str) -> Option<CoalitionField> {
    let field = read(name, text).ok()??;
    let same = match &field {
        CoalitionField::Year(year) => *year == card.race.year,
        CoalitionField::Speaker(speaker) => *speaker == card.speaker,
        CoalitionField::Date(date) => *date == card.date,
        CoalitionField::Hedge(hedge) => *hedge == card.hedge,
        CoalitionField::Note(note) => *note == card.note,
        _ => true,
    };
    (!same).then_some(field)
}

/// Paints a sign.
type Paint = fn(&Painter, Rect, Color32);

/// One text field of a card.
struct CardField<'a> {
    name: &'static str,
    label: &'a str,
    hint: &'a str,
    value: &'a str,
    width: f32,
    /// It grows with its text; a new line is Shift+Enter.
    grows: bool,
}

pub fn year(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let label = deck.say(Words::Year);
    look::row(ui, label, deck.theme, |ui| {
        let value = card.race.year.map(|year| year.to_string()).unwrap_or_default();
        let hint = deck.say(Words::YearHint);
        let field = CardField { name: YEAR, label, hint, value: &value, width: 54.0, grows: false };
        let wrong = field_ui(ui, deck, card, &field, hand);
        let calendar = deck.session.elections().calendar();
        let first = || match deck.article.meta.date {
            Some(date) => calendar.cycle_on(date).unwrap_or_else(|| date.year()),
            None => {
                let today = Timestamp::now().date();
                calendar.last_held(today).unwrap_or_else(|| today.year())
            }
        };
        let steps: [(Paint, Words, i16); 2] =
            [(glyph::minus, Words::YearEarlier, -1), (glyph::plus, Words::YearLater, 1)];
        for (sign, about, step) in steps {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(CELL), Sense::hover());
            let id = part(card, "year step").with(step);
            let next = card.race.year.map_or_else(first, |year| year.saturating_add(step));
            if row::sign_button_at(ui, rect, id, deck.say(about), sign).clicked() && YEARS.contains(&next) {
                hand.state.typing = None;
                hand.set(card, CoalitionField::Year(Some(next)));
            }
        }
        if wrong {
            beside(ui, deck.say(Words::NoYear), deck.theme.danger);
        }
    });
}

fn date(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let label = deck.say(Words::Date);
    look::row(ui, label, deck.theme, |ui| {
        let value = card.date.map(|date| date.to_string()).unwrap_or_default();
        let hint = deck.say(Words::DateHint);
        let field = CardField { name: DATE, label, hint, value: &value, width: 116.0, grows: false };
        let wrong = field_ui(ui, deck, card, &field, hand);
        match card.date {
            _ if wrong => beside(ui, deck.say(Words::NoDate), deck.theme.danger),
            Some(date) => beside(ui, &names::date(deck.settings.language, date), deck.theme.weak),
            None => {}
        }
    });
}

/// Who says it, when, in which words, and what is noted of it.
pub fn told(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    line(ui, deck, card, (SPEAKER, Words::Speaker, deck.say(Words::SpeakerHint)), &card.speaker, hand);
    date(ui, deck, card, hand);
    // Words of other languages are other words.
    let indonesian = deck.session.project().language == TextLanguage::Indonesian;
    let hint = if indonesian { Words::HedgeHint } else { Words::HedgeHintPlain };
    line(ui, deck, card, (HEDGE, Words::Hedge, deck.say(hint)), &card.hedge, hand);
    own(ui, deck, card, hand);
    line(ui, deck, card, (NOTE, Words::Note, ""), &card.note, hand);
    if let Some(flag) = card.flag {
        look::row(ui, deck.say(Words::FlagWord), deck.theme, |ui| {
            beside(ui, &format!("⚑ {}", deck.say(names::flag(flag))), deck.theme.warning);
        });
    }
}

/// The project's own fields.
fn own(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let own = OwnFields {
        session: deck.session,
        theme: deck.theme,
        language: deck.settings.language,
        record: Remarked::Coalition(card.id.clone()),
        values: &card.fields,
    };
    own.ui(ui, &mut hand.state.own, hand.actions, &mut |ui, label, add| look::row(ui, label, deck.theme, |ui| add(ui)));
}

/// A field as wide as the card.
fn line(
    ui: &mut Ui,
    deck: &Deck,
    card: &Coalition,
    (name, label, hint): (&'static str, Words, &str),
    value: &str,
    hand: &mut Hand,
) {
    let label = deck.say(label);
    look::row(ui, label, deck.theme, |ui| {
        let width = ui.available_width();
        field_ui(ui, deck, card, &CardField { name, label, hint, value, width, grows: true }, hand);
    });
}

/// A short remark beside a field.
fn beside(ui: &mut Ui, text: &str, colour: Color32) {
    let text = RichText::new(text).small().color(colour);
    ui.add(Label::new(text).truncate());
}

/// Returns whether the text in it is not what it holds.
fn field_ui(ui: &mut Ui, deck: &Deck, card: &Coalition, field: &CardField, hand: &mut Hand) -> bool {
    let typing = hand.state.typing.as_ref().filter(|(id, name, _)| *id == card.id && *name == field.name);
    let mut text = typing.map_or_else(|| field.value.to_owned(), |(.., text)| text.clone());
    let wrong = read(field.name, &text).is_err();
    let edit = if field.grows {
        let new_line = KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter);
        TextEdit::multiline(&mut text).desired_rows(1).return_key(new_line)
    } else {
        TextEdit::singleline(&mut text)
    };
    let colour = wrong.then_some(deck.theme.danger);
    let hint = row::hint(field.hint).color(deck.theme.weak.gamma_multiply(0.8));
    let edit = edit.id(part(card, field.name)).desired_width(field.width).text_color_opt(colour).hint_text(hint);
    let response = ui.add(edit);
    row::name_field(&response, &text, field.label);
    let (enter, escape) =
        ui.input(|input| (input.key_pressed(Key::Enter) && !input.modifiers.shift, input.key_pressed(Key::Escape)));
    if response.changed() {
        keep_typing(card, field.name, text, hand, deck);
    }
    let entered = enter && field.grows && response.has_focus();
    if entered {
        response.surrender_focus();
    }
    if escape && response.lost_focus() {
        (hand.state.typing, hand.state.cancelled) = (None, true);
    } else if entered || response.lost_focus() {
        commit(deck, hand, wrong);
    }
    if entered || (response.lost_focus() && (enter || escape)) {
        hand.actions.push(Action::Run(Command::FocusArticle));
    }
    wrong
}

/// Remembers what is typed. What was typed in another field before becomes so.
fn keep_typing(card: &Coalition, name: &'static str, text: String, hand: &mut Hand, deck: &Deck) {
    let other = hand.state.typing.as_ref().is_some_and(|(id, there, _)| *id != card.id || *there != name);
    if other {
        commit(deck, hand, false);
    }
    hand.state.typing = Some((card.id.clone(), name, text));
}

/// Hands in what was typed; wrong text stays to be mended.
fn commit(deck: &Deck, hand: &mut Hand, wrong: bool) {
    if wrong {
        return;
    }
    let Some((id, name, text)) = hand.state.typing.take() else { return };
    let Some(card) = deck.annotations.coalitions.get(&id) else { return };
    if let Some(field) = changed_field(card, name, &text) {
        hand.set(card, field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CoalitionId, Date, Timestamp};

    fn card() -> Coalition {
        let mut card = Coalition::empty(CoalitionId::new("c").expect("an id"), Timestamp(0));
        card.race.year = Some(2024);
        card.speaker = "Ketua DPW".into();
        card
    }

    #[test]
    fn text_becomes_a_field_only_if_it_changes_it() {
        let changed = |name, text| changed_field(&card(), name, text);
        assert_eq!(changed(SPEAKER, " Ketua DPW "), None);
        assert_eq!(changed(SPEAKER, ""), Some(CoalitionField::Speaker(String::new())));
        assert_eq!(changed(NOTE, "dua\nbaris"), Some(CoalitionField::Note("dua\nbaris".into())));
        assert_eq!(changed(SPEAKER, "Ketua\n DPW"), None);
        assert_eq!(changed(HEDGE, "akan"), Some(CoalitionField::Hedge("akan".into())));
        assert_eq!(changed("no such field", "x"), None);
    }

    #[test]
    fn years_are_four_digits_or_none() {
        let changed = |text| changed_field(&card(), YEAR, text);
        assert_eq!(changed("2024"), None);
        assert_eq!(changed("2018"), Some(CoalitionField::Year(Some(2018))));
        assert_eq!(changed(""), Some(CoalitionField::Year(None)));
        for wrong in ["24", "20245", "x", "-2024", "٢٠٢٤"] {
            assert!(read(YEAR, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = Date::new(2024, 7, 8);
        for text in ["2024-07-08", " 2024-07-08 ", "8 Juli 2024", "8/7/2024"] {
            assert_eq!(changed_field(&card(), DATE, text), Some(CoalitionField::Date(day)), "{text}");
        }
        for wrong in ["2024-02-30", "8 Juli", "8", "2024-07-08 atau 2024-07-09", "pada 8 Juli 2024"] {
            assert!(read(DATE, wrong).is_err(), "{wrong}");
        }
        assert_eq!(changed_field(&card(), DATE, ""), None);
    }
}

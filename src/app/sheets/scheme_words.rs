//! By which words texts name the offices of a scheme, while it is changed.

use std::collections::BTreeMap;

use eframe::egui::{Align, CollapsingHeader, Layout, Margin, RichText, TextEdit, Ui, vec2};
use serde::{Deserialize, Serialize};

use super::Stage;
use crate::{
    app::kit::{row, text::Words},
    model::{Office, OfficeScheme, OfficeWords},
};

/// The lists of words of each office, as they stand in fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WordFields(BTreeMap<Office, [String; 6]>);

const LABELS: [Words; 6] = [
    Words::SchemeWordsElection,
    Words::SchemeWordsCandidate,
    Words::SchemeWordsMate,
    Words::SchemeWordsHolder,
    Words::SchemeWordsDeputy,
    Words::SchemeWordsLevel,
];

const LABEL: f32 = 150.0;

/// What stands in the fields of an office.
fn fields_of(office: &OfficeScheme) -> [String; 6] {
    office.words().lists().map(|list| list.join(", "))
}

impl WordFields {
    /// Puts what was typed into its office.
    pub fn put(&self, offices: &mut [OfficeScheme]) {
        for office in offices {
            let Some(texts) = self.0.get(&office.key).filter(|texts| **texts != fields_of(office)) else { continue };
            let mut words = OfficeWords::default();
            for (list, text) in words.lists_mut().into_iter().zip(texts) {
                let typed = text.split(',').map(|word| word.split_whitespace().collect::<Vec<_>>().join(" "));
                *list = typed.filter(|word| !word.is_empty()).map(|word| word.to_lowercase()).collect();
            }
            office.words = (words != *OfficeWords::delivered(office.key)).then_some(words);
        }
    }

    /// Whether words were typed that these offices do not have.
    pub fn differ_from(&self, offices: &[OfficeScheme]) -> bool {
        let differs = |office: &OfficeScheme| self.0.get(&office.key).is_some_and(|typed| *typed != fields_of(office));
        offices.iter().any(differs)
    }

    pub fn ui(&mut self, ui: &mut Ui, stage: &Stage, office: &OfficeScheme) {
        let key = office.key.key();
        let title = RichText::new(stage.say(Words::SchemeInTexts)).small();
        CollapsingHeader::new(title).id_salt(("words", key)).show(ui, |ui| {
            let texts = self.0.entry(office.key).or_insert_with(|| fields_of(office));
            for (text, words) in texts.iter_mut().zip(LABELS) {
                let label = stage.say(words);
                ui.horizontal(|ui| {
                    ui.allocate_ui_with_layout(vec2(LABEL, 24.0), Layout::left_to_right(Align::Center), |ui| {
                        ui.set_min_width(LABEL);
                        ui.label(RichText::new(label).small());
                    });
                    let about = format!("{key}: {label}");
                    let field = TextEdit::singleline(text).id_salt(&about).margin(Margin::symmetric(5, 3));
                    let hint = row::hint(stage.say(Words::SchemeWordsHint));
                    let response = ui.add_sized(vec2(400.0, 24.0), field.hint_text(hint));
                    row::name_field(&response, text.as_str(), &about);
                });
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_as_they_are_typed() {
        let mut offices = vec![OfficeScheme::new(Office::REGENT), OfficeScheme::new(Office::new("president").unwrap())];
        let before = offices.clone();
        let mut fields = WordFields::default();
        fields.put(&mut offices);
        fields.0.insert(Office::REGENT, fields_of(&before[0]));
        fields.put(&mut offices);
        assert_eq!(offices, before, "what nobody touched stands in no file");
        let texts = ["Pilpres,  pemilihan   presiden ,", "capres", "", "", "", ""].map(str::to_owned);
        fields.0.insert(before[1].key, texts);
        fields.put(&mut offices);
        assert_eq!(offices[1].words().election, ["pilpres", "pemilihan presiden"]);
        assert_eq!(offices[0].words, None);
        // What is emptied says that there is none.
        fields.0.insert(Office::REGENT, Default::default());
        fields.put(&mut offices);
        assert_eq!(offices[0].words, Some(OfficeWords::default()));
    }
}

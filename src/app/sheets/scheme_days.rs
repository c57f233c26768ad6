//! When elections are held, while a scheme is changed: what stands in the fields, and the calendar that it makes.

use eframe::egui::{Button, Margin, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};
use serde::{Deserialize, Serialize};

use super::{Stage, frame};
use crate::{
    app::kit::{row, text::Words},
    message::{Message, message},
    model::{Calendar, Date, Election, Office, RegistrationDays, StatementScheme, Threshold},
};

/// A calendar as it stands in fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFields {
    elections: Vec<ElectionFields>,
    other_years: String,
    thresholds: Vec<Threshold>,
}

/// An election as it stands in fields: year, day, the days of registration, the keys of offices.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct ElectionFields([String; 5]);

const FIELDS: [(Words, f32); 5] = [
    (Words::Year, 52.0),
    (Words::SchemeElectionDay, 96.0),
    (Words::SchemeRegistrationFrom, 128.0),
    (Words::SchemeRegistrationTo, 96.0),
    (Words::SchemeElectionOffices, 140.0),
];

impl CalendarFields {
    pub fn of(statements: &StatementScheme) -> Self {
        let calendar = statements.calendar();
        let election = |one: &Election| {
            let days =
                one.registration.map_or_else(Default::default, |days| [days.from, days.to].map(|day| day.to_string()));
            let [from, to] = days;
            ElectionFields([
                one.year.to_string(),
                one.day.to_string(),
                from,
                to,
                listed(one.offices.iter().map(|key| key.key())),
            ])
        };
        Self {
            elections: calendar.elections.iter().map(election).collect(),
            other_years: years_in_words(&calendar.other_years),
            thresholds: calendar.thresholds.clone(),
        }
    }

    /// The calendar that they make, `None` if it is that of a scheme that tells none; or what is wrong with which.
    pub fn calendar(&self, statements: &StatementScheme) -> Result<Option<Calendar>, Message> {
        let rows = self.elections.iter().filter(|row| row.0.iter().any(|text| !text.trim().is_empty()));
        let mut elections = rows.map(ElectionFields::election).collect::<Result<Vec<_>, _>>()?;
        elections.sort_by_key(|election| election.day);
        let other_years = years_of(&self.other_years)?;
        let calendar = Calendar { elections, other_years, thresholds: self.thresholds.clone() };
        let untold = StatementScheme { calendar: None, ..statements.clone() };
        Ok((calendar != *untold.calendar()).then_some(calendar))
    }
}

impl ElectionFields {
    fn election(&self) -> Result<Election, Message> {
        let [year, day, from, to, offices] = self.0.each_ref().map(|text| text.trim());
        let date = |text: &str| text.parse::<Date>();
        let registration = match (from, to) {
            ("", "") => None,
            (from, "") => Some(RegistrationDays { from: date(from)?, to: date(from)? }),
            (from, to) => Some(RegistrationDays { from: date(from)?, to: date(to)? }),
        };
        let offices = offices.split(',').map(str::trim).filter(|key| !key.is_empty());
        Ok(Election {
            year: year_of(year)?,
            day: date(day)?,
            registration,
            offices: offices.map(Office::new).collect::<Result<_, _>>()?,
        })
    }
}

fn year_of(text: &str) -> Result<i16, Message> {
    text.parse().map_err(|_| message!("“{text}” is not a year", text = text))
}

fn listed<'k>(words: impl Iterator<Item = &'k str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// `2005–2014, 2016`.
fn years_in_words(years: &[i16]) -> String {
    let runs = years.chunk_by(|a, b| a + 1 == *b);
    let run = |run: &[i16]| match run {
        [first, .., last] if run.len() > 2 => format!("{first}–{last}"),
        run => run.iter().map(i16::to_string).collect::<Vec<_>>().join(", "),
    };
    runs.map(run).collect::<Vec<_>>().join(", ")
}

fn years_of(text: &str) -> Result<Vec<i16>, Message> {
    let mut years = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once(['–', '-']) {
            None => years.push(year_of(part)?),
            Some((first, last)) => {
                let (first, last) = (year_of(first.trim())?, year_of(last.trim())?);
                // More than that are no years of elections.
                if !(first..first.saturating_add(100)).contains(&last) {
                    return Err(message!("“{text}” is not a year", text = part));
                }
                years.extend(first..=last);
            }
        }
    }
    years.sort_unstable();
    years.dedup();
    Ok(years)
}

pub fn ui(ui: &mut Ui, stage: &Stage, fields: &mut CalendarFields) {
    frame::caption(ui, stage.say(Words::SchemeCalendar));
    frame::note(ui, stage.say(Words::SchemeCalendarHelp));
    let mut removed = None;
    for (at, election) in fields.elections.iter_mut().enumerate() {
        ui.horizontal(|ui| {
            let whose = (at + 1).to_string();
            for (text, (words, width)) in election.0.iter_mut().zip(FIELDS) {
                let label = stage.say(words);
                field(ui, text, (label, width), &stage.fill(Words::SchemeOfElection, &[&whose, label]));
            }
            let about = stage.fill(Words::SchemeRemoveElection, &[&election.0[0]]);
            if remove(ui, &about) {
                removed = Some(at);
            }
        });
    }
    if let Some(at) = removed {
        fields.elections.remove(at);
    }
    if frame::side_button(ui, stage.say(Words::SchemeAddElection)).clicked() {
        fields.elections.push(ElectionFields::default());
    }
    ui.horizontal(|ui| {
        let label = stage.say(Words::SchemeOtherYears);
        ui.label(RichText::new(label).small());
        field(ui, &mut fields.other_years, ("2005–2014, 2016", 300.0), label);
    });
    let mut removed = None;
    for (at, threshold) in fields.thresholds.iter().enumerate() {
        ui.horizontal(|ui| {
            let from = threshold.from.to_string();
            ui.label(RichText::new(stage.fill(Words::SchemeThreshold, &[&threshold.name, &from])).small())
                .on_hover_text(&threshold.rule);
            if remove(ui, &stage.fill(Words::SchemeRemoveThreshold, &[&threshold.name])) {
                removed = Some(at);
            }
        });
    }
    if let Some(at) = removed {
        fields.thresholds.remove(at);
    }
}

fn field(ui: &mut Ui, text: &mut String, (hint, width): (&str, f32), about: &str) {
    let field = TextEdit::singleline(text).id_salt(about).margin(Margin::symmetric(5, 3)).hint_text(row::hint(hint));
    let response = ui.add_sized(vec2(width, 24.0), field);
    row::name_field(&response, text.as_str(), about);
}

fn remove(ui: &mut Ui, about: &str) -> bool {
    let button = ui.add(Button::new(RichText::new("×")).small());
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, about));
    button.on_hover_text(about).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_as_it_was_is_as_it_was() {
        let delivered = StatementScheme::delivered();
        let mut fields = CalendarFields::of(delivered);
        assert_eq!(fields.other_years, "2005–2014, 2016, 2019, 2021, 2025");
        assert_eq!(fields.calendar(delivered), Ok(None), "the delivered one stands in no file");
        fields.elections.retain(|election| election.0[0] == "2024");
        let own = fields.calendar(delivered).unwrap().unwrap();
        assert_eq!((own.elections.len(), own.thresholds.len()), (1, 2));
        assert_eq!(own.elections[0], Calendar::delivered().elections[4]);
        fields = CalendarFields { elections: vec![], other_years: String::new(), thresholds: vec![] };
        assert_eq!(fields.calendar(delivered), Ok(Some(Calendar::default())), "it says that there is none");
    }

    #[test]
    fn what_is_typed_becomes_an_election_or_is_told() {
        let scheme = StatementScheme::delivered();
        let fields = |texts: [&str; 5]| CalendarFields {
            elections: vec![ElectionFields(texts.map(str::to_owned)), ElectionFields::default()],
            other_years: String::new(),
            thresholds: Vec::new(),
        };
        let calendar = fields(["2024", " 2024-02-14", "2023-10-19", "2023-10-25", "regent, mayor"]).calendar(scheme);
        let election = calendar.unwrap().unwrap().elections.remove(0);
        assert_eq!((election.year, election.offices), (2024, vec![Office::REGENT, Office::MAYOR]));
        assert_eq!(election.registration.unwrap().to.to_string(), "2023-10-25");
        for (wrong, told) in [
            (["x", "2024-02-14", "", "", ""], "“x” is not a year"),
            (["2024", "14 Feb", "", "", ""], "is not a date"),
            (["2024", "2024-02-14", "", "2023", "A b"], "is not a date"),
            (["2024", "2024-02-14", "", "", "A b"], "A b"),
        ] {
            let said = fields(wrong).calendar(scheme).unwrap_err().to_string();
            assert!(said.contains(told), "{told}: {said}");
        }
        assert!(years_of("2005–1999").is_err() && years_of("1-9999").is_err());
    }
}

//! What one person said against what the other said, behind a κ: a table with a row for each value of the first.

use eframe::egui::{Grid, RichText, Ui, WidgetInfo};

use crate::{
    app::kit::{
        fonts::Emphasis,
        names::{StatementNames, kind_of},
        text::Words,
        theme::Theme,
    },
    compare::{Confusion, Measure},
    message::Language,
    model::{Certainty, KindKey, Office, Scheme},
};

/// The table behind a figure, if it has one.
pub fn of<'c>(confusion: &'c [Confusion], measure: &Measure) -> Option<&'c Confusion> {
    let wanted = match (measure.name, measure.of, measure.label.as_str()) {
        ("kappa", "tokens", _) => "token",
        ("kappa", _, label) => label,
        _ => return None,
    };
    confusion.iter().find(|table| table.of == wanted)
}

/// The values that occur, the first person's by rows.
pub fn ui(ui: &mut Ui, table: &Confusion, scheme: &Scheme, theme: &Theme, language: Language) {
    let all = 0..table.values.len();
    let occurs = |at: &usize| {
        table.counts[*at].iter().sum::<usize>() + all.clone().map(|row| table.counts[row][*at]).sum::<usize>() > 0
    };
    let shown: Vec<usize> = all.clone().filter(occurs).collect();
    let name = |at: usize| said(table.of, &table.values[at], scheme, language);
    Grid::new(("confusion", table.of)).spacing([10.0, 2.0]).show(ui, |ui| {
        ui.label(RichText::new("▔ \\ ▁").small().color(theme.weak));
        for &column in &shown {
            ui.label(RichText::new(name(column)).small().color(theme.weak));
        }
        ui.end_row();
        for &row in &shown {
            ui.label(RichText::new(name(row)).small().color(theme.weak));
            for &column in &shown {
                let count = table.counts[row][column];
                let words = if count == 0 { "·".to_owned() } else { count.to_string() };
                let words = RichText::new(words).small();
                // What agrees stands out by more than its place.
                let words = if row == column { words.bold() } else { words.color(theme.text) };
                let told = format!("{} × {}: {count}", name(row), name(column));
                ui.label(words).widget_info(|| WidgetInfo::labeled(eframe::egui::Role::Label, true, &told));
            }
            ui.end_row();
        }
    });
}

fn said(of: &str, value: &str, scheme: &Scheme, language: Language) -> String {
    if value.is_empty() {
        return language.say(Words::NothingHere).to_owned();
    }
    let names = StatementNames { statements: &scheme.statements, language };
    match of {
        "office" => Office::new(value).ok().map(|office| names.office(Some(office)).to_owned()),
        "status" => Certainty::new(value).ok().map(|status| names.certainty(status).to_owned()),
        _ => {
            let kind =
                |key: &str| KindKey::new(key).map_or_else(|_| key.to_owned(), |key| kind_of(language, scheme, &key));
            Some(value.split('+').map(kind).collect::<Vec<_>>().join(" + "))
        }
    }
    .unwrap_or_else(|| value.to_owned())
}

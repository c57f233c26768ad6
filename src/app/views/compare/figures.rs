//! The figures of two people, with n and interval; of more, everybody beside everybody. A figure that is chosen lists the
//! differences behind it.

use eframe::egui::{Rect, RichText, Role, ScrollArea, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use super::{confusion, state::CompareState};
use crate::{
    app::{
        kit::{fonts::Emphasis, names, row, text::Words, theme::Theme},
        panels::empty,
        state::screen::Screen,
    },
    compare::Measure,
    message::Language,
    model::{FieldOwner, KindKey, Scheme, SetId},
};

const ROW: f32 = 22.0;

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut CompareState) {
    let (language, theme) = (screen.language(), screen.theme);
    let Some(session) = screen.session else { return };
    let name = |set: &SetId| {
        let known = session.project().sets.get(set).map(|set| set.name.clone());
        known.unwrap_or_else(|| set.to_string())
    };
    let Some(compared) = state.compared.clone() else {
        let (what, help) = if state.task.is_some() {
            (Words::Comparing, "")
        } else {
            (Words::ChooseTwoSets, language.say(Words::ChooseTwoSetsHelp))
        };
        return empty(ui, language.say(what), help);
    };
    let sets = &compared.comparison.sets;
    ScrollArea::vertical().id_salt("figures").auto_shrink(false).show(ui, |ui| {
        if compared.pairs.len() > 1 {
            for (at, pair) in compared.pairs.iter().enumerate() {
                let strict = found(&pair.all.measures, "mentions", "strict_f1", "all");
                let statements = found(&pair.all.measures, "statements", "same_f1", "all");
                let text = format!(
                    "{} × {}   {} / {}",
                    name(&sets[pair.sides.0]),
                    name(&sets[pair.sides.1]),
                    figure(strict.and_then(|m| m.value)),
                    figure(statements.and_then(|m| m.value)),
                );
                if ui.selectable_label(state.pair == at, text).clicked() {
                    (state.pair, state.measure) = (at, None);
                }
            }
            if let Some(group) = &compared.group {
                let text = language.fill(
                    Words::GroupFigures,
                    &[&figure(group.fleiss), &figure(group.alpha), &group.tokens.to_string()],
                );
                ui.label(RichText::new(text).small().color(theme.weak));
            }
            ui.separator();
        }
        let Some(pair) = compared.pairs.get(state.pair) else { return };
        let [first, second] = [pair.sides.0, pair.sides.1].map(|side| name(&sets[side]));
        let counts =
            language.fill(Words::ComparedArticles, &[&pair.all.articles.to_string(), &pair.all.stories.to_string()]);
        ui.label(RichText::new(format!("▔ {first}   ▁ {second}")).bold());
        ui.label(RichText::new(counts).small().color(theme.weak));
        if compared.comparison.left_out > 0 {
            let left = language.fill(Words::ComparedLeftOut, &[&compared.comparison.left_out.to_string()]);
            ui.label(RichText::new(left).small().color(theme.weak));
        }
        if compared.comparison.training > 0 {
            let left = language.fill(Words::ComparedTraining, &[&compared.comparison.training.to_string()]);
            ui.label(RichText::new(left).small().color(theme.weak));
        }
        let all = RichText::new(language.say(Words::AllDifferences));
        if ui.selectable_label(state.measure.is_none(), all).clicked() {
            state.measure = None;
        }
        let mut of = "";
        for (at, measure) in pair.all.measures.iter().enumerate() {
            if measure.of != of {
                of = measure.of;
                ui.add_space(4.0);
                ui.label(RichText::new(language.say(heading(of))).small().color(theme.weak));
            }
            let label = label(measure, Some(&session.project().scheme), language);
            if line(ui, &label, measure, state.measure == Some(at), theme) {
                state.measure = if state.measure == Some(at) { None } else { Some(at) };
            }
            let table = confusion::of(&pair.all.confusion, measure).filter(|_| state.measure == Some(at));
            if let Some(table) = table {
                confusion::ui(ui, table, &session.project().scheme, theme, language);
            }
        }
        if let Some((back, shown)) = &pair.apart {
            ui.add_space(6.0);
            let f1 = |part: &crate::compare::PairAgreement| {
                figure(found(&part.measures, "mentions", "strict_f1", "all").and_then(|m| m.value))
            };
            let text = language.fill(Words::Anchoring, &[&f1(back), &f1(shown)]);
            ui.label(RichText::new(text).small()).on_hover_text(language.say(Words::AnchoringHelp));
        }
    });
}

fn found<'m>(measures: &'m [Measure], of: &str, name: &str, label: &str) -> Option<&'m Measure> {
    measures.iter().find(|measure| (measure.of, measure.name, measure.label.as_str()) == (of, name, label))
}

/// One figure; whether it was clicked.
fn line(ui: &mut Ui, label: &str, measure: &Measure, chosen: bool, theme: &Theme) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    row::ground(ui, rect, &response, chosen);
    let words = row::one_line(ui, label, TextStyle::Small, theme.text, rect.width() * 0.46);
    row::put(ui.painter(), rect.left() + 6.0, rect, words, theme.text);
    let value = figure(measure.value);
    let interval = measure.interval.map_or_else(String::new, |(low, high)| format!("{low:.2}–{high:.2}"));
    let put = |text: &str, right: f32, colour| {
        let galley = row::one_line(ui, text, TextStyle::Small, colour, 90.0);
        let left = rect.left() + rect.width() * right - galley.size().x;
        row::put(ui.painter(), left, Rect::from_min_max(pos2(left, rect.top()), rect.max), galley, colour);
    };
    put(&value, 0.60, theme.text);
    put(&interval, 0.87, theme.weak);
    put(&measure.n.to_string(), 0.99, theme.weak);
    let told = format!("{label}: {value} {interval}, n {}", measure.n);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &told));
    response.on_hover_text(&told).clicked()
}

fn heading(of: &str) -> Words {
    match of {
        "mentions" => Words::Mentions,
        "tokens" => Words::KindsOfTokens,
        "links" => Words::LinksWord,
        "slots" => Words::SlotsWord,
        "fields" => Words::OwnFields,
        "articles" => Words::Articles,
        _ => Words::ShowCoalitions,
    }
}

fn label(measure: &Measure, scheme: Option<&Scheme>, language: Language) -> String {
    let name = match measure.name {
        "strict_f1" => Words::MeasureStrict,
        "overlap_f1" => Words::MeasureOverlap,
        "boundary_f1" => Words::MeasureBoundary,
        "partial_f1" => Words::MeasurePartial,
        "found_f1" => Words::MeasureFound,
        "same_f1" | "same_statements" => Words::MeasureSame,
        "accuracy" => Words::MeasureLinkedSame,
        "equality" => Words::MeasureSame,
        "matched" => Words::MeasureMatched,
        "masi_alpha" => Words::MeasureMasi,
        "kappa" if measure.label == "all" => return "Cohen κ".to_owned(),
        "alpha" => return "Krippendorff α".to_owned(),
        _ => Words::MeasureF1,
    };
    let of = match measure.label.as_str() {
        label if measure.of == "fields" => own_field(label, scheme, language),
        "all" | "parties" => return language.say(name).to_owned(),
        "region" if measure.of == "slots" => language.say(Words::Region).to_owned(),
        "office" => language.say(Words::Office).to_owned(),
        "year" => language.say(Words::Year).to_owned(),
        "head" => language.say(Words::Head).to_owned(),
        "deputy" => language.say(Words::Deputy).to_owned(),
        "party" if measure.of == "slots" => language.say(Words::PartyWord).to_owned(),
        "stance" => language.say(Words::Stance).to_owned(),
        "status" => language.say(Words::Status).to_owned(),
        "date" => language.say(Words::DateWord).to_owned(),
        "speaker" => language.say(Words::Speaker).to_owned(),
        kind => match (scheme, KindKey::new(kind)) {
            (Some(scheme), Ok(key)) => names::kind_of(language, scheme, &key),
            _ => kind.to_owned(),
        },
    };
    match measure.name {
        "kappa" => format!("κ: {of}"),
        "f1" => of,
        _ => format!("{}: {of}", language.say(name)),
    }
}

/// The name of one of the project's own fields, by its owner and key.
fn own_field(label: &str, scheme: Option<&Scheme>, language: Language) -> String {
    let field = scheme.and_then(|scheme| {
        let (owner, key) = label.split_once('.')?;
        scheme.field(FieldOwner::ALL.into_iter().find(|one| one.key() == owner)?, key)
    });
    field.map_or_else(|| label.to_owned(), |field| field.name_in(language).to_owned())
}

/// As the field writes it; a dash where it is undefined.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

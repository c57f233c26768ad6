//! What the ledger is asked for: region, office, year, parties, status, day, and what is odd.

use eframe::egui::{ComboBox, RichText, Role, Slider, TextEdit, Ui, WidgetInfo};

use super::LedgerState;
use crate::{
    answers::{GuessedDates, pictures::StatusLook},
    app::{
        kit::{
            fonts::Emphasis,
            names::{self, StatementNames},
            row,
            text::Words,
        },
        state::{action::Action, screen::Screen},
    },
    message::Language,
    model::{Certainty, Date, Entity, EntityId, KindKey, Office, SetId},
    session::Session,
};

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut LedgerState, actions: &mut Vec<Action>) {
    let language = screen.language();
    let Some(session) = screen.session else { return };
    set(ui, screen, session, (state.races.len(), state.statements), actions);
    let Some(ledger) = session.ledger() else { return };
    let names = screen.statements();
    let filter = &mut state.filter;
    ui.horizontal_wrapped(|ui| {
        let hint = language.say(Words::LedgerRegion);
        if let Some(id) = entity_field(ui, session, &mut state.region, hint, &KindKey::region(), language) {
            filter.region = Some(id);
        }
        if let Some(region) = filter.region.clone() {
            let label = format!("{} ×", session.entity_label(&region));
            if ui.button(label).on_hover_text(language.say(Words::LedgerRemoveFilter)).clicked() {
                filter.region = None;
            }
        }
        let hint = language.say(Words::LedgerParty);
        if let Some(id) = entity_field(ui, session, &mut state.party, hint, &KindKey::party(), language) {
            filter.parties.insert(id);
        }
        for party in filter.parties.clone() {
            let label = format!("{} ×", session.entity_label(&party));
            if ui.button(label).on_hover_text(language.say(Words::LedgerRemoveFilter)).clicked() {
                filter.parties.remove(&party);
            }
        }
        office(ui, &mut filter.office, names);
        year(ui, &mut filter.year, ledger.races().filter_map(|(race, _)| race.year).collect(), language);
    });
    ui.horizontal_wrapped(|ui| {
        let known = names.statements.statuses.iter().map(|status| status.key);
        for status in known.chain([Certainty::Open]) {
            let mut on = filter.statuses.contains(&status);
            let words = {
                let look = StatusLook::of(names.statements, status);
                format!("{} {}", look.symbol(), names.certainty(status))
            };
            if ui.toggle_value(&mut on, RichText::new(words).small()).changed() {
                if on {
                    filter.statuses.insert(status)
                } else {
                    filter.statuses.remove(&status)
                };
            }
        }
        ui.separator();
        for (on, words, help) in [
            (&mut filter.contradictions, Words::LedgerContradicts, Words::LedgerContradictsHelp),
            (&mut filter.switches, Words::LedgerTurned, Words::LedgerTurnedHelp),
            (&mut filter.open, Words::LedgerOpen, Words::LedgerOpenHelp),
        ] {
            ui.toggle_value(on, RichText::new(language.say(words)).small()).on_hover_text(language.say(help));
        }
        // Only where there are any.
        if state.guessed > 0 {
            let mut count = ledger.guessed_dates() == GuessedDates::Count;
            let words = language.fill(Words::LedgerGuessedCount, &[&state.guessed.to_string()]);
            let toggle = ui.toggle_value(&mut count, RichText::new(words).small());
            if toggle.on_hover_text(language.say(Words::LedgerGuessedCountHelp)).changed() {
                let guessed = if count { GuessedDates::Count } else { GuessedDates::Open };
                actions.push(Action::CountGuessedDates(guessed));
            }
        }
    });
    if let Some((first, last)) = ledger.days() {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(language.say(Words::LedgerBy)).small());
            day(ui, &mut filter.at, first, last, language.say(Words::LedgerBy), language);
            let mut compare = filter.changed_since.is_some();
            let words = RichText::new(language.say(Words::LedgerChangedSince)).small();
            if ui.toggle_value(&mut compare, words).on_hover_text(language.say(Words::LedgerChangedSinceHelp)).changed()
            {
                filter.changed_since = compare.then_some(first);
            }
            if filter.changed_since.is_some() {
                day(ui, &mut filter.changed_since, first, last, language.say(Words::LedgerChangedSince), language);
            }
        });
    }
    ui.separator();
}

/// Whose statements are shown. One's own follow every edit; those of another set are read when it is chosen.
fn set(ui: &mut Ui, screen: &Screen, session: &Session, shown_counts: (usize, usize), actions: &mut Vec<Action>) {
    let shown = session.ledger_set();
    let name =
        |id: &SetId| screen.desk.sets.iter().find(|set| set.id == *id).map_or(id.as_str(), |set| &set.name).to_owned();
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(screen.say(Words::Ledger)).bold());
        let chooser = ComboBox::from_id_salt("ledger set").selected_text(name(shown));
        let response = chooser.show_ui(ui, |ui| {
            for set in &screen.desk.sets {
                let role = screen.say(names::role(set.role));
                let label = format!("{} ({role})", set.name);
                if ui.selectable_label(set.id == *shown, label).clicked() && set.id != *shown {
                    actions.push(Action::ShowLedgerOf(set.id.clone()));
                }
            }
        });
        let label = format!("{}: {}", screen.say(Words::LedgerSet), name(shown));
        response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
        if session.ledger().is_some() {
            let counts = [shown_counts.0, shown_counts.1].map(|count| count.to_string());
            let words = screen.language().fill(Words::LedgerCounts, &[&counts[0], &counts[1]]);
            ui.label(RichText::new(words).weak().small());
        }
        if session.is_reading_ledger() {
            ui.spinner();
        } else if *shown != *session.active_set() {
            ui.label(RichText::new(screen.say(Words::LedgerOfAnother)).weak().small());
        }
    });
}

/// A slider over days; at its right end stands all that is known.
fn day(ui: &mut Ui, day: &mut Option<Date>, first: Date, last: Date, name: &str, language: Language) {
    let (from, to) = (first.days(), last.days());
    let mut at = day.map_or(to, Date::days).clamp(from, to);
    ui.spacing_mut().slider_width = 170.0;
    let shown = move |days: f64, _: std::ops::RangeInclusive<usize>| {
        let day = first.plus(days as i64 - from);
        day.map_or_else(String::new, |day| names::date(language, day))
    };
    let read = move |text: &str| {
        let day: Date = text.trim().parse().ok()?;
        Some(day.days() as f64)
    };
    let slider = Slider::new(&mut at, from..=to).custom_formatter(shown).custom_parser(read);
    let response = ui.add(slider);
    response.widget_info(|| WidgetInfo::slider(true, at as f64, name));
    if response.changed() {
        *day = first.plus(at - from);
    }
    // A day that nobody chose stays open: what comes in later counts.
    if *day == Some(last) && !response.dragged() && name == language.say(Words::LedgerBy) {
        *day = None;
    }
}

fn office(ui: &mut Ui, office: &mut Option<Office>, names: StatementNames<'_>) {
    let any = names.language.say(Words::LedgerAnyOffice);
    let shown = office.map_or(any, |one| names.office(Some(one)));
    ComboBox::from_id_salt("ledger office").selected_text(shown).width(100.0).show_ui(ui, |ui| {
        ui.selectable_value(office, None, any);
        for one in names.statements.offices.iter().map(|office| office.key) {
            ui.selectable_value(office, Some(one), names.office(Some(one)));
        }
    });
}

fn year(ui: &mut Ui, year: &mut Option<i16>, known: std::collections::BTreeSet<i16>, language: Language) {
    let any = language.say(Words::LedgerAnyYear);
    let shown = year.map_or_else(|| any.to_owned(), |year| year.to_string());
    ComboBox::from_id_salt("ledger year").selected_text(shown).width(80.0).show_ui(ui, |ui| {
        ui.selectable_value(year, None, any);
        for one in known {
            ui.selectable_value(year, Some(one), one.to_string());
        }
    });
}

/// So many entities are offered at most.
const OFFERED: usize = 6;

/// A field for the name of an entity; Enter takes the one that is meant, a click the one clicked.
fn entity_field(
    ui: &mut Ui,
    session: &Session,
    words: &mut String,
    hint: &str,
    kind: &KindKey,
    language: Language,
) -> Option<EntityId> {
    let field = ui.add(TextEdit::singleline(words).hint_text(row::hint(hint)).desired_width(120.0));
    row::name_field(&field, words, hint);
    if words.trim().is_empty() {
        return None;
    }
    let (fitting, meant) = fitting(session, words, kind);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
    let mut chosen = meant.filter(|_| entered).map(|entity| entity.id.clone());
    let told = match (fitting.len(), meant) {
        (0, _) => Some(language.fill(Words::LedgerNoSuchName, &[words.trim()])),
        (_, None) => Some(language.say(Words::LedgerWhichOne).to_owned()),
        _ => None,
    };
    if let Some(told) = told {
        ui.label(RichText::new(told).small());
    }
    for entity in fitting.iter().take(OFFERED) {
        if ui.small_button(entity.label()).clicked() {
            chosen = Some(entity.id.clone());
        }
    }
    if fitting.len() > OFFERED {
        ui.label("…");
    }
    if chosen.is_some() {
        words.clear();
    }
    if entered || chosen.is_some() {
        // Another name may follow, or a better one.
        field.request_focus();
    }
    chosen
}

/// The entities of a kind in whose name a word begins so, those of that very name first; and the one that is meant if it
/// is clear: the only one, or the only one that bears the whole name, with or without what a region is.
fn fitting<'s>(session: &'s Session, words: &str, kind: &KindKey) -> (Vec<&'s Entity>, Option<&'s Entity>) {
    let wanted = words.trim().to_lowercase();
    let ends_so = |name: &str| {
        let before = name.strip_suffix(&wanted).and_then(|before| before.strip_suffix(' '));
        before.is_some_and(|before| !before.contains(' '))
    };
    let rank = |entity: &Entity| {
        let ranks = entity.names().filter_map(|name| {
            let name = name.to_lowercase();
            match () {
                () if name == wanted => Some(0),
                () if ends_so(&name) => Some(1),
                () if name.starts_with(&wanted) => Some(2),
                () => None,
            }
        });
        ranks.min()
    };
    let known = session.lexicon().entities().filter(|entity| entity.kind == *kind);
    let mut ranked: Vec<(i32, &Entity)> = known.filter_map(|entity| Some((rank(entity)?, entity))).collect();
    ranked.sort_by_key(|(rank, entity)| (*rank, entity.label().chars().count(), entity.id.clone()));
    let label_is = |entity: &Entity| entity.label().to_lowercase() == wanted;
    let bearing = ranked.iter().filter(|(rank, _)| *rank < 2).count();
    let meant = match ranked[..] {
        [(_, only)] => Some(only),
        [(_, first), ..] if bearing == 1 => Some(first),
        _ => {
            let mut labelled = ranked.iter().map(|(_, entity)| *entity).filter(|entity| label_is(entity));
            labelled.next().filter(|_| labelled.next().is_none())
        }
    };
    (ranked.into_iter().map(|(_, entity)| entity).collect(), meant)
}

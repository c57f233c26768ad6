//! What a merge left to be decided: both versions of a record, and a button for each.

use eframe::egui::{Frame, RichText, Ui};

use crate::{
    app::{
        kit::{names, slots, text::Words, theme::Theme},
        state::action::Action,
    },
    compare::{StatementSlot, Told},
    message::Language,
    model::{Annotations, Article, ArticleId, Conflict, Mention, ProjectConflict, Variables},
    session::{Session, one_spaced},
};

/// More than these are not shown at once: each that is settled makes room.
const MOST: usize = 12;

/// Cards for the conflicts of the open article, then for those of the project.
pub fn ui(
    ui: &mut Ui,
    session: &Session,
    article: Option<&ArticleId>,
    theme: &Theme,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let open = article.and_then(|id| Some((session.article(id)?, session.annotations(id)?)));
    if let Some((article, annotations)) = open {
        for conflict in annotations.conflicts.iter().take(MOST) {
            let [stands, other] = both(session, article, annotations, conflict, language);
            let name = annotations.conflict_in_words(conflict, &article.text).say(language);
            if let Some(take) = card(ui, &name, &stands, &other, theme, language) {
                actions.push(Action::SettleConflict(Box::new(conflict.clone()), take));
            }
        }
    }
    for conflict in session.project().conflicts.iter().take(MOST) {
        let name = conflict.record().say(language);
        let [stands, other] = both_of_project(session, conflict, language);
        if let Some(take) = card(ui, &name, &stands, &other, theme, language) {
            actions.push(Action::SettleProjectConflict(Box::new(conflict.clone()), take));
        }
    }
}

/// Both versions with a button; whether the other one is to be taken, if one was pressed.
fn card(ui: &mut Ui, name: &str, stands: &str, other: &str, theme: &Theme, language: Language) -> Option<bool> {
    let mut chosen = None;
    Frame::group(ui.style()).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(format!("⚠ {}: {name}", language.say(Words::ConflictVersions))).color(theme.warning));
        for (take, words, said) in [(false, Words::ConflictKeep, stands), (true, Words::ConflictTake, other)] {
            ui.horizontal_wrapped(|ui| {
                let button = ui.button(language.say(words));
                let told = format!("{}: {name}, {said}", language.say(words));
                button.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &told));
                if button.clicked() {
                    chosen = Some(take);
                }
                ui.label(said);
            });
        }
    });
    ui.add_space(4.0);
    chosen
}

fn both(
    session: &Session,
    article: &Article,
    annotations: &Annotations,
    conflict: &Conflict,
    language: Language,
) -> [String; 2] {
    let gone = || language.say(Words::ConflictRemoved).to_owned();
    match conflict {
        Conflict::Status(other) => {
            [annotations.status, *other].map(|status| language.say(names::status(status)).to_owned())
        }
        Conflict::Remark(other) => [&annotations.remark, other].map(|remark| {
            let flag = remark.flag.map(|flag| language.say(names::flag(flag)).to_owned());
            let note = Some(remark.note.clone()).filter(|note| !note.is_empty());
            let said: Vec<String> = flag.into_iter().chain(note).chain(values(&remark.fields)).collect();
            if said.is_empty() { gone() } else { said.join(" · ") }
        }),
        Conflict::Mention { id, other } => {
            let told =
                |mention: Option<&Mention>| mention.map_or_else(gone, |m| mention_told(session, article, m, language));
            [told(annotations.mentions.get(id)), told(other.as_deref())]
        }
        Conflict::Coalition { id, other } => {
            let span_of = |id: &_| annotations.mentions.get(id).map(|mention: &Mention| mention.span);
            let here = annotations.coalitions.get(id).map(|coalition| Told::of(coalition, span_of));
            let there = other.as_ref().map(|coalition| Told::of(coalition, span_of));
            let differing = match (&here, &there) {
                (Some(here), Some(there)) => here.differing(there),
                _ => StatementSlot::ALL.to_vec(),
            };
            let of_own: Vec<String> = match (&here, &there) {
                (Some(here), Some(there)) => here.differing_fields(there).into_iter().map(str::to_owned).collect(),
                _ => Vec::new(),
            };
            let told = |told: &Option<Told>| {
                told.as_ref().map_or_else(gone, |told| {
                    let said = |slot: &StatementSlot| {
                        let said = slots::said(session, told, *slot, language);
                        let said = if said.is_empty() { "–".to_owned() } else { said };
                        format!("{}: {said}", slots::name(*slot, language))
                    };
                    let own = of_own.iter().map(|key| {
                        let said = told.fields.get(key).map_or("–", String::as_str);
                        format!("{key}: {said}")
                    });
                    differing.iter().map(said).chain(own).collect::<Vec<_>>().join(" · ")
                })
            };
            [told(&here), told(&there)]
        }
        Conflict::Decision { id, other } => {
            let told = |verdict: Option<crate::model::Verdict>| {
                verdict.map_or_else(gone, |verdict| language.say(names::verdict(verdict)).to_owned())
            };
            [told(annotations.decisions.get(id).map(|d| d.verdict)), told(other.as_ref().map(|d| d.verdict))]
        }
    }
}

fn mention_told(session: &Session, article: &Article, mention: &Mention, language: Language) -> String {
    let words = one_spaced(article.text.slice(mention.span));
    let kind = names::kind_of(language, &session.project().scheme, &mention.kind);
    let entity = mention.entity.as_ref().map_or("–", |entity| session.entity_label(entity));
    let note = if mention.note.is_empty() { String::new() } else { format!(" · {}", mention.note) };
    let own: String = values(&mention.fields).map(|value| format!(" · {value}")).collect();
    format!("“{words}” · {kind} · {entity}{note}{own}")
}

/// What the project's own fields hold.
fn values(values: &Variables) -> impl Iterator<Item = String> {
    values.iter().map(|(key, value)| format!("{key}: {value}"))
}

fn both_of_project(session: &Session, conflict: &ProjectConflict, language: Language) -> [String; 2] {
    let project = session.project();
    let gone = || language.say(Words::ConflictRemoved).to_owned();
    match conflict {
        ProjectConflict::Name(other) => [project.name.clone(), other.clone()],
        ProjectConflict::Language(other) => [project.language, *other].map(|language| format!("{language:?}")),
        ProjectConflict::Kinds(other) => [&project.scheme, other].map(|scheme| {
            let kinds = scheme.kinds.iter().map(|kind| kind.name.as_str());
            let fields = scheme.fields.iter().map(|field| field.name_in(language));
            kinds.chain(fields).collect::<Vec<_>>().join(", ")
        }),
        ProjectConflict::Options(other) => {
            [&project.options, other].map(|options| format!("{} %, {}", options.hold_back, options.seed))
        }
        ProjectConflict::Set { id, other } => {
            [project.sets.get(id), other.as_ref()].map(|set| set.map_or_else(gone, |set| set.name.clone()))
        }
        ProjectConflict::Entity { id, other } => [project.entities.get(id), other.as_deref()]
            .map(|entity| entity.map_or_else(gone, |entity| Vec::from_iter(entity.names()).join(", "))),
    }
}

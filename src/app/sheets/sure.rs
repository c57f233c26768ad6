//! What is sure enough in the open article to be accepted at once: a list to look at first, and one step of undo.

use std::collections::BTreeMap;

use eframe::egui::{Label, RichText, Role, ScrollArea, Slider, Ui, WidgetInfo};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        article,
        kit::{
            names::{self, StatementNames},
            row,
            text::Words,
        },
        state::action::{Action, SuggestionAction},
    },
    message::Language,
    model::{Article, DecisionId, EntityId, KindKey, Score, Span},
    session::{Ghost, Session, Suggestion, Suggestions},
};

/// How sure they must be, and what was chosen otherwise by hand.
pub struct SureDraft {
    percent: u8,
    by_hand: BTreeMap<DecisionId, bool>,
}

impl Default for SureDraft {
    fn default() -> Self {
        Self { percent: 90, by_hand: BTreeMap::new() }
    }
}

/// A line of the list.
struct SureRow {
    id: DecisionId,
    said: String,
    about: String,
    chosen: bool,
}

pub fn ui(stage: &mut Stage, draft: &mut SureDraft) {
    let open = stage.screen.session.zip(stage.screen.desk.article.as_ref());
    let there = open.and_then(|(session, id)| Some((session, session.article(id)?, session.suggestions(id)?)));
    let Some((session, article, suggestions)) = there.filter(|(.., suggestions)| suggestions.left() > 0) else {
        // Undone or decided while the list was open: there is nothing to choose from.
        stage.close = true;
        return;
    };
    let title = stage.say(Words::AcceptSure).trim_end_matches('…');
    SheetFrame { name: "sure", title, width: 620.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        let language = stage.language();
        frame::note(ui, stage.say(Words::AcceptSureAbout));
        let least = stage.say(Words::LeastScore);
        ui.horizontal(|ui| {
            ui.label(least);
            let before = draft.percent;
            let slider = ui.add(Slider::new(&mut draft.percent, 0..=100).suffix("%"));
            slider.widget_info(|| WidgetInfo::slider(true, f64::from(draft.percent), least));
            if draft.percent != before {
                draft.by_hand.clear();
            }
        });
        let rows = rows(session, article, suggestions, draft, language);
        let height = (stage.ctx.content_rect().height() - 300.0).clamp(120.0, 420.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for row in &rows {
                row_ui(ui, row, draft);
            }
        });
        frame::buttons(ui, |ui| {
            let chosen: Vec<DecisionId> = rows.iter().filter(|row| row.chosen).map(|row| row.id).collect();
            let words = stage.fill(Words::AcceptChosen, &[&chosen.len().to_string()]);
            let button = frame::main_button(ui, stage, &words, !chosen.is_empty());
            if stage.fresh {
                button.request_focus();
            }
            if button.clicked() {
                stage.finish(Action::Suggestion(SuggestionAction::AcceptAll(chosen)));
            }
            frame::cancel_button(ui, stage);
        });
    });
}

fn row_ui(ui: &mut Ui, row: &SureRow, draft: &mut SureDraft) {
    let mut on = row.chosen;
    ui.horizontal(|ui| {
        let response = row::checkbox(ui, &mut on, "");
        let name = format!("{}, {}", row.said, row.about);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, row.chosen, &name));
        if response.changed() {
            draft.by_hand.insert(row.id, on);
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(Label::new(&row.said).truncate()).on_hover_text(&row.said);
            ui.add(Label::new(RichText::new(&row.about).small().weak()).truncate()).on_hover_text(&row.about);
        });
    });
}

/// Mentions in reading order, then coalitions. Of those that lie over one another in one kind the surest is chosen.
fn rows(
    session: &Session,
    article: &Article,
    suggestions: &Suggestions,
    draft: &SureDraft,
    language: Language,
) -> Vec<SureRow> {
    let least = f64::from(draft.percent) / 100.0;
    let sure = |score: Option<Score>| score.is_some_and(|score| score.get() >= least);
    let label = |entity: &EntityId| session.suggested_label(&article.meta.id, entity);
    let chosen = |id: DecisionId, sure: bool| draft.by_hand.get(&id).copied().unwrap_or(sure);
    let mut surest: Vec<&Suggestion> = suggestions.iter().filter(|one| sure(one.score())).collect();
    surest.sort_by_key(|one| (std::cmp::Reverse(one.score()), one.span.start));
    let mut taken: Vec<(Span, &KindKey, DecisionId)> = Vec::new();
    for one in surest {
        if !taken.iter().any(|(span, kind, _)| **kind == one.kind && span.touches(one.span)) {
            taken.push((one.span, &one.kind, one.id));
        }
    }
    let mention = |one: &Suggestion| {
        let words = article.text.slice(one.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let entity = one.entity.as_ref().map_or_else(|| language.say(Words::NotLinked).to_owned(), label);
        let kind = names::kind_of(language, &session.project().scheme, &one.kind);
        let voices: Vec<String> = one.from.iter().map(|voice| article::said(language, voice)).collect();
        SureRow {
            id: one.id,
            said: format!("“{words}”: {entity}"),
            about: format!("{kind} · {}", voices.join(", ")),
            chosen: chosen(one.id, taken.iter().any(|(.., id)| *id == one.id)),
        }
    };
    let names = StatementNames { statements: &session.project().scheme.statements, language };
    let coalition = |ghost: &Ghost| {
        let parties = ghost.coalition.backings.iter().filter_map(|backing| backing.party.entity.as_ref()).map(label);
        let region = ghost.coalition.race.region.entity.as_ref().map(label);
        let region = region.unwrap_or_else(|| language.say(Words::OpenRace).to_owned());
        let status = names.certainty(ghost.coalition.status);
        let voices: Vec<String> = ghost.from.iter().map(|voice| article::said(language, voice)).collect();
        SureRow {
            id: ghost.id,
            said: format!(
                "{}: {region}, {}",
                language.say(Words::SuggestedCoalition),
                parties.collect::<Vec<_>>().join(", ")
            ),
            about: format!("{status} · {}", voices.join(", ")),
            chosen: chosen(ghost.id, sure(ghost.score())),
        }
    };
    suggestions.iter().map(mention).chain(suggestions.ghosts().iter().map(coalition)).collect()
}

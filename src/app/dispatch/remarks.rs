//! Notes, flags, reasons of decisions, and what is right under newer guidelines.

use eframe::egui;

use super::App;
use crate::{
    app::{
        kit::{names, text::Words},
        sheets::{OpenSheet, note::NoteDraft, reason::ReasonDraft},
        state::action::RemarkWish,
    },
    model::{ArticleId, Flag, Remarked},
    session::one_spaced,
};

/// Characters of the words that something is about.
const MOST: usize = 60;

/// What a note or a flag would be on: the selected mention, else the open statement, else the article.
fn target(app: &App) -> Option<(ArticleId, Remarked, String)> {
    let (session, id) = (app.session.as_ref()?, app.view.desk.article.as_ref()?);
    let article = session.article(id)?;
    let said = session.annotations(id);
    let mentions = app.view.text.select.mentions();
    if let (Some(said), [mention]) = (said, &**mentions)
        && let Some(mention) = said.mentions.get(mention)
    {
        let words = one_spaced(article.text.slice(mention.span));
        return Some((id.clone(), Remarked::Mention(mention.id.clone()), names::shortened(&words, MOST)));
    }
    if let (Some(said), Some(card)) = (said, &app.view.card.open)
        && let Some(coalition) = said.coalitions.get(card)
    {
        let words = coalition.evidence.first().map_or_else(String::new, |span| one_spaced(article.text.slice(*span)));
        return Some((id.clone(), Remarked::Coalition(card.clone()), names::shortened(&words, MOST)));
    }
    Some((id.clone(), Remarked::Article, names::shortened(article.meta.shown_title(), MOST)))
}

/// Flags what a note would be on, or takes the flag off.
pub fn flag(app: &mut App, flag: Flag) {
    let Some((article, on, about)) = target(app) else { return app.toast(Words::NoProjectOpen) };
    if app.try_change(|session| session.toggle_flag(&article, &on, flag)).is_none() {
        return;
    }
    let there = app.session.as_ref().and_then(|session| session.note_on(&article, &on)?.1).is_some();
    let words = if there { Words::Flagged } else { Words::Unflagged };
    let said = app.settings.language.fill(words, &[&about, app.say(names::flag(flag))]);
    app.view.toasts.say(said);
}

pub fn open_note(app: &mut App) {
    let Some((article, on, about)) = target(app) else { return app.toast(Words::NoProjectOpen) };
    let kept = app.session.as_ref().and_then(|session| session.note_on(&article, &on)).unwrap_or_default().0;
    let note = kept.clone();
    app.view.open_sheet(OpenSheet::Note(Box::new(NoteDraft { article, on, about, note, kept })));
}

/// Asks why the last decision was made so.
pub fn open_reason(app: &mut App) {
    let Some((article, id)) = app.view.review.last.clone() else { return app.toast(Words::NothingDecided) };
    let decided = app.session.as_ref().and_then(|session| {
        let (text, said) = (&session.article(&article)?.text, session.annotations(&article)?);
        let decision = said.decisions.get(&id)?;
        let words = decision.claim.spans().first().map_or_else(String::new, |span| one_spaced(text.slice(*span)));
        let verdict = app.say(names::verdict(decision.verdict));
        let about = format!("“{}” · {verdict}", names::shortened(&words, MOST));
        Some((about, decision.reason, decision.note.clone()))
    });
    let Some((about, reason, note)) = decided else { return app.toast(Words::NothingDecided) };
    app.view.open_sheet(OpenSheet::Reason(Box::new(ReasonDraft {
        article,
        decision: id,
        about,
        reason,
        kept: note.clone(),
        note,
    })));
}

/// What was marked in the open article under older guidelines is right under those of today.
pub fn reaffirm(app: &mut App) {
    if let Some(done) = app.try_edit(|session, article| session.reaffirm(article)) {
        let said = names::deed(app.settings.language, done.kind, done.count);
        app.view.toasts.say(said);
    }
}

pub fn act(app: &mut App, ctx: &egui::Context, wish: RemarkWish) {
    match wish {
        RemarkWish::Note { article, on, note } => {
            app.view.close_sheet();
            let _ = app.try_change(|session| session.set_note(&article, &on, &note));
        }
        RemarkWish::Explain { article, decision, reason, note } => {
            app.view.close_sheet();
            let _ = app.try_change(|session| session.explain(&article, vec![decision], reason, &note));
        }
        RemarkWish::FlagEntity { entity, flag } => {
            let _ = app.try_change(|session| session.toggle_entity_flag(&entity, flag));
        }
        RemarkWish::Read => read(app, ctx),
    }
}

/// Reads what was written down, beside the window.
fn read(app: &mut App, ctx: &egui::Context) {
    let Some(session) = &app.session else { return };
    let reader = session.remark_reader();
    app.view.notes.read_for = Some(session.total_revision());
    app.view.notes.task = Some(app.tasks.start(ctx, "", move |worker| {
        if let Some(found) = reader.run(&worker.cancel) {
            worker.tell(found);
        }
    }));
}

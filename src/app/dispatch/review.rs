//! Reviewing: which suggestion the keys decide on, and what they do with it. What a decision is, the session knows.

use eframe::egui;

use super::App;
use super::{coalition_cards, standing};
use crate::{
    app::{
        kit::{names, text::Words},
        sheets::{OpenSheet, phrase::PhraseDraft},
        state::{
            action::{ReviewChoice, SuggestionAction},
            command::Command,
            desk::Tab,
        },
    },
    edit::{CoalitionField, Refusal},
    model::{ArticleId, CoalitionId, DecisionId, EntityId, KindKey, Span, step_grapheme, step_word},
    session::{CardSlot, Done, PhraseHit, Review, Session, Spot, Suggestions},
};

fn suggestions(app: &App) -> Option<&Suggestions> {
    app.session.as_ref()?.suggestions(app.view.desk.article.as_ref()?)
}

/// The suggestion that keys decide on: it waits, nothing else is selected, and the caret stands where it was put.
pub fn current(app: &App) -> Option<DecisionId> {
    let (id, caret) = app.view.review.current?;
    let select = &app.view.text.select;
    let alone = select.mentions().is_empty() && select.span().is_none() && select.caret() == caret;
    let suggestions = suggestions(app).filter(|_| alone)?;
    (suggestions.get(id).is_some() || suggestions.ghost(id).is_some()).then_some(id)
}

/// Brings the state in line with what a person did since the last frame.
pub fn follow_review(app: &mut App, ctx: &egui::Context) {
    // What was chosen to be shown is so again for who comes back from deciding into gold.
    let gold = app.session.as_ref().is_some_and(Session::is_gold);
    if !gold && let Some(before) = app.view.review.sources_before.take() {
        app.view.review.sources = before;
    }
    let wished = Review {
        sources: app.view.review.sources.clone(),
        threshold: app.settings.threshold(),
        show_skipped: app.view.review.show_skipped,
    };
    if let Some(session) = &mut app.session {
        session.set_review(wished);
    }
    if app.view.review.current.is_some() && current(app).is_none() {
        app.view.review.let_go();
    }
    standing::follow_standing(app, ctx);
}

/// Makes a suggestion the one that keys decide on, and shows it.
pub fn take_up(app: &mut App, id: DecisionId) {
    let Some(suggestions) = suggestions(app) else { return };
    let mention = suggestions.get(id).map(|one| one.span);
    let ghost = suggestions.ghost(id).cloned();
    let span = mention.or_else(|| ghost.as_ref().map(|ghost| ghost.place()));
    let Some(span) = span else { return };
    if let Some(ghost) = ghost {
        app.view.review.ghost.begin(&ghost);
        app.view.desk.tab = Tab::Coalitions;
        app.view.review.reveal = true;
        app.view.card.open = None;
    }
    app.view.text.select.place(span.start);
    app.view.text.reveal(span);
    app.view.text.focus();
    app.view.review.forget_borders();
    app.view.review.pointed = None;
    app.view.review.current = Some((id, span.start));
}

/// Where the borders of a suggestion were moved to, if they were.
pub fn moved(app: &App, id: DecisionId) -> Option<Span> {
    app.view.review.span.filter(|_| app.view.review.current.is_some_and(|(current, _)| current == id))
}

pub fn step_suggestion(app: &mut App, forward: bool) {
    let caret = app.view.text.select.caret();
    let current = current(app);
    let next = suggestions(app).and_then(|suggestions| {
        let here = current.and_then(|id| suggestions.spot(id)).unwrap_or(Spot::at(caret));
        suggestions.step(here, forward).or_else(|| suggestions.outermost(forward))
    });
    match next {
        Some(next) => take_up(app, next),
        None => no_suggestions(app),
    }
}

fn no_suggestions(app: &mut App) {
    let held_back = suggestions(app).is_some_and(Suggestions::held_back);
    app.toast(if held_back { Words::HeldBack } else { Words::NoSuggestionsLeft });
}

/// What was said of the suggestions of another article does not hold here.
pub fn forget_left(app: &mut App) {
    for words in [Words::HeldBack, Words::NoSuggestionsLeft] {
        let said = app.say(words);
        app.view.toasts.withdraw(said);
    }
}

/// Decides on the current suggestion and goes on to the next.
pub fn choose_current(app: &mut App, choice: ReviewChoice) {
    let Some(id) = current(app) else { return app.toast(Words::ChooseSuggestion) };
    let span = moved(app, id);
    let ghost = app.view.review.ghost.of(id).cloned();
    decide_and_go_on(app, id, |session, article| match choice {
        ReviewChoice::Reject => session.reject(article, &[id]),
        ReviewChoice::RejectAlike => match session.alike(article, id) {
            // A statement is like no other.
            alike if alike.is_empty() => session.reject(article, &[id]),
            alike => session.reject(article, &alike),
        },
        ReviewChoice::Skip => session.skip(article, &[id]),
        ReviewChoice::Alike => session.accept(article, &session.alike(article, id)),
        ReviewChoice::Accept => match (span, ghost) {
            (Some(span), _) => session.accept_span(article, id, span),
            (None, Some(coalition)) => session.accept_ghost(article, id, coalition, None),
            (None, None) => session.accept(article, &[id]),
        },
    });
}

/// Does what decides on a suggestion, and takes up the next one.
fn decide_and_go_on(
    app: &mut App,
    id: DecisionId,
    decide: impl FnOnce(&mut Session, &ArticleId) -> Result<Done, Refusal>,
) {
    let spot = suggestions(app).and_then(|suggestions| suggestions.spot(id));
    let Some(done) = app.try_edit(decide) else { return };
    app.view.review.last = app.view.desk.article.clone().map(|article| (article, id));
    let bulk = done.count > 1 && done.coalition.is_none();
    app.view.review.let_go();
    let next = suggestions(app)
        .zip(spot)
        .and_then(|(suggestions, spot)| suggestions.step(spot, true).or_else(|| suggestions.outermost(true)));
    if bulk {
        let said = names::deed(app.settings.language, done.kind, done.count);
        app.view.toasts.say(said);
    }
    match next {
        Some(next) => take_up(app, next),
        None => {
            app.view.text.focus();
            no_suggestions(app);
        }
    }
}

/// Whoever decides into gold begins with the first difference of an article.
pub fn begin_deciding(app: &mut App) {
    let gold = app.session.as_ref().is_some_and(Session::is_gold);
    let first = suggestions(app).filter(|_| gold).and_then(|there| there.outermost(true));
    if let Some(first) = first {
        take_up(app, first);
    }
}

/// Takes up the other side of the difference that keys decide on, or says that it has none. `false`: none is decided on.
pub fn show_rival(app: &mut App) -> bool {
    let Some(id) = current(app) else { return false };
    let (Some(session), Some(article)) = (&app.session, &app.view.desk.article) else { return false };
    if !session.is_gold() {
        return false;
    }
    // Of several the one after this, round and round.
    let rivals = session.rivals(article, id);
    match rivals.range(id..).next().or_else(|| rivals.first()).copied() {
        Some(next) => take_up(app, next),
        None => app.toast(Words::NoOtherSide),
    }
    true
}

/// Takes a suggestion as another kind: what it was suggested as is corrected.
pub fn accept_kind(app: &mut App, id: DecisionId, kind: &KindKey) {
    let span = moved(app, id);
    if app.view.review.pointed != Some(id) {
        return decide_and_go_on(app, id, |session, article| session.accept_kind(article, id, span, kind));
    }
    // Who pointed at words works on them: the mark is selected, for what comes next.
    let Some(done) = app.try_edit(|session, article| session.accept_kind(article, id, span, kind)) else { return };
    app.view.review.last = app.view.desk.article.clone().map(|article| (article, id));
    app.view.review.let_go();
    let caret = app.view.text.select.caret();
    app.view.text.select.set_mentions(done.mentions, done.span.map_or(caret, |span| span.start));
    app.view.text.focus();
}

pub fn accept_span(app: &mut App, id: DecisionId, span: Span) {
    decide_and_go_on(app, id, |session, article| session.accept_span(article, id, span));
}

pub fn accept_entity(app: &mut App, id: DecisionId, entity: Option<EntityId>) {
    app.view.close_sheet();
    let span = moved(app, id);
    decide_and_go_on(app, id, |session, article| session.accept_entity(article, id, span, entity));
}

pub fn accept_new_entity(app: &mut App, id: DecisionId, name: &str) {
    app.view.close_sheet();
    let span = moved(app, id);
    decide_and_go_on(app, id, |session, article| session.accept_new_entity(article, id, span, name));
}

/// Moves a border of the current suggestion, to be accepted with Enter. `false`: none is current.
pub fn nudge_suggestion(app: &mut App, command: Command, exact: bool) -> bool {
    let Some(id) = current(app) else { return false };
    let (Some(session), Some(article)) = (&app.session, &app.view.desk.article) else { return false };
    let there = session.article(article).zip(suggestions(app).and_then(|suggestions| suggestions.get(id)));
    let Some((there, suggestion)) = there else { return false };
    let mut span = app.view.review.span.unwrap_or(suggestion.span);
    let end = matches!(command, Command::GrowEnd | Command::ShrinkEnd);
    let outward = matches!(command, Command::GrowEnd | Command::GrowStart);
    let from = if end { span.end } else { span.start };
    let to = if exact {
        step_grapheme(&there.text, from, end == outward)
    } else {
        step_word(&there.text, from, end == outward, end)
    };
    *(if end { &mut span.end } else { &mut span.start }) = to;
    let moved = Some(span).filter(|span| *span != suggestion.span);
    if !span.is_empty() {
        app.view.review.move_borders(moved);
    }
    true
}

/// What was moved or changed of the suggestion that is decided on is taken back first, or done again. `false`: nothing.
pub fn step_in_review(app: &mut App, back: bool) -> bool {
    let Some(id) = current(app) else { return false };
    let coalition = app.view.review.ghost.of(id).is_some();
    let stepped = match coalition {
        true => app.view.review.ghost.step(back),
        false => app.view.review.step_borders(back),
    };
    if stepped {
        let what = app.say(if coalition { Words::GhostChanged } else { Words::BordersMoved });
        let said = app.settings.language.fill(if back { Words::Undid } else { Words::Redid }, &[what]);
        app.view.toasts.say(said);
    }
    stepped
}

/// The current suggestion, if it is a mention.
pub fn current_mention(app: &App) -> Option<DecisionId> {
    current(app).filter(|id| suggestions(app).is_some_and(|suggestions| suggestions.get(*id).is_some()))
}

/// Takes or leaves out a slot of the suggested coalition that is decided on. `false`: none is.
pub fn toggle_slot(app: &mut App, slot: CardSlot) -> bool {
    let looked_over = current(app).is_some_and(|id| app.view.review.ghost.of(id).is_some());
    if looked_over {
        app.view.review.ghost.toggle(slot, 0);
    }
    looked_over
}

/// The next status of the suggested coalition that is decided on, or of the open card.
pub fn next_status(app: &mut App) {
    if current(app).is_some_and(|id| app.view.review.ghost.of(id).is_some()) {
        if let Some(session) = &app.session {
            app.view.review.ghost.next_status(&session.project().scheme.statements);
        }
        return;
    }
    let open = app.view.card.open.clone();
    let status = open.as_ref().and_then(|card| {
        let session = app.session.as_ref()?;
        let annotations = session.annotations(app.view.desk.article.as_ref()?)?;
        let status = annotations.coalitions.get(card)?.status;
        Some(session.project().scheme.statements.status_after(status))
    });
    match open.zip(status) {
        Some((card, status)) => {
            app.edit(|session, article| session.set_coalition(article, &card, vec![CoalitionField::Status(status)]))
        }
        None => app.toast(Words::OpenCardFirst),
    }
}

/// Looks for the words of the current suggestion in all articles, to decide on all of them at once.
pub fn review_phrase(app: &mut App, ctx: &egui::Context) {
    let current = current(app);
    let (Some(session), Some(article)) = (&app.session, &app.view.desk.article) else { return };
    let one = current.and_then(|id| session.suggestions(article)?.get(id));
    let Some((one, there)) = one.zip(session.article(article)) else {
        return app.toast(Words::ChooseSuggestion);
    };
    let (words, kind) = (there.text.slice(one.span).to_owned(), one.kind.clone());
    let draft = PhraseDraft::search(words, kind, session, app.settings.language, &mut app.tasks, ctx);
    app.view.open_sheet(OpenSheet::Phrase(Box::new(draft)));
}

/// Decides on suggestions in many articles as one step.
pub fn decide_hits(app: &mut App, hits: &[PhraseHit], accept: bool) {
    app.view.close_sheet();
    let mut chosen: Vec<(ArticleId, Vec<DecisionId>)> = Vec::new();
    for PhraseHit { hit, suggestion } in hits {
        match chosen.last_mut().filter(|(article, _)| *article == hit.meta.id) {
            Some((_, ids)) => ids.push(suggestion.id),
            None => chosen.push((hit.meta.id.clone(), vec![suggestion.id])),
        }
    }
    let done = app.try_change(|session| match accept {
        true => session.accept_across(&chosen),
        false => session.reject_across(&chosen),
    });
    if let Some(done) = done {
        let said = names::deed(app.settings.language, done.kind, done.count);
        app.view.toasts.say(said);
    }
}

/// Adds what a suggested coalition says, as it was looked over, to a statement that is there.
fn add_to(app: &mut App, id: DecisionId, card: &CoalitionId) {
    let Some(taken) = app.view.review.ghost.of(id).cloned() else { return };
    let mut added = false;
    decide_and_go_on(app, id, |session, article| {
        let done = session.accept_ghost(article, id, taken.clone(), Some(card.clone()))?;
        added = true;
        Ok(done)
    });
    if added {
        coalition_cards::tell_what_is_lost(app, &taken, card);
    }
}

/// The list of suggestions that are sure enough to be accepted at once.
pub fn open_sure(app: &mut App) {
    match suggestions(app).map(Suggestions::left) {
        None | Some(0) => no_suggestions(app),
        Some(_) => app.view.open_sheet(OpenSheet::Sure(Box::default())),
    }
}

/// Accepts what was chosen from that list, as one step.
fn accept_all(app: &mut App, ids: &[DecisionId]) {
    app.view.close_sheet();
    let done = app.try_edit(|session, article| session.accept(article, ids));
    if let Some(done) = done {
        app.view.review.let_go();
        let said = names::deed(app.settings.language, done.kind, done.count);
        app.view.toasts.say(said);
    }
}

/// Decides on a suggested coalition by its card.
pub fn choose_ghost(app: &mut App, id: DecisionId, choice: ReviewChoice) {
    if current(app) != Some(id) {
        take_up(app, id);
    }
    choose_current(app, choice);
}

pub fn act_on_suggestion(app: &mut App, action: SuggestionAction) {
    match action {
        SuggestionAction::TakeUp(id) => {
            take_up(app, id);
            app.view.review.pointed = Some(id);
        }
        SuggestionAction::AcceptSpan { id, span } => accept_span(app, id, span),
        SuggestionAction::AcceptEntity { id, entity } => accept_entity(app, id, Some(entity)),
        SuggestionAction::AcceptNewEntity { id, name } => accept_new_entity(app, id, &name),
        SuggestionAction::Choose(id, choice) => choose_ghost(app, id, choice),
        SuggestionAction::AddTo(id, card) => add_to(app, id, &card),
        SuggestionAction::AcceptAll(ids) => accept_all(app, &ids),
        SuggestionAction::DecideHits { hits, accept } => decide_hits(app, &hits, accept),
    }
}

//! What happens to coalition cards: opened, filled, stepped through.

use super::App;
use super::pending_edits;
use crate::{
    app::{kit::text::Words, panels::coalitions, state::desk::Tab},
    edit::Edit,
    model::{CoalitionId, EntityId, MentionId},
    session::CardSlot,
};

/// Opens a card and shows its evidence in the article, or closes the open one.
pub fn open_card(app: &mut App, card: Option<CoalitionId>) {
    pending_edits::commit_typing(app);
    app.view.card.armed = None;
    app.view.card.search = None;
    app.view.card.reveal = card.is_some();
    let (Some(session), Some(article)) = (&app.session, &app.view.desk.article) else { return };
    let evidence =
        card.as_ref().and_then(|card| session.annotations(article)?.coalitions.get(card)?.evidence.first().copied());
    if let Some(span) = evidence {
        app.view.text.reveal(span);
    }
    if card.is_some() {
        app.view.desk.tab = Tab::Coalitions;
    }
    app.view.card.open = card;
    app.view.text.focus();
}

/// Opens the card after or before the open one, round and round; the first or last if none is open.
pub fn next_card(app: &mut App, forward: bool) {
    let (Some(session), Some(article)) = (&app.session, &app.view.desk.article) else { return };
    let annotations = session.annotations(article);
    let next = annotations.and_then(|there| coalitions::neighbour(there, app.view.card.open.as_ref(), forward));
    match next {
        Some(next) => open_card(app, Some(next)),
        None => app.toast(Words::NoCoalitions),
    }
}

/// Puts a mention into the open card and arms the slot that comes next.
pub fn fill(app: &mut App, mention: &MentionId) {
    let Some(card) = app.view.card.open.clone() else {
        app.toast(Words::OpenCardFirst);
        return;
    };
    let (armed, stance) = (app.view.card.armed, app.view.card.stance);
    let mention = mention.clone();
    let done = app.try_edit(|session, article| session.fill(article, &card, &mention, armed, stance));
    if done.is_some() {
        app.view.card.armed = Some(match armed {
            Some(CardSlot::Region) => CardSlot::Head,
            Some(CardSlot::Head) => CardSlot::Deputy,
            _ => CardSlot::Party,
        });
    }
}

pub fn fill_with(app: &mut App, slot: CardSlot, entity: EntityId) {
    let Some(card) = app.view.card.open.clone() else { return };
    let stance = app.view.card.stance;
    app.edit(|session, article| session.fill_with(article, &card, slot, entity, stance));
    app.view.text.focus();
}

pub fn empty_card(app: &mut App) {
    let done = app.try_edit(|session, article| session.empty_coalition(article));
    if let Some(card) = done.and_then(|done| done.coalition) {
        open_card(app, Some(card));
        app.view.card.armed = Some(CardSlot::Region);
    }
}

pub fn arm_slot(app: &mut App, slot: Option<CardSlot>) {
    if app.view.card.open.is_none() {
        app.toast(Words::OpenCardFirst);
        return;
    }
    app.view.card.armed = slot;
    app.view.desk.tab = Tab::Coalitions;
    app.view.text.focus();
}

pub fn remove_coalition(app: &mut App, coalition: CoalitionId) {
    app.edit(|session, article| {
        let place = session.place(article);
        session.perform(Edit::RemoveCoalition { place, coalition })
    });
    forget_removed_card(app);
    app.view.text.focus();
}

/// The open card may be gone; nothing can be filled into it then.
pub fn forget_removed_card(app: &mut App) {
    let (Some(session), Some(article), Some(open)) = (&app.session, &app.view.desk.article, &app.view.card.open) else {
        return;
    };
    if !session.annotations(article).is_some_and(|there| there.coalitions.contains_key(open)) {
        app.view.card.open = None;
        app.view.card.armed = None;
        app.view.card.typing = None;
    }
}

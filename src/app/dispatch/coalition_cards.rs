//! What happens to coalition cards: opened, filled, stepped through.

use super::App;
use super::{gave_way, pending_edits};
use crate::{
    app::{
        kit::text::Words,
        panels::coalitions,
        state::{command::Command, desk::Tab, keys},
    },
    edit::Edit,
    model::{Coalition, CoalitionId, EntityId, Filler, MentionId, Origin, Stance, StatementScheme},
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

fn next_stance(app: &App) -> Stance {
    let scheme = app.session.as_ref().map(|session| &session.project().scheme.statements);
    app.view.card.next_stance(scheme.unwrap_or(StatementScheme::delivered()))
}

/// Puts a mention into the open card and arms the slot that comes next.
pub fn fill(app: &mut App, mention: &MentionId) {
    let Some(card) = app.view.card.open.clone() else {
        app.toast(Words::OpenCardFirst);
        return;
    };
    let (armed, stance) = (app.view.card.armed, next_stance(app));
    let mention = mention.clone();
    let before = card_of(app, &card).cloned();
    let done = app.try_edit(|session, article| session.fill(article, &card, &mention, armed, stance));
    if done.is_some() {
        app.view.card.armed = Some(next_slot(card_of(app, &card), armed));
        gave_way::tell(app, before.as_ref());
    }
}

/// The slot that comes after one: of a ticket only what is free, so that nobody gives way unasked.
fn next_slot(card: Option<&Coalition>, armed: Option<CardSlot>) -> CardSlot {
    let free = |slot: CardSlot| card.is_none_or(|card| gave_way::filler_in(card, slot).is_empty());
    match armed {
        Some(CardSlot::Region) if free(CardSlot::Head) => CardSlot::Head,
        Some(CardSlot::Region | CardSlot::Head) if free(CardSlot::Deputy) => CardSlot::Deputy,
        _ => CardSlot::Party,
    }
}

pub fn fill_with(app: &mut App, slot: CardSlot, entity: EntityId) {
    let Some(card) = app.view.card.open.clone() else { return };
    let stance = next_stance(app);
    let before = card_of(app, &card).cloned();
    let done = app.try_edit(|session, article| session.fill_with(article, &card, slot, entity, stance));
    if done.is_some() {
        gave_way::tell(app, before.as_ref());
    }
    app.view.text.focus();
}

pub fn empty_card(app: &mut App) {
    let done = app.try_edit(|session, article| session.empty_coalition(article));
    if let Some(card) = done.and_then(|done| done.coalition) {
        open_card(app, Some(card));
        app.view.card.armed = Some(CardSlot::Region);
    }
}

/// Whether the open card is one that rules filled in and nobody looked over yet, and no slot of it is armed.
pub fn waits_for_confirmation(app: &App) -> bool {
    let card = app.view.card.open.as_ref().filter(|_| app.view.card.armed.is_none());
    card.and_then(|card| card_of(app, card)).is_some_and(|card| card.by == Origin::Drafted)
}

pub(super) fn card_of<'a>(app: &'a App, card: &CoalitionId) -> Option<&'a Coalition> {
    app.session.as_ref()?.annotations(app.view.desk.article.as_ref()?)?.coalitions.get(card)
}

/// What rules filled into the open card is right as it stands.
pub fn confirm_card(app: &mut App) {
    let Some(card) = app.view.card.open.clone() else { return app.toast(Words::OpenCardFirst) };
    app.edit(|session, article| session.confirm_coalition(article, &card));
}

/// Makes one card of the open one and the nearest before it (else behind it) that is about the same ticket.
pub fn merge_cards(app: &mut App) {
    let Some(open) = app.view.card.open.clone() else { return app.toast(Words::OpenCardFirst) };
    let (Some(session), Some(article)) = (&app.session, &app.view.desk.article) else { return };
    let other = session.annotations(article).and_then(|there| {
        let scheme = &session.project().scheme.statements;
        coalitions::mergeable(there, &open, scheme).into_iter().next()
    });
    match other {
        Some((_, into)) => merge_into(app, &open, &into),
        None => app.toast(Words::NoOtherCard),
    }
}

/// Merges a card into another one and says what of it was left out.
pub fn merge_into(app: &mut App, from: &CoalitionId, into: &CoalitionId) {
    pending_edits::commit_typing(app);
    let before = card_of(app, from).cloned().zip(card_of(app, into).cloned());
    let done = app.try_edit(|session, article| session.merge_coalitions(article, from, into));
    let Some((from, _)) = before.filter(|_| done.is_some()) else { return };
    tell_what_is_lost(app, &from, into);
    open_card(app, Some(into.clone()));
}

/// Says which values of a statement another one has otherwise, after it was merged into that.
pub fn tell_what_is_lost(app: &mut App, from: &Coalition, into: &CoalitionId) {
    let (Some(session), Some(article)) = (&app.session, &app.view.desk.article) else { return };
    let Some(annotations) = session.annotations(article) else { return };
    let Some(after) = annotations.coalitions.get(into) else { return };
    let words = |filler: &Filler| {
        let mention = filler.mentions.iter().find_map(|id| annotations.mentions.get(id));
        let text = session.article(article).map(|article| &article.text);
        text.zip(mention).map_or_else(String::new, |(text, mention)| text.slice(mention.span).to_owned())
    };
    let lost = coalitions::lost_in(session, words, from, after, app.settings.language);
    let number = coalitions::number_of(annotations, into).unwrap_or(0).to_string();
    let said = match lost.as_str() {
        "" => app.settings.language.fill(Words::MergedInto, &[&number]),
        lost => app.settings.language.fill(Words::MergedWithout, &[&number, lost]),
    };
    if lost.is_empty() { app.view.toasts.say(said) } else { app.view.toasts.problem(said) }
}

/// After mentions were linked otherwise: slots that they fill still hold what they were linked to.
pub fn tell_of_slots(app: &mut App, mentions: &[MentionId]) {
    let (Some(session), Some(article)) = (&app.session, &app.view.desk.article) else { return };
    let slots = session.slots_linked_otherwise(article, Some(mentions), None);
    if slots > 0 {
        let keys =
            keys::keys_of(&app.settings, Command::RelinkSlots.entry()).map_or_else(String::new, keys::on_keyboard);
        app.view
            .toasts
            .until_changed(app.settings.language.fill(Words::SlotsLinkedOtherwise, &[&slots.to_string(), &keys]));
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

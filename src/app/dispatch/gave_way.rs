//! Whoever stood in a slot of a card before somebody else was put there: that is said, and the other place of the ticket
//! is offered.

use super::App;
use super::coalition_cards::card_of;
use crate::{
    app::{
        kit::{names::StatementNames, text::Words},
        state::{command::Command, keys},
    },
    edit::CoalitionField,
    model::{Coalition, Filler},
    session::CardSlot,
};

/// What fills a slot for one entity.
pub fn filler_in(card: &Coalition, slot: CardSlot) -> &Filler {
    match slot {
        CardSlot::Region => &card.race.region,
        CardSlot::Deputy => &card.ticket.deputy,
        CardSlot::Head | CardSlot::Party => &card.ticket.head,
    }
}

/// Says who stood in a slot before somebody else was put there, and offers the other place of the ticket, if it is free.
pub fn tell(app: &mut App, before: Option<&Coalition>) {
    app.view.card.gave_way = None;
    let (Some(before), Some(session), Some(article)) = (before, &app.session, &app.view.desk.article) else { return };
    let Some(after) = card_of(app, &before.id) else { return };
    let gone = |slot: &CardSlot| {
        let (old, new) = (filler_in(before, *slot), filler_in(after, *slot));
        // Who is not linked is known by the place in the text.
        let other = old.entity != new.entity || (old.entity.is_none() && old.mentions.is_disjoint(&new.mentions));
        !old.is_empty() && !new.is_empty() && other
    };
    let Some(slot) = [CardSlot::Region, CardSlot::Head, CardSlot::Deputy].into_iter().find(gone) else { return };
    let label = |filler: &Filler| match &filler.entity {
        Some(entity) => session.entity_label(entity).to_owned(),
        None => {
            let annotations = session.annotations(article);
            let mention = filler.mentions.iter().find_map(|id| annotations?.mentions.get(id));
            let text = session.article(article).map(|article| &article.text);
            text.zip(mention).map_or_else(String::new, |(text, mention)| text.slice(mention.span).to_owned())
        }
    };
    let language = app.settings.language;
    let statements = StatementNames { statements: &session.project().scheme.statements, language };
    let name = |slot: CardSlot| statements.card_slot(after.race.office, slot);
    let (old, new) = (label(filler_in(before, slot)), label(filler_in(after, slot)));
    let other = match slot {
        CardSlot::Head => Some(CardSlot::Deputy),
        CardSlot::Deputy => Some(CardSlot::Head),
        CardSlot::Region | CardSlot::Party => None,
    };
    let free = other.filter(|other| filler_in(after, *other).is_empty());
    let keys = keys::keys_of(&app.settings, Command::OtherPlace.entry()).map(keys::on_keyboard);
    match free.zip(keys) {
        Some((other, keys)) => {
            let said = [name(slot), &old, &new, &keys, &old, name(other)];
            app.view.toasts.until_changed(language.fill(Words::GaveWayOffer, &said));
        }
        None => app.view.toasts.say(language.fill(Words::GaveWay, &[name(slot), &old, &new])),
    }
    app.view.card.gave_way = free.map(|other| (before.id.clone(), other, filler_in(before, slot).clone()));
}

/// Whoever gave way in the open card goes into the other place of its ticket, if it is still free.
pub fn put_in_other_place(app: &mut App) {
    let there = app.view.card.gave_way.take().filter(|(card, slot, _)| {
        app.view.card.open.as_ref() == Some(card)
            && card_of(app, card).is_some_and(|card| filler_in(card, *slot).is_empty())
    });
    let Some((card, slot, filler)) = there else { return app.toast(Words::NobodyGaveWay) };
    let field = match slot {
        CardSlot::Deputy => CoalitionField::Deputy(filler),
        _ => CoalitionField::Head(filler),
    };
    app.edit(|session, article| session.set_coalition(article, &card, vec![field]));
    app.view.card.armed = Some(CardSlot::Party);
}

//! Two cards of one ticket: which they are, what one of them would lose, and the buttons that make one of them.

use eframe::egui::{Button, Label, RichText, Ui};

use super::{
    deck::{Deck, Hand},
    order,
};
use crate::{
    app::{
        kit::{
            names::{self, StatementNames},
            text::Words,
        },
        state::{action::Action, command::Command, keys},
    },
    edit::is_one_ticket,
    message::Language,
    model::{Annotations, Coalition, CoalitionId, FieldOwner, Filler, Origin, StatementScheme},
    session::Session,
};

/// The other cards that may be about the same ticket, each with its number: those before it from the nearest on, then
/// those behind it.
pub fn mergeable(annotations: &Annotations, card: &CoalitionId, scheme: &StatementScheme) -> Vec<(usize, CoalitionId)> {
    let cards = order::ordered(annotations);
    let Some(at) = cards.iter().position(|there| there.id == *card) else { return Vec::new() };
    let places = (0..at).rev().chain(at + 1..cards.len());
    let same = places.filter(|&place| is_one_ticket(cards[place], cards[at], scheme));
    same.map(|place| (place + 1, cards[place].id.clone())).collect()
}

/// The number that a card has in its tab.
pub fn number_of(annotations: &Annotations, card: &CoalitionId) -> Option<usize> {
    order::ordered(annotations).iter().position(|there| there.id == *card).map(|at| at + 1)
}

/// What a statement says that another one, which it was merged into, has otherwise; empty if nothing.
pub fn lost_in(
    session: &Session,
    words_of: impl Fn(&Filler) -> String,
    from: &Coalition,
    into: &Coalition,
    language: Language,
) -> String {
    let statements = StatementNames { statements: &session.project().scheme.statements, language };
    let mut lost = Vec::new();
    let mut value = |words: Words, said: &str, kept: &str| {
        if !said.is_empty() && said != kept {
            lost.push(format!("{}: {said}", language.say(words).to_lowercase()));
        }
    };
    let certainty = |card: &Coalition| statements.certainty(card.status);
    value(Words::Status, certainty(from), certainty(into));
    value(Words::Speaker, &from.speaker, &into.speaker);
    let date = |card: &Coalition| card.date.map_or_else(String::new, |date| names::date(language, date));
    value(Words::Date, &date(from), &date(into));
    value(Words::Hedge, &from.hedge, &into.hedge);
    let scheme = &session.project().scheme;
    for (key, said) in from.fields.iter().filter(|(key, said)| into.fields.get(*key).is_some_and(|kept| kept != *said))
    {
        let field = scheme.field(FieldOwner::Statement, key);
        lost.push(format!("{}: {said}", field.map_or(key.as_str(), |field| field.name_in(language)).to_lowercase()));
    }
    for backing in &from.backings {
        let same = |there: &&crate::model::Backing| match &backing.party.entity {
            Some(entity) => there.party.entity.as_ref() == Some(entity),
            None => !there.party.mentions.is_disjoint(&backing.party.mentions),
        };
        let Some(kept) = into.backings.iter().find(same) else { continue };
        let name = match &backing.party.entity {
            Some(entity) => session.entity_label(entity).to_owned(),
            None => words_of(&backing.party),
        };
        if kept.stance != backing.stance {
            lost.push(format!("{name}: {}", statements.stance(backing.stance)));
        }
        if backing.slot.is_some() && kept.slot != backing.slot {
            let slot = language.fill(Words::SlotOffered, &[&statements.slot(from.race.office, backing.slot)]);
            lost.push(format!("{name}: {slot}"));
        }
    }
    lost.join(", ")
}

/// Of a card that rules filled in: that it waits to be looked over, and the button that says it was.
pub fn confirm(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    if card.by != Origin::Drafted {
        return;
    }
    let text = RichText::new(deck.say(Words::DraftedHelp)).small().color(deck.theme.warning);
    ui.add(Label::new(text).wrap());
    let button = Button::new(deck.say(Words::ConfirmCard)).shortcut_text(deck.keys(Command::Accept));
    if ui.add(button).on_hover_text(deck.say(Words::ConfirmCardHelp)).clicked() {
        hand.actions.push(Action::ConfirmCoalition(card.id.clone()));
    }
}

/// A button for each of the two nearest other cards of the same ticket.
pub fn merge(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let others = mergeable(deck.annotations, &card.id, deck.statements().statements);
    if others.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (at, (number, into)) in others.into_iter().take(2).enumerate() {
            let mut button = Button::new(deck.fill(Words::MergeIntoCard, &[&number.to_string()]));
            if at == 0
                && let Some(keys) = keys::keys_of(deck.settings, Command::MergeCards.entry())
            {
                button = button.shortcut_text(keys::on_keyboard(keys));
            }
            if ui.add(button).on_hover_text(deck.say(Words::MergeCardsHelp)).clicked() {
                hand.actions.push(Action::MergeCoalitions { from: card.id.clone(), into });
            }
        }
    });
}

//! What happens to coalition cards: opened, filled, stepped through.

use super::App;
use crate::{
    app::{kit::text::Words, panels::coalitions, state::desk::Tab},
    edit::Edit,
    model::{CoalitionId, EntityId, MentionId},
    session::CardSlot,
};

impl App {
    /// Opens a card and shows its evidence in the article, or closes the open one.
    pub(in crate::app) fn open_card(&mut self, card: Option<CoalitionId>) {
        self.commit_typing();
        self.view.card.armed = None;
        self.view.card.search = None;
        self.view.card.reveal = card.is_some();
        let (Some(session), Some(article)) = (&self.session, &self.view.desk.article) else { return };
        let evidence = card
            .as_ref()
            .and_then(|card| session.annotations(article)?.coalitions.get(card)?.evidence.first().copied());
        if let Some(span) = evidence {
            self.view.text.reveal(span);
        }
        if card.is_some() {
            self.view.desk.tab = Tab::Coalitions;
        }
        self.view.card.open = card;
        self.view.text.focus();
    }

    /// Opens the card after or before the open one, round and round; the first or last if none is open.
    pub(in crate::app) fn next_card(&mut self, forward: bool) {
        let (Some(session), Some(article)) = (&self.session, &self.view.desk.article) else { return };
        let annotations = session.annotations(article);
        let next = annotations.and_then(|there| coalitions::neighbour(there, self.view.card.open.as_ref(), forward));
        match next {
            Some(next) => self.open_card(Some(next)),
            None => self.toast(Words::NoCoalitions),
        }
    }

    /// Puts a mention into the open card and arms the slot that comes next.
    pub(in crate::app) fn fill(&mut self, mention: &MentionId) {
        let Some(card) = self.view.card.open.clone() else {
            self.toast(Words::OpenCardFirst);
            return;
        };
        let (armed, stance) = (self.view.card.armed, self.view.card.stance);
        let mention = mention.clone();
        let done = self.try_edit(|session, article| session.fill(article, &card, &mention, armed, stance));
        if done.is_some() {
            self.view.card.armed = Some(match armed {
                Some(CardSlot::Region) => CardSlot::Head,
                Some(CardSlot::Head) => CardSlot::Deputy,
                _ => CardSlot::Party,
            });
        }
    }

    pub(in crate::app) fn fill_with(&mut self, slot: CardSlot, entity: EntityId) {
        let Some(card) = self.view.card.open.clone() else { return };
        let stance = self.view.card.stance;
        self.edit(|session, article| session.fill_with(article, &card, slot, entity, stance));
        self.view.text.focus();
    }

    pub(in crate::app) fn empty_card(&mut self) {
        let done = self.try_edit(|session, article| session.empty_coalition(article));
        if let Some(card) = done.and_then(|done| done.coalition) {
            self.open_card(Some(card));
            self.view.card.armed = Some(CardSlot::Region);
        }
    }

    pub(in crate::app) fn arm_slot(&mut self, slot: Option<CardSlot>) {
        if self.view.card.open.is_none() {
            self.toast(Words::OpenCardFirst);
            return;
        }
        self.view.card.armed = slot;
        self.view.desk.tab = Tab::Coalitions;
        self.view.text.focus();
    }

    pub(in crate::app) fn remove_coalition(&mut self, coalition: CoalitionId) {
        self.edit(|session, article| {
            let place = session.place(article);
            session.perform(Edit::RemoveCoalition { place, coalition })
        });
        self.forget_removed_card();
        self.view.text.focus();
    }

    /// The open card may be gone; nothing can be filled into it then.
    pub(in crate::app) fn forget_removed_card(&mut self) {
        let (Some(session), Some(article), Some(open)) = (&self.session, &self.view.desk.article, &self.view.card.open)
        else {
            return;
        };
        if !session.annotations(article).is_some_and(|there| there.coalitions.contains_key(open)) {
            self.view.card.open = None;
            self.view.card.armed = None;
            self.view.card.typing = None;
        }
    }
}

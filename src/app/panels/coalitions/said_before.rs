//! What other articles say of the same race and the same parties, in the open card: the last word of each, and what
//! contradicts this statement.

use eframe::egui::{Button, RichText, Ui};

use super::deck::{Deck, Hand};
use crate::{
    answers::{LedgerCell, LedgerColumn, RaceKey, clash, pictures::StatusLook},
    app::{
        kit::{names, text::Words},
        state::action::Action,
    },
    model::{ChoiceSign, Coalition, EntityId, StatementSummary},
};

/// Lines of a card at the most.
const MOST: usize = 6;

pub fn ui(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let Some(ledger) = deck.session.own_ledger() else { return };
    let said = StatementSummary::of(card);
    let race = RaceKey::of(&said);
    if ledger.is_open(&race) {
        return;
    }
    let Some(book) = ledger.book(&race) else { return };
    let here = &deck.article.meta.id;
    let story = ledger.stories().of(here);
    let mut lines: Vec<(EntityId, String, bool)> = Vec::new();
    for party in said.party_ids() {
        let stated = ledger.column(book, &LedgerColumn::Party(party.clone()));
        let own = stated.iter().find(|one| one.article.id == *here && one.statement.id == card.id).copied();
        // Near copies of this article say the same because they are the same.
        let others: Vec<_> = stated.into_iter().filter(|one| one.story != story).collect();
        let cell = LedgerCell::of(Some(party), &others, None, false);
        if cell.statements == 0 {
            continue;
        }
        let clashes = own.is_some_and(|own| others.iter().any(|other| clash(&own, other)));
        let language = deck.settings.language;
        let word = cell.last.as_ref().map_or_else(
            || language.say(Words::LedgerOpen).to_owned(),
            |last| {
                let status = deck.statements().certainty(last.status);
                let scheme = deck.statements().statements;
                let look = StatusLook::of(scheme, last.status);
                let stance = match scheme.side(last.stance) {
                    ChoiceSign::Plus => String::new(),
                    _ => format!(" ({})", deck.statements().stance(last.stance)),
                };
                format!("{} {status}{stance}, {}", look.symbol(), names::date(language, last.day))
            },
        );
        let mark = if clashes { "⚠ " } else { "" };
        let label = deck.session.entity_label(party);
        lines.push((party.clone(), format!("{mark}{label}: {word} ×{}", cell.stories), clashes));
    }
    if lines.is_empty() {
        return;
    }
    // What contradicts comes first.
    lines.sort_by_key(|(.., clashes)| !clashes);
    ui.add_space(4.0);
    ui.label(RichText::new(deck.say(Words::SaidBefore)).small().color(deck.theme.weak));
    for (party, words, clashes) in lines.into_iter().take(MOST) {
        let colour = if clashes { deck.theme.warning } else { deck.theme.text };
        let button = ui.add(Button::new(RichText::new(words).small().color(colour)).frame(false));
        if button.on_hover_text(deck.say(Words::SaidBeforeHelp)).clicked() {
            hand.actions.push(Action::ShowLedger { race: race.clone(), party: Some(party) });
        }
    }
}

//! What a statement says in each of its slots, in a person's words.

use crate::{
    app::kit::{names::StatementNames, text::Words},
    compare::{StatementSlot, Told},
    message::Language,
    model::EntityId,
    session::Session,
};

pub fn name(slot: StatementSlot, language: Language) -> &'static str {
    language.say(match slot {
        StatementSlot::Region => Words::Region,
        StatementSlot::Office => Words::Office,
        StatementSlot::Year => Words::Year,
        StatementSlot::Head => Words::Head,
        StatementSlot::Deputy => Words::Deputy,
        StatementSlot::Party => Words::PartyWord,
        StatementSlot::Stance => Words::Stance,
        StatementSlot::Status => Words::Status,
        StatementSlot::Date => Words::DateWord,
        StatementSlot::Speaker => Words::Speaker,
    })
}

/// Entities by their names, choices by their words; nothing if the slot is empty.
pub fn said(session: &Session, told: &Told, slot: StatementSlot, language: Language) -> String {
    let label = |value: &String| {
        let (id, rest) = value.split_once(' ').unwrap_or((value, ""));
        let known = EntityId::new(id).ok().map(|id| session.entity_label(&id).to_owned());
        format!("{} {rest}", known.unwrap_or_else(|| id.to_owned())).trim_end().to_owned()
    };
    let names = StatementNames { statements: &session.project().scheme.statements, language };
    let values = told.values(slot);
    let said: Vec<String> = match slot {
        StatementSlot::Region
        | StatementSlot::Head
        | StatementSlot::Deputy
        | StatementSlot::Party
        | StatementSlot::Stance => values.iter().map(label).collect(),
        StatementSlot::Office => vec![names.office(told.office).to_owned()],
        StatementSlot::Status => vec![names.certainty(told.status).to_owned()],
        StatementSlot::Year | StatementSlot::Date | StatementSlot::Speaker => values.into_iter().collect(),
    };
    said.join(", ")
}

//! The fields of a coalition, one by one.

use super::Refusal;
use crate::{
    message::message,
    model::{Backing, Certainty, Coalition, Date, Filler, Office, Slot, Span, Stance},
};

/// One field of a coalition with its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoalitionField {
    Region(Filler),
    Office(Option<Office>),
    Year(Option<i16>),
    Head(Filler),
    Deputy(Filler),
    AddBacking { party: Filler, stance: Stance, slot: Option<Slot> },
    Stance { backing: usize, stance: Stance },
    BackingSlot { backing: usize, slot: Option<Slot> },
    RemoveBacking { backing: usize },
    Status(Certainty),
    Speaker(String),
    Date(Option<Date>),
    Hedge(String),
    AddEvidence(Span),
    RemoveEvidence(Span),
    Note(String),
}

/// Two backings by one party become one: the first keeps its stance and gets the other's mentions.
pub(super) fn join_backings(coalition: &mut Coalition) {
    let mut joined: Vec<Backing> = Vec::with_capacity(coalition.backings.len());
    for backing in std::mem::take(&mut coalition.backings) {
        let same = joined.iter_mut().find(|b| b.party.entity.is_some() && b.party.entity == backing.party.entity);
        match same {
            Some(there) => {
                there.party.mentions.extend(backing.party.mentions);
                there.slot = there.slot.or(backing.slot);
            }
            None => joined.push(backing),
        }
    }
    coalition.backings = joined;
}

pub(super) fn set_field(coalition: &mut Coalition, field: CoalitionField) -> Result<(), Refusal> {
    let backing_at = |coalition: &mut Coalition, at: usize| -> Result<(), Refusal> {
        let there = coalition.backings.len();
        if at < there {
            Ok(())
        } else {
            Err(Refusal::Missing(message!("party {number} of the coalition", number = at + 1)))
        }
    };
    match field {
        CoalitionField::Region(region) => coalition.race.region = region,
        CoalitionField::Office(office) => coalition.race.office = office,
        CoalitionField::Year(year) => coalition.race.year = year,
        CoalitionField::Head(head) => coalition.ticket.head = head,
        CoalitionField::Deputy(deputy) => coalition.ticket.deputy = deputy,
        CoalitionField::AddBacking { party, stance, slot } => {
            coalition.backings.push(Backing { party, stance, slot });
            join_backings(coalition);
        }
        CoalitionField::Stance { backing, stance } => {
            backing_at(coalition, backing)?;
            coalition.backings[backing].stance = stance;
        }
        CoalitionField::BackingSlot { backing, slot } => {
            backing_at(coalition, backing)?;
            coalition.backings[backing].slot = slot;
        }
        CoalitionField::RemoveBacking { backing } => {
            backing_at(coalition, backing)?;
            coalition.backings.remove(backing);
        }
        CoalitionField::Status(status) => coalition.status = status,
        CoalitionField::Speaker(speaker) => coalition.speaker = speaker,
        CoalitionField::Date(date) => coalition.date = date,
        CoalitionField::Hedge(hedge) => coalition.hedge = hedge,
        CoalitionField::AddEvidence(span) => {
            coalition.evidence.push(span);
            coalition.evidence.sort();
            coalition.evidence.dedup();
        }
        CoalitionField::RemoveEvidence(span) => coalition.evidence.retain(|there| *there != span),
        CoalitionField::Note(note) => coalition.note = note,
    }
    Ok(())
}

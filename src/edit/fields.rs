//! The fields of a coalition, one by one.

use super::Refusal;
use crate::{
    message::message,
    model::{
        Backing, Certainty, Coalition, Date, Filler, Office, Origin, Slot, Span, Stance, StatementScheme, StatusSense,
        Ticket, Variable, Variables, fill_values,
    },
};

/// One field of a coalition with its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoalitionField {
    Region(Filler),
    Office(Option<Office>),
    Year(Option<i16>),
    Head(Filler),
    Deputy(Filler),
    AddBacking {
        party: Filler,
        stance: Stance,
        slot: Option<Slot>,
    },
    Stance {
        backing: usize,
        stance: Stance,
    },
    Party {
        backing: usize,
        party: Filler,
    },
    BackingSlot {
        backing: usize,
        slot: Option<Slot>,
    },
    RemoveBacking {
        backing: usize,
    },
    Status(Certainty),
    Speaker(String),
    Date(Option<Date>),
    Hedge(String),
    AddEvidence(Span),
    RemoveEvidence(Span),
    Note(String),
    /// Of one of the project's own fields; `None` empties it.
    Value(String, Option<Variable>),
    /// What rules filled in is right as it stands.
    Confirm,
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
        CoalitionField::Party { backing, party } => {
            backing_at(coalition, backing)?;
            coalition.backings[backing].party = party;
            join_backings(coalition);
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
        CoalitionField::Value(key, value) => set_value(&mut coalition.fields, key, value),
        CoalitionField::Confirm => touch(coalition),
    }
    Ok(())
}

/// Puts a value into a field, or empties it.
pub(super) fn set_value(values: &mut Variables, key: String, value: Option<Variable>) {
    match value {
        Some(value) => drop(values.insert(key, value)),
        None => drop(values.remove(&key)),
    }
}

/// A person looked at it: what rules filled in is theirs now.
pub(super) fn touch(coalition: &mut Coalition) {
    if coalition.by == Origin::Drafted {
        coalition.by = Origin::Person;
    }
}

/// Whether two statements may be about one ticket: nothing in race and ticket speaks against it, and the place or
/// somebody on the ticket speaks for it. Where nobody is named in common, what one denies is not what the other says.
pub fn is_one_ticket(one: &Coalition, other: &Coalition, scheme: &StatementScheme) -> bool {
    fn fits<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
        a.is_none() || b.is_none() || a == b
    }
    let named = |coalition: &Coalition| {
        let Ticket { head, deputy } = &coalition.ticket;
        [&coalition.race.region, head, deputy].map(|filler| filler.entity.clone())
    };
    let (a, b) = (named(one), named(other));
    let same = |n: usize| a[n].is_some() && a[n] == b[n];
    let denies = |coalition: &Coalition| scheme.meaning(coalition.status).sense == StatusSense::Refused;
    let (race, rival) = (&one.race, &other.race);
    fits(&race.office, &rival.office)
        && fits(&race.year, &rival.year)
        && a.iter().zip(&b).all(|(a, b)| fits(a, b))
        && (same(1) || same(2) || same(0) && denies(one) == denies(other))
}

/// One statement of two: what `into` has stays, what it lacks comes from the other, with all parties, mentions and
/// evidence of both.
pub fn joined(into: &Coalition, other: &Coalition) -> Coalition {
    let mut one = into.clone();
    let fill = |mine: &mut Filler, theirs: &Filler| {
        if mine.is_empty() {
            mine.clone_from(theirs);
        } else if mine.entity == theirs.entity {
            mine.mentions.extend(theirs.mentions.iter().cloned());
        }
    };
    fill(&mut one.race.region, &other.race.region);
    fill(&mut one.ticket.head, &other.ticket.head);
    fill(&mut one.ticket.deputy, &other.ticket.deputy);
    one.race.office = one.race.office.or(other.race.office);
    one.race.year = one.race.year.or(other.race.year);
    let known = |backing: &&Backing| {
        // Whom nobody is linked to is told by where the text names them.
        let named = &backing.party.mentions;
        backing.party.entity.is_none() && into.backings.iter().any(|mine| !mine.party.mentions.is_disjoint(named))
    };
    one.backings.extend(other.backings.iter().filter(|backing| !known(backing)).cloned());
    join_backings(&mut one);
    if one.status == Certainty::Open {
        one.status = other.status;
    }
    let words = |mine: &mut String, theirs: &String| {
        if mine.is_empty() {
            mine.clone_from(theirs);
        }
    };
    words(&mut one.speaker, &other.speaker);
    words(&mut one.hedge, &other.hedge);
    one.date = one.date.or(other.date);
    fill_values(&mut one.fields, &other.fields);
    if !other.note.is_empty() && !one.note.contains(&other.note) {
        let gap = if one.note.is_empty() { "" } else { "\n" };
        one.note = format!("{}{gap}{}", one.note, other.note);
    }
    one.evidence.extend(other.evidence.iter().copied());
    one.evidence.sort();
    one.evidence.dedup();
    one
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CoalitionId, EntityId, Timestamp};

    #[test]
    fn what_one_denies_is_not_what_the_other_says() {
        let filler = |id: &str| Filler::of(EntityId::new(id).unwrap());
        let mut one = Coalition::empty(CoalitionId::new("a").unwrap(), Timestamp(0));
        one.race.region = filler("region:36.02");
        let mut other = one.clone();
        assert!(is_one_ticket(&one, &other, StatementScheme::delivered()), "one place");
        other.status = Certainty::Denied;
        assert!(
            !is_one_ticket(&one, &other, StatementScheme::delivered()),
            "talks of two, and a third that is ruled out"
        );
        (one.ticket.head, other.ticket.head) = (filler("candidate:a"), filler("candidate:a"));
        assert!(is_one_ticket(&one, &other, StatementScheme::delivered()), "somebody in common");
    }
}

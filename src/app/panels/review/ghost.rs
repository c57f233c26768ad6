//! A suggested coalition while a person looks it over: which slots are taken, which are left out, what is changed. Each
//! change is a step that can be taken back.

use crate::{
    model::{Backing, Certainty, Coalition, DecisionId, Filler, Stance, StatementScheme},
    session::{CardSlot, Ghost},
};

/// What a suggested coalition says besides its slots: taken, or left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GhostField {
    Office,
    Year,
    Speaker,
    Date,
    Hedge,
    Note,
    /// The place that is offered to the party that stands here in what was suggested.
    Offered(usize),
    /// One of the project's own fields, by its place among those that are suggested.
    Own(usize),
}

/// The slots of the coalition that is looked over.
#[derive(Debug, Clone, Default)]
pub struct GhostSlots {
    ghost: Option<DecisionId>,
    /// As it was suggested, and as it would be accepted.
    suggested: Option<Coalition>,
    taken: Option<Coalition>,
    /// As it would have been accepted before each change, and after those that were taken back.
    done: Vec<Coalition>,
    undone: Vec<Coalition>,
}

impl GhostSlots {
    /// Looks a coalition over from the beginning, unless it is the one.
    pub fn begin(&mut self, ghost: &Ghost) {
        if self.ghost != Some(ghost.id) {
            let coalition = Some(ghost.coalition.clone());
            *self = Self { ghost: Some(ghost.id), suggested: coalition.clone(), taken: coalition, ..Self::default() };
        }
    }

    /// As this one would be accepted, if it is the one.
    pub fn of(&self, id: DecisionId) -> Option<&Coalition> {
        self.taken.as_ref().filter(|_| self.ghost == Some(id))
    }

    /// Takes the last change back, or makes the one after it again. `false`: there is none.
    pub fn step(&mut self, back: bool) -> bool {
        let (from, to) = match back {
            true => (&mut self.done, &mut self.undone),
            false => (&mut self.undone, &mut self.done),
        };
        let Some(next) = from.pop() else { return false };
        to.extend(self.taken.replace(next));
        true
    }

    fn change(&mut self, change: impl FnOnce(&mut Coalition, &Coalition)) {
        let (Some(taken), Some(suggested)) = (&mut self.taken, &self.suggested) else { return };
        let before = taken.clone();
        change(taken, suggested);
        if *taken != before {
            self.done.push(before);
            self.undone.clear();
        }
    }

    pub fn set_status(&mut self, status: Certainty) {
        self.change(|taken, _| taken.status = status);
    }

    /// The next status of the project's, round and round.
    pub fn next_status(&mut self, statements: &StatementScheme) {
        self.change(|taken, _| taken.status = statements.status_after(taken.status));
    }

    pub fn set_stance(&mut self, party: usize, stance: Stance) {
        self.change(|taken, suggested| {
            if let Some(at) = kept_at(suggested, taken, party) {
                taken.backings[at].stance = stance;
            }
        });
    }

    /// Takes a slot, or leaves it out; `party`: its place in what was suggested.
    pub fn toggle(&mut self, slot: CardSlot, party: usize) {
        let swap = |taken: &mut Filler, suggested: &Filler| {
            *taken = if taken.is_empty() { suggested.clone() } else { Filler::default() };
        };
        self.change(|taken, suggested| match slot {
            CardSlot::Region => {
                swap(&mut taken.race.region, &suggested.race.region);
                taken.race.office = if taken.race.region.is_empty() { None } else { suggested.race.office };
            }
            CardSlot::Head => swap(&mut taken.ticket.head, &suggested.ticket.head),
            CardSlot::Deputy => swap(&mut taken.ticket.deputy, &suggested.ticket.deputy),
            CardSlot::Party => match (kept_at(suggested, taken, party), suggested.backings.get(party)) {
                (Some(at), _) => drop(taken.backings.remove(at)),
                (None, Some(backing)) => {
                    // Back in its order.
                    let before =
                        |other: &Backing| suggested.backings[..party].iter().any(|there| there.party == other.party);
                    let at = taken.backings.iter().filter(|other| before(other)).count();
                    taken.backings.insert(at, backing.clone());
                }
                (None, None) => {}
            },
        });
    }

    /// Takes what was suggested there, or leaves it out.
    pub fn toggle_field(&mut self, field: GhostField) {
        fn swap<T: Clone + PartialEq + Default>(taken: &mut T, suggested: &T) {
            *taken = if *taken == T::default() { suggested.clone() } else { T::default() };
        }
        self.change(|taken, suggested| match field {
            GhostField::Office => swap(&mut taken.race.office, &suggested.race.office),
            GhostField::Year => swap(&mut taken.race.year, &suggested.race.year),
            GhostField::Speaker => swap(&mut taken.speaker, &suggested.speaker),
            GhostField::Date => swap(&mut taken.date, &suggested.date),
            GhostField::Hedge => swap(&mut taken.hedge, &suggested.hedge),
            GhostField::Note => swap(&mut taken.note, &suggested.note),
            GhostField::Own(at) => {
                if let Some((key, value)) = suggested.fields.iter().nth(at)
                    && taken.fields.remove(key).is_none()
                {
                    taken.fields.insert(key.clone(), value.clone());
                }
            }
            GhostField::Offered(party) => {
                if let Some(at) = kept_at(suggested, taken, party) {
                    swap(&mut taken.backings[at].slot, &suggested.backings[party].slot);
                }
            }
        });
    }

    /// Where a suggested party stands among those that are taken.
    pub fn kept_at(&self, party: usize) -> Option<usize> {
        kept_at(self.suggested.as_ref()?, self.taken.as_ref()?, party)
    }

    /// Whether anything would be otherwise than suggested.
    pub fn is_changed(&self) -> bool {
        self.suggested != self.taken
    }
}

fn kept_at(suggested: &Coalition, taken: &Coalition, party: usize) -> Option<usize> {
    let wanted = &suggested.backings.get(party)?.party;
    taken.backings.iter().position(|backing| backing.party == *wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CoalitionId, EntityId, Slot, Timestamp};

    #[test]
    fn slots_are_taken_or_left_out() {
        let mut coalition = Coalition::empty(CoalitionId::new("c").unwrap(), Timestamp(0));
        let party = |name: &str| Backing {
            party: Filler::of(EntityId::new(name).unwrap()),
            stance: Stance::Member,
            slot: None,
        };
        coalition.backings = ["party:a", "party:b", "party:c"].map(party).into();
        coalition.ticket.head = Filler::of(EntityId::new("candidate:x").unwrap());
        let id = crate::model::Claim::of_coalition(&coalition, |_| None).id();
        let ghost = Ghost { id, coalition: coalition.clone(), mentions: Default::default(), from: Vec::new() };
        let mut slots = GhostSlots::default();
        slots.begin(&ghost);
        slots.toggle(CardSlot::Party, 1);
        slots.toggle(CardSlot::Head, 0);
        slots.set_stance(2, Stance::Nominating);
        slots.next_status(StatementScheme::delivered());
        let taken = slots.of(id).unwrap();
        assert_eq!(taken.backings.iter().map(|b| b.stance).collect::<Vec<_>>(), [Stance::Member, Stance::Nominating]);
        assert!(taken.ticket.head.is_empty() && slots.is_changed());
        assert_eq!(slots.kept_at(1), None);
        slots.begin(&ghost);
        assert!(slots.is_changed(), "looking again changes nothing");
        slots.toggle(CardSlot::Party, 1);
        slots.toggle(CardSlot::Head, 0);
        slots.set_stance(2, Stance::Member);
        slots.set_status(Certainty::default());
        assert!(!slots.is_changed());
    }
    #[test]
    fn every_change_is_a_step_back() {
        let mut coalition = Coalition::empty(CoalitionId::new("c").unwrap(), Timestamp(0));
        let party = Filler::of(EntityId::new("party:a").unwrap());
        coalition.backings = vec![Backing { party, stance: Stance::Member, slot: Some(Slot::Deputy) }];
        (coalition.speaker, coalition.hedge) = ("Bima".into(), "mungkin".into());
        let id = crate::model::Claim::of_coalition(&coalition, |_| None).id();
        let ghost = Ghost { id, coalition, mentions: Default::default(), from: Vec::new() };
        let mut slots = GhostSlots::default();
        slots.begin(&ghost);
        slots.toggle_field(GhostField::Speaker);
        slots.toggle_field(GhostField::Offered(0));
        slots.toggle_field(GhostField::Date);
        let taken = slots.of(id).unwrap().clone();
        assert_eq!((taken.speaker.as_str(), taken.backings[0].slot, taken.hedge.as_str()), ("", None, "mungkin"));
        assert!(slots.step(true) && slots.step(true) && !slots.is_changed());
        assert!(!slots.step(true), "what was not there changed nothing");
        assert!(slots.step(false) && slots.step(false) && !slots.step(false));
        assert_eq!(slots.of(id), Some(&taken));
        slots.step(true);
        slots.next_status(StatementScheme::delivered());
        assert!(!slots.step(false), "another change ends what could be done again");
    }
}

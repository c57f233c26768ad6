//! A suggested coalition while a person looks it over: which slots are taken, which are left out, what is changed.

use crate::{
    model::{Certainty, Coalition, DecisionId, Filler, Stance},
    session::{CardSlot, Ghost},
};

/// The slots of the coalition that is looked over.
#[derive(Debug, Clone, Default)]
pub struct GhostSlots {
    ghost: Option<DecisionId>,
    /// As it was suggested, and as it would be accepted.
    suggested: Option<Coalition>,
    taken: Option<Coalition>,
}

impl GhostSlots {
    /// Looks a coalition over from the beginning, unless it is the one.
    pub fn begin(&mut self, ghost: &Ghost) {
        if self.ghost != Some(ghost.id) {
            let coalition = Some(ghost.coalition.clone());
            *self = Self { ghost: Some(ghost.id), suggested: coalition.clone(), taken: coalition };
        }
    }

    /// As this one would be accepted, if it is the one.
    pub fn of(&self, id: DecisionId) -> Option<&Coalition> {
        self.taken.as_ref().filter(|_| self.ghost == Some(id))
    }

    pub fn set_status(&mut self, status: Certainty) {
        if let Some(taken) = &mut self.taken {
            taken.status = status;
        }
    }

    /// The next status, round and round. `false`: nothing is looked over.
    pub fn next_status(&mut self) -> bool {
        let Some(taken) = &mut self.taken else { return false };
        taken.status = taken.status.next();
        true
    }

    pub fn set_stance(&mut self, party: usize, stance: Stance) {
        let at = self.kept_at(party);
        if let Some((taken, at)) = self.taken.as_mut().zip(at) {
            taken.backings[at].stance = stance;
        }
    }

    /// Takes a slot, or leaves it out; `party`: its place in what was suggested.
    pub fn toggle(&mut self, slot: CardSlot, party: usize) {
        let kept = self.kept_at(party);
        let (Some(suggested), Some(taken)) = (&self.suggested, &mut self.taken) else { return };
        let swap = |taken: &mut Filler, suggested: &Filler| {
            *taken = if taken.is_empty() { suggested.clone() } else { Filler::default() };
        };
        match slot {
            CardSlot::Region => {
                swap(&mut taken.race.region, &suggested.race.region);
                taken.race.office = if taken.race.region.is_empty() { None } else { suggested.race.office };
            }
            CardSlot::Head => swap(&mut taken.ticket.head, &suggested.ticket.head),
            CardSlot::Deputy => swap(&mut taken.ticket.deputy, &suggested.ticket.deputy),
            CardSlot::Party => match (kept, suggested.backings.get(party)) {
                (Some(at), _) => drop(taken.backings.remove(at)),
                (None, Some(backing)) => {
                    // Back in its order.
                    let before = |other: &crate::model::Backing| {
                        suggested.backings[..party].iter().any(|there| there.party == other.party)
                    };
                    let at = taken.backings.iter().filter(|other| before(other)).count();
                    taken.backings.insert(at, backing.clone());
                }
                (None, None) => {}
            },
        }
    }

    /// Where a suggested party stands among those that are taken.
    pub fn kept_at(&self, party: usize) -> Option<usize> {
        let wanted = &self.suggested.as_ref()?.backings.get(party)?.party;
        self.taken.as_ref()?.backings.iter().position(|backing| backing.party == *wanted)
    }

    /// Whether anything would be otherwise than suggested.
    pub fn is_changed(&self) -> bool {
        self.suggested != self.taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Backing, CoalitionId, EntityId, Timestamp};

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
        slots.next_status();
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
}

//! Did it come true? What is known of an election beyond the articles: who was registered under which number, how many
//! pairs ran, when registration was, which rule of nomination was in force. Unknown is unknown.

use std::collections::BTreeSet;

use super::{ElectionFacts, RaceKey};
use crate::{
    gazetteer::{Gazetteer, RegisteredPair},
    model::{Date, Entity, EntityId},
};

/// Whether a ticket was registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Registered {
    Yes,
    No,
    Unknown,
}

impl Registered {
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// What became of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketOutcome<'f> {
    pub registered: Registered,
    /// The pair's number on the ballot.
    pub ballot: Option<u8>,
    pub pairs_in_race: Option<usize>,
    /// Days from the statement to the first day of registration; negative: after it.
    pub days_to_registration: Option<i64>,
    /// The key of the rule in force on the statement's day.
    pub threshold: Option<&'f str>,
}

/// What became of a ticket that was spoken of on a day. `entity` tells the names of people that the project added.
pub fn outcome<'e, 'f>(
    race: &RaceKey,
    head: Option<&EntityId>,
    deputy: Option<&EntityId>,
    day: Option<Date>,
    entity: &dyn Fn(&EntityId) -> Option<&'e Entity>,
    elections: &'f ElectionFacts,
) -> TicketOutcome<'f> {
    let pairs = elections.pairs(race);
    let (registered, ballot) = match (pairs, head) {
        (Some(pairs), Some(head)) => registration(pairs, head, deputy, elections.gazetteer(), entity),
        _ => (Registered::Unknown, None),
    };
    let registration = elections.election(race).and_then(|election| election.registration);
    TicketOutcome {
        registered,
        ballot,
        pairs_in_race: pairs.map(<[RegisteredPair]>::len),
        days_to_registration: registration
            .zip(day.filter(|day| day.is_day()))
            .map(|(registration, day)| registration.from.days() - day.days()),
        threshold: day
            .and_then(|day| elections.calendar().threshold(day, race.office))
            .map(|threshold| threshold.key.as_str()),
    }
}

fn registration<'e>(
    pairs: &[RegisteredPair],
    head: &EntityId,
    deputy: Option<&EntityId>,
    gazetteer: &Gazetteer,
    entity: &dyn Fn(&EntityId) -> Option<&'e Entity>,
) -> (Registered, Option<u8>) {
    let names = |id: &EntityId, other: &EntityId| names_in_words(id, other, gazetteer, entity);
    let may_be = |id: &EntityId, other: &EntityId| id == other || is_perhaps(&names(id, other));
    if let Some(pair) = pairs.iter().find(|pair| pair.head == *head && deputy.is_none_or(|id| *id == pair.deputy)) {
        return (Registered::Yes, Some(pair.ballot));
    }
    // Somebody whom the project calls by another name may be the one who was registered: not known, until it is linked.
    // So may who ran with the same deputy and shares a name with the head: a first name is often written otherwise.
    let perhaps = pairs.iter().any(|pair| {
        (may_be(head, &pair.head) && deputy.is_none_or(|id| may_be(id, &pair.deputy)))
            || (deputy.is_some_and(|id| may_be(id, &pair.deputy)) && shares_a_name(&names(head, &pair.head)))
    });
    (if perhaps { Registered::Unknown } else { Registered::No }, None)
}

/// The names of a person of the project and of a registered one, word by word.
type NameWords = (Vec<BTreeSet<String>>, Vec<BTreeSet<String>>);

/// Whether a person of the project may be a registered one: all words of one name stand in the other.
fn is_perhaps((own, theirs): &NameWords) -> bool {
    theirs.iter().any(|theirs| {
        own.iter().any(|own| !own.is_empty() && !theirs.is_empty() && (own.is_subset(theirs) || theirs.is_subset(own)))
    })
}

/// Whether a person of the project and a registered one have a name in common that is no initial.
fn shares_a_name((own, theirs): &NameWords) -> bool {
    let long = |word: &&String| word.chars().count() > 2;
    theirs.iter().flatten().filter(long).any(|word| own.iter().any(|own| own.contains(word)))
}

/// None of the first if the gazetteer itself knows who it is.
fn names_in_words<'e>(
    id: &EntityId,
    registered: &EntityId,
    gazetteer: &Gazetteer,
    entity: &dyn Fn(&EntityId) -> Option<&'e Entity>,
) -> NameWords {
    let words = |name: &str| -> BTreeSet<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let own = match (gazetteer.entity(id), entity(id)) {
        (Some(_), _) => Vec::new(),
        (None, Some(entity)) => entity.names().map(words).collect(),
        (None, None) => vec![words(id.local())],
    };
    let theirs = gazetteer.entity(registered).map_or_else(Vec::new, |entity| entity.names().map(words).collect());
    (own, theirs)
}

/// Whether a nomination meets the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    Yes,
    No,
    Unknown,
}

impl Met {
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answers::testing::{day, entity},
        model::{KindKey, Office},
    };

    fn banten() -> RaceKey {
        RaceKey { region: Some(entity("region:36")), office: Some(Office::GOVERNOR), year: Some(2024) }
    }

    #[test]
    fn what_was_registered() {
        let own = Entity::new(entity("candidate:andra"), KindKey::candidate(), "Andra");
        let other = Entity::new(entity("candidate:rusmin"), KindKey::candidate(), "Rusmin Jaya");
        let known = |id: &EntityId| [&own, &other].into_iter().find(|entity| entity.id == *id);
        let of = |race: &RaceKey, head: &str, deputy: &str| {
            let id = |id: &str| (!id.is_empty()).then(|| entity(&format!("candidate:{id}")));
            let outcome = outcome(
                race,
                id(head).as_ref(),
                id(deputy).as_ref(),
                Some(day("2024-08-19")),
                &known,
                ElectionFacts::delivered(),
            );
            (outcome.registered, outcome.ballot)
        };
        let pair = ElectionFacts::delivered()
            .pairs(&banten())
            .unwrap()
            .iter()
            .find(|pair| pair.head.local() == "andra-soni")
            .unwrap();
        assert_eq!(of(&banten(), "andra-soni", pair.deputy.local()), (Registered::Yes, Some(pair.ballot)));
        assert_eq!(of(&banten(), "andra-soni", ""), (Registered::Yes, Some(pair.ballot)));
        assert_eq!(of(&banten(), "andra-soni", "rusmin"), (Registered::No, None));
        assert_eq!(of(&banten(), "rusmin", ""), (Registered::No, None));
        assert_eq!(of(&banten(), "andra", ""), (Registered::Unknown, None), "perhaps Andra Soni");
        let deputy = pair.deputy.local();
        assert_eq!(of(&banten(), "soni-jaya", deputy), (Registered::Unknown, None), "a name and the deputy are his");
        assert_eq!(of(&banten(), "soni-jaya", ""), (Registered::No, None));
        assert_eq!(of(&banten(), "rusmin", deputy), (Registered::No, None), "another head");
        assert_eq!(of(&banten(), "", ""), (Registered::Unknown, None));
        let earlier = RaceKey { year: Some(2017), ..banten() };
        assert_eq!(of(&earlier, "andra-soni", ""), (Registered::Unknown, None));
        let mayor = RaceKey { office: Some(Office::MAYOR), ..banten() };
        assert_eq!(of(&mayor, "andra-soni", ""), (Registered::Unknown, None), "Banten elects no mayor");
    }

    #[test]
    fn the_rule_of_the_day_and_the_days_to_registration() {
        let facts = ElectionFacts::delivered();
        let of = |at: &str| outcome(&banten(), None, None, Some(day(at)), &|_| None, facts);
        assert_eq!(
            ["2016-06-30", "2024-08-19", "2024-08-20"].map(|at| of(at).threshold),
            [None, Some("law-10-2016"), Some("ruling-60-2024")]
        );
        assert_eq!(["2024-08-20", "2024-08-29"].map(|at| of(at).days_to_registration), [Some(7), Some(-2)]);
        let earlier = RaceKey { year: Some(2018), ..banten() };
        for race in [RaceKey::default(), earlier] {
            assert_eq!(
                outcome(&race, None, None, Some(day("2018-01-01")), &|_| None, facts).days_to_registration,
                None
            );
        }
    }
}

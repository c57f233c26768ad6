//! Did it come true? What is known of an election beyond the articles: who was registered under which number, how many
//! pairs ran, when registration was, which rule of nomination was in force. Unknown is unknown.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;

use super::RaceKey;
use crate::{
    gazetteer::{Gazetteer, RegisteredPair},
    model::{Date, Entity, EntityId, Office, StatementScheme},
};

/// The election of which the pairs are known.
pub const PAIRS_OF: i16 = 2024;

/// See the head of `elections.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElectionTables {
    elections: Vec<Election>,
    thresholds: Vec<Threshold>,
}

/// A day on which regional elections were held.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Election {
    pub year: i16,
    pub day: Date,
    /// The first and the last day of registration.
    pub registration: (Date, Date),
}

/// A rule by which parties may nominate.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// As tables name it.
    pub key: String,
    /// As people cite it.
    pub name: String,
    /// The first day on which it was in force; it ends where the next one begins.
    pub from: Date,
    pub rule: String,
    /// Of the seats, in thousandths, if seats are enough.
    pub seats: Option<u64>,
    /// Of the valid votes, in thousandths, up to so many voters: for governors, then for regents and mayors.
    pub votes: (VoteSteps, VoteSteps),
}

/// Shares of the votes, each up to so many voters.
pub type VoteSteps = Vec<(u64, u64)>;

impl Threshold {
    /// The share of the votes that is needed; `None`: it depends on how many voters there are, and that is not known.
    pub fn votes_for(&self, office: Office, voters: Option<u64>) -> Option<u64> {
        let steps = if office == Office::GOVERNOR { &self.votes.0 } else { &self.votes.1 };
        match (steps.as_slice(), voters) {
            ([(_, share)], _) => Some(*share),
            (steps, Some(voters)) => steps.iter().find(|(most, _)| voters <= *most).map(|(_, share)| *share),
            _ => None,
        }
    }
}

static TABLES: LazyLock<ElectionTables> = LazyLock::new(|| {
    // The table is part of the program, and a test reads it.
    ron::from_str(include_str!("../../assets/gazetteer/id-2024/elections.ron")).expect("elections.ron")
});

/// The election of a year.
pub fn election(year: i16) -> Option<&'static Election> {
    TABLES.elections.iter().find(|election| election.year == year)
}

impl RaceKey {
    /// The regional election that it is part of.
    pub fn election(&self) -> Option<&'static Election> {
        self.year.filter(|_| self.office.is_none_or(|office| Office::DELIVERED.contains(&office))).and_then(election)
    }
}

/// All elections, by year.
pub fn elections() -> &'static [Election] {
    &TABLES.elections
}

/// The rule that was in force on a day.
pub fn threshold(day: Date) -> Option<&'static Threshold> {
    TABLES.thresholds.iter().rev().find(|threshold| threshold.from <= day)
}

/// All rules, the earliest first.
pub fn thresholds() -> &'static [Threshold] {
    &TABLES.thresholds
}

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
pub struct TicketOutcome {
    pub registered: Registered,
    /// The pair's number on the ballot.
    pub ballot: Option<u8>,
    pub pairs_in_race: Option<usize>,
    /// Days from the statement to the first day of registration; negative: after it.
    pub days_to_registration: Option<i64>,
    /// The key of the rule in force on the statement's day.
    pub threshold: Option<&'static str>,
}

/// The registered pairs of a race; `None` where they are not known.
pub fn pairs(race: &RaceKey) -> Option<&'static [RegisteredPair]> {
    let (region, office) = (race.region.as_ref()?, race.office?);
    let gazetteer = Gazetteer::builtin();
    let known = race.year == Some(PAIRS_OF) && gazetteer.elects(region) == Some(office);
    Some(gazetteer.pairs(region)).filter(|pairs| known && !pairs.is_empty())
}

/// What became of a ticket that was spoken of on a day. `entity` tells the names of people that the project added. Of other
/// elections than the regional ones nothing is known.
pub fn outcome<'e>(
    race: &RaceKey,
    head: Option<&EntityId>,
    deputy: Option<&EntityId>,
    day: Option<Date>,
    entity: &dyn Fn(&EntityId) -> Option<&'e Entity>,
    statements: &StatementScheme,
) -> TicketOutcome {
    let regional = statements.is_regional(race.office);
    let pairs = pairs(race);
    let (registered, ballot) = match (pairs, head) {
        (Some(pairs), Some(head)) => registration(pairs, head, deputy, entity),
        _ => (Registered::Unknown, None),
    };
    let registration = race.year.filter(|_| regional).and_then(election).map(|election| election.registration.0);
    TicketOutcome {
        registered,
        ballot,
        pairs_in_race: pairs.map(<[RegisteredPair]>::len),
        days_to_registration: registration
            .zip(day.filter(|day| day.is_day()))
            .map(|(registration, day)| registration.days() - day.days()),
        threshold: day.filter(|_| regional).and_then(threshold).map(|threshold| threshold.key.as_str()),
    }
}

fn registration<'e>(
    pairs: &[RegisteredPair],
    head: &EntityId,
    deputy: Option<&EntityId>,
    entity: &dyn Fn(&EntityId) -> Option<&'e Entity>,
) -> (Registered, Option<u8>) {
    let may_be = |id: &EntityId, other: &EntityId| id == other || is_perhaps(id, other, entity);
    if let Some(pair) = pairs.iter().find(|pair| pair.head == *head && deputy.is_none_or(|id| *id == pair.deputy)) {
        return (Registered::Yes, Some(pair.ballot));
    }
    // Somebody whom the project calls by another name may be the one who was registered: not known, until it is linked.
    // So may who ran with the same deputy and shares a name with the head: a first name is often written otherwise.
    let perhaps = pairs.iter().any(|pair| {
        (may_be(head, &pair.head) && deputy.is_none_or(|id| may_be(id, &pair.deputy)))
            || (deputy.is_some_and(|id| may_be(id, &pair.deputy)) && shares_a_name(head, &pair.head, entity))
    });
    (if perhaps { Registered::Unknown } else { Registered::No }, None)
}

/// Whether a person of the project may be a registered one: all words of one name stand in the other.
fn is_perhaps<'e>(id: &EntityId, registered: &EntityId, entity: &dyn Fn(&EntityId) -> Option<&'e Entity>) -> bool {
    let (own, theirs) = names_in_words(id, registered, entity);
    theirs.iter().any(|theirs| {
        own.iter().any(|own| !own.is_empty() && !theirs.is_empty() && (own.is_subset(theirs) || theirs.is_subset(own)))
    })
}

/// Whether a person of the project and a registered one have a name in common that is no initial.
fn shares_a_name<'e>(id: &EntityId, registered: &EntityId, entity: &dyn Fn(&EntityId) -> Option<&'e Entity>) -> bool {
    let (own, theirs) = names_in_words(id, registered, entity);
    let long = |word: &&String| word.chars().count() > 2;
    theirs.iter().flatten().filter(long).any(|word| own.iter().any(|own| own.contains(word)))
}

/// The names of a person of the project and of a registered one, word by word; none of the first if the program itself
/// knows who it is.
fn names_in_words<'e>(
    id: &EntityId,
    registered: &EntityId,
    entity: &dyn Fn(&EntityId) -> Option<&'e Entity>,
) -> (Vec<BTreeSet<String>>, Vec<BTreeSet<String>>) {
    let words = |name: &str| -> BTreeSet<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let gazetteer = Gazetteer::builtin();
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
        model::KindKey,
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
                StatementScheme::delivered(),
            );
            (outcome.registered, outcome.ballot)
        };
        let pair = pairs(&banten()).unwrap().iter().find(|pair| pair.head.local() == "andra-soni").unwrap();
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
        let rule = |at: &str| threshold(day(at)).map(|threshold| threshold.key.as_str());
        assert_eq!(
            [rule("2016-06-30"), rule("2024-08-19"), rule("2024-08-20")],
            [None, Some("law-10-2016"), Some("ruling-60-2024")]
        );
        let days = |at: &str| {
            outcome(&banten(), None, None, Some(day(at)), &|_| None, StatementScheme::delivered()).days_to_registration
        };
        assert_eq!([days("2024-08-20"), days("2024-08-29")], [Some(7), Some(-2)]);
        assert_eq!(
            outcome(&RaceKey::default(), None, None, None, &|_| None, StatementScheme::delivered())
                .days_to_registration,
            None
        );
        assert!(elections().is_sorted_by_key(|election| election.day) && thresholds().is_sorted_by_key(|one| one.from));
    }
}

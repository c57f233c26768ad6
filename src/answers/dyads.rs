//! Two parties in one race: with each other, against each other, or neither, by what stands of their words; and which
//! parties never meet.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Book, Ledger, LedgerColumn, RaceKey, Stated,
    contradiction::says_the_same,
    on_day::OnDay,
    standing::{PartyStanding, goes_elsewhere, takes_back},
};
use crate::model::{ArticleId, Certainty, ChoiceSign, Date, EntityId, StatementSummary, StatusSense};

/// How two parties stand to each other in a race.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DyadRelation {
    /// On one ticket, or in one coalition that nothing later took back.
    Together,
    /// On two tickets.
    Against,
    /// One of them said no last: to the other, to its ticket, or to all.
    Apart,
    /// Nothing tells.
    Open,
}

impl DyadRelation {
    pub const ALL: [Self; 4] = [Self::Together, Self::Against, Self::Apart, Self::Open];

    pub fn key(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Against => "against",
            Self::Apart => "apart",
            Self::Open => "open",
        }
    }
}

/// Two parties in one race. The first comes first by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dyad {
    pub race: RaceKey,
    pub parties: (EntityId, EntityId),
    pub relation: DyadRelation,
    /// Whether what they stand together or against each other by is confirmed.
    pub confirmed: bool,
    /// Statements that both stand in, by status.
    pub statuses: BTreeMap<Certainty, usize>,
    pub stories: usize,
    pub articles: usize,
    /// First and last day of a statement that both stand in.
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// What is counted of two parties while their race is gone through.
#[derive(Default)]
struct Joint<'l> {
    statuses: BTreeMap<Certainty, usize>,
    stories: BTreeSet<&'l ArticleId>,
    articles: BTreeSet<&'l ArticleId>,
    first: Option<Date>,
    last: Option<Date>,
}

/// The pairs of parties of one race by a day: those in one statement, and those with a last word each.
pub fn dyads(ledger: &Ledger, race: &RaceKey, book: &Book, at: Option<Date>) -> Vec<Dyad> {
    let mut joint: BTreeMap<(&EntityId, &EntityId), Joint<'_>> = BTreeMap::new();
    let mut by_day: Vec<Stated<'_>> = Vec::new();
    for stated in ledger.statements(book) {
        match stated.day.known() {
            Some(_) if !stated.day.is_by(at) => continue,
            Some(_) => by_day.push(stated),
            None => {}
        }
        for pair in pairs_of(stated.statement) {
            joint.entry(pair).or_default().add(&stated);
        }
    }
    let mut parties: BTreeMap<&EntityId, PartyStanding<Stated<'_>>> = BTreeMap::new();
    let mut ties = Ties::default();
    if !ledger.is_open(race) {
        for (column, mut stated) in ledger.columns(book) {
            stated.retain(|one| one.day.is_by(at));
            if let (LedgerColumn::Party(id), false) = (column, stated.is_empty()) {
                parties.insert(id, PartyStanding::of(&stated));
            }
        }
        by_day.chunk_by(|a, b| a.day == b.day).for_each(|of_day| ties.add_day(of_day));
    }
    let ids: Vec<&EntityId> = parties.keys().copied().collect();
    for (place, one) in ids.iter().enumerate() {
        for two in &ids[place + 1..] {
            joint.entry((one, two)).or_default();
        }
    }
    let dyad = |(pair, joint): ((&EntityId, &EntityId), Joint<'_>)| {
        let (relation, confirmed) = match (parties.get(pair.0), parties.get(pair.1)) {
            (Some(one), Some(two)) => relation(one, two, &ties.of(pair)),
            _ => (DyadRelation::Open, false),
        };
        Dyad {
            race: race.clone(),
            parties: (pair.0.clone(), pair.1.clone()),
            relation,
            confirmed,
            statuses: joint.statuses,
            stories: joint.stories.len(),
            articles: joint.articles.len(),
            first: joint.first,
            last: joint.last,
        }
    };
    joint.into_iter().map(dyad).collect()
}

/// The linked parties of a statement, two by two, each pair in its order.
fn pairs_of(statement: &StatementSummary) -> impl Iterator<Item = (&EntityId, &EntityId)> {
    let mut parties: Vec<&EntityId> = statement.party_ids().collect();
    parties.sort();
    let pairs = (0..parties.len()).flat_map(|at| (at + 1..parties.len()).map(move |other| (at, other)));
    pairs.map(|(at, other)| (parties[at], parties[other])).collect::<Vec<_>>().into_iter()
}

/// What two parties said of each other, as far as it stands.
#[derive(Default, Clone)]
struct Tie<'l> {
    /// What was confirmed or explored of both, by day.
    live: Vec<Stated<'l>>,
    /// The latest denial that names both, if nothing was affirmed of both since: without a ticket, and with one.
    no: Option<Stated<'l>>,
    no_with_ticket: Option<Stated<'l>>,
}

impl<'l> Tie<'l> {
    /// Forgets what was affirmed of both, and what they stood on two sides of, where it does not stand any more.
    fn forget(&mut self, is_gone: impl Fn(&Stated<'l>) -> bool) {
        self.live.retain(|one| !is_gone(one));
        for no in [&mut self.no, &mut self.no_with_ticket] {
            no.take_if(|no| no.sense().affirms() && is_gone(no));
        }
    }
}

/// The ties of all pairs of a race.
#[derive(Default)]
struct Ties<'l>(BTreeMap<(&'l EntityId, &'l EntityId), Tie<'l>>);

impl<'l> Ties<'l> {
    fn of(&self, pair: (&'l EntityId, &'l EntityId)) -> Tie<'l> {
        self.0.get(&pair).cloned().unwrap_or_default()
    }

    /// As [`PartyStanding::add_day`]: what is affirmed on a day stands, whatever else the same day denies.
    fn add_day(&mut self, of_day: &[Stated<'l>]) {
        for no in of_day {
            let said = no.statement;
            if no.sense().ends() {
                self.of_any(no, false).for_each(|tie| tie.forget(|one| takes_back(said, one.statement)));
            }
            for pair in pairs_of(said) {
                let sense = sense_for(no, pair);
                if !sense.ends() {
                    continue;
                }
                let tie = self.0.entry(pair).or_default();
                tie.forget(|one| takes_back(said, one.statement));
                // Who says no to one partner may well go with the others: only what names both is about both.
                if said.head.is_none() {
                    tie.live.clear();
                }
                match (sense, &said.head) {
                    (StatusSense::Refused, None) => tie.no = Some(*no),
                    (StatusSense::Refused, Some(_)) => tie.no_with_ticket = Some(*no),
                    _ => {}
                }
            }
        }
        let affirmed = || of_day.iter().filter(|one| one.sense().affirms());
        for one in affirmed().filter(|one| one.statement.head.is_some()) {
            self.of_any(one, true).for_each(|tie| tie.forget(|other| goes_elsewhere(one, other)));
        }
        for one in affirmed() {
            for pair in pairs_of(one.statement).filter(|pair| sense_for(one, *pair).affirms()) {
                let tie = self.0.entry(pair).or_default();
                tie.live.retain(|other| !says_the_same(other.statement, one.statement));
                tie.live.push(*one);
                (tie.no, tie.no_with_ticket) = (None, None);
            }
        }
    }

    /// The ties of any party that a statement names. `backing`: that stands for its ticket.
    fn of_any(&mut self, said: &Stated<'l>, backing: bool) -> impl Iterator<Item = &mut Tie<'l>> {
        let named = |id: &&EntityId| !backing || side(said, id) == ChoiceSign::Plus;
        let named: Vec<&'l EntityId> = said.statement.party_ids().filter(named).collect();
        let is_named = move |id: &EntityId| named.contains(&id);
        self.0.iter_mut().filter(move |((one, two), _)| is_named(one) || is_named(two)).map(|(_, tie)| tie)
    }
}

/// Whether a party stands for what is said or against it.
fn side(said: &Stated<'_>, party: &EntityId) -> ChoiceSign {
    said.scheme.side_of(said.statement.stances_of(party))
}

/// What a statement says of two of its parties: who stands on two sides of what is affirmed is apart; two who are both
/// against it are in no coalition by that.
fn sense_for(said: &Stated<'_>, (one, two): (&EntityId, &EntityId)) -> StatusSense {
    let (one, two) = (side(said, one), side(said, two));
    match (said.sense(), one.together(two)) {
        (sense, Some(true)) if one == ChoiceSign::Plus => sense,
        (StatusSense::Decided | StatusSense::Explored, Some(false)) => StatusSense::Refused,
        _ => StatusSense::Unsaid,
    }
}

/// How two parties stand to each other, and whether all that this rests on is decided. A denial counts only towards those
/// whom it names, by name or by their ticket; what was said before of others stands.
fn relation(one: &PartyStanding<Stated<'_>>, two: &PartyStanding<Stated<'_>>, tie: &Tie<'_>) -> (DyadRelation, bool) {
    let is_confirmed = |said: &Stated<'_>| said.sense() == StatusSense::Decided;
    let tied = tie.live.iter().map(|one| (one.day, is_confirmed(one))).max();
    if let (Some(a), Some(b)) = (one.ticket(), two.ticket()) {
        let confirmed = is_confirmed(&a) && is_confirmed(&b);
        let is_later = |no: &Stated<'_>| no.day > a.day.min(b.day);
        return match (a.statement.head == b.statement.head, tied) {
            (true, _) if tie.no.as_ref().is_some_and(is_later) => (DyadRelation::Apart, false),
            (true, _) => (DyadRelation::Together, confirmed),
            // They say that they go together after either said for whom: that is their last word.
            (false, Some((day, confirmed))) if day > a.day.max(b.day) => (DyadRelation::Together, confirmed),
            (false, _) => (DyadRelation::Against, confirmed),
        };
    }
    let refuses = |one: &PartyStanding<Stated<'_>>, two: &PartyStanding<Stated<'_>>| {
        let head = two.ticket().and_then(|said| said.statement.head.as_ref());
        head.and_then(|head| one.denied_ticket(head)).map(|no| no.day)
    };
    let refused = refuses(one, two).max(refuses(two, one));
    if let Some((_, confirmed)) = tied.filter(|(day, _)| refused.is_none_or(|refused| refused <= *day)) {
        return (DyadRelation::Together, confirmed);
    }
    let said_no = tie.no.is_some() || tie.no_with_ticket.is_some() || refused.is_some();
    // What was, or what nobody says how firmly, tells nothing of today.
    match said_no || one.denied_all().is_some() || two.denied_all().is_some() {
        true => (DyadRelation::Apart, false),
        false => (DyadRelation::Open, false),
    }
}

impl<'l> Joint<'l> {
    fn add(&mut self, stated: &Stated<'l>) {
        *self.statuses.entry(stated.statement.status).or_default() += 1;
        self.stories.insert(stated.story);
        self.articles.insert(&stated.article.id);
        let day = stated.day.known();
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = [self.last, day].into_iter().flatten().max();
    }
}

/// Pairs of parties that have statements in some of these races by a day (`None`: at all) and never stand in one together,
/// the busiest first.
pub fn never_met<'l>(
    ledger: &'l Ledger,
    races: impl IntoIterator<Item = &'l RaceKey>,
    at: Option<Date>,
) -> Vec<(EntityId, EntityId)> {
    let mut met: BTreeSet<(&EntityId, &EntityId)> = BTreeSet::new();
    let mut counts: BTreeMap<&EntityId, usize> = BTreeMap::new();
    let books = races.into_iter().filter_map(|race| ledger.book(race));
    for stated in books.flat_map(|book| ledger.statements(book)) {
        // What has no day that can be trusted may have been said by any day, and counts where none is asked for.
        if at.is_some() && !stated.day.is_by(at) {
            continue;
        }
        let parties: Vec<&EntityId> = stated.statement.party_ids().collect();
        for one in &parties {
            *counts.entry(*one).or_default() += 1;
            met.extend(parties.iter().filter(|two| one < *two).map(|two| (*one, *two)));
        }
    }
    let mut busiest: Vec<(&EntityId, usize)> = counts.into_iter().collect();
    busiest.sort_by_key(|(_, statements)| std::cmp::Reverse(*statements));
    let mut never = Vec::new();
    for (place, (two, _)) in busiest.iter().enumerate() {
        for (one, _) in &busiest[..place] {
            let pair = if one < two { (*one, *two) } else { (*two, *one) };
            if !met.contains(&pair) {
                never.push((pair.0.clone(), pair.1.clone()));
            }
        }
    }
    never
}

#[cfg(test)]
mod tests;

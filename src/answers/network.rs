//! The network of parties (or of parties and races): who stands with whom, counted as asked. Statements are counted in
//! one after another; what is held are parties, ties and numbers of units, no text.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{CountingOptions, Day, ElectionFacts, Mode, RaceKey, Sign, Unit, interner::Interner};
use crate::model::{ArticleId, ArticleMeta, Certainty, ChoiceSign, Date, EntityId, Stance, StatementSummary};

/// What one end of a tie is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeId {
    Party(EntityId),
    Race(RaceKey),
}

/// A party or a race with what was counted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkNode {
    pub id: NodeId,
    /// Mentions, where the counter was told of them.
    pub mentions: usize,
    /// Articles that mention it or have a statement with it.
    pub articles: usize,
    /// Statements in the window that it stands in, whatever their status.
    pub statements: usize,
    /// Of these, by how the party stands in them (in two ways in one statement: both).
    pub stances: BTreeMap<Stance, usize>,
    /// Units that count and in which it stands, alone or with others: what normalisations divide by.
    pub activity: usize,
}

/// A tie. Ends are places in [`Network::nodes`]; the network has no direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    pub ends: (usize, usize),
    /// Units that draw together less those that pull apart, each divided as asked.
    pub weight: f64,
    pub positive: usize,
    pub negative: usize,
    /// Statements that count.
    pub statements: usize,
    /// All statements in the window that name both, by status and however they stand.
    pub statuses: BTreeMap<Certainty, usize>,
    /// Articles, stories and races of the statements that count.
    pub articles: usize,
    pub stories: usize,
    pub races: BTreeSet<RaceKey>,
    /// First and last day of these, as far as it is known.
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// Nodes in the order of their ids, ties in the order of their ends.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    pub nodes: Vec<NetworkNode>,
    pub edges: Vec<Edge>,
    /// Statements that would count and are in no tie for one of the reasons of [`Outside`].
    pub outside: usize,
}

/// Why a statement is not in the network although its status and its parties would let it be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCounted {
    /// There is a window of days, and the statement has no day that can be trusted.
    NoDay,
    /// Parties are tied to races, and its race is open.
    OpenRace,
}

/// Counts statements into a network.
pub struct Counter {
    counting: CountingOptions,
    elections: Arc<ElectionFacts>,
    nodes: Interner<NodeId>,
    counts: Vec<NodeCount>,
    edges: FxHashMap<(u32, u32), EdgeCount>,
    stories: Interner<ArticleId>,
    races: Interner<RaceKey>,
    /// How parties stand in statements, and which side that is.
    stances: Interner<Box<[Stance]>>,
    sides: Vec<ChoiceSign>,
    /// Whether each of them is open, and its node where it has one.
    race_nodes: Vec<(bool, Option<u32>)>,
    months: FxHashMap<(u32, Option<i32>), u32>,
    article: u32,
    statement: u32,
    outside: usize,
    /// Nodes of the statement that is counted, with their sides.
    ends: Vec<(u32, ChoiceSign)>,
}

/// A statement in numbers.
pub(super) struct Tallied<'t> {
    pub day: Option<Date>,
    pub status: Certainty,
    pub story: u32,
    pub race: u32,
    /// Nodes of its parties, each with how it stands: a number of the counter's ways.
    pub parties: &'t [(u32, u32)],
}

/// What a statement adds to a tie.
#[derive(Clone, Copy)]
struct Tied {
    status: Certainty,
    /// What its status does to whoever stands on one side.
    draws: Option<bool>,
    unit: Option<u32>,
    /// `None`: the race is open.
    race: Option<u32>,
    story: u32,
    day: Option<Date>,
}

#[derive(Default)]
struct NodeCount {
    mentions: usize,
    articles: Distinct,
    statements: usize,
    /// By the number of the way in which it stands.
    stances: Vec<usize>,
    units: Distinct,
}

#[derive(Default)]
struct EdgeCount {
    positive: Distinct,
    negative: Distinct,
    statements: usize,
    statuses: BTreeMap<Certainty, usize>,
    articles: Distinct,
    stories: Distinct,
    races: FxHashSet<u32>,
    first: Option<Date>,
    last: Option<Date>,
}

impl Counter {
    pub fn new(counting: CountingOptions, elections: Arc<ElectionFacts>) -> Self {
        Self {
            counting,
            elections,
            nodes: Interner::default(),
            counts: Vec::new(),
            edges: FxHashMap::default(),
            stories: Interner::default(),
            races: Interner::default(),
            stances: Interner::default(),
            sides: Vec::new(),
            race_nodes: Vec::new(),
            months: FxHashMap::default(),
            article: 0,
            statement: 0,
            outside: 0,
            ends: Vec::new(),
        }
    }

    /// A counter that knows races, and ways in which parties stand, by their numbers.
    pub(super) fn of_numbers(
        counting: CountingOptions,
        elections: Arc<ElectionFacts>,
        races: &[RaceKey],
        stances: &[Box<[Stance]>],
    ) -> Self {
        let mut counter = Self::new(counting, elections);
        for race in races {
            counter.race(race);
        }
        for way in stances {
            counter.way(way);
        }
        counter
    }

    pub fn counting(&self) -> &CountingOptions {
        &self.counting
    }

    /// Begins an article: statements and mentions that follow are its.
    pub fn article(&mut self) {
        self.article += 1;
    }

    /// A mention of a party in the article.
    pub fn mention(&mut self, party: &EntityId) {
        let node = self.party(party);
        self.counts[node as usize].mentions += 1;
        self.counts[node as usize].articles.add(self.article);
    }

    /// A statement of the article, which belongs to a story. Returns why it is outside, if it would count.
    pub fn statement(
        &mut self,
        statement: &StatementSummary,
        article: &ArticleMeta,
        story: &ArticleId,
    ) -> Option<NotCounted> {
        let way = |id: &EntityId| -> Box<[Stance]> { statement.stances_of(id).into_iter().collect() };
        let parties: Vec<(u32, u32)> = statement.party_ids().map(|id| (self.party(id), self.way(&way(id)))).collect();
        let day = Day::of(statement, article, self.counting.guessed_dates, self.elections.calendar()).known();
        let (story, race) = (self.stories.place(story), self.race(&RaceKey::of(statement)));
        self.tally(&Tallied { day, status: statement.status, story, race, parties: &parties })
    }

    pub(super) fn tally(&mut self, one: &Tallied<'_>) -> Option<NotCounted> {
        let outside = self.count(one);
        self.outside += usize::from(outside.is_some());
        outside
    }

    fn count(&mut self, one: &Tallied<'_>) -> Option<NotCounted> {
        let Tallied { day, status, story, race, parties } = *one;
        self.statement += 1;
        for (node, _) in parties {
            self.counts[*node as usize].articles.add(self.article);
        }
        let draws = self.counting.draws(status, self.elections.statements());
        if !self.counting.has_day(day) {
            return (draws.is_some() && day.is_none()).then_some(NotCounted::NoDay);
        }
        let (open, _) = self.race_nodes[race as usize];
        for (node, way) in parties {
            let count = &mut self.counts[*node as usize];
            count.statements += 1;
            let way = *way as usize;
            if count.stances.len() <= way {
                count.stances.resize(way + 1, 0);
            }
            count.stances[way] += 1;
        }
        let race_node = match self.counting.mode {
            Mode::Parties => None,
            Mode::Races if open => return draws.is_some().then_some(NotCounted::OpenRace),
            Mode::Races => Some(self.race_node(race)),
        };
        let unit = draws.map(|_| match self.counting.unit {
            Unit::Story => story,
            Unit::Article => self.article,
            Unit::Statement => self.statement,
            Unit::RaceMonth => {
                let month = day.map(|day| i32::from(day.year()) * 12 + i32::from(day.month()));
                // Statements on open races may be about different ones: each is a unit of its own, above all races.
                let race = if open { u32::MAX - self.statement } else { race };
                let next = self.months.len() as u32;
                *self.months.entry((race, month)).or_insert(next)
            }
        });
        if let Some(node) = race_node {
            let count = &mut self.counts[node as usize];
            count.statements += 1;
            count.articles.add(self.article);
        }
        let mut ends = std::mem::take(&mut self.ends);
        ends.clear();
        ends.extend(parties.iter().map(|(node, way)| (*node, self.sides[*way as usize])));
        if let Some(unit) = unit {
            // A race is reached by what ties a party to it.
            let race = race_node.filter(|_| !ends.is_empty());
            let nodes = ends.iter().map(|(node, _)| *node).chain(race);
            nodes.for_each(|node| self.counts[node as usize].units.add(unit));
        }
        let tied = Tied { status, draws, unit, race: (!open).then_some(race), story, day };
        match race_node {
            Some(race) => {
                for (party, side) in &ends {
                    self.tie((*party, race), &tied, side.together(ChoiceSign::Plus));
                }
            }
            None => {
                ends.sort_unstable();
                for (at, (one, side)) in ends.iter().enumerate() {
                    for (other, other_side) in &ends[at + 1..] {
                        let side_by_side = match (side, other_side, draws) {
                            // Two who were against what is refused now are by that neither with each other nor apart.
                            (ChoiceSign::Minus, ChoiceSign::Minus, Some(false)) => None,
                            _ => side.together(*other_side),
                        };
                        self.tie((*one, *other), &tied, side_by_side);
                    }
                }
            }
        }
        self.ends = ends;
        None
    }

    /// `together`: whether both ends stand on one side; `None`: one of them takes no side.
    fn tie(&mut self, ends: (u32, u32), tied: &Tied, together: Option<bool>) {
        let edge = self.edges.entry(ends).or_default();
        *edge.statuses.entry(tied.status).or_default() += 1;
        let (Some(draws), Some(unit), Some(together)) = (tied.draws, tied.unit, together) else { return };
        // Without signs nothing pulls apart; and who is said not to stand on two sides is on none.
        if !together && (self.counting.sign == Sign::None || !draws) {
            return;
        }
        if draws == together {
            edge.positive.add(unit)
        } else {
            edge.negative.add(unit)
        }
        edge.statements += 1;
        edge.articles.add(self.article);
        edge.stories.add(tied.story);
        edge.races.extend(tied.race);
        edge.first = [edge.first, tied.day].into_iter().flatten().min();
        edge.last = [edge.last, tied.day].into_iter().flatten().max();
    }

    /// The network. Ties without any unit that counts are not in it.
    pub fn finish(mut self) -> Network {
        let ways = self.stances.list();
        let by_stance = |numbers: &[usize]| {
            let mut counts = BTreeMap::new();
            for (way, number) in ways.iter().zip(numbers).filter(|(_, number)| **number > 0) {
                way.iter().for_each(|stance| *counts.entry(*stance).or_default() += number);
            }
            counts
        };
        let mut order: Vec<usize> = (0..self.nodes.list().len()).collect();
        order.sort_by(|a, b| self.nodes.list()[*a].cmp(&self.nodes.list()[*b]));
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
        let nodes: Vec<NetworkNode> = order
            .iter()
            .map(|old| {
                let count = &mut self.counts[*old];
                NetworkNode {
                    id: self.nodes.list()[*old].clone(),
                    mentions: count.mentions,
                    articles: count.articles.len(),
                    statements: count.statements,
                    stances: by_stance(&count.stances),
                    activity: count.units.len(),
                }
            })
            .collect();
        let mut edges = Vec::new();
        for ((one, two), mut count) in self.edges {
            let (positive, negative) = (count.positive.len(), count.negative.len());
            if positive + negative == 0 {
                continue;
            }
            let (one, two) = (place[one as usize], place[two as usize]);
            let (a, b) = (nodes[one].activity, nodes[two].activity);
            let weight = self.counting.normalised(positive, a, b) - self.counting.normalised(negative, a, b);
            edges.push(Edge {
                ends: (one.min(two), one.max(two)),
                weight,
                positive,
                negative,
                statements: count.statements,
                statuses: count.statuses,
                articles: count.articles.len(),
                stories: count.stories.len(),
                races: count.races.iter().map(|race| self.races.list()[*race as usize].clone()).collect(),
                first: count.first,
                last: count.last,
            });
        }
        edges.sort_by_key(|edge| edge.ends);
        Network { nodes, edges, outside: self.outside }
    }

    pub(super) fn party(&mut self, id: &EntityId) -> u32 {
        self.node(NodeId::Party(id.clone()))
    }

    /// The number of a way in which a party stands in a statement.
    #[expect(clippy::borrowed_box, reason = "the interner looks up what it would store")]
    fn way(&mut self, way: &Box<[Stance]>) -> u32 {
        let place = self.stances.place(way);
        if self.sides.len() <= place as usize {
            self.sides.push(self.elections.statements().side_of(way.iter().copied()));
        }
        place
    }

    /// The number of a race.
    fn race(&mut self, key: &RaceKey) -> u32 {
        let race = self.races.place(key);
        if self.race_nodes.len() <= race as usize {
            self.race_nodes.push((self.elections.is_open(key), None));
        }
        race
    }

    fn race_node(&mut self, race: u32) -> u32 {
        if let (_, Some(node)) = self.race_nodes[race as usize] {
            return node;
        }
        let node = self.node(NodeId::Race(self.races.list()[race as usize].clone()));
        self.race_nodes[race as usize].1 = Some(node);
        node
    }

    fn node(&mut self, id: NodeId) -> u32 {
        let place = self.nodes.place(&id);
        if self.counts.len() <= place as usize {
            self.counts.push(NodeCount::default());
        }
        place
    }
}

impl NetworkNode {
    pub fn party(&self) -> Option<&EntityId> {
        match &self.id {
            NodeId::Party(id) => Some(id),
            NodeId::Race(_) => None,
        }
    }
}

/// `party:pks`, `race:36.02-regent-2024`.
impl std::fmt::Display for NodeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Party(id) => write!(f, "{id}"),
            Self::Race(race) => write!(f, "race:{race}"),
        }
    }
}

/// A set of numbers that mostly come in order and again: a list that is made tidy when it has grown.
#[derive(Default)]
struct Distinct {
    list: Vec<u32>,
    tidy: usize,
}

impl Distinct {
    fn add(&mut self, number: u32) {
        if self.list.last() == Some(&number) {
            return;
        }
        self.list.push(number);
        if self.list.len() > 1_024 && self.list.len() > 2 * self.tidy {
            self.all();
        }
    }

    fn all(&mut self) -> &[u32] {
        self.list.sort_unstable();
        self.list.dedup();
        self.tidy = self.list.len();
        &self.list
    }

    fn len(&mut self) -> usize {
        self.all().len()
    }
}

#[cfg(test)]
mod tests;

//! Divides articles into the parts of a plan. Near copies of one story always come into one part; what that moved is
//! reported. Deterministic: it depends on the plan and on what is said of each article, not on their order. Does not
//! know texts, files, or how near copies were found.
//!
//! What stays together is a *unit*: near copies, and all articles on one race where the plan says so. A draw puts the
//! units in the order of a hash of seed and article ids (of a unit's hashes the least, so that a unit which grows
//! mostly keeps its place) and cuts this order at the shares. With [`Sizes::Stable`] the hash itself is compared with
//! the shares.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use sha2::{Digest, Sha256};

use super::{BadPlan, PartBasis, Sizes, SplitPlan, near_copies::Groups};
use crate::model::{Annotations, ArticleMeta, Date, EntityId, KindKey, Office};

/// A race: region, office, year.
pub type SplitRace = (EntityId, Option<Office>, Option<i16>);

/// What a split looks at in an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SplitItem {
    pub id: String,
    pub date: Option<Date>,
    /// Empty: not known.
    pub source: String,
    /// The region that the article is about.
    pub region: Option<EntityId>,
    /// Races of its coalitions.
    pub races: BTreeSet<SplitRace>,
    /// Articles with the same number are near copies: what [`super::near_copies::group`] says.
    pub story: usize,
}

impl SplitItem {
    /// The region is that of most coalitions; without any, that of most mentions; of equals the one first by id.
    pub fn new(meta: &ArticleMeta, annotations: &Annotations, story: usize) -> Self {
        let races: BTreeSet<SplitRace> = annotations
            .coalitions
            .values()
            .filter_map(|coalition| Some((&coalition.race, coalition.race.region.entity.clone()?)))
            .map(|(race, region)| (region, race.office, race.year))
            .collect();
        let coalitions = annotations.coalitions.values().filter_map(|coalition| coalition.race.region.entity.as_ref());
        let regions = annotations.mentions.values().filter(|mention| mention.kind == KindKey::region());
        let region = most(coalitions).or_else(|| most(regions.filter_map(|mention| mention.entity.as_ref())));
        Self { id: meta.id.to_string(), date: meta.date, source: meta.source.clone(), region, races, story }
    }
}

fn most<'a>(entities: impl Iterator<Item = &'a EntityId>) -> Option<EntityId> {
    let mut counts: BTreeMap<&EntityId, usize> = BTreeMap::new();
    for entity in entities {
        *counts.entry(entity).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(id, count)| (*count, Reverse(*id))).map(|(id, _)| id.clone())
}

/// The parts, and what had to give way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// For each article, in the order given, the place of its part in the plan; `None`: in no part, because a split by
    /// date found none.
    pub part_of: Vec<Option<usize>>,
    /// Articles that came into another part than their own date, source or region says, to stay with their unit.
    pub moved: Vec<Moved>,
    /// Articles of the largest unit: where that is a large share of all, parts cannot have the sizes asked for.
    pub largest_unit: usize,
    /// Units of more than one article.
    pub units: usize,
}

/// An article that followed its unit; places of parts in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Place of the article in the order given.
    pub article: usize,
    pub from: usize,
    pub to: usize,
}

impl Split {
    /// Number of articles in each part of the plan.
    pub fn sizes(&self, plan: &SplitPlan) -> Vec<usize> {
        let mut sizes = vec![0; plan.parts.len()];
        for part in self.part_of.iter().flatten() {
            sizes[*part] += 1;
        }
        sizes
    }

    /// Articles in no part.
    pub fn unplaced(&self) -> impl Iterator<Item = usize> {
        self.part_of.iter().enumerate().filter(|(_, part)| part.is_none()).map(|(article, _)| article)
    }
}

/// Divides articles; their ids are distinct.
pub fn split(items: &[SplitItem], plan: &SplitPlan) -> Result<Split, BadPlan> {
    plan.check()?;
    let units = units(items, plan.races_together);
    let wishes = wishes(items, plan);
    let mut part_of = vec![None; items.len()];
    if plan.by == PartBasis::Chance {
        let ids = |unit: &Vec<usize>| unit.iter().map(|at| items[*at].id.as_str()).collect();
        let drawn = draw(plan, &units.iter().map(ids).collect::<Vec<_>>());
        for (unit, part) in units.iter().zip(drawn) {
            unit.iter().for_each(|at| part_of[*at] = Some(part));
        }
    } else {
        for unit in &units {
            let part = together(unit, &wishes, &plan.by);
            unit.iter().for_each(|at| part_of[*at] = part);
        }
    }
    let moved = |article: usize| {
        let (from, to) = (wishes[article]?, part_of[article]?);
        (from != to).then_some(Moved { article, from, to })
    };
    let moved = (0..items.len()).filter_map(moved).collect();
    let largest_unit = units.iter().map(Vec::len).max().unwrap_or_default();
    let together = units.iter().filter(|unit| unit.len() > 1).count();
    Ok(Split { part_of, moved, largest_unit, units: together })
}

/// What must stay together; each unit and all of them in the order of their articles.
fn units(items: &[SplitItem], races_together: bool) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(items.len());
    let (mut stories, mut races) = (BTreeMap::new(), BTreeMap::new());
    for (at, item) in items.iter().enumerate() {
        groups.join(at, *stories.entry(item.story).or_insert(at));
        for race in item.races.iter().filter(|_| races_together) {
            groups.join(at, *races.entry(race).or_insert(at));
        }
    }
    let mut units: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..items.len() {
        units.entry(groups.first(at)).or_default().push(at);
    }
    units.into_values().collect()
}

/// The part that each article's own date, source or region says.
fn wishes(items: &[SplitItem], plan: &SplitPlan) -> Vec<Option<usize>> {
    match &plan.by {
        PartBasis::Chance => vec![None; items.len()],
        PartBasis::Date(firsts) => {
            let part = |date: Date| firsts.partition_point(|first| *first <= date);
            // A date that is known in part may lie on both sides of a cut: in which part it is nobody can say.
            let sure = |date: Date| Some(part(date.first_day())).filter(|first| *first == part(date.last_day()));
            items.iter().map(|item| item.date.and_then(sure)).collect()
        }
        PartBasis::Source(held) => by_name(items, plan, held, |item| item.source.as_str()),
        PartBasis::Region(held) => by_name(items, plan, held, |item| item.region.as_ref().map_or("", EntityId::as_str)),
    }
}

/// Names that the plan sends to a part, and the others drawn as a whole. An article without a name is drawn alone.
fn by_name<'a>(
    items: &'a [SplitItem],
    plan: &SplitPlan,
    held: &BTreeMap<String, String>,
    name: impl Fn(&'a SplitItem) -> &'a str,
) -> Vec<Option<usize>> {
    // What is drawn, by the seed's key: a name, or the article's own id. Ids and names are kept apart.
    let key = |item: &'a SplitItem| match name(item) {
        "" => (false, item.id.as_str()),
        name => (true, name),
    };
    let mut sizes: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for item in items.iter().filter(|item| !held.contains_key(name(item))) {
        *sizes.entry(key(item)).or_default() += 1;
    }
    // A name counts as many times as it has articles, so that the parts get their share of articles.
    let drawn: Vec<Vec<&str>> = sizes.iter().map(|((_, name), size)| vec![*name; *size]).collect();
    let parts: BTreeMap<(bool, &str), usize> = sizes.into_keys().zip(draw(plan, &drawn)).collect();
    let wish = |item: &'a SplitItem| match held.get(name(item)) {
        Some(part) => plan.part(part),
        None => parts.get(&key(item)).copied(),
    };
    items.iter().map(wish).collect()
}

/// The part in which a unit stays. By date the latest, so that nothing of a later time comes into an earlier part;
/// else that of most articles, of equals the first.
fn together(unit: &[usize], wishes: &[Option<usize>], by: &PartBasis) -> Option<usize> {
    let wished = unit.iter().filter_map(|at| wishes[*at]);
    if matches!(by, PartBasis::Date(_)) {
        return wished.max();
    }
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    wished.for_each(|part| *counts.entry(part).or_default() += 1);
    counts.into_iter().max_by_key(|(part, count)| (*count, Reverse(*part))).map(|(part, _)| part)
}

/// Draws a part for each unit, which is given by the keys of its members.
fn draw(plan: &SplitPlan, units: &[Vec<&str>]) -> Vec<usize> {
    let shares: Vec<u64> = plan.parts.iter().map(|part| u64::from(part.share)).collect();
    let all: u64 = shares.iter().sum();
    // The part whose stretch of the shares holds the fraction `of / whole`.
    let part_at = |of: u128, whole: u128| {
        let mut below = 0;
        shares.iter().position(|share| {
            below += u128::from(*share);
            of * u128::from(all) < below * whole
        })
    };
    let last = shares.iter().rposition(|share| *share > 0).unwrap_or_default();
    let hash = |unit: &Vec<&str>| unit.iter().map(|key| chance(plan.seed, key)).min().unwrap_or_default();
    let hashes: Vec<u64> = units.iter().map(hash).collect();
    if plan.sizes == Sizes::Stable {
        return hashes.iter().map(|hash| part_at(u128::from(*hash), 1 << 64).unwrap_or(last)).collect();
    }
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|unit| (hashes[*unit], units[*unit].iter().min()));
    let whole: u128 = units.iter().map(|unit| unit.len() as u128).sum();
    let mut parts = vec![last; units.len()];
    let mut before = 0;
    for unit in order {
        let size = units[unit].len() as u128;
        // Twice everything, so that the middle of a unit is a whole number.
        parts[unit] = part_at(2 * before + size, 2 * whole).unwrap_or(last);
        before += size;
    }
    parts
}

/// The first eight bytes of SHA-256 of seed and key: the same on every machine and in every version.
fn chance(seed: u64, key: &str) -> u64 {
    let digest = Sha256::new().chain_update(seed.to_le_bytes()).chain_update(key.as_bytes()).finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests;

//! How much is said of the races of each province, month by month: a table where others have a map.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{EntityNames, Ledger, RaceKey, Stated};
use crate::model::{ArticleId, Date, EntityId};

/// A province and what lies in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProvinceRow {
    /// `None`: the region is open.
    pub province: Option<EntityId>,
    pub province_name: String,
    pub races: usize,
    pub statements: usize,
    /// Near copies count once.
    pub stories: usize,
    /// Statements without a month that can be trusted.
    pub open: usize,
    /// Statements of each month of [`Provinces::months`].
    pub by_month: Vec<usize>,
}

/// The rows, and the months that they count by: every one from the first to the last, `2024-07`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Provinces {
    pub months: Vec<String>,
    pub rows: Vec<ProvinceRow>,
}

#[derive(Default)]
struct ProvinceCounts<'l> {
    races: usize,
    statements: usize,
    stories: BTreeSet<&'l ArticleId>,
    open: usize,
    months: BTreeMap<i32, usize>,
}

/// The provinces of these races by a day, the busiest first, then by their ids; the open ones last.
pub fn provinces(ledger: &Ledger, races: &[&RaceKey], at: Option<Date>, names: &EntityNames<'_>) -> Provinces {
    let mut counted: BTreeMap<Option<EntityId>, ProvinceCounts<'_>> = BTreeMap::new();
    for race in races {
        let Some(book) = ledger.book(race) else { continue };
        let counts = counted.entry(race.region.as_ref().map(province_of)).or_default();
        counts.races += 1;
        // What has no day counts by every day, as in the ledger.
        let counting = |stated: &Stated<'_>| stated.day.known().is_none() || stated.day.is_by(at);
        for stated in ledger.statements(book).filter(counting) {
            counts.statements += 1;
            counts.stories.insert(stated.story);
            match stated.day.known().and_then(month_of) {
                Some(month) => *counts.months.entry(month).or_default() += 1,
                None => counts.open += 1,
            }
        }
    }
    let all = || counted.values().flat_map(|counts| counts.months.keys().copied());
    let months = match (all().min(), all().max()) {
        (Some(first), Some(last)) => first..last + 1,
        _ => 0..0,
    };
    let row = |(province, counts): (Option<EntityId>, ProvinceCounts<'_>)| ProvinceRow {
        province_name: province.as_ref().map_or_else(String::new, |id| names.name(id)),
        province,
        races: counts.races,
        statements: counts.statements,
        stories: counts.stories.len(),
        open: counts.open,
        by_month: months.clone().map(|month| counts.months.get(&month).copied().unwrap_or(0)).collect(),
    };
    let written = |month: i32| format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
    let written = months.clone().map(written).collect();
    let mut rows: Vec<ProvinceRow> = counted.into_iter().map(row).collect();
    rows.sort_by(|a, b| {
        (a.province.is_none(), b.statements, &a.province).cmp(&(b.province.is_none(), a.statements, &b.province))
    });
    Provinces { months: written, rows }
}

/// The province of a region, by the ministry's codes: `36` of `36.02`. A region of the project's own stands by itself.
fn province_of(region: &EntityId) -> EntityId {
    let province = region.as_str().split_once('.').and_then(|(province, _)| EntityId::new(province).ok());
    province.unwrap_or_else(|| region.clone())
}

/// Months since the year 0; `None`: only the year is known.
fn month_of(day: Date) -> Option<i32> {
    (day.month() != 0).then(|| i32::from(day.year()) * 12 + i32::from(day.month()) - 1)
}

/// Counts as a line of small bars, as high as their share of the largest of all rows; nothing is a dot.
pub fn sparkline(counts: &[usize], largest: usize) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let bar = |count: &usize| match count {
        0 => '·',
        count => BARS[(count * BARS.len()).div_ceil(largest.max(1)).clamp(1, BARS.len()) - 1],
    };
    counts.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::answers::testing::{day, known, statement};

    #[test]
    fn what_lies_in_a_province_counts_there_month_by_month() {
        let articles = [
            known(
                "a",
                "2024-06-30",
                vec![statement("36 governor 2024", "c1 confirmed pks"), statement("36.02 regent 2024", "c2 hoped psi")],
            ),
            known("b", "2024-08-01", vec![statement("36.02 regent 2024", "c1 denied psi")]),
            known("c", "", vec![statement("18 governor 2024", "c1 denied pan")]),
            known("d", "2024-08-02", vec![statement("? mayor 2024", "c1 confirmed psi")]),
        ];
        let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
        let races: Vec<&RaceKey> = ledger.races().map(|(race, _)| race).collect();
        let names = EntityNames { entity: &|_| None, elections: crate::answers::ElectionFacts::delivered() };
        let found = provinces(&ledger, &races, None, &names);
        assert_eq!(found.months, ["2024-06", "2024-07", "2024-08"]);
        let told: Vec<String> = found
            .rows
            .iter()
            .map(|row| {
                let ProvinceRow { province_name, races, statements, stories, open, by_month, .. } = row;
                format!("{province_name} {races} {statements} {stories} {open} {by_month:?}")
            })
            .collect();
        assert_eq!(told, ["region:36 2 3 2 0 [2, 0, 1]", "region:18 1 1 1 1 [0, 0, 0]", " 1 1 1 0 [0, 0, 1]"]);
        let july = provinces(&ledger, &races, Some(day("2024-07-15")), &names);
        assert_eq!((july.months.len(), july.rows[0].statements), (1, 2));
        assert_eq!(provinces(&ledger, &[], None, &names), Provinces::default());
        assert_eq!((sparkline(&[0, 1, 4, 8], 8), sparkline(&[3], 0)), ("·▁▄█".into(), "█".into()));
    }
}

//! Splits: what stays together does, whatever else is asked, and what is asked is done where it can be.

use proptest::prelude::*;

use super::*;

const THREE: &[(&str, u32)] = &[("train", 80), ("validation", 10), ("test", 10)];

fn items(count: usize) -> Vec<SplitItem> {
    (0..count).map(|n| SplitItem { id: format!("{n:04}"), story: n, ..SplitItem::default() }).collect()
}

fn entity(id: &str) -> EntityId {
    EntityId::new(id).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn done(items: &[SplitItem], plan: &SplitPlan) -> Split {
    split(items, plan).unwrap()
}

#[test]
fn shares_are_exact() {
    let plan = SplitPlan::by_chance(THREE, 7);
    assert_eq!(done(&items(500), &plan).sizes(&plan), [400, 50, 50]);
    assert_eq!(done(&items(1), &plan).sizes(&plan), [1, 0, 0]);
    assert_eq!(done(&[], &plan).sizes(&plan), [0, 0, 0]);
    let folds = SplitPlan::folds(5, 1).unwrap();
    assert_eq!(done(&items(502), &folds).sizes(&folds).iter().map(|size| size / 100).collect::<Vec<_>>(), [1; 5]);
    let other = SplitPlan::by_chance(THREE, 8);
    assert_ne!(done(&items(500), &plan).part_of, done(&items(500), &other).part_of);
    let none = SplitPlan::by_chance(&[("train", 1), ("test", 0)], 0);
    assert_eq!(done(&items(9), &none).sizes(&none), [9, 0]);
}

#[test]
fn a_new_article_moves_one_a_border_or_none() {
    let exact = SplitPlan::by_chance(THREE, 7);
    let stable = SplitPlan { sizes: Sizes::Stable, ..exact.clone() };
    for count in [50, 333, 500] {
        let (few, more) = (items(count), items(count + 1));
        let moved = |plan: &SplitPlan| {
            let (before, after) = (done(&few, plan), done(&more, plan));
            before.part_of.iter().zip(&after.part_of).filter(|(before, after)| before != after).count()
        };
        assert!(moved(&exact) <= 2, "{} of {count}", moved(&exact));
        assert_eq!(moved(&stable), 0);
    }
    let sizes = done(&items(5_000), &stable).sizes(&stable);
    assert!((3_900..4_100).contains(&sizes[0]), "{sizes:?}");
}

#[test]
fn by_date_nothing_later_comes_into_an_earlier_part() {
    let plan = SplitPlan::of(&[("before", 1), ("after", 1)], PartBasis::Date(vec![day("2024-08-20")]));
    let mut items = items(6);
    let dates = [Some("2024-08-19"), Some("2024-08-20"), None, None, Some("2024-07-01"), Some("2024-09-01")];
    for (item, date) in items.iter_mut().zip(dates) {
        item.date = date.map(day);
    }
    // The undated 3 is a near copy of 4; 4 and 5 of one another.
    (items[3].story, items[5].story) = (4, 4);
    let split = done(&items, &plan);
    assert_eq!(split.part_of, [Some(0), Some(1), None, Some(1), Some(1), Some(1)]);
    assert_eq!(split.moved, [Moved { article: 4, from: 0, to: 1 }]);
    assert_eq!(split.unplaced().collect::<Vec<_>>(), [2]);
    assert_eq!((split.largest_unit, split.units), (3, 1));
}

#[test]
fn sources_are_held_out_and_copies_follow_the_most() {
    let held = [("koran-selatan.id".to_owned(), "test".to_owned())].into();
    let plan = SplitPlan { seed: 3, ..SplitPlan::of(&[("train", 1), ("test", 0)], PartBasis::Source(held)) };
    let mut items = items(8);
    for (n, item) in items.iter_mut().enumerate() {
        item.source = ["koran-selatan.id", "warta-utara.id", ""][n % 3].to_owned();
    }
    // A wire story in three papers: two of them are for training.
    for n in [0, 1, 4] {
        items[n].story = 100;
    }
    let split = done(&items, &plan);
    assert_eq!(split.part_of, [0, 0, 0, 1, 0, 0, 1, 0].map(Some));
    assert_eq!(split.moved, [Moved { article: 0, from: 1, to: 0 }]);
}

#[test]
fn whole_regions_are_drawn() {
    let plan = SplitPlan { seed: 5, ..SplitPlan::of(&[("train", 3), ("test", 1)], PartBasis::Region(BTreeMap::new())) };
    let mut items = items(400);
    for (n, item) in items.iter_mut().enumerate() {
        item.region = Some(entity(&format!("region:{}", 11 + n % 20)));
    }
    let split = done(&items, &plan);
    for (n, part) in split.part_of.iter().enumerate() {
        assert_eq!(*part, split.part_of[n % 20]);
    }
    assert_eq!(split.sizes(&plan), [300, 100]);
}

#[test]
fn the_region_of_an_article() {
    let meta = ArticleMeta {
        id: crate::model::ArticleId::new("a").unwrap(),
        title: String::new(),
        source: "koran.id".into(),
        url: String::new(),
        date: None,
        variables: Default::default(),
        text_sha256: String::new(),
        length: 0,
        import: Default::default(),
    };
    let mut annotations = Annotations::default();
    assert_eq!(SplitItem::new(&meta, &annotations, 0).region, None);
    let region = |region: &str, id: &str, annotations: &mut Annotations| {
        let id = crate::model::CoalitionId::new(id).unwrap();
        let mut coalition = crate::model::Coalition::empty(id.clone(), Default::default());
        coalition.race.region.entity = Some(entity(region));
        annotations.coalitions.insert(id, coalition);
    };
    region("region:36.02", "c1", &mut annotations);
    region("region:32", "c2", &mut annotations);
    assert_eq!(SplitItem::new(&meta, &annotations, 0).region, Some(entity("region:32")), "of equals the first");
    region("region:36.02", "c3", &mut annotations);
    let item = SplitItem::new(&meta, &annotations, 4);
    assert_eq!((item.region, item.races.len(), item.story), (Some(entity("region:36.02")), 2, 4));
}

/// Random articles of a small world, so that stories, sources and races meet.
fn world() -> impl Strategy<Value = Vec<SplitItem>> {
    let item = (0usize..30, 0u8..4, 0u8..5, prop::option::of(1u8..28), prop::collection::btree_set(0u8..6, 0..2));
    let item = item.prop_map(|(story, source, region, day, races)| SplitItem {
        id: String::new(),
        date: day.and_then(|day| Date::new(2024, 8, day)),
        source: if source == 0 { String::new() } else { format!("koran-{source}.id") },
        region: (region > 0).then(|| entity(&format!("region:{region}"))),
        races: races.iter().map(|race| (entity(&format!("region:{race}")), None, Some(2024))).collect(),
        story,
    });
    let name = |(n, item): (usize, SplitItem)| SplitItem { id: format!("{n:03}"), ..item };
    prop::collection::vec(item, 0..40).prop_map(move |items| items.into_iter().enumerate().map(name).collect())
}

fn plans() -> impl Strategy<Value = SplitPlan> {
    let by = prop_oneof![
        Just(PartBasis::Chance),
        Just(PartBasis::Date(vec![day("2024-08-10"), day("2024-08-20")])),
        Just(PartBasis::Source([("koran-1.id".to_owned(), "test".to_owned())].into())),
        Just(PartBasis::Region(BTreeMap::new())),
    ];
    (by, 0u64..4, any::<bool>(), any::<bool>()).prop_map(|(by, seed, stable, races_together)| SplitPlan {
        sizes: if stable { Sizes::Stable } else { Sizes::Exact },
        seed,
        races_together,
        ..SplitPlan::of(THREE, by)
    })
}

proptest! {
    #[test]
    fn what_belongs_together_stays_together(items in world(), plan in plans()) {
        let split = done(&items, &plan);
        prop_assert_eq!(split.part_of.len(), items.len());
        for (a, one) in items.iter().enumerate() {
            for (b, other) in items.iter().enumerate() {
                let race = plan.races_together && one.races.intersection(&other.races).next().is_some();
                if one.story == other.story || race {
                    prop_assert_eq!(split.part_of[a], split.part_of[b]);
                }
            }
        }
        // Only a split by date leaves articles out, and only units without any date.
        for article in split.unplaced() {
            prop_assert!(matches!(plan.by, PartBasis::Date(_)) && items[article].date.is_none());
        }
        for moved in &split.moved {
            prop_assert!(moved.from != moved.to && split.part_of[moved.article] == Some(moved.to));
        }
    }

    #[test]
    fn the_order_of_the_articles_makes_no_difference(items in world(), plan in plans(), by in 0usize..40) {
        let mut turned = items.clone();
        turned.rotate_left(if items.is_empty() { 0 } else { by % items.len() });
        let parts = |items: &[SplitItem]| -> BTreeMap<String, Option<usize>> {
            items.iter().map(|item| item.id.clone()).zip(done(items, &plan).part_of).collect()
        };
        prop_assert_eq!(parts(&items), parts(&turned));
    }
}

//! What pictures hold, and that the same is drawn twice.

use std::sync::Arc;

use super::*;
use crate::{
    answers::{
        Counter, CountingOptions, EntityNames, Ledger, Sign,
        testing::{article, entity, known, statement},
    },
    message::Language,
    model::{ArticleId, EntityId},
};

fn count(shapes: &[PictureShape], is: impl Fn(&PictureShape) -> bool) -> usize {
    shapes.iter().filter(|shape| is(shape)).count()
}

#[test]
fn a_network_is_drawn_the_same_way_twice() {
    let counting = CountingOptions {
        statuses: Certainty::BUILT_IN.iter().copied().collect(),
        sign: Sign::Status,
        ..CountingOptions::default()
    };
    let draw = || {
        let mut counter = Counter::new(counting.clone(), crate::answers::ElectionFacts::delivered().clone());
        for (n, text) in
            ["c1 confirmed pks psi nasdem", "c1 denied pan psi", "c1 confirmed pks nasdem"].iter().enumerate()
        {
            counter.article();
            let id = ArticleId::new(format!("a{n}")).unwrap();
            counter.statement(&statement("36 governor 2024", text), &article(id.as_str(), "2024-07-01"), &id);
        }
        let names = EntityNames { entity: &|_| None, elections: crate::answers::ElectionFacts::delivered() };
        network_picture(&counter.finish(), &counting, &names, (600.0, 400.0), Language::English)
    };
    let picture = draw();
    assert_eq!(picture, draw());
    let shapes = &picture.drawing.shapes;
    assert_eq!(count(shapes, |shape| matches!(shape, PictureShape::Circle { .. })), 4);
    assert_eq!(count(shapes, |shape| matches!(shape, PictureShape::Line { dashed: true, .. })), 1, "the denial");
    assert_eq!(count(shapes, |shape| matches!(shape, PictureShape::Line { dashed: false, .. })), 3);
    for (n, (_, one)) in picture.nodes.iter().enumerate() {
        for (_, other) in &picture.nodes[n + 1..] {
            let apart = ((one.0 - other.0).powi(2) + (one.1 - other.1).powi(2)).sqrt();
            assert!(apart > 50.0, "{one:?} and {other:?} hide each other");
        }
    }
    let inside = |(x, y): (f32, f32)| (0.0..600.0).contains(&x) && (0.0..400.0).contains(&y);
    assert!(picture.nodes.iter().all(|(_, at)| inside(*at)));
    let file = svg(&picture.drawing);
    assert!(file.starts_with("<svg ") && file.ends_with("</svg>\n") && file.contains("stroke-dasharray"));
}

#[test]
fn a_network_without_a_tie_says_so() {
    let counting = CountingOptions::default();
    let names = EntityNames { entity: &|_| None, elections: crate::answers::ElectionFacts::delivered() };
    let network = Counter::new(counting.clone(), crate::answers::ElectionFacts::delivered().clone()).finish();
    let picture = network_picture(&network, &counting, &names, (600.0, 400.0), Language::English);
    assert!(svg(&picture.drawing).contains("no tie"));
}

#[test]
fn statuses_are_called_as_the_project_calls_them() {
    let articles = [known("a", "2024-07-01", vec![statement("nordmark president 2024", "c1 exploring pks | andra")])];
    let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
    let mut own = crate::model::StatementScheme::default();
    own.statuses.truncate(2);
    own.statuses[1].names = crate::message::Names::new("exploratory talks", "penjajakan");
    let none = Default::default();
    let own = crate::answers::ElectionFacts::of(&own, &none, crate::gazetteer::Gazetteer::builtin());
    let names = EntityNames { entity: &|_| None, elections: &own };
    let (race, book) = ledger.races().next().unwrap();
    let timeline = timeline_of_race(&ledger, race, book, &names, None, Language::English);
    let file = svg(&timeline_picture(&timeline, 900.0, Language::English));
    assert!(file.contains("exploratory talks") && file.contains("not said"), "{file}");
    for not in ["hoped for", "denied", "registration"] {
        assert!(!file.contains(not), "{not} is in\n{file}");
    }
}

#[test]
fn a_timeline_has_a_lane_a_party_and_a_sign_a_statement() {
    let articles = [
        known("a", "2024-07-01", vec![statement("36 governor 2024", "c1 exploring pks psi")]),
        known("b", "2024-08-01", vec![statement("36 governor 2024", "c1 confirmed pks | andra")]),
        known("c", "", vec![statement("36 governor 2024", "c1 denied pks")]),
    ];
    let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
    let names = EntityNames { entity: &|_| None, elections: crate::answers::ElectionFacts::delivered() };
    let (race, book) = ledger.races().next().unwrap();
    let timeline = timeline_of_race(&ledger, race, book, &names, None, Language::English);
    let drawing = timeline_picture(&timeline, 900.0, Language::English);
    let at_a_day = |shape: &PictureShape| matches!(shape, PictureShape::Glyph { about, .. } if !about.is_empty());
    let of_pks = timeline.lanes.iter().find(|lane| lane.label == "party:pks").unwrap();
    assert_eq!((of_pks.statements.len(), of_pks.spells.len()), (3, 2));
    assert_eq!(
        count(&drawing.shapes, at_a_day),
        timeline.lanes.iter().map(|lane| lane.statements.len()).sum::<usize>() - 1
    );
    let file = svg(&drawing);
    for words in ["1 undated", "election", "registration", "2024-09"] {
        assert!(file.contains(words), "{words} is not in\n{file}");
    }
    let of_party = timeline_of_party(&ledger, &entity("party:pks"), &names, None, Language::English);
    assert_eq!((of_party.lanes.len(), of_party.elections.len()), (1, 1));
    // Without any date every statement is there all the same, and its party.
    let undated = [known(
        "a",
        "",
        vec![statement("36 governor 2024", "c1 confirmed pks ?"), statement("36 governor 2024", "c2 denied pks")],
    )];
    let ledger = Ledger::of(undated.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
    let (race, book) = ledger.races().next().unwrap();
    let open = timeline_picture(
        &timeline_of_race(&ledger, race, book, &names, None, Language::English),
        900.0,
        Language::English,
    );
    assert_eq!(count(&open.shapes, at_a_day), 3);
    assert!(
        ["party:pks", "party not linked", "no statement with a date; 3 undated"]
            .iter()
            .all(|words| svg(&open).contains(words))
    );
    let nothing = timeline_of_party(&ledger, &EntityId::new("party:none").unwrap(), &names, None, Language::English);
    assert!(svg(&timeline_picture(&nothing, 900.0, Language::Indonesian)).contains("tanggal"));
}

#[test]
fn a_denial_is_not_hidden_under_a_confirmation_of_the_same_day() {
    let said = |texts: &[&str]| texts.iter().map(|text| statement("36 governor 2024", text)).collect();
    let articles = [
        known("a", "2024-07-01", said(&["c1 confirmed pks", "c2 denied pks", "c3 confirmed pks"])),
        known("b", "2024-07-02", said(&["c1 hoped pks"])),
    ];
    let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
    let names = EntityNames { entity: &|_| None, elections: crate::answers::ElectionFacts::delivered() };
    let (race, book) = ledger.races().next().unwrap();
    let drawing = timeline_picture(
        &timeline_of_race(&ledger, race, book, &names, None, Language::English),
        900.0,
        Language::English,
    );
    let signs: Vec<_> = drawing
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            PictureShape::Glyph { at, size, look, about } if !about.is_empty() => Some((*at, *size, look.glyph)),
            _ => None,
        })
        .collect();
    assert_eq!(signs.len(), 3, "{signs:?}");
    for (n, one) in signs.iter().enumerate() {
        for other in &signs[n + 1..] {
            let apart = (one.0.0 - other.0.0).abs().max((one.0.1 - other.0.1).abs());
            assert!(apart >= one.1 + other.1, "{one:?} and {other:?} overlap");
        }
    }
    // And none stands on another day: both of 1 July on one place, that of 2 July right of them.
    let mut places: Vec<f32> = signs.iter().map(|(at, ..)| at.0).collect();
    places.sort_by(f32::total_cmp);
    assert!(places[0] == places[1] && places[1] < places[2], "{signs:?}");
    let count = count(&drawing.shapes, |shape| matches!(shape, PictureShape::Text { text, .. } if text == "2"));
    assert_eq!(count, 1, "two confirmations of one day are one sign with their number");
}

#[test]
fn a_timeline_ends_with_the_chosen_day_and_speaks_the_language_asked_for() {
    let articles = [
        known("a", "2024-06-20", vec![statement("36.02 regent 2024", "c1 confirmed pks")]),
        known("b", "2024-08-21", vec![statement("36.02 regent 2024", "c1 denied pks psi")]),
        known("c", "2024-08-21", vec![statement("36.71 mayor 2024", "c1 hoped pks")]),
    ];
    let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
    let names = EntityNames { entity: &|_| None, elections: crate::answers::ElectionFacts::delivered() };
    let at = Some(crate::answers::testing::day("2024-06-24"));
    let (race, _) = ledger.races().next().unwrap();
    let party = entity("party:pks");
    for subject in [PictureSubject::Race(race, at), PictureSubject::Party(&party, at)] {
        let picture = Picture::of(&subject, &ledger, &names, PAGE, Language::Indonesian).unwrap();
        let file = svg(&picture.drawing);
        for later in ["2024-08", "2024-07", "party:psi", "regent", "wali kota", "confirmed"] {
            assert!(!file.contains(later), "{later} is in\n{file}");
        }
        assert!(file.contains("bupati 202") && file.contains("2024-06-20 dipastikan"), "{file}");
        let table = String::from_utf8(picture.file(PictureFile::Table).unwrap()).unwrap();
        assert_eq!(table.lines().count(), 2, "{table}");
        assert!(table.contains(",confirmed,") && !table.contains("bupati"), "{table}");
    }
}

#[test]
fn words_of_strangers_are_no_markup() {
    assert_eq!(super::svg::escaped("<b>&\"\u{1}"), "&lt;b&gt;&amp;&quot;\u{FFFD}");
}

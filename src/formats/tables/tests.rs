//! The tables of a small dataset, cell by cell where a column is easily mistaken.

use std::collections::BTreeMap;

use super::*;
use crate::{
    dataset::codebook::TABLES,
    formats::{MemorySource, MemoryTarget, ReadContext, format::Item, tandai::Tandai},
    model::{Entity, KindKey, Scheme, Timestamp},
};

const LINES: &str = concat!(
    r#"{"id":"000","text":"=PKS 🇮🇩 dan PSI di Lebak, kata \"Rina\".","title":"+Judul","source":"k","date":"2024-07-08","set":"sri","#,
    r#""mentions":[{"id":"m1","start":1,"end":4,"kind":"party","entity":"party:pks"},"#,
    r#"{"id":"m2","start":12,"end":15,"text":"PSI","kind":"party","entity":"party:psi","by":"name","score":0.5},"#,
    r#"{"id":"m3","start":0,"end":4,"text":"=PKS","kind":"party","by":"name","decision":"accepted","proposed_by":"auto"}],"#,
    r#""coalitions":[{"id":"c1","region":"region:36.02","office":"regent","year":2024,"head":"candidate:budi","#,
    r#""backings":[{"party":"party:pks","stance":"nominating","slot":"head","mentions":["m1"]},{"party":"party:psi","mentions":["m2"]}],"#,
    r#""status":"exploring","hedge":"-akan","evidence":[{"start":0,"end":15}]},{"id":"c2"}]}"#,
    "\n",
);

type TestRows = BTreeMap<String, Vec<BTreeMap<String, String>>>;

fn tables(with_text: bool, options: &[(&str, &str)]) -> TestRows {
    tables_of(LINES, 1, with_text, options)
}

fn tables_of(lines: &'static str, articles: usize, with_text: bool, options: &[(&str, &str)]) -> TestRows {
    let mut documents = Vec::new();
    let reading = ReadContext::new(Scheme::default(), Timestamp(0));
    let source = MemorySource::file("a.jsonl", lines.as_bytes());
    let read = Tandai.read(&source, &reading, &mut |item| {
        if let Item::Document(document) = item {
            documents.push(*document);
        }
        Ok(())
    });
    assert_eq!((read, documents.len()), (Ok(()), articles));
    let lebak =
        Entity { code: "36.02".to_owned(), ..Entity::new(id("region:36.02"), KindKey::region(), "Kabupaten Lebak") };
    let scheme = Scheme::default();
    let target = MemoryTarget::default();
    let writing = Writing {
        project: "uji",
        scheme: &scheme,
        elections: crate::answers::ElectionFacts::delivered(),
        entity: &|wanted| Some(&lebak).filter(|lebak| lebak.id == *wanted),
        story: &|_| None,
        with_text,
        councils: None,
        options: options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    };
    let mut writer = Tables.write(&target, &writing).unwrap();
    for document in &documents {
        assert_eq!(writer.add(document, "train").unwrap(), []);
    }
    writer.finish().unwrap();
    let rows = |(name, bytes): (String, Vec<u8>)| {
        let name = name.strip_suffix(".csv")?.to_owned();
        let rows = csv::Reader::from_reader(&*bytes).deserialize().map(Result::unwrap).collect();
        Some((name, rows))
    };
    target.files().into_iter().filter_map(rows).collect()
}

fn id(id: &str) -> EntityId {
    EntityId::new(id).unwrap()
}

#[track_caller]
fn check(rows: &[BTreeMap<String, String>], column: &str, cells: &[&str]) {
    let found: Vec<&str> = rows.iter().map(|row| row[column].as_str()).collect();
    assert_eq!(found, cells, "{column}");
}

#[test]
fn every_table_is_there_with_its_rows() {
    let tables = tables(true, &[]);
    let rows: Vec<usize> = TABLES.iter().map(|table| tables[table.name].len()).collect();
    // The weeks of two parties from 8 July to that of the election.
    assert_eq!(rows, [1, 3, 4, 2, 2, 1, 2, 0, 0, 2, 1, 2 * 21]);
    assert_eq!(tables["codebook"].len(), TABLES.iter().map(|table| table.all().count()).sum::<usize>());
}

#[test]
fn cells() {
    let tables = tables(true, &[]);
    let mentions = &tables["mentions"];
    check(mentions, "mention_id", &["m3", "m1", "m2"]);
    check(mentions, "text", &["'=PKS", "PKS", "PSI"]);
    check(mentions, "start", &["0", "1", "12"]);
    check(mentions, "by", &["name", "person", "name"]);
    check(mentions, "score", &["", "", "0.5"]);
    check(mentions, "accepted", &["1", "1", "0"]);
    check(mentions, "linked_by", &["", "person", "person"]);
    let statements = &tables["statements"];
    check(statements, "statement_id", &["000/sri/c1", "000/sri/c1"]);
    check(statements, "party_id", &["party:pks", "party:psi"]);
    check(statements, "stance", &["nominating", "open"]);
    check(statements, "slot", &["head", ""]);
    check(statements, "race_id", &["36.02-regent-2024", "36.02-regent-2024"]);
    check(statements, "region_name", &["Kabupaten Lebak", "Kabupaten Lebak"]);
    check(statements, "province_code", &["36", "36"]);
    check(statements, "status", &["exploring", "exploring"]);
    check(statements, "hedge", &["'-akan", "'-akan"]);
    check(statements, "event_date", &["2024-07-08", "2024-07-08"]);
    check(statements, "split", &["train", "train"]);
    check(statements, "evidence_text", &["'=PKS 🇮🇩 dan PSI", "'=PKS 🇮🇩 dan PSI"]);
    let coalitions = &tables["coalitions"];
    check(coalitions, "n_parties", &["2", "0"]);
    check(coalitions, "n_nominating", &["1", "0"]);
    check(coalitions, "party_ids", &["party:pks;party:psi", ""]);
    check(coalitions, "ticket_id", &["36.02-regent-2024-budi", ""]);
    let entities = &tables["entities"];
    check(entities, "entity_id", &["candidate:budi", "party:pks", "party:psi", "region:36.02"]);
    check(entities, "region_level", &["", "", "", "regency"]);
    check(entities, "n_mentions", &["0", "1", "1", "0"]);
    check(entities, "n_statements", &["1", "1", "1", "1"]);
    check(statements, "ticket_registered", &["no", "no"]);
    check(statements, "ballot_no", &["", ""]);
    check(statements, "days_to_registration", &["50", "50"]);
    check(statements, "threshold_rule", &["law-10-2016", "law-10-2016"]);
    check(coalitions, "ticket_registered", &["no", "unknown"]);
    let race_party = &tables["race_party"];
    check(race_party, "race_key", &["36.02-regent-2024", "36.02-regent-2024"]);
    check(race_party, "party_id", &["party:pks", "party:psi"]);
    check(race_party, "stance", &["nominating", "open"]);
    check(race_party, "region_name", &["Kabupaten Lebak", "Kabupaten Lebak"]);
    check(race_party, "n_exploring", &["1", "1"]);
    check(race_party, "last_date", &["2024-07-08", "2024-07-08"]);
    let dyads = &tables["dyads"];
    check(dyads, "party_id_other", &["party:psi"]);
    check(dyads, "relation", &["together"]);
    // Only decided statements weigh, if nothing else is said.
    check(dyads, "weight", &["0"]);
    let panel = &tables["panel"];
    assert_eq!(
        (&*panel[0]["week"], &*panel[20]["week"], &*panel[20]["weeks_to_election"]),
        ("2024-07-08", "2024-11-25", "0")
    );
    check(&tables["articles"], "status", &["new"]);
    check(&tables["backings"], "mention_ids", &["m1", "m2"]);
    check(&tables["evidence"], "end", &["15"]);
}

/// Explored for a ticket, then called off without one; and twice something on a race that is not told.
const CALLED_OFF: &str = concat!(
    r#"{"id":"a1","date":"2024-07-01","text":"Budi: PKS mungkin mengusung Andra di Banten.","coalitions":[{"id":"c1","region":"region:36","office":"governor","#,
    r#""year":2024,"head":"candidate:andra-soni","backings":[{"party":"party:pks","stance":"nominating","slot":"head"}],"status":"exploring","note":"cek lagi"},"#,
    r#"{"id":"c2","office":"regent","backings":[{"party":"party:pks"}],"status":"confirmed"}]}"#,
    "\n",
    r#"{"id":"a2","date":"2024-07-20","text":"PKS batal mengusung siapa pun di Banten.","coalitions":[{"id":"c1","region":"region:36","office":"governor","#,
    r#""year":2024,"backings":[{"party":"party:pks","stance":"nominating"}],"status":"denied"},{"id":"c2","office":"regent","backings":[{"party":"party:pks"}],"#,
    r#""status":"hoped","date":"2034-01-01"}]}"#,
    "\n",
);

#[test]
fn the_last_word_is_one_statement_as_a_whole_and_open_races_stay_apart() {
    let tables = tables_of(CALLED_OFF, 2, true, &[]);
    let race_party = &tables["race_party"];
    check(race_party, "race_key", &["open:a1//c2", "open:a2//c2", "36-governor-2024"]);
    check(race_party, "status", &["confirmed", "hoped", "denied"]);
    check(race_party, "head_id", &["", "", ""]);
    check(race_party, "n_exploring", &["0", "0", "1"]);
    check(&tables["panel"], "status", &[&["exploring"; 2][..], &["denied"; 20]].concat());
    check(&tables["statements"], "event_date_doubtful", &["0", "0", "0", "0"]);
}

#[test]
fn a_guessed_date_is_told_and_is_no_known_day() {
    const GUESSED: &str = concat!(
        r#"{"id":"a1","text":"PKS","date":"2024-07-08","import":{"line_ends":"lf","guessed":["date"]},"#,
        r#""coalitions":[{"id":"c1","status":"hoped"},{"id":"c2","status":"hoped","date":"2024-07-01"}]}"#,
        "\n",
        r#"{"id":"a2","text":"PSI","date":"2024-07-08","coalitions":[{"id":"c1","status":"hoped"}]}"#,
        "\n",
    );
    let tables = tables_of(GUESSED, 2, true, &[]);
    check(&tables["articles"], "date_guessed", &["1", "0"]);
    check(&tables["coalitions"], "date_guessed", &["1", "1", "0"]);
    check(&tables["coalitions"], "event_date_doubtful", &["1", "0", "0"]);
}

#[test]
fn a_guessed_date_orders_no_last_words_unless_it_is_let() {
    const GUESSED: &str = concat!(
        r#"{"id":"a1","text":"PKS","date":"2024-07-08","coalitions":[{"id":"c1","region":"region:36","office":"governor","year":2024,"#,
        r#""backings":[{"party":"party:pks"}],"status":"exploring"}]}"#,
        "\n",
        r#"{"id":"a2","text":"PKS lagi","date":"2024-08-01","import":{"line_ends":"lf","guessed":["date"]},"coalitions":[{"id":"c1","#,
        r#""region":"region:36","office":"governor","year":2024,"backings":[{"party":"party:pks"}],"status":"confirmed"}]}"#,
        "\n",
    );
    let open = tables_of(GUESSED, 2, true, &[]);
    check(&open["race_party"], "status", &["exploring"]);
    check(&open["race_party"], "n_open", &["1"]);
    check(&open["race_party"], "n_confirmed", &["1"]);
    check(&open["coalitions"], "days_to_registration", &["50", ""]);
    let counted = tables_of(GUESSED, 2, true, &[("guessed-dates", "count")]);
    check(&counted["race_party"], "status", &["confirmed"]);
    check(&counted["race_party"], "n_open", &["0"]);
    check(&counted["coalitions"], "days_to_registration", &["50", "26"]);
    check(&counted["coalitions"], "event_date_doubtful", &["0", "1"]);
    let panel = |tables: &TestRows| tables["panel"].iter().filter(|row| row["status"] == "confirmed").count();
    assert_eq!((panel(&open), panel(&counted)), (0, 18));
}

#[test]
fn pairs_weigh_as_the_settings_say() {
    let tables = tables(true, &[("statuses", "exploring")]);
    check(&tables["dyads"], "weight", &["1"]);
}

#[test]
fn cells_as_they_are_if_wanted() {
    let tables = tables(true, &[("spreadsheet", "raw")]);
    check(&tables["articles"], "title", &["+Judul"]);
    check(&tables["articles"], "text", &["=PKS 🇮🇩 dan PSI di Lebak, kata \"Rina\"."]);
}

#[test]
fn no_word_of_the_article_in_an_export_without() {
    let tables = tables(false, &[]);
    for (name, column) in [
        ("articles", "text"),
        ("articles", "title"),
        ("mentions", "text"),
        ("evidence", "text"),
        ("coalitions", "evidence_text"),
    ] {
        assert!(tables[name].iter().all(|row| row[column].is_empty()), "{name}.{column}");
    }
    assert_eq!(tables["articles"][0]["text_sha256"].len(), 64);
}

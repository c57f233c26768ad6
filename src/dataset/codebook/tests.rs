//! The codebook: no column without a meaning, names that R, pandas and SQL take, and tables that join.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

#[test]
fn every_column_is_explained_once_a_table() {
    for table in TABLES {
        let mut names = BTreeSet::new();
        for column in table.all() {
            let Column { name, kind, values, meaning, .. } = *column;
            assert!(names.insert(name), "{}: {name} twice", table.name);
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{name}");
            assert!(!meaning.is_empty() && !meaning.contains(['|', '\n']), "{name}");
            assert!(kind != ValueKind::Flag || values == "0|1", "{name}");
            assert!(kind != ValueKind::Category || !values.is_empty() || name == "split", "{name}");
        }
        assert!(!table.key.is_empty() && table.key.iter().all(|key| names.contains(key)), "{}", table.name);
        for key in table.key {
            let never = table.all().any(|column| column.name == *key && column.missing == MissingValue::Never);
            assert!(never, "{}: the key {key} may be missing", table.name);
        }
    }
}

#[test]
fn a_column_means_the_same_in_every_table() {
    let mut seen: BTreeMap<&str, (&str, ValueKind)> = BTreeMap::new();
    for table in TABLES {
        for column in table.all() {
            let kind = seen.entry(column.name).or_insert((table.name, column.kind));
            assert_eq!(kind.1, column.kind, "{} in {} and {}", column.name, kind.0, table.name);
        }
    }
}

#[test]
fn twelve_tables_that_join() {
    let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    let derived = ["race_party", "dyads", "panel"];
    let own =
        ["articles", "mentions", "entities", "coalitions", "backings", "evidence", "statements", "notes", "variables"];
    assert_eq!(names, [&own[..], &derived].concat());
    let has = |name: &str, column: &str| table(name).is_some_and(|table| table.header().contains(&column));
    for name in own.iter().filter(|name| **name != "entities") {
        assert!(has(name, "article_id") && has(name, "set"), "{name}");
    }
    for name in derived {
        assert!(has(name, "set") && has(name, "party_id"), "{name}");
    }
    for name in ["coalitions", "backings", "evidence", "statements"] {
        assert!(has(name, "statement_id"), "{name}");
    }
    // `statements` is used alone: it has what coalitions and backings have.
    let wide = table("statements").map(Table::header).unwrap_or_default();
    for column in table("coalitions").map(Table::header).unwrap_or_default() {
        assert!(wide.contains(&column), "statements lacks {column}");
    }
    for column in ["party_id", "party_short", "party_name", "stance", "slot", "evidence_text", "event_date"] {
        assert!(wide.contains(&column), "statements lacks {column}");
    }
}

#[test]
fn values_are_those_of_the_model() {
    use crate::model::{Certainty, DecisionReason, Flag, Office, SetRole, Settled, Slot, Stance, Status};
    fn of<T: serde::Serialize>(all: &[T]) -> String {
        let names: Vec<String> =
            all.iter().filter_map(|one| serde_json::to_value(one).ok()?.as_str().map(Into::into)).collect();
        names.join("|")
    }
    let values = |table_name: &str, column: &str| {
        let found = table(table_name).and_then(|table| table.all().find(|other| other.name == column));
        found.map(|column| column.values).unwrap_or_default()
    };
    assert_eq!(values("statements", "status"), of(Certainty::BUILT_IN));
    assert_eq!(values("statements", "office"), of(Office::DELIVERED));
    assert_eq!(values("race_party", "status"), of(Certainty::BUILT_IN));
    assert_eq!(values("panel", "stance"), of(Stance::BUILT_IN));
    assert_eq!(values("statements", "stance"), of(Stance::BUILT_IN));
    assert_eq!(values("statements", "slot"), of(&Slot::ALL));
    assert_eq!(values("notes", "flag"), of(&Flag::ALL));
    assert_eq!(values("mentions", "settled"), of(&Settled::ALL));
    assert_eq!(values("mentions", "reason"), of(&DecisionReason::ALL));
    assert_eq!(values("articles", "status"), of(&Status::ALL));
    assert_eq!(values("articles", "set_role"), of(&[SetRole::Person, SetRole::Extractor, SetRole::Gold]));
}

#[test]
fn both_files_name_every_column() {
    let rows = rows(&Scheme::default());
    let columns: usize = TABLES.iter().map(|table| table.all().count()).sum();
    assert_eq!(rows.len(), columns + 1);
    assert_eq!(rows[1][..4], ["articles", "1", "article_id", "id"]);
    let markdown = markdown(&Scheme::default());
    for table in TABLES {
        assert!(markdown.contains(&format!("## {}.csv\n", table.name)));
        for column in table.all() {
            assert!(markdown.contains(&format!("| `{}` | {} |", column.name, column.kind.name())), "{}", column.name);
        }
    }
    assert!(ELSEWHERE.iter().all(|other| markdown.contains(other.variables)));
}

/// The recipes use columns that there are; `tests/clients/recipes.py` runs them.
#[test]
fn recipes_name_columns_of_statements() {
    let wide = table("statements").map(Table::header).unwrap_or_default();
    for column in ["statement_id", "party_id", "story_id", "race_id", "event_date", "status", "region_code"] {
        assert!(wide.contains(&column) && RECIPES.contains(column), "{column}");
    }
}

#[test]
fn own_fields_are_explained_behind_the_columns_of_their_tables() {
    use crate::model::{Field, FieldChoice, FieldKey, FieldOwner, FieldType, Number, Variable};
    let choice = |key: &str| FieldChoice { key: key.into(), name: String::new(), name_id: String::new() };
    let field = Field {
        key: FieldKey::new("stage").unwrap(),
        on: FieldOwner::Statement,
        kind: FieldType::Several(vec![choice("talks"), choice("registered")]),
        name: "Stage".into(),
        name_id: "Tahap".into(),
        help: "The formal step |\nthat is told".into(),
        help_id: String::new(),
        default: None,
        required: false,
    };
    let scheme = Scheme { fields: vec![field], ..Scheme::default() };
    let rows = rows(&scheme);
    let own: Vec<_> = rows.iter().filter(|row| row[2] == "field_stage").collect();
    assert_eq!(own.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["coalitions", "statements"]);
    assert_eq!(own[0][3..7], ["ids", "", "talks|registered", "Stage: The formal step / that is told"]);
    assert!(markdown(&scheme).contains("| `field_stage` | ids |  | talks, registered | Stage: The formal step"));
    let column = &own_columns(&scheme, "statements")[0];
    let values = |value| crate::model::Variables::from([("stage".to_owned(), value)]);
    assert_eq!(column.cell(&values(Variable::List(vec!["registered".into(), "talks".into()]))), "registered;talks");
    assert_eq!(column.cell(&values(Variable::Number(Number::new(1.0).unwrap()))), "", "not of the type");
}

//! What a project's own fields hold travels with every format that has a place for it, and is told of every other.

use std::collections::BTreeMap;

use tandai::{
    formats::{ALL, Document, MemorySource, format, unheld_values},
    model::{
        Annotations, EntityId, Field, FieldChoice, FieldKey, FieldOwner, FieldType, KindKey, Number, Scheme, Variable,
        Variables,
    },
};

use super::{nasty, read_in, source_of, write_in};

fn field(on: FieldOwner, key: &str, kind: FieldType) -> Field {
    Field {
        key: FieldKey::new(key).unwrap(),
        on,
        kind,
        name: key.to_uppercase(),
        name_id: String::new(),
        help: String::new(),
        help_id: String::new(),
        default: None,
        required: false,
    }
}

/// A field of every type on each sort of record.
fn scheme() -> Scheme {
    let choices = || {
        let choice = |key: &str| FieldChoice { key: key.to_owned(), name: String::new(), name_id: String::new() };
        ["talks", "surat tugas", "B1"].map(choice).to_vec()
    };
    let of = |on| {
        [
            ("words", FieldType::Text),
            ("number", FieldType::Number),
            ("day", FieldType::Date),
            ("negated", FieldType::YesNo),
            ("stage", FieldType::One(choices())),
            ("stages", FieldType::Several(choices())),
            ("by", FieldType::Entity(vec![KindKey::party()])),
        ]
        .map(|(key, kind)| field(on, key, kind))
    };
    Scheme { fields: FieldOwner::ALL.into_iter().flat_map(of).collect(), ..Scheme::default() }
}

fn values(number: f64) -> Variables {
    [
        ("words", Variable::Text("=1+1, “ya”; \"x\"".to_owned())),
        ("number", Variable::Number(Number::new(number).unwrap())),
        ("day", Variable::Date("2024-07-08".parse().unwrap())),
        ("negated", Variable::YesNo(number > 1.0)),
        ("stage", Variable::Text("surat tugas".to_owned())),
        ("stages", Variable::List(vec!["talks".to_owned(), "B1".to_owned()])),
        ("by", Variable::Entity(EntityId::new("party:pks").unwrap())),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}

/// The first nasty article, coded: everything in the first statement and mention, one value in the others.
fn coded() -> Document {
    let mut document = nasty::documents().remove(0);
    let one: Variables = [("stage".to_owned(), Variable::Text("talks".to_owned()))].into();
    let Annotations { remark, mentions, coalitions, .. } = &mut document.annotations;
    remark.fields = values(0.5);
    for (at, mention) in mentions.values_mut().enumerate() {
        mention.fields = if at == 0 { values(2.0) } else { one.clone() };
    }
    for (at, coalition) in coalitions.values_mut().enumerate() {
        coalition.fields = if at == 0 { values(-3.0) } else { Variables::new() };
    }
    document
}

/// Of each record by its place: the article, mentions, statements.
fn said(document: &Document) -> Vec<(String, Variables)> {
    let there = &document.annotations;
    let mentions = there.in_reading_order().into_iter();
    let mentions = mentions.map(|one| (format!("{:?} {}", one.span, one.kind), one.fields.clone()));
    let statements = there.coalitions.values().map(|one| (format!("{:?}", one.evidence), one.fields.clone()));
    let article = ("article".to_owned(), there.remark.fields.clone());
    let mut said: Vec<_> = std::iter::once(article).chain(mentions).chain(statements).collect();
    said.sort();
    said
}

#[test]
fn they_come_back_as_they_went() {
    let scheme = scheme();
    let with_place = |format: &&&dyn tandai::formats::Format| {
        let info = format.info();
        info.reads && info.writes && info.own_fields
    };
    let mut names = Vec::new();
    for &format in ALL.iter().filter(with_place) {
        let id = format.info().id;
        let (files, left_out) = write_in(format, &[coded()], &scheme);
        assert!(left_out.iter().all(|one| !one.reason.to_string().contains("field")), "{id}: {left_out:?}");
        let (back, problems) = read_in(format, &source_of(format, &files), &BTreeMap::new(), &scheme);
        assert_eq!(said(&back[0]), said(&coded()), "{id}: {problems:?}");
        let told = |problem: &&tandai::formats::Problem| problem.to_string().contains("field");
        assert_eq!(problems.iter().find(told), None, "{id}");
        names.push(id);
    }
    assert!(names.contains(&"tandai") && names.contains(&"huggingface"), "{names:?}");
}

#[test]
fn what_a_format_has_no_place_for_is_told_value_by_value() {
    let document = coded();
    let all: usize = said(&document).iter().map(|(_, values)| values.len()).sum();
    for &format in ALL.iter().filter(|format| format.info().writes) {
        let (info, unheld) = (format.info(), unheld_values(format, &document));
        assert_eq!(unheld.len(), if info.own_fields { 0 } else { all }, "{}", info.id);
        let declared = info.losses().any(|loss| loss.to_string().contains("own fields"));
        assert_eq!(declared, !info.own_fields, "{}", info.id);
    }
    let conll = unheld_values(format("conll").unwrap(), &document);
    assert!(conll.iter().any(|one| one.reason.to_string() == "the format has no place for the field stage"));
}

/// Without definitions the values of a line stay what they are; with them, words become what their fields take.
#[test]
fn json_lines_of_other_programs_are_read_by_the_fields_of_the_project() {
    let line = r#"{"id":"a","text":"PKS","fields":{"day":"2024-07-08","negated":1,"by":"party:pks","new":7},
        "mentions":[{"start":0,"end":3,"kind":"party","fields":{"stage":"B1","number":"2.5"}}],
        "coalitions":[{"status":"open","evidence":[{"start":0,"end":3}],"fields":{"stages":["B1"],"stage":"?"}}]}"#;
    let source = || MemorySource::file("a.jsonl", line.replace('\n', " ").into_bytes());
    let tandai = format("tandai").unwrap();
    let types = |values: &Variables| -> Vec<String> {
        values.iter().map(|(key, value)| format!("{key}: {} {value}", value.type_name())).collect()
    };
    let (back, problems) = read_in(tandai, &source(), &BTreeMap::new(), &scheme());
    assert_eq!(problems, []);
    let there = &back[0].annotations;
    assert_eq!(
        types(&there.remark.fields),
        ["by: entity party:pks", "day: date 2024-07-08", "negated: yes_no true", "new: number 7"]
    );
    let mention = there.mentions.values().next().unwrap();
    assert_eq!(types(&mention.fields), ["number: number 2.5", "stage: text B1"]);
    let statement = there.coalitions.values().next().unwrap();
    assert_eq!(types(&statement.fields), ["stage: text ?", "stages: list B1"], "kept; the checks find it");
    let (back, _) = read_in(tandai, &source(), &BTreeMap::new(), &Scheme::default());
    assert_eq!(types(&back[0].annotations.remark.fields)[1], "day: text 2024-07-08");
}

/// A column for each field behind the others, and the codebook says what it is.
#[test]
fn tables_have_a_column_for_each() {
    let (files, left_out) = write_in(format("tables").unwrap(), &[coded()], &scheme());
    assert!(left_out.iter().all(|one| !one.reason.to_string().contains("field")), "{left_out:?}");
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let mut rows = csv::Reader::from_reader(files["coalitions.csv"].as_slice());
    let header = rows.headers().unwrap().clone();
    let first = rows.records().next().unwrap().unwrap();
    let cell = |name: &str| &first[header.iter().position(|column| column == name).unwrap()];
    let own = ["words", "number", "day", "negated", "stage", "stages", "by"].map(|key| cell(&format!("field_{key}")));
    assert_eq!(own, ["'=1+1, “ya”; \"x\"", "-3", "2024-07-08", "0", "surat tugas", "talks;B1", "party:pks"]);
    for name in ["articles.csv", "mentions.csv", "statements.csv"] {
        assert!(text(name).lines().next().unwrap().ends_with("field_stage,field_stages,field_by"), "{name}");
    }
    assert!(!text("backings.csv").contains("field_"));
    let codebook = text("codebook.csv");
    assert!(
        codebook
            .lines()
            .any(|line| line.starts_with("coalitions,") && line.contains("field_stage,category,,talks|surat tugas|B1"))
    );
    // What fits no field is told, and stands in no column.
    let mut odd = coded();
    odd.annotations.remark.fields.insert("negated".to_owned(), Variable::Text("maybe".to_owned()));
    odd.annotations.remark.fields.insert("gone".to_owned(), Variable::YesNo(true));
    for id in ["tables", "huggingface"] {
        let (_, left_out) = write_in(format(id).unwrap(), &[odd.clone()], &scheme());
        let reasons: Vec<String> = left_out.iter().map(|one| one.reason.to_string()).collect();
        assert!(reasons.contains(&"the project has no field gone".to_owned()), "{id}: {reasons:?}");
        assert!(reasons.iter().any(|reason| reason.contains("“maybe” is not yes or no")), "{id}: {reasons:?}");
    }
}

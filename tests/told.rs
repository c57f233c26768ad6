//! What an import or an export changes, leaves out or cannot know is said, and nothing takes its place.

mod shell;

use std::{fs, path::Path};

use serde_json::Value;
use shell::{Run, tandai};

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn file(&self, name: &str, text: &str) -> String {
        fs::write(self.0.path().join(name), text).unwrap();
        self.path(name)
    }

    /// A new project of Sri's with this file in it.
    fn project(&self, name: &str, file: &str) -> String {
        let project = self.path(name);
        assert_eq!(tandai(["new", &project, "--as", "sri"]).status, 0);
        let run = tandai(["import", &project, file, "--as", "sri"]);
        assert!(run.status < 2, "{run:?}");
        project
    }
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

fn rows(jsonl: &str) -> Vec<Value> {
    jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[track_caller]
fn says(run: &Run, status: i32, parts: &[&str]) {
    assert_eq!(run.status, status, "{run:?}");
    for part in parts {
        assert!(run.out.contains(part) || run.err.contains(part), "lacks {part:?}: {run:?}");
    }
}

#[test]
fn variables_of_articles_go_along_or_are_told() {
    let desk = Desk::new();
    let file = desk.file("in.csv", "id,text,penulis,jumlah\na,PKS hadir di Lebak.,Rina,12\n");
    let project = desk.project("p", &file);
    let export = |format: &str, out: &str| {
        tandai(["export", &project, "--as", "sri", "--format", format, "--out", &desk.path(out)])
    };
    says(&export("tables", "tables"), 0, &[]);
    let table = read(desk.0.path().join("tables/variables.csv"));
    assert_eq!(
        table,
        "article_id,set,set_role,variable,variable_type,value\na,sri,person,jumlah,number,12\na,sri,person,penulis,text,Rina\n"
    );
    says(&export("huggingface", "hf"), 0, &[]);
    let back = tandai(["convert", "--from", "huggingface", "--to", "tandai", &desk.path("hf"), "-"]);
    assert_eq!(rows(&back.out)[0]["meta"], serde_json::json!({"jumlah": 12, "penulis": "Rina"}), "{back:?}");
    for format in ["conll", "w3c", "cas-json", "spacy"] {
        says(&export(format, format), 1, &["no place for the variable penulis of articles"]);
    }
}

#[test]
fn ids_that_cannot_stay_are_kept_as_a_variable() {
    let desk = Desk::new();
    let file =
        desk.file("in.csv", "id,text\nberita/1,PKS hadir.\nberita/1,PSI hadir.\nberita-1,PAN hadir.\nb2,PKB hadir.\n");
    let project = desk.path("p");
    tandai(["new", &project, "--as", "sri"]);
    let run = tandai(["import", &project, &file, "--as", "sri"]);
    says(&run, 0, &["3 articles with another id here than in the file; that one is the variable id"]);
    tandai(["export", &project, "--as", "sri", "--format", "tandai", "--out", &desk.path("out.jsonl")]);
    let ids = |row: &Value| (row["id"].to_string(), row["meta"]["id"].to_string());
    let told: Vec<_> = rows(&read(desk.path("out.jsonl"))).iter().map(ids).collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(id, own)| (id.as_str(), own.as_str())).collect();
    assert_eq!(
        told,
        [
            ("\"b2\"", "null"),
            ("\"berita-1\"", "\"berita/1\""),
            ("\"berita-1-2\"", "\"berita/1\""),
            ("\"berita-1-3\"", "\"berita-1\"")
        ]
    );
}

#[test]
fn settings_that_no_reader_has_are_refused() {
    let desk = Desk::new();
    let file = desk.file("in.csv", "id,text\na,PKS hadir.\n");
    let project = desk.path("p");
    tandai(["new", &project]);
    for (setting, part) in [
        ("ofsets=utf16", "no format that is read has a setting “ofsets”"),
        ("offsets=utf-16", "“offsets” is one of"),
        ("header=maybe", "“header” is one of yes, no"),
    ] {
        says(&tandai(["import", &project, &file, "--option", setting]), 2, &[part]);
    }
    says(&tandai(["import", &project, &file, "--option", "header=yes"]), 0, &["1 article imported"]);
}

const STATEMENT: &str = r#"{"id":"a","text":"PKS usung Asep, PSI menolak di Banten.","date":"2024-07-08","status":"finished","mentions":[],"coalitions":[{"id":"c1","region":"region:36","office":"governor","year":2024,"backings":[{"party":"party:pks","stance":"nominating"},{"party":"party:psi","stance":"other"}],"status":"confirmed","evidence":[{"start":0,"end":38}]}]}"#;

fn scheme(desk: &Desk, name: &str, sign: &str) -> String {
    let stances = format!(
        "stances: [(key: nominating, names: (en: \"nominating\")), (key: other, names: (en: \"other\"), sign: {sign})]"
    );
    let offices = "offices: [(key: governor, names: (en: \"governor\"), places: [(en: \"head\"), (en: \"deputy\")], level: \"province\")]";
    let statuses = "statuses: [(key: confirmed, names: (en: \"confirmed\"))]";
    desk.file(name, &format!("(format: 1, statements: ({offices}, {statuses}, {stances}))"))
}

#[test]
fn keys_that_mean_something_else_are_told() {
    let desk = Desk::new();
    let file = desk.file("in.jsonl", STATEMENT);
    for (project, sign) in [("a", "minus"), ("b", "plus"), ("c", "minus")] {
        tandai(["new", &desk.path(project), "--as", "sri"]);
        let run = tandai(["scheme", &desk.path(project), "--import", &scheme(&desk, "s.ron", sign)]);
        assert!(run.status < 2, "{run:?}");
    }
    tandai(["import", &desk.path("a"), &file, "--as", "sri"]);
    tandai(["export", &desk.path("a"), "--as", "sri", "--format", "tandai", "--out", &desk.path("set")]);
    let run = tandai(["import", &desk.path("b"), &desk.path("set"), "--as", "sri"]);
    says(&run, 1, &["means other things by these keys", "other: against there, for here"]);
    says(&tandai(["import", &desk.path("c"), &desk.path("set"), "--as", "sri"]), 0, &[]);
}

#[test]
fn a_day_that_may_lie_on_both_sides_is_in_no_part() {
    let desk = Desk::new();
    let line = |id: &str, date: &str| format!("{{\"id\":\"{id}\",\"text\":\"Kabar {id} dari Lebak.\"{date}}}\n");
    let dated = |id: &str, date: &str| line(id, &format!(",\"date\":\"{date}\""));
    let text = [
        dated("awal", "2024-08-01"),
        dated("akhir", "2024-09-01"),
        dated("bulan", "2024-08"),
        dated("tahun", "2024"),
        dated("juli", "2024-07"),
        line("kosong", ""),
    ];
    let project = desk.project("p", &desk.file("in.jsonl", &text.concat()));
    let out = desk.path("out");
    let cut = ["--split", "train=50,test=50", "--split-by", "date", "--split-at", "2024-08-15"];
    let run = tandai(["export", &project, "--as", "sri", "--format", "tandai", "--out", &out].iter().chain(&cut));
    says(&run, 1, &["article bulan is in no part", "article tahun is in no part", "article kosong is in no part"]);
    assert_eq!(rows(&read(Path::new(&out).join("train.jsonl"))).len(), 2);
    assert_eq!(rows(&read(Path::new(&out).join("test.jsonl"))).len(), 1);
}

#[test]
fn who_finished_and_marked_nothing_has_answered() {
    let desk = Desk::new();
    let article = |status: &str| format!("{{\"id\":\"x\",\"text\":\"PKS hadir di Lebak.\"{status}}}\n");
    let project = desk.project("p", &desk.file("a.jsonl", &article("")));
    let file =
        desk.file("e.jsonl", &article(",\"status\":\"finished\",\"set\":\"eka\",\"mentions\":[],\"coalitions\":[]"));
    let run = tandai(["import", &project, &file, "--as", "sri"]);
    says(&run, 0, &["1 article without a mark, with how far the work on it is"]);
    // The same again is known already.
    assert_eq!(tandai(["import", &project, &file, "--as", "sri", "--json"]).status, 0);
}

#[test]
fn a_number_that_is_none_costs_no_article() {
    let desk = Desk::new();
    let line = "{\"id\":\"a\",\"text\":\"PKS hadir.\",\"mentions\":[{\"id\":\"m1\",\"start\":0,\"end\":3,\"kind\":\"party\",\"score\":NaN}]}\n";
    let run = tandai(["convert", "--from", "tandai", "--to", "tandai", &desk.file("a.jsonl", line), "-"]);
    says(&run, 0, &["1 article converted", "1 number that is none"]);
    assert_eq!(rows(&run.out)[0]["mentions"][0]["text"], "PKS");
}

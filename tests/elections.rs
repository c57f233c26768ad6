//! Other elections: projects whose offices, places, statuses and stances are their own, made from files alone.

mod shell;

use std::{fs, path::Path};

use shell::{files, tandai};

/// A project from its `project.ron`, its table of names and its news.
fn made(name: &str, dir: &Path) -> String {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/elections").join(name);
    let project = dir.join(name).display().to_string();
    fs::create_dir_all(&project).unwrap();
    fs::copy(from.join("project.ron"), Path::new(&project).join("project.ron")).unwrap();
    let run = tandai(["entities", &project, "--import", &from.join("entities.csv").display().to_string()]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    let run = tandai(["import", &project, &from.join("news.jsonl").display().to_string()]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    project
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The lines of a file, or of all files of a folder by their names.
fn lines_of(path: &Path) -> String {
    if path.is_file() {
        return fs::read_to_string(path).unwrap();
    }
    let mut files: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    assert!(!files.is_empty(), "{path:?}");
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// What the two coders said of a project, in each format that carries statements, comes back alike.
fn goes_out_and_comes_back(project: &str, dir: &Path) {
    for format in ["tandai", "brat", "cas-json", "huggingface"] {
        let out = dir.join(format!("out-{format}")).display().to_string();
        let run = tandai(["export", project, "--out", &out, "--format", format, "--set", "sri"]);
        assert_eq!(run.status, 0, "{format}: {run:?}");
        let back = dir.join(format!("back-{format}")).display().to_string();
        fs::create_dir_all(&back).unwrap();
        for file in ["project.ron", "entities.ron"] {
            fs::copy(Path::new(project).join(file), Path::new(&back).join(file)).unwrap();
        }
        let run = tandai(["import", &back, &out, "--format", format, "--set", "sri"]);
        assert!(run.status < 2, "{format}: {run:?}");
        let said = |project: &str, name: &str| {
            let out = dir.join(name).display().to_string();
            let run = tandai(["export", project, "--out", &out, "--format", "tandai", "--set", "sri"]);
            assert_eq!(run.status, 0, "{format}: {run:?}");
            let text = lines_of(Path::new(&out));
            let of = |line: &str| {
                let line = json(line);
                let statement = |one: &serde_json::Value| {
                    ["office", "status", "year", "head", "deputy"].map(|field| one[field].clone()).to_vec()
                };
                line["coalitions"].as_array().unwrap().iter().map(statement).collect::<Vec<_>>()
            };
            text.lines().map(of).collect::<Vec<_>>()
        };
        let (before, after) = (said(project, &format!("before-{format}")), said(&back, &format!("after-{format}")));
        assert_eq!(before, after, "{format}");
        assert!(!before.concat().is_empty());
    }
}

#[test]
fn a_presidential_race_is_checked_compared_and_exported() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("pilpres", dir.path());
    let run = tandai(["check", &project, "--set", "sri"]);
    assert!(!run.out.contains("known-codes") && !run.out.contains("which elects"), "{run:?}");
    assert!(run.out.contains("has no deputy"), "a ticket of two places: {run:?}");
    let ledger = tandai(["ledger", &project, "--set", "sri", "--json", "--office", "president"]);
    let row = &json(&ledger.out)[0];
    assert_eq!(row["tickets"][0]["parties"], serde_json::json!(["Nusa", "Poros Nusantara"]), "{ledger:?}");
    let cell = &row["cells"][1];
    assert_eq!(cell["days_to_registration"], 45, "from 4 September to 19 October: {ledger:?}");
    assert_eq!((&cell["threshold_rule"], &cell["threshold_met"]), (&"law-7-2017".into(), &"unknown".into()));
    speaks_of_no_register(&project, dir.path());
    let run = tandai(["ledger", &project, "--office", "regent"]);
    assert_eq!(run.status, 2);
    run.errs(&["the project has no office “regent”; it has president"]);
    let run = tandai(["stats", &project, "--json"]);
    assert_eq!(json(&run.out)["sets"][1]["coalition_office"], serde_json::json!({"president": 2}), "{run:?}");
    let run = tandai(["extract", &project]);
    assert_eq!(run.status, 2);
    run.errs(&["switches the rules off"]);
    goes_out_and_comes_back(&project, dir.path());
}

/// Neither the ledger nor the report says who was registered: nobody knows it of these elections.
fn speaks_of_no_register(project: &str, dir: &Path) {
    let ledger = tandai(["ledger", project, "--set", "sri"]);
    let out = dir.join("report").display().to_string();
    let report = tandai(["report", project, "--set", "sri", "--out", &out]);
    assert_eq!((ledger.status, report.status), (0, 0), "{ledger:?} {report:?}");
    let read = |file: &str| fs::read_to_string(Path::new(&out).join(file)).unwrap();
    for said in [&ledger.out, &read("methods.md"), &read("summary.json"), &read("evidence.html")] {
        assert!(!said.contains("registered") && !said.contains("KPU"), "{said}");
    }
    let run = tandai(["ledger", project, "--set", "sri", "--only", "unregistered"]);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["nobody knows who is registered"]);
}

/// The rows of a table, by the names of their columns.
fn rows_of(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

#[test]
fn days_of_the_elections_are_the_projects_own() {
    let dir = tempfile::tempdir().unwrap();
    for (name, last_week, at_election) in [("pilpres", "2024-02-12", "0"), ("landtag", "2024-11-18", "-9")] {
        let project = made(name, dir.path());
        let out = dir.path().join(format!("{name}-tables"));
        let run =
            tandai(["export", &project, "--out", &out.display().to_string(), "--format", "tables", "--set", "sri"]);
        assert_eq!(run.status, 0, "{run:?}");
        let panel = rows_of(&out.join("panel.csv"));
        let last = panel.iter().max_by_key(|row| &row["week"]).unwrap();
        assert_eq!((&*last["week"], &*last["weeks_to_election"]), (last_week, at_election), "{panel:?}");
    }
}

#[test]
fn a_month_stands_in_no_week_of_the_panel() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("landtag", dir.path());
    let file = Path::new(&project).join("annotations/sri/l1.ron");
    let whole = fs::read_to_string(&file).unwrap();
    let month = whole.replace("date: \"2024-09-30\"", "date: \"2024-09\"");
    assert_ne!(whole, month);
    fs::write(&file, month).unwrap();
    let out = dir.path().join("tables");
    let run = tandai(["export", &project, "--out", &out.display().to_string(), "--format", "tables", "--set", "sri"]);
    assert_eq!(run.status, 0, "{run:?}");
    let panel = rows_of(&out.join("panel.csv"));
    let (apart, weeks): (Vec<_>, Vec<_>) = panel.iter().partition(|row| row["week"].is_empty());
    assert!(!apart.is_empty(), "{panel:?}");
    for row in apart {
        assert_eq!((&*row["status_from"], &*row["status"], &*row["spell"]), ("2024-09", "exploring", ""));
    }
    assert!(weeks.iter().all(|row| row["status"] != "exploring"), "{panel:?}");
}

#[test]
fn a_region_of_another_level_elects_no_such_office() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("landtag", dir.path());
    let file = Path::new(&project).join("annotations/sri/l2.ron");
    let right = fs::read_to_string(&file).unwrap();
    let of = |region: &str| {
        fs::write(&file, right.replace("region:nordmark", region)).unwrap();
        let check = tandai(["check", &project, "--set", "sri"]);
        let ledger = tandai(["ledger", &project, "--set", "sri", "--json"]);
        (check.out, json(&ledger.out).as_array().unwrap().iter().map(|row| row["held"].clone()).collect::<Vec<_>>())
    };
    let (check, held) = of("region:kreis-ufer");
    assert!(check.contains("minister-president in Kreis Ufer, whose level is kreis, not land"), "{check}");
    assert!(held.contains(&false.into()), "{held:?}");
    // The id of Aceh is another region's here.
    let (check, held) = of("region:11");
    assert!(!check.contains("whose level is") && !check.contains("elects"), "{check}");
    assert!(held.iter().all(|held| *held == true), "{held:?}");
    let out = dir.path().join("tables");
    let run = tandai(["export", &project, "--out", &out.display().to_string(), "--format", "tables", "--set", "sri"]);
    assert_eq!(run.status, 0, "{run:?}");
    for table in ["statements.csv", "race_party.csv"] {
        let rows = rows_of(&out.join(table));
        let row =
            rows.iter().find(|row| row["region_id"] == "region:11").unwrap_or_else(|| panic!("{table}: {rows:?}"));
        assert_eq!(
            (&*row["region_level"], &*row["province_code"], &*row["pairs_in_race"]),
            ("land", "", ""),
            "{table}"
        );
    }
}

/// A project on a presidential race in which the rules propose: the fixture's, with the words of its office.
fn pilpres_by_rules(dir: &Path, news: &[(&str, &str, &str)]) -> String {
    let project = made("pilpres", dir);
    let file = Path::new(&project).join("project.ron");
    let words = r#"level: "country",
                words: (
                    election: ["pilpres", "pemilihan presiden"],
                    candidate: ["capres", "bacapres", "calon presiden"],
                    running_mate: ["cawapres", "bacawapres", "calon wakil presiden"],
                    holder: ["presiden"],
                    deputy: ["wakil presiden"],
                )"#;
    let text = fs::read_to_string(&file).unwrap();
    let text =
        text.replace("level: \"country\"", words).replace("statements: (", "statements: (\n        rules: true,");
    assert!(text.contains("bacapres") && text.contains("rules: true"), "{text}");
    fs::write(&file, text).unwrap();
    let lines: String = news
        .iter()
        .map(|(id, date, text)| {
            serde_json::json!({"id": id, "title": "Kabar pemilu", "date": date, "text": text}).to_string() + "\n"
        })
        .collect();
    let file = dir.join("news.jsonl");
    fs::write(&file, lines).unwrap();
    let run = tandai(["import", &project, &file.display().to_string()]);
    assert_eq!(run.status, 0, "{run:?}");
    let run = tandai(["extract", &project]);
    assert!(run.status < 2, "{run:?}");
    project
}

/// What the rules propose in an article: office, region, year, head, deputy, parties.
fn proposed(project: &str, dir: &Path, article: &str) -> Vec<String> {
    let out = dir.join(format!("proposed-{article}")).display().to_string();
    let run = tandai(["export", project, "--out", &out, "--format", "tandai", "--set", "auto-rules-2"]);
    assert_eq!(run.status, 0, "{run:?}");
    let text = lines_of(Path::new(&out));
    let lines = text.lines().map(json);
    let of = |one: &serde_json::Value| {
        let fields = ["office", "region", "year", "head", "deputy", "status"];
        let said: Vec<String> = fields.iter().map(|field| one[*field].to_string().replace('"', "")).collect();
        let parties =
            one["backings"].as_array().unwrap().iter().map(|one| one["party"].as_str().unwrap_or("?").to_owned());
        format!("{} {}", said.join(" "), parties.collect::<Vec<_>>().join("+"))
    };
    let found = lines.filter(|line| line["id"] == article);
    found.flat_map(|line| line["coalitions"].as_array().unwrap().iter().map(of).collect::<Vec<_>>()).collect()
}

#[test]
fn rules_propose_the_offices_of_a_project_and_no_others() {
    let dir = tempfile::tempdir().unwrap();
    let news = [
        (
            "n1",
            "2023-09-02",
            "JAKARTA – Partai Nusa resmi mengusung Arga Wirya sebagai capres dan Lestari Puspa sebagai cawapres di Pilpres 2024, Sabtu (2/9/2023).",
        ),
        (
            "n2",
            "2023-09-03",
            "Partai Bahari mendukung Bagas Rahayu sebagai calon presiden, kata ketua umumnya dalam rapat menjelang pilpres.",
        ),
        (
            "n3",
            "2023-09-04",
            "PKS resmi mengusung Arga Wirya sebagai calon gubernur di Pilgub Banten 2024. Pilpres tidak dibahas.",
        ),
        (
            "n4",
            "2023-09-05",
            "Pilpres dan capres ramai dibahas. Di Pilkada Banten, Partai Nusa mengusung Bagas Rahayu sebagai calon gubernur. Soal cawapres belum ada keputusan.",
        ),
        ("n5", "2023-09-06", "Partai Nusa dan Partai Bahari rapat bersama di Bandung dengan sejumlah tokoh."),
    ];
    let project = pilpres_by_rules(dir.path(), &news);
    let of = |article: &str| proposed(&project, dir.path(), article);
    let right = "president region:indonesia 2024 candidate:arga-wirya candidate:lestari-puspa confirmed party:nusa";
    assert_eq!(of("n1"), [right]);
    let bagas = of("n2");
    assert_eq!(bagas.len(), 1, "{bagas:?}");
    assert!(bagas[0].starts_with("president region:indonesia 2024 candidate:bagas-rahayu null"), "{bagas:?}");
    for other in ["n3", "n4", "n5"] {
        assert_eq!(of(other), Vec::<String>::new(), "{other}");
    }
}

#[test]
fn a_scheme_goes_from_one_project_to_another() {
    let dir = tempfile::tempdir().unwrap();
    let (landtag, pilpres) = (made("landtag", dir.path()), made("pilpres", dir.path()));
    let file = dir.path().join("scheme.ron").display().to_string();
    let run = tandai(["scheme", &landtag, "--export", &file]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(tandai(["scheme", &landtag, "--export", &file]).status, 2, "what is there is not overwritten");
    let run = tandai(["scheme", &landtag, "--import", &file]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.contains("the project has this scheme already"), "{run:?}");
    // Where statements would be left without a meaning, nothing is changed.
    let before = files(Path::new(&pilpres));
    for arguments in [&["--dry-run"][..], &[]] {
        let run = tandai(["scheme", &pilpres, "--import", &file].iter().copied().chain(arguments.iter().copied()));
        assert_eq!(run.status, if arguments.is_empty() { 2 } else { 1 }, "{run:?}");
        run.errs(&["office “president”: 2 statements of the set sri would have no meaning, the first one in p1"]);
        run.errs(&["status “hoped”: 1 statement of the set budi", "stance “nominating”", "place “deputy”"]);
        assert_eq!(files(Path::new(&pilpres)), before);
    }
    let run = tandai(["scheme", &pilpres, "--import", &file, "--anyway", "--json"]);
    assert_eq!((run.status, json(&run.out)["stored"].as_bool()), (1, Some(true)), "{run:?}");
    assert!(tandai(["check", &pilpres]).out.contains("has the office “president”"));
    // A new project takes it as it is.
    let new = dir.path().join("new").display().to_string();
    assert_eq!(tandai(["new", &new, "--name", "Baru"]).status, 0);
    assert_eq!(tandai(["scheme", &new, "--import", &file]).status, 0);
    let again = tandai(["scheme", &new, "--export", "-"]);
    assert_eq!(again.out, fs::read_to_string(&file).unwrap());
}

/// A project with fields of its own, and a set that has coded them.
fn with_fields(name: &str, fields: &str, dir: &Path) -> String {
    let project = dir.join(name).display().to_string();
    assert_eq!(tandai(["new", &project, "--name", name]).status, 0);
    let file = Path::new(&project).join("project.ron");
    let text = fs::read_to_string(&file).unwrap();
    let at = text.find("    sets:").or_else(|| text.rfind(')')).unwrap();
    fs::write(&file, format!("{}{fields}\n{}", &text[..at], &text[at..])).unwrap();
    let news = dir.join("coded.jsonl");
    let line =
        r#"{"id":"f1","text":"Partai Fiksi bicara.","set":"sri","fields":{"tone":"calm","pages":3},"mentions":[]}"#;
    fs::write(&news, format!("{line}\n")).unwrap();
    let run = tandai(["import", &project, &news.display().to_string()]);
    assert!(run.status < 2, "{run:?}");
    project
}

const FIELDS: &str = r#"    fields: [
        (key: "tone", on: article, type: one([(key: "calm", name: "Calm"), (key: "sharp")]), name: "Tone"),
        (key: "pages", on: article, type: number, name: "Pages", help: "As printed"),
    ],"#;

#[test]
fn a_scheme_carries_the_projects_own_fields() {
    let dir = tempfile::tempdir().unwrap();
    let project = with_fields("fields", FIELDS, dir.path());
    let file = dir.path().join("scheme.ron").display().to_string();
    assert_eq!(tandai(["scheme", &project, "--export", &file]).status, 0);
    let good = fs::read_to_string(&file).unwrap();
    // A new project takes them, as one step with the rest, and exports the same.
    let new = dir.path().join("new").display().to_string();
    assert_eq!(tandai(["new", &new, "--name", "Baru"]).status, 0);
    let run = tandai(["scheme", &new, "--import", &file, "--dry-run"]);
    assert!(run.out.contains("field  tone  one, of each article") && run.out.contains("nothing was stored"), "{run:?}");
    let run = tandai(["scheme", &new, "--import", &file]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(tandai(["scheme", &new, "--export", "-"]).out, good);
    let run = tandai(["scheme", &new, "--import", &file, "--json"]);
    assert_eq!((json(&run.out)["same"].as_bool(), json(&run.out)["stored"].as_bool()), (Some(true), Some(false)));
    // A file that says nothing of fields leaves them.
    let silent = dir.path().join("silent.ron").display().to_string();
    let landtag = made("landtag", dir.path());
    assert_eq!(tandai(["scheme", &landtag, "--export", &silent]).status, 0);
    assert_eq!(tandai(["scheme", &new, "--import", &silent]).status, 0);
    let both = tandai(["scheme", &new, "--export", "-"]).out;
    assert!(both.contains("minister_president") && both.contains("\"pages\""), "{both}");
    // What is coded keeps a type that does not fit out, whatever is said; a field that goes is told and needs a word.
    let before = files(Path::new(&project));
    let misfit = dir.path().join("misfit.ron").display().to_string();
    fs::write(&misfit, good.replacen("type: number", "type: date", 1)).unwrap();
    for arguments in [&["--dry-run"][..], &[], &["--anyway"]] {
        let run = tandai(["scheme", &project, "--import", &misfit].iter().copied().chain(arguments.iter().copied()));
        assert_eq!(run.status, if arguments == ["--dry-run"] { 1 } else { 2 }, "{run:?}");
        run.errs(&["f1 (set sri)", "field pages", "“3” is not a date"]);
        assert_eq!(files(Path::new(&project)), before);
    }
    let at = good.find("        (\n            key: \"pages\"").unwrap_or_else(|| panic!("{good}"));
    let without = format!("{}    ],\n)\n", &good[..at]);
    let gone = dir.path().join("gone.ron").display().to_string();
    fs::write(&gone, without).unwrap();
    let run = tandai(["scheme", &project, "--import", &gone]);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["field pages: 1 value would be left without it", "or say --anyway"]);
    assert_eq!(files(Path::new(&project)), before);
    assert_eq!(tandai(["scheme", &project, "--import", &gone, "--anyway"]).status, 1);
    assert!(!tandai(["scheme", &project, "--export", "-"]).out.contains("pages"));
}

#[test]
fn a_faulty_field_of_a_scheme_file_is_told_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let project = with_fields("fields", FIELDS, dir.path());
    let file = dir.path().join("scheme.ron").display().to_string();
    assert_eq!(tandai(["scheme", &project, "--export", &file]).status, 0);
    let (good, before) = (fs::read_to_string(&file).unwrap(), files(Path::new(&project)));
    let line = |part: &str| 1 + good[..good.find(part).unwrap()].lines().count() - 1;
    for (from, to, told, at) in [
        ("key: \"pages\"", "key: \"tone\"", "the field tone of a article stands here twice", Some("key: \"pages\"")),
        ("key: \"sharp\"", "key: \"calm\"", "“calm” stands twice in the list of the field tone", Some("key: \"tone\"")),
        ("key: \"pages\"", "key: \"Pages\"", "“Pages” is not the key of a field", None),
        ("type: number", "type: integer", "integer", None),
        ("\"Pages\"", "\"Pa\\u{7}ges\"", "control character", None),
        ("type: number", "type: entity([\"ship\"])", "of the kind “ship”, which the project does not have", None),
    ] {
        assert!(good.contains(from), "{from}: {good}");
        fs::write(&file, good.replacen(from, to, 1)).unwrap();
        let run = tandai(["scheme", &project, "--import", &file]);
        assert_eq!(run.status, 2, "{run:?}");
        run.errs(&[told, "scheme.ron"]);
        if let Some(at) = at {
            let place = format!("scheme.ron:{}:", line(at) - 1);
            assert!(run.err.contains(&place), "{place}: {run:?}");
        }
        assert_eq!(files(Path::new(&project)), before);
    }
}

#[test]
fn a_faulty_scheme_file_is_told_with_its_place_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("landtag", dir.path());
    let file = dir.path().join("scheme.ron").display().to_string();
    assert_eq!(tandai(["scheme", &project, "--export", &file]).status, 0);
    let (good, before) = (fs::read_to_string(&file).unwrap(), files(Path::new(&project)));
    for (from, to, told) in [
        ("format: 1", "format: 9", "format 9 is newer"),
        ("key: minister_president", "key: Minister", "small letters"),
        ("key: denied", "key: confirmed", "“confirmed” stands here twice"),
        ("key: denied", "key: refused", "refused"),
        ("year: 2019", "year: 19", "19 is not a year of an election"),
        ("day: \"2019-09-29\"", "day: \"2019-09\"", "no whole day"),
        ("(year: 2024, day: \"2024-09-22\")", "(year: 2019, day: \"2020-01-12\")", "stands here twice for one office"),
        ("statements:", "staatements:", "does not know the field “staatements”"),
        ("offices: [", "offices: [], more: [", "more"),
    ] {
        assert!(good.contains(from), "{from}: {good}");
        fs::write(&file, good.replacen(from, to, 1)).unwrap();
        let run = tandai(["scheme", &project, "--import", &file]);
        assert_eq!(run.status, 2, "{run:?}");
        run.errs(&[told]);
        let place = run.err.split("scheme.ron:").nth(1).unwrap_or_default();
        let numbers: Vec<Option<usize>> = place.splitn(3, ':').take(2).map(|number| number.parse().ok()).collect();
        assert!(numbers.iter().all(|number| number.is_some_and(|number| number > 0)), "line and column: {run:?}");
        assert_eq!(files(Path::new(&project)), before);
    }
    let run = tandai(["scheme", &project, "--import", "/nowhere/x.ron"]);
    assert_eq!(run.status, 2, "{run:?}");
}

#[test]
fn a_landtag_has_one_place_and_words_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("landtag", dir.path());
    let run = tandai(["check", &project, "--set", "sri"]);
    speaks_of_no_register(&project, dir.path());
    for not in ["known-codes", "no-deputy", "has no deputy", "which elects", "where no head is elected"] {
        assert!(!run.out.contains(not), "{run:?}");
    }
    let run = tandai(["compare", &project, "sri", "budi", "--json"]);
    assert!(run.status < 2, "{run:?}");
    let said = json(&run.out);
    assert!(said.to_string().contains("minister_president") && !said.to_string().contains("\"regent\""), "{run:?}");
    let tables = dir.path().join("tables").display().to_string();
    let run = tandai(["export", &project, "--out", &tables, "--format", "tables", "--set", "sri"]);
    assert_eq!(run.status, 0, "{run:?}");
    let read = |file: &str| fs::read_to_string(Path::new(&tables).join(file)).unwrap();
    let codebook = read("codebook.csv");
    assert!(codebook.contains("minister_president: minister-president"), "{codebook}");
    assert!(!codebook.contains("law-10-2016") && !codebook.contains("KPU"), "{codebook}");
    assert!(
        codebook.contains("exploring|confirmed|denied|open") && !codebook.contains("governor|regent"),
        "{codebook}"
    );
    assert!(read("statements.csv").contains("nordmark-minister_president-2024"), "{}", read("statements.csv"));
    // The level of a region of one's own is in no code.
    for table in ["statements.csv", "entities.csv"] {
        let text = read(table);
        let at = text.lines().next().unwrap().split(',').position(|column| column == "region_level").unwrap();
        let level = |row: &str| row.split(',').nth(at).map(str::to_owned);
        let nordmark = text.lines().find(|row| row.contains("region:nordmark")).unwrap();
        assert_eq!(level(nordmark).as_deref(), Some("land"), "{table}: {nordmark}");
    }
    goes_out_and_comes_back(&project, dir.path());
}

#[test]
fn a_code_that_the_scheme_does_not_have_is_kept_and_told() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("landtag", dir.path());
    let file = Path::new(&project).join("annotations/sri/l2.ron");
    let before = fs::read_to_string(&file).unwrap();
    let strange = before
        .replace("office: minister_president", "office: chancellor")
        .replace("status: confirmed", "status: hoped");
    assert_ne!(before, strange);
    fs::write(&file, &strange).unwrap();
    let run = tandai(["check", &project, "--set", "sri"]);
    assert_eq!(run.status, 1, "{run:?}");
    for told in
        ["l2", "has the office “chancellor”, which the project’s scheme does not have", "has the status “hoped”"]
    {
        assert!(run.out.contains(told), "{told}: {run:?}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), strange, "nothing is lost");
    // In a file of another project the same is told, and left open.
    let lines = dir.path().join("other.jsonl");
    fs::write(&lines, r#"{"id":"x","text":"Ufer.","coalitions":[{"id":"c1","office":"regent","status":"confirmed"}]}"#)
        .unwrap();
    let run = tandai(["import", &project, &lines.display().to_string(), "--set", "sri"]);
    assert_eq!(run.status, 1, "{run:?}");
    run.errs(&["the project has no office “regent” (it has minister_president)"]);
}

/// The values of some columns of a table, row by row.
fn cells_of(csv: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let places: Vec<usize> = columns
        .iter()
        .map(|column| head.iter().position(|name| name == column).unwrap_or_else(|| panic!("{column}: {head:?}")))
        .collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            places.iter().map(|at| cells[*at].to_owned()).collect()
        })
        .collect()
}

#[test]
fn statuses_and_stances_of_ones_own_go_through_ledger_checks_and_agreement() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("landtag_own", dir.path());
    let run = tandai(["check", &project, "--set", "sri"]);
    for not in ["known-codes", "does not have", "two-tickets"] {
        assert!(!run.out.contains(not), "{run:?}");
    }
    let run = tandai(["ledger", &project, "--set", "sri", "--json"]);
    let row = &json(&run.out)[0];
    let ticket = |head: &str, field: &str| {
        let tickets = row["tickets"].as_array().unwrap();
        tickets.iter().find(|ticket| ticket["head_name"] == head).map(|ticket| ticket[field].clone())
    };
    // The treaty of two was ended, one who tolerates stands, one who opposes never did, and a rumour backs nobody.
    assert_eq!(ticket("Heike Sommer", "parties"), Some(serde_json::json!(["Ufer"])), "{run:?}");
    assert_eq!(ticket("Heike Sommer", "confirmed"), Some(serde_json::json!(true)));
    assert_eq!(ticket("Jan Holm", "parties"), Some(serde_json::json!([])), "{run:?}");
    assert_eq!(ticket("Jan Holm", "hoped_for"), Some(serde_json::json!(["Kante", "Waldbund"])), "{run:?}");
    let cell =
        |label: &str| row["cells"].as_array().unwrap().iter().find(|cell| cell["label"] == label).unwrap().clone();
    assert_eq!((&cell("Waldbund")["status"], &cell("Waldbund")["switched"]), (&"dissolved".into(), &true.into()));
    assert_eq!((&cell("Kante")["status"], &cell("Kante")["stance"]), (&"signed".into(), &"opposes".into()));
    assert_eq!(cell("Kante")["contradicts"], false, "{run:?}");
    // People read the project's names, and may ask by them.
    let run = tandai(["ledger", &project, "--set", "sri"]);
    for name in ["treaty ended", "treaty signed", "tolerates", "opposes"] {
        assert!(run.out.contains(name), "{name}: {run:?}");
    }
    assert!(!run.out.contains("dissolved") && !run.out.contains("minister_president 2024"), "{run:?}");
    for asked in ["signed", "treaty signed", "Treaty Signed"] {
        let run = tandai(["ledger", &project, "--set", "sri", "--status", asked, "--by", "party"]);
        assert!(run.out.contains("Ufer") && !run.out.contains("Morgenrot\n"), "{asked}: {run:?}");
    }
    let run = tandai(["ledger", &project, "--set", "sri", "--status", "hopes"]);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["“hopes” is not a status: these are probing (“exploratory talks”), signed (“treaty signed”)"]);
    let run = tandai(["compare", &project, "sri", "budi", "--json"]);
    let said = json(&run.out).to_string();
    assert!(said.contains("probing") && said.contains("rumoured") && !said.contains("hoped"), "{said}");
    let run = tandai(["stats", &project, "--json"]);
    let counts = &json(&run.out)["sets"][1]["coalition_status"];
    assert_eq!((&counts["signed"], &counts["dissolved"], &counts["confirmed"]), (&1.into(), &1.into(), &0.into()));
    goes_out_and_comes_back(&project, dir.path());
}

#[test]
fn statuses_and_stances_of_ones_own_go_into_tables_networks_and_reports() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("landtag_own", dir.path());
    let export = |format: &str, name: &str, options: &[&str]| {
        let out = dir.path().join(name).display().to_string();
        let arguments = ["export", &project, "--out", &out, "--format", format, "--set", "sri"];
        let run = tandai(arguments.into_iter().chain(options.iter().flat_map(|option| ["--option", *option])));
        assert!(run.status < 2, "{format}: {run:?}");
        Path::new(&out).to_path_buf()
    };
    let tables = export("tables", "tables", &[]);
    let read = |file: &str| fs::read_to_string(tables.join(file)).unwrap();
    let rows = cells_of(&read("race_party.csv"), &["party_id", "status", "n_status_signed", "n_status_dissolved"]);
    let of = |party: &str| rows.iter().find(|row| row[0] == party).unwrap()[1..].join(" ");
    assert_eq!((of("party:waldbund"), of("party:freie-ufer")), ("dissolved 1 1".into(), "signed 1 0".into()));
    let pairs = cells_of(&read("dyads.csv"), &["party_id", "party_id_other", "relation", "n_status_signed"]);
    let pair = |one: &str, other: &str| {
        let of = |row: &&Vec<String>| row[0].ends_with(one) && row[1].ends_with(other);
        pairs.iter().find(of).unwrap()[2..].join(" ")
    };
    assert_eq!((pair("freie-ufer", "kante"), pair("morgenrot", "waldbund")), ("apart 1".into(), "apart 1".into()));
    let codebook = read("codebook.csv");
    assert!(codebook.contains("probing|signed|dissolved|rumoured|open"), "{codebook}");
    assert!(codebook.contains("signed: treaty signed (+)") && codebook.contains("opposes: opposes (−)"), "{codebook}");
    let edges = |name: &str, options: &[&str]| {
        let file = fs::read_to_string(export("edges", name, options)).unwrap();
        cells_of(&file, &["source", "target", "positive", "negative", "status_signed"])
            .into_iter()
            .map(|row| row.join(" ").replace("party:", ""))
            .collect::<Vec<_>>()
    };
    let decided = ["freie-ufer morgenrot 1 0 1", "freie-ufer waldbund 1 0 1", "morgenrot waldbund 1 0 1"];
    assert_eq!(edges("plain.csv", &[]), decided);
    let signed = [
        "freie-ufer kante 0 1 1",
        "freie-ufer morgenrot 1 0 1",
        "freie-ufer waldbund 1 0 1",
        "kante morgenrot 0 1 1",
        "kante waldbund 0 1 1",
        "morgenrot waldbund 2 1 1",
    ];
    assert_eq!(edges("signed.csv", &["sign=status"]), signed);
    let graph = fs::read_to_string(export("graphml", "network.graphml", &[])).unwrap();
    assert!(
        graph.contains("attr.name=\"status_signed\"") && graph.contains("attr.name=\"stance_tolerates\""),
        "{graph}"
    );
    let report = dir.path().join("report").display().to_string();
    let run = tandai(["report", &project, "--set", "sri", "--out", &report]);
    assert!(run.status < 2, "{run:?}");
    let read = |file: &str| fs::read_to_string(Path::new(&report).join(file)).unwrap();
    assert!(read("methods.md").contains("1 treaty signed, 1 treaty ended"), "{}", read("methods.md"));
    let book = read("evidence.html");
    assert!(book.contains("treaty signed") && book.contains("#0b6e7a") && !book.contains(" dissolved"), "{book}");
    assert_eq!(json(&read("summary.json"))["ledger"]["own_statuses"]["signed"], 1);
}

#[test]
fn what_a_scheme_changes_is_told_before_it_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("landtag_own", dir.path());
    let file = dir.path().join("scheme.ron");
    assert_eq!(tandai(["scheme", &project, "--export", &file.display().to_string()]).status, 0);
    let mut text = fs::read_to_string(&file).unwrap();
    for (from, to) in [
        (
            "key: opposes, names: (en: \"opposes\", id: \"menentang\"), sign: minus",
            "key: opposes, names: (en: \"opposes\", id: \"menentang\"), sign: plus",
        ),
        ("en: \"treaty ended\"", "en: \"treaty signed\""),
        ("stances: [", "stances: [\n(key: doubts, names: (en: \"doubts\"), sign: neutral),"),
    ] {
        let (from, to) = (flat(from), flat(to));
        text = flat(&text);
        assert!(text.contains(&from), "{from}: {text}");
        text = text.replacen(&from, &to, 1);
    }
    fs::write(&file, &text).unwrap();
    let run = tandai(["scheme", &project, "--import", &file.display().to_string(), "--dry-run"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    for told in [
        "statuses dissolved: names en is treaty signed, was treaty ended",
        "stances doubts: new, names en doubts, sign neutral",
        "stances opposes: sign is plus, was minus",
        "nothing was stored",
    ] {
        assert!(run.out.contains(told), "{told}: {run:?}");
    }
    assert!(!run.out.contains("governs"), "what stays is not told: {run:?}");
    assert_eq!(tandai(["scheme", &project, "--import", &file.display().to_string()]).status, 0);
    // A name that two have says nothing; their keys do.
    let run = tandai(["ledger", &project, "--set", "sri", "--status", "treaty signed"]);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["several statuses are called “treaty signed”; say which: signed, dissolved"]);
    assert_eq!(tandai(["ledger", &project, "--set", "sri", "--status", "signed"]).status, 0);
}

/// A scheme file without its layout.
fn flat(text: &str) -> String {
    let lines = text.lines().map(str::trim).collect::<String>();
    lines.replace(", ", ",").replace(": ", ":").replace(",)", ")").replace("( ", "(")
}

/// A party and its stance.
type Stands<'a> = &'a [(&'a str, &'a str)];

/// Id, day, status, who heads the ticket, and its parties.
type News<'a> = (&'a str, &'a str, &'a str, Option<&'a str>, Stands<'a>);

/// More news of the Landtag, each with one statement.
fn stated(project: &str, dir: &Path, news: &[News<'_>]) {
    let line = |(id, day, status, head, parties): &News<'_>| {
        let backings: Vec<_> = parties
            .iter()
            .map(|(party, stance)| serde_json::json!({"party": format!("party:{party}"), "stance": stance}))
            .collect();
        let statement = serde_json::json!({
            "id": "c1", "region": "region:nordmark", "office": "minister_president", "year": 2024, "status": status,
            "head": head.map(|head| format!("candidate:{head}")), "backings": backings,
        });
        let text = format!("Nachricht {id} aus dem Landtag der Nordmark.");
        format!(
            "{}\n",
            serde_json::json!({"id": id, "date": day, "text": text, "set": "eva", "coalitions": [statement]})
        )
    };
    let file = dir.join("more.jsonl");
    fs::write(&file, news.iter().map(line).collect::<String>()).unwrap();
    let run = tandai(["import", project, &file.display().to_string()]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
}

#[test]
fn who_stands_against_or_aside_is_nowhere_shown_as_one_who_supports() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("landtag_own", dir.path());
    let both = [("kante", "opposes"), ("freie-ufer", "watches")];
    let news: [News<'_>; 5] = [
        ("e1", "2024-09-01", "signed", Some("jan-holm"), &[("waldbund", "governs"), ("kante", "opposes")]),
        ("e2", "2024-09-02", "rumoured", Some("heike-sommer"), &both),
        ("e3", "2024-09-03", "open", Some("heike-sommer"), &both),
        ("e4", "2024-09-04", "dissolved", Some("heike-sommer"), &both),
        ("e5", "2024-09-05", "signed", None, &[("kante", "opposes"), ("morgenrot", "governs")]),
    ];
    stated(&project, dir.path(), &news);
    let run = tandai(["ledger", &project, "--set", "eva", "--json"]);
    let tickets = &json(&run.out)[0]["tickets"];
    assert_eq!(tickets.as_array().unwrap().len(), 1, "nobody is said to stand for Heike Sommer: {tickets}");
    assert_eq!((&tickets[0]["parties"], &tickets[0]["hoped_for"]), (&json(r#"["Waldbund"]"#), &json("[]")));
    assert_eq!(tickets[0]["not_said"], json("[]"), "{tickets}");
    let run = tandai(["ledger", &project, "--set", "eva", "--statements"]);
    for told in ["Waldbund, Kante (opposes); for Jan Holm", "Kante (opposes), Ufer (watches); on Heike Sommer"] {
        assert!(run.out.contains(told), "{told}: {run:?}");
    }
    let unlinked = r#"{"id":"e7","date":"2024-09-07","text":"Eine Liste ist dagegen.","set":"eva",
        "mentions":[{"id":"m1","start":5,"end":10,"kind":"party"}],
        "coalitions":[{"id":"c1","region":"region:nordmark","office":"minister_president","year":2024,"status":"signed",
        "head":"candidate:jan-holm","backings":[{"party":null,"mentions":["m1"],"stance":"opposes"}]}]}"#;
    let file = dir.path().join("unlinked.jsonl");
    fs::write(&file, unlinked.replace('\n', " ")).unwrap();
    let run = tandai(["import", &project, &file.display().to_string()]);
    assert_eq!(run.status, 0, "{run:?}");
    let run = tandai(["ledger", &project, "--set", "eva", "--statements"]);
    let line = run.out.lines().find(|line| line.contains("[e7")).unwrap_or_else(|| panic!("{run:?}"));
    assert!(line.contains("on Jan Holm") && !line.contains("for Jan Holm"), "nobody known is for him: {line}");
    let report = dir.path().join("report").display().to_string();
    assert!(tandai(["report", &project, "--set", "eva", "--out", &report]).status < 2);
    let book = fs::read_to_string(Path::new(&report).join("evidence.html")).unwrap();
    assert!(book.contains("Kante (opposes), Ufer (watches); on Heike Sommer"), "{book}");
    // A relation says that two are allies, where nobody heads what both are for.
    let out = dir.path().join("out.jsonl").display().to_string();
    let marked = r#"{"id":"e6","date":"2024-09-06","text":"Kante Morgenrot Waldbund","set":"ina","mentions":[
        {"id":"m1","start":0,"end":5,"kind":"party","entity":"party:kante"},
        {"id":"m2","start":6,"end":15,"kind":"party","entity":"party:morgenrot"},
        {"id":"m3","start":16,"end":24,"kind":"party","entity":"party:waldbund"}],
        "coalitions":[{"id":"c1","status":"signed","backings":[
            {"party":"party:kante","mentions":["m1"],"stance":"opposes"},
            {"party":"party:morgenrot","mentions":["m2"],"stance":"governs"},
            {"party":"party:waldbund","mentions":["m3"],"stance":"governs"}]}]}"#;
    let file = dir.path().join("marked.jsonl");
    fs::write(&file, marked.replace('\n', " ")).unwrap();
    let run = tandai(["import", &project, &file.display().to_string()]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    let run = tandai(["export", &project, "--out", &out, "--format", "doccano", "--set", "ina"]);
    assert!(run.status < 2, "{run:?}");
    let line = json(fs::read_to_string(&out).unwrap().lines().find(|line| line.contains("Kante Morgenrot")).unwrap());
    let relations = line["relations"].as_array().unwrap();
    assert_eq!(relations.len(), 1, "{line}");
    let places: Vec<_> = ["from_id", "to_id"].map(|end| relations[0][end].as_u64().unwrap()).to_vec();
    assert!(!places.contains(&0), "Kante is nobody's ally: {line}");
}

#[test]
fn a_scheme_may_not_leave_the_sign_of_its_own_keys_open() {
    let dir = tempfile::tempdir().unwrap();
    let project = made("landtag_own", dir.path());
    let file = dir.path().join("scheme.ron").display().to_string();
    assert_eq!(tandai(["scheme", &project, "--export", &file]).status, 0);
    let (good, before) = (fs::read_to_string(&file).unwrap(), files(Path::new(&project)));
    for (from, to, told) in [
        ("key: signed", "key: sealed", "status “signed”: 1 statement of the set budi"),
        ("key: tolerates", "key: head", "means something else in exports"),
        ("key: probing", "key: open", "nobody said"),
        ("key: watches", "key: opposes", "“opposes” stands here twice"),
        ("sign: minus", "sign: less", "less"),
        ("rank: 1", "rank: 12", "the rank of “signed” is not from 1 to 9"),
        ("sign: neutral,", "", "is a key of your own and has no sign"),
    ] {
        assert!(good.contains(from), "{from}: {good}");
        fs::write(&file, good.replacen(from, to, 1)).unwrap();
        let run = tandai(["scheme", &project, "--import", &file]);
        assert_eq!(run.status, 2, "{to}: {run:?}");
        run.errs(&[told]);
        assert_eq!(files(Path::new(&project)), before);
    }
    // A status that is not in the scheme is told with the names of those that are, and the statement stays.
    let annotations = Path::new(&project).join("annotations/sri/d2.ron");
    let said = fs::read_to_string(&annotations).unwrap().replace("status: signed", "status: sealed");
    fs::write(&annotations, &said).unwrap();
    let run = tandai(["check", &project, "--set", "sri"]);
    assert_eq!(run.status, 1, "{run:?}");
    for told in ["d2", "has the status “sealed”", "it has exploratory talks, treaty signed, treaty ended, rumoured"]
    {
        assert!(run.out.contains(told), "{told}: {run:?}");
    }
    assert_eq!(fs::read_to_string(&annotations).unwrap(), said);
    let lines = dir.path().join("other.jsonl");
    let line = r#"{"id":"x","text":"Ufer.","coalitions":[{"id":"c1","status":"sealed","backings":[{"party":"party:kante","stance":"hopes"}]}]}"#;
    fs::write(&lines, line).unwrap();
    let run = tandai(["import", &project, &lines.display().to_string(), "--set", "sri"]);
    assert_eq!(run.status, 1, "{run:?}");
    run.errs(&[
        "the project has no status “sealed” (it has probing (“exploratory talks”)",
        "no stance “hopes” (it has governs,",
    ]);
}

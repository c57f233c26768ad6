//! Entities of one's own: they go with data sets and come back, as tables, and what is wrong with them is told.

mod shell;

use std::{fs, path::Path};

use shell::{files, tandai};

/// A project from its `project.ron`, its table of names and its news.
fn landtag(dir: &Path) -> String {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/elections/landtag");
    let project = dir.join("landtag").display().to_string();
    fs::create_dir_all(&project).unwrap();
    fs::copy(from.join("project.ron"), Path::new(&project).join("project.ron")).unwrap();
    done(&["entities", &project, "--import", &from.join("entities.csv").display().to_string()]);
    let more = dir.join("more.csv");
    let csv = "id,kind,name,short,aliases,context_aliases,code,parent,level,colour,same_as,note,valid_from,valid_to\n\
               region:bund,region,Bund,,,,08,,state,,wikidata:Q900,,,\n\
               region:nordmark,,Nordmark,,,,,region:bund,,,,,,\n\
               party:waldbund,,Waldbund,WB,Die Grünen Bäume|W-Bund,Wald,,,,#3f9b3f,wikidata:Q901|partyfacts:77,\"zwei\n\
               Zeilen, =kein Wert\",1990-05,\n";
    fs::write(&more, csv).unwrap();
    done(&["entities", &project, "--import", &more.display().to_string()]);
    done(&["import", &project, &from.join("news.jsonl").display().to_string()]);
    project
}

#[track_caller]
fn done(arguments: &[&str]) -> String {
    let run = tandai(arguments);
    assert!(run.status < 2, "{arguments:?}: {run:?}");
    run.out
}

fn new(dir: &Path, name: &str) -> String {
    let project = dir.join(name).display().to_string();
    done(&["new", &project, "--name", name]);
    project
}

/// Formats that carry links and are read again.
const COME_BACK: [&str; 9] =
    ["tandai", "huggingface", "brat", "cas-json", "cas-xmi", "webanno", "label-studio", "doccano", "prodigy"];

#[test]
fn names_go_with_a_data_set_and_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let project = landtag(dir.path());
    let all = done(&["entities", &project, "--export", "-"]);
    // No article speaks of these two.
    let unused = |line: &&str| line.starts_with("region:11,") || line.starts_with("region:kreis-ufer,");
    let known: String = all.split_inclusive('\n').filter(|line| !unused(line)).collect();
    assert_ne!(all, known);
    for format in COME_BACK {
        let out = dir.path().join(format!("out-{format}")).display().to_string();
        done(&["export", &project, "--out", &out, "--format", format, "--set", "sri"]);
        let names = fs::read_to_string(Path::new(&out).join("names.csv")).unwrap();
        assert_eq!(names, known, "{format}: all of them are used, or what these are parts of");
        let back = new(dir.path(), &format!("back-{format}"));
        let look = done(&["import", &back, &out, "--set", "sri", "--dry-run"]);
        assert!(look.contains("6 entities that the project does not know"), "{format}: {look}");
        let run = tandai(["import", &back, &out, "--set", "sri"]);
        assert!(run.status < 2 && run.out.contains("6 entities that the project did not know"), "{format}: {run:?}");
        assert!(!run.err.contains("names.csv: not imported") && !run.err.contains("passed over"), "{format}: {run:?}");
        assert_eq!(done(&["entities", &back, "--export", "-"]), known, "{format}");
        // A second time nothing comes in.
        let before = files(Path::new(&back));
        tandai(["import", &back, &out, "--set", "sri"]);
        assert_eq!(files(Path::new(&back)), before, "{format}");
    }
    // Written only, and the table comes in by itself.
    for (format, names) in [("tables", "tables/names.csv"), ("xlsx", "x.names.csv"), ("w3c", "w.names.csv")] {
        let out = match format {
            "tables" => "tables",
            "xlsx" => "x.xlsx",
            _ => "w.jsonld",
        };
        let out = dir.path().join(out).display().to_string();
        done(&["export", &project, "--out", &out, "--format", format, "--set", "sri"]);
        let back = new(dir.path(), &format!("back-{format}"));
        done(&["entities", &back, "--import", &dir.path().join(names).display().to_string()]);
        assert_eq!(done(&["entities", &back, "--export", "-"]), known, "{format}");
    }
    let out = dir.path().join("conll").display().to_string();
    done(&["export", &project, "--out", &out, "--format", "conll", "--set", "sri"]);
    assert!(!Path::new(&out).join("names.csv").exists(), "a format without links needs no names");
}

#[test]
fn names_of_one_file_stand_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let project = landtag(dir.path());
    let out = dir.path().join("sri.jsonl").display().to_string();
    done(&["export", &project, "--out", &out, "--format", "tandai", "--set", "sri"]);
    assert!(dir.path().join("sri.names.csv").exists());
    // One who knows a party under another id and has given its id to another one.
    let other = new(dir.path(), "other");
    let own = dir.path().join("own.csv");
    fs::write(&own, "id,kind,name\nparty:wb,party,Waldbund\nparty:freie-ufer,party,Bund der Gärtner\n").unwrap();
    done(&["entities", &other, "--import", &own.display().to_string()]);
    let run = tandai(["import", &other, &out]);
    assert!(run.status < 2, "{run:?}");
    run.errs(&[
        "party:waldbund of the data set is party:wb here",
        "party:freie-ufer is “Bund der Gärtner” here and “Freie Ufer” in the data set: that one came in as",
    ]);
    let names = done(&["entities", &other, "--export", "-"]);
    assert!(
        names.contains("party:freie-ufer,party,Bund der Gärtner") && names.contains(",party,Freie Ufer,Ufer"),
        "{names}"
    );
    let back = dir.path().join("back.jsonl").display().to_string();
    done(&["export", &other, "--out", &back, "--format", "tandai", "--set", "sri"]);
    let lines = fs::read_to_string(&back).unwrap();
    assert!(!lines.contains("party:waldbund") && !lines.contains("\"party:freie-ufer\""), "{lines}");
    assert!(lines.contains("party:wb") && lines.contains("\"party:freie-ufer-2\""), "{lines}");
}

#[test]
fn a_data_set_brings_the_definitions_of_its_fields() {
    let dir = tempfile::tempdir().unwrap();
    let project = landtag(dir.path());
    let file = Path::new(&project).join("project.ron");
    let fields = r#"    fields: [
        (key: "day", on: article, type: date, name: "Day"),
        (key: "speaker_party", on: article, type: entity(["party"]), name: "Party of the speaker"),
    ],"#;
    let text = fs::read_to_string(&file).unwrap();
    let at = text.find("    sets:").unwrap();
    fs::write(&file, format!("{}{fields}\n{}", &text[..at], &text[at..])).unwrap();
    let coded = dir.path().join("coded.jsonl");
    let line = r#"{"id":"f1","text":"Der Waldbund spricht.","set":"sri","fields":{"day":"2024-09","speaker_party":"party:waldbund"},"mentions":[]}"#;
    fs::write(&coded, format!("{line}\n")).unwrap();
    done(&["import", &project, &coded.display().to_string()]);
    for format in ["huggingface", "tandai", "brat", "doccano"] {
        let out = dir.path().join(format!("out-{format}")).display().to_string();
        done(&["export", &project, "--out", &out, "--format", format, "--set", "sri"]);
        let back = new(dir.path(), &format!("back-{format}"));
        let run = tandai(["import", &back, &out, "--set", "sri"]);
        assert!(run.status < 2, "{run:?}");
        run.errs(&["defines fields that the project does not have: day, speaker_party", "scheme.ron"]);
        let said = fs::read_to_string(Path::new(&back).join("annotations/sri/f1.ron")).unwrap();
        assert!(said.contains("\"day\": date(\"2024-09\")"), "{format}: {said}");
        assert!(said.contains("\"speaker_party\": entity(\"party:waldbund\")"), "{format}: {said}");
        let scheme = Path::new(&out).join("scheme.ron").display().to_string();
        done(&["scheme", &back, "--import", &scheme, "--anyway"]);
        assert!(!done(&["check", &back, "--set", "sri"]).contains("field-unknown"), "{format}");
    }
}

#[test]
fn a_gazetteer_is_chosen_and_what_it_changes_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let none = dir.path().join("none").display().to_string();
    done(&["new", &none, "--name", "Tanpa", "--gazetteer", "none"]);
    assert!(fs::read_to_string(Path::new(&none).join("project.ron")).unwrap().contains("gazetteer: none"));
    assert_eq!(done(&["gazetteer", &none]), "none: 0 entities known, with the project’s own\n");
    for (choice, told) in
        [("names", "a new project has no folder “names”"), ("../x", "is not a folder inside the project")]
    {
        let at = dir.path().join("bad").display().to_string();
        let run = tandai(["new", &at, "--gazetteer", choice]);
        assert!(run.status == 2 && run.err.contains(told), "{run:?}");
        assert!(!Path::new(&at).exists(), "nothing half-done");
    }
    // Names in use are told, and kept if asked for.
    let project = new(dir.path(), "p");
    let news = dir.path().join("news.jsonl");
    let line = r#"{"id":"a","text":"PKS dan PSI bertemu di Lebak.","set":"sri","mentions":[{"id":"m1","start":0,"end":3,"kind":"party","entity":"party:pks"},{"id":"m2","start":23,"end":28,"kind":"region","entity":"region:36.02"}]}"#;
    fs::write(&news, format!("{line}\n")).unwrap();
    done(&["import", &project, &news.display().to_string()]);
    let before = files(Path::new(&project));
    for (arguments, status) in [(&["--dry-run"][..], 1), (&[], 2)] {
        let run = tandai(["gazetteer", &project, "none"].iter().chain(arguments));
        assert_eq!(run.status, status, "{run:?}");
        run.errs(&["party:pks “Partai Keadilan Sejahtera”, used 1 time, would have no name", "region:36.02"]);
        assert_eq!(files(Path::new(&project)), before);
    }
    let run = tandai(["gazetteer", &project, "none", "--keep", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (run.status, said["stored"].as_bool(), &said["nameless"]["party:pks"]),
        (0, Some(true), &1.into()),
        "{run:?}"
    );
    let names = done(&["entities", &project, "--export", "-"]);
    let ids: Vec<&str> = names.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(ids, ["party:pks", "region:36", "region:36.02"], "with what they are parts of");
    assert!(!done(&["check", &project]).contains("no such entity"));
    // A folder of one's own, once it is there.
    let run = tandai(["gazetteer", &project, "names"]);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["there is none of parties.ron"]);
    fs::create_dir(Path::new(&project).join("names")).unwrap();
    let own = "[(id: \"party:nusa\", kind: \"party\", name: \"Partai Nusa\")]";
    fs::write(Path::new(&project).join("names/entities.ron"), own).unwrap();
    let out = done(&["gazetteer", &project, "names"]);
    assert!(out.starts_with("folder names: 4 entities known, 3 before"), "{out}");
    assert!(done(&["gazetteer", &project, "names"]).contains("has this gazetteer already"));
    assert_eq!(done(&["gazetteer", &project, "id-2024", "--json"]).matches("\"stored\": true").count(), 1);
}

#[test]
fn what_is_written_by_hand_and_cannot_be_right_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let project = new(dir.path(), "p");
    let by_hand = "(\n    format: 1,\n    entities: [\n        \
                   (id: \"party:satu\", kind: \"party\", name: \"Satu\", parent: \"party:dua\", same_as: [\"wikidata:Q1511101\"]),\n        \
                   (id: \"party:dua\", kind: \"party\", name: \"Dua\", parent: \"party:satu\"),\n        \
                   (id: \"party:tiga\", kind: \"party\", name: \"Tiga\", parent: \"party:nol\", valid_from: \"2020\", valid_to: \"2019\"),\n    \
                   ],\n)\n";
    fs::write(Path::new(&project).join("entities.ron"), by_hand).unwrap();
    let run = tandai(["check", &project]);
    assert_eq!(run.status, 1, "{run:?}");
    for part in [
        "entities.ron:5:9  error",
        "the parents go in a circle: party:dua → party:satu → party:dua",
        "entities.ron:6:9  warning",
        "party:tiga is a part of party:nol, and there is no such entity",
        "party:tiga would end before it begins",
        "entities.ron:4:9  warning",
        "party:pks and party:satu are both wikidata:Q1511101",
    ] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
}

#[test]
fn a_table_that_is_not_as_the_export_wrote_it_is_not_read() {
    let dir = tempfile::tempdir().unwrap();
    let project = landtag(dir.path());
    let out = dir.path().join("out");
    done(&["export", &project, "--out", &out.display().to_string(), "--format", "tandai", "--set", "sri"]);
    let table = out.join("names.csv");
    let whole = fs::read(&table).unwrap();
    let changed = String::from_utf8(whole.clone()).unwrap().replace("Waldbund", "Feldbund");
    let begins = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let elsewhere = dir.path().join("elsewhere.csv");
    fs::write(&elsewhere, &whole).unwrap();
    for case in ["half", "only the header", "empty", "changed", "gone", "a link"] {
        let _ = fs::remove_file(&table);
        match case {
            "half" => fs::write(&table, &whole[..whole.len() / 2]).unwrap(),
            "only the header" => fs::write(&table, &whole[..begins]).unwrap(),
            "empty" => fs::write(&table, "").unwrap(),
            "changed" => fs::write(&table, &changed).unwrap(),
            #[cfg(unix)]
            "a link" => std::os::unix::fs::symlink(&elsewhere, &table).unwrap(),
            _ => {}
        }
        let back = new(dir.path(), &format!("back {case}"));
        let run = tandai(["import", &back, &out.display().to_string(), "--set", "sri"]);
        assert_eq!(run.status, 1, "{case}: {run:?}");
        assert!(run.err.contains("names.csv: left out: "), "{case}: {run:?}");
        assert!(run.err.contains("neither the project nor the data set knows"), "{case}: {run:?}");
        assert!(run.err.contains("party:waldbund"), "{case}: {run:?}");
        assert_eq!(done(&["entities", &back, "--export", "-"]).lines().count(), 1, "{case}: nobody came in");
    }
    // Taken in by hand, the names are there and the links mean them.
    fs::remove_file(&table).unwrap();
    fs::write(&table, &changed).unwrap();
    let back = new(dir.path(), "by-hand");
    done(&["entities", &back, "--import", &table.display().to_string()]);
    let run = tandai(["import", &back, &out.display().to_string(), "--set", "sri"]);
    assert!(run.status == 1 && !run.err.contains("knows"), "{run:?}");
}

#[test]
fn a_bar_in_a_name_goes_and_comes() {
    let dir = tempfile::tempdir().unwrap();
    let project = landtag(dir.path());
    let more = dir.path().join("bars.csv");
    fs::write(&more, "id,name,aliases\nparty:waldbund,Waldbund,W\\|B|C\\\\|\\D\n").unwrap();
    done(&["entities", &project, "--import", &more.display().to_string()]);
    let names = done(&["entities", &project, "--export", "-"]);
    assert!(names.contains("W\\|B|C\\\\|\\\\D"), "{names}");
    let out = dir.path().join("out").display().to_string();
    done(&["export", &project, "--out", &out, "--format", "brat", "--set", "sri"]);
    let back = new(dir.path(), "back");
    done(&["import", &back, &out, "--set", "sri"]);
    let come = done(&["entities", &back, "--export", "-"]);
    let waldbund = |table: &str| table.lines().find(|line| line.starts_with("party:waldbund")).map(str::to_owned);
    assert_eq!(waldbund(&come), waldbund(&names));
}

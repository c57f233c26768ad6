//! The command line as a person or a script uses it.

mod shell;

use std::{fs, path::Path};

use shell::{files, tandai};
use tandai::{
    edit::{Edit, NewMention},
    model::{ArticleId, KindKey, LinkSource, Origin, Span},
    session::{Session, Who},
};

fn sample(dir: &Path) -> String {
    let project = dir.join("proyek").display().to_string();
    let run = tandai(["new", &project, "--sample", "--as", "Sri"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("“Contoh Tandai” with 8 articles"), "{run:?}");
    project
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn help_and_version() {
    let run = tandai(["--version"]);
    assert_eq!((run.status, run.out.trim()), (0, concat!("tandai ", env!("CARGO_PKG_VERSION"))));
    let run = tandai(["--help"]);
    assert_eq!(run.status, 0);
    for part in ["new", "import", "check", "stats", "[PROJECT]", "Exit status: 0 done, 1 done with findings"] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    assert_eq!(tandai(["help"]).out, tandai(["--help"]).out);
    assert_eq!(tandai(["help", "import"]).out, tandai(["import", "--help"]).out);
    for command in ["new", "import", "check", "stats"] {
        let run = tandai([command, "--help"]);
        assert_eq!((run.status, run.err.as_str()), (0, ""));
        assert!(run.out.contains("<DIR>"), "{}", run.out);
    }
}

#[test]
fn what_is_mistyped_is_said() {
    for arguments in [vec!["import"], vec!["check", "x", "--jsno"], vec!["new", "x", "--sample", "--name", "y"]] {
        let run = tandai(&arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.starts_with("tandai: "), "{run:?}");
    }
    // The command that was meant is named, whatever stands behind it.
    for arguments in [vec!["stas"], vec!["stas", "."], vec!["stas", ".", "--json"]] {
        let run = tandai(&arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        run.errs(&["there is no command “stas”", "`tandai stats`"]);
    }
}

#[test]
fn a_path_that_is_no_project() {
    let dir = tempfile::tempdir().unwrap();
    for path in [dir.path().to_owned(), dir.path().join("tiada"), "pilkada-2024".into()] {
        let run = tandai([&path]);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        run.errs(&[path.to_str().unwrap(), "there is no Tandai project here", "project.ron", "--help"]);
        for command in ["check", "stats"] {
            let run = tandai([Path::new(command), &path]);
            assert_eq!(run.status, 2);
            run.errs(&["there is no Tandai project here"]);
        }
    }
}

#[test]
fn without_a_display_the_window_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    for arguments in [vec![], vec![project.as_str()]] {
        let run = tandai(&arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
        if cfg!(not(feature = "gui")) {
            run.errs(&["built without its window", "--help"]);
        } else if cfg!(target_os = "linux") {
            run.errs(&["the window cannot be opened", "there is no display", "set DISPLAY or WAYLAND_DISPLAY"]);
        }
    }
}

#[test]
fn the_numbers_of_the_sample() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let before = files(Path::new(&project));
    let run = tandai(["stats", &project]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.starts_with("Contoh Tandai: 8 articles\n\nset auto-rules-2\n"), "{}", run.out);
    assert!(run.out.contains("\n\nset sri (Sri)\n"), "{}", run.out);
    let run = tandai(["stats", &project, "--json"]);
    let stats = json(&run.out);
    let set = stats["sets"].as_array().unwrap().iter().find(|set| set["set"] == "sri").unwrap();
    let sum = |field: &str| set[field].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
    assert_eq!(stats["articles"], 8);
    assert_eq!(sum("articles"), 8);
    assert_eq!(set["articles"]["new"], 4);
    assert_eq!(set["mentions"], sum("kinds"));
    assert_eq!(set["coalitions"], sum("coalition_status"));
    assert_eq!(
        set["coalitions"].as_u64(),
        Some(sum("coalition_office") + set["coalition_no_office"].as_u64().unwrap())
    );
    let share = set["linked"].as_f64().unwrap() / set["mentions"].as_f64().unwrap();
    assert_eq!(set["linked_share"].as_f64(), Some(share));
    let entities = set["entities"].as_array().unwrap();
    assert_eq!(entities.len(), 20);
    assert!(entities.windows(2).all(|two| two[0]["mentions"].as_u64() >= two[1]["mentions"].as_u64()));
    assert_eq!(files(Path::new(&project)), before, "looking changes nothing");
}

#[test]
fn an_empty_project_has_no_share_of_links() {
    let dir = tempfile::tempdir().unwrap();
    let project = dir.path().join("kosong").display().to_string();
    let run = tandai(["new", &project, "--name", "Kosong \u{1b}[31m"]);
    assert_eq!(run.status, 0);
    assert!(run.out.contains("“Kosong  [31m” with 0 articles"), "{run:?}");
    let stats = json(&tandai(["stats", &project, "--json"]).out);
    assert!(stats["sets"][0]["linked_share"].is_null(), "{stats}");
    let run = tandai(["check", &project]);
    assert_eq!((run.status, run.out.as_str()), (0, "0 errors, 0 warnings, 0 notes in 0 articles\n"));
    let run = tandai(["import", &project, dir.path().to_str().unwrap()]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.out.contains("no file here can be imported"), "{run:?}");
}

#[test]
fn findings_have_a_place_words_and_a_way_out() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let run = tandai(["check", &project]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "notes are no findings: {run:?}");
    let file = Path::new(&project).join("annotations/sri/01-golkar-pan-tegal.ron");
    let whole = fs::read_to_string(&file).unwrap();
    // A party's mention linked to a region, and one whose words are not those of the text.
    let line = whole.lines().find(|line| line.contains("entity: \"party:golkar\"")).unwrap();
    let wrong = line.replace("party:golkar", "region:33.28");
    fs::write(&file, whole.replacen(line, &wrong, 1)).unwrap();
    let run = tandai(["check", &project]);
    assert_eq!(run.status, 1, "{run:?}");
    let found = run.out.lines().find(|line| line.contains("  error  ")).unwrap();
    assert!(found.starts_with("articles/01-golkar-pan-tegal.txt:") && found.contains("  sri  "), "{found}");
    let all = json(&tandai(["check", &project, "--json"]).out);
    let all = all.as_array().unwrap();
    let found = all.iter().find(|finding| finding["severity"] == "error").unwrap();
    for (field, value) in [("check", "link-kind"), ("set", "sri"), ("article", "01-golkar-pan-tegal")] {
        assert_eq!(found[field], value, "{found}");
    }
    let text = fs::read_to_string(Path::new(&project).join("articles/01-golkar-pan-tegal.txt")).unwrap();
    let (start, end) = (found["span"][0].as_u64().unwrap(), found["span"][1].as_u64().unwrap());
    let words: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!(found["words"], words.as_str());
    let line = text.lines().nth(found["line"].as_u64().unwrap() as usize - 1).unwrap();
    let column = found["column"].as_u64().unwrap() as usize;
    assert!(line.chars().skip(column - 1).collect::<String>().starts_with(&words));

    let moved = whole.replacen("text: \"Golkar\"", "text: \"Golkor\"", 1);
    let at = 1 + moved.lines().position(|line| line.contains("Golkor")).unwrap();
    fs::write(&file, moved).unwrap();
    let run = tandai(["check", &project]);
    assert_eq!(run.status, 1, "{run:?}");
    let place = format!("annotations/sri/01-golkar-pan-tegal.ron:{at}:");
    assert_eq!(run.out.matches("does not fit").count(), 1, "told once: {}", run.out);
    assert!(run.out.contains(&place), "{place}: {}", run.out);
}

#[test]
fn one_set_and_strays() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let run = tandai(["check", &project, "--set", "budi"]);
    assert_eq!(run.status, 2);
    run.errs(&["no set budi", "The project has: auto-rules-2, sri"]);
    for name in ["sri", "Sri"] {
        let run = tandai(["check", &project, "--set", name]);
        assert_eq!(run.status, 0, "{run:?}");
        assert!(!run.out.contains("entities.ron"), "one set does not tell what is unused: {}", run.out);
    }
    // Annotations whose article is gone are told, and left alone.
    let stray = Path::new(&project).join("annotations/sri/tiada.ron");
    fs::write(&stray, "()").unwrap();
    let run = tandai(["check", &project]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("annotations/sri/tiada.ron") && run.out.contains("no readable article tiada"));
    assert_eq!(fs::read_to_string(stray).unwrap(), "()");
}

#[test]
fn what_was_imported_as_json() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let text = |name: &str, text: &[u8]| {
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let (good, same) = (text("a.txt", b"Berita hari ini\n\nIsi."), text("b.txt", b"Berita hari ini\n\nIsi."));
    let bad = text("c.txt", b"\xFF");
    let run = tandai(["import", &project, &good, &same, &bad, "--json"]);
    assert_eq!((run.status, run.err.as_str()), (1, ""), "{run:?}");
    let said = json(&run.out);
    assert_eq!(said["articles"], serde_json::json!(["a"]));
    assert_eq!(said["known"], serde_json::json!([{ "file": same, "line": 0, "record": "b", "article": "a" }]));
    assert_eq!(said["problems"][0]["file"], bad);
    assert!(said["problems"][0]["reason"].as_str().unwrap().contains("line 1, column 1"));
}

#[test]
fn what_is_damaged_is_had_back() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let run = tandai(["recover", &project]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    let file = fs::read_dir(Path::new(&project).join("annotations/sri")).unwrap().flatten().next().unwrap().path();
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let run = tandai(["recover", &project]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.out.contains("cannot be read") && run.out.contains("as it was saved"), "{run:?}");
    let listed = json(&tandai(["recover", &project, "--json"]).out);
    let found = listed.as_array().unwrap().iter().find(|found| found["state"] == "unreadable").unwrap().clone();
    assert_eq!(found["path"], format!("annotations/sri/{}", file.file_name().unwrap().to_str().unwrap()));
    let id = found["choices"][0]["id"].as_str().unwrap().to_owned();
    let run = tandai(["recover", &project, "--take", &id]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("restored") && run.out.contains("--take b"), "{run:?}");
    assert_eq!(fs::read(&file).unwrap(), whole);
    assert_eq!(tandai(["stats", &project]).status, 0);
    let run = tandai(["recover", &project, "--take", "b0"]);
    assert_eq!(run.status, 2);
    run.errs(&["nothing of this name", "tandai recover DIR"]);
    let run = tandai(["recover", dir.path().to_str().unwrap()]);
    assert_eq!(run.status, 2);
}

#[test]
fn names_come_from_a_table_and_go_into_one() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let before = files(Path::new(&project));
    let table = dir.path().join("names.csv");
    fs::write(&table, "kind;name;short;aliases\nparty;Partai Cemara;PC;Cemara|P. Cemara\nregion;Kabupaten Ujung;;\n")
        .unwrap();
    let table = table.display().to_string();
    let run = tandai(["entities", &project, "--import", &table, "--dry-run"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("new  party:partai-cemara") && run.out.contains("nothing was stored"), "{run:?}");
    assert_eq!(files(Path::new(&project)), before);
    let run = tandai(["entities", &project, "--import", &table]);
    assert_eq!(run.status, 0, "{run:?}");
    let again = tandai(["entities", &project, "--import", &table, "--json"]);
    assert_eq!((again.status, json(&again.out)["same"].as_u64()), (0, Some(2)), "{again:?}");
    let out = dir.path().join("own.csv").display().to_string();
    let run = tandai(["entities", &project, "--export", &out]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        fs::read_to_string(&out).unwrap().contains("party:partai-cemara,party,Partai Cemara,PC,Cemara|P. Cemara,,,")
    );
    assert_eq!(tandai(["entities", &project, "--export", &out]).status, 2, "what is there is not overwritten");
    // A faulty row keeps the whole table out, and is named.
    let stored = files(Path::new(&project));
    fs::write(&table, "kind,name,rank\nparty,Partai Lain,2\npartei,Partai Salah,1\n").unwrap();
    let run = tandai(["entities", &project, "--import", &table]);
    assert_eq!(run.status, 2);
    run.errs(&["line 3, column “kind”", "no kind “partei”", "“rank” has no place", "nothing was brought in"]);
    assert_eq!(files(Path::new(&project)), stored);
}

/// The words of a command as a shell takes them: quotes keep words together.
fn words_of(command: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

#[test]
fn the_ten_questions_of_the_guide_are_answered_of_the_sample() {
    const ANSWERS: [&str; 10] = [
        "Harjanto Prabaswara – …: Golkar; hoped for: Gelora — never registered",
        "Golkar + PAN  against   Kabupaten Tegal, regent",
        "⚠ 2024-08-21 denied: PAN; for Harjanto Prabaswara; says Nuraini Kusmiyati",
        "2024-06-24 confirmed: Golkar, PAN; says Wirawan Sudarsana",
        "Gumilang Sastranegara – Hesti Permanawati",
        "by 2024-06-30: confirmed 2024-06-24",
        "0 of 3 parties in a race that were said to explore were confirmed later: 0.0 %",
        "not told  other    4 stories",
        "Demokrat + PKS",
        "Partai Demokrat bersama PKB resmi mengusung Wijiono-Laksmi, titik",
    ];
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/ten-questions.md");
    let guide = fs::read_to_string(guide).unwrap();
    let rows = guide.lines().filter(|line| line.starts_with("| ") && line.contains("`--"));
    let commands: Vec<&str> = rows.map(|row| row.rsplit('`').nth(1).unwrap()).collect();
    assert_eq!(commands.len(), ANSWERS.len(), "{commands:?}");
    for (command, answer) in commands.iter().zip(ANSWERS) {
        let asked = ["ledger", &project, "--as", "Sri"].map(str::to_owned).into_iter().chain(words_of(command));
        let run = tandai(asked);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{command}");
        assert!(run.out.contains(answer), "{command} does not say {answer:?}:\n{}", run.out);
    }
    // What a person brings along: until 19 August 2024 seats are enough.
    let councils = dir.path().join("councils.csv").display().to_string();
    fs::write(&councils, "region,party,seats,council_seats\n35.77,demokrat,4,30\n35.77,pkb,3,\n33.28,golkar,7,50\n")
        .unwrap();
    let asked = |more: &[&str]| tandai(["ledger", &project, "--as", "Sri", "--councils", &councils].iter().chain(more));
    let run = asked(&["--region", "Kota Madiun", "--year", "2024"]);
    assert!(
        run.out.contains(
            "Wijiono Saptadarma – Laksmi Ambarsari: Demokrat, Perindo, PKB — never registered, enough to nominate"
        ),
        "{run:#?}"
    );
    let rows = json(&asked(&["--json"]).out);
    let met = |race: &str| {
        let row = rows.as_array().unwrap().iter().find(|row| row["race"] == race).unwrap();
        row["tickets"][0]["threshold_met"].as_str().unwrap().to_owned()
    };
    // From 20 August on seats tell nothing; of other regions nothing is known.
    assert_eq!(["35.77-mayor-2024", "33.28-regent-2024", "18.72-mayor-2024"].map(met), ["yes", "unknown", "unknown"]);
    // Exports tell it from the same table, and the manifest says from which.
    let out = dir.path().join("tabel");
    let out_name = out.display().to_string();
    let export = |format: &str, out: &str| {
        tandai(["export", &project, "--as", "Sri", "--format", format, "--out", out, "--councils", &councils])
    };
    assert_eq!(export("tables", &out_name).status, 0);
    let race_party = fs::read_to_string(out.join("race_party.csv")).unwrap();
    let of_demokrat = race_party.lines().find(|row| row.starts_with("35.77-mayor-2024,") && row.contains("demokrat"));
    assert!(of_demokrat.unwrap().ends_with(",yes"), "{race_party}");
    let manifest = json(&fs::read_to_string(out.join("manifest.json")).unwrap());
    assert!(manifest["settings"]["councils"].as_str().unwrap().starts_with("councils.csv sha256:"));
    assert_eq!(manifest["settings"]["guessed-dates"], "open");
    let refused = export("brat", &dir.path().join("brat").display().to_string());
    assert_eq!(refused.status, 2);
    refused.errs(&["has no place for seats and votes"]);
    fs::write(&councils, "region,party,seats\n3577,demokrat,4\n").unwrap();
    let run = asked(&[]);
    assert_eq!(run.status, 1);
    run.errs(&["nobody knows region:3577"]);
    fs::write(&councils, "region,party,seats\n35.77,demokrat,empat\n").unwrap();
    asked(&[]).errs(&["councils.csv", "line 2: “empat” is no whole number (seats)"]);
}

#[test]
fn a_ledger_refuses_what_would_do_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let asked = |more: &[&str]| tandai(["ledger", &project, "--as", "Sri"].iter().chain(more));
    for (options, words) in [
        (vec!["--only", "unregistered", "--by", "pair"], "--by race or --by party"),
        (vec!["--only", "unregistered", "--by", "speaker"], "--by race or --by party"),
        (vec!["--only", "unregistered", "--by", "exploring"], "--by race or --by party"),
        (vec!["--only", "unregistered", "--since", "2024-06-24"], "--since is about last words"),
        (vec!["--only", "unregistered", "--statements"], "give one of them"),
        (vec!["--statements", "--by", "pair"], "--by race or --by party"),
        (vec!["--statements", "--by", "speaker"], "--by race or --by party"),
        (vec!["--statements", "--by", "province"], "--by race or --by party"),
        (vec!["--only", "never-met"], "add --by pair"),
    ] {
        let run = asked(&options);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{options:?}");
        run.errs(&[words]);
    }
    for options in [vec!["--only", "unregistered", "--by", "party"], vec!["--statements", "--since", "2024-06-24"]] {
        assert_eq!(asked(&options).status, 0, "{options:?}");
    }
}

#[test]
fn who_never_meets_follows_the_filter() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let rows = |more: &[&str]| {
        let run = tandai(
            ["ledger", &project, "--as", "Sri", "--by", "pair", "--only", "never-met", "--json"].iter().chain(more),
        );
        assert_eq!(run.status, 0, "{run:?}");
        json(&run.out).as_array().unwrap().len()
    };
    let all = rows(&[]);
    assert!(all > 0);
    assert_eq!(rows(&["--at", "2024-06-24"]), 0, "only two parties have spoken, and together");
    for filter in [["--region", "Kota Madiun"], ["--office", "mayor"]] {
        assert!(rows(&filter) < all, "{filter:?}");
    }
    assert_eq!(rows(&["--year", "1999"]), 0);
}

fn article_of(row: &str) -> &str {
    row.split(',').nth(1).unwrap()
}

fn text_of(row: &str) -> &str {
    row.splitn(5, ',').nth(4).unwrap().trim_end_matches(',').trim_matches('"')
}

/// Marks the first letters of a sentence.
fn mark(project: &str, article: &str, sentence: &str) {
    let mut session = Session::open(Path::new(project), Who::named("Sri")).unwrap();
    let id = ArticleId::new(article).unwrap();
    session.load(&id).unwrap();
    let words: String = sentence.replace("\"\"", "\"").chars().take(12).collect();
    let at = session.article(&id).unwrap().text.find(words.as_str()).unwrap();
    let (span, kind) = (Span::new(at, at + 3), KindKey::party());
    let mention = NewMention { span, kind, entity: None, linked: LinkSource::Person, by: Origin::Person };
    session.perform(Edit::TagAcross { mentions: vec![(session.place(&id), mention)] }).unwrap();
    session.save().unwrap();
}

#[test]
fn headings_of_the_ledger_stand_once() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let run = tandai(["ledger", &project, "--as", "Sri", "--by", "party", "--region", "Jawa Tengah"]);
    assert_eq!(run.status, 0, "{run:?}");
    let headings: Vec<&str> = run.out.lines().filter(|line| !line.starts_with(' ') && !line.is_empty()).collect();
    assert_eq!(headings.iter().filter(|line| **line == "Golkar").count(), 1, "{}", run.out);
    assert!(run.out.contains("Golkar\n    Kabupaten Tegal, regent 2024 (33.28-regent-2024)"), "{}", run.out);
    let run = tandai(["ledger", &project, "--as", "Sri", "--region", "Kabupaten Tegal", "--statements"]);
    assert_eq!(run.out.matches("Kabupaten Tegal, regent 2024").count(), 1, "{}", run.out);
}

#[test]
fn an_elusion_table_counts_only_rows_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let run = tandai(["elusion", &project, "--as", "Sri", "--draw", "0"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    run.errs(&["--draw 0 draws nothing"]);
    let run = tandai(["elusion", &project, "--as", "Sri", "--draw", "3"]);
    assert_eq!(run.status, 0, "{run:?}");
    let drawn: Vec<String> = run.out.lines().map(str::to_owned).collect();
    assert_eq!(drawn.len(), 4, "{drawn:?}");
    let (head, [a, b, c]) = (drawn[0].as_str(), [1, 2, 3].map(|at| drawn[at].as_str()));
    let table = dir.path().join("drawn.csv").display().to_string();
    let read = |rows: &[String], author: &str| {
        fs::write(&table, [head.to_owned()].iter().chain(rows).map(|row| format!("{row}\n")).collect::<String>())
            .unwrap();
        tandai(["elusion", &project, "--as", author, "--read", &table])
    };
    let filled = |row: &str, answer: u8| format!("{row}{answer}");
    let own = [filled(a, 1), filled(b, 0), filled(c, 0)];
    let run = read(&own, "Sri");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let told = run.out;
    assert!(told.starts_with("1 of 3 missed"), "{told}");
    // A row counts once, however often it stands there.
    let run = read(&[&own[..], &own[..1]].concat(), "Sri");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.starts_with(told.trim_end()), "{run:?}");
    run.errs(&["line 5 repeats line 2"]);
    let run = read(&[&own[..], &[filled(a, 0)]].concat(), "Sri");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    run.errs(&["lines 2 and 5", "two answers"]);
    // What is not a sentence of the project's is named and left out.
    let fields: Vec<&str> = c.splitn(5, ',').collect();
    let [set, article, start, end, text] = fields[..] else { panic!("{c}") };
    let number = |text: &str| text.parse::<usize>().unwrap();
    for other in [
        format!("{set},{article},{},{end},{text}0", number(start) + 1),
        format!("{set},{article},{start},{},{text}0", number(end) + 1),
        format!("{set},tiada,{start},{end},{text}0"),
        format!("{set},{article},{start},{end},Kalimat lain.,0"),
        format!("budi,{article},{start},{end},{text}0"),
    ] {
        let run = read(&[own[0].clone(), own[1].clone(), other.clone()], "Sri");
        assert_eq!(run.status, 1, "{other}: {run:?}");
        assert!(run.out.starts_with("1 of 2 missed") && run.out.contains("1 row is not of this draw"), "{run:?}");
        run.errs(&["line 4 is left out"]);
    }
    // What was missed and is marked since was missed all the same; whose draw it was must be told.
    mark(&project, article_of(a), text_of(a));
    let run = read(&own, "Sri");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(run.out, format!("{told}1 sentence is marked since it was drawn, and counts as it was then\n"));
    let old_head = "article_id,start,end,text,missed";
    let without_set = |row: &String| row.split_once(',').unwrap().1.to_owned();
    fs::write(
        &table,
        [old_head.to_owned()].into_iter().chain(own.iter().map(without_set)).collect::<Vec<_>>().join("\n"),
    )
    .unwrap();
    let run = tandai(["elusion", &project, "--as", "Sri", "--read", &table]);
    assert_eq!(run.status, 1, "{run:?}");
    run.errs(&["line 2 is left out", "no column “set” says that it was drawn"]);
    // Whoever finished no article has no such sentences.
    let run = read(&own, "Budi");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    run.errs(&["line 2 is left out", "no row counts"]);
}

#[test]
fn a_report_by_a_day_counts_what_stands_by_it() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let methods = |name: &str, more: &[&str]| {
        let out = dir.path().join(name);
        let out_name = out.display().to_string();
        let run = tandai(["report", &project, "--as", "Sri", "--out", &out_name].iter().chain(more));
        assert_eq!(run.status, 0, "{run:?}");
        fs::read_to_string(out.join("methods.md")).unwrap()
    };
    let all = methods("all", &[]);
    assert!(all.contains("The set holds 19 statements ("), "{all}");
    let early = methods("early", &["--at", "2024-07-01"]);
    assert!(early.contains("The set holds 3 statements by 2024-07-01 ("), "{early}");
    assert!(!early.contains("on 9 races"), "{early}");
    let before = methods("before", &["--at", "2004-01-01"]);
    assert!(before.contains("The set holds 0 statements by 2004-01-01 ("), "{before}");
    assert!(before.contains("on 0 races"), "{before}");
}

#[test]
fn values_that_come_in_later_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let project = dir.path().join("p").display().to_string();
    assert_eq!(tandai(["new", &project, "--name", "X"]).status, 0);
    let import = |name: &str, fields: &str| {
        let file = dir.path().join(name);
        let mark = r#"{"id": "m1", "start": 0, "end": 3, "kind": "party"}"#;
        let line = format!(r#"{{"id": "a", "text": "PKS di Blora.", {fields}"mentions": [{mark}]}}"#);
        fs::write(&file, line).unwrap();
        tandai(["import", &project, &file.display().to_string()])
    };
    assert_eq!(import("a.jsonl", "").status, 0);
    let run = import("b.jsonl", r#""fields": {"seats": 5}, "#);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.contains("1 record that was there has more: values of fields"), "{run:?}");
    // What is there stays, and whoever says otherwise is told.
    let run = import("c.jsonl", r#""fields": {"seats": 9}, "#);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["c.jsonl:1:1", "“9”", "article a", "“5”", "keeps what it has"]);
    // The same again is nothing.
    let run = import("b.jsonl", r#""fields": {"seats": 5}, "#);
    assert_eq!(run.status, 2, "{run:?}");
}

/// Whatever is not read, whoever asked is told why and what to do.
#[test]
fn an_import_of_nothing_says_why_and_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let wide: Vec<u8> = "PKS".chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
    let utf32 = [&[0xFF, 0xFE, 0, 0][..], &wide].concat();
    let page = |body: &str| {
        format!("<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>").into_bytes()
    };
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("kosong.txt", Vec::new()),
        ("blank.txt", b" \n\n".to_vec()),
        ("nol.txt", vec![0; 64]),
        ("bytes", (0..=255).cycle().take(4_000).collect()),
        ("lebar.txt", utf32),
        ("latin.txt", b"Kata \x93kutipan\x94.\n".to_vec()),
        ("kosong.csv", Vec::new()),
        ("tajuk.csv", b"judul,isi\n".to_vec()),
        ("lain.csv", b"a,b\n1,2\n".to_vec()),
        ("latin.csv", b"judul,isi\nSatu,\x93ya\x94\n".to_vec()),
        ("hampa.csv", b"judul,isi\n,\n,\n".to_vec()),
        ("buka.json", b"{".to_vec()),
        ("daftar.json", b"[]".to_vec()),
        ("benda.json", b"{}".to_vec()),
        ("angka.json", b"[1,2,3]".to_vec()),
        ("lain.json", br#"[{"a":1}]"#.to_vec()),
        ("tanpa.jsonl", br#"{"title":"Satu","text":null}"#.to_vec()),
        ("latin.jsonl", b"{\"title\":\"a\",\"text\":\"caf\xE9\"}\n".to_vec()),
        ("catatan.json", br#"{"rows":[{"uri":"u","user":"r","text":"ya","target":[{"selector":[]}]}]}"#.to_vec()),
        ("kosong.html", page("")),
        (
            "tabel.html",
            page(
                "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
            ),
        ),
        ("lain.xml", b"<?xml version=\"1.0\"?><a><b>PKS</b></a>".to_vec()),
        ("umpan.xml", b"<rss version=\"2.0\"><channel/></rss>".to_vec()),
        ("rusak.pdf", b"%PDF-1.7\n\xE2\xE3".to_vec()),
        ("rusak.docx", b"PK\x03\x04rusak".to_vec()),
        ("rusak.xlsx", b"PK\x03\x04rusak".to_vec()),
        ("rusak.epub", b"PK\x03\x04mimetypeapplication/epub+zip".to_vec()),
        ("rusak.qdpx", b"PK\x03\x04rusak".to_vec()),
        ("rusak.parquet", b"PAR1rusakPAR1".to_vec()),
        ("kosong.warc", b"WARC/1.0\r\n\r\n".to_vec()),
        ("kosong.eml", b"From: a@b.id\nDate: Mon, 8 Jul 2024 10:00:00 +0700\nSubject: x\n\n".to_vec()),
        ("lain.ann", b"T1\tParty 0 3\tPKS\n".to_vec()),
        ("lain.conll", b"PKS\n".to_vec()),
        ("foto.png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("lama.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec()),
        ("judul.srt", b"1\n00:00:01,500 --> 00:00:07,000\nPKS hadir.\n".to_vec()),
    ];
    let project = dir.path().join("proyek").display().to_string();
    assert_eq!(tandai(["new", &project, "--as", "Sri"]).status, 0);
    let mut wrong: Vec<String> = Vec::new();
    let mut look = |path: &Path| {
        let path = path.display().to_string();
        let run = tandai(["import", &project, &path, "--as", "Sri", "--json"]);
        let told = json(&run.out);
        let problems = told["problems"].as_array().unwrap();
        let reasons: Vec<_> = problems.iter().filter(|problem| problem["severity"] == "record").collect();
        let says = |problem: &&&serde_json::Value| {
            let (reason, fix) = (problem["reason"].as_str().unwrap(), problem["fix"].as_str().unwrap());
            // What is wrong with bytes says in one breath what to do.
            !reason.is_empty() && (!fix.is_empty() || reason.contains(". ") || reason.contains("--option"))
        };
        if run.status != 2 || reasons.is_empty() || reasons.iter().filter(says).count() < reasons.len() {
            wrong.push(format!("{path}, status {}: {told}", run.status));
        }
    };
    for (name, bytes) in &cases {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        look(&path);
    }
    look(&dir.path().join("tiada.csv"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A folder in which nothing can be read says so in words.
    let folder = dir.path().join("folder");
    fs::create_dir(&folder).unwrap();
    for file in ["", "catatan.zzz"] {
        if !file.is_empty() {
            fs::write(folder.join(file), "x").unwrap();
        }
        let run = tandai(["import", &project, &folder.display().to_string(), "--as", "Sri"]);
        assert_eq!(run.status, 2, "{run:?}");
        let said = format!("{}{}", run.err, run.out);
        assert!(said.contains("a file counts if") || said.contains("passed over"), "{run:?}");
    }
}

//! Files that are broken, odd or of another make: each is told with its place and the way out, the exit status says
//! so, nothing in the project changes by it, and the project opens afterwards.

mod shell;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
    time::Instant,
};

use shell::{files, tandai};
use tandai::{
    model::LineEnds,
    sample,
    session::{ImportRequest, Imported, Session, Who},
};

/// A sample project and a folder beside it for what is to be imported.
struct Desk {
    _dir: tempfile::TempDir,
    project: PathBuf,
    inbox: PathBuf,
}

fn sri() -> Who {
    Who::named("Sri")
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (project, inbox) = (dir.path().join("proyek"), dir.path().join("masuk"));
        drop(sample::make(&project, sri()).unwrap());
        fs::create_dir(&inbox).unwrap();
        Self { _dir: dir, project, inbox }
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.inbox.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn import(&self, paths: &[PathBuf]) -> Imported {
        let mut session = Session::open(&self.project, sri()).unwrap();
        let ready = session.importer().run(&ImportRequest::of(paths), &AtomicBool::new(false), |_| {});
        let imported = session.add_articles(ready).unwrap();
        session.save().unwrap();
        imported
    }

    /// Runs the program on the project, once by its session and once as a program: nothing goes in, and nothing changes.
    fn refuses(&self, path: &Path, parts: &[&str]) {
        let before = files(&self.project);
        let imported = self.import(&[path.to_owned()]);
        assert_eq!(imported.articles, []);
        assert_eq!(imported.problems.len(), 1, "{imported:?}");
        let run = tandai([Path::new("import"), &self.project, path]);
        assert_eq!(run.status, 2, "nothing came in: {run:?}");
        run.errs(&[path.to_str().unwrap()]);
        run.errs(parts);
        assert!(run.out.contains("0 articles imported, 1 not imported"), "{run:?}");
        assert_eq!(files(&self.project), before);
        self.opens();
    }

    fn opens(&self) {
        let session = Session::open(&self.project, sri()).unwrap();
        assert!(session.read_only().is_none(), "{:?}", session.read_only());
        assert!(session.notices().is_empty(), "{:?}", session.notices());
        assert_eq!(session.rows().len(), fs::read_dir(self.project.join("articles")).unwrap().count() / 2);
    }

    fn file(&self, path: &str) -> PathBuf {
        self.project.join(path)
    }

    /// Puts other bytes in a file's place, looks, and puts the old ones back: nothing else may have changed.
    fn with(&self, path: &str, change: impl FnOnce(String) -> Vec<u8>, look: impl FnOnce()) {
        let file = self.file(path);
        let before = files(&self.project);
        let whole = fs::read_to_string(&file).unwrap();
        let changed = change(whole.clone());
        fs::write(&file, &changed).unwrap();
        look();
        assert_eq!(fs::read(&file).unwrap(), changed, "{path} was written");
        fs::write(&file, whole).unwrap();
        assert_eq!(files(&self.project), before);
        self.opens();
    }
}

#[test]
fn not_utf8() {
    let desk = Desk::new();
    let latin = desk.put("latin.txt", b"Judul\n\nKata \x93kutipan\x94 di sini.\n");
    desk.refuses(&latin, &["line 3, column 6 (byte 12)", "0x93", "Windows-1252", "encoding=windows-1252"]);
    let utf32 = desk.put("utf32.txt", b"\xFF\xFE\0\0P\0\0\0");
    desk.refuses(&utf32, &["UTF-32", "UTF-8"]);
    let cut = desk.put("potong.txt", "Judul “kutipan".as_bytes().split_at(8).0);
    desk.refuses(&cut, &["line 1, column 7", "cut off"]);
    let pdf = desk.put("surat.txt", b"%PDF-1.7\n\xE2\xE3");
    desk.refuses(&pdf, &["PDF", "UTF-8"]);
}

#[test]
fn empty_missing_and_too_large() {
    let desk = Desk::new();
    desk.refuses(&desk.put("kosong.txt", ""), &["holds no text"]);
    desk.refuses(&desk.put("spasi.txt", "\u{feff} \r\n\u{a0}\n"), &["holds no text"]);
    desk.refuses(&desk.inbox.join("tiada.txt"), &["cannot be read", "See whether it was moved"]);
    let large = desk.put("besar.txt", "");
    // A hole: the size of it is said, and it is not read.
    fs::File::options().write(true).open(&large).unwrap().set_len(1 << 40).unwrap();
    desk.refuses(&large, &["has 1099511 MB", "at most 50 MB", "Split it"]);
}

#[test]
fn twenty_megabytes_go_in() {
    let desk = Desk::new();
    let mut text = String::from("Dua Partai Bertemu di Lebak\n\n");
    while text.len() < 20_000_000 {
        text += "RANGKASBITUNG – PKS dan PSI “sepakat” berkoalisi di Kabupaten Lebak 🇮🇩.\n";
    }
    let path = desk.put("panjang.txt", &text);
    let begun = Instant::now();
    let imported = desk.import(&[path]);
    let took = begun.elapsed();
    assert_eq!(imported.articles.len(), 1, "{:?}", imported.problems);
    let begun = Instant::now();
    let mut session = Session::open(&desk.project, sri()).unwrap();
    session.load(&imported.articles[0]).unwrap();
    println!("{} bytes: imported in {took:.2?}, opened and read in {:.2?}", text.len(), begun.elapsed());
    assert_eq!(session.article(&imported.articles[0]).unwrap().text.as_str(), text);
    drop(session);
    desk.opens();
}

#[test]
fn a_folder_with_files_that_cannot_be_read() {
    let desk = Desk::new();
    desk.put("1-baik.txt", "Berita pertama hari ini\n\nPKS dan PSI bertemu.\n");
    desk.put("2-rusak.txt", b"Berita\n\xFF\n");
    desk.put("3-catatan.md", "No text file.");
    desk.put("4-sama.txt", "Berita pertama hari ini\n\nPKS dan PSI bertemu.\n");
    // A folder by the name of a file is a folder.
    fs::create_dir(desk.inbox.join("5-folder.txt")).unwrap();
    desk.put("5-folder.txt/dalam.txt", "Berita kedua hari ini\n\nGolkar dan PAN bertemu.\n");
    let broken_link = cfg!(unix);
    #[cfg(unix)]
    std::os::unix::fs::symlink("tiada", desk.inbox.join("6-putus.txt")).unwrap();
    let before = files(&desk.project);
    let run = tandai([Path::new("import"), &desk.project, &desk.inbox]);
    assert_eq!(run.status, 1, "{run:?}");
    run.errs(&["2-rusak.txt", "line 2, column 1"]);
    assert!(run.out.contains("4-sama.txt: 4-sama left out, article 1-baik has the same text"), "{run:?}");
    let problems = if broken_link { 2 } else { 1 };
    let summary = format!("2 articles imported, 1 known already, {problems} not imported");
    assert!(run.out.contains(&summary), "{run:?}");
    assert_eq!(run.err.matches("not imported: cannot be read").count(), problems - 1, "{run:?}");
    let after = files(&desk.project);
    assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)), "a file changed that was there");
    assert_eq!(after.len(), before.len() + 4);
    desk.opens();
    // Once more: everything is known, and nothing changes.
    let imported = desk.import(std::slice::from_ref(&desk.inbox));
    assert_eq!((imported.articles.len(), imported.known.len(), imported.problems.len()), (0, 3, problems));
    assert_eq!(files(&desk.project), after);
}

#[test]
fn byte_order_mark_and_crlf_are_taken_and_noted() {
    let desk = Desk::new();
    let path = desk.put("windows.txt", "\u{feff}Dua Partai Bertemu\r\n\r\nPKS dan “PSI”.\r\n");
    let imported = desk.import(&[path]);
    let mut session = Session::open(&desk.project, sri()).unwrap();
    session.load(&imported.articles[0]).unwrap();
    let article = session.article(&imported.articles[0]).unwrap();
    assert_eq!(article.text.as_str(), "Dua Partai Bertemu\n\nPKS dan “PSI”.\n");
    assert!(article.meta.import.bom && article.meta.import.line_ends == LineEnds::CrLf);
    let stored = fs::read(desk.file("articles/windows.txt")).unwrap();
    assert_eq!(stored, article.text.as_bytes());
    drop(session);
    desk.opens();
}

#[test]
fn a_checkout_with_byte_order_marks_and_crlf_is_read_and_left_alone() {
    let desk = Desk::new();
    for path in ["project.ron", "entities.ron", "articles/01-golkar-pan-tegal.ron", "articles/01-golkar-pan-tegal.txt"]
    {
        let windows = |whole: String| format!("\u{feff}{}", whole.replace('\n', "\r\n")).into_bytes();
        desk.with(path, windows, || {
            let run = tandai([Path::new("check"), &desk.project]);
            assert_eq!(run.status, 0, "{path}: {run:?}");
        });
    }
}

#[test]
fn a_project_that_cannot_be_locked_is_read_only() {
    let desk = Desk::new();
    let local = desk.file(".local");
    fs::remove_dir_all(&local).unwrap();
    fs::write(&local, "no folder").unwrap();
    let before = files(&desk.project);
    let text = desk.put("baik.txt", "Berita pertama hari ini\n\nPKS dan PSI bertemu.\n");
    let run = tandai([Path::new("import"), &desk.project, &text]);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["nothing can be imported", ".local/lock", "cannot be locked for writing"]);
    let run = tandai([Path::new("check"), &desk.project]);
    assert_eq!(run.status, 0, "{run:?}");
    run.errs(&["checked as the files are", ".local/lock"]);
    assert_eq!(tandai([Path::new("stats"), &desk.project]).status, 0);
    assert_eq!(files(&desk.project), before);
    assert_eq!(fs::read_to_string(&local).unwrap(), "no folder");
    fs::remove_file(&local).unwrap();
    desk.opens();
}

#[test]
fn a_project_that_another_has_open() {
    let desk = Desk::new();
    let text = desk.put("baik.txt", "Berita pertama hari ini\n\nPKS dan PSI bertemu.\n");
    let before = files(&desk.project);
    let session = Session::open(&desk.project, sri()).unwrap();
    let run = tandai([Path::new("import"), &desk.project, &text]);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["open already", &std::process::id().to_string(), "Close it there"]);
    drop(session);
    assert_eq!(files(&desk.project), before);
    assert_eq!(tandai([Path::new("import"), &desk.project, &text]).status, 0);
    desk.opens();
}

#[test]
fn a_place_where_nothing_can_be_made() {
    let desk = Desk::new();
    let file = desk.put("berkas", "x");
    let run = tandai([Path::new("new"), &file.join("proyek")]);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["berkas"]);
    let run = tandai([Path::new("new"), &desk.inbox]);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["not empty", "berkas", "Choose an empty or new folder"]);
    let run = tandai([Path::new("new"), &desk.project]);
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["a project in this folder already"]);
    assert_eq!(fs::read_dir(&desk.inbox).unwrap().count(), 1);
    #[cfg(target_os = "linux")]
    {
        let run = tandai(["new", "/proc/tandai-proyek"]);
        assert_eq!(run.status, 2, "{run:?}");
        run.errs(&["/proc/tandai-proyek", "the folder cannot be made"]);
    }
}

/// The project does not open: by the session, and by every subcommand.
fn closed(desk: &Desk, parts: &[&str]) {
    assert!(Session::open(&desk.project, sri()).is_err());
    let text = desk.put("baik.txt", "Berita pertama hari ini\n\nPKS dan PSI bertemu.\n");
    for arguments in [vec!["check"], vec!["stats"], vec!["import"]] {
        let import = arguments[0] == "import";
        let arguments = arguments.into_iter().map(PathBuf::from).chain([desk.project.clone()]);
        let run = tandai(arguments.chain(import.then(|| text.clone())));
        assert_eq!(run.status, 2, "{run:?}");
        assert_eq!(run.out, "");
        run.errs(parts);
    }
}

#[test]
fn a_truncated_project_file() {
    let desk = Desk::new();
    let whole = fs::read_to_string(desk.file("project.ron")).unwrap();
    for cut in (0..whole.len() - 2).step_by(23) {
        desk.with(
            "project.ron",
            |whole| whole.as_bytes()[..cut].to_vec(),
            || {
                assert!(Session::open(&desk.project, sri()).is_err(), "{cut} of {} bytes", whole.len());
            },
        );
    }
    let cut = whole.len() / 2;
    desk.with(
        "project.ron",
        |whole| whole.as_bytes()[..cut].to_vec(),
        || {
            let line = whole[..cut].lines().count();
            closed(&desk, &[&format!("proyek/project.ron:{line}:"), "git checkout -- project.ron"]);
        },
    );
}

#[test]
fn a_newer_format() {
    let desk = Desk::new();
    let newer = |whole: String| whole.replacen("format: 1", "format: 2", 1).into_bytes();
    desk.with("project.ron", newer, || {
        closed(&desk, &["proyek/project.ron:2:", "format 2 is newer", "newer version of Tandai"]);
    });
    desk.with(
        "project.ron",
        |whole| whole.replacen("name:", "colour: 1, name:", 1).into_bytes(),
        || {
            closed(&desk, &["proyek/project.ron:3:", "does not know the field “colour”"]);
        },
    );
    desk.with("annotations/sri/01-golkar-pan-tegal.ron", newer, || {
        let run = tandai([Path::new("check"), &desk.project]);
        assert_eq!(run.status, 1, "{run:?}");
        assert!(run.out.contains("annotations/sri/01-golkar-pan-tegal.ron:2:"), "{run:?}");
        assert!(run.out.contains("format 2 is newer"), "{run:?}");
    });
}

#[test]
fn merge_markers() {
    let desk = Desk::new();
    let marked = |whole: String| {
        let mut lines: Vec<&str> = whole.lines().collect();
        let line = lines[2];
        lines.splice(2..3, ["<<<<<<< HEAD", line, "=======", line, ">>>>>>> theirs"]);
        (lines.join("\n") + "\n").into_bytes()
    };
    desk.with("project.ron", marked, || {
        closed(&desk, &["proyek/project.ron:3:1:", "conflict markers", "resolve the conflict"]);
    });
    let annotations = "annotations/sri/01-golkar-pan-tegal.ron";
    desk.with(annotations, marked, || {
        let run = tandai([Path::new("check"), &desk.project]);
        assert_eq!(run.status, 1, "{run:?}");
        assert!(run.out.contains(&format!("{annotations}:3:1")) && run.out.contains("conflict markers"), "{run:?}");
        let run = tandai([Path::new("stats"), &desk.project]);
        assert_eq!(run.status, 1, "{run:?}");
        run.errs(&[&format!("{annotations}:3:1"), "conflict markers"]);
        // The article can be looked at; what it holds is not overwritten.
        let mut session = Session::open(&desk.project, sri()).unwrap();
        let id = session.rows().at(0).unwrap().meta.id.clone();
        session.load(&id).unwrap();
        assert!(session.frozen(&id).is_some_and(|reason| reason.to_string().contains("conflict markers")));
        assert!(session.set_status(&[id], tandai::model::Status::Ignored).is_err());
        session.save().unwrap();
    });
    desk.with("entities.ron", marked, || {
        let run = tandai([Path::new("check"), &desk.project]);
        assert_eq!(run.status, 1, "{run:?}");
        assert!(run.out.contains("entities.ron:3:1"), "{run:?}");
    });
}

#[test]
fn damage_to_one_file_leaves_the_others_readable() {
    let desk = Desk::new();
    for (path, part) in [
        ("articles/01-golkar-pan-tegal.ron", "articles/01-golkar-pan-tegal.ron:1:"),
        ("articles/01-golkar-pan-tegal.txt", "SHA-256"),
        ("annotations/sri/01-golkar-pan-tegal.ron", "annotations/sri/01-golkar-pan-tegal.ron:1:"),
    ] {
        for damaged in ["", "(", "\0\0", "tidak ada"] {
            desk.with(
                path,
                |_| damaged.as_bytes().to_vec(),
                || {
                    let run = tandai([Path::new("check"), &desk.project]);
                    assert_eq!(run.status, 1, "{path} {damaged:?}: {run:?}");
                    assert!(run.out.contains(part), "{path} {damaged:?}: {run:?}");
                    let mut session = Session::open(&desk.project, sri()).unwrap();
                    session.wait_until_read();
                    assert!(session.rows().len() >= 7);
                },
            );
        }
    }
}

#[test]
fn what_is_not_understood_is_never_lost_in_silence() {
    let desk = Desk::new();
    let text = "PKS dan PSI sepakat di Lebak pada hari";
    let line = |number: usize, more: &str| format!(r#"{{"id":"x{number}","text":"{text} {number}.",{more}}}"#) + "\n";
    for (number, (more, said)) in [
        (r#""coalitions":[{"members":["party:pks"]}]"#, "the field “members” of a coalition"),
        (r#""coalitions":[{"candidates":{"head":"Budi"}}]"#, "the field “candidates” of a coalition"),
        (r#""coalitions":[{"parties":[{"party":"party:pks","seats":7}]}]"#, "the field “parties” of a coalition"),
        (r#""coalitions":[{"backings":[{"party":"party:pks","role":"x"}]}]"#, "the field “role” of a party"),
        (r#""coalitions":[],"mentions":[{"start":0,"end":3,"kind":"party","link":"x"}]"#, "“link” of a mention"),
        (r#""coalitions":[],"links":[{"from":"m1","to":"party:pks"}]"#, "the field “links”"),
    ]
    .into_iter()
    .enumerate()
    {
        // Behind a line that is whole, so that the place counts.
        let file = format!("{number}.jsonl");
        let path = desk.put(&file, line(2 * number, r#""coalitions":[]"#) + &line(2 * number + 1, more));
        let run = tandai([Path::new("import"), &desk.project, &path]);
        assert_eq!(run.status, 1, "{more}: {run:?}");
        run.errs(&[said, &format!("{file}:2:1")]);
    }
    let whole = r#""coalitions":[{"parties":["party:pks","party:psi"],"comment":"","rank":null}],"lang":"id""#;
    let path = desk.put("whole.jsonl", line(99, whole));
    let run = tandai([Path::new("import"), &desk.project, &path]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    let kept = files(&desk.project).into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let kept: String = kept.filter(|text| text.contains("x99")).collect();
    assert!(kept.contains("party:psi") && kept.contains("lang"), "{kept}");
}

#[test]
fn a_moment_is_the_day_of_the_projects_clock() {
    let desk = Desk::new();
    let moment = |name: &str| {
        let text = format!("PKS dan PSI sepakat di {name} pada hari yang sama.");
        desk.put(
            &format!("{name}.json"),
            format!(r#"[{{"title":"{name}","text":"{text}","date":"2024-07-08T16:30:00Z"}}]"#),
        )
    };
    let day = |project: &Path, name: &str| {
        let path = project.join(format!("articles/{name}-1.ron"));
        let meta = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        ["2024-07-08", "2024-07-09"].into_iter().find(|day| meta.contains(day)).unwrap_or_default()
    };
    // Names of Indonesia: Jakarta's clock, at half past eleven in the evening.
    let run = tandai([Path::new("import"), &desk.project, &moment("lebak")]);
    assert_eq!((run.status, run.err.as_str(), day(&desk.project, "lebak")), (0, "", "2024-07-08"), "{run:?}");
    // Names of nowhere: nobody knows the clock, and that is said.
    let other = desk.inbox.parent().unwrap().join("lain");
    assert_eq!(tandai(["new", other.to_str().unwrap(), "--gazetteer", "none", "--as", "Sri"]).status, 0);
    let run = tandai([Path::new("import"), &other, &moment("serang")]);
    assert_eq!((run.status, day(&other, "serang")), (0, "2024-07-08"), "{run:?}");
    run.errs(&["its day is that of UTC", "--zone"]);
    let zone = [Path::new("--zone"), Path::new("+09:00")];
    let run = tandai([Path::new("import"), &other, &moment("tegal")].into_iter().chain(zone));
    assert_eq!((run.status, day(&other, "tegal")), (0, "2024-07-09"), "{run:?}");
    run.errs(&["clocks are at +09:00"]);
    // It is kept.
    let run = tandai([Path::new("import"), &other, &moment("madiun")]);
    assert_eq!((run.status, day(&other, "madiun")), (0, "2024-07-09"), "{run:?}");
    let bad = tandai([Path::new("import"), &other, &moment("bogor"), Path::new("--zone"), Path::new("Asia/Manila")]);
    assert_eq!(bad.status, 2, "{bad:?}");
    assert!(bad.err.contains("+07:00"), "{bad:?}");
}

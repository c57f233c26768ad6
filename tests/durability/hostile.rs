//! Projects as somebody who means harm would send them: nothing panics, nothing outside the folder is read or written,
//! and what is wrong is named with its place.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use tandai::{
    formats::format,
    search::{Matcher, Query},
    session::{ExportRequest, Recovery, Session, Who},
};

/// Stands in every file outside; none of it may be heard of.
const SECRET: &str = "rahasia-di-luar";

struct Stage {
    folder: tempfile::TempDir,
}

impl Stage {
    /// A copy of the sample, and files outside of it that look like a project's.
    fn new() -> Self {
        let stage = Self { folder: tempfile::tempdir().unwrap() };
        drop(tandai::sample::make(&stage.dir(), Who::named("sri")).unwrap());
        for (name, text) in [
            (
                "satu.ron",
                format!("(format: 1, id: \"satu\", title: \"{SECRET}\", text_sha256: \"\", length: 1, import: ())"),
            ),
            ("satu.txt", SECRET.to_owned()),
            ("journal", format!("00000000 {SECRET}\n")),
            ("lock", SECRET.to_owned()),
            ("project.ron", format!("(format: 1, name: \"{SECRET}\", language: indonesian, kinds: [])")),
        ] {
            for folder in ["", "sri", "index", "backups", "trash"] {
                fs::create_dir_all(stage.outside().join(folder)).unwrap();
                fs::write(stage.outside().join(folder).join(name), &text).unwrap();
            }
        }
        stage
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("p")
    }

    fn outside(&self) -> PathBuf {
        self.folder.path().join("luar")
    }

    fn annotations(&self) -> PathBuf {
        let file = fs::read_dir(self.dir().join("annotations/sri")).unwrap().flatten().map(|entry| entry.path()).min();
        file.unwrap()
    }
}

fn all_files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Does with a project what a person would do first; everything that was said.
fn use_it(dir: &Path) -> Vec<String> {
    let mut said = Vec::new();
    match Session::open(dir, Who::named("sri")) {
        Err(error) => said.push(error.to_string()),
        Ok(mut session) => {
            said.extend(session.read_only().map(ToString::to_string));
            // Every reader: what one refuses must not come in by another. This one reads what nobody has opened yet.
            let query = Query { words: SECRET.into(), ..Query::default() };
            session.search(Matcher::new(&query).unwrap(), None).run(&AtomicBool::new(false), |found| {
                said.push(format!("{} places, {} cannot be read", found.hits.len(), found.unread));
                assert!(found.hits.is_empty(), "the search went out of the project: {:?}", found.hits);
                true
            });
            said.extend(session.guidelines().err().map(|error| error.to_string()));
            said.extend(session.stats().unread.iter().map(ToString::to_string));
            let set = session.active_set().clone();
            let request = ExportRequest::of(format("tandai").unwrap(), set);
            match session.exporter().preview(&request, &AtomicBool::new(false), |_, _| {}) {
                Ok(exported) => said.extend(exported.unreadable.iter().map(|(_, reason)| reason.to_string())),
                Err(problem) => said.push(problem.to_string()),
            }
            let ids: Vec<_> =
                (0..session.rows().len()).filter_map(|at| Some(session.rows().at(at)?.meta.id.clone())).collect();
            for id in ids {
                said.extend(session.load(&id).err().map(|error| error.to_string()));
                said.extend(session.article(&id).map(|article| article.text.to_string()));
            }
            said.extend(
                session
                    .check_project(None, |_| {})
                    .iter()
                    .map(|finding| format!("{}: {}", finding.path, finding.message)),
            );
            said.extend(session.save().err().map(|error| error.to_string()));
            said.extend(session.notices().iter().map(ToString::to_string));
        }
    }
    if let Ok(recovery) = Recovery::of(dir) {
        for found in recovery.preview(&AtomicBool::new(false)) {
            said.push(format!("{} {}", found.path, found.problem.clone().unwrap_or_default()));
            if let Some(choice) = found.choices.first() {
                said.extend(recovery.take(std::slice::from_ref(&choice.id)).err().map(|error| error.to_string()));
            }
        }
    }
    said
}

/// `expected`: what is said of it, somewhere.
fn try_it(what: &str, harm: impl FnOnce(&Stage), expected: &str) {
    let stage = Stage::new();
    harm(&stage);
    let before = all_files(&stage.outside());
    let said = use_it(&stage.dir());
    assert_eq!(all_files(&stage.outside()), before, "{what}: something outside was written");
    assert!(!said.iter().any(|line| line.contains(SECRET)), "{what}: something outside was read: {said:#?}");
    let short = |line: &String| line.chars().take(300).collect::<String>();
    assert!(said.iter().all(|line| line.len() < 4096), "{what}: nobody reads that: {:#?}", said.iter().map(short));
    assert!(said.iter().any(|line| line.contains(expected)), "{what}: {expected:?} is not said: {said:#?}");
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// A file's name as messages have it.
fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn what_files_say() {
    for (what, from, to) in [
        ("numbers that no computer has", "start: ", "start: 9999999999999999999999999"),
        ("numbers below nothing", "start: ", "start: -"),
        ("no numbers", "start: ", "start: NaN"),
        ("infinity", "start: ", "start: inf"),
        ("an id that leads out", "(id: \"", "(id: \"../../../luar/"),
        ("an article that leads out", "article: \"", "article: \"../../luar/"),
        ("an entity of control characters", "kind: \"", "kind: \"\\u{1b}[31m"),
        ("a word that nobody knows", "status:", "statos:"),
    ] {
        let expected = ".ron:";
        try_it(what, |stage| replace(&stage.annotations(), from, to), expected);
    }
    for open in ["(", "[", "{", "Some("] {
        try_it("deep nesting", |stage| fs::write(stage.annotations(), open.repeat(200_000)).unwrap(), ".ron:1:");
        try_it(
            "deep nesting",
            |stage| fs::write(stage.dir().join("project.ron"), open.repeat(200_000)).unwrap(),
            "project.ron:1:",
        );
    }
    let hostile_set = |stage: &Stage| {
        replace(
            &stage.dir().join("project.ron"),
            "sets: [",
            "sets: [\n(id: \"../../luar\", name: \"x\", role: person),",
        )
    };
    try_it("a set that leads out", hostile_set, "project.ron:");
    let ron =
        "(deed:status,count:1,puts:[Status(place:(set:\"../../luar\",article:\"satu\"),before:new,after:finished)])";
    let line = format!("{:08x} {ron}\n", crc32fast::hash(ron.as_bytes()));
    try_it(
        "a journal that leads out",
        |stage| fs::write(stage.dir().join(".local/journal"), line).unwrap(),
        "journal:1:1",
    );
}

#[cfg(unix)]
#[test]
fn what_folders_are() {
    use std::os::unix::fs::symlink;
    let link = "is a symbolic link";
    let swap = |stage: &Stage, path: &str| {
        let here = stage.dir().join(path);
        if here.is_dir() {
            fs::remove_dir_all(&here).unwrap()
        } else {
            fs::remove_file(&here).unwrap()
        }
        symlink(stage.outside(), here).unwrap();
    };
    for (path, expected) in [("articles", link), ("annotations", link), ("annotations/sri", link), (".local", link)] {
        try_it(path, |stage| swap(stage, path), expected);
    }
    for path in [".local/journal", ".local/lock", "project.ron", "entities.ron"] {
        let harm = |stage: &Stage| {
            let here = stage.dir().join(path);
            let _ = fs::remove_file(&here);
            symlink(stage.outside().join("project.ron"), here).unwrap();
        };
        try_it(path, harm, link);
    }
    for path in [".local/backups", ".local/index", ".local/trash", ".local/conflicts"] {
        let harm = |stage: &Stage| {
            let here = stage.dir().join(path);
            let _ = fs::remove_dir_all(&here);
            symlink(stage.outside(), here).unwrap();
        };
        try_it(path, harm, "");
    }
    let article =
        |stage: &Stage| symlink(stage.outside().join("satu.ron"), stage.dir().join("articles/satu.ron")).unwrap();
    try_it("an article elsewhere", article, link);
    let round = |stage: &Stage| {
        symlink(stage.dir(), stage.dir().join("articles/putar.ron")).unwrap();
        symlink("putar2.ron", stage.dir().join("articles/putar1.ron")).unwrap();
        symlink("putar1.ron", stage.dir().join("articles/putar2.ron")).unwrap();
        symlink(stage.dir().join("annotations"), stage.dir().join("annotations/sri/lagi")).unwrap();
        symlink(stage.dir().join(".local"), stage.dir().join(".local/backups/lagi")).unwrap();
    };
    try_it("links that lead round", round, link);
    for path in ["articles", "annotations", ".local/backups", ".local/index", ".local/trash"] {
        let file = |stage: &Stage| {
            let here = stage.dir().join(path);
            let _ = fs::remove_dir_all(&here);
            fs::write(here, "x").unwrap();
        };
        try_it(path, file, "");
    }
    let folder = |stage: &Stage| {
        fs::remove_file(stage.dir().join(".local/journal")).unwrap();
        fs::create_dir(stage.dir().join(".local/journal")).unwrap();
    };
    try_it("a journal that is a folder", folder, ".local/journal: ");
    let article = |stage: &Stage| fs::create_dir(stage.dir().join("articles/folder.ron")).unwrap();
    try_it("an article that is a folder", article, "");
    // What an import seems to have left is put nowhere but where an import's files go, and over nothing.
    for (name, expected) in [
        ("satu!..!..!luar!satu.ron", "is no file of an import"),
        ("satu!..!..!luar!baru.ron", "is no file of an import"),
        ("satu!articles!..!..!luar!satu.txt", "is no file of an import"),
        ("satu!project.ron", "is no file of an import"),
        ("satu!.local!journal", "is no file of an import"),
    ] {
        let harm = |stage: &Stage| {
            let incoming = stage.dir().join(".local/incoming");
            fs::create_dir_all(&incoming).unwrap();
            fs::write(incoming.join("satu!whole"), "").unwrap();
            fs::write(incoming.join(name), "milik orang lain").unwrap();
        };
        try_it(name, harm, expected);
    }
    let taken = |stage: &Stage| {
        let incoming = stage.dir().join(".local/incoming");
        fs::create_dir_all(&incoming).unwrap();
        fs::write(incoming.join("satu!whole"), "").unwrap();
        let there = stage.annotations();
        fs::write(incoming.join(format!("satu!annotations!sri!{}", name(&there))), "milik orang lain").unwrap();
    };
    try_it("an import over what is there", taken, "was not taken: other files are there");
    let pipe = |stage: &Stage| {
        let made = std::process::Command::new("mkfifo").arg(stage.dir().join("articles/pipa.ron")).status();
        assert!(made.is_ok_and(|status| status.success()));
    };
    try_it("an article that is a pipe", pipe, "articles/pipa.ron: ");
    // In the place of each file that is read: what leads out, never ends, waits for ever, or fills memory.
    let file = |stage: &Stage, path: &str| match path {
        "text" => stage.dir().join("articles").join(name(&stage.annotations()).replace(".ron", ".txt")),
        "annotations" => stage.annotations(),
        path => stage.dir().join(path),
    };
    for path in ["text", "annotations", "guidelines.md", "entities.ron", "project.ron", ".local/journal"] {
        let swap = |stage: &Stage, make: &dyn Fn(&Path)| {
            let here = file(stage, path);
            let _ = fs::remove_file(&here);
            make(&here);
        };
        try_it(path, |stage| swap(stage, &|here| symlink(stage.outside().join("project.ron"), here).unwrap()), link);
        try_it(path, |stage| swap(stage, &|here| symlink("/dev/zero", here).unwrap()), link);
        let pipe = |here: &Path| assert!(std::process::Command::new("mkfifo").arg(here).status().unwrap().success());
        try_it(path, |stage| swap(stage, &pipe), "it is not a file");
        let large = |here: &Path| fs::File::create(here).unwrap().set_len(3 << 30).unwrap();
        try_it(path, |stage| swap(stage, &large), "it is larger than");
    }
    for odd in ["a\nb", "\u{1b}[31mmerah", "..", ".ron", "spasi ", "\u{202e}kilab", "x\u{0}".trim_end_matches('\0')] {
        let harm = |stage: &Stage| fs::write(stage.dir().join(format!("articles/{odd}.ron")), "(").unwrap();
        try_it("an odd name", harm, "");
    }
}

/// One line, as long as is asked for: 4 MB, or as many as `TANDAI_HOSTILE_MB` says.
#[test]
fn how_long_lines_are() {
    let megabytes = std::env::var("TANDAI_HOSTILE_MB").ok().and_then(|n| n.parse().ok()).unwrap_or(4usize);
    let long = megabytes << 20;
    let began = std::time::Instant::now();
    try_it("a long word", |stage| fs::write(stage.annotations(), "a".repeat(long)).unwrap(), ".ron:1:");
    let string = |stage: &Stage| replace(&stage.annotations(), "text: \"", &format!("text: \"{}", "b".repeat(long)));
    try_it("a long text", string, ".ron:");
    let spaces = |stage: &Stage| fs::write(stage.dir().join("entities.ron"), " ".repeat(long)).unwrap();
    try_it("nothing but white space", spaces, "entities.ron");
    let journal = |stage: &Stage| fs::write(stage.dir().join(".local/journal"), "c".repeat(long)).unwrap();
    try_it("a journal of one line", journal, "set aside in .local/journal-damaged-");
    let text = |stage: &Stage| {
        let file = stage.annotations();
        let text = stage.dir().join("articles").join(name(&file).replace(".ron", ".txt"));
        fs::write(text, "d".repeat(long)).unwrap();
    };
    try_it("another text", text, "not the one that was imported");
    println!("hostile: lines of {megabytes} MB, {:.1} s", began.elapsed().as_secs_f64());
}

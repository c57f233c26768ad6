//! What lies in a project and is none of it, what cannot be read, what an import left: every command says so, and none
//! takes it for empty. Run as at a shell.
#![cfg(unix)]

mod shell;

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use shell::tandai;

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self { folder };
        assert_eq!(tandai(["new", &desk.project(), "--sample", "--as", "Sri"]).status, 0);
        desk
    }

    fn project(&self) -> String {
        self.at("p").display().to_string()
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// A set that has files.
    fn set(&self) -> String {
        let sets = fs::read_dir(self.at("p/annotations")).unwrap().flatten();
        sets.map(|entry| entry.file_name().to_string_lossy().into_owned()).min().unwrap()
    }
}

#[test]
fn a_folder_that_leads_elsewhere_is_never_empty() {
    for folder in ["annotations", "annotations/SET"] {
        let desk = Desk::new();
        let project = desk.project();
        assert_eq!(tandai(["stats", &project]).status, 0);
        let here = Path::new(&project).join(folder.replace("SET", &desk.set()));
        fs::rename(&here, desk.at("lain")).unwrap();
        symlink(desk.at("lain"), &here).unwrap();
        let out = desk.at("hasil").display().to_string();
        let run = tandai(["export", &project, "--format", "brat", "--set", &desk.set(), "--out", &out]);
        assert_eq!(run.status, 1, "export {folder}: {run:#?}");
        assert!((run.out + &run.err).contains("is a symbolic link"), "export {folder}");
        for command in ["check", "stats"] {
            let run = tandai([command, &project]);
            assert_eq!(run.status, 1, "{command} {folder}: {run:#?}");
            assert!((run.out + &run.err).contains("is a symbolic link"), "{command} {folder}");
        }
    }
}

/// As whoever may not read everything, which the superuser may.
fn tandai_as_nobody(arguments: &[&str]) -> Option<(i32, String)> {
    use std::os::unix::process::CommandExt;
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tandai"));
    command.args(arguments).env("HOME", "/nonexistent").stdin(std::process::Stdio::null());
    if rustix::process::geteuid().is_root() {
        command.uid(65534).gid(65534);
    }
    let run = command.output();
    if run.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied) {
        println!("skipped: nobody but the superuser may run the program here");
        return None;
    }
    let run = run.unwrap();
    let said = String::from_utf8(run.stdout).unwrap() + &String::from_utf8(run.stderr).unwrap();
    Some((run.status.code().unwrap(), said))
}

#[test]
fn a_folder_that_may_not_be_read_is_never_empty() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for folder in ["annotations", "annotations/SET", "articles"] {
        let desk = Desk::new();
        mode(desk.folder.path(), 0o755);
        let (project, set) = (desk.project(), desk.set());
        let open = desk.at("hasil");
        fs::create_dir(&open).unwrap();
        mode(&open, 0o777);
        let out = open.join("brat").display().to_string();
        let export = ["export", &project, "--format", "brat", "--set", &set, "--out", &out];
        let shut = Path::new(&project).join(folder.replace("SET", &set));
        mode(&shut, 0);
        for arguments in [&["check", &project][..], &["stats", &project], &export] {
            let Some((status, said)) = tandai_as_nobody(arguments) else { return mode(&shut, 0o755) };
            assert!(status > 0, "{arguments:?} {folder}: {said}");
            assert!(said.contains("Permission denied"), "{arguments:?} {folder}: {said}");
        }
        mode(&shut, 0o755);
    }
}

fn names(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

/// Whether anything is being written: a folder that is empty yet has nothing by which the next program knows whose it is.
fn has_begun(dir: &Path) -> bool {
    let mut there = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    there.any(|path| fs::read_dir(path).map_or(true, |mut inside| inside.next().is_some()))
}

/// Ends a command as soon as something of it is in a folder; what is there then.
fn end(arguments: &[String], signal: &str, out: &Path) -> Vec<String> {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_tandai"))
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while !has_begun(out) {
        assert_eq!(child.try_wait().unwrap(), None, "it ended by itself before it wrote anything");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let kill = std::process::Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    assert!(!child.wait().unwrap().success(), "{signal}: it was done already: {arguments:?}");
    names(out)
}

/// What was begun and not finished is gone with the program, or with the next that writes there.
fn ended_it_leaves_nothing(arguments: &[String], next: &[String], out: &Path) {
    for signal in ["INT", "TERM", "HUP"] {
        assert_eq!(end(arguments, signal, out), Vec::<String>::new(), "{signal}: {arguments:?}");
    }
    assert!(!end(arguments, "KILL", out).is_empty(), "a kill leaves what was begun");
    let run = tandai(next);
    assert!(run.status < 2, "{run:#?}");
    let left = names(out);
    assert!(left.iter().all(|name| name.starts_with("data")), "{left:?}");
    for name in left {
        let path = out.join(name);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
}

/// Lines of articles in a file.
fn write_lines(path: &Path, articles: usize, words: &str) {
    use std::io::Write;
    let mut file = std::io::BufWriter::new(fs::File::create(path).unwrap());
    for number in 0..articles {
        writeln!(file, "{{\"id\":\"a{number}\",\"text\":\"{number}. {words}\"}}").unwrap();
    }
    file.flush().unwrap();
}

#[test]
fn a_conversion_that_is_ended_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let (many, few) = (folder.path().join("banyak.jsonl"), folder.path().join("sedikit.jsonl"));
    let out = folder.path().join("hasil");
    fs::create_dir(&out).unwrap();
    let words = "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten. ".repeat(20);
    write_lines(&many, 40_000, &words);
    write_lines(&few, 1, &words);
    let to = out.join("data.json").display().to_string();
    let arguments = |from: &Path| {
        let from = from.display().to_string();
        ["convert".to_owned(), from, "--from".into(), "tandai".into(), "--to".into(), "label-studio".into(), to.clone()]
    };
    ended_it_leaves_nothing(&arguments(&many), &arguments(&few), &out);
}

#[test]
fn an_export_that_is_ended_leaves_nothing_behind() {
    let desk = Desk::new();
    let (project, lines, out) = (desk.project(), desk.at("panjang.jsonl"), desk.at("hasil"));
    fs::create_dir(&out).unwrap();
    write_lines(&lines, 400, &"PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten. ".repeat(1000));
    let run = tandai(["import", &project, lines.to_str().unwrap(), "--format", "tandai"]);
    assert!(run.status < 2, "{run:#?}");
    for (format, name) in [("label-studio", "data.json"), ("brat", "data")] {
        let to = out.join(name).display().to_string();
        let arguments = ["export", &project, "--format", format, "--set", &desk.set(), "--out", &to].map(String::from);
        ended_it_leaves_nothing(&arguments, &arguments, &out);
    }
}

#[test]
fn copies_of_synchronising_programs_are_named_and_offered() {
    let desk = Desk::new();
    let (project, set) = (desk.project(), desk.set());
    let folder = desk.at("p/annotations").join(&set);
    let file = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).min().unwrap();
    let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
    let copy = |name: &str| fs::copy(&file, folder.join(name)).unwrap();
    copy(&format!("{stem} (konflik salinan Sri 2024-07-08).ron"));
    copy(&format!("{stem}.sync-conflict-20240708-101112-ABCDEFG.ron"));
    copy(&format!("{stem}-DESKTOP-4ABC.ron"));
    fs::write(folder.join("catatan saya.docx"), "x").unwrap();
    fs::copy(desk.at("p/project.ron"), desk.at("p/project (conflicted copy).ron")).unwrap();
    fs::create_dir(desk.at(&format!("p/annotations/{set} (1)"))).unwrap();
    let run = tandai(["check", &project]);
    assert_eq!(run.status, 1, "{run:#?}");
    assert_eq!(run.out.matches("looks like a copy of").count(), 5, "{}", run.out);
    assert!(run.out.contains("catatan saya.docx") && run.out.contains("is not read"), "{}", run.out);
    // One that differs can be restored.
    let differs = folder.join(format!("{stem} (konflik salinan Sri 2024-07-08).ron"));
    let text = fs::read_to_string(&differs).unwrap();
    assert!(text.contains("status: "));
    let at = text.find("status: ").unwrap();
    let end = at + text[at..].find(',').unwrap();
    fs::write(&differs, format!("{}status: ignored{}", &text[..at], &text[end..])).unwrap();
    let run = tandai(["recover", &project]);
    assert!(run.out.contains("konflik salinan Sri"), "{run:#?}");
}

#[test]
fn texts_of_a_killed_import_are_named_and_stay() {
    let desk = Desk::new();
    let project = desk.project();
    fs::write(desk.at("p/articles/hantu.txt"), "Teks yang tidak selesai diimpor.\n").unwrap();
    let run = tandai(["check", &project]);
    assert_eq!(run.status, 1, "{run:#?}");
    assert!(
        run.out.contains("1 text in articles belongs to no article") && run.out.contains("hantu.txt"),
        "{}",
        run.out
    );
    let lines = desk.at("baru.jsonl");
    fs::write(&lines, "{\"id\":\"hantu\",\"text\":\"PKS dan PSI.\",\"mentions\":[]}\n").unwrap();
    let run = tandai(["import", &project, lines.to_str().unwrap(), "--format", "tandai"]);
    assert_eq!(run.status, 0, "{run:#?}");
    assert!(run.err.contains("“hantu” would: the article is called hantu-2 here"), "{run:#?}");
    assert_eq!(fs::read_to_string(desk.at("p/articles/hantu-2.txt")).unwrap(), "PKS dan PSI.");
    // The very text is taken over.
    fs::write(&lines, "{\"id\":\"hantu\",\"text\":\"Teks yang tidak selesai diimpor.\\n\",\"mentions\":[]}\n").unwrap();
    let run = tandai(["import", &project, lines.to_str().unwrap(), "--format", "tandai"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:#?}");
    assert!(desk.at("p/articles/hantu.ron").exists());
    // A text of an article stays, whatever comes.
    fs::write(&lines, "{\"id\":\"hantu\",\"text\":\"Lain sama sekali.\",\"mentions\":[]}\n").unwrap();
    tandai(["import", &project, lines.to_str().unwrap(), "--format", "tandai"]);
    assert_eq!(fs::read_to_string(desk.at("p/articles/hantu.txt")).unwrap(), "Teks yang tidak selesai diimpor.\n");
}

#[test]
fn rejected_records_have_their_place_before_anything_is_stored() {
    let desk = Desk::new();
    let project = desk.project();
    let (lines, there) = (desk.at("baru.jsonl"), desk.at("sudah-ada.jsonl"));
    fs::write(&lines, "{\"id\":\"baru\",\"text\":\"PKS.\",\"mentions\":[]}\n").unwrap();
    fs::write(&there, "milik saya").unwrap();
    let import = |rejected: &Path| {
        tandai([
            "import",
            &project,
            lines.to_str().unwrap(),
            "--format",
            "tandai",
            "--rejected",
            rejected.to_str().unwrap(),
        ])
    };
    let run = import(&there);
    assert_eq!(run.status, 2, "{run:#?}");
    assert!(!desk.at("p/articles/baru.txt").exists(), "nothing was stored");
    assert_eq!(fs::read_to_string(&there).unwrap(), "milik saya");
    let new = desk.at("ditolak.jsonl");
    assert_eq!(import(&new).status, 0);
    assert!(desk.at("p/articles/baru.txt").exists() && !new.exists(), "nothing was set aside");
}

#[test]
fn names_that_end_a_window_are_refused() {
    let desk = Desk::new();
    let at = desk.at("p/project.ron");
    let text = fs::read_to_string(&at).unwrap();
    let begin = text.find("name: \"").unwrap();
    let end = begin + text[begin..].find(',').unwrap();
    for (name, said) in [("A\\u{0}B".to_owned(), "control character (U+0000)"), ("x".repeat(3000), "longer than")] {
        fs::write(&at, format!("{}name: \"{name}\"{}", &text[..begin], &text[end..])).unwrap();
        let run = tandai(["check", &desk.project()]);
        assert_eq!(run.status, 2, "{run:#?}");
        assert!(run.err.contains(said) && run.err.len() < 2000, "{run:#?}");
    }
}

#[test]
fn an_export_goes_outside_of_a_project() {
    let desk = Desk::new();
    let (project, set) = (desk.project(), desk.set());
    let inside = desk.at("p/annotations/keluar").display().to_string();
    let run = tandai(["export", &project, "--format", "brat", "--set", &set, "--out", &inside]);
    assert_eq!(run.status, 2, "{run:#?}");
    assert!(run.err.contains("lies inside the project"), "{run:#?}");
    assert!(!Path::new(&inside).exists());
}

/// Every command that writes a file or a folder, to a place where something else is, and into a project.
#[test]
fn no_command_writes_over_what_is_not_its_own() {
    let desk = Desk::new();
    let (project, set) = (desk.project(), desk.set());
    let lines = desk.at("baris.jsonl").display().to_string();
    fs::write(&lines, "{\"id\":\"x\",\"text\":\"PKS menang.\"}\n").unwrap();
    let commands: &[&[&str]] = &[
        &["export", &project, "--format", "tandai", "--set", &set, "--force", "--out", "AT.jsonl"],
        &["export", &project, "--format", "brat", "--set", &set, "--force", "--out", "AT"],
        &["convert", &lines, "--from", "tandai", "--to", "label-studio", "AT.json"],
        &["report", &project, "--set", &set, "--force", "--out", "AT"],
        &["compare", &project, "sri", "auto-rules-2", "--unfinished", "--csv", "AT"],
        &["entities", &project, "--export", "AT.csv"],
        &["extract", &project, "--learn", "--keep", "AT.model"],
        &["import", &project, &lines, "--format", "tandai", "--rejected", "AT.jsonl"],
        &["new", "AT"],
    ];
    for command in commands {
        let run = |at: &Path| {
            let at = at.display().to_string();
            tandai(command.iter().map(|word| word.replace("AT", &at)))
        };
        let end = command.last().unwrap().strip_prefix("AT").unwrap_or_default();
        // Where something of a person's stands.
        let mine = desk.at("milik");
        fs::create_dir_all(&mine).unwrap();
        let there = mine.join(format!("hasil{end}"));
        let precious = if end.is_empty() { there.join("catatan.txt") } else { there.clone() };
        fs::create_dir_all(precious.parent().unwrap()).unwrap();
        fs::write(&precious, "milik saya").unwrap();
        let forced = command.contains(&"--force") && !end.is_empty();
        if !forced {
            let run = run(&mine.join("hasil"));
            assert_eq!(run.status, 2, "{command:?}: {run:#?}");
            assert_eq!(fs::read_to_string(&precious).unwrap(), "milik saya", "{command:?}");
        }
        fs::remove_dir_all(&mine).unwrap();
        // Inside of a project.
        for inside in ["p/hasil", "p/annotations/hasil", "p/.local/hasil"] {
            let run = run(&desk.at(inside));
            assert_eq!(run.status, 2, "{command:?} {inside}: {run:#?}");
            assert!(run.err.contains("inside the project"), "{command:?} {inside}: {run:#?}");
            assert!(!desk.at(&format!("{inside}{end}")).exists(), "{command:?} {inside}");
        }
    }
    assert_eq!(tandai(["check", &project]).out.matches("is not read").count(), 0, "nothing was left in it");
}

/// What a command made itself it replaces, when that is said.
#[test]
fn a_report_is_replaced_and_nothing_else() {
    let desk = Desk::new();
    let (project, set, out) = (desk.project(), desk.set(), desk.at("laporan"));
    let report = |force: bool| {
        let out = out.display().to_string();
        let arguments = ["report", &project, "--set", &set, "--out", &out];
        tandai(arguments.into_iter().chain(force.then_some("--force")).map(String::from))
    };
    assert_eq!(report(false).status, 0);
    let files = || {
        let mut names = names(&out);
        names.sort();
        names
    };
    let before = files();
    assert_eq!(report(false).status, 2);
    assert_eq!(report(true).status, 0);
    assert_eq!(files(), before);
    fs::write(out.join("catatan.txt"), "milik saya").unwrap();
    let run = report(true);
    assert_eq!(run.status, 2, "{run:#?}");
    assert!(run.err.contains("catatan.txt"), "{run:#?}");
    fs::remove_file(out.join("catatan.txt")).unwrap();
    let text = fs::read_to_string(out.join("methods.md")).unwrap();
    fs::write(out.join("methods.md"), text + "Disunting.").unwrap();
    let run = report(true);
    assert!(run.status == 2 && run.err.contains("methods.md"), "{run:#?}");
    assert!(fs::read_to_string(out.join("methods.md")).unwrap().ends_with("Disunting."));
}

/// The library that reads Parquet panics at this file: that is answered in our words, and nothing of it is printed.
#[test]
fn a_damaged_table_ends_no_command() {
    let desk = Desk::new();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/damaged/panics-in-the-library.parquet");
    let file = file.display().to_string();
    for command in [
        &["convert", &file, "--from", "huggingface", "--to", "tandai", "-"][..],
        &["import", &desk.project(), &file, "--format", "huggingface"],
    ] {
        let run = tandai(command);
        assert_eq!(run.status, 2, "{run:#?}");
        run.errs(&["the file cannot be read: it is damaged", "nothing of it went in"]);
        assert!(!run.err.contains("panicked") && !run.err.contains("backtrace"), "{run:#?}");
    }
}

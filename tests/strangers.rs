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

    /// The same, wherever it was moved to.
    fn linked_set(&self) -> String {
        let sets = fs::read_dir(self.at("p/annotations")).unwrap().flatten();
        sets.map(|entry| entry.file_name().to_string_lossy().into_owned()).min().unwrap()
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
        let run = tandai(["export", &project, "--format", "brat", "--set", &desk.linked_set(), "--out", &out]);
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

/// What was begun and not finished is gone with the program, or with the next that writes there.
#[test]
fn an_export_that_is_ended_leaves_nothing_behind() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let (many, few) = (folder.path().join("banyak.jsonl"), folder.path().join("sedikit.jsonl"));
    let out = folder.path().join("hasil");
    fs::create_dir(&out).unwrap();
    let words = "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten. ".repeat(20);
    let line = |number: usize| format!("{{\"id\":\"a{number}\",\"text\":\"{words}\"}}\n");
    let mut file = std::io::BufWriter::new(fs::File::create(&many).unwrap());
    (0..40_000).for_each(|number| file.write_all(line(number).as_bytes()).unwrap());
    drop(file);
    fs::write(&few, line(0)).unwrap();
    let there = || fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let to = out.join("data.json").display().to_string();
    let arguments = |from: &Path| {
        let from = from.display().to_string();
        ["convert".to_owned(), from, "--from".into(), "tandai".into(), "--to".into(), "label-studio".into(), to.clone()]
    };
    for signal in ["INT", "TERM", "HUP", "KILL"] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_tandai"))
            .args(arguments(&many))
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        while there().is_empty() {
            assert_eq!(child.try_wait().unwrap(), None, "it ended by itself before it wrote anything");
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        let kill = std::process::Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        let ended = child.wait().unwrap();
        assert!(!ended.success(), "{signal}: it was done already");
        if signal != "KILL" {
            assert_eq!(there(), Vec::<std::ffi::OsString>::new(), "{signal}");
        }
    }
    assert!(!there().is_empty(), "a kill leaves what was begun");
    let run = tandai(arguments(&few));
    assert_eq!(run.status, 0, "{run:#?}");
    let names: Vec<_> = there().into_iter().map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(names.iter().all(|name| name.starts_with("data")), "{names:?}");
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
    // One that differs can be had back.
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
    assert!(run.out.contains("belong to no article") && run.out.contains("hantu.txt"), "{}", run.out);
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

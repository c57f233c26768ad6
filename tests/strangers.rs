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
        for command in ["check", "stats"] {
            let run = tandai([command, &project]);
            assert_eq!(run.status, 1, "{command} {folder}: {run:#?}");
            assert!((run.out + &run.err).contains("is a symbolic link"), "{command} {folder}");
        }
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

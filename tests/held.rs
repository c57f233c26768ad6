//! What researchers hold, as at a shell: it comes in right, or is refused by name.
#![cfg(unix)]

mod shell;

use std::{fs, path::Path};

use shell::{Run, tandai};

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.project("p");
        desk
    }

    fn at(&self, path: &str) -> String {
        self.0.path().join(path).display().to_string()
    }

    fn project(&self, name: &str) {
        assert_eq!(tandai(["new", &self.at(name)]).status, 0);
    }

    fn has(&self, path: &str, bytes: impl AsRef<[u8]>) -> String {
        fs::write(self.at(path), bytes).unwrap();
        self.at(path)
    }

    fn import(&self, project: &str, files: &[&str]) -> Run {
        tandai(["import", &self.at(project)].into_iter().chain(files.iter().copied()))
    }

    /// The annotation file of a set.
    fn marks(&self, project: &str, article: &str) -> String {
        let sets = fs::read_dir(Path::new(&self.at(project)).join("annotations")).unwrap().flatten();
        sets.filter_map(|set| fs::read_to_string(set.path().join(format!("{article}.ron"))).ok()).collect()
    }
}

#[test]
fn a_text_and_its_annotations_named_as_two_files_are_a_pair() {
    let desk = Desk::new();
    let text = desk.has("a.TXT", "PKS dan PSI hadir.");
    let marks = desk.has("a.ann", "T1\tparty 0 3\tPKS\n");
    let run = desk.import("p", &[&text, &marks]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:#?}");
    assert!(run.out.starts_with("1 article imported\n1 mention"), "{run:#?}");
    desk.project("q");
    let run = desk.import("q", &[&marks]);
    assert!(run.status == 0 && run.out.starts_with("1 article imported\n1 mention"), "lying beside it: {run:#?}");
}

#[test]
fn an_export_without_texts_comes_back_by_its_hash() {
    let desk = Desk::new();
    let whole = desk.has(
        "a.jsonl",
        "{\"id\":\"a\",\"text\":\"PKS hadir.\",\"mentions\":[{\"start\":0,\"end\":3,\"kind\":\"party\"}],\"coalitions\":[]}\n",
    );
    assert_eq!(desk.import("p", &[&whole, "--set", "gold"]).status, 0);
    let bare = desk.at("b.jsonl");
    let run =
        tandai(["export", &desk.at("p"), "--set", "gold", "--format", "tandai", "--no-text", "--out", bare.as_str()]);
    assert_eq!(run.status, 0, "{run:#?}");
    assert!(!fs::read_to_string(&bare).unwrap().contains("hadir"));
    desk.project("q");
    let run = desk.import("q", &[&bare]);
    assert_eq!(run.status, 2, "{run:#?}");
    run.errs(&["Import the articles before it or together with it"]);
    let text = desk.has("a.txt", "PKS hadir.");
    assert_eq!(desk.import("q", &[&text]).status, 0);
    let run = desk.import("q", &[&bare]);
    assert_eq!(run.status, 0, "{run:#?}");
    assert!(desk.marks("q", "a").contains("kind: \"party\""), "{run:#?}");
}

#[test]
fn what_nobody_said_is_open_and_what_is_known_of_a_day_is_kept() {
    let desk = Desk::new();
    let file = desk.has(
        "a.jsonl",
        "{\"id\":\"a\",\"text\":\"PKS mengusung Anies.\",\"date\":\"2017-05\",\"mentions\":[],\"coalitions\":[{\"id\":\"c1\",\
         \"date\":\"2017\",\"backings\":[{\"party\":\"party:pks\"}]}]}\n",
    );
    let run = desk.import("p", &[&file, "--set", "gold"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:#?}");
    let marks = desk.marks("p", "a");
    assert!(marks.contains("status: open") && marks.contains("stance: open") && marks.contains("\"2017\""), "{marks}");
    let out = desk.at("t");
    let run = tandai(["export", &desk.at("p"), "--set", "gold", "--format", "tables", "--out", out.as_str()]);
    assert_eq!(run.status, 0, "{run:#?}");
    let table = fs::read_to_string(desk.at("t/statements.csv")).unwrap();
    assert!(table.contains(",open,") && table.contains(",2017,") && table.contains(",2017-05,"), "{table}");
    // Tidy tables are not articles.
    desk.project("q");
    let run = desk.import("q", &[&desk.at("t/mentions.csv")]);
    assert_eq!(run.status, 2, "{run:#?}");
    run.errs(&["the table “mentions” of an export of tidy tables"]);
}

#[test]
fn what_is_not_read_says_what_it_is_and_how_to_convert_it() {
    for (name, bytes, says) in [
        ("a.pdf", &b"%PDF-1.4\nPKS"[..], "pdftotext"),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "save it as .docx"),
        ("a.epub", b"PK\x03\x04\x14\0mimetypeapplication/epub+zip", "ebook-convert"),
        ("a.zip", b"PK\x03\x04\x14\0berita.txt", "Unpack it"),
        ("a.qdpx", b"PK\x03\x04\x14\0project.qde", "the archive cannot be read"),
        ("a.txt.gz", b"\x1F\x8B\x08\0\0\0\0\0", "Unpack it"),
        ("a.png", b"\x89PNG\r\n\x1A\n", "OCR"),
    ] {
        let desk = Desk::new();
        let file = desk.has(name, bytes);
        let run = desk.import("p", &[&file]);
        assert_eq!(run.status, 2, "{name}: {run:#?}");
        run.errs(&[says]);
        assert!(fs::read_dir(desk.at("p/articles")).is_ok_and(|mut articles| articles.next().is_none()), "{name}");
    }
}

#[test]
fn a_label_may_hold_the_sign_before_its_kind() {
    let desk = Desk::new();
    let file =
        desk.has("a.jsonl", "{\"text\":\"PKS hadir.\",\"entities\":[{\"start\":0,\"end\":3,\"label\":\"a=b\"}]}\n");
    let run = desk.import("p", &[&file, "--label", "a=b=party"]);
    assert!(run.status == 0 && run.out.contains("1 mention"), "{run:#?}");
}

/// Two people's files, one import after the other: told, and kept apart if that is said.
#[test]
fn marks_beside_those_of_an_earlier_import_are_told() {
    let desk = Desk::new();
    let line = |start: usize, end: usize| {
        format!(
            "{{\"text\":\"PKS dan PSI hadir.\",\"spans\":[{{\"start\":{start},\"end\":{end},\"label\":\"party\"}}]}}\n"
        )
    };
    let budi = desk.has("budi.jsonl", line(0, 3));
    let sri = desk.has("sri.jsonl", line(8, 11));
    let first = desk.import("p", &[&budi]);
    assert_eq!(first.status, 0, "{first:#?}");
    let look = tandai(["import", &desk.at("p"), &sri, "--dry-run"]);
    look.errs(&["sri marks texts (1 article) on which your set"]);
    let run = desk.import("p", &[&sri]);
    assert_eq!(run.status, 1, "{run:#?}");
    run.errs(&["sri marks texts (1 article) on which your set", "--set sri"]);
    // The same file again says nothing new, and one that says whose it is is no riddle.
    desk.project("q");
    assert_eq!(desk.import("q", &[&budi]).status, 0);
    let run = tandai(["import", &desk.at("q"), &sri, "--set", "sri"]);
    assert_eq!(run.status, 0, "{run:#?}");
    // More of the file that the article came from is one person's.
    desk.project("r");
    assert_eq!(desk.import("r", &[&budi]).status, 0);
    let more = desk.has("budi.jsonl", line(8, 11));
    let run = desk.import("r", &[&more]);
    assert_eq!(run.status, 0, "{run:#?}");
}

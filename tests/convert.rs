//! Datasets in and out as a person or a script asks for them: `tandai export`, `import` and `convert`.

mod shell;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shell::{Run, files, tandai};
use tandai::formats::{ALL, DiskShape, FormatInfo};

const MANIFEST: &str = "manifest.json";

/// A folder for one test, with what is done in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    /// The sample project.
    fn sample(&self) -> String {
        let project = self.path("contoh");
        done(&["new", &project, "--sample", "--as", "Sri"]);
        project
    }

    /// An empty project.
    fn empty(&self, name: &str) -> String {
        let project = self.path(name);
        done(&["new", &project, "--name", name, "--as", "Sri"]);
        project
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

/// A run without anything to look at.
#[track_caller]
fn done(arguments: &[&str]) -> Run {
    let run = tandai(arguments);
    assert_eq!(run.status, 0, "{arguments:?}: {run:#?}");
    run
}

/// A run that could not do what was asked, and said why and what to do.
#[track_caller]
fn refused(arguments: &[&str], parts: &[&str]) {
    let run = tandai(arguments);
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}: {run:#?}");
    assert!(run.err.starts_with("tandai: "), "{run:#?}");
    for part in parts {
        assert!(run.err.contains(part), "lacks {part:?}: {run:#?}");
    }
}

/// The same as at a shell with `< input`.
fn piped(arguments: &[&str], input: &str) -> Run {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tandai"));
    let program = program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feed = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let run = child.wait_with_output().unwrap();
    // A program that refuses does not read.
    let fed = feed.join().unwrap();
    assert!(fed.is_ok() || run.status.code() == Some(2), "{fed:?}");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { status: run.status.code().unwrap_or(-1), out: text(run.stdout), err: text(run.stderr) }
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The files of a folder by their paths in it, with `/`.
fn inside(folder: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = PathBuf::from(folder);
    let name = |path: PathBuf| path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
    files(&folder).into_iter().map(|(path, bytes)| (name(path), bytes)).collect()
}

/// The articles of a project as Tandai JSON Lines.
fn articles(desk: &Desk, project: &str) -> Vec<Value> {
    let out = desk.path("articles.jsonl");
    done(&["export", project, "--format", "tandai", "--out", &out, "--force"]);
    lines(&read(out))
}

/// Start, end and kind of every mention, by the article's text.
type Mentions = BTreeMap<String, BTreeSet<(u64, u64, String)>>;

fn mentions(articles: &[Value], but: &BTreeSet<(String, String)>) -> Mentions {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let of = |article: &Value| {
        let kept = |mention: &&Value| !but.contains(&(word(&article["id"]), word(&mention["id"])));
        let place = |mention: &Value| {
            (mention["start"].as_u64().unwrap(), mention["end"].as_u64().unwrap(), word(&mention["kind"]))
        };
        article["mentions"].as_array().unwrap().iter().filter(kept).map(place).collect()
    };
    articles.iter().map(|article| (word(&article["text"]), of(article))).collect()
}

fn writable() -> impl Iterator<Item = &'static FormatInfo> {
    ALL.iter().map(|format| format.info()).filter(|card| card.writes)
}

/// What the manifest says is what is there.
fn check_manifest(id: &str, folder: &str, articles: &[Value]) -> Value {
    let there = inside(folder);
    let manifest: Value = serde_json::from_slice(&there[MANIFEST]).unwrap();
    assert_eq!(manifest["manifest_version"], 1);
    assert_eq!((manifest["format"]["name"].as_str(), manifest["set"].as_str()), (Some(id), Some("sri")));
    assert_eq!(manifest["application"], json!({ "name": "tandai", "version": env!("CARGO_PKG_VERSION") }));
    let listed = manifest["files"].as_array().unwrap();
    for file in listed {
        let bytes = &there[file["path"].as_str().unwrap()];
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((file["sha256"].as_str(), file["size"].as_u64()), (Some(&*sum), Some(bytes.len() as u64)), "{id}");
    }
    assert_eq!(listed.len() + 1, there.len(), "{id}: every file but the manifest is listed: {manifest:#}");
    let counts = &manifest["counts"];
    let of = |field: &str| articles.iter().map(|article| article[field].as_array().unwrap().len() as u64).sum::<u64>();
    let kinds = counts["mentions"].as_object().unwrap().values().map(|number| number.as_u64().unwrap()).sum::<u64>();
    assert_eq!(counts["articles"].as_u64(), Some(articles.len() as u64), "{id}");
    assert_eq!((kinds, counts["coalitions"].as_u64()), (of("mentions"), Some(of("coalitions"))), "{id}");
    let left_out = manifest["left_out"].as_object().unwrap().values().map(|number| number.as_u64().unwrap());
    let items = there.get("left_out.jsonl").map_or(0, |list| list.split(|byte| *byte == b'\n').count() - 1);
    assert_eq!(left_out.sum::<u64>(), items as u64, "{id}: every item that was left out is named");
    manifest
}

#[test]
fn every_format_out_and_in_again() {
    let desk = Desk::new();
    let project = desk.sample();
    let before = files(Path::new(&project));
    let articles = articles(&desk, &project);
    assert_eq!(articles.len(), 8);
    for card in writable() {
        let id = card.id;
        let (out, again) = (desk.path(&format!("keluar-{id}")), desk.path(&format!("lagi-{id}")));
        let run = tandai(["export", &project, "--format", id, "--out", &out]);
        let manifest = check_manifest(id, &out, &articles);
        let lost = !manifest["left_out"].as_object().unwrap().is_empty();
        assert_eq!(run.status, i32::from(lost), "{id}: {run:#?}");
        assert_eq!(run.err.contains("left out: "), lost, "{id}: {run:#?}");
        assert!(run.out.contains("8 articles: ") && run.out.contains(&format!("written to {out}\n")), "{run:#?}");
        tandai(["export", &project, "--format", id, "--out", &again]);
        assert_eq!(inside(&out), inside(&again), "{id}: the same input gives the same bytes");
        if card.reads {
            let left_out = lines(&fs::read_to_string(format!("{out}/left_out.jsonl")).unwrap_or_default());
            comes_back(&desk, card, &out, &articles, &left_out);
        }
    }
    assert_eq!(files(Path::new(&project)), before, "exporting changes nothing");
}

/// Into a new project: the same texts and the same mentions, but for those that were left out.
fn comes_back(desk: &Desk, card: &FormatInfo, out: &str, wanted: &[Value], left_out: &[Value]) {
    let id = card.id;
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    // White space at the edge of a mention is no token, which changes the mention and does not lose it.
    let but = left_out.iter().filter(|item| item["what"] == "mention");
    let but = but.map(|item| (word(&item["article"]), word(&item["id"]))).collect();
    let project = desk.empty(&format!("masuk-{id}"));
    let look = done(&["import", &project, out, "--dry-run", "--json"]);
    let formats: Value = serde_json::from_str(&look.out).unwrap();
    assert_eq!(formats["formats"].as_object().unwrap().keys().collect::<Vec<_>>(), [card.name], "{id} is recognised");
    let run = tandai(["import", &project, out, "--format", id]);
    assert_eq!(run.status, 0, "{id}: {run:#?}");
    let back = articles(desk, &project);
    let (is, was) = (mentions(&back, &BTreeSet::new()), mentions(wanted, &but));
    for (text, was) in &was {
        assert_eq!(is.get(text), Some(was), "{id}: {}", text.lines().next().unwrap());
    }
    assert_eq!(is.len(), was.len(), "{id}");
    let check = tandai(["check", &project]);
    assert!(!check.out.contains("does not fit"), "{id}: {check:#?}");
}

#[test]
fn a_file_by_its_name_and_what_stands_beside_it() {
    let desk = Desk::new();
    let project = desk.sample();
    for card in writable().filter(|card| card.shape == DiskShape::File) {
        let (name, end) = (format!("data-{}", card.id), card.extensions[0]);
        let out = desk.path(&format!("{name}.{end}"));
        tandai(["export", &project, "--format", card.id, "--out", &out]);
        assert!(fs::metadata(&out).is_ok_and(|file| file.len() > 0), "{}", card.id);
        let manifest: Value = serde_json::from_str(&read(desk.path(&format!("{name}.{MANIFEST}")))).unwrap();
        for file in manifest["files"].as_array().unwrap() {
            let path = desk.path(file["path"].as_str().unwrap());
            assert_eq!(file["size"].as_u64(), Some(fs::metadata(path).unwrap().len()));
        }
    }
}

#[test]
fn parts_hold_every_article_once() {
    let desk = Desk::new();
    let project = desk.sample();
    let ids = |articles: &[Value]| -> Vec<String> {
        articles.iter().map(|article| article["id"].as_str().unwrap().to_owned()).collect()
    };
    let all: BTreeSet<String> = ids(&articles(&desk, &project)).into_iter().collect();
    let cases: [(&str, &[&str], &[&str]); 4] = [
        ("nisbah", &["--split", "train=75,test=25"], &["train", "test"]),
        ("lipat", &["--folds", "4"], &["fold_1", "fold_2", "fold_3", "fold_4"]),
        ("tanggal", &["--split", "dulu,kini", "--split-by", "date", "--split-at", "2024-07-10"], &["dulu", "kini"]),
        ("daerah", &["--split", "train=50,test=50", "--split-by", "region", "--seed", "7"], &["train", "test"]),
    ];
    for (name, arguments, parts) in cases {
        let out = desk.path(name);
        let base = ["export", &project, "--format", "tandai", "--out", &out];
        let run = done(&[&base[..], arguments].concat());
        let manifest: Value = serde_json::from_str(&read(format!("{out}/{MANIFEST}"))).unwrap();
        let told = manifest["split"]["parts"].as_array().unwrap();
        let mut met = BTreeSet::new();
        for (part, told) in parts.iter().zip(told) {
            assert_eq!(told["name"].as_str(), Some(*part), "{name}");
            let path = format!("{out}/{part}.jsonl");
            let there = if Path::new(&path).exists() { ids(&lines(&read(path))) } else { Vec::new() };
            assert_eq!(told["articles"].as_u64(), Some(there.len() as u64), "{name}: {part}");
            assert!(run.out.contains(&format!("  {part}: {} article", there.len())), "{name}: {run:#?}");
            assert!(there.into_iter().all(|id| met.insert(id)), "{name}: no article is in two parts");
        }
        assert_eq!(told.len(), parts.len());
        let unplaced = manifest["split"]["unplaced"].as_u64().unwrap() as usize;
        assert_eq!(met.len() + unplaced, all.len(), "{name}");
    }
    let sizes = |name: &str| inside(&desk.path(name)).values().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(sizes("nisbah").len(), 4, "two parts, names, manifest");
    // A dataset that knows parts has them side by side.
    let out = desk.path("hf");
    done(&["export", &project, "--format", "huggingface", "--out", &out, "--split", "train=75,test=25"]);
    for file in ["data/train-00000-of-00001.parquet", "data/test-00000-of-00001.parquet", "README.md"] {
        assert!(inside(&out).contains_key(file), "{file}");
    }
    let out = desk.path("tidak");
    let base = ["export", &project, "--format", "tandai", "--out", &out];
    for (arguments, reason) in [
        (&["--split", "train=x"][..], "is not NAME=SHARE"),
        (&["--split", "a=1,a=1"], "a"),
        (&["--split", "a,b", "--split-by", "warna"], "chance, date, source or region"),
        (&["--split", "a,b", "--folds", "2"], "cannot be used with"),
    ] {
        refused(&[&base[..], arguments].concat(), &[reason]);
    }
    assert!(!Path::new(&out).exists());
}

#[test]
fn without_the_words() {
    let desk = Desk::new();
    let project = desk.sample();
    let articles = articles(&desk, &project);
    for card in writable() {
        let out = desk.path(&format!("tanpa-{}", card.id));
        let arguments = ["export", &project, "--format", card.id, "--out", &out, "--no-text"];
        if !card.text_free {
            refused(&arguments, &["cannot be written without the articles’ words"]);
            assert!(!Path::new(&out).exists());
            continue;
        }
        let run = tandai(arguments);
        assert!(run.status < 2, "{}: {run:#?}", card.id);
        let there = inside(&out);
        let manifest: Value = serde_json::from_slice(&there[MANIFEST]).unwrap();
        assert_eq!(manifest["texts"], false, "{}", card.id);
        for article in &articles {
            // The second half of the text, where no title and no name of an entity is repeated.
            let text = article["text"].as_str().unwrap();
            let from = text.char_indices().nth(text.chars().count() / 2).unwrap().0;
            let words: String = text[from..].chars().take(40).collect();
            for (name, bytes) in &there {
                assert!(!String::from_utf8_lossy(bytes).contains(&words), "{}: {name} holds “{words}”", card.id);
            }
        }
    }
}

#[test]
fn a_look_writes_nothing() {
    let desk = Desk::new();
    let project = desk.sample();
    let before = files(desk.0.path());
    for card in writable() {
        let out = desk.path("lihat");
        let run = tandai(["export", &project, "--format", card.id, "--out", &out, "--dry-run"]);
        assert!(run.status < 2 && run.out.ends_with("nothing was written\n"), "{}: {run:#?}", card.id);
    }
    let line = desk.file("a.jsonl", r#"{"id":"a","text":"PKS maju","mentions":[{"start":0,"end":3,"kind":"party"}]}"#);
    let run = done(&["import", &project, &line, "--look"]);
    assert!(run.out.contains("Tandai JSON Lines (1): 1 article") && run.out.contains("nothing was stored"), "{run:#?}");
    fs::remove_file(line).unwrap();
    assert_eq!(files(desk.0.path()), before);
}

#[test]
fn nothing_is_overwritten_unasked() {
    let desk = Desk::new();
    let project = desk.sample();
    let (file, folder) = (desk.file("ada.jsonl", "milik saya"), desk.path("data"));
    let export = |format, out| ["export", &*project, "--format", format, "--out", out];
    refused(&export("tandai", &file), &["is there already", "--force"]);
    assert_eq!(read(&file), "milik saya");
    done(&[&export("tandai", &file)[..], &["--force"]].concat());
    assert_eq!(lines(&read(&file)).len(), 8);
    done(&export("tables", &folder));
    let before = inside(&folder);
    refused(&export("tables", &folder), &["holds an export already", "--force"]);
    assert_eq!(inside(&folder), before);
    done(&[&export("tandai", &folder)[..], &["--force"]].concat());
    assert_eq!(inside(&folder).len(), 3, "the old export is gone: data, names, manifest");
    let own = desk.path("catatan");
    fs::create_dir(&own).unwrap();
    fs::write(Path::new(&own).join("x.txt"), "milik saya").unwrap();
    refused(&[&export("tandai", &own)[..], &["--force"]].concat(), &["no export of Tandai made it"]);
    assert_eq!(inside(&own).len(), 1);
    let whole = ["convert", "--from", "tandai", &file, "--to", "conll", &file];
    refused(&whole, &["is there already", "--force"]);
    assert_eq!(lines(&read(&file)).len(), 8);
}

#[test]
fn through_a_pipe_and_back() {
    let desk = Desk::new();
    let project = desk.sample();
    let out = desk.path("semua.jsonl");
    done(&["export", &project, "--format", "tandai", "--out", &out]);
    let all = read(&out);
    let same = piped(&["convert", "--from", "tandai", "-", "--to", "tandai", "-"], &all);
    assert_eq!((same.status, &same.out), (0, &all), "{}", same.err);
    same.errs(&["8 articles converted"]);
    for card in writable().filter(|card| card.reads && card.id != "tandai") {
        let there = desk.path(&format!("ke-{}", card.id));
        // An archive is no text.
        let stream = card.shape == DiskShape::File && card.id != "qdpx";
        let to = if stream { "-" } else { &there };
        let run = piped(&["convert", "--from", "tandai", "-", "--to", card.id, to], &all);
        assert!(run.status < 2, "{}: {run:#?}", card.id);
        assert_eq!(run.err.contains("left out: "), run.status == 1, "{}: {run:#?}", card.id);
        let back = if stream {
            piped(&["convert", "--from", card.id, "-", "--to", "tandai", "-"], &run.out)
        } else {
            tandai(["convert", "--from", card.id, &there, "--to", "tandai", "-"])
        };
        assert_eq!(back.status, 0, "{}: {}", card.id, back.err);
        let (was, is) = (lines(&all), lines(&back.out));
        let number =
            |articles: &[Value]| mentions(articles, &BTreeSet::new()).values().map(BTreeSet::len).sum::<usize>();
        assert_eq!(is.len(), 8, "{}", card.id);
        let least = if run.status == 0 { number(&was) } else { number(&was) - run.err.matches('×').count() };
        assert!(number(&is) >= least, "{}: {} of {}", card.id, number(&is), number(&was));
    }
    let piece = piped(&["convert", "--from", "tandai", "-", "--to", "tables", "-"], &all);
    assert_eq!((piece.status, piece.out.as_str()), (2, ""));
    piece.errs(&["has several files; name a folder"]);
}

#[test]
fn labels_mean_what_is_said() {
    let desk = Desk::new();
    let project = desk.empty("label");
    let line = "{\"text\":\"PKS dan Budi\",\"label\":[[0,3,\"ORG\"],[8,12,\"PER\"]]}\n";
    let file = desk.file("tugas.jsonl", line);
    let import = ["import", &project, &file, "--format", "doccano"];
    let run = tandai(import);
    assert_eq!(run.status, 1, "{run:#?}");
    run.errs(&["tugas.jsonl:1", "the label “ORG” is not a kind of this project", "--label ORG=party"]);
    done(&[&import[..], &["--label", "ORG=party", "--label", "PER=candidate"]].concat());
    let kinds = |article: &Value| -> Vec<Value> {
        article["mentions"].as_array().unwrap().iter().map(|mention| mention["kind"].clone()).collect()
    };
    assert_eq!(kinds(&articles(&desk, &project)[0]), ["party", "candidate"]);
    let to = ["convert", "--from", "doccano", "-", "--to", "tandai", "-", "--label", "ORG=party"];
    let run = piped(&to, line);
    assert_eq!(run.status, 0, "{run:#?}");
    assert_eq!(kinds(&lines(&run.out)[0]), ["party", "per"], "a label that is not told is a kind of its own");
}

#[test]
fn bad_rows_are_set_aside() {
    let desk = Desk::new();
    let project = desk.empty("buruk");
    let good = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"Berita {id}\"}}\n");
    let bad = ["{\"id\":\"b\",\"text\":\"Berita b\"", "{\"id\":\"d\"}", "[1, 2]"];
    let all = format!("{}{}\n{}{}\n{}\n", good("a"), bad[0], good("c"), bad[1], bad[2]);
    let (file, rejected) = (desk.file("baris.jsonl", &all), desk.path("ditolak.jsonl"));
    let run = tandai(["import", &project, &file, "--format", "tandai", "--rejected", &rejected]);
    assert_eq!(run.status, 1, "{run:#?}");
    for place in ["baris.jsonl:2:", "baris.jsonl:4:", "baris.jsonl:5:", "not imported: ", "3 records kept in"] {
        assert!(run.err.contains(place), "{place}: {run:#?}");
    }
    assert_eq!(read(&rejected).lines().collect::<Vec<_>>(), bad);
    assert_eq!(articles(&desk, &project).len(), 2, "the good rows are in");
    let mended = desk.file("mended.jsonl", read(&rejected).lines().next().unwrap().to_owned() + "}\n");
    done(&["import", &project, &mended, "--format", "tandai"]);
    assert_eq!(articles(&desk, &project).len(), 3);
    // The file of rejected rows is never written over.
    refused(&["import", &project, &file, "--format", "tandai", "--rejected", &rejected], &["ditolak.jsonl"]);
    let other = desk.path("ditolak-2.jsonl");
    let run = piped(&["convert", "--from", "tandai", "-", "--to", "tandai", "-", "--rejected", &other], &all);
    assert_eq!((run.status, run.out.lines().count()), (1, 2), "{run:#?}");
    assert_eq!(read(&other).lines().collect::<Vec<_>>(), bad);
}

#[test]
fn offsets_of_another_unit_are_mended() {
    let desk = Desk::new();
    let project = desk.empty("satuan");
    // PPP is at code point 12, UTF-16 unit 14 and byte 18.
    for (unit, start) in [("UTF-16 units", 14), ("bytes", 18)] {
        let line = json!({ "id": unit, "text": format!("PDIP 🇮🇩 dan PPP ({unit})"),
            "mentions": [{ "start": start, "end": start + 3, "text": "PPP", "kind": "party" }] });
        let file = desk.file("satuan.jsonl", format!("{line}\n"));
        let run = done(&["import", &project, &file]);
        run.errs(&["satuan.jsonl:1", &format!("count {unit}, as their words show")]);
    }
    for article in articles(&desk, &project) {
        let mention = &article["mentions"][0];
        assert_eq!((&mention["start"], &mention["end"], &mention["text"]), (&json!(12), &json!(15), &json!("PPP")));
    }
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let desk = Desk::new();
    let project = desk.sample();
    let file = desk.file("a.jsonl", "{\"id\":\"a\",\"text\":\"PKS\"}\n");
    let (nowhere, out) = (desk.path("tiada.jsonl"), desk.path("keluar"));
    let before = files(desk.0.path());
    let import = ["import", &*project, &file];
    let export = ["export", &*project, "--out", &out, "--format"];
    refused(&[&import[..], &["--format", "xls"]].concat(), &["“xls” is not a format that is read", "tandai, text,"]);
    refused(&[&import[..], &["--format", "tables"]].concat(), &["“tables” is not a format that is read"]);
    refused(&[&export[..], &["text"]].concat(), &["“text” is not a format that is written", "tandai, tables,"]);
    refused(
        &[&export[..], &["conll", "--option", "warna=biru"]].concat(),
        &["no setting “warna”", "it has words, tag-column, tags"],
    );
    refused(&[&export[..], &["conll", "--option", "tags=iob9"]].concat(), &["“tags” is one of iob2", "not “iob9”"]);
    refused(
        &[&export[..], &["conll", "--set", "budi"]].concat(),
        &["there is no set “budi”", "these are: auto-rules-2, sri"],
    );
    refused(&[&import[..], &["--label", "ORG"]].concat(), &["“ORG” is not LABEL=KIND"]);
    refused(&["import", &nowhere, &file], &["there is no Tandai project here"]);
    refused(&["export", &nowhere, "--format", "tandai", "--out", &out], &["there is no Tandai project here"]);
    // Nothing came in.
    let run = tandai(["import", &project, &nowhere]);
    assert_eq!(run.status, 2, "{run:#?}");
    run.errs(&["tiada.jsonl", "not imported"]);
    for garbage in [&b"{\"id\": \"x\", \"text\": \"terpotong"[..], b"\xff\xfe\x00\x00", &[b'['; 100_000]] {
        let file = desk.file("sampah.jsonl", garbage);
        let run = tandai(["import", &project, &file, "--format", "tandai"]);
        assert_eq!(run.status, 2, "{run:#?}");
        assert!(run.err.contains("sampah.jsonl:1:"), "{run:#?}");
        fs::remove_file(file).unwrap();
    }
    refused(
        &["convert", "--from", "tandai", &nowhere, "--to", "conll", &out],
        &["tiada.jsonl", "See whether it was moved"],
    );
    assert!(!Path::new(&out).exists(), "nothing is left of what failed");
    assert_eq!(files(desk.0.path()), before, "byte for byte as before");
}

#[test]
fn a_file_may_bring_the_set_of_whoever_imports_it() {
    let desk = Desk::new();
    let project = desk.empty("p");
    let line =
        "{\"id\":\"a\",\"text\":\"PKS\",\"set\":\"budi\",\"mentions\":[{\"start\":0,\"end\":3,\"kind\":\"party\"}]}\n";
    let file = desk.file("a.jsonl", line);
    done(&["import", &project, &file, "--as", "budi"]);
    assert!(fs::read_to_string(format!("{project}/annotations/budi/a.ron")).unwrap().contains("PKS"));
}

/// An empty data set must not look like a full one: the marks of somebody else are named.
#[test]
fn an_export_says_whose_marks_it_does_not_hold() {
    let desk = Desk::new();
    let project = desk.empty("p");
    let line =
        "{\"id\":\"a\",\"text\":\"PKS\",\"set\":\"budi\",\"mentions\":[{\"start\":0,\"end\":3,\"kind\":\"party\"}]}\n";
    done(&["import", &project, &desk.file("a.jsonl", line), "--as", "sri"]);
    let (one, other) = (desk.path("satu.jsonl"), desk.path("dua.jsonl"));
    let run = tandai(["export", &project, "--format", "doccano", "--as", "sri", "--out", &one]);
    assert_eq!(run.status, 1, "{run:#?}");
    run.errs(&["sri has marked nothing; budi has 1 mention. Choose with --set"]);
    done(&["export", &project, "--format", "doccano", "--as", "sri", "--set", "budi", "--out", &other]);
}

//! A real process edits a real project and is killed at random moments: every edit that it was told is safe is there
//! afterwards, and nothing is damaged. `TANDAI_KILLS=1000 cargo test --test kill` for the long run.
//!
//! The child is this very program, started with one test's name; parent and child draw the same edits from the same
//! seeds, so the parent knows the whole state after each. A child that saves as programs often do, by writing over its
//! files, must not pass.

use std::{
    collections::BTreeSet,
    env,
    ffi::OsString,
    fs,
    io::{Read, Write},
    panic::catch_unwind,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use tandai::{
    edit::{Change, Edit, EditStamp, Incoming, NewMention, Put, apply, plan},
    formats::text_hash,
    model::{
        AnnotationSet, Article, ArticleId, ArticleMeta, Coalition, CoalitionId, Import, KindKey, LinkSource, Origin,
        Place, Project, SetId, SetRole, Status, Text, Timestamp, Workspace, word_at,
    },
    store::{FileState, Mode, NoticeSeverity, RecoverableContents, Recovery, Snapshot, Store},
};

/// At most this many edits are handed over before the child waits until they are safe.
const BATCH: u64 = 6;

fn article(number: u64) -> Article {
    let text =
        format!("💡 PKS\u{a0}dan PSI 🇮🇩 bertemu di Banten, kata Rene\u{301} ({number}).\nGolkar dan PAN menunggu.\n");
    let text = Text::new(text.repeat(3 + number as usize % 5));
    let meta = ArticleMeta {
        id: ArticleId::new(format!("{number:04}-berita")).expect("an id"),
        title: format!("Berita {number}"),
        source: "contoh".into(),
        url: String::new(),
        date: None,
        variables: Default::default(),
        text_sha256: text_hash(&text),
        length: text.chars_len(),
        import: Import::default(),
    };
    Article { meta, text }
}

fn project() -> Project {
    let mut project = Project::new("Tahan banting");
    for id in ["sri", "budi"] {
        let id = SetId::new(id).expect("an id");
        project.sets.insert(id.clone(), AnnotationSet { name: id.to_string(), id, role: SetRole::Person });
    }
    project
}

/// Edit number `number` on this workspace: the same for everyone who asks.
fn edit(number: u64, workspace: &Workspace) -> Edit {
    let mut random = fastrand::Rng::with_seed(number);
    let articles: Vec<&Arc<Article>> = workspace.articles.values().collect();
    if articles.len() < 3 || (articles.len() < 9 && random.u8(..) < 12) {
        return Edit::Import(Incoming { articles: vec![article(number)], ..Incoming::default() });
    }
    let chosen = articles[random.usize(..articles.len())];
    if articles.len() > 6 && random.u8(..) < 8 {
        return Edit::RemoveArticles { articles: vec![chosen.meta.id.clone()] };
    }
    let sets: Vec<&SetId> = workspace.project.sets.keys().collect();
    let place = Place { set: sets[random.usize(..sets.len())].clone(), article: chosen.meta.id.clone() };
    let there = workspace.annotations.get(&place);
    let mentions: Vec<_> = there.into_iter().flat_map(|a| a.mentions.keys().cloned()).collect();
    let span = (0..50).find_map(|_| word_at(&chosen.text, random.usize(..chosen.text.len())));
    let span = span.expect("the text has words");
    let mention = |span| NewMention {
        span,
        kind: KindKey::party(),
        entity: None,
        linked: LinkSource::Person,
        by: Origin::Person,
    };
    match random.u8(..10) {
        0 => Edit::SetStatus { places: vec![place], status: Status::ALL[random.usize(..Status::ALL.len())] },
        1 | 2 if !mentions.is_empty() => {
            let mention = mentions[random.usize(..mentions.len())].clone();
            Edit::Note { place, mention, note: format!("catatan “{number}”") }
        }
        3 if mentions.len() > 3 => Edit::Untag { place, mentions },
        4 => {
            let mut coalition = Coalition::empty(CoalitionId::new("baru").expect("an id"), Timestamp(0));
            coalition.evidence = vec![span];
            coalition.note = number.to_string();
            Edit::AddCoalition { place, coalition: Box::new(coalition) }
        }
        5 => {
            let across = articles.iter().filter_map(|article| {
                let place = Place { set: place.set.clone(), article: article.meta.id.clone() };
                Some((place, mention(word_at(&article.text, 10)?)))
            });
            Edit::TagAcross { mentions: across.collect() }
        }
        _ => Edit::Tag { place, mentions: vec![mention(span)] },
    }
}

/// Performs edit `number` in memory; its change, unless there was nothing to do.
fn perform(number: u64, workspace: &mut Workspace, added: impl FnOnce(&[Article])) -> Option<Change> {
    let mut count = 0;
    let mut fresh = || {
        count += 1;
        format!("{number}x{count}")
    };
    let edit = edit(number, workspace);
    let texts = if let Edit::Import(Incoming { articles, .. }) = &edit { articles.clone() } else { Vec::new() };
    added(&texts);
    let change = plan(
        workspace,
        edit,
        &mut EditStamp { fresh: &mut fresh, now: Timestamp(1_720_000_000 + number), guidelines: None, who: None },
    )
    .ok()?;
    let text = |put: &Put| match put {
        Put::Article { id, .. } => texts.iter().find(|article| article.meta.id == *id).cloned().map(Arc::new),
        _ => None,
    };
    apply(workspace, &change, &text).expect("it was planned on this");
    Some(change)
}

/// Opens the project and reads everything; panics at any damage.
fn open(dir: &Path) -> (Store, Workspace, usize) {
    let opened = Store::open(dir).expect("the project opens");
    assert_eq!(opened.mode, Mode::ReadWrite);
    let mut notices = opened.notices;
    let recovered = notices.len();
    let mut workspace = Workspace::new(opened.project);
    for meta in &opened.articles {
        let article = Arc::new(opened.store.article(meta).expect("the text is whole"));
        for set in workspace.project.sets.keys() {
            let loaded = opened.store.annotations(&article, set).expect("it is read");
            assert_eq!(loaded.frozen, None);
            notices.extend(loaded.notices);
            if !loaded.annotations.is_blank() {
                let place = Place { set: set.clone(), article: meta.id.clone() };
                workspace.annotations.insert(place, Arc::new(loaded.annotations));
            }
        }
        workspace.articles.insert(meta.id.clone(), article);
    }
    let bad: Vec<_> = notices.iter().filter(|notice| notice.severity == NoticeSeverity::Problem).collect();
    assert!(bad.is_empty(), "damaged: {bad:?}");
    (opened.store, workspace, recovered)
}

fn without_blanks(workspace: &Workspace) -> Workspace {
    let mut workspace = workspace.clone();
    workspace.annotations.retain(|_, annotations| !annotations.is_blank());
    workspace
}

/// Makes the files in `to` those in `from`, but for the lock: each is cut to nothing and written again, so many bytes at
/// a time.
fn write_over(from: &Path, to: &Path, piece: usize) {
    fs::create_dir_all(to).expect("a folder");
    let names = |dir: &Path| -> BTreeSet<OsString> {
        fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect()
    };
    for gone in names(to).difference(&names(from)).map(|name| to.join(name)).filter(|path| path.is_file()) {
        fs::remove_file(gone).expect("it goes");
    }
    for name in names(from).into_iter().filter(|name| name != "lock" && name != "backups") {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            write_over(&from, &to, piece);
            continue;
        }
        let bytes = fs::read(&from).expect("it can be read");
        if fs::read(&to).ok().as_ref() != Some(&bytes) {
            let mut file = fs::File::create(&to).expect("it can be written");
            bytes.chunks(piece).for_each(|piece| file.write_all(piece).expect("it can be written"));
        }
    }
}

/// Not a test by itself: what the parent starts and kills.
#[test]
fn child_edits_until_it_is_killed() {
    let Ok(dir) = env::var("TANDAI_KILL_DIR") else { return };
    let first: u64 = env::var("TANDAI_KILL_FIRST").ok().and_then(|n| n.parse().ok()).expect("the parent says it");
    // The naive one works elsewhere and writes the files over those of the project.
    let naive = env::var("TANDAI_KILL_NAIVE").is_ok().then(|| Path::new(&dir).with_extension("kerja"));
    if let Some(work) = &naive {
        write_over(Path::new(&dir), work, usize::MAX);
    }
    let (mut store, mut workspace, _) = open(naive.as_deref().unwrap_or(Path::new(&dir)));
    let mut gone: BTreeSet<ArticleId> = BTreeSet::new();
    let mut random = fastrand::Rng::new();
    let mut out = std::io::stdout();
    let mut number = first;
    loop {
        let last = number + random.u64(1..=BATCH);
        while number < last {
            let reader = store.reader();
            let added = |articles: &[Article]| reader.add_texts(articles.to_vec()).expect("texts can be written");
            if let Some(change) = perform(number, &mut workspace, added) {
                let removed = change.puts.iter().filter_map(|put| match put {
                    Put::Article { id, swap } if swap.after.is_none() => Some(id.clone()),
                    _ => None,
                });
                gone.extend(removed);
                store.record(std::sync::Arc::new(change));
            }
            number += 1;
        }
        // Sometimes the files are brought to it, whole or in part, without waiting.
        if random.u8(..) < 60 {
            let all = random.bool();
            let annotations = workspace.annotations.iter().filter(|_| all || random.bool());
            let annotations = annotations.filter_map(|(place, annotations)| {
                Some((place.clone(), workspace.articles.get(&place.article)?.clone(), annotations.clone()))
            });
            store.fold(Snapshot {
                project: Some(workspace.project.clone()),
                articles: workspace.articles.values().map(|article| article.meta.clone()).collect(),
                removed: gone.iter().cloned().collect(),
                annotations: annotations.collect(),
            });
        }
        store.flush().expect("it can be saved");
        if let Some(work) = &naive {
            write_over(work, Path::new(&dir), 64);
        }
        // The parent reads this after the kill: so far everything is safe.
        writeln!(out, "\nsafe {number}").and_then(|()| out.flush()).expect("the parent listens");
    }
}

/// A project that is edited and killed over and over.
struct Trial {
    folder: tempfile::TempDir,
    naive: bool,
    random: fastrand::Rng,
    workspace: Workspace,
    /// The next edit.
    number: u64,
    acknowledged: u64,
    in_flight_kept: usize,
    recoveries: usize,
}

impl Trial {
    fn new(naive: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Store::create(&folder.path().join("proyek"), &project()).expect("it is new");
        let (acknowledged, in_flight_kept, recoveries) = Default::default();
        let (random, workspace) = (fastrand::Rng::new(), Workspace::new(project()));
        Self { folder, naive, random, workspace, number: 0, acknowledged, in_flight_kept, recoveries }
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("proyek")
    }

    /// Lets a child work and kills it; the number of the first edit that it was not told is safe.
    fn kill(&mut self) -> u64 {
        let mut child = Command::new(env::current_exe().expect("this program"));
        child.args(["child_edits_until_it_is_killed", "--exact", "--nocapture", "--test-threads=1"]);
        child.env("TANDAI_KILL_DIR", self.dir()).env("TANDAI_KILL_FIRST", self.number.to_string());
        if self.naive {
            child.env("TANDAI_KILL_NAIVE", "1");
        }
        let child = child.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn();
        let mut child = child.expect("the child starts");
        // Every second one is killed while it opens the project or soon after, the others while they are at work.
        let mut said = child.stdout.take().expect("piped");
        let (begun, at_work) = std::sync::mpsc::channel();
        let listener = std::thread::spawn(move || {
            let (mut heard, mut piece) = (Vec::new(), [0; 4096]);
            while let Ok(length @ 1..) = said.read(&mut piece) {
                heard.extend_from_slice(&piece[..length]);
                if heard.windows(5).any(|word| word == b"safe ") {
                    // Nobody waits for it every time.
                    let _ = begun.send(());
                }
            }
            String::from_utf8(heard).expect("text")
        });
        if self.random.bool() {
            at_work.recv_timeout(Duration::from_secs(20)).expect("the child never began");
        }
        std::thread::sleep(Duration::from_micros(self.random.u64(3_000..200_000)));
        assert_eq!(child.try_wait().expect("it can be asked"), None, "the child ended by itself");
        child.kill().expect("it is running");
        child.wait().expect("it is gone");
        let said = listener.join().expect("it only listens");
        // The last line may be cut, as the child was.
        let whole = said.rfind('\n').map_or("", |end| &said[..end]);
        let safe = whole.lines().filter_map(|line| line.strip_prefix("safe ")?.parse().ok()).next_back();
        safe.unwrap_or(self.number)
    }

    /// Kills once, opens what is there, and compares it with what was said to be safe.
    fn run(&mut self) -> Result<(), String> {
        let safe = self.kill();
        self.acknowledged += safe - self.number;
        let dir = self.dir();
        let (store, found, recovered) = catch_unwind(|| open(&dir)).map_err(|_| "damaged files".to_owned())?;
        self.recoveries += usize::from(recovered > 0);
        drop(store);
        while self.number < safe {
            perform(self.number, &mut self.workspace, |_| {});
            self.number += 1;
        }
        // Those in flight may be there or not, in their order.
        while without_blanks(&self.workspace) != found {
            if self.number >= safe + BATCH {
                return Err(format!("what was safe up to {safe} is lost, or a state that never was"));
            }
            perform(self.number, &mut self.workspace, |_| {});
            self.number += 1;
            self.in_flight_kept += 1;
        }
        self.workspace = found;
        Ok(())
    }
}

#[test]
fn killed_at_random_moments() {
    let kills: usize = env::var("TANDAI_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let mut trial = Trial::new(false);
    for kill in 0..kills {
        trial.run().unwrap_or_else(|reason| panic!("kill {kill}: {reason}"));
    }
    // Backups were being made all along; none that a kill cut short passes for whole.
    let found = Recovery::of(&trial.dir()).expect("a project").preview(&AtomicBool::new(false));
    assert!(found.iter().all(|found| matches!(found.state, FileState::Whole | FileState::Removed)), "{found:#?}");
    let choices: Vec<_> = found.iter().flat_map(|found| &found.choices).collect();
    assert!(choices.iter().all(|choice| choice.contents != RecoverableContents::Unreadable), "{choices:#?}");
    println!("older states and removed articles that can be restored: {}", choices.len());
    let Trial { acknowledged, recoveries, in_flight_kept, .. } = trial;
    println!(
        "kills: {kills}, acknowledged edits: {acknowledged}, lost: 0, damaged files: 0, recoveries: {recoveries}, \
         unacknowledged edits that were there all the same: {in_flight_kept}"
    );
}

#[test]
fn one_that_writes_over_its_files_is_caught() {
    const KILLS: usize = 200;
    let mut trial = Trial::new(true);
    let caught = (1..=KILLS).find_map(|kill| Some((kill, trial.run().err()?)));
    let (kill, how) = caught.expect("a saver that writes over its files passed");
    println!("writing over the files: caught at kill {kill}: {how}");
}

//! Clones of one project, merged by Git with `tandai merge`: merge, rebase, stash pop; and a team of three that makes gold.
//! Says so and does nothing where there is no Git.

mod shell;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use shell::{files, tandai};
use tandai::{
    edit::Edit,
    model::{
        AnnotationSet, Annotations, ArticleId, Conflict, DecisionReason, KindKey, MentionId, SetId, SetRole, Span,
        Status,
    },
    session::{CompareRequest, Review, Session, Who},
};

struct Clone {
    top: PathBuf,
}

impl Clone {
    fn git(&self, arguments: &[&str]) -> (bool, String) {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.top).args(["-c", "user.name=uji", "-c", "user.email=uji@contoh.test"]).args(arguments);
        let ran = git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_EDITOR", "true").output().expect("git runs");
        let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        (ran.status.success(), said)
    }

    fn done(&self, arguments: &[&str]) {
        let (success, said) = self.git(arguments);
        assert!(success, "git {arguments:?}: {said}");
    }

    fn commit(&self, subject: &str) {
        self.done(&["add", "-A"]);
        self.done(&["commit", "-qm", subject]);
    }

    fn project(&self) -> PathBuf {
        self.top.join("data/proyek kita")
    }

    /// Opens the project as Sri, edits, and closes it.
    fn edit(&self, edit: impl FnOnce(&mut Session)) {
        let mut session = Session::open(&self.project(), Who::named("Sri")).expect("the project opens");
        assert_eq!(session.read_only(), None);
        edit(&mut session);
        session.save().expect("it is saved");
    }

    /// What Sri has in the first article, with nothing in the way.
    fn said(&self) -> Annotations {
        let mut session = Session::open(&self.project(), Who::named("Sri")).expect("the project opens");
        let problems: Vec<_> = session.notices().iter().map(ToString::to_string).collect();
        assert_eq!((session.read_only(), problems), (None, Vec::new()));
        let id = session.rows().at(0).expect("an article").meta.id.clone();
        session.load(&id).expect("it opens");
        assert_eq!(session.frozen(&id), None);
        session.annotations(&id).expect("something is said").as_ref().clone()
    }
}

/// One project in two clones that both know the driver; `None` where there is no Git.
fn two_clones(dir: &Path) -> Option<[Clone; 2]> {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: there is no git here");
        return None;
    }
    let one = Clone { top: dir.join("satu") };
    fs::create_dir_all(&one.top).unwrap();
    one.done(&["init", "-q", "-b", "main"]);
    let project = one.project().display().to_string();
    assert_eq!(tandai(["new", &project, "--sample", "--as", "Sri"]).status, 0);
    one.commit("the sample");
    let two = Clone { top: dir.join("dua") };
    one.done(&["clone", "-q", ".", two.top.to_str().unwrap()]);
    for clone in [&one, &two] {
        let set_up = tandai(["setup-git", &clone.project().display().to_string()]);
        assert_eq!((set_up.status, set_up.err.as_str()), (0, ""), "{set_up:?}");
        assert!(set_up.out.contains("\"/data/proyek kita/**/*.ron\" merge=tandai (added)"), "{set_up:?}");
        let again = tandai(["setup-git", &clone.project().display().to_string()]);
        assert!(again.out.contains("(there already)"), "{again:?}");
    }
    two.done(&["checkout", "-q", "-b", "rekan"]);
    Some([one, two])
}

/// The mentions of parties, by their ids.
fn parties(said: &Annotations) -> Vec<MentionId> {
    let parties = said.mentions.values().filter(|mention| mention.kind == KindKey::party());
    parties.map(|mention| mention.id.clone()).collect()
}

fn note(session: &mut Session, id: &ArticleId, mention: &MentionId, note: &str) {
    let (place, mention, note) = (session.place(id), mention.clone(), note.to_owned());
    session.perform(Edit::Note { place, mention, note }).unwrap();
}

/// Different work of both: the kind of one mention differs, each notes another, one finishes, the other removes a mention.
fn diverge(one: &Clone, two: &Clone) {
    one.edit(|session| {
        let id = session.rows().at(0).unwrap().meta.id.clone();
        session.load(&id).unwrap();
        let mentions = parties(session.annotations(&id).unwrap());
        session.retag(&id, &mentions[..1], &KindKey::candidate()).unwrap();
        note(session, &id, &mentions[1], "satu");
        session.set_status(&[id], Status::Ignored).unwrap();
    });
    two.edit(|session| {
        let id = session.rows().at(0).unwrap().meta.id.clone();
        session.load(&id).unwrap();
        let mentions = parties(session.annotations(&id).unwrap());
        session.retag(&id, &mentions[..1], &KindKey::region()).unwrap();
        note(session, &id, &mentions[2], "dua");
        session.perform(Edit::Untag { place: session.place(&id), mentions: mentions[3..4].to_vec() }).unwrap();
    });
}

/// What came of [`diverge`], whichever way it was merged.
fn is_merged(clone: &Clone, before: &Annotations) -> Annotations {
    let after = clone.said();
    let mentions = parties(before);
    assert_eq!(after.mentions.len(), before.mentions.len() - 1);
    assert_eq!(
        (after.mentions[&mentions[1]].note.as_str(), after.mentions[&mentions[2]].note.as_str()),
        ("satu", "dua")
    );
    assert!(!after.mentions.contains_key(&mentions[3]));
    assert_eq!(after.status, Status::Ignored);
    let [Conflict::Mention { id, other: Some(other) }] = &after.conflicts[..] else { panic!("{:?}", after.conflicts) };
    assert_eq!(*id, mentions[0]);
    let mut kinds = [&after.mentions[id].kind, &other.kind];
    kinds.sort();
    assert_eq!(kinds, [&KindKey::candidate(), &KindKey::region()]);
    let check = tandai(["check", &clone.project().display().to_string()]);
    assert!(check.out.contains(&format!("{id} was changed on both sides of a merge")), "{check:?}");
    // Both sides are kept for Recover.
    let recover = tandai(["recover", &clone.project().display().to_string()]);
    assert!(recover.out.contains("annotations/sri/"), "{recover:?}");
    after
}

#[test]
fn git_merge_and_rebase_come_to_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let Some([one, two]) = two_clones(dir.path()) else { return };
    let before = one.said();
    diverge(&one, &two);
    one.commit("one");
    two.commit("two");
    let third = Clone { top: dir.path().join("tiga") };
    two.done(&["clone", "-q", ".", third.top.to_str().unwrap()]);
    assert_eq!(tandai(["setup-git", &third.project().display().to_string()]).status, 0);

    two.done(&["fetch", "-q", "origin"]);
    let (clean, said) = two.git(&["merge", "-q", "origin/main"]);
    assert!(!clean && said.contains("was changed on both sides"), "{said}");
    let merged = is_merged(&two, &before);
    // What is not decided is told wherever it counts.
    let (project, beside) = (two.project().display().to_string(), dir.path().join("d").display().to_string());
    let set = ["--set", "sri"];
    let said = tandai(["export", &project, set[0], set[1], "--format", "tandai", "--out", &format!("{beside}.jsonl")]);
    assert!(said.status == 1 && said.err.contains("of a merge not decided"), "{said:?}");
    let said = tandai(["ledger", &project, set[0], set[1]]);
    assert!(said.status == 1 && said.err.contains("1 conflict of a merge is not decided"), "{said:?}");
    two.done(&["add", "-A"]);
    two.done(&["commit", "-qm", "merged"]);

    third.done(&["fetch", "-q", one.top.to_str().unwrap(), "main"]);
    let (clean, said) = third.git(&["rebase", "FETCH_HEAD"]);
    assert!(!clean && said.contains("CONFLICT"), "{said}");
    let rebased = is_merged(&third, &before);
    assert_eq!(rebased, merged, "the order of the sides makes no difference");
    let within = |clone: &Clone| {
        let all = files(&clone.project()).into_iter();
        all.map(|(path, bytes)| (path.strip_prefix(&clone.top).unwrap().to_owned(), bytes)).collect::<Vec<_>>()
    };
    assert!(within(&third) == within(&two), "to the byte");
    third.done(&["add", "-A"]);
    third.done(&["rebase", "--continue"]);
    assert_eq!(third.said(), merged);

    // Settled, committed and merged again: it stays settled.
    third.edit(|session| {
        let id = session.rows().at(0).unwrap().meta.id.clone();
        session.load(&id).unwrap();
        let conflict = merged.conflicts[0].clone();
        session.settle_conflict(&id, conflict, true).unwrap();
    });
    let Conflict::Mention { other: Some(other), .. } = &merged.conflicts[0] else { unreachable!() };
    let settled = third.said();
    assert_eq!((&settled.conflicts[..], &settled.mentions[&other.id].kind), (&[][..], &other.kind));
    third.commit("settled");
    two.done(&["fetch", "-q", third.top.to_str().unwrap(), "rekan"]);
    two.done(&["merge", "-q", "FETCH_HEAD"]);
    assert_eq!(two.said(), settled);
}

#[test]
fn stash_pop_merges_as_well() {
    let dir = tempfile::tempdir().unwrap();
    let Some([one, two]) = two_clones(dir.path()) else { return };
    let before = one.said();
    diverge(&one, &two);
    one.commit("one");
    two.done(&["stash", "-q", "-u"]);
    two.done(&["pull", "-q", "--ff-only", "origin", "main"]);
    let (clean, said) = two.git(&["stash", "pop"]);
    assert!(!clean && said.contains("CONFLICT"), "{said}");
    is_merged(&two, &before);
}

#[test]
fn what_does_not_clash_needs_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let Some([one, two]) = two_clones(dir.path()) else { return };
    for (clone, at, note) in [(&one, 0, "satu"), (&two, 1, "dua")] {
        clone.edit(|session| {
            let id = session.rows().at(0).unwrap().meta.id.clone();
            session.load(&id).unwrap();
            let mention = session.annotations(&id).unwrap().mentions.keys().nth(at).cloned().unwrap();
            self::note(session, &id, &mention, note);
        });
        clone.commit(note);
    }
    two.done(&["pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]);
    let notes: Vec<String> = two.said().mentions.values().take(2).map(|mention| mention.note.clone()).collect();
    assert_eq!(notes, ["satu", "dua"]);
}

#[test]
fn a_text_that_differs_is_refused_and_nothing_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let Some([one, two]) = two_clones(dir.path()) else { return };
    let article = fs::read_dir(one.project().join("articles")).unwrap().map(|entry| entry.unwrap().path());
    let text = article.filter(|path| path.extension().is_some_and(|end| end == "txt")).min().unwrap();
    let within = text.strip_prefix(&one.top).unwrap().display().to_string();
    let end = |clone: &Clone, more: &str| {
        let path = clone.top.join(&within);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text + more).unwrap();
        clone.commit(more);
    };
    end(&one, "Satu.\n");
    end(&two, "Dua.\n");
    let (clean, said) = two.git(&["pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]);
    assert!(!clean && said.contains("CONFLICT"), "{said}");
    let left = fs::read_to_string(two.top.join(&within)).unwrap();
    assert!(left.ends_with("Dua.\n") && !left.contains("<<<<"), "one whole text: {left}");
}

#[test]
fn outside_a_repository_it_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let project = dir.path().join("proyek").display().to_string();
    assert_eq!(tandai(["new", &project, "--sample", "--as", "Sri"]).status, 0);
    let run = tandai(["setup-git", &project]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    run.errs(&["git"]);
    let run = tandai(["merge", "tiada", "tiada", "tiada"]);
    assert_eq!(run.status, 2);
    run.errs(&["tiada"]);
}

/// Nine articles, each with the same few names.
fn nine_articles(dir: &Path) -> PathBuf {
    let line = |number: usize| {
        let text = format!(
            "PKS dan PSI nomor {number} mengusung Andra Soni di Pilgub Banten. {}Golkar menolak.",
            format!("Kabar lain nomor {number}. ").repeat(number + 1)
        );
        serde_json::json!({"id": format!("a{number}"), "text": text, "date": format!("2024-0{}-08", number % 3 + 5)})
            .to_string()
    };
    let file = dir.join("artikel.jsonl");
    fs::write(&file, (0..9).map(line).collect::<Vec<_>>().join("\n")).unwrap();
    file
}

/// A person of a team labels what is assigned to them, as a window would: PKS and PSI, and Golkar where they think so.
fn label(clone: &Clone, who: &str, golkar: impl Fn(usize) -> bool) -> usize {
    let mut session = Session::open(&clone.project(), Who::named(who)).unwrap();
    session.wait_until_read();
    assert_eq!(session.read_only(), None);
    let ids: Vec<ArticleId> = session.rows().iter().map(|row| row.meta.id.clone()).collect();
    let mine: Vec<ArticleId> = ids.into_iter().filter(|id| session.is_mine(id)).collect();
    for id in &mine {
        let number: usize = id.as_str()[1..].parse().unwrap();
        session.load(id).unwrap();
        let span = |session: &Session, words: &str| {
            let at = session.article(id).unwrap().text.find(words).unwrap();
            Span::new(at, at + words.len())
        };
        for words in ["PKS", "PSI"] {
            let span = span(&session, words);
            session.tag(id, span, &KindKey::party()).unwrap();
        }
        if golkar(number) {
            let span = span(&session, "Golkar");
            session.tag(id, span, &KindKey::party()).unwrap();
        }
        session.set_status(std::slice::from_ref(id), Status::Finished).unwrap();
    }
    session.save().unwrap();
    mine.len()
}

/// A team of three with a folder each: assigned, labelled, merged with conflicts, compared, decided into gold, exported.
#[test]
fn a_team_of_three_makes_gold() {
    let dir = tempfile::tempdir().unwrap();
    if Command::new("git").arg("--version").output().is_err() {
        return println!("skipped: there is no git here");
    }
    let one = Clone { top: dir.path().join("satu") };
    fs::create_dir_all(&one.top).unwrap();
    one.done(&["init", "-q", "-b", "main"]);
    let project = one.project().display().to_string();
    assert_eq!(tandai(["new", &project, "--name", "Tim", "--as", "ani"]).status, 0);
    let import = tandai(["import", &project, &nine_articles(dir.path()).display().to_string()]);
    assert!(import.status < 2, "{import:?}");
    let assign = tandai(["assign", &project, "--to", "ani,budi,citra", "--double", "33%", "--by", "month", "--json"]);
    assert_eq!(assign.status, 0, "{assign:?}");
    one.commit("assigned");
    let [two, three] = ["dua", "tiga"].map(|name| Clone { top: dir.path().join(name) });
    for clone in [&two, &three] {
        one.done(&["clone", "-q", ".", clone.top.to_str().unwrap()]);
    }
    for clone in [&one, &two, &three] {
        assert_eq!(tandai(["setup-git", &clone.project().display().to_string()]).status, 0);
    }
    // A double-coded third: twelve codings of nine articles.
    let labelled =
        [label(&one, "ani", |_| true), label(&two, "budi", |n| n % 2 == 0), label(&three, "citra", |_| false)];
    assert_eq!(labelled.iter().sum::<usize>(), 9 + 3);
    // What clashes: two rename one party, and Ani worked at Citra's desk on what she has at her own.
    let rename = |clone: &Clone, who: &str, name: &str| {
        let mut session = Session::open(&clone.project(), Who::named(who)).unwrap();
        session.rename_entity(&tandai::model::EntityId::new("party:pks").unwrap(), name).unwrap();
        session.save().unwrap();
    };
    rename(&one, "ani", "Keadilan");
    rename(&two, "budi", "Sejahtera");
    let first = |session: &mut Session, kind: &KindKey| {
        session.wait_until_read();
        let rows: Vec<ArticleId> = session.rows().iter().map(|row| row.meta.id.clone()).collect();
        let id = rows.into_iter().find(|id| session.is_mine(id)).unwrap();
        session.load(&id).unwrap();
        let mention = parties(session.annotations(&id).unwrap()).into_iter().min();
        let Some(mention) = mention else { return id };
        session.retag(&id, &[mention], kind).unwrap();
        id
    };
    one.commit("ani");
    three.done(&["pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]);
    three.commit("citra");
    let id = {
        let mut session = Session::open(&three.project(), Who::named("ani")).unwrap();
        let id = first(&mut session, &KindKey::region());
        session.save().unwrap();
        id
    };
    three.commit("ani at citra's");
    let mut session = Session::open(&one.project(), Who::named("ani")).unwrap();
    assert_eq!(first(&mut session, &KindKey::candidate()), id);
    session.save().unwrap();
    drop(session);
    one.commit("ani again");
    two.commit("budi");
    for (clone, branch) in [(&two, "main"), (&three, "main")] {
        one.done(&["fetch", "-q", clone.top.to_str().unwrap(), branch]);
        let (clean, said) = one.git(&["merge", "-q", "--no-edit", "FETCH_HEAD"]);
        assert!(!clean && said.contains("was changed on both sides"), "{said}");
        one.done(&["add", "-A"]);
        one.done(&["commit", "-qm", "merged"]);
    }
    // The conflicts are listed, and settled; each waits in a project that opens.
    let mut session = Session::open(&one.project(), Who::named("ani")).unwrap();
    session.wait_until_read();
    assert_eq!(session.read_only(), None);
    let conflict = session.project().conflicts[0].clone();
    session.settle_project_conflict(conflict, false).unwrap();
    assert_eq!(session.rows().get(&id).unwrap().summary.conflicts, 1);
    session.load(&id).unwrap();
    let conflict = session.annotations(&id).unwrap().conflicts[0].clone();
    session.settle_conflict(&id, conflict, true).unwrap();
    assert_eq!(session.rows().get(&id).unwrap().summary.conflicts, 0);
    session.save().unwrap();
    drop(session);
    one.commit("settled");
    assert!(!tandai(["check", &project]).out.contains("changed on both sides"));

    // Three articles were coded by two: so many are compared.
    let compare = tandai(["compare", &project, "ani", "budi", "citra", "--json"]);
    assert!(compare.status < 2, "{compare:?}");
    let figures: serde_json::Value = serde_json::from_str(&compare.out).unwrap();
    assert_eq!((figures["articles"].as_u64(), figures["left_out"].as_u64()), (Some(3), Some(6)), "{figures}");
    let gold = AnnotationSet { id: SetId::new("gold").unwrap(), name: "Gold".into(), role: SetRole::Gold };
    let mut session = Session::open(&one.project(), Who::named("ani")).unwrap();
    session.wait_until_read();
    let sets: Vec<SetId> = ["ani", "budi", "citra"].map(|name| SetId::new(name).unwrap()).to_vec();
    let request = CompareRequest { sets: sets.clone(), unfinished: false, training: false };
    let comparison = session.comparer(request).run(&Default::default(), |_, _| {}).unwrap();
    session.perform(Edit::PutSet { set: gold.clone() }).unwrap();
    session.set_review(Review { sources: Some(sets.into_iter().collect()), ..Review::default() });
    session.decide_into(gold.id.clone());
    session.wait_until_read();
    let mut taken = comparison.agreed(false);
    taken.extend(comparison.single.iter().cloned());
    session.accept_unanimous(&taken).unwrap();
    // What is left is a difference, and one decision settles both of its sides.
    let ids: Vec<ArticleId> = session.rows().iter().map(|row| row.meta.id.clone()).collect();
    let mut decided = 0;
    for id in &ids {
        session.load(id).unwrap();
        loop {
            let next = session.suggestions(id).unwrap().outermost(true);
            let Some(next) = next else { break };
            session.accept(id, &[next]).unwrap();
            session.explain(id, vec![next], Some(DecisionReason::Guideline), "partai yang menolak").unwrap();
            decided += 1;
        }
        session.set_status(std::slice::from_ref(id), Status::Finished).unwrap();
    }
    assert!(decided > 0, "some differed");
    session.save().unwrap();
    drop(session);
    // Exported: every record says how it came to stand in gold.
    let out = dir.path().join("tabel").display().to_string();
    let export = tandai(["export", &project, "--format", "tables", "--set", "gold", "--out", &out]);
    assert!(export.status < 2, "{export:?}");
    let mut table = csv::Reader::from_path(Path::new(&out).join("mentions.csv")).unwrap();
    let head = table.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|column| column == name).unwrap();
    let (settled, by, reason) = (column("settled"), column("decided_by"), column("reason"));
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let count = |value: &str| rows.iter().filter(|row| &row[settled] == value).count();
    assert_eq!(count("single") + count("unanimous") + count("decided"), rows.len());
    assert_eq!(count("decided"), decided);
    assert!(count("single") > 0 && count("unanimous") > 0);
    assert!(rows.iter().all(|row| &row[by] == "ani"));
    assert_eq!(rows.iter().filter(|row| &row[reason] == "guideline").count(), decided);
    one.commit("gold");
}

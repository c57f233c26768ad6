//! A project teaches, and what it taught is asked.

use std::sync::atomic::AtomicBool;

use super::{id, sri};
use crate::{
    edit::{Edit, Incoming, NewMention},
    extract::Rule,
    formats::text_hash,
    gazetteer::Lexicon,
    model::{
        Article, ArticleMeta, EntityId, Import, KindKey, LinkSource, Mention, Origin, Place, Status, Text,
        notation::{self, BracketMark},
    },
    session::{ExtractionRequest, LEARNER, Learned, ProjectExtractor, Session, Taught, Who, extract_with, hints},
};

fn article(name: &str, notation: &str) -> (Article, Vec<BracketMark>) {
    let (text, marks) = notation::parse(notation).expect("it is right");
    let text = Text::new(text);
    let meta = ArticleMeta {
        id: id(name),
        title: String::new(),
        source: String::new(),
        url: String::new(),
        date: None,
        variables: Default::default(),
        text_sha256: text_hash(&text),
        length: text.chars_len(),
        import: Import::default(),
    };
    (Article { meta, text }, marks)
}

/// A project whose articles are finished, but for the last.
fn taught(articles: &[(Article, Vec<BracketMark>)], who: Who) -> (Session, Option<Taught>, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::create(&folder.path().join("p"), "P", who).expect("a project");
    let all: Vec<Article> = articles.iter().map(|(article, _)| article.clone()).collect();
    session.store.add_texts(all.clone()).expect("stored");
    for article in &all {
        session.cache.removed.insert(article.meta.id.clone(), article.clone().into());
    }
    session.perform(Edit::Import(Incoming { articles: all, ..Incoming::default() })).expect("added");
    for (article, marks) in articles {
        session.load(&article.meta.id).expect("loaded");
        let mentions = marks.iter().map(|mark| NewMention {
            span: mark.span,
            kind: mark.kind.clone(),
            entity: mark.entity.clone(),
            linked: LinkSource::Person,
            by: Origin::Person,
        });
        let mentions: Vec<NewMention> = mentions.collect();
        if mentions.is_empty() {
            continue;
        }
        session.perform(Edit::Tag { place: session.place(&article.meta.id), mentions }).expect("tagged");
    }
    let ids: Vec<_> = articles.iter().map(|(article, _)| article.meta.id.clone()).collect();
    session.set_status(&ids[..ids.len() - 1], Status::Finished).expect("set");
    let taught = session.teacher().run(&AtomicBool::new(false), |_, _| {});
    (session, taught, folder)
}

/// Twenty villages elect their heads: the rules know nothing of that.
fn villages() -> Vec<(Article, Vec<BracketMark>)> {
    const NAMES: [&str; 7] = ["Sutarmi", "Wagiman", "Ponirah", "Kasidi", "Tumini", "Marsudi", "Lasinem"];
    const ENDS: [&str; 3] = ["no", "jaya", "wati"];
    let village = |n: usize| {
        let one = format!("{}{}", NAMES[n % 7], ENDS[n / 7]);
        let other = format!("{}{}", NAMES[(n * 3 + 2) % 7], ENDS[(n / 3) % 3]);
        let text = format!(
            "Pemilihan kuwu di Dukuh [Sumber {one}|region] ramai. Jagonya [{one} {other}|candidate:{}-{}], didukung \
             [Laskar Padi|party:laskar-padi]. Camat {other} hadir bersama warga, Senin.",
            one.to_lowercase(),
            other.to_lowercase()
        );
        article(&format!("v{n:02}"), &text)
    };
    (0..20).map(village).collect()
}

#[test]
fn what_was_finished_is_found_elsewhere_and_means_the_same() {
    let (session, taught, _folder) = taught(&villages(), sri());
    let taught = taught.expect("nobody cancelled");
    assert_eq!((taught.articles, taught.unreadable.len()), (19, 0), "the last is not finished");
    let learned = taught.learned.expect("there were mentions");
    let party = EntityId::new("party:laskar-padi").expect("an id");
    assert_eq!(learned.links.get(&(KindKey::party(), "laskar padi".to_owned())), Some(&party));
    let (article, marks) = article(
        "w",
        "Ramai benar di Dukuh [Sumber Kencana|region]. Jagonya [Paijo Wiryono|candidate:paijo-wiryono], didukung \
         [Laskar Padi|party:laskar-padi]. Camat Darsono hadir, Selasa.",
    );
    let lexicon = Lexicon::new(&session.project().entities);
    let extracting = ProjectExtractor::new(&lexicon);
    let before = extract_with(&extracting, None, &article, &[]);
    assert!(before.mentions.is_empty(), "{before:?}");
    let after = extract_with(&extracting, Some(&learned), &article, &[]);
    let found: Vec<_> =
        after.mentions.iter().map(|found| (found.span, found.kind.clone(), found.entity.clone())).collect();
    let gold: Vec<_> = marks.into_iter().map(|mark| (mark.span, mark.kind, mark.entity)).collect();
    assert_eq!(found, gold);
    for found in &after.mentions {
        assert!(found.rule == Rule::Learner.into() && (0.5..=1.0).contains(&found.score), "{found:?}");
    }
    // The rules' own finds are asked about, too.
    assert!(hints(&after).iter().all(|hint| hint.rule == LEARNER));
}

#[test]
fn an_extraction_that_learns_first_suggests_in_a_set_of_its_own() {
    let (mut session, _, _folder) = taught(&villages(), sri());
    let request = ExtractionRequest { articles: Some([id("v19")].into()), learn: true, ..ExtractionRequest::default() };
    let found = session.extraction_job(request).unwrap().run(&AtomicBool::new(false), |_| {}).unwrap();
    let extracted = session.add_extracted(found).unwrap();
    assert_eq!((extracted.learned_from, extracted.done, extracted.set.as_str()), (Some(19), 1, "auto-learned-2"));
    let place = Place { set: extracted.set, article: id("v19") };
    let said = &session.workspace.annotations[&place].mentions;
    let learned =
        |mention: &&Mention| matches!(&mention.by, Origin::Machine(made) if made.rule == format!("rule:{LEARNER}"));
    assert_eq!(said.values().filter(learned).count(), 3, "{said:?}");
}

#[test]
fn there_must_be_something_to_learn_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = Session::create(&folder.path().join("p"), "P", sri()).expect("a project");
    let request = ExtractionRequest { learn: true, ..ExtractionRequest::default() };
    assert!(session.extraction_job(request).err().unwrap().to_string().contains("nothing to learn from"));
}

#[test]
fn learning_twice_is_learning_the_same() {
    let (session, first, _folder) = taught(&villages(), sri());
    let second = session.teacher().run(&AtomicBool::new(false), |_, _| {});
    assert!(first == second);
    assert_eq!(session.teacher().run(&AtomicBool::new(true), |_, _| {}), None, "cancelled");
}

#[test]
fn progress_ends_where_it_should() {
    let (session, _, _folder) = taught(&villages(), sri());
    let mut last = (0, 0);
    session.teacher().run(&AtomicBool::new(false), |done, of| {
        assert!(done >= last.0 && done <= of, "{done} of {of} after {last:?}");
        last = (done, of);
    });
    assert_eq!(last, (57, 57));
}

#[test]
fn from_nothing_nothing_is_learned() {
    let (_, taught, _folder) = taught(&[article("a", "Tidak ada apa-apa."), article("b", "Kosong.")], sri());
    assert_eq!(taught.expect("nobody cancelled").learned, None);
}

/// Articles in which people marked what the rules find, and whatever `more` adds.
fn agreed(more: &dyn Fn(usize) -> String) -> Vec<(Article, Vec<BracketMark>)> {
    const NAMES: [&str; 6] = ["Wardana", "Laksita", "Sukaca", "Widagdo", "Jandara", "Kusila"];
    let agreed = |n: usize| {
        let (one, other) = (NAMES[n % 6], NAMES[(n + 1) % 6]);
        let text = format!(
            "Di Pilkada [Kabupaten Blora|region:33.16], [PKS|party:pks] mengusung [Toni {one}|candidate:toni-{}]-[Neni {other}|candidate:neni-{}].{}",
            one.to_lowercase(),
            other.to_lowercase(),
            more(n)
        );
        article(&format!("a{n:02}"), &text)
    };
    (0..12).map(agreed).collect()
}

#[test]
fn what_does_no_better_than_the_rules_is_not_used() {
    // Nothing is left to learn but mistakes.
    let (session, taught, _folder) = taught(&agreed(&|_| String::new()), sri());
    let taught = taught.expect("nobody cancelled");
    let trial = taught.trial.expect("eleven are enough");
    assert_eq!(trial.articles, 11, "each is kept back once");
    assert_eq!(trial.rules.both, trial.rules.gold, "the rules find everything: {trial:?}");
    assert!(!trial.is_passed() && taught.learned.is_none(), "{trial:?}");
    assert_eq!(trial.learned, trial.rules, "an article is told nothing worse than by the rules alone");
    drop(session);
}

#[test]
fn what_is_learned_decides_of_its_own_kinds_alone() {
    // The rules know no such regions, and of everything else nothing is left to learn.
    let hamlet =
        |n: usize| format!(" Warga Dukuh [Sumber {}|region] datang.", ["Asri", "Waras", "Rejo", "Makmur"][n % 4]);
    let articles = agreed(&hamlet);
    let (session, taught, _folder) = taught(&articles, sri());
    let taught = taught.expect("nobody cancelled");
    let trial = taught.trial.expect("eleven are enough");
    assert_eq!(trial.kinds, [KindKey::region()].into(), "{trial:?}");
    assert!(trial.learned.f1() > trial.rules.f1(), "{trial:?}");
    let learned = taught.learned.expect("it is better at regions");

    let lexicon = Lexicon::new(&session.project().entities);
    let extracting = ProjectExtractor::new(&lexicon);
    let (article, _) = &articles[11];
    let (before, after) =
        (extract_with(&extracting, None, article, &[]), extract_with(&extracting, Some(&learned), article, &[]));
    let others = |extraction: &crate::extract::Extraction| -> Vec<_> {
        let others = extraction.mentions.iter().filter(|found| found.kind != KindKey::region());
        others.map(|found| (found.span, found.kind.clone(), found.entity.clone(), found.score)).collect()
    };
    assert_eq!(others(&after), others(&before));
    assert_eq!(after.mentions.len(), before.mentions.len() + 1, "{after:?}");

    // It is kept with its kinds, and what was kept without them decides of all.
    let kept = learned.to_bytes();
    assert_eq!(Learned::from_bytes(&kept), Ok(learned.clone()));
    let lines: Vec<&[u8]> = kept.splitn(3, |byte| *byte == b'\n').collect();
    let head = String::from_utf8_lossy(lines[0]).replace("tandai learned 2", "tandai learned 1");
    let of_old = Learned::from_bytes(&[head.as_bytes(), b"\n", lines[2]].concat()).expect("it was readable before");
    assert_eq!((of_old.model, of_old.links), (learned.model, learned.links));
    assert!(of_old.kinds.len() > 1, "{:?}", of_old.kinds);
}

#[test]
fn with_few_articles_nothing_is_kept_back() {
    let three: Vec<_> = villages().into_iter().take(3).collect();
    let (_session, taught, _folder) = taught(&three, sri());
    let taught = taught.expect("nobody cancelled");
    assert_eq!(taught.trial, None);
    assert!(taught.learned.is_some_and(|learned| learned.kinds.len() == 3), "the rules find nothing there");

    // What the rules find as well is theirs until it can be tried.
    let three: Vec<_> = agreed(&|_| String::new()).into_iter().take(3).collect();
    let (_session, taught, _folder) = self::taught(&three, sri());
    assert_eq!(taught.expect("nobody cancelled").learned, None);
}

//! Reviewing what a machine suggests: by keys alone, coalition cards, one phrase in all articles.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use tandai::{
    edit::{Edit, Incoming},
    model::{
        AnnotationSet, Annotations, Decision, EntityId, KindKey, LinkSource, Mention, MentionId, Origin, Place,
        Proposal, Score, SetId, SetRole, Span, Timestamp, Verdict,
    },
    session::{Session, Who},
};

use crate::desk::Desk;

fn count(decisions: &[Decision], verdict: Verdict) -> usize {
    decisions.iter().filter(|decision| decision.verdict == verdict).count()
}

impl Desk {
    fn left(&self) -> usize {
        self.session().suggestions(&self.article()).unwrap().left()
    }

    /// Whether keys decide on a coalition now; `None`: on nothing.
    fn on_coalition(&self) -> Option<bool> {
        let current = self.app().suggestion()?;
        Some(self.session().suggestions(&self.article()).unwrap().ghost(current).is_some())
    }
}

#[test]
fn one_article_of_the_sample_by_keys_alone() {
    let mut desk = Desk::with_sample();
    while desk.article().as_str() != "06-penjajakan-bogor" {
        desk.alt(Key::ArrowDown);
    }
    let before = desk.on_disk();
    let (all, coalitions) = (desk.left(), desk.session().suggestions(&desk.article()).unwrap().ghosts().len());
    assert!(all > 10 && coalitions > 0, "the sample has suggestions waiting: {all}, {coalitions}");
    assert!(desk.comes(&format!("{all} suggestions left")));

    desk.actions = 0;
    desk.key(Key::Period);
    let (mut mentions, mut changed) = (0, false);
    while let Some(on_coalition) = desk.on_coalition() {
        if on_coalition {
            if !changed {
                desk.key(Key::T);
                changed = true;
            }
            desk.key(Key::Enter);
            continue;
        }
        mentions += 1;
        match mentions {
            2 | 5 => desk.key(Key::X),
            3 => {
                desk.key(Key::CloseBracket);
                desk.key(Key::Enter);
            }
            _ => desk.key(Key::Enter),
        }
    }
    println!("{all} suggestions, {coalitions} of them coalitions, decided with {} keys", desk.actions);
    assert!(desk.actions <= all + 3, "one key each, one to begin, one for a border, one for a status");
    assert_eq!(desk.left(), 0);
    assert_eq!(desk.message(), "No suggestions left in this article");

    let annotations = desk.annotations();
    let decisions: Vec<Decision> = annotations.decisions.values().cloned().collect();
    assert_eq!(decisions.len(), all - 1, "the mended border took in another suggestion of its kind");
    assert_eq!(count(&decisions, Verdict::Rejected), 2);
    assert_eq!(count(&decisions, Verdict::Corrected), 2, "the border and the status");
    let file = desk.annotation_file();
    for words in
        ["verdict: accepted", "verdict: corrected", "verdict: rejected", "made: coalition(", "set: \"auto-rules"]
    {
        assert!(file.contains(words), "{words} in {file}");
    }
    assert!(
        file.contains("by: accepted((set: \"auto-rules") && file.contains("by: corrected((set: \"auto-rules"),
        "{file}"
    );
    assert!(file.contains("rule: \"rule:") && file.contains("score: 0."), "{file}");

    while desk.session().can_undo().is_some() {
        desk.ctrl(Key::Z);
    }
    assert_eq!(desk.left(), all);
    assert_eq!(desk.on_disk(), before, "as if nothing had been");
}

/// Two articles in which a machine suggests every “PKS” and a “PSI”.
fn with_suggestions() -> Desk {
    with_suggestions_in(&[("satu", "PKS dan PSI bertemu. PKS hadir."), ("dua", "Hanya PKS yang hadir.")])
}

fn with_suggestions_in(texts: &[(&str, &str)]) -> Desk {
    let mut desk = Desk::with_texts(texts);
    let dir = desk.dir().to_owned();
    desk.harness.state_mut().take();
    let mut session = Session::open(&dir, Who::named("sri")).unwrap();
    session.wait_until_read();
    let set = AnnotationSet { id: SetId::new("model-1").unwrap(), name: "Model".into(), role: SetRole::Extractor };
    let mut marks = Vec::new();
    let articles: Vec<_> = session.rows().iter().map(|row| row.meta.id.clone()).collect();
    for article in articles {
        session.load(&article).unwrap();
        let text = session.article(&article).unwrap().text.clone();
        let mut said = Annotations::default();
        for (words, score) in [("PKS", 0.9), ("PSI", 0.4)] {
            for (at, _) in text.match_indices(words) {
                let id = MentionId::new(format!("x{at}")).unwrap();
                let mention = Mention {
                    id: id.clone(),
                    span: Span::new(at, at + 3),
                    kind: KindKey::party(),
                    entity: EntityId::new(format!("party:{}", words.to_lowercase())).ok(),
                    linked: LinkSource::Person,
                    by: Origin::Machine(Proposal { rule: "crf".into(), score: Score::new(score) }),
                    at: Timestamp(1),
                    note: String::new(),
                    fields: Default::default(),
                    flag: None,
                    guidelines: None,
                };
                said.mentions.insert(id, mention);
            }
        }
        marks.push((Place { set: set.id.clone(), article }, said));
    }
    session.perform(Edit::Import(Incoming { sets: vec![set], marks, ..Incoming::default() })).unwrap();
    session.save().unwrap();
    drop(session);
    desk.reopen();
    desk.settle();
    while desk.article().as_str() != "satu" {
        desk.alt(Key::ArrowDown);
    }
    desk
}

#[test]
fn corrected_as_if_it_were_ones_own() {
    let mut desk = with_suggestions();
    assert_eq!(desk.left(), 3);
    desk.key(Key::Period);
    desk.key(Key::Num2);
    assert_eq!(desk.mentions("PKS")[0].kind, KindKey::candidate(), "another kind");
    assert!(matches!(desk.mentions("PKS")[0].by, Origin::Corrected(_)));
    desk.key(Key::E);
    desk.key(Key::Enter);
    assert_eq!(desk.mentions("PSI").len(), 1, "another entity of the list, or the same");
    desk.key(Key::N);
    assert_eq!(desk.left(), 0, "skipped");
    desk.ctrl(Key::Z);
    desk.ctrl(Key::Z);
    desk.ctrl(Key::Z);
    assert_eq!((desk.left(), desk.annotations().mentions.len()), (3, 0));
    // With the mouse: a click takes it up, its edge is dragged.
    desk.click("PKS", 1);
    assert!(desk.app().suggestion().is_some());
    desk.drag_edge("PKS", 1, true, "hadir", 0);
    assert_eq!(desk.mentions("PKS hadir").len(), 1);
    // Taken back, it waits for its keys again.
    desk.ctrl(Key::Z);
    desk.shift(Key::Enter);
    assert_eq!(desk.mentions("PKS").len(), 2, "all alike");
    assert_eq!(desk.left(), 1);
    // What was accepted and is edited later was corrected; what is deleted was rejected.
    desk.click("PKS", 0);
    desk.key(Key::Num3);
    let corrected =
        |desk: &Desk| desk.annotations().decisions.values().filter(|d| d.verdict == Verdict::Corrected).count();
    assert_eq!(corrected(&desk), 1);
    desk.key(Key::Delete);
    let decisions: Vec<Decision> = desk.annotations().decisions.into_values().collect();
    assert_eq!((count(&decisions, Verdict::Rejected), count(&decisions, Verdict::Accepted)), (1, 1));
}

/// The same words are rejected together, as they are accepted; in the next article nothing is said of this one.
#[test]
fn alike_ones_are_rejected_together() {
    let mut desk = with_suggestions();
    desk.key(Key::Period);
    desk.shift(Key::X);
    assert_eq!((desk.left(), desk.annotations().mentions.len()), (1, 0), "both PKS");
    desk.ctrl(Key::Z);
    assert_eq!(desk.left(), 3, "one step");
    desk.shift(Key::X);
    desk.key(Key::X);
    assert_eq!(desk.message(), "No suggestions left in this article");
    desk.alt(Key::ArrowDown);
    desk.settle();
    assert_ne!(desk.message(), "No suggestions left in this article");
}

#[test]
fn one_phrase_in_all_articles_is_one_step() {
    let mut desk = with_suggestions();
    desk.key(Key::Period);
    desk.key(Key::B);
    desk.settle();
    assert!(desk.comes("Accept 3"));
    desk.press("Reject 3");
    assert_eq!(desk.left(), 1);
    let files = desk.on_disk();
    let rejected = |name: &str| files[&format!("annotations/sri/{name}.ron")].matches("verdict: rejected").count();
    assert_eq!((rejected("satu"), rejected("dua")), (2, 1));
    desk.ctrl(Key::Z);
    assert_eq!(desk.left(), 3);
}

/// Near copies of a story are one row, in the list as in the review, and are decided together.
#[test]
fn a_phrase_of_a_story_is_one_row() {
    let story = "PKS resmi mengusung Rahmat di Kota Bekasi untuk pemilihan tahun ini, kata Sari kepada wartawan setelah \
                 pertemuan panjang di kantor partai pada hari Selasa malam.";
    let copy = format!("Jakarta (Kabar).\n{story}\nTitik.");
    let texts = [("satu", story), ("tiga", copy.as_str()), ("tujuh", "Hanya PKS yang hadir, dan PKS pulang.")];
    let mut desk = with_suggestions_in(&texts);
    for _ in 0..200 {
        if !desk.session().near_copies(&desk.article()).is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        desk.settle();
    }
    assert!(desk.comes("+1 copy"), "in the list of articles");
    desk.key(Key::Period);
    desk.key(Key::B);
    desk.settle();
    let rows = |desk: &Desk, end: &str| {
        let row = |label: String| label.starts_with("Show this place in the article: ") && label.ends_with(end);
        desk.harness.query_all_by(|node| node.label().is_some_and(row)).count()
    };
    assert_eq!((rows(&desk, ""), rows(&desk, "+1 copy")), (3, 1), "the third article has two places");
    assert!(desk.comes("Accept 4"));
    desk.press("Accept 4");
    desk.settle();
    let files = desk.on_disk();
    let accepted = |name: &str| files[&format!("annotations/sri/{name}.ron")].matches("verdict: accepted").count();
    assert_eq!((accepted("satu"), accepted("tiga"), accepted("tujuh")), (1, 1, 2));
}

#[test]
fn the_review_tab_tells_how_well_a_source_does() {
    let mut desk = with_suggestions();
    desk.key(Key::Period);
    desk.key(Key::Enter);
    desk.key(Key::X);
    desk.ctrl(Key::Num4);
    assert!(desk.waits(|desk| desk.harness_has("Model")), "the source");
    assert!(desk.comes("All mentions: 50%, 2, –, 0, –"), "one of two was right; no article is finished");
    assert!(desk.comes("2 suggestions wait in 2 articles"));
    // Recall has another number than precision, and stands beside its own.
    desk.ctrl(Key::Enter);
    assert!(desk.message().starts_with("Left in this article: 1 suggestion left."), "{}", desk.message());
    desk.ctrl(Key::Enter);
    desk.settle();
    assert!(
        desk.comes("All mentions: 50%, 2, 100%, 1, 67%"),
        "the one mark of the finished article is the source's too"
    );
    desk.press("Has suggestions left");
    desk.settle();
    assert!(desk.comes("Hanya PKS yang hadir"));
}

//! What a person decides is seen before: every suggestion is told of where keys decide on it, a suggested coalition shows
//! all that it would store, and what rules fill in is known as theirs until somebody looks it over.

use eframe::egui::Key;
use tandai::{
    edit::{Edit, Incoming},
    model::{
        AnnotationSet, Annotations, Backing, Certainty, Coalition, CoalitionId, Date, Decision, EntityId, Filler,
        KindKey, LinkSource, Mention, MentionId, Office, Options, Origin, Place, Proposal, Score, SetId, SetRole, Slot,
        Span, Stance, Timestamp, Verdict,
    },
    session::{Session, Who},
};

use crate::desk::Desk;

const TEXT: &str = "PKS dan PSI akan berkoalisi di Pilbup Lebak, kata Bima.\n\nMereka mengusung Rukmana Adiwijaya.";

fn by(score: f64) -> Origin {
    Origin::Machine(Proposal { rule: "rule:party name".into(), score: Score::new(score) })
}

fn id(entity: &str) -> EntityId {
    EntityId::new(entity).unwrap()
}

/// What a program says of the words of a text: words, kind, entity, how sure.
fn said(text: &str, marks: &[(&str, KindKey, &str, f64)]) -> Annotations {
    let mut said = Annotations::default();
    for (words, kind, entity, score) in marks {
        let at = text.find(words).unwrap_or_else(|| panic!("“{words}” is not there"));
        let mention = Mention {
            id: MentionId::new(format!("x{at}")).unwrap(),
            span: Span::new(at, at + words.len()),
            kind: kind.clone(),
            entity: Some(id(entity)),
            linked: LinkSource::Person,
            by: by(*score),
            at: Timestamp(1),
            note: String::new(),
            fields: Default::default(),
            flag: None,
            guidelines: None,
        };
        said.mentions.insert(mention.id.clone(), mention);
    }
    said
}

/// Two parties in Lebak, with everything that a statement can say.
fn statement(text: &str) -> Coalition {
    let filler = |entity: &str, words: &str| Filler {
        entity: Some(id(entity)),
        mentions: text.find(words).map(|at| MentionId::new(format!("x{at}")).unwrap()).into_iter().collect(),
    };
    let mut one = Coalition::empty(CoalitionId::new("y1").unwrap(), Timestamp(1));
    one.race.region = filler("region:36.02", "Lebak");
    one.race.office = Some(Office::REGENT);
    one.race.year = Some(2024);
    one.backings = vec![
        Backing { party: filler("party:pks", "PKS"), stance: Stance::Member, slot: Some(Slot::Head) },
        Backing { party: filler("party:psi", "PSI"), stance: Stance::Member, slot: None },
    ];
    one.status = Certainty::Exploring;
    (one.speaker, one.hedge) = ("Bima".into(), "akan".into());
    one.date = Date::new(2024, 7, 8);
    one.evidence = vec![Span::new(0, text.find('.').unwrap() + 1)];
    one.by = by(0.8);
    one
}

fn marks() -> [(&'static str, KindKey, &'static str, f64); 4] {
    [
        ("PKS", KindKey::party(), "party:pks", 0.97),
        ("PSI", KindKey::party(), "party:psi", 0.95),
        ("Lebak", KindKey::region(), "region:36.02", 0.5),
        ("Rukmana Adiwijaya", KindKey::candidate(), "candidate:rukmana-adiwijaya", 0.93),
    ]
}

/// The article with what a program says of it; `change` may add to that.
fn suggested(change: impl FnOnce(&mut Annotations)) -> Desk {
    suggested_in(TEXT, Options::default(), change)
}

fn suggested_in(text: &str, options: Options, change: impl FnOnce(&mut Annotations)) -> Desk {
    let mut desk = Desk::with_text(text);
    let dir = desk.dir().to_owned();
    desk.close();
    let mut session = Session::open(&dir, Who::named("sri")).unwrap();
    session.wait_until_read();
    let article = session.rows().at(0).unwrap().meta.id.clone();
    session.load(&article).unwrap();
    let set = AnnotationSet { id: SetId::new("model-1").unwrap(), name: "Model".into(), role: SetRole::Extractor };
    let mut said = said(text, &marks());
    change(&mut said);
    let marks = vec![(Place { set: set.id.clone(), article }, said)];
    session.perform(Edit::Import(Incoming { sets: vec![set], marks, ..Incoming::default() })).unwrap();
    if options != Options::default() {
        session.set_options(options).unwrap();
    }
    session.save().unwrap();
    drop(session);
    desk.reopen();
    desk.settle();
    desk
}

fn with_statement() -> Desk {
    suggested(|said| {
        let one = statement(TEXT);
        said.coalitions.insert(one.id.clone(), one);
    })
}

fn decision_on_coalition(desk: &Desk) -> Decision {
    let annotations = desk.annotations();
    let made = |decision: &&Decision| matches!(decision.made, Some(tandai::model::Outcome::Coalition(_)));
    annotations.decisions.values().find(made).expect("a coalition was decided on").clone()
}

impl Desk {
    /// Takes up the suggested coalition.
    fn take_up_coalition(&mut self) {
        for _ in 0..9 {
            self.key(Key::Period);
            if self
                .app()
                .suggestion()
                .is_some_and(|id| self.session().suggestions(&self.article()).unwrap().ghost(id).is_some())
            {
                return;
            }
        }
        panic!("no coalition is suggested");
    }
}

#[test]
fn a_suggestion_taken_up_by_keys_is_told_of() {
    let mut desk = suggested(|_| ());
    assert!(desk.comes("4 suggestions left. . next suggestion"), "how to take one up");
    desk.key(Key::Period);
    for told in [
        "“PKS” → Partai Keadilan Sejahtera",
        "Party · party:pks · model-1 · party name · 97%",
        "1 of 4",
        "Enter accept",
    ] {
        assert!(desk.comes(told), "{told}");
    }
    desk.key(Key::CloseBracket);
    assert!(desk.comes("“PKS dan” → Partai Keadilan Sejahtera. "), "with the borders that it would get");
    assert!(desk.comes("border of the suggestion moved"));
    desk.key(Key::Period);
    desk.key(Key::Period);
    assert!(desk.comes("“Lebak” → Kabupaten Lebak · 36.02"), "the code");
    desk.key(Key::Period);
    assert!(desk.comes("“Rukmana Adiwijaya” → Rukmana Adiwijaya (new to the project)"), "nobody knows the id");
}

#[test]
fn a_suggested_coalition_shows_all_that_it_would_store() {
    let mut desk = with_statement();
    desk.take_up_coalition();
    for slot in [
        "Take Region: Kab. Lebak",
        "Take Office: regent",
        "Take Year: 2024",
        "Take Party: PKS",
        "Take Offered: slot offered: head",
        "Take Speaker: Bima",
        "Take Date: 8 Jul 2024",
        "Take Hedge: akan",
    ] {
        assert!(desk.harness_has(slot), "{slot}");
    }
    desk.press("Take Speaker: Bima");
    desk.press("Take Offered: slot offered: head");
    desk.key(Key::Enter);
    let card = desk.only_coalition();
    assert_eq!((card.speaker.as_str(), card.hedge.as_str(), card.date), ("", "akan", Date::new(2024, 7, 8)));
    assert_eq!(card.backings[0].slot, None);
    assert_eq!(decision_on_coalition(&desk).verdict, Verdict::Corrected, "each of them counts");
}

#[test]
fn who_said_it_counts_in_the_decision_and_in_the_score() {
    let mut desk = with_statement();
    desk.take_up_coalition();
    desk.key(Key::Enter);
    assert_eq!(decision_on_coalition(&desk).verdict, Verdict::Accepted);
    let file = desk.annotation_file();
    assert!(file.contains("telling: (speaker: \"Bima\", date: \"2024-07-08\", hedge: \"akan\")"), "{file}");
    let score = |desk: &Desk| {
        let standing = desk.session().standing(&desk.article()).unwrap();
        let slots = &standing.scores[&SetId::new("model-1").unwrap()].slots;
        slots[&tandai::compare::JudgedSlot::Speaker]
    };
    assert_eq!((score(&desk).right, score(&desk).decided), (1, 1));
    let card = desk.only_coalition().id;
    desk.alt(Key::ArrowRight);
    desk.press("Speaker");
    desk.ctrl(Key::A);
    desk.type_text("Sari");
    desk.key(Key::Enter);
    assert_eq!(desk.annotations().coalitions[&card].speaker, "Sari");
    assert_eq!(decision_on_coalition(&desk).verdict, Verdict::Corrected);
    assert_eq!((score(&desk).right, score(&desk).decided), (0, 1));
    desk.reopen();
    assert_eq!(desk.annotation_file().matches("telling: (").count(), 1);
}

#[test]
fn a_region_without_its_mention_takes_it_along() {
    // Nothing below 90 % is shown: the region's own mention is, by half.
    let mut desk = with_statement();
    desk.ctrl(Key::Num4);
    desk.settle();
    let mut settings = crate::desk::settings();
    settings.threshold = 60;
    desk.reopen_with(settings);
    desk.take_up_coalition();
    desk.key(Key::Enter);
    let card = desk.only_coalition();
    assert_eq!(card.race.region.mentions.len(), 1, "{:?}", card.race.region);
    let mention = card.race.region.mentions.iter().next().unwrap();
    assert_eq!(desk.text()[desk.annotations().mentions[mention].span.range()], *"Lebak");

    // And where the source names none, the nearest one that means it.
    let mut desk = suggested(|said| {
        let mut one = statement(TEXT);
        one.race.region.mentions.clear();
        said.coalitions.insert(one.id.clone(), one);
    });
    desk.take_up_coalition();
    desk.key(Key::Enter);
    assert_eq!(desk.only_coalition().race.region.mentions.len(), 1);
    assert_eq!(decision_on_coalition(&desk).verdict, Verdict::Accepted, "the claim is the same");
    desk.ctrl(Key::Z);
    assert!(desk.annotations().mentions.is_empty(), "one step");
}

/// Marks everything by hand, so that a card can be made.
fn marked_by_hand(desk: &mut Desk) {
    for (words, key) in [("PKS", Key::Num1), ("PSI", Key::Num1), ("Lebak", Key::Num3)] {
        desk.drag(words, 0);
        desk.key(key);
    }
    desk.triple_click("akan berkoalisi", 0);
    desk.key(Key::C);
}

#[test]
fn what_rules_fill_in_is_theirs_until_it_is_looked_over() {
    let mut desk = Desk::with_text(TEXT);
    marked_by_hand(&mut desk);
    assert_eq!(desk.only_coalition().backings.len(), 2);
    assert_eq!(desk.only_coalition().by, Origin::Drafted);
    assert!(desk.annotation_file().contains("by: drafted"));
    assert!(desk.comes("open, by rules"));
    // Confirmed by Enter.
    desk.key(Key::Enter);
    assert_eq!(desk.only_coalition().by, Origin::Person);
    assert!(!desk.sees("by rules"));
    desk.ctrl(Key::Z);
    assert_eq!(desk.only_coalition().by, Origin::Drafted);
    // Or touched.
    desk.key(Key::T);
    assert_eq!(desk.only_coalition().by, Origin::Person);
    desk.reopen();
    assert_eq!(desk.only_coalition().by, Origin::Person);
}

#[test]
fn where_suggestions_are_held_back_rules_fill_in_nothing() {
    // Some number of the seed holds this article back.
    let mut options = Options { hold_back: 50, ..Options::default() };
    let article = tandai::model::ArticleId::new("artikel").unwrap();
    options.seed = (0..99).find(|&seed| Options { seed, ..options.clone() }.holds_back(&article)).unwrap();
    let mut desk = suggested_in(TEXT, options, |_| ());
    marked_by_hand(&mut desk);
    let card = desk.only_coalition();
    assert_eq!((card.backings.len(), card.race.region.is_empty(), card.evidence.len()), (0, true, 1));
    assert_eq!((card.by, card.status), (Origin::Person, Certainty::Open));
    desk.ctrl(Key::Z);
    // What a person picked goes where they picked it for.
    let add = eframe::egui::Modifiers { ctrl: true, command: true, ..Default::default() };
    desk.click("PKS", 0);
    desk.click_times("PSI", 0, 1, add);
    desk.click_times("Lebak", 0, 1, add);
    desk.key(Key::C);
    let card = desk.only_coalition();
    assert_eq!((card.backings.len(), card.race.region.entity.clone()), (2, Some(id("region:36.02"))));
    assert!(card.race.office.is_none() && card.backings.iter().all(|backing| backing.stance == Stance::Open));
}

#[test]
fn two_cards_of_one_ticket_become_one() {
    let mut desk = Desk::with_text(TEXT);
    marked_by_hand(&mut desk);
    desk.drag("Rukmana Adiwijaya", 0);
    desk.key(Key::Num2);
    desk.triple_click("Mereka mengusung", 0);
    desk.key(Key::C);
    assert_eq!(desk.annotations().coalitions.len(), 2);
    desk.key(Key::T);
    desk.key(Key::M);
    let card = desk.only_coalition();
    assert_eq!(card.evidence.len(), 2);
    assert_eq!(card.backings.len(), 2);
    assert_eq!(card.ticket.head.mentions.len(), 1);
    assert!(desk.message().contains("Merged into coalition 1"), "{}", desk.message());
    desk.ctrl(Key::Z);
    assert_eq!(desk.annotations().coalitions.len(), 2, "one step");
    desk.alt(Key::ArrowRight);
    assert!(desk.comes("Merge into coalition 1"), "with the mouse as well");
}

#[test]
fn a_suggestion_that_repeats_a_statement_says_so() {
    let mut desk = suggested(|said| {
        let one = statement(TEXT);
        let mut again = statement(TEXT);
        again.id = CoalitionId::new("y2").unwrap();
        again.status = Certainty::Confirmed;
        again.evidence = vec![Span::new(TEXT.find("Mereka").unwrap(), TEXT.len())];
        said.coalitions.extend([(one.id.clone(), one), (again.id.clone(), again)]);
    });
    desk.take_up_coalition();
    desk.key(Key::Enter);
    desk.take_up_coalition();
    assert!(desk.comes("repeats coalition 1"));
    desk.press("Add to coalition 1");
    let card = desk.only_coalition();
    assert_eq!((card.evidence.len(), card.status), (2, Certainty::Exploring));
    assert!(desk.message().contains("Left out: status: confirmed"), "{}", desk.message());
    let decided = desk.annotations().decisions;
    let made = decided.values().filter(|d| matches!(d.made, Some(tandai::model::Outcome::Coalition(_)))).count();
    assert_eq!(made, 2, "both suggestions are decided");
    desk.ctrl(Key::Z);
    assert_eq!(desk.only_coalition().evidence.len(), 1, "one step");
}

#[test]
fn all_that_are_sure_are_accepted_after_a_look() {
    let mut desk = with_statement();
    desk.keys(eframe::egui::Modifiers::COMMAND | eframe::egui::Modifiers::SHIFT, Key::Enter);
    desk.settle();
    assert!(desk.comes("“PKS”: PKS, Party · model-1 · party name · 97%"));
    assert!(desk.comes("“Lebak”: Kab. Lebak, Region"));
    desk.press("“PSI”: PSI, Party · model-1 · party name · 95%");
    desk.press("Accept 2");
    let annotations = desk.annotations();
    let accepted: Vec<&str> = annotations.in_reading_order().iter().map(|m| &TEXT[m.span.range()]).collect();
    assert_eq!(accepted, ["PKS", "Rukmana Adiwijaya"], "neither what is less sure, nor what was left out");
    assert!(annotations.decisions.values().all(|decision| decision.verdict == Verdict::Accepted));
    desk.ctrl(Key::Z);
    assert!(desk.annotations().mentions.is_empty(), "one step");
}

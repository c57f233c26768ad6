//! Rules for Indonesian say nothing of texts in other languages, nor in a project that does without them; the project's
//! own names are found everywhere.

use std::{collections::BTreeMap, fs};

use super::{article_of, id, sri};
use crate::{
    edit::{Edit, Incoming},
    extract::Silence,
    gazetteer::{Gazetteer, Lexicon},
    model::{Entity, EntityId, GazetteerChoice, KindKey, Origin, Span},
    session::{ProjectExtractor, Session},
};

const GERMAN: [&str; 4] = [
    "Düsseldorf wählt im Mai. Die Fraktion der Mitte und die Linksliste haben sich auf eine Koalition verständigt.\n\n\
     Jonas Rehmer soll Ministerpräsident werden, Carla Wiedenfeld seine Stellvertreterin. Die Wahl ist am 14. Mai 2028.",
    "Nach der Landtagswahl: Rot-Gelb oder doch Jamaika? Andrea Lohmeier (Bürgerbund) und Timo Pan sprechen mit der SPD. \
     Der Kandidat Timo Pan war 2020 Bürgermeister von Solingen.",
    "Kandidaten im Überblick\n\nMaria Kettler, Liste 1\nBernd Aumann, Liste 2\n\nDas Wahlamt hat die Namen am Montag \
     bekannt gegeben. Die Frist zur Anmeldung ist vorbei, und zwei Paare sind zugelassen worden.",
    "Stadt Metro, Kreis Batu: Die Partei von Malik Serang unterstützt den Gouverneur nicht mehr, sagte sie mit Blick auf \
     die Wahl zum Regenten von Banjar im Jahr 2024.",
];

const ENGLISH: [&str; 4] = [
    "Will Harrow and Dee Mansfield announced a joint ticket on Monday. The Harbour Party nominated Harrow for governor, \
     and the Greens said that they would support the pair in the 2026 election.",
    "The coalition of Labour and the Liberals has picked Ada Birch as its candidate for mayor of Pan City. Her deputy will \
     be Tom Pati, who was the party’s spokesman.",
    "In Jakarta, PKS and PSI have nominated Budi Hartono and Sari Lestari for the regency of Lebak, the party chairman said. \
     The pair was registered on 28 August 2024 with the election commission.",
    "Analysts said the race for the governorship was open. “We are not with them,” the head of the Demokrat party told \
     reporters after the meeting, but two of its branches are for Rahmat Sidik.",
];

/// What is proposed, as words.
fn proposed(lexicon: &Lexicon, text: &str, anyway: bool) -> (Vec<String>, usize, Option<Silence>) {
    let article = article_of("a", text);
    let extraction = ProjectExtractor::new(lexicon).anyway(anyway).extract(&article, &[]);
    let words = extraction.mentions.iter().map(|mention| article.text.slice(mention.span).to_owned());
    (words.collect(), extraction.coalitions.len(), extraction.silence)
}

#[test]
fn nothing_is_proposed_in_german_and_english() {
    let delivered = Lexicon::new(&BTreeMap::new());
    let none = Lexicon::over(&BTreeMap::new(), Gazetteer::none());
    for text in GERMAN.into_iter().chain(ENGLISH) {
        for anyway in [false, true] {
            assert_eq!(proposed(&delivered, text, anyway), (vec![], 0, Some(Silence::Foreign)), "{text}");
            assert_eq!(proposed(&none, text, anyway), (vec![], 0, Some(Silence::NoRules)), "{text}");
        }
    }
    let indonesian = "PKS dan PSI resmi mengusung Budi Hartono di Pilbup Lebak 2024, kata ketua partai itu.";
    assert_eq!(proposed(&none, indonesian, true), (vec![], 0, Some(Silence::NoRules)));
    let (words, cards, silence) = proposed(&delivered, indonesian, false);
    assert!(words.contains(&"PKS".to_owned()) && cards == 1 && silence.is_none(), "{words:?} {cards} {silence:?}");
}

#[test]
fn names_of_the_project_are_found_in_every_language() {
    let mut party = Entity::new(EntityId::new("party:linksliste").unwrap(), KindKey::party(), "Linksliste");
    party.context_aliases = vec!["Die".into()];
    let mut man = Entity::new(EntityId::new("candidate:rehmer").unwrap(), KindKey::candidate(), "Jonas Rehmer");
    man.valid_from = "2020".parse().ok();
    let own = BTreeMap::from([(party.id.clone(), party), (man.id.clone(), man)]);
    for gazetteer in [Gazetteer::none(), Gazetteer::builtin()] {
        let lexicon = Lexicon::over(&own, gazetteer);
        let (words, cards, silence) = proposed(&lexicon, GERMAN[0], false);
        assert_eq!((words.join(", ").as_str(), cards, silence), ("Linksliste, Jonas Rehmer", 0, None));
    }
}

#[test]
fn a_card_of_a_german_sentence_is_filled_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::create(&folder.path().join("p"), "Landtag", sri()).unwrap();
    session.choose_gazetteer(GazetteerChoice::None).unwrap();
    assert!(session.entity(&EntityId::new("party:pks").unwrap()).is_none());
    let article = article_of("a", GERMAN[0]);
    session.store.add_texts(vec![article.clone()]).unwrap();
    session.cache.removed.insert(article.meta.id.clone(), article.clone().into());
    session.perform(Edit::Import(Incoming { articles: vec![article.clone()], ..Incoming::default() })).unwrap();
    session.load(&id("a")).unwrap();
    let at = article.text.find("Linksliste").unwrap();
    let span = Span::new(at, at + "Linksliste".len());
    let tagged = session.tag_spans(&id("a"), &[span], &KindKey::party(), &Origin::Person).unwrap();
    let done = session.coalition_from(&id("a"), Some(Span::new(0, article.text.find("\n").unwrap())), &[]).unwrap();
    let card = session.annotations(&id("a")).unwrap().coalitions[&done.coalition.unwrap()].clone();
    assert_eq!(card.by, Origin::Person);
    let parties: Vec<_> = card.backings.iter().flat_map(|backing| &backing.party.mentions).collect();
    assert_eq!(
        parties,
        tagged.mentions.iter().collect::<Vec<_>>(),
        "what is marked in the selection, and nothing else"
    );
    assert!(card.ticket.head.is_empty() && card.race.region.is_empty());
    session.undo().unwrap().unwrap();
}

#[test]
fn a_project_says_which_names_it_knows() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("p");
    let mut session = Session::create(&dir, "Landtag", sri()).unwrap();
    let file = || fs::read_to_string(dir.join("project.ron")).unwrap();
    let before = file();
    assert!(!before.contains("gazetteer"), "{before}");
    let pks = EntityId::new("party:pks").unwrap();
    let refused = session.choose_gazetteer(GazetteerChoice::Folder("names".into())).unwrap_err().to_string();
    assert!(refused.contains("names: the gazetteer cannot be read: there is none of parties.ron"), "{refused}");
    session.choose_gazetteer(GazetteerChoice::None).unwrap();
    session.save().unwrap();
    assert!(file().contains("    gazetteer: none,\n"), "{}", file());
    session.undo().unwrap().unwrap();
    assert!(session.entity(&pks).is_some());
    session.redo().unwrap().unwrap();
    session.save().unwrap();
    drop(session);
    let none = file();
    let session = Session::open(&dir, sri()).unwrap();
    assert!(session.entity(&pks).is_none() && session.read_only().is_none());
    drop(session);
    // A folder of names inside the project.
    fs::create_dir(dir.join("names")).unwrap();
    let entities = "[(id: \"party:mitte\", kind: \"party\", name: \"Fraktion der Mitte\")]";
    fs::write(dir.join("names/entities.ron"), entities).unwrap();
    fs::write(dir.join("project.ron"), none.replace("gazetteer: none", "gazetteer: folder(\"names\")")).unwrap();
    let session = Session::open(&dir, sri()).unwrap();
    assert!(session.entity(&EntityId::new("party:mitte").unwrap()).is_some() && session.entity(&pks).is_none());
    drop(session);
    for (choice, names, said) in [
        ("folder(\"names\")", "[\n  (id: 7)]", "names: the gazetteer cannot be read: entities.ron:2:"),
        ("delivered(\"de-2025\")", entities, "project.ron: no gazetteer “de-2025” comes with the program"),
    ] {
        fs::write(dir.join("names/entities.ron"), names).unwrap();
        fs::write(dir.join("project.ron"), none.replace("gazetteer: none", &format!("gazetteer: {choice}"))).unwrap();
        let session = Session::open(&dir, sri()).unwrap();
        let reason = session.read_only().map(ToString::to_string).unwrap_or_default();
        assert!(reason.contains(said), "{choice}: {reason}");
    }
    fs::write(dir.join("project.ron"), none.replace("gazetteer: none", "gazetteer: folder(\"../names\")")).unwrap();
    let refused = Session::open(&dir, sri()).map(|_| ()).unwrap_err().to_string();
    assert!(refused.contains("project.ron:") && refused.contains("is not a folder inside the project"), "{refused}");
}

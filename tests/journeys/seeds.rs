//! The five real articles, labelled end to end by mouse, and one by keyboard alone, then found again after closing. The
//! articles lie beside the project, never in it; without them this is skipped.

use std::collections::BTreeMap;

use eframe::egui::{Key, Modifiers};
use tandai::model::{Annotations, Certainty, Coalition, EntityId, Office, Stance, Status};

use crate::desk::{Desk, seeds};

/// What a person marks in an article: words, which of their places (from 0; `ALL` with the key for every occurrence),
/// the kind's digit, and the entity that they mean.
struct Labels {
    marks: &'static [(&'static str, usize, Key, &'static str)],
    coalitions: usize,
}

const ALL: usize = usize::MAX;
const P: Key = Key::Num1;
const C: Key = Key::Num2;
const R: Key = Key::Num3;

const LABELS: [Labels; 5] = [
    Labels {
        marks: &[
            ("Partai Keadilan Sejahtera", 0, P, "party:pks"),
            ("PKS", ALL, P, "party:pks"),
            ("Partai Solidaritas Indonesia", 0, P, "party:psi"),
            ("PSI", ALL, P, "party:psi"),
            ("Partai Gerindra", 0, P, "party:gerindra"),
            ("Partai NasDem", 0, P, "party:nasdem"),
            ("Partai Kebangkitan Bangsa (PKB)", 0, P, "party:pkb"),
            ("Partai Amanat Nasional (PAN)", 0, P, "party:pan"),
            ("Partai Persatuan Pembangunan (PPP)", 0, P, "party:ppp"),
            ("Andra Soni-Dimyati Natakusumah", 0, C, "candidate:andra-soni"),
            ("Jakarta", 0, R, "region:31"),
            ("Jakarta Selatan", 0, R, "region:31.74"),
            ("Kabupaten Lebak", 0, R, "region:36.02"),
            ("Provinsi Banten", 0, R, "region:36"),
            ("Banten", ALL, R, "region:36"),
            ("Kota Bekasi", 0, R, "region:32.75"),
            ("Bekasi", ALL, R, "region:32.75"),
        ],
        coalitions: 3,
    },
    Labels {
        marks: &[
            ("partai NasDem", 0, P, "party:nasdem"),
            ("Partai NasDem", ALL, P, "party:nasdem"),
            ("NasDem", ALL, P, "party:nasdem"),
            ("Siti Qomariyah", ALL, C, "candidate:siti-qomariyah"),
            ("Siqom", ALL, C, "candidate:siti-qomariyah"),
            ("Kokom", ALL, C, "candidate:siti-qomariyah"),
            ("BEKASI", 1, R, "region:32.16"),
            ("Provinsi Jawa Barar", 0, R, "region:32"),
            ("Kabupaten Bekasi", ALL, R, "region:32.16"),
            ("Jawa Barat", ALL, R, "region:32"),
            ("di Bekasi,", 0, R, "region:32.16"),
        ],
        coalitions: 1,
    },
    Labels {
        marks: &[
            ("Partai Keadilan Sejahtera", 0, P, "party:pks"),
            ("PKS", ALL, P, "party:pks"),
            ("Anies Rasyid Baswedan", 0, C, "candidate:anies-baswedan"),
            ("Anies Baswedan", ALL, C, "candidate:anies-baswedan"),
            ("Anies", ALL, C, "candidate:anies-baswedan"),
            ("Anis", 0, C, "candidate:anies-baswedan"),
            ("Mohamad Sohibul Iman", 0, C, "candidate:mohamad-sohibul-iman"),
            ("Basuki Tjahaja Purnama", 0, C, "candidate:basuki-tjahaja-purnama"),
            ("Ahok", 0, C, "candidate:basuki-tjahaja-purnama"),
            ("DKI Jakarta", ALL, R, "region:31"),
            ("DKI", ALL, R, "region:31"),
            ("Jakarta Selatan", ALL, R, "region:31.74"),
            ("Provinsi Jakarta", 0, R, "region:31"),
            ("Jakarta", ALL, R, "region:31"),
        ],
        coalitions: 2,
    },
    Labels {
        marks: &[
            ("PDI Perjuangan", ALL, P, "party:pdip"),
            ("Partai Golkar", ALL, P, "party:golkar"),
            ("Nasdem", 0, P, "party:nasdem"),
            ("Gerindra", 0, P, "party:gerindra"),
            ("PKB", 0, P, "party:pkb"),
            ("Raudhatul Jannah - Ahmad Rozanie Himawan Nugraha", 0, C, ""),
            ("Raudhatul Jannah dan Ahmad Rozanie Himawan Nugraha", 0, C, ""),
            ("Arifin Noor - Supian Akbari", 0, C, ""),
            ("Erna Lisa Halaby - Wartono", 0, C, ""),
            ("Bambang Alamsyah - Ikhwan Khariri", 0, C, ""),
            ("Mujiyat - Fahrin Nizar", 0, C, ""),
            ("Ahmad Rusli - Syairi Mukhlis", 0, C, ""),
            ("Banjarmasin", 0, R, "region:63.71"),
            ("Kalimantan Selatan", ALL, R, "region:63"),
            ("Kalsel", ALL, R, "region:63"),
            ("Kota Banjarmasin", 0, R, "region:63.71"),
            ("Kota Banjarbaru", 0, R, "region:63.72"),
            ("Kabupaten Tanah Laut", 0, R, "region:63.01"),
            ("Kabupaten Barito Kuala", 0, R, "region:63.04"),
            ("Kabupaten Kotabaru", 0, R, "region:63.02"),
        ],
        coalitions: 3,
    },
    Labels {
        marks: &[
            ("DKI Jakarta", ALL, R, "region:31"),
            ("DKI", ALL, R, "region:31"),
            ("Daerah Istimewa Yogyakarta", ALL, R, "region:34"),
            ("DIY", ALL, R, "region:34"),
        ],
        coalitions: 0,
    },
];

/// A sentence that tells of a coalition, by words in it, and the words in the next sentence up to which it goes on.
const STATEMENTS: [&[&str]; 5] = [
    &["akan berkoalisi di Pilbup", "juga telah didukung lima", "koalisi untuk Pilwalkot"],
    &["memberikan restu kepada perempuan"],
    &["memutuskan mengusung pasangan", "juga mengusung Anies dalam"],
    &["mereka mendukung Raudhatul", "mengusung Arifin Noor", "ada Bambang Alamsyah"],
    &[],
];

/// Marks one thing by mouse and digit; the entity is chosen if the name was not sure. `again`: the article names it
/// otherwise too, which one more key marks.
fn mark(desk: &mut Desk, (words, nth, digit, entity): (&str, usize, Key, &str), again: bool) {
    let before = desk.annotations().mentions.len();
    let whole = words.trim_start_matches("di ").trim_end_matches(',');
    if nth == ALL {
        // The first place that is not inside a longer mark of the kind.
        let text = desk.text();
        let annotations = desk.annotations();
        let free = text.match_indices(words).position(|(at, found)| {
            let inside = |m: &tandai::model::Mention| m.span.start <= at && at + found.len() <= m.span.end;
            !annotations.mentions.values().any(inside)
        });
        let Some(free) = free else { return };
        desk.drag(words, free);
        // A known name needs no kind to be marked everywhere.
        desk.key(Key::A);
        if desk.annotations().mentions.len() == before {
            desk.key(digit);
            link(desk, words, entity);
            if desk.text().matches(words).count() > 1 {
                desk.key(Key::A);
            }
        } else {
            link(desk, words, entity);
        }
        if again {
            desk.click(words, free);
            desk.key(Key::A);
        }
    } else {
        let nth = desk.text().match_indices(words).nth(nth).map(|(at, _)| at + words.find(whole).unwrap_or(0));
        let nth = desk.text().match_indices(whole).position(|(at, _)| Some(at) == nth).expect(words);
        let span = desk.span_of(whole, nth);
        if desk.annotations().mentions.values().any(|mention| mention.span == span) {
            return;
        }
        desk.drag(whole, nth);
        desk.key(digit);
        link(desk, whole, entity);
        if again {
            desk.key(Key::A);
        }
    }
    assert!(desk.annotations().mentions.len() > before, "{words}: {}", desk.message());
}

/// Links the mention that was just made to what it means: at once, or by the list.
fn link(desk: &mut Desk, words: &str, entity: &str) {
    let linked = |desk: &Desk| -> Vec<Option<EntityId>> {
        desk.mentions(words).iter().map(|mention| mention.entity.clone()).collect()
    };
    let now = linked(desk);
    // A list was split: each of its names is looked at by itself elsewhere.
    if now.is_empty() || entity.is_empty() || now.iter().any(|e| e.as_ref().is_some_and(|e| e.as_str() == entity)) {
        return;
    }
    desk.key(Key::E);
    let name = entity.split_once(':').map_or(entity, |(_, name)| name).replace('-', " ");
    let known = desk.session().entity(&EntityId::new(entity).unwrap()).map(|known| known.name.clone());
    let typed = known.clone().unwrap_or_else(|| name.clone());
    desk.type_text(&typed);
    if known.is_some() {
        desk.key(Key::Enter);
    } else {
        desk.ctrl(Key::Enter);
    }
    let now = linked(desk);
    assert!(now.iter().any(|e| e.as_ref().is_some_and(|e| e.as_str() == entity)), "{words}: {now:?}, not {entity}");
}

/// Chooses the first entity of the list for every mention that is not linked yet.
fn link_the_rest(desk: &mut Desk) {
    loop {
        let annotations = desk.annotations();
        let open = annotations.in_reading_order().into_iter().find(|mention| mention.entity.is_none()).cloned();
        let Some(open) = open else { return };
        let words = desk.text()[open.span.range()].to_owned();
        let nth = desk.text().match_indices(&words).position(|(at, _)| at == open.span.start).unwrap();
        desk.click(&words, nth);
        desk.key(Key::E);
        // The register has him under another first name.
        if words == "Ahmad Rusli" {
            desk.type_text("Muh. Rusli");
        }
        desk.key(Key::Enter);
        let now = desk.annotations().mentions[&open.id].entity.clone();
        println!("  {words}: {}", now.as_ref().map_or("nothing", EntityId::as_str));
        assert!(now.is_some(), "{words} is not linked: {}", desk.message());
    }
}

fn label(desk: &mut Desk, number: usize) {
    let marks = LABELS[number].marks;
    for (at, &one) in marks.iter().enumerate() {
        let first = marks.iter().position(|(.., entity)| *entity == one.3) == Some(at);
        let again = first && !one.3.is_empty() && marks.iter().skip(at + 1).any(|(.., entity)| *entity == one.3);
        mark(desk, one, again);
    }
    link_the_rest(desk);
    for words in STATEMENTS[number] {
        desk.triple_click(words, 0);
        desk.key(Key::C);
    }
}

/// Finishes the article, although cards that rules filled in were not confirmed one by one.
fn finish(desk: &mut Desk) {
    let here = desk.article();
    let status = |desk: &Desk| desk.session().rows().get(&here).unwrap().summary.status;
    desk.ctrl(Key::Enter);
    if status(desk) != Status::Finished {
        desk.ctrl(Key::Enter);
    }
    assert_eq!(status(desk), Status::Finished, "{}", desk.message());
}

fn of(annotations: &Annotations, region: &str) -> Coalition {
    let found = annotations
        .coalitions
        .values()
        .find(|c| c.race.region.entity.as_ref().is_some_and(|entity| entity.as_str() == region));
    found.unwrap_or_else(|| panic!("no coalition for {region}: {:#?}", annotations.coalitions)).clone()
}

fn parties(coalition: &Coalition) -> Vec<&str> {
    let mut parties: Vec<&str> =
        coalition.backings.iter().filter_map(|b| b.party.entity.as_ref()).map(EntityId::local).collect();
    parties.sort_unstable();
    parties
}

#[test]
fn all_five_are_labelled_by_mouse_and_found_again() {
    let Some(seeds) = seeds() else { return };
    let mut desk = Desk::with_seeds(&seeds);
    assert_eq!(desk.session().rows().len(), 5);
    let mut before = BTreeMap::new();
    for (number, labels) in LABELS.iter().enumerate() {
        let actions = desk.actions;
        label(&mut desk, number);
        let annotations = desk.annotations();
        println!(
            "article {number}: {} mentions, {} not linked, {} coalitions, {} actions",
            annotations.mentions.len(),
            annotations.mentions.values().filter(|m| m.entity.is_none()).count(),
            annotations.coalitions.len(),
            desk.actions - actions
        );
        assert_eq!(annotations.coalitions.len(), labels.coalitions);
        assert!(annotations.mentions.values().all(|mention| mention.entity.is_some()));
        before.insert(desk.article(), annotations);
        finish(&mut desk);
    }
    let files = desk.on_disk();
    desk.reopen();
    desk.settle();
    for (id, annotations) in &before {
        let file = &files[&format!("annotations/sri/{id}.ron")];
        assert!(file.contains("status: finished"), "{file}");
        assert_eq!(file.matches("(id: \"m").count(), annotations.mentions.len());
        let text = desk.session().rows().get(id).unwrap().summary.clone();
        assert_eq!(text.mentions, annotations.mentions.len());
        assert_eq!(text.coalitions, annotations.coalitions.len());
    }
    let first = &before[&desk.article()];
    let lebak = of(first, "region:36.02");
    assert_eq!((lebak.race.office, lebak.status), (Some(Office::REGENT), Certainty::Confirmed));
    assert_eq!(parties(&lebak), ["pks", "psi"]);
    assert_eq!(lebak.speaker, "Ahmad Syaikhu");
    let banten = of(first, "region:36");
    assert_eq!(parties(&banten), ["gerindra", "nasdem", "pan", "pkb", "ppp"]);
    assert!(banten.backings.iter().all(|backing| backing.stance == Stance::Supporting));
    let bekasi = of(first, "region:32.75");
    assert_eq!(bekasi.race.office, Some(Office::MAYOR));
    assert_ne!(bekasi.status, Certainty::Confirmed);
    let kalsel = before.values().nth(3).unwrap();
    let governor = of(kalsel, "region:63");
    assert_eq!(governor.race.office, Some(Office::GOVERNOR));
    let stances: BTreeMap<&str, Stance> =
        governor.backings.iter().map(|b| (b.party.entity.as_ref().map_or("", EntityId::local), b.stance)).collect();
    assert_eq!(stances.get("golkar"), Some(&Stance::Nominating), "{stances:?}");
    let head = governor.ticket.head.entity.as_ref().map(EntityId::as_str);
    assert_eq!(head, Some("candidate:raudatul-jannah"), "spelled otherwise in the article");
    assert!(governor.ticket.deputy.entity.is_some());
}

/// With what the rules suggest: what is sure is accepted at once after a look, the rest one by one.
#[test]
fn all_five_are_reviewed_by_keys() {
    let Some(seeds) = seeds() else { return };
    let mut desk = Desk::with_seeds(&seeds);
    desk.command("Extract suggestions");
    desk.press("Extract");
    desk.settle();
    for _ in 0..400 {
        let waits = |desk: &Desk| desk.session().suggestions(&desk.article()).is_some_and(|there| there.left() > 0);
        if waits(&desk) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        desk.settle();
    }
    let mut all = (0, 0);
    for number in 0..5 {
        let here = desk.article();
        let left = |desk: &Desk| desk.session().suggestions(&here).map_or(0, |there| there.left());
        let (waiting, actions) = (left(&desk), desk.actions);
        if waiting > 0 {
            desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Enter);
            desk.settle();
            desk.key(Key::Enter);
            desk.settle();
            if left(&desk) > 0 {
                desk.key(Key::Period);
            }
            while left(&desk) > 0 {
                desk.key(Key::Enter);
            }
        }
        finish(&mut desk);
        let (one_by_one, now) = (waiting + 2, desk.actions - actions);
        println!("article {number}: {waiting} suggestions, {now} actions (one by one: {one_by_one})");
        all = (all.0 + one_by_one, all.1 + now);
    }
    println!("all five: {} actions with suggestions, {} one by one", all.1, all.0);
    assert!(all.1 <= 110 && all.1 < all.0, "{all:?}");
}

#[test]
fn one_is_labelled_by_keyboard_alone() {
    let Some(seeds) = seeds() else { return };
    let mut desk = Desk::with_seeds(&seeds);
    for _ in 0..4 {
        desk.alt(Key::ArrowDown);
    }
    let actions = desk.actions;
    // Find takes the keyboard to any words; a digit marks them; A does the rest.
    for (words, digit) in [("DKI Jakarta", R), ("DIY", R), ("Daerah Istimewa Yogyakarta", R)] {
        desk.ctrl(Key::F);
        desk.type_text(words);
        desk.key(Key::Enter);
        desk.key(Key::Escape);
        desk.key(digit);
        desk.key(Key::A);
    }
    assert_eq!(desk.mentions("DKI Jakarta").len(), desk.text().matches("DKI Jakarta").count());
    assert_eq!(desk.mentions("DIY").len(), desk.text().matches("DIY").count());
    let last = desk.article();
    finish(&mut desk);
    println!("article 4 by keyboard: {} actions", desk.actions - actions);
    assert!(desk.on_disk()[&format!("annotations/sri/{last}.ron")].contains("status: finished"));
    assert_ne!(desk.article(), last, "behind the last one come those that are not finished");
}

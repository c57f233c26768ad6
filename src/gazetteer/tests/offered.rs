//! What is offered, and in which order.

use std::time::Instant;

use super::*;

/// Labels of the first offers.
fn first(lexicon: &Lexicon, query: &str, kind: KindKey, context: &OfferContext, count: usize) -> Vec<String> {
    let offers = lexicon.offers(query, &kind, context);
    offers.iter().take(count).map(|offer| lexicon.entity(&offer.entity).unwrap().label().to_owned()).collect()
}

#[test]
fn typed_filters() {
    let lexicon = lexicon(&[]);
    let first = |query, kind, count| first(&lexicon, query, kind, &OfferContext::default(), count);
    assert_eq!(first("pks", KindKey::party(), 1), ["PKS"]);
    assert_eq!(first("gerindra", KindKey::party(), 1), ["Gerindra"]);
    assert_eq!(first("perjuangan", KindKey::party(), 1), ["PDIP"]);
    assert_eq!(first("36.02", KindKey::region(), 1), ["Kab. Lebak"]);
    assert_eq!(first("kota bek", KindKey::region(), 1), ["Kota Bekasi"]);
    let bekasi = first("bekasi", KindKey::region(), 2);
    assert!(bekasi.contains(&"Kab. Bekasi".into()) && bekasi.contains(&"Kota Bekasi".into()), "{bekasi:?}");
    assert_eq!(first("dedi mulyadi", KindKey::candidate(), 1), ["Dedi Mulyadi"]);
    assert!(first("qqqq", KindKey::party(), 9).is_empty());
    assert_eq!(first("", KindKey::party(), 99).len(), 49);
    assert!(first("a", KindKey::candidate(), 99).len() == 50);
}

#[test]
fn letters_scattered_over_a_name_are_no_offer() {
    let lexicon = lexicon(&[]);
    let all = |query, kind| first(&lexicon, query, kind, &OfferContext::default(), 99);
    for query in ["tegal", "lebak", "serang", "ridwan kamil"] {
        assert_eq!(all(query, KindKey::party()), Vec::<String>::new(), "{query}");
    }
    assert_eq!(all("blitar", KindKey::region()), ["Kab. Blitar", "Kota Blitar"]);
    // What begins the words, leaves letters out of one, or is part of one, is meant.
    for (query, party) in [("kead sej", "PKS"), ("glkr", "Golkar"), ("indra", "Gerindra"), ("demokasi", "PDIP")] {
        assert!(
            all(query, KindKey::party()).contains(&party.to_owned()),
            "{query}: {:?}",
            all(query, KindKey::party())
        );
    }
}

#[test]
fn every_offer_says_why() {
    let lexicon = lexicon(&[("party:rakyat", &["Partai Rakyat Kita", "PRK"])]);
    let text = Text::new("Bekasi");
    let span = crate::model::Span::new(0, 6);
    let known = [(span, KindKey::party(), id("party:pks")), (span, KindKey::party(), id("party:pks"))];
    let recent = [id("party:psi")];
    let context = OfferContext { known: &known, recent: &recent, ..OfferContext::default() };
    let said = |hint: &OfferHint| match hint {
        OfferHint::Name(name) => name.clone(),
        OfferHint::Kind(kind) => kind.to_string(),
        OfferHint::With(mate) => format!("with {mate}"),
        OfferHint::TimesHere(times) => format!("{times} times here"),
        other => format!("{other:?}").to_lowercase(),
    };
    let hint = |query: &str, kind: KindKey| {
        lexicon.offers(query, &kind, &context)[0].hints.iter().map(said).collect::<Vec<_>>().join(" · ")
    };
    assert_eq!(hint("kab bekasi", KindKey::region()), "Kabupaten · 32.16 · Jawa Barat");
    assert_eq!(hint("banten", KindKey::region()), "Provinsi · 36");
    assert_eq!(hint("pks", KindKey::party()), "party · Partai Keadilan Sejahtera · 2 times here");
    assert_eq!(hint("psi", KindKey::party()), "party · Partai Solidaritas Indonesia · recent");
    assert_eq!(hint("prk", KindKey::party()), "party · project");
    assert_eq!(hint("andra soni", KindKey::candidate()), "Banten 2024 · with R. Achmad Dimyati Natakusumah");
    // Without a query: the article's, then the recent ones.
    let labels = first(&lexicon, "", KindKey::party(), &context, 9);
    assert_eq!(labels, ["PKS", "PSI"]);
    // With the mention's words: both Bekasi first.
    let context = OfferContext { mention: Some((&text, span)), title: "Pilwalkot Bekasi", ..context };
    assert_eq!(first(&lexicon, "Bekasi", KindKey::region(), &context, 2), ["Kota Bekasi", "Kab. Bekasi"]);
    let context = OfferContext { title: "", ..context };
    let both = first(&lexicon, "Bekasi", KindKey::region(), &context, 2);
    assert!(both.contains(&"Kab. Bekasi".into()) && both.contains(&"Kota Bekasi".into()), "{both:?}");
}

#[test]
fn nicknames_are_offered_the_people_of_the_article() {
    let lexicon = lexicon(&[("candidate:siti-qomariyah", &["Siti Qomariyah"])]);
    let (text, marks) = notation::parse("[Siti Qomariyah|candidate], [Siqom|candidate] di Banten").unwrap();
    let text = Text::new(text);
    let known = [
        (marks[0].span, KindKey::candidate(), id("candidate:siti-qomariyah")),
        (crate::model::Span::new(text.len() - 6, text.len()), KindKey::region(), id("region:36")),
    ];
    let context = OfferContext { mention: Some((&text, marks[1].span)), known: &known, ..OfferContext::default() };
    let labels = first(&lexicon, "Siqom", KindKey::candidate(), &context, 50);
    assert_eq!(labels[0], "Siti Qomariyah");
    assert!(labels.contains(&"Andra Soni".into()), "runs in a region of the article: {labels:?}");
}

#[test]
fn a_region_that_is_typed_finds_who_ran_there() {
    let lexicon = lexicon(&[]);
    let labels = first(&lexicon, "lebak", KindKey::candidate(), &OfferContext::default(), 50);
    let builtin = Gazetteer::builtin();
    for pair in builtin.pairs(&id("region:36.02")) {
        for person in [&pair.head, &pair.deputy] {
            let label = builtin.entity(person).unwrap().label().to_owned();
            assert!(labels.contains(&label), "{label} ran in Lebak: {labels:?}");
        }
    }
}

#[test]
fn whose_partner_is_linked_goes_first() {
    let lexicon = lexicon(&[]);
    let builtin = Gazetteer::builtin();
    // Everybody who shares a first name with somebody else on a ballot: the partner of who is linked is meant.
    let mut tried = 0;
    for race in ["region:36.02", "region:63.02", "region:32.16", "region:31"] {
        for pair in builtin.pairs(&id(race)) {
            let name = builtin.entity(&pair.deputy).unwrap().name.clone();
            let Some(word) = name.split_whitespace().find(|word| word.len() > 4) else { continue };
            let (text, marks) = notation::parse(&format!("[{word}|candidate] maju")).unwrap();
            let text = Text::new(text);
            let known = [(crate::model::Span::new(0, 1), KindKey::candidate(), pair.head.clone())];
            let context =
                OfferContext { mention: Some((&text, marks[0].span)), known: &known, ..OfferContext::default() };
            let offers = lexicon.offers(word, &KindKey::candidate(), &context);
            assert_eq!(offers[0].entity, pair.deputy, "{word}");
            tried += 1;
        }
    }
    assert!(tried > 5, "only {tried}");
}

/// Prints what the tables and the questions cost on this machine; nothing depends on it.
#[test]
fn measured() {
    let time = |what: &str, count: u32, mut work: Box<dyn FnMut()>| {
        let start = Instant::now();
        (0..count).for_each(|_| work());
        println!("{what}: {:?}", start.elapsed() / count);
    };
    let built = Instant::now();
    Gazetteer::builtin();
    println!("first use of the tables: {:?}", built.elapsed());
    let mut own = BTreeMap::new();
    for n in 0..1000 {
        let id = id(&format!("candidate:orang-{n}"));
        own.insert(id.clone(), Entity::new(id, KindKey::candidate(), format!("Orang Ke {n}")));
    }
    let lexicon = Lexicon::new(&own);
    time("lexicon with 1,000 own entities", 5, Box::new(move || drop(Lexicon::new(&own))));
    let text = Text::new("Sosok di Bekasi yang akan maju dalam pemilihan tahun ini belum ada. ".repeat(35));
    let span = crate::model::Span::new(9, 15);
    let (region, party, candidate) = (KindKey::region(), KindKey::party(), KindKey::candidate());
    assert_eq!(lexicon.link(&text, span, &region, &[], ("", None)), Link::Unsure);
    let context = OfferContext::default();
    for query in ["a", "andra", "muhammad ali", "zzz"] {
        let start = Instant::now();
        let found = (0..5).map(|_| lexicon.offers(query, &candidate, &context).len()).sum::<usize>() / 5;
        println!("offers for “{query}” among candidates: {found} in {:?}", start.elapsed() / 5);
    }
    let start = Instant::now();
    lexicon.offers("bekasi", &region, &context);
    println!("offers among regions: {:?}", start.elapsed());
    let start = Instant::now();
    lexicon.link(&text, span, &region, &[], ("", None));
    println!("an ambiguous region in 2.5 KB: {:?}", start.elapsed());
    let start = Instant::now();
    lexicon.link(&Text::new("Partai Gerinda"), crate::model::Span::new(0, 14), &party, &[], ("", None));
    println!("a misspelt party: {:?}", start.elapsed());
}

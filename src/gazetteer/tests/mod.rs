//! The tables, and the rules of linking in the bracket notation: what stands in brackets must be linked so; a bracket
//! without an entity must stay unsure.

mod articles;
mod offered;

use std::collections::BTreeMap;

use super::*;
use crate::model::{Entity, EntityId, KindKey, LinkedMention, Office, Text, notation};

fn id(text: &str) -> EntityId {
    EntityId::new(text).unwrap()
}

/// A project's entities: id, name and aliases.
fn lexicon(own: &[(&str, &[&str])]) -> Lexicon {
    let entity = |(own, names): &(&str, &[&str])| {
        let id = id(own);
        let mut entity = Entity::new(id.clone(), KindKey::new(id.prefix()).unwrap(), names[0]);
        entity.aliases = names[1..].iter().map(|&name| name.to_owned()).collect();
        (id, entity)
    };
    Lexicon::new(&own.iter().map(entity).collect::<BTreeMap<_, _>>())
}

/// Links the marks in reading order, each knowing those before it.
fn links(lexicon: &Lexicon, title: &str, article: &str) -> Vec<(String, Option<EntityId>, Link)> {
    let (text, marks) = notation::parse(article).unwrap();
    let text = Text::new(text);
    let mut known: Vec<LinkedMention> = Vec::new();
    let mut found = Vec::new();
    for mark in marks {
        let link = lexicon.link(&text, mark.span, &mark.kind, &known, (title, None));
        if let Some(entity) = mark.entity.as_ref().or(link.entity()) {
            known.push((mark.span, mark.kind, entity.clone()));
        }
        found.push((text.slice(mark.span).to_owned(), mark.entity, link));
    }
    found
}

#[track_caller]
fn check_with(lexicon: &Lexicon, title: &str, article: &str) {
    for (words, gold, link) in links(lexicon, title, article) {
        assert_eq!(link.entity(), gold.as_ref(), "“{words}” in “{article}”: {link:?}");
    }
}

#[track_caller]
fn check(article: &str) {
    check_with(&lexicon(&[]), "", article);
}

#[track_caller]
fn rule(article: &str, rule: &str) {
    let found = links(&lexicon(&[]), "", article);
    let (words, gold, link) = found.last().unwrap();
    let rule = LinkReason::of_key(rule).unwrap();
    assert_eq!(link, &Link::Sure { entity: gold.clone().unwrap(), rule }, "“{words}”");
}

#[test]
fn the_tables_are_whole() {
    let gazetteer = Gazetteer::builtin();
    let count = |prefix: &str| gazetteer.entities().filter(|entity| entity.id.prefix() == prefix).count();
    assert_eq!((count("party"), count("region"), count("candidate")), (49, 552, 3114));
    let mut ids: Vec<&EntityId> = gazetteer.entities().map(|entity| &entity.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 49 + 552 + 3114, "every id once");
    let regions: Vec<&Entity> = gazetteer.entities().filter(|entity| entity.id.prefix() == "region").collect();
    let pairs: usize = regions.iter().map(|region| gazetteer.pairs(&region.id).len()).sum();
    assert_eq!(pairs, 1557);
    for region in regions {
        assert_eq!(gazetteer.parent(&region.id).is_some(), region.code.contains('.'), "{}", region.id);
        assert_eq!(gazetteer.elects(&region.id).is_none(), gazetteer.pairs(&region.id).is_empty(), "{}", region.id);
        for pair in gazetteer.pairs(&region.id) {
            assert!(gazetteer.entity(&pair.head).is_some() && gazetteer.entity(&pair.deputy).is_some());
            assert_eq!(gazetteer.races_of(&pair.head), std::slice::from_ref(&region.id));
        }
    }
}

#[test]
fn tables_that_do_not_fit_are_refused() {
    for (parties, regions, pairs) in [
        ("[", "[]", "(pairs: [], nicknames: [])"),
        ("[]", r#"[(code: "x.1.2", name: "X")]"#, "(pairs: [], nicknames: [])"),
        ("[]", "[]", r#"(pairs: [("11", 1, "A", "B")], nicknames: [])"#),
        ("[]", "[]", r#"(pairs: [], nicknames: [("11", "A", "B")])"#),
    ] {
        let [parties, regions, pairs] = [parties, regions, pairs].map(str::to_owned);
        let tables = GazetteerTables { parties, regions, pairs, ..GazetteerTables::default() };
        assert!(Gazetteer::parse(&tables).is_err(), "{tables:?}");
    }
}

#[test]
fn facts() {
    let gazetteer = Gazetteer::builtin();
    let entity = |text: &str| gazetteer.entity(&id(text)).unwrap();
    assert_eq!((entity("party:pks").label(), entity("party:pks").colour.is_some()), ("PKS", true));
    assert_eq!(
        (entity("region:36.02").name.as_str(), entity("region:36.02").label()),
        ("Kabupaten Lebak", "Kab. Lebak")
    );
    assert_eq!(entity("region:32.75").label(), "Kota Bekasi");
    assert_eq!(entity("region:31.74").label(), "Jakarta Selatan");
    assert_eq!(gazetteer.elects(&id("region:31")), Some(Office::GOVERNOR));
    for none in ["region:34", "region:31.01", "region:31.74", "region:x", "party:pks"] {
        assert_eq!(gazetteer.elects(&id(none)), None, "{none}");
    }
    assert_eq!(gazetteer.parent(&id("region:36.02")), Some(&id("region:36")));
    assert_eq!(gazetteer.pairs(&id("region:36"))[0].ballot, 1);
    assert_eq!(gazetteer.races_of(&id("candidate:andra-soni")), [id("region:36")]);
    assert_eq!(gazetteer.races_of(&id("candidate:abdul-wahid-14")), [id("region:14")], "one of two of that name");
    assert_eq!(gazetteer.entity(&id("candidate:abdul-wahid")), None);
}

#[test]
fn parties() {
    check(
        "[PKS|party:pks] ([Partai Keadilan Sejahtera|party:pks]), [partai NasDem|party:nasdem], [NASDEM|party:nasdem], \
         [Nasdem|party:nasdem], [PDI-P|party:pdip], [PDI–P|party:pdip], [PDI Perjuangan|party:pdip], \
         [Keadilan Sejahtera|party:pks], [Partai PAN|party:pan], [PAN|party:pan], \
         [Partai Adil Sejahtera|party:pas_aceh], [partai beringin|party:golkar], [Partai Anu|party]",
    );
    check("[Pan|party], [pas|party]");
    rule("[Buruh|party:buruh]", "name, marked as a party by hand");
    rule("[Partai Buruh|party:buruh]", "name");
    rule("[Partai Gerinda|party:gerindra]", "spelling");
    rule("[partai banteng|party:pdip]", "epithet");
}

#[test]
fn regions_by_name_and_type_word() {
    check(
        "[Lebak|region:36.02], [Kab. Lebak|region:36.02], [Banten|region:36], [DKI|region:31], [Jakarta|region:31], \
         [DKI Jakarta|region:31], [Jakarta Selatan|region:31.74], [Kota Jakarta Selatan|region:31.74], \
         [Kota Administrasi Jakarta Selatan|region:31.74], [Kabupaten\u{a0}Bekasi|region:32.16], [Kota Bekasi|region:32.75], \
         [KAB BEKASI|region:32.16], [Provinsi Jambi|region:15], [Kota Jambi|region:15.71], [Lima Puluh Kota|region:13.07], \
         [Provinsi Jawa Barat|region:32], [Sumatra Utara|region:12], [DIY|region:34], [Kalsel|region:63], \
         [Kabupaten Kotabaru|region:63.02], [Kota Lebak|region], [Kecamatan Cibadak|region]",
    );
    rule("[Kabupaten Bekasi|region:32.16]", "type word");
    rule("[Lebak|region:36.02]", "name");
}

/// Whatever a name means, it never means somebody else.
#[test]
fn no_name_links_to_another() {
    let lexicon = lexicon(&[]);
    let mut unsure = BTreeMap::new();
    for entity in Gazetteer::builtin().entities() {
        for name in entity.names() {
            let text = Text::new(name);
            // A name of the past means whom it meant then.
            let day = entity.valid_to;
            let link = lexicon.link(&text, crate::model::Span::new(0, name.len()), &entity.kind, &[], ("", day));
            match link.entity() {
                Some(found) => assert_eq!(found, &entity.id, "{name}: {link:?}"),
                None => *unsure.entry(entity.kind.clone()).or_insert(0) += 1,
            }
        }
        if entity.code.contains('.') {
            assert!(lexicon.is_name(&entity.name, &entity.kind), "{}", entity.name);
        }
    }
    println!("names that mean several, or one word of a person: {unsure:?}");
    assert_eq!(unsure.get(&KindKey::party()), None);
}

#[test]
fn typos_of_regions() {
    check(
        "[Provinsi Jawa Barar|region:32], [Kabupten Solok|region:13.02], [Kabupaten Pringswu|region:18.10], \
         [Banjar Baru|region:63.72], [Lebk|region]",
    );
    rule("[Jawa Baray|region:32]", "spelling");
}

#[test]
fn bare_names_by_office() {
    check(
        "Pilwalkot [Bekasi|region:32.75], Pilbup [Bekasi|region:32.16]. Calon wali kota dan calon wakil wali kota \
         [Bogor|region:32.71]. Bupati [Bogor|region:32.01]. Pilgub [Jambi|region:15]. Pilwako [Solok|region:13.72] dan Pilbup \
         [Solok|region:13.02]. Pemkot [Malang|region:35.73]. Pilgub [Gorontalo|region:75]",
    );
    rule("di Pilwalkot [Bekasi|region:32.75]", "office word: Pilwalkot");
    rule("Kota [Bekasi|region:32.75]", "type word: Kota");
    rule("[Bekasi|region:32.75] ramai dan calon wali kotanya menyusul", "office word in the sentence: wali kotanya");
    check("Bupati Lebak hadir di [Bekasi|region].");
    check("Kursi wali kota dan kursi bupati di [Bekasi|region].");
    check("Kota dan Kabupaten [Bogor|region], Pilbup dan Pilwalkot [Bogor|region]");
    check("[Bekasi|region], warga [Jambi|region]");
}

#[test]
fn bare_names_by_the_article() {
    rule("[Kota Bekasi|region:32.75] ramai.\nDi [Bekasi|region:32.75]", "earlier mention");
    check("[Kota Bekasi|region:32.75], [Kabupaten Bekasi|region:32.16].\nDi [Bekasi|region]");
    rule("[BEKASI|region:32.16] – Hari ini.\nPilbup Bekasi ramai.", "topic");
    check("[BEKASI|region] – Hari ini.\nPilbup Bekasi ramai.\nPilwalkot Bekasi juga.");
    check("[BANDUNG|region] – Hari ini.\nKabupaten Bandung Barat ramai.");
    check_with(&lexicon(&[]), "Ramai di Pilbup Bekasi", "[BEKASI|region:32.16] – Hari ini.\nPilwalkot Bekasi juga.");
    rule("[Banjar|region:32.79], Jawa Barat", "province beside it");
    check("[Banjar|region:63.03] (Kalsel), [Bekasi|region], Jawa Barat");
    rule("[Kalimantan Selatan|region:63] luas.\nDi [Banjar|region:63.03]", "province of the article");
}

#[test]
fn candidates() {
    check(
        "[Andra Soni|candidate:andra-soni]-[Dimyati Natakusumah|candidate] dan [ANDRA SONI|candidate:andra-soni]. \
         H. [M. Ridwan Kamil|candidate:m-ridwan-kamil], [Ridwan Kamil|candidate:m-ridwan-kamil]. \
         [Kamil|candidate:m-ridwan-kamil] dan [Andra|candidate:andra-soni]; [Muh. Ridwan Kamil|candidate:m-ridwan-kamil]; \
         [Abdul Wahid|candidate]; [Robinsar|candidate]; [Entah Siapa|candidate]",
    );
    rule("[Andra Soni|candidate:andra-soni], [Soni|candidate:andra-soni]", "short form of a name in this article");
    rule("Pilgub [Riau|region:14]: [Abdul Wahid|candidate:abdul-wahid-14]", "name, its race is in the article");
    rule(
        "Pilgub [Banten|region:36]: [Dimyati Natakusumah|candidate:r-achmad-dimyati-natakusumah]",
        "short form of a name of its race",
    );
    rule("[Andra Soni|candidate:andra-soni], [Andra Sony|candidate:andra-soni]", "spelling of a name in this article");
    check(
        "[Airin Rachmi Diany|candidate:airin-rachmi-diany] dan [Airin|candidate:airin-rachmi-diany], [Ami|candidate]",
    );
}

#[test]
fn what_the_project_adds() {
    let own = lexicon(&[
        ("candidate:siti-qomariyah", &["Siti Qomariyah", "Siqom", "Kokom"]),
        ("candidate:anies-baswedan", &["Anies Baswedan"]),
        ("party:rakyat", &["Partai Rakyat Kita", "PRK", "Banteng"]),
        ("region:32.75", &["Kota Bekasi", "Bekasi", "Kota Patriot"]),
        ("event:pilkada-2024", &["Pilkada 2024"]),
    ]);
    check_with(
        &own,
        "",
        "[Siqom|candidate:siti-qomariyah], [Bu Kokom|candidate:siti-qomariyah], [PRK|party:rakyat], [Banteng|party:rakyat], \
         [Bekasi|region], [Kota Patriot|region:32.75], [Pilkada 2024|event:pilkada-2024], [Pilkada|event], \
         [Anies Rasyid Baswedan|candidate], [Anies Baswedan|candidate:anies-baswedan], \
         [Anies Rasyid Baswedan|candidate:anies-baswedan], [Anies|candidate:anies-baswedan], [Anis|candidate]",
    );
    // By hand once, then known in this article.
    let (text, marks) = notation::parse("[RK|candidate] dan [RK|candidate]").unwrap();
    let known = [(marks[0].span, KindKey::candidate(), id("candidate:m-ridwan-kamil"))];
    let link = own.link(&Text::new(text), marks[1].span, &KindKey::candidate(), &known, ("", None));
    assert_eq!(link, Link::Sure { entity: known[0].2.clone(), rule: LinkRule::AliasHere.into() });
}

#[test]
fn kinds_of_words() {
    let own = lexicon(&[("candidate:siti-qomariyah", &["Siti Qomariyah", "Siqom"]), ("event:pilkada", &["Pilkada"])]);
    let kind = |words: &str| own.kind_of(words).map_or(String::new(), |kind| kind.to_string());
    for (words, expected) in [
        ("PKS", "party"),
        ("Partai Buruh", "party"),
        ("Buruh", ""),
        ("Kota Bekasi", "region"),
        ("Bekasi", "region"),
        ("Metro", ""),
        ("Andra Soni", "candidate"),
        ("Robinsar", ""),
        ("Siqom", "candidate"),
        ("Pilkada", "event"),
        ("pks", ""),
        ("dan", ""),
        ("", ""),
    ] {
        assert_eq!(kind(words), expected, "{words}");
    }
}

#[test]
fn nothing_to_link() {
    check("[–|party], [ |region], [🇮🇩|candidate]");
    let text = Text::new("PKS");
    assert_eq!(
        lexicon(&[]).link(&text, crate::model::Span::new(2, 9), &KindKey::party(), &[], ("", None)),
        Link::Unsure
    );
}

/// Ids in public registers are what they claim to be, and no two parties are one.
#[test]
fn parties_in_public_registers() {
    let parties = Gazetteer::builtin().entities().filter(|entity| entity.kind == KindKey::party());
    let ids: Vec<String> = parties.flat_map(|party| party.same_as.clone()).collect();
    assert!(ids.len() > 20 && ids.iter().all(|id| crate::model::is_authority_id(id)), "{ids:?}");
    let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    let of = |id: &str| Gazetteer::builtin().entity(&EntityId::new(id).unwrap()).unwrap().same_as.clone();
    assert_eq!(of("party:pks"), ["partyfacts:2556", "wikidata:Q1511101"]);
    // What Party Facts calls PSI was dissolved in 1960.
    assert!(of("party:psi").is_empty());
}

/// A name means whom it meant on the article's day; without a day, whom it means now.
#[test]
fn names_of_their_time() {
    let mut own = BTreeMap::new();
    let mut add = |local: &str, alias: &str, from: &str, to: &str| {
        let mut entity = Entity::new(id(&format!("party:{local}")), KindKey::party(), format!("Partai {local}"));
        entity.aliases = vec![alias.to_owned()];
        (entity.valid_from, entity.valid_to) = (from.parse().ok(), to.parse().ok());
        own.insert(entity.id.clone(), entity);
    };
    add("sosialis", "PSI", "1948", "1960");
    add("lama", "PKB", "", "2010");
    add("baru", "PKB Baru", "2011", "");
    let lexicon = Lexicon::new(&own);
    let linked = |name: &str, day: &str| {
        let (text, span) = (Text::new(name), crate::model::Span::new(0, name.len()));
        let link = lexicon.link(&text, span, &KindKey::party(), &[], ("", day.parse().ok()));
        link.entity().map_or("unsure", |entity| lexicon.entity(entity).unwrap().id.local()).to_owned()
    };
    assert_eq!((linked("PSI", "1955-02").as_str(), linked("PSI", "2024-07-08").as_str()), ("sosialis", "psi"));
    assert_eq!(linked("PSI", ""), "psi", "of two the one that there is");
    assert_eq!((linked("PKB", "2009").as_str(), linked("PKB", "2024").as_str()), ("lama", "pkb"));
    assert_eq!(
        (linked("Partai sosialis", "1950").as_str(), linked("Partai sosialis", "").as_str()),
        ("sosialis", "sosialis")
    );
    assert_eq!(linked("Partai sosialis", "1990"), "unsure", "an old name in a new article");
    assert_eq!((linked("PKB Baru", "2010-12").as_str(), linked("PKB Baru", "2011-01").as_str()), ("unsure", "baru"));
    // Built in.
    assert_eq!((linked("PDA", "2009-04-01").as_str(), linked("PDA", "2018").as_str()), ("partai_daulat_atjeh", "pda"));
    assert_eq!((linked("PDA", "").as_str(), linked("Partai Damai Aceh", "2015").as_str()), ("pda", "pda"));
    assert_eq!(
        (linked("Partai Idaman", "2017").as_str(), linked("Partai Idaman", "2024").as_str()),
        ("idaman", "unsure")
    );
    assert_eq!((linked("PKPI", "2015").as_str(), linked("PKP", "2022").as_str()), ("pkpi", "pkpi"));
    assert_eq!((linked("Gelora", "2018").as_str(), linked("Gelora", "2020").as_str()), ("unsure", "gelora"));
}

/// A word that a project says is a name as well means it where a person marks it.
#[test]
fn words_of_the_project() {
    let mut entity = Entity::new(id("party:jalan"), KindKey::party(), "Partai Jalan Terang");
    entity.context_aliases = vec!["Jalan".into()];
    let lexicon = Lexicon::new(&BTreeMap::from([(entity.id.clone(), entity)]));
    check_with(&lexicon, "", "[Jalan|party:jalan] dan [Partai Jalan|party:jalan] maju.");
    let uses: Vec<Use> =
        lexicon.own_names().into_iter().filter(|name| name.text == "Jalan").map(|name| name.usage).collect();
    assert_eq!(uses, [Use::Context]);
}

/// A folder of a project's own: entities of any kind, and nothing of Indonesia.
#[test]
fn a_gazetteer_of_ones_own() {
    let entities = r##"[
        (id: "party:gruene", kind: "party", name: "Bündnis Morgenrot", short: "Morgenrot", context_aliases: ["Rot"]),
        (id: "region:de-05", kind: "region", name: "Rheinmark", code: "05"),
        (id: "region:de-05-111", kind: "region", name: "Altstadt", parent: "region:de-05", level: "city"),
    ]"##;
    let tables = GazetteerTables { entities: entities.into(), ..GazetteerTables::default() };
    let gazetteer = Gazetteer::of_folder(tables.clone()).unwrap();
    assert!(std::ptr::eq(gazetteer, Gazetteer::of_folder(tables).unwrap()), "the same names are the same");
    let lexicon = Lexicon::over(&BTreeMap::new(), gazetteer);
    assert_eq!(lexicon.parent(&id("region:de-05-111")), Some(&id("region:de-05")));
    assert!(lexicon.entity(&id("party:pks")).is_none() && !lexicon.is_name("PKS", &KindKey::party()));
    let names: Vec<(String, Use)> =
        Lexicon::names_in(gazetteer).into_iter().map(|name| (name.text, name.usage)).collect();
    assert!(names.contains(&("Morgenrot".into(), Use::Plain)) && names.contains(&("Rot".into(), Use::Context)));
    let refused = |entities: &str| {
        let tables = GazetteerTables { entities: entities.into(), ..GazetteerTables::default() };
        Gazetteer::of_folder(tables).map(|_| ()).unwrap_err().to_string()
    };
    assert!(refused("").contains("none of parties.ron"));
    assert!(refused("[\n(id: \"party:a\", name: 1)]").starts_with("entities.ron:2:"));
    let twice = r#"[(id: "party:a", kind: "party", name: "A"), (id: "party:a", kind: "party", name: "B")]"#;
    assert_eq!(refused(twice), "party:a stands in it twice");
    assert!(Gazetteer::none().is_empty() && Gazetteer::delivered("id-2029").is_none());
}

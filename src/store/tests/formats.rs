//! What is written is read back the same, and written the same again; what does not fit is set aside and kept.

use proptest::prelude::*;

use crate::{
    model::{
        Annotations, Article, Backing, Certainty, Claim, Coalition, CoalitionId, Date, Decision, DecisionReason,
        EntityId, Filler, Flag, GuidelinesVersion, KindKey, LinkSource, Mention, MentionId, Number, Office, Origin,
        Outcome, Proposal, Race, Remark, Score, SetId, Slot, Span, Stance, Status, Suggested, Ticket, Timestamp,
        Variable, Variables, Verdict,
    },
    store::{
        files::{
            annotation_file::{read, write},
            project_file::{read_entities, read_meta, read_project, write_entities, write_meta, write_project},
        },
        tests::script::{article, project},
    },
};

const TEXT: &str = "💡 PKS\u{a0}dan “PSI” 🇮🇩 Rene\u{301} Asy'ari\r\\ \"x\" Banten\n\tTegal";
const PATH: &str = "annotations/sri/a.ron";

fn check(article: &Article, annotations: &Annotations) -> Vec<u8> {
    let bytes = write(article, annotations).expect("it fits");
    let loaded = read(PATH, &bytes, article);
    assert_eq!(loaded.frozen, None, "{}", String::from_utf8_lossy(&bytes));
    assert_eq!(&loaded.annotations, annotations, "{}", String::from_utf8_lossy(&bytes));
    assert_eq!(write(article, &loaded.annotations).expect("it fits"), bytes);
    bytes
}

fn span() -> impl Strategy<Value = Span> {
    let bounds: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]).collect();
    (0..bounds.len() - 1, 1..bounds.len()).prop_map(move |(start, len)| {
        let end = (start + len).min(bounds.len() - 1);
        Span::new(bounds[start], bounds[end])
    })
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof!["", "[a-zA-Z '\"\\\\\n💡]{0,12}", "(?s).{0,8}"]
}

fn filler() -> impl Strategy<Value = Filler> {
    (proptest::option::of("[a-z]{1,5}:[a-z0-9.]{1,4}[a-z]"), proptest::collection::btree_set("m[0-9]{1,2}", 0..3))
        .prop_map(|(entity, mentions)| Filler {
            entity: entity.and_then(|id| EntityId::new(id).ok()),
            mentions: mentions.into_iter().filter_map(|id| MentionId::new(id).ok()).collect(),
        })
}

fn origin() -> impl Strategy<Value = Origin> {
    let said = ("[a-z:é ]{0,6}", proptest::option::of(0..=1_000_000u32));
    let score = |millionths: Option<u32>| millionths.and_then(|n| Score::new(f64::from(n) / 1e6));
    let proposal = said.prop_map(move |(rule, score_)| Proposal { rule, score: score(score_) });
    let suggested = proposal.clone().prop_map(|Proposal { rule, score }| Suggested {
        set: SetId::new("auto-1").expect("an id"),
        rule,
        score,
    });
    prop_oneof![
        Just(Origin::Person),
        Just(Origin::EveryOccurrence),
        Just(Origin::Drafted),
        proposal.prop_map(Origin::Machine),
        suggested.clone().prop_map(Origin::Accepted),
        suggested.prop_map(Origin::Corrected),
    ]
}

/// What fields of one's own hold, of every type.
fn values(number: u64, words: &str) -> Variables {
    let all = [
        ("teks", Variable::Text(words.to_owned())),
        ("angka", Variable::Number(Number::new(number as f64 / 8.0).expect("a number"))),
        ("hari", Variable::Date("2024-07-08".parse().expect("a day"))),
        ("beberapa", Variable::List(vec![words.to_owned(), String::new(), "a, {b}".to_owned()])),
        ("ya", Variable::YesNo(number.is_multiple_of(2))),
        ("siapa", Variable::Entity(EntityId::new("party:pks").expect("an id"))),
    ];
    let chosen = all.into_iter().enumerate().filter(|(at, _)| number >> at & 3 == 0);
    chosen.map(|(_, (name, value))| (name.to_owned(), value)).collect()
}

fn mention() -> impl Strategy<Value = Mention> {
    let link = prop_oneof![Just(LinkSource::Person), words().prop_map(LinkSource::Rule)];
    ("m[0-9a-zé]{1,4}", span(), "[a-z]{1,6}", filler(), link, origin(), 0..4_000_000_000u64, words()).prop_map(
        |(id, span, kind, filler, linked, by, at, note)| Mention {
            id: MentionId::new(id).expect("an id"),
            span,
            kind: KindKey::new(kind).expect("a kind"),
            entity: filler.entity,
            linked,
            by,
            at: Timestamp(at),
            fields: values(at, &note),
            note,
            flag: (at % 3 == 0).then(|| Flag::ALL[(at % 2) as usize]),
            guidelines: (at % 2 == 0).then_some(GuidelinesVersion(at as u32)),
        },
    )
}

fn coalition() -> impl Strategy<Value = Coalition> {
    let slot = proptest::option::of(proptest::sample::select(&Slot::ALL[..]));
    let backing = (filler(), proptest::sample::select(Stance::BUILT_IN), slot)
        .prop_map(|(party, stance, slot)| Backing { party, stance, slot });
    let office = proptest::option::of(proptest::sample::select(Office::DELIVERED));
    let date = proptest::option::of((1i16..9999, 1u8..13, 1u8..29));
    (
        ("c[0-9]{1,3}", filler(), filler(), filler(), office, proptest::option::of(any::<i16>())),
        (
            proptest::collection::vec(backing, 0..4),
            proptest::sample::select(Certainty::BUILT_IN),
            words(),
            words(),
            words(),
        ),
        (
            date,
            proptest::collection::btree_set(span().prop_map(|s| (s.start, s.end)), 0..3),
            origin(),
            0..4_000_000_000u64,
        ),
    )
        .prop_map(|((id, region, head, deputy, office, year), (backings, status, speaker, hedge, note), rest)| {
            let (date, evidence, by, at) = rest;
            Coalition {
                id: CoalitionId::new(id).expect("an id"),
                race: Race { region, office, year },
                ticket: Ticket { head, deputy },
                backings,
                status,
                speaker,
                date: date.and_then(|(y, m, d)| Date::new(y, m, d)),
                hedge,
                evidence: evidence.into_iter().map(|(start, end)| Span::new(start, end)).collect(),
                fields: values(at, &note),
                note,
                flag: (at % 3 == 0).then(|| Flag::ALL[(at % 2) as usize]),
                by,
                at: Timestamp(at),
                guidelines: (at % 2 == 0).then_some(GuidelinesVersion(at as u32)),
            }
        })
}

fn decision() -> impl Strategy<Value = Decision> {
    let claim = prop_oneof![
        mention().prop_map(|mention| Claim::of_mention(&mention)),
        (coalition(), span()).prop_map(
            |(coalition, place)| Claim::of_coalition(&coalition, |id| Some(place).filter(|_| id.as_str() > "m5"))
        ),
    ];
    let made = prop_oneof![
        Just(None),
        mention().prop_map(|mention| Some(Outcome::Mention(mention.id))),
        coalition().prop_map(|coalition| Some(Outcome::Coalition(coalition.id))),
    ];
    let from = proptest::collection::vec(origin(), 0..3);
    (claim, proptest::sample::select(&Verdict::ALL[..]), made, from, 0..4_000_000_000u64).prop_map(
        |(mut claim, verdict, made, from, at)| {
            // As decisions were kept before what a suggestion says besides its content was.
            if let (Claim::Coalition(statement), true) = (&mut claim, at % 3 == 0) {
                statement.telling = None;
            }
            let said = from.into_iter().filter_map(|origin| match origin {
                Origin::Accepted(said) | Origin::Corrected(said) => Some(said),
                _ => None,
            });
            let who = (at % 5 == 0).then(|| SetId::new("sri").expect("an id"));
            let reason = (at % 3 == 1).then(|| DecisionReason::ALL[(at % 4) as usize]);
            let note = if at % 4 == 0 { "“sebab”\nlain".to_owned() } else { String::new() };
            let (from, unanimous, at) = (said.collect(), at % 2 == 1, Timestamp(at));
            Decision { claim, verdict, made, from, unanimous, who, reason, note, at }
        },
    )
}

proptest! {
    #[test]
    fn any_annotations_come_back(
        status in proptest::sample::select(&Status::ALL[..]),
        mentions in proptest::collection::vec(mention(), 0..8),
        coalitions in proptest::collection::vec(coalition(), 0..4),
        decisions in proptest::collection::vec(decision(), 0..6),
        note in words(),
    ) {
        let (flag, fields) = ((mentions.len() % 3 == 1).then_some(Flag::Discuss), values(mentions.len() as u64, &note));
        let remark = Remark { note: note.clone(), flag, fields };
        let annotations = Annotations {
            status,
            remark,
            mentions: mentions.into_iter().map(|m| (m.id.clone(), m)).collect(),
            coalitions: coalitions.into_iter().map(|c| (c.id.clone(), c)).collect(),
            decisions: decisions.into_iter().map(|d| (d.claim.id(), d)).collect(),
            ..Annotations::default()
        };
        check(&article("a", TEXT), &annotations);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let loaded = read(PATH, &bytes, &article("a", TEXT));
        prop_assert!(loaded.frozen.is_some());
    }

    #[test]
    fn journal_lines_come_back(before in proptest::option::of(mention()), after in proptest::option::of(coalition())) {
        use std::collections::BTreeMap;

        use crate::{edit::{Change, ChangeKind, Put, Swap}, store::journal::{JournalEnd, line, scan}};
        let place = super::script::place("sri", "a");
        let id = MentionId::new("m1").expect("an id");
        let puts = vec![
            Put::Mention { place: place.clone(), id, swap: Swap { before, after: None } },
            Put::Coalition { place: place.clone(), id: CoalitionId::new("c1").expect("an id"), swap: Box::new(Swap { before: None, after }) },
        ];
        let change = Change { kind: ChangeKind::Tag, count: 2, puts };
        for texts in [BTreeMap::new(), BTreeMap::from([(place.article.clone(), "bba2deadbeef0123".to_owned())])] {
            let line = line(&change, &texts).expect("it prints");
            prop_assert_eq!(line.matches('\n').count(), 1);
            let scanned = scan(line.as_bytes());
            prop_assert_eq!((scanned.changes, scanned.texts, scanned.end), (vec![change.clone()], vec![texts], JournalEnd::Whole));
        }
    }
}

#[test]
fn a_decision_is_one_line_and_kept_where_it_does_not_fit() {
    let hash = article("a", TEXT).meta.text_sha256;
    let head = format!("(\n    format: 1,\n    article: \"a\",\n    text_sha256: \"{hash}\",\n    status: new,\n");
    let at = "at: \"2024-07-08T09:03:04Z\"";
    let said = format!("from: [(set: \"rules\", rule: \"name\", score: 0.9)], {at}");
    let id = Claim::Mention { span: Span::new(5, 8), kind: KindKey::party(), entity: None }.id();
    let lines = format!(
        "        (id: \"{id}\", claim: mention(start: 2, end: 5, text: \"PKS\", kind: \"party\"), verdict: accepted, made: mention(\"m1\"), {said}),\n\
         \x20       (id: \"00000000000000aa\", claim: mention(start: 2, end: 6, text: \"PKB\", kind: \"party\", entity: \"party:pkb\"), verdict: rejected, {said}),\n\
         \x20       (id: \"00000000000000ab\", claim: coalition(region: (spans: [(start: 2, end: 5, text: \"PKS\")]), status: hoped, evidence: [(start: 700, end: 705, text: \"jauh\")]), verdict: skipped, {said}),\n"
    );
    let bytes = format!("{head}    decisions: [\n{lines}    ],\n)\n");
    let article = article("a", TEXT);
    let loaded = read(PATH, bytes.as_bytes(), &article);
    assert_eq!(loaded.frozen, None);
    assert_eq!((loaded.annotations.decisions.len(), loaded.annotations.misfit_decisions.len()), (1, 2));
    assert!(loaded.annotations.decisions.contains_key(&id));
    let said: Vec<String> = loaded.notices.iter().map(ToString::to_string).collect();
    assert!(
        said[0].starts_with("annotations/sri/a.ron:8:9: decision 00000000000000aa does not fit the text: the text has"),
        "{said:?}"
    );
    assert_eq!(String::from_utf8_lossy(&write(&article, &loaded.annotations).expect("it fits")), bytes);
}

#[test]
fn one_record_a_line_in_the_order_of_the_text() {
    let article = article("a", TEXT);
    let mut annotations = Annotations { status: Status::InProgress, ..Annotations::default() };
    for (id, words) in [("m1", "Asy'ari"), ("m2", "PKS")] {
        let start = TEXT.find(words).expect("there");
        let mention = Mention {
            id: MentionId::new(id).expect("an id"),
            span: Span::new(start, start + words.len()),
            kind: KindKey::party(),
            entity: Some(EntityId::new("party:x").expect("an id")),
            linked: if id == "m1" { LinkSource::Rule("unik".into()) } else { LinkSource::Person },
            by: Origin::Person,
            at: Timestamp(1_720_429_384),
            note: String::new(),
            fields: Default::default(),
            flag: None,
            guidelines: None,
        };
        annotations.mentions.insert(mention.id.clone(), mention);
    }
    let bytes = check(&article, &annotations);
    let expected = format!(
        r#"(
    format: 1,
    article: "a",
    text_sha256: "{}",
    status: in_progress,
    mentions: [
        (id: "m2", start: 2, end: 5, text: "PKS", kind: "party", entity: "party:x", by: person, at: "2024-07-08T09:03:04Z"),
        (id: "m1", start: 25, end: 32, text: "Asy'ari", kind: "party", entity: "party:x", link: rule("unik"), by: person, at: "2024-07-08T09:03:04Z"),
    ],
)
"#,
        article.meta.text_sha256
    );
    assert_eq!(String::from_utf8_lossy(&bytes), expected);
}

fn file(mentions: &str, coalitions: &str) -> Vec<u8> {
    let hash = article("a", TEXT).meta.text_sha256;
    let head = format!("(\n    format: 1,\n    article: \"a\",\n    text_sha256: \"{hash}\",\n    status: new,\n");
    format!("{head}    mentions: [\n{mentions}    ],\n    coalitions: [\n{coalitions}    ],\n)\n").into_bytes()
}

#[test]
fn misfits_are_set_aside_said_and_kept_in_their_place() {
    let at = "by: person, at: \"2024-07-08T09:03:04Z\"";
    let mentions = format!(
        "        (id: \"m0\", start: 1, end: 1, text: \"\", kind: \"party\", {at}),\n\
         \x20       (id: \"m1\", start: 2, end: 5, text: \"PKB\", kind: \"party\", {at}, note: \"mengapa?\"),\n\
         \x20       (id: \"m2\", start: 2, end: 5, text: \"PKS\", kind: \"party\", {at}),\n\
         \x20       (id: \"m3\", start: 900, end: 999, text: \"jauh\", kind: \"party\", {at}),\n"
    );
    let bytes = file(&mentions, "");
    let article = article("a", TEXT);
    let loaded = read(PATH, &bytes, &article);
    assert_eq!(loaded.frozen, None);
    assert_eq!((loaded.annotations.mentions.len(), loaded.annotations.misfits.len()), (1, 3));
    let said: Vec<String> = loaded.notices.iter().map(ToString::to_string).collect();
    assert!(
        said[1].starts_with(
            "annotations/sri/a.ron:8:9: mention m1 does not fit the text: the text has “PKS” there, not “PKB”"
        ),
        "{said:?}"
    );
    let written = write(&article, &loaded.annotations).expect("it fits");
    assert_eq!(
        String::from_utf8_lossy(&written),
        String::from_utf8_lossy(&bytes).replace("    coalitions: [\n    ],\n", "")
    );
}

#[test]
fn what_cannot_be_understood_freezes() {
    let article = article("a", TEXT);
    let at = "by: person, at: \"2024-07-08T09:03:04Z\"";
    let m = format!("        (id: \"m2\", start: 2, end: 5, text: \"PKS\", kind: \"party\", {at}),\n");
    let c = |evidence: &str| format!("        (id: \"c1\", status: confirmed, evidence: [{evidence}], {at}),\n");
    let good = file(&m, &c("(start: 2, end: 5, text: \"PKS\")"));
    assert_eq!(read(PATH, &good, &article).frozen, None);
    let with_mark = [b"\xEF\xBB\xBF", good.as_slice()].concat();
    assert_eq!(read(PATH, &with_mark, &article), read(PATH, &good, &article), "a byte order mark is fine");
    let crlf = String::from_utf8_lossy(&good).replace('\n', "\r\n");
    assert_eq!(read(PATH, crlf.as_bytes(), &article), read(PATH, &good, &article), "so is CRLF");

    let text = String::from_utf8_lossy(&good).into_owned();
    let twice = file(&format!("{m}{m}"), "");
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (twice, "a.ron:8:9: two records have the same id: mention m2"),
        (file(&m, &c("(start: 2, end: 5, text: \"PKB\")")), "a.ron:10:9: evidence of coalition c1 does not fit"),
        (text.replace("kind:", "jenis:").into(), "a.ron:7:51: this version of Tandai does not know the field “jenis”"),
        (text.replace("format: 1", "format: 7").into(), "a.ron:2:13: format 7 is newer than 1"),
        (text.replace("article: \"a\"", "article: \"b\"").into(), "a.ron: this file is about article b, not a"),
        (
            text.replace("text_sha256: \"", "text_sha256: \"0").into(),
            "a.ron: these annotations were made on another text",
        ),
        (text.replace("status: new", "status: baru").into(), "a.ron:5:13: "),
        (text.replace("    mentions", "<<<<<<< HEAD\n    mentions").into(), "a.ron:6:1: Git left conflict markers"),
        (text.replace("2024-07-08T", "2024-02-31T").into(), "is not a moment like"),
        (text.replace("\"m2\"", "\"../m2\"").into(), "mention id “../m2” begins with a dot"),
        (text.replace("start: 2", "start: -2").into(), "a.ron:7:"),
        (format!("{}{}", "(".repeat(5_000), ")".repeat(5_000)).into(), "a.ron:1:"),
    ];
    for (bytes, said) in cases {
        let loaded = read(PATH, &bytes, &article);
        let frozen = loaded.frozen.expect(said);
        assert!(frozen.to_string().contains(said), "{frozen}");
    }
}

#[test]
fn project_entities_and_articles_come_back() {
    let mut project = project();
    let id = EntityId::new("candidate:asyari").expect("an id");
    let mut entity = crate::model::Entity::new(id.clone(), KindKey::candidate(), "H. Asy'ari");
    entity.aliases = vec!["Ari “Si Dia”".into(), "Rene\u{301}".into()];
    entity.colour = Some(crate::model::Colour(1, 2, 3));
    project.entities.insert(id, entity);
    let mut read = read_project(&write_project(&project).expect("it prints")).expect("it reads");
    (read.entities, _) = read_entities(&write_entities(&project).expect("it prints")).expect("it reads");
    assert_eq!(read, project);
    let mut meta = article("a", TEXT).meta;
    meta.date = Date::new(2024, 7, 8);
    meta.import = crate::model::Import {
        file: "Berita (1).txt".into(),
        line_ends: crate::model::LineEnds::Mixed,
        bom: true,
        ..Default::default()
    };
    let bytes = write_meta(&meta).expect("it prints");
    assert_eq!(read_meta("articles/a.ron", "a", &bytes).expect("it reads"), meta);
    assert_eq!(String::from_utf8_lossy(&bytes).lines().count(), 9);
}

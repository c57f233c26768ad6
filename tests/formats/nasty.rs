//! Articles that other tools stumbled over: emoji, flags, accents that combine, overlaps of every kind, line ends inside
//! a mention, words that are markup elsewhere, and nothing at all.

use tandai::{
    formats::{Document, set_of, text_hash},
    model::{
        Annotations, Article, ArticleId, ArticleMeta, Backing, Certainty, Claim, Coalition, CoalitionId, Decision,
        DecisionReason, EntityId, Filler, Flag, GuidelinesVersion, Import, KindKey, LinkSource, Mention, MentionId,
        Office, Origin, Outcome, Proposal, Race, Remark, Score, SetId, SetRole, Slot, Span, Stance, Status, Suggested,
        Text, Ticket, Timestamp, Verdict,
    },
};

const AT: Timestamp = Timestamp(1_720_404_000);

/// The words of a mention, which of their occurrences (from 0), its kind, and its entity or nothing.
type Mark<'a> = (&'a str, usize, &'a str, &'a str);

fn document(id: &str, text: &str, marks: &[Mark<'_>]) -> Document {
    let text = Text::new(text);
    let remark =
        Remark { note: "periksa, “lagi”\n=1+1".to_owned(), flag: Some(Flag::Discuss), ..Remark::default() };
    let mut annotations = Annotations { status: Status::Finished, remark, ..Annotations::default() };
    for (at, (words, nth, kind, entity)) in marks.iter().enumerate() {
        let start = text.match_indices(words).nth(*nth).unwrap_or_else(|| panic!("{words} in {id}")).0;
        let id = MentionId::new(format!("m{:02}", at + 1)).unwrap();
        let mention = Mention {
            id: id.clone(),
            span: Span::new(start, start + words.len()),
            kind: KindKey::new(kind).unwrap(),
            entity: EntityId::new(entity).ok(),
            linked: LinkSource::Person,
            by: Origin::Person,
            at: AT,
            note: String::new(),
            fields: Default::default(),
            flag: None,
            guidelines: None,
        };
        annotations.mentions.insert(id, mention);
    }
    let meta = ArticleMeta {
        id: ArticleId::new(id).unwrap(),
        title: format!("Judul “{id}” 🗳️ & <i>"),
        source: "kabar-kita.example".to_owned(),
        url: format!("https://kabar-kita.example/{id}?a=1&b=2"),
        date: "2024-07-08".parse().ok(),
        variables: Default::default(),
        text_sha256: text_hash(&text),
        length: text.chars_len(),
        import: Import::default(),
    };
    Document {
        article: Article { meta, text },
        set: Some(set_of("sri", SetRole::Person)),
        annotations,
        stated: Default::default(),
        file: String::new(),
        line: 0,
        settled: Default::default(),
    }
}

fn filler(entity: &str, mentions: &[&str]) -> Filler {
    let mentions = mentions.iter().map(|id| MentionId::new(id).unwrap()).collect();
    Filler { entity: EntityId::new(entity).ok(), mentions }
}

fn coalition(id: &str, document: &Document) -> Coalition {
    let text = &document.article.text;
    let end = text.find('.').map_or(text.len(), |at| at + 1);
    let backing = |party: &str, mention: &str, stance, slot| Backing { party: filler(party, &[mention]), stance, slot };
    Coalition {
        id: CoalitionId::new(id).unwrap(),
        race: Race { region: filler("region:36.02", &["m03"]), office: Some(Office::REGENT), year: Some(2024) },
        ticket: Ticket { head: filler("candidate:budi-santoso", &["m04"]), deputy: Filler::default() },
        backings: vec![
            backing("party:pks", "m01", Stance::Nominating, Some(Slot::Head)),
            backing("party:psi", "m02", Stance::Supporting, None),
        ],
        status: Certainty::Exploring,
        speaker: "Ketua DPW \"Rina\", S.H.".to_owned(),
        date: "2024-07-08".parse().ok(),
        hedge: "akan; mungkin = ya".to_owned(),
        evidence: vec![Span::new(0, end)],
        note: "=HYPERLINK(\"x\")\tdan baris\nkedua".to_owned(),
        fields: Default::default(),
        flag: Some(Flag::Unsure),
        by: Origin::Person,
        at: AT,
        guidelines: Some(GuidelinesVersion(0x0bad_cafe)),
    }
}

/// What was decided on suggestions for this document: each verdict once, on a mention and on coalitions.
fn decisions(document: &Document) -> Vec<Decision> {
    let from = |score| vec![Suggested { set: SetId::new("aturan-1").unwrap(), rule: "nama".to_owned(), score }];
    let decision = |claim, verdict, made| Decision {
        claim,
        verdict,
        made,
        from: from(Score::new(0.75)),
        unanimous: true,
        who: SetId::new("sri").ok(),
        reason: Some(DecisionReason::Guideline),
        note: "lihat “3”\nlain".into(),
        at: AT,
    };
    let said = Claim::of_mention(&document.annotations.mentions[&MentionId::new("m01").unwrap()]);
    let elsewhere = Claim::Mention { span: Span::new(4, 7), kind: KindKey::region(), entity: None };
    let mut nameless = coalition("c9", document);
    nameless.race.region.entity = None;
    let at = |id: &MentionId| document.annotations.mentions.get(id).map(|mention| mention.span);
    vec![
        decision(said, Verdict::Accepted, Some(Outcome::Mention(MentionId::new("m01").unwrap()))),
        decision(elsewhere, Verdict::Skipped, None),
        decision(Claim::of_coalition(&nameless, at), Verdict::Rejected, None),
        decision(
            Claim::of_coalition(&coalition("c9", document), at),
            Verdict::Corrected,
            Some(Outcome::Coalition(CoalitionId::new("c1").unwrap())),
        ),
    ]
}

/// One document for each kind of trouble.
pub fn documents() -> Vec<Document> {
    let mut documents = Vec::new();

    let mut full = document(
        "000-lebak",
        "PKS dan PSI sepakat di Lebak untuk Budi Santoso. “Akan kami umumkan,” katanya.\n\nPKS hadir.\n",
        &[
            ("PKS", 0, "party", "party:pks"),
            ("PSI", 0, "party", "party:psi"),
            ("Lebak", 0, "region", "region:36.02"),
            ("Budi Santoso", 0, "candidate", "candidate:budi-santoso"),
            ("PKS", 1, "party", ""),
        ],
    );
    let one = coalition("c1", &full);
    let two = Coalition { race: Race::default(), backings: Vec::new(), evidence: Vec::new(), ..coalition("c2", &full) };
    full.annotations.coalitions = [(one.id.clone(), one), (two.id.clone(), two)].into();
    full.annotations.decisions = decisions(&full).into_iter().map(|d| (d.claim.id(), d)).collect();
    documents.push(full);

    documents.push(document(
        "001-bendera",
        "PDIP 🇮🇩 dan PPP 👩‍👩‍👧 bertemu; cafe\u{301} Nusa\u{a0}Jaya ﬁnal\u{200d} e\u{301}.",
        &[("PDIP", 0, "party", "party:pdip"), ("PPP", 0, "party", "party:ppp"), ("Nusa\u{a0}Jaya", 0, "region", "")],
    ));

    documents.push(document(
        "002-tumpang",
        "DPW Partai NasDem Jawa Barat dan Kabupaten Jawa\nBarat Daya, Budi-Rina.",
        &[
            ("Partai NasDem Jawa Barat", 0, "party", ""),
            ("NasDem", 0, "party", "party:nasdem"),
            ("NasDem", 0, "candidate", ""),
            ("Jawa Barat", 0, "region", "region:32"),
            ("NasDem Jawa", 0, "region", ""),
            ("Jawa\nBarat", 0, "region", "region:32"),
            ("Budi", 0, "candidate", ""),
            ("Rina", 0, "candidate", ""),
        ],
    ));

    documents.push(document(
        "003-markah",
        "-DOCSTART- T1\tParty 0 4\tPKS <b>&amp;</b> ]]> {\"text\": \"PKS\"} =SUM(A1) \\n PKS|PSI #1 \"PKS\", 'PSI';\n\
         @PKS +PSI\n\n\n# Judul\n-X- O B-PARTY\n  PKS  ",
        &[
            ("PKS", 0, "party", "party:pks"),
            ("PKS", 3, "party", "party:pks"),
            ("=SUM(A1)", 0, "candidate", ""),
            ("@PKS", 0, "party", ""),
            ("PKS", 5, "party", ""),
        ],
    ));

    documents.push(document("004-kosong", "Artikel tanpa tanda apa pun.\n", &[]));

    let mut machine = document(
        "005-mesin",
        "Gerindra usung Andi. Golkar tidak.",
        &[("Gerindra", 0, "party", "party:gerindra"), ("Andi", 0, "candidate", ""), ("Golkar", 0, "party", "")],
    );
    machine.set = Some(set_of("auto-rules-1", SetRole::Extractor));
    for (mention, score) in machine.annotations.mentions.values_mut().zip([0.99, 0.5, 0.123456]) {
        mention.by = Origin::Machine(Proposal { rule: "rule:name".to_owned(), score: Score::new(score) });
    }
    documents.push(machine);

    documents
}

/// The real clients are given the same articles: `tests/clients/nasty.jsonl`.
#[test]
fn the_clients_get_the_same() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/nasty.jsonl");
    let (files, _) = super::write(tandai::formats::format("tandai").unwrap(), &documents());
    let made = &files[tandai::formats::THE_FILE];
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    assert!(std::fs::read(&path).unwrap() == *made, "UPDATE_FIXTURES=1 cargo test --test formats");
}

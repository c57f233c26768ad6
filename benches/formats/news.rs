//! Articles made up by number: some 2,400 bytes of Indonesian with 40 mentions each, statements in every third.

use tandai::{
    formats::{Document, new_mention, set_of, text_hash},
    model::{
        Article, ArticleId, ArticleMeta, Backing, Coalition, CoalitionId, EntityId, Filler, KindKey, MentionId, Office,
        SetRole, Span, Stance, Status, Text, Timestamp,
    },
};

const BYTES: usize = 2_400;
pub const MENTIONS: usize = 40;
const AT: Timestamp = Timestamp(1_720_404_000);

/// `P`, `C` and `R` stand for a party, a candidate and a region.
const SENTENCES: &[&str] = &[
    "Pengurus \u{1}P dan \u{1}P di \u{1}R sepakat mengusung \u{1}C pada pemilihan tahun ini. ",
    "“Kami masih menjajaki kemungkinan itu bersama \u{1}P,” kata \u{1}C saat ditemui di \u{1}R, Senin. ",
    "Sementara itu, \u{1}P menyatakan dukungan kepada pasangan \u{1}C-\u{1}C di \u{1}R. ",
    "Nama \u{1}C ikut disebut oleh \u{1}P, \u{1}P dan \u{1}P sebagai bakal calon.\n\n",
    "Hingga kemarin belum ada surat keputusan dari \u{1}P untuk \u{1}R 🗳️. ",
];
const FILLER: &str = "Rapat berikutnya dijadwalkan pekan depan. ";
const PARTIES: &[(&str, &str)] = &[
    ("PKS", "pks"),
    ("PSI", "psi"),
    ("Partai Golkar", "golkar"),
    ("Gerindra", "gerindra"),
    ("NasDem", "nasdem"),
    ("PDI Perjuangan", "pdip"),
    ("PPP", "ppp"),
];
const REGIONS: &[(&str, &str)] =
    &[("Kabupaten Lebak", "36.02"), ("Jawa Timur", "35"), ("Tegal", "33.28"), ("Kota Bogor", "32.71")];
const GIVEN: &[&str] = &["Wijiono", "Rukmana", "Galih", "Nadia", "Sukarti", "Budi", "Rina"];
const FAMILY: &[&str] = &["Santoso", "Wulandari", "Mahendrata", "Rahmaputri", "Siregar"];

/// Article number `n`; the same for the same number.
pub fn document(n: usize) -> Document {
    let (mut text, mut marks) = (String::with_capacity(BYTES + 300), Vec::with_capacity(MENTIONS));
    let mut at = n;
    let mut draw = |many: usize| {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (at >> 33) % many
    };
    'text: for sentence in SENTENCES.iter().cycle().skip(n) {
        let mut parts = sentence.split('\u{1}');
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            if marks.len() == MENTIONS {
                text.push_str("mereka. ");
                break 'text;
            }
            let (words, kind, entity) = match part.as_bytes()[0] {
                b'P' => {
                    let (words, id) = PARTIES[draw(PARTIES.len())];
                    (words.to_owned(), KindKey::party(), format!("party:{id}"))
                }
                b'R' => {
                    let (words, id) = REGIONS[draw(REGIONS.len())];
                    (words.to_owned(), KindKey::region(), format!("region:{id}"))
                }
                _ => {
                    let words = format!("{} {}", GIVEN[draw(GIVEN.len())], FAMILY[draw(FAMILY.len())]);
                    let id = words.to_lowercase().replace(' ', "-");
                    (words, KindKey::candidate(), format!("candidate:{id}"))
                }
            };
            marks.push((Span::new(text.len(), text.len() + words.len()), kind, entity));
            text.push_str(&words);
            text.push_str(&part[1..]);
        }
    }
    while text.len() < BYTES {
        text.push_str(FILLER);
    }
    let text = Text::new(text);
    let meta = ArticleMeta {
        id: ArticleId::new(format!("{n:06}-berita")).expect("an id"),
        title: format!("Berita nomor {n}"),
        source: "Kabar Kita".to_owned(),
        url: format!("https://kabar.example/{n}"),
        date: "2024-07-08".parse().ok(),
        variables: Default::default(),
        text_sha256: text_hash(&text),
        length: text.chars_len(),
        import: Default::default(),
    };
    let article = Article { meta, text };
    let set = Some(set_of("sri", SetRole::Person));
    let (annotations, stated, file) = Default::default();
    let mut document = Document { article, set, stated, annotations, file, line: 0, settled: Default::default() };
    document.annotations.status = Status::Finished;
    for (number, (span, kind, entity)) in marks.into_iter().enumerate() {
        let mut mention = new_mention(MentionId::new(format!("m{number:02}x{n}")).expect("an id"), kind, AT);
        (mention.span, mention.entity) = (span, EntityId::new(entity).ok());
        document.annotations.mentions.insert(mention.id.clone(), mention);
    }
    if n.is_multiple_of(3) {
        let coalition = coalition(&document);
        document.annotations.coalitions.insert(coalition.id.clone(), coalition);
    }
    document
}

/// The first candidate and region, backed by the first two parties.
fn coalition(document: &Document) -> Coalition {
    let of = |kind: KindKey| {
        let found = document.annotations.mentions.values().filter(move |mention| mention.kind == kind);
        found.map(|mention| Filler { entity: mention.entity.clone(), mentions: [mention.id.clone()].into() })
    };
    let mut coalition = Coalition::empty(CoalitionId::new("c1").expect("an id"), AT);
    let backing = |party| Backing { party, stance: Stance::Nominating, slot: None };
    coalition.backings = of(KindKey::party()).take(2).map(backing).collect();
    coalition.race.region = of(KindKey::region()).next().unwrap_or_default();
    (coalition.race.office, coalition.race.year) = (Some(Office::REGENT), Some(2024));
    coalition.ticket.head = of(KindKey::candidate()).next().unwrap_or_default();
    let end = document.article.text.find(". ").map_or(document.article.text.len(), |at| at + 1);
    coalition.evidence = vec![Span::new(0, end)];
    coalition
}

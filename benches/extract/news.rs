//! Articles made up by number: some 2,400 bytes of Indonesian news with the names of the built-in tables and people
//! made up, statements in every second or third sentence.

use tandai::{
    gazetteer::{Lexicon, ListedName},
    model::{Article, ArticleId, ArticleMeta, Text},
};

const BYTES: usize = 2_400;

/// `P`, `R`, `C` and `N` stand for a party, a region, somebody registered and somebody made up.
const SENTENCES: &[&str] = &[
    "Pengurus \u{1}P dan \u{1}P di \u{1}R sepakat mengusung \u{1}N pada pemilihan bupati tahun ini. ",
    "Rapat itu berlangsung tertutup selama tiga jam dan dijaga puluhan petugas keamanan. ",
    "“Kami masih menjajaki kemungkinan itu bersama \u{1}P,” kata Ketua DPC \u{1}P \u{1}R, \u{1}N, Senin (8/7/2024). ",
    "Menurut dia, survei terakhir menunjukkan bahwa harga beras lebih banyak dibicarakan warga daripada nama calon.\n\n",
    "Sementara itu, \u{1}P menyatakan dukungan kepada pasangan \u{1}C-\u{1}N di Pilkada \u{1}R. ",
    "Ia menolak menyebut siapa lagi yang diundang, tetapi berjanji membuka hasilnya pekan depan. ",
    "Nama \u{1}C ikut disebut oleh \u{1}P, \u{1}P, dan \u{1}P sebagai bakal calon wali kota \u{1}R.\n\n",
    "Hingga kemarin belum ada surat keputusan dari dewan pimpinan pusat. ",
    "Warga yang ditemui di pasar mengaku belum tahu siapa yang akan dipilih; sebagian menunggu debat. ",
    "\"Wakilnya dari \u{1}P, bupatinya dari \u{1}P,\" ujarnya. ",
    "Pengamat politik dari sebuah universitas di \u{1}R menilai peta dukungan masih cair sampai masa pendaftaran.\n\n",
    "Jadwal berikutnya diumumkan setelah rapat kerja, bersamaan dengan anggaran pengamanan 2024. ",
];
const GIVEN: &[&str] = &["Wijiono", "Rukmana", "Galih", "Nadia", "Sukarti", "Budi", "Rina", "Taufan", "Marsel", "Desi"];
const FAMILY: &[&str] =
    &["Santoso", "Wulandari", "Mahendrata", "Rahmaputri", "Siregar", "Lestanti", "Hadjar", "Koto", "Nahak"];

/// The names that articles are made of.
pub struct Names {
    parties: Vec<String>,
    regions: Vec<String>,
    people: Vec<String>,
}

impl Names {
    pub fn new(listed: &[ListedName<'_>]) -> Self {
        let of = |kind: &str| {
            let those = listed.iter().filter(|name| name.entity.kind.as_str() == kind);
            those.map(|name| name.text.clone()).collect()
        };
        Self { parties: of("party"), regions: of("region"), people: of("candidate") }
    }

    pub fn builtin() -> Self {
        Self::new(&Lexicon::builtin_names())
    }

    /// Article number `n`; the same for the same number.
    pub fn article(&self, n: usize) -> Article {
        self.article_of(n, BYTES)
    }

    /// Article number `n` with at least so many bytes.
    pub fn article_of(&self, n: usize, bytes: usize) -> Article {
        let mut at = n;
        let mut draw = |many: usize| {
            at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (at >> 33) % many
        };
        let mut text = String::with_capacity(bytes + 300);
        // News is about a few regions, parties and people, and names them often.
        let few = |names: &[String], draw: &mut dyn FnMut(usize) -> usize| -> Vec<String> {
            (0..5).map(|_| names[draw(names.len())].clone()).collect()
        };
        let regions = few(&self.regions, &mut draw);
        let people = few(&self.people, &mut draw);
        for sentence in SENTENCES.iter().cycle().skip(n % SENTENCES.len()) {
            if text.len() >= bytes {
                break;
            }
            let mut parts = sentence.split('\u{1}');
            text.push_str(parts.next().unwrap_or_default());
            for part in parts {
                match part.as_bytes()[0] {
                    b'P' => text.push_str(&self.parties[draw(self.parties.len())]),
                    b'R' => text.push_str(&regions[draw(regions.len())]),
                    b'C' => text.push_str(&people[draw(people.len())]),
                    _ => text.extend([GIVEN[draw(GIVEN.len())], " ", FAMILY[draw(FAMILY.len())]]),
                }
                text.push_str(&part[1..]);
            }
        }
        let text = Text::new(text);
        let meta = ArticleMeta {
            id: ArticleId::new(format!("{n:06}-berita")).expect("an id"),
            title: format!("Berita nomor {n}"),
            source: "Kabar Kita".to_owned(),
            url: String::new(),
            date: "2024-07-08".parse().ok(),
            variables: Default::default(),
            text_sha256: String::new(),
            length: text.chars_len(),
            import: Default::default(),
        };
        Article { meta, text }
    }
}

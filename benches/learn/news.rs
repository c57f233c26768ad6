//! Invented news by number, every mention known. Articles to learn from and articles to be tested on share no sentence,
//! no person, no region and no local party; they share the words of the language and the big parties.
//!
//! This project marks, besides what is in the gazetteer, parties that exist in one region only and candidates whom the
//! text introduces in its own ways ("jagoan", "figur"); it leaves officials, observers and kecamatan unmarked.

use tandai::{
    gazetteer::Gazetteer,
    model::{Article, ArticleId, ArticleMeta, EntityId, KindKey, Span, Text},
};

/// An article and what is right to mark in it.
pub struct Labelled {
    pub article: Article,
    pub mentions: Vec<(Span, KindKey, Option<EntityId>)>,
}

/// One of the two worlds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum World {
    ToLearn,
    ToTest,
}

/// `C` and `D` introduce candidates, `N` somebody else; `c`, `d`, `n` are their short forms. `P` is a party, `L` a local
/// one, its short name in brackets behind it the first time, `l` the short name; `R` a region, `K` a kecamatan. Small
/// greek letters are words of the lists below.
const TO_LEARN: &[&str] = &[
    "~γ ~C ~α ~P untuk kursi ~ο ~R. ",
    "~P ~π ~C, ~γ asal Kecamatan ~K. ",
    "~τ, ~P dan ~L ~π duet ~C dan ~D. ",
    "Dukungan untuk ~C juga mengalir dari ~L. ",
    "~ν ~N ~κ manuver ~P ~ε. ",
    "Menurut ~n, elektabilitas ~c masih bisa naik. ",
    "“Kami menunggu keputusan pusat,” ~υ ~ν ~N di Kecamatan ~K. ",
    "~τ ~d belum mau bicara banyak soal tawaran ~P. ",
    "Nama ~C masuk radar ~P lewat penjaringan. ",
    "~ν ~R, ~N, mengingatkan batas pendaftaran. ",
    "Warga Kecamatan ~K berharap ~c memperbaiki jalan desa. ",
    "Jika jadi berlayar, ~c akan berhadapan dengan ~D, ~γ dari ~P. ",
    "~n menambahkan, berkas bisa diperbaiki pekan depan. ",
    "Restu untuk ~c tinggal menunggu tanda tangan ketua umum. ",
    "Dari bursa wakil ~ο, ~γ ~D ~α ~l. ",
    "Di mata ~P, ~D lebih mudah dijual kepada pemilih muda. ",
    "Survei Lembaga Citra menempatkan ~c di urutan teratas, disusul ~d. ",
    "~L, yang hanya ada di ~R, menggelar rapat di rumah ~ν ~N. ",
    "~C ~ε setelah ~α ~P dan ~l. ",
    "~τ, baliho ~c dan ~d terpasang di Kecamatan ~K. ",
    "~ν ~N membantah ada mahar dalam pemilihan ~ο ~R. ",
    "Kontestasi ~ο di ~R ~ε karena ~γ ~C belum mengantongi kendaraan. ",
];

const TO_TEST: &[&str] = &[
    "Persaingan menuju kursi ~ο ~R ~ε. ",
    "~τ, pilihan ~P jatuh kepada ~γ ~C. ",
    "Mantan kepala dinas itu, ~C, ~α ~L di ~R. ",
    "Di Kecamatan ~K, ~l ~π ~D sebagai pendamping ~c. ",
    "~γ ~D disebut-sebut akan berduet dengan ~C. ",
    "Duet ~c dan ~d dinilai saling melengkapi. ",
    "Peluang keduanya besar, ~υ ~ν ~N. ",
    "“Belum final,” ~υ ~n kepada wartawan. ",
    "Kubu ~D sendiri membuka pintu bagi ~P maupun ~l. ",
    "~ν ~K, ~N, ~κ langkah itu ~ε. ",
    "Penolakan datang dari ~ν ~N di Kecamatan ~K. ",
    "Tiket calon ~ο ~R diberikan ~P kepada ~C. ",
    "Relawan ~c bergerak dari rumah ke rumah. ",
    "Ada pula ~D, ~γ yang ~α ~l. ",
    "Sejauh ini ~d memilih mengurus pesantren. ",
    "Koalisi ~P dengan ~L ~κ ~ν ~N rapuh. ",
    "Bila tidak ada aral, ~c dideklarasikan bulan depan di ~R. ",
    "~L ~π nama ~D, ~τ. ",
];

type Words = &'static [&'static str];
/// Who is a candidate, in the words of this paper.
const FIGURES: Words = &[
    "jagoan",
    "figur",
    "tokoh muda",
    "petahana",
    "bakal calon",
    "politikus",
    "pengusaha",
    "kandidat",
    "srikandi",
    "penantang",
    "mantan camat",
    "putra daerah",
    "pendatang baru",
    "anggota dewan",
    "birokrat senior",
    "artis",
];
const OTHERS: Words = &[
    "pengamat politik",
    "ketua KPU",
    "kapolres",
    "dosen hukum",
    "camat",
    "sekretaris tim",
    "direktur lembaga survei",
    "ketua Bawaslu",
    "kiai",
    "juru bicara",
    "komandan kodim",
    "koordinator relawan",
    "guru besar",
    "tokoh adat",
    "kepala dinas",
    "sesepuh",
];
const BACKED: Words = &[
    "diusung",
    "didukung",
    "disokong",
    "dijagokan",
    "dilirik",
    "dipinang",
    "direstui",
    "digadang-gadang",
    "merapat ke",
    "disodorkan",
    "didorong",
    "ditimang",
];
const BACKS: Words = &[
    "mengusung",
    "mendukung",
    "menjagokan",
    "melirik",
    "memasangkan",
    "menyodorkan",
    "menimbang",
    "merekomendasikan",
    "meminang",
    "mempertimbangkan",
    "mengantar",
    "memilih",
];
const SAYS: Words = &["kata", "ujar", "ucap", "tutur", "jelas", "ungkap", "tegas", "papar", "sebut", "imbuh"];
const JUDGES: Words = &["menilai", "menyebut", "menganggap", "memandang", "melihat"];
const HOW: Words = &["kian panas", "terlalu dini", "mengerucut", "berubah arah", "makin ramai", "masih cair", "alot"];
const WHEN: Words = &["kemarin", "belakangan ini", "pekan lalu", "sementara itu", "hingga Senin", "menjelang tenggat"];
const OFFICES: Words = &["bupati", "wali kota", "gubernur", "wakil bupati", "wakil gubernur"];

const PARTIES: &[(&str, &str)] = &[
    ("PKS", "pks"),
    ("PSI", "psi"),
    ("Partai Golkar", "golkar"),
    ("Gerindra", "gerindra"),
    ("NasDem", "nasdem"),
    ("PDI Perjuangan", "pdip"),
    ("PPP", "ppp"),
    ("PKB", "pkb"),
    ("Partai Demokrat", "demokrat"),
];
const LOCAL: (Words, Words) = (
    &["Nusa", "Rakyat", "Bina", "Suara", "Adat", "Lumbung", "Tani", "Cahaya", "Laut", "Gotong", "Muda", "Karsa"],
    &["Mandiri", "Pesisir", "Gunung", "Ladang", "Bersatu", "Makmur", "Kampung", "Sejahtera", "Rembuk", "Lestari"],
);
const SYLLABLES: (Words, Words) = (
    &[
        "Ra", "Su", "Wi", "Ha", "Ma", "Tar", "Dar", "Yu", "Is", "Bu", "Lu", "Nur", "Fa", "Gu", "Ke", "Sam", "Pur",
        "Ji", "Ar", "Zul",
    ],
    &[
        "no", "ti", "to", "din", "man", "wa", "ri", "jo", "lis", "yah", "di", "rah", "sih", "ka", "mi", "tra", "yan",
        "na", "gus", "ra",
    ],
);

/// Numbers by chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn draw(&mut self, many: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % many as u64) as usize
    }

    /// The first ones often and the last ones seldom, as words are.
    fn word<'w>(&mut self, words: &[&'w str]) -> &'w str {
        let most = self.draw(words.len()) + 1;
        words[self.draw(most)]
    }

    /// A number whose remainder by 3 is that of the world: two thirds are of what is learned from.
    fn of(&mut self, world: World, many: usize) -> usize {
        loop {
            let number = self.draw(many);
            if (number.wrapping_mul(2_654_435_761) >> 7).is_multiple_of(3) == (world == World::ToTest) {
                return number;
            }
        }
    }

    fn name(&mut self, world: World) -> String {
        let (heads, tails) = SYLLABLES;
        let count = heads.len() * tails.len() * tails.len() * 2;
        let mut name = |short: bool| {
            let number = self.of(world, count);
            let (head, number) = (heads[number % heads.len()], number / heads.len());
            let (middle, number) = (tails[number % tails.len()], number / tails.len());
            let end = if short || number.is_multiple_of(2) { "" } else { tails[number / 2 % tails.len()] };
            format!("{head}{middle}{end}")
        };
        format!("{} {}", name(true), name(false))
    }
}

/// Article number `n` of a world, of some `bytes`; the same for the same numbers.
pub fn article(world: World, n: usize, bytes: usize) -> Labelled {
    let mut chance = Chance((n as u64 * 2 + u64::from(world == World::ToTest)).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut people = [0, 1, 2].map(|_| chance.name(world));
    let mut introduced = [false; 3];
    let regions: Vec<_> = Gazetteer::builtin().entities().filter(|entity| entity.kind == KindKey::region()).collect();
    let region = regions[chance.of(world, regions.len())];
    let number = chance.of(world, LOCAL.0.len() * LOCAL.1.len());
    let (first, second) = (LOCAL.0[number % LOCAL.0.len()], LOCAL.1[number / LOCAL.0.len()]);
    let short = if number.is_multiple_of(2) { format!("P{}{}", &first[..1], &second[..1]) } else { first.to_owned() };
    let mut local_named = false;
    let (mut text, mut mentions) = (String::with_capacity(bytes + 200), Vec::new());
    let sentences = if world == World::ToTest { TO_TEST } else { TO_LEARN };
    let mut last = "";
    while text.len() < bytes {
        let sentence = sentences[chance.draw(sentences.len())];
        // A short form stands only behind the name.
        let early = ["~c", "~d", "~n"].iter().zip(introduced).any(|(short, there)| sentence.contains(short) && !there);
        if sentence == last || early || (sentence.contains("~l") && !local_named) {
            continue;
        }
        last = sentence;
        let mut parts = sentence.split('~');
        let begins = text.len();
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let code = part.chars().next().unwrap_or(' ');
            let mut mark = |text: &mut String, words: &str, kind: KindKey, id: &str| {
                let start = text.len();
                text.push_str(words);
                let entity = EntityId::new(format!("{kind}:{}", id.to_lowercase().replace(' ', "-"))).ok();
                mentions.push((Span::new(start, text.len()), kind, entity));
            };
            let given = |name: &String| name.split(' ').next().unwrap_or_default().to_owned();
            let who = match code {
                'C' | 'c' => 0,
                'D' | 'd' => 1,
                _ => 2,
            };
            match code {
                'C' | 'D' | 'N' => {
                    if introduced[who] && chance.draw(3) > 0 {
                        people[who] = chance.name(world);
                    }
                    introduced[who] = true;
                    match code {
                        'N' => text.push_str(&people[who]),
                        _ => mark(&mut text, &people[who], KindKey::candidate(), &people[who]),
                    }
                }
                'c' | 'd' => mark(&mut text, &given(&people[who]), KindKey::candidate(), &people[who]),
                'n' => text.push_str(&given(&people[who])),
                'P' => {
                    let (words, id) = PARTIES[chance.draw(PARTIES.len())];
                    mark(&mut text, words, KindKey::party(), id);
                }
                'L' => {
                    mark(&mut text, &format!("Partai {first} {second}"), KindKey::party(), &short);
                    if !local_named {
                        text.push_str(" (");
                        mark(&mut text, &short, KindKey::party(), &short);
                        text.push(')');
                    }
                    local_named = true;
                }
                'l' => mark(&mut text, &short, KindKey::party(), &short),
                'R' => mark(&mut text, region.label(), KindKey::region(), region.id.local()),
                'K' => text.push_str(&chance.name(world).split(' ').next().unwrap_or_default().replace(' ', "")),
                'γ' => text.push_str(chance.word(FIGURES)),
                'ν' => text.push_str(chance.word(OTHERS)),
                'α' => text.push_str(chance.word(BACKED)),
                'π' => text.push_str(chance.word(BACKS)),
                'υ' => text.push_str(chance.word(SAYS)),
                'κ' => text.push_str(chance.word(JUDGES)),
                'ε' => text.push_str(chance.word(HOW)),
                'τ' => text.push_str(chance.word(WHEN)),
                'ο' => text.push_str(chance.word(OFFICES)),
                other => text.push(other),
            }
            text.push_str(part.strip_prefix(code).unwrap_or_default());
        }
        // The lists are in small letters.
        let capital: String = text[begins..].chars().take(1).flat_map(char::to_uppercase).collect();
        text.replace_range(begins..begins + capital.len(), &capital);
        if chance.draw(4) == 0 {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
    }
    labelled(&format!("berita-{n}"), text, mentions)
}

/// An article of a text.
pub fn labelled(id: &str, text: String, mentions: Vec<(Span, KindKey, Option<EntityId>)>) -> Labelled {
    let text = Text::new(text);
    let meta = ArticleMeta {
        id: ArticleId::new(id).expect("an id"),
        title: String::new(),
        source: String::new(),
        url: String::new(),
        date: None,
        variables: Default::default(),
        text_sha256: String::new(),
        length: text.chars_len(),
        import: Default::default(),
    };
    Labelled { article: Article { meta, text }, mentions }
}

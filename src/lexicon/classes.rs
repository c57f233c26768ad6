//! What single words are good for when names are looked for: one or more classes each.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as Map;

use super::sign::{WordSign, WordSigns};

/// What a word may be; several bits may be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordClasses(u32);

impl WordClasses {
    /// Before a name and no part of it: `drg.`, `Cak`.
    pub const TITLE: Self = Self(1);
    /// Somebody's office or task: `Ketua`, `politikus`.
    pub const ROLE: Self = Self(1 << 1);
    /// Opens sentences or binds them; never part of a name.
    pub const COMMON: Self = Self(1 << 2);
    pub const PROVINCE: Self = Self(1 << 3);
    pub const REGENCY: Self = Self(1 << 4);
    pub const CITY: Self = Self(1 << 5);
    /// An office that is elected: `bupati`, `wakil`.
    pub const OFFICE: Self = Self(1 << 6);
    /// Somebody who runs: `calon`, `cagub`, `paslon`.
    pub const RUNNER: Self = Self(1 << 7);
    pub const ELECTION: Self = Self(1 << 8);
    /// A party's board, or the word party.
    pub const BOARD: Self = Self(1 << 9);
    /// A person stands behind it, running: `mengusung`.
    pub const NOMINATES: Self = Self(1 << 10);
    /// A person, running or not, stands behind it: `mendukung`.
    pub const BACKS: Self = Self(1 << 11);
    /// A person stands before it, running: `diusung`, `mencalonkan`.
    pub const RUNS: Self = Self(1 << 12);
    /// The same, of other people too: `didukung`, `maju`.
    pub const STANDS: Self = Self(1 << 13);
    /// Joins a pair if one of them runs: `didampingi`.
    pub const PAIRS: Self = Self(1 << 14);
    /// Another kind of running: `presiden`, `legislatif`.
    pub const OTHER_RACE: Self = Self(1 << 15);
    /// What follows is part of the name of a thing: `Polres Tegal`, `Radar Bekasi`.
    pub const THING: Self = Self(1 << 16);
    /// May stand between a cue and its name.
    pub const FILLER: Self = Self(1 << 17);
    /// Brings in another name of somebody: `disapa`, `alias`.
    pub const CALLED: Self = Self(1 << 18);
    /// A place follows: `di`, `warga`.
    pub const PLACE: Self = Self(1 << 19);
    /// May stand between a name and what it does.
    pub const ADVERB: Self = Self(1 << 20);
    /// Of rivals: `mengalahkan`.
    pub const RIVAL: Self = Self(1 << 21);
    /// The same as [`Self::THING`] where it has a capital, and behind the name too: `Lampung Post`.
    pub const MEDIA: Self = Self(1 << 23);
    /// Somebody speaks: `kata`.
    pub const SAYS: Self = Self(1 << 22);

    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// All words with a class; a word may stand in several lists.
pub const LISTS: &[(WordClasses, &str)] = &[
    (
        WordClasses::TITLE,
        "h hj hi kh khr haji hajah kiai kyai ustaz ustadz ustadzah habib gus ning tuan tgh tgk teungku dr drg drs dra \
         ir prof pak bapak bu ibu bang mas mbak kang teh cak uda uni bung koh om abah buya letjen letjend mayjen mayjend brigjen brigjend letnan nyai ust capt kapten kolonel \
         letkol komjen irjen kombes akbp kompol jenderal laksda marsda purn tni pol sdr pdt romo apt ns saudara",
    ),
    (
        WordClasses::ROLE,
        "komandan korps kapolda kapolres kapolri danrem pangdam teradu terdakwa tersangka terlapor saksi ketua sekretaris sekjen jenderal presiden waketum ketum umum bendahara juru bicara jubir politikus politisi kader \
         kadernya legislator koordinator direktur pengamat kepala anggota dewan pimpinan perwakilan pelaksana harian plt pj pjs plh \
         majelis menteri rektor dosen guru humas divisi mantan eks pengurus ranting wasekjen komisioner pengusaha \
         aktivis akademisi peneliti tokoh ulama advokat pengacara staf pembina penasihat penjabat petahana inkumben incumbent \
         pendiri putra putri istri suami anak adik kakak ayah putranya putrinya istrinya suaminya cucu menantu keponakan",
    ),
    (
        WordClasses::COMMON,
        "menurut untuk di pada namun meski meskipun sementara saat ketika bagi selain adapun lalu kemudian sebelumnya \
         diketahui dari dalam dengan setelah usai kini jika bila kalau karena soal sebab terkait hal ini itu ia dia kami kita saya dan \
         tapi tetapi bahkan sedangkan sedang nama sebagai oleh kepada tak tidak belum juga apalagi terlebih seperti misalnya \
         senin selasa rabu kamis jumat sabtu minggu ahad mereka beliau begitu baca tanpa januari februari maret april \
         mei juni juli agustus september oktober november nopember desember yang akan bakal sudah telah ke agar atau \
         bukan hanya bisa para sang si sejumlah seorang semua setiap sejak sampai hingga antara adalah ialah yaitu yakni \
         ada lagi masih sangat lebih paling kata ujar ucap tutur jelas ungkap tegas papar rekomendasi surat keputusan \
         koalisi gabungan partai parpol politik pemilu pemilihan daerah serentak nasional tahun hari jam pukul wib wita wit \
         rapat acara kantor gedung jalan hotel kabar berita online redaksi penulis editor foto dok ist reporter warga rakyat \
         masyarakat pendukung relawan tim pemenangan kampanye pleno kpu bawaslu dpr dprd mpr mk ri indonesia mahkamah konstitusi \
         komisi pendaftaran penetapan hasil survei suara kursi mesin dukungan deklarasi kedua ketiga pertama satu dua \
         tiga empat lima enam tujuh delapan sembilan sepuluh kesatuan bangsa badan lembaga organisasi negara \
         pemerintah pemprov pemkab pemkot pemda insya insyaallah alhamdulillah semoga mudah-mudahan harapan hampir \
         sekitar terhadap tentang lewat melalui berdasarkan guna demi maka oleh karena itulah inilah demikian akhirnya \
         rencananya kabarnya tentu tentunya memang pun lah jangan mari ayo biar supaya walau walaupun sebaliknya \
         beberapa berbagai banyak sebagian seluruh sesuai serta maupun khusus khususnya termasuk baik jelang menjelang \
         siap maju menang kalah baru lama resmi final dukung usung tolak gelar buka tutup gandeng daftar ajak minta \
         janji sebut bantah bongkar usai bersama bareng versi potret profil simak video fakta ini-lah penjelasan alasan \
         artikel halaman lanjut lanjutan selanjutnya terbaru terkini advertisement copyright posko peta teka-teki \
         tepuk pengumuman pengerahan konsolidasi kepastian ceritanya hubungan nama-nama sosok figur seusai sesudah \
         awalnya mulanya faktanya kenyataannya intinya artinya padahal sehingga dimana bagaimana mengapa apa siapa \
         form formulir syarat plus ii iii iv vi vii viii perempuan pria lelaki wanita pemuda pemudi alumnus alumni lulusan kapan berapa entah salah sebanyak berikut kotak kosong \
         jawa sumatera sumatra kalimantan sulawesi tinggal cukup sama lain lainnya pihak pihaknya partainya bersatu apakah adakah akankah mungkinkah benarkah sebelum selama seusai semenjak sembari sambil seiring sejalan lima llima langkah jejak kans peluang elektabilitas popularitas nasib kiprah manuver strategi pertemuan kehadiran sikap putusan kubu poros duel rivalitas pendamping nomor giliran mantap kader kombinasi elektoral gerbong loyalis simpatisan restu sinyal ambisi alasannya dinamika kontestasi kekuatan kemenangan kekalahan keputusan pilihan hubungan kedekatan pengakuan curhat respons tanggapan penegasan",
    ),
    (WordClasses::PROVINCE, "provinsi propinsi prov"),
    (WordClasses::REGENCY, "kabupaten kab"),
    (WordClasses::CITY, "kota kotamadya"),
    (
        WordClasses::OFFICE,
        "gubernur wagub wakil bupati wabup wali walikota walkot wawali kepala-daerah wawalkot pendamping pendampingnya wakilnya",
    ),
    (
        WordClasses::RUNNER,
        "calon cagub cawagub cabup cawabup cawalkot cawawalkot cawali cawawali cawalikota bacagub bacawagub bacabup \
         bacawabup bacawalkot bacawali bacalon balon bapaslon paslon pasangan paket duet kandidat jagoan cakada bacakada cawakada tandem",
    ),
    (
        WordClasses::ELECTION,
        "pilkada pilgub pilbup pilwalkot pilwalkota pilwakot pilwako pilwali pilkot pemilukada pemilihan pilkada-nya",
    ),
    (
        WordClasses::BOARD,
        "dpp dpw dpd dpc dpra dprk dprp pac fraksi partai parpol kader politikus politisi legislator bappilu ketum waketum sekjen",
    ),
    (
        WordClasses::NOMINATES,
        "mengusung usung mencalonkan calonkan menjagokan jagokan mendaftarkan menduetkan duetkan memasangkan pasangkan \
         merekomendasikan berpasangan berduet dipasangkan dipaketkan diduetkan disandingkan menyandingkan bertandem mengantarkan mencetuskan menyodorkan",
    ),
    (
        WordClasses::BACKS,
        "mendukung dukung menyokong mengajukan ajukan mengusulkan memenangkan menangkan menunjuk memilih menugaskan kepada \
         mendeklarasikan mengumumkan memajukan mempertimbangkan melirik menggadang-gadang menetapkan menyiapkan mendorong pencalonan dukungan",
    ),
    (
        WordClasses::RUNS,
        "diusung dicalonkan dijagokan didaftarkan diduetkan berpasangan berduet mencalonkan nyalon dipasangkan dipaketkan pencalonan",
    ),
    (
        WordClasses::STANDS,
        "didukung disokong maju mendaftar diajukan diusulkan direkomendasikan bertarung berlaga berkontestasi melenggang \
         digadang-gadang digadang disebut-sebut mengantongi bersaing unggul direstui",
    ),
    (WordClasses::PAIRS, "didampingi mendampingi menggandeng menggaet bersanding digandeng mengambil"),
    (
        WordClasses::OTHER_RACE,
        "presiden capres cawapres wapres pilpres legislatif caleg menteri senator dpd-ri rektor ketum kades lurah",
    ),
    (
        WordClasses::THING,
        "polda polres polresta polsek polrestabes kodam kodim korem lanal lanud kejaksaan kejari kejati pengadilan pn ptun \
         universitas univ institut iain uin stain sekolah sma smp sd smk ponpes pesantren masjid gereja rumah rs rsud \
         rumahsakit bandara pelabuhan stasiun terminal stadion gor jalan jl gang tol jembatan sungai gunung bukit pulau selat \
         teluk danau pantai candi taman museum monumen pasar mal mall plaza hotel gedung aula kecamatan kec kelurahan desa \
         dusun kampung nagari distrik radar tribun koran pt cv persib persija \
         psis persebaya pss psms bulog tol kereta ka kapal batalyon yonif lapas rutan perumahan komplek kompleks \
         simpang tugu alun-alun pendopo waduk bendungan \
         kesultanan keraton kerajaan keuskupan candi balai gudang posko-pemenangan satlantas satreskrim polrestro metro",
    ),
    (
        WordClasses::MEDIA,
        "kabar harian pos post tv fm radio bank ekspres ekspress express suara raya news today kini times warta swara \
         hall center centre convention ballroom arena tower auditorium cafe kafe resto",
    ),
    (
        WordClasses::FILLER,
        "dan dari yakni yaitu ialah adalah nomor urut no atas untuk kepada antara sang si nama bernama sosok figur \
         tunggal usungan resmi terkuat oleh di pada sekaligus para atau berinisial maupun serta & dengan internal \
         kepala daerah asal itu pasangan tahun periode sejumlah bakal terhadap bagi perseorangan independen sendiri terbaik",
    ),
    (WordClasses::CALLED, "disapa dipanggil sapaan julukan alias sapaannya dikenal panggilan"),
    (
        WordClasses::PLACE,
        "di se warga masyarakat dprd kpu kpud bawaslu panwaslu pemkab pemkot pemprov pemda pengurus ketua daerah dapil sekda kadis \
         wilayah untuk ke dari asal pemimpin memimpin se- kesbangpol dprk dpra pemerintah petambak petani nelayan pemuda",
    ),
    (
        WordClasses::ADVERB,
        "yang akan resmi secara juga telah sudah siap kembali bakal tetap sendiri pernah sempat kini pun masih batal ikut \
         turut positif tidak tak hanya itu tersebut ini lalu kemudian mantap langsung dipastikan memastikan nanti lebih \
         dulu baru justru memutuskan untuk menyatakan terus kuat santer ramai kian makin mengaku mengklaim disebut dikabarkan dirumorkan diisukan",
    ),
    (
        WordClasses::RIVAL,
        "disusul diikuti mengungguli membayangi mengalahkan melawan menghadapi menantang lawan penantang rival versus vs kontra dikalahkan menumbangkan",
    ),
    (
        WordClasses::SAYS,
        "kata ujar ucap tutur jelas ungkap tegas papar sebut imbuh tambah lanjut sambung terang beber cetus pungkas tandas \
         menurut mengatakan menyatakan menyebut menegaskan mengungkapkan menjelaskan menerangkan menyampaikan menambahkan",
    ),
];

static CLASSES: LazyLock<(Map<&'static str, WordClasses>, WordSigns)> = LazyLock::new(|| {
    let mut classes: Map<_, WordClasses> = Map::default();
    for (class, words) in LISTS {
        for word in words.split_ascii_whitespace() {
            let known = classes.entry(word).or_default();
            *known = known.or(*class);
        }
    }
    let forms = classes.keys().flat_map(|word| {
        ["", SUFFIXES[0], SUFFIXES[1]].map(|suffix| WordSign::of_any_case(&format!("{word}{suffix}")))
    });
    let signs = WordSigns::of(forms);
    (classes, signs)
});

/// What may stand behind a word.
const SUFFIXES: [&str; 2] = ["nya", "lah"];

/// The longest word of the table, in bytes.
const LONGEST: usize = 24;

/// What a word is good for, whatever its case; `-nya` and `-lah` behind it do not matter.
pub fn class_of(word: &str) -> WordClasses {
    let (classes, signs) = &*CLASSES;
    if !signs.may_have(WordSign::of_any_case(word)) {
        return WordClasses::default();
    }
    let mut low = [0; LONGEST];
    let Some(low) = low.get_mut(..word.len()) else { return WordClasses::default() };
    low.copy_from_slice(word.as_bytes());
    low.make_ascii_lowercase();
    let Ok(low) = std::str::from_utf8(low) else { return WordClasses::default() };
    let stem = || SUFFIXES.iter().find_map(|suffix| low.strip_suffix(suffix)).and_then(|stem| classes.get(stem));
    classes.get(low).or_else(stem).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_classes() {
        assert!(class_of("Mengusung").has(WordClasses::NOMINATES));
        assert!(class_of("calonnya").has(WordClasses::RUNNER) && class_of("KETUA").has(WordClasses::ROLE));
        assert!(class_of("Wijiono").is_none() && class_of("").is_none());
        assert!(LISTS.iter().all(|(_, words)| words.split_whitespace().all(|word| word.len() <= LONGEST)));
    }
}

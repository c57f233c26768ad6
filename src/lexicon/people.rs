//! Words around and inside the names of people.

/// Words of office and organisation before a name; capitalised, they are still no part of it.
pub const ROLES: &[&str] = &[
    "ketua",
    "sekretaris",
    "sekjen",
    "jenderal",
    "presiden",
    "wakil",
    "waketum",
    "wakil ketua",
    "ketum",
    "umum",
    "bendahara",
    "juru",
    "bicara",
    "jubir",
    "politikus",
    "politisi",
    "kader",
    "legislator",
    "koordinator",
    "direktur",
    "pengamat",
    "bupati",
    "gubernur",
    "wali",
    "walikota",
    "kota",
    "kabupaten",
    "provinsi",
    "kepala",
    "anggota",
    "dewan",
    "pimpinan",
    "wilayah",
    "daerah",
    "cabang",
    "pusat",
    "perwakilan",
    "dpp",
    "dpw",
    "dpd",
    "dpc",
    "dprd",
    "dpr",
    "ri",
    "i",
    "ii",
    "fraksi",
    "partai",
    "bappilu",
    "komisi",
    "kpu",
    "bawaslu",
    "plt",
    "pj",
    "pjs",
    "plh",
    "harian",
    "pelaksana",
    "majelis",
    "syuro",
    "pokja",
    "tim",
    "badan",
    "pertimbangan",
    "pembina",
    "penasihat",
    "organisasi",
    "bidang",
    "pemenangan",
    "pemilu",
    "pilkada",
    "lembaga",
    "desk",
    "exco",
    "mantan",
    "eks",
    "calon",
    "bakal",
    "cagub",
    "cabup",
    "cawagub",
    "cawabup",
    "menteri",
    "rektor",
    "dosen",
    "humas",
    "divisi",
    "kesbangpol",
    "kampanye",
    "relawan",
    "jakarta",
    "politik",
    "tingkat",
    "nasional",
    "pengurus",
    "ranting",
];

/// Words that begin sentences with a capital and are no names.
pub const OPENERS: &[&str] = &[
    "menurut",
    "untuk",
    "di",
    "pada",
    "namun",
    "meski",
    "meskipun",
    "sementara",
    "saat",
    "ketika",
    "bagi",
    "kata",
    "ujar",
    "ucap",
    "selain",
    "adapun",
    "lalu",
    "kemudian",
    "sebelumnya",
    "diketahui",
    "dari",
    "dalam",
    "dengan",
    "setelah",
    "usai",
    "kini",
    "jika",
    "bila",
    "karena",
    "soal",
    "sebab",
    "terkait",
    "hal",
    "ini",
    "itu",
    "ia",
    "dia",
    "kami",
    "kita",
    "saya",
    "dan",
    "tapi",
    "tetapi",
    "bahkan",
    "sedangkan",
    "sedang",
    "artinya",
    "maka",
    "nama",
    "sebagai",
    "oleh",
    "kepada",
    "tak",
    "tidak",
    "belum",
    "juga",
    "apalagi",
    "terlebih",
    "seperti",
    "misalnya",
    "senin",
    "selasa",
    "rabu",
    "kamis",
    "jumat",
    "sabtu",
    "minggu",
    "mereka",
    "beliau",
    "pasangan",
    "koalisi",
    "pilkada",
    "pilgub",
    "pilbup",
    "pilwalkot",
    "begitu",
    "baca",
    "tanpa",
];

/// Behind the name of a house: "Nusantara Hall".
pub const HOUSES: &[&str] =
    &["hall", "center", "centre", "convention", "ballroom", "arena", "tower", "auditorium", "cafe", "kafe", "resto"];

/// Words of the vocabulary that names hold too: "Dewa Eka Putra", "Sari Maharani Hari".
pub const NAME_WORDS: &[&str] = &[
    "putra", "putri", "anak", "hari", "lalu", "negara", "raya", "maju", "jaya", "juni", "agustus", "abadi", "pol",
    "uni",
];

/// Before those of whom there are many.
pub const MANY: &[&str] = &["para", "sejumlah", "beberapa", "semua", "seluruh", "setiap", "banyak"];

/// Small words inside a name.
pub const PARTICLES: &[&str] = &["bin", "binti", "al", "el", "van", "de", "alias"];

/// Offices that a person holds, against boards and organisations.
pub const PERSON_ROLES: &[&str] = &[
    "ketua",
    "sekretaris",
    "sekjen",
    "jenderal",
    "presiden",
    "ketum",
    "waketum",
    "umum",
    "bendahara",
    "jubir",
    "bicara",
    "politikus",
    "politisi",
    "kader",
    "legislator",
    "anggota",
    "koordinator",
    "caleg",
    "simpatisan",
    "mantan",
    "wasekjen",
];

/// Titles before a name that are no part of it.
pub const TITLES: &[&str] = &[
    "h", "hj", "kh", "hm", "haji", "hajah", "kiai", "kyai", "ustaz", "ustadz", "habib", "gus", "ning", "tuan", "tgh",
    "tgk", "dr", "drg", "drs", "dra", "ir", "prof", "pak", "bapak", "bu", "ibu", "bang", "mas", "mbak", "kang", "teh",
    "cak", "uda", "uni", "bung", "koh", "letjen", "mayjen", "brigjen", "kolonel", "komjen", "irjen", "kombes", "akbp",
    "purn", "tni", "pol", "andi",
];

/// Between a person and a verb.
pub const PERSON_ADVERBS: &[&str] = &[
    "akan",
    "sudah",
    "telah",
    "tetap",
    "juga",
    "resmi",
    "bakal",
    "masih",
    "pernah",
    "sempat",
    "itu",
    "pun",
    "kini",
    "tidak",
    "tak",
    "batal",
    "hanya",
    "kembali",
    "yang",
    "baru",
    "saja",
    "mengaku",
    "mengklaim",
    "dikabarkan",
    "kemudian",
    "lalu",
    "lantas",
    "akhirnya",
    "sendiri",
    "justru",
    "malah",
    "dipastikan",
];

/// Degrees written without full stops.
pub const DEGREES: &[&str] = &[
    "SH", "SE", "ST", "MH", "MM", "MT", "MSi", "MPd", "SPd", "SAg", "SIP", "SSos", "MAP", "MBA", "Lc", "MA", "PhD",
    "SKM", "MKes", "Ak", "CA", "SPt", "SPi", "MAg", "STP", "SSTP", "Apt", "MSc", "BSc", "Sos", "Si", "Ag", "Pd", "IP",
    "Kom", "Hum", "Ec", "Dev", "AP",
];

/// Small words inside a name, as runs of capitals are read.
pub const CHUNK_PARTICLES: &[&str] = &["bin", "binti", "al", "el", "van", "de", "ibn"];

/// Shortened first names, whose full stop does not end the name.
pub const SHORT_NAMES: &[&str] = &["moh", "muh", "abd", "tb", "st", "moch", "mhd", "a.m"];

/// First halves of names with a hyphen: "Al-Ayubi".
pub const ARTICLES: &[&str] =
    &["al", "el", "ad", "adz", "an", "ar", "as", "ash", "asy", "at", "ath", "az", "abdul", "nur"];

/// Somebody who was named before, with "itu" or "tersebut" behind: "mantan gubernur Jakarta itu".
pub const PERSON_NOUNS: &[&str] = &[
    "gubernur",
    "bupati",
    "wali",
    "walikota",
    "wagub",
    "wabup",
    "wawali",
    "politikus",
    "politisi",
    "kader",
    "mantan",
    "eks",
    "petahana",
    "pengusaha",
    "artis",
    "pria",
    "perempuan",
    "wanita",
    "lelaki",
    "ketua",
    "anggota",
    "legislator",
    "purnawirawan",
    "jenderal",
    "akademisi",
    "tokoh",
    "putra",
    "putri",
    "menantu",
    "kandidat",
    "figur",
    "sosok",
    "inkumben",
    "dokter",
    "ulama",
    "birokrat",
];

/// A pair that was named before: "pasangan bakal calon ini".
pub const PAIR_NOUNS: &[&str] = &["pasangan", "paket", "duet", "paslon", "bapaslon", "pasangannya", "tandem", "jagoan"];

/// Between such a noun and "itu", "ini".
pub const PAIR_FILLERS: &[&str] = &[
    "calon",
    "bakal",
    "tunggal",
    "petahana",
    "independen",
    "bupati",
    "wakil",
    "wali",
    "kota",
    "gubernur",
    "dan",
    "nomor",
    "urut",
    "inkumben",
    "incumbent",
    "kandidat",
];

/// What stands before a person's name without being part of it, folded.
pub const TITLES_BEFORE_NAMES: &[&str] = &[
    "h", "hj", "hi", "kh", "dr", "dra", "drs", "drg", "ir", "prof", "tgk", "ust", "ustaz", "ustadz", "capt", "brigjen",
    "irjen", "komjen", "jenderal", "letjen", "mayjen", "kombes", "kolonel", "pol", "purn", "tni", "bu", "ibu", "pak",
    "bapak", "kang", "cak", "mas", "mbak", "bang", "uni",
];

/// Names that are written in many ways, folded, with the one way that stands for them.
pub const SPELLINGS: &[(&[&str], &str)] = &[
    (
        &[
            "mohammad",
            "mohamad",
            "muhamad",
            "mohammed",
            "mochamad",
            "mochammad",
            "muchamad",
            "moh",
            "muh",
            "mhd",
            "mohd",
            "moch",
        ],
        "muhammad",
    ),
    (&["achmad", "akhmad", "ahmat"], "ahmad"),
    (&["abd"], "abdul"),
];

/// Who has the office now.
pub const INCUMBENTS: &[&str] = &["petahana", "inkumben", "incumbent"];

/// Before "pasangan calon": those who help who runs, or see to the election.
pub const NOT_WHO_RUNS: &[&str] = &[
    "tim",
    "pendukung",
    "relawan",
    "saksi",
    "pengurus",
    "panelis",
    "penyelenggara",
    "panitia",
    "lo",
    "penghubung",
    "keluarga",
    "hadir",
    "didampingi",
];

/// Whose kin somebody is does not say who runs: "menantu Presiden B".
pub const KIN: &[&str] =
    &["menantu", "putra", "putri", "anak", "adik", "kakak", "keponakan", "cucu", "ipar", "istri", "suami"];

/// Pairs of presidential elections, by one word of each name: they run for no region.
pub const PRESIDENTIAL: &[(&str, &str)] = &[
    ("Prabowo", "Gibran"),
    ("Anies", "Muhaimin"),
    ("Ganjar", "Mahfud"),
    ("Prabowo", "Sandi"),
    ("Prabowo", "Sandiaga"),
    ("Jokowi", "Ma'ruf"),
    ("Jokowi", "Amin"),
    ("Widodo", "Amin"),
    ("Jokowi", "JK"),
    ("Jokowi", "Kalla"),
    ("Prabowo", "Hatta"),
];

//! Words around the parties of a statement: their boards, the places that they are offered, and what stands for them.

/// Between an office and the party whose it is.
pub const BOARDS: &[&str] =
    &["dpp", "dpw", "dpd", "dpc", "dprd", "fraksi", "partai", "pusat", "internal", "i", "ii", "harian", "tingkat"];

/// Between a place on the ticket and the party that is to fill it.
pub const SLOT_FROM: &[&str] = &[
    "dari",
    "untuk",
    "milik",
    "jatah",
    "diisi",
    "berasal",
    "diambil",
    "asal",
    "oleh",
    "dipegang",
    "diserahkan",
    "ke",
    "kader",
];

/// Between a party and the place on the ticket that it gets.
pub const SLOT_AS: &[&str] = &[
    "sebagai",
    "jadi",
    "menjadi",
    "mendapat",
    "mendapatkan",
    "mengisi",
    "menempati",
    "mengambil",
    "dapat",
    "kebagian",
    "posisi",
    "kursi",
    "jatah",
    "di",
    "untuk",
];

/// Passed over between the two.
pub const SLOT_BETWEEN: &[&str] =
    &["itu", "nanti", "nantinya", "akan", "partai", "dpp", "dpw", "dpd", "dpc", "tetap", "juga", "kami", "kita"];

/// Stands for a party: the speaker's, or the one named last.
pub const OURS: &[&str] = &["kami", "kita", "partainya", "pihaknya", "mereka"];

/// Between a subject and its verb of backing.
pub const SUBJECT_ADVERBS: &[&str] = &[
    "akan",
    "sudah",
    "telah",
    "tetap",
    "juga",
    "resmi",
    "siap",
    "batal",
    "tidak",
    "tak",
    "bakal",
    "hanya",
    "masih",
    "secara",
    "dalam",
    "memutuskan",
    "sepakat",
    "untuk",
    "sama-sama",
    "bisa",
    "ikut",
    "turut",
    "pun",
    "yang",
    "kemungkinan",
    "mungkin",
    "ingin",
    "bertekad",
    "berniat",
    "berencana",
    "jalin",
    "menjalin",
];

/// Before an abbreviation that is another thing than a party: "pabrik".
pub const PAPERS: &[&str] = &[
    "menandatangani",
    "penandatanganan",
    "meneken",
    "nota",
    "draf",
    "naskah",
    "pabrik",
    "limbah",
    "bayar",
    "pajak",
    "tagihan",
];

/// Before parties that are not meant: "semua partai kecuali PDIP".
pub const EXCEPT: &[&str] = &["kecuali", "selain", "tanpa", "minus", "terkecuali", "bukan"];

/// Open a clause before the one that is said: "Dengan dukungan PKS itu, A-B …".
pub const ASIDE: &[&str] = &["dengan", "meski", "meskipun", "walau", "walaupun"];

/// Those who vote for a party are not the party.
pub const VOTERS: &[&str] = &["pemilih", "konstituen", "simpatisan", "responden", "pendukung", "suara", "perolehan"];

/// May stand before a verb that has no subject of its own: "Untuk Kota X, mendukung A".
pub const TACIT: &[&str] = &[
    "dan",
    "lalu",
    "kemudian",
    "selanjutnya",
    "serta",
    "namun",
    "tetapi",
    "tapi",
    "untuk",
    "di",
    "pada",
    "dalam",
    "sementara",
    "sedangkan",
    "adapun",
    "pilkada",
    "pilgub",
    "pilbup",
    "pilwalkot",
    "kini",
    "sekarang",
    "akhirnya",
    "memilih",
    "semula",
    "awalnya",
    "sebelumnya",
    "tadinya",
    "memberikan",
    "memberi",
    "menyatakan",
    "calon",
    "gubernur",
    "bupati",
    "wali",
    "kota",
    "kabupaten",
    "provinsi",
    "pemilihan",
    "sedang",
    "resmi",
    "juga",
    "mencabut",
    "menarik",
    "kembali",
    "lagi",
    "alias",
    "bahkan",
    "memastikan",
];

/// Between a passive verb and the parties that it names, besides what brings them in: "didukung penuh oleh".
pub const AGENT_WORDS: &[&str] = &[
    "penuh",
    "resmi",
    "langsung",
    "hanya",
    "adalah",
    "ialah",
    "antara",
    "terdiri",
    "atas",
    "yang",
    "tergabung",
    "besar",
    "berikut",
    "ini",
    "itu",
    "masing-masing",
    "sejumlah",
    "beberapa",
    "kursi",
    "parlemen",
    "nonparlemen",
    "non-parlemen",
    "non",
    "nonseat",
    "seat",
    "seperti",
    ":",
    "“",
    "\"",
    "kader",
    "rekomendasi",
    "surat",
    "dukungan",
    "form",
    "formulir",
    "tiket",
];

/// Between parties and their verb, besides adverbs.
pub const SUBJECT_WORDS: &[&str] = &[
    "itu",
    "ini",
    "tersebut",
    "sendiri",
    "lagi",
    "mantap",
    "bulat",
    "kompak",
    "kembali",
    "terus",
    "langsung",
    "lebih",
    "dulu",
    "dahulu",
    "awalnya",
    "semula",
    "sebelumnya",
    "sempat",
    "pernah",
    "kemudian",
    "lalu",
    "“",
    "\"",
    ":",
    "pusat",
    "memastikan",
    "ingin",
    "berencana",
    "positif",
    "berkomitmen",
    "solid",
];

/// Begin a clause that tells of something else.
pub const SUBORDINATES: &[&str] = &[
    "sementara",
    "sedangkan",
    "adapun",
    "namun",
    "tetapi",
    "tapi",
    "setelah",
    "usai",
    "seusai",
    "sesudah",
    "sebelum",
    "karena",
    "lantaran",
    "meski",
    "meskipun",
    "walau",
    "walaupun",
    "tanpa",
    "sejak",
    "saat",
    "ketika",
    "padahal",
    "menyusul",
    "demi",
    "menghadapi",
    "melawan",
    "berbeda",
    "tidak",
    "tak",
    "bukan",
    ";",
];

/// Bring in more parties behind the ticket.
pub const AND_ALSO: &[&str] = &[
    "dan", "serta", "&", "plus", "ditambah", "juga", "hingga", "maupun", "yakni", "yaitu", "adalah", "ialah",
    "meliputi", ":", "lain", "lainnya", "atas", "oleh", "(", "seperti", "termasuk", "dari",
];

/// Between the parties of a list that tells their seats.
pub const SEATS: &[&str] = &[
    "(", ")", ",", ".", "kursi", "suara", "persen", "%", "dan", "serta", "dengan", "memiliki", "punya", "yang", "satu",
    "sebanyak", "raihan",
];

/// What a party does that is on nobody's side, or on its own.
pub const APART: &[&str] = &[
    "netral",
    "abstain",
    "absen",
    "memilih",
    "pilih",
    "masih",
    "belum",
    "menunggu",
    "justru",
    "malah",
    "menolak",
    "keberatan",
    "ragu",
    "mundur",
    "keluar",
    "tidak",
    "tak",
    "menentang",
    "menyusul",
    "hengkang",
    "golput",
];

/// What a party does to somebody who runs.
pub const BACKS: &[&str] = &["mengusung", "mengajukan", "mencalonkan", "mendukung", "merekomendasikan", "menjagokan"];

/// What it gives them.
pub const GIVEN: &[&str] = &["dukungan", "rekomendasi", "rekom", "surat", "sk", "b1", "b1-kwk", "restu"];

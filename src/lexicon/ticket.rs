//! Words between the people of one ticket, and before those of another.

/// Before the second of a pair: the one that joins.
pub const JOINED_BY: &[&[&str]] = &[
    &["didampingi"],
    &["didampingi", "oleh"],
    &["didampingi", "dengan"],
    &["diwakili", "oleh"],
    &["berdampingan", "dengan"],
    &["bersama", "wakilnya"],
    &["berpasangan", "dengan"],
    &["berpasangan"],
    &["berduet", "dengan"],
    &["berpasangan", "bersama"],
    &["berduet", "bersama"],
    &["berduet"],
    &["menggandeng"],
    &["dipasangkan", "dengan"],
    &["dipaketkan", "dengan"],
    &["berpaket", "dengan"],
    &["disandingkan", "dengan"],
    &["bersanding", "dengan"],
    &["bertandem", "dengan"],
    &["menggaet"],
    &["diduetkan", "dengan"],
    &["berpasang", "dengan"],
    &["mengambil"],
    &["dan", "pasangannya"],
    &["bersama", "pasangannya"],
    &["dan", "wakilnya"],
    &["dengan", "wakilnya"],
];
/// Between a word that joins a pair and the name of the second.
pub const BEFORE_NAME: &[&str] = &["pasangan", "duet", "paslon", "calon", "sosok"];
/// What somebody does for a living: "menggandeng pengusaha [B]".
pub const CALLINGS: &[&str] = &[
    "pengusaha",
    "artis",
    "ulama",
    "birokrat",
    "akademisi",
    "politikus",
    "politisi",
    "kader",
    "tokoh",
    "pengacara",
    "dokter",
    "purnawirawan",
    "putra",
    "putri",
];
/// Who stand side by side before these are no pair: "A dan B saling klaim".
pub const CONTEND: &[&str] =
    &["saling", "bersaing", "berebut", "berebutan", "memperebutkan", "berhadapan", "bertarung"];
/// Makes a pair of two people with "dengan" between them.
pub const PAIRING: &[&str] =
    &["memasangkan", "menduetkan", "menyandingkan", "dipasangkan", "diduetkan", "disandingkan", "dipaketkan"];
/// Before the first of a pair, told from the second: "B mendampingi A".
pub const JOINS: &[&[&str]] = &[&["mendampingi"], &["pendamping"], &["pendampingnya"], &["wakil", "dari"]];
/// Before a rival.
pub const AGAINST: &[&[&str]] = &[
    &["melawan"],
    &["mengalahkan"],
    &["menghadapi"],
    &["menantang"],
    &["versus"],
    &["vs"],
    &["kontra"],
    &["bukan"],
    &["ketimbang"],
    &["daripada"],
    &["penantang"],
    &["rival"],
    &["dikalahkan"],
    &["tanpa"],
    &["berhadapan", "dengan"],
    &["berhadapan"],
    &["bertemu"],
    &["ditantang"],
    &["ditantang", "oleh"],
    &["bersaing", "dengan"],
    &["bertarung", "dengan"],
    &["bertarung", "melawan"],
    &["menumbangkan"],
    &["mengungguli"],
    &["lawan"],
    &["lawannya"],
    &["rivalnya"],
    &["pesaing"],
    &["pesaingnya"],
    &["menyaingi"],
    &["kalah", "dari"],
    &["berbeda", "dengan"],
    &["beda", "dengan"],
    &["tidak", "seperti"],
    &["halnya", "dengan"],
    &["di", "luar"],
];

/// Between the people of one ticket, whatever verb stands there as well.
pub const ALLIES: &[&str] = &[
    "mengambil",
    "berpasangan",
    "berduet",
    "didampingi",
    "bersama",
    "menggandeng",
    "dipasangkan",
    "dipaketkan",
    "berpaket",
    "diduetkan",
    "disandingkan",
    "mendampingi",
];

/// Part one clause from another.
pub const PARTED_BY: &[&str] =
    &[";", "sedangkan", "sementara", "adapun", "sebaliknya", "serta", "namun", "tetapi", "tapi", "melainkan"];

/// Words of time by which a clause tells of another day than the one before it.
pub const SHIFTS: &[&str] =
    &["kini", "sekarang", "belakangan", "akhirnya", "beralih", "berpaling", "berbalik", "justru", "malah", "pindah"];

/// Before "A dengan B", make a pair of the two.
pub const NOMINATE: &[&str] =
    &["mengusung", "usung", "mengajukan", "mencalonkan", "menjagokan", "mendaftarkan", "menetapkan"];

/// Verbs of going from one ticket to another.
pub const SHIFTING: &[&str] =
    &["mengalihkan", "alihkan", "dialihkan", "memindahkan", "pindah", "berpindah", "beralih", "berpaling", "pindahkan"];

/// Before another time in the same sentence: what was.
pub const FORMERLY: &[&str] = &["awalnya", "sebelumnya", "semula", "tadinya", "mulanya", "sempat", "dulu", "dahulu"];

/// Between a party and the paper that it gives: "PAN memberi surat tugas".
pub const GIVES: &[&str] = &[
    "memberi",
    "memberikan",
    "menerbitkan",
    "mengeluarkan",
    "menyerahkan",
    "menjatuhkan",
    "mengumumkan",
    "menyatakan",
    "meneken",
    "menandatangani",
];

/// What a party does with a paper.
pub const GIVES_PAPER: &[&str] = &[
    "memberi",
    "memberikan",
    "menerbitkan",
    "menyerahkan",
    "mengeluarkan",
    "menurunkan",
    "merilis",
    "menandatangani",
    "meneken",
    "mengirim",
    "mengirimkan",
    "keluarkan",
    "terbitkan",
    "serahkan",
    "berikan",
    "beri",
];

/// What is said behind these is not so.
pub const NOT_SO: &[&str] = &["batal", "urung", "membatalkan", "mencabut", "menarik", "menolak"];

/// Between "belum" and what is not yet so: "belum bisa mendeklarasikan koalisi".
pub const BEFORE_PAPER: &[&str] = &[
    "juga",
    "lagi",
    "akan",
    "bisa",
    "dapat",
    "resmi",
    "secara",
    "mendeklarasikan",
    "menerima",
    "mendapat",
    "mendapatkan",
    "mengantongi",
    "memutuskan",
    "menentukan",
    "membentuk",
    "membangun",
    "menjalin",
    "memastikan",
];

/// What is done with the paper of a party.
pub const HANDED: &[&str] =
    &["jatuh", "diberikan", "diserahkan", "dijatuhkan", "diterbitkan", "dikeluarkan", "diterima", "turun"];

/// Where somebody is at home: who is named there runs for nothing.
pub const AT_HOME: &[&str] = &["rumah", "kediaman", "kediamannya", "kantor"];

/// Belong to the verb behind them, besides adverbs.
pub const BEFORE_VERB: &[&str] = &["alias", "kembali", "bukan", "atau", "lagi", "malah", "batal", "urung"];

/// Begin the office that somebody has.
pub const HOLDERS: &[&str] = &["bupati", "gubernur", "wali", "walikota", "wakil", "wagub", "wabup", "mantan", "eks"];

/// What people give who do not run themselves.
pub const BLESSINGS: &[&str] = &["restu", "arahan", "perintah", "persetujuan", "mandat", "izin"];

/// What officers do with papers and words of their party, said of these.
pub const GIVEN_BY: &[&str] = &["diberikan", "diserahkan", "disampaikan", "diumumkan", "dibacakan", "ditandatangani"];

/// Why a ticket is one no longer.
pub const GONE: &[&str] =
    &["didiskualifikasi", "gugur", "digugurkan", "mundur", "mengundurkan", "dicoret", "meninggal", "wafat"];

/// What somebody does who is given papers or backing.
pub const GETS: &[&str] = &["mendapat", "mendapatkan", "meraih", "memperoleh", "mengantongi", "menerima"];

//! Words by which parties back a ticket: `mengusung`, `didukung`, `berkoalisi`, and the words of their lists.

use crate::model::Stance;

/// On which side of the verb its party stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Parties before it: "PKS mengusung …".
    Active,
    /// Parties after it: "diusung PKS".
    Passive,
    /// On both sides: "PKS berkoalisi dengan PSI".
    Joint,
    /// No stance at all, although it looks like one.
    Trap,
}

/// What a verb says of the parties around it.
pub type Verb = (Stance, Voice);

const NA: Verb = (Stance::Nominating, Voice::Active);
const NP: Verb = (Stance::Nominating, Voice::Passive);
const SA: Verb = (Stance::Supporting, Voice::Active);
const SP: Verb = (Stance::Supporting, Voice::Passive);
const J: Verb = (Stance::Member, Voice::Joint);
const TRAP: Verb = (Stance::Member, Voice::Trap);

/// Verbs of backing, and what looks like one.
pub const VERBS: &[(&str, Verb)] = &[
    ("mengusung", NA),
    ("usung", NA),
    ("mengajukan", NA),
    ("mencalonkan", NA),
    ("mendaftarkan", NA),
    ("menjagokan", NA),
    ("menduetkan", NA),
    ("memasangkan", NA),
    ("mengusulkan", NA),
    ("merekomendasikan", NA),
    ("memberi rekomendasi", NA),
    ("memberikan rekomendasi", NA),
    ("menerbitkan rekomendasi", NA),
    ("menyerahkan rekomendasi", NA),
    ("surat tugas", NA),
    ("surat mandat", NA),
    ("surat penugasan", NA),
    ("b1-kwk", NA),
    ("mencalonkan diri", TRAP),
    ("mendaftarkan diri", TRAP),
    ("diusung", NP),
    ("diajukan", NP),
    ("dicalonkan", NP),
    ("didaftarkan", NP),
    ("dijagokan", NP),
    ("diduetkan", NP),
    ("diusulkan", NP),
    ("direkomendasikan", NP),
    ("pengusung", NP),
    ("rekomendasi dari", NP),
    ("surat tugas dari", NP),
    ("tiket dari", NP),
    ("dengan tiket", NP),
    ("lewat tiket", NP),
    ("mengantongi tiket", NP),
    ("restu dari", NP),
    ("mendukung", SA),
    ("dukung", SA),
    ("menyokong", SA),
    ("sokong", SA),
    ("menyatakan dukungan", SA),
    ("memberi dukungan", SA),
    ("memberikan dukungan", SA),
    ("menjatuhkan dukungan", SA),
    ("melabuhkan dukungan", SA),
    ("mengalihkan dukungan", SA),
    ("mengalihkan dukungannya", SA),
    ("menarik dukungan", SA),
    ("tarik dukungan", SA),
    ("mencabut dukungan", SA),
    ("cabut dukungan", SA),
    ("memenangkan", SA),
    ("rekomendasi jatuh kepada", NA),
    ("rekomendasi jatuh ke", NA),
    ("rekomendasi diberikan kepada", NA),
    ("menjatuhkan rekomendasi", NA),
    ("menjatuhkan pilihan", SA),
    ("melirik", SA),
    ("memberi restu", SA),
    ("memberikan restu", SA),
    ("merestui", SA),
    ("didukung", SP),
    ("disokong", SP),
    ("disupport", SP),
    ("dukungan dari", SP),
    ("mendapat dukungan", SP),
    ("mendapatkan dukungan", SP),
    ("meraih dukungan", SP),
    ("mengantongi dukungan", SP),
    ("memperoleh dukungan", SP),
    ("dukungan", SP),
    ("pendukung", TRAP),
    ("berkoalisi", J),
    ("koalisi", J),
    ("satu koalisi", J),
    ("kongsi", J),
    ("berkongsi", J),
    ("bersekutu", J),
    ("beraliansi", J),
    ("aliansi", J),
    ("seperahu", J),
    ("satu perahu", J),
    ("segerbong", J),
    ("satu gerbong", J),
    ("bergabung", J),
    ("merapat", J),
    ("kerja sama politik", J),
    ("bekerja sama", J),
    ("bergandengan", J),
    ("beriringan", J),
    ("koalisi masyarakat", TRAP),
    ("koalisi masyarakat sipil", TRAP),
    ("koalisi indonesia maju", TRAP),
    ("koalisi perubahan", TRAP),
];

/// Prepositions of company: the party after them does what the verb before them says.
pub const WITH: &[&str] = &["bersama", "dengan", "beserta", "menggandeng", "menggaet", "merangkul"];

/// Words that may stand between a passive verb and the parties that it names: "diusung oleh lima partai, yakni".
pub const BY_PHRASE: &[&str] = &[
    "diusung oleh lima partai, yakni",
    "oleh",
    "dari",
    "partai",
    "parpol",
    "politik",
    "koalisi",
    "gabungan",
    "lainnya",
    "lain",
    "yaitu",
    "yakni",
    "seperti",
    "antara",
    "adalah",
    "ialah",
    ",",
    ":",
    "(",
    "para",
    "sejumlah",
    "beberapa",
    "juga",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "resmi",
    "dpp",
    "dpw",
    "dpd",
    "dpc",
    "besar",
    "kecil",
    "baru",
    "sama",
    "bersama",
    "secara",
];

/// Words that join the names of one list.
pub const LIST: &[&str] = &[
    ",", "dan", "serta", "&", "/", "(", ")", "partai", "maupun", "plus", "juga", "dpp", "dpw", "dpd", "dpc", "bersama",
    "beserta",
];

/// What parties join for: "berkoalisi untuk", "sepakat".
pub const ON: &[&str] = &["untuk", "guna", "demi", "resmi", "akan", "sepakat", "bakal", "siap", "dalam", "dengan"];

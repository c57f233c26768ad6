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
    ("mengantar", NA),
    ("mengantarkan", NA),
    ("memajukan", NA),
    ("menjagokannya", NA),
    ("calonkan", NA),
    ("jagokan", NA),
    ("rekomendasikan", NA),
    ("ajukan", NA),
    ("usulkan", NA),
    ("memasangkan", NA),
    ("mengusulkan", NA),
    ("merekomendasikan", NA),
    ("surat tugas", NA),
    ("surat mandat", NA),
    ("surat penugasan", NA),
    ("b1-kwk", NA),
    ("b1kwk", NA),
    ("b . 1-kwk", NA),
    ("b1 kwk", NA),
    ("b1-kwk dari", NP),
    ("b1kwk dari", NP),
    ("b . 1-kwk dari", NP),
    ("b1 kwk dari", NP),
    ("surat dukungan kepada", SA),
    ("surat dukungan untuk", SA),
    ("mencalonkan diri", TRAP),
    ("tak selalu berkoalisi", TRAP),
    ("tidak selalu berkoalisi", TRAP),
    ("tak selalu mendukung", TRAP),
    ("tidak selalu mendukung", TRAP),
    ("fleksibel menjalin koalisi", TRAP),
    ("fleksibel berkoalisi", TRAP),
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
    ("menyerahkan dukungan", SA),
    ("menjatuhkan dukungan", SA),
    ("melabuhkan dukungan", SA),
    ("mengalihkan dukungan", SA),
    ("mengalihkan dukungannya", SA),
    ("mengalihkannya ke", SA),
    ("mengalihkannya kepada", SA),
    ("menarik dukungan", SA),
    ("tarik dukungan", SA),
    ("mencabut dukungan", SA),
    ("cabut dukungan", SA),
    ("mengembalikan dukungan", SA),
    ("mengembalikan rekomendasi", NA),
    ("mencabut rekomendasi", NA),
    ("mencabut rekom", NA),
    ("cabut rekomendasi", NA),
    ("cabut rekom", NA),
    ("menarik rekomendasi", NA),
    ("menarik rekom", NA),
    ("tarik rekomendasi", NA),
    ("memunculkan nama", NA),
    ("mencetuskan nama", NA),
    ("menyodorkan nama", NA),
    ("memenangkan", SA),
    ("rekomendasi jatuh kepada", NA),
    ("rekomendasi jatuh ke", NA),
    ("rekomendasi diberikan kepada", NA),
    ("menjatuhkan rekomendasi", NA),
    ("menjatuhkan pilihan", SA),
    ("menjatuhkan hati ke", SA),
    ("menjatuhkan hati kepada", SA),
    ("melayangkan dukungan", SA),
    ("melirik", SA),
    ("memberi restu", SA),
    ("memberikan restu", SA),
    ("merestui", SA),
    ("didukung", SP),
    ("disokong", SP),
    ("sokongan", SP),
    ("sokongan kuat", SP),
    ("sokongan penuh", SP),
    ("disupport", SP),
    ("dukungan dari", SP),
    ("mendapat dukungan", SP),
    ("mendapatkan dukungan", SP),
    ("meraih dukungan", SP),
    ("mengantongi dukungan", SP),
    ("memperoleh dukungan", SP),
    ("dukungan", SP),
    ("pendukung", TRAP),
    ("partai pendukung", SP),
    ("parpol pendukung", SP),
    ("partai politik pendukung", SP),
    ("pemberi rekom", NP),
    ("pemberi rekomendasi", NP),
    ("pemberi dukungan", SP),
    ("partai pengusung", NP),
    ("parpol pengusung", NP),
    ("ditunjuk", NP),
    ("ditunjuk oleh", NP),
    ("mandat dari", NP),
    ("mengantongi rekomendasi", NP),
    ("menetapkan", NA),
    ("memutuskan mengusung", NA),
    ("alihkan dukungan", SA),
    ("mendeklarasikan dukungan", SA),
    ("deklarasikan dukungan", SA),
    ("menyatakan mendukung", SA),
    ("satu suara untuk", NA),
    ("mendorong", SA),
    ("menggadang", SA),
    ("menggadang-gadang", SA),
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
    "non",
    "seat",
    "parlemen",
    "nonparlemen",
    "nonseat",
];

/// Words that join the names of one list.
pub const LIST: &[&str] = &[
    ",", "dan", "serta", "&", "/", "(", ")", "partai", "maupun", "plus", "juga", "dpp", "dpw", "dpd", "dpc", "bersama",
    "beserta", "-", "–", "hingga", "+",
];

/// What parties join for: "berkoalisi untuk", "sepakat".
pub const ON: &[&str] = &["untuk", "guna", "demi", "resmi", "akan", "sepakat", "bakal", "siap", "dalam", "dengan"];

/// Verbs of alliance that are nouns as well: they govern only where no verb does.
pub const NOUNS: &[&str] = &["koalisi", "aliansi", "kongsi"];

/// What somebody does who gets a paper from a party.
pub const RECEIVES: &[&str] = &[
    "mendapat",
    "mendapatkan",
    "menerima",
    "mengantongi",
    "memperoleh",
    "memegang",
    "meraih",
    "dapat",
    "diberikan",
    "diberi",
];

/// First words of what a party gives out.
pub const PAPER: &[&str] = &[
    "rekomendasi",
    "rekom",
    "surat",
    "sk",
    "tiket",
    "mandat",
    "b1-kwk",
    "b1kwk",
    "b1",
    "kwk",
    "formulir",
    "form",
    "dukungan",
    "restu",
];

/// What else is in its name: "formulir model B.1-KWK parpol".
pub const PAPER_PARTS: &[&str] = &[
    "keputusan",
    "tugas",
    "penugasan",
    "penetapan",
    "persetujuan",
    "pencalonan",
    "pengusungan",
    "model",
    "b",
    ".",
    "1-kwk",
    "b.1-kwk",
    "b1.kwk",
    "parpol",
    "partai",
    "politik",
    "resmi",
    "rekomendasinya",
    "dukungannya",
];

/// Behind the name of a paper.
pub const BEHIND_PAPER: &[&str] =
    &["untuk", "sebagai", "kepada", "ke", "pada", "dukung", "usungan", "itu", "tersebut", "langsung"];

/// By these a paper nominates, whatever else it is called.
pub const NOMINATING_PAPER: &[&str] = &[
    "rekomendasi",
    "rekom",
    "rekomendasinya",
    "b1-kwk",
    "b1kwk",
    "b1",
    "kwk",
    "1-kwk",
    "b.1-kwk",
    "b1.kwk",
    "tugas",
    "pencalonan",
];

/// Before who gives.
pub const FROM: &[&str] = &["dari", "oleh"];

/// What somebody does who runs.
pub const RUNS_FOR: &[&str] =
    &["maju", "berlaga", "bertarung", "melaju", "melenggang", "berlayar", "bertanding", "berkontestasi"];

/// Before whose vehicle they take.
pub const VIA: &[&str] =
    &["lewat", "melalui", "via", "menggunakan", "memakai", "mengendarai", "menumpang", "menunggangi"];

/// Between that and the party.
pub const RIDES: &[&str] =
    &["kendaraan", "perahu", "jalur", "gerbong", "bendera", "tiket", "usungan", "gabungan", "koalisi", "politik"];

/// What a party does that names whom it nominates; of other things too, unless a name follows.
pub const NAMES_ITS: &[&str] = &[
    "mendeklarasikan",
    "mengumumkan",
    "menunjuk",
    "mempercayakan",
    "memercayakan",
    "menugaskan",
    "memilih",
    "mengandalkan",
    "mengunggulkan",
    "meminang",
];

/// Nouns of nominating somebody.
pub const NOMINATION: &[&str] = &["pengusungan", "pencalonan", "pengajuan"];

/// Make a verb of "koalisi": "menjalin koalisi".
pub const MAKES: &[&str] = &["jalin", "menjalin", "membangun", "membentuk"];

/// Before a verb of what parties could do: "bisa mengusung calon sendiri".
pub const CAN: &[&str] = &["cukup", "bisa", "dapat", "berhak", "boleh", "mampu", "sanggup", "syarat", "memenuhi"];

/// Nobody in particular whom they could nominate.
pub const ANYBODY: &[&str] = &[
    "pasangan",
    "calon",
    "paslon",
    "kandidat",
    "calonnya",
    "jagoan",
    "jagoannya",
    "bakal",
    "cakada",
    "kader",
    "sendiri",
];

/// What a person does who goes over to a party.
pub const JOINS_PARTY: &[&str] = &["bergabung", "merapat"];

/// Between "merapat" and the ticket to which a party goes.
pub const GOES_TO: &[&str] = &["ke", "kepada", "pasangan", "paslon", "duet", "kubu", "barisan", "bapaslon", "calon"];

/// Between a question and its verb: "partai mana yang akan bersama mereka mengusung".
pub const ASKED_BY: &[&str] =
    &["yang", "saja", "akan", "bakal", "ikut", "turut", "bersama", "mereka", "nanti", "nantinya", "parpol", "partai"];

//! Words that say who speaks: `kata`, `mengatakan`, `menurut`, `dia`.

/// On which side of the verb its speaker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeechVerb {
    /// Speaker behind it: "kata X".
    Tag,
    /// Speaker before it: "X mengatakan".
    Clause,
}

/// Verbs of speech.
pub const VERBS: &[(&str, SpeechVerb)] = &[
    ("kata", SpeechVerb::Tag),
    ("ujar", SpeechVerb::Tag),
    ("ucap", SpeechVerb::Tag),
    ("tutur", SpeechVerb::Tag),
    ("jelas", SpeechVerb::Tag),
    ("ungkap", SpeechVerb::Tag),
    ("tegas", SpeechVerb::Tag),
    ("papar", SpeechVerb::Tag),
    ("sebut", SpeechVerb::Tag),
    ("imbuh", SpeechVerb::Tag),
    ("tambah", SpeechVerb::Tag),
    ("lanjut", SpeechVerb::Tag),
    ("sambung", SpeechVerb::Tag),
    ("terang", SpeechVerb::Tag),
    ("beber", SpeechVerb::Tag),
    ("cetus", SpeechVerb::Tag),
    ("pungkas", SpeechVerb::Tag),
    ("tandas", SpeechVerb::Tag),
    ("kilah", SpeechVerb::Tag),
    ("klaim", SpeechVerb::Tag),
    ("menurut", SpeechVerb::Tag),
    ("mengatakan", SpeechVerb::Clause),
    ("menyatakan", SpeechVerb::Clause),
    ("menyebut", SpeechVerb::Clause),
    ("menyebutkan", SpeechVerb::Clause),
    ("menegaskan", SpeechVerb::Clause),
    ("mengungkapkan", SpeechVerb::Clause),
    ("menjelaskan", SpeechVerb::Clause),
    ("menerangkan", SpeechVerb::Clause),
    ("menyampaikan", SpeechVerb::Clause),
    ("menambahkan", SpeechVerb::Clause),
    ("menuturkan", SpeechVerb::Clause),
    ("mengemukakan", SpeechVerb::Clause),
    ("mengutarakan", SpeechVerb::Clause),
    ("membeberkan", SpeechVerb::Clause),
    ("menekankan", SpeechVerb::Clause),
    ("melanjutkan", SpeechVerb::Clause),
    ("memaparkan", SpeechVerb::Clause),
    ("berujar", SpeechVerb::Clause),
    ("berkata", SpeechVerb::Clause),
    ("berharap", SpeechVerb::Clause),
    ("membantah", SpeechVerb::Clause),
    ("menepis", SpeechVerb::Clause),
    ("mengaku", SpeechVerb::Clause),
    ("mengakui", SpeechVerb::Clause),
    ("memastikan", SpeechVerb::Clause),
    ("menilai", SpeechVerb::Clause),
    ("mengklaim", SpeechVerb::Clause),
    ("membenarkan", SpeechVerb::Clause),
    ("mengumumkan", SpeechVerb::Clause),
    ("menanggapi", SpeechVerb::Clause),
    ("membacakan", SpeechVerb::Clause),
];

/// Somebody named before.
pub const THEY: &[&str] = &["dia", "ia", "beliau", "dirinya"];

/// May stand between a speaker and the verb.
pub const ADVERBS: &[&str] =
    &["juga", "pun", "kemudian", "lalu", "sendiri", "lantas", "kembali", "turut", "telah", "sudah"];

/// Words that may stand before the name in "kata Ketua DPC PPP Kota Bogor, X".
pub const BEFORE_NAME: &[&str] = &[",", "(", ")", "/", "-", "dan", "seorang", "di"];

/// What a party does about what others do.
pub const RESPONDS: &[&str] = &[
    "merespons",
    "merespon",
    "menanggapi",
    "menyikapi",
    "mengomentari",
    "mengkritik",
    "mempertanyakan",
    "menyayangkan",
    "menghormati",
    "menyindir",
];

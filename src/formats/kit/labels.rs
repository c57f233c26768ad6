//! Labels that everybody knows, and tags that are none.

/// Labels that name what people mark in news, in small letters: with one of them nobody need say what a text is.
const LABELS: [&str; 36] = [
    "calon",
    "candidate",
    "coalition",
    "date",
    "event",
    "fac",
    "gpe",
    "kandidat",
    "koalisi",
    "lembaga",
    "loc",
    "location",
    "lokasi",
    "misc",
    "money",
    "nor",
    "norp",
    "number",
    "office",
    "org",
    "organisasi",
    "organisation",
    "organization",
    "orang",
    "partai",
    "party",
    "per",
    "percent",
    "pers",
    "person",
    "region",
    "time",
    "tokoh",
    "wilayah",
    "daerah",
    "law",
];

/// Whether a word is a label that everybody knows.
pub fn is_known_label(word: &str) -> bool {
    let word = word.to_lowercase();
    LABELS.contains(&word.as_str())
}

/// Tags by which words look otherwise: pasted articles have some, and are prose.
pub const LOOKS: [&str; 15] =
    ["a", "b", "big", "br", "em", "font", "i", "q", "s", "small", "span", "strong", "sub", "sup", "u"];

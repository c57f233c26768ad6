//! Words of lists: how many parties there are, and that more of them follow.

/// How many.
pub const NUMBERS: &[&str] = &[
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
    "kedua",
    "ketiga",
    "keempat",
    "kelima",
    "keenam",
    "ketujuh",
    "kedelapan",
    "kesembilan",
    "kesepuluh",
    "kesebelas",
    "belasan",
    "puluhan",
    "seluruh",
    "semua",
    "sejumlah",
    "beberapa",
];

/// How many parties a word counts, if it says so exactly.
pub fn count_of(word: &str) -> Option<usize> {
    if let Ok(number) = word.parse::<usize>() {
        return (2..=30).contains(&number).then_some(number);
    }
    let counts: [(&[&str], usize); 9] = [
        (&["dua", "kedua", "keduanya"], 2),
        (&["tiga", "ketiga", "ketiganya"], 3),
        (&["empat", "keempat", "keempatnya"], 4),
        (&["lima", "kelima", "kelimanya"], 5),
        (&["enam", "keenam", "keenamnya"], 6),
        (&["tujuh", "ketujuh"], 7),
        (&["delapan", "kedelapan"], 8),
        (&["sembilan", "kesembilan"], 9),
        (&["sepuluh", "kesepuluh"], 10),
    ];
    counts.iter().find(|(words, _)| words.contains(&word)).map(|(_, count)| *count)
}

/// Before what is meant.
pub const NAMELY: &[&str] = &["yakni", "yaitu"];

/// Open a list of people.
pub const OPENS_LIST: &[&str] = &["adalah", "yakni", "yaitu", "ialah", "meliputi", "lain", "antaranya", "diantaranya"];

/// Begin a sentence that goes on with a list of people.
pub const GOES_ON_LISTING: &[&str] =
    &["selain", "kemudian", "lalu", "selanjutnya", "berikutnya", "ditambah", "juga", "serta", "terakhir"];

/// Between such a word and more parties.
pub const BEFORE_MORE: &[&str] =
    &["itu", ",", "ada", "ada pula", "pula", "juga", "terdapat", "masih", "turut", "lagi", "dan", "dari", "politik"];

/// Stand for those of the sentence before.
pub const MEANT: &[&str] = &["mereka", "keduanya", "ketiganya", "keempatnya", "kelimanya", "nama-nama"];

/// What is counted.
pub const PARTIES: &[&str] = &["partai", "parpol", "partai-partai"];

/// Before a list of parties that belong to what was said before.
pub const MORE_PARTIES: &[&[&str]] = &[
    &["yakni"],
    &["yaitu"],
    &["antara", "lain"],
    &["di", "antaranya"],
    &["diantaranya"],
    &["terdiri", "dari"],
    &["terdiri", "atas"],
    &["beranggotakan"],
    &["ditambah"],
    &["ditopang"],
    &["meliputi"],
    &["adalah"],
];

/// Begin a sentence on who came next to the same coalition.
pub const FOLLOWS_UP: &[&str] = &["disusul", "menyusul", "ditambah", "terbaru"];

/// Begin the line of an item.
pub const ITEM_WORDS: &[&str] = &["nomor urut", "no urut", "paslon nomor", "paslon no", "pasangan nomor"];

/// End a line below which a list stands, besides a colon.
pub const HEADINGS: &[&str] =
    &["berikut", "diantaranya", "di antaranya", "antara lain", "yakni", "yaitu", "sebagai berikut"];

/// What a sentence that begins with "berikut" says stands below it.
pub const LISTED: &[&str] = &["nama-nama", "daftar", "pasangan", "paslon", "calon"];

/// Before the party whose list it is: "daftar calon dari Golkar".
pub const LIST_OF: &[&str] =
    &["dari", "oleh", "usungan", "jagoan", "besutan", "partai", "calon", "kandidat", "pasangan", "paslon"];

/// Begin a sentence that goes on with the tickets of the one before it.
pub const GOES_ON: &[&str] = &[
    "kemudian",
    "lalu",
    "selanjutnya",
    "untuk",
    "di",
    "sementara",
    "sedangkan",
    "adapun",
    "berikutnya",
    "terakhir",
    "begitu",
    "pasangan",
    "duet",
    "paslon",
    "pada",
];

/// Begin the line of an item.
pub const ITEM_MARKS: &[&str] = &["- ", "• ", "· ", "* ", "– ", "● ", "▪ ", "+ ", "| ", "•"];

/// Who runs without a party.
pub const INDEPENDENT: &[&str] =
    &["perseorangan", "perorangan", "independen", "nonpartai", "non-partai", "jalur", "ktp"];

/// Before the number of a ticket.
pub const NUMBER_DRAWN: &[&str] = &["nomor", "no"];

/// How many tickets more.
pub const NUMBERS_OF: &[&str] = &["satu", "dua", "tiga", "empat", "lima", "seorang", "sepasang"];

/// Those of whom there are more.
pub const PAIRS: &[&str] = &["pasangan", "calon", "paslon", "kandidat", "nama", "pasang", "bapaslon", "duet"];

/// That there are more of them.
pub const MORE: &[&str] = &["lain", "lainnya", "lagi", "berikutnya", "sisanya", "terakhir"];

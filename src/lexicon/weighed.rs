//! Words for whom a party has in mind before it decides.

/// Those of whom one is to be chosen.
pub const NAMES: &[&str] = &["nama", "nama-nama", "namanya", "tokoh", "sosok", "figur", "kader", "kandidat"];

/// What is done with them.
pub const WEIGHS: &[&str] = &[
    "disiapkan",
    "menyiapkan",
    "dipertimbangkan",
    "mempertimbangkan",
    "ditimbang",
    "menimbang",
    "digodok",
    "menggodok",
    "dikaji",
    "mengkaji",
    "mengerucut",
    "disodorkan",
    "menyodorkan",
    "dijaring",
    "menjaring",
    "dilirik",
    "melirik",
];

/// Before a verb: it is not done yet.
pub const STILL_OPEN: &[&str] = &["akan", "bakal", "untuk", "dapat", "bisa", "layak"];

/// Where somebody is sought beside one who is named.
pub const BESIDE: &[&str] = &["mendampingi", "pendamping", "pendampingnya", "dampingi", "wakilnya", "melawan"];

/// Begin a sentence with more of the names.
pub const GOES_ON_NAMING: &[&str] = &[
    "yakni",
    "yaitu",
    "mereka",
    "kemudian",
    "lalu",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "keduanya",
    "ketiganya",
    "adalah",
    "antaranya",
    "diantaranya",
];

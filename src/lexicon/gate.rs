//! Words by which a whole article is known to be about a regional election, about another one, or in another language.

/// One word that names a regional election, or somebody who runs in one.
pub const REGIONAL: &[&str] = &[
    "pilkada",
    "pilgub",
    "pilbup",
    "pilwalkot",
    "pilwalkota",
    "pilwakot",
    "pilwako",
    "pilwali",
    "pilkot",
    "pemilukada",
    "cagub",
    "cawagub",
    "bacagub",
    "bacawagub",
    "cabup",
    "cawabup",
    "bacabup",
    "bacawabup",
    "cawalkot",
    "cawali",
    "cawawali",
    "cawawalkot",
    "bacawalkot",
    "bacawali",
    "cakada",
    "bacakada",
    "cawakada",
    "balonwali",
    "pilkadal",
    "pilbub",
    "pilwakada",
    "pemilihan-kepala-daerah",
    "cagub-cawagub",
    "cabup-cawabup",
];

/// Behind one of these, an [`OFFICES`] word speaks of a regional election: "calon bupati", "pemilihan wali kota".
pub const BEFORE_OFFICE: &[&str] =
    &["calon", "pemilihan", "paslon", "bapaslon", "kandidat", "balon", "bacalon", "pasangan", "kursi", "duet"];

/// Offices that are elected in regions.
pub const OFFICES: &[&str] = &["bupati", "gubernur", "wali", "walikota", "wakil", "kepala", "wagub", "wabup", "walkot"];

/// Behind "wakil" and "kepala", these alone tell of a region.
pub const OF_REGION: &[&str] = &["bupati", "gubernur", "wali", "walikota", "daerah", "kepala"];

/// One word of a presidential election.
pub const PRESIDENTIAL: &[&str] =
    &["pilpres", "capres", "cawapres", "bacapres", "bacawapres", "capres-cawapres", "capresnya", "cawapresnya"];

/// Behind [`BEFORE_OFFICE`], these speak of a presidential election.
pub const PRESIDENT: &[&str] = &["presiden", "wapres"];

/// Small words that Indonesian cannot do without, and no other language has so often.
pub const INDONESIAN: &[&str] = &[
    "yang",
    "dan",
    "di",
    "untuk",
    "dengan",
    "dari",
    "ini",
    "itu",
    "pada",
    "akan",
    "dalam",
    "tidak",
    "ke",
    "oleh",
    "juga",
    "para",
    "telah",
    "sudah",
    "adalah",
    "sebagai",
    "karena",
    "atau",
    "kata",
    "ada",
    "bisa",
    "saat",
    "calon",
    "partai",
    "diusung",
    "mengusung",
    "didukung",
    "mendukung",
    "pasangan",
    "kabupaten",
    "kota",
    "usung",
    "dukung",
    "resmi",
    "bupati",
    "gubernur",
    "serta",
    "kepada",
    "koalisi",
    "nomor",
    "urut",
    "pemilihan",
    "provinsi",
    "maju",
    "siap",
];

/// Small words of languages in which nothing is proposed.
pub const FOREIGN: &[&str] = &[
    "the", "of", "and", "in", "to", "for", "is", "was", "with", "by", "on", "that", "has", "have", "from", "are",
    "were", "will", "would", "its", "their", "his", "her", "who", "which", "said", "after", "not", "but", "der", "die",
    "das", "und", "von", "mit", "für", "ist", "den", "dem", "im", "ein", "eine", "einen", "zu", "zur", "zum", "auf",
    "nicht", "sich", "wird", "werden", "wurde", "sind", "hat", "haben", "nach", "bei", "auch", "aus", "vor", "als",
    "het", "een", "van", "les", "des", "et", "du", "la", "le", "pour", "dans", "que", "el", "los", "las", "por",
];

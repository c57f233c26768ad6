//! Words around regions.

/// Boards, agencies and offices whose names end in a region.
pub const ORGANISATIONS: &[&str] = &[
    "dpp",
    "dpw",
    "dpd",
    "dpc",
    "dpra",
    "dprk",
    "dprd",
    "kpu",
    "kpud",
    "bawaslu",
    "polres",
    "polda",
    "polresta",
    "pemkab",
    "pemkot",
    "pemprov",
    "ketua",
    "sekretaris",
    "bendahara",
    "warga",
    "pengurus",
    "kader",
    "kantor",
    "relawan",
    "tim",
    "fraksi",
    "partai",
    "asal",
    "masyarakat",
];

/// "di daerah lain": the race is left open.
pub const OPEN: &[&[&str]] = &[
    &["daerah", "lain"],
    &["daerah", "lainnya"],
    &["daerah-daerah", "lain"],
    &["daerah-daerah", "lainnya"],
    &["wilayah", "lain"],
    &["wilayah", "lainnya"],
    &["sejumlah", "daerah"],
    &["beberapa", "daerah"],
    &["berbagai", "daerah"],
    &["kabupaten", "lain"],
    &["kota", "lain"],
    &["provinsi", "lain"],
];

/// Before an election that a sentence only compares with its own: "setelah sukses di Pilkada …".
pub const COMPARED: &[&str] = &[
    "sukses",
    "kesuksesan",
    "keberhasilan",
    "berhasil",
    "kemenangan",
    "menang",
    "kekalahan",
    "kalah",
    "pengalaman",
    "seperti",
    "sebagaimana",
    "layaknya",
    "berkaca",
    "belajar",
    "ketimbang",
    "dibanding",
    "dibandingkan",
    "selain",
    "pemilu",
    "pileg",
    "legislatif",
];

/// What a region holds several of: "sejumlah kota di …" are not the region.
pub const HOLDS: &[&str] = &["daerah", "kabupaten", "kota", "wilayah", "provinsi", "kabupaten/kota", "titik"];

/// Prepositions before an election.
pub const TOOK_PART: &[&str] = &["ikut", "mengikuti", "maju", "bertarung", "berlaga", "kalah", "gagal", "mencalonkan"];
/// Before such a verb: that was another time.
pub const ONCE: &[&str] = &["sejak", "pernah", "sempat", "dulu", "dahulu"];
pub const IN: &[&str] = &["di", "pada", "dalam", "dari", "saat", "pasca", "dengan", "untuk"];

/// May stand around a region in a line that only names it.
pub const HEADING: &[&str] = &["di", "provinsi", "kabupaten", "kota", "wilayah", "daerah"];

/// Those who run: where they do is no place of a meeting.
pub const RUNNERS: &[&str] = &["calon", "paslon", "bapaslon", "kandidat", "pasangan", "cakada", "bacakada"];

/// The province of the capital, by its code: where parties and the state have their seats.
pub const CAPITAL: &str = "31";

/// Before "Provinsi …" where a race is held.
pub const AT_LEVEL: &[&str] = &[
    "di",
    "untuk",
    "pada",
    "dalam",
    "se",
    "dan",
    ",",
    "tingkat",
    "pilkada",
    "pemilihan",
    ":",
    "-",
    "bupati",
    "gubernur",
];

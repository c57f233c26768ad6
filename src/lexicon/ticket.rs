//! Words between the people of one ticket, and before those of another.

/// Before the second of a pair: the one that joins.
pub const JOINED_BY: &[&[&str]] = &[
    &["didampingi"],
    &["berpasangan", "dengan"],
    &["berpasangan"],
    &["berduet", "dengan"],
    &["berduet"],
    &["menggandeng"],
    &["dipasangkan", "dengan"],
    &["disandingkan", "dengan"],
    &["bersanding", "dengan"],
    &["bertandem", "dengan"],
    &["menggaet"],
    &["diduetkan", "dengan"],
];
/// Makes a pair of two people with "dengan" between them.
pub const PAIRING: &[&str] =
    &["memasangkan", "menduetkan", "menyandingkan", "dipasangkan", "diduetkan", "disandingkan"];
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
];

//! Words for elections, offices and places on a ticket: `Pilwalkot`, `cawabup`, `calon wali kotanya`.

use crate::model::{Office, OfficeWords, Slot};

/// What a word says about office and ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeCue {
    /// `None`: of any level (`Pilkada`, `wakilnya`).
    pub office: Option<Office>,
    pub role: OfficeWordRole,
}

/// What kind of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeWordRole {
    /// The election itself.
    Election,
    /// Somebody who runs, and for which place.
    Runs(Slot),
    /// The bare office: an incumbent, unless a party is offered it ("bupatinya dari …").
    Bare(Slot),
    /// A level of government: "di tingkat kabupaten".
    Level,
    /// A word that looks like one of these and is not.
    Trap,
}

impl OfficeCue {
    /// The place on the ticket that it names.
    pub fn slot(self) -> Option<Slot> {
        match self.role {
            OfficeWordRole::Runs(slot) | OfficeWordRole::Bare(slot) => Some(slot),
            OfficeWordRole::Election | OfficeWordRole::Level | OfficeWordRole::Trap => None,
        }
    }
}

const fn election(office: Option<Office>) -> OfficeCue {
    OfficeCue { office, role: OfficeWordRole::Election }
}
const fn head(office: Option<Office>) -> OfficeCue {
    OfficeCue { office, role: OfficeWordRole::Runs(Slot::Head) }
}
const fn deputy(office: Option<Office>) -> OfficeCue {
    OfficeCue { office, role: OfficeWordRole::Runs(Slot::Deputy) }
}
const fn bare(office: Option<Office>, slot: Slot) -> OfficeCue {
    OfficeCue { office, role: OfficeWordRole::Bare(slot) }
}
const fn level(office: Option<Office>) -> OfficeCue {
    OfficeCue { office, role: OfficeWordRole::Level }
}

/// Of any level.
pub const ANY: Option<Office> = None;
const TRAP: OfficeCue = OfficeCue { office: None, role: OfficeWordRole::Trap };

/// Words of any office, and words that look like one of these and are not. Those of one office are the scheme's.
pub const CUES: &[(&str, OfficeCue)] = &[
    ("pilkada", election(ANY)),
    ("pilkada serentak", election(ANY)),
    ("pemilihan kepala daerah", election(ANY)),
    ("pemilukada", election(ANY)),
    ("calon kepala daerah", head(ANY)),
    ("cakada", head(ANY)),
    ("bacakada", head(ANY)),
    ("calon wakil kepala daerah", deputy(ANY)),
    ("calon wakil", deputy(ANY)),
    ("cawakada", deputy(ANY)),
    ("wakil", bare(ANY, Slot::Deputy)),
    ("kursi wakil", bare(ANY, Slot::Deputy)),
    ("posisi wakil", bare(ANY, Slot::Deputy)),
    ("pendamping", bare(ANY, Slot::Deputy)),
    ("kepala daerah", bare(ANY, Slot::Head)),
    ("wakil kepala daerah", bare(ANY, Slot::Deputy)),
    ("nomor satu", bare(ANY, Slot::Head)),
    ("nomor dua", bare(ANY, Slot::Deputy)),
    ("wakil ketua", TRAP),
    ("wakil sekretaris", TRAP),
    ("wakil bendahara", TRAP),
    ("wakil presiden", TRAP),
    ("wakil rakyat", TRAP),
    ("wakil menteri", TRAP),
    ("wakil ketua umum", TRAP),
    ("calon presiden", TRAP),
    ("calon wakil presiden", TRAP),
    ("kantor gubernur", TRAP),
    ("kantor bupati", TRAP),
    ("kantor wali kota", TRAP),
    ("mantan gubernur", TRAP),
    ("mantan bupati", TRAP),
    ("mantan wali kota", TRAP),
    ("mantan wakil bupati", TRAP),
    ("mantan wakil gubernur", TRAP),
    ("mantan wakil wali kota", TRAP),
];

/// Of [`CUES`], those that are said of the heads of regions alone.
pub const OF_REGIONS: &[&str] = &[
    "pilkada",
    "pilkada serentak",
    "pemilihan kepala daerah",
    "pemilukada",
    "calon kepala daerah",
    "cakada",
    "bacakada",
    "calon wakil kepala daerah",
    "cawakada",
    "kepala daerah",
    "wakil kepala daerah",
];

/// Of a presidential election.
pub const PRESIDENTIAL: &[&str] =
    &["pilpres", "capres", "cawapres", "calon presiden", "pemilihan presiden", "untuk presiden"];

/// What a scheme says of an office, as cues in the order of [`OfficeWords::lists`].
pub fn cues_of(office: Office, words: &OfficeWords) -> impl Iterator<Item = (&str, OfficeCue)> {
    let office = Some(office);
    let cues = [
        election(office),
        head(office),
        deputy(office),
        bare(office, Slot::Head),
        bare(office, Slot::Deputy),
        level(office),
    ];
    words.lists().into_iter().zip(cues).flat_map(|(list, cue)| list.iter().map(move |word| (word.as_str(), cue)))
}

/// Where other offices than those of a region are filled: a party's congress, a village.
pub const OTHER_CONTESTS: &[&str] = &[
    "muktamar",
    "munas",
    "musda",
    "muswil",
    "kongres",
    "muscab",
    "konferwil",
    "konfercab",
    "pilkades",
    "pilkadus",
    "pilrek",
];

/// Between an election and its day: "pilkada yang digelar Desember 2015".
pub const HELD: &[&str] =
    &["digelar", "dihelat", "berlangsung", "dilaksanakan", "diselenggarakan", "diadakan", "jatuh"];

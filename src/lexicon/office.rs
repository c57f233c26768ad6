//! Words for elections, offices and places on a ticket: `Pilwalkot`, `cawabup`, `calon wali kotanya`.

use crate::model::{Office, Slot};

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

pub const G: Option<Office> = Some(Office::GOVERNOR);
pub const R: Option<Office> = Some(Office::REGENT);
pub const M: Option<Office> = Some(Office::MAYOR);
/// Of any level.
pub const ANY: Option<Office> = None;
const TRAP: OfficeCue = OfficeCue { office: None, role: OfficeWordRole::Trap };

/// Words for elections, offices and places on a ticket.
pub const CUES: &[(&str, OfficeCue)] = &[
    ("pilgub", election(G)),
    ("pemilihan gubernur", election(G)),
    ("pilkada provinsi", election(G)),
    ("pilbup", election(R)),
    ("pemilihan bupati", election(R)),
    ("pilkada kabupaten", election(R)),
    ("pilwalkot", election(M)),
    ("pilwalkota", election(M)),
    ("pilwakot", election(M)),
    ("pilwako", election(M)),
    ("pilwali", election(M)),
    ("pilkot", election(M)),
    ("pemilihan wali kota", election(M)),
    ("pemilihan walikota", election(M)),
    ("pilkada kota", election(M)),
    ("pilkada", election(ANY)),
    ("pilkada serentak", election(ANY)),
    ("pemilihan kepala daerah", election(ANY)),
    ("pemilukada", election(ANY)),
    ("calon gubernur", head(G)),
    ("cagub", head(G)),
    ("bacagub", head(G)),
    ("calon wakil gubernur", deputy(G)),
    ("cawagub", deputy(G)),
    ("bacawagub", deputy(G)),
    ("gubernur", bare(G, Slot::Head)),
    ("wakil gubernur", bare(G, Slot::Deputy)),
    ("calon bupati", head(R)),
    ("cabup", head(R)),
    ("bacabup", head(R)),
    ("calon wakil bupati", deputy(R)),
    ("cawabup", deputy(R)),
    ("bacawabup", deputy(R)),
    ("bupati", bare(R, Slot::Head)),
    ("wakil bupati", bare(R, Slot::Deputy)),
    ("calon wali kota", head(M)),
    ("calon walikota", head(M)),
    ("cawalkot", head(M)),
    ("cawali", head(M)),
    ("cawalikota", head(M)),
    ("bacawalkot", head(M)),
    ("bacawali", head(M)),
    ("calon wakil wali kota", deputy(M)),
    ("calon wakil walikota", deputy(M)),
    ("cawawalkot", deputy(M)),
    ("cawawali", deputy(M)),
    ("bacawawali", deputy(M)),
    ("wali kota", bare(M, Slot::Head)),
    ("walikota", bare(M, Slot::Head)),
    ("wakil wali kota", bare(M, Slot::Deputy)),
    ("wakil walikota", bare(M, Slot::Deputy)),
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
    ("di provinsi", level(G)),
    ("tingkat provinsi", level(G)),
    ("di kabupaten", level(R)),
    ("tingkat kabupaten", level(R)),
    ("di kota", level(M)),
    ("tingkat kota", level(M)),
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

//! What statements may say, as data: the offices that are elected, the places on their tickets, and what the statuses and
//! stances are called. A project that has no scheme of its own has that of Indonesia's regional elections.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{
    BuiltInChoice, Calendar, Certainty, ChoiceScheme, ChoiceSign, Office, OfficeWords, Slot, Stance, StatusMeaning,
    StatusSense,
};
use crate::message::{Message, Names, message};

/// The statement scheme of a project, in the order in which a card offers its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementScheme {
    /// Whether the rules for Indonesian news propose marks and statements.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rules: bool,
    pub offices: Vec<OfficeScheme>,
    /// Those that a person chooses from; a scheme that names none has the delivered ones.
    #[serde(default = "delivered_statuses", skip_serializing_if = "are_delivered_statuses")]
    pub statuses: Vec<ChoiceScheme<Certainty>>,
    #[serde(default = "delivered_stances", skip_serializing_if = "are_delivered_stances")]
    pub stances: Vec<ChoiceScheme<Stance>>,
    /// When its elections are held; left out: see [`StatementScheme::calendar`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
}

/// An office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeScheme {
    pub key: Office,
    pub names: Names,
    /// What its election is called; without it, as the office.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub election: Names,
    /// The places on a ticket: one for whoever runs, and a second one if there is a deputy.
    pub places: Vec<Names>,
    /// The level of the regions that elect it, as entities have it; left out: see [`OfficeScheme::level`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub level: String,
    /// By which words texts name it; left out: see [`OfficeScheme::words`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<OfficeWords>,
}

impl OfficeScheme {
    /// An office with names and places of any.
    pub fn new(key: Office) -> Self {
        Self {
            key,
            names: Names::new(key.key().replace('_', " "), ""),
            election: Names::default(),
            places: Slot::ALL.map(|slot| any_place(slot).clone()).into(),
            level: String::new(),
            words: None,
        }
    }

    /// By which words texts name it: its own, else those of the delivered office of this key.
    pub fn words(&self) -> &OfficeWords {
        self.words.as_ref().unwrap_or_else(|| OfficeWords::delivered(self.key))
    }

    /// The level of the regions that elect it: its own, else that of the delivered office of this key; empty where nobody
    /// tells.
    pub fn level(&self) -> &str {
        if self.level.is_empty() { delivered_level(self.key) } else { &self.level }
    }
}

/// The level of the regions that elect a delivered office.
fn delivered_level(office: Office) -> &'static str {
    match office {
        Office::GOVERNOR => "province",
        Office::REGENT => "regency",
        Office::MAYOR => "city",
        _ => "",
    }
}

/// The ranks that a status or a stance may have.
pub const RANKS: std::ops::RangeInclusive<u8> = 1..=9;

/// What is wrong with a scheme, and where: at which of the places that name the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeFault {
    pub key: String,
    pub nth: usize,
    pub message: Message,
}

/// That of Indonesia's regional elections.
impl Default for StatementScheme {
    fn default() -> Self {
        DELIVERED.clone()
    }
}

static DELIVERED: LazyLock<StatementScheme> = LazyLock::new(|| {
    let office = |key, en: &str, id: &str, election: &str| OfficeScheme {
        names: Names::new(en, id),
        election: Names::new(election, election),
        ..OfficeScheme::new(key)
    };
    StatementScheme {
        rules: true,
        offices: vec![
            office(Office::GOVERNOR, "governor", "gubernur", "Pilgub"),
            office(Office::REGENT, "regent", "bupati", "Pilbup"),
            office(Office::MAYOR, "mayor", "wali kota", "Pilwalkot"),
        ],
        statuses: vec![
            choice(
                Certainty::Confirmed,
                ["confirmed", "pasti"],
                ["decided, registered, or stated as decided", "sudah diputuskan, didaftarkan, atau dinyatakan pasti"],
            ),
            choice(
                Certainty::Exploring,
                ["exploring", "penjajakan"],
                ["talks, “kemungkinan”, surat tugas", "penjajakan, “kemungkinan”, surat tugas"],
            ),
            choice(Certainty::Hoped, ["hoped", "harapan"], ["wished for: “berharap”", "baru diharapkan: “berharap”"]),
            choice(
                Certainty::Denied,
                ["denied", "dibantah"],
                [
                    "called off or refused: “batal”, “menarik dukungan”",
                    "batal atau ditolak: “batal”, “menarik dukungan”",
                ],
            ),
            choice(
                Certainty::Past,
                ["past", "lampau"],
                ["an earlier election, or withdrawn before", "pemilihan terdahulu, atau sudah ditarik sebelumnya"],
            ),
        ],
        stances: vec![
            choice(
                Stance::Nominating,
                ["nominating", "pengusung"],
                ["nominating: mengusung, diusung, mengajukan", "pengusung: mengusung, diusung, mengajukan"],
            ),
            choice(Stance::Supporting, ["supporting", "pendukung"], ["supporting: mendukung", "pendukung: mendukung"]),
            choice(Stance::Member, ["member", "anggota"], ["member: “satu koalisi”", "anggota: “satu koalisi”"]),
        ],
        calendar: None,
    }
});

fn choice<K: BuiltInChoice>(key: K, [en, id]: [&str; 2], [help, help_id]: [&str; 2]) -> ChoiceScheme<K> {
    ChoiceScheme::new(key, Names::new(en, id), Names::new(help, help_id))
}

/// What nobody said: never listed, always there.
static UNSAID: LazyLock<(ChoiceScheme<Certainty>, ChoiceScheme<Stance>)> = LazyLock::new(|| {
    let not_said = || Names::new("not said", "tidak disebut");
    (
        ChoiceScheme::new(Certainty::Open, not_said(), Names::default()),
        ChoiceScheme::new(Stance::Open, not_said(), Names::default()),
    )
});

fn delivered_statuses() -> Vec<ChoiceScheme<Certainty>> {
    DELIVERED.statuses.clone()
}

fn are_delivered_statuses(statuses: &[ChoiceScheme<Certainty>]) -> bool {
    statuses == DELIVERED.statuses
}

fn delivered_stances() -> Vec<ChoiceScheme<Stance>> {
    DELIVERED.stances.clone()
}

fn are_delivered_stances(stances: &[ChoiceScheme<Stance>]) -> bool {
    stances == DELIVERED.stances
}

/// A place on the ticket of any office.
fn any_place(slot: Slot) -> &'static Names {
    static PLACES: LazyLock<[Names; 2]> =
        LazyLock::new(|| [Names::new("Head", "Calon"), Names::new("Deputy", "Wakil")]);
    &PLACES[slot as usize]
}

impl StatementScheme {
    /// That of Indonesia's regional elections.
    pub fn delivered() -> &'static Self {
        &DELIVERED
    }

    pub fn is_delivered(&self) -> bool {
        *self == *DELIVERED
    }

    pub fn office(&self, key: Office) -> Option<&OfficeScheme> {
        self.offices.iter().find(|office| office.key == key)
    }

    /// What an office is called; its key if the scheme does not have it.
    pub fn office_names(&self, key: Office) -> Names {
        self.office(key).map_or_else(|| Names::new(key.key(), ""), |office| office.names.clone())
    }

    /// When its elections are held: as it says, else as Indonesia's regional elections if it has one of their offices.
    pub fn calendar(&self) -> &Calendar {
        let regional = || self.offices.iter().any(|office| Office::DELIVERED.contains(&office.key));
        match &self.calendar {
            Some(own) => own,
            None if regional() => Calendar::delivered(),
            None => Calendar::none(),
        }
    }

    /// The level of the regions that elect an office; empty where nobody tells.
    pub fn level_of(&self, office: Office) -> &str {
        self.office(office).map_or_else(|| delivered_level(office), OfficeScheme::level)
    }

    pub fn status(&self, key: Certainty) -> Option<&ChoiceScheme<Certainty>> {
        self.statuses.iter().find(|status| status.key == key)
    }

    pub fn stance(&self, key: Stance) -> Option<&ChoiceScheme<Stance>> {
        self.stances.iter().find(|stance| stance.key == key)
    }

    /// What a status says to ledgers and networks; one that the scheme does not have says nothing.
    pub fn meaning(&self, status: Certainty) -> StatusMeaning {
        let known = self.status(status).map(ChoiceScheme::meaning);
        // What a card does not offer any more may still stand in a file: what the program knows means what it did.
        known.unwrap_or_else(|| {
            let meaning = ChoiceScheme::new(status, Names::default(), Names::default()).meaning();
            match status {
                Certainty::Own(_) => StatusMeaning { sense: StatusSense::Unsaid, ..meaning },
                _ => meaning,
            }
        })
    }

    /// Whether a stance is for the ticket, against it, or neither.
    pub fn side(&self, stance: Stance) -> ChoiceSign {
        let known = self.stance(stance).map(ChoiceScheme::sign);
        known.or(stance.own_sign()).unwrap_or(ChoiceSign::Neutral)
    }

    /// The same of several at once: who is said to be for it and against it takes no side.
    pub fn side_of(&self, stances: impl IntoIterator<Item = Stance>) -> ChoiceSign {
        let sides = stances.into_iter().map(|stance| self.side(stance)).filter(|side| *side != ChoiceSign::Neutral);
        let mut first = None;
        for side in sides {
            match first {
                Some(other) if other != side => return ChoiceSign::Neutral,
                _ => first = Some(side),
            }
        }
        first.unwrap_or(ChoiceSign::Neutral)
    }

    /// The firmest of several stances.
    pub fn firmest(&self, stances: impl IntoIterator<Item = Stance>) -> Option<Stance> {
        let rank = |stance: &Stance| {
            let known = self.stance(*stance).map(ChoiceScheme::rank);
            (known.or(stance.own_rank()).unwrap_or(u8::MAX), *stance)
        };
        stances.into_iter().min_by_key(rank)
    }

    /// What a status is called; its key if the scheme does not have it.
    pub fn status_names(&self, key: Certainty) -> Names {
        if key == Certainty::Open {
            return UNSAID.0.names.clone();
        }
        self.status(key).map_or_else(|| Names::new(key.key(), ""), |status| status.names.clone())
    }

    /// What a stance is called; its key if the scheme does not have it.
    pub fn stance_names(&self, key: Stance) -> Names {
        if key == Stance::Open {
            return UNSAID.1.names.clone();
        }
        self.stance(key).map_or_else(|| Names::new(key.key(), ""), |stance| stance.names.clone())
    }

    /// All statuses that statements may have, what nobody said among them.
    pub fn all_statuses(&self) -> impl Iterator<Item = Certainty> {
        self.statuses.iter().map(|status| status.key).chain([Certainty::Open])
    }

    /// All stances that parties may have, what nobody said among them.
    pub fn all_stances(&self) -> impl Iterator<Item = Stance> {
        self.stances.iter().map(|stance| stance.key).chain([Stance::Open])
    }

    /// The next status to choose, round and round.
    pub fn status_after(&self, key: Certainty) -> Certainty {
        let after = self.statuses.iter().position(|one| one.key == key).map_or(0, |at| at + 1);
        self.statuses.get(after % self.statuses.len().max(1)).map_or(key, |status| status.key)
    }

    /// Whether a ticket has such a place. Of an office that nobody told, or that the scheme does not have, it is enough that
    /// some office has it.
    pub fn has_place(&self, office: Option<Office>, slot: Slot) -> bool {
        let has = |office: &OfficeScheme| office.places.len() > slot as usize;
        match office.and_then(|key| self.office(key)) {
            Some(office) => has(office),
            None => self.offices.iter().any(has),
        }
    }

    /// What a place on a ticket is called: as the office calls it, else as all offices do.
    pub fn place(&self, office: Option<Office>, slot: Slot) -> &Names {
        let own = office.and_then(|key| self.office(key)).and_then(|office| office.places.get(slot as usize));
        if let Some(names) = own {
            return names;
        }
        let mut called = self.offices.iter().filter_map(|office| office.places.get(slot as usize));
        let first = called.next();
        first.filter(|first| called.all(|other| other == *first)).unwrap_or_else(|| any_place(slot))
    }

    /// Every name that people read, for whoever must look at their letters.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        let offices = self.offices.iter().flat_map(|one| [&one.names, &one.election].into_iter().chain(&one.places));
        let statuses = self.statuses.iter().flat_map(|one| [&one.names, &one.help]);
        let stances = self.stances.iter().flat_map(|one| [&one.names, &one.help]);
        let words = self.offices.iter().flat_map(|office| office.words.iter().flat_map(OfficeWords::all));
        let levels = self.offices.iter().map(|office| &office.level).chain(words);
        let calendar = self.calendar.iter().flat_map(Calendar::names);
        offices.chain(statuses).chain(stances).flat_map(Names::all).chain(levels).chain(calendar)
    }

    /// Why it cannot be one.
    pub fn fault(&self) -> Option<SchemeFault> {
        let fault = |key: &str, nth, message| Some(SchemeFault { key: key.to_owned(), nth, message });
        if self.offices.is_empty() {
            return fault("offices", 0, message!("the scheme has no office"));
        }
        for (at, office) in self.offices.iter().enumerate() {
            let key = office.key.key();
            if self.offices[..at].iter().any(|other| other.key == office.key) {
                return fault(key, 1, message!("the office {id} stands here twice", id = key));
            }
            if office.names.en.is_empty() || office.places.iter().any(|place| place.en.is_empty()) {
                return fault(key, 0, message!("the office {id} or one of its places has no English name", id = key));
            }
            if let Some((word, message)) = office.words.as_ref().and_then(OfficeWords::fault) {
                return fault(&format!("\"{word}\""), 0, message);
            }
            let theirs = |word: &&String| {
                let mut others = self.offices[..at].iter().flat_map(|other| other.words().all());
                others.any(|other| other == *word)
            };
            if let Some(word) = office.words().all().find(theirs) {
                let message = message!("“{word}” names two offices", word = word.as_str());
                return fault(&format!("\"{word}\""), 1, message);
            }
            if !(1..=Slot::ALL.len()).contains(&office.places.len()) {
                return fault(key, 0, message!("the office {id} has neither one place nor two", id = key));
            }
        }
        let calendar = || {
            let keys: Vec<Office> = self.offices.iter().map(|office| office.key).collect();
            let (key, nth, message) = self.calendar.as_ref()?.fault(&keys)?;
            Some(SchemeFault { key, nth, message })
        };
        choice_fault("statuses", &self.statuses).or_else(|| choice_fault("stances", &self.stances)).or_else(calendar)
    }
}

fn choice_fault<K: BuiltInChoice>(list: &str, all: &[ChoiceScheme<K>]) -> Option<SchemeFault> {
    let fault = |key: &str, nth, message| Some(SchemeFault { key: key.to_owned(), nth, message });
    if all.is_empty() {
        return fault(list, 0, message!("the list “{list}” is empty", list = list));
    }
    for (at, one) in all.iter().enumerate() {
        let key = one.key.to_string();
        if one.key == K::OPEN {
            return fault(&key, 0, message!("“{id}” is what nobody said: it is there without being listed", id = &key));
        }
        if all[..at].iter().any(|other| other.key == one.key) {
            return fault(&key, 1, message!("“{id}” stands here twice", id = &key));
        }
        if one.names.en.is_empty() {
            return fault(&key, 0, message!("“{id}” has no English name", id = &key));
        }
        if one.sign.or(one.key.own_sign()).is_none() {
            return fault(
                &key,
                0,
                message!(
                    "“{id}” is a key of your own and has no sign: write sign: plus, minus or neutral, or correct the key",
                    id = &key
                ),
            );
        }
        if one.rank.is_some_and(|rank| !RANKS.contains(&rank)) {
            return fault(&key, 0, message!("the rank of “{id}” is not from 1 to 9", id = &key));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;

    fn landtag() -> StatementScheme {
        ron::from_str(
            r#"(
                offices: [(
                    key: minister_president,
                    names: (en: "minister-president", id: "menteri-presiden"),
                    places: [(en: "Minister-President")],
                )],
                statuses: [(key: exploring, names: (en: "in talks")), (key: confirmed, names: (en: "agreed"))],
            )"#,
        )
        .unwrap()
    }

    #[test]
    fn a_scheme_of_its_own_names_what_is_said() {
        let scheme = landtag();
        assert_eq!(scheme.fault(), None);
        assert!(!scheme.rules && !scheme.is_delivered());
        let own = Office::new("minister_president").unwrap();
        assert_eq!(scheme.office_names(own).say(Language::Indonesian), "menteri-presiden");
        assert_eq!(scheme.office_names(Office::REGENT).say(Language::English), "regent", "its key");
        assert!(scheme.has_place(Some(own), Slot::Head) && !scheme.has_place(Some(own), Slot::Deputy));
        assert!(!scheme.has_place(None, Slot::Deputy), "no office has it");
        assert_eq!(scheme.place(None, Slot::Head).say(Language::Indonesian), "Minister-President");
        assert_eq!(scheme.status_after(Certainty::Exploring), Certainty::Confirmed);
        assert_eq!(scheme.status_after(Certainty::Confirmed), Certainty::Exploring);
        assert_eq!(scheme.status_after(Certainty::Open), Certainty::Exploring);
        assert!(scheme.status(Certainty::Past).is_none());
        assert_eq!(scheme.stances, DELIVERED.stances, "a scheme that names none has the delivered ones");
    }

    #[test]
    fn what_an_office_leaves_out_is_as_delivered() {
        let mut scheme = StatementScheme::default();
        let levels = |scheme: &StatementScheme| {
            Office::DELIVERED.iter().map(|key| scheme.level_of(*key).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(levels(&scheme), ["province", "regency", "city"]);
        scheme.offices[1].level = "kreis".into();
        assert_eq!(levels(&scheme), ["province", "kreis", "city"]);
        assert_eq!(landtag().level_of(Office::new("minister_president").unwrap()), "");
        assert!(landtag().calendar().is_empty() && !scheme.calendar().is_empty());
        scheme.calendar = Some(Calendar::default());
        assert!(scheme.calendar().is_empty(), "it says that it has none");
    }

    #[test]
    fn what_cannot_be_a_scheme_is_told() {
        let fault = |change: &dyn Fn(&mut StatementScheme)| {
            let mut scheme = landtag();
            change(&mut scheme);
            scheme.fault().map(|fault| format!("{}: {}", fault.key, fault.message)).unwrap_or_default()
        };
        assert_eq!(fault(&|_| ()), "");
        assert!(fault(&|one| one.offices.clear()).contains("no office"));
        assert!(fault(&|one| one.offices.push(one.offices[0].clone())).contains("twice"));
        assert!(fault(&|one| one.offices[0].places.clear()).contains("neither one place nor two"));
        assert!(
            fault(&|one| one.offices[0].places = vec![Names::new("x", ""); 3]).contains("neither one place nor two")
        );
        assert!(fault(&|one| one.offices[0].names.en.clear()).contains("no English name"));
        let word = |word: &str| Some(OfficeWords { holder: vec![word.into()], ..OfficeWords::default() });
        assert!(fault(&|one| one.offices[0].words = word("Kanzler")).contains("small letters"));
        let twice = |one: &mut StatementScheme| {
            one.offices.push(OfficeScheme::new(Office::REGENT));
            one.offices[0].words = word("bupati");
        };
        assert!(fault(&twice).contains("\"bupati\": “bupati” names two offices"));
        assert!(fault(&|one| one.statuses.clear()).contains("empty"));
        assert!(
            fault(&|one| one.statuses[0].key = Certainty::Confirmed)
                .contains("confirmed: “confirmed” stands here twice")
        );
        assert!(fault(&|one| one.stances[0].key = Stance::Open).contains("nobody said"));
    }

    #[test]
    fn the_delivered_one_is_left_out_of_files() {
        let scheme = crate::model::Scheme::default();
        assert!(!ron::to_string(&scheme).unwrap().contains("statements"));
        assert_eq!(ron::from_str::<crate::model::Scheme>(&ron::to_string(&scheme).unwrap()).unwrap(), scheme);
    }
}

//! Names of the model's values as people read them.

use super::text::{Tongue, Words};
use crate::{
    edit::Deed,
    gazetteer::Hint,
    model::{Certainty, Date, Kind, KindKey, Office, Scheme, SetRole, Slot, Stance, Status},
    session::CardSlot,
};

pub fn status(status: Status) -> Words {
    match status {
        Status::New => Words::StatusNew,
        Status::InProgress => Words::StatusInProgress,
        Status::Finished => Words::StatusFinished,
        Status::Ignored => Words::StatusIgnored,
    }
}

pub fn office(office: Option<Office>) -> Words {
    match office {
        None => Words::OpenOffice,
        Some(Office::Governor) => Words::Governor,
        Some(Office::Regent) => Words::Regent,
        Some(Office::Mayor) => Words::Mayor,
    }
}

pub fn stance(stance: Stance) -> Words {
    match stance {
        Stance::Nominating => Words::Nominating,
        Stance::Supporting => Words::Supporting,
        Stance::Member => Words::Member,
    }
}

pub fn slot(slot: Option<Slot>) -> Words {
    match slot {
        None => Words::SlotNone,
        Some(Slot::Head) => Words::SlotHead,
        Some(Slot::Deputy) => Words::SlotDeputy,
    }
}

pub fn certainty(certainty: Certainty) -> Words {
    match certainty {
        Certainty::Confirmed => Words::Confirmed,
        Certainty::Exploring => Words::Exploring,
        Certainty::Hoped => Words::Hoped,
        Certainty::Denied => Words::Denied,
        Certainty::Past => Words::Past,
    }
}

pub fn card_slot(slot: CardSlot) -> Words {
    match slot {
        CardSlot::Region => Words::Region,
        CardSlot::Head => Words::Head,
        CardSlot::Deputy => Words::Deputy,
        CardSlot::Party => Words::Parties,
    }
}

/// A built-in kind in the window's language, one of the project's own as it is named.
pub fn kind(tongue: Tongue, kind: &Kind) -> String {
    let indonesian = tongue == Tongue::Indonesian;
    let own = match (kind.key.as_str(), kind.name.as_str()) {
        ("party", "Party") => indonesian.then_some("Partai"),
        ("candidate", "Candidate") => indonesian.then_some("Calon"),
        ("region", "Region") => indonesian.then_some("Wilayah"),
        _ => None,
    };
    own.unwrap_or(&kind.name).to_owned()
}

/// The same by key; the key itself if the scheme does not know it.
pub fn kind_of(tongue: Tongue, scheme: &Scheme, key: &KindKey) -> String {
    scheme.kind(key).map_or_else(|| key.to_string(), |found| kind(tongue, found))
}

/// What an offered entity is and why it is offered: “Kabupaten · 32.16 · Jawa Barat”, “party · 12 times here”.
pub fn hints(tongue: Tongue, scheme: &Scheme, hints: &[Hint]) -> String {
    let said = hints.iter().map(|hint| match hint {
        Hint::Name(name) => name.clone(),
        Hint::Kind(kind) => kind_of(tongue, scheme, kind).to_lowercase(),
        Hint::With(mate) => tongue.fill(Words::WithMate, &[mate]),
        Hint::Historical => tongue.say(Words::Historical).to_owned(),
        Hint::TimesHere(1) => tongue.say(Words::OnceHere).to_owned(),
        Hint::TimesHere(times) => tongue.fill(Words::TimesHere, &[&times.to_string()]),
        Hint::Recent => tongue.say(Words::RecentHint).to_owned(),
        Hint::Project => tongue.say(Words::ProjectHint).to_owned(),
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// Whose work a set holds.
pub fn role(role: SetRole) -> Words {
    match role {
        SetRole::Person => Words::RolePerson,
        SetRole::Extractor => Words::RoleExtractor,
        SetRole::Gold => Words::RoleGold,
    }
}

/// A day as people of the language write it: 8 Jul 2024.
pub fn date(tongue: Tongue, date: Date) -> String {
    const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const INDONESIAN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
    let months = if tongue == Tongue::Indonesian { INDONESIAN } else { ENGLISH };
    format!("{} {} {}", date.day(), months[usize::from(date.month()) - 1], date.year())
}

/// What was done, for "undid: …".
pub fn deed(tongue: Tongue, deed: Deed, count: usize) -> String {
    let words = match deed {
        Deed::Tag => Words::DeedTag,
        Deed::Untag => Words::DeedUntag,
        Deed::Retag => Words::DeedRetag,
        Deed::Resize => Words::DeedResize,
        Deed::Link => Words::DeedLink,
        Deed::Note => Words::DeedNote,
        Deed::AddCoalition => Words::DeedAddCoalition,
        Deed::ChangeCoalition => Words::DeedChangeCoalition,
        Deed::RemoveCoalition => Words::DeedRemoveCoalition,
        Deed::Status => Words::DeedStatus,
        Deed::AddEntity => Words::DeedAddEntity,
        Deed::ChangeEntity => Words::DeedChangeEntity,
        Deed::MergeEntities => Words::DeedMergeEntities,
        Deed::RemoveEntity => Words::DeedRemoveEntity,
        Deed::AddSet => Words::DeedAddSet,
        Deed::Scheme => Words::DeedScheme,
        Deed::Import => Words::DeedImport,
        Deed::ChangeArticle => Words::DeedChangeArticle,
        Deed::RemoveArticles => Words::DeedRemoveArticles,
    };
    tongue.fill(words, &[&count.to_string()])
}

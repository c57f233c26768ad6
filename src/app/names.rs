//! Names of the model's values as people read them.

use super::text::{Tongue, Words};
use crate::{
    edit::Deed,
    model::{Certainty, Date, Kind, KindKey, Office, Scheme, Slot, Stance, Status},
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

/// The election of an office, as Indonesians call it in any language.
pub fn election(office: Option<Office>) -> Words {
    match office {
        None => Words::Pilkada,
        Some(Office::Governor) => Words::Pilgub,
        Some(Office::Regent) => Words::Pilbup,
        Some(Office::Mayor) => Words::Pilwalkot,
    }
}

pub fn stance(stance: Stance) -> Words {
    match stance {
        Stance::Nominating => Words::Nominating,
        Stance::Supporting => Words::Supporting,
        Stance::Member => Words::Member,
    }
}

/// A letter for it in a small place: that of the key that arms its slot, as delivered.
pub fn slot_letter(slot: Slot) -> Words {
    match slot {
        Slot::Head => Words::SlotHeadLetter,
        Slot::Deputy => Words::SlotDeputyLetter,
    }
}

/// By which words of a text it is known.
pub fn stance_help(stance: Stance) -> Words {
    match stance {
        Stance::Nominating => Words::NominatingHelp,
        Stance::Supporting => Words::SupportingHelp,
        Stance::Member => Words::MemberHelp,
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

/// What it means.
pub fn certainty_help(certainty: Certainty) -> Words {
    match certainty {
        Certainty::Confirmed => Words::ConfirmedHelp,
        Certainty::Exploring => Words::ExploringHelp,
        Certainty::Hoped => Words::HopedHelp,
        Certainty::Denied => Words::DeniedHelp,
        Certainty::Past => Words::PastHelp,
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

//! Names of the model's values as people read them.

use super::text::{Tongue, Words};
use crate::{
    check::Severity,
    edit::ChangeKind,
    gazetteer::Hint,
    model::{Certainty, Date, Kind, KindKey, Office, Scheme, SetRole, Slot, Stance, Status, Timestamp},
    session::{CardSlot, How},
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

/// Built-in kinds as headings name many of them; others as they are named.
pub fn kinds(tongue: Tongue, scheme: &Scheme, key: &KindKey) -> String {
    let many = match scheme.kind(key).map_or("", |kind| kind.name.as_str()) {
        "Party" => Words::Parties,
        "Candidate" => Words::Candidates,
        "Region" => Words::Regions,
        _ => return kind_of(tongue, scheme, key),
    };
    tongue.say(many).to_owned()
}

/// The rules that link names, as they are kept in files: the English words.
const RULES: &[Words] = &[
    Words::RuleName,
    Words::RulePartyByHand,
    Words::RuleEpithet,
    Words::RuleSpelling,
    Words::RuleAlias,
    Words::RuleBrackets,
    Words::RuleAliasBefore,
    Words::RuleTypeWord,
    Words::RuleOfficeWord,
    Words::RuleOfficeSentence,
    Words::RuleProvince,
    Words::RuleProvinceArticle,
    Words::RuleEarlier,
    Words::RuleTopic,
    Words::RuleRace,
    Words::RuleShort,
    Words::RuleShortRace,
    Words::RuleSpellingHere,
];

/// The rule that linked a mention: `office word: Pilbup`, `spelling, type word`. One that is not known stays as it is.
pub fn rule(tongue: Tongue, rule: &str) -> String {
    let known = |words: &str| RULES.iter().find(|rule| rule.both().0 == words).map(|rule| tongue.say(*rule));
    if let Some(said) = known(rule) {
        return said.to_owned();
    }
    if let Some((head, cue)) = rule.split_once(": ")
        && let Some(said) = known(head)
    {
        return format!("{said}: {cue}");
    }
    match rule.split_once(", ") {
        Some((head, rest)) if known(head).is_some() => {
            format!("{}, {}", self::rule(tongue, head), self::rule(tongue, rest))
        }
        _ => rule.to_owned(),
    }
}

pub fn severity(severity: Severity) -> Words {
    match severity {
        Severity::Error => Words::SeverityError,
        Severity::Warning => Words::SeverityWarning,
        Severity::Note => Words::SeverityNote,
    }
}

/// A moment by the clock on this desk: 8 Jul 2024, 16:30. Files have it in UTC.
pub fn moment(tongue: Tongue, at: Timestamp) -> String {
    let moment = i64::try_from(at.0).ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let ahead = moment.map_or(0, |moment| jiff::tz::TimeZone::system().to_offset(moment).seconds());
    moment_at(tongue, at, ahead)
}

/// A moment where clocks are so many seconds ahead of UTC.
fn moment_at(tongue: Tongue, at: Timestamp, ahead: i32) -> String {
    let at = Timestamp(at.0.saturating_add_signed(ahead.into()));
    let (hour, minute) = (at.0 % 86_400 / 3_600, at.0 / 60 % 60);
    tongue.fill(Words::AtTime, &[&date(tongue, at.date()), &format!("{hour:02}:{minute:02}")])
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

/// A share as people of the language write it: 97%, 0.5% or 0,5%.
pub fn percent(tongue: Tongue, share: f64) -> String {
    let percent = share * 100.0;
    let text = if (percent - percent.round()).abs() < 0.05 { format!("{percent:.0}") } else { format!("{percent:.1}") };
    match tongue {
        Tongue::English => format!("{text}%"),
        Tongue::Indonesian => format!("{}%", text.replace('.', ",")),
    }
}

/// The same to the nearest whole one.
pub fn whole_percent(tongue: Tongue, share: f64) -> String {
    percent(tongue, (share * 100.0).round() / 100.0)
}

/// A day as people of the language write it: 8 Jul 2024.
pub fn date(tongue: Tongue, date: Date) -> String {
    const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const INDONESIAN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
    let months = if tongue == Tongue::Indonesian { INDONESIAN } else { ENGLISH };
    format!("{} {} {}", date.day(), months[usize::from(date.month()) - 1], date.year())
}

/// A number with its thousands apart: 12,345, in Indonesian 12.345.
pub fn number(tongue: Tongue, number: usize) -> String {
    let sign = if tongue == Tongue::Indonesian { '.' } else { ',' };
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(sign);
        }
        grouped.push(digit);
    }
    grouped
}

/// How a person's program ended.
pub fn ended(tongue: Tongue, how: &How) -> String {
    match how {
        How::Well => tongue.say(Words::ProgramWell).to_owned(),
        How::Failed(status) => tongue.fill(Words::ProgramFailed, &[status]),
        How::Cancelled => tongue.say(Words::ProgramCancelled).to_owned(),
        How::Silent(limit) => tongue.fill(Words::ProgramSilent, &[&limit.as_secs().to_string()]),
        How::Stopped(reason) => tongue.fill(Words::ProgramStopped, &[reason]),
    }
}

/// What was done, for "undid: …".
pub fn deed(tongue: Tongue, deed: ChangeKind, count: usize) -> String {
    let words = match deed {
        ChangeKind::Tag => Words::DeedTag,
        ChangeKind::Untag => Words::DeedUntag,
        ChangeKind::Retag => Words::DeedRetag,
        ChangeKind::Resize => Words::DeedResize,
        ChangeKind::Link => Words::DeedLink,
        ChangeKind::Note => Words::DeedNote,
        ChangeKind::AddCoalition => Words::DeedAddCoalition,
        ChangeKind::ChangeCoalition => Words::DeedChangeCoalition,
        ChangeKind::RemoveCoalition => Words::DeedRemoveCoalition,
        ChangeKind::Accept => Words::DeedAccept,
        ChangeKind::Correct => Words::DeedCorrect,
        ChangeKind::Reject => Words::DeedReject,
        ChangeKind::Skip => Words::DeedSkip,
        ChangeKind::Status => Words::DeedStatus,
        ChangeKind::AddEntity => Words::DeedAddEntity,
        ChangeKind::ChangeEntity => Words::DeedChangeEntity,
        ChangeKind::MergeEntities => Words::DeedMergeEntities,
        ChangeKind::RemoveEntity => Words::DeedRemoveEntity,
        ChangeKind::AddSet => Words::DeedAddSet,
        ChangeKind::Scheme => Words::DeedScheme,
        ChangeKind::Import | ChangeKind::ImportMany => Words::DeedImport,
        ChangeKind::Extract => Words::DeedExtract,
        ChangeKind::ChangeArticle => Words::DeedChangeArticle,
        ChangeKind::RemoveArticles => Words::DeedRemoveArticles,
    };
    tongue.fill(words, &[&count.to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_told_in_both_languages() {
        let told = |text| rule(Tongue::Indonesian, text);
        assert_eq!(told("name, marked as a party by hand"), "nama, ditandai sendiri sebagai partai");
        assert_eq!(told("office word: Pilbup"), "kata jabatan: Pilbup");
        assert_eq!(told("spelling, type word"), "ejaan, kata jenis wilayah");
        assert_eq!(told("some later rule: x"), "some later rule: x");
        assert_eq!(rule(Tongue::English, "spelling, type word"), "spelling, type word");
    }

    #[test]
    fn moments_are_told_by_day_and_minute() {
        let at = Timestamp(1_722_844_860);
        assert_eq!(moment_at(Tongue::Indonesian, at, 7 * 3600), "5 Agu 2024, 15:01");
        assert_eq!(moment_at(Tongue::English, at, -9 * 3600), "4 Aug 2024, 23:01");
    }
}

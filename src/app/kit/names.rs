//! Names of the model's values as people read them.

use eframe::egui::Color32;

use super::{
    text::Words,
    theme::{self, Theme},
};
use crate::{
    answers::pictures::StatusLook,
    check::Severity,
    edit::ChangeKind,
    gazetteer::OfferHint,
    message::Language,
    model::{
        Certainty, Date, DecisionReason, Flag, Kind, KindKey, Office, Scheme, SetRole, Settled, Slot, Stance,
        StatementScheme, Status, Timestamp, Verdict,
    },
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

/// What a project calls what its statements say.
#[derive(Clone, Copy)]
pub struct StatementNames<'a> {
    pub statements: &'a StatementScheme,
    pub language: Language,
}

impl<'a> StatementNames<'a> {
    pub fn office(self, office: Option<Office>) -> &'a str {
        let Some(key) = office else { return self.language.say(Words::OpenOffice) };
        self.statements.office(key).map_or(key.key(), |office| office.names.say(self.language))
    }

    /// The election of an office: Pilkada where the office is open, unless offices are the project's own.
    pub fn election(self, office: Option<Office>) -> &'a str {
        let Some(key) = office else {
            let delivered = self.statements.offices.iter().any(|office| Office::DELIVERED.contains(&office.key));
            return self.language.say(if delivered { Words::Pilkada } else { Words::OpenElection });
        };
        let own = self.statements.office(key).map(|office| &office.election).filter(|names| !names.is_empty());
        own.map_or_else(|| self.office(office), |names| names.say(self.language))
    }

    pub fn stance(self, stance: Stance) -> &'a str {
        match self.statements.stance(stance) {
            Some(own) => own.names.say(self.language),
            None if stance == Stance::Open => self.language.say(Words::NotSaid),
            None => stance.key(),
        }
    }

    /// By which words of a text it is known.
    pub fn stance_help(self, stance: Stance) -> &'a str {
        match self.statements.stance(stance) {
            Some(own) if own.help.is_empty() => own.names.say(self.language),
            Some(own) => own.help.say(self.language),
            None if stance == Stance::Open => self.language.say(Words::NotSaidHelp),
            None => stance.key(),
        }
    }

    pub fn certainty(self, certainty: Certainty) -> &'a str {
        match self.statements.status(certainty) {
            Some(own) => own.names.say(self.language),
            None if certainty == Certainty::Open => self.language.say(Words::NotSaid),
            None => certainty.key(),
        }
    }

    /// What it means.
    pub fn certainty_help(self, certainty: Certainty) -> &'a str {
        match self.statements.status(certainty) {
            Some(own) if own.help.is_empty() => own.names.say(self.language),
            Some(own) => own.help.say(self.language),
            None if certainty == Certainty::Open => self.language.say(Words::NotSaidHelp),
            None => certainty.key(),
        }
    }

    /// The colour of a status in ledgers, on the ground of the window.
    pub fn colour(self, theme: &Theme, status: Certainty) -> Color32 {
        let (red, green, blue) = StatusLook::of(self.statements, status).colour;
        let own = self.statements.status(status).and_then(|own| own.colour_on(theme.dark));
        theme.legible(own.map_or(Color32::from_rgb(red, green, blue), theme::colour))
    }

    /// A place on the ticket, within a sentence.
    pub fn slot(self, office: Option<Office>, slot: Option<Slot>) -> String {
        let Some(slot) = slot else { return self.language.say(Words::SlotNone).to_owned() };
        self.statements.place(office, slot).say(self.language).to_lowercase()
    }

    /// A slot of a card, at its beginning.
    pub fn card_slot(self, office: Option<Office>, slot: CardSlot) -> &'a str {
        match slot {
            CardSlot::Region => self.language.say(Words::Region),
            CardSlot::Head => self.statements.place(office, Slot::Head).say(self.language),
            CardSlot::Deputy => self.statements.place(office, Slot::Deputy).say(self.language),
            CardSlot::Party => self.language.say(Words::Parties),
        }
    }
}

/// A letter for it in a small place: that of the key that arms its slot, as delivered.
pub fn slot_letter(slot: Slot) -> Words {
    match slot {
        Slot::Head => Words::SlotHeadLetter,
        Slot::Deputy => Words::SlotDeputyLetter,
    }
}

/// A built-in kind in the window's language, one of the project's own as it is named.
pub fn kind(language: Language, kind: &Kind) -> String {
    let indonesian = language == Language::Indonesian;
    let own = match (kind.key.as_str(), kind.name.as_str()) {
        ("party", "Party") => indonesian.then_some("Partai"),
        ("candidate", "Candidate") => indonesian.then_some("Calon"),
        ("region", "Region") => indonesian.then_some("Wilayah"),
        _ => None,
    };
    own.unwrap_or(&kind.name).to_owned()
}

/// The same by key; the key itself if the scheme does not know it.
pub fn kind_of(language: Language, scheme: &Scheme, key: &KindKey) -> String {
    scheme.kind(key).map_or_else(|| key.to_string(), |found| kind(language, found))
}

/// Built-in kinds as headings name many of them; others as they are named.
pub fn kinds(language: Language, scheme: &Scheme, key: &KindKey) -> String {
    let many = match scheme.kind(key).map_or("", |kind| kind.name.as_str()) {
        "Party" => Words::Parties,
        "Candidate" => Words::Candidates,
        "Region" => Words::Regions,
        _ => return kind_of(language, scheme, key),
    };
    language.say(many).to_owned()
}

/// What was decided.
pub fn verdict(verdict: Verdict) -> Words {
    match verdict {
        Verdict::Accepted => Words::VerdictAccepted,
        Verdict::Corrected => Words::VerdictCorrected,
        Verdict::Rejected => Words::VerdictRejected,
        Verdict::Skipped => Words::VerdictSkipped,
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
pub fn moment(language: Language, at: Timestamp) -> String {
    let moment = i64::try_from(at.0).ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let ahead = moment.map_or(0, |moment| jiff::tz::TimeZone::system().to_offset(moment).seconds());
    moment_at(language, at, ahead)
}

/// When the day of a moment began by the clock on this desk.
pub fn midnight(at: Timestamp) -> Timestamp {
    let moment = i64::try_from(at.0).ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let day = moment.and_then(|moment| moment.to_zoned(jiff::tz::TimeZone::system()).start_of_day().ok());
    day.and_then(|day| u64::try_from(day.timestamp().as_second()).ok()).map_or(at, Timestamp)
}

/// A moment where clocks are so many seconds ahead of UTC.
fn moment_at(language: Language, at: Timestamp, ahead: i32) -> String {
    let at = Timestamp(at.0.saturating_add_signed(ahead.into()));
    let (hour, minute) = (at.0 % 86_400 / 3_600, at.0 / 60 % 60);
    language.fill(Words::AtTime, &[&date(language, at.date()), &format!("{hour:02}:{minute:02}")])
}

/// What an offered entity is and why it is offered: “Kabupaten · 32.16 · Jawa Barat”, “party · 12 times here”.
pub fn hints(language: Language, scheme: &Scheme, hints: &[OfferHint]) -> String {
    let said = hints.iter().map(|hint| match hint {
        OfferHint::Name(name) => name.clone(),
        OfferHint::Kind(kind) => kind_of(language, scheme, kind).to_lowercase(),
        OfferHint::With(mate) => language.fill(Words::WithMate, &[mate]),
        OfferHint::Historical => language.say(Words::Historical).to_owned(),
        OfferHint::TimesHere(1) => language.say(Words::OnceHere).to_owned(),
        OfferHint::TimesHere(times) => language.fill(Words::TimesHere, &[&times.to_string()]),
        OfferHint::Recent => language.say(Words::RecentHint).to_owned(),
        OfferHint::Project => language.say(Words::ProjectHint).to_owned(),
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

/// How many near copies stand behind something; of none, nothing.
pub fn copies(language: Language, number: usize) -> String {
    match number {
        0 => String::new(),
        1 => language.say(Words::StoryCopy).to_owned(),
        number => language.fill(Words::StoryCopies, &[&number.to_string()]),
    }
}

/// A share as people of the language write it: 97%, 0.5% or 0,5%.
pub fn percent(language: Language, share: f64) -> String {
    let percent = share * 100.0;
    let text = if (percent - percent.round()).abs() < 0.05 { format!("{percent:.0}") } else { format!("{percent:.1}") };
    match language {
        Language::English => format!("{text}%"),
        Language::Indonesian => format!("{}%", text.replace('.', ",")),
    }
}

/// The same to the nearest whole one.
pub fn whole_percent(language: Language, share: f64) -> String {
    percent(language, (share * 100.0).round() / 100.0)
}

/// A number with one decimal, as people of the language write it.
pub fn decimal(language: Language, number: f64) -> String {
    let written = format!("{number:.1}");
    if language == Language::Indonesian { written.replace('.', ",") } else { written }
}

/// A day as people of the language write it: 8 Jul 2024; as far as it is known.
pub fn date(language: Language, date: Date) -> String {
    const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const INDONESIAN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
    let months = if language == Language::Indonesian { INDONESIAN } else { ENGLISH };
    let month = usize::from(date.month()).checked_sub(1).and_then(|at| months.get(at));
    match (month, date.is_day()) {
        (Some(month), true) => format!("{} {month} {}", date.day(), date.year()),
        (Some(month), false) => format!("{month} {}", date.year()),
        (None, _) => date.year().to_string(),
    }
}

/// A number with its thousands apart: 12,345, in Indonesian 12.345.
pub fn number(language: Language, number: usize) -> String {
    let sign = if language == Language::Indonesian { '.' } else { ',' };
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

/// What was done, for "undid: …".
pub fn deed(language: Language, deed: ChangeKind, count: usize) -> String {
    let words = match deed {
        ChangeKind::Tag => Words::DeedTag,
        ChangeKind::Untag => Words::DeedUntag,
        ChangeKind::Retag => Words::DeedRetag,
        ChangeKind::Resize => Words::DeedResize,
        ChangeKind::Link => Words::DeedLink,
        ChangeKind::Note => Words::DeedNote,
        ChangeKind::Flag => Words::DeedFlag,
        ChangeKind::Value => Words::DeedValue,
        ChangeKind::Fields => Words::DeedFields,
        ChangeKind::Explain => Words::DeedExplain,
        ChangeKind::Reaffirm => Words::DeedReaffirm,
        ChangeKind::AddCoalition => Words::DeedAddCoalition,
        ChangeKind::ChangeCoalition => Words::DeedChangeCoalition,
        ChangeKind::RemoveCoalition => Words::DeedRemoveCoalition,
        ChangeKind::MergeCoalitions => Words::DeedMergeCoalitions,
        ChangeKind::Accept => Words::DeedAccept,
        ChangeKind::Correct => Words::DeedCorrect,
        ChangeKind::Reject => Words::DeedReject,
        ChangeKind::Skip => Words::DeedSkip,
        ChangeKind::Options => Words::DeedOptions,
        ChangeKind::CopyLabels => Words::DeedCopyLabels,
        ChangeKind::Assign => Words::DeedAssign,
        ChangeKind::SettleConflict => Words::DeedSettleConflict,
        ChangeKind::Status => Words::DeedStatus,
        ChangeKind::ImportEntities => Words::DeedImportEntities,
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
    language.fill(words, &[&count.to_string()])
}

/// A flag in words.
pub fn flag(flag: Flag) -> Words {
    match flag {
        Flag::Discuss => Words::FlagDiscuss,
        Flag::Unsure => Words::FlagUnsure,
    }
}

/// How a record came to stand in gold, in words.
pub fn settled(settled: Settled) -> Words {
    match settled {
        Settled::Unanimous => Words::SettledUnanimous,
        Settled::Single => Words::SettledSingle,
        Settled::Decided => Words::SettledDecided,
        Settled::Open => Words::SettledOpen,
    }
}

/// Why people differed, in words.
pub fn reason(reason: DecisionReason) -> Words {
    match reason {
        DecisionReason::Ambiguous => Words::ReasonAmbiguous,
        DecisionReason::Guideline => Words::ReasonGuideline,
        DecisionReason::Slip => Words::ReasonSlip,
        DecisionReason::EdgeCase => Words::ReasonEdgeCase,
    }
}

/// A name as one line may show it: no signs that turn, break or end it, and no more of it than anybody reads.
pub fn shown_name(name: &str) -> String {
    const MOST: usize = 120;
    let plain = |c: &char| {
        !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown: String = name.chars().filter(plain).take(MOST + 1).collect();
    if let Some((at, _)) = shown.char_indices().nth(MOST) {
        shown.truncate(at);
        shown.push('…');
    }
    shown
}

/// At most so many characters of a name, with “…” where it goes on.
pub fn shortened(name: &str, most: usize) -> String {
    match name.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", name[..at].trim_end()),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_by_day_and_minute() {
        let at = Timestamp(1_722_844_860);
        assert_eq!(moment_at(Language::Indonesian, at, 7 * 3600), "5 Agu 2024, 15:01");
        assert_eq!(moment_at(Language::English, at, -9 * 3600), "4 Aug 2024, 23:01");
    }

    #[test]
    fn names_are_one_plain_line() {
        assert_eq!(shown_name("A\u{0}B\n\u{202e}C"), "ABC");
        assert_eq!(shown_name(&"x".repeat(3_000_000)).chars().count(), 121);
        assert_eq!(shown_name("Pilkada 2024"), "Pilkada 2024");
    }
}

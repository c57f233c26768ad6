//! What a rule is called: files keep its key, people read its name. A rule without a name does not compile, and what no
//! rule of today wrote is shown as it stands.

use super::text::Words;
use crate::{
    extract::{Reason, Rule},
    gazetteer::{LinkReason, LinkRule},
    message::Language,
};

/// The rule that linked a mention: `office word: Pilbup`, `spelling, type word`.
pub fn linked_by(language: Language, key: &str) -> String {
    // What a suggestion was linked by begins so.
    let key = key.strip_prefix("rule:").unwrap_or(key);
    let Some(reason) = LinkReason::of_key(key) else { return suggested_by(language, key) };
    let mut said = language.say(link_rule(reason.rule)).to_owned();
    if reason.mended {
        said = format!("{}, {said}", language.say(link_rule(LinkRule::Spelling)));
    }
    if let Some(word) = reason.word {
        said = format!("{said}: {word}");
    }
    said
}

/// The rule that suggested something.
pub fn suggested_by(language: Language, key: &str) -> String {
    let key = key.strip_prefix("rule:").unwrap_or(key);
    let Some(reason) = Reason::of_key(key) else { return key.to_owned() };
    let said = language.say(rule(reason.rule));
    if reason.by_part { language.fill(Words::ByPartOfName, &[said]) } else { said.to_owned() }
}

fn link_rule(rule: LinkRule) -> Words {
    match rule {
        LinkRule::Name => Words::RuleName,
        LinkRule::PartyByHand => Words::RulePartyByHand,
        LinkRule::Epithet => Words::RuleEpithet,
        LinkRule::Spelling => Words::RuleSpelling,
        LinkRule::AliasHere => Words::RuleAlias,
        LinkRule::Brackets => Words::RuleBrackets,
        LinkRule::AliasBefore => Words::RuleAliasBefore,
        LinkRule::TypeWord => Words::RuleTypeWord,
        LinkRule::OfficeWord => Words::RuleOfficeWord,
        LinkRule::OfficeInSentence => Words::RuleOfficeSentence,
        LinkRule::ProvinceBeside => Words::RuleProvince,
        LinkRule::ProvinceOfArticle => Words::RuleProvinceArticle,
        LinkRule::Earlier => Words::RuleEarlier,
        LinkRule::Topic => Words::RuleTopic,
        LinkRule::NameRace => Words::RuleRace,
        LinkRule::ShortHere => Words::RuleShort,
        LinkRule::ShortRace => Words::RuleShortRace,
        LinkRule::SpellingHere => Words::RuleSpellingHere,
        LinkRule::SpellingRace => Words::RuleSpellingRace,
        LinkRule::Neighbours => Words::RuleNeighbours,
    }
}

fn rule(rule: Rule) -> Words {
    match rule {
        Rule::NameOfProject => Words::RuleOfProject,
        Rule::PartyName => Words::RulePartyName,
        Rule::PartyEpithet => Words::RulePartyEpithet,
        Rule::PartyBesideCue => Words::RulePartyBesideCue,
        Rule::RegionTyped => Words::RuleRegionTyped,
        Rule::RegionName => Words::RuleRegionName,
        Rule::RegionSeveral => Words::RuleRegionSeveral,
        Rule::RegionMisspelt => Words::RuleRegionMisspelt,
        Rule::RegionResolved => Words::RuleRegionResolved,
        Rule::BehindRunnerWord => Words::RuleBehindRunnerWord,
        Rule::CandidateList => Words::RuleCandidateList,
        Rule::NominatingObject => Words::RuleNominatingObject,
        Rule::SupportingObject => Words::RuleSupportingObject,
        Rule::Rival => Words::RuleRival,
        Rule::BesideCandidate => Words::RuleBesideCandidate,
        Rule::RunningMate => Words::RuleRunningMate,
        Rule::SaidCandidate => Words::RuleSaidCandidate,
        Rule::SaidMate => Words::RuleSaidMate,
        Rule::CandidacySubject => Words::RuleCandidacySubject,
        Rule::SaidToRun => Words::RuleSaidToRun,
        Rule::NamedCandidate => Words::RuleNamedCandidate,
        Rule::NamedBeside => Words::RuleNamedBeside,
        Rule::PollShare => Words::RulePollShare,
        Rule::PairOfNames => Words::RulePairOfNames,
        Rule::ProjectCandidate => Words::RuleProjectCandidate,
        Rule::Registered => Words::RuleRegistered,
        Rule::Decided => Words::RuleDecided,
        Rule::Learner => Words::RuleLearner,
        Rule::PartiesVerbTicket => Words::RulePartiesVerbTicket,
        Rule::PlacesOffered => Words::RulePlacesOffered,
        Rule::PartiesJoin => Words::RulePartiesJoin,
        Rule::PartiesVerb => Words::RulePartiesVerb,
        Rule::PartyTicket => Words::RulePartyTicket,
        Rule::ListGoesOn => Words::RuleListGoesOn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_told_in_both_languages() {
        let told = |key| linked_by(Language::Indonesian, key);
        assert_eq!(told("name, marked as a party by hand"), "nama, ditandai sendiri sebagai partai");
        assert_eq!(told("office word: Pilbup"), "kata jabatan: Pilbup");
        assert_eq!(told("spelling, type word"), "ejaan, kata jenis wilayah");
        assert_eq!(told("some later rule: x"), "some later rule: x");
        assert_eq!(linked_by(Language::English, "spelling, type word"), "spelling, type word");
        assert_eq!(told("rule:party name"), "nama partai", "what a suggestion was linked by");
        assert_eq!(suggested_by(Language::Indonesian, "rule:running mate"), "pasangan calon");
        assert_eq!(
            suggested_by(Language::Indonesian, "running mate, by a part of the name"),
            "pasangan calon, menurut sebagian namanya"
        );
    }

    /// A name may be changed on the screen; no stored key is read by it.
    #[test]
    fn every_key_has_its_name() {
        for rule in LinkRule::ALL {
            assert_eq!(linked_by(Language::English, rule.key()), Language::English.say(link_rule(*rule)));
            assert_ne!(linked_by(Language::Indonesian, rule.key()), rule.key(), "{rule:?}");
        }
        for rule in Rule::ALL {
            assert_eq!(suggested_by(Language::English, rule.key()), Language::English.say(super::rule(*rule)));
            assert_ne!(suggested_by(Language::Indonesian, rule.key()), rule.key(), "{rule:?}");
        }
    }
}

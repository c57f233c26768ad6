//! The rules that make suggestions, each with a key that files keep: a key is never changed, whatever a rule is called
//! on the screen.

use std::fmt;

use crate::model::keyed;

keyed! {
    /// A rule that made a mention or a coalition statement.
    Rule {
        // Parties.
        NameOfProject = "name of the project",
        PartyName = "party name",
        PartyEpithet = "epithet of a party",
        PartyBesideCue = "party name beside a cue",
        // Regions.
        RegionTyped = "region name with type word",
        RegionName = "region name",
        RegionSeveral = "name of several regions",
        RegionMisspelt = "misspelt region behind its type word",
        RegionResolved = "region name, resolved by the text around it",
        // Candidates.
        BehindRunnerWord = "behind a word for candidates",
        CandidateList = "list of candidates",
        NominatingObject = "object of a nominating verb",
        SupportingObject = "object of a supporting verb",
        Rival = "rival in an election",
        BesideCandidate = "beside a candidate",
        RunningMate = "running mate",
        SaidCandidate = "said to be a candidate",
        SaidMate = "said to be a running mate",
        CandidacySubject = "subject of a verb of candidacy",
        SaidToRun = "said to run",
        NamedCandidate = "named as a candidate",
        NamedBeside = "named beside a candidate",
        PollShare = "share of a poll",
        PairOfNames = "pair of names",
        ProjectCandidate = "candidate of the project",
        Registered = "registered candidate of a race in the article",
        Decided = "decided in this article",
        /// By what finished articles taught.
        Learner = "learner",
        // Statements.
        PartiesVerbTicket = "parties, a verb and a ticket",
        PlacesOffered = "places on the ticket offered to parties",
        PartiesJoin = "parties that join",
        PartiesVerb = "parties and a verb",
        PartyTicket = "a party and a ticket",
        ListGoesOn = "list of tickets goes on",
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// Why something is suggested: a rule, and whether only a part of the name says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reason {
    pub rule: Rule,
    /// The rule holds for the whole name, of which this is a part.
    pub by_part: bool,
}

/// What stands behind the key of a rule that holds for the whole name.
const BY_PART: &str = ", by a part of the name";

impl Reason {
    /// Reads what files keep: `None` if no rule of today wrote it.
    pub fn of_key(key: &str) -> Option<Self> {
        match key.strip_suffix(BY_PART) {
            Some(rule) => Some(Self { rule: Rule::of_key(rule)?, by_part: true }),
            None => Rule::of_key(key).map(Self::from),
        }
    }
}

impl From<Rule> for Reason {
    fn from(rule: Rule) -> Self {
        Self { rule, by_part: false }
    }
}

/// As files keep it.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule.key())?;
        f.write_str(if self.by_part { BY_PART } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_again() {
        for &rule in Rule::ALL {
            for by_part in [false, true] {
                let reason = Reason { rule, by_part };
                assert_eq!(Reason::of_key(&reason.to_string()), Some(reason));
            }
        }
        assert_eq!(Reason::of_key("some later rule"), None);
    }
}

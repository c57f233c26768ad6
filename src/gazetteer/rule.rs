//! The rules that link a name, each with a key that files keep: a key is never changed, whatever a rule is called on the
//! screen.

use std::fmt;

use crate::model::keyed;

keyed! {
    /// A rule by which a name surely means something.
    LinkRule {
        Name = "name",
        PartyByHand = "name, marked as a party by hand",
        Epithet = "epithet",
        /// One slip of the pen away.
        Spelling = "spelling",
        AliasHere = "alias in this article",
        Brackets = "in brackets after its name",
        AliasBefore = "alias of the name before it",
        TypeWord = "type word",
        OfficeWord = "office word",
        OfficeInSentence = "office word in the sentence",
        ProvinceBeside = "province beside it",
        ProvinceOfArticle = "province of the article",
        Earlier = "earlier mention",
        Topic = "topic",
        NameRace = "name, its race is in the article",
        ShortHere = "short form of a name in this article",
        ShortRace = "short form of a name of its race",
        SpellingHere = "spelling of a name in this article",
        SpellingRace = "spelling of a name of its race",
        /// Two of its neighbours in a list are of this level.
        Neighbours = "neighbours in a list",
    }
}

/// Why a link is sure: `office word: Pilbup`, `spelling, type word`, `name`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkReason {
    pub rule: LinkRule,
    /// A letter of the name had to be mended besides.
    pub mended: bool,
    /// The word of the text by which the rule holds, or where it was seen.
    pub word: Option<String>,
}

impl LinkReason {
    /// Reads what files keep: `None` if no rule of today wrote it.
    pub fn of_key(key: &str) -> Option<Self> {
        if let Some(rule) = LinkRule::of_key(key) {
            return Some(rule.into());
        }
        if let Some(rest) = key.strip_prefix(&format!("{}, ", LinkRule::Spelling.key())) {
            return Self::of_key(rest).map(|reason| Self { mended: true, ..reason });
        }
        let (rule, word) = key.split_once(": ")?;
        Some(Self { rule: LinkRule::of_key(rule)?, mended: false, word: Some(word.to_owned()) })
    }

    pub(super) fn by(rule: LinkRule, word: impl Into<String>) -> Self {
        Self { rule, mended: false, word: Some(word.into()) }
    }
}

impl From<LinkRule> for LinkReason {
    fn from(rule: LinkRule) -> Self {
        Self { rule, mended: false, word: None }
    }
}

/// As files keep it.
impl fmt::Display for LinkReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.mended {
            write!(f, "{}, ", LinkRule::Spelling.key())?;
        }
        f.write_str(self.rule.key())?;
        match &self.word {
            Some(word) => write!(f, ": {word}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_again() {
        for &rule in LinkRule::ALL {
            for word in [None, Some("Pilbup".to_owned())] {
                for mended in [false, true] {
                    let reason = LinkReason { rule, mended, word: word.clone() };
                    assert_eq!(LinkReason::of_key(&reason.to_string()), Some(reason));
                }
            }
        }
        assert_eq!(LinkReason::of_key("some later rule: x"), None);
    }
}

//! Names that a party weighs before it nominates anybody: "Nama yang disiapkan PKS yakni A dan B". Each of them is explored by
//! itself, however they are joined.

use super::parts::ClausePart;
use crate::{
    extract::signals::{phrases::FoundPhrase, sentence::Sentence, ticket::is_kin, tokens::Token},
    lexicon::{
        backing::{Verb, Voice},
        lists::NAMELY,
        weighed::{BESIDE, GOES_ON_NAMING, NAMES, STILL_OPEN, WEIGHS},
    },
    model::{Certainty, MentionId},
};

/// The parties that weigh names, and the sentence that said so last.
#[derive(Debug, Default)]
pub(super) struct WeighingParties {
    number: usize,
    parties: Vec<MentionId>,
}

impl WeighingParties {
    /// So many sentences after names were announced they may follow.
    const REACH: usize = 2;

    /// The statements of a sentence that names whom a party weighs, or goes on with those names. `acting`: the parties that
    /// acted in the sentence before. What is announced here, the next sentence may name.
    pub fn read(&mut self, number: usize, sentence: &Sentence<'_>, acting: &[MentionId]) -> Option<Vec<ClausePart>> {
        let tokens = &sentence.tokens;
        let own: Vec<MentionId> = tokens.iter().filter(|token| token.is_party()).filter_map(id).collect();
        let first = match announces(sentence) {
            Some(at) => {
                let near = self.number < number && number - self.number <= Self::REACH && !self.parties.is_empty();
                let parties = match () {
                    () if !own.is_empty() => own.clone(),
                    () if near => std::mem::take(&mut self.parties),
                    () => acting.to_vec(),
                };
                *self = Self { number, parties };
                at
            }
            None if self.goes_on(number, sentence) => {
                self.number = number;
                0
            }
            None => return None,
        };
        let people: Vec<usize> = (first..tokens.len()).filter(|&at| is_named(tokens, first, at)).collect();
        if people.is_empty() || self.parties.is_empty() {
            return None;
        }
        let carried = own.is_empty();
        let part = |(n, &at): (usize, &usize)| {
            // "A sebagai calon gubernur Banten, B sebagai calon gubernur Bali"
            let end = people.get(n + 1).copied().unwrap_or(tokens.len());
            let region = tokens[at..end].iter().find(|token| token.is_region());
            let chosen = [&tokens[at]].into_iter().chain(region).filter_map(id).chain(self.parties.iter().cloned());
            ClausePart {
                chosen: chosen.collect(),
                verb: true,
                carried,
                open: false,
                status: Some(Certainty::Exploring),
                ..ClausePart::of(sentence)
            }
        };
        Some(people.iter().enumerate().map(part).collect())
    }

    /// "Yakni A dan B", "Tiga sebagai calon bupati, yakni A, B, dan C", "Kemudian C": more names, right behind those before.
    fn goes_on(&self, number: usize, sentence: &Sentence<'_>) -> bool {
        let near = self.number < number && number - self.number <= Self::REACH && !self.parties.is_empty();
        let opens = sentence.tokens.iter().find(|token| token.is_word()).is_some_and(|token| token.is(GOES_ON_NAMING));
        let acts = sentence.verbs().iter().any(|verb| verb.value.1 != Voice::Trap);
        near && opens && !acts && !sentence.has_party && sentence.has_candidate
    }
}

/// The token behind which a sentence names, or announces, names that are weighed.
fn announces(sentence: &Sentence<'_>) -> Option<usize> {
    let tokens = &sentence.tokens;
    let names = tokens.iter().position(|token| token.is(NAMES))?;
    let open = |two: &[Token<'_>]| two[0].is(&["akan", "bakal"]) && two[1].is(&["diusung", "dicalonkan"]);
    let weighs = tokens.iter().any(|token| token.is(WEIGHS)) || tokens.windows(2).any(open);
    // Whoever is beside one of them, and what is decided already, is told by its own verb.
    let beside = tokens.iter().any(|token| token.is(BESIDE));
    let settled = |verb: &FoundPhrase<Verb>| {
        let before = verb.at.checked_sub(1).map(|at| &tokens[at]);
        verb.value.1 != Voice::Trap && !tokens[verb.at].is(WEIGHS) && !before.is_some_and(|token| token.is(STILL_OPEN))
    };
    if !weighs || beside || sentence.verbs().iter().any(settled) {
        return None;
    }
    let behind = &tokens[names..];
    Some(behind.iter().position(|token| token.is(NAMELY)).map_or(names, |at| names + at))
}

/// Whether somebody is one of the names from a token on, for the first time.
fn is_named(tokens: &[Token<'_>], first: usize, at: usize) -> bool {
    let same = |other: &Token<'_>| match (other.mention, tokens[at].mention) {
        (Some(one), Some(two)) => one.entity.is_some() && one.entity == two.entity,
        _ => false,
    };
    tokens[at].is_candidate() && !is_kin(tokens, at) && !tokens[first..at].iter().any(same)
}

fn id(token: &Token<'_>) -> Option<MentionId> {
    token.mention.map(|mention| mention.id.clone())
}

//! Lists that stand away from their verb: party lists in the sentence behind it, tickets in the lines below a heading.

use super::layout::Layout;
use crate::{
    extract::signals::{clause::tickets, sentence::Sentence, tokens::Token},
    lexicon::{
        backing::Voice,
        lists::{BEFORE_MORE, GOES_ON_LISTING, INDEPENDENT, LIST_OF, MORE_PARTIES, NUMBERS, OPENS_LIST, PARTIES},
        parties::OURS,
    },
    model::MentionId,
};

/// Where the parties of a clause stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartyPosition {
    /// In it, or nowhere.
    No,
    /// Above the list of which it is an item.
    Item,
}

/// Whether a clause is an item that takes its parties and its verb from the heading of its list.
pub(super) fn carried(clause: &Sentence<'_>, layout: Layout) -> PartyPosition {
    // "A – B (perseorangan)": of no party, whatever stands above.
    if clause.tokens.iter().any(|token| token.is(INDEPENDENT)) {
        return PartyPosition::No;
    }
    let own = clause.has_party || clause.verbs().iter().any(|verb| verb.value.1 != Voice::Trap);
    if layout == Layout::Item && clause.has_candidate && !own { PartyPosition::Item } else { PartyPosition::No }
}

/// Whether a sentence only goes on with the parties of the one before it: "Keenam partai itu adalah A, B, dan C".
pub(super) fn is_more_parties(sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens;
    // "Di antaranya, PKS meraih 10 kursi" counts seats.
    let wins = tokens.iter().any(|token| token.is(&["meraih", "memiliki", "memperoleh", "punya"]));
    if !sentence.has_party || sentence.has_candidate || wins {
        return false;
    }
    let first = tokens.iter().position(Token::is_party).unwrap_or(0);
    let opening = &tokens[..first.min(10)];
    // "Partai lain yang ikut bergabung adalah PPP"
    let others = opening.windows(2).position(|two| two[0].is(PARTIES) && two[1].is(&["lain", "lainnya"]));
    let joined = others.is_some_and(|n| n < 2 && opening[n..].iter().any(|token| token.is(OPENS_LIST)));
    let verbs = sentence.verbs().iter().filter(|verb| verb.value.1 != Voice::Trap);
    if joined && verbs.clone().count() > 0 && verbs.clone().all(|verb| verb.at < first) {
        return true;
    }
    if has_real_verb(sentence) {
        return false;
    }
    let begins = |phrase: &&[&str]| {
        (0..2).any(|at| {
            opening.len() >= at + phrase.len()
                && phrase.iter().zip(&opening[at..]).all(|(word, token)| token.is(&[word]))
        })
    };
    let two = |one: &[&str], other: &[&str]| opening.windows(2).any(|two| two[0].is(one) && two[1].is(other));
    let counted = two(NUMBERS, PARTIES);
    let named = two(PARTIES, &["itu", "tersebut", "ini", "lain", "lainnya"])
        || two(&["koalisi", "poros"], &["ini", "itu", "tersebut"]);
    // "Selain itu ada juga partai pendukung seperti A dan B"
    let beside = tokens.first().is_some_and(|token| token.is(&["selain", "ada", "adapun"]))
        && two(PARTIES, &["pendukung", "pengusung"]);
    // "Selain itu, ada juga PPP"
    let more = tokens.first().is_some_and(|token| token.is(GOES_ON_LISTING))
        && first > 0
        && first == opening.len()
        && opening.iter().all(|token| token.is(GOES_ON_LISTING) || token.is(PARTIES) || token.is(BEFORE_MORE));
    MORE_PARTIES.iter().any(begins) || counted || named || beside || more
}

/// A verb that says who backs, and not the noun "koalisi", nor "partai pendukung".
fn has_real_verb(sentence: &Sentence<'_>) -> bool {
    let nouns = ["koalisi", "aliansi", "kongsi", "dukungan", "pengusung", "pendukung"];
    sentence.verbs().iter().any(|verb| {
        verb.value.1 != Voice::Trap
            && !sentence.tokens[verb.at].is(PARTIES)
            && !(verb.end == verb.at + 1 && nouns.iter().any(|noun| sentence.tokens[verb.at].is_form_of(noun)))
    })
}

/// Whether a clause may leave its parties to the sentence behind it.
pub(super) fn may_go_on(clause: &Sentence<'_>) -> bool {
    let real = clause.verbs().iter().any(|verb| verb.value.1 != Voice::Trap);
    let tokens = &clause.tokens;
    let counted = tokens.windows(2).any(|two| two[0].is(NUMBERS) && two[1].is(PARTIES))
        || tokens.windows(2).any(|two| two[0].text.parse::<u8>().is_ok() && two[1].is(PARTIES));
    // "Gabungan empat partai memiliki 28 kursi" counts seats.
    let seats = !real && tokens.iter().any(|token| token.is(&["kursi"]));
    (real || counted) && !seats && (clause.has_candidate || clause.has_region || counted || !tickets(tokens).is_empty())
}

/// Whether a heading announces people without a word about whose they are: "Berikut dua nama yang akan maju:".
pub(super) fn is_of_anybody(heading: &Sentence<'_>) -> bool {
    let opens = heading.tokens.first().is_some_and(|token| token.is(&["berikut"]));
    let theirs =
        |token: &Token<'_>| token.is(PARTIES) || token.is(OURS) || token.is(&["koalisi", "poros", "dpp", "itu"]);
    opens && !has_real_verb(heading) && !heading.has_party && !heading.tokens.iter().any(theirs)
}

/// All parties that a heading names: "Berikut pasangan yang diusung Partai Golkar:".
pub(super) fn all_backers(clause: &Sentence<'_>) -> Vec<MentionId> {
    let real = clause.verbs().iter().any(|verb| verb.value.1 != Voice::Trap);
    let tokens = &clause.tokens;
    // "Berikut nama-nama calon dari Golkar:"
    let listed = tokens.first().is_some_and(|token| token.is(&["berikut"]));
    let theirs = |at: usize| real || listed && at > 0 && tokens[at - 1].is(LIST_OF);
    let parties = (0..tokens.len()).filter(|&at| tokens[at].is_party() && theirs(at));
    parties.filter_map(|at| Some(tokens[at].mention?.id.clone())).collect()
}

//! Keys of statuses and stances that a data set and the project do not mean alike.

use crate::model::{ChoiceSign, StatementScheme, StatusSense};

/// The statuses and stances of a data set that mean something else in the project, or nothing: `other: minus there, plus
/// here`.
pub(super) fn meant_otherwise(theirs: &StatementScheme, ours: &StatementScheme) -> Vec<String> {
    let told = |key: &str, there: (&str, u8), here: (&str, u8)| {
        let with_rank =
            |(word, rank): (&str, u8)| if there.0 == here.0 { format!("{word} {rank}") } else { word.to_owned() };
        (there != here).then(|| format!("{key}: {} there, {} here", with_rank(there), with_rank(here)))
    };
    let meaning = |scheme: &StatementScheme, status| {
        let meaning = scheme.meaning(status);
        let word = match meaning.sense {
            StatusSense::Decided => "decided",
            StatusSense::Explored => "not decided yet",
            StatusSense::Wished => "hoped for by others",
            StatusSense::Refused => "no",
            StatusSense::Past => "past",
            StatusSense::Aside => "against, or neither",
            StatusSense::Unsaid => "nothing",
        };
        (word, meaning.rank)
    };
    let side = |scheme: &StatementScheme, stance| match scheme.side(stance) {
        ChoiceSign::Plus => "for",
        ChoiceSign::Minus => "against",
        ChoiceSign::Neutral => "neither",
    };
    let statuses = theirs.statuses.iter().map(|status| status.key);
    let statuses = statuses.filter_map(|key| told(key.key(), meaning(theirs, key), meaning(ours, key)));
    let stances = theirs.stances.iter().map(|stance| stance.key);
    let stances = stances.filter_map(|key| told(key.key(), (side(theirs, key), 0), (side(ours, key), 0)));
    statuses.chain(stances).collect()
}

//! How long somebody worked on an article, by the moments of what was recorded.

use crate::model::{Annotations, Timestamp};

/// A pause of so many seconds ends the work on an article for a while.
const PAUSE: u64 = 5 * 60;

/// The time between records, but for pauses. `None`: all were made at once, by a program or an import, and tell nothing.
pub(super) fn minutes(said: &Annotations) -> Option<f64> {
    let mentions = said.mentions.values().map(|mention| mention.at);
    let coalitions = said.coalitions.values().map(|coalition| coalition.at);
    let mut moments: Vec<Timestamp> =
        mentions.chain(coalitions).chain(said.decisions.values().map(|decision| decision.at)).collect();
    moments.sort_unstable();
    if moments.first() == moments.last() {
        return None;
    }
    let gaps = moments.windows(2).map(|two| two[1].0 - two[0].0).filter(|gap| *gap < PAUSE);
    Some(gaps.sum::<u64>() as f64 / 60.0)
}

/// Of numbers in their order; `None`: there are none.
pub(super) fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

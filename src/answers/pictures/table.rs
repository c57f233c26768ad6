//! The table behind a picture, as CSV.

use super::Timeline;
use crate::{
    answers::{EntityNames, Network, tie_head},
    dataset::cells,
    message::{Message, message},
};

/// A row a tie.
pub(super) fn network_table(network: &Network, names: &EntityNames<'_>) -> Result<Vec<u8>, Message> {
    let label = |at: usize| network.nodes[at].party().map_or_else(String::new, |id| words(&names.label(id)));
    let end = |at: usize| (words(&network.nodes[at].id.to_string()), label(at));
    let scheme = names.statements();
    csv_of(tie_head(scheme), network.edges.iter().map(|edge| edge.row(&end, &words, scheme)))
}

/// A row a statement in a lane; those without a trusted day as well.
pub(super) fn timeline_table(timeline: &Timeline) -> Result<Vec<u8>, Message> {
    let head = ["lane", "day", "day_is", "status", "head", "speaker", "article_id", "coalition_id", "story_id"];
    let said = timeline.lanes.iter().flat_map(|lane| lane.statements.iter().map(move |said| (lane, said)));
    let rows = said.map(|(lane, said)| {
        [
            words(&lane.label),
            shown(said.day),
            said.day_is.to_owned(),
            said.status.to_owned(),
            words(&said.head_name),
            words(&said.speaker),
            said.article.to_string(),
            said.coalition.to_string(),
            said.story.to_string(),
        ]
    });
    csv_of(head, rows)
}

fn csv_of<H: AsRef<[u8]>, R: IntoIterator<Item: AsRef<[u8]>>>(
    head: impl IntoIterator<Item = H>,
    rows: impl Iterator<Item = R>,
) -> Result<Vec<u8>, Message> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let failed =
        |error: &dyn std::fmt::Display| message!("the table cannot be made: {reason}", reason = error.to_string());
    csv.write_record(head).map_err(|error| failed(&error))?;
    for row in rows {
        csv.write_record(row).map_err(|error| failed(&error))?;
    }
    csv.into_inner().map_err(|error| failed(&error))
}

/// Words of strangers, which no spreadsheet shall compute.
fn words(text: &str) -> String {
    cells::safe(text.into()).into_owned()
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

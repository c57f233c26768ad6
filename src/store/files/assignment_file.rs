//! `assignments.ron`: who codes what, one article a line, and how that was drawn.
//!
//! ```ron
//! (
//!     format: 1,
//!     drawings: [
//!         (seed: 7, to: ["budi", "sri"], double: 20, by: [source, month], articles: 120, stories: 98),
//!     ],
//!     assignments: [
//!         (article: "000-pks-psi-lebak", to: ["budi", "sri"], part: double),
//!     ],
//! )
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    layout::ASSIGNMENTS,
    ron_file::{FormatField, decode, parse, position, print},
};
use crate::{
    message::{Message, message},
    model::{ArticleId, Assignment, Assignments, Portion, SamplingDraw, SetId},
    store::StoreError,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AssignmentsFile {
    format: FormatField,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    drawings: Vec<SamplingDraw>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    assignments: Vec<AssignmentRecord>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AssignmentRecord {
    article: ArticleId,
    to: BTreeSet<SetId>,
    part: Portion,
}

pub(in crate::store) fn write(assignments: &Assignments) -> Result<Vec<u8>, Message> {
    let record = |(article, assigned): (&ArticleId, &Assignment)| AssignmentRecord {
        article: article.clone(),
        to: assigned.to.clone(),
        part: assigned.part,
    };
    let file = AssignmentsFile {
        format: FormatField,
        drawings: assignments.drawings.clone(),
        assignments: assignments.articles.iter().map(record).collect(),
    };
    print(&file, 2).map(String::into_bytes)
}

pub(in crate::store) fn read(bytes: &[u8]) -> Result<Assignments, StoreError> {
    let text = decode(ASSIGNMENTS, bytes)?;
    let file: AssignmentsFile = parse(ASSIGNMENTS, text)?;
    let mut articles = BTreeMap::new();
    for AssignmentRecord { article, to, part } in file.assignments {
        if articles.insert(article.clone(), Assignment { to, part }).is_some() {
            let message = message!("article {article} is assigned here twice", article = article.as_str());
            let needle = format!("(article: \"{article}\"");
            let at = text.match_indices(&needle).nth(1).map_or((1, 1), |(byte, _)| position(text, byte));
            return Err(StoreError::new(ASSIGNMENTS, message, message!("Remove one of the two lines")).at(at));
        }
    }
    Ok(Assignments { drawings: file.drawings, articles })
}

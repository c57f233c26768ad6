//! Tandai JSON Lines: one article a line, offsets in code points, half-open; `design` says what the fields mean. Fields
//! that are not known are kept. Pure: a line in, a record or a reason out, and back.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{decision::LineDecision, line_meta::LineMeta, open_record::open_record};
use crate::model::{
    Certainty, Date, EntityId, Import, KindKey, Office, SetId, SetRole, Slot, Span, Stance, Status, Text, Timestamp,
};

/// `by` of a mark made with all others of the same words, and of a proposal that does not say which rule made it.
pub(in crate::formats) const EVERY: &str = "every-occurrence";
pub(in crate::formats) const MACHINE: &str = "machine";

/// An article with what one set says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Line {
    pub id: String,
    pub text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Article variables.
    #[serde(skip_serializing_if = "LineMeta::is_empty")]
    pub meta: LineMeta,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub set: String,
    /// As people read the set's name, if it is not its id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub set_name: String,
    /// What kind of author the set has, if it is no person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_role: Option<SetRole>,
    /// How the article first came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import: Option<Import>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    pub mentions: Vec<LineMention>,
    pub coalitions: Vec<LineCoalition>,
    /// What was decided on the suggestions of other sets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<LineDecision>,
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

open_record!(
    Line: id, text; title, source, url, date, meta, set, set_name, set_role, import, status, mentions, coalitions, decisions
);

/// A mention.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineMention {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Code points.
    pub start: usize,
    pub end: usize,
    /// The words that it covers.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    pub kind: KindKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<EntityId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The rule or model that proposed it; of a mark made by hand nothing, or `every-occurrence`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Whether a person took the proposal as it was or mended it, and which set had proposed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decided>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<SetId>,
    /// When it was made or last decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The rule that linked it; nothing if a person did.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub linked_by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

open_record!(
    LineMention: start, end, kind; id, text, entity, candidates, score, by, decision, proposed_by, at, linked_by,
    note
);

/// A coalition statement.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct LineCoalition {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    pub region: Option<EntityId>,
    pub office: Option<Office>,
    pub year: Option<i16>,
    pub head: Option<EntityId>,
    pub deputy: Option<EntityId>,
    pub backings: Vec<LineBacking>,
    pub status: Certainty,
    pub speaker: String,
    pub date: Option<Date>,
    pub hedge: String,
    pub note: String,
    pub evidence: Vec<LineSpan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The rule or model that proposed it; of a mark made by hand nothing, or `every-occurrence`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Whether a person took the proposal as it was or mended it, and which set had proposed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decided>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<SetId>,
    /// When it was made or last decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Ids of mentions that name the region, the head and the deputy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub region_mentions: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub head_mentions: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deputy_mentions: Vec<String>,
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

open_record!(
    LineCoalition: ; id, region, office, year, head, deputy, backings, status, speaker, date, hedge, note, evidence,
    score, by, decision, proposed_by, at, region_mentions, head_mentions, deputy_mentions
);

/// How a person decided on a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    Accepted,
    Corrected,
}

/// A party of a statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineBacking {
    pub party: Option<EntityId>,
    pub stance: Stance,
    pub slot: Option<Slot>,
    /// Ids of mentions.
    pub mentions: Vec<String>,
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

open_record!(LineBacking: ; party, stance, slot, mentions);

/// Code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSpan {
    pub start: usize,
    pub end: usize,
}

impl Line {
    /// Cuts the words that its offsets cover anyway.
    pub(in crate::formats) fn without_quotes(&mut self) {
        self.mentions.iter_mut().for_each(|mention| mention.text.clear());
        self.decisions.iter_mut().filter_map(|d| d.mention.as_mut()).for_each(|claim| claim.text.clear());
    }
}

impl LineMention {
    /// Whether a program says this and nobody decided yet.
    pub(super) fn is_proposal(&self) -> bool {
        self.decision.is_none() && (self.score.is_some() || !matches!(self.by.as_str(), "" | EVERY))
    }
}

impl LineCoalition {
    /// As of a mention.
    pub(super) fn is_proposal(&self) -> bool {
        self.decision.is_none() && (self.score.is_some() || !self.by.is_empty())
    }
}

impl LineSpan {
    /// From bytes of a text; `None` inside a character or beyond the end.
    pub fn of(text: &Text, span: Span) -> Option<Self> {
        Some(Self { start: text.char_of_byte(span.start)?, end: text.char_of_byte(span.end)? })
    }
}

/// Reads one line without its line end, whose offsets must fit. The reason names the column and the way out.
pub fn read_line(line: &str) -> Result<Line, String> {
    let record = parse_line(line).map_err(|(column, reason)| format!("column {column}: {reason}"))?;
    misfit(&record).map_or(Ok(record), Err)
}

/// Reads one line without its line end, whatever its offsets say. The error: the column, from 1, and the reason.
pub(super) fn parse_line(line: &str) -> Result<Line, (usize, String)> {
    let record: Line = serde_json::from_str(line).map_err(|error| {
        let what = error.to_string();
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
        (error.column(), format!("{what}. A line is one article as a JSON object with “id” and “text”"))
    })?;
    if u32::try_from(record.text.len()).is_err() {
        return Err((1, "the text has more than 4 GiB. Split the article".to_owned()));
    }
    Ok(record)
}

/// Why the offsets of a line do not fit its text.
fn misfit(line: &Line) -> Option<String> {
    if line.mentions.is_empty() && line.coalitions.iter().all(|coalition| coalition.evidence.is_empty()) {
        return None;
    }
    let starts: Vec<usize> = line.text.char_indices().map(|(at, _)| at).chain([line.text.len()]).collect();
    let length = starts.len() - 1;
    let outside = |start: usize, end: usize| start >= end || end > length;
    for mention in &line.mentions {
        let (start, end) = (mention.start, mention.end);
        if outside(start, end) {
            return Some(format!(
                "mention {start}–{end} does not lie in the text of {length} code points. Count code points, not bytes"
            ));
        }
        let words = &line.text[starts[start]..starts[end]];
        if !mention.text.is_empty() && mention.text != words {
            return Some(format!(
                "mention {start}–{end} is “{words}” and not “{}”. Count code points, not bytes",
                mention.text
            ));
        }
    }
    let mut evidence = line.coalitions.iter().flat_map(|coalition| &coalition.evidence);
    let LineSpan { start, end } = *evidence.find(|span| outside(span.start, span.end))?;
    Some(format!("evidence {start}–{end} does not lie in the text of {length} code points"))
}

/// One line without a line end.
pub fn write_line(line: &Line) -> Result<String, String> {
    serde_json::to_string(line).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unknown_is_kept() {
        let line = r#"{"id":"a","text":"😀 PKS","lang":"id","mentions":[{"start":2,"end":5,"text":"PKS","kind":"party","entity":"party:pks","score":0.5,"who":7}],"coalitions":[]}"#;
        let record = read_line(line).unwrap();
        assert_eq!(record.more["lang"], "id");
        let again = read_line(&write_line(&record).unwrap()).unwrap();
        assert_eq!(record, again);
        assert!(read_line(r#"{"id":"a","text":""}"#).unwrap().mentions.is_empty());
    }

    #[test]
    fn what_is_wrong_is_said() {
        let reason = |line: &str| read_line(line).unwrap_err();
        assert!(reason("").contains("column"));
        assert!(reason(r#"{"id":"a"}"#).contains("text"));
        assert!(
            reason(r#"{"id":"a","text":"b","mentions":[{"start":0,"end":9,"kind":"party"}]}"#)
                .contains("1 code points")
        );
        let other = r#"{"id":"a","text":"PKS PSI","mentions":[{"start":0,"end":3,"text":"PSI","kind":"party"}]}"#;
        assert!(reason(other).contains("is “PKS” and not “PSI”"));
        assert!(reason(r#"{"id":"a","text":"b","mentions":[{"start":0,"end":1,"kind":"a b"}]}"#).contains("kind"));
        assert!(reason(&"[".repeat(100_000)).contains("column"));
    }
}

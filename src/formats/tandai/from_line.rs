//! A line as a document, with every doubt named.

use super::decision::add_decision;
use super::line::{self, Decided, Line, LineCoalition, LineMention, parse_line};
use crate::{
    formats::{
        document::{Document, Draft, new_mention, set_of},
        format::{Item, Reading},
        kit::{anchor::Wanted, lines::NumberedLine, raw_text::Unit},
        problem::Problem,
    },
    model::{
        Backing, Coalition, EntityId, Filler, Import, KindKey, Linked, MentionId, Origin, Proposal, Race, Score,
        SetRole, Suggested, Ticket,
    },
};

/// What a line of the file gives.
pub(super) fn items(file: &str, numbered: &NumberedLine, reading: &Reading) -> Vec<Item> {
    if numbered.text.trim().is_empty() {
        return Vec::new();
    }
    match document(file, numbered, reading) {
        Ok(items) => items,
        Err(problem) => vec![Item::Problem(problem.row(numbered.text.as_str()))],
    }
}

fn document(file: &str, numbered: &NumberedLine, reading: &Reading) -> Result<Vec<Item>, Problem> {
    let at = (numbered.number, 1);
    let fix = "Mend the line; the other lines went in";
    let line =
        parse_line(&numbered.text).map_err(|(column, reason)| Problem::new(file, reason, fix).at(at.0, column))?;
    if line.text.is_empty() {
        let fix = "Export with the articles' words";
        return Err(Problem::new(file, format!("article {} has no text", line.id), fix).at(at.0, 1));
    }
    let mut draft = Draft::new(file, at, &line.id, &line.text)?;
    let unknown = unknown_fields(&line);
    if !unknown.is_empty() {
        draft.note(at, format!("fields that a project does not keep: {}", unknown.join(", ")), "Keep the file");
    }
    add_header(&mut draft, &line);
    for mention in line.mentions {
        add_mention(&mut draft, mention, reading);
    }
    for coalition in line.coalitions {
        add_coalition(&mut draft, coalition, reading);
    }
    for decision in line.decisions {
        add_decision(&mut draft, decision, reading);
    }
    let (mut document, problems) = draft.finish(Unit::CodePoint);
    keep_import(&mut document, line.import);
    let document = Item::Document(Box::new(document));
    Ok(problems.into_iter().map(Item::Problem).chain([document]).collect())
}

/// What a line says of the article and of the set.
pub(in crate::formats) fn add_header(draft: &mut Draft, line: &Line) {
    let proposed = line.mentions.iter().any(|mention| mention.is_proposal())
        || line.coalitions.iter().any(|coalition| coalition.is_proposal());
    if !line.set.is_empty() {
        let role = line.set_role.unwrap_or(if proposed { SetRole::Extractor } else { SetRole::Person });
        let mut set = set_of(&line.set, role);
        if !line.set_name.is_empty() {
            set.name = line.set_name.clone();
        }
        draft.set = Some(set);
    }
    (draft.title, draft.source, draft.url) = (line.title.clone(), line.source.clone(), line.url.clone());
    (draft.date, draft.status) = (line.date, line.status.unwrap_or_default());
    draft.variables.clone_from(&line.meta.0);
}

/// Line ends as they once were, unless this file has others.
pub(in crate::formats) fn keep_import(document: &mut Document, import: Option<Import>) {
    if let Some(import) = import
        && document.article.meta.import == Import::default()
    {
        document.article.meta.import = import;
    }
}

fn unknown_fields(line: &Line) -> Vec<String> {
    let mut names: Vec<String> = line.more.keys().map(|key| format!("“{key}”")).collect();
    let of_mentions = line.mentions.iter().flat_map(|mention| mention.more.keys());
    names.extend(of_mentions.map(|key| format!("“{key}” of a mention")));
    let of_coalitions = line.coalitions.iter().flat_map(|coalition| coalition.more.keys());
    names.extend(of_coalitions.map(|key| format!("“{key}” of a coalition")));
    let of_decisions = line.decisions.iter().flat_map(|decision| decision.more.keys());
    names.extend(of_decisions.map(|key| format!("“{key}” of a decision")));
    names.sort();
    names.dedup();
    names
}

pub(super) fn add_mention(draft: &mut Draft, mention: LineMention, reading: &Reading) {
    let Some(kind) = reading.kind(mention.kind.as_str()) else {
        return draft.unknown_label((0, 0), mention.kind.as_str(), &mention.text);
    };
    let id = draft.own_mention_id(&mention.id, (0, 0));
    place_mention(draft, id, kind, mention, (0, 0), reading);
}

/// Adds a mention under an id of the draft; `at` as in [`Draft::mention`].
pub(in crate::formats) fn place_mention(
    draft: &mut Draft,
    id: MentionId,
    kind: KindKey,
    mention: LineMention,
    at: (usize, usize),
    reading: &Reading,
) {
    let by = origin(draft, &mention.by, mention.score, mention.decision, mention.proposed_by);
    let mut made = new_mention(id, kind, mention.at.unwrap_or(reading.now));
    (made.entity, made.note, made.by) = (mention.entity, mention.note, by);
    if !mention.linked_by.is_empty() {
        made.linked = Linked::Rule(mention.linked_by);
    }
    let quote = Some(mention.text).filter(|text| !text.is_empty());
    draft.mention(made, Wanted { start: mention.start, end: mention.end, quote }, at);
}

/// Adds a coalition, whose mentions must be there already.
pub(in crate::formats) fn add_coalition(draft: &mut Draft, line: LineCoalition, reading: &Reading) {
    let by = origin(draft, &line.by, line.score, line.decision, line.proposed_by);
    let id = draft.coalition_id(&line.id);
    let mut filler = |entity: Option<EntityId>, mentions: &[String]| Filler {
        entity,
        mentions: mentions.iter().filter_map(|name| known(draft, name)).collect(),
    };
    let backings = line.backings.into_iter().map(|backing| Backing {
        party: filler(backing.party, &backing.mentions),
        stance: backing.stance,
        slot: backing.slot,
    });
    let backings = backings.collect();
    let coalition = Coalition {
        id,
        race: Race { region: filler(line.region, &line.region_mentions), office: line.office, year: line.year },
        ticket: Ticket {
            head: filler(line.head, &line.head_mentions),
            deputy: filler(line.deputy, &line.deputy_mentions),
        },
        backings,
        status: line.status,
        speaker: line.speaker,
        date: line.date,
        hedge: line.hedge,
        evidence: Vec::new(),
        note: line.note,
        by,
        at: line.at.unwrap_or(reading.now),
    };
    let evidence = line.evidence.iter().map(|span| Wanted { start: span.start, end: span.end, quote: None });
    draft.coalition(coalition, evidence.collect(), (0, 0));
}

/// A mention that a coalition names; one that is not there is noted.
fn known(draft: &mut Draft, name: &str) -> Option<MentionId> {
    let known = draft.known_mention(name).cloned();
    if known.is_none() {
        draft.note((0, 0), format!("a coalition names the mention {name}, which is not there"), "Choose it again");
    }
    known
}

pub(in crate::formats) fn origin(
    draft: &mut Draft,
    by: &str,
    score: Option<f64>,
    decision: Option<Decided>,
    set: Option<crate::model::SetId>,
) -> Origin {
    let sure = score.and_then(Score::new);
    if let Some(score) = score.filter(|_| sure.is_none()) {
        draft.note((0, 0), format!("the score {score} is no number from 0 to 1, and was left out"), "Scale the scores");
    }
    let rule = by.to_owned();
    match (decision, set) {
        (Some(Decided::Accepted), Some(set)) => Origin::Accepted(Suggested { set, rule, score: sure }),
        (Some(Decided::Corrected), Some(set)) => Origin::Corrected(Suggested { set, rule, score: sure }),
        _ if by == line::EVERY && score.is_none() => Origin::EveryOccurrence,
        _ if by.is_empty() && score.is_none() => Origin::Person,
        _ => {
            let rule = if by == line::MACHINE { String::new() } else { rule };
            Origin::Machine(Proposal { rule, score: sure })
        }
    }
}

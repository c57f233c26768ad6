//! Coalitions as events: what brat shows of them, and the note that tells the rest.

use std::collections::{BTreeMap, BTreeSet};

use super::fragments::{one_line, tears};
use crate::{
    formats::{
        kit::{fields::UntakenFields, tally::shortened},
        record::{RawBacking, RawFiller, RawSpan, RawStatement, from_fields, word},
    },
    message::{Message, message},
    model::{Certainty, Office, Stance, StatementScheme, Text},
};

/// Roles of what the program knows.
const ROLES: [&str; 7] = ["Nominating", "Supporting", "Member", "Backer", "Head", "Deputy", "Region"];

/// The role of a party with a stance.
pub(super) fn role(stance: Stance) -> String {
    if stance == Stance::Open { ROLES[3].to_owned() } else { format!("{stance:?}") }
}

/// Every role that an event of a project may have.
pub(super) fn roles_of(scheme: &StatementScheme) -> Vec<String> {
    let own = scheme.stances.iter().map(|stance| role(stance.key)).filter(|role| !ROLES.contains(&role.as_str()));
    ROLES.into_iter().map(str::to_owned).chain(own).collect()
}

/// An event as it stands in the file.
#[derive(Debug, Default)]
pub(super) struct Event {
    pub line: usize,
    /// Names of its trigger and of its arguments by role without number.
    pub trigger: String,
    pub arguments: Vec<(String, String)>,
    /// The span of its trigger.
    pub place: Option<(usize, usize)>,
    /// Whether there are words between the pieces of its trigger.
    pub torn: bool,
    /// Attributes and their values.
    pub attributes: BTreeMap<String, String>,
    /// The notes of Tandai and of people.
    pub told: Option<UntakenFields>,
    pub note: String,
}

impl Event {
    /// The statement; `names`: the ids of mentions by their names in the file, `entities`: by their ids. What is no
    /// part of a statement is named in `odd`.
    pub(super) fn coalition(
        mut self,
        names: &BTreeMap<String, String>,
        entities: &BTreeMap<String, String>,
        scheme: &StatementScheme,
        text: &Text,
        odd: &mut Vec<Message>,
    ) -> RawStatement {
        let told = self.told.take();
        let was_told = told.is_some();
        let mut fields = told.unwrap_or_default();
        // Attributes are shown, so that those of the file count.
        for key in ["status", "office", "year"] {
            fields.0.remove(key);
        }
        let mut coalition: RawStatement = from_fields(fields.0).unwrap_or_default();
        self.take_attributes(&mut coalition, odd);
        coalition.at = (self.line, 1);
        if !self.note.is_empty() && self.note != one_line(&coalition.note) {
            coalition.note = std::mem::take(&mut self.note);
        }
        if let Some((start, end)) = self.place {
            let moved = RawSpan::new(start, end, None);
            let blank = |from, to| {
                let span = text.span_of_chars(from, to);
                from == to || span.is_some_and(|span| text.slice(span).chars().all(tears))
            };
            match coalition.evidence.first_mut() {
                // Line ends at its edges are in no piece of the trigger.
                Some(first)
                    if first.start <= start
                        && end <= first.end
                        && blank(first.start, start)
                        && blank(end, first.end) => {}
                Some(first) => *first = moved,
                None if !was_told => coalition.evidence.push(moved),
                None => {}
            }
        }
        let mut by_role: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let roles = roles_of(scheme);
        for (role, name) in self.arguments {
            let known = roles.iter().map(String::as_str).find(|known| known.eq_ignore_ascii_case(&role));
            let known = known.or(Some("Member").filter(|_| role.eq_ignore_ascii_case("Party")));
            match (known, names.get(&name)) {
                (Some(known), Some(id)) => {
                    by_role.entry(known.to_owned()).or_default().insert(id.clone());
                }
                (None, _) => odd.push(message!("the role “{name}”", name = shortened(&role))),
                (_, None) => odd.push(message!("an argument that is not a mention")),
            }
        }
        let mut take = |role: &str| by_role.remove(role).unwrap_or_default();
        adopt_shown(&mut coalition.head, &take("Head"), entities);
        adopt_shown(&mut coalition.deputy, &take("Deputy"), entities);
        adopt_shown(&mut coalition.region, &take("Region"), entities);
        let own = scheme.stances.iter().map(|stance| stance.key).filter(|key| matches!(key, Stance::Own(_)));
        for stance in Stance::BUILT_IN.iter().copied().chain(own) {
            settle_backings(&mut coalition.backings, stance, take(&role(stance)), entities);
        }
        coalition
    }

    fn take_attributes(&mut self, coalition: &mut RawStatement, odd: &mut Vec<Message>) {
        for (name, value) in std::mem::take(&mut self.attributes) {
            let plain = value.to_lowercase();
            let known = match name.to_lowercase().as_str() {
                "status" => {
                    let known = Certainty::BUILT_IN.iter().find(|status| status.key() == plain).copied();
                    let status = known.or_else(|| Certainty::of_words(&value));
                    coalition.status = word(&status);
                    status.is_some()
                }
                "office" => {
                    let delivered = Office::DELIVERED.iter().find(|office| office.key() == plain).copied();
                    let office = delivered.or_else(|| Office::of_words(&value));
                    coalition.office = word(&office);
                    office.is_some()
                }
                "year" => {
                    coalition.year = plain.parse().ok();
                    coalition.year.is_some()
                }
                _ => false,
            };
            if !known {
                odd.push(message!("the attribute “{name}”", name = shortened(&format!("{name} {value}"))));
            }
        }
    }
}

/// Mentions as the file shows them; where others stand now, their entity.
fn adopt_shown(filler: &mut RawFiller, shown: &BTreeSet<String>, entities: &BTreeMap<String, String>) {
    let before: BTreeSet<String> = filler.mentions.iter().cloned().collect();
    if before == *shown {
        return;
    }
    if before.is_disjoint(shown) {
        filler.entity = shown.iter().find_map(|id| entities.get(id).cloned()).unwrap_or_default();
    }
    filler.mentions = shown.iter().cloned().collect();
}

/// Parties of a stance as the file shows them: one that lost all its mentions goes, others come in.
fn settle_backings(
    backings: &mut Vec<RawBacking>,
    stance: Stance,
    mut shown: BTreeSet<String>,
    entities: &BTreeMap<String, String>,
) {
    let stance = word(&stance);
    let mut placed = BTreeSet::new();
    backings.retain_mut(|backing| {
        if backing.stance != stance || backing.party.mentions.is_empty() {
            return true;
        }
        backing.party.mentions.retain(|id| shown.contains(id));
        placed.extend(backing.party.mentions.iter().cloned());
        !backing.party.mentions.is_empty()
    });
    shown.retain(|id| !placed.contains(id));
    for id in shown {
        let entity = entities.get(&id).cloned().unwrap_or_default();
        let same = |backing: &&mut RawBacking| {
            backing.stance == stance && !entity.is_empty() && backing.party.entity == entity
        };
        match backings.iter_mut().find(same) {
            Some(backing) => backing.party.mentions.push(id),
            None => {
                let party = RawFiller { entity, mentions: vec![id] };
                backings.push(RawBacking { party, stance: stance.clone(), ..RawBacking::default() });
            }
        }
    }
}

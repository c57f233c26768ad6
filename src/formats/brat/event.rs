//! Coalitions as events: what brat shows of them, and the note that tells the rest.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::fragments::one_line;
use crate::{
    formats::{
        kit::{anchor::shortened, fields::Fields},
        tandai::{LineBacking, LineCoalition, LineSpan},
    },
    model::{Certainty, EntityId, Office, Stance},
};

/// Every role of an event.
pub(super) const ROLES: [&str; 6] = ["Nominating", "Supporting", "Member", "Head", "Deputy", "Region"];

/// The role of a party with a stance.
pub(super) fn role(stance: Stance) -> &'static str {
    match stance {
        Stance::Nominating => ROLES[0],
        Stance::Supporting => ROLES[1],
        Stance::Member => ROLES[2],
    }
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
    /// Attributes and their values.
    pub attributes: BTreeMap<String, String>,
    /// The notes of Tandai and of people.
    pub told: Option<Fields>,
    pub note: String,
}

impl Event {
    /// The statement; `names`: the ids of mentions by their names in the file, `entities`: by their ids. What is no
    /// part of a statement is named in `odd`.
    pub(super) fn coalition(
        mut self,
        names: &BTreeMap<String, String>,
        entities: &BTreeMap<String, EntityId>,
        odd: &mut Vec<String>,
    ) -> LineCoalition {
        let told = self.told.take();
        let was_told = told.is_some();
        let mut fields = told.map_or_else(Map::new, |fields| fields.0);
        // Attributes are shown, so that those of the file count.
        for key in ["status", "office", "year"] {
            fields.remove(key);
        }
        let read = serde_json::from_value::<LineCoalition>(Value::Object(fields));
        let mut coalition = read.unwrap_or_else(|error| {
            odd.push(format!("its note of type “{}” cannot be read ({error})", super::NOTE));
            LineCoalition::default()
        });
        self.take_attributes(&mut coalition, odd);
        if !self.note.is_empty() && self.note != one_line(&coalition.note) {
            coalition.note = std::mem::take(&mut self.note);
        }
        if let Some((start, end)) = self.place {
            let moved = LineSpan { start, end };
            match coalition.evidence.first_mut() {
                // Line ends at its edges are in no piece of the trigger.
                Some(first) if first.start <= start && end <= first.end => {}
                Some(first) => *first = moved,
                None if !was_told => coalition.evidence.push(moved),
                None => {}
            }
        }
        let mut by_role: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (role, name) in self.arguments {
            let known = ROLES.into_iter().find(|known| known.eq_ignore_ascii_case(&role));
            let known = known.or(Some("Member").filter(|_| role.eq_ignore_ascii_case("Party")));
            match (known, names.get(&name)) {
                (Some(known), Some(id)) => {
                    by_role.entry(known.to_owned()).or_default().insert(id.clone());
                }
                (None, _) => odd.push(format!("the role “{}”", shortened(&role))),
                (_, None) => odd.push("an argument that is no mention".to_owned()),
            }
        }
        let mut take = |role: &str| by_role.remove(role).unwrap_or_default();
        settle(&mut coalition.head, &mut coalition.head_mentions, &take("Head"), entities);
        settle(&mut coalition.deputy, &mut coalition.deputy_mentions, &take("Deputy"), entities);
        settle(&mut coalition.region, &mut coalition.region_mentions, &take("Region"), entities);
        for stance in Stance::ALL {
            settle_backings(&mut coalition.backings, stance, take(role(stance)), entities);
        }
        coalition
    }

    fn take_attributes(&mut self, coalition: &mut LineCoalition, odd: &mut Vec<String>) {
        for (name, value) in std::mem::take(&mut self.attributes) {
            let plain = value.to_lowercase();
            let known = match name.to_lowercase().as_str() {
                "status" => {
                    let status =
                        Certainty::ALL.into_iter().find(|status| format!("{status:?}").to_lowercase() == plain);
                    coalition.status = status.unwrap_or_default();
                    status.is_some()
                }
                "office" => {
                    coalition.office =
                        Office::ALL.into_iter().find(|office| format!("{office:?}").to_lowercase() == plain);
                    coalition.office.is_some()
                }
                "year" => {
                    coalition.year = plain.parse().ok();
                    coalition.year.is_some()
                }
                _ => false,
            };
            if !known {
                odd.push(format!("the attribute “{}”", shortened(&format!("{name} {value}"))));
            }
        }
    }
}

/// Mentions as the file shows them; where others stand now, their entity.
fn settle(
    entity: &mut Option<EntityId>,
    mentions: &mut Vec<String>,
    shown: &BTreeSet<String>,
    entities: &BTreeMap<String, EntityId>,
) {
    let before: BTreeSet<String> = mentions.iter().cloned().collect();
    if before == *shown {
        return;
    }
    if before.is_disjoint(shown) {
        *entity = shown.iter().find_map(|id| entities.get(id).cloned());
    }
    *mentions = shown.iter().cloned().collect();
}

/// Parties of a stance as the file shows them: one that lost all its mentions goes, others come in.
fn settle_backings(
    backings: &mut Vec<LineBacking>,
    stance: Stance,
    mut shown: BTreeSet<String>,
    entities: &BTreeMap<String, EntityId>,
) {
    let mut placed = BTreeSet::new();
    backings.retain_mut(|backing| {
        if backing.stance != stance || backing.mentions.is_empty() {
            return true;
        }
        backing.mentions.retain(|id| shown.contains(id));
        placed.extend(backing.mentions.iter().cloned());
        !backing.mentions.is_empty()
    });
    shown.retain(|id| !placed.contains(id));
    for id in shown {
        let party = entities.get(&id).cloned();
        let same =
            backings.iter_mut().find(|backing| backing.stance == stance && party.is_some() && backing.party == party);
        match same {
            Some(backing) => backing.mentions.push(id),
            None => {
                let mentions = vec![id];
                backings.push(LineBacking { party, stance, slot: None, mentions, more: Map::new() });
            }
        }
    }
}

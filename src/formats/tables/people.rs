//! Places and people of a statement as cells: ids, names, official codes.

use std::borrow::Cow;

use crate::{
    answers::RaceKey,
    dataset::codebook::{province_code, region_level, ticket_id},
    formats::format::Writing,
    model::{Coalition, EntityId, Office},
};

/// The official code of a region: its entity's, else its id's if that is one of the ministry's; empty without either.
pub fn region_code<'a>(id: &'a EntityId, writing: &'a Writing<'_>) -> &'a str {
    let known = (writing.entity)(id).map(|entity| entity.code.as_str()).filter(|code| !code.is_empty());
    let ministry = || Some(id.local()).filter(|code| is_of_ministry(id, writing) && region_level(code).is_some());
    known.or_else(ministry).unwrap_or("")
}

/// Whether a code of a region is one of the ministry's: other countries have codes of two digits as well.
fn is_of_ministry(id: &EntityId, writing: &Writing<'_>) -> bool {
    writing.elections.is_indonesian(id)
}

/// The level of a region: as a project has it for one of its own, else by its code; empty without either.
pub fn level_of<'a>(id: &'a EntityId, writing: &'a Writing<'_>) -> &'a str {
    let by_code = || region_level(region_code(id, writing)).filter(|_| is_of_ministry(id, writing)).unwrap_or("");
    let own = (writing.entity)(id).map_or("", |entity| entity.level.as_str());
    if own.is_empty() { by_code() } else { own }
}

/// The cell of a column about a race.
pub fn race_cell<'a>(race: &'a RaceKey, writing: &'a Writing<'_>, column: &str) -> Option<Cow<'a, str>> {
    let region = race.region.as_ref();
    let code = || region.map_or("", |id| region_code(id, writing));
    Some(match column {
        "race_id" => race.id().unwrap_or_default().into(),
        "region_id" => region.map_or("", |id| id.as_str()).into(),
        "region_code" => code().into(),
        "region_name" => region.map_or("", |id| writing.name(id)).into(),
        "region_level" => region.map_or("", |id| level_of(id, writing)).into(),
        "province_code" => {
            region.filter(|id| is_of_ministry(id, writing)).and_then(|_| province_code(code())).unwrap_or("").into()
        }
        "office" => race.office.map_or("", Office::key).into(),
        "year" => race.year.map_or_else(String::new, |year| year.to_string()).into(),
        _ => return None,
    })
}

/// The cell of a column about a ticket, of a race with this id.
pub fn ticket_cell<'a>(
    race: Option<&str>,
    coalition: &'a Coalition,
    writing: &'a Writing<'_>,
    column: &str,
) -> Option<Cow<'a, str>> {
    let (head, deputy) = (coalition.ticket.head.entity.as_ref(), coalition.ticket.deputy.entity.as_ref());
    let id = |id: Option<&'a EntityId>| id.map_or("", |id| id.as_str()).into();
    let name = |id: Option<&'a EntityId>| id.map_or("", |id| writing.name(id)).into();
    Some(match column {
        "ticket_id" => ticket_id(race, head).unwrap_or_default().into(),
        "head_id" => id(head),
        "head_name" => name(head),
        "deputy_id" => id(deputy),
        "deputy_name" => name(deputy),
        _ => return None,
    })
}

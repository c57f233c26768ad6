//! Places and people of a statement as cells: ids, names, official codes.

use std::borrow::Cow;

use crate::{
    dataset::codebook::{province_code, race_id, region_level, ticket_id},
    formats::format::Writing,
    model::{Coalition, EntityId},
};

/// The ministry's code of a region: its entity's, else its id's if that is one; empty without either.
pub fn region_code<'a>(id: &'a EntityId, writing: &'a Writing<'_>) -> &'a str {
    let known = (writing.entity)(id).map(|entity| entity.code.as_str()).filter(|code| !code.is_empty());
    known.or_else(|| Some(id.local()).filter(|code| region_level(code).is_some())).unwrap_or("")
}

/// The cell of a column about race or ticket.
pub fn cell<'a>(coalition: &'a Coalition, writing: &'a Writing<'_>, column: &str) -> Option<Cow<'a, str>> {
    let race = || race_id(coalition.race.region.entity.as_ref(), coalition.race.office, coalition.race.year);
    let region = coalition.race.region.entity.as_ref();
    let (head, deputy) = (coalition.ticket.head.entity.as_ref(), coalition.ticket.deputy.entity.as_ref());
    let code = || region.map_or("", |id| region_code(id, writing));
    let id = |id: Option<&'a EntityId>| id.map_or("", |id| id.as_str()).into();
    let name = |id: Option<&'a EntityId>| id.map_or("", |id| writing.name(id)).into();
    Some(match column {
        "race_id" => race().unwrap_or_default().into(),
        "region_id" => id(region),
        "region_code" => code().into(),
        "region_name" => name(region),
        "region_level" => region_level(code()).unwrap_or("").into(),
        "province_code" => province_code(code()).unwrap_or("").into(),
        "office" => coalition.race.office.map_or_else(|| "".into(), super::rows::word),
        "year" => coalition.race.year.map_or_else(String::new, |year| year.to_string()).into(),
        "ticket_id" => ticket_id(race().as_deref(), head).unwrap_or_default().into(),
        "head_id" => id(head),
        "head_name" => name(head),
        "deputy_id" => id(deputy),
        "deputy_name" => name(deputy),
        _ => return None,
    })
}

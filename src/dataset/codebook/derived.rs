//! Values of the tidy tables that follow from others. Does not know rows.

use crate::model::{Date, EntityId, Office};

/// Tells a statement from all others of an export: `000-pks-psi/sri/c01`. None of the three can hold a slash.
pub fn statement_id(article: &str, set: &str, coalition: &str) -> String {
    format!("{article}/{set}/{coalition}")
}

/// `36.02-regent-2024`: the same for every statement on one race. `None` where a part is open.
pub fn race_id(region: Option<&EntityId>, office: Option<Office>, year: Option<i16>) -> Option<String> {
    let office = office?;
    Some(format!("{}-{office}-{}", region?.local(), year?))
}

/// `36.02-regent-2024-andra-soni`: race and head. `None` where one is open.
pub fn ticket_id(race: Option<&str>, head: Option<&EntityId>) -> Option<String> {
    Some(format!("{}-{}", race?, head?.local()))
}

/// `province`, `regency` or `city` by the ministry's code: two digits are a province, `36.02` a regency, and from
/// `.71` on a city, as all 552 of Kemendagri's list are numbered. `None` for anything else.
pub fn region_level(code: &str) -> Option<&'static str> {
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    match code.split_once('.') {
        None => digits(code).then_some("province"),
        Some((province, own)) if digits(province) && digits(own) => Some(if own >= "71" { "city" } else { "regency" }),
        Some(_) => None,
    }
}

/// The code of the province that a region of the ministry's codes is or lies in.
pub fn province_code(code: &str) -> Option<&str> {
    region_level(code).and_then(|_| code.get(..2))
}

/// The day of what happened, as far as is known: that of the statement, else of the article.
pub fn first_day(statement: Option<Date>, article: Option<Date>) -> Option<Date> {
    statement.or(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_race_and_ticket() {
        let entity = |id: &str| EntityId::new(id).ok();
        let race = race_id(entity("region:36.02").as_ref(), Some(Office::REGENT), Some(2024));
        assert_eq!(race.as_deref(), Some("36.02-regent-2024"));
        assert_eq!(race_id(None, Some(Office::REGENT), Some(2024)), None);
        let ticket = ticket_id(race.as_deref(), entity("candidate:andra-soni").as_ref());
        assert_eq!(ticket.as_deref(), Some("36.02-regent-2024-andra-soni"));
        assert_eq!(ticket_id(race.as_deref(), None), None);
        assert_eq!(statement_id("000", "sri", "c1"), "000/sri/c1");
    }

    #[test]
    fn levels() {
        let level = ["36", "36.02", "36.71", "32.70", "bekasi", "3602", "36.02.01", "3.6", "36.", ""].map(region_level);
        let (province, regency, city) = (Some("province"), Some("regency"), Some("city"));
        assert_eq!(level, [province, regency, city, regency, None, None, None, None, None, None]);
        assert_eq!(["36", "36.02", "x"].map(province_code), [Some("36"), Some("36"), None]);
    }
}

//! Checks of a statement against how elections are: office and region, ticket, dates.

use super::{Check, Elects, Severity::*};
use crate::{
    message::message,
    model::{Calendar, Certainty, ChoiceSign, Coalition, EntityId, Office, Slot, StatementScheme, StatusSense},
};

pub(super) const CHECKS: &[Check] =
    &[OFFICE_OF_REGION, NOTHING_ELECTED, NO_DEPUTY, TWO_TICKETS, OUTSIDE_CYCLE, AFTER_ARTICLE];

const OFFICE_OF_REGION: Check = Check {
    name: "office-of-region",
    about: "The office is one that the region elects: its level is that of the office.",
    severity: Error,
    run: |subject, found| {
        let statements = subject.facts.statements;
        for coalition in subject.annotations.coalitions.values() {
            let (Some(region), Some(office)) = (&coalition.race.region.entity, coalition.race.office) else { continue };
            let wanted = statements.level_of(office);
            let id = coalition.id.as_str();
            let (office, label) = (statements.office_names(office), (subject.facts.label)(region));
            let message = match (subject.facts.elects)(region) {
                Elects::Office(elected) if !wanted.is_empty() && statements.level_of(elected) != wanted => message!(
                    "{coalition} is about a {office} in {region}, which elects a {elected}. Change the office or the \
                     region",
                    coalition = id,
                    office = office,
                    region = label,
                    elected = statements.office_names(elected)
                ),
                Elects::NoOffice(level) if !wanted.is_empty() && level != wanted => message!(
                    "{coalition} is about a {office} in {region}, whose level is {level}, not {wanted}. Change the \
                     office or the region",
                    coalition = id,
                    office = office,
                    region = label,
                    level = level,
                    wanted = wanted
                ),
                _ => continue,
            };
            found.coalition(coalition, message).entity = Some(region.clone());
        }
    },
};

const NOTHING_ELECTED: Check = Check {
    name: "nothing-elected",
    about: "The region elects its head (Yogyakarta's governor and the heads of Jakarta's cities are appointed).",
    severity: Error,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values() {
            if let Some(region) = &coalition.race.region.entity
                && coalition.race.office.is_none_or(|office| Office::DELIVERED.contains(&office))
                && (subject.facts.elects)(region) == Elects::Nothing
            {
                let label = (subject.facts.label)(region);
                let message = message!(
                    "{coalition} is about {region}, where no head is elected. Change the region",
                    coalition = coalition.id.as_str(),
                    region = label
                );
                found.coalition(coalition, message).entity = Some(region.clone());
            }
        }
    },
};

const NO_DEPUTY: Check = Check {
    name: "no-deputy",
    about: "A ticket has a head and a deputy, as far as the text names them.",
    severity: Note,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values() {
            let ticket = &coalition.ticket;
            if !subject.facts.statements.has_place(coalition.race.office, Slot::Deputy) {
                continue;
            }
            let message = match (ticket.head.is_empty(), ticket.deputy.is_empty()) {
                (false, true) => message!(
                    "{coalition} has no deputy. Right if the text names none",
                    coalition = coalition.id.as_str()
                ),
                (true, false) => message!(
                    "{coalition} has a deputy but no head. Right if the text names none",
                    coalition = coalition.id.as_str()
                ),
                _ => continue,
            };
            found.coalition(coalition, message);
        }
    },
};

const TWO_TICKETS: Check = Check {
    name: "two-tickets",
    about: "No party is confirmed for two tickets of one race on the same day.",
    severity: Warning,
    run: |subject, found| {
        let scheme = subject.facts.statements;
        let coalitions: Vec<&Coalition> = subject.annotations.coalitions.values().collect();
        for (at, later) in coalitions.iter().enumerate() {
            for earlier in coalitions[..at].iter().filter(|earlier| rival(scheme, earlier, later)) {
                let parties = later.backings.iter().filter_map(|backing| backing.party.entity.as_ref());
                for party in parties {
                    if ![earlier, later].iter().all(|one| stands_for(scheme, one, party)) {
                        continue;
                    }
                    let message = message!(
                        "{party} is confirmed for two tickets of one race on the same day, in {earlier} and \
                         {coalition}. Look again at region, status and date of both",
                        party = (subject.facts.label)(party),
                        earlier = earlier.id.as_str(),
                        coalition = later.id.as_str()
                    );
                    found.coalition(later, message).entity = Some(party.clone());
                }
            }
        }
    },
};

/// Whether a party is said to stand for the ticket of a statement.
fn stands_for(scheme: &StatementScheme, coalition: &Coalition, party: &EntityId) -> bool {
    let own = coalition.backings.iter().filter(|backing| backing.party.entity.as_ref() == Some(party));
    scheme.side_of(own.map(|backing| backing.stance)) == ChoiceSign::Plus
}

/// Two confirmed statements of the same day on different heads in one race.
fn rival(scheme: &StatementScheme, a: &Coalition, b: &Coalition) -> bool {
    let is_decided = |coalition: &Coalition| scheme.meaning(coalition.status).sense == StatusSense::Decided;
    let (one, two) = (&a.race, &b.race);
    let head = |coalition: &Coalition| coalition.ticket.head.entity.clone();
    is_decided(a)
        && is_decided(b)
        && a.date == b.date
        && one.region.entity.is_some()
        && (&one.region.entity, one.office, one.year) == (&two.region.entity, two.office, two.year)
        && head(a).is_some()
        && head(b).is_some()
        && head(a) != head(b)
}

const OUTSIDE_CYCLE: Check = Check {
    name: "outside-cycle",
    about: "A statement is made from two years before its election to one year after, unless it looks back.",
    severity: Warning,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values() {
            let (Some(date), Some(year)) = (coalition.date, coalition.race.year) else { continue };
            if coalition.status != Certainty::Past && !Calendar::speaks_of(date.year(), year) {
                let message = message!(
                    "{coalition} is dated {date} but about the election of {year}. Correct the date or the year, or \
                     set the status to past",
                    coalition = coalition.id.as_str(),
                    date = date.to_string(),
                    year = year
                );
                found.coalition(coalition, message);
            }
        }
    },
};

const AFTER_ARTICLE: Check = Check {
    name: "after-article",
    about: "No statement is younger than the article that reports it.",
    severity: Warning,
    run: |subject, found| {
        let Some(published) = subject.article.meta.date else { return };
        for coalition in subject.annotations.coalitions.values() {
            if let Some(date) = coalition.date.filter(|date| date.first_day() > published.last_day()) {
                let message = message!(
                    "{coalition} is dated {date}, the article {published}. Correct one of the two",
                    coalition = coalition.id.as_str(),
                    date = date.to_string(),
                    published = published.to_string()
                );
                found.coalition(coalition, message);
            }
        }
    },
};

#[cfg(test)]
mod tests {
    use super::super::testing::{TestCase, backing, filler};
    use crate::model::{Certainty, Coalition, Office};

    const TEXT: &str = "[PKS|party:pks] usung [Rusmin|candidate:rusmin] di [Lebak|region:36.02]";

    fn race(region: &str, office: Office) -> TestCase {
        TestCase::new(TEXT).coalition("c1", |c| {
            c.race.region = filler(region);
            c.race.office = Some(office);
        })
    }

    #[test]
    fn office_of_region() {
        race("region:36.02", Office::REGENT).quiet("office-of-region");
        race("region:34", Office::GOVERNOR).quiet("office-of-region");
        race("region:99", Office::MAYOR).quiet("office-of-region");
        race("region:36.02", Office::MAYOR)
            .says("office-of-region", &["about a mayor in region:36.02, which elects a regent"]);
    }

    #[test]
    fn region_of_another_level() {
        let own = Office::new("minister_president").unwrap();
        race("region:kreis", own).quiet("office-of-region");
        let with_level = |level: &str| {
            let mut case = race("region:kreis", own);
            case.scheme.statements.offices[0].key = own;
            case.scheme.statements.offices[0].level = level.into();
            case
        };
        with_level("kreis").quiet("office-of-region");
        with_level("land").says("office-of-region", &["in region:kreis, whose level is kreis, not land"]);
    }

    #[test]
    fn nothing_elected() {
        race("region:36.02", Office::REGENT).quiet("nothing-elected");
        race("region:34", Office::GOVERNOR).says("nothing-elected", &["where no head is elected"]);
    }

    #[test]
    fn no_deputy() {
        let ticket = |head: &str, deputy: &str| {
            TestCase::new(TEXT).coalition("c1", |c| {
                let of = |id: &str| if id.is_empty() { Default::default() } else { filler(id) };
                c.ticket.head = of(head);
                c.ticket.deputy = of(deputy);
            })
        };
        ticket("candidate:rusmin", "candidate:wati").quiet("no-deputy");
        ticket("", "").quiet("no-deputy");
        ticket("candidate:rusmin", "").says("no-deputy", &["has no deputy"]);
        ticket("", "candidate:wati").says("no-deputy", &["but no head"]);
    }

    #[test]
    fn two_tickets() {
        let statement = |head: &'static str, status| {
            move |c: &mut Coalition| {
                c.race.region = filler("region:36.02");
                c.race.office = Some(Office::REGENT);
                c.ticket.head = filler(head);
                c.backings = vec![backing("party:pks")];
                c.status = status;
            }
        };
        let two = |head, status| {
            let first = TestCase::new(TEXT).coalition("c1", statement("candidate:rusmin", Certainty::Confirmed));
            first.coalition("c2", statement(head, status))
        };
        two("candidate:rusmin", Certainty::Confirmed).quiet("two-tickets");
        two("candidate:wati", Certainty::Denied).quiet("two-tickets");
        two("candidate:wati", Certainty::Confirmed).says("two-tickets", &["party:pks is confirmed for two tickets"]);
    }

    fn dated(date: &str, year: i16, status: Certainty) -> TestCase {
        TestCase::new(TEXT).coalition("c1", |c| {
            c.date = date.parse().ok();
            c.race.year = Some(year);
            c.status = status;
        })
    }

    #[test]
    fn outside_cycle() {
        dated("2024-07-08", 2024, Certainty::Confirmed).quiet("outside-cycle");
        dated("2024-07-08", 2017, Certainty::Past).quiet("outside-cycle");
        dated("2024-07-08", 2017, Certainty::Confirmed).says("outside-cycle", &["about the election of 2017"]);
    }

    #[test]
    fn after_article() {
        dated("2024-07-08", 2024, Certainty::Confirmed).quiet("after-article");
        dated("2024-07-10", 2024, Certainty::Confirmed).says("after-article", &["2024-07-10, the article 2024-07-09"]);
        let mut case = dated("2024-07-10", 2024, Certainty::Confirmed);
        case.article.meta.date = None;
        case.quiet("after-article");
    }
}

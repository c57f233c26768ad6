//! Checks of one coalition statement by itself.

use super::{Check, CheckContext, Severity::*, kind_name};
use crate::{
    message::{Message, message},
    model::{Annotations, Certainty, Coalition, Filler, KindKey, Slot, Stance, StatementScheme},
};

pub(super) const CHECKS: &[Check] =
    &[NO_EVIDENCE, NO_PARTY, FILLER_KIND, FILLER_MENTION, PARTY_TWICE, SAME_PERSON, KNOWN_CODES];

const NO_EVIDENCE: Check = Check {
    name: "no-evidence",
    about: "Every coalition has a sentence that shows it.",
    severity: Error,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values().filter(|coalition| coalition.evidence.is_empty()) {
            let message = message!(
                "{coalition} shows no sentence. Select the one that says it and add it as evidence",
                coalition = coalition.id.as_str()
            );
            found.coalition(coalition, message);
        }
    },
};

const NO_PARTY: Check = Check {
    name: "no-party",
    about: "Every coalition names a party.",
    severity: Warning,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values().filter(|coalition| coalition.backings.is_empty()) {
            let message = message!(
                "{coalition} has no party, so it says nothing. Add one, or remove the coalition",
                coalition = coalition.id.as_str()
            );
            found.coalition(coalition, message);
        }
    },
};

/// The slots of a coalition with their names in messages and the kind they take.
fn slots(coalition: &Coalition) -> impl Iterator<Item = (Message, KindKey, &Filler)> {
    let names = [message!("region"), message!("head"), message!("deputy")].into_iter();
    let names = names.chain(std::iter::repeat(message!("party")));
    let kinds = [KindKey::region(), KindKey::candidate(), KindKey::candidate()].into_iter();
    let kinds = kinds.chain(std::iter::repeat(KindKey::party()));
    names.zip(kinds).zip(coalition.fillers()).map(|((name, kind), filler)| (name, kind, filler))
}

const FILLER_KIND: Check = Check {
    name: "filler-kind",
    about: "Each slot of a coalition holds an existing entity of the kind it takes.",
    severity: Error,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values() {
            for (slot, kind, filler) in slots(coalition) {
                let Some(wrong) = wrong_kind(&slot, &kind, filler, subject.annotations, subject.facts) else {
                    continue;
                };
                let message = message!("{coalition}: {wrong}", coalition = coalition.id.as_str(), wrong = wrong);
                found.coalition(coalition, message).entity.clone_from(&filler.entity);
            }
        }
    },
};

fn wrong_kind(
    slot: &Message,
    kind: &KindKey,
    filler: &Filler,
    annotations: &Annotations,
    facts: &CheckContext<'_>,
) -> Option<Message> {
    if let Some(entity) = &filler.entity {
        // What a program links to may be new, and is then of the kind that it is marked as.
        let proposed = || {
            let mut named = annotations.mentions.values().filter(|mention| mention.entity.as_ref() == Some(entity));
            named.next().filter(|_| facts.proposes).map(|mention| mention.kind.clone())
        };
        match (facts.kind_of)(entity).or_else(proposed) {
            None => {
                return Some(message!(
                    "the {slot} is {entity}, which does not exist. Choose it again",
                    slot = slot,
                    entity = entity.as_str()
                ));
            }
            Some(other) if other != *kind => {
                return Some(message!(
                    "the {slot} is “{entity}”, a {other}. It takes a {kind}",
                    slot = slot,
                    entity = (facts.label)(entity),
                    other = kind_name(&other),
                    kind = kind_name(kind)
                ));
            }
            Some(_) => {}
        }
    }
    let mentions = filler.mentions.iter().filter_map(|id| annotations.mentions.get(id));
    let other = mentions.map(|mention| &mention.kind).find(|other| *other != kind)?;
    Some(message!(
        "the {slot} is taken from a mention of a {other}. It takes a {kind}",
        slot = slot,
        other = kind_name(other),
        kind = kind_name(kind)
    ))
}

const FILLER_MENTION: Check = Check {
    name: "filler-mention",
    about: "The mentions behind a slot exist and are linked to the entity in it.",
    severity: Warning,
    run: |subject, found| {
        let mentions = &subject.annotations.mentions;
        for coalition in subject.annotations.coalitions.values() {
            for (slot, _, filler) in slots(coalition) {
                for id in &filler.mentions {
                    let message = match mentions.get(id) {
                        None => message!(
                            "{coalition}: the {slot} names mention {mention}, which is gone. Choose it again",
                            coalition = coalition.id.as_str(),
                            slot = &slot,
                            mention = id.as_str()
                        ),
                        Some(mention) if mention.entity.is_some() && mention.entity != filler.entity => message!(
                            "{coalition}: the {slot} and its mention “{words}” have different links. Choose the right \
                             one for both",
                            coalition = coalition.id.as_str(),
                            slot = &slot,
                            words = subject.article.text.slice(mention.span)
                        ),
                        Some(_) => continue,
                    };
                    found.coalition(coalition, message).entity.clone_from(&filler.entity);
                }
            }
        }
    },
};

const PARTY_TWICE: Check = Check {
    name: "party-twice",
    about: "A party is in a coalition once.",
    severity: Error,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values() {
            for (at, backing) in coalition.backings.iter().enumerate() {
                let party = backing.party.entity.as_ref();
                let Some(party) =
                    party.filter(|p| coalition.backings[..at].iter().any(|b| b.party.entity.as_ref() == Some(p)))
                else {
                    continue;
                };
                let label = (subject.facts.label)(party);
                let message = message!(
                    "{party} is in {coalition} twice. Keep one, or make two statements of it",
                    party = label,
                    coalition = coalition.id.as_str()
                );
                found.coalition(coalition, message).entity = Some(party.clone());
            }
        }
    },
};

const SAME_PERSON: Check = Check {
    name: "same-person",
    about: "Head and deputy of a ticket are two people.",
    severity: Error,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values() {
            if let Some(head) = &coalition.ticket.head.entity
                && coalition.ticket.deputy.entity.as_ref() == Some(head)
            {
                let label = (subject.facts.label)(head);
                let message = message!(
                    "{person} is head and deputy of {coalition}. Empty one of the two",
                    person = label,
                    coalition = coalition.id.as_str()
                );
                found.coalition(coalition, message).entity = Some(head.clone());
            }
        }
    },
};

/// What the scheme's offices, statuses or stances are called.
fn known_names(statements: &StatementScheme, which: usize) -> String {
    let names: Vec<&str> = match which {
        0 => statements.offices.iter().map(|one| one.names.en.as_str()).collect(),
        1 => statements.statuses.iter().map(|one| one.names.en.as_str()).collect(),
        _ => statements.stances.iter().map(|one| one.names.en.as_str()).collect(),
    };
    names.join(", ")
}

const KNOWN_CODES: Check = Check {
    name: "known-codes",
    about: "Office, status, stances and places of a coalition are ones that the project’s scheme has.",
    severity: Error,
    run: |subject, found| {
        let statements = subject.facts.statements;
        for coalition in subject.annotations.coalitions.values() {
            let office = coalition.race.office.filter(|office| statements.office(*office).is_none());
            let status = Some(coalition.status).filter(|status| *status != Certainty::Open);
            let status = status.filter(|status| statements.status(*status).is_none());
            let stances = coalition.backings.iter().map(|backing| backing.stance);
            let stance =
                stances.filter(|stance| *stance != Stance::Open).find(|stance| statements.stance(*stance).is_none());
            for (what, code, known) in [
                (message!("office"), office.map(|office| word(&office)), 0),
                (message!("status"), status.map(|status| word(&status)), 1),
                (message!("stance"), stance.map(|stance| word(&stance)), 2),
            ] {
                let Some(code) = code else { continue };
                let message = message!(
                    "{coalition} has the {what} “{code}”, which the project’s scheme does not have: it has {known}. Choose \
                     one of these, or add it to the scheme",
                    coalition = coalition.id.as_str(),
                    what = what,
                    code = code,
                    known = known_names(statements, known)
                );
                found.coalition(coalition, message);
            }
            let offered = coalition.backings.iter().any(|backing| backing.slot == Some(Slot::Deputy));
            if (offered || !coalition.ticket.deputy.is_empty())
                && !statements.has_place(coalition.race.office, Slot::Deputy)
            {
                let message = message!(
                    "{coalition} fills the second place of a ticket that has one only. Empty it, or change the office",
                    coalition = coalition.id.as_str()
                );
                found.coalition(coalition, message);
            }
        }
    },
};

/// A code as files name it.
fn word<T: serde::Serialize>(code: &T) -> String {
    serde_json::to_value(code).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TestCase, backing, filler};
    use crate::model::MentionId;

    const TEXT: &str = "[PKS|party:pks] usung [Rusmin|candidate:rusmin] di [Lebak|region:36.02]";

    #[test]
    fn no_evidence() {
        TestCase::new(TEXT).coalition("c1", |_| {}).quiet("no-evidence");
        TestCase::new(TEXT).coalition("c1", |c| c.evidence.clear()).says("no-evidence", &["c1 shows no sentence"]);
    }

    #[test]
    fn no_party() {
        TestCase::new(TEXT).coalition("c1", |c| c.backings = vec![backing("party:pks")]).quiet("no-party");
        TestCase::new(TEXT).coalition("c1", |c| c.backings.clear()).says("no-party", &["c1 has no party"]);
    }

    #[test]
    fn filler_kind() {
        let case = TestCase::new(TEXT);
        let party = case.annotations.in_reading_order()[0].id.clone();
        case.coalition("c1", |c| {
            c.race.region = filler("region:36.02");
            c.ticket.head = filler("candidate:rusmin");
            c.backings[0].party.mentions.insert(party.clone());
        })
        .quiet("filler-kind");
        TestCase::new(TEXT)
            .coalition("c1", |c| {
                c.race.region = filler("party:pks");
                c.ticket.head = filler("candidate:nobody");
                c.ticket.deputy.mentions.insert(party.clone());
            })
            .says(
                "filler-kind",
                &["the region is “party:pks”, a party", "does not exist", "from a mention of a party"],
            );
    }

    #[test]
    fn filler_mention() {
        let case = TestCase::new(TEXT);
        let party = case.annotations.in_reading_order()[0].id.clone();
        case.coalition("c1", |c| _ = c.backings[0].party.mentions.insert(party.clone())).quiet("filler-mention");
        TestCase::new(TEXT)
            .coalition("c1", |c| {
                c.ticket.head.mentions.insert(MentionId::new("gone").unwrap());
                c.backings = vec![backing("party:psi")];
                c.backings[0].party.mentions.insert(party.clone());
            })
            .says("filler-mention", &["mention gone, which is gone", "“PKS” have different links"]);
    }

    #[test]
    fn party_twice() {
        let two = |a, b| TestCase::new(TEXT).coalition("c1", |c| c.backings = vec![backing(a), backing(b)]);
        two("party:pks", "party:psi").quiet("party-twice");
        two("party:pks", "party:pks").says("party-twice", &["party:pks is in c1 twice"]);
    }

    #[test]
    fn same_person() {
        let ticket = |deputy| {
            TestCase::new(TEXT).coalition("c1", |c| {
                c.ticket.head = filler("candidate:rusmin");
                c.ticket.deputy = filler(deputy);
            })
        };
        ticket("candidate:wati").quiet("same-person");
        ticket("candidate:rusmin").says("same-person", &["is head and deputy of c1"]);
        TestCase::new(TEXT).coalition("c1", |_| {}).quiet("same-person");
    }
}

//! Checks of one coalition statement by itself.

use super::{Check, Facts, Severity::*};
use crate::model::{Annotations, Coalition, Filler, KindKey};

pub(super) const NO_EVIDENCE: Check = Check {
    name: "no-evidence",
    about: "Every coalition has a sentence that shows it.",
    severity: Error,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values().filter(|coalition| coalition.evidence.is_empty()) {
            let message =
                format!("{} shows no sentence. Select the one that says it and add it as evidence", coalition.id);
            found.coalition(coalition, message);
        }
    },
};

pub(super) const NO_PARTY: Check = Check {
    name: "no-party",
    about: "Every coalition names a party.",
    severity: Warning,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values().filter(|coalition| coalition.backings.is_empty()) {
            let message =
                format!("{} has no party, so it says nothing. Add one, or remove the coalition", coalition.id);
            found.coalition(coalition, message);
        }
    },
};

/// The slots of a coalition with their names in messages and the kind they take.
fn slots(coalition: &Coalition) -> impl Iterator<Item = (&'static str, KindKey, &Filler)> {
    let names = ["region", "head", "deputy"].into_iter().chain(std::iter::repeat("party"));
    let kinds = [KindKey::region(), KindKey::candidate(), KindKey::candidate()].into_iter();
    let kinds = kinds.chain(std::iter::repeat(KindKey::party()));
    names.zip(kinds).zip(coalition.fillers()).map(|((name, kind), filler)| (name, kind, filler))
}

pub(super) const FILLER_KIND: Check = Check {
    name: "filler-kind",
    about: "Each slot of a coalition holds an existing entity of the kind it takes.",
    severity: Error,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values() {
            for (slot, kind, filler) in slots(coalition) {
                let Some(message) = wrong_kind(slot, &kind, filler, subject.annotations, subject.facts) else {
                    continue;
                };
                found.coalition(coalition, format!("{}: {message}", coalition.id)).entity.clone_from(&filler.entity);
            }
        }
    },
};

fn wrong_kind(
    slot: &str,
    kind: &KindKey,
    filler: &Filler,
    annotations: &Annotations,
    facts: &Facts<'_>,
) -> Option<String> {
    if let Some(entity) = &filler.entity {
        match (facts.kind_of)(entity) {
            None => return Some(format!("the {slot} is {entity}, which does not exist. Choose it again")),
            Some(other) if other != *kind => {
                let label = (facts.label)(entity);
                return Some(format!("the {slot} is “{label}”, a {other}. It takes a {kind}"));
            }
            Some(_) => {}
        }
    }
    let mentions = filler.mentions.iter().filter_map(|id| annotations.mentions.get(id));
    let other = mentions.map(|mention| &mention.kind).find(|other| *other != kind)?;
    Some(format!("the {slot} is taken from a mention of a {other}. It takes a {kind}"))
}

pub(super) const FILLER_MENTION: Check = Check {
    name: "filler-mention",
    about: "The mentions behind a slot exist and are linked to the entity in it.",
    severity: Warning,
    run: |subject, found| {
        let mentions = &subject.annotations.mentions;
        for coalition in subject.annotations.coalitions.values() {
            for (slot, _, filler) in slots(coalition) {
                for id in &filler.mentions {
                    let message = match mentions.get(id) {
                        None => {
                            format!("{}: the {slot} names mention {id}, which is gone. Choose it again", coalition.id)
                        }
                        Some(mention) if mention.entity.is_some() && mention.entity != filler.entity => format!(
                            "{}: the {slot} and its mention “{}” have different links. Choose the right one for both",
                            coalition.id,
                            subject.article.text.slice(mention.span)
                        ),
                        Some(_) => continue,
                    };
                    found.coalition(coalition, message).entity.clone_from(&filler.entity);
                }
            }
        }
    },
};

pub(super) const PARTY_TWICE: Check = Check {
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
                let message = format!("{label} is in {} twice. Keep one, or make two statements of it", coalition.id);
                found.coalition(coalition, message).entity = Some(party.clone());
            }
        }
    },
};

pub(super) const SAME_PERSON: Check = Check {
    name: "same-person",
    about: "Head and deputy of a ticket are two people.",
    severity: Error,
    run: |subject, found| {
        for coalition in subject.annotations.coalitions.values() {
            if let Some(head) = &coalition.ticket.head.entity
                && coalition.ticket.deputy.entity.as_ref() == Some(head)
            {
                let label = (subject.facts.label)(head);
                let message = format!("{label} is head and deputy of {}. Empty one of the two", coalition.id);
                found.coalition(coalition, message).entity = Some(head.clone());
            }
        }
    },
};

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, backing, filler};
    use crate::model::MentionId;

    const TEXT: &str = "[PKS|party:pks] usung [Rusmin|candidate:rusmin] di [Lebak|region:36.02]";

    #[test]
    fn no_evidence() {
        Case::new(TEXT).coalition("c1", |_| {}).quiet("no-evidence");
        Case::new(TEXT).coalition("c1", |c| c.evidence.clear()).says("no-evidence", &["c1 shows no sentence"]);
    }

    #[test]
    fn no_party() {
        Case::new(TEXT).coalition("c1", |c| c.backings = vec![backing("party:pks")]).quiet("no-party");
        Case::new(TEXT).coalition("c1", |c| c.backings.clear()).says("no-party", &["c1 has no party"]);
    }

    #[test]
    fn filler_kind() {
        let case = Case::new(TEXT);
        let party = case.annotations.in_reading_order()[0].id.clone();
        case.coalition("c1", |c| {
            c.race.region = filler("region:36.02");
            c.ticket.head = filler("candidate:rusmin");
            c.backings[0].party.mentions.insert(party.clone());
        })
        .quiet("filler-kind");
        Case::new(TEXT)
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
        let case = Case::new(TEXT);
        let party = case.annotations.in_reading_order()[0].id.clone();
        case.coalition("c1", |c| _ = c.backings[0].party.mentions.insert(party.clone())).quiet("filler-mention");
        Case::new(TEXT)
            .coalition("c1", |c| {
                c.ticket.head.mentions.insert(MentionId::new("gone").unwrap());
                c.backings = vec![backing("party:psi")];
                c.backings[0].party.mentions.insert(party.clone());
            })
            .says("filler-mention", &["mention gone, which is gone", "“PKS” have different links"]);
    }

    #[test]
    fn party_twice() {
        let two = |a, b| Case::new(TEXT).coalition("c1", |c| c.backings = vec![backing(a), backing(b)]);
        two("party:pks", "party:psi").quiet("party-twice");
        two("party:pks", "party:pks").says("party-twice", &["party:pks is in c1 twice"]);
    }

    #[test]
    fn same_person() {
        let ticket = |deputy| {
            Case::new(TEXT).coalition("c1", |c| {
                c.ticket.head = filler("candidate:rusmin");
                c.ticket.deputy = filler(deputy);
            })
        };
        ticket("candidate:wati").quiet("same-person");
        ticket("candidate:rusmin").says("same-person", &["is head and deputy of c1"]);
        Case::new(TEXT).coalition("c1", |_| {}).quiet("same-person");
    }
}

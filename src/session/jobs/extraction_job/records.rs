//! What an extractor found as the records of its set. Ids follow from what is said, so that the same finding is the same
//! record in every run and for everybody who runs it.

use std::collections::BTreeMap;

use crate::{
    extract::{Extraction, FoundCoalition, ProposedMention},
    formats::text_hash,
    model::{
        Annotations, Coalition, CoalitionId, LinkSource, Mention, MentionId, Origin, Proposal, Race, Scheme, Score,
        Timestamp,
    },
};

/// What the rules found of kinds and offices that the project has. One record after another: of a long text there are many.
pub(in crate::session) fn of_rules(extraction: Extraction, scheme: &Scheme, now: Timestamp) -> Annotations {
    let known = |coalition: Coalition| {
        let office = coalition.race.office.filter(|office| scheme.statements.office(*office).is_some());
        Coalition { race: Race { office, ..coalition.race }, ..coalition }
    };
    let mentions = extraction.mentions.into_iter().filter(|found| scheme.kind(&found.kind).is_some());
    let coalitions = extraction.coalitions.into_iter();
    named(mentions.map(|found| mention_of(found, now)), coalitions.map(|found| known(coalition_of(found, now))))
}

/// A mention that was found as the record of a machine.
pub(in crate::session) fn mention_of(found: ProposedMention, at: Timestamp) -> Mention {
    let by = made_by(&found.rule.to_string(), found.score);
    Mention {
        linked: found.entity.as_ref().map_or(LinkSource::Person, |_| LinkSource::Rule(format!("rule:{}", found.rule))),
        id: found.id,
        span: found.span,
        kind: found.kind,
        entity: found.entity,
        by,
        at,
        note: String::new(),
        fields: Default::default(),
        flag: None,
        guidelines: None,
    }
}

/// A statement that was found as the record of a machine.
pub(in crate::session) fn coalition_of(found: FoundCoalition, at: Timestamp) -> Coalition {
    Coalition { by: made_by(&found.rule.to_string(), found.score), at, ..found.coalition }
}

fn made_by(rule: &str, score: f32) -> Origin {
    // Two digits say all that a rule knows.
    let score = Score::new((f64::from(score) * 100.0).round() / 100.0);
    Origin::Machine(Proposal { rule: format!("rule:{rule}"), score })
}

/// What a program answered. In its set nothing was made or linked by a person.
pub(in crate::session) fn of_program(answered: Annotations) -> Annotations {
    let machine = |by: Origin| match by {
        Origin::Machine(proposal) => Origin::Machine(proposal),
        Origin::Accepted(from) | Origin::Corrected(from) => {
            Origin::Machine(Proposal { rule: from.rule, score: from.score })
        }
        Origin::Person | Origin::EveryOccurrence | Origin::Drafted => Origin::Machine(Proposal::default()),
    };
    let mentions = answered.in_reading_order().into_iter().cloned().map(|mention| {
        let linked = match mention.linked {
            LinkSource::Person if mention.entity.is_some() => LinkSource::Rule("program".to_owned()),
            linked => linked,
        };
        Mention { by: machine(mention.by), linked, ..mention }
    });
    let mentions: Vec<Mention> = mentions.collect();
    let coalitions = answered.coalitions.into_values();
    named(
        mentions.into_iter(),
        coalitions.map(|coalition| Coalition { by: machine(coalition.by.clone()), ..coalition }),
    )
}

/// Whether two say the same, whenever it was said.
pub(in crate::session) fn same(one: &Annotations, other: &Annotations) -> bool {
    one.mentions.len() == other.mentions.len()
        && one.coalitions.len() == other.coalitions.len()
        && one.mentions.values().zip(other.mentions.values()).all(|(a, b)| Mention { at: b.at, ..a.clone() } == *b)
        && one
            .coalitions
            .values()
            .zip(other.coalitions.values())
            .all(|(a, b)| Coalition { at: b.at, ..a.clone() } == *b)
}

/// Gives every record the id that follows from it. Of mentions with the same span and kind, and of coalitions that say
/// the same, the first stays.
fn named(mentions: impl Iterator<Item = Mention>, coalitions: impl Iterator<Item = Coalition>) -> Annotations {
    let mut annotations = Annotations::default();
    let mut names: BTreeMap<MentionId, MentionId> = BTreeMap::new();
    for mention in mentions {
        let (start, end) = (mention.span.start, mention.span.end);
        let long = || text_hash(mention.kind.as_str());
        let id = MentionId::new(format!("{}-{start}-{end}", mention.kind));
        let Ok(id) = id.or_else(|_| MentionId::new(format!("{}-{start}-{end}", &long()[..12]))) else { continue };
        names.insert(mention.id.clone(), id.clone());
        annotations.mentions.entry(id.clone()).or_insert(Mention { id, ..mention });
    }
    for mut coalition in coalitions {
        for filler in coalition.fillers_mut() {
            filler.mentions = filler.mentions.iter().filter_map(|id| names.get(id).cloned()).collect();
        }
        // Neither how sure it is nor when it was said makes it another statement.
        let plain = Coalition {
            id: CoalitionId::new("c").expect("a letter is an id"),
            at: Timestamp(0),
            by: Origin::Person,
            ..coalition.clone()
        };
        let Ok(said) = ron::to_string(&plain) else { continue };
        let Ok(id) = CoalitionId::new(format!("c-{}", &text_hash(&said)[..12])) else { continue };
        annotations.coalitions.entry(id.clone()).or_insert(Coalition { id, ..coalition });
    }
    annotations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntityId, Filler, KindKey, Span, Suggested};

    fn mention(id: &str, start: usize, by: Origin) -> Mention {
        let (span, kind, at) = (Span::new(start, start + 3), KindKey::party(), Timestamp(5));
        let id = MentionId::new(id).unwrap();
        Mention {
            id,
            span,
            kind,
            entity: None,
            linked: LinkSource::Person,
            by,
            at,
            note: String::new(),
            fields: Default::default(),
            flag: None,
            guidelines: None,
        }
    }

    fn answered(mentions: Vec<Mention>, region: &[&str]) -> Annotations {
        let mut coalition = Coalition::empty(CoalitionId::new("c1").unwrap(), Timestamp(5));
        let ids = region.iter().map(|id| MentionId::new(id).unwrap());
        coalition.race.region = Filler { entity: EntityId::new("region:36").ok(), mentions: ids.collect() };
        Annotations {
            mentions: mentions.into_iter().map(|mention| (mention.id.clone(), mention)).collect(),
            coalitions: [(coalition.id.clone(), coalition)].into(),
            ..Annotations::default()
        }
    }

    #[test]
    fn ids_follow_from_what_is_said() {
        let one = of_program(answered(vec![mention("x", 4, Origin::Person), mention("y", 0, Origin::Person)], &["x"]));
        let other =
            of_program(answered(vec![mention("m9", 4, Origin::Person), mention("a", 0, Origin::Person)], &["m9"]));
        assert!(same(&one, &other));
        let ids: Vec<_> = one.mentions.keys().map(ToString::to_string).collect();
        assert_eq!(ids, ["party-0-3", "party-4-7"]);
        let coalition = one.coalitions.values().next().unwrap();
        assert_eq!(coalition.race.region.mentions.iter().next().unwrap().as_str(), "party-4-7");
        let third = of_program(answered(vec![mention("x", 4, Origin::Person)], &[]));
        assert!(!same(&one, &third));
    }

    #[test]
    fn in_a_program_s_set_nothing_is_a_person_s() {
        let score = Score::new(0.5);
        let from = Suggested { set: crate::model::SetId::new("s").unwrap(), rule: "r".into(), score };
        let twice = answered(
            vec![
                mention("a", 0, Origin::Accepted(from)),
                mention("b", 0, Origin::Person),
                mention("c", 4, Origin::Person),
            ],
            &[],
        );
        let made = of_program(twice);
        assert_eq!(made.mentions.len(), 2, "the same span and kind is there once");
        let by = |id: &str| made.mentions[&MentionId::new(id).unwrap()].by.clone();
        assert_eq!(by("party-0-3"), Origin::Machine(Proposal { rule: "r".into(), score }));
        assert_eq!(by("party-4-7"), Origin::Machine(Proposal::default()));
    }
}

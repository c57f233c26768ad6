//! What one record of an article says, joined to what is said of it already: nothing is dropped, nothing is made up, and
//! the ids of a second record are renamed with everything that names them. Pure; knows neither files nor undo.
//!
//! Law: joining A and then B to what is there is the same whether both come in one import or in two. A new id is made of
//! the record's content, so that it is the same on every machine.

use std::collections::{BTreeMap, BTreeSet};

use super::swap_misfit;
use crate::model::{
    Annotations, Claim, Coalition, CoalitionId, Decision, Filler, Flag, KindKey, Mention, MentionId, Misfit,
    MisfitDecision, Outcome, Remark, Span, Status, Variables, fill_values, values_agree,
};

/// What a record adds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joined {
    pub mentions: Vec<Mention>,
    /// Mentions that are there already and now have the entity, the note or the values that they lacked: before and after.
    pub filled: Vec<(Mention, Mention)>,
    pub coalitions: Vec<Coalition>,
    /// Coalitions that are there already and now have the flag or the values that they lacked: before and after.
    pub amended: Vec<(Coalition, Coalition)>,
    pub decisions: Vec<Decision>,
    pub misfits: Vec<Misfit>,
    pub misfit_decisions: Vec<MisfitDecision>,
    /// The status, if there was none before.
    pub status: Option<Status>,
    /// What is written down on the article as a whole, if that is more than before.
    pub remark: Option<Remark>,
    /// What the record says otherwise of the article, or of a coalition that is there: that stays as it was.
    pub contradicted: Vec<Contradiction>,
}

/// A value or a flag that a record has otherwise than what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The key of the field, or `flag`.
    pub what: String,
    pub there: String,
    pub said: String,
}

impl Contradiction {
    fn of_flags(there: Option<Flag>, said: Option<Flag>) -> Option<Self> {
        let (there, said) = there.zip(said).filter(|(there, said)| there != said)?;
        Some(Self { what: "flag".into(), there: there.key().into(), said: said.key().into() })
    }

    fn of_values<'a>(there: &'a Variables, said: &'a Variables) -> impl Iterator<Item = Self> + 'a {
        said.iter().filter_map(|(key, value)| {
            let kept = there.get(key).filter(|kept| *kept != value)?;
            Some(Self { what: key.clone(), there: kept.to_string(), said: value.to_string() })
        })
    }
}

/// What `new` adds to what is `there`. The same span, kind and entity are one mention; one that names no entity is the
/// same as one that does.
pub fn join(there: &Annotations, new: Annotations) -> Joined {
    let mut joined = Joined::default();
    // As they are after what this record has filled in so far.
    let mut known: BTreeMap<(Span, KindKey), Vec<Mention>> = BTreeMap::new();
    for mention in there.mentions.values() {
        known.entry((mention.span, mention.kind.clone())).or_default().push(mention.clone());
    }
    let mut taken: BTreeSet<MentionId> = there.mentions.keys().cloned().collect();
    taken.extend(there.misfits.iter().map(|misfit| misfit.mention.id.clone()));
    // An id of this very record stays its own, unless what is there has it.
    let mut renamed: BTreeMap<MentionId, MentionId> = BTreeMap::new();
    // Which mentions of what is there each may be (a new one none): an open one that came in before was joined to one of
    // several.
    let mut may_be: BTreeMap<MentionId, BTreeSet<MentionId>> = BTreeMap::new();
    let mut filled: BTreeMap<MentionId, Mention> = BTreeMap::new();
    for (id, mention) in new.mentions {
        let mut twins = known.get_mut(&(mention.span, mention.kind.clone()));
        let alike = twins.iter().flat_map(|twins| twins.iter()).filter(|twin| says_no_other(&mention, twin));
        may_be.insert(id.clone(), alike.map(|twin| twin.id.clone()).collect());
        if let Some(twin) = twins.as_mut().and_then(|twins| twin_of(&mention, twins)) {
            renamed.insert(id, twin.id.clone());
            fill(twin, &mention);
            filled.insert(twin.id.clone(), twin.clone());
            continue;
        }
        let own =
            free(id.as_str(), &Claim::of_mention(&mention), |id| MentionId::new(id).ok(), |id| taken.contains(id));
        let own = own.unwrap_or_else(|| id.clone());
        taken.insert(own.clone());
        joined.mentions.push(Mention { id: own.clone(), ..mention });
        renamed.insert(id, own);
    }
    joined.filled = filled
        .into_values()
        .filter_map(|after| Some((there.mentions.get(&after.id).filter(|before| **before != after)?.clone(), after)))
        .collect();
    for Misfit { mention, quote, reason } in new.misfits {
        let same = |other: &&Misfit| {
            let id = mention.id.clone();
            other.quote == quote && Mention { id, at: mention.at, ..other.mention.clone() } == mention
        };
        if let Some(same) = there.misfits.iter().find(same) {
            may_be.insert(mention.id.clone(), [same.mention.id.clone()].into());
            renamed.insert(mention.id.clone(), same.mention.id.clone());
            continue;
        }
        let wanted = mention.id.clone();
        let claim = Claim::of_mention(&mention);
        let own = free(wanted.as_str(), &claim, |id| MentionId::new(id).ok(), |id| taken.contains(id));
        let own = own.unwrap_or_else(|| wanted.clone());
        taken.insert(own.clone());
        may_be.insert(wanted.clone(), BTreeSet::new());
        renamed.insert(wanted, own.clone());
        joined.misfits.push(Misfit { mention: Mention { id: own, ..mention }, quote, reason });
    }
    let spans: BTreeMap<MentionId, Span> =
        there.mentions.values().chain(&joined.mentions).map(|mention| (mention.id.clone(), mention.span)).collect();
    let mut taken: BTreeSet<CoalitionId> = there.coalitions.keys().cloned().collect();
    let mut renamed_coalitions: BTreeMap<CoalitionId, CoalitionId> = BTreeMap::new();
    for (id, mut coalition) in new.coalitions {
        let same = |other: &&Coalition| same_statement(other, &coalition, |id| may_be.get(id));
        if let Some(same) = there.coalitions.values().find(same) {
            renamed_coalitions.insert(id, same.id.clone());
            // Two of a record may be one here: it is changed once, and has what both say.
            let earlier = joined.amended.iter().position(|(before, _)| before.id == same.id);
            let mut amended = earlier.map_or_else(|| same.clone(), |at| joined.amended.swap_remove(at).1);
            joined.contradicted.extend(Contradiction::of_flags(amended.flag, coalition.flag));
            amended.flag = amended.flag.or(coalition.flag);
            fill_values(&mut amended.fields, &coalition.fields);
            if amended != *same {
                joined.amended.push((same.clone(), amended));
            }
            continue;
        }
        for filler in coalition.fillers_mut() {
            filler.mentions = filler.mentions.iter().filter_map(|id| renamed.get(id).cloned()).collect();
        }
        let claim = Claim::of_coalition(&coalition, |id| spans.get(id).copied());
        let own = free(id.as_str(), &claim, |id| CoalitionId::new(id).ok(), |id| taken.contains(id));
        let own = own.unwrap_or_else(|| id.clone());
        taken.insert(own.clone());
        renamed_coalitions.insert(id, own.clone());
        joined.coalitions.push(Coalition { id: own, ..coalition });
    }
    let made = |made: Outcome| match made {
        Outcome::Mention(id) => renamed.get(&id).cloned().map(Outcome::Mention),
        Outcome::Coalition(id) => renamed_coalitions.get(&id).cloned().map(Outcome::Coalition),
    };
    // What was decided here stays decided so.
    let news = new.decisions.into_iter().filter(|(id, _)| !there.decisions.contains_key(id));
    joined.decisions =
        news.map(|(_, decision)| Decision { made: decision.made.clone().and_then(made), ..decision }).collect();
    let known = |id| there.misfit_decisions.iter().any(|misfit| misfit.id == id);
    joined.misfit_decisions = new.misfit_decisions.into_iter().filter(|misfit| !known(misfit.id)).collect();
    let first = there.status == Status::New && new.status != Status::New;
    joined.status = first.then_some(new.status);
    joined.contradicted.extend(Contradiction::of_flags(there.remark.flag, new.remark.flag));
    joined.contradicted.extend(Contradiction::of_values(&there.remark.fields, &new.remark.fields));
    let mut remark = there.remark.clone();
    add_note(&mut remark.note, &new.remark.note);
    remark.flag = remark.flag.or(new.remark.flag);
    fill_values(&mut remark.fields, &new.remark.fields);
    joined.remark = Some(remark).filter(|remark| *remark != there.remark);
    joined
}

impl Joined {
    /// Puts it where it was joined to.
    pub fn put_into(self, there: &mut Annotations) {
        let Self {
            mentions,
            filled,
            coalitions,
            amended,
            decisions,
            misfits,
            misfit_decisions,
            status,
            remark,
            contradicted: _,
        } = self;
        let changed = filled.into_iter().map(|(_, after)| after);
        there.mentions.extend(changed.chain(mentions).map(|mention| (mention.id.clone(), mention)));
        let amended = amended.into_iter().map(|(_, after)| after);
        there.coalitions.extend(amended.chain(coalitions).map(|coalition| (coalition.id.clone(), coalition)));
        there.decisions.extend(decisions.into_iter().map(|decision| (decision.claim.id(), decision)));
        for misfit in misfits {
            swap_misfit(&mut there.misfits, &super::Swap::add(misfit));
        }
        for misfit in misfit_decisions {
            swap_misfit(&mut there.misfit_decisions, &super::Swap::add(misfit));
        }
        there.status = status.unwrap_or(there.status);
        there.remark = remark.unwrap_or_else(|| std::mem::take(&mut there.remark));
    }
}

/// Whether two mentions with the same span and kind can be one: they name the same entity, or one of them names none, and
/// no field has another value in both.
fn says_no_other(mention: &Mention, twin: &Mention) -> bool {
    values_agree(&mention.fields, &twin.fields)
        && (mention.entity == twin.entity || mention.entity.is_none() || twin.entity.is_none())
}

/// Of mentions with the same span and kind the one that says the same: one that names the same entity or none, or whose
/// entity this one leaves open. The one that has this id, or got it when the same record came in before, comes first:
/// the statements of that record name it. Of several that leave it open the one that has its note already is taken.
fn twin_of<'a>(mention: &Mention, twins: &'a mut [Mention]) -> Option<&'a mut Mention> {
    let renamed = numbered(mention.id.as_str(), &Claim::of_mention(mention));
    let own = |twin: &Mention| twin.id == mention.id || twin.id.as_str() == renamed;
    let first = twins.iter().position(|twin| own(twin) && says_no_other(mention, twin));
    let second = || twins.iter().position(|twin| twin.entity == mention.entity && says_no_other(mention, twin));
    let third = || twins.iter().position(|twin| says_no_other(mention, twin) && twin.note.contains(&mention.note));
    let fourth = || twins.iter().position(|twin| says_no_other(mention, twin));
    twins.get_mut(first.or_else(second).or_else(third).or_else(fourth)?)
}

/// Gives a mention the entity, the note and the values that it lacks.
fn fill(there: &mut Mention, new: &Mention) {
    if there.entity.is_none() && new.entity.is_some() {
        (there.entity, there.linked) = (new.entity.clone(), new.linked.clone());
    }
    add_note(&mut there.note, &new.note);
    there.flag = there.flag.or(new.flag);
    fill_values(&mut there.fields, &new.fields);
}

/// Words that are not there yet come on a line of their own.
fn add_note(there: &mut String, new: &str) {
    if !new.is_empty() && !there.contains(new) {
        if !there.is_empty() {
            there.push('\n');
        }
        there.push_str(new);
    }
}

fn numbered(wanted: &str, claim: &Claim) -> String {
    format!("{wanted}-{}", &claim.id().to_string()[..6])
}

/// An id as it is if nobody has it, else one with the number of the claim behind it.
fn free<T>(wanted: &str, claim: &Claim, id: impl Fn(&str) -> Option<T>, used: impl Fn(&T) -> bool) -> Option<T> {
    let number = claim.id().to_string();
    let named = [wanted.to_owned(), numbered(wanted, claim), format!("x{number}")];
    let counted = (2..100_000).map(|n| format!("x{number}-{n}"));
    named.into_iter().chain(counted).filter_map(|name| id(&name)).find(|id| !used(id))
}

/// Whether a new statement says what one says that is there, whoever said it and when. Its mentions may be those of
/// the other: an id that `may_be` does not know names nothing.
fn same_statement<'a>(
    there: &Coalition,
    new: &Coalition,
    may_be: impl Fn(&MentionId) -> Option<&'a BTreeSet<MentionId>>,
) -> bool {
    let bare = |coalition: &Coalition| {
        let mut bare = coalition.clone();
        bare.fillers_mut().for_each(|filler| filler.mentions.clear());
        bare.fields.clear();
        let (by, flag) = (there.by.clone(), there.flag);
        Coalition { id: there.id.clone(), by, at: there.at, flag, guidelines: there.guidelines, ..bare }
    };
    let same = |(filler, own): (&Filler, &Filler)| {
        let own: Vec<_> = own.mentions.iter().filter_map(&may_be).collect();
        own.iter().all(|ids| !ids.is_disjoint(&filler.mentions))
            && filler.mentions.iter().all(|id| own.iter().any(|ids| ids.contains(id)))
    };
    values_agree(&there.fields, &new.fields) && bare(there) == bare(new) && there.fillers().zip(new.fillers()).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Backing, EntityId, LinkSource, Origin, Stance, Timestamp};
    use proptest::prelude::*;

    fn mention(id: &str, start: usize, end: usize, entity: Option<&str>) -> Mention {
        Mention {
            id: MentionId::new(id).unwrap(),
            span: Span::new(start, end),
            kind: KindKey::party(),
            entity: entity.map(|id| EntityId::new(id).unwrap()),
            linked: LinkSource::Person,
            by: Origin::Person,
            at: Timestamp(7),
            note: String::new(),
            fields: Default::default(),
            flag: None,
            guidelines: None,
        }
    }

    fn record(mentions: &[Mention], coalitions: &[(&str, &str)]) -> Annotations {
        let coalition = |&(id, party): &(&str, &str)| {
            let mut coalition = Coalition::empty(CoalitionId::new(id).unwrap(), Timestamp(7));
            let party = Filler { entity: None, mentions: [MentionId::new(party).unwrap()].into() };
            coalition.backings.push(Backing { party, stance: Stance::Nominating, slot: None });
            (coalition.id.clone(), coalition)
        };
        Annotations {
            mentions: mentions.iter().map(|mention| (mention.id.clone(), mention.clone())).collect(),
            coalitions: coalitions.iter().map(coalition).collect(),
            ..Annotations::default()
        }
    }

    fn joined(records: impl IntoIterator<Item = Annotations>) -> Annotations {
        let mut there = Annotations::default();
        records.into_iter().for_each(|new| join(&there, new).put_into(&mut there));
        there
    }

    #[test]
    fn a_coalition_follows_its_own_mentions() {
        let budi = record(&[mention("T1", 0, 3, None), mention("T9", 27, 37, None)], &[]);
        let sri = record(&[mention("T1", 5, 8, None), mention("T2", 27, 37, None)], &[("c1", "T1")]);
        let there = joined([budi, sri]);
        let starts: Vec<usize> = there.in_reading_order().iter().map(|mention| mention.span.start).collect();
        assert_eq!(starts, [0, 5, 27]);
        let coalition = there.coalitions.values().next().unwrap();
        let party = coalition.backings[0].party.mentions.first().unwrap();
        assert_eq!(there.mentions[party].span, Span::new(5, 8), "PSI nominates, as sri said");
    }

    #[test]
    fn a_second_statement_of_the_same_id_is_kept() {
        let one = record(&[mention("T1", 5, 8, None)], &[("c1", "T1")]);
        let other = record(&[mention("T1", 0, 3, None)], &[("c1", "T1")]);
        let there = joined([one.clone(), other.clone()]);
        assert_eq!((there.mentions.len(), there.coalitions.len()), (2, 2));
        let again = joined([one.clone(), other.clone(), other, one]);
        assert_eq!(again, there, "twice is once");
    }

    #[test]
    fn what_one_lacks_the_other_fills_and_what_differs_stays() {
        let open = record(&[mention("m", 0, 3, None)], &[]);
        let linked = record(&[mention("m", 0, 3, Some("party:pks"))], &[]);
        let otherwise = record(&[mention("m", 0, 3, Some("party:psi"))], &[]);
        let there = joined([open, linked.clone()]);
        assert_eq!(there, linked);
        let there = joined([linked, otherwise]);
        assert_eq!(there.mentions.len(), 2, "two annotators linked it to two parties");
    }

    /// The open one was joined to the only mention that there was; now there are two that it may be.
    #[test]
    fn a_statement_about_an_open_mention_comes_once_whatever_came_between() {
        let linked = record(&[mention("m2", 0, 3, Some("party:pks"))], &[]);
        let open = record(&[Mention { note: "unsure".into(), ..mention("m3", 0, 3, None) }], &[("c", "m3")]);
        let other = record(&[mention("m0", 0, 3, Some("party:psi"))], &[("c", "m0")]);
        let there = joined([linked.clone(), open.clone(), other.clone()]);
        assert_eq!((there.mentions.len(), there.coalitions.len()), (2, 2));
        assert_eq!(joined([linked, open.clone(), other.clone(), open, other]), there);
    }

    #[test]
    fn misfits_are_kept_once_under_ids_of_their_own() {
        let misfit = |id: &str, at: usize| Misfit {
            mention: Mention { span: Span::new(at, at), ..mention(id, 0, 1, None) },
            quote: String::new(),
            reason: crate::message::Message::verbatim("it covers nothing"),
        };
        let with = |misfit| Annotations { misfits: vec![misfit], ..record(&[mention("m1", 0, 3, None)], &[]) };
        let there = joined([with(misfit("m2", 8)), with(misfit("m1", 4)), with(misfit("m2", 8))]);
        let ids: BTreeSet<&MentionId> = there.misfits.iter().map(|misfit| &misfit.mention.id).collect();
        assert_eq!((there.misfits.len(), ids.len()), (2, 2));
        assert!(!ids.contains(&MentionId::new("m1").unwrap()), "m1 is a mention");
    }

    fn any_record() -> impl Strategy<Value = Annotations> {
        let mentions = proptest::collection::vec((0..4usize, 0..5usize, 1..3usize, 0..3usize), 0..5);
        let coalitions = proptest::collection::vec((0..3usize, 0..4usize), 0..3);
        (mentions, coalitions).prop_map(|(mentions, coalitions)| {
            let entity = |n: usize| [None, Some("party:pks"), Some("party:psi")][n];
            let mentions: Vec<Mention> = mentions
                .into_iter()
                .map(|(id, start, length, who)| mention(&format!("m{id}"), start, start + length, entity(who)))
                .collect();
            let named = coalitions.iter().map(|(id, party)| (format!("c{id}"), format!("m{party}")));
            let named: Vec<(String, String)> = named.collect();
            let named: Vec<(&str, &str)> = named.iter().map(|(id, party)| (id.as_str(), party.as_str())).collect();
            record(&mentions, &named)
        })
    }

    proptest! {
        #[test]
        fn nothing_is_dropped_and_twice_is_once(records in proptest::collection::vec(any_record(), 1..4)) {
            let there = joined(records.clone());
            for record in &records {
                for mention in record.mentions.values() {
                    prop_assert!(there.mentions.values().any(|kept| kept.span == mention.span
                        && kept.kind == mention.kind
                        && (mention.entity.is_none() || kept.entity == mention.entity)));
                }
                for coalition in record.coalitions.values() {
                    let spans = |of: &Annotations, coalition: &Coalition| -> BTreeSet<Span> {
                        let named = coalition.fillers().flat_map(|filler| &filler.mentions);
                        named.filter_map(|id| of.mentions.get(id)).map(|mention| mention.span).collect()
                    };
                    let said = spans(record, coalition);
                    prop_assert!(there.coalitions.values().any(|kept| spans(&there, kept) == said));
                }
            }
            let again = joined(records.iter().cloned().chain(records.iter().cloned()));
            prop_assert_eq!(again.mentions.len(), there.mentions.len());
            prop_assert_eq!(again.coalitions.len(), there.coalitions.len());
        }
    }
}

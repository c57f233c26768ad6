//! The parties of a statement: who is named, who is meant by "partainya" and "kedua partai", with which stance and slot.

use std::collections::BTreeSet;

use super::{fillers::add, scene::Scene, speaker::Speaker};
use crate::{
    extract::signals::{phrases::Hit, sentence::Sentence, slots::is_affiliation, stance::stance_of, tokens::Token},
    lexicon::{
        backing::{Verb, Voice},
        parties::{OURS, SUBJECT_ADVERBS},
    },
    model::{Annotations, EntityId, Filler, Mention, Slot, Stance},
};

/// A party of a statement.
pub(super) struct Party {
    pub filler: Filler,
    pub stance: Option<Stance>,
    /// The sentence and its verb that say so.
    pub verb: Option<(usize, Hit<Verb>)>,
    pub slot: Option<Slot>,
}

/// Parties that sentences name, in reading order.
#[derive(Default)]
pub(super) struct Named {
    pub parties: Vec<Party>,
    /// Those that only say whose officer somebody is: "Ketua DPC [PPP]".
    pub asides: Vec<Party>,
}

/// The parties that the sentences name. If they are `chosen` by a person, none is an aside.
pub(super) fn named(sentences: &[&Sentence<'_>], usable: &dyn Fn(&Mention) -> bool, chosen: bool) -> Named {
    let mut named = Named::default();
    for (n, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.has_party) {
        let tokens = &sentence.tokens;
        let (verbs, slots) = (sentence.verbs(), sentence.slots());
        let parties = tokens.iter().enumerate().filter(|(_, token)| token.is_party());
        for (at, mention) in parties.filter_map(|(at, token)| Some((at, token.mention?))) {
            if !usable(mention) {
                continue;
            }
            let slot = slots.iter().find(|(party, _)| *party == at).map(|&(_, slot)| slot);
            let (stance, verb) = stance_of(tokens, verbs, at).map(|(stance, verb)| (stance, (n, verbs[verb]))).unzip();
            let mut filler = Filler::default();
            add(&mut filler, mention);
            let aside = !chosen && slot.is_none() && is_affiliation(tokens, at);
            put(if aside { &mut named.asides } else { &mut named.parties }, Party { filler, stance, verb, slot });
        }
    }
    named
}

/// Adds a party, or what is new about one that is there.
fn put(parties: &mut Vec<Party>, party: Party) {
    let there =
        parties.iter_mut().find(|other| other.filler.entity.is_some() && other.filler.entity == party.filler.entity);
    let Some(there) = there else { return parties.push(party) };
    there.filler.mentions.extend(party.filler.mentions);
    there.slot = there.slot.or(party.slot);
    if there.stance.is_none() {
        (there.stance, there.verb) = (party.stance, party.verb);
    }
}

impl Named {
    /// All parties of the statement: an aside counts as one more mention of a party that is in it, or, if there is no
    /// other party, as the party.
    pub fn all(self) -> Vec<Party> {
        let mut parties = self.parties;
        let alone = parties.is_empty();
        for aside in self.asides {
            let known =
                parties.iter().any(|party| party.filler.entity.is_some() && party.filler.entity == aside.filler.entity);
            if alone || known {
                put(&mut parties, aside);
            }
        }
        parties
    }
}

/// A party that a pronoun before the verb stands for: "partainya mendukung", "kami usung"; the verb's sentence and the
/// verb come with it.
pub(super) fn meant(
    scene: &Scene<'_>,
    sentences: &[&Sentence<'_>],
    annotations: &Annotations,
    speaker: Option<&Speaker>,
) -> Option<Party> {
    for (n, sentence) in sentences.iter().enumerate() {
        let tokens = &sentence.tokens;
        for &verb in sentence.verbs() {
            // "partainya dan [PSI] akan berkoalisi"
            let joined = |token: &Token<'_>| token.is_party() || token.is(&["dan", "bersama", "serta"]);
            let subject = tokens[..verb.at].iter().rev().find(|token| !(token.is(SUBJECT_ADVERBS) || joined(token)));
            if !subject.is_some_and(|token| token.is(OURS)) || !matches!(verb.value.1, Voice::Active | Voice::Joint) {
                continue;
            }
            let theirs = subject.is_some_and(|token| token.is(&["mereka"]));
            let spoken = speaker.filter(|_| !theirs).and_then(|speaker| speaker.party.as_ref());
            let mention = match spoken.and_then(|id| annotations.mentions.get(id)) {
                Some(mention) => mention,
                None => scene
                    .before(sentence.span.start)
                    .filter(|before| before.has_party)
                    .find_map(|before| before.tokens.iter().find(|t| t.is_party())?.mention)?,
            };
            let filler = Filler { entity: mention.entity.clone(), mentions: BTreeSet::new() };
            return Some(Party { filler, stance: Some(verb.value.0), verb: Some((n, verb)), slot: None });
        }
    }
    None
}

/// "Kedua partai": the two that the article has named most often so far, the earlier of equals first.
pub(super) fn both(scene: &Scene<'_>, sentences: &[&Sentence<'_>]) -> Vec<Party> {
    let says = |sentence: &Sentence<'_>| {
        let tokens = &sentence.tokens;
        tokens.windows(2).any(|pair| pair[0].is(&["kedua", "dua"]) && pair[1].is(&["partai", "parpol"]))
    };
    let Some((n, sentence)) = sentences.iter().enumerate().find(|(_, sentence)| says(sentence)) else {
        return Vec::new();
    };
    let mut often: Vec<_> = scene.parties_before(sentence.span.start).collect();
    often.sort_by_key(|&(_, count, first)| (std::cmp::Reverse(count), first));
    let verb = sentence.verbs().iter().copied().find(|verb| verb.value.1 != Voice::Trap);
    let party = |entity: &EntityId| Party {
        filler: Filler::of(entity.clone()),
        stance: verb.map(|verb| verb.value.0),
        verb: verb.map(|verb| (n, verb)),
        slot: None,
    };
    often.into_iter().take(2).map(|(entity, ..)| party(entity)).collect()
}

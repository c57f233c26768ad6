//! The ticket of a statement: who is named, and who is meant by "ia", "saya" and "pasangan itu".

use super::{fillers::add, scene::Scene, speaker::SpeakerWhenAsked};
use crate::{
    extract::signals::{
        names::name_from,
        phrases::FoundPhrase,
        sentence::Sentence,
        speech::SpeakerSignal,
        ticket::{self, pair},
        tokens::Token,
    },
    lexicon::{
        backing::{Verb, Voice},
        people::{PAIR_FILLERS, PAIR_NOUNS, PERSON_ADVERBS, PERSON_NOUNS},
    },
    model::{Annotations, EntityId, Filler, Mention, Ticket},
};

/// A ticket, and whether the text itself says who is head and who deputy.
#[derive(Default)]
pub(super) struct TicketPeople {
    pub ticket: Ticket,
    pub said: bool,
}

/// The first ticket that the sentences name.
pub(super) fn named(sentences: &[&Sentence<'_>], usable: &dyn Fn(&Mention) -> bool) -> TicketPeople {
    let mut people = TicketPeople::default();
    for sentence in sentences.iter().filter(|sentence| sentence.has_candidate) {
        let tokens = &sentence.tokens;
        // Somebody who speaks is not thereby on the ticket.
        let speaks = match sentence.said() {
            Some(SpeakerSignal::By(name)) => name.clone(),
            _ => 0..0,
        };
        let free = |at: usize| !speaks.contains(&at) && tokens[at].mention.is_some_and(usable);
        let found = pair(tokens, sentence.offices(), &free);
        let filler = |at: Option<usize>| {
            let mut filler = Filler::default();
            at.and_then(|at| tokens[at].mention).into_iter().for_each(|mention| add(&mut filler, mention));
            filler
        };
        let better = found.head.is_some() && found.deputy.is_some() && people.ticket.deputy.is_empty();
        if people.ticket == Ticket::default() || (better && holds(&people.ticket, tokens, &found)) {
            people = TicketPeople {
                ticket: Ticket { head: filler(found.head), deputy: filler(found.deputy) },
                said: found.said,
            };
        }
    }
    people
}

/// Whether a pair names the person who is on the ticket so far.
fn holds(ticket: &Ticket, tokens: &[Token<'_>], pair: &ticket::TicketTokens) -> bool {
    let entity = ticket.head.entity.as_ref();
    let named = |at: Option<usize>| at.and_then(|at| tokens[at].mention).and_then(|mention| mention.entity.as_ref());
    entity.is_some() && (named(pair.head) == entity || named(pair.deputy) == entity)
}

/// Adds every other mention of the people on the ticket.
pub(super) fn gather<'a>(ticket: &mut Ticket, mentions: impl Iterator<Item = &'a Mention>) {
    for mention in mentions.filter(|mention| mention.entity.is_some()) {
        for filler in [&mut ticket.head, &mut ticket.deputy] {
            if filler.entity == mention.entity {
                add(filler, mention);
            }
        }
    }
}

/// The head, or the pair, that a pronoun of the sentences stands for.
pub(super) fn meant(
    scene: &Scene<'_>,
    sentences: &[&Sentence<'_>],
    annotations: &Annotations,
    speaker: &SpeakerWhenAsked<'_>,
) -> Option<Ticket> {
    for sentence in sentences {
        let tokens = &sentence.tokens;
        if says_pair(sentence) {
            return previous(scene, sentence.span.start, true);
        }
        // "Lima partai pendukung lainnya, yakni …"
        let nouns =
            |verb: &FoundPhrase<Verb>| verb.value.1 == Voice::Passive && tokens[verb.at].is(&["partai", "parpol"]);
        if sentence.verbs().iter().any(nouns) {
            // Who speaks of his parties speaks of his ticket.
            let own = || speaker().and_then(|speaker| ticket_of(scene, sentence.span.start, speaker.entity.as_ref()?));
            return own().or_else(|| previous(scene, sentence.span.start, true));
        }
        for verb in sentence.verbs() {
            let person = match verb.value.1 {
                Voice::Active if tokens[verb.end - 1].low.ends_with("nya") => {
                    return previous(scene, sentence.span.start, false);
                }
                // "memberikan rekomendasi kepadanya untuk berpasangan dengan B"
                Voice::Active if tokens.get(verb.end).is_some_and(|token| token.is(&["kepadanya"])) => {
                    return previous(scene, sentence.span.start, false);
                }
                Voice::Active => tokens.get(verb.end),
                Voice::Passive => tokens[..verb.at].iter().rev().find(|token| !token.is(PERSON_ADVERBS)),
                Voice::Joint | Voice::Trap => continue,
            };
            let Some(person) = person else { continue };
            if verb.value.1 == Voice::Passive && is_definite_person(tokens, verb.at) {
                return only_person(scene, sentence.span.start);
            }
            if person.is(&["saya", "aku", "dirinya", "kami"]) {
                let id = speaker().and_then(|speaker| speaker.candidate.as_ref());
                if let Some(mention) = id.and_then(|id| annotations.mentions.get(id)) {
                    let mut head = Filler::default();
                    add(&mut head, mention);
                    return Some(Ticket { head, ..Ticket::default() });
                }
            } else if person.is(&["ia", "dia", "beliau"]) {
                return previous(scene, sentence.span.start, false);
            }
        }
    }
    None
}

/// "Mantan gubernur Jakarta itu [diusung]".
fn is_definite_person(tokens: &[Token<'_>], verb: usize) -> bool {
    let before = tokens[..verb].iter().rev();
    let mut before = before.skip_while(|token| token.is(PERSON_ADVERBS) && !token.is(&["itu"]));
    before.next().is_some_and(|token| token.is(&["itu", "tersebut"]))
        && before.take(7).take_while(|token| !token.is(&[",", "."])).any(|token| token.is(PERSON_NOUNS))
}

/// "Pasangan itu", "duet tersebut", "pasangan calon tunggal ini", "keduanya diusung", "mengusung mereka".
fn says_pair(sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens;
    for at in (0..tokens.len()).filter(|&at| tokens[at].is(PAIR_NOUNS)) {
        let mut end = at + 1;
        while end < tokens.len()
            && end < at + 9
            && (tokens[end].is(PAIR_FILLERS) || tokens[end].is_region() || tokens[end].text.parse::<u8>().is_ok())
        {
            end += 1;
        }
        if tokens.get(end).is_some_and(|token| token.is(&["itu", "tersebut", "ini"])) {
            return true;
        }
    }
    // "Calon tunggal ini"
    if tokens
        .windows(3)
        .any(|three| three[0].is(&["calon"]) && three[1].is(&["tunggal"]) && three[2].is(&["itu", "tersebut", "ini"]))
    {
        return true;
    }
    let pronoun = |token: &Token<'_>| token.is(&["mereka", "keduanya"]);
    sentence.verbs().iter().any(|verb| match verb.value.1 {
        Voice::Passive => tokens[..verb.at].iter().rev().find(|token| !token.is(PERSON_ADVERBS)).is_some_and(pronoun),
        Voice::Active => {
            tokens[verb.end..].iter().find(|token| !token.is(&["kepada", "untuk", "terhadap"])).is_some_and(pronoun)
        }
        Voice::Joint | Voice::Trap => false,
    })
}

/// The one person of the sentence before a byte, if it names nobody else.
fn only_person(scene: &Scene<'_>, offset: usize) -> Option<Ticket> {
    let sentence = scene.before(offset).next().filter(|sentence| sentence.has_candidate)?;
    let tokens = &sentence.tokens;
    let others = |at: usize| !tokens[at].is_candidate() && name_from(tokens, at).len() > 1;
    if (0..tokens.len()).any(others) {
        return None;
    }
    let ticket = named(&[sentence], &|_| true).ticket;
    (!ticket.head.is_empty() && ticket.deputy.is_empty()).then_some(ticket)
}

/// The last pair before a byte of which somebody is one.
fn ticket_of(scene: &Scene<'_>, offset: usize, person: &EntityId) -> Option<Ticket> {
    let one = |filler: &Filler| filler.entity.as_ref() == Some(person);
    let pairs = scene.before(offset).filter(|sentence| sentence.has_candidate);
    let mut pairs = pairs.map(|sentence| named(&[sentence], &|_| true).ticket);
    pairs.find(|ticket| (one(&ticket.head) || one(&ticket.deputy)) && !ticket.deputy.is_empty())
}

/// The last person, or the last pair, before a byte.
fn previous(scene: &Scene<'_>, offset: usize, pair_only: bool) -> Option<Ticket> {
    scene.before(offset).find_map(|sentence| {
        let people = named(&[sentence], &|_| true);
        let ticket = people.ticket;
        let whole = !ticket.head.is_empty() && !ticket.deputy.is_empty();
        if pair_only {
            return whole.then_some(ticket);
        }
        let head = if ticket.head.is_empty() { ticket.deputy } else { ticket.head };
        (!head.is_empty()).then(|| Ticket { head, ..Ticket::default() })
    })
}

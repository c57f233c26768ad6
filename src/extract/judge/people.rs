//! The ticket of a statement: who is named, and who is meant by "ia", "saya" and "pasangan itu".

use super::{
    fillers::add,
    scene::Scene,
    speaker::{Speaker, SpeakerWhenAsked},
    when::article_cycle,
};
use crate::{
    extract::signals::{
        certainty::talks,
        clause::tickets,
        names::{is_person_role, name_from},
        phrases::FoundPhrase,
        sentence::Sentence,
        speech::SpeakerSignal,
        ticket::{self, pair},
        tokens::Token,
    },
    lexicon::{
        backing::{Verb, Voice},
        parties::BOARDS,
        people::{PAIR_FILLERS, PAIR_NOUNS, PERSON_ADVERBS, PERSON_NOUNS},
        ticket::ALLIES,
    },
    model::{Annotations, Certainty, Coalition, EntityId, Filler, Mention, Slot, Ticket},
};

/// Stand for somebody named before.
const PRONOUNS: &[&str] = &["ia", "dia", "beliau"];

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
        // Nor is an officer whose party joins: "Ketua DPC [PPP], X, mengaku partainya bergabung".
        let acts = |at: usize| {
            let next = sentence.verbs().iter().find(|verb| verb.at > at && verb.value.1 != Voice::Trap);
            let acts = |verb: &FoundPhrase<Verb>| matches!(verb.value.1, Voice::Active | Voice::Joint);
            next.map_or_else(|| talks(tokens), acts) && is_officer(tokens, at)
        };
        let free = |at: usize| !speaks.contains(&at) && tokens[at].mention.is_some_and(usable) && !acts(at);
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

/// Whether somebody stands behind an office of a party: "Ketua DPC [PPP] [Blora], X".
fn is_officer(tokens: &[Token<'_>], at: usize) -> bool {
    const NEAR: usize = 8;
    let passes = |token: &&Token<'_>| {
        token.is_party() || token.is_region() || token.is(BOARDS) || token.is(&[",", "kabupaten", "kota", "provinsi"])
    };
    let before = &tokens[at.saturating_sub(NEAR)..at];
    let office = before.iter().rev().find(|token| !passes(token));
    before.last().is_some_and(|token| token.is(&[","]) || token.is_party() || token.is_region())
        && before.iter().any(Token::is_party)
        && office.is_some_and(is_person_role)
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
        // "dukungan kepada dirinya dengan B"
        let myself =
            |two: &[Token<'_>]| two[0].is(&["dirinya", "saya"]) && two[1].is(&["dengan", "bersama", "dan", "-"]);
        let at = tokens.windows(2).position(myself).filter(|at| tokens.get(at + 2).is_some_and(Token::is_candidate));
        if at.is_some()
            && let Some(head) = speaking(speaker(), annotations)
        {
            return Some(Ticket { head, ..Ticket::default() });
        }
        if let Some(ticket) = nicknamed(scene, sentence) {
            return Some(ticket);
        }
        // A name of a pair that the article does not explain: the pair named last.
        if !sentence.has_candidate
            && nickname(sentence).is_some()
            && let Some(pair) = previous(scene, sentence.span.start, true)
        {
            return Some(pair);
        }
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
                // "Partai yang memberikan dukungan yaitu …"
                Voice::Active if tokens.get(verb.end).is_some_and(|token| token.is(&["yaitu", "yakni", "adalah"])) => {
                    let pair = previous(scene, sentence.span.start, true);
                    return pair.or_else(|| previous(scene, sentence.span.start, false));
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
                if let Some(head) = speaking(speaker(), annotations) {
                    return Some(Ticket { head, ..Ticket::default() });
                }
            } else if person.is(&["ia", "dia", "beliau"]) {
                return previous(scene, sentence.span.start, false);
            }
        }
    }
    None
}

/// The token of a word that stands for a pair: "Pasangan [OKE]".
fn nickname(sentence: &Sentence<'_>) -> Option<usize> {
    let tokens = &sentence.tokens;
    (1..tokens.len()).find(|&at| {
        let one = tokens[at].is_word() && tokens[at].is_capitalised() && tokens[at].mention.is_none();
        one && tokens[at - 1].is(PAIR_NOUNS) && !tokens[at].is(&["calon", "gubernur", "bupati", "wali", "independen"])
    })
}

/// "Pasangan OKE [didukung]": the pair behind which the article has put that name in brackets.
fn nicknamed<'a>(scene: &Scene<'a>, sentence: &Sentence<'_>) -> Option<Ticket> {
    const NEAR: usize = 10;
    let name = &sentence.tokens[nickname(sentence)?].low;
    let names_them = |before: &Sentence<'a>| pair_behind(before, name);
    let before = || scene.before(sentence.span.start).filter(|before| before.has_candidate);
    if let Some(ticket) = before().find_map(names_them) {
        return Some(ticket);
    }
    scene.before(sentence.span.start).filter(|before| before.has_candidate).find_map(|before| {
        let opens = |token: &Token<'_>| token.is(&["(", "“", "\"", "berakronim", "berslogan", "akronim", "dijuluki"]);
        let bracket = |three: &[Token<'_>]| opens(&three[0]) && three[1].low == *name;
        let place = before.tokens.windows(2).position(bracket)?;
        let people = (0..place).rev().take(NEAR).find(|&n| before.tokens[n].is_candidate())?;
        let pair = tickets(&before.tokens).into_iter().find(|ticket| ticket.range.contains(&people))?;
        let named = named(&[&before.part(pair.range)], &|_| true).ticket;
        (!named.head.is_empty()).then_some(named)
    })
}

/// "Paket OKE (A – B)": the pair in the bracket behind its name.
fn pair_behind(sentence: &Sentence<'_>, name: &str) -> Option<Ticket> {
    let tokens = &sentence.tokens;
    let called = |at: &usize| tokens[*at].low == name && tokens[at - 1].is(PAIR_NOUNS) && tokens[at + 1].is(&["("]);
    let opens = (1..tokens.len().saturating_sub(2)).find(called)? + 1;
    let pair = tickets(tokens).into_iter().find(|ticket| ticket.range.start > opens)?;
    let titles = tokens[opens + 1..pair.range.start].iter().all(|token| token.is(&["."]) || ticket::is_title(token));
    let named = named(&[&sentence.part(pair.range)], &|_| true).ticket;
    (titles && !named.deputy.is_empty()).then_some(named)
}

/// The candidate who speaks.
fn speaking(speaker: Option<&Speaker>, annotations: &Annotations) -> Option<Filler> {
    let mention = annotations.mentions.get(speaker?.candidate.as_ref()?)?;
    let mut head = Filler::default();
    add(&mut head, mention);
    Some(head)
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
            && end < at + 14
            && (tokens[end].is(PAIR_FILLERS)
                || tokens[end].is_region()
                || tokens[end].is_party()
                || tokens[end].is(&["yang", "diusung", "didukung", "partai", "dan", ",", "oleh"])
                    && tokens[at + 1].is(&["yang"])
                || tokens[end].text.parse::<u8>().is_ok())
        {
            end += 1;
        }
        if tokens.get(end).is_some_and(|token| token.is(&["itu", "tersebut", "ini"])) {
            return true;
        }
    }
    // "Paslon yang pertama mendaftar ke KPU ini, diusung …"
    let definite = |verb: &FoundPhrase<Verb>| {
        let mut before = tokens[..verb.at].iter().rev().skip_while(|token| token.is(&[","]));
        verb.value.1 == Voice::Passive && before.next().is_some_and(|token| token.is(&["itu", "tersebut", "ini"]))
    };
    let opens = tokens.iter().take(2).any(|token| token.is(PAIR_NOUNS));
    if opens && !sentence.has_candidate && sentence.verbs().iter().any(definite) {
        return true;
    }
    // "Diusung PKS dan PAN, pasangan ini …", "Meskipun didukung PKS, mereka …"
    let opening = sentence.verbs().first().filter(|verb| verb.value.1 == Voice::Passive && verb.at < 2);
    let subject = opening.and_then(|verb| {
        // Not a comma in the list of parties: "PKS, PAN, dan PPP, koalisi ini".
        let listed = |at: usize| tokens[at].is(&["dan", "serta"]) && tokens.get(at + 1).is_some_and(Token::is_party);
        let parted = |at: usize| tokens.get(at).is_some_and(|next| !next.is_party() && !listed(at));
        let comma = |at: &usize| tokens[*at].is(&[","]) && parted(at + 1);
        (verb.end..tokens.len()).find(comma).map(|comma| comma + 1)
    });
    let they = |token: &Token<'_>| token.is(&["mereka", "keduanya", "koalisi"]) || token.is(PAIR_NOUNS);
    if !sentence.has_candidate && subject.is_some_and(|at| they(&tokens[at])) {
        return true;
    }
    // "Calon tunggal ini"
    if tokens
        .windows(3)
        .any(|three| three[0].is(&["calon"]) && three[1].is(&["tunggal"]) && three[2].is(&["itu", "tersebut", "ini"]))
    {
        return true;
    }
    // "Keduanya maju dengan dukungan dari PKS"
    let passive = sentence.verbs().iter().any(|verb| verb.value.1 == Voice::Passive);
    if passive && !sentence.has_candidate && tokens.first().is_some_and(|token| token.is(&["keduanya"])) {
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

/// Somebody named alone whom the article has named as one of a pair: the rest of the ticket. Not of an election before
/// this one, nor of a pair that was only thought of.
pub(super) fn complete(coalition: &mut Coalition, scene: &Scene<'_>, offset: usize) {
    let sure = coalition.status == Certainty::Confirmed;
    let ticket = &mut coalition.ticket;
    let person = match (&ticket.head.entity, &ticket.deputy.entity) {
        (Some(head), None) if ticket.deputy.is_empty() => head.clone(),
        (None, Some(deputy)) if ticket.head.is_empty() => deputy.clone(),
        _ => return,
    };
    let settled = |sentence: &&Sentence<'_>| {
        let firm =
            sentence.firmness(None).is_none_or(|firm| firm.status == Certainty::Confirmed && firm.hedge.is_none());
        let now = sentence.any_year().is_none_or(|year| Some(year) == article_cycle(scene));
        // What is said of "pasangan A-B" is hedged, not that they are one.
        let one = sure && sentence.span.start < offset && has_hyphened_pair(&sentence.tokens);
        sentence.has_candidate && now && (firm || one)
    };
    // Only a sentence that names them, or goes on with a pronoun, makes a pair of them: this is asked of many.
    let tells = |sentence: &&Sentence<'_>| {
        let own = |token: &Token<'_>| token.mention.is_some_and(|mention| mention.entity.as_ref() == Some(&person));
        sentence.has_candidate
            && (sentence.tokens.iter().any(own) || sentence.tokens.first().is_some_and(|token| token.is(PRONOUNS)))
    };
    let around = scene.before(offset).chain(scene.after(offset)).filter(tells);
    let pairs = around.filter(settled).filter(|sentence| tells_pair(sentence));
    let pairs = pairs.map(|sentence| ticket_in(scene, sentence));
    let theirs = |ticket: &Ticket| {
        let one = |filler: &Filler| filler.entity.as_ref() == Some(&person);
        !ticket.deputy.is_empty() && !ticket.head.is_empty() && (one(&ticket.head) || one(&ticket.deputy))
    };
    let mut pairs = pairs.filter(theirs);
    let Some(pair) = pairs.next() else { return };
    let same = |other: &Ticket| other.head.entity == pair.head.entity && other.deputy.entity == pair.deputy.entity;
    if !pairs.all(|other| same(&other)) {
        return;
    }
    let first = pair.head.entity.as_ref() == Some(&person);
    let named = if ticket.head.is_empty() { &mut ticket.deputy } else { &mut ticket.head };
    let named = std::mem::take(named);
    *ticket = if first {
        Ticket { head: named, deputy: Filler { entity: pair.deputy.entity, ..Filler::default() } }
    } else {
        Ticket { head: Filler { entity: pair.head.entity, ..Filler::default() }, deputy: named }
    };
}

fn has_hyphened_pair(tokens: &[Token<'_>]) -> bool {
    tokens.windows(3).any(|three| three[0].is_candidate() && three[1].is(&["-", "–", "—"]) && three[2].is_candidate())
}

/// Whether a sentence itself makes a pair of two people, who are not only of one list: a hyphen, "pasangan", "wakilnya".
fn tells_pair(sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens;
    tokens.iter().any(|token| token.is(PAIR_NOUNS) || token.is(ALLIES))
        || has_hyphened_pair(tokens)
        || sentence.offices().iter().any(|cue| cue.value.slot() == Some(Slot::Deputy))
}

/// The ticket of a sentence; of "Ia berpasangan dengan B" with the one of whom the sentence before it tells.
fn ticket_in(scene: &Scene<'_>, sentence: &Sentence<'_>) -> Ticket {
    let mut ticket = named(&[sentence], &|_| true).ticket;
    let pronoun = sentence.tokens.first().is_some_and(|token| token.is(PRONOUNS));
    if pronoun && ticket.head.is_empty() && !ticket.deputy.is_empty() {
        let before = scene.before(sentence.span.start).next().map(|before| named(&[before], &|_| true).ticket);
        if let Some(before) = before.filter(|before| before.deputy.is_empty()) {
            ticket.head = before.head;
        }
    }
    ticket
}

/// The last person, or the last pair, before a byte.
fn previous(scene: &Scene<'_>, offset: usize, pair_only: bool) -> Option<Ticket> {
    scene.before(offset).filter(|sentence| sentence.has_candidate).find_map(|sentence| {
        let ticket = ticket_in(scene, sentence);
        let whole = !ticket.head.is_empty() && !ticket.deputy.is_empty();
        if pair_only {
            return whole.then_some(ticket);
        }
        let head = if ticket.head.is_empty() { ticket.deputy } else { ticket.head };
        (!head.is_empty()).then(|| Ticket { head, ..Ticket::default() })
    })
}

//! What one key makes of a selection: a coalition statement, filled as far as the text says it. The rules are in the
//! files beside this one; here their answers come together.

use std::{cell::OnceCell, collections::BTreeSet};

use super::{
    own_race::own_race,
    parties::{self, Party},
    people,
    possible::make_possible,
    race::{RaceQuestion, race},
    scene::Scene,
    sentences::merged,
    speaker::{SpeakerWhenAsked, speaker},
    when::{article_cycle, stated_on},
};
use crate::{
    extract::{
        extractor::EntityFacts,
        signals::{phrases::FoundPhrase, sentence::Sentence, tokens::Token},
    },
    lexicon::{
        backing::{Verb, Voice},
        firmness::{FirmnessCue, GOES_ON_BACK, LOOKS_BACK, OF_NOW},
    },
    model::{
        Annotations, Article, Backing, Certainty, Coalition, CoalitionId, EntityId, Filler, KindKey, Mention,
        MentionId, Slot, Span, Stance, Ticket, Timestamp,
    },
};

/// How many sentences of a selection are read. Nobody says one thing in more; a whole article may be selected by accident.
const READ: usize = 100;

/// A coalition statement filled from a selection (bytes), or from mentions picked one by one.
///
/// Of each kind, mentions that were picked are taken and no others; else those in the selection; else those in its
/// sentences. What the sentences leave open is looked for in the article: the region, the speaker, who "ia" and
/// "kedua partai" are. The evidence is the whole sentences. Id and time are placeholders: planning the edit gives them.
pub fn draft(
    article: &Article,
    annotations: &Annotations,
    selection: Option<Span>,
    chosen: &[MentionId],
    facts: &EntityFacts<'_>,
) -> Coalition {
    let scene = Scene::new(article, annotations, facts.ballot());
    let picked: Vec<&Mention> = chosen.iter().filter_map(|id| annotations.mentions.get(id)).collect();
    let spans: BTreeSet<Span> =
        selection.into_iter().chain(picked.iter().map(|m| m.span)).flat_map(|span| scene.touched(span)).collect();
    let read = spans.iter().take(READ);
    let sentences: Vec<&Sentence<'_>> = read.filter_map(|span| scene.sentence_at(span.start)).collect();
    let evidence = merged(scene.text, spans.iter().copied().collect());
    draft_of(
        &scene,
        annotations,
        &Passage { sentences: &sentences, selection, chosen, evidence, carried: false },
        facts,
        &|_| true,
    )
    .unwrap_or_else(|| Coalition::empty(draft_id(), Timestamp::default()))
}

fn draft_id() -> CoalitionId {
    CoalitionId::new("draft").expect("letters are an id")
}

/// What a statement is drafted from.
pub(super) struct Passage<'s, 'a> {
    /// Sentences, or clauses of one.
    pub sentences: &'s [&'s Sentence<'a>],
    pub selection: Option<Span>,
    /// Mentions that are taken, of their kinds no others.
    pub chosen: &'s [MentionId],
    pub evidence: Vec<Span>,
    /// The parties are those of a sentence before; the last sentence says the rest.
    pub carried: bool,
}

/// The same from sentences of an article that is read already; `None` if it is not `wanted`. Who says it, and on which
/// day, is not known yet when that is asked.
pub(super) fn draft_of<'a>(
    scene: &Scene<'a>,
    annotations: &Annotations,
    passage: &Passage<'_, 'a>,
    facts: &EntityFacts<'_>,
    wanted: &dyn Fn(&Coalition) -> bool,
) -> Option<Coalition> {
    let Passage { sentences, selection, chosen, .. } = *passage;
    let mut coalition = Coalition::empty(draft_id(), Timestamp::default());
    let picked: Vec<&Mention> = chosen.iter().filter_map(|id| annotations.mentions.get(id)).collect();
    coalition.evidence.clone_from(&passage.evidence);

    let source = |kind: KindKey| MentionSource::of(kind, &picked, selection, sentences);
    let (regions, candidates, named) =
        (source(KindKey::region()), source(KindKey::candidate()), source(KindKey::party()));
    let mut backers = parties::named(sentences, &|mention| named.has(mention), named.picked);

    let cycle = article_cycle(scene);
    // A clause with a verb of its own says what it says, whoever was named before it.
    let own = passage.carried.then(|| first_verb(&sentences[sentences.len() - 1..])).flatten();
    let own = own.map(|(_, verb)| (sentences.len() - 1, verb));
    if let Some((_, verb)) = own {
        backers.parties.iter_mut().for_each(|party| (party.stance, party.verb) = (Some(verb.value.0), own));
    }
    let carrier = own.or_else(|| backers.parties.iter().find_map(|party| party.verb)).or_else(|| first_verb(sentences));
    coalition.status = Certainty::Confirmed;
    let read = if own.is_some() { &sentences[sentences.len() - 1..] } else { sentences };
    let mut year = read.iter().find_map(|sentence| sentence.year());
    if year.is_none() && read.iter().any(|sentence| sentence.means_an_election()) {
        year = last_named_year(scene, sentences);
    }
    if year.is_none() && read.first().is_some_and(|sentence| goes_on_before(sentence)) {
        let before = sentences.first().and_then(|first| scene.before(first.span.start).next());
        year = before.and_then(|before| before.year()).filter(|year| cycle.is_some_and(|cycle| *year < cycle));
    }
    if let (None, Some(cycle)) = (year, cycle) {
        year = read.first().and_then(|first| looked_back(scene, first, cycle));
    }
    let carried = own.map(|(_, verb)| (0, verb));
    if let Some((status, hedge)) = status(read, carried.or(carrier)).or_else(|| taken_back(scene, sentences)) {
        coalition.status = status;
        coalition.hedge = hedge.map_or_else(String::new, |hedge| scene.text.slice(hedge).to_owned());
    }
    if coalition.status == Certainty::Past && year.is_none() {
        year = year_before(scene, sentences);
    }
    if year.is_some_and(|year| cycle.is_some_and(|cycle| year < cycle)) {
        coalition.status = Certainty::Past;
        coalition.hedge.clear();
    }

    let past = coalition.status == Certainty::Past;
    let heard = OnceCell::new();
    let speaker = || heard.get_or_init(|| speaker(scene, sentences, past)).as_ref();
    if !named.picked {
        complete(&mut backers.parties, scene, sentences, annotations, &speaker);
    }

    let mut people = people::named(sentences, &|mention| candidates.has(mention));
    if people.ticket.head.is_empty()
        && let Some(meant) = people::meant(scene, sentences, annotations, &speaker)
    {
        people.ticket.head = meant.head;
        if people.ticket.deputy.is_empty() {
            people.ticket.deputy = meant.deputy;
        }
        people.said = true;
    }
    let marks = sentences.iter().flat_map(|sentence| scene.marks_in(sentence.span)).filter(|m| candidates.has(m));
    people::gather(&mut people.ticket, marks);

    // The register is of one election.
    let registered = year.or(cycle).is_none_or(|year| Some(year) == facts.pairs_of);
    let running = if registered { running(&people.ticket, facts) } else { Vec::new() };
    let question = RaceQuestion {
        // The heading of a list tells of all its races.
        sentences: if passage.carried { &sentences[sentences.len().saturating_sub(1)..] } else { sentences },
        usable: &|mention| regions.has(mention),
        ticket: &people.ticket,
        elects: facts.elects,
        running: &running,
    };
    (coalition.race.region, coalition.race.office) = race(scene, &question);
    coalition.race.year = year.or(cycle).filter(|_| !sentences.is_empty());
    if let Some(own) = facts.own.filter(|own| own.ballot.has_own()) {
        own_race(&mut coalition.race, scene, sentences, year.is_some(), &own);
    }
    let settled = registered && coalition.status == Certainty::Confirmed;
    if !people.said && settled {
        place_by_register(&mut people.ticket, coalition.race.region.entity.as_ref(), facts);
    }
    coalition.ticket = people.ticket;

    // A place is offered to a party only while nobody has it.
    let offered = coalition.ticket == Ticket::default();
    coalition.backings = backers.all().into_iter().map(|party| backing(party, offered, carrier)).collect();
    make_possible(&mut coalition, facts);
    if !wanted(&coalition) {
        return None;
    }
    coalition.speaker = speaker().map_or_else(String::new, |speaker| speaker.name.clone());
    coalition.date = if past { None } else { stated_on(scene, sentences) };
    Some(coalition)
}

/// From where the mentions of one kind are taken.
struct MentionSource<'a> {
    kind: KindKey,
    picked: bool,
    /// Sorted.
    ids: Vec<&'a MentionId>,
}

impl<'a> MentionSource<'a> {
    fn of(kind: KindKey, picked: &[&'a Mention], selection: Option<Span>, sentences: &[&Sentence<'a>]) -> Self {
        let ids = |mentions: &mut dyn Iterator<Item = &'a Mention>| -> Vec<&'a MentionId> {
            let mut ids: Vec<_> = mentions.filter(|mention| mention.kind == kind).map(|mention| &mention.id).collect();
            ids.sort_unstable();
            ids
        };
        let all = || sentences.iter().flat_map(|sentence| &sentence.tokens).filter_map(|token| token.mention);
        let mut found = ids(&mut picked.iter().copied());
        let picked = !found.is_empty();
        if found.is_empty() {
            found = ids(&mut all().filter(|mention| selection.is_some_and(|span| span.touches(mention.span))));
        }
        if found.is_empty() {
            found = ids(&mut all());
        }
        Self { kind, picked, ids: found }
    }

    fn has(&self, mention: &Mention) -> bool {
        mention.kind == self.kind && self.ids.binary_search(&&mention.id).is_ok()
    }
}

fn first_verb(sentences: &[&Sentence<'_>]) -> Option<(usize, FoundPhrase<Verb>)> {
    let in_order = sentences.iter().enumerate();
    in_order
        .flat_map(|(n, sentence)| sentence.verbs().iter().map(move |verb| (n, *verb)))
        .find(|(_, verb)| verb.value.1 != Voice::Trap)
}

/// "Namun, PAN malah mengusung B": goes on with the time of the sentence before.
fn goes_on_before(sentence: &Sentence<'_>) -> bool {
    let goes_on = ["namun", "sayangnya", "tetapi", "tapi", "akhirnya", "hasilnya"];
    let now = |token: &Token<'_>| token.is(&["kini", "sekarang", "kali", "akan", "bakal"]);
    let won = |token: &Token<'_>| token.is(&["pemenang", "dimenangkan"]);
    let tells = sentence.tokens.first().is_some_and(|token| token.is(&goes_on)) || sentence.tokens.iter().any(won);
    tells && !sentence.tokens.iter().any(now)
}

/// "Di Pilbup 2018 ada tiga pasangan. A diusung PKS kala itu. Sementara B …": the year of an earlier election of which the
/// sentences before tell, as long as they go on with it.
fn looked_back(scene: &Scene<'_>, sentence: &Sentence<'_>, cycle: i16) -> Option<i16> {
    const REACH: usize = 5;
    let told = |sentence: &Sentence<'_>| sentence.year().or_else(|| sentence.any_year());
    let then = |two: &[Token<'_>]| two[0].is(&["saat", "kala", "ketika", "waktu"]) && two[1].is(&["itu"]);
    let goes_on = |sentence: &Sentence<'_>| {
        let first = sentence.tokens.iter().find(|token| token.is_word());
        sentence.tokens.windows(2).any(then) || first.is_some_and(|token| token.is(GOES_ON_BACK))
    };
    let now = |sentence: &Sentence<'_>| sentence.tokens.iter().any(|token| token.is(OF_NOW));
    let stays = |sentence: &Sentence<'_>| goes_on(sentence) && !now(sentence) && told(sentence).is_none();
    let whole = scene.sentence_at(sentence.span.start)?;
    if !stays(whole) {
        return None;
    }
    let before = scene.before(whole.span.start).take(REACH).find(|before| !stays(before))?;
    let looks = before.tokens.iter().any(|token| token.is(LOOKS_BACK));
    told(before).filter(|year| *year < cycle && looks && !now(before))
}

/// "Pada pilkada itu": the election that was named last with its year.
fn last_named_year(scene: &Scene<'_>, sentences: &[&Sentence<'_>]) -> Option<i16> {
    const REACH: usize = 5;
    scene.before(sentences.first()?.span.start).take(REACH).find_map(Sentence::any_year)
}

/// "Saat itu": the election of the sentence before.
fn year_before(scene: &Scene<'_>, sentences: &[&Sentence<'_>]) -> Option<i16> {
    let first = sentences.first()?;
    let near = scene.before(first.span.start).take_while(|sentence| sentence.line == first.line);
    near.filter_map(|sentence| sentence.year()).next()
}

/// By the sentence that carries the statement, else by the first of the others that says anything.
fn status(
    sentences: &[&Sentence<'_>],
    carrier: Option<(usize, FoundPhrase<Verb>)>,
) -> Option<(Certainty, Option<Span>)> {
    let own = carrier.and_then(|(n, verb)| sentences[n].firmness(Some(&verb)));
    let others = sentences.iter().enumerate().filter(|(n, _)| carrier.is_none_or(|(own, _)| own != *n));
    let firm = own.or_else(|| others.filter_map(|(_, sentence)| sentence.firmness(None)).next())?;
    Some((firm.status, firm.hedge))
}

/// "… Itu yang sedang kami jajaki": what is said flatly is softened by the sentence after it.
fn taken_back(scene: &Scene<'_>, sentences: &[&Sentence<'_>]) -> Option<(Certainty, Option<Span>)> {
    let next = scene.after_in_paragraph(sentences.last()?.span.end).next()?;
    let back = ["itu", "tapi", "tetapi", "namun", "semua", "semuanya", "semua", "masih"];
    let first = next.tokens.iter().find(|token| token.is_word())?;
    // "Namun jika …" says what else might come.
    let conditional = next.cues().iter().any(|cue| cue.value == FirmnessCue::If);
    let firm = first.is(&back).then(|| next.firmness(None)).flatten().filter(|_| !conditional)?;
    matches!(firm.status, Certainty::Exploring | Certainty::Hoped).then_some((firm.status, firm.hedge))
}

/// Adds the parties that are meant and not named.
fn complete(
    backers: &mut Vec<Party>,
    scene: &Scene<'_>,
    sentences: &[&Sentence<'_>],
    annotations: &Annotations,
    speaker: &SpeakerWhenAsked<'_>,
) {
    let counted = || parties::counted(scene, sentences);
    // "Kedua partai bergabung dengan PKS dan mengusung A"
    if let Some(stance) = backers.first().map(|party| (party.stance, party.verb)).filter(|_| parties::join(sentences)) {
        let new = |party: &Party| backers.iter().all(|other| other.filler.entity != party.filler.entity);
        let joined: Vec<Party> = counted().into_iter().filter(new).collect();
        backers.splice(0..0, joined.into_iter().map(|party| Party { stance: stance.0, verb: stance.1, ..party }));
        return;
    }
    let counted = if backers.is_empty() { counted() } else { Vec::new() };
    if counted.len() > 1 {
        *backers = counted;
        return;
    }
    let Some(meant) = parties::unnamed(scene, sentences, annotations, speaker, backers.is_empty()) else { return };
    match backers.iter_mut().find(|party| party.filler.entity.is_some() && party.filler.entity == meant.filler.entity) {
        Some(party) => (party.stance, party.verb) = (meant.stance, meant.verb),
        None => backers.insert(0, meant),
    }
}

fn backing(party: Party, offered: bool, carrier: Option<(usize, FoundPhrase<Verb>)>) -> Backing {
    let slot = party.slot.filter(|_| offered);
    let elsewhere = carrier.map(|(_, verb)| verb.value.0);
    let stance = match slot {
        Some(_) => Stance::Nominating,
        // Parties beside a ticket that no verb tells of put it forward.
        None => party.stance.or(elsewhere).unwrap_or(if offered { Stance::Member } else { Stance::Nominating }),
    };
    Backing { party: party.filler, stance, slot }
}

/// The regions in which all of the ticket are known to run. A pair of which the register knows one half only is another
/// ticket than the registered one.
fn running(ticket: &Ticket, facts: &EntityFacts<'_>) -> Vec<EntityId> {
    let people = [&ticket.head, &ticket.deputy].into_iter().filter_map(|filler| filler.entity.as_ref());
    let known: Vec<Vec<EntityId>> = people.map(facts.running).collect();
    let Some((first, rest)) = known.split_first() else { return Vec::new() };
    first.iter().filter(|region| rest.iter().all(|regions| regions.contains(region))).cloned().collect()
}

/// Somebody named alone, without a word about the place, is where the register has them.
fn place_by_register(ticket: &mut Ticket, region: Option<&EntityId>, facts: &EntityFacts<'_>) {
    let place = |filler: &Filler| (facts.pair_head)(region?, filler.entity.as_ref()?);
    if ticket.deputy.is_empty() && place(&ticket.head) == Some(Slot::Deputy) {
        ticket.deputy = std::mem::take(&mut ticket.head);
    }
}

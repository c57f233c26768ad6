//! The coalition statements of a whole article: which sentences, or which parts of them, say who backs whom. What each
//! says is drafted as from a selection.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    draft::draft_in,
    scene::{Scene, is_teaser},
    sentences::merged,
};
use crate::{
    extract::{
        extractor::{Facts, Found, FoundCoalition},
        rule::Rule,
        signals::{certainty::talks, region::Rank, sentence::Sentence, tokens::Token},
    },
    lexicon::{backing::Voice, layout::PARTING, office::Role},
    model::{
        Annotations, Article, Certainty, Coalition, CoalitionId, EntityId, Linked, Mention, MentionId, Origin, Span,
        Stance, Timestamp,
    },
};

/// How many sentences of an article are read. A book may come in as one.
const READ: usize = 20_000;

/// All statements of an article, in reading order; ids are `y1`, `y2` …
pub fn statements(article: &Article, mentions: &[Found], facts: &Facts<'_>) -> Vec<FoundCoalition> {
    let annotations = annotations(mentions);
    let scene = Scene::new(article, &annotations);
    let mut found: Vec<FoundCoalition> = Vec::new();
    let mut by_region: BTreeMap<Option<EntityId>, Vec<usize>> = BTreeMap::new();
    // The parties that acted last, for a sentence that goes on with their list.
    let mut acting: Vec<MentionId> = Vec::new();
    for span in scene.spans().take(READ) {
        if scene.marks_in(span).next().is_none() && !speaks_of_parties(article.text.slice(span)) {
            continue;
        }
        if is_teaser(scene.line_of(span)) || is_headline(scene.line_of(span)) {
            continue;
        }
        let Some(sentence) = scene.sentence_at(span.start) else { continue };
        if is_presidential(sentence) {
            continue;
        }
        for part in parts(sentence, &acting) {
            let mut coalition = draft_in(&scene, &annotations, Some(part.span), &part.chosen, facts);
            coalition.evidence.retain(|evidence| evidence.touches(span));
            if coalition.evidence.is_empty() {
                coalition.evidence.push(span);
            }
            let Some((score, rule)) = judge(&coalition, &part) else { continue };
            // Statements on one race are compared with each other only.
            let here = by_region.entry(coalition.race.region.entity.clone()).or_default();
            if here.iter().any(|&n| says_the_same(&found[n].coalition, &coalition)) {
                continue;
            }
            if let Some(&loose) = here.iter().find(|&&n| is_elaborated(&found[n].coalition, &coalition)) {
                let loose = &mut found[loose];
                // "Berkoalisi di Pilbup Lebak" … "bupatinya dari PKS, wakilnya dari PSI" is one statement.
                coalition.id = loose.coalition.id.clone();
                coalition.evidence.splice(0..0, loose.coalition.evidence.iter().copied());
                coalition.evidence = merged(scene.text, coalition.evidence);
                *loose = FoundCoalition { coalition, score, rule };
                continue;
            }
            let Ok(id) = CoalitionId::new(format!("y{}", found.len() + 1)) else { continue };
            coalition.id = id;
            here.push(found.len());
            found.push(FoundCoalition { coalition, score, rule });
        }
        let actors = actors(sentence);
        if !actors.is_empty() {
            acting = actors;
        }
    }
    found
}

/// The mentions as the rules for drafts read them.
fn annotations(mentions: &[Found]) -> Annotations {
    let mention = |found: &Found| Mention {
        id: found.id.clone(),
        span: found.span,
        kind: found.kind.clone(),
        entity: found.entity.clone(),
        linked: Linked::Rule(String::new()),
        by: Origin::Person,
        at: Timestamp::default(),
        note: String::new(),
    };
    let mentions = mentions.iter().map(|found| (found.id.clone(), mention(found))).collect();
    Annotations { mentions, ..Annotations::default() }
}

fn speaks_of_parties(sentence: &str) -> bool {
    ["partai", "parpol"].iter().any(|word| sentence.contains(word))
}

/// A line without the end of a sentence: a headline, a caption.
fn is_headline(line: &str) -> bool {
    /// Longest headline, in characters.
    const LONGEST: usize = 140;
    let line = line.trim_end();
    line.len() < 4 * LONGEST
        && line.chars().count() < LONGEST
        && !line.ends_with(['.', '?', '!', '”', '"', '’', ')', ',', ';', ':'])
}

/// Of the presidential race and of no regional one.
fn is_presidential(sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens;
    let presidential = tokens.iter().any(|token| token.is(&["pilpres", "capres", "cawapres"]))
        || tokens.windows(2).any(|two| two[0].is(&["calon", "pemilihan"]) && two[1].is(&["presiden"]));
    presidential && !sentence.offices().iter().any(|cue| matches!(cue.value.role, Role::Election | Role::Runs(_)))
}

/// A part of a sentence that may be one statement.
struct Part {
    span: Span,
    /// Its own mentions, where the sentence makes several statements.
    chosen: Vec<MentionId>,
    /// A verb of the part says who backs whom, or a place on the ticket is offered.
    verb: bool,
    slot: bool,
    /// Its parties are those of the sentence before.
    carried: bool,
    /// It speaks of regions that it does not name.
    open: bool,
}

/// The parts of a sentence that speak of backing.
fn parts(sentence: &Sentence<'_>, acting: &[MentionId]) -> Vec<Part> {
    let tokens = &sentence.tokens;
    let governs = sentence.verbs().iter().any(|verb| verb.value.1 != Voice::Trap);
    let offered = !sentence.slots().is_empty();
    let starts = starts(sentence);
    let parties = tokens.iter().filter(|token| token.is_party()).count();
    let own = parties > 0;
    let both = tokens.windows(2).any(|two| two[0].is(&["kedua", "dua"]) && two[1].is(&["partai", "parpol"]));
    let governs = governs || (talks(tokens) && (both || parties > 1));
    if !governs && !offered {
        // "Untuk tingkat kabupaten, ada A-B di X, C-D di Y": the list of the sentence before goes on.
        let goes_on = starts.len() > 1 && !own && !acting.is_empty();
        return if goes_on { divided(sentence, &starts, acting) } else { Vec::new() };
    }
    // "Di Kota X, rekomendasi jatuh kepada A": of the party that acts all along.
    let given = tokens.windows(2).any(|two| two[0].is(&["rekomendasi"]) && two[1].is(&["jatuh", "diberikan"]));
    if starts.len() < 2 && !own && given && !acting.is_empty() {
        return divided(sentence, &[0], acting);
    }
    if starts.len() > 1 {
        return divided(sentence, &starts, if own { &[] } else { acting });
    }
    vec![Part {
        span: sentence.span,
        chosen: Vec::new(),
        verb: governs,
        slot: offered,
        carried: false,
        open: sentence.is_open(),
    }]
}

/// The tokens at which the statements of a sentence on several races begin; one or none if it is on one race.
fn starts(sentence: &Sentence<'_>) -> Vec<usize> {
    let tokens = &sentence.tokens;
    let places: Vec<usize> =
        sentence.regions().iter().filter(|region| region.rank >= Rank::Placed).map(|region| region.at).collect();
    let races: BTreeSet<_> = places.iter().filter_map(|&at| tokens[at].mention?.entity.as_ref()).collect();
    let tickets = tickets(tokens);
    if races.len() < 2 {
        return clauses(sentence, &tickets);
    }
    // "A-B untuk X dan C-D untuk Y", or "di X A-B, di Y C-D".
    let first_ticket = tickets.first().copied().unwrap_or(usize::MAX);
    let mut starts: Vec<usize> = if tickets.len() > 1 && places.first().is_some_and(|&place| first_ticket < place) {
        tickets
    } else {
        let mut seen = BTreeSet::new();
        let new = |at: &usize| {
            tokens[*at].mention.is_none_or(|m| m.entity.as_ref().is_none_or(|entity| seen.insert(entity.clone())))
        };
        places.into_iter().filter(new).map(|at| before_place(sentence, at)).collect()
    };
    starts.dedup();
    starts
}

/// Clauses of one race with tickets and verbs of their own: "A diusung PKS, sedangkan B diusung PAN".
fn clauses(sentence: &Sentence<'_>, tickets: &[usize]) -> Vec<usize> {
    if tickets.len() < 2 {
        return Vec::new();
    }
    let (tokens, verbs) = (&sentence.tokens, sentence.verbs());
    let mut starts = vec![0];
    for (at, _) in tokens.iter().enumerate().skip(1).filter(|(_, token)| token.is(PARTING)) {
        let from = *starts.last().unwrap_or(&0);
        let whole = |from: usize, to: usize| {
            tickets.iter().any(|&t| (from..to).contains(&t)) && verbs.iter().any(|v| (from..to).contains(&v.at))
        };
        if whole(from, at) && whole(at, tokens.len()) {
            starts.push(at);
        }
    }
    starts
}

/// The first token of each ticket: a pair counts once.
fn tickets(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut tickets = Vec::new();
    let mut last: Option<usize> = None;
    for at in (0..tokens.len()).filter(|&at| tokens[at].is_candidate()) {
        let joined = last.is_some_and(|last| {
            let between = &tokens[last + 1..at];
            between.len() <= 6
                && between
                    .iter()
                    .all(|token| !token.is_party() && !token.is_region() && !token.is(&[",", ";", "serta"]))
                || between.iter().all(|token| token.text.chars().count() <= 3 || token.is(&["drg", "prof"]))
                    && between.iter().any(|token| token.is(&["-", "–", "—", "/", "("]))
        });
        if !joined {
            tickets.push(at);
        }
        last = Some(at);
    }
    tickets
}

/// The preposition, election and office words before a region.
fn before_place(sentence: &Sentence<'_>, at: usize) -> usize {
    let (tokens, cues) = (&sentence.tokens, sentence.offices());
    let mut start = at;
    if let Some(cue) = cues.iter().find(|cue| cue.end == start) {
        start = cue.at;
    }
    while start > 0 && tokens[start - 1].is(&["di", "untuk", "pada", "dalam", "se", "bakal"]) {
        start -= 1;
    }
    start
}

/// The parts that begin at `starts`; the parties before the first of them are all parts', else those `acting`.
fn divided(sentence: &Sentence<'_>, starts: &[usize], acting: &[MentionId]) -> Vec<Part> {
    let tokens = &sentence.tokens;
    let ids = |range: std::ops::Range<usize>, kind: fn(&Token<'_>) -> bool| -> Vec<MentionId> {
        tokens[range].iter().filter(|token| kind(token)).filter_map(|token| Some(token.mention?.id.clone())).collect()
    };
    let first = starts.first().copied().unwrap_or(0);
    let shared = ids(0..first, |token| token.is_party());
    let verbs = sentence.verbs();
    let mut parts = Vec::new();
    for (n, &start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(tokens.len());
        let (Some(head), Some(tail)) = (tokens.get(start), tokens.get(end.wrapping_sub(1))) else { continue };
        let own = ids(start..end, |token| token.is_party());
        let verb = verbs.iter().any(|verb| (start..end).contains(&verb.at) && verb.value.1 != Voice::Trap);
        let mut chosen = ids(start..end, |token| token.is_candidate() || token.is_region());
        let carried = own.is_empty() && shared.is_empty();
        chosen.extend(match () {
            () if carried => acting.to_vec(),
            () if own.is_empty() || !verb => shared.iter().cloned().chain(own).collect(),
            () => own,
        });
        parts.push(Part {
            span: Span::new(head.span.start, tail.span.end),
            chosen,
            verb: true,
            slot: false,
            carried,
            open: false,
        });
    }
    parts
}

/// The parties that nominate or support in a sentence.
fn actors(sentence: &Sentence<'_>) -> Vec<MentionId> {
    let Some(verb) = sentence.verbs().iter().find(|verb| verb.value.1 == Voice::Active) else { return Vec::new() };
    sentence.tokens[..verb.at]
        .iter()
        .filter(|token| token.is_party())
        .filter_map(|token| Some(token.mention?.id.clone()))
        .collect()
}

/// Whether a draft is a statement, how sure that is, and by which rule.
fn judge(coalition: &Coalition, part: &Part) -> Option<(f32, Rule)> {
    let parties = coalition.backings.iter().filter(|backing| !backing.party.is_empty()).count();
    let ticket = !coalition.ticket.head.is_empty() || !coalition.ticket.deputy.is_empty();
    let slot = coalition.backings.iter().any(|backing| backing.slot.is_some());
    let place = coalition.race.region.entity.is_some() || coalition.race.office.is_some();
    let acts = coalition.backings.iter().any(|backing| backing.stance != Stance::Member);
    let soft = match coalition.status {
        Certainty::Confirmed => 0.0,
        Certainty::Past | Certainty::Denied => 0.1,
        Certainty::Exploring | Certainty::Hoped => 0.05,
    };
    let (score, rule) = match () {
        () if parties == 0 || !(place || ticket || part.open) => return None,
        () if part.carried && ticket => (0.65, Rule::ListGoesOn),
        () if slot && part.slot => (0.85, Rule::PlacesOffered),
        () if part.verb && ticket && acts => (0.85, Rule::PartiesVerbTicket),
        () if part.verb && parties > 1 && !acts => (0.75, Rule::PartiesJoin),
        () if part.verb && parties > 1 && place => (0.6, Rule::PartiesVerb),
        () if part.verb && ticket => (0.6, Rule::PartyTicket),
        () => return None,
    };
    Some((score - soft, rule))
}

/// The same race, ticket and firmness, and no party that is new.
fn says_the_same(said: &Coalition, now: &Coalition) -> bool {
    let same_ticket = now.ticket == crate::model::Ticket::default()
        || (said.ticket.head.entity == now.ticket.head.entity
            && (now.ticket.deputy.entity.is_none() || said.ticket.deputy.entity == now.ticket.deputy.entity));
    said.status == now.status
        && said.race.region.entity == now.race.region.entity
        && same_ticket
        && (now.speaker.is_empty() || said.speaker == now.speaker)
        && now.backings.iter().all(|backing| {
            said.backings.iter().any(|other| {
                other.party.entity == backing.party.entity
                    && other.stance == backing.stance
                    && other.slot == backing.slot
            })
        })
}

/// Whether a statement that parties join is said again with the places on the ticket.
fn is_elaborated(said: &Coalition, now: &Coalition) -> bool {
    let loose = said.ticket == crate::model::Ticket::default()
        && said.backings.iter().all(|backing| backing.stance == Stance::Member);
    let parties = |coalition: &Coalition| -> BTreeSet<_> {
        coalition.backings.iter().map(|backing| backing.party.entity.clone()).collect()
    };
    loose
        && now.backings.iter().any(|backing| backing.slot.is_some())
        && said.status == now.status
        && said.race.region.entity == now.race.region.entity
        && said.race.office == now.race.office
        && (said.speaker.is_empty() || said.speaker == now.speaker)
        && parties(said) == parties(now)
}

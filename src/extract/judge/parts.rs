//! The parts of a clause: one statement each, where a verb governs a list of tickets or races.

use std::collections::BTreeSet;

use crate::{
    extract::signals::{
        certainty::talks,
        clause::{ClausePeople, tickets},
        phrases::FoundPhrase,
        region::{Rank, is_holder},
        sentence::Sentence,
        stance::list_around,
        ticket::is_title,
        tokens::Token,
    },
    lexicon::{
        backing::{Verb, Voice},
        lists::{GOES_ON, MORE, NUMBERS_OF, PAIRS},
        office::OfficeWordRole,
        parties::{BOARDS, SUBJECT_ADVERBS, TACIT},
        ticket::{BEFORE_PAPER, HANDED, NOT_SO, SHIFTING, SHIFTS},
    },
    model::{Certainty, EntityId, MentionId, Office, Span},
};

/// A part of a clause that may be one statement.
pub(super) struct ClausePart {
    pub span: Span,
    /// Its own mentions, where the sentence makes several statements.
    pub chosen: Vec<MentionId>,
    /// A verb of the part says who backs whom, or a place on the ticket is offered.
    pub verb: bool,
    pub slot: bool,
    /// Its parties are those of the sentence before.
    pub carried: bool,
    /// It is an item of a list.
    pub item: bool,
    /// It speaks of regions that it does not name.
    pub open: bool,
    /// What the words around it say of its firmness.
    pub status: Option<Certainty>,
}

impl ClausePart {
    /// The whole of a clause.
    pub fn of(clause: &Sentence<'_>) -> Self {
        let (chosen, open) = (Vec::new(), clause.is_open());
        Self { span: clause.span, chosen, verb: false, slot: false, carried: false, item: false, open, status: None }
    }

    /// An item of a list whose parties were named before it.
    pub fn carried(clause: &Sentence<'_>, acting: &[MentionId]) -> Self {
        let own = clause.tokens.iter().filter(|token| token.is_candidate() || token.is_region());
        let own = own.filter_map(|token| Some(token.mention?.id.clone()));
        let chosen = own.chain(acting.iter().cloned()).collect();
        Self { chosen, verb: true, carried: true, open: false, ..Self::of(clause) }
    }
}

/// The parts of a clause that speak of backing.
pub(super) fn parts(
    sentence: &Sentence<'_>,
    acting: &[MentionId],
    leading: &[MentionId],
    elects: &dyn Fn(&EntityId) -> Option<Office>,
) -> Vec<ClausePart> {
    let tokens = &sentence.tokens;
    // "Belum didukung PKS" says what is not yet so.
    let not_yet = |at: usize| {
        let mut before = tokens[..at].iter().rev().skip_while(|token| token.is(BEFORE_PAPER));
        before.next().is_some_and(|token| token.is(&["belum"]))
    };
    let governs = sentence.verbs().iter().any(|verb| verb.value.1 != Voice::Trap && !not_yet(verb.at));
    let offered = !sentence.slots().is_empty();
    let starts = starts(sentence, elects);
    let parties = tokens.iter().filter(|token| token.is_party()).count();
    let own = parties > 0;
    let both = tokens.windows(2).any(|two| two[0].is(&["kedua", "dua"]) && two[1].is(&["partai", "parpol"]));
    let given = is_given(tokens);
    let governs = governs || (talks(tokens) && (both || parties > 1)) || is_bare(sentence);
    // "Rekomendasi yang sudah diserahkan yaitu kepada A-B di X, C-D di Y"
    if !governs && given && starts.len() > 1 && (own || !leading.is_empty()) {
        return divided(sentence, &starts, if own { &[] } else { leading });
    }
    // "Rekomendasi PKS jatuh kepada A-B"
    if !governs && given && sentence.has_candidate && is_of_party(tokens) {
        return vec![ClausePart { verb: true, ..ClausePart::of(sentence) }];
    }
    if !governs && !offered {
        // "Untuk tingkat kabupaten, ada A-B di X, C-D di Y": the list of the sentence before goes on.
        let whole = starts.len() < 2 && goes_on(sentence);
        return match (!own && !acting.is_empty(), starts.len()) {
            (true, 2..) if sentence.has_candidate => divided(sentence, &starts, acting),
            (true, _) if whole => vec![ClausePart::carried(sentence, acting)],
            _ => Vec::new(),
        };
    }
    // "Di Kota X, rekomendasi jatuh kepada A": of the party that acts all along.
    if starts.len() < 2 && !own && given && !leading.is_empty() {
        return divided(sentence, &[0], leading);
    }
    if let Some(choices) = choices(sentence) {
        return choices;
    }
    if let Some(blocs) = blocs(sentence) {
        return blocs;
    }
    if let Some(sides) = sides(sentence, acting) {
        return sides;
    }
    if starts.len() > 1 {
        return divided(sentence, &starts, if own { &[] } else { acting });
    }
    if !own && !acting.is_empty() && is_one_more(sentence) {
        return vec![ClausePart::carried(sentence, acting)];
    }
    // "… dan kini mengusung B": whoever acted in the clause before.
    let tacit = !own && sentence.has_candidate && !acting.is_empty() && omits_subject(sentence);
    if tacit {
        return vec![ClausePart::carried(sentence, acting)];
    }
    vec![ClausePart { verb: governs, slot: offered, ..ClausePart::of(sentence) }]
}

/// "Rekomendasi DPP [PKS]": whose paper it is.
fn is_of_party(tokens: &[Token<'_>]) -> bool {
    let whose = |at: usize| {
        let mut behind = tokens[at + 1..].iter().skip_while(|token| token.is(BOARDS) || token.is(&["dari"]));
        behind.next().is_some_and(Token::is_party)
    };
    (0..tokens.len()).any(|at| tokens[at].is(&["rekomendasi", "rekom", "sk"]) && whose(at))
}

/// Whether papers of a party are handed to somebody: "rekomendasi yang sudah diserahkan yaitu kepada".
fn is_given(tokens: &[Token<'_>]) -> bool {
    const NEAR: usize = 8;
    let given = |at: usize| {
        let behind = tokens[at + 1..].iter().take(NEAR).take_while(|token| token.is_word() && !token.is_candidate());
        behind.skip_while(|token| !token.is(HANDED)).any(|token| token.is(&["kepada", "yaitu", "yakni", "untuk", "ke"]))
    };
    (0..tokens.len()).any(|at| tokens[at].is(&["rekomendasi", "sk", "rekom"]) && given(at))
}

/// "PKS mengalihkan dukungan dari A ke B": what was, and what is.
fn sides(sentence: &Sentence<'_>, acting: &[MentionId]) -> Option<Vec<ClausePart>> {
    let tokens = &sentence.tokens;
    let shifts = tokens.iter().any(|token| SHIFTING.iter().any(|word| token.is_form_of(word)));
    let tickets = tickets(tokens);
    let before = |n: usize, words: &[&str]| {
        let start = tickets[n].range.start;
        tokens[..start].iter().rev().take(4).any(|token| token.is(words))
    };
    let [from, to] = tickets.as_slice() else { return None };
    // "membatalkan dukungan kepada A, lalu beralih kepada B"
    let cancels = || tokens[..from.range.start].iter().any(|token| token.is(NOT_SO));
    let turns = || tokens[from.range.end..to.range.start].iter().any(|token| token.is(SHIFTS));
    let left = before(0, &["dari"]) || cancels() && turns();
    if !shifts || !left || !before(1, &["ke", "kepada", "untuk"]) {
        return None;
    }
    let id = |token: &Token<'_>| token.mention.map(|mention| mention.id.clone());
    let mut parties: Vec<MentionId> = tokens.iter().filter(|token| token.is_party()).filter_map(id).collect();
    let carried = parties.is_empty();
    if carried {
        parties = acting.to_vec();
    }
    let regions: Vec<MentionId> = tokens.iter().filter(|token| token.is_region()).filter_map(id).collect();
    let part = |people: &ClausePeople, status: Option<Certainty>| {
        let own = tokens[people.range.clone()].iter().filter(|token| token.is_candidate()).filter_map(id);
        let chosen = own.chain(regions.iter().cloned()).chain(parties.iter().cloned()).collect();
        ClausePart { chosen, verb: true, carried, open: false, status, ..ClausePart::of(sentence) }
    };
    (!parties.is_empty())
        .then(|| vec![part(from, Some(Certainty::Denied)), part(to, cancels().then_some(Certainty::Confirmed))])
}

/// "PKS belum memutuskan apakah akan mengusung A atau B": each of them may be it. Elsewhere "A atau B" is one person.
fn choices(sentence: &Sentence<'_>) -> Option<Vec<ClausePart>> {
    const NEAR: usize = 4;
    let tokens = &sentence.tokens;
    let open = tokens.iter().any(|token| token.is(&["apakah", "antara", "belum", "siapa"]));
    let verb = sentence.verbs().iter().find(|verb| verb.value.1 == Voice::Active).filter(|_| open)?;
    let people: Vec<usize> = (0..tokens.len()).filter(|&at| tokens[at].is_candidate()).collect();
    let [first, second] = people[..] else { return None };
    let between = &tokens[first..second];
    let or = between.len() <= NEAR && between.iter().any(|token| token.is(&["atau"]));
    let marks = || tokens.iter().filter(|token| token.is_region() || token.is_party());
    let part = |at: usize| {
        let chosen = [&tokens[at]].into_iter().chain(marks()).filter_map(|token| Some(token.mention?.id.clone()));
        let status = Some(Certainty::Exploring);
        ClausePart { chosen: chosen.collect(), verb: true, open: false, status, ..ClausePart::of(sentence) }
    };
    (or && verb.at < first && sentence.has_party).then(|| vec![part(first), part(second)])
}

/// "Koalisi PKS dan PAN, koalisi PPP dan PKB serta poros Golkar": each coalition of some parties by itself.
fn blocs(sentence: &Sentence<'_>) -> Option<Vec<ClausePart>> {
    let tokens = &sentence.tokens;
    let nouns: Vec<usize> = (0..tokens.len()).filter(|&at| tokens[at].is(&["koalisi", "poros", "blok"])).collect();
    let own = |at: usize| tokens.get(at + 1).is_some_and(|token| token.is_party() || token.is(&["partai", "antara"]));
    if sentence.has_candidate || nouns.iter().filter(|&&at| own(at)).count() < 2 {
        return None;
    }
    let id = |token: &Token<'_>| token.mention.map(|mention| mention.id.clone());
    let regions: Vec<MentionId> = tokens.iter().filter(|token| token.is_region()).filter_map(id).collect();
    let parts = nouns.iter().enumerate().filter(|&(_, &at)| own(at)).filter_map(|(n, &at)| {
        let end = nouns.get(n + 1).copied().unwrap_or(tokens.len());
        let parties: Vec<MentionId> = tokens[at..end].iter().filter(|token| token.is_party()).filter_map(id).collect();
        let chosen = regions.iter().chain(&parties).cloned().collect();
        (parties.len() > 1).then(|| ClausePart { chosen, verb: true, ..ClausePart::of(sentence) })
    });
    Some(parts.collect())
}

/// "Kemudian untuk Pilgub Bali, pasangan A-B": one more ticket of the list of the sentence before.
fn goes_on(sentence: &Sentence<'_>) -> bool {
    let opens = sentence.tokens.first().is_some_and(|token| token.is(GOES_ON));
    let tickets = tickets(&sentence.tokens);
    opens && sentence.has_region && tickets.len() == 1 && tickets[0].count == 2 && sentence.said().is_none()
}

/// "Satu pasangan lain yaitu A dan B yang direkomendasikan maju di X": one more ticket of the parties that acted last.
fn is_one_more(sentence: &Sentence<'_>) -> bool {
    let opening = &sentence.tokens[..sentence.tokens.len().min(6)];
    let more = |three: &[Token<'_>]| three[0].is(NUMBERS_OF) && three[1].is(PAIRS) && three[2].is(MORE);
    let passive = |verb: &FoundPhrase<Verb>| verb.value.1 == Voice::Passive;
    sentence.has_candidate && opening.windows(3).any(more) && sentence.verbs().iter().all(passive)
}

/// "PAN, PKB, dan PPP untuk pasangan A-B.": who is for whom, without a verb.
fn is_bare(sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens;
    if !sentence.verbs().is_empty() || !tokens.first().is_some_and(Token::is_party) {
        return false;
    }
    let (_, end) = list_around(tokens, 0);
    let end = end + usize::from(tokens.get(end).is_some_and(|token| token.is(&[")"])));
    let directed = tokens.get(end).is_some_and(|token| token.is(&["untuk", "kepada", "ke"]));
    directed && tickets(tokens).first().is_some_and(|ticket| ticket.count == 2 && ticket.range.start <= end + 3)
}

/// Whether the verb of a clause has no subject of its own: nobody is named or meant before it.
fn omits_subject(sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens;
    let Some(verb) = sentence.verbs().iter().find(|verb| verb.value.1 != Voice::Trap) else { return false };
    let directed = tokens.get(verb.end).is_some_and(|token| token.is(&["untuk", "kepada", "terhadap", "bagi"]));
    if verb.value.1 == Voice::Passive && !directed {
        return false;
    }
    let passed = |token: &Token<'_>| {
        !token.is_word() || token.is_region() || token.is(TACIT) || token.is(SUBJECT_ADVERBS) || token.is(SHIFTS)
    };
    tokens[..verb.at].iter().all(passed)
}

/// The tokens at which the statements of a sentence on several races begin; one or none if it is on one race.
fn starts(sentence: &Sentence<'_>, elects: &dyn Fn(&EntityId) -> Option<Office>) -> Vec<usize> {
    let tokens = &sentence.tokens;
    let places = places(sentence, elects);
    let races: BTreeSet<_> = places.iter().filter_map(|&at| tokens[at].mention?.entity.as_ref()).collect();
    let tickets: Vec<usize> = tickets(tokens).into_iter().map(|ticket| ticket.range.start).collect();
    if let Some(heads) = item_heads(sentence) {
        return heads.into_iter().map(|at| before_place(sentence, at)).collect();
    }
    if races.len() < 2 {
        return Vec::new();
    }
    // "A-B untuk X dan C-D untuk Y", or "di X A-B, di Y C-D".
    let first_ticket = tickets.first().copied().unwrap_or(usize::MAX);
    let mixed = places.first().is_some_and(|&place| place < first_ticket)
        && tickets.last().zip(places.last()).is_some_and(|(ticket, place)| ticket < place);
    if let (true, Some(&first), true) = (mixed, places.first(), tickets.len() > 1) {
        // "untuk X, A-B, dan C-D untuk Y"
        return [before_place(sentence, first)].into_iter().chain(tickets[1..].iter().copied()).collect();
    }
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

/// The places that stand right before their people: "calon bupati Blora, A; calon bupati Demak, B dan C", "Blora – A dan B,
/// Demak – C dan D", "Bupati Blora A, Bupati Demak B, Wali Kota Blitar C".
fn item_heads(sentence: &Sentence<'_>) -> Option<Vec<usize>> {
    let tokens = &sentence.tokens;
    let behind = |at: usize| {
        let mut rest = tokens[at + 1..].iter();
        let mark = tokens.get(at + 1).is_some_and(|token| token.is(&["-", "–", "—", ":", ","]));
        let name = if mark { rest.by_ref().nth(1) } else { rest.next() };
        let titled = name.is_some_and(is_title).then(|| rest.find(|token| !is_title(token) && !token.is(&["."])));
        (mark, titled.unwrap_or(name).is_some_and(Token::is_candidate))
    };
    // Who holds an office is listed for something else too.
    let backs = sentence.verbs().iter().any(|verb| verb.value.1 != Voice::Trap)
        || tokens.iter().any(|token| token.is(&["rekomendasi", "rekom", "sk"]));
    let (mut runs, mut heads) = (false, Vec::new());
    for region in sentence.regions() {
        let (mark, person) = behind(region.at);
        let cue = sentence.offices().iter().find(|cue| cue.end == region.at).map(|cue| cue.value.role);
        let dash = mark && !tokens[region.at + 1].is(&[","]);
        let candidacy = matches!(cue, Some(OfficeWordRole::Runs(_)));
        let held = backs && matches!(cue, Some(OfficeWordRole::Bare(_))) && !mark;
        if person && (dash || candidacy || held) {
            runs |= dash || candidacy;
            heads.push(region.at);
        }
    }
    // Two who hold offices may be one ticket of their province.
    let least = if runs { 2 } else { 3 };
    let all = tickets(tokens).len();
    let places: BTreeSet<_> = heads.iter().filter_map(|&at| tokens[at].mention?.entity.as_ref()).collect();
    (places.len() >= least && heads.len() * 2 > all).then_some(heads)
}

/// The regions that stand for races: with a word of place or election before them, and those that go on with their list.
fn places(sentence: &Sentence<'_>, elects: &dyn Fn(&EntityId) -> Option<Office>) -> Vec<usize> {
    let tokens = &sentence.tokens;
    let level = |at: usize| tokens[at].mention?.entity.as_ref().and_then(elects);
    let mut places: Vec<usize> = Vec::new();
    let mut holder: Option<usize> = None;
    for region in sentence.regions() {
        let held = holder.take();
        if is_holder(tokens, region.at) {
            holder = Some(region.at);
        }
        // "di Kota A, B, dan Kabupaten C", but not "Lebak, Banten".
        let listed = places.last().is_some_and(|&last| {
            let between = &tokens[last + 1..region.at];
            !between.is_empty()
                && between.len() <= 3
                && between.iter().all(|token| token.is(&[",", "dan", "serta", "hingga", "maupun"]))
                && !is_inside(tokens, last, region.at)
                && (level(last).is_some() || is_unlinked(tokens, last))
                && (level(region.at).is_some() || is_unlinked(tokens, region.at))
        });
        // "sejumlah kota di Jawa Timur seperti Blitar"
        let held = held.is_some_and(|holder| {
            tokens[holder + 1..region.at].iter().all(|token| {
                token.is(&["seperti", "yakni", "yaitu", "antara", "lain", "meliputi", ":", ",", "di", "antaranya"])
            })
        });
        if region.rank >= Rank::Placed || listed || held || heads_ticket(tokens, &places, region.at) {
            places.push(region.at);
        }
    }
    // "A-B (Kabupaten Blora), C-D (Kota Blitar)"
    let bracketed = |at: &usize| {
        *at >= 2
            && tokens[at - 1].is(&["("])
            && tokens[at - 2].is_candidate()
            && tokens.get(at + 1).is_some_and(|token| token.is(&[")"]))
    };
    let behind: Vec<usize> = sentence.regions().iter().map(|region| region.at).filter(bracketed).collect();
    if behind.len() > 1 {
        return behind;
    }
    // "di tiga wilayah, yakni Blora, Demak, dan Jepara"
    if places.is_empty() && !sentence.has_candidate {
        let regions: Vec<usize> = sentence.regions().iter().map(|region| region.at).collect();
        let parted = |pair: &[usize]| {
            let between = &tokens[pair[0] + 1..pair[1]];
            !between.is_empty() && between.len() <= 3 && between.iter().all(|token| token.is(&[",", "dan", "serta"]))
        };
        let runs = regions.chunk_by(|one, other| parted(&[*one, *other]));
        let longest = runs.max_by_key(|run| run.len()).filter(|run| run.len() > 2);
        let one_level = longest.filter(|run| {
            let governors = run.iter().filter(|&&at| level(at) == Some(Office::GOVERNOR)).count();
            governors == 0 || governors == run.len()
        });
        return one_level.map_or(places, <[usize]>::to_vec);
    }
    places
}

fn is_unlinked(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at].mention.is_some_and(|mention| mention.entity.is_none())
}

/// "Lebak, [Banten]": the province behind one of its kabupaten, by their codes.
fn is_inside(tokens: &[Token<'_>], place: usize, province: usize) -> bool {
    let code = |at: usize| tokens[at].mention?.entity.as_ref().map(|entity| entity.local().to_owned());
    code(place).zip(code(province)).is_some_and(|(place, province)| place.starts_with(&province))
}

/// "… Blora A-B, [Demak] C-D": the next place of a list, right before its ticket.
fn heads_ticket(tokens: &[Token<'_>], places: &[usize], at: usize) -> bool {
    let Some(&last) = places.last() else { return false };
    let parted = tokens[at - 1].is(&[",", ";", "dan", "serta"]) && tokens[last..at].iter().any(Token::is_candidate);
    // "Manokwari Selatan (Mansel) A-B"
    let behind = match tokens[at + 1..].iter().take(5).position(|token| token.is(&[")"])) {
        Some(close) if tokens[at + 1].is(&["("]) => at + close + 2,
        _ => at + 1,
    };
    let mut names =
        tokens[behind..].iter().skip_while(|token| token.is(&["pasangan", "paslon", ":", "yakni", "yaitu"]));
    parted && names.next().is_some_and(Token::is_candidate)
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
fn divided(sentence: &Sentence<'_>, starts: &[usize], acting: &[MentionId]) -> Vec<ClausePart> {
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
        parts.push(ClausePart {
            span: Span::new(head.span.start, tail.span.end),
            chosen,
            verb: true,
            slot: false,
            carried,
            item: false,
            open: false,
            status: None,
        });
    }
    parts
}

/// The parties that nominate or support in a sentence.
pub(super) fn actors(sentence: &Sentence<'_>) -> Vec<MentionId> {
    let tokens = &sentence.tokens;
    let verb = sentence.verbs().iter().find(|verb| verb.value.1 != Voice::Trap);
    let range = match verb {
        // "Dua pasangan yang mendapat rekomendasi dari PKS yakni A-B": whose list it is.
        Some(verb) if verb.value.1 == Voice::Passive => {
            let people = tokens.iter().position(Token::is_candidate).unwrap_or(0);
            verb.end.min(people)..people
        }
        None if is_given(tokens) => 0..tokens.len(),
        _ => match sentence.verbs().iter().find(|verb| verb.value.1 == Voice::Active) {
            Some(verb) => 0..verb.at,
            None => return Vec::new(),
        },
    };
    tokens[range].iter().filter(|token| token.is_party()).filter_map(|token| Some(token.mention?.id.clone())).collect()
}

//! Clauses of a sentence: a ticket with a verb of its own is one, however many of them a sentence strings together.
//! "A-B diusung PKS dan PAN, C-D diusung Golkar"; "semula mengusung A, kini mendukung B".

use std::ops::Range;

use super::{
    phrases::FoundPhrase,
    stance::is_list,
    ticket::{is_degree, is_kin, is_title, rival_each_other},
    tokens::Token,
};
use crate::lexicon::{
    backing::{BY_PHRASE, Verb, Voice},
    parties::SUBJECT_ADVERBS,
    ticket::{AGAINST, ALLIES, BEFORE_VERB, GIVES, HOLDERS, NOT_SO, PARTED_BY, SHIFTS},
};

/// The people of one ticket, in order: tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClausePeople {
    pub range: Range<usize>,
    /// How many different people are in it.
    pub count: usize,
}

/// A verb of backing with the ticket and the parties that belong to it.
#[derive(Debug)]
struct Core {
    verb: usize,
    range: Range<usize>,
    ticket: Option<usize>,
    parties: bool,
}

/// The tickets of a sentence in reading order. A pair counts once, a nickname in brackets belongs to its name.
pub fn tickets(tokens: &[Token<'_>]) -> Vec<ClausePeople> {
    let mut tickets: Vec<ClausePeople> = Vec::new();
    for at in (0..tokens.len()).filter(|&at| tokens[at].is_candidate() && !is_kin(tokens, at)) {
        let Some(last) = tickets.last_mut() else {
            tickets.push(ClausePeople { range: at..at + 1, count: 1 });
            continue;
        };
        let same = last.range.clone().any(|n| is_same(&tokens[n], &tokens[at]));
        let between = &tokens[last.range.end..at];
        // "Asep dan Neni (AN-Hebat)": what the pair is called.
        let opens = (last.range.start..at.min(last.range.end + 1)).rev().take(5).find(|&n| tokens[n].is(&["("]));
        let inside = |n: usize| tokens[n..at].iter().all(|token| !token.is(&[")"]) && !token.is_party());
        if last.count == 2 && opens.is_some_and(inside) {
            last.range.end = at + 1;
            continue;
        }
        let rivals = rival_each_other(tokens, last.range.end - 1, at);
        if !rivals && (is_joint(between, last.count) || last.count < 2 && is_named_mate(tokens, last.range.end, at))
            || same && between.len() <= 3 && between.iter().all(|token| !token.is_party())
        {
            last.range.end = at + 1;
            last.count += usize::from(!same);
        } else {
            tickets.push(ClausePeople { range: at..at + 1, count: 1 });
        }
    }
    tickets
}

/// "A sebagai calon bupati dengan kader PKS, B sebagai wakilnya"
fn is_named_mate(tokens: &[Token<'_>], from: usize, at: usize) -> bool {
    const REACH: usize = 14;
    let mate = |behind: &[Token<'_>]| match behind {
        [sebagai, calon, wakil, ..] if sebagai.is(&["sebagai"]) && calon.is(&["calon"]) => wakil.is(&["wakil"]),
        [sebagai, wakil, ..] => sebagai.is(&["sebagai"]) && wakil.is(&["wakilnya", "wakil", "pendampingnya"]),
        _ => false,
    };
    let between = &tokens[from..at];
    let with = between.iter().any(|token| token.is(&["dengan", "dan", "bersama", "menggandeng"]));
    between.len() <= REACH && with && !between.iter().any(Token::is_region) && mate(&tokens[at + 1..])
}

/// Whether what stands between two people makes them one ticket.
fn is_joint(between: &[Token<'_>], people: usize) -> bool {
    let between = behind_bracket(between).unwrap_or(between);
    if is_office_aside(between) || is_paired(between) {
        return people < 2;
    }
    let plain = |token: &Token<'_>| !token.is_party() && !token.is_region() && !token.is(PARTED_BY);
    let hyphen = between.iter().any(|token| token.is(&["-", "–", "—", "‑", "/"]));
    if people > 1 {
        return false;
    }
    // Titles, degrees and a bracket may stand beside the hyphen.
    let short = |token: &Token<'_>| token.text.chars().count() <= 4 || token.is_capitalised();
    if hyphen && between.len() <= 8 && between.iter().all(|token| short(token) && !token.is_party()) {
        return true;
    }
    let rivals = between.iter().any(|token| AGAINST.iter().any(|phrase| token.is(&phrase[..1])));
    // "A, S.Sos. dan Dr., Ir. B"
    let mark = |token: &Token<'_>| token.is(&[",", "."]);
    if let Some(joint) = between.iter().position(|token| token.is(&["dan", "&"]))
        && between[..joint].iter().all(|token| mark(token) || is_degree(token))
        && between[joint + 1..].iter().all(|token| mark(token) || is_title(token))
    {
        return true;
    }
    let other = between.iter().any(|token| token.is(&[",", "diusung", "didukung", "mengusung", "mendukung", "yang"]));
    let ally = between.iter().any(|token| token.is(ALLIES));
    between.len() <= 6 && between.iter().all(plain) && !rivals && (ally || !other)
}

/// "A, S.E., yang berpasangan dengan B", "A, mantan Bupati [Blora], berpasangan dengan B": whatever is said of the first.
fn is_paired(between: &[Token<'_>]) -> bool {
    const LONGEST: usize = 16;
    let titles = between.iter().rev().take_while(|token| is_title(token) || token.is(&["."])).count();
    let [aside @ .., ally, with] = &between[..between.len() - titles] else { return false };
    let own =
        |token: &Token<'_>| !token.is_party() && !token.is(PARTED_BY) && !token.is(&["diusung", "didukung", "dan"]);
    ally.is(&["berpasangan", "berduet", "bersanding", "dipasangkan"])
        && with.is(&["dengan"])
        && between.len() <= LONGEST
        && aside.iter().all(own)
}

/// "dan Bupati [Blora], ", "–Bupati [Blora]– dan", "– Bupati [Blora] – dengan mantan Wali Kota [Blitar]": whose office the first of a pair has,
/// and, behind the joint, the second.
fn is_office_aside(between: &[Token<'_>]) -> bool {
    let plain = |token: &Token<'_>| token.is_region() || token.is(HOLDERS) || token.is(&["kota"]) || is_title(token);
    // "dan Bupati [Blora], "
    let behind = |token: &Token<'_>| plain(token) || token.is(&[","]);
    if let [joint, office, rest @ ..] = between
        && joint.is(&["dan", "&"])
        && office.is(HOLDERS)
        && rest.iter().all(behind)
    {
        return true;
    }
    let dash = |token: &Token<'_>| token.is(&["–", "—", "-"]);
    let office = between.first().is_some_and(dash) && between.get(1).is_some_and(|token| token.is(HOLDERS));
    let Some(close) = between.iter().skip(2).take(7).position(dash).map(|n| n + 2).filter(|_| office) else {
        return false;
    };
    let joint = between.get(close + 1).is_some_and(|token| token.is(&["dan", "dengan", "&"]));
    joint && between[close + 2..].iter().all(plain)
}

/// What stands behind "(Ketua DPD PKS)" between two people, if that is a hyphen.
fn behind_bracket<'t, 'a>(between: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
    between.first().filter(|token| token.is(&["("]))?;
    let close = between.iter().position(|token| token.is(&[")"]))?;
    let behind = &between[close + 1..];
    let hyphen = behind.first().is_some_and(|token| token.is(&["-", "–", "—", "/"]));
    let halves = close == 2 && between[1].is_party() && behind.first().is_some_and(|token| token.is(&["dan", "&"]));
    (hyphen || halves).then_some(behind)
}

fn is_same(one: &Token<'_>, other: &Token<'_>) -> bool {
    match (one.mention, other.mention) {
        (Some(a), Some(b)) => a.entity.is_some() && a.entity == b.entity,
        _ => false,
    }
}

/// The token ranges of the clauses of a sentence, in reading order and without gaps; one or none if it is not parted.
pub fn clauses(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>]) -> Vec<Range<usize>> {
    let tickets = tickets(tokens);
    let cores = cores(tokens, verbs, &tickets);
    let mut groups: Vec<(Range<usize>, Option<usize>, bool)> = Vec::new();
    for core in &cores {
        let own = match groups.last() {
            None => true,
            Some((range, ticket, passive)) => {
                let passive = *passive;
                let other = match (ticket, core.ticket) {
                    (Some(one), Some(two)) => one != &two && !is_same_ticket(tokens, &tickets[*one], &tickets[two]),
                    _ => false,
                };
                let gap = range.end.min(core.range.start)..verbs[core.verb].at;
                let shifts = tokens[gap.clone()].iter().any(|token| token.is(SHIFTS));
                // "A-B diusung PKS serta didukung PAN" is on one ticket.
                let both = passive && verbs[core.verb].value.1 == Voice::Passive;
                let parts = |token: &Token<'_>| token.is(PARTED_BY) && !(both && token.is(&["serta"]));
                let apart = core.parties && tokens[gap].iter().any(parts);
                // "batal mendukung A, yang diusung PKS": what is denied is one thing, what is so another.
                let denied = tokens[..range.end].iter().any(|token| token.is(NOT_SO));
                let behind = &tokens[range.end..verbs[core.verb].at.max(range.end)];
                let aside = core.parties && denied && behind.iter().any(|token| token.is(&["yang"]));
                // "Pada Pilbup 2018 A didukung PKS; pada Pilbup 2024 ini A didukung PAN"
                let years = (year_in(&tokens[range.start..range.end]), year_in(behind));
                let (earlier, later) = (years.0.or_else(|| year_in(&tokens[..range.start])), years.1);
                let dated = earlier.is_some() && later.is_some() && earlier != later;
                other
                    || dated
                    || aside
                    || shifts && (core.ticket.is_some() || core.parties)
                    || apart && ticket.is_some() != core.ticket.is_some()
            }
        };
        match groups.last_mut() {
            Some((range, ticket, _)) if !own => {
                range.end = range.end.max(core.range.end);
                *ticket = ticket.or(core.ticket);
            }
            _ => groups.push((core.range.clone(), core.ticket, verbs[core.verb].value.1 == Voice::Passive)),
        }
    }
    let mut ranges = Vec::with_capacity(groups.len());
    let mut start = 0;
    for pair in groups.windows(2) {
        let cut = cut(tokens, pair[0].0.end, pair[1].0.start.max(pair[0].0.end), pair[1].2);
        ranges.push(start..cut);
        start = cut;
    }
    if !groups.is_empty() {
        ranges.push(start..tokens.len());
    }
    // A clause begins behind tickets and words for rivals that are not its own.
    for (range, (core, ticket, _)) in ranges.iter_mut().zip(&groups) {
        let own = ticket.map_or(core.start, |ticket| tickets[ticket].range.start).min(core.start).max(range.start);
        let other = tickets.iter().rfind(|ticket| ticket.range.end <= own && ticket.range.start >= range.start);
        if let Some(other) = other.filter(|other| ticket.is_some() && core.start >= other.range.end) {
            range.start = other.range.end;
        }
        let gap = &tokens[range.start..own];
        let rival = (0..gap.len()).rev().find(|&n| is_against(gap, n));
        if let Some(n) = rival.filter(|&n| {
            !gap[..n].iter().any(Token::is_party)
                && gap[n..].iter().all(|token| !token.is_party() && !token.is_candidate())
        }) {
            range.start += n + AGAINST
                .iter()
                .filter(|phrase| begins(&gap[n..], phrase))
                .map(|phrase| phrase.len())
                .max()
                .unwrap_or(1);
        }
    }
    ranges.retain(|range| !range.is_empty());
    ranges
}

/// Whether a word for rivals stands at a token: "melawan", "berhadapan dengan".
fn is_against(tokens: &[Token<'_>], at: usize) -> bool {
    AGAINST.iter().any(|phrase| begins(&tokens[at..], phrase))
}

/// Where one clause ends and the next begins, between the end of the one's core and the start of the other's.
fn cut(tokens: &[Token<'_>], from: usize, to: usize, passive: bool) -> usize {
    let gap = &tokens[from..to];
    let rival = (0..gap.len()).rev().find(|&n| is_against(gap, n));
    if let Some(n) = rival {
        let words = AGAINST.iter().filter(|phrase| begins(&gap[n..], phrase)).map(|phrase| phrase.len()).max();
        return from + n + words.unwrap_or(1);
    }
    // Parties that no verb took go with what stands before them.
    let parties = gap.iter().rposition(Token::is_party).filter(|_| passive).map_or(0, |n| n + 1);
    let (from, gap) = (from + parties, &gap[parties..]);
    // "…, yang juga bupati saat ini, dan untuk Kota Blitar, [PKS mengusung …]": the place goes with what it opens.
    if let Some(place) = place_before(gap) {
        let joint =
            gap[..place].iter().rev().take_while(|token| token.is(&["dan", "serta", "sedangkan", "sementara"])).count();
        return from + place - joint;
    }
    // A word that parts clauses goes before one that may as well join the names of a list.
    let parts = |token: &Token<'_>| token.is(PARTED_BY) && !token.is(&["serta"]);
    let weak = |n: &usize| {
        let inside = *n > 0 && gap[n - 1].is_party() && gap.get(n + 1).is_some_and(Token::is_party);
        !inside && (gap[*n].is(SHIFTS) || gap[*n].is(&[",", "dan", "serta", "yang", "lalu", "kemudian", "–", ":"]))
    };
    match gap.iter().rposition(parts).or_else(|| (0..gap.len()).find(weak)) {
        Some(n) if gap[n].is(&[","]) => from + n + 1,
        Some(n) => from + n,
        // "… A alias tidak kembali mengusung B": the words before the verb are its own.
        None => {
            to - tokens[from..to]
                .iter()
                .rev()
                .take_while(|token| token.is(SUBJECT_ADVERBS) || token.is(BEFORE_VERB))
                .count()
        }
    }
}

/// Where "untuk Kota Blitar," begins at the end of some tokens.
fn place_before(gap: &[Token<'_>]) -> Option<usize> {
    const LONGEST: usize = 5;
    let comma = gap.len().checked_sub(1).filter(|&last| gap[last].is(&[","]))?;
    let region = comma.checked_sub(1).filter(|&n| gap[n].is_region())?;
    let first = (region.saturating_sub(LONGEST)..region).rev();
    let first = first.take_while(|&n| gap[n].is_word() && gap[n].mention.is_none());
    first.into_iter().find(|&n| gap[n].is(&["di", "untuk", "pada", "dalam"])).filter(|&n| n > 0)
}

/// The year that some tokens name.
fn year_in(tokens: &[Token<'_>]) -> Option<u16> {
    let year = |token: &Token<'_>| token.text.parse().ok().filter(|year| (1999..=2100).contains(year));
    tokens.iter().filter(|token| token.text.len() == 4).find_map(year)
}

fn begins(tokens: &[Token<'_>], phrase: &[&str]) -> bool {
    tokens.len() >= phrase.len() && phrase.iter().zip(tokens).all(|(word, token)| token.is(&[word]))
}

fn is_same_ticket(tokens: &[Token<'_>], one: &ClausePeople, other: &ClausePeople) -> bool {
    other
        .range
        .clone()
        .filter(|&n| tokens[n].is_candidate())
        .any(|n| one.range.clone().any(|m| is_same(&tokens[m], &tokens[n])))
}

/// Every verb with what belongs to it.
fn cores(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>], tickets: &[ClausePeople]) -> Vec<Core> {
    let real: Vec<usize> = (0..verbs.len()).filter(|&n| verbs[n].value.1 != Voice::Trap).collect();
    /// "Diusung PKS dan PAN dengan total tujuh kursi di parlemen, yakni A-B"
    const FAR: usize = 12;
    let mut cores: Vec<Core> = Vec::new();
    let mut free = 0;
    for (n, &verb) in real.iter().enumerate() {
        let hit = &verbs[verb];
        let next = real.get(n + 1).map(|&next| &verbs[next]);
        let limit = next.map_or(tokens.len(), |next| next.at);
        let mut range = hit.at..hit.end;
        let mut parties = false;
        let passive = hit.value.1 == Voice::Passive;
        if passive {
            if let Some(end) = list_after(tokens, hit.end, limit) {
                (range.end, parties) = (end, true);
            }
        } else if let Some(start) = list_before(tokens, hit.at, free) {
            (range.start, parties) = (start, true);
        }
        let before = tickets.iter().rposition(|ticket| ticket.range.end <= hit.at && ticket.range.start >= free);
        let behind = || tickets.iter().position(|ticket| ticket.range.start >= range.end.max(hit.end));
        let told = |n: usize| tickets[n].range.start < limit;
        let directed =
            tokens.get(hit.end).is_some_and(|token| token.is(&["untuk", "kepada", "terhadap", "ke", "bagi", "pada"]));
        let ticket = match (passive && !directed, before) {
            (true, Some(ticket)) => Some(ticket),
            (true, None) => behind().filter(|&n| {
                told(n) && tickets[n].range.start <= range.end + FAR && !is_anothers(tokens, tickets, n, next)
            }),
            (false, _) => behind().filter(|&n| told(n)),
        };
        if let Some(ticket) = ticket {
            let people = &tickets[ticket].range;
            range.start = range.start.min(people.start);
            let own = (!passive || people.start >= hit.end)
                && tickets.get(ticket + 1).is_some_and(|other| other.range.start < limit);
            range.end = range.end.max(people.end);
            // Further tickets of the same list: "mengusung A-B di X, C-D di Y".
            if own {
                let last = tickets.iter().rposition(|other| other.range.end <= limit).unwrap_or(ticket);
                let theirs = next.is_some_and(|next| next.value.1 == Voice::Passive);
                let last = if theirs { last.saturating_sub(1).max(ticket) } else { last };
                range.end = range.end.max(tickets[last].range.end);
            }
        }
        free = range.end;
        cores.push(Core { verb, range, ticket, parties });
    }
    cores
}

/// Whether a ticket stands right before a passive verb that comes next, with a party list or the end behind that.
fn is_anothers(
    tokens: &[Token<'_>],
    tickets: &[ClausePeople],
    ticket: usize,
    next: Option<&FoundPhrase<Verb>>,
) -> bool {
    next.is_some_and(|next| {
        tickets.len() > 1
            && next.value.1 == Voice::Passive
            && tickets[ticket].range.end <= next.at
            && tokens[tickets[ticket].range.end..next.at].len() <= 3
            && list_after(tokens, next.end, tokens.len()).is_some()
    })
}

/// The end of the party list that a passive verb names.
fn list_after(tokens: &[Token<'_>], from: usize, limit: usize) -> Option<usize> {
    let mut end = None;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        if token.is_party() {
            end = Some(at + 1);
        } else if !(is_list(token) || token.is_region() || end.is_none() && token.is(BY_PHRASE)) || at > limit + 2 {
            break;
        }
    }
    end
}

/// The start of the party list before an active verb, adverbs between them passed over.
fn list_before(tokens: &[Token<'_>], verb: usize, free: usize) -> Option<usize> {
    let mut start = None;
    for at in (free..verb).rev() {
        let token = &tokens[at];
        if token.is_party() {
            start = Some(at);
        } else if !(is_list(token)
            || token.is_region()
            || start.is_none() && (token.is(SUBJECT_ADVERBS) || token.is(GIVES)))
        {
            break;
        }
    }
    start
}

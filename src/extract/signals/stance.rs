//! How a party stands to a ticket, by the verb that governs its name.

use std::sync::LazyLock;

use super::{
    papers::{gives, papers},
    phrases::{FoundPhrase, Phrases, WordSet},
    runs::runs,
    slots::is_affiliation,
    tokens::Token,
};
use crate::{
    lexicon::backing::{
        ANYBODY, ASKED_BY, BY_PHRASE as BY, CAN, GOES_TO, JOINS_PARTY, LIST as JOINTS, MAKES, NOMINATION, NOUNS, ON,
        VERBS as TABLE, Verb, Voice, WITH,
    },
    lexicon::{
        lists::{GOES_ON, NAMELY, PARTIES},
        parties::{OURS, SEATS, SUBJECT_ADVERBS},
        people::PAIR_NOUNS,
    },
    model::Stance,
};

static VERBS: LazyLock<Phrases<Verb>> = LazyLock::new(|| Phrases::of(TABLE));
static BY_PHRASE: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(BY));
static LIST: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(JOINTS));

/// Whether a token joins the names of one list.
pub fn is_list(token: &Token<'_>) -> bool {
    LIST.has(token)
}

/// Whether a token may stand between a passive verb and the parties that it names.
pub fn is_by(token: &Token<'_>) -> bool {
    BY_PHRASE.has(token)
}

/// The verbs of a sentence, traps included: they still part one clause from another.
pub fn verbs(tokens: &[Token<'_>]) -> Vec<FoundPhrase<Verb>> {
    let mut verbs = VERBS.hits(tokens);
    let real = |hit: &FoundPhrase<Verb>| !matches!(hit.value.1, Voice::Joint | Voice::Trap);
    let governed = verbs.iter().any(real);
    let meant = |token: &&Token<'_>| token.is_party() || token.is(OURS) || token.is(PARTIES);
    let several = tokens.iter().filter(meant).count();
    verbs.retain_mut(|hit| {
        // "Rekomendasi dukungan diberikan kepada A": the paper counts.
        if hit.at > 0
            && hit.end == hit.at + 1
            && tokens[hit.at].is(&["dukungan"])
            && tokens[hit.at - 1].is(&["rekomendasi"])
        {
            return false;
        }
        // "Untuk mengusung satu pasangan dibutuhkan 9 kursi": what it takes, and nobody does.
        let any = tokens.get(hit.end).is_some_and(|token| token.is(&["satu", "sebuah", "sepasang", "seorang"]));
        if hit.value.1 == Voice::Active && any && hit.at > 0 && tokens[hit.at - 1].is(&["untuk"]) {
            hit.value.1 = Voice::Trap;
            return true;
        }
        if hit.value.1 != Voice::Joint || !tokens[hit.at].is(NOUNS) || hit.end > hit.at + 1 {
            return true;
        }
        // "Didampingi ketua partai koalisi dan pengurus PKS": of one party it says nothing.
        if several < 2 {
            return false;
        }
        // "Koalisi: PKS, PAN" in a list says who nominates.
        if tokens.get(hit.end).is_some_and(|token| token.is(&[":"])) {
            hit.value = (Stance::Nominating, Voice::Passive);
            return true;
        }
        // "diusung koalisi PKS dan PAN": the noun does not govern where a verb does.
        let made = hit.at > 0 && tokens[hit.at - 1].is(MAKES);
        !governed || made
    });
    // "PAN merapat ke Asep-Neni": who goes to a ticket supports it.
    for hit in verbs.iter_mut().filter(|hit| hit.value.1 == Voice::Joint) {
        // "bergabung dengan pasangan Asep-Neni"
        let beside = |two: &[Token<'_>]| two[0].is(&["dengan"]) && two[1].is(PAIR_NOUNS);
        let with_ticket = tokens[hit.end..].get(..2).is_some_and(beside);
        let directed = with_ticket || tokens.get(hit.end).is_some_and(|token| token.is(&["ke", "kepada"]));
        let from = hit.end + usize::from(with_ticket);
        let mut behind = tokens[from..].iter().take(5).skip_while(|token| token.is(GOES_TO) || token.is(PAIR_NOUNS));
        if directed
            && JOINS_PARTY.iter().any(|word| tokens[hit.at].is_form_of(word))
            && behind.next().is_some_and(Token::is_candidate)
        {
            hit.value = (Stance::Supporting, Voice::Active);
        }
    }
    // "Asep-Neni (PKS, PAN)"
    for at in (0..tokens.len()).filter(|&at| tokens[at].is(&["("]) && names_backers(tokens, at)) {
        let hit = FoundPhrase { at, end: at + 1, value: (Stance::Nominating, Voice::Passive) };
        let place = verbs.partition_point(|verb| verb.at < at);
        verbs.insert(place, hit);
    }
    // "A-B diusung PKS, C-D oleh Golkar": the verb goes without saying the second time.
    for at in 1..tokens.len().saturating_sub(1) {
        let only = usize::from(tokens[at - 1].is(&["hanya", "cuma", "juga", "cukup", "baru"]));
        let named = tokens[at].is(&["oleh"]) && at > only && tokens[at - 1 - only].is_candidate();
        if named && (tokens[at + 1].is_party() || tokens[at + 1].is(&["partai"])) {
            let place = verbs.partition_point(|verb| verb.at < at);
            let passive = verbs[..place].iter().rev().find(|verb| verb.value.1 == Voice::Passive);
            // In a sentence by itself it is still the verb of the list.
            let opens = tokens[0].is_capitalised() && (tokens[0].is(GOES_ON) || tokens[0].is(&["sedang"]));
            let alone = opens && verbs.is_empty() && pair_before(tokens, at);
            let value = passive.map(|verb| verb.value).or(alone.then_some((Stance::Nominating, Voice::Passive)));
            if let Some(value) = value {
                verbs.insert(place, FoundPhrase { at, end: at + 1, value });
            }
        }
    }
    // "2. Asep dan Neni: PKS (4 kursi), PAN (3 kursi)"
    for at in (1..tokens.len()).filter(|&at| tokens[at].is(&[":"])) {
        let list = gives(tokens, at + 1);
        let tickets = super::clause::tickets(&tokens[..at]);
        if list && verbs.is_empty() && tickets.len() == 1 && pair_before(tokens, at) {
            verbs.push(FoundPhrase { at, end: at + 1, value: (Stance::Nominating, Voice::Passive) });
        }
    }
    // "Asep mengantongi 35 kursi DPRD dari PKS dan PAN", "Toni 18 kursi dari Golkar"
    for at in (0..tokens.len()).filter(|&at| tokens[at].is(&["kursi"])) {
        let from = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.is(&["dprd", "parlemen"])));
        let number = at > 0 && tokens[at - 1].text.parse::<u16>().is_ok();
        let given = tokens.get(from).is_some_and(|token| token.is(&["dari"]))
            && tokens.get(from + 1).is_some_and(|token| token.is_party() || token.is(PARTIES));
        let near = tokens[..at].iter().rev().take(5).take_while(|token| !token.is_party() && !token.is(&[",", "."]));
        let person = near.take_while(|token| !token.is_candidate()).count() + 1;
        let person = at.checked_sub(person).filter(|&n| tokens[n].is_candidate());
        let place = verbs.partition_point(|verb| verb.at < from);
        let free = person.is_some_and(|person| verbs.iter().all(|verb| verb.end <= person || verb.at > from));
        if number && given && free {
            let value = (Stance::Nominating, Voice::Passive);
            verbs.insert(place, FoundPhrase { at: from, end: from + 1, value });
        }
    }
    for run in runs(tokens, &verbs) {
        verbs.insert(verbs.partition_point(|verb| verb.at < run.at), run);
    }
    for paper in papers(tokens) {
        verbs.retain(|verb| verb.end <= paper.at || verb.at >= paper.end);
        verbs.insert(verbs.partition_point(|verb| verb.at < paper.at), paper);
    }
    // "Pengusungan Asep ini hasil koalisi PKS dan PAN"
    let nominated = tokens.iter().position(|token| token.is(NOMINATION));
    for hit in verbs.iter_mut().filter(|hit| hit.value.1 == Voice::Joint && tokens[hit.at].is(NOUNS)) {
        if nominated.is_some_and(|at| at < hit.at && tokens[at..hit.at].iter().any(Token::is_candidate)) {
            hit.value.0 = Stance::Nominating;
        }
    }
    let joins: Vec<bool> = verbs.iter().map(|verb| says_nothing(tokens, verb)).collect();
    for (verb, nothing) in verbs.iter_mut().zip(joins) {
        if nothing {
            verb.value = (Stance::Member, Voice::Trap);
        }
    }
    verbs
}

/// Whether a verb says what could be, what is not there, or which party somebody joins: "cukup untuk mengusung pasangan
/// calon", "tidak ada pasangan yang diusung", "Asep bergabung dengan PKS".
fn says_nothing(tokens: &[Token<'_>], verb: &FoundPhrase<Verb>) -> bool {
    const NEAR: usize = 6;
    let before = &tokens[..verb.at];
    let near = &before[before.len().saturating_sub(NEAR)..];
    match verb.value.1 {
        Voice::Active => {
            let mut behind = tokens[verb.end..].iter().take(NEAR).take_while(|token| token.is_word());
            let asked = |token: &Token<'_>| token.is(&["siapa", "mana"]);
            let who = near.iter().rev().find(|token| !token.is(ASKED_BY) && !token.is_party());
            let whom = |two: &[Token<'_>]| two[0].is(&["kepada", "ke", "untuk"]) && two[1].is(&["siapa"]);
            if before.windows(2).any(whom) || behind.clone().next().is_some_and(asked) || who.is_some_and(asked) {
                return true;
            }
            // "cukup mengantarkan A", "sukses mengantarkan A": where to, and not by whom.
            let brings = tokens[verb.at].is(&["mengantar", "mengantarkan"]);
            if brings
                && before.last().is_some_and(|token| token.is(&["mampu", "cukup", "sukses", "berhasil", "sempat"]))
            {
                return true;
            }
            let rule = near.iter().any(|token| token.is(&["syarat", "persyaratan"]));
            let somebody = behind.next().is_some_and(|token| token.is(ANYBODY)) && !behind.any(Token::is_candidate);
            let adverbs = |token: &&Token<'_>| token.is(&["untuk", "sendiri", "langsung"]);
            let can = || before.iter().rev().find(|token| !adverbs(token)).is_some_and(|token| token.is(CAN));
            somebody && (rule || can())
        }
        Voice::Passive => {
            let none = |two: &[Token<'_>]| two[0].is(&["tidak", "tak", "belum"]) && two[1].is(&["ada"]);
            let from = near.windows(2).rposition(none);
            // "restu dari PKS untuk siapa yang ditunjuk"
            let asked = |two: &[Token<'_>]| two[0].is(&["untuk", "kepada", "ke"]) && two[1].is(&["siapa"]);
            if tokens[verb.end..].windows(2).any(asked) {
                return true;
            }
            from.is_some_and(|from| near[from..].iter().all(|token| token.is_word() && token.mention.is_none()))
        }
        Voice::Joint => {
            let subject =
                |at: &usize| before[*at].is_candidate() || before[*at].is_party() && !is_affiliation(before, *at);
            let joins = JOINS_PARTY.iter().any(|word| tokens[verb.at].is_form_of(word));
            let subject = (0..before.len()).rev().find(subject);
            // "Koalisi PKS dan PAN sudah cukup untuk Asep"
            let enough = |token: &Token<'_>| token.is(&["cukup", "memenuhi"]);
            let list = tokens[verb.end..]
                .iter()
                .take(30)
                .skip_while(|token| token.is_party() || is_list(token) || is_count(token));
            if tokens[verb.at].is(NOUNS) && list.take(4).any(enough) {
                return true;
            }
            joins && subject.is_some_and(|at| before[at].is_candidate() && !before[..at].iter().any(Token::is_party))
        }
        Voice::Trap => false,
    }
}

/// "= 7 kursi" behind the parties of a ticket.
fn is_count(token: &Token<'_>) -> bool {
    token.is(SEATS) || token.is(&["="]) || token.text.parse::<u16>().is_ok()
}

/// Whether two people with a joint between them stand right before a token.
fn pair_before(tokens: &[Token<'_>], at: usize) -> bool {
    super::clause::tickets(&tokens[..at]).last().is_some_and(|ticket| ticket.count == 2 && at - ticket.range.end <= 2)
}

/// Whether a bracket holds the parties of the pair before it, and nothing else.
fn names_backers(tokens: &[Token<'_>], at: usize) -> bool {
    let inside = tokens[at + 1..].iter().take_while(|token| !token.is(&[")"]));
    let (mut parties, mut all) = (0, 0);
    for token in inside {
        all += 1;
        if token.is_party() {
            parties += 1;
        } else if !is_list(token) && !token.is(BY) && !is_count(token) {
            return false;
        }
    }
    if parties == 0 || tokens.get(at + 1 + all).is_none() {
        return false;
    }
    // A nickname in brackets before it is passed over.
    let at = match at.checked_sub(1).filter(|&n| tokens[n].is(&[")"])) {
        Some(close) => (0..close).rev().take(4).find(|&n| tokens[n].is(&["("])).unwrap_or(at),
        None => at,
    };
    // The pair: two people with a hyphen or "dan" between them, degrees and titles passed over.
    let Some(second) = (0..at).rev().take(8).find(|&n| tokens[n].is_candidate()) else { return false };
    let between = tokens[second + 1..at].iter().all(|token| token.is(&[",", "."]) || token.is_capitalised());
    let first = (0..second).rev().take(8).find(|&n| tokens[n].is_candidate());
    between
        && first.is_some_and(|first| {
            let gap = &tokens[first + 1..second];
            gap.iter().any(|token| token.is(&["-", "–", "—", "‑", "/", "dan", "&"])) && !gap.iter().any(Token::is_party)
        })
}

/// The stance of the party at token `at`, and the verb that says it (its place in `verbs`).
pub fn stance_of(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>], at: usize) -> Option<(Stance, usize)> {
    let (stance, n) = governing(tokens, verbs, at)?;
    // "PKS mendukung A, bergabung dengan PAN": those whom it joins do the same.
    if let Some(act) = n.checked_sub(1).filter(|&act| joins_in(tokens, &verbs[act], &verbs[n])) {
        return Some((verbs[act].value.0, act));
    }
    let says = joined_for(tokens, verbs, verbs[n]);
    Some(if says.at == verbs[n].at { (stance, n) } else { (says.value.0, n + 1) })
}

/// Whether a verb of joining goes on with the one before it: a ticket and a comma stand between, and nobody else.
fn joins_in(tokens: &[Token<'_>], act: &FoundPhrase<Verb>, joins: &FoundPhrase<Verb>) -> bool {
    if act.value.1 != Voice::Active || joins.value.1 != Voice::Joint || !tokens[joins.at].is(JOINS_PARTY) {
        return false;
    }
    let between = &tokens[act.end..joins.at];
    between.last().is_some_and(|token| token.is(&[","]))
        && between.iter().any(Token::is_candidate)
        && !between.iter().any(Token::is_party)
}

/// The verb of what parties join for: "PKB berkoalisi dengan PAN mengusung A"; else the verb itself.
pub fn joined_for(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>], verb: FoundPhrase<Verb>) -> FoundPhrase<Verb> {
    let next = verbs.iter().find(|next| next.at > verb.at);
    let Some(next) = next.filter(|next| verb.value.1 == Voice::Joint && next.value.1 == Voice::Active) else {
        return verb;
    };
    const LONGEST: usize = 14;
    let gap = &tokens[verb.end..next.at];
    let joint = |token: &Token<'_>| token.is_party() || LIST.has(token) || token.is(WITH) || token.is(ON);
    let plain = gap.iter().any(Token::is_party) && gap.iter().all(joint);
    // "Merapat ke koalisi yang dibangun NasDem untuk mengusung A", "bergabung mengusung A"
    let one = |token: &Token<'_>| !token.is_candidate() && !token.is(&[",", ";"]);
    let gap = match gap {
        [before @ .., can] if can.is(&["bisa", "dapat"]) => before,
        gap => gap,
    };
    let leads = gap.last().is_none_or(|token| {
        token.is(&["untuk", "guna", "demi"]) || token.is(&["yang"]) && gap.iter().any(Token::is_party)
    });
    let purpose = leads && gap.len() <= LONGEST && gap.iter().all(one);
    // "berkoalisi dengan PAN, mengusung A-B", "merapat ke PAN dengan mengusung A", "berkoalisi di Blora, yakni mengusung A-B"
    let trimmed = gap.iter().rposition(|token| !(token.is(NAMELY) || token.is(&[",", "dengan", "dan", "lalu"])));
    let (said, link) = gap.split_at(trimmed.map_or(0, |n| n + 1));
    let whom = || tokens[next.end..].iter().take(LONGEST).any(Token::is_candidate);
    let goes_on = next.value.0 == Stance::Nominating
        && !link.is_empty()
        && said.len() <= LONGEST
        && said.iter().all(one)
        && !tokens.get(next.end).is_some_and(Token::is_party)
        && whom();
    if plain || purpose || goes_on { *next } else { verb }
}

/// The verb that governs the party at token `at`.
fn governing(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>], at: usize) -> Option<(Stance, usize)> {
    let (start, end) = list_around(tokens, at);
    let governs = |n: &usize| verbs[*n].value.1 != Voice::Trap;
    let says = |n: usize| Some((verbs[n].value.0, n));
    let left = (0..verbs.len()).rev().find(|&n| verbs[n].end <= start).filter(governs);
    let right = (0..verbs.len()).find(|&n| verbs[n].at >= end).filter(governs);
    if let Some(n) = left.filter(|&n| verbs[n].value.1 == Voice::Passive) {
        let gap = &tokens[verbs[n].end..start];
        if gap.iter().all(|token| BY_PHRASE.has(token) || token.is_region())
            || gap.iter().any(|token| token.is(&["oleh"]))
        {
            return says(n);
        }
    }
    // "mengusung A bersama PKS", but not "PAN bersama PKS mengusung A".
    let company = start >= 2 && tokens[start - 1].is(WITH) && !tokens[start - 2].is_party();
    if company && let Some(n) = left {
        return says(n);
    }
    if let Some(n) = right.filter(|&n| verbs[n].value.1 != Voice::Passive) {
        return says(n);
    }
    if let (None, Some(n)) = (left, acts_with_help(tokens, verbs, end)) {
        return Some((Stance::Nominating, n));
    }
    // A party before a passive verb is not its agent: "mengusung A dari PKS yang didukung …".
    says(left?)
}

/// "Golkar didukung PAN mengusung A", "… mengumumkan tiga pasangan": the verb of what a party does that others help, whose
/// list ends at `end`, or that by which they help.
pub fn acts_with_help(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>], end: usize) -> Option<usize> {
    const REACH: usize = 14;
    let real = |n: &usize| verbs[*n].value.1 != Voice::Trap;
    let helps = (0..verbs.len()).filter(real).find(|&n| verbs[n].at >= end)?;
    let by = tokens[verbs[helps].end..].iter().find(|token| !is_by(token));
    let adverbs = tokens[end..verbs[helps].at].iter().all(|token| token.is(SUBJECT_ADVERBS));
    let helped = verbs[helps].value.1 == Voice::Passive && adverbs && by.is_some_and(Token::is_party);
    let acts = (helps + 1..verbs.len()).find(|&n| verbs[n].value.1 == Voice::Active);
    let names = || tokens[verbs[helps].end..].iter().take(REACH).any(|token| token.is(&["mengumumkan", "menetapkan"]));
    helped.then_some(())?;
    acts.or_else(|| names().then_some(helps))
}

/// First token of the list of parties around `at`, and the token after the list.
pub fn list_around(tokens: &[Token<'_>], at: usize) -> (usize, usize) {
    let joins = |token: &Token<'_>| LIST.has(token);
    let mut start = at;
    for n in (0..at).rev() {
        match &tokens[n] {
            token if token.is_party() => start = n,
            token if joins(token) || token.is_region() => {}
            _ => break,
        }
    }
    let mut end = at + 1;
    for (n, token) in tokens.iter().enumerate().skip(at + 1) {
        match token {
            token if token.is_party() => end = n + 1,
            token if joins(token) || token.is_region() => {}
            _ => break,
        }
    }
    (start, end)
}

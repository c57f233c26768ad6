//! Who runs, and who of them as deputy: "A-B", "pasangan A dan B", "A didampingi B", "B sebagai calon wakil bupati".

use std::sync::LazyLock;

use super::{
    names::is_person_role,
    phrases::{FoundPhrase, WordSet},
    tokens::Token,
};
use crate::{
    lexicon::{
        classes::{WordClasses, class_of},
        office::{OfficeCue, OfficeWordRole},
        parties::BOARDS,
        people::{KIN, PAIR_NOUNS, PERSON_ADVERBS, TITLES as TITLE_WORDS},
        ticket::{
            AGAINST, AT_HOME, BEFORE_NAME, BLESSINGS, CALLINGS, CONTEND, GIVEN_BY, GONE, HOLDERS, JOINED_BY, JOINS,
            NOMINATE, PAIRING,
        },
    },
    model::Slot,
};

/// How many tokens a nickname in brackets takes: "[Asep] (Prof Udi)"; or somebody's office, before the hyphen of a pair:
/// "[Asep] (Ketua DPD [PKS])-". Not the parties of a ticket.
fn nickname(tokens: &[Token<'_>], name: usize, at: usize) -> Option<usize> {
    if tokens.get(at)?.is(&["–", "—", "-"]) {
        // "[Asep] –Bupati [Blora]– dan [Neni]"
        let office = tokens.get(at + 1).is_some_and(|token| token.is(HOLDERS) || is_person_role(token));
        let close = (at + 2..(at + 8).min(tokens.len())).find(|&n| tokens[n].is(&["–", "—", "-"]))?;
        return (office && tokens[at + 1..close].iter().all(|token| !token.is_candidate())).then_some(close + 1 - at);
    }
    if !tokens.get(at)?.is(&["("]) {
        return None;
    }
    let close = (at + 1..(at + 14).min(tokens.len())).find(|&n| tokens[n].is(&[")"]))?;
    let inside = &tokens[at + 1..close];
    let hyphen = tokens.get(close + 1).is_some_and(|token| token.is(&["-", "–", "—", "/"]));
    if hyphen && inside.first().is_some_and(is_person_role) {
        return Some(close + 1 - at);
    }
    // "[Asep] ([PKS]) dan [Neni] …": whose member one half of a pair is
    let joint = hyphen || tokens.get(close + 1).is_some_and(|token| token.is(&["dan", "&"]));
    let member = matches!(inside, [party] if party.is_party() || party.low.starts_with("non"));
    if joint && member && tokens.get(close + 2).is_some_and(Token::is_candidate) {
        return Some(close + 1 - at);
    }
    if close > at + 5 {
        return None;
    }
    let plain = |token: &Token<'_>| same(token, &tokens[name]) || token.is_capitalised() || token.is(&["."]);
    (!inside.is_empty() && inside.iter().all(plain)).then_some(close + 1 - at)
}

static TITLES: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(TITLE_WORDS));

/// Tokens of the candidates of one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TicketTokens {
    pub head: Option<usize>,
    pub deputy: Option<usize>,
    /// The text itself says which is which.
    pub said: bool,
}

/// The first ticket among the tokens; `usable` says which of them may be on it.
pub fn pair(tokens: &[Token<'_>], cues: &[FoundPhrase<OfficeCue>], usable: &dyn Fn(usize) -> bool) -> TicketTokens {
    let people: Vec<usize> = (0..tokens.len())
        .filter(|&at| {
            tokens[at].is_candidate()
                && usable(at)
                && !is_rival(tokens, at)
                && !is_host(tokens, at)
                && !is_kin(tokens, at)
                && !is_giver(tokens, at)
        })
        .collect();
    let people = main_clause(tokens, people);
    // A joined pair is sure; it goes before everything else.
    for (n, &first) in people.iter().enumerate() {
        // A nickname behind the first is passed over.
        let Some(&second) = people[n..].iter().find(|&&other| !same(&tokens[first], &tokens[other])) else { continue };
        if is_joined(tokens, first, second) {
            let swapped = said_slot(tokens, cues, first) == Some(Slot::Deputy)
                && said_slot(tokens, cues, second) != Some(Slot::Deputy);
            let (head, deputy) = if swapped { (second, first) } else { (first, second) };
            return TicketTokens { head: Some(head), deputy: Some(deputy), said: true };
        }
    }
    let mut pair = TicketTokens::default();
    for &at in &people {
        let known = [pair.head, pair.deputy].into_iter().flatten().any(|other| same(&tokens[other], &tokens[at]));
        let slot = said_slot(tokens, cues, at);
        match slot {
            // What is said of a person who has a place already moves them only while nothing else is said.
            Some(Slot::Deputy) if !known && pair.deputy.is_none() => (pair.deputy, pair.said) = (Some(at), true),
            Some(Slot::Head) if !known && (pair.head.is_none() || !pair.said) => {
                // "B diusung … mendampingi A": who stood in the first place is the second.
                if follows(tokens, at, JOINS) && pair.deputy.is_none() {
                    pair.deputy = pair.head;
                }
                (pair.head, pair.said) = (Some(at), true);
            }
            None if !known && pair.head.is_none() => pair.head = Some(at),
            _ => {}
        }
    }
    pair
}

/// "Setelah pasangan A-B gugur, PKS mengusung C-D": the people of what is said, where it names others than the clause
/// before it.
fn main_clause(tokens: &[Token<'_>], people: Vec<usize>) -> Vec<usize> {
    let opens = tokens.iter().take(8).any(|token| token.is(&["setelah", "usai", "seusai", "pascapasangan", "sejak"]));
    let gone = tokens.iter().position(|token| token.is(GONE));
    let Some(comma) = gone.filter(|_| opens).and_then(|gone| (gone..tokens.len()).find(|&at| tokens[at].is(&[","])))
    else {
        return people;
    };
    let main: Vec<usize> = people.iter().copied().filter(|&at| at > comma).collect();
    if main.iter().any(|&at| !people.iter().any(|&other| other < comma && same(&tokens[other], &tokens[at]))) {
        main
    } else {
        people
    }
}

/// The place on the ticket that the words around a person say.
fn said_slot(tokens: &[Token<'_>], cues: &[FoundPhrase<OfficeCue>], at: usize) -> Option<Slot> {
    let start = name_start(tokens, at);
    // "A bersama B", but not "PKS bersama B".
    let aside = |token: &&Token<'_>| token.is(&["kala", "itu", "saat", "maju", "berlaga", "bertarung", "lalu"]);
    let company = follows(tokens, at, &[&["bersama"]]) && start >= 2 && {
        let before = tokens[..start - 1].iter().rev();
        before.clone().take(3).any(Token::is_candidate) || before.skip_while(aside).take(1).any(Token::is_candidate)
    };
    // "memasangkan A dengan B"
    let paired = start >= 2
        && tokens[start - 1].is(&["dengan"])
        && tokens[..start - 1].iter().rev().take(3).any(Token::is_candidate)
        && tokens[..start].iter().any(|token| token.is(PAIRING));
    if company || paired || follows(tokens, at, JOINED_BY) {
        return Some(Slot::Deputy);
    }
    if follows(tokens, at, JOINS) {
        return Some(Slot::Head);
    }
    // "calon wakil bupati B", "wakilnya, B"; not the second office of "calon gubernur dan wakil gubernur A dan B".
    let comma = usize::from(start > 0 && tokens[start - 1].is(&[",", ":"]));
    if let Some(n) = cues.iter().position(|cue| cue.end == start - comma) {
        let coordinated = n > 0
            && cues[n - 1].value.slot().is_some()
            && matches!(&tokens[cues[n - 1].end..cues[n].at], [_] | [_, _])
            && tokens[cues[n - 1].end].is(&["dan", "-", "/", "serta", "&"])
            // "A sebagai calon gubernur dan wakil gubernur B"
            && !(cues[n - 1].at >= 2
                && tokens[cues[n - 1].at - 1].is(&["sebagai", "menjadi", "selaku"])
                && tokens[cues[n - 1].at - 2].is_candidate());
        let as_mate = n > 0 && cues[n - 1].at >= 2 && tokens[cues[n - 1].at - 2].is_candidate();
        if let (OfficeWordRole::Bare(Slot::Deputy), true, false) = (cues[n].value.role, as_mate, coordinated) {
            return Some(Slot::Deputy);
        }
        if !coordinated && (comma == 0 || cues[n].value.slot() == Some(Slot::Deputy)) {
            return candidacy(cues[n].value);
        }
    }
    // "calon wakil bupati Blora yang diusung PKS dan PAN, B"
    if comma == 1
        && let Some(cue) = cues.iter().rev().find(|cue| cue.end < start && candidacy(cue.value).is_some())
    {
        let mut between = tokens[cue.end..start].iter().skip_while(|token| token.is_region());
        let told = between.next().is_some_and(|token| token.is(&["yang"])) && !between.any(Token::is_candidate);
        if told && cues.iter().all(|other| other.end <= cue.at || other.at >= start || other == cue) {
            return candidacy(cue.value);
        }
    }
    // "B sebagai calon wakil bupati"; "A dan B sebagai calon bupati dan calon wakil bupati" says nothing of one of them.
    let mut after = name_end(tokens, at);
    after += usize::from(tokens.get(after).is_some_and(|token| token.is(&[","])));
    if tokens.get(after).is_some_and(|token| token.is(&["sebagai", "selaku", "menjadi", "jadi"]))
        && let Some(n) = cues.iter().position(|cue| cue.at > after && cue.at <= after + 2 && cue.value.slot().is_some())
    {
        let coordinated = cues.get(n + 1).is_some_and(|next| {
            next.at == cues[n].end + 1 && next.value.slot().is_some() && tokens[cues[n].end].is(&["dan", "-", "/"])
        });
        return if coordinated { None } else { cues[n].value.slot() };
    }
    None
}

/// A bare "Bupati A" is an incumbent, whatever he runs for; a bare "wakilnya B" is a deputy.
fn candidacy(cue: OfficeCue) -> Option<Slot> {
    match cue.role {
        OfficeWordRole::Runs(slot) => Some(slot),
        OfficeWordRole::Bare(Slot::Deputy) if cue.office.is_none() => Some(Slot::Deputy),
        _ => None,
    }
}

/// Whether somebody is only at home where something happens: "di kediaman Ketua DPD [PKS], X".
fn is_host(tokens: &[Token<'_>], at: usize) -> bool {
    const NEAR: usize = 8;
    let passes = |token: &&Token<'_>| {
        token.is_party() || token.is_region() || token.is(&[",", "."]) || token.is_capitalised() && !token.is(AT_HOME)
    };
    let before = tokens[..at].iter().rev().take(NEAR).skip_while(passes);
    before.take(1).any(|token| token.is(AT_HOME))
}

/// Whether somebody only hands over what a party gives: "dukungan diberikan Ketua DPD [PAN] [Bantul] X".
fn is_giver(tokens: &[Token<'_>], at: usize) -> bool {
    const NEAR: usize = 10;
    let passes = |token: &&Token<'_>| {
        token.is_party()
            || token.is_region()
            || token.is_capitalised()
            || token.is(&[",", "ketua", "sekretaris", "langsung"])
    };
    let start = name_start(tokens, at);
    // "restu dari Ketum Golkar X"
    let from = |two: &[Token<'_>]| two[0].is(BLESSINGS) && two[1].is(&["dari"]);
    let mut before = tokens[..start].iter().enumerate().rev().take(NEAR).skip_while(|(_, token)| passes(token));
    if before.next().is_some_and(|(n, _)| n > 0 && from(&tokens[n - 1..=n])) {
        return true;
    }
    let office = tokens[start.saturating_sub(NEAR)..start].iter().rev().take_while(passes).any(is_person_role);
    let mut before = tokens[..start].iter().rev().take(NEAR).skip_while(passes).skip_while(|token| token.is(&["oleh"]));
    office && before.next().is_some_and(|token| token.is(GIVEN_BY))
}

/// Whether somebody only has a brother who runs: "A yang juga kakak kandung dari Gubernur petahana [B]".
pub fn is_kin(tokens: &[Token<'_>], at: usize) -> bool {
    const NEAR: usize = 8;
    let passes = |token: &&Token<'_>| {
        token.is_region()
            || token.is_capitalised()
            || token.is(&["dari", "kandung", "petahana", "mantan", "bungsu", "sulung"])
    };
    let start = name_start(tokens, at);
    let mut before = tokens[..start].iter().rev().take(NEAR).skip_while(passes);
    start > 0 && !tokens[start - 1].is(&[","]) && before.next().is_some_and(|token| token.is(KIN))
}

fn is_rival(tokens: &[Token<'_>], at: usize) -> bool {
    if follows(tokens, at, AGAINST) {
        return true;
    }
    // The second of a rival pair.
    let before = (0..at).rev().find(|&n| tokens[n].is_candidate());
    before.is_some_and(|n| is_joined(tokens, n, at) && is_rival(tokens, n))
}

/// Whether only a hyphen, dash, slash, "dan" (and titles, degrees, a nickname) stand between two people.
fn is_joined(tokens: &[Token<'_>], first: usize, second: usize) -> bool {
    const NEAR: usize = 10;
    let (from, to) = (name_end(tokens, first), name_start(tokens, second));
    let joint = from < to && to - from == 1 && !rival_each_other(tokens, first, second);
    // "mengusung A dengan B"
    let with = || {
        let nominated = || tokens[..first].iter().rev().take(4).any(|token| token.is(NOMINATE));
        // "Pasangan A dengan B", "A dengan B didukung …"
        let pair = || tokens[..first].iter().rev().take(NEAR).any(|token| token.is(PAIR_NOUNS));
        let behind = || tokens[name_end(tokens, second)..].iter().find(|token| !token.is(PERSON_ADVERBS));
        let backed = || behind().is_some_and(|token| token.is(&["didukung", "diusung", "disokong"]));
        tokens[from].is(&["dengan"]) && from > 0 && (nominated() || pair() || backed())
    };
    let hyphen = tokens.get(from).is_some_and(|token| token.is(&["-", "–", "—", "‑", "/"]));
    joint && (hyphen || tokens[from].is(&["dan", "&"]) || with())
}

/// "A dan B saling klaim", "A dan B berebut tiket": each for themselves, unless they are called a pair.
pub fn rival_each_other(tokens: &[Token<'_>], first: usize, second: usize) -> bool {
    const NEAR: usize = 4;
    let joined = tokens[first..second].iter().any(|token| token.is(&["dan", "serta", "&"]));
    let pair = tokens[..first].iter().rev().take(NEAR).any(|token| token.is(PAIR_NOUNS));
    let mut behind = tokens[name_end(tokens, second)..].iter().skip_while(|token| token.is(PERSON_ADVERBS));
    let each = behind.next().is_some_and(|token| token.is(CONTEND));
    let against = behind.next().is_some_and(|token| token.is(&["dengan", "melawan"]));
    joined && !pair && each && !against
}

/// Whether the words before a person, titles left out, are one of the phrases.
fn follows(tokens: &[Token<'_>], at: usize, phrases: &[&[&str]]) -> bool {
    let mut start = name_start(tokens, at);
    // "menggandeng pengusaha B", "dipasangkan dengan kader PKS, B"
    loop {
        if start > 0 && (tokens[start - 1].is(BEFORE_NAME) || tokens[start - 1].is(CALLINGS)) {
            start -= 1;
        } else if let Some(member) = affiliation_before(tokens, start) {
            start = member;
        } else {
            break;
        }
    }
    let before = &tokens[..start];
    let ends = |phrase: &[&str]| phrase.iter().rev().zip(before.iter().rev()).all(|(word, token)| token.is(&[word]));
    phrases.iter().any(|phrase| before.len() >= phrase.len() && ends(phrase))
}

/// First token of "kader [Golkar], " or "Ketua DPD [Golkar], " before `start`.
fn affiliation_before(tokens: &[Token<'_>], start: usize) -> Option<usize> {
    let comma = usize::from(start >= 1 && tokens[start - 1].is(&[","]));
    let region = usize::from(start > comma && tokens[start - comma - 1].is_region());
    let party = start.checked_sub(1 + comma + region).filter(|&n| tokens[n].is_party())?;
    let boards = tokens[..party].iter().rev().take_while(|token| token.is(BOARDS)).count();
    let role = (party - boards).checked_sub(1)?;
    let officer = || tokens[role].is(&["ketua", "sekretaris", "bendahara"]);
    (tokens[role].is(&["kader", "politikus", "politisi", "legislator"]) || officer()).then_some(role)
}

/// First token of "Bupati [Blora] " or "mantan Wali Kota [Blitar], " before `start`.
fn office_before(tokens: &[Token<'_>], start: usize) -> Option<usize> {
    let comma = usize::from(start >= 1 && tokens[start - 1].is(&[","]));
    let region = start.checked_sub(1 + comma).filter(|&n| tokens[n].is_region())?;
    let office = region.checked_sub(1).filter(|&n| tokens[n].is(&["bupati", "gubernur", "walikota", "kota"]))?;
    let first =
        if tokens[office].is(&["kota"]) { office.checked_sub(1).filter(|&n| tokens[n].is(&["wali"]))? } else { office };
    let before = |n: usize, words: &[&str]| n.checked_sub(1).filter(|&n| tokens[n].is(words));
    let first = before(first, &["wakil"]).unwrap_or(first);
    Some(before(first, &["mantan", "eks"]).unwrap_or(first))
}

/// First token of "menantu Presiden B, " before `start`.
fn kin_before(tokens: &[Token<'_>], start: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    let end = start.checked_sub(1).filter(|&n| tokens[n].is(&[","]))?;
    let name = tokens[..end].iter().rev().take(LONGEST).take_while(|token| token.is_capitalised()).count();
    (name > 0).then(|| end - name).and_then(|first| first.checked_sub(1)).filter(|&n| tokens[n].is(KIN))
}

/// First token of the titles and the like before a name: `drg. Hj. [Laksmi]`, `kader [Golkar], [Laksmi]`.
fn name_start(tokens: &[Token<'_>], at: usize) -> usize {
    let mut start = at;
    loop {
        if start >= 1 && is_title(&tokens[start - 1]) {
            start -= 1;
        } else if start >= 2 && tokens[start - 1].is(&["."]) && is_title(&tokens[start - 2]) {
            start -= 2;
        } else if start >= 3
            && tokens[start - 1].is(&[","])
            && tokens[start - 2].is(&["."])
            && is_title(&tokens[start - 3])
        {
            start -= 3;
        } else if let Some(before) = affiliation_before(tokens, start)
            .or_else(|| office_before(tokens, start))
            .or_else(|| kin_before(tokens, start))
        {
            start = before;
        } else {
            return start;
        }
    }
}

/// The token after a name with its degrees and its nickname: `[Asep], S.Ag.`, `[Laksmi] ([Ami])`.
fn name_end(tokens: &[Token<'_>], at: usize) -> usize {
    let mut end = at + 1;
    loop {
        let is = |n: usize, marks: &[&str]| tokens.get(n).is_some_and(|token| token.is(marks));
        if is(end, &[","]) && tokens.get(end + 1).is_some_and(is_degree) {
            end += if is(end + 2, &["."]) { 3 } else { 2 };
        } else if tokens.get(end).is_some_and(|token| token.text.contains('.') && is_degree(token)) {
            end += 1;
        } else if let Some(len) = nickname(tokens, at, end) {
            end += len;
        } else {
            return end;
        }
    }
}

pub fn is_title(token: &Token<'_>) -> bool {
    TITLES.has(token)
        || class_of(token.text).has(WordClasses::TITLE)
        || token.low.contains('.') && token.low.split('.').all(|piece| TITLE_WORDS.contains(&piece))
}

/// `S.Ag`, `M.Si`, `SH`.
pub fn is_degree(token: &Token<'_>) -> bool {
    let short = token.text.chars().count() <= 8;
    let letters = token.text.contains('.') || token.text.chars().all(char::is_uppercase);
    token.is_capitalised() && short && (letters || token.is(&["drs", "dra", "ir", "dr", "ak", "msi", "mpd"]))
}

fn same(a: &Token<'_>, b: &Token<'_>) -> bool {
    match (a.mention, b.mention) {
        (Some(one), Some(two)) if one.kind == two.kind => match (&one.entity, &two.entity) {
            (Some(one), Some(two)) => one == two,
            _ => a.low == b.low,
        },
        _ => false,
    }
}

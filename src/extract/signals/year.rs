//! The year that a sentence gives its election.

use super::{phrases::FoundPhrase, region::is_compared, tokens::Token};
use crate::lexicon::{
    is_month,
    office::{HELD, OfficeCue, OfficeWordRole},
};
use crate::model::Calendar;

/// The year that stands with a word for an election: "Pilkada Lebak 2018", "pada Pilkada 2017".
pub fn election_year(tokens: &[Token<'_>], offices: &[FoundPhrase<OfficeCue>], calendar: &Calendar) -> Option<i16> {
    let years = (0..tokens.len()).filter(|&at| year(tokens, at).is_some());
    // The year of an election that is only compared is another's.
    let own =
        |hit: &&FoundPhrase<OfficeCue>| hit.value.role == OfficeWordRole::Election && !is_compared(tokens, hit.at);
    let all = || offices.iter().filter(|hit| hit.value.role == OfficeWordRole::Election).map(|hit| hit.end);
    let cues = || offices.iter().filter(own).map(|hit| hit.end);
    let nearest = |at: usize| all().min_by_key(|cue| at.abs_diff(*cue));
    let years = years.filter(|&at| nearest(at).is_none_or(|cue| cues().any(|own| own == cue)));
    let distance = |at: usize| cues().map(|cue| at.abs_diff(cue)).min();
    let beside = years.filter_map(|at| Some((distance(at)?, at))).filter(|&(far, _)| far <= 6).min();
    let beside = beside.map(|(_, at)| at).and_then(|at| year(tokens, at));
    beside
        .or_else(|| run_for(tokens, offices))
        .or_else(|| dated(tokens, calendar))
        .or_else(|| cues().next().and_then(|cue| held(tokens, cue)))
        .or_else(|| cues().find_map(|cue| in_month(tokens, cue)))
}

/// "Pilgub Riau Oktober 2013": the month in which an election is held, without a day, which would be of the news.
fn in_month(tokens: &[Token<'_>], cue: usize) -> Option<i16> {
    let behind =
        tokens[cue..].iter().take_while(|token| token.is_region() || token.is(&[")", "pada", "bulan", "serentak"]));
    let month = cue + behind.count();
    let named = tokens.get(month).is_some_and(|token| is_month(token.text));
    let year = tokens.get(month + 1).filter(|_| named)?.text.parse().ok();
    year.filter(|year| (1999..=2100).contains(year))
}

/// "Calon gubernur Jakarta 2024", but not the years in office: "calon gubernur Jakarta 2024–2029".
fn run_for(tokens: &[Token<'_>], offices: &[FoundPhrase<OfficeCue>]) -> Option<i16> {
    let runs = offices.iter().filter(|hit| matches!(hit.value.role, OfficeWordRole::Runs(_)));
    let mut behind = runs.map(|hit| (hit.end..tokens.len()).find(|&at| !tokens[at].is_region()).unwrap_or(0));
    let term = |at: usize| tokens.get(at + 1).is_some_and(|token| token.is(&["-", "–", "—", "/"]));
    behind.find_map(|at| year(tokens, at).filter(|_| !term(at)))
}

/// "Pada 2018 ia diusung", "yang pada tahun 2018 mengusung": a year by itself in which an election was held.
fn dated(tokens: &[Token<'_>], calendar: &Calendar) -> Option<i16> {
    let opens = |at: usize| {
        let before = |n: usize| at.checked_sub(n).map(|at| &tokens[at]);
        let put_off = (1..4)
            .any(|n| before(n).is_some_and(|token| token.is(&["ditunda", "diundur", "mundur", "digeser", "hingga"])));
        !put_off && before(1).is_some_and(|token| token.is(&["pada"]))
            || before(1).is_some_and(|token| token.is(&["tahun"])) && before(2).is_some_and(|token| token.is(&["pada"]))
    };
    let mut years = (0..tokens.len()).filter(|&at| opens(at)).filter_map(|at| year(tokens, at));
    years.find(|year| calendar.is_election_year(*year))
}

/// "Pilkada serentak yang digelar 9 Desember 2015": the day on which an election is held.
fn held(tokens: &[Token<'_>], cue: usize) -> Option<i16> {
    const REACH: usize = 14;
    const DAY: usize = 4;
    let end = tokens.len().min(cue + REACH);
    let verb = (cue..end).find(|&at| tokens[at].is(HELD))?;
    // "Pilkada di Blora, Demak, dan Jepara digelar 2024"
    let bare = tokens[verb + 1..].iter().take_while(|token| token.is(&["pada", "tahun", "serentak"])).count();
    if let Some(year) = tokens.get(verb + 1 + bare).and_then(|_| year(tokens, verb + 1 + bare)) {
        return Some(year);
    }
    let month = (verb + 1..end.min(verb + 1 + DAY)).find(|&at| is_month(tokens[at].text))?;
    tokens.get(month + 1)?.text.parse().ok().filter(|year| (1999..=2100).contains(year))
}

/// The year at a token, if it is one by itself and no part of a date.
pub fn year(tokens: &[Token<'_>], at: usize) -> Option<i16> {
    let token = &tokens[at];
    if token.text.len() != 4 || token.mention.is_some() {
        return None;
    }
    let number: i16 = token.text.parse().ok()?;
    let marks =
        |n: Option<&Token<'_>>| n.is_some_and(|token| token.is(&["/", "."]) || token.text.parse::<u8>().is_ok());
    let month = || at > 0 && is_month(tokens[at - 1].text);
    // "UU Nomor 10 Tahun 2016"
    let law = at >= 2 && tokens[at - 1].is(&["tahun"]) && tokens[at - 2].text.parse::<u16>().is_ok();
    let dated = marks(at.checked_sub(1).map(|n| &tokens[n])) || month();
    ((1999..=2100).contains(&number) && !dated && !law).then_some(number)
}

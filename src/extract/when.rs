//! The election's year and the day of a statement.

use super::{
    office::Role,
    scene::{Scene, Sentence},
    tokens::Token,
};
use crate::model::{Date, NamedDate, Span, dates_in};

/// The simultaneous regional elections, from when there were any.
const ELECTIONS: &[i16] = &[2015, 2017, 2018, 2020, 2024];

/// The election that news of a year is about: the next one, or the one just held.
fn cycle(year: i16) -> Option<i16> {
    let next = ELECTIONS.iter().copied().find(|&election| election >= year).filter(|_| year + 1 >= ELECTIONS[0]);
    next.or_else(|| ELECTIONS.last().copied().filter(|&last| year <= last + 1))
}

/// The election of which the article itself speaks: by its date, else by the years beside its words for elections.
pub(super) fn article_cycle(scene: &Scene<'_>) -> Option<i16> {
    *scene.cycle.get_or_init(|| cycle_of(scene))
}

fn cycle_of(scene: &Scene<'_>) -> Option<i16> {
    if let Some(date) = scene.article.meta.date {
        return cycle(date.year());
    }
    if let Some(year) = head_year(scene) {
        return cycle(year);
    }
    scene.sentences(head(scene)).iter().find_map(|sentence| sentence.year())
}

/// The year of the first day that the beginning names.
fn head_year(scene: &Scene<'_>) -> Option<i16> {
    let first = || dates_in(scene.text.slice(head(scene)), None).first().map(|named| named.date.year());
    *scene.head_year.get_or_init(first)
}

/// The beginning of an article, where its year is told; a long text is not read to the end for it.
fn head(scene: &Scene<'_>) -> Span {
    Span::new(0, scene.text.char_indices().nth(8_000).map_or(scene.text.len(), |(at, _)| at))
}

/// The year that stands with a word for an election: "Pilkada Lebak 2018", "pada Pilkada 2017".
pub(super) fn election_year(sentence: &Sentence<'_>) -> Option<i16> {
    let tokens = sentence.tokens.as_slice();
    let years = (0..tokens.len()).filter(|&at| year(tokens, at).is_some());
    let cues = || sentence.offices().iter().filter(|hit| hit.value.role == Role::Election).map(|hit| hit.end);
    let distance = |at: usize| cues().map(|cue| at.abs_diff(cue)).min();
    let beside = years.filter_map(|at| Some((distance(at)?, at))).filter(|&(far, _)| far <= 6).min();
    beside.map(|(_, at)| at).and_then(|at| year(tokens, at))
}

/// The year at a token, if it is one by itself and no part of a date.
fn year(tokens: &[Token<'_>], at: usize) -> Option<i16> {
    let token = &tokens[at];
    if token.text.len() != 4 || token.mention.is_some() {
        return None;
    }
    let number: i16 = token.text.parse().ok()?;
    let marks =
        |n: Option<&Token<'_>>| n.is_some_and(|token| token.is(&["/", "."]) || token.text.parse::<u8>().is_ok());
    let month = at > 0 && is_month(&tokens[at - 1]);
    let dated = marks(at.checked_sub(1).map(|n| &tokens[n])) || month;
    ((1999..=2100).contains(&number) && !dated).then_some(number)
}

fn is_month(token: &Token<'_>) -> bool {
    !dates_in(&format!("1 {} 2000", token.text), None).is_empty() && !token.text.chars().any(|c| c.is_ascii_digit())
}

/// The day on which a statement was made: dated in its sentences or in its paragraph, else the article's.
pub(super) fn stated_on(scene: &Scene<'_>, sentences: &[&Sentence<'_>]) -> Option<Date> {
    let published = scene.article.meta.date;
    let year = published.map(Date::year).or_else(|| head_year(scene)).or_else(|| article_cycle(scene));
    // Nobody speaks after the article appeared, and news does not report what was said long ago without saying so.
    let fits = |named: &NamedDate| published.is_none_or(|day| named.date <= day && named.date.year() >= day.year() - 1);
    let dates = |sentence: &'_ Sentence<'_>| -> Vec<NamedDate> {
        sentence.dates.get_or_init(|| dates_in(scene.text.slice(sentence.span), year)).clone()
    };
    let dated = |sentence: &Sentence<'_>| dates(sentence).into_iter().filter(fits).find(|named| named.dateline);
    let in_sentences = sentences.iter().find_map(|sentence| dated(sentence));
    let paragraph = || {
        let (first, end) = (sentences.first()?, sentences.last()?.span.end);
        let before = scene.before(first.span.start).take_while(|sentence| sentence.line == first.line);
        scene.after_in_paragraph(end).chain(before).find_map(dated)
    };
    let undated = || {
        let all = sentences.iter().flat_map(|sentence| dates(sentence));
        all.filter(fits).find(|named| !named.year_assumed)
    };
    let named = in_sentences.or_else(paragraph);
    named.map(|named| named.date).or(published).or_else(|| undated().map(|named| named.date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles() {
        let expected =
            [(2014, Some(2015)), (2016, Some(2017)), (2019, Some(2020)), (2023, Some(2024)), (2025, Some(2024))];
        for (year, election) in expected {
            assert_eq!(cycle(year), election, "{year}");
        }
        assert_eq!(cycle(2026), None);
    }
}

//! The election's year and the day of a statement.

use super::scene::Scene;
use crate::{
    extract::signals::sentence::Sentence,
    lexicon::{
        NamedDate,
        calendar::{cycle, cycle_on},
        dates_in,
    },
    model::{Date, Span},
};

/// The election of which the article itself speaks: by its date, else by the years beside its words for elections.
pub(super) fn article_cycle(scene: &Scene<'_>) -> Option<i16> {
    *scene.cycle.get_or_init(|| cycle_of(scene))
}

fn cycle_of(scene: &Scene<'_>) -> Option<i16> {
    if let Some(date) = scene.article.meta.date {
        return cycle_on(date);
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

/// The day on which a statement was made: dated in its sentences or in its paragraph, else the article's, unless that is a
/// guess: what is said of a statement is said for good.
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
    if scene.article.meta.is_date_guessed() {
        return named.map(|named| named.date);
    }
    named.map(|named| named.date).or(published).or_else(|| undated().map(|named| named.date))
}

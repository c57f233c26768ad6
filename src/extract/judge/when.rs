//! The election's year and the day of a statement.

use super::scene::Scene;
use crate::{
    extract::signals::sentence::Sentence,
    lexicon::{NamedDate, dates_in},
    model::{Date, Span},
};

/// The election of which the article itself speaks: the one to come that it names with its year, else the one that news
/// of its day is about, else the first that it names.
pub(super) fn article_cycle(scene: &Scene<'_>) -> Option<i16> {
    *scene.cycle.get_or_init(|| cycle_of(scene))
}

fn cycle_of(scene: &Scene<'_>) -> Option<i16> {
    /// So many years before an election news names it.
    const AHEAD: i16 = 2;
    // Without the digits of a year a sentence names none.
    let dated = |span: &Span| may_name_a_year(scene.text.slice(*span));
    let sentences: Vec<&Sentence<'_>> =
        scene.touched(head(scene)).filter(dated).filter_map(|span| scene.sentence_at(span.start)).collect();
    let named = || sentences.iter().filter_map(|sentence| sentence.year());
    // A day that an article without one of its own names may be one of long ago, told beside the election to come.
    let guess = || head_date(scene).filter(|day| named().max().is_none_or(|last| day.year() + AHEAD >= last));
    match scene.article.meta.date.or_else(guess) {
        Some(date) => {
            let to_come = |year: &i16| (date.year()..=date.year() + AHEAD).contains(year);
            named()
                .filter(to_come)
                .min()
                .or_else(|| scene.ballot.signals.calendar.cycle_on(date))
                .or_else(|| named().next())
        }
        // Without a day, the last election that is named: the others are told of for comparison.
        None => named().max(),
    }
}

/// Whether a text has four digits that may be a year.
fn may_name_a_year(text: &str) -> bool {
    let centuries =
        |four: &[u8]| matches!(&four[..2], b"19" | b"20" | b"21") && four[2..].iter().all(u8::is_ascii_digit);
    text.bytes().any(|byte| byte.is_ascii_digit()) && text.as_bytes().windows(4).any(centuries)
}

/// The first day that the beginning names.
fn head_date(scene: &Scene<'_>) -> Option<Date> {
    let first = || dates_in(scene.text.slice(head(scene)), None).first().map(|named| named.date);
    *scene.head_date.get_or_init(first)
}

/// The beginning of an article, where its year is told; a long text is not read to the end for it.
fn head(scene: &Scene<'_>) -> Span {
    const HEAD: usize = 8_000;
    let all = scene.text.len();
    Span::new(0, if all <= HEAD { all } else { scene.text.char_indices().nth(HEAD).map_or(all, |(at, _)| at) })
}

/// The day on which a statement was made: dated in its sentences or in its paragraph, else the article's, unless that is a
/// guess: what is said of a statement is said for good.
pub(super) fn stated_on(scene: &Scene<'_>, sentences: &[&Sentence<'_>]) -> Option<Date> {
    let published = scene.article.meta.date;
    let year = published.map(Date::year).or_else(|| head_date(scene).map(Date::year)).or_else(|| article_cycle(scene));
    // Nobody speaks after the article appeared, and news does not report what was said long ago without saying so.
    let fits = |named: &NamedDate| published.is_none_or(|day| named.date <= day && named.date.year() >= day.year() - 1);
    let dated = |sentence: &Sentence<'_>| {
        let mut dates = dates_of(scene, sentence, year).iter().copied();
        dates.find(|named| named.dateline && fits(named))
    };
    let in_sentences = sentences.iter().find_map(|sentence| dated(sentence));
    let paragraph = || {
        let (first, end) = (sentences.first()?, sentences.last()?.span.end);
        let before = scene.before(first.span.start).take_while(|sentence| sentence.line == first.line);
        scene.after_in_paragraph(end).chain(before).find_map(dated)
    };
    let undated = || {
        let mut all = sentences.iter().flat_map(|sentence| dates_of(scene, sentence, year)).copied();
        all.find(|named| !named.year_assumed && fits(named))
    };
    let named = in_sentences.or_else(paragraph);
    if scene.article.meta.is_date_guessed() {
        return named.map(|named| named.date);
    }
    named.map(|named| named.date).or(published).or_else(|| undated().map(|named| named.date))
}

/// The days that a sentence names.
fn dates_of<'s>(scene: &Scene<'_>, sentence: &'s Sentence<'_>, year: Option<i16>) -> &'s [NamedDate] {
    sentence.dates.get_or_init(|| dates_in(scene.text.slice(sentence.span), year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{ballot::Ballot, judge::testing::article};

    #[track_caller]
    fn check(text: &str, date: Option<&str>, expected: Option<i16>) {
        let (article, annotations) = article(text, date);
        assert_eq!(article_cycle(&Scene::new(&article, &annotations, Ballot::delivered())), expected, "{text}");
    }

    #[test]
    fn which_election_an_article_speaks_of() {
        check("Pendaftaran Pilkada serentak 2018 dimulai hari ini, Senin (8/1/2018).", None, Some(2018));
        check(
            "Delapan daerah bercalon tunggal di Pilkada 2017, Selasa (27/9). Masa itu 27-29 September 2016.",
            None,
            Some(2017),
        );
        check("Pilkada 2020 dimenangi petahana, dan kini ia maju lagi.", Some("2024-07-08"), Some(2024));
        check("Pilkada 2024 sudah lewat. Pilkada ulang 2025 menyusul.", Some("2025-07-08"), Some(2025));
        check("Pilkada sudah dekat.", Some("2017-12-27"), Some(2018));
        check("Pilkada 2020 sudah dekat.", None, Some(2020));
        check("Pilkada sudah dekat.", None, None);
    }
}

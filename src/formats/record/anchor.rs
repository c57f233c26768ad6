//! Where a mention of another program lies in the text: its offsets are believed only if its words say the same.

use std::borrow::Cow;

use super::RawSpan;
use crate::{
    formats::kit::{
        raw_text::{OffsetUnit, RawText, byte_in, returns_as_feeds},
        tally::shortened,
    },
    message::{Message, message},
    model::Span,
};

/// What became of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placed {
    /// The offsets lie on the words; bytes of the article's text.
    Fits(Span),
    /// The offsets do not, but the words stand in the text once only.
    Found(Span),
    /// Neither; why.
    Lost(Message),
}

/// How offsets were counted: the unit, and whether over the text as it was before its line ends became LF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OffsetCounting {
    pub unit: OffsetUnit,
    pub raw: bool,
}

/// What became of all places of an article, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchored {
    pub placed: Vec<Placed>,
    /// How the offsets turned out to be counted, if not as `declared`.
    pub mended: Option<OffsetCounting>,
}

/// Places in the article's text. Offsets are `declared` to be counted in a unit over the raw text; if the words that the
/// places quote fit better in another unit, or over LF line ends, that is how they were counted. A place that still does
/// not fit is looked for by its words.
pub fn anchor(text: &RawText, declared: OffsetUnit, wanted: &[&RawSpan]) -> Anchored {
    let declared = OffsetCounting { unit: declared, raw: true };
    let mut fitted: Vec<Result<Span, Message>> = wanted.iter().map(|place| fit(text, declared, place)).collect();
    let fits = |counting: OffsetCounting| {
        // Only quoted words prove anything.
        wanted.iter().filter(|place| place.quote.is_some() && fit(text, counting, place).is_ok()).count()
    };
    let quoted = wanted.iter().filter(|place| place.quote.is_some()).count();
    let good = wanted.iter().zip(&fitted).filter(|(place, fitted)| place.quote.is_some() && fitted.is_ok());
    let (mut best, mut most) = (declared, good.count());
    if most < quoted {
        let sides: &[bool] = if text.was_changed() { &[true, false] } else { &[true] };
        for &raw in sides {
            for unit in OffsetUnit::ALL {
                let counting = OffsetCounting { unit, raw };
                let found = fits(counting);
                if found > most {
                    (best, most) = (counting, found);
                }
            }
        }
    }
    if best != declared {
        fitted = wanted.iter().map(|place| fit(text, best, place)).collect();
    }
    let placed = wanted.iter().zip(fitted).map(|(place, fitted)| match fitted {
        Ok(span) => Placed::Fits(span),
        Err(reason) => {
            place.quote.as_deref().and_then(|quote| once(text, quote)).map_or(Placed::Lost(reason), Placed::Found)
        }
    });
    Anchored { placed: placed.collect(), mended: Some(best).filter(|best| *best != declared) }
}

/// What speaks against the unit of places that quote no words.
#[derive(Debug, PartialEq, Eq)]
pub struct DoubtfulUnit {
    /// How many places begin or end within a word.
    pub cuts: usize,
    /// The unit in which none does and all of them fit.
    pub better: Option<OffsetUnit>,
}

/// Whether places without words are likely counted in another unit: at least half of them cut words, or some do in a text
/// with other signs than plain letters and none in another unit. Affixes that are marked on purpose cut words as well.
pub fn doubtful_unit(text: &RawText, declared: OffsetUnit, wanted: &[&RawSpan]) -> Option<DoubtfulUnit> {
    if wanted.iter().any(|place| place.quote.is_some()) {
        return None;
    }
    let cuts_in = |unit: OffsetUnit| -> Option<usize> {
        let counting = OffsetCounting { unit, raw: true };
        let spans: Option<Vec<Span>> = wanted.iter().map(|place| fit(text, counting, place).ok()).collect();
        Some(spans?.into_iter().filter(|span| cuts_words(&text.text, *span)).count())
    };
    let counting = OffsetCounting { unit: declared, raw: true };
    let fitting = wanted.iter().filter_map(|place| fit(text, counting, place).ok());
    let cuts = fitting.filter(|span| cuts_words(&text.text, *span)).count();
    let others = OffsetUnit::ALL.into_iter().filter(|unit| *unit != declared && !text.text.is_ascii());
    let better = others.filter(|_| cuts > 0).find(|unit| cuts_in(*unit) == Some(0));
    let many = cuts > 1 && cuts * 2 >= wanted.len();
    (better.is_some() || many).then_some(DoubtfulUnit { cuts, better })
}

/// Whether letters or digits go on at a border.
fn cuts_words(text: &str, span: Span) -> bool {
    let within = |at: usize| {
        let (before, behind) = text.split_at(at);
        before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric)
    };
    within(span.start) || within(span.end)
}

/// The bytes of a place if its words are those of the text, else what is wrong.
fn fit(text: &RawText, counting: OffsetCounting, place: &RawSpan) -> Result<Span, Message> {
    let RawSpan { start, end, quote, .. } = place;
    let (start, end) = (*start, *end);
    let units = || counting.unit.message();
    if start == RawSpan::UNKNOWN || end == RawSpan::UNKNOWN {
        return Err(message!("its offsets are not told"));
    }
    if start >= end {
        return Err(message!("{units} {start} to {end} cover nothing", units = units(), start = start, end = end));
    }
    let byte = |offset| {
        if counting.raw { text.byte_of(counting.unit, offset) } else { byte_in(&text.text, counting.unit, offset) }
    };
    let (Some(from), Some(to)) = (byte(start), byte(end)) else {
        return Err(message!(
            "{units} {start} to {end} are not whole characters of the text",
            units = units(),
            start = start,
            end = end
        ));
    };
    let span = Span::new(from, to);
    if !text.text.fits(span) {
        return Err(message!(
            "{units} {start} to {end} cover nothing but a line end",
            units = units(),
            start = start,
            end = end
        ));
    }
    let there = text.text.slice(span);
    match quote {
        Some(quote) if !same_words(there, quote) => Err(message!(
            "{units} {start} to {end} are “{there}”, not “{quote}”",
            units = units(),
            start = start,
            end = end,
            there = shortened(there),
            quote = shortened(quote)
        )),
        _ => Ok(span),
    }
}

/// Whether a quote is what stands there; a line end may have become a blank.
fn same_words(there: &str, quote: &str) -> bool {
    let quote: Cow<'_, str> = returns_as_feeds(quote);
    let same = |(a, b): (char, char)| a == b || (a.is_whitespace() && b.is_whitespace());
    there == quote || (there.chars().count() == quote.chars().count() && there.chars().zip(quote.chars()).all(same))
}

/// The only place where words stand; `None` if there is none, or more than one, or if they are the inside of a word.
fn once(text: &RawText, quote: &str) -> Option<Span> {
    let quote = returns_as_feeds(quote);
    if quote.trim().is_empty() {
        return None;
    }
    let start = text.text.find(&*quote)?;
    let first = quote.chars().next().map_or(1, char::len_utf8);
    let again = text.text[start + first..].contains(&*quote);
    let end = start + quote.len();
    let goes_on = |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| is_letter(a) && is_letter(b));
    let inside = goes_on(text.text[..start].chars().next_back(), quote.chars().next())
        || goes_on(quote.chars().next_back(), text.text[end..].chars().next());
    (!again && !inside).then(|| Span::new(start, end))
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLAG: &str = "PDIP 🇮🇩 dan PPP";

    fn wanted(start: usize, end: usize, quote: &str) -> RawSpan {
        RawSpan::new(start, end, Some(quote.to_owned()).filter(|quote| !quote.is_empty()))
    }

    #[track_caller]
    fn check(raw: &str, places: &[RawSpan], mended: Option<OffsetCounting>, words: &[&str]) {
        let text = RawText::new(raw).unwrap();
        let anchored = anchor(&text, OffsetUnit::CodePoint, &places.iter().collect::<Vec<_>>());
        assert_eq!(anchored.mended, mended);
        let found = anchored.placed.iter().map(|placed| match placed {
            Placed::Fits(span) => text.text.slice(*span).to_owned(),
            Placed::Found(span) => format!("found {}", text.text.slice(*span)),
            Placed::Lost(reason) => format!("lost: {reason}"),
        });
        assert_eq!(found.collect::<Vec<_>>(), words);
    }

    #[test]
    fn quoted_words_decide_the_unit() {
        let pdip = wanted(0, 4, "PDIP");
        check(FLAG, &[pdip.clone(), wanted(12, 15, "PPP")], None, &["PDIP", "PPP"]);
        let utf16 = Some(OffsetCounting { unit: OffsetUnit::Utf16, raw: true });
        check(FLAG, &[pdip.clone(), wanted(14, 17, "PPP")], utf16, &["PDIP", "PPP"]);
        let bytes = Some(OffsetCounting { unit: OffsetUnit::Byte, raw: true });
        check(FLAG, &[pdip, wanted(18, 21, "PPP")], bytes, &["PDIP", "PPP"]);
        check("a\r\nb PPP", &[wanted(5, 8, "PPP")], None, &["PPP"]);
        let lf = Some(OffsetCounting { unit: OffsetUnit::CodePoint, raw: false });
        check("a\r\nb PPP", &[wanted(4, 7, "PPP")], lf, &["PPP"]);
    }

    #[test]
    fn words_that_stand_once_are_found() {
        check("PKS dan PSI", &[wanted(1, 4, "PSI")], None, &["found PSI"]);
        let lost = "lost: code points 1 to 4 are “KS ”, not “PSI”";
        check("PKS dan PSI, PSI", &[wanted(1, 4, "PSI")], None, &[lost]);
        check("ini ini ini", &[wanted(0, 3, "ini ini")], None, &["lost: code points 0 to 3 are “ini”, not “ini ini”"]);
    }

    #[test]
    fn the_inside_of_a_word_is_no_place_for_a_name() {
        let lost = "lost: code points 0 to 3 are “Pim”, not “PAN”";
        check("PimPANan", &[wanted(0, 3, "PAN")], None, &[lost]);
        check("Pim PAN.", &[wanted(0, 3, "PAN")], None, &["found PAN"]);
    }

    #[test]
    fn a_byte_order_mark_in_a_quote_is_a_character() {
        check("a \u{feff}PKS", &[wanted(2, 6, "\u{feff}PKS")], None, &["\u{feff}PKS"]);
    }

    #[test]
    fn without_words_only_the_borders_tell() {
        let end = "lost: code points 1 to 9 are not whole characters of the text";
        check(
            "PKS",
            &[wanted(0, 3, ""), wanted(1, 9, ""), wanted(2, 2, "")],
            None,
            &["PKS", end, "lost: code points 2 to 2 cover nothing"],
        );
    }

    #[test]
    fn a_line_end_may_have_become_a_blank() {
        check("Jawa\nBarat", &[wanted(0, 10, "Jawa Barat")], None, &["Jawa\nBarat"]);
        check("Jawa\r\nBarat", &[wanted(0, 11, "Jawa\r\nBarat")], None, &["Jawa\nBarat"]);
    }
}

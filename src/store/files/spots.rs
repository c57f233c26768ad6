//! Where the spans of records lie: in memory as bytes of a text, in files as code points with the words that they cover.
//! Two files are merged without the text at hand: then the code points stay what they are.

use std::{cell::RefCell, collections::BTreeMap};

use crate::{
    message::{Message, message},
    model::{Span, Text},
};

/// Turns what a file says into a span.
pub(in crate::store) trait Placing {
    /// The span of a range of code points that covers `quote`, or what is wrong with it.
    fn place(&self, start: usize, end: usize, quote: &str) -> Result<Span, Message>;
}

/// Turns a span into what a file says.
pub(in crate::store) trait Quoting {
    /// The range of code points and the words; `None` for a span that does not fit.
    fn quoted(&self, span: Span) -> Option<(usize, usize, &str)>;
}

impl Placing for Text {
    fn place(&self, start: usize, end: usize, quote: &str) -> Result<Span, Message> {
        fit(self, start, end, quote)
    }
}

impl Quoting for Text {
    fn quoted(&self, span: Span) -> Option<(usize, usize, &str)> {
        let (start, end) = if self.fits(span) { self.chars_of_span(span)? } else { return None };
        Some((start, end, self.slice(span)))
    }
}

fn fit(text: &Text, start: usize, end: usize, quote: &str) -> Result<Span, Message> {
    if start >= end {
        return Err(message!("code points {start} to {end} cover nothing", start = start, end = end));
    }
    let span = text.span_of_chars(start, end).ok_or_else(|| {
        message!(
            "code points {start} to {end} are not in the text, which has {length} of them",
            start = start,
            end = end,
            length = text.chars_len()
        )
    })?;
    let there = text.slice(span);
    if there == quote {
        return Ok(span);
    }
    Err(message!("the text has “{there}” there, not “{quote}”", there = shortened(there), quote = shortened(quote)))
}

fn shortened(quote: &str) -> String {
    match quote.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &quote[..cut]),
        None => quote.to_owned(),
    }
}

/// The words of each range of code points that a file speaks of.
#[derive(Debug, Default)]
pub(in crate::store) struct Quotes(RefCell<Vec<(Span, String)>>);

impl Placing for Quotes {
    fn place(&self, start: usize, end: usize, quote: &str) -> Result<Span, Message> {
        let span = Span::new(start, end);
        self.0.borrow_mut().push((span, quote.to_owned()));
        Ok(span)
    }
}

impl Quotes {
    /// The words by their place; an error if one place has two.
    pub(in crate::store) fn by_place(self) -> Result<BTreeMap<Span, String>, Message> {
        let mut words: BTreeMap<Span, String> = BTreeMap::new();
        for (span, quote) in self.0.into_inner() {
            if let Some(known) = words.get(&span).filter(|known| **known != quote) {
                let Span { start, end } = span;
                return Err(message!(
                    "code points {start} to {end} are “{one}” in one place and “{other}” in another",
                    start = start,
                    end = end,
                    one = shortened(known),
                    other = shortened(&quote)
                ));
            }
            words.insert(span, quote);
        }
        Ok(words)
    }
}

impl Quoting for BTreeMap<Span, String> {
    fn quoted(&self, span: Span) -> Option<(usize, usize, &str)> {
        Some((span.start, span.end, self.get(&span)?))
    }
}

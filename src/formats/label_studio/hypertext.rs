//! Hypertext: the text of a page as Label Studio shows it, in which `globalOffsets` are counted.

use serde_json::Value;

use crate::formats::html::shown_text;

/// A page as its words, a paragraph a line.
pub(super) struct Hypertext {
    pub text: String,
    /// Where a line end was put in that is not in the page's own text: code points of that text, in order.
    line_ends: Vec<usize>,
}

impl Hypertext {
    /// The page, if it is one and regions lie in it.
    pub(super) fn of<'r>(page: &str, mut regions: impl Iterator<Item = &'r Value>) -> Option<Self> {
        let counted = |region: &Value| {
            let named = |name: &str| region.get("type").and_then(Value::as_str) == Some(name);
            named("hypertextlabels") || named("htmllabels") || region.pointer("/value/globalOffsets").is_some()
        };
        if !page.trim_start().starts_with('<') || !regions.any(counted) {
            return None;
        }
        let (text, line_ends) = shown_text(page)?;
        Some(Self { text, line_ends })
    }

    /// A region of the page's own text as one of ours; line ends at its edges are not of it.
    pub(super) fn place(&self, start: usize, end: usize) -> (usize, usize) {
        let before =
            |at: usize, own: bool| self.line_ends.partition_point(|&end| if own { end <= at } else { end < at });
        (start + before(start, true), end + before(end, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_lie_on_the_words_that_are_shown() {
        let region = serde_json::json!({"type": "hypertextlabels"});
        let page =
            "<html><head><style>.PKS{}</style></head><body><p>PKS &amp; PSI.</p><p>PAN <b>lagi</b></p></body></html>";
        let shown = Hypertext::of(page, [&region].into_iter()).unwrap();
        assert_eq!(shown.text, "PKS & PSI.\nPAN lagi");
        let words = |start, end| {
            let (start, end) = shown.place(start, end);
            shown.text.chars().skip(start).take(end - start).collect::<String>()
        };
        assert_eq!((words(0, 10), words(10, 13), words(14, 18)), ("PKS & PSI.".into(), "PAN".into(), "lagi".into()));
        assert!(Hypertext::of("PKS <b>", [&region].into_iter()).is_none());
    }
}

//! Text with tags in it: `<START:party> PKS <END>` as OpenNLP has it, `<ORG>PKS</ORG>`, `<ENAMEX TYPE="ORG">PKS</ENAMEX>`,
//! `[PKS](party)`. The tags are taken out, and what stood between them is marked. Links and pages are no such text.

use std::{io::Read, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    kit::{
        encoding::{MAX_BYTES, decode},
        labels::{LOOKS, is_known_label},
        raw_text::OffsetUnit,
        tally::{FileTally, shortened},
    },
    problem::Problem,
    record::{RawArticle, RawMention, RecordContext},
    sniff::Sniff,
    source::Source,
    stem,
};
use crate::message::{Message, message};

/// The format.
pub struct InlineTags;

static INFO: FormatInfo = FormatInfo {
    id: "inline",
    name: "text with tags in it",
    extensions: &["txt"],
    about: "Words between tags, as OpenNLP and language models write them: <START:party> PKS <END>, <ORG>PKS</ORG>, [PKS](party)",
    shape: DiskShape::FilePerArticle,
    reads: true,
    general: 1,
    ..FormatInfo::NOTHING
};

impl Format for InlineTags {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.files.len() <= 1 && tags_in(head.text()).is_some_and(|tags| tags.sure)
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        for name in source.files() {
            let file = source.called(name);
            let mut bytes = Vec::new();
            let read = source.open(name).and_then(|stream| stream.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes));
            read.map_err(|error| Problem::unreadable(&*file, &error))?;
            match decode(&bytes) {
                Ok(decoded) => items(&file, &decoded.text, reading).into_iter().try_for_each(&mut *sink)?,
                Err(fault) => sink(Item::Problem(Problem::new(file, fault.message(), Message::default())))?,
            }
        }
        Ok(())
    }
}

fn items(file: &str, tagged: &str, reading: &ReadContext) -> Vec<Item> {
    let Some(TagsInText { tags, .. }) = tags_in(tagged) else {
        let fix = message!("If it is an article without marks, import it with --format text");
        return vec![Item::Problem(Problem::new(file, message!("there are no tags in it"), fix))];
    };
    let tally = FileTally::default();
    let mut article = RawArticle { id: stem(file).to_owned(), ..RawArticle::default() };
    let (mut done, mut length, mut open) = (0, 0, Vec::new());
    for InlineTag { at, label, more } in tags {
        let words = &tagged[done..at.start];
        article.text.push_str(words);
        length += words.chars().count();
        done = at.end;
        match label {
            Some(label) => open.push((length, label)),
            None => {
                let Some((start, label)) = open.pop() else { continue };
                article.mentions.push(RawMention::mark("", start, length, &label));
            }
        }
        if more {
            let line = tagged[..at.start].matches('\n').count() + 1;
            tally.no_place(message!("what else a tag says: “{tag}”", tag = shortened(&tagged[at])), (line, 1));
        }
    }
    article.text.push_str(&tagged[done..]);
    article.mentions.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    file.rsplit(['/', '\\']).next().unwrap_or(file).clone_into(&mut article.import.file);
    let context = RecordContext { file, at: (1, 1), unit: OffsetUnit::CodePoint, reading, tally: &tally };
    let mut items = article.items(&context);
    items.extend(tally.problems(file).into_iter().map(Item::Problem));
    items
}

/// A tag in a text: where it stands, the label that begins with it (none: the last one that is open ends), and whether it
/// says more than that.
struct InlineTag {
    at: Range<usize>,
    label: Option<String>,
    more: bool,
}

impl InlineTag {
    fn begin(at: Range<usize>, label: &str) -> Self {
        Self { at, label: Some(label.to_owned()), more: false }
    }

    fn end(at: Range<usize>) -> Self {
        Self { at, label: None, more: false }
    }
}

/// The tags of a text, in their order.
struct TagsInText {
    tags: Vec<InlineTag>,
    /// Whether they can be nothing else; what looks like elements can be an example of some in prose.
    sure: bool,
}

/// The tags of a text that is no page and no document; none of any other.
fn tags_in(text: &str) -> Option<TagsInText> {
    let ways = [open_nlp, elements, labelled_words];
    let found = ways.into_iter().map(|way| way(text)).find(|(tags, _)| !tags.is_empty());
    found.map(|(tags, sure)| TagsInText { tags, sure })
}

/// `<START:party> PKS <END>`; the blanks within belong to the tags.
fn open_nlp(text: &str) -> (Vec<InlineTag>, bool) {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"<START(?::([^\s<>]+))?>[ \t]+|[ \t]+<END>").expect("a pattern"));
    let (mut tags, mut open) = (Vec::new(), false);
    for found in TAG.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let begins = whole.as_str().starts_with('<');
        // One within another, or an end of nothing: not what OpenNLP writes.
        if begins == open {
            return (Vec::new(), false);
        }
        open = begins;
        tags.push(match begins {
            true => InlineTag::begin(whole.range(), found.get(1).map_or("default", |label| label.as_str())),
            false => InlineTag::end(whole.range()),
        });
    }
    if open { (Vec::new(), false) } else { (tags, true) }
}

/// Elements whose kind stands in an attribute: `<ENAMEX TYPE="ORG">`, `<entity label="party">`.
const KINDS_BESIDE: [&str; 8] = ["enamex", "numex", "timex", "entity", "entitas", "ne", "ner", "mention"];

/// `<ORG>PKS</ORG>`; not in pages, and not an element around everything, as documents have it.
fn elements(text: &str) -> (Vec<InlineTag>, bool) {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"<(/?)([A-Za-z][\w.-]*)(\s[^<>]*)?>").expect("a pattern"));
    static KIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)\b(?:type|label|kind|class|cat)\s*=\s*["']?([^"'\s>]+)"#).expect("a pattern")
    });
    let trimmed = text.trim_start();
    if trimmed.starts_with("<?") || trimmed.starts_with("<!") {
        return (Vec::new(), false);
    }
    let (mut tags, mut open): (Vec<InlineTag>, Vec<(&str, InlineTag)>) = Default::default();
    let mut known = false;
    for found in TAG.captures_iter(text) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(2)) else { continue };
        let (name, beside) = (name.as_str(), found.get(3).map_or("", |beside| beside.as_str()));
        let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        if is(&OF_PAGES) {
            return (Vec::new(), false);
        }
        if is(&LOOKS) || beside.ends_with('/') {
            continue;
        }
        if !whole.as_str().starts_with("</") {
            let kind = KIND.captures(beside).filter(|_| is(&KINDS_BESIDE)).and_then(|found| found.get(1));
            let mut tag = InlineTag::begin(whole.range(), kind.map_or(name, |kind| kind.as_str()));
            tag.more = kind.map_or(!beside.trim().is_empty(), |_| beside.matches('=').count() > 1);
            open.push((name, tag));
        } else if let Some(at) = open.iter().rposition(|(begun, _)| *begun == name) {
            // Those that were begun within and never ended are words.
            let begun = open.drain(at..).next().map(|(_, tag)| tag);
            known |= begun.as_ref().and_then(|tag| tag.label.as_deref()).is_some_and(is_known_label);
            tags.extend(begun);
            tags.push(InlineTag::end(whole.range()));
        }
    }
    tags.sort_by_key(|tag| tag.at.start);
    let around_all = tags.first().is_some_and(|first| text[..first.at.start].trim().is_empty())
        && tags.last().is_some_and(|last| text[last.at.end..].trim().is_empty())
        && depth_is_never_zero(&tags);
    if around_all && !known { (Vec::new(), false) } else { (tags, known) }
}

/// Whether one element holds all others.
fn depth_is_never_zero(tags: &[InlineTag]) -> bool {
    let mut depth = 0usize;
    let within = tags.iter().take(tags.len().saturating_sub(1)).all(|tag| {
        depth = if tag.label.is_some() { depth + 1 } else { depth.saturating_sub(1) };
        depth > 0
    });
    within && !tags.is_empty()
}

/// Elements of pages and of documents.
const OF_PAGES: [&str; 44] = [
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "head",
    "header",
    "html",
    "iframe",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "style",
    "svg",
    "table",
    "td",
    "tei",
    "th",
    "tr",
    "ul",
];

/// `[PKS](party)`: a word in the place of an address. Where any link leads somewhere, they are links.
fn labelled_words(text: &str) -> (Vec<InlineTag>, bool) {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[([^\[\]\n]{1,200})\]\(([^()\n]{0,300})\)").expect("a pattern"));
    let (mut tags, mut known, mut labels) = (Vec::new(), false, Vec::new());
    for found in LINK.captures_iter(text) {
        let (Some(whole), Some(words), Some(label)) = (found.get(0), found.get(1), found.get(2)) else { continue };
        let label = label.as_str();
        let is_word = label.starts_with(char::is_alphabetic)
            && label.chars().count() <= 40
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        let picture = text[..whole.start()].ends_with('!');
        if !is_word || picture || words.as_str().trim().is_empty() {
            return (Vec::new(), false);
        }
        // No two links of a text lead to one place that is called by a word.
        known |= is_known_label(label) || labels.contains(&label);
        labels.push(label);
        tags.push(InlineTag::begin(whole.start()..words.start(), label));
        tags.push(InlineTag::end(words.end()..whole.end()));
    }
    (tags, known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (mut open, mut marks) = (Vec::new(), Vec::new());
        let found = tags_in(text);
        assert!(found.as_ref().is_none_or(|found| found.sure) || expected.is_empty(), "{text}");
        for tag in found.filter(|found| found.sure).map(|found| found.tags).unwrap_or_default() {
            match tag.label {
                Some(label) => open.push((tag.at.end, label)),
                None => {
                    let (start, label) = open.pop().unwrap();
                    marks.push(format!("{label}={}", &text[start..tag.at.start]));
                }
            }
        }
        assert_eq!(marks.join(", "), expected, "{text}");
    }

    #[test]
    fn tags_are_found() {
        check("<START:party> PKS <END> dan <START:region> Kota Bima <END> .", "party=PKS, region=Kota Bima");
        check("<START> PKS <END> hadir", "default=PKS");
        check("Kemarin <ORG>PKS</ORG> hadir.", "ORG=PKS");
        check("<partai>PKS <b>dan</b> PSI</partai>", "partai=PKS <b>dan</b> PSI");
        check("<x>PKS</x> dan <region>Bima</region>", "x=PKS, region=Bima");
        check("<ENAMEX TYPE=\"ORG\">PKS</ENAMEX> <LOC id=\"3\">Bima</LOC>", "ORG=PKS, LOC=Bima");
        check("<PER>Ketua <ORG>PKS</ORG> Bima</PER>", "ORG=PKS, PER=Ketua <ORG>PKS</ORG> Bima");
        check("[PKS](party) dan [PSI](partai_lain).", "party=PKS, partai_lain=PSI");
        check("[PKS](parpol) dan [PSI](parpol).", "parpol=PKS, parpol=PSI");
    }

    #[test]
    fn prose_and_documents_have_none() {
        for text in [
            "PKS [hadir](https://contoh.id) dan [PSI](party).",
            "Lihat [catatan](catatan) dan [daftar](daftar-isi).",
            "![PKS](party)",
            "Jika a<b dan c>d, <sic> maka x <y> z </y>.",
            "<b>PKS</b> dan <i>PSI</i>.",
            "<p><ORG>PKS</ORG> hadir.</p><p>Ya.</p>",
            "<?xml version=\"1.0\"?><ORG>PKS</ORG>",
            "<berita><isi>PKS hadir.</isi><oleh>Sri</oleh></berita>",
            "<START:party> PKS hadir.",
            "<catatan>PKS hadir.</catatan>",
            "Tulislah <satu>PKS</satu> dan <dua>PSI</dua>.",
        ] {
            check(text, "");
        }
    }
}

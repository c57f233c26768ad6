//! Markdown as guidelines use it, in blocks that the panel can paint: headings, paragraphs, lists, quotes, code, lines.
//! Reading is pulldown-cmark's; what the panel has no look for (tables, HTML) stays as it is written, so that nothing is
//! lost from sight. Knows no window.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// One piece of a page, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageBlock {
    /// 1 is the largest of 6.
    Heading(usize, Vec<StyledRun>),
    Paragraph(Vec<StyledRun>),
    /// `depth` from 0; `marker` is empty for a bullet, else what stands there: `2.`
    Item {
        depth: usize,
        marker: String,
        runs: Vec<StyledRun>,
    },
    Quote(Vec<StyledRun>),
    /// Lines as they are.
    Code(String),
    Rule,
}

/// Letters of one look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StyledRun {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
}

/// Reads a page. Any text is a page.
pub fn parse(text: &str) -> Vec<PageBlock> {
    let mut page = PageReader::default();
    for (event, place) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        page.take(event, text.get(place).unwrap_or_default());
    }
    page.end_block();
    page.blocks
}

/// A page while it is read.
#[derive(Default)]
struct PageReader {
    blocks: Vec<PageBlock>,
    /// What stands in the open block so far.
    runs: Vec<StyledRun>,
    bold: usize,
    italic: usize,
    quotes: usize,
    /// The number that the next item of each open list has; `None`: it has bullets.
    lists: Vec<Option<u64>>,
    /// What stands before the item that begins.
    marker: Option<String>,
    code: Option<String>,
    in_table: bool,
    /// Addresses of open links, and how many runs there were before them.
    links: Vec<(String, usize)>,
}

impl PageReader {
    fn take(&mut self, event: Event, written: &str) {
        if self.in_table {
            self.in_table = !matches!(event, Event::End(TagEnd::Table));
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, written),
            Event::End(end) => self.end(end),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.add(&text, false),
            },
            Event::Code(text) => self.add(&text, true),
            Event::SoftBreak => self.add(" ", false),
            Event::HardBreak => self.add("\n", false),
            Event::Rule => {
                self.end_block();
                self.blocks.push(PageBlock::Rule);
            }
            // HTML is no look of ours: it stays to be read.
            _ => self.add(written.trim_end_matches('\n'), false),
        }
    }

    fn start(&mut self, tag: Tag, written: &str) {
        match &tag {
            Tag::Emphasis => self.italic += 1,
            Tag::Strong => self.bold += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((dest_url.to_string(), self.length()));
            }
            _ => self.end_block(),
        }
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(first) => self.lists.push(first),
            Tag::Item => {
                let number = self.lists.last_mut().and_then(Option::as_mut);
                let marker = number.map(|number| {
                    *number += 1;
                    format!("{}.", *number - 1)
                });
                self.marker = Some(marker.unwrap_or_default());
            }
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::Table(_) => {
                self.blocks.push(PageBlock::Code(written.trim_end().to_owned()));
                self.in_table = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::Heading(level) => {
                let runs = std::mem::take(&mut self.runs);
                self.blocks.push(PageBlock::Heading(level as usize, runs));
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                self.blocks.push(PageBlock::Code(code.trim_end_matches('\n').to_owned()));
            }
            _ => self.end_block(),
        }
        match end {
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::List(_) => drop(self.lists.pop()),
            // An item may be empty.
            TagEnd::Item => self.marker = None,
            _ => {}
        }
    }

    /// Links do not open: their address stands behind their words, unless it is the words.
    fn end_link(&mut self) {
        let Some((address, from)) = self.links.pop() else { return };
        let words: String = self.runs.iter().map(|run| run.text.as_str()).collect();
        let words = words.get(from..).unwrap_or_default();
        if !address.is_empty() && words != address {
            self.add(&format!(" ({address})"), false);
        }
    }

    fn length(&self) -> usize {
        self.runs.iter().map(|run| run.text.len()).sum()
    }

    fn add(&mut self, text: &str, code: bool) {
        let run = StyledRun { text: text.to_owned(), bold: self.bold > 0, italic: self.italic > 0, code };
        match self.runs.last_mut() {
            Some(last) if (last.bold, last.italic, last.code) == (run.bold, run.italic, run.code) => {
                last.text.push_str(text);
            }
            _ => self.runs.push(run),
        }
    }

    /// What was read since the last block is one.
    fn end_block(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        if runs.is_empty() {
            return;
        }
        let marker = self.marker.take();
        self.blocks.push(match marker {
            // A quoted list is a quote, a line an item.
            Some(marker) if self.quotes > 0 => {
                let sign = if marker.is_empty() { "• ".to_owned() } else { format!("{marker} ") };
                match runs.first_mut() {
                    Some(first) if !(first.bold || first.italic || first.code) => first.text.insert_str(0, &sign),
                    _ => runs.insert(0, StyledRun { text: sign, ..StyledRun::default() }),
                }
                PageBlock::Quote(runs)
            }
            _ if self.quotes > 0 => PageBlock::Quote(runs),
            Some(marker) => PageBlock::Item { depth: self.lists.len().saturating_sub(1).min(4), marker, runs },
            None => PageBlock::Paragraph(runs),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs in short: `b` bold, `i` italic, `c` code before the text.
    fn short(runs: &[StyledRun]) -> Vec<String> {
        let sign = |on, sign| if on { sign } else { "" };
        runs.iter()
            .map(|r| format!("{}{}{}|{}", sign(r.bold, "b"), sign(r.italic, "i"), sign(r.code, "c"), r.text))
            .collect()
    }

    /// The runs of a single paragraph.
    fn runs(text: &str) -> Vec<StyledRun> {
        match parse(text).as_slice() {
            [PageBlock::Paragraph(runs)] => runs.clone(),
            other => panic!("{text:?} is no paragraph: {other:?}"),
        }
    }

    #[test]
    fn looks_within_a_line() {
        let read = |text| short(&runs(text));
        assert_eq!(
            read("**Race:** the *Pilbup* of `[Lebak]`."),
            ["b|Race:", "| the ", "i|Pilbup", "| of ", "c|[Lebak]", "|."]
        );
        assert_eq!(read("5 * 3 and snake_case_name, a*"), ["|5 * 3 and snake_case_name, a*"]);
        assert_eq!(read("***both***"), ["bi|both"]);
        assert_eq!(read(r"\*no\*"), ["|*no*"]);
        assert_eq!(
            read("see [KPU](https://kpu.go.id), [x] and `*`"),
            ["|see KPU (https://kpu.go.id), [x] and ", "c|*"]
        );
        assert_eq!(read("_ia_ “kutip” é*x*"), ["i|ia", "| “kutip” é", "i|x"]);
        assert_eq!(read("`open and **open"), ["|`open and **open"]);
    }

    #[test]
    fn blocks_of_a_page() {
        let page = "# Title #\n\nOne line\ngoes on.\n- a\n  and on\n  1. inner\n\n> said\n> more\n\n---\n```\n# code\n```\n| a | b |\n|---|---|\n| 1 | *2* |\n\n#no heading";
        let words = |text: &str| runs(text);
        assert_eq!(
            parse(page),
            [
                PageBlock::Heading(1, words("Title")),
                PageBlock::Paragraph(words("One line goes on.")),
                PageBlock::Item { depth: 0, marker: String::new(), runs: words("a and on") },
                PageBlock::Item { depth: 1, marker: "1.".into(), runs: words("inner") },
                PageBlock::Quote(words("said more")),
                PageBlock::Rule,
                PageBlock::Code("# code".into()),
                PageBlock::Code("| a | b |\n|---|---|\n| 1 | *2* |".into()),
                PageBlock::Paragraph(words("#no heading")),
            ]
        );
    }

    #[test]
    fn lists_and_quotes_keep_their_order_and_numbers() {
        let page = "3. tiga\n4. empat\n\n   lagi\n\n> - satu\n> - dua\n\n<b>HTML</b> tetap <https://kpu.go.id>";
        let words = |text: &str| vec![StyledRun { text: text.to_owned(), ..StyledRun::default() }];
        let item =
            |marker: &str, text: &str| PageBlock::Item { depth: 0, marker: marker.to_owned(), runs: words(text) };
        assert_eq!(
            parse(page),
            [
                item("3.", "tiga"),
                item("4.", "empat"),
                PageBlock::Paragraph(words("lagi")),
                PageBlock::Quote(words("• satu")),
                PageBlock::Quote(words("• dua")),
                PageBlock::Paragraph(words("<b>HTML</b> tetap https://kpu.go.id")),
            ]
        );
    }

    #[test]
    fn the_built_in_guidelines_are_read_whole() {
        for page in [include_str!("../../../assets/guidelines/en.md"), include_str!("../../../assets/guidelines/id.md")]
        {
            let blocks = parse(page);
            assert!(matches!(blocks.first(), Some(PageBlock::Heading(1, _))));
            let runs = blocks.iter().flat_map(|block| match block {
                PageBlock::Heading(_, runs)
                | PageBlock::Paragraph(runs)
                | PageBlock::Item { runs, .. }
                | PageBlock::Quote(runs) => runs.as_slice(),
                PageBlock::Code(_) | PageBlock::Rule => &[],
            });
            assert!(runs.filter(|run| !run.code).all(|run| !run.text.contains(['*', '`'])), "a sign was left over");
        }
    }

    #[test]
    fn anything_is_a_page() {
        for page in
            ["", "\n\n", "```", "**", "*", "_ _", "[](", "`", "\\", "#", "- ", "1.", "> ", "|", "–*–*–", "[a](b c)"]
        {
            let _ = parse(page);
        }
    }
}

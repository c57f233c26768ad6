//! Markdown as guidelines use it, read into blocks: headings, paragraphs, lists, quotes, code, lines. Pure; knows no
//! window. What it does not know (tables, HTML) stays as it is written, so that nothing is lost from sight.

/// One piece of a page, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// 1 is the largest of 6.
    Heading(usize, Vec<Run>),
    Paragraph(Vec<Run>),
    /// `depth` from 0; `marker` is empty for a bullet, else what stands there: `2.`
    Item {
        depth: usize,
        marker: String,
        runs: Vec<Run>,
    },
    Quote(Vec<Run>),
    /// Lines as they are.
    Code(String),
    Rule,
}

/// Letters of one look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
}

/// Reads a page. Any text is a page.
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    // The block that goes on with the next line, and its text so far.
    let mut open: Option<(Block, String)> = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            close(&mut open, &mut blocks);
            let code: Vec<&str> = lines.by_ref().take_while(|line| !line.trim().starts_with("```")).collect();
            blocks.push(Block::Code(code.join("\n")));
        } else if trimmed.is_empty() {
            close(&mut open, &mut blocks);
        } else if is_rule(trimmed) {
            close(&mut open, &mut blocks);
            blocks.push(Block::Rule);
        } else if let Some((level, title)) = heading(trimmed) {
            close(&mut open, &mut blocks);
            blocks.push(Block::Heading(level, runs(title)));
        } else if trimmed.starts_with('|') {
            close(&mut open, &mut blocks);
            match blocks.last_mut() {
                Some(Block::Code(table)) if table.starts_with('|') => {
                    table.push('\n');
                    table.push_str(trimmed);
                }
                _ => blocks.push(Block::Code(trimmed.to_owned())),
            }
        } else if let Some((marker, words)) = item(trimmed) {
            close(&mut open, &mut blocks);
            let indent: usize =
                line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
            let block = Block::Item { depth: indent.div_ceil(2).min(4), marker, runs: Vec::new() };
            open = Some((block, words.to_owned()));
        } else if let Some(quote) = trimmed.strip_prefix('>') {
            if !matches!(open, Some((Block::Quote(_), _))) {
                close(&mut open, &mut blocks);
            }
            go_on(&mut open, Block::Quote(Vec::new()), quote.trim());
        } else {
            go_on(&mut open, Block::Paragraph(Vec::new()), trimmed);
        }
    }
    close(&mut open, &mut blocks);
    blocks
}

fn go_on(open: &mut Option<(Block, String)>, new: Block, line: &str) {
    let (_, text) = open.get_or_insert((new, String::new()));
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(line);
}

fn close(open: &mut Option<(Block, String)>, blocks: &mut Vec<Block>) {
    if let Some((mut block, text)) = open.take() {
        if let Block::Paragraph(inner) | Block::Quote(inner) | Block::Item { runs: inner, .. } = &mut block {
            *inner = runs(&text);
        }
        blocks.push(block);
    }
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && ["-", "*", "_"].iter().any(|sign| line.replace(sign, "").trim().is_empty())
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let title = line[level..].strip_prefix(' ')?;
    (1..=6).contains(&level).then(|| (level, title.trim().trim_end_matches('#').trim_end()))
}

fn item(line: &str) -> Option<(String, &str)> {
    if let Some(words) = ["- ", "* ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet)) {
        return Some((String::new(), words.trim()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let words = line[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    (1..=4).contains(&digits).then(|| (line[..=digits].to_owned(), words.trim()))
}

/// Reads what stands within a line: `**bold**`, `*italic*`, `code`, links (their words, then the address).
pub fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut look = Run::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c == '\\' && rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) {
            look.text.push_str(&rest[1..2]);
            at += 2;
            continue;
        }
        if c == '`'
            && let Some(end) = rest[1..].find('`')
        {
            push(&mut runs, &mut look);
            runs.push(Run { text: rest[1..=end].to_owned(), code: true, ..look.clone() });
            at += end + 2;
            continue;
        }
        if let Some((words, address)) = link(rest) {
            look.text.push_str(words);
            look.text.push_str(" (");
            look.text.push_str(address);
            look.text.push(')');
            at += words.len() + address.len() + 4;
            continue;
        }
        if let Some((sign, bold)) = ["**", "__", "*", "_"].into_iter().find_map(|sign| {
            let bold = sign.len() == 2;
            rest.starts_with(sign).then_some((sign, bold))
        }) && toggles(text, at, sign, if bold { look.bold } else { look.italic })
        {
            push(&mut runs, &mut look);
            if bold {
                look.bold = !look.bold;
            } else {
                look.italic = !look.italic;
            }
            at += sign.len();
            continue;
        }
        look.text.push(c);
        at += c.len_utf8();
    }
    push(&mut runs, &mut look);
    runs
}

fn push(runs: &mut Vec<Run>, look: &mut Run) {
    if !look.text.is_empty() {
        runs.push(Run { text: std::mem::take(&mut look.text), ..look.clone() });
    }
}

/// Whether a sign begins emphasis that also ends (or ends one that began); else it is a letter like others.
fn toggles(text: &str, at: usize, sign: &str, inside: bool) -> bool {
    let (before, after) = (text[..at].chars().next_back(), text[at + sign.len()..].chars().next());
    let solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    // snake_case is one word.
    let in_word = sign.starts_with('_') && solid(before) && before.is_some_and(char::is_alphanumeric);
    if inside {
        return solid(before) && !(sign.starts_with('_') && after.is_some_and(char::is_alphanumeric));
    }
    let rest = &text[at + sign.len()..];
    let ends = rest.match_indices(sign).any(|(end, _)| end > 0 && solid(rest[..end].chars().next_back()));
    solid(after) && !in_word && ends
}

/// `[words](address)` at the start.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, _) = rest.split_once(')')?;
    let plain = !words.contains(['[', ']', '`']) && !address.contains(char::is_whitespace) && !address.is_empty();
    plain.then_some((words, address))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs in short: `b` bold, `i` italic, `c` code before the text.
    fn short(runs: &[Run]) -> Vec<String> {
        let sign = |on, sign| if on { sign } else { "" };
        runs.iter()
            .map(|r| format!("{}{}{}|{}", sign(r.bold, "b"), sign(r.italic, "i"), sign(r.code, "c"), r.text))
            .collect()
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
        let page = "# Title #\n\nOne line\ngoes on.\n- a\n  and on\n  1. inner\n\n> said\n> more\n\n---\n```\n# code\n```\n| a | b |\n| 1 | 2 |\n#no heading";
        let words = |text: &str| runs(text);
        assert_eq!(
            parse(page),
            [
                Block::Heading(1, words("Title")),
                Block::Paragraph(words("One line goes on.")),
                Block::Item { depth: 0, marker: String::new(), runs: words("a and on") },
                Block::Item { depth: 1, marker: "1.".into(), runs: words("inner") },
                Block::Quote(words("said more")),
                Block::Rule,
                Block::Code("# code".into()),
                Block::Code("| a | b |\n| 1 | 2 |".into()),
                Block::Paragraph(words("#no heading")),
            ]
        );
    }

    #[test]
    fn the_built_in_guidelines_are_read_whole() {
        for page in [include_str!("../../../assets/guidelines/en.md"), include_str!("../../../assets/guidelines/id.md")]
        {
            let blocks = parse(page);
            assert!(matches!(blocks.first(), Some(Block::Heading(1, _))));
            let runs = blocks.iter().flat_map(|block| match block {
                Block::Heading(_, runs) | Block::Paragraph(runs) | Block::Item { runs, .. } | Block::Quote(runs) => {
                    runs.as_slice()
                }
                Block::Code(_) | Block::Rule => &[],
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

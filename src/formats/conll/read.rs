//! Tagged tokens as documents.
//!
//! The text is put together as the spacing columns say, where a file has any. Else by this rule: one blank between
//! tokens, but none before `, . ; : ! ? ) ] } ” ’ … %` and none after `( [ { “ ‘`; straight quotes open and close in
//! turn; a sentence ends with a line end.

use std::{collections::BTreeMap, io::Read};

use super::{
    sentences::{is_sentence, tokens},
    spaces::around,
};
use crate::{
    formats::{
        format::{FormatOption, Item, ItemSink, ReadContext, ReadError},
        kit::{
            in_order::records_in_order,
            lines::{Lines, NumberedLine},
            raw_text::OffsetUnit,
            tally::{FileTally, shortened},
        },
        problem::Problem,
        record::{RawArticle, RawMention, RecordContext},
        stem,
    },
    message::{Message, message},
};

/// An article without an end is cut at the next blank line beyond so many bytes, and anywhere beyond eight times that.
const ARTICLE: usize = 4 << 20;

/// The lines of one article.
struct Block {
    number: usize,
    id: Option<String>,
    lines: Vec<NumberedLine>,
}

pub(super) fn read(
    file: &str,
    input: impl Read,
    reading: &ReadContext,
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    let tally = FileTally::default();
    let mut blocks =
        Blocks { lines: Lines::new(file, input), number: 0, block: None, bytes: 0, sentences: None, ended: false };
    let size = |block: &Block| block.lines.iter().map(|line| line.text.len() + 32).sum();
    let work = |block: &Block| items(file, block, reading, &tally);
    records_in_order(&mut || blocks.next_block(&tally), size, &work, sink)?;
    tally.tell(file, sink)
}

struct Blocks<R> {
    lines: Lines<R>,
    number: usize,
    /// The article that is being gathered.
    block: Option<Block>,
    bytes: usize,
    /// Whether lines are sentences: as the first one is that says something.
    sentences: Option<bool>,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    fn next_block(&mut self, tally: &FileTally) -> Result<Option<Result<Block, Problem>>, Problem> {
        while !self.ended {
            let line = match self.lines.next_line()? {
                Some(Ok(line)) => line,
                Some(Err(problem)) => return Ok(Some(Err(problem))),
                None => {
                    self.ended = true;
                    break;
                }
            };
            let begun = beginning(&line.text);
            let is_blank = line.text.trim().is_empty();
            let cut = self.bytes > ARTICLE && (is_blank || self.bytes > 8 * ARTICLE);
            if cut && begun.is_none() {
                tally.part(
                    message!("an article of more than {limit} MB was cut in two", limit = ARTICLE >> 20),
                    message!("Put -DOCSTART- lines between articles"),
                    (line.number, 1),
                );
            }
            let is_named = matches!(begun, Some(ArticleStart::Named(_)));
            // A comment with an id right after -DOCSTART- names the same article.
            let same = is_named && self.block.as_ref().is_some_and(|block| block.lines.is_empty());
            let before = if (begun.is_some() && !same) || cut { self.block.take() } else { None };
            self.bytes = if before.is_some() { 0 } else { self.bytes + line.text.len() };
            if self.block.is_none() {
                self.block = Some(Block { number: 0, id: None, lines: Vec::new() });
            }
            if let Some(block) = &mut self.block {
                match begun {
                    Some(ArticleStart::Named(id)) => block.id = Some(id),
                    Some(ArticleStart::Nameless) => {}
                    None if is_blank && block.lines.is_empty() => {}
                    None if *self.sentences.get_or_insert_with(|| is_sentence(&line.text)) => {
                        block.lines.extend(tokens(line));
                    }
                    None => block.lines.push(line),
                }
            }
            if let Some(block) = before.filter(|block| !block.lines.is_empty()) {
                return Ok(Some(Ok(self.numbered(block))));
            }
        }
        Ok(self.block.take().filter(|block| !block.lines.is_empty()).map(|block| Ok(self.numbered(block))))
    }

    fn numbered(&mut self, block: Block) -> Block {
        self.number += 1;
        Block { number: self.number, ..block }
    }
}

enum ArticleStart {
    Nameless,
    Named(String),
}

/// Whether an article begins with a line: `-DOCSTART-`, with an id in brackets or none, or a comment with an id.
fn beginning(line: &str) -> Option<ArticleStart> {
    if let Some(rest) = line.strip_prefix("-DOCSTART-").filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    {
        let inner = rest.split_once('(').and_then(|(_, id)| id.split_once(')')).map(|(id, _)| id.trim());
        return Some(
            inner.filter(|id| !id.is_empty()).map_or(ArticleStart::Nameless, |id| ArticleStart::Named(id.to_owned())),
        );
    }
    let (key, id) = comment(line)?;
    (["id", "doc_id", "newdoc id", "newdoc"].contains(&key) && !id.is_empty())
        .then(|| ArticleStart::Named(id.to_owned()))
}

/// `# key = value`; a token `#` is followed by other columns.
fn comment(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('#')?;
    let (key, value) = rest.split_once(" = ").or_else(|| rest.split_once('='))?;
    let key = key.trim();
    (!key.is_empty() && key.split(' ').count() <= 2).then(|| (key, value.trim()))
}

/// A tag as its letter and its label, if it has both.
pub(super) fn prefixed(tag: &str) -> Option<(char, &str)> {
    let (letter, label) = tag.split_once('-')?;
    let mut letters = letter.chars();
    let letter = letters.next().filter(|letter| "BIOESLU".contains(*letter))?;
    (letters.next().is_none() && !label.is_empty()).then_some((letter, label))
}

/// A token of the file.
struct TokenRow<'b> {
    line: usize,
    token: &'b str,
    tag: &'b str,
    spaces: Option<(String, String)>,
    /// Whether a sentence ends with it.
    last: bool,
}

fn items(file: &str, block: &Block, reading: &ReadContext, tally: &FileTally) -> Vec<Item> {
    let (rows, mut made) = rows(file, block, reading, tally);
    let Some(first) = rows.first() else { return made };
    let id = block.id.clone().unwrap_or_else(|| format!("{}-{}", stem(file), block.number));
    let (text, places) = put_together(&rows);
    let mut article = RawArticle { id, text, ..RawArticle::default() };
    for (label, first, last) in mentions(&rows, tally) {
        let at = (rows[first].line, 1);
        article.mentions.push(RawMention { at, ..RawMention::mark("", places[first].0, places[last].1, label) });
    }
    made.extend(article.items(&RecordContext {
        file,
        at: (first.line, 1),
        unit: OffsetUnit::CodePoint,
        reading,
        tally,
    }));
    made
}

/// How the columns of an article lie.
struct Columns {
    /// Whether the first one numbers the tokens of each sentence.
    numbered: bool,
    /// Of most lines.
    width: usize,
    /// Where the tokens and the tags stand, from 0; the tag's is from the end where nothing is said.
    token: usize,
    tag: Option<usize>,
    /// The line that names the columns.
    header: Option<usize>,
}

/// Names of the columns of words and of tags, in small letters.
const WORD_NAMES: &[&str] = &["token", "tokens", "word", "words", "form", "kata", "teks", "text"];
const TAG_NAMES: &[&str] = &["tag", "tags", "label", "labels", "ner", "ner_tag", "ner_tags", "bio", "iob", "entity"];

impl Columns {
    fn of(block: &Block, reading: &ReadContext) -> Self {
        // As we write them: word, X, spaces, tag. A text of numbers, or of one word again and again, is read as well.
        let is_own = words_of(block, false).all(|line| {
            let columns = columns(&line.text);
            columns.len() == 4 && columns[1] == "X" && (columns[3] == "O" || prefixed(columns[3]).is_some())
        });
        let numbered = !is_own && has_numbers(block);
        let names: Vec<String> = words_of(block, numbered)
            .next()
            .map_or_else(Vec::new, |line| columns(&line.text).iter().map(|name| name.to_lowercase()).collect());
        let named = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        let header = named(WORD_NAMES).zip(named(TAG_NAMES)).filter(|(word, tag)| word != tag);
        let header_line = header.and_then(|_| words_of(block, numbered).next()).map(|line| line.number);
        let lines = || words_of(block, numbered).skip(usize::from(header.is_some())).map(|line| columns(&line.text));
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        lines().for_each(|columns| *widths.entry(columns.len()).or_default() += 1);
        let width = widths.iter().max_by_key(|(_, lines)| **lines).map_or(2, |(width, _)| *width);
        let told = |option: &FormatOption| reading.option(option.name)?.parse::<usize>().ok()?.checked_sub(1);
        // GermEval: number, word, outer tag, inner tag. The outer one says more.
        let is_marked = |at: usize| lines().any(|columns| columns.get(at).is_some_and(|tag| prefixed(tag).is_some()));
        let nested = numbered && width == 4 && is_marked(2) && !is_marked(3);
        let tag = told(&super::TAGS).or(header.map(|(_, tag)| tag)).or(nested.then_some(2));
        // Numbers, and what stands in line after line, are a sentence's or a document's; words stand behind them.
        let is_key = |at: &usize| {
            let values: Vec<&str> = lines().filter_map(|columns| columns.get(*at).copied()).collect();
            let repeated = values.windows(2).filter(|two| two[0] == two[1]).count();
            let numbers =
                values.iter().all(|value| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()));
            values.len() > 1 && (numbers || repeated * 2 >= values.len())
        };
        let first = usize::from(numbered);
        // Where each repeats itself, as in a text of one word, nothing tells keys from words: words come first.
        let behind_keys = || (first..width.saturating_sub(1)).find(|at| !is_key(at)).unwrap_or(first);
        let plain = || if width > first + 2 && !is_own && is_key(&first) { behind_keys() } else { first };
        let token = told(&super::WORDS).or(header.map(|(word, _)| word)).unwrap_or_else(plain);
        Self { numbered, width, token, tag, header: header_line }
    }
}

fn rows<'b>(file: &str, block: &'b Block, reading: &ReadContext, tally: &FileTally) -> (Vec<TokenRow<'b>>, Vec<Item>) {
    let layout = Columns::of(block, reading);
    let (mut rows, mut made): (Vec<TokenRow<'b>>, Vec<Item>) = (Vec::new(), Vec::new());
    // The last part of a word whose surface was read: `2-3 padanya` stands for the tokens 2 and 3.
    let mut parts_until = 0;
    for line in &block.lines {
        if line.text.trim().is_empty() {
            if let Some(row) = rows.last_mut() {
                row.last = true;
            }
            parts_until = 0;
            continue;
        }
        if layout.header == Some(line.number) {
            continue;
        }
        let all = columns(&line.text);
        let tagged = all.len() >= 2 && all.last().is_some_and(|tag| *tag == "O" || prefixed(tag).is_some());
        let remark = layout.numbered && line.text.starts_with('#');
        if (!tagged || remark)
            && let Some((key, _)) = comment(&line.text)
        {
            if !matches!(key, "text" | "sent_id" | "newpar") {
                tally.no_place(message!("the comment “{name}”", name = shortened(key)), (line.number, 1));
            }
            continue;
        }
        if remark {
            tally.no_place(message!("a comment"), (line.number, 1));
            continue;
        }
        let number = if layout.numbered { all.first().copied().unwrap_or_default() } else { "" };
        if number.contains('.') {
            // A token that is not in the text.
            continue;
        }
        let plain = number.parse::<usize>().ok();
        let tag = tag_of(&all, &layout);
        if plain.is_some_and(|number| parts_until > 0 && number <= parts_until) {
            if let Some(row) = rows.last_mut().filter(|row| prefixed(row.tag).is_none()) {
                row.tag = tag;
            }
            continue;
        }
        if let Some((_, last)) = number.split_once('-') {
            parts_until = last.parse().unwrap_or(0);
        }
        let Some(token) = all.get(layout.token).copied().filter(|token| !token.trim().is_empty()) else {
            made.push(part(file, line, message!("the line has no token")));
            continue;
        };
        if all.len() < layout.token + 2 {
            made.push(part(file, line, message!("the token has no tag and was read as untagged")));
        } else if all.len() > layout.width && layout.width > 1 && !line.text.contains('\t') {
            // A token with a blank in it: which column is which cannot be told.
            let reason = message!(
                "the line has {columns} column{s}, the others {width}; its first was read as the token, its last as the tag",
                columns = all.len(),
                width = layout.width
            );
            made.push(part(file, line, reason));
        } else if all.len() < layout.width {
            let reason = message!(
                "the line has {columns} column{s}, the others {width}",
                columns = all.len(),
                width = layout.width
            );
            made.push(part(file, line, reason));
        }
        let spaces = all.iter().skip(layout.token + 1).find_map(|column| around(column));
        rows.push(TokenRow { line: line.number, token, tag, spaces, last: false });
    }
    (rows, made)
}

/// The tag of a line: in its column, in CoNLL-U's last one as `NER=B-PER`, else what stands last.
fn tag_of<'b>(all: &[&'b str], layout: &Columns) -> &'b str {
    if let Some(at) = layout.tag {
        return all.get(at).copied().unwrap_or("O");
    }
    if all.len() <= layout.token + 1 {
        return "O";
    }
    let last = all.last().copied().unwrap_or("O");
    if layout.numbered && layout.width == 10 {
        let named = |part: &'b str| {
            let (name, tag) = part.split_once('=')?;
            ["ner", "tag", "entity_tag"].contains(&name.to_ascii_lowercase().as_str()).then_some(tag)
        };
        let own = prefixed(last).map(|_| last);
        return last.split('|').find_map(named).or(own).unwrap_or("O");
    }
    last
}

/// Lines with tokens.
fn words_of(block: &Block, numbered: bool) -> impl Iterator<Item = &NumberedLine> {
    let is_token = move |line: &&NumberedLine| {
        let text = line.text.as_str();
        !text.trim().is_empty() && comment(text).is_none() && !(numbered && text.starts_with('#'))
    };
    block.lines.iter().filter(is_token)
}

fn part(file: &str, line: &NumberedLine, reason: Message) -> Item {
    let fix = message!("A line is a token, a blank or tab, and its tag");
    Item::Problem(Problem::new(file, reason, fix).at(line.number, 1).part().row(line.text.as_str()))
}

fn columns(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        line.trim_end_matches('\t').split('\t').collect()
    } else {
        line.split(' ').filter(|column| !column.is_empty()).collect()
    }
}

/// Whether the first column numbers the tokens of every sentence: `n`, `n-m` or `n.m`, from 0 or 1.
fn has_numbers(block: &Block) -> bool {
    let (mut lines, mut due) = (0, None);
    for line in &block.lines {
        let text = line.text.as_str();
        if text.trim().is_empty() {
            due = None;
            continue;
        }
        let all = columns(text);
        if text.starts_with('#') && (comment(text).is_some() || all[0] == "#") {
            continue;
        }
        let number = |text: &str| text.parse::<usize>().ok();
        let (first, parts) = match all[0].split_once(['-', '.']) {
            Some((first, last)) if number(last).is_some() => (number(first), true),
            Some(_) => (None, false),
            None => (number(all[0]), false),
        };
        let Some(first) = first.filter(|_| all.len() > 2) else { return false };
        match due {
            None if first > 1 => return false,
            Some(due) if !parts && first != due => return false,
            _ => {}
        }
        if !parts {
            due = Some(first + 1);
        } else if due.is_none() {
            due = Some(first.max(1));
        }
        lines += 1;
    }
    lines > 0
}

/// The text, and the code points of each token.
fn put_together(rows: &[TokenRow<'_>]) -> (String, Vec<(usize, usize)>) {
    let told = rows.iter().any(|row| row.spaces.is_some());
    let (mut text, mut at, mut places) = (String::new(), 0, Vec::with_capacity(rows.len()));
    let (mut open, mut glued) = (false, true);
    let mut put = |words: &str, at: &mut usize| {
        text.push_str(words);
        *at += words.chars().count();
    };
    for (number, row) in rows.iter().enumerate() {
        let is_end = number + 1 == rows.len();
        if told {
            let (before, after) = row.spaces.as_ref().map_or(("", " "), |(before, after)| (before, after));
            put(before, &mut at);
            let start = at;
            put(row.token, &mut at);
            places.push((start, at));
            if !is_end || row.spaces.is_some() {
                put(after, &mut at);
            }
            continue;
        }
        let quote = matches!(row.token, "\"" | "''" | "``");
        let closes = (quote && open && row.token != "``")
            || matches!(row.token, "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "”" | "’" | "…" | "%" | "...");
        if !glued && !closes {
            put(" ", &mut at);
        }
        let start = at;
        put(row.token, &mut at);
        places.push((start, at));
        let opens = (quote && !closes) || matches!(row.token, "(" | "[" | "{" | "“" | "‘");
        open = if quote { opens } else { open };
        glued = opens;
        if row.last && !is_end {
            put("\n", &mut at);
            (open, glued) = (false, true);
        }
    }
    (text, places)
}

/// Label, first and last token of each mention, as `conlleval` reads tags of any scheme.
fn mentions<'b>(rows: &[TokenRow<'b>], tally: &FileTally) -> Vec<(&'b str, usize, usize)> {
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    // Whether the last one may go on.
    let mut open = false;
    for (at, row) in rows.iter().enumerate() {
        let (letter, label) = match (prefixed(row.tag), row.tag) {
            (Some(('O', _)), _) | (None, "O" | "_" | "-" | "") => {
                open = false;
                continue;
            }
            (Some(tag), _) => tag,
            // A label alone.
            (None, label) => ('I', label),
        };
        let goes_on =
            open && found.last().is_some_and(|(before, ..)| *before == label) && matches!(letter, 'I' | 'E' | 'L');
        if goes_on {
            if let Some((.., last)) = found.last_mut() {
                *last = at;
            }
        } else {
            if matches!(letter, 'I' | 'E' | 'L') && prefixed(row.tag).is_some() {
                tally.note(
                    message!("a mention begins with “{letter}-”, as in IOB1", letter = letter),
                    message!("It was read so; look whether the file is IOB1"),
                    (row.line, 1),
                );
            }
            found.push((label, at, at));
        }
        open = !matches!(letter, 'S' | 'U' | 'E' | 'L') && !row.last;
    }
    found
}

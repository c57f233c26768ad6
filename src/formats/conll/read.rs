//! Tagged tokens as documents.
//!
//! The text is put together as the spacing columns say, where a file has any. Else by this rule: one blank between
//! tokens, but none before `, . ; : ! ? ) ] } ” ’ … %` and none after `( [ { “ ‘`; straight quotes open and close in
//! turn; a sentence ends with a line end.

use std::io::Read;

use super::spaces::around;
use crate::{
    formats::{
        format::{Item, ReadError, Reading, Sink},
        kit::{
            anchor::shortened,
            in_order::records_in_order,
            lines::{Lines, NumberedLine},
            raw_text::Unit,
            tally::Tally,
        },
        problem::Problem,
        record::{Context, RawArticle, RawMention},
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

pub(super) fn read(file: &str, input: impl Read, reading: &Reading, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let tally = Tally::default();
    let mut blocks = Blocks { lines: Lines::new(file, input), number: 0, block: None, bytes: 0, ended: false };
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
    ended: bool,
}

impl<R: Read> Blocks<R> {
    fn next_block(&mut self, tally: &Tally) -> Result<Option<Result<Block, Problem>>, Problem> {
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
            let is_named = matches!(begun, Some(Begun::Named(_)));
            // A comment with an id right after -DOCSTART- names the same article.
            let same = is_named && self.block.as_ref().is_some_and(|block| block.lines.is_empty());
            let before = if (begun.is_some() && !same) || cut { self.block.take() } else { None };
            self.bytes = if before.is_some() { 0 } else { self.bytes + line.text.len() };
            if self.block.is_none() {
                self.block = Some(Block { number: 0, id: None, lines: Vec::new() });
            }
            if let Some(block) = &mut self.block {
                match begun {
                    Some(Begun::Named(id)) => block.id = Some(id),
                    Some(Begun::Nameless) => {}
                    None if is_blank && block.lines.is_empty() => {}
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

enum Begun {
    Nameless,
    Named(String),
}

/// Whether an article begins with a line: `-DOCSTART-`, with an id in brackets or none, or a comment with an id.
fn beginning(line: &str) -> Option<Begun> {
    if let Some(rest) = line.strip_prefix("-DOCSTART-").filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    {
        let inner = rest.split_once('(').and_then(|(_, id)| id.split_once(')')).map(|(id, _)| id.trim());
        return Some(inner.filter(|id| !id.is_empty()).map_or(Begun::Nameless, |id| Begun::Named(id.to_owned())));
    }
    let (key, id) = comment(line)?;
    (["id", "doc_id", "newdoc id", "newdoc"].contains(&key) && !id.is_empty()).then(|| Begun::Named(id.to_owned()))
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
struct Row<'b> {
    line: usize,
    token: &'b str,
    tag: &'b str,
    spaces: Option<(String, String)>,
    /// Whether a sentence ends with it.
    last: bool,
}

fn items(file: &str, block: &Block, reading: &Reading, tally: &Tally) -> Vec<Item> {
    let (rows, mut made) = rows(file, block, tally);
    let Some(first) = rows.first() else { return made };
    let id = block.id.clone().unwrap_or_else(|| format!("{}-{}", stem(file), block.number));
    let (text, places) = put_together(&rows);
    let mut article = RawArticle { id, text, ..RawArticle::default() };
    for (label, first, last) in mentions(&rows, tally) {
        let at = (rows[first].line, 1);
        article.mentions.push(RawMention { at, ..RawMention::mark("", places[first].0, places[last].1, label) });
    }
    made.extend(article.items(&Context { file, at: (first.line, 1), unit: Unit::CodePoint, reading, tally }));
    made
}

fn rows<'b>(file: &str, block: &'b Block, tally: &Tally) -> (Vec<Row<'b>>, Vec<Item>) {
    let numbered = has_numbers(block);
    let (mut rows, mut made): (Vec<Row<'b>>, Vec<Item>) = (Vec::new(), Vec::new());
    for line in &block.lines {
        if line.text.trim().is_empty() {
            if let Some(row) = rows.last_mut() {
                row.last = true;
            }
            continue;
        }
        let mut columns = columns(&line.text);
        let tagged = columns.len() >= 2 && columns.last().is_some_and(|tag| *tag == "O" || prefixed(tag).is_some());
        if !tagged && let Some((key, _)) = comment(&line.text) {
            tally.no_place(message!("the comment “{name}”", name = shortened(key)), (line.number, 1));
            continue;
        }
        if numbered && columns.len() > 2 {
            columns.remove(0);
        }
        let Some((&token, rest)) = columns.split_first().filter(|(token, _)| !token.trim().is_empty()) else {
            made.push(part(file, line, message!("the line has no token")));
            continue;
        };
        let tag = rest.last().copied().unwrap_or("O");
        if rest.is_empty() {
            made.push(part(file, line, message!("the token has no tag and was read as untagged")));
        }
        let middle = &rest[..rest.len().saturating_sub(1)];
        let spaces = middle.iter().find_map(|column| around(column));
        rows.push(Row { line: line.number, token, tag, spaces, last: false });
    }
    (rows, made)
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

/// Whether the first column counts the tokens of the first sentence.
fn has_numbers(block: &Block) -> bool {
    let words = block.lines.iter().filter(|line| comment(&line.text).is_none());
    let sentence: Vec<Vec<&str>> =
        words.take_while(|line| !line.text.trim().is_empty()).take(200).map(|line| columns(&line.text)).collect();
    let counts = |(at, columns): (usize, &Vec<&str>)| columns.len() > 2 && columns[0] == (at + 1).to_string();
    sentence.len() > 1 && sentence.iter().enumerate().all(counts)
}

/// The text, and the code points of each token.
fn put_together(rows: &[Row<'_>]) -> (String, Vec<(usize, usize)>) {
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
fn mentions<'b>(rows: &[Row<'b>], tally: &Tally) -> Vec<(&'b str, usize, usize)> {
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

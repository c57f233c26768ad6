//! The items of a JSON list, or of JSON Lines, one at a time with the place where each begins, however long the file
//! is. A broken item is set aside and the next one is found where the lines show it, or where an object begins with the
//! same field.

use std::io::Read;

use super::problem::Problem;
use crate::message::{Message, message};

/// The longest item, in bytes: an article with all its marks is far shorter, and memory is bounded.
pub const LONGEST: usize = 32 << 20;

/// The deepest nesting that is followed; `serde_json` takes 128.
const DEEPEST: usize = 1_000;

/// So far a list is looked at, to tell the file’s own from one within a record; and no more than this of a file.
const AHEAD: usize = 64 << 10;
const AHEAD_OF_ALL: usize = 64 << 20;

/// One item as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonItem {
    /// Which one it is, from 1; broken ones count.
    pub number: usize,
    /// Where it begins: line and column (in code points) from 1.
    pub at: (usize, usize),
    pub text: String,
}

impl JsonItem {
    /// Line and column in the file of a line and a byte column in the item, all from 1.
    pub(super) fn place(&self, line: usize, column: usize) -> (usize, usize) {
        let words = self.text.split('\n').nth(line.saturating_sub(1)).unwrap_or("");
        let before = words.char_indices().take_while(|(at, _)| at + 1 < column).count();
        if line <= 1 { (self.at.0, self.at.1 + before) } else { (self.at.0 + line - 1, before + 1) }
    }
}

/// Reads items from a stream.
pub struct JsonItems<R> {
    bytes: ByteStream<R>,
    file: String,
    /// Whether a list is open.
    in_list: bool,
    number: usize,
    /// The column of an object that began its line: where others are found after a broken one.
    anchor: Option<usize>,
    /// Whether an object there begins an item, come what may: since the first broken one.
    anchored: bool,
    /// The first field of the last object, with its quotes: others of the list begin so as well.
    first_field: Vec<u8>,
    /// Bytes that were looked at to find where others begin.
    looked_ahead: usize,
}

impl<R: Read> JsonItems<R> {
    /// `file`: as problems name it.
    pub fn new(file: impl Into<String>, input: R) -> Self {
        let bytes = ByteStream { input, buffer: Vec::new(), next: 0, at: (1, 1), begins_line: true };
        Self {
            bytes,
            file: file.into(),
            in_list: false,
            number: 0,
            anchor: None,
            anchored: false,
            first_field: Vec::new(),
            looked_ahead: 0,
        }
    }

    /// The next item; `None` at the end. A problem with an item is told and the next one can be asked for; the outer
    /// error is that of the stream, after which there is no more.
    pub fn next_item(&mut self) -> Result<Option<Result<JsonItem, Problem>>, Problem> {
        self.find_item().map_err(|error| {
            let (line, column) = self.bytes.at;
            Problem::new(&*self.file, message!("cannot be read: {reason}", reason = error), Message::default())
                .at(line, column)
        })
    }

    fn find_item(&mut self) -> std::io::Result<Option<Result<JsonItem, Problem>>> {
        loop {
            let Some(byte) = self.bytes.peek()? else {
                if self.in_list {
                    self.in_list = false;
                    let fix = message!("The file was cut off; look whether it was copied whole");
                    return Ok(Some(Err(self.problem(self.bytes.at, message!("the list does not end"), fix))));
                }
                return Ok(None);
            };
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => {}
                // A byte order mark.
                0xEF | 0xBB | 0xBF if self.bytes.at.0 == 1 && self.number == 0 && !self.in_list => {}
                // Between items of a list; between lines it says nothing.
                b',' => {}
                b'[' if !self.in_list => self.in_list = true,
                b']' if self.in_list => self.in_list = false,
                _ => return self.item().map(Some),
            }
            self.bytes.step();
        }
    }

    fn item(&mut self) -> std::io::Result<Result<JsonItem, Problem>> {
        self.number += 1;
        let (number, at) = (self.number, self.bytes.at);
        if self.bytes.begins_line && self.bytes.peek()? == Some(b'{') && !self.anchored {
            self.anchor = Some(at.1);
        }
        let mut item = Vec::new();
        let Some(reason) = self.scan(&mut item)? else {
            if let Some(field) = first_field(&item) {
                self.first_field = field.to_vec();
            }
            return Ok(match String::from_utf8(item) {
                Ok(text) => Ok(JsonItem { number, at, text }),
                Err(error) => {
                    let valid = error.utf8_error().valid_up_to();
                    let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
                    let lines = before.matches('\n').count();
                    let last = before.rsplit('\n').next().unwrap_or("").chars().count();
                    let place = if lines == 0 { (at.0, at.1 + last) } else { (at.0 + lines, last + 1) };
                    let byte = format!("0x{:02X}", error.as_bytes().get(valid).unwrap_or(&0));
                    let reason = message!("byte {byte} is not UTF-8", byte = byte);
                    let fix = message!(
                        "If the file is Windows-1252, import it with --option encoding=windows-1252; else correct the record"
                    );
                    Err(self.problem(place, reason, fix))
                }
            });
        };
        let place = self.bytes.at;
        if self.first_field.is_empty() {
            self.first_field = first_field(&item).unwrap_or_default().to_vec();
        }
        self.bytes.push_back(item, at);
        let row = self.skip()?;
        let problem = self.problem(place, reason, message!("Correct the record; those that could be found went in"));
        Ok(Err(match row {
            Some(row) => problem.row(row),
            None => problem,
        }))
    }

    /// Takes one value; the reason why it cannot be one.
    fn scan(&mut self, item: &mut Vec<u8>) -> std::io::Result<Option<Message>> {
        let mut open: Vec<u8> = Vec::new();
        let (mut in_string, mut escaped) = (false, false);
        // Whether a string has ended that looks like the end of one item and the beginning of the next.
        let mut over_the_end = false;
        while let Some(mut byte) = self.bytes.peek()? {
            if item.len() >= LONGEST {
                return Ok(Some(message!("the record is longer than {limit} MB", limit = LONGEST >> 20)));
            }
            if in_string {
                if !escaped {
                    self.bytes.pass(|byte| matches!(byte, b'"' | b'\\'), item);
                    let Some(next) = self.bytes.buffer.get(self.bytes.next) else { continue };
                    byte = *next;
                }
                match byte {
                    b'\n' => return Ok(Some(message!("a string does not end on its line"))),
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => {
                        in_string = false;
                        over_the_end = self.in_list && ends_with_sibling(item);
                    }
                    _ => {}
                }
            } else {
                if over_the_end && !byte.is_ascii_whitespace() {
                    if !matches!(byte, b',' | b':' | b']' | b'}') {
                        return Ok(Some(message!("a string does not end before the next record begins")));
                    }
                    over_the_end = false;
                }
                match byte {
                    b'{' if self.anchored && !open.is_empty() && self.begins_item() => {
                        return Ok(Some(message!("the record does not end before the next one begins")));
                    }
                    b'{' | b'[' if open.len() == DEEPEST => {
                        return Ok(Some(message!("the record nests deeper than {deepest}", deepest = DEEPEST)));
                    }
                    b'{' => open.push(b'}'),
                    b'[' => open.push(b']'),
                    b'}' | b']' if open.is_empty() && !item.is_empty() => return Ok(None),
                    b'}' | b']' if open.pop() != Some(byte) => {
                        return Ok(Some(message!("a “{bracket}” closes nothing", bracket = char::from(byte))));
                    }
                    b',' | b' ' | b'\t' | b'\r' | b'\n' if open.is_empty() => return Ok(None),
                    b'"' => in_string = true,
                    _ => {}
                }
            }
            item.push(byte);
            self.bytes.step();
            if open.is_empty() && matches!(byte, b'}' | b']') {
                return Ok(None);
            }
        }
        if open.is_empty() && !in_string {
            return Ok(None);
        }
        Ok(Some(message!("the record does not end")))
    }

    fn begins_item(&self) -> bool {
        self.bytes.begins_line && self.anchor.is_none_or(|column| column == self.bytes.at.1)
    }

    /// Whether here, behind these bytes, an object begins as others of the list do, and is not in a list within it.
    fn begins_sibling(&mut self, before: &[u8]) -> std::io::Result<bool> {
        let may = self.in_list && !self.first_field.is_empty() && self.looked_ahead < AHEAD_OF_ALL;
        if !may || before.trim_ascii_end().last() != Some(&b',') {
            return Ok(false);
        }
        // A brace and blanks before the field.
        let near = self.bytes.ahead(self.first_field.len() + 64)?;
        if first_field(near) != Some(&self.first_field) {
            return Ok(false);
        }
        let ahead = self.bytes.ahead(AHEAD)?;
        self.looked_ahead += ahead.len();
        Ok(!ends_within(ahead))
    }

    /// Passes over a broken item, up to an object that begins its line where items do, or begins as they do; the words
    /// passed over.
    fn skip(&mut self) -> std::io::Result<Option<String>> {
        self.anchored = true;
        let mut row = Vec::new();
        while let Some(byte) = self.bytes.peek()? {
            if !row.is_empty() && byte == b'{' && (self.begins_item() || self.begins_sibling(&row)?) {
                break;
            }
            let room = row.len() < LONGEST;
            let before = row.len();
            self.bytes.pass(|byte| byte == b'{', &mut row);
            if row.len() == before {
                row.push(byte);
                self.bytes.step();
            }
            if !room {
                row.truncate(before);
            }
        }
        let row = String::from_utf8(row).ok();
        Ok(row.map(|row| row.trim_end_matches(|c: char| c.is_whitespace() || c == ',').to_owned()))
    }

    fn problem(&self, at: (usize, usize), reason: Message, fix: Message) -> Problem {
        Problem::new(&*self.file, reason, fix).at(at.0, at.1)
    }
}

/// Whether the list in which an object begins here ends, and something follows it: then it is within another record.
fn ends_within(ahead: &[u8]) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (at, &byte) in ahead.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 0 => depth -= 1,
            b'}' | b']' => return !ahead[at + 1..].trim_ascii().is_empty(),
            _ => {}
        }
    }
    false
}

/// The name of the first field of an object, with its quotes.
fn first_field(object: &[u8]) -> Option<&[u8]> {
    let inside = object.trim_ascii_start().strip_prefix(b"{")?.trim_ascii_start();
    let length = inside.strip_prefix(b"\"")?.iter().position(|&byte| matches!(byte, b'"' | b'\\' | b'\n'))?;
    let (name, rest) = inside.split_at_checked(length + 2)?;
    (name.ends_with(b"\"") && rest.trim_ascii_start().starts_with(b":")).then_some(name)
}

/// Whether a string ends with `, {`, with which the next item of a list would begin.
fn ends_with_sibling(string: &[u8]) -> bool {
    string.trim_ascii_end().strip_suffix(b"{").is_some_and(|before| before.trim_ascii_end().ends_with(b","))
}

/// A stream byte by byte, with places, and with a way back.
struct ByteStream<R> {
    input: R,
    buffer: Vec<u8>,
    next: usize,
    /// Line and column of the next byte, from 1.
    at: (usize, usize),
    /// Whether only blanks stand before it on its line.
    begins_line: bool,
}

impl<R: Read> ByteStream<R> {
    fn peek(&mut self) -> std::io::Result<Option<u8>> {
        if let Some(&byte) = self.buffer.get(self.next) {
            return Ok(Some(byte));
        }
        self.buffer.clear();
        self.next = 0;
        (&mut self.input).take(1 << 16).read_to_end(&mut self.buffer)?;
        Ok(self.buffer.first().copied())
    }

    /// The next bytes, so many if there are, without passing over them.
    fn ahead(&mut self, number: usize) -> std::io::Result<&[u8]> {
        if self.buffer.len() - self.next < number {
            self.buffer.drain(..self.next);
            self.next = 0;
            let missing = (number - self.buffer.len()) as u64;
            (&mut self.input).take(missing).read_to_end(&mut self.buffer)?;
        }
        let end = self.buffer.len().min(self.next + number);
        Ok(&self.buffer[self.next..end])
    }

    fn step(&mut self) {
        let Some(&byte) = self.buffer.get(self.next) else { return };
        self.next += 1;
        if byte == b'\n' {
            (self.at, self.begins_line) = ((self.at.0 + 1, 1), true);
            return;
        }
        // Continuation bytes are no characters of their own.
        self.at.1 += usize::from(byte & 0xC0 != 0x80);
        self.begins_line &= matches!(byte, b' ' | b'\t' | b'\r');
    }

    /// Passes over the bytes of the buffer up to one that stops it, or is a line end.
    fn pass(&mut self, stops: impl Fn(u8) -> bool, into: &mut Vec<u8>) {
        let rest = self.buffer.get(self.next..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'\n' || stops(byte)).unwrap_or(rest.len());
        let passed = &rest[..length];
        into.extend_from_slice(passed);
        self.at.1 += passed.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        self.begins_line &= passed.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
        self.next += length;
    }

    /// Goes back to `at`, before these bytes, the first of which is no blank.
    fn push_back(&mut self, mut bytes: Vec<u8>, at: (usize, usize)) {
        bytes.extend_from_slice(self.buffer.get(self.next..).unwrap_or_default());
        (self.buffer, self.next, self.at, self.begins_line) = (bytes, 0, at, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Vec<String> {
        let mut items = JsonItems::new("x", text);
        let mut found = Vec::new();
        while let Some(item) = items.next_item().unwrap() {
            found.push(match item {
                Ok(JsonItem { at, text, .. }) => format!("{}:{} {text}", at.0, at.1),
                Err(problem) => format!("{problem} {:?}", problem.row),
            });
        }
        found
    }

    #[test]
    fn lists_and_lines() {
        assert_eq!(all(b" [ {\"a\":[\"]}\\\"\"]} , {\"b\":1}\n]\n"), ["1:4 {\"a\":[\"]}\\\"\"]}", "1:21 {\"b\":1}"]);
        assert_eq!(
            all(b"\xEF\xBB\xBF{\"a\":1}\r\n\r\n{\"b\":\n 2}{\"c\":3}"),
            ["1:2 {\"a\":1}", "3:1 {\"b\":\n 2}", "4:4 {\"c\":3}"]
        );
        assert_eq!(all(b"[1,\"a\",[2],null]"), ["1:2 1", "1:4 \"a\"", "1:8 [2]", "1:12 null"]);
        assert_eq!(all(b",,{\"a\":1},\n,"), ["1:3 {\"a\":1}"]);
        assert!(all(b"").is_empty() && all(b"[]").is_empty());
    }

    #[test]
    fn broken_items_stand_alone() {
        let lines = all(b"{\"a\":1}\n{\"b\":[\n{\"c\":3}\n{\"d\":\"\n{\"e\":5}\n");
        assert_eq!(lines.len(), 5, "{lines:?}");
        assert_eq!((lines[2].as_str(), lines[4].as_str()), ("3:1 {\"c\":3}", "5:1 {\"e\":5}"));
        assert!(lines[1].contains("{\\\"b\\\":["), "{}", lines[1]);
        let list = all(b"[\n  {\n    \"a\": 1]\n  },\n  {\n    \"b\": {\n    }\n  }\n]");
        assert_eq!(list.len(), 2, "{list:?}");
        assert!(list[0].starts_with("x:3:11: a “]” closes nothing"), "{}", list[0]);
        assert!(list[1].starts_with("5:3 {"));
        assert!(all(b"[{\"a\":1},{\"b\":")[1].contains("1:15: the record does not end"));
        assert!(all(b"[{\"a\":1}")[1].contains("the list does not end"));
        assert!(all(b"{\"a\":\"\xFF\"}")[0].contains("1:7: byte 0xFF is not UTF-8"));
    }

    /// A string that is not closed, or not opened, costs its own record only.
    #[test]
    fn a_broken_string_costs_its_record() {
        let ids = |text: &str| -> Vec<String> {
            let id = |found: &String| found.split("\"id\":").nth(1).map_or(String::new(), |rest| rest[1..2].to_owned());
            all(text.as_bytes())
                .iter()
                .map(|found| if found.starts_with("x:") { "-".to_owned() } else { id(found) })
                .collect()
        };
        let record = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"teks {id}, ya\"}}");
        let (a, b, c, d) = (record("a"), record("b"), record("c"), record("d"));
        let open = |record: &str| record.replace(", ya\"", ", ya");
        let unopened = |record: &str| record.replace(":\"teks", ":teks");
        let cut = |record: &str| record.replace(", ya\"}", ", ya");
        for between in [",", ", ", ",\n", ",\n  ", "\n,"] {
            for broken in [open, unopened, cut] {
                let list = |items: &[&str]| format!("[{}]", items.join(between));
                assert_eq!(ids(&list(&[&broken(&a), &b, &c, &d])), ["-", "b", "c", "d"], "{between:?}");
                assert_eq!(ids(&list(&[&a, &broken(&b), &c, &d])), ["a", "-", "c", "d"], "{between:?}");
                assert_eq!(ids(&list(&[&broken(&a), &b, &broken(&c), &d])), ["-", "b", "-", "d"], "{between:?}");
            }
        }
        // What stands within an item is none.
        let within = "[{\"id\":\"a\",\"t\":\"x},{y\",\"s\":[{\"n\":1},{\"n\":2}]},{\"id\":\"b\"}]";
        assert_eq!(ids(within), ["a", "b"]);
        let broken = "[{\"id\":\"a\",\"t\":\"x,\"s\":[{\"n\":1},{\"n\":2}]},{\"id\":\"b\"}]";
        assert_eq!(ids(broken), ["-", "b"]);
        let alike = "[{\"id\":\"a\",\"t\":\"x,\"s\":[{\"id\":\"1\"},{\"id\":\"2\"}]},{\"id\":\"b\"}]";
        assert_eq!(ids(alike), ["-", "b"]);
    }

    #[test]
    fn hostile_streams_end() {
        assert_eq!(all(&b"[".repeat(100_000)).len(), 2);
        let endless = (&b"{\"a\":\""[..]).chain(std::io::repeat(b'a').take(40 << 20)).chain(&b"\n{\"b\":2}"[..]);
        let mut items = JsonItems::new("x", endless);
        assert!(items.next_item().unwrap().unwrap().unwrap_err().reason.to_string().contains("32 MB"));
        assert_eq!(items.next_item().unwrap().unwrap().unwrap().at, (2, 1));
        let broken = "{\"a\":[\n".repeat(20_000);
        assert_eq!(all(broken.as_bytes()).len(), 20_000);
    }
}

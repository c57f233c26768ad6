//! Records of a CSV file, each field with its place. Strict where readers for programs are not (RFC 4180): a quote that
//! is never closed would swallow the rest of the file, so it costs its own line only. Does not know what fields mean.

use std::{
    collections::VecDeque,
    io::{self, BufRead, BufReader, Read},
};

use crate::{
    formats::{kit::lines::LONGEST, problem::Problem},
    message::{Message, message},
};

/// At most so many fields make a record.
const FIELDS: usize = 10_000;
/// At most so many bytes are looked at again after records that were not closed: one broken quote is passed over, a file
/// of nothing else is refused.
const AGAIN: usize = LONGEST + LONGEST / 4;

/// How fields and records end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Separators {
    pub delimiter: u8,
    /// LF (a CR before it goes), or CR alone.
    pub line_end: u8,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRecord {
    /// From 1.
    pub line: usize,
    pub fields: Vec<CsvField>,
    /// As it stands in the file, without its line end.
    pub raw: Vec<u8>,
    /// Where it ends: line and column, both from 1.
    pub end: (usize, usize),
}

impl CsvRecord {
    /// Whether nothing is in any of its fields, as in rows that a spreadsheet leaves behind.
    pub fn is_blank(&self) -> bool {
        self.fields.len() > 1 && self.fields.iter().all(|field| field.bytes.trim_ascii().is_empty())
    }
}

/// A field without its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvField {
    /// Line and column, both from 1, in code points.
    pub at: (usize, usize),
    pub bytes: Vec<u8>,
}

/// Records, one at a time.
pub struct CsvRecords<R> {
    input: BufReader<R>,
    file: String,
    marks: Separators,
    read: usize,
    /// Lines that were read and belong to no record yet.
    waiting: VecDeque<NumberedBytes>,
    again: usize,
}

/// A line without its line end, with its number from 1.
struct NumberedBytes {
    number: usize,
    bytes: Vec<u8>,
    /// Whether it ends with CR and LF: within quotes both are of the field, and are counted by whoever counts its signs.
    cr: bool,
}

impl<R: Read> CsvRecords<R> {
    /// `file`: as problems name it.
    pub fn new(file: impl Into<String>, input: R, marks: Separators) -> Self {
        let input = BufReader::with_capacity(1 << 16, input);
        Self { input, file: file.into(), marks, read: 0, waiting: VecDeque::new(), again: 0 }
    }

    /// The next record that is not blank; `None` at the end. A problem with a record is told and the next one can be
    /// asked for; after the outer error there is no more.
    pub fn next_record(&mut self) -> Result<Option<Result<CsvRecord, Problem>>, Problem> {
        loop {
            let line = match self.next_line()? {
                None => return Ok(None),
                Some(Err(problem)) => return Ok(Some(Err(problem))),
                Some(Ok(line)) if line.bytes.iter().all(u8::is_ascii_whitespace) => continue,
                Some(Ok(line)) => line,
            };
            return self.record(line).map(Some);
        }
    }

    /// Lines that were read.
    pub fn passed(&self) -> usize {
        self.read
    }

    fn record(&mut self, first: NumberedBytes) -> Result<Result<CsvRecord, Problem>, Problem> {
        let mut scan = RecordScan::new(self.marks.delimiter, first.number);
        let mut lines = vec![first];
        let mut size = 0;
        let fault = loop {
            let Some(line) = lines.last() else { break None };
            size += line.bytes.len() + 1;
            match scan.line(line) {
                Ok(true) => break None,
                Ok(false) if size > LONGEST => break Some(scan.open()),
                Ok(false) => match self.next_line()? {
                    Some(Ok(line)) => lines.push(line),
                    Some(Err(problem)) => return Ok(Err(problem)),
                    None => break Some(scan.open()),
                },
                Err(fault) => break Some(fault),
            }
        };
        let Some(CsvFault { at, reason, fix }) = fault else {
            let raw = lines.iter().map(|line| line.bytes.as_slice()).collect::<Vec<_>>().join(&b'\n');
            let (line, last) = (lines[0].number, &lines[lines.len() - 1]);
            let end = (last.number, chars(&last.bytes) + 1);
            return Ok(Ok(CsvRecord { line, fields: scan.fields, raw, end }));
        };
        let mut lines = lines.into_iter();
        let own = lines.next().map(|line| line.bytes).unwrap_or_default();
        for line in lines.rev() {
            self.again += line.bytes.len() + 1;
            self.waiting.push_front(line);
        }
        let problem = Problem::new(&*self.file, reason, fix).at(at.0, at.1);
        if self.again > AGAIN {
            return Err(problem);
        }
        Ok(Err(match String::from_utf8(own) {
            Ok(row) => problem.row(row),
            Err(_) => problem,
        }))
    }

    fn next_line(&mut self) -> Result<Option<Result<NumberedBytes, Problem>>, Problem> {
        if let Some(line) = self.waiting.pop_front() {
            return Ok(Some(Ok(line)));
        }
        let end = self.marks.line_end;
        let mut bytes = Vec::new();
        let limit = LONGEST as u64 + 1;
        let read = (&mut self.input).take(limit).read_until(end, &mut bytes).map_err(|error| self.failed(&error))?;
        if read == 0 {
            return Ok(None);
        }
        self.read += 1;
        let mut cr = false;
        if bytes.last() == Some(&end) {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
                cr = true;
            }
        } else if bytes.len() > LONGEST {
            self.skip_line().map_err(|error| self.failed(&error))?;
            let reason = message!("the line is longer than {limit} MB", limit = LONGEST >> 20);
            let problem = Problem::new(&*self.file, reason, message!("Split the article"));
            return Ok(Some(Err(problem.at(self.read, 1))));
        }
        Ok(Some(Ok(NumberedBytes { number: self.read, bytes, cr })))
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let found = buffer.iter().position(|&byte| byte == self.marks.line_end);
            let taken = found.map_or(buffer.len(), |at| at + 1);
            self.input.consume(taken);
            if found.is_some() || taken == 0 {
                return Ok(());
            }
        }
    }

    fn failed(&self, error: &io::Error) -> Problem {
        let fix = message!("Name the encoding with the option encoding, or correct the file");
        Problem::new(&*self.file, message!("cannot be read on: {reason}", reason = error), fix).at(self.read + 1, 1)
    }
}

/// Code points, whatever the bytes are.
fn chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// What is wrong, and where.
struct CsvFault {
    at: (usize, usize),
    reason: Message,
    fix: Message,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScanState {
    Begin,
    Plain,
    Quoted,
    /// Behind a quote that closes, unless another follows.
    Closed,
    /// Behind blanks that follow such a quote.
    Behind,
}

/// A record in the making.
struct RecordScan {
    delimiter: u8,
    state: ScanState,
    fields: Vec<CsvField>,
    field: Vec<u8>,
    /// Where the field begins.
    at: (usize, usize),
}

impl RecordScan {
    fn new(delimiter: u8, line: usize) -> Self {
        Self { delimiter, state: ScanState::Begin, fields: Vec::new(), field: Vec::new(), at: (line, 1) }
    }

    /// Goes through a line; true if the record ends with it.
    fn line(&mut self, line: &NumberedBytes) -> Result<bool, CsvFault> {
        let mut column = 1;
        for &byte in &line.bytes {
            let here = (line.number, column);
            column += usize::from(byte & 0xC0 != 0x80);
            self.state = match (self.state, byte) {
                (ScanState::Quoted, b'"') => ScanState::Closed,
                (ScanState::Quoted, _) => self.push(byte, ScanState::Quoted),
                (ScanState::Begin, b'"') => ScanState::Quoted,
                (ScanState::Closed, b'"') => self.push(byte, ScanState::Quoted),
                (_, byte) if byte == self.delimiter => {
                    self.end_field((line.number, column));
                    if self.fields.len() > FIELDS {
                        let reason = message!("the record has more than {limit} fields", limit = FIELDS);
                        return Err(CsvFault { at: here, reason, fix: message!("Is it a CSV file of articles?") });
                    }
                    ScanState::Begin
                }
                (ScanState::Closed | ScanState::Behind, b' ') => ScanState::Behind,
                (ScanState::Closed | ScanState::Behind, _) => {
                    let reason = message!("text follows a quote sign that closes a field");
                    let fix = message!("Write a quote sign inside a quoted field twice");
                    return Err(CsvFault { at: here, reason, fix });
                }
                (ScanState::Begin | ScanState::Plain, _) => self.push(byte, ScanState::Plain),
            };
        }
        if self.state == ScanState::Quoted {
            self.field.extend_from_slice(if line.cr { b"\r\n" } else { b"\n" });
            return Ok(false);
        }
        self.end_field((line.number, column));
        Ok(true)
    }

    fn push(&mut self, byte: u8, state: ScanState) -> ScanState {
        self.field.push(byte);
        state
    }

    fn end_field(&mut self, next: (usize, usize)) {
        self.fields.push(CsvField { at: self.at, bytes: std::mem::take(&mut self.field) });
        self.at = next;
    }

    /// The quote that was never closed.
    fn open(&self) -> CsvFault {
        CsvFault {
            at: self.at,
            reason: message!("the quote sign that begins this field is never closed"),
            fix: message!("Close it, or write a quote sign inside a quoted field twice"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], line_end: u8) -> Vec<String> {
        let mut records = CsvRecords::new("a.csv", text, Separators { delimiter: b',', line_end });
        let mut found = Vec::new();
        while let Some(record) = records.next_record().unwrap() {
            found.push(match record {
                Ok(record) => {
                    let fields = record.fields.iter().map(|field| {
                        format!("{}:{}={}", field.at.0, field.at.1, String::from_utf8_lossy(&field.bytes))
                    });
                    fields.collect::<Vec<_>>().join("|")
                }
                Err(problem) => format!("{}:{}: {}", problem.line, problem.column, problem.reason),
            });
        }
        found
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(read(text.as_bytes(), b'\n'), expected);
        let other = text.replace('\n', "\r");
        assert_eq!(read(other.as_bytes(), b'\r'), expected);
        let both: Vec<String> = expected.iter().map(|record| record.replace('\n', "\r\n")).collect();
        assert_eq!(read(text.replace('\n', "\r\n").as_bytes(), b'\n'), both);
    }

    #[test]
    fn records() {
        check("a,é,c\n1,,\n", &["1:1=a|1:3=é|1:5=c", "2:1=1|2:3=|2:4="]);
        check("\"a \"\"b\"\"\",\"x\n\ny\" ,z", &["1:1=a \"b\"|1:11=x\n\ny|3:5=z"]);
        check("a \"b\" c, \"d\"\n\n  \n\"\"", &["1:1=a \"b\" c|1:9= \"d\"", "4:1="]);
    }

    #[test]
    fn broken_quotes_cost_their_line_only() {
        let behind = "text follows a quote sign that closes a field";
        let open = "the quote sign that begins this field is never closed";
        check("1,\"dia \"ya\" kata\"\n2,b", &[&format!("1:9: {behind}"), "2:1=2|2:3=b"]);
        check("1,\"abc\n2,\"def\"\n3,x", &[&format!("2:4: {behind}"), "2:1=2|2:3=def", "3:1=3|3:3=x"]);
        check("1,\"abc\n2,d\n", &[&format!("1:3: {open}"), "2:1=2|2:3=d"]);
    }

    #[test]
    fn too_many_fields() {
        let found = read(&[b",".repeat(20_000), b"\n1".to_vec()].concat(), b'\n');
        assert_eq!(found, ["1:10001: the record has more than 10000 fields", "2:1=1"]);
    }
}

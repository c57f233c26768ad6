//! Lines of a stream, one at a time, however long the file is and whatever one line holds.

use std::io::{self, BufRead, BufReader, Read};

use crate::{
    formats::problem::Problem,
    message::{Message, message},
};

/// The longest line that is taken, in bytes: an article is far shorter, and memory is bounded.
pub const LONGEST: usize = 64 << 20;

/// Lines with their numbers.
pub struct Lines<R> {
    input: BufReader<R>,
    file: String,
    number: usize,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedLine {
    /// From 1.
    pub number: usize,
    /// Without its line end, and the first without its byte order mark.
    pub text: String,
}

impl<R: Read> Lines<R> {
    /// `file`: as problems name it.
    pub fn new(file: impl Into<String>, input: R) -> Self {
        Self { input: BufReader::with_capacity(1 << 16, input), file: file.into(), number: 0 }
    }

    /// The next line; `None` at the end. A problem with a line (too long, not UTF-8) is told and the next one can be
    /// asked for; the outer error is that of the stream, after which there is no more.
    pub fn next_line(&mut self) -> Result<Option<Result<NumberedLine, Problem>>, Problem> {
        let mut bytes = Vec::new();
        let limit = LONGEST as u64 + 1;
        let read = (&mut self.input).take(limit).read_until(b'\n', &mut bytes).map_err(|error| self.failed(&error))?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        if bytes.len() > LONGEST && bytes.last() != Some(&b'\n') {
            self.skip_line().map_err(|error| self.failed(&error))?;
            let reason = message!("the line is longer than {limit} MB", limit = LONGEST >> 20);
            return Ok(Some(Err(Problem::new(&*self.file, reason, message!("Split the record")).at(self.number, 1))));
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        }
        if self.number == 1 && bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        Ok(Some(match String::from_utf8(bytes) {
            Ok(text) => Ok(NumberedLine { number: self.number, text }),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                let column = String::from_utf8_lossy(&bytes[..valid]).chars().count() + 1;
                let byte = format!("0x{:02X}", bytes.get(valid).copied().unwrap_or(0));
                let reason = message!("byte {byte} is not UTF-8", byte = byte);
                let fix = message!(
                    "If the file is Windows-1252, import it with --option encoding=windows-1252; else correct the line"
                );
                Err(Problem::new(&*self.file, reason, fix).at(self.number, column))
            }
        }))
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let (length, found) = match buffer.iter().position(|&byte| byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), false),
            };
            self.input.consume(length);
            if found {
                return Ok(());
            }
        }
    }

    fn failed(&self, error: &io::Error) -> Problem {
        Problem::new(&*self.file, message!("cannot be read: {reason}", reason = error), Message::default())
            .at(self.number + 1, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_marks_and_returns() {
        let mut lines = Lines::new("a.jsonl", &b"\xEF\xBB\xBFsatu\r\n\ndua \xFF\ntiga"[..]);
        let mut next = || lines.next_line().unwrap();
        assert_eq!(next().unwrap().unwrap().text, "satu");
        assert_eq!(next().unwrap().unwrap(), NumberedLine { number: 2, text: String::new() });
        assert!(next().unwrap().unwrap_err().to_string().starts_with("a.jsonl:3:5: byte 0xFF is not UTF-8"));
        assert_eq!(next().unwrap().unwrap(), NumberedLine { number: 4, text: "tiga".into() });
        assert!(next().is_none());
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        let endless = io::repeat(b'a').take(1 << 30);
        let mut lines = Lines::new("a", endless.chain(&b"\nb"[..]));
        assert!(lines.next_line().unwrap().unwrap().unwrap_err().reason.to_string().contains("64 MB"));
        assert_eq!(lines.next_line().unwrap().unwrap().unwrap().text, "b");
    }
}

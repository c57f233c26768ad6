//! What was wrong in a file, where, and the fix.

use std::fmt;

use crate::message::{Message, message};

/// Something in a file that could not be taken, or was taken after a mend.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    pub severity: Severity,
    /// As the caller named it, with the path inside if it is a folder.
    pub file: String,
    /// From 1; 0 when it is about the whole file.
    pub line: usize,
    /// From 1, in code points (in bytes where the line is no text); 0 when it is about the whole line.
    pub column: usize,
    pub reason: Message,
    /// What to do about it; empty if nothing.
    pub fix: Message,
    /// The record that was set aside, as it stands in the file, so that it can be mended and read again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}

/// What became of the thing with a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It went in, mended or less something of no weight.
    Note,
    /// A part (a mention, a relation) was set aside; the rest of its article went in.
    Part,
    /// A whole record was set aside.
    Record,
}

impl Problem {
    /// Of a whole file, with a whole record set aside; the methods below say it better.
    pub fn new(file: impl Into<String>, reason: impl Into<Message>, fix: impl Into<Message>) -> Self {
        let (file, reason, fix) = (file.into(), reason.into(), fix.into());
        Self { severity: Severity::Record, file, line: 0, column: 0, reason, fix, row: None }
    }

    /// A file that the system does not give.
    pub fn unreadable(file: impl Into<String>, error: &std::io::Error) -> Self {
        Self::new(
            file,
            message!("cannot be read: {reason}", reason = error),
            message!("See whether it was moved, or who may read it"),
        )
    }

    /// At a line and column, both from 1.
    pub fn at(mut self, line: usize, column: usize) -> Self {
        (self.line, self.column) = (line, column);
        self
    }

    /// A note: nothing was lost.
    pub fn note(mut self) -> Self {
        self.severity = Severity::Note;
        self
    }

    /// Only a part of the record was set aside.
    pub fn part(mut self) -> Self {
        self.severity = Severity::Part;
        self
    }

    /// With the record as it stands in the file.
    pub fn row(mut self, row: impl Into<String>) -> Self {
        self.row = Some(row.into());
        self
    }
}

impl fmt::Display for Problem {
    /// `file:line:column: reason. Fix`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":{}", self.column)?;
            }
        }
        write!(f, ": {}", self.reason)?;
        if !self.fix.is_empty() {
            write!(f, ". {}", self.fix)?;
        }
        Ok(())
    }
}

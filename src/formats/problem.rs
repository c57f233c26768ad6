//! What was wrong in a file, where, and the fix.

use std::fmt;

use crate::message::{Language, Message, message};

/// Something in a file that could not be taken, or was taken after a mend.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    pub severity: RecordFate,
    /// As the caller named it, with the path inside if it is a folder.
    pub file: String,
    /// From 1; 0 when it is about the whole file.
    pub line: usize,
    /// From 1, in code points (in bytes where the line is no text); 0 when it is about the whole line.
    pub column: usize,
    pub reason: Message,
    /// What to do about it; empty if nothing.
    pub fix: Message,
    /// The record that was left out, as it stands in the file, so that it can be mended and read again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Box<str>>,
}

/// What became of the thing with a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordFate {
    /// It went in, mended or less something of no weight.
    Note,
    /// It went in as it stands, and is likely not what was meant.
    Doubted,
    /// A part does not fit the text; it was set aside and is kept in the annotation file, or is said to be left out
    /// where there is no such file.
    Kept,
    /// A part (a mention, a relation) was left out; the rest of its article went in.
    Part,
    /// A whole record was left out.
    Record,
}

impl RecordFate {
    /// Every severity.
    pub const GRAVEST_FIRST: [Self; 5] = [Self::Record, Self::Part, Self::Kept, Self::Doubted, Self::Note];
}

impl Problem {
    /// Of a whole file, with a whole record left out; the methods below say it better.
    pub fn new(file: impl Into<String>, reason: impl Into<Message>, fix: impl Into<Message>) -> Self {
        let (file, reason, fix) = (file.into(), reason.into(), fix.into());
        Self { severity: RecordFate::Record, file, line: 0, column: 0, reason, fix, row: None }
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
        self.severity = RecordFate::Note;
        self
    }

    /// It went in, and is likely not what was meant.
    pub fn doubted(mut self) -> Self {
        self.severity = RecordFate::Doubted;
        self
    }

    /// Only a part of the record was left out.
    pub fn part(mut self) -> Self {
        self.severity = RecordFate::Part;
        self
    }

    /// In a language: `file:line:column: reason. Fix`
    pub fn say(&self, language: Language) -> String {
        self.located().say(language)
    }

    /// The same in no language yet.
    pub fn located(&self) -> Message {
        let place = match (self.line, self.column) {
            (0, _) => self.file.clone(),
            (line, 0) => format!("{}:{line}", self.file),
            (line, column) => format!("{}:{line}:{column}", self.file),
        };
        if self.fix.is_empty() {
            return message!("{place}: {reason}", place = place, reason = &self.reason);
        }
        message!("{place}: {reason}. {fix}", place = place, reason = &self.reason, fix = &self.fix)
    }

    /// With the record as it stands in the file.
    pub fn row(mut self, row: impl Into<Box<str>>) -> Self {
        self.row = Some(row.into());
        self
    }
}

impl fmt::Display for Problem {
    /// In English: `file:line:column: reason. Fix`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

/// The gravest first, whatever severities there are; of one severity in their order. Looks no further than it is asked.
pub fn gravest_first(problems: &[Problem]) -> impl Iterator<Item = &Problem> {
    let of = |severity| problems.iter().filter(move |problem| problem.severity == severity);
    RecordFate::GRAVEST_FIRST.into_iter().flat_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A severity that is added does not compile here until it has its place in the order.
    fn place(severity: RecordFate) -> usize {
        match severity {
            RecordFate::Record => 0,
            RecordFate::Part => 1,
            RecordFate::Kept => 2,
            RecordFate::Doubted => 3,
            RecordFate::Note => 4,
        }
    }

    #[test]
    fn no_severity_is_left_out_of_a_list() {
        let order = RecordFate::GRAVEST_FIRST;
        assert!(order.iter().enumerate().all(|(at, severity)| place(*severity) == at));
        assert!(order.is_sorted_by(|a, b| a > b));
        let of = |severity| Problem { severity, ..Problem::new("a.txt", Message::verbatim("x"), Message::default()) };
        let problems: Vec<Problem> = order.into_iter().rev().map(of).collect();
        let listed: Vec<RecordFate> = gravest_first(&problems).map(|problem| problem.severity).collect();
        assert_eq!(listed, order);
    }

    #[test]
    fn the_place_stands_before_the_reason() {
        let problem = Problem::new("a.txt", Message::verbatim("why"), Message::verbatim("Do this"));
        assert_eq!(problem.to_string(), "a.txt: why. Do this");
        assert_eq!(problem.clone().at(3, 0).to_string(), "a.txt:3: why. Do this");
        assert_eq!(Problem { fix: Message::default(), ..problem.at(3, 4) }.to_string(), "a.txt:3:4: why");
        let odd = Problem::unreadable("b.txt", &std::io::Error::other("x"));
        assert_ne!(odd.say(Language::Indonesian), odd.to_string());
    }
}

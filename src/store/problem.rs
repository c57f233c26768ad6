//! What went wrong or is worth knowing, where, and what to do about it. Knows nothing of how it is shown.

use std::{fmt, io};

use crate::message::{Language, Message, message};

/// Why the store could not do something. Nothing was changed unless the message says so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct StoreError {
    /// Relative to the project's folder, or absolute when it is about the folder itself.
    pub path: Box<str>,
    /// From 1; 0 when it is about the whole file.
    pub line: usize,
    /// From 1, in code points; 0 when it is about the whole file.
    pub column: usize,
    pub message: Message,
    pub fix: Message,
    pub(super) cause: Cause,
}

/// What kind of fault it is, where somebody acts on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    Other,
    /// The file has Git's markers in it.
    GitConflict,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeSeverity {
    /// Good to know; nothing to do.
    Note,
    /// Something is not as it should be; the fix says what to do.
    Problem,
}

/// What a notice is about, where that decides how loudly it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoticeTopic {
    #[default]
    Other,
    /// Another program changed what is worked on here: joined, or kept beside. Told at once, and counted.
    Outside,
}

/// Something that the person should be told, and that did not stop the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub severity: NoticeSeverity,
    /// Relative to the project's folder.
    pub path: String,
    /// From 1; 0 when it is about the whole file.
    pub line: usize,
    /// From 1, in code points; 0 when it is about the whole file.
    pub column: usize,
    pub message: Message,
    /// Empty for a note that asks for nothing.
    pub fix: Message,
    pub topic: NoticeTopic,
}

/// Letters of a value in a message; more repeat what a damaged file holds, which may be megabytes.
const LONGEST_VALUE: usize = 500;

impl StoreError {
    pub(super) fn new(path: impl Into<Box<str>>, message: Message, fix: Message) -> Self {
        let message = message.shortened(LONGEST_VALUE);
        Self { path: path.into(), line: 0, column: 0, message, fix, cause: Cause::Other }
    }

    /// Whether it is about a file with Git's markers in it.
    pub(super) fn is_git_conflict(&self) -> bool {
        self.cause == Cause::GitConflict
    }

    pub(super) fn at(mut self, (line, column): (usize, usize)) -> Self {
        (self.line, self.column) = (line, column);
        self
    }

    /// An operating system's refusal of what `doing` says, with the advice that fits it.
    pub(super) fn io(path: impl Into<Box<str>>, doing: Message, error: &io::Error) -> Self {
        let fix = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => message!("Free some space on this disk"),
            io::ErrorKind::PermissionDenied => {
                message!("Ask for the right to write here, or copy the project elsewhere")
            }
            io::ErrorKind::ReadOnlyFilesystem => message!("This disk is read-only; copy the project to another one"),
            io::ErrorKind::NotFound => message!("See whether it was moved or renamed"),
            _ => message!("Check the disk"),
        };
        Self::new(path, message!("{doing}: {error}", doing = doing, error = error), fix)
    }

    /// Place, message and fix in one sentence, in no language yet.
    pub fn located(&self) -> Message {
        located(&self.path, self.line, self.column, &self.message, &self.fix)
    }

    /// The same in a language.
    pub fn say(&self, language: Language) -> String {
        self.located().say(language)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.located().fmt(f)
    }
}

impl From<StoreError> for Message {
    fn from(error: StoreError) -> Self {
        error.located()
    }
}

impl Notice {
    pub fn note(path: impl Into<String>, message: Message) -> Self {
        let fix = Message::default();
        Self {
            severity: NoticeSeverity::Note,
            path: path.into(),
            line: 0,
            column: 0,
            message,
            fix,
            topic: NoticeTopic::Other,
        }
    }

    pub fn problem(path: impl Into<String>, message: Message, fix: Message) -> Self {
        let message = message.shortened(LONGEST_VALUE);
        let (severity, topic) = (NoticeSeverity::Problem, NoticeTopic::Other);
        Self { severity, path: path.into(), line: 0, column: 0, message, fix, topic }
    }

    /// About what another program did to what is worked on here.
    pub fn outside(self) -> Self {
        Self { topic: NoticeTopic::Outside, ..self }
    }

    /// Place, message and fix in one sentence, in no language yet.
    pub fn located(&self) -> Message {
        located(&self.path, self.line, self.column, &self.message, &self.fix)
    }

    /// The same in a language.
    pub fn say(&self, language: Language) -> String {
        self.located().say(language)
    }
}

impl From<StoreError> for Notice {
    fn from(error: StoreError) -> Self {
        let StoreError { path, line, column, message, fix, .. } = error;
        let (severity, topic) = (NoticeSeverity::Problem, NoticeTopic::Other);
        Self { severity, path: path.into(), line, column, message, fix, topic }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.located().fmt(f)
    }
}

fn located(path: &str, line: usize, column: usize, message: &Message, fix: &Message) -> Message {
    let place = if line > 0 { format!("{path}:{line}:{column}") } else { path.to_owned() };
    if fix.is_empty() {
        return message!("{place}: {message}", place = place, message = message);
    }
    message!("{place}: {message}. {fix}.", place = place, message = message, fix = fix)
}

/// A file that must be there and is not.
pub(super) fn file_gone(path: &str) -> StoreError {
    let fix = message!("Take it back with “git checkout -- {path}”", path = path);
    StoreError::new(path, message!("the file is gone"), fix)
}

/// What memory holds cannot be put into a file.
pub(super) fn unwritable(path: &str, reason: Message) -> StoreError {
    StoreError::new(path, reason, message!("Undo the last edit and report this"))
}

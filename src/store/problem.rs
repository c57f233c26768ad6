//! What went wrong or is worth knowing, where, and the way out. Knows nothing of how it is shown.

use std::{fmt, io};

/// How the message about Git's markers begins.
pub(super) const GIT_CONFLICT: &str = "Git left conflict markers here";

/// Why the store could not do something. Nothing was changed unless the message says so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct StoreError {
    /// Relative to the project's folder, or absolute when it is about the folder itself.
    pub path: String,
    /// From 1; 0 when it is about the whole file.
    pub line: usize,
    /// From 1, in code points; 0 when it is about the whole file.
    pub column: usize,
    pub message: String,
    pub way_out: String,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nothing to do.
    Note,
    /// Something is not as it should be; the way out says what to do.
    Problem,
}

/// Something that the person should be told, and that did not stop the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub severity: Severity,
    /// Relative to the project's folder.
    pub path: String,
    /// From 1; 0 when it is about the whole file.
    pub line: usize,
    /// From 1, in code points; 0 when it is about the whole file.
    pub column: usize,
    pub message: String,
    /// Empty for a note that asks for nothing.
    pub way_out: String,
}

/// Letters of a message; more repeat what a damaged file holds, which may be megabytes.
const MOST: usize = 500;

fn short(mut message: String) -> String {
    if let Some((end, _)) = message.char_indices().nth(MOST) {
        message.truncate(end);
        message.push('…');
    }
    message
}

impl StoreError {
    pub(super) fn new(path: impl Into<String>, message: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { path: path.into(), line: 0, column: 0, message: short(message.into()), way_out: way_out.into() }
    }

    /// Whether it is about a file with Git's markers in it.
    pub(super) fn is_git_conflict(&self) -> bool {
        self.message.starts_with(GIT_CONFLICT)
    }

    pub(super) fn at(mut self, (line, column): (usize, usize)) -> Self {
        (self.line, self.column) = (line, column);
        self
    }

    /// An operating system's refusal, with the advice that fits it.
    pub(super) fn io(path: impl Into<String>, doing: &str, error: &io::Error) -> Self {
        let way_out = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "Free some space on this disk"
            }
            io::ErrorKind::PermissionDenied => "Ask for the right to write here, or copy the project elsewhere",
            io::ErrorKind::ReadOnlyFilesystem => "This disk is read-only; copy the project to another one",
            io::ErrorKind::NotFound => "See whether it was moved or renamed",
            _ => "Check the disk",
        };
        Self::new(path, format!("{doing}: {error}"), way_out)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        located(f, &self.path, self.line, self.column, &self.message, &self.way_out)
    }
}

impl Notice {
    pub fn note(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            path: path.into(),
            line: 0,
            column: 0,
            message: message.into(),
            way_out: String::new(),
        }
    }

    pub fn problem(path: impl Into<String>, message: impl Into<String>, way_out: impl Into<String>) -> Self {
        StoreError::new(path, message, way_out).into()
    }
}

impl From<Notice> for StoreError {
    fn from(notice: Notice) -> Self {
        let Notice { path, line, column, message, way_out, .. } = notice;
        Self { path, line, column, message, way_out }
    }
}

impl From<StoreError> for Notice {
    fn from(error: StoreError) -> Self {
        let StoreError { path, line, column, message, way_out } = error;
        Self { severity: Severity::Problem, path, line, column, message, way_out }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        located(f, &self.path, self.line, self.column, &self.message, &self.way_out)
    }
}

fn located(
    f: &mut fmt::Formatter<'_>,
    path: &str,
    line: usize,
    column: usize,
    message: &str,
    way_out: &str,
) -> fmt::Result {
    write!(f, "{path}")?;
    if line > 0 {
        write!(f, ":{line}:{column}")?;
    }
    write!(f, ": {message}")?;
    if way_out.is_empty() { Ok(()) } else { write!(f, ". {way_out}.") }
}

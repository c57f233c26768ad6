//! Where a long command is: one line on a terminal, written over and over; nothing when standard error is a pipe.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

use super::table;

/// Often enough for the eye.
const PAUSE: Duration = Duration::from_millis(80);

/// The line; it is wiped when this is dropped.
pub struct ProgressLine {
    terminal: bool,
    last: Option<Instant>,
}

impl ProgressLine {
    pub fn new() -> Self {
        Self { terminal: io::stderr().is_terminal(), last: None }
    }

    /// Shows the line if the last one has been seen.
    pub fn show(&mut self, line: impl FnOnce() -> String) {
        if self.terminal && self.last.is_none_or(|last| last.elapsed() >= PAUSE) {
            self.last = Some(Instant::now());
            // A line that wraps could not be written over.
            let line = table::elided(&line(), 76);
            let _ = write!(io::stderr(), "\r{line}\x1b[K");
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if self.last.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

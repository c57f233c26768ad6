//! Where a long command is: one line on a terminal, written over and over; nothing when standard error is a pipe.

use std::{
    io::{self, IsTerminal, Write},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::table;

/// Often enough for the eye.
const PAUSE: Duration = Duration::from_millis(80);
/// What takes longer says for how long it has been at it.
const LONG: Duration = Duration::from_secs(1);
/// A line that wraps could not be written over.
const WIDTH: usize = 76;

/// The line; it is wiped when this is dropped.
pub struct ProgressLine {
    /// Whoever draws, on a terminal.
    drawing: Option<(Sender<String>, JoinHandle<()>)>,
    last: Option<Instant>,
}

impl ProgressLine {
    pub fn new() -> Self {
        let drawing = io::stderr().is_terminal().then(|| {
            let (lines, told) = mpsc::channel();
            (lines, thread::spawn(move || draw(&told)))
        });
        Self { drawing, last: None }
    }

    /// Shows the line if the last one has been seen.
    pub fn show(&mut self, line: impl FnOnce() -> String) {
        if let Some((lines, _)) = &self.drawing
            && self.last.is_none_or(|last| last.elapsed() >= PAUSE)
        {
            self.last = Some(Instant::now());
            // Nobody draws any more: then there is nothing to see.
            let _ = lines.send(line());
        }
    }

    /// Shows the line even if the last one has hardly been seen: what follows takes long.
    pub fn show_now(&mut self, line: impl FnOnce() -> String) {
        self.last = None;
        self.show(line);
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if let Some((lines, drawer)) = self.drawing.take() {
            drop(lines);
            // Had it panicked, the line would stay: no harm.
            let _ = drawer.join();
        }
    }
}

fn draw(told: &Receiver<String>) {
    let (mut line, mut since) = (String::new(), Instant::now());
    let mut is_drawn = false;
    loop {
        let shown = match told.recv_timeout(LONG) {
            Ok(new) => {
                (line, since) = (new, Instant::now());
                table::elided(&line, WIDTH)
            }
            Err(RecvTimeoutError::Timeout) => {
                let seconds = format!("  {} s", since.elapsed().as_secs());
                table::elided(&line, WIDTH - seconds.len()) + &seconds
            }
            Err(RecvTimeoutError::Disconnected) => break,
        };
        is_drawn = true;
        let _ = write!(io::stderr(), "\r{shown}\x1b[K");
    }
    if is_drawn {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
}

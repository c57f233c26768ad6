//! A person's program in a pipe: lines go to it as they come in, and out in their order with what it answered.

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, BufRead, Write},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
};

use super::{
    answered::line_answered,
    rules::{next_line, parsed},
};
use crate::{
    formats::{ExtractorAnswer, Problem, RawArticle, ReadContext, RecordFate, write_line},
    message::{Message, message},
    model::{KindKey, Scheme, Timestamp},
    session::{Listener, Program, ProgramEnd},
};

/// Lines that are asked and not yet written: memory is bounded even if one answer takes long.
const UNDER_WAY: usize = 10_000;
/// Lines without an answer that are named one by one.
const NAMED: usize = 20;
/// Lines that are no answer before the program is stopped, if there are more of them than answers.
const STRAYS: usize = 1000;

/// What becomes of a line of the input.
enum LineSlot {
    Asked(Box<RawArticle>),
    Answered(String),
    /// Why there is nothing to write.
    Bad(Message),
    Empty,
}

/// Lines under way, by number; of those that are asked, the number by id.
#[derive(Default)]
struct Slots {
    slots: BTreeMap<usize, LineSlot>,
    open: HashMap<String, usize>,
    /// Why the input cannot be read on.
    failed: Option<Message>,
}

/// Asks about every line and writes the answers in the order of the lines; how many lines are not all right. The error:
/// the program cannot be started, or reading or writing failed.
pub fn extract_with_program(
    program: &Program,
    labels: BTreeMap<String, KindKey>,
    mut input: impl BufRead + Send + 'static,
    output: impl Write,
    cancel: &AtomicBool,
    complain: &dyn Fn(&str),
    step: &mut dyn FnMut(usize),
) -> Result<usize, Message> {
    let slots = Arc::new(Mutex::new(Slots::default()));
    let (permits, taken) = mpsc::sync_channel::<()>(UNDER_WAY);
    let (asked, mut number) = (slots.clone(), 0);
    let lines = move || {
        loop {
            number += 1;
            let read = next_line(&mut input);
            let mut failed = None;
            let slot = match read {
                Ok(None) => return None,
                Ok(Some(line)) => match parsed(line.as_deref()) {
                    Ok(None) => LineSlot::Empty,
                    Ok(Some(line)) => LineSlot::Asked(Box::new(line)),
                    Err(reason) => LineSlot::Bad(reason),
                },
                Err(error) => {
                    failed = Some(message!("standard input: {reason}", reason = error));
                    LineSlot::Empty
                }
            };
            permits.send(()).ok()?;
            let mut slots = asked.lock().ok()?;
            if failed.is_some() {
                slots.failed = failed;
                return None;
            }
            if let Some(line) = slots.put(number, slot) {
                return Some(line);
            }
        }
    };
    let reading = ReadContext { labels, any_kind: true, ..ReadContext::new(Scheme::default(), Timestamp(0)) };
    let (next, written, bad, answers, strays) = (1, 0, 0, 0, 0);
    let end = None;
    let mut pipe = Pipe {
        slots: &slots,
        output,
        taken,
        reading,
        cancel,
        complain,
        step,
        next,
        written,
        bad,
        answers,
        strays,
        end,
    };
    let ended = program.talk(lines, cancel, &mut pipe)?;
    pipe.write_ready();
    let Pipe { mut output, mut bad, end, taken, answers, .. } = pipe;
    // Whoever still reads the input ends.
    drop(taken);
    match end {
        Some(PipeEnd::Failed(reason)) => return Err(reason),
        Some(PipeEnd::NobodyReads) => return Ok(bad),
        None => {}
    }
    ended.lines().for_each(|line| complain(&format!("program: {line}")));
    let mut slots = slots.lock().map_err(|_| message!("the lines under way are lost"))?;
    let mut silent = 0;
    for (number, slot) in std::mem::take(&mut slots.slots) {
        let reason = match slot {
            LineSlot::Asked(line) => {
                silent += 1;
                if silent > NAMED || answers == 0 {
                    continue;
                }
                message!("article “{id}” was not answered", id = &line.id)
            }
            LineSlot::Bad(reason) => reason,
            LineSlot::Answered(line) => {
                write(&mut output, &line).map_err(|error| message!("standard output: {reason}", reason = error))?;
                continue;
            }
            LineSlot::Empty => continue,
        };
        bad += 1;
        complain(&format!("line {number}: {reason}"));
    }
    if silent > NAMED && answers > 0 {
        complain(&format!("and {} more lines were not answered", silent - NAMED));
    }
    if let Some(reason) = slots.failed.take() {
        return Err(reason);
    }
    match ended.how {
        ProgramEnd::Well if answers == 0 && silent > 0 => Err(message!("the program ended well and answered nothing")),
        ProgramEnd::Well => Ok(bad),
        how if answers == 0 => Err(how.message()),
        how => {
            complain(&format!("{how}; what came after was not asked"));
            Ok(bad + 1)
        }
    }
}

impl Slots {
    /// Keeps a line; returns what the program is told of it.
    fn put(&mut self, number: usize, slot: LineSlot) -> Option<String> {
        let (slot, line) = match slot {
            LineSlot::Asked(line) if self.open.contains_key(&line.id) => {
                let id = &line.id;
                let reason =
                    message!("another article “{id}” is not answered yet. Give each an id of its own", id = id);
                (LineSlot::Bad(reason), None)
            }
            LineSlot::Asked(line) => match write_line(&line) {
                Ok(told) => {
                    self.open.insert(line.id.clone(), number);
                    (LineSlot::Asked(line), Some(told))
                }
                Err(reason) => (LineSlot::Bad(reason), None),
            },
            slot => (slot, None),
        };
        self.slots.insert(number, slot);
        line
    }
}

/// Why nothing more is written.
enum PipeEnd {
    NobodyReads,
    Failed(Message),
}

struct Pipe<'a, W> {
    slots: &'a Mutex<Slots>,
    output: W,
    taken: mpsc::Receiver<()>,
    reading: ReadContext,
    cancel: &'a AtomicBool,
    complain: &'a dyn Fn(&str),
    step: &'a mut dyn FnMut(usize),
    /// The line to be written next.
    next: usize,
    written: usize,
    bad: usize,
    answers: usize,
    strays: usize,
    end: Option<PipeEnd>,
}

impl<W: Write> Listener for Pipe<'_, W> {
    fn heard(&mut self, number: usize, line: &[u8]) -> Result<(), Message> {
        if line.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        match self.answer(number, line) {
            Ok(()) => self.answers += 1,
            Err(problem) => {
                self.strays += 1;
                self.bad += 1;
                (self.complain)(&problem.to_string());
                if self.strays > STRAYS.max(self.answers) {
                    return Err(message!(
                        "{count} line{s} of its standard output {is|are} not answers",
                        count = self.strays
                    ));
                }
            }
        }
        self.write_ready();
        Ok(())
    }

    fn owed(&mut self) -> bool {
        self.write_ready();
        self.slots.lock().is_ok_and(|slots| !slots.open.is_empty())
    }
}

impl<W: Write> Pipe<'_, W> {
    fn answer(&mut self, number: usize, line: &[u8]) -> Result<(), Problem> {
        let answer = ExtractorAnswer::read(number, line)?;
        let asked = self.slots.lock().ok().and_then(|mut slots| {
            let at = slots.open.remove(&answer.id)?;
            match slots.slots.insert(at, LineSlot::Empty) {
                Some(LineSlot::Asked(line)) => Some((at, line)),
                _ => None,
            }
        });
        let Some((at, asked)) = asked else {
            let reason = message!("article “{id}” was not asked about, or is answered already", id = &answer.id);
            return Err(
                Problem::new("answers", reason, message!("Answer each article once, with its “id”")).at(number, 1)
            );
        };
        let answered = line_answered(*asked, answer, number, &self.reading);
        let (slot, outcome) = match answered {
            Ok((line, problems)) => {
                for problem in problems {
                    self.bad += usize::from(problem.severity > RecordFate::Note);
                    (self.complain)(&problem.to_string());
                }
                (write_line(&line).map_or_else(LineSlot::Bad, LineSlot::Answered), Ok(()))
            }
            Err(problem) => (LineSlot::Empty, Err(problem)),
        };
        if let Ok(mut slots) = self.slots.lock() {
            slots.slots.insert(at, slot);
        }
        outcome
    }

    /// Writes what is ready, in order, as far as nothing before it is missing.
    fn write_ready(&mut self) {
        while self.end.is_none() {
            let slot = self.slots.lock().ok().and_then(|mut slots| match slots.slots.get(&self.next) {
                None | Some(LineSlot::Asked(_)) => None,
                Some(_) => slots.slots.remove(&self.next),
            });
            let Some(slot) = slot else { return };
            match slot {
                LineSlot::Answered(line) => match write(&mut self.output, &line) {
                    Ok(()) => self.written += 1,
                    Err(error) => {
                        let nobody = error.kind() == io::ErrorKind::BrokenPipe;
                        let failed = || PipeEnd::Failed(message!("standard output: {reason}", reason = error));
                        self.end = Some(if nobody { PipeEnd::NobodyReads } else { failed() });
                        self.cancel.store(true, Ordering::Relaxed);
                    }
                },
                LineSlot::Bad(reason) => {
                    self.bad += 1;
                    (self.complain)(&format!("line {}: {reason}", self.next));
                }
                LineSlot::Asked(_) | LineSlot::Empty => {}
            }
            // The reader may take one more.
            let _ = self.taken.try_recv();
            self.next += 1;
            (self.step)(self.written);
        }
    }
}

fn write(output: &mut impl Write, line: &str) -> io::Result<()> {
    output.write_all(line.as_bytes()).and_then(|()| output.write_all(b"\n")).and_then(|()| output.flush())
}

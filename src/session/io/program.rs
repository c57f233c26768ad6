//! A person's own program: started, fed lines on its standard input, heard on its standard output. What it says on its
//! standard error is kept for the person to read. Does not know what the lines mean: whoever talks to it does.
//!
//! Nothing waits for it. Its three streams have a thread each, so that no full pipe holds up another; a program that is
//! silent for too long, says too much, or is not wanted any more is killed with everything that it started.

use std::{
    collections::VecDeque,
    fmt,
    io::{self, BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::{
    message::{Message, message},
    model::slug,
};

/// Longest answer, in bytes.
const LONGEST: u64 = 64 << 20;
/// So many bytes are answered to nothing at all, and so many to each byte that is asked; more is a flood.
const FREE: u64 = 16 << 20;
const TIMES: u64 = 64;
/// What is kept of its standard error, in bytes.
const KEPT: usize = 64 << 10;
/// Answers that wait to be heard.
const WAITING: usize = 64;
/// How soon a Cancel is noticed.
const TICK: Duration = Duration::from_millis(40);
/// How long a program may take to end when nothing is asked of it any more.
const GRACE: Duration = Duration::from_secs(5);

/// A command of a person with the time that it may be silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program and its arguments; never empty.
    words: Vec<String>,
    limit: Duration,
}

/// Who talks to a program.
pub trait Listener {
    /// Takes a line of its standard output without the line end, numbered from 1. The error: why it is to be stopped.
    fn heard(&mut self, number: usize, line: &[u8]) -> Result<(), Message>;
    /// Asked often: whether anything is not answered yet.
    fn owed(&mut self) -> bool;
}

/// How a program ended, and what it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub how: ProgramEnd,
    /// The end of its standard error, at most 64 KiB.
    pub said: String,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgramEnd {
    Well,
    /// By itself, saying that something went wrong: its exit status or signal.
    Failed(String),
    /// Killed: a person wished so.
    Cancelled,
    /// Killed: it neither took nor answered anything for so long.
    Silent(Duration),
    /// Killed, or not listened to any more, and why.
    Stopped(Message),
}

impl Ended {
    /// Its standard error, line by line.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let lines = self.said.lines().filter(|line| !line.trim().is_empty());
        // A progress bar writes over itself: its last state is enough.
        lines.map(|line| line.trim_end_matches('\r').rsplit('\r').next().unwrap_or(line))
    }
}

impl ProgramEnd {
    /// In words, in no language yet.
    pub fn message(&self) -> Message {
        match self {
            Self::Well => message!("the program ended well"),
            Self::Failed(status) => message!("the program ended with {status}", status = status),
            Self::Cancelled => message!("the program was stopped, as you wished"),
            Self::Silent(limit) => message!(
                "the program was stopped: for {seconds} seconds it neither took nor answered anything. Let it answer line by \
                 line and flush each, or give it more time",
                seconds = limit.as_secs()
            ),
            Self::Stopped(reason) => message!("the program was stopped: {reason}", reason = reason),
        }
    }
}

/// In English.
impl fmt::Display for ProgramEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Program {
    /// From a command line; `limit`: how long it may neither take nor answer anything while an answer is owed.
    ///
    /// Words are separated by blanks; what stands between `"` and `"` or between `'` and `'` belongs together, blanks
    /// and other quotes included. Nothing else has a meaning, on any system: a backslash is a letter, as in paths of
    /// Windows, and there are no variables, patterns or pipes (a script has them). A word that begins with `~/` begins
    /// with the person's home folder. The error: a quote without an end, or no word at all.
    pub fn new(command: &str, limit: Duration) -> Result<Self, Message> {
        let words = split(command)?;
        if words.first().is_none_or(String::is_empty) {
            return Err(message!("there is no command: name a program, with its arguments after it"));
        }
        let home = std::env::home_dir();
        let at_home = |word: String| match (word.strip_prefix("~/"), &home) {
            (Some(rest), Some(home)) => home.join(rest).to_string_lossy().into_owned(),
            _ => word,
        };
        Ok(Self { words: words.into_iter().map(at_home).collect(), limit })
    }

    /// The id of a set for its work: from its name and that of the script that it runs, if it runs one.
    pub fn slug(&self) -> String {
        let stem = |word: &String| {
            let name = word.rsplit(['/', '\\']).next().unwrap_or_default();
            slug(Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name))
        };
        let names: Vec<String> = self.words.iter().take(2).filter(|word| !word.starts_with('-')).map(stem).collect();
        names.iter().filter(|name| !name.is_empty()).map(String::as_str).collect::<Vec<_>>().join("-")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.words[0]);
        command.args(&self.words[1..]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Python answers in UTF-8 and at once, on every system; other programs do not look.
        command.env("PYTHONUTF8", "1").env("PYTHONUNBUFFERED", "1");
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        #[cfg(windows)]
        {
            const CREATE_NO_WINDOW: u32 = 0x0800_0000;
            std::os::windows::process::CommandExt::creation_flags(&mut command, CREATE_NO_WINDOW);
        }
        command
    }

    /// Starts it, says one line after another until there are none (`None`), and listens until it ends, `cancel` is set,
    /// or it has to be stopped. The error: it cannot be started.
    pub fn talk(
        &self,
        mut lines: impl FnMut() -> Option<String> + Send + 'static,
        cancel: &AtomicBool,
        listener: &mut dyn Listener,
    ) -> Result<Ended, Message> {
        let name = &self.words[0];
        let failed = |error: io::Error| {
            message!(
                "“{name}” cannot be started: {reason}. Check how it is spelt, and where it is",
                name = name,
                reason = error
            )
        };
        let mut child = self.command().spawn().map_err(failed)?;
        // Dropped at the end, when the program has ended or was killed.
        let _watcher = Watcher::of(&child);
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (asked, told) = (Arc::new(Asked::default()), Arc::new(Mutex::new(VecDeque::new())));
        let (sender, answers) = mpsc::sync_channel(WAITING);
        let start = || -> io::Result<JoinHandle<()>> {
            let shared = asked.clone();
            spawn("asking", move || {
                ask(stdin, &mut lines, &shared);
                shared.ended.store(true, Ordering::Release);
            })?;
            spawn("listening", move || listen(stdout, &sender))?;
            let shared = told.clone();
            spawn("grumbling", move || keep_end(stderr, &shared))
        };
        let grumbling = match start() {
            Ok(thread) => thread,
            Err(error) => {
                kill(&mut child);
                return Err(failed(error));
            }
        };
        let how = self.read_output(&mut child, &answers, &asked, cancel, listener);
        asked.stopped.store(true, Ordering::Release);
        // The last words may be under way still.
        let patient = Instant::now();
        while !grumbling.is_finished() && patient.elapsed() < 5 * TICK {
            thread::sleep(TICK / 8);
        }
        let said: Vec<u8> = told.lock().map(|told| told.iter().copied().collect()).unwrap_or_default();
        Ok(Ended { how, said: String::from_utf8_lossy(&said).into_owned() })
    }

    fn read_output(
        &self,
        child: &mut Child,
        answers: &mpsc::Receiver<OutputEvent>,
        asked: &Asked,
        cancel: &AtomicBool,
        listener: &mut dyn Listener,
    ) -> ProgramEnd {
        let (mut number, mut bytes, mut taken, mut alive) = (0, 0, 0, Instant::now());
        let stopped = loop {
            if cancel.load(Ordering::Relaxed) {
                break ProgramEnd::Cancelled;
            }
            match answers.recv_timeout(TICK) {
                Ok(OutputEvent::Line(line)) => {
                    (number, bytes) = (number + 1, bytes + line.len() as u64 + 1);
                    if bytes > FREE + TIMES * asked.bytes.load(Ordering::Relaxed) {
                        break ProgramEnd::Stopped(message!(
                            "it answered {size} MB, far more than it was asked",
                            size = bytes >> 20
                        ));
                    }
                    if let Err(reason) = listener.heard(number, &line) {
                        break ProgramEnd::Stopped(reason);
                    }
                    // What the listener took to hear it is not the program's.
                    alive = Instant::now();
                }
                Ok(OutputEvent::TooLong) => {
                    break ProgramEnd::Stopped(message!(
                        "line {line} of its answers is longer than {size} MB",
                        line = number + 1,
                        size = LONGEST >> 20
                    ));
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => return last_words(child, cancel, listener),
            }
            let all_asked = asked.ended.load(Ordering::Acquire);
            let now = asked.bytes.load(Ordering::Relaxed);
            // While nothing is owed and more will be asked, it is we who are slow.
            if now != taken || (!listener.owed() && !all_asked) {
                (taken, alive) = (now, Instant::now());
            }
            let silent = alive.elapsed();
            if silent > GRACE.min(self.limit) && all_asked && !listener.owed() {
                break ProgramEnd::Well;
            }
            if silent > self.limit {
                break ProgramEnd::Silent(self.limit);
            }
        };
        kill(child);
        stopped
    }
}

/// Its answers have ended; it will.
fn last_words(child: &mut Child, cancel: &AtomicBool, listener: &mut dyn Listener) -> ProgramEnd {
    let since = Instant::now();
    while since.elapsed() < GRACE && !cancel.load(Ordering::Relaxed) {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return ProgramEnd::Well,
            Ok(Some(status)) => return ProgramEnd::Failed(status.to_string()),
            Ok(None) => thread::sleep(TICK / 4),
            Err(error) => return ProgramEnd::Stopped(message!("nobody knows how it ended: {reason}", reason = error)),
        }
    }
    kill(child);
    if listener.owed() {
        ProgramEnd::Stopped(message!("it closed its standard output and went on"))
    } else {
        ProgramEnd::Well
    }
}

/// Kills it and all that it started. It is not waited for longer than a moment.
fn kill(child: &mut Child) {
    if matches!(child.try_wait(), Ok(None)) {
        #[cfg(unix)]
        let _ =
            rustix::process::kill_process_group(rustix::process::Pid::from_child(child), rustix::process::Signal::KILL);
        #[cfg(windows)]
        let _ = Command::new("taskkill").args(["/T", "/F", "/PID", &child.id().to_string()]).output();
        let _ = child.kill();
    }
    let since = Instant::now();
    while matches!(child.try_wait(), Ok(None)) && since.elapsed() < GRACE {
        thread::sleep(TICK / 8);
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    thread::Builder::new().name(name.to_owned()).spawn(work)
}

/// Kills a program with all that it started when this process ends, however it ends: a signal that nobody can handle
/// ends it too. A shell waits for the end of a pipe that this process alone holds, and then kills the program's group.
struct Watcher(Option<Child>);

impl Watcher {
    /// Without one (the system has no shell, or no room for another process) a kill leaves the program running.
    #[cfg(unix)]
    fn of(program: &Child) -> Self {
        let mut command = Command::new("/bin/sh");
        let kill = "trap '' INT TERM HUP; read _; kill -s KILL -- \"-$1\"";
        command.args(["-c", kill, "sh", &program.id().to_string()]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // Of its own, so that the Ctrl+C that ends us does not end it.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        Self(command.spawn().ok())
    }

    #[cfg(not(unix))]
    fn of(_: &Child) -> Self {
        Self(None)
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        if let Some(mut shell) = self.0.take() {
            // Before its pipe is closed, which would set it going.
            let _ = shell.kill();
            let _ = shell.wait();
        }
    }
}

/// How far asking is.
#[derive(Default)]
struct Asked {
    /// Bytes that the program took.
    bytes: AtomicU64,
    ended: AtomicBool,
    stopped: AtomicBool,
}

/// What comes from the standard output.
enum OutputEvent {
    Line(Vec<u8>),
    TooLong,
}

fn ask(stdin: Option<impl Write>, lines: &mut dyn FnMut() -> Option<String>, asked: &Asked) {
    let Some(mut stdin) = stdin else { return };
    while let Some(mut line) = lines() {
        line.push('\n');
        // A program that has closed its standard input wants no more.
        if asked.stopped.load(Ordering::Acquire) || stdin.write_all(line.as_bytes()).is_err() {
            return;
        }
        asked.bytes.fetch_add(line.len() as u64, Ordering::Relaxed);
    }
}

fn listen(stdout: Option<impl Read>, answers: &mpsc::SyncSender<OutputEvent>) {
    let Some(stdout) = stdout else { return };
    let mut stdout = BufReader::with_capacity(1 << 16, stdout);
    loop {
        let mut line = Vec::new();
        // A stream that breaks is one that ends: what was said until then counts.
        if !(&mut stdout).take(LONGEST).read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            return;
        }
        let said = if line.ends_with(b"\n") || (line.len() as u64) < LONGEST {
            let end = line.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
            line.truncate(end);
            OutputEvent::Line(line)
        } else {
            OutputEvent::TooLong
        };
        if answers.send(said).is_err() {
            return;
        }
    }
}

/// Reads to the end and keeps the last bytes.
fn keep_end(stderr: Option<impl Read>, kept: &Mutex<VecDeque<u8>>) {
    let Some(mut stderr) = stderr else { return };
    let mut buffer = [0; 8192];
    while let Ok(read) = stderr.read(&mut buffer)
        && read > 0
    {
        let Ok(mut kept) = kept.lock() else { return };
        kept.extend(&buffer[..read]);
        let over = kept.len().saturating_sub(KEPT);
        kept.drain(..over);
    }
}

fn split(command: &str) -> Result<Vec<String>, Message> {
    let (mut words, mut word, mut open) = (Vec::new(), None::<String>, None);
    for c in command.chars() {
        match (open, c) {
            (Some(quote), c) if c == quote => open = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                open = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    if let Some(quote) = open {
        return Err(message!("a quote {quote} in the command is not closed", quote = quote));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_command() {
        let words = |command: &str| split(command).unwrap();
        assert_eq!(words("python3  tag.py --model x"), ["python3", "tag.py", "--model", "x"]);
        assert_eq!(
            words(r#"'C:\Program Files\tag.exe' "" a"b c"d '"'"#),
            [r"C:\Program Files\tag.exe", "", "ab cd", "\""]
        );
        assert_eq!(words(r"C:\bin\tag.exe $HOME | x"), [r"C:\bin\tag.exe", "$HOME", "|", "x"]);
        assert!(split("tag 'x").unwrap_err().to_string().contains("is not closed"));
        for none in ["", "  ", "''"] {
            assert!(Program::new(none, GRACE).unwrap_err().to_string().contains("no command"), "{none:?}");
        }
    }

    #[test]
    fn a_set_is_named_after_the_program() {
        let slug = |command: &str| Program::new(command, GRACE).unwrap().slug();
        assert_eq!(slug("python3 ~/kode/Tag_Nama.py --model x"), "python3-tag-nama");
        assert_eq!(slug(r"C:\bin\tag.exe --model x"), "tag");
        assert_eq!(slug("./a.sh"), "a");
    }
}

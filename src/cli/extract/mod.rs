//! `tandai extract`: suggestions for the articles of a project, or for articles that stream through; by the built-in
//! rules, or by a person's own program.

mod project;

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use clap::Args;

use super::{Failure, Report, import, progress::ProgressLine, say, table::counted};
use crate::{
    model::KindKey,
    session::{Learned, Program, RulesInPipe, extract_by_rules, extract_with_program},
};

/// Find mentions and coalitions: in the articles of a project, or in Tandai JSON Lines from standard input to standard
/// output
///
/// With DIR, what is found goes into a set of its own as suggestions, in place of what that set said of these articles
/// before; decisions of people stay. Without DIR, one article a line comes in, at least {"id": "…", "text": "…"}, and goes
/// out with what was found. The order is kept, every line goes out as soon as it and those before it are done, memory does
/// not grow with the input, and all cores work. A line that cannot be read is named on standard error with its number and
/// passed over (exit status 1).
///
/// With --with COMMAND a program of yours finds them. It gets an article a line on its standard input, and answers with a
/// line for each on its standard output, in any order: {"id": "…", "mentions": [{"start": 0, "end": 3, "kind": "party",
/// "text": "PKS", "score": 0.9}], "coalitions": […]}. Offsets count code points; where the words of a mention are told,
/// they decide. In the command, blanks separate and quotes keep together; no shell looks at it.
#[derive(Args)]
pub struct Extract {
    /// The project: its folder, or the project.ron in it; without it, lines stream through
    dir: Option<PathBuf>,
    /// Ask this program of yours instead of the built-in rules
    #[arg(long, value_name = "COMMAND")]
    with: Option<String>,
    /// Learn first from the articles that are finished, so that the rules are read again as this project marks
    #[arg(long, requires = "dir", conflicts_with = "with")]
    learn: bool,
    /// Keep in this file what was learned, with the version of the rules; what was kept there before is replaced
    #[arg(long, value_name = "FILE", requires = "learn")]
    keep: Option<PathBuf>,
    /// Read the rules again by what was learned and kept in this file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["learn", "with"])]
    model: Option<PathBuf>,
    /// Look into articles too that are not about a regional election; of these nothing is proposed, and each line says why
    #[arg(long, conflicts_with = "with")]
    anyway: bool,
    /// How long the program may neither take nor answer anything
    #[arg(long, value_name = "SECONDS", default_value = "60", requires = "with")]
    limit: NonZeroUsize,
    /// What a label of the program means, as LABEL=KIND; may be given again
    #[arg(long = "label", value_name = "LABEL=KIND", value_parser = import::pair, requires = "with")]
    labels: Vec<(String, String)>,
    /// The set that gets what is found [default: auto-rules-2, auto-learned-2, or auto- and the program's name]
    #[arg(long, value_name = "NAME", requires = "dir")]
    set: Option<String>,
    /// Only articles with these words in title, source or id, or with a date that begins so
    #[arg(long, value_name = "WORDS", requires = "dir")]
    articles: Option<String>,
    /// Whose links count as decided, and whose articles are learned from [default: your account's name]
    #[arg(long = "as", value_name = "NAME", requires = "dir")]
    author: Option<String>,
    /// Say what was found as one JSON object
    #[arg(long, requires = "dir")]
    json: bool,
    /// How many threads work in a pipe; as many as there are cores if not said
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["dir", "with"])]
    threads: Option<NonZeroUsize>,
}

impl Extract {
    pub fn run(self) -> Result<Report, Failure> {
        let limit = Duration::from_secs(u64::try_from(self.limit.get()).unwrap_or(u64::MAX));
        let program = self.with.as_deref().map(|command| Program::new(command, limit)).transpose()?;
        let kind = |(label, kind): &(String, String)| Ok((label.clone(), KindKey::new(kind)?));
        let labels: BTreeMap<String, KindKey> = self.labels.iter().map(kind).collect::<Result<_, Failure>>()?;
        let learned = self.model.as_deref().map(read_learned).transpose()?;
        if let Some(dir) = &self.dir {
            return self.in_project(dir, program, labels, learned);
        }
        let input = Input::standard();
        let mut shown = PipeProgress { progress: ProgressLine::new(), read: input.read.clone(), total: input.total };
        let (input, output) = (io::BufReader::with_capacity(1 << 16, input), io::stdout().lock());
        let complain = |message: &str| say(message);
        let step = &mut |written| shown.show(written);
        let bad = match program {
            Some(program) => extract_with_program(
                &program,
                labels,
                input,
                output,
                &super::cancel::cancelled_by_keys(),
                &complain,
                step,
            )?,
            None => {
                let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
                let threads = self.threads.map_or_else(cores, NonZeroUsize::get).min(256);
                let options = RulesInPipe { threads, anyway: self.anyway, learned: learned.as_ref() };
                extract_by_rules(input, output, &options, &complain, step)?
            }
        };
        Ok(Report { text: String::new(), findings: bad > 0 })
    }
}

/// What was learned before.
fn read_learned(path: &Path) -> Result<Learned, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::of_file(path, error))?;
    Learned::from_bytes(&bytes).map_err(|bad| format!("{}: {bad}", path.display()).into())
}

/// Standard input, its bytes counted.
struct Input {
    stream: io::Stdin,
    read: Arc<AtomicU64>,
    /// Its size in bytes, if it is a file.
    total: Option<u64>,
}

impl Input {
    fn standard() -> Self {
        let stream = io::stdin();
        #[cfg(unix)]
        let file = std::os::fd::AsFd::as_fd(&stream).try_clone_to_owned().map(File::from);
        #[cfg(windows)]
        let file = std::os::windows::io::AsHandle::as_handle(&stream).try_clone_to_owned().map(File::from);
        let meta = file.and_then(|file| file.metadata()).ok().filter(|meta| meta.is_file());
        Self { stream, read: Arc::default(), total: meta.map(|meta| meta.len()) }
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// How far a pipe is, on a terminal.
struct PipeProgress {
    progress: ProgressLine,
    read: Arc<AtomicU64>,
    total: Option<u64>,
}

impl PipeProgress {
    fn show(&mut self, articles: usize) {
        let (read, total) = (self.read.load(Ordering::Relaxed), self.total);
        self.progress.show(|| {
            let articles = counted(articles, "article");
            match total.filter(|total| *total > 0) {
                Some(total) => format!("{} %  {articles}", read.min(total) * 100 / total),
                None => format!("{articles}, {} MB read", read >> 20),
            }
        });
    }
}

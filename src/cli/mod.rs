//! Floor 4: the command line, one file a subcommand. It asks the session and writes down what it says; it holds no
//! logic of the project and knows no window.

mod assign;
mod cancel;
mod check;
mod compare;
mod convert;
mod elusion;
mod entities;
mod export;
mod extract;
mod failure;
mod gazetteer;
mod import;
mod ledger;
mod meant;
mod merge;
mod new;
mod progress;
mod recover;
mod report;
mod scheme;
mod score;
mod setup_git;
mod stats;
mod table;

use std::{
    cell::RefCell,
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::{CommandFactory, Parser, Subcommand, error::ErrorKind};

use self::{failure::Failure, progress::ProgressLine};
use crate::{
    message::Message,
    session::{CouncilTable, RecoveryStep, Session, Who},
};

const EXIT_STATUS: &str = "\
Exit status: 0 done, 1 done with findings (what they are is said), 2 could not be done (why is said).
Results go to standard output; errors and progress go to standard error.";

/// Annotate news articles about electoral coalitions: parties, candidates, regions, and who backs whom
///
/// Without a subcommand the window opens: with a project, else with the one that was open last, the first time with the
/// sample.
#[derive(Parser)]
#[command(name = "tandai", version, after_help = EXIT_STATUS, args_conflicts_with_subcommands = true)]
#[command(disable_help_subcommand = true)]
struct Arguments {
    /// The project to open in the window: its folder, or the project.ron in it [default: the one that was open last]
    project: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    New(new::New),
    Import(import::ImportArgs),
    Export(export::Export),
    Convert(convert::Convert),
    Assign(assign::Assign),
    Check(check::CheckArgs),
    Compare(compare::Compare),
    Entities(entities::EntitiesArguments),
    Extract(extract::Extract),
    Gazetteer(gazetteer::GazetteerArguments),
    Ledger(ledger::LedgerCommand),
    Report(report::ReportCommand),
    Elusion(elusion::Elusion),
    Merge(merge::Merge),
    Recover(recover::Recover),
    Scheme(scheme::SchemeArguments),
    Score(score::ScoreArgs),
    SetupGit(setup_git::SetupGit),
    Stats(stats::StatsArgs),
}

/// What is left to do after the command line was looked at.
pub enum Call {
    /// To open the window, with a project or with the sample.
    Window(Option<PathBuf>),
    /// Nothing.
    Ended(ExitCode),
}

/// What a subcommand did.
struct Report {
    /// For standard output.
    text: String,
    /// Whether there is something to look at: exit status 1.
    findings: bool,
}

/// `tandai help import` as `tandai import --help`, unless a project is called so.
fn asked_for_help(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| first == "help") && !Path::new("help").exists() {
        arguments.remove(1);
        arguments.truncate(3);
        arguments.push("--help".into());
    }
    arguments
}

/// Reads the command line and does what a subcommand asks for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Call {
    let arguments = asked_for_help(arguments.into_iter().collect());
    let meant = || arguments.get(1).and_then(|first| meant::command(first, &Arguments::command()));
    let parsed = match Arguments::try_parse_from(&arguments) {
        Ok(arguments) => arguments,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            return Call::Ended(print(&error.render().to_string(), ExitCode::SUCCESS));
        }
        Err(error) => {
            let message = error.render().to_string();
            let message = message.strip_prefix("error: ").unwrap_or(&message);
            return Call::Ended(fail(&meant().unwrap_or_else(|| message.to_owned())));
        }
    };
    let done = match parsed.command {
        None => match parsed.project.map(|path| Session::find(&path)).transpose() {
            Ok(project) => return Call::Window(project),
            Err(error) => {
                let message = || format!("{error} (For subcommands see `tandai --help`.)");
                return Call::Ended(fail(&meant().unwrap_or_else(message)));
            }
        },
        Some(Command::New(new)) => new.run(),
        Some(Command::Import(import)) => import.run(),
        Some(Command::Export(export)) => export.run(),
        Some(Command::Convert(convert)) => convert.run(),
        Some(Command::Assign(assign)) => assign.run(),
        Some(Command::Check(check)) => check.run(),
        Some(Command::Compare(compare)) => compare.run(),
        Some(Command::Entities(entities)) => entities.run(),
        Some(Command::Extract(extract)) => extract.run(),
        Some(Command::Gazetteer(gazetteer)) => gazetteer.run(),
        Some(Command::Ledger(ledger)) => ledger.run(),
        Some(Command::Report(report)) => report.run(),
        Some(Command::Elusion(elusion)) => elusion.run(),
        Some(Command::Merge(merge)) => merge.run(),
        Some(Command::Recover(recover)) => recover.run(),
        Some(Command::Scheme(scheme)) => scheme.run(),
        Some(Command::Score(score)) => score.run(),
        Some(Command::SetupGit(setup)) => setup.run(),
        Some(Command::Stats(stats)) => stats.run(),
    };
    Call::Ended(match done {
        Ok(Report { text, findings }) => print(&text, ExitCode::from(u8::from(findings))),
        Err(failure) => fail(&failure.to_string()),
    })
}

/// Says why something could not be done; exit status 2.
pub fn fail(message: &str) -> ExitCode {
    say(message);
    ExitCode::from(2)
}

/// One message on standard error. If that is closed there is nobody left to tell.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "tandai: {}", table::visible(message.trim_end()));
}

/// Writes a result; a reader that has read enough (`head`) is no failure.
fn print(text: &str, code: ExitCode) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            fail(&format!("standard output: {}", Message::from(error)))
        }
        _ => code,
    }
}

/// The result for a machine.
fn json<T: serde::Serialize>(value: &T) -> Result<String, Failure> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// The person with this name, else the one whose account it is.
fn who(name: Option<String>) -> Who {
    name.map_or_else(Who::of_system, Who::named)
}

/// How long opening may take before it says what it is doing.
const A_MOMENT: Duration = Duration::from_millis(300);

/// Opens a project; a message names files with the folder before them.
fn open(path: &Path, who: Who) -> Result<Session, Failure> {
    let dir = Session::find(path)?;
    let (progress, begun) = (RefCell::new(ProgressLine::new()), Instant::now());
    let tell = |step| {
        // Most of the time nothing waits, or it is over before anybody wonders.
        if begun.elapsed() > A_MOMENT {
            progress.borrow_mut().show(|| recovery_step(step));
        }
    };
    Session::open_telling(&dir, who, &tell).map_err(|error| Failure::of_project(&dir, error))
}

/// What is being done for a session that was cut short.
fn recovery_step(step: RecoveryStep) -> String {
    match step {
        RecoveryStep::Reading(done, all) => {
            format!("the last session was cut short: reading {} of {} MB", done / 1_000_000, all.div_ceil(1_000_000))
        }
        RecoveryStep::Writing(done, all) => {
            format!("the last session was cut short: {done} of {} brought up to date", table::counted(all, "article"))
        }
    }
}

/// Reads a table of seats and votes. Returns also whether it names what nobody knows.
fn councils(file: &Path, session: &Session) -> Result<(CouncilTable, bool), Failure> {
    let table = CouncilTable::read(file)?;
    let unknown = table.unknown(|id| session.entity(id).is_some());
    unknown.iter().for_each(|unknown| say(&unknown.to_string()));
    Ok((table, unknown.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn everything_has_help() {
        for command in Arguments::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments().filter(|argument| argument.get_id() != "help") {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }
}

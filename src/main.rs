//! Tandai: a window without a subcommand, batch work with one.

use std::{path::PathBuf, process::ExitCode};

use tandai::cli::{self, Call};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Call::Window(project) => window(project),
        Call::Ended(code) => code,
    }
}

#[cfg(feature = "gui")]
fn window(project: Option<PathBuf>) -> ExitCode {
    use tandai::app::{self, Start};
    match app::run(project.map_or(Start::LastProject, Start::Project)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::fail(&error.to_string()),
    }
}

#[cfg(not(feature = "gui"))]
fn window(_project: Option<PathBuf>) -> ExitCode {
    cli::fail("this tandai was built without its window. Build it with “cargo build”, or see “tandai --help”")
}

//! Tandai: a window without a subcommand, batch work with one.

use std::process::ExitCode;

fn main() -> ExitCode {
    match tandai::app::run(tandai::app::Start::Sample) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tandai: {error}");
            ExitCode::from(2)
        }
    }
}

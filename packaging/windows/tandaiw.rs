//! Opens Tandai's window on Windows without a console beside it: what is double-clicked. `tandai.exe`, which it starts, is
//! a program of the command line, and Windows gives those a console.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::{
    env, io,
    process::{Command, ExitCode, Output, Stdio},
};

fn main() -> ExitCode {
    let said = match start() {
        Ok(output) if output.status.success() => return ExitCode::SUCCESS,
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => format!(
            "tandai.exe, which stands beside this program, cannot be started. Unpack the archive again.\n\
             tandai.exe, yang ada di samping program ini, tidak dapat dijalankan. Buka ulang arsipnya.\n\n{error}"
        ),
    };
    rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error).set_title("Tandai").set_description(said).show();
    ExitCode::from(2)
}

/// Starts the program with the arguments that came, and waits until it ends: what it says then is shown if it failed.
fn start() -> io::Result<Output> {
    let mut command = Command::new(env::current_exe()?.with_file_name("tandai.exe"));
    command.args(env::args_os().skip(1)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    #[cfg(windows)]
    {
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        std::os::windows::process::CommandExt::creation_flags(&mut command, CREATE_NO_WINDOW);
    }
    command.output()
}

//! `tandai setup-git`: Git asks Tandai to merge the project's files in this clone. Which program merges is a matter of
//! each clone, since each has its own program; so it stands in the clone's `.git` and not in a file that all share.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use clap::Args;

use super::{Failure, Report};
use crate::{
    message::Message,
    session::{Session, one_file},
};

/// Let Git merge this project's annotations with “tandai merge”, in this clone of the repository
///
/// Sets merge.tandai in the repository's own configuration, and names that driver for the project's .ron files in
/// .git/info/attributes; nothing that is shared changes. Everyone who merges runs it once in their clone; running it
/// again changes nothing, or names the program where it is now.
#[derive(Args)]
pub struct SetupGit {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
}

impl SetupGit {
    pub fn run(self) -> Result<Report, Failure> {
        let dir = Session::find(&self.dir)?;
        let prefix = git(&dir, &["rev-parse", "--show-prefix"])?;
        let attributes = PathBuf::from(git(&dir, &["rev-parse", "--git-path", "info/attributes"])?);
        let program = std::env::current_exe()
            .map_err(|error| format!("this program cannot be found: {}", Message::from(error)))?;
        let driver = format!("{} merge %O %A %B %P", quoted(&program));
        git(&dir, &["config", "merge.tandai.name", "Tandai: annotations by id and field"])?;
        git(&dir, &["config", "merge.tandai.driver", &driver])?;
        let attributes = if attributes.is_absolute() { attributes } else { dir.join(attributes) };
        let line = attribute(&prefix);
        let added = add_line(&attributes, &line)?;
        let what = if added { "added" } else { "there already" };
        let text = format!(
            "merge.tandai.driver: {driver}\n{}: {line} ({what})\nGit merges the files of {} with Tandai in this clone. \
             Whoever else merges runs this once in theirs.\n",
            attributes.display(),
            dir.display(),
        );
        Ok(Report { text, findings: false })
    }
}

/// What Git says, without its line end.
fn git(dir: &Path, arguments: &[&str]) -> Result<String, Failure> {
    let ran = Command::new("git").arg("-C").arg(dir).args(arguments).output();
    let ran =
        ran.map_err(|error| format!("git cannot be run: {}. Install Git, and run this again", Message::from(error)))?;
    if !ran.status.success() {
        let said = String::from_utf8_lossy(&ran.stderr);
        let said = said.lines().next().unwrap_or_default();
        return Err(format!("{}: git says: {said}", dir.display()).into());
    }
    let said = String::from_utf8_lossy(&ran.stdout);
    Ok(said.trim_end_matches(['\n', '\r']).to_owned())
}

/// For the shell by which Git runs a driver; on Windows that is one that comes with Git and takes `/`.
fn quoted(program: &Path) -> String {
    let path = program.display().to_string();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path };
    // A percent sign would begin a place of Git's own.
    format!("'{}'", path.replace('\'', "'\\''").replace('%', "%%"))
}

/// The line for all `.ron` files below a folder of the repository: special characters mean themselves.
fn attribute(prefix: &str) -> String {
    if prefix.is_empty() {
        return "*.ron merge=tandai".to_owned();
    }
    let mut pattern = String::new();
    for c in prefix.chars() {
        if "*?[\\".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    let quoted = pattern.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"/{quoted}**/*.ron\" merge=tandai")
}

/// Whether the line had to be added.
fn add_line(file: &Path, line: &str) -> Result<bool, Failure> {
    let cannot = |error: std::io::Error| Failure::of_file(file, error);
    let there = match fs::read_to_string(file) {
        Ok(there) => there,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(cannot(error)),
    };
    if there.lines().any(|known| known == line) {
        return Ok(false);
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(cannot)?;
    }
    let gap = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" };
    one_file::replace(file, format!("{there}{gap}{line}\n").as_bytes())?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_any_name_is_named() {
        assert_eq!(attribute(""), "*.ron merge=tandai");
        assert_eq!(attribute("data/"), "\"/data/**/*.ron\" merge=tandai");
        assert_eq!(attribute("a [b]*/"), "\"/a \\\\[b]\\\\*/**/*.ron\" merge=tandai");
        assert_eq!(quoted(Path::new("/it's 100%/tandai")), "'/it'\\''s 100%%/tandai'");
    }

    #[test]
    fn a_line_is_added_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("info/attributes");
        assert_eq!(add_line(&file, "*.ron merge=tandai"), Ok(true));
        assert_eq!(add_line(&file, "*.ron merge=tandai"), Ok(false));
        fs::write(&file, "*.png binary").expect("written");
        assert_eq!(add_line(&file, "*.ron merge=tandai"), Ok(true));
        assert_eq!(fs::read_to_string(&file).expect("there"), "*.png binary\n*.ron merge=tandai\n");
    }
}

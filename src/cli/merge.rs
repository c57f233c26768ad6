//! `tandai merge`: three versions of a project's file become one. Git calls it (see `setup_git`).

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Failure, Report, say};
use crate::{
    session::one_file,
    store::{Merged, Store, merge_files},
};

/// Merge two versions of a project's .ron file that come from one, as Git's merge driver
///
/// Records are merged by id and field; the result replaces OURS. Where both sides changed the same, one version stands and
/// the other is kept in the file as a conflict, which the window shows; the other side's file is kept for Recover as
/// well. The exit status is 1 then. A file that cannot be merged is left as it was, with exit status 2: one of another
/// format, or made on another text.
#[derive(Args)]
pub struct Merge {
    /// The version that both come from; an empty file if there was none
    base: PathBuf,
    /// One of the two; the result is written here
    ours: PathBuf,
    /// The other one
    theirs: PathBuf,
    /// Which file this is, within the repository (%P of Git)
    path: Option<String>,
}

impl Merge {
    pub fn run(self) -> Result<Report, Failure> {
        let read = |path: &Path| fs::read(path).map_err(|error| Failure::of_file(path, error));
        let (base, ours, theirs) = (read(&self.base)?, read(&self.ours)?, read(&self.theirs)?);
        let path = self.path.clone().unwrap_or_else(|| self.ours.display().to_string());
        let path = path.replace('\\', "/");
        let merged = merge_files(self.path.as_deref().map(|_| path.as_str()), &base, &ours, &theirs);
        let Merged { bytes, conflicts } = merged.map_err(|reason| format!("{path}: not merged: {reason}"))?;
        if !conflicts.is_empty() {
            self.keep(&path, &bytes, [ours, theirs])?;
        }
        one_file::replace(&self.ours, &bytes)?;
        for conflict in &conflicts {
            say(&format!(
                "{path}: {conflict} was changed on both sides; choose between the two versions in the window"
            ));
        }
        Ok(Report { text: String::new(), findings: !conflicts.is_empty() })
    }

    /// Keeps both sides as they were where the file belongs to a project: before anything is overwritten.
    fn keep(&self, path: &str, merged: &[u8], sides: [Vec<u8>; 2]) -> Result<(), Failure> {
        if self.path.is_none() {
            return Ok(());
        }
        for side in sides.into_iter().filter(|side| side != merged) {
            Store::keep_side(Path::new("."), path, side)?;
        }
        Ok(())
    }
}

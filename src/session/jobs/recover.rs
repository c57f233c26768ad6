//! Having things back. It works on a folder, not on an open session: one whose files are damaged may not open, and what
//! is restored is read like everything else when the project is opened again.

use std::collections::BTreeSet;

pub use crate::store::{
    Choice, Delta, Difference, FileState, Recoverable, RecoverableContents, Recovery, RecoverySource, Taken,
};

use crate::model::ArticleId;
use crate::session::Session;

impl Session {
    /// The file of what the active set says about an article, relative to the project's folder.
    pub fn place_path(&self, article: &ArticleId) -> String {
        format!("annotations/{}/{article}.ron", self.active)
    }

    /// The files of which something can be restored, relative to the project's folder. Lists folders, so not for every
    /// frame.
    pub fn recoverable(&self) -> BTreeSet<String> {
        Recovery::of(self.dir()).map(|recovery| recovery.paths()).unwrap_or_default()
    }
}

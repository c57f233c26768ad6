//! What merges left to be decided: of each record that two sides changed, one version stands and the other waits.

use crate::{
    edit::{Edit, Refusal},
    model::{ArticleId, Conflict, ProjectConflict},
    session::{Done, Session},
};

impl Session {
    /// The conflicts of a loaded article in the active set.
    pub fn conflicts(&self, article: &ArticleId) -> &[Conflict] {
        self.annotations(article).map_or(&[], |annotations| &annotations.conflicts)
    }

    /// Decides a conflict of an article: what stands stays, or the other version is taken in its place.
    pub fn settle_conflict(&mut self, article: &ArticleId, conflict: Conflict, take: bool) -> Result<Done, Refusal> {
        self.loaded(article)?;
        self.perform(Edit::SettleConflict { place: self.place(article), conflict, take })
    }

    /// The same of what the whole project shares.
    pub fn settle_project_conflict(&mut self, conflict: ProjectConflict, take: bool) -> Result<Done, Refusal> {
        self.perform(Edit::SettleProjectConflict { conflict, take })
    }
}

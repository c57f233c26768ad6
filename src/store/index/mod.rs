//! What the folders hold, in a few megabytes: `.local/index` makes the list of a large project known without reading a
//! hundred thousand files. A cache and nothing more: anything odd about it, and it is passed over and made again.
//!
//! | file | what |
//! |---|---|
//! | `.local/index/articles` | the metadata of every article |
//! | `.local/index/sets/<set>` | of every article that a set has a file about, what that file says in numbers, and its statements |
//! | `.local/index/stories` | of every article the sketch of its text, and the first of its near copies |
//!
//! Each entry has the stamp of the file that it was made from. The list is shown as the index has it; then
//! [`Reader::look_at_articles`] and [`Reader::look_at_set`] compare the stamps and read what differs. Whoever works on an
//! article reads its real files, so an index that is behind shows an old number for a moment and can do no harm.

mod bytes;
mod entry;
mod refresh;
mod statements;
mod stories;

use crate::{
    model::SetId,
    store::{
        Reader,
        files::{folder::Folder, layout::INDEX},
        shared_state::lock,
    },
};

pub use entry::{ListedArticle, SetCounts};
pub use refresh::Refreshed;
pub use stories::Sketched;

fn articles_path() -> String {
    format!("{INDEX}/articles")
}

fn stories_path() -> String {
    format!("{INDEX}/stories")
}

fn set_path(set: &SetId) -> String {
    format!("{INDEX}/sets/{set}")
}

impl Reader {
    /// The articles as they were when the index was kept last, sorted by id; `None` without an index.
    pub fn indexed_articles(&self) -> Option<Vec<ListedArticle>> {
        entry::read_articles(&self.read_index(&articles_path())?)
    }

    /// What a set said of each article that it has a file about, sorted by article; `None` without an index.
    pub fn indexed_counts(&self, set: &SetId) -> Option<Vec<SetCounts>> {
        entry::read_counts(&self.read_index(&set_path(set))?)
    }

    /// Keeps the list of articles, sorted by id, for the next opening. If that cannot be, the next opening reads files.
    pub fn keep_articles(&self, articles: &[ListedArticle]) {
        self.keep(&articles_path(), || entry::write_articles(articles));
    }

    /// Keeps a set's numbers, sorted by article, for the next opening.
    pub fn keep_counts(&self, set: &SetId, counts: &[SetCounts]) {
        self.keep(&set_path(set), || entry::write_counts(counts));
    }

    /// Sketches of the texts as they were when they were compared last, sorted by article; `None` without an index.
    pub fn indexed_stories(&self) -> Option<Vec<Sketched>> {
        stories::read(&self.read_index(&stories_path())?)
    }

    /// Keeps them, sorted by article, for the next time.
    pub fn keep_stories(&self, sketched: &[Sketched]) {
        self.keep(&stories_path(), || stories::write(sketched));
    }

    fn read_index(&self, path: &str) -> Option<Vec<u8>> {
        self.shared.folder().read(path).ok().flatten()
    }

    /// In a project that is open to be read only, somebody else keeps it.
    fn keep(&self, path: &str, bytes: impl FnOnce() -> Vec<u8>) {
        if self.jobs.is_none() {
            return;
        }
        let folder: Folder = self.shared.folder();
        // Two threads must not write beside one another.
        let _one = lock(&self.shared.index);
        // Nobody misses an index: the next opening is slower.
        let _ = folder.replace_unsynced(path, &bytes());
    }
}

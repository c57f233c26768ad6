//! Files of articles that another program removed while the project is open: noticed, told once, and written back from
//! memory when a person wants that.

use std::sync::{Arc, mpsc};

use crate::{
    message::message,
    model::{Article, ArticleId},
    store::{
        Notice, Reader, StoreError,
        files::{
            layout::{FileTarget, meta_path, text_path},
            project_file::write_meta,
        },
        job::Job,
        print::print_of,
        problem::unwritable,
        reader::{read_only, writer_gone},
        shared_state::{SharedState, lock},
        writer::JournalWriter,
    },
};

impl SharedState {
    /// An article's files that should be there and are not.
    fn missing_files(&self, id: &ArticleId) -> Vec<String> {
        // One that is on its way, or on its way out, is the writer's.
        if self.is_behind(&FileTarget::Article(id.clone())) {
            return Vec::new();
        }
        let gone = |path: &String| {
            let kind = self.disk.kind(&self.folder().at(path));
            kind.is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
        };
        [text_path(id), meta_path(id)].into_iter().filter(gone).collect()
    }

    /// Notes whether an article's files are gone, and tells of it when they just went.
    pub(super) fn note_gone(&self, id: &ArticleId) {
        let missing = self.missing_files(id);
        if missing.is_empty() {
            lock(&self.gone).remove(id);
        } else if lock(&self.gone).insert(id.clone()) {
            let message = message!("removed by another program while the project was open");
            let fix = message!("Write it back with the button in the status bar, or remove the article here");
            self.tell(Notice::problem(missing.join(", "), message, fix).outside());
        }
    }
}

impl Reader {
    /// Those of these articles that lack a file: somebody else removed it. Asks for each of them, so not for a frame.
    pub fn lacking_files(&self, ids: &[ArticleId]) -> Vec<ArticleId> {
        ids.iter().filter(|id| !self.shared.missing_files(id).is_empty()).cloned().collect()
    }

    /// Looks again whether an article's files are gone, and tells of it if so.
    pub fn note_gone(&self, id: &ArticleId) {
        self.shared.note_gone(id);
    }

    /// The articles whose files are gone, as far as known.
    pub fn gone_articles(&self) -> Vec<ArticleId> {
        lock(&self.shared.gone).iter().cloned().collect()
    }

    /// Writes those files of these articles that are gone. Waits for the disk.
    pub fn write_back(&self, articles: Vec<Arc<Article>>) -> Result<(), StoreError> {
        let (answer, done) = mpsc::channel();
        let jobs = self.jobs.as_ref().ok_or_else(|| read_only(&self.shared))?;
        jobs.send(Job::WriteBack(articles, answer)).map_err(|_| writer_gone(&self.shared))?;
        done.recv().map_err(|_| writer_gone(&self.shared))?
    }
}

impl JournalWriter {
    /// What is there stays as it is.
    pub(super) fn write_back(&mut self, articles: &[Arc<Article>]) -> Result<(), StoreError> {
        let shared = self.shared.clone();
        for article in articles {
            let (id, mut files) = (&article.meta.id, Vec::new());
            for path in shared.missing_files(id) {
                let is_meta = path == meta_path(id);
                let bytes = if is_meta {
                    write_meta(&article.meta).map_err(|reason| unwritable(&path, reason))?
                } else {
                    article.text.as_bytes().to_vec()
                };
                files.push((path, bytes));
            }
            shared.folder().replace(&files)?;
            for (path, bytes) in &files {
                if *path == meta_path(id) {
                    shared.saw(&FileTarget::Article(id.clone()), print_of(Some(bytes)));
                }
                shared.tell(Notice::note(path, message!("written back")));
            }
            lock(&shared.gone).remove(id);
        }
        Ok(())
    }
}

//! Bringing articles in: files and folders become articles of the project.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use crate::{
    edit::{Edit, Refusal},
    formats::{NewText, read_text, text_hash},
    model::{Article, ArticleId, ArticleMeta, Text, slug},
};

use super::{Done, Session};

/// How deep folders are followed.
const DEPTH: usize = 16;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    pub articles: Vec<ArticleId>,
    /// File and reason for each that did not go in.
    pub problems: Vec<(PathBuf, String)>,
    /// File, and the article that has the same text already.
    pub known: Vec<(PathBuf, ArticleId)>,
}

/// Text files that were read, and those that could not be, with the reason.
pub struct Sources {
    pub texts: Vec<(PathBuf, NewText)>,
    pub problems: Vec<(PathBuf, String)>,
}

/// Reads files, and all `.txt` files in folders, in the order of their names. Slow for many: call it from a job.
/// `step` is told each file before it is read.
pub fn read_sources(paths: &[PathBuf], cancel: &AtomicBool, mut step: impl FnMut(&Path)) -> Sources {
    let mut sources = Sources { texts: Vec::new(), problems: Vec::new() };
    let mut files = Vec::new();
    for path in paths {
        collect(path, DEPTH, &mut files, &mut sources.problems);
    }
    for path in files {
        if cancel.load(Ordering::Relaxed) {
            break;
        }
        step(&path);
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        match fs::read(&path) {
            Err(error) => sources.problems.push((path, error.to_string())),
            Ok(bytes) => match read_text(&name, &bytes) {
                Ok(text) => sources.texts.push((path, text)),
                Err(problem) => sources.problems.push((path, problem.to_string())),
            },
        }
    }
    sources
}

fn collect(path: &Path, depth: usize, files: &mut Vec<PathBuf>, problems: &mut Vec<(PathBuf, String)>) {
    if !path.is_dir() {
        files.push(path.to_owned());
        return;
    }
    if depth == 0 {
        problems.push((path.to_owned(), format!("lies more than {DEPTH} folders deep; import it by itself")));
        return;
    }
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return problems.push((path.to_owned(), error.to_string())),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let text = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
        // A link to a folder can lead back here.
        let folder = path.is_dir() && !path.is_symlink();
        if !hidden && (folder || (text && !path.is_dir())) {
            collect(&path, depth - 1, files, problems);
        }
    }
}

impl Session {
    /// Adds texts that were read as articles, in one undo step. Those whose text the project has already are passed over.
    pub fn add_articles(&mut self, sources: Sources) -> Result<(Imported, Option<Done>), Refusal> {
        self.refuse_if_read_only()?;
        let mut imported = Imported { problems: sources.problems, ..Imported::default() };
        let mut articles: Vec<Article> = Vec::new();
        let mut hashes: std::collections::HashMap<String, ArticleId> =
            self.rows.iter().map(|row| (row.meta.text_sha256.clone(), row.meta.id.clone())).collect();
        let mut taken: BTreeSet<ArticleId> = self.rows.iter().map(|row| row.meta.id.clone()).collect();
        taken.extend(self.removed.keys().cloned());
        for (path, new) in sources.texts {
            let hash = text_hash(&new.text);
            if let Some(known) = hashes.get(&hash) {
                imported.known.push((path, known.clone()));
                continue;
            }
            let id = free_id(&path, &taken);
            let text = Text::new(new.text);
            let meta = ArticleMeta {
                id: id.clone(),
                title: new.title,
                source: new.source,
                url: String::new(),
                date: new.date,
                text_sha256: hash.clone(),
                length: text.chars_len(),
                import: new.import,
            };
            let article = Article { meta, text };
            if let Err(error) = self.store.add_text(&article) {
                imported.problems.push((path, error.to_string()));
                continue;
            }
            hashes.insert(hash, id.clone());
            taken.insert(id.clone());
            imported.articles.push(id.clone());
            self.removed.insert(id, std::sync::Arc::new(article.clone()));
            articles.push(article);
        }
        if articles.is_empty() {
            return Ok((imported, None));
        }
        let done = self.perform(Edit::AddArticles { articles })?;
        Ok((imported, Some(done)))
    }

    /// Removes articles with everything that any set says of them; one undo step.
    pub fn remove_articles(&mut self, articles: &[ArticleId]) -> Result<Done, Refusal> {
        let failed = |error: crate::store::StoreError| Refusal::Wrong(error.to_string());
        let sets = self.store.sets_on_disk();
        for article in articles {
            self.load(article).map_err(failed)?;
            for set in &sets {
                let place = crate::model::Place { set: set.clone(), article: article.clone() };
                self.load_place(&place).map_err(failed)?;
            }
        }
        self.perform(Edit::RemoveArticles { articles: articles.to_vec() })
    }
}

/// The file's name as an id, with a number behind it if that is taken.
fn free_id(path: &Path, taken: &BTreeSet<ArticleId>) -> ArticleId {
    let stem = path.file_stem().map_or_else(String::new, |stem| slug(&stem.to_string_lossy()));
    let stem = if stem.is_empty() { "article".to_owned() } else { stem };
    let numbered = (1..).map(|n| if n == 1 { stem.clone() } else { format!("{stem}-{n}") });
    let mut free = numbered.filter_map(|id| ArticleId::new(id).ok()).filter(|id| !taken.contains(id));
    free.next().unwrap_or_else(|| unreachable!("numbers do not end"))
}

//! Bringing articles in: files and folders become articles of the project.

use std::{
    collections::{BTreeSet, HashMap},
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{
    edit::{Edit, Refusal},
    formats::{MAX_BYTES, NewText, Reason, natural_order, read_text, text_hash},
    model::{Article, ArticleId, Place},
    store::Reader,
};

use super::Session;

/// How deep folders are followed.
const DEPTH: usize = 16;
/// Texts handed to the disk at once.
const BATCH: usize = 64;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    pub articles: Vec<ArticleId>,
    /// File and reason for each that did not go in.
    pub problems: Vec<(PathBuf, String)>,
    /// File, and the article that has the same text already.
    pub known: Vec<(PathBuf, ArticleId)>,
}

/// Reads and stores texts away from the window's thread.
pub struct Importer {
    reader: Reader,
    hashes: HashMap<String, ArticleId>,
    taken: BTreeSet<ArticleId>,
}

/// Articles whose text is safe on disk, to be added by [`Session::add_articles`].
pub struct Ready {
    articles: Vec<Article>,
    imported: Imported,
}

impl Importer {
    /// Reads files, and all `.txt` files in folders, in the order of their names, and stores their texts. `step` is told
    /// each file before it is read. What was stored when `cancel` is set goes in.
    pub fn run(mut self, paths: &[PathBuf], cancel: &AtomicBool, mut step: impl FnMut(&Path)) -> Ready {
        let mut ready = Ready { articles: Vec::new(), imported: Imported::default() };
        let mut files = Vec::new();
        for path in paths {
            collect(path, DEPTH, &mut files, &mut ready.imported.problems);
        }
        let mut batch = Vec::new();
        for path in files {
            if cancel.load(Ordering::Relaxed) {
                break;
            }
            step(&path);
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            // The path stands beside the reason, so the reason alone is kept.
            match read(&path).and_then(|bytes| read_text(&name, &bytes).map_err(|problem| problem.reason.to_string())) {
                Err(reason) => ready.imported.problems.push((path, reason)),
                Ok(text) => batch.extend(self.place(path, text, &mut ready.imported)),
            }
            if batch.len() == BATCH {
                self.store(&mut batch, &mut ready);
            }
        }
        self.store(&mut batch, &mut ready);
        ready
    }

    /// Stores the texts of articles that have their ids already.
    pub fn keep(self, articles: Vec<Article>) -> Ready {
        let mut ready = Ready { articles: Vec::new(), imported: Imported::default() };
        let mut batch =
            articles.into_iter().map(|article| (PathBuf::from(&article.meta.import.file), article)).collect();
        self.store(&mut batch, &mut ready);
        ready
    }

    /// Gives a text its id, unless the project has the same text already.
    fn place(&mut self, path: PathBuf, new: NewText, imported: &mut Imported) -> Option<(PathBuf, Article)> {
        let hash = text_hash(&new.text);
        if let Some(known) = self.hashes.get(&hash) {
            imported.known.push((path, known.clone()));
            return None;
        }
        let id = self.free_id(&new.id)?;
        self.hashes.insert(hash, id.clone());
        self.taken.insert(id.clone());
        Some((path, new.into_article(id)))
    }

    /// The id, with a number behind it if it is taken.
    fn free_id(&self, wanted: &ArticleId) -> Option<ArticleId> {
        let numbered = (2..).filter_map(|n| ArticleId::new(format!("{wanted}-{n}")).ok());
        std::iter::once(wanted.clone()).chain(numbered).find(|id| !self.taken.contains(id))
    }

    fn store(&self, batch: &mut Vec<(PathBuf, Article)>, ready: &mut Ready) {
        let texts = batch.iter().map(|(_, article)| article.clone()).collect();
        if self.reader.add_texts(texts).is_ok() {
            ready.articles.extend(batch.drain(..).map(|(_, article)| article));
            return;
        }
        // One of them cannot be stored: the others can.
        for (path, article) in batch.drain(..) {
            match self.reader.add_text(&article) {
                Ok(()) => ready.articles.push(article),
                Err(error) => ready.imported.problems.push((path, error.to_string())),
            }
        }
    }
}

/// The bytes of a file; never more than a little over what is taken, whatever the file claims to be.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let limit = MAX_BYTES as u64;
    let bytes = File::open(path).and_then(|file| {
        let length = file.metadata()?.len();
        let mut bytes = Vec::new();
        if length <= limit {
            file.take(limit + 1).read_to_end(&mut bytes)?;
        }
        Ok((length, bytes))
    });
    match bytes {
        Ok((length, _)) if length > limit => Err(Reason::TooLarge { bytes: length as usize }.to_string()),
        Ok((_, bytes)) => Ok(bytes),
        Err(error) => Err(refused(&error)),
    }
}

/// What the system says of a file or folder, and the way out.
fn refused(error: &io::Error) -> String {
    let way_out = match error.kind() {
        io::ErrorKind::NotFound => "See whether it was moved, renamed or mistyped",
        io::ErrorKind::PermissionDenied => "Ask for the right to read it",
        _ => "See whether it can be opened in another program",
    };
    format!("cannot be read: {error}. {way_out}")
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
        Err(error) => return problems.push((path.to_owned(), refused(&error))),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort_by(|a, b| natural_order(&a.to_string_lossy(), &b.to_string_lossy()));
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let text = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
        // A link to a folder can lead back here.
        let folder = path.is_dir() && !path.is_symlink();
        // A pipe among the files would wait for ever.
        let special = path.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir());
        if !hidden && (folder || (text && !special && !path.is_dir())) {
            collect(&path, depth - 1, files, problems);
        } else if !hidden && text && special {
            problems.push((path, "is no file. Leave it out".to_owned()));
        }
    }
}

impl Session {
    /// What reading and storing new texts needs; run it on another thread.
    pub fn importer(&self) -> Importer {
        let metas = || self.rows.iter().map(|row| &row.meta);
        let removed = self.removed.keys().cloned();
        Importer {
            reader: self.store.reader(),
            hashes: metas().map(|meta| (meta.text_sha256.clone(), meta.id.clone())).collect(),
            taken: metas().map(|meta| meta.id.clone()).chain(removed).collect(),
        }
    }

    /// Adds articles whose texts are stored, in one undo step.
    pub fn add_articles(&mut self, ready: Ready) -> Result<Imported, Refusal> {
        let Ready { articles, mut imported } = ready;
        self.notices.extend(imported.problems.iter().map(|(path, reason)| {
            let (path, message) = (path.display().to_string(), format!("not imported: {reason}"));
            crate::store::Notice::problem(path, message, "")
        }));
        if articles.is_empty() {
            return Ok(imported);
        }
        imported.articles = articles.iter().map(|article| article.meta.id.clone()).collect();
        for article in &articles {
            self.removed.insert(article.meta.id.clone(), Arc::new(article.clone()));
        }
        self.perform(Edit::AddArticles { articles })?;
        Ok(imported)
    }

    /// Removes articles with everything that any set says of them; one undo step.
    pub fn remove_articles(&mut self, articles: &[ArticleId]) -> Result<super::Done, Refusal> {
        let failed = |error: crate::store::StoreError| Refusal::Wrong(error.to_string());
        let sets = self.store.sets_on_disk();
        for article in articles {
            self.load(article).map_err(failed)?;
            for set in &sets {
                self.load_place(&Place { set: set.clone(), article: article.clone() }).map_err(failed)?;
            }
        }
        self.perform(Edit::RemoveArticles { articles: articles.to_vec() })
    }
}

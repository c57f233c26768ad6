//! Looking through the whole project as it is on disk, one article at a time: for checks and counts over everything.
//! Memory does not grow with the corpus.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    message::message,
    model::{Article, ArticleId, Place, SetId},
    store::{Loaded, Notice, Reader, StoreError, Stray},
};

use crate::session::Session;

/// What there is to look through.
pub(in crate::session) struct Corpus {
    reader: Reader,
    /// The sets that have a file about an article.
    sets_of: BTreeMap<ArticleId, Vec<SetId>>,
}

/// One article with what each set says of it.
pub(in crate::session) struct ArticleWithSets {
    pub(in crate::session) article: Article,
    pub(in crate::session) said: Vec<(Place, Loaded)>,
}

impl Session {
    /// Every set that the project lists or that has files, sorted.
    pub fn sets(&self) -> BTreeSet<SetId> {
        self.project().sets.keys().cloned().chain(self.store.sets_on_disk()).collect()
    }

    /// In how many articles each set says something, as the files have it; of those that say anything.
    pub fn work(&self) -> BTreeMap<SetId, usize> {
        let reader = self.store.reader();
        let mut work: BTreeMap<SetId, usize> = BTreeMap::new();
        for set in self.sets() {
            let articles = reader.annotated(&set).len();
            if articles > 0 {
                work.insert(set, articles);
            }
        }
        // What stands in the journal only is in memory.
        for place in
            self.workspace.annotations.iter().filter(|(_, said)| !said.mentions.is_empty()).map(|(place, _)| place)
        {
            work.entry(place.set.clone()).or_insert(1);
        }
        work
    }

    /// The set with this id or, else, this name.
    pub fn find_set(&self, name: &str) -> Option<SetId> {
        let named = || self.project().sets.values().find(|set| set.name == name).map(|set| set.id.clone());
        self.sets().into_iter().find(|id| id.as_str() == name).or_else(named)
    }

    pub(in crate::session) fn corpus(&self, sets: impl IntoIterator<Item = SetId>) -> Corpus {
        let reader = self.store.reader();
        let mut sets_of: BTreeMap<ArticleId, Vec<SetId>> = BTreeMap::new();
        for set in sets {
            for article in reader.annotated(&set) {
                sets_of.entry(article).or_default().push(set.clone());
            }
        }
        Corpus { reader, sets_of }
    }

    /// Folders whose contents are unknown.
    pub(in crate::session) fn unreadable_folders(&self) -> Vec<Notice> {
        self.store.unreadable_folders().into_iter().map(Notice::from).collect()
    }

    /// Files that nobody reads: copies that synchronising programs set aside, odd names, texts without an article.
    pub(in crate::session) fn strays(&self) -> Vec<Notice> {
        let stray = |stray: Stray| match stray.copy_of {
            Some(copy_of) => {
                let message =
                    message!("looks like a copy of {file} that a synchronising program set aside", file = copy_of);
                let fix = message!("Compare the two, take it with Recover if it is the better one, and remove it");
                Notice::problem(stray.path, message, fix)
            }
            None => {
                let message = message!("this name is not one of a project's files, so what is in it is not read");
                Notice::problem(stray.path, message, message!("Rename it, or move it out of the project"))
            }
        };
        let mut found: Vec<Notice> = self.store.strays().into_iter().map(stray).collect();
        let known = |path: &String| self.rows.iter().any(|row| format!("articles/{}.txt", row.meta.id) == *path);
        let mut orphans = self.store.orphaned_texts();
        orphans.retain(|path| !known(path));
        if let Some(first) = orphans.first() {
            let message = message!(
                "{count} text{s} in articles belong{s|} to no article, the first is {first}: an import was cut short",
                count = orphans.len(),
                first = first
            );
            let fix = message!("Import the files again, or move these texts away");
            found.push(Notice::problem("articles", message, fix));
        }
        found
    }

    /// Files that annotate an article which the project does not have.
    pub(in crate::session) fn orphans(&self, corpus: &Corpus) -> Vec<Notice> {
        let strays = corpus.sets_of.iter().filter(|(article, _)| self.rows.get(article).is_none());
        let places = strays.flat_map(|(article, sets)| sets.iter().map(move |set| (article, set)));
        let notice = |(article, set): (&ArticleId, &SetId)| {
            let message = message!("the project has no readable article {article}", article = article.as_str());
            let fix = message!(
                "Take articles/{article}.ron and .txt back with Git, or remove this file",
                article = article.as_str()
            );
            Notice::problem(format!("annotations/{set}/{article}.ron"), message, fix)
        };
        places.map(notice).collect()
    }
}

impl Corpus {
    pub(in crate::session) fn is_annotated(&self, article: &ArticleId) -> bool {
        self.sets_of.contains_key(article)
    }

    /// Reads an article and what the sets say of it, with everything that is still on its way to the files.
    pub(in crate::session) fn read(&self, meta: &crate::model::ArticleMeta) -> Result<ArticleWithSets, StoreError> {
        let article = self.reader.article(meta)?;
        let sets = self.sets_of.get(&meta.id).into_iter().flatten();
        let read = |set: &SetId| {
            let loaded = self.reader.annotations(&article, set)?;
            Ok((Place { set: set.clone(), article: meta.id.clone() }, loaded))
        };
        let said = sets.map(read).collect::<Result<Vec<_>, StoreError>>()?;
        Ok(ArticleWithSets { article, said })
    }
}

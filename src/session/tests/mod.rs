//! The session as a whole: what it knows of its files, and what it keeps in memory.

mod at_once;
mod extraction;
mod languages;
mod large_steps;
mod learning;
mod memory;
mod naming;
mod suggesting;

use std::path::{Path, PathBuf};

use super::{Session, Who};
use crate::{
    edit::{Edit, Incoming},
    formats::text_hash,
    model::{Article, ArticleId, ArticleMeta, EntityId, Import, KindKey, Span, Text},
};

fn id(id: &str) -> ArticleId {
    ArticleId::new(id).unwrap()
}

fn sri() -> Who {
    Who::named("sri")
}

/// A project with articles “a00” to “a19”, each of which mentions PKS, and every other one PSI.
fn project() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("p");
    let mut session = Session::create(&dir, "P", sri()).expect("a project");
    let articles: Vec<Article> = (0..20).map(|n| article(&format!("a{n:02}"))).collect();
    session.store.add_texts(articles.clone()).expect("stored");
    for article in &articles {
        session.cache.removed.insert(article.meta.id.clone(), article.clone().into());
    }
    session.perform(Edit::Import(Incoming { articles: articles.clone(), ..Incoming::default() })).expect("added");
    for (n, article) in articles.iter().enumerate() {
        session.load(&article.meta.id).expect("loaded");
        session
            .tag_spans(&article.meta.id, &[Span::new(0, 3)], &KindKey::party(), &crate::model::Origin::Person)
            .expect("tagged");
        if n % 2 == 0 {
            session.tag(&article.meta.id, Span::new(8, 11), &KindKey::party()).expect("tagged");
        }
    }
    session.save().expect("saved");
    drop(session);
    (folder, dir)
}

fn article(name: &str) -> Article {
    article_of(name, "PKS dan PSI berkoalisi.")
}

fn article_of(name: &str, text: &str) -> Article {
    let text = Text::new(text);
    let meta = ArticleMeta {
        id: id(name),
        title: format!("Berita {name}"),
        source: String::new(),
        url: String::new(),
        date: None,
        variables: Default::default(),
        text_sha256: text_hash(&text),
        length: text.chars_len(),
        import: Import::default(),
    };
    Article { meta, text }
}

/// Opens a project for which no number of articles is small.
fn at_once(dir: &Path) -> Session {
    Session::open_if_small(dir, sri(), 0).expect("it opens")
}

fn pks() -> EntityId {
    EntityId::new("party:pks").unwrap()
}

/// Changes a file as another program would: with another length, so that no clock matters.
fn change(file: PathBuf, from: &str, to: &str) {
    let text = std::fs::read_to_string(&file).expect("there");
    assert!(text.contains(from), "{text}");
    std::fs::write(file, text.replace(from, to)).expect("written");
}

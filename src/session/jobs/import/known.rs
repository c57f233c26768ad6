//! One article or two: which article of the project, or of this import, a record is about.
//!
//! The same words and the same id are one article; so are the same words where nothing that is known of the two
//! differs. The same words with another medium, address, day or title are another article of one story.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use crate::{
    formats::{KnownTexts, NOTED, guesses},
    model::{Article, ArticleId, ArticleMeta, Guess, Variable},
    store::Reader,
};

/// What a record is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum About {
    /// An article whose words nobody has.
    New,
    /// Another one with the words of this one.
    Another(ArticleId),
    /// This one.
    Same(ArticleId),
}

/// The articles that there are, by their words.
#[derive(Default)]
pub(super) struct KnownArticles {
    by_text: HashMap<u128, Vec<ArticleId>>,
    metas: HashMap<ArticleId, Arc<ArticleMeta>>,
}

impl KnownArticles {
    pub(super) fn new(metas: impl IntoIterator<Item = Arc<ArticleMeta>>) -> Self {
        let mut known = Self::default();
        metas.into_iter().for_each(|meta| known.add(meta));
        known
    }

    /// Adds an article, or what is known of one now.
    pub(super) fn add(&mut self, meta: Arc<ArticleMeta>) {
        let same = self.by_text.entry(text_key(&meta.text_sha256)).or_default();
        if !same.contains(&meta.id) {
            same.push(meta.id.clone());
        }
        self.metas.insert(meta.id.clone(), meta);
    }

    /// What finds the text of an article that there is by its SHA-256.
    pub(super) fn texts(&self, reader: Reader) -> KnownTexts {
        let metas: Vec<Arc<ArticleMeta>> = self.metas.values().cloned().collect();
        let by_text: OnceLock<HashMap<u128, Arc<ArticleMeta>>> = OnceLock::new();
        KnownTexts::new(move |sha256| {
            let by_text =
                by_text.get_or_init(|| metas.iter().map(|meta| (text_key(&meta.text_sha256), meta.clone())).collect());
            let meta = by_text.get(&text_key(sha256)).filter(|meta| meta.text_sha256 == sha256)?;
            Some(reader.article(meta).ok()?.text.to_string())
        })
    }

    pub(super) fn meta(&self, id: &ArticleId) -> Option<&Arc<ArticleMeta>> {
        self.metas.get(id)
    }

    /// Which one a record is about, as it stands in its file.
    pub(super) fn about(&self, article: &Article) -> About {
        let Some(same) = self.by_text.get(&text_key(&article.meta.text_sha256)) else { return About::New };
        let there = || same.iter().filter_map(|id| self.metas.get(id));
        if let Some(own) = there().find(|there| there.id == article.meta.id) {
            return About::Same(own.id.clone());
        }
        if let Some(same) = there().find(|there| differences(there, article).is_empty()) {
            return About::Same(same.id.clone());
        }
        there().next().map_or(About::New, |first| About::Another(first.id.clone()))
    }
}

/// The first half of the hash: far more than tells all texts of the world apart.
fn text_key(sha256: &str) -> u128 {
    sha256.get(..32).and_then(|half| u128::from_str_radix(half, 16).ok()).unwrap_or_default()
}

/// What is known of an article and is not what a record says of it: the name of the field, what is there, and what
/// the record says.
pub(super) fn differences(there: &ArticleMeta, record: &Article) -> Vec<(&'static str, String, String)> {
    let day = |meta: &ArticleMeta| meta.date.map_or_else(String::new, |date| date.to_string());
    let new = &record.meta;
    let mut fields = vec![
        ("title", Some(Guess::Title), there.title.clone(), new.title.clone()),
        ("source", Some(Guess::Source), there.source.clone(), new.source.clone()),
        ("address", None, there.url.clone(), new.url.clone()),
        ("date", Some(Guess::Date), day(there), day(new)),
    ];
    let guessed = |meta: &ArticleMeta, guess: &Option<Guess>| guess.is_some_and(|it| meta.import.guessed.contains(&it));
    fields.retain(|(_, guess, there_is, says)| {
        !there_is.is_empty() && !says.is_empty() && there_is != says && !guessed(there, guess) && !guessed(new, guess)
    });
    if !fields.is_empty() {
        // Projects from before guesses were marked.
        let (title, source, date) = guesses(&record.text);
        let date = date.map_or_else(String::new, |date| date.to_string());
        fields.retain(|(name, _, there_is, _)| match *name {
            "title" => *there_is != title,
            "source" => *there_is != source,
            "date" => *there_is != date,
            _ => true,
        });
    }
    fields.into_iter().map(|(name, _, there_is, says)| (name, there_is, says)).collect()
}

/// Variables of an article of which a record says otherwise: the name, what is there, and what the record says. What the
/// program noted itself (an id that could not stay, how much of a page was kept) is none of them.
pub(super) fn other_variables(there: &ArticleMeta, record: &Article) -> Vec<(String, String, String)> {
    let differs = |(name, says): (&String, &Variable)| {
        let there_is = there.variables.get(name).filter(|there_is| *there_is != says)?;
        Some((name.clone(), there_is.to_string(), says.to_string()))
    };
    let told = record.meta.variables.iter().filter(|(name, _)| !NOTED.contains(&name.as_str()));
    told.filter_map(differs).collect()
}

/// What is known of an article with what a record says beyond it; `None` if that is nothing.
pub(super) fn filled(there: &ArticleMeta, record: &Article) -> Option<ArticleMeta> {
    let mut meta = there.clone();
    let new = &record.meta;
    let open = |meta: &ArticleMeta, guess: Guess, empty: bool| empty || meta.import.guessed.contains(&guess);
    let says = |guess: Guess, empty: bool| !empty && !new.import.guessed.contains(&guess);
    if says(Guess::Title, new.title.is_empty()) && open(&meta, Guess::Title, meta.title.is_empty()) {
        meta.title.clone_from(&new.title);
        meta.import.guessed.remove(&Guess::Title);
    }
    if says(Guess::Source, new.source.is_empty()) && open(&meta, Guess::Source, meta.source.is_empty()) {
        meta.source.clone_from(&new.source);
        meta.import.guessed.remove(&Guess::Source);
    }
    if says(Guess::Date, new.date.is_none()) && open(&meta, Guess::Date, meta.date.is_none()) {
        meta.date = new.date;
        meta.import.guessed.remove(&Guess::Date);
    }
    if meta.url.is_empty() {
        meta.url.clone_from(&new.url);
    }
    for (name, variable) in &new.variables {
        meta.variables.entry(name.clone()).or_insert_with(|| variable.clone());
    }
    (meta != *there).then_some(meta)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::{fill_header, text_hash},
        model::Text,
    };

    fn article(id: &str, title: &str, source: &str, words: &str) -> Article {
        let text = Text::new(words);
        let meta = ArticleMeta {
            id: ArticleId::new(id).unwrap(),
            title: title.into(),
            source: source.into(),
            url: String::new(),
            date: None,
            variables: Default::default(),
            text_sha256: text_hash(&text),
            length: text.chars_len(),
            import: Default::default(),
        };
        Article { meta, text }
    }

    const WORDS: &str = "PKS dan PSI bertemu\n\nKeduanya sepakat di Lebak.";

    #[test]
    fn one_article_or_two() {
        let known = KnownArticles::new([Arc::new(article("k1", "T1", "Kompas", WORDS).meta)]);
        let id = || ArticleId::new("k1").unwrap();
        assert_eq!(known.about(&article("t2", "T1", "Tempo", WORDS)), About::Another(id()));
        assert_eq!(known.about(&article("k1", "T1", "Tempo", WORDS)), About::Same(id()));
        assert_eq!(known.about(&article("x", "", "Kompas", WORDS)), About::Same(id()));
        assert_eq!(known.about(&article("x", "", "", WORDS)), About::Same(id()));
        assert_eq!(known.about(&article("k1", "T1", "Kompas", "Lain.")), About::New);
    }

    #[test]
    fn variables_that_differ_are_named() {
        let variable = |words: &str| Variable::Text(words.into());
        let (mut there, mut record) = (article("a", "", "", WORDS), article("b", "", "", WORDS));
        there.meta.variables.extend([("penulis".into(), variable("Rina")), ("page_share".into(), variable("1"))]);
        record.meta.variables.extend([("penulis".into(), variable("Budi")), ("page_share".into(), variable("2"))]);
        record.meta.variables.insert("rubrik".into(), variable("Daerah"));
        let named = |of: &str, there: &str, says: &str| (of.to_owned(), there.to_owned(), says.to_owned());
        assert_eq!(other_variables(&there.meta, &record), [named("penulis", "Rina", "Budi")]);
        assert!(other_variables(&there.meta, &there).is_empty());
    }

    #[test]
    fn what_was_guessed_gives_way_to_what_is_known() {
        let mut there = article("a", "", "", WORDS);
        fill_header(&mut there, &Default::default());
        let mut record = article("b", "Koalisi baru", "Kompas", WORDS);
        record.meta.variables.insert("rubrik".into(), Variable::Text("Politik".into()));
        assert!(differences(&there.meta, &record).is_empty());
        let filled = filled(&there.meta, &record).unwrap();
        assert_eq!((filled.title.as_str(), filled.source.as_str()), ("Koalisi baru", "Kompas"));
        assert_eq!(filled.variables.len(), 1);
        assert!(!filled.import.guessed.contains(&Guess::Title));
        // Guessed before guesses were marked.
        there.meta.import.guessed.clear();
        assert!(differences(&there.meta, &record).is_empty());
        there.meta.title = "Judul dari orang".into();
        assert_eq!(differences(&there.meta, &record).len(), 1);
    }
}

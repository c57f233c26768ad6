//! What every format reads and writes: an article with what one set says of it.

use std::{collections::BTreeSet, sync::OnceLock};

use crate::model::{
    AnnotationSet, Annotations, Article, ArticleId, Decision, Guess, KindKey, LinkSource, Mention, MentionId, Origin,
    Outcome, SetId, SetRole, Settled, SettledRecords, Span, Timestamp, slug,
};

/// An article with what one set says of it. Law: every span fits the text; what does not is among the misfits.
#[derive(Debug, Clone)]
pub struct Document {
    pub article: Article,
    /// Whose annotations they are, if it is known.
    pub set: Option<AnnotationSet>,
    pub annotations: Annotations,
    /// What is not to be guessed, since its record says that it is empty.
    pub stated: BTreeSet<Guess>,
    /// The file that says so, as problems name it, and the line where its record begins (from 1; 0: the whole file).
    pub file: String,
    pub line: usize,
    /// How the records of a gold set came to stand there, once somebody asked.
    pub settled: OnceLock<SettledRecords>,
}

/// Where a record stood is no part of what it says.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        (&self.article, &self.set, &self.annotations) == (&other.article, &other.set, &other.annotations)
    }
}

impl Eq for Document {}

impl Document {
    /// The code points of a span of this article.
    pub fn chars(&self, span: Span) -> (usize, usize) {
        self.article.text.chars_of_span(span).unwrap_or_default()
    }

    /// How a record of a gold set came to stand there; `None` in sets of other roles.
    pub fn settled(&self, record: &Outcome, by: &Origin) -> Option<Settled> {
        let gold = self.set.as_ref().is_some_and(|set| set.role == SetRole::Gold);
        gold.then(|| self.records().get(record, by))
    }

    /// The decision that made a record.
    pub fn decision(&self, record: &Outcome) -> Option<&Decision> {
        self.annotations.decisions.get(&self.records().decision(record)?)
    }

    fn records(&self) -> &SettledRecords {
        self.settled.get_or_init(|| SettledRecords::of(&self.annotations))
    }

    /// The words of a span of this article.
    pub fn words(&self, span: Span) -> &str {
        self.article.text.slice(span)
    }
}

/// The variable that holds what its source calls an article whose id is another one here.
pub const OWN_ID: &str = "id";
/// Variables that the program itself notes: they say nothing of the article.
pub const NOTED: [&str; 4] = [OWN_ID, "page_share", "date_as_written", "document_created"];

/// The id of an article from any name: as it is if it can be one, else its letters and digits.
pub fn article_id(name: &str) -> ArticleId {
    let made = ArticleId::new(name).or_else(|_| ArticleId::new(slug(name)));
    made.unwrap_or_else(|_| ArticleId::new("article").expect("letters are an id"))
}

/// The set that a name of another program stands for.
pub fn set_of(name: &str, role: SetRole) -> AnnotationSet {
    let made = SetId::new(name).or_else(|_| SetId::new(slug(name)));
    let id = made.unwrap_or_else(|_| SetId::new("imported").expect("letters are an id"));
    AnnotationSet { id, name: name.to_owned(), role }
}

/// A mention before its place is known.
pub fn new_mention(id: MentionId, kind: KindKey, at: Timestamp) -> Mention {
    let (linked, by) = (LinkSource::default(), Origin::default());
    Mention {
        id,
        span: Span::new(0, 0),
        kind,
        entity: None,
        linked,
        by,
        at,
        note: String::new(),
        fields: Default::default(),
        flag: None,
        guidelines: None,
    }
}

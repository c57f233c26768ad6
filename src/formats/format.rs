//! What a format is: how it is called, what it cannot carry, how articles are read and written, one at a time. Knows
//! no format by name.

use std::{collections::BTreeMap, fmt, io, sync::Arc};

use super::{
    document::Document,
    problem::Problem,
    sniff::Sniff,
    source::{Source, Target},
};
use crate::answers::{Councils, ElectionFacts, Met, RaceKey};
pub use crate::dataset::{ItemKind, LeftOut};
use crate::message::{Message, message};
use crate::model::{ArticleId, Date, Entity, EntityId, KindKey, Scheme, Timestamp, Zone, slug};

/// A format that is read, written, or both. One file each; [`super::ALL`] is the list.
pub trait Format: Sync {
    fn info(&self) -> &'static FormatInfo;

    /// Whether the beginning of a file (or the names in a folder) looks like this format and like no other.
    fn recognises(&self, head: &Sniff<'_>) -> bool;

    /// Whether a file is without the words of its articles, which are found elsewhere by their SHA-256.
    fn needs_texts(&self, head: &Sniff<'_>) -> bool {
        let _ = head;
        false
    }

    /// Whether it has a place for near copies, so that they are worth looking for.
    fn tells_stories(&self) -> bool {
        false
    }

    /// Settings that change what is counted, as they are in force: for the manifest.
    fn settings(&self, options: &BTreeMap<String, String>, scheme: &Scheme) -> BTreeMap<String, String> {
        let _ = (options, scheme);
        BTreeMap::new()
    }

    /// Hands over one article after another, and every problem where it is met; what is left out of memory stays flat.
    ///
    /// A record that cannot be read is a problem and the next one is read; the error is for an input that cannot be
    /// read on at all.
    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let _ = (reading, sink);
        let reason = message!("{format} is written only", format = self.info().name);
        let fix = message!("Choose another format with --format");
        Err(ReadError::Problem(Problem::new(source.name(), reason, fix)))
    }

    /// Begins to write; the writer is fed one article after another and must be finished.
    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        let _ = (target, writing);
        Err(io::Error::other(message!("{format} is read only; choose another format", format = self.info().name)))
    }
}

/// What people and programs are told of a format.
#[derive(Debug, Clone, Copy)]
pub struct FormatInfo {
    /// As it is named on the command line.
    pub id: &'static str,
    /// As people call it.
    pub name: &'static str,
    /// Of its files, without the dot; the first is the one written.
    pub extensions: &'static [&'static str],
    /// One line: what it is for, and which program takes it.
    pub about: &'static str,
    /// What its offsets count: `code points`, `UTF-16 units`, `tokens`; empty if it has none.
    pub offsets: &'static str,
    pub shape: DiskShape,
    pub reads: bool,
    pub writes: bool,
    /// What writing cannot carry, in a few words each.
    pub loses: &'static [&'static str],
    /// Whether it can be written without the articles' words, for copyrighted texts.
    pub text_free: bool,
    /// Whether parts of a split stand side by side in one export; else every part is an export of its own.
    pub parts: bool,
    pub options: &'static [FormatOption],
    /// Whether a person can say which column is what, after a look at the first rows (see `preview`).
    pub columns: bool,
    /// How general it is: what a file of many formats could be is recognised after what is only one.
    pub general: u8,
    /// Whether an export of it describes the data set, so that it has a place for a licence.
    pub describes: bool,
    /// Whether it has a place for what the project's own fields hold.
    pub own_fields: bool,
    /// Whether marks keep the entity that they mean; then what is known of all these entities goes with an export.
    pub links: bool,
    /// Whether it tells if those who nominate are enough, from a table of seats and votes.
    pub tells_thresholds: bool,
}

/// What a format loses that has no place for them.
pub const OWN_FIELDS: &str = "what the project’s own fields hold, and what else is known of articles (their variables)";

impl FormatInfo {
    /// What a format is that does nothing yet: each names what differs.
    pub const NOTHING: Self = Self {
        id: "",
        name: "",
        extensions: &[],
        about: "",
        offsets: "",
        shape: DiskShape::File,
        reads: false,
        writes: false,
        loses: &[],
        text_free: false,
        parts: false,
        options: &[],
        columns: false,
        general: 0,
        describes: false,
        own_fields: false,
        links: false,
        tells_thresholds: false,
    };

    /// A file with articles of a program that is read only, as databases of newspapers give them.
    pub const fn of_articles(
        id: &'static str,
        name: &'static str,
        extensions: &'static [&'static str],
        about: &'static str,
    ) -> Self {
        Self { id, name, extensions, about, reads: true, ..Self::NOTHING }
    }

    /// [`Self::about`], to be said in any language.
    pub fn about_message(&self) -> Message {
        Message::of_table(self.about)
    }

    /// [`Self::loses`], and the project's own fields where it has no place for them, to be said in any language.
    pub fn losses(&self) -> impl Iterator<Item = Message> {
        let own = (self.writes && !self.own_fields).then_some(OWN_FIELDS);
        self.loses.iter().copied().chain(own).map(Message::of_table)
    }
}

/// How a format lies on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskShape {
    /// One file with all articles.
    File,
    /// A folder with several files.
    Folder,
    /// A file an article: a folder of them, or one file for one article.
    FilePerArticle,
}

/// A setting of a format.
#[derive(Debug, Clone, Copy)]
pub struct FormatOption {
    pub name: &'static str,
    pub used: Used,
    /// The first is used if nothing is said; none: any word.
    pub values: &'static [&'static str],
    pub about: &'static str,
}

/// When a setting is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    Reading,
    Writing,
}

impl FormatOption {
    /// A setting for reading.
    pub const fn reading(name: &'static str, values: &'static [&'static str], about: &'static str) -> Self {
        Self { name, used: Used::Reading, values, about }
    }

    /// A setting for writing.
    pub const fn writing(name: &'static str, values: &'static [&'static str], about: &'static str) -> Self {
        Self { name, used: Used::Writing, values, about }
    }
}

/// What a reader must know.
#[derive(Debug, Clone)]
pub struct ReadContext {
    pub scheme: Scheme,
    /// Labels of the file and the kinds that they mean, where the names differ.
    pub labels: BTreeMap<String, KindKey>,
    pub options: BTreeMap<String, String>,
    /// Whether a label that means nothing known becomes a kind of its own, as between formats without a project.
    pub any_kind: bool,
    /// The moment that records without one get.
    pub now: Timestamp,
    /// For files without the words of their articles.
    pub texts: KnownTexts,
    /// The clock by which moments become days, if it is known.
    pub zone: Option<Zone>,
    /// Which of two small numbers is the month in the days that are read.
    pub month: MonthPlace,
}

/// Which of two small numbers in a day is its month: 3/4/2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MonthPlace {
    /// Nobody said it: the second, which is told.
    #[default]
    Open,
    /// As a person says.
    Second,
    First,
    /// The first, as other days of the file show.
    ShownFirst,
    /// The first, as one day of the file alone shows, which is told apart.
    DoubtedFirst,
}

/// Texts that are there already, by their SHA-256.
#[derive(Clone, Default)]
pub struct KnownTexts(Option<TextOf>);

/// What gives a text by its SHA-256.
type TextOf = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

impl KnownTexts {
    pub fn new(text_of: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(text_of)))
    }

    pub fn get(&self, sha256: &str) -> Option<String> {
        self.0.as_ref().filter(|_| !sha256.is_empty())?(sha256)
    }
}

impl fmt::Debug for KnownTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "KnownTexts" } else { "no texts" })
    }
}

impl ReadContext {
    pub fn new(scheme: Scheme, now: Timestamp) -> Self {
        Self {
            scheme,
            labels: BTreeMap::new(),
            options: BTreeMap::new(),
            any_kind: false,
            now,
            texts: KnownTexts::default(),
            zone: Some(Zone::JAKARTA),
            month: MonthPlace::Open,
        }
    }

    /// The kind that a label means: as told, else a kind of the scheme with that key or name, whatever the case of the
    /// letters.
    pub fn kind(&self, label: &str) -> Option<KindKey> {
        let label = label.trim();
        if let Some(kind) = self.labels.get(label) {
            return Some(kind.clone());
        }
        // The usual case first: a file says its label a hundred thousand times.
        let key = || self.scheme.kinds.iter().find(|kind| kind.key.as_str().eq_ignore_ascii_case(label));
        let lower = || {
            let label = label.to_lowercase();
            let same = |name: &str| name.to_lowercase() == label;
            self.scheme.kinds.iter().find(|kind| same(kind.key.as_str()) || same(&kind.name))
        };
        let known = key().or_else(lower);
        let own = || if self.any_kind { KindKey::new(slug(label)).ok() } else { None };
        known.map(|kind| kind.key.clone()).or_else(own)
    }

    /// The same for a file whose days are written so.
    pub(in crate::formats) fn with_month(&self, month: MonthPlace) -> Self {
        Self { month, ..self.clone() }
    }

    /// A setting, if it was made.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(String::as_str)
    }
}

/// What a writer must know.
pub struct Writing<'a> {
    /// The project's name; of a conversion, that of the file.
    pub project: &'a str,
    pub scheme: &'a Scheme,
    /// What is known of its elections.
    pub elections: &'a Arc<ElectionFacts>,
    /// What is known of an entity: built in, or the project's own.
    pub entity: &'a (dyn Fn(&EntityId) -> Option<&'a Entity> + Sync),
    /// The first of an article's near copies, its own id if it has none; `None` where nobody looked for them.
    pub story: &'a (dyn Fn(&ArticleId) -> Option<ArticleId> + Sync),
    /// Whether the words of the articles go with it.
    pub with_text: bool,
    pub options: BTreeMap<String, String>,
    /// Seats and votes, where somebody brought a table of them.
    pub councils: Option<&'a Councils>,
}

impl Writing<'_> {
    /// A setting: as made, else the first value that the format's card names.
    pub fn option<'o>(&'o self, card: &FormatInfo, name: &str) -> &'o str {
        let first = || card.options.iter().find(|choice| choice.name == name)?.values.first().copied();
        self.options.get(name).map_or_else(|| first().unwrap_or(""), String::as_str)
    }

    /// Whether these parties are enough to nominate in a race on a day, as far as anybody knows.
    pub fn threshold_met<'p>(
        &self,
        race: &RaceKey,
        parties: impl Iterator<Item = &'p EntityId>,
        day: Option<Date>,
    ) -> Met {
        self.councils.map_or(Met::Unknown, |councils| councils.met(race, parties, day, self.elections))
    }

    /// What a person reads for an entity; its id if nobody knows it.
    pub fn label<'l>(&'l self, id: &'l EntityId) -> &'l str {
        (self.entity)(id).map_or(id.as_str(), |entity| entity.label())
    }

    /// The full name of an entity; its id if nobody knows it.
    pub fn name<'l>(&'l self, id: &'l EntityId) -> &'l str {
        (self.entity)(id).map_or(id.as_str(), |entity| entity.name.as_str())
    }
}

/// The label of a kind in formats that write labels in capitals: `PARTY`.
pub fn label_of(kind: &KindKey) -> String {
    kind.as_str().to_uppercase()
}

/// Takes articles, one after another.
pub trait Writer {
    /// Writes an article into a part of the dataset (`train`; empty if it is not split); returns what could not be
    /// carried of it.
    fn add(&mut self, document: &Document, part: &str) -> io::Result<Vec<LeftOut>>;

    /// Writes what can only be written at the end.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// What a reader hands over.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Document(Box<Document>),
    Problem(Problem),
}

/// Takes what a reader hands over; an error ends the reading.
pub type ItemSink<'s> = dyn FnMut(Item) -> Result<(), ReadError> + 's;

/// Why reading ended before the end.
#[derive(Debug, Clone, PartialEq)]
pub enum ReadError {
    /// Whoever takes the articles has enough.
    Enough,
    /// The input cannot be read on.
    Problem(Problem),
}

impl From<Problem> for ReadError {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

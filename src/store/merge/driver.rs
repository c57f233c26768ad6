//! The merge of three versions of one project file, as Git hands them over: `tandai merge`. The text of an article is
//! not at hand, so spans stay code points.

use std::collections::BTreeMap;

use super::{Precedence, merge, merge_project, project::merge_meta};
use crate::{
    message::{Message, message},
    model::{Annotations, ArticleId, ArticleMeta, Conflict, DecisionId, Project, Remark, Span, Status},
    store::{
        Record, StoreError,
        files::{
            annotation_file::records_of,
            assignment_file,
            conflict_records::ConflictRecord,
            layout::FileTarget,
            project_file::{meta_of_any, read_entities, read_project, write_entities, write_meta, write_project},
            records::{AnnotationFile, file_of},
            ron_file::{decode, print},
            spots::Quotes,
        },
    },
};

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    pub bytes: Vec<u8>,
    /// The records of which both sides changed the same, as messages name them.
    pub conflicts: Vec<Message>,
}

/// One version of a file, by what it is.
enum Version {
    Annotations(Box<ArticleMarks>),
    Project(Box<Project>),
    Entities(Box<Project>),
    Assignments(Box<Project>),
    Article(Box<ArticleMeta>),
}

/// One set's marks on one article, as their file has them.
struct ArticleMarks {
    article: ArticleId,
    text_sha256: String,
    annotations: Annotations,
    words: BTreeMap<Span, String>,
    /// The ids that decisions have in the file: they follow from bytes of the text, which is not there.
    decisions: BTreeMap<DecisionId, DecisionId>,
}

/// Merges three versions of a file; without a base nothing was there before. `path` says what file it is, if it is known;
/// else what is in it does. An error says why nothing was merged.
pub fn merge_files(path: Option<&str>, base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Merged, Message> {
    let read = |side: &'static str, bytes: &[u8]| {
        Version::read(path, bytes)
            .map_err(|error| message!("{side} cannot be read: {reason}", side = side, reason = error.located()))
    };
    let (ours, theirs) = (read("ours", ours)?, read("theirs", theirs)?);
    let blank = base.iter().all(u8::is_ascii_whitespace);
    let base = if blank { None } else { Some(read("base", base)?) };
    match (base, ours, theirs) {
        (None, Version::Annotations(ours), Version::Annotations(theirs)) => merge_marks(None, *ours, *theirs),
        (Some(Version::Annotations(base)), Version::Annotations(ours), Version::Annotations(theirs)) => {
            merge_marks(Some(*base), *ours, *theirs)
        }
        (None, Version::Project(ours), Version::Project(theirs)) => merge_shared(None, &ours, &theirs, write_project),
        (Some(Version::Project(base)), Version::Project(ours), Version::Project(theirs)) => {
            merge_shared(Some(*base), &ours, &theirs, write_project)
        }
        (None, Version::Entities(ours), Version::Entities(theirs)) => {
            merge_shared(None, &ours, &theirs, write_entities)
        }
        (Some(Version::Entities(base)), Version::Entities(ours), Version::Entities(theirs)) => {
            merge_shared(Some(*base), &ours, &theirs, write_entities)
        }
        (None, Version::Assignments(ours), Version::Assignments(theirs)) => {
            merge_shared(None, &ours, &theirs, write_assignments)
        }
        (Some(Version::Assignments(base)), Version::Assignments(ours), Version::Assignments(theirs)) => {
            merge_shared(Some(*base), &ours, &theirs, write_assignments)
        }
        (None, Version::Article(ours), Version::Article(theirs)) => merge_article(None, &ours, &theirs),
        (Some(Version::Article(base)), Version::Article(ours), Version::Article(theirs)) => {
            merge_article(Some(&base), &ours, &theirs)
        }
        _ => Err(message!("the three versions are not of one kind of file")),
    }
}

impl Version {
    fn read(path: Option<&str>, bytes: &[u8]) -> Result<Self, StoreError> {
        let project = |bytes| read_project(bytes).map(|project| Self::Project(Box::new(project)));
        let entities = |bytes| {
            read_entities(bytes).map(|(entities, conflicts)| {
                Self::Entities(Box::new(Project { entities, conflicts, ..Project::new("") }))
            })
        };
        let assignments = |bytes| {
            assignment_file::read(bytes).map(|assignments| {
                Self::Assignments(Box::new(Project { assignments: assignments.into(), ..Project::new("") }))
            })
        };
        let article = |path: &str| meta_of_any(path, bytes).map(|meta| Self::Article(Box::new(meta)));
        let marks = |path: &str| ArticleMarks::read(path, bytes).map(|marks| Self::Annotations(Box::new(marks)));
        match path.and_then(|path| FileTarget::parse(in_project(path))) {
            Some(FileTarget::Project) => project(bytes),
            Some(FileTarget::Entities) => entities(bytes),
            Some(FileTarget::Assignments) => assignments(bytes),
            Some(FileTarget::Article(_)) => article(path.unwrap_or_default()),
            Some(FileTarget::Annotations(_)) => marks(path.unwrap_or_default()),
            // Each kind of file has fields that no other has.
            None => marks("")
                .or_else(|_| article(""))
                .or_else(|_| project(bytes))
                .or_else(|_| entities(bytes))
                .or_else(|_| assignments(bytes)),
        }
    }
}

/// A path within a repository as it would be within the project.
pub(in crate::store) fn in_project(path: &str) -> &str {
    let names: Vec<usize> = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1)).collect();
    let within = names.iter().rev().map(|&at| &path[at..]).find(|rest| FileTarget::parse(rest).is_some());
    within.unwrap_or(path)
}

impl ArticleMarks {
    fn read(path: &str, bytes: &[u8]) -> Result<Self, StoreError> {
        let text = decode(path, bytes)?;
        let file: AnnotationFile = records_of(path, text)?;
        let fix = || message!("Mend the file in a text editor");
        let quotes = Quotes::default();
        let remark = Remark { note: file.note.into_owned(), flag: file.flag, fields: file.fields.into_owned() };
        let mut annotations = Annotations { status: file.status, remark, ..Annotations::default() };
        let twice =
            |record: Record| StoreError::new(path, message!("{record} stands here twice", record = &record), fix());
        let unfit = |reason: Message| StoreError::new(path, reason, fix());
        for record in file.mentions {
            let mention = record.into_mention(&quotes).map_err(|misfit| unfit(misfit.reason))?;
            if let Some(double) = annotations.mentions.insert(mention.id.clone(), mention) {
                return Err(twice(Record::Mention(double.id)));
            }
        }
        for record in file.coalitions {
            let (coalition, _) = record.into_coalition(&quotes);
            if let Some(double) = annotations.coalitions.insert(coalition.id.clone(), coalition) {
                return Err(twice(Record::Coalition(double.id)));
            }
        }
        let mut decisions = BTreeMap::new();
        for record in file.decisions {
            let in_file = record.id;
            let decision = record.into_decision(&quotes).map_err(|misfit| unfit(misfit.reason))?;
            let id = decision.claim.id();
            decisions.insert(id, in_file);
            if annotations.decisions.insert(id, decision).is_some() {
                return Err(twice(Record::Decision(in_file)));
            }
        }
        for record in file.conflicts {
            let mut conflict = record.into_conflict(&quotes).map_err(unfit)?;
            if let Conflict::Decision { id, other } = &mut conflict {
                let known = || decisions.iter().find(|(_, in_file)| *in_file == id).map(|(known, _)| *known);
                let claimed = other.as_ref().map(|other| other.claim.id()).or_else(known).unwrap_or(*id);
                decisions.entry(claimed).or_insert(*id);
                *id = claimed;
            }
            annotations.conflicts.push(conflict);
        }
        let words = quotes.by_place().map_err(unfit)?;
        let (article, text_sha256) = (file.article, file.text_sha256.into_owned());
        Ok(Self { article, text_sha256, annotations, words, decisions })
    }

    fn print(&self) -> Result<Vec<u8>, Message> {
        let mut file = file_of(self.article.clone(), self.text_sha256.as_str().into(), &self.words, &self.annotations)?;
        let in_file = |id: &mut DecisionId| *id = self.decisions.get(id).copied().unwrap_or(*id);
        file.decisions.iter_mut().for_each(|record| in_file(&mut record.id));
        // Their order depends on the ids that they have in the file.
        file.decisions.sort_by_key(|record| (record.place(), record.id));
        for conflict in &mut file.conflicts {
            if let ConflictRecord::Decision { id, other } = conflict {
                in_file(id);
                other.iter_mut().for_each(|other| in_file(&mut other.id));
            }
        }
        print(&file, 2).map(String::into_bytes)
    }
}

fn merge_marks(base: Option<ArticleMarks>, ours: ArticleMarks, theirs: ArticleMarks) -> Result<Merged, Message> {
    if ours.article != theirs.article {
        return Err(message!(
            "ours is about article {ours}, theirs about {theirs}",
            ours = ours.article.as_str(),
            theirs = theirs.article.as_str()
        ));
    }
    if ours.text_sha256 != theirs.text_sha256 {
        return Err(message!(
            "the two sides were made on different texts of article {article}, so nothing of it can be merged. Choose one \
             text for both clones first",
            article = ours.article.as_str()
        ));
    }
    // What was said of another text is no base for this one.
    let base = base.filter(|base| base.text_sha256 == ours.text_sha256);
    let mut words = BTreeMap::new();
    for (span, quote) in base.iter().chain([&ours, &theirs]).flat_map(|marks| &marks.words) {
        if words.insert(*span, quote.clone()).is_some_and(|known| known != *quote) {
            let Span { start, end } = *span;
            return Err(message!(
                "code points {start} to {end} have other words in theirs than in ours: a record does not fit the text. \
                 Mend it first",
                start = start,
                end = end
            ));
        }
    }
    let mut decisions = BTreeMap::new();
    for (id, in_file) in base.iter().chain([&ours, &theirs]).flat_map(|marks| &marks.decisions) {
        let known = decisions.entry(*id).or_insert(*in_file);
        *known = (*known).max(*in_file);
    }
    let before = base.map_or_else(Annotations::default, |base| base.annotations);
    let before = Annotations { status: before_status(&before, &ours, &theirs), ..before };
    let (annotations, conflicts) = merge(&before, &ours.annotations, &theirs.annotations, Precedence::Canonical);
    let merged = ArticleMarks { article: ours.article, text_sha256: ours.text_sha256, annotations, words, decisions };
    let bytes = merged.print()?;
    Ok(Merged { bytes, conflicts: conflicts.iter().map(|conflict| conflict.record()).collect() })
}

/// Without a base the work was new: whoever is further on is right.
fn before_status(before: &Annotations, ours: &ArticleMarks, theirs: &ArticleMarks) -> Status {
    let (ours, theirs) = (ours.annotations.status, theirs.annotations.status);
    if before.is_blank() { ours.min(theirs) } else { before.status }
}

fn write_assignments(project: &Project) -> Result<Vec<u8>, Message> {
    assignment_file::write(&project.assignments)
}

fn merge_shared(
    base: Option<Project>,
    ours: &Project,
    theirs: &Project,
    write: fn(&Project) -> Result<Vec<u8>, Message>,
) -> Result<Merged, Message> {
    // Two projects that have nothing before them: what differs is told, and nothing is taken away.
    let nothing =
        || Project { scheme: crate::model::Scheme { kinds: Vec::new(), ..Default::default() }, ..Project::new("") };
    let base = base.unwrap_or_else(nothing);
    let (merged, conflicts) = merge_project(&base, ours, theirs, Precedence::Canonical);
    let bytes = write(&merged)?;
    Ok(Merged { bytes, conflicts: conflicts.iter().map(|conflict| conflict.record()).collect() })
}

fn merge_article(base: Option<&ArticleMeta>, ours: &ArticleMeta, theirs: &ArticleMeta) -> Result<Merged, Message> {
    if ours.id != theirs.id || ours.text_sha256 != theirs.text_sha256 {
        return Err(message!(
            "the two sides have different texts for article {article}, so it cannot be merged. Give one of the two \
             another id",
            article = ours.id.as_str()
        ));
    }
    let base = base.filter(|base| base.text_sha256 == ours.text_sha256);
    let (merged, other) = merge_meta(base, ours, theirs, Precedence::Canonical);
    let bytes = write_meta(&merged)?;
    Ok(Merged { bytes, conflicts: other.iter().map(|_| Record::Article(ours.id.clone()).message()).collect() })
}

//! Taking datasets out: chosen articles with what one set says of them, in any format that is written, with splits,
//! a manifest and a list of what was left out. Runs away from the window's thread.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use crate::{
    answers::ElectionFacts,
    dataset::{
        self, BadPlan, LeftOutCounts, SplitPlan,
        card::card,
        manifest::{Counts, Manifest, ManifestUnit, NAMES},
    },
    formats::{DiskShape, Document, Format, FormatInfo, LeftOut, Target, Writer, Writing, unheld_values},
    gazetteer::Lexicon,
    message::{Message, message},
    model::{ArticleId, ArticleMeta, Entity, EntityId, Guess, Project, SetId, Status},
    store::Reader,
};

use super::{
    division::{Division, FirstLook},
    side_files::{self, LeftOutFile},
};
use crate::session::{
    Session,
    io::{
        CouncilTable,
        target::{Destination, DiskTarget, MANIFEST, NoTarget},
    },
};

/// Articles read at once, on all cores.
const BATCH: usize = 256;

/// What a person asks of an export.
#[derive(Clone)]
pub struct ExportRequest {
    pub format: &'static dyn Format,
    pub set: SetId,
    /// These articles only; `None`: all.
    pub articles: Option<BTreeSet<ArticleId>>,
    /// Articles whose status in the set is one of these only; none: any.
    pub statuses: BTreeSet<Status>,
    pub split: Option<SplitPlan>,
    /// Whether the words of the articles go with it.
    pub with_text: bool,
    /// As Hugging Face writes it (`cc-by-4.0`); for its card.
    pub licence: Option<String>,
    pub options: BTreeMap<String, String>,
    /// Seats and votes, to tell whether those who nominate are enough.
    pub councils: Option<Arc<CouncilTable>>,
}

impl ExportRequest {
    /// Everything that a set says, undivided.
    pub fn of(format: &'static dyn Format, set: SetId) -> Self {
        let (articles, statuses, split, licence, options, councils) = Default::default();
        Self { format, set, articles, statuses, split, with_text: true, licence, options, councils }
    }

    /// Where it goes if a person names a path: a file if the format has one and the path its extension, else a folder.
    pub fn destination(&self, path: &Path, project: &str) -> Destination {
        let card = self.format.info();
        let extension = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
        let named = card.extensions.contains(&extension.as_str());
        if named && card.shape != DiskShape::Folder && self.split.is_none() && !path.is_dir() {
            return Destination::File(path.to_owned());
        }
        let stem = crate::model::slug(project);
        let stem = if stem.is_empty() { "articles" } else { &stem };
        Destination::Folder(path.to_owned(), format!("{stem}.{}", card.extensions[0]))
    }

    fn check(&self) -> Result<(), Message> {
        let card = self.format.info();
        if !card.writes {
            return Err(message!("{format} is read only; choose another format", format = card.name));
        }
        if !self.with_text && !card.text_free {
            return Err(message!("{format} cannot be written without the articles’ words", format = card.name));
        }
        if self.councils.is_some() && !card.tells_thresholds {
            return Err(message!("{format} has no place for seats and votes (threshold_met)", format = card.name));
        }
        self.split.as_ref().map_or(Ok(()), |plan| Ok(plan.check()?))
    }
}

/// What an export did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exported {
    pub articles: usize,
    pub mentions: BTreeMap<String, usize>,
    pub coalitions: usize,
    pub backings: usize,
    pub entities: usize,
    /// Every entity that the data set speaks of, also in the project's own fields.
    pub used: BTreeSet<EntityId>,
    /// What was left out and how often.
    pub left_out: LeftOutCounts,
    /// Parts with the number of their articles.
    pub parts: Vec<(String, usize)>,
    /// Paths of the files in the export with their sizes in bytes.
    pub files: Vec<(String, u64)>,
    /// Articles that could not be read, and why; they are not in it.
    pub unreadable: Vec<(ArticleId, Message)>,
    /// Articles that are in no part, for a split by date found no date in them.
    pub without_part: Vec<ArticleId>,
    /// Articles in which a merge left something to be decided, and how much: one side of it is in the data set.
    pub undecided: Vec<(ArticleId, usize)>,
}

/// Why an export was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub enum ExportProblem {
    Cancelled,
    Failed(Message),
}

impl ExportProblem {
    /// In words, in no language yet.
    pub fn message(&self) -> Message {
        match self {
            Self::Cancelled => message!("cancelled; nothing was written"),
            Self::Failed(reason) => reason.clone(),
        }
    }
}

impl From<ExportProblem> for Message {
    fn from(problem: ExportProblem) -> Self {
        problem.message()
    }
}

impl From<io::Error> for ExportProblem {
    fn from(error: io::Error) -> Self {
        Self::Failed(message!("the export cannot be written: {reason}", reason = error))
    }
}

impl From<BadPlan> for ExportProblem {
    fn from(bad: BadPlan) -> Self {
        Self::Failed(bad.into())
    }
}

/// Reads a project's articles and writes datasets; run it on another thread.
pub struct Exporter {
    pub(in crate::session) reader: Reader,
    metas: Vec<Arc<ArticleMeta>>,
    project: Project,
    elections: Arc<ElectionFacts>,
}

impl Exporter {
    /// The project's name.
    pub fn project(&self) -> &str {
        &self.project.name
    }

    /// Writes a dataset. `step` is told how many articles of how many are done.
    pub fn run(
        &self,
        request: &ExportRequest,
        destination: Destination,
        replace: bool,
        cancel: &AtomicBool,
        mut step: impl FnMut(usize, usize),
    ) -> Result<Exported, ExportProblem> {
        request.check().map_err(ExportProblem::Failed)?;
        let known = self.look_through(request, cancel, &mut step)?;
        let target = DiskTarget::new(destination, replace).map_err(ExportProblem::Failed)?;
        let mut left_out = LeftOutFile::new(&target);
        let mut exported = self.write(request, &known, &target, cancel, &mut step, &mut |item| left_out.add(item))?;
        left_out.finish()?;
        if request.format.info().links {
            let lexicon = Lexicon::over(&self.project.entities, self.elections.gazetteer());
            side_files::write_names(&target, &exported.used, &lexicon)?;
            side_files::write_own_scheme(&target, &self.project.scheme)?;
        }
        let mut manifest = self.manifest(request, &exported, known.division.as_ref());
        manifest.files = target.written();
        if manifest.files.iter().any(|entry| entry.path == "README.md") {
            target.replace("README.md", self.readme(request, &exported, &manifest).as_bytes())?;
            // The card names the guidelines: they go with it, as they were hashed.
            if let Some(guidelines) = self.reader.guidelines().ok().flatten() {
                let mut out = target.create_whole("guidelines.md")?;
                out.write_all(guidelines.as_bytes())?;
                out.flush()?;
            }
        }
        manifest.files = target.written();
        exported.files = manifest.files.iter().map(|entry| (entry.path.clone(), entry.size)).collect();
        let mut out = target.create(MANIFEST)?;
        out.write_all(manifest.to_json().map_err(io::Error::other)?.as_bytes())?;
        out.flush()?;
        drop(out);
        if cancel.load(Ordering::Relaxed) {
            return Err(ExportProblem::Cancelled);
        }
        target.finish().map_err(ExportProblem::Failed)?;
        Ok(exported)
    }

    /// What a dataset would hold and leave out; nothing is written.
    pub fn preview(
        &self,
        request: &ExportRequest,
        cancel: &AtomicBool,
        mut step: impl FnMut(usize, usize),
    ) -> Result<Exported, ExportProblem> {
        request.check().map_err(ExportProblem::Failed)?;
        let known = self.look_through(request, cancel, &mut step)?;
        self.write(request, &known, &NoTarget, cancel, &mut step, &mut |_| Ok(()))
    }

    /// Feeds all chosen documents to the format's writer; of a format without parts of its own, part after part.
    fn write(
        &self,
        request: &ExportRequest,
        known: &FirstLook,
        target: &dyn PartTarget,
        cancel: &AtomicBool,
        step: &mut dyn FnMut(usize, usize),
        left_out: &mut dyn FnMut(&LeftOut) -> io::Result<()>,
    ) -> Result<Exported, ExportProblem> {
        let lexicon = Lexicon::over(&self.project.entities, self.elections.gazetteer());
        let entity = |id: &EntityId| -> Option<&Entity> { lexicon.entity(id) };
        let writing = Writing {
            project: &self.project.name,
            scheme: &self.project.scheme,
            elections: &self.elections,
            entity: &entity,
            story: &|id| known.stories.get(id).cloned(),
            with_text: request.with_text,
            options: request.options.clone(),
            councils: request.councils.as_ref().map(|table| &table.councils),
        };
        let division = known.division.as_ref();
        let together = division.is_none() || request.format.info().parts;
        let parts: Vec<Option<usize>> = match division {
            Some(division) if !together => (0..division.plan.parts.len()).map(Some).collect(),
            _ => vec![None],
        };
        let (mut exported, mut entities, mut first) = (Exported::default(), BTreeSet::new(), None);
        for only in parts {
            let name = |part: usize| division.map_or("", |division| division.plan.parts[part].name.as_str());
            // A part without articles would be a file that some clients refuse.
            if let (Some(only), Some(division)) = (only, division)
                && !division.part_of.values().any(|part| *part == only)
            {
                exported.parts.push((name(only).to_owned(), 0));
                continue;
            }
            first = first.or(only);
            target.begin(only.map_or("", name));
            let mut writer: Box<dyn Writer + '_> = request.format.write(target.as_target(), &writing)?;
            let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
            self.each(request, cancel, step, &mut |document| {
                let document = match document {
                    Ok(document) => document,
                    Err(unreadable) => {
                        // Each part reads all articles; the first tells.
                        if only.is_none_or(|only| Some(only) == first) {
                            exported.unreadable.push(unreadable);
                        }
                        return Ok(());
                    }
                };
                let part = match division {
                    None => None,
                    Some(division) => match division.part_of.get(document.article.meta.id.as_str()) {
                        Some(part) if only.is_none_or(|only| only == *part) => Some(*part),
                        Some(_) => return Ok(()),
                        None => {
                            // Each part looks at all articles; the first tells.
                            if only.is_none_or(|only| Some(only) == first) {
                                exported.without_part.push(document.article.meta.id.clone());
                            }
                            return Ok(());
                        }
                    },
                };
                let unheld = writer.add(document, if together { part.map_or("", name) } else { "" })?;
                let all = unheld.into_iter().chain(unheld_values(request.format, document));
                all.inspect(|item| exported.left_out.add(item)).try_for_each(|item| left_out(&item))?;
                exported.count(document, &mut entities);
                part.into_iter().for_each(|part| *sizes.entry(part).or_default() += 1);
                Ok(())
            })?;
            writer.finish()?;
            let sizes = sizes.into_iter().map(|(part, number)| (name(part).to_owned(), number));
            exported.parts.extend(sizes);
        }
        target.begin("");
        exported.entities = entities.len();
        Ok(exported)
    }

    /// Hands over the chosen articles with what the set says, in the order of their ids; or which cannot be read.
    pub(in crate::session) fn each(
        &self,
        request: &ExportRequest,
        cancel: &AtomicBool,
        step: &mut dyn FnMut(usize, usize),
        take: &mut ArticleTaker<'_>,
    ) -> Result<(), ExportProblem> {
        let chosen = |meta: &&Arc<ArticleMeta>| request.articles.as_ref().is_none_or(|ids| ids.contains(&meta.id));
        let metas: Vec<&Arc<ArticleMeta>> = self.metas.iter().filter(chosen).collect();
        let set = self.project.sets.get(&request.set);
        for (batch, some) in metas.chunks(BATCH).enumerate() {
            if cancel.load(Ordering::Relaxed) {
                return Err(ExportProblem::Cancelled);
            }
            step(batch * BATCH, metas.len());
            let read = |meta: &&Arc<ArticleMeta>| -> Result<Document, Message> {
                let article = self.reader.article(meta)?;
                let loaded = self.reader.annotations(&article, &request.set)?;
                if let Some(frozen) = loaded.frozen {
                    return Err(frozen.into());
                }
                Ok(Document {
                    article,
                    set: set.cloned(),
                    annotations: loaded.annotations,
                    // What a project leaves open was guessed as far as it may be.
                    stated: Guess::ALL.into(),
                    file: String::new(),
                    line: 0,
                    settled: Default::default(),
                })
            };
            let documents: Vec<Result<Document, Message>> = some.par_iter().map(read).collect();
            for (meta, document) in some.iter().zip(documents) {
                match document {
                    Ok(document) => {
                        let status = document.annotations.status;
                        if request.statuses.is_empty() || request.statuses.contains(&status) {
                            take(Ok(&document))?;
                        }
                    }
                    Err(reason) => take(Err((meta.id.clone(), reason)))?,
                }
            }
        }
        step(metas.len(), metas.len());
        Ok(())
    }

    fn manifest(&self, request: &ExportRequest, exported: &Exported, division: Option<&Division>) -> Manifest {
        let card = request.format.info();
        let mut manifest = Manifest::new(card.id, "1", unit(card));
        manifest.counts = Counts {
            articles: exported.articles,
            backings: exported.backings,
            coalitions: exported.coalitions,
            entities: exported.entities,
            mentions: exported.mentions.clone(),
        };
        if let Some(articles) = &request.articles {
            manifest.filters.insert("articles".to_owned(), format!("{} chosen", articles.len()));
        }
        if !request.statuses.is_empty() {
            let names: Vec<&str> = request.statuses.iter().map(|status| status_name(*status)).collect();
            manifest.filters.insert("status".to_owned(), names.join(", "));
        }
        let guidelines = self.reader.guidelines().ok().flatten();
        manifest.guidelines_sha256 = guidelines.map(|text| crate::formats::text_hash(&text));
        manifest.left_out = exported.left_out.by_reason();
        if !exported.unreadable.is_empty() {
            manifest.left_out.insert("article: its files cannot be read".to_owned(), exported.unreadable.len());
        }
        manifest.set = request.set.to_string();
        manifest.settings = request.format.settings(&request.options, &self.project.scheme);
        manifest.settings.extend(self.project.options.told());
        if let Some(table) = request.councils.as_ref().filter(|_| card.tells_thresholds) {
            manifest.settings.insert("councils".to_owned(), table.told());
        }
        let safe = card.options.iter().find(|choice| choice.name == "spreadsheet");
        manifest.spreadsheet_safe = safe.map(|choice| {
            request.options.get(choice.name).map_or(choice.values.first().copied(), |value| Some(value)) == Some("safe")
        });
        manifest.split = division.map(|division| division.method.clone());
        manifest.texts = request.with_text;
        manifest
    }

    /// The dataset card, with everything that only the whole export knows.
    fn readme(&self, request: &ExportRequest, exported: &Exported, manifest: &Manifest) -> String {
        let parts: Vec<&str> = match exported.parts.as_slice() {
            [] => vec!["train"],
            parts => parts.iter().filter(|(_, number)| *number > 0).map(|(name, _)| name.as_str()).collect(),
        };
        let files = parts.iter().map(|part| ((*part).to_owned(), format!("data/{part}-*.parquet")));
        let language = match self.project.language {
            crate::model::TextLanguage::Indonesian => "id",
            crate::model::TextLanguage::English => "en",
        };
        let head = dataset::card::DatasetCard {
            name: self.project.name.clone(),
            licence: request.licence.clone(),
            language: language.to_owned(),
            data_files: files.collect(),
            names: manifest.files.iter().any(|file| file.path == NAMES),
            agreement: Vec::new(),
        };
        card(&head, manifest)
    }
}

impl Exported {
    fn count(&mut self, document: &Document, entities: &mut BTreeSet<EntityId>) {
        let annotations = &document.annotations;
        self.articles += 1;
        if !annotations.conflicts.is_empty() {
            self.undecided.push((document.article.meta.id.clone(), annotations.conflicts.len()));
        }
        entities.extend(annotations.mentions.values().filter_map(|mention| mention.entity.clone()));
        for mention in annotations.mentions.values() {
            *self.mentions.entry(mention.kind.to_string()).or_default() += 1;
        }
        self.coalitions += annotations.coalitions.len();
        self.used.extend(annotations.entities().cloned());
        for coalition in annotations.coalitions.values() {
            self.backings += coalition.backings.len();
            entities.extend(coalition.entities().cloned());
        }
    }
}

/// Takes an article, or the id of one that cannot be read and why.
pub(in crate::session) type ArticleTaker<'t> =
    dyn FnMut(Result<&Document, (ArticleId, Message)>) -> Result<(), ExportProblem> + 't;

/// A target whose files can be of a part.
trait PartTarget {
    fn begin(&self, part: &str);
    fn as_target(&self) -> &dyn Target;
}

impl PartTarget for DiskTarget {
    fn begin(&self, part: &str) {
        self.begin_part(part);
    }

    fn as_target(&self) -> &dyn Target {
        self
    }
}

impl PartTarget for NoTarget {
    fn begin(&self, _: &str) {}

    fn as_target(&self) -> &dyn Target {
        self
    }
}

fn unit(card: &FormatInfo) -> ManifestUnit {
    match card.offsets {
        "code points" => ManifestUnit::CodePoints,
        "UTF-16 units" => ManifestUnit::Utf16,
        "bytes" => ManifestUnit::Bytes,
        "tokens" => ManifestUnit::Tokens,
        _ => ManifestUnit::None,
    }
}

fn status_name(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::InProgress => "in progress",
        Status::Finished => "finished",
        Status::Ignored => "ignored",
    }
}

impl Session {
    /// What writing datasets needs; run it on another thread.
    pub fn exporter(&self) -> Exporter {
        Exporter {
            reader: self.store.reader(),
            metas: self.rows.iter().map(|row| row.meta.clone()).collect(),
            project: self.project().clone(),
            elections: self.elections.clone(),
        }
    }
}

//! Reads files and stores articles away from the window's thread.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    Batch, ImportRequest, ImportStep, Imported, KnownRecord, Ready,
    each_item::each_item_until,
    free_ids::FreeIds,
    known::{About, KnownArticles, differences, filled, other_variables},
    names::IncomingNames,
    overlap::Overlaps,
    shelf::{Shelf, ShelfContents, marks_before, without},
    tidings::ProblemLog,
};
use crate::{
    edit::{Contradiction, Incoming},
    formats::{Document, Item, OWN_ID, Problem, ReadContext, fill_header, set_of, stem},
    gazetteer::Gazetteer,
    message::{Message, message},
    model::{
        AnnotationSet, Annotations, Article, ArticleId, ArticleMeta, Entity, Origin, Place, Project, Proposal, SetId,
        SetRole, Timestamp, Variable,
    },
    store::{Reader, StoreError},
};

/// Reads and stores articles away from the window's thread.
pub struct Importer {
    reader: Reader,
    pub(super) known: KnownArticles,
    ids: FreeIds,
    set_ids: FreeIds,
    /// Sets with files in the project's folder.
    sets_on_disk: Option<Vec<SetId>>,
    /// Those of the project and those that came with this import.
    sets: BTreeMap<SetId, AnnotationSet>,
    own: AnnotationSet,
    project: Project,
    gazetteer: &'static Gazetteer,
}

impl Importer {
    pub(super) fn new(
        reader: Reader,
        metas: impl Iterator<Item = Arc<ArticleMeta>>,
        taken: impl Iterator<Item = ArticleId>,
        project: &Project,
        gazetteer: &'static Gazetteer,
        own: AnnotationSet,
    ) -> Self {
        let mut sets = project.sets.clone();
        let own = sets.entry(own.id.clone()).or_insert(own).clone();
        let ids = FreeIds::new(taken.map(|id| id.to_string()).collect::<Vec<_>>());
        let set_ids = FreeIds::new(sets.keys().map(SetId::as_str).collect::<Vec<_>>());
        let (known, project) = (KnownArticles::new(metas), project.clone());
        Self { reader, known, ids, set_ids, sets_on_disk: None, sets, own, project, gazetteer }
    }

    /// What readers must know here.
    pub(super) fn reading(&self, request: &ImportRequest) -> ReadContext {
        let texts = self.known.texts(self.reader.clone());
        let zone = request.zone.or_else(|| self.project.options.zone());
        ReadContext { texts, zone, ..ReadContext::new(self.project.scheme.clone(), Timestamp::now()) }
    }

    /// Who is known before anything comes in.
    pub(super) fn names(&self) -> IncomingNames {
        IncomingNames::new(&self.project, self.gazetteer)
    }

    /// Reads what is asked for, in natural order of the names, and stores the texts. `step` is told where it is. What
    /// was stored when `cancel` is set goes in.
    pub fn run(mut self, request: &ImportRequest, cancel: &AtomicBool, mut step: impl FnMut(ImportStep<'_>)) -> Ready {
        let mut intake = Intake {
            imported: Imported::default(),
            tidings: ProblemLog::default(),
            overlaps: Overlaps::default(),
            shelf: Shelf::new(self.reader.clone()),
            failed: None,
        };
        let mut names = self.names();
        let stop = AtomicBool::new(false);
        let stopped = || cancel.load(Ordering::Relaxed) || stop.load(Ordering::Relaxed);
        let passed_over = each_item_until(
            request,
            self.reading(request),
            &mut names,
            &stopped,
            &mut step,
            &mut |_, item| match item {
                None => intake.imported.files += 1,
                Some(Item::Problem(problem)) => intake.tidings.add(problem),
                Some(Item::Document(document)) => {
                    if let Err(error) = self.take(&mut intake, request, *document) {
                        intake.failed.get_or_insert(error);
                        stop.store(true, Ordering::Relaxed);
                    }
                }
            },
        );
        intake.imported.passed_over = passed_over;
        if let Some(articles) = intake.shelf.staged() {
            step(ImportStep::storing(articles));
        }
        self.finish(intake, names.finish())
    }

    /// Takes one record in.
    fn take(&mut self, intake: &mut Intake, request: &ImportRequest, document: Document) -> Result<(), StoreError> {
        let (set, told) = self.set_for(request, &document);
        told.into_iter().for_each(|problem| intake.tidings.add(problem));
        let Document { mut article, annotations, stated, file, line, set: document_set, .. } = document;
        request.header.put_into(&mut article.meta);
        let about = self.known.about(&article);
        let says =
            |reason: Message, fix: Message| Problem::new(file.as_str(), reason, fix).at(line, usize::from(line > 0));
        let blank = annotations.is_blank();
        let (id, there) = match about {
            About::Same(id) => {
                let record = article.meta.id.to_string();
                if let Some(there) = self.known.meta(&id).cloned() {
                    for (field, there_is, says_so) in differences(&there, &article) {
                        let reason = message!(
                            "the record says {field} “{value}”, and article {article}, whose id and words it has, “{other}”",
                            field = field,
                            value = says_so,
                            article = id.as_str(),
                            other = there_is
                        );
                        intake.tidings.add(
                            says(reason, message!("The article keeps what it has; correct it if that is wrong")).part(),
                        );
                    }
                    for (name, there_is, says_so) in other_variables(&there, &article) {
                        let reason = message!(
                            "the record {record} says {name} = “{value}”, and article {article}, whose words it has, “{other}”",
                            record = record.as_str(),
                            name = name,
                            value = says_so,
                            article = id.as_str(),
                            other = there_is
                        );
                        let fix = message!(
                            "The article keeps what it has; two articles of the same words differ in title, source, address or date"
                        );
                        intake.tidings.add(says(reason, fix).part());
                    }
                    if let Some(meta) = filled(&there, &article) {
                        intake.imported.completed += usize::from(!intake.shelf.is_new(&id));
                        self.known.add(Arc::new(meta.clone()));
                        intake.shelf.complete(meta)?;
                    }
                }
                if blank {
                    intake.imported.known.push(KnownRecord { file, line, record, article: id });
                    return Ok(());
                }
                if record != id.as_str() {
                    let reason = message!(
                        "the record {record} has the words of article {article}: they are one article",
                        record = record,
                        article = id.as_str()
                    );
                    intake.tidings.add(says(reason, message!("Nothing is to be done")).note());
                }
                (id, Some(article))
            }
            About::New | About::Another(_) => {
                if let About::Another(other) = about {
                    let reason = message!(
                        "the record {record} has the words of article {article} and another title, source, address or date: it is an article of its own",
                        record = article.meta.id.as_str(),
                        article = other.as_str()
                    );
                    intake
                        .tidings
                        .add(says(reason, message!("Near copies of one story stay together in a split")).note());
                }
                let wanted = article.meta.id.clone();
                let Some((id, in_the_way)) = self.free_id(&article) else {
                    let reason = message!("no id can be made of “{id}”", id = wanted.as_str());
                    intake.tidings.add(says(reason, message!("Give the article another id, or its file another name")));
                    return Ok(());
                };
                if in_the_way {
                    let reason = message!(
                        "files that belong to no article stand where “{wanted}” would: the article is called {id} here",
                        wanted = wanted.as_str(),
                        id = id.as_str()
                    );
                    intake.tidings.add(says(reason, message!("`tandai check` names those files")).note());
                }
                if id != wanted && !wanted.as_str().starts_with(stem(&file)) {
                    let own = || Variable::Text(wanted.to_string());
                    article.meta.variables.entry(OWN_ID.to_owned()).or_insert_with(own);
                }
                intake.imported.renamed += usize::from(article.meta.variables.contains_key(OWN_ID));
                article.meta.id = id.clone();
                fill_header(&mut article, &stated);
                self.known.add(Arc::new(article.meta.clone()));
                intake.shelf.add(article)?;
                (id, None)
            }
        };
        if blank {
            return Ok(());
        }
        let role = set.role;
        let place = Place { set: set.id.clone(), article: id };
        self.sets.entry(set.id.clone()).or_insert(set);
        let marked = !annotations.mentions.is_empty() || !annotations.coalitions.is_empty();
        let beside = marked
            && self.may_be_another(request, &document_set, &file, &place)
            && intake.shelf.had_marks(&place, there.as_ref())?;
        let joined = intake.shelf.join(&place, there.as_ref(), as_said_by(role, annotations))?;
        for Contradiction { what, there, said } in &joined.contradicted {
            let reason = message!(
                "the record says {field} “{value}” of article {article}, and the set {set} has “{other}” there",
                field = what,
                value = said,
                article = place.article.as_str(),
                set = place.set.as_str(),
                other = there
            );
            intake.tidings.add(says(reason, message!("The set keeps what it has; correct it if that is wrong")).part());
        }
        let differs = !joined.mentions.is_empty() || !joined.coalitions.is_empty();
        if marked {
            intake.overlaps.note(&file, &place, differs);
        }
        if beside && differs {
            intake.overlaps.note_before(&file, &place);
        }
        intake.imported.mentions += joined.mentions.len();
        intake.imported.coalitions += joined.coalitions.len();
        intake.imported.decisions += joined.decisions.len();
        match (marked, joined.status) {
            (false, Some(_)) => intake.imported.unmarked += 1,
            // The set has said so already.
            (false, None) => {
                let article = place.article.clone();
                intake.imported.known.push(KnownRecord { file, line, record: article.to_string(), article });
            }
            _ => {}
        }
        intake.imported.sets.insert(place.set);
        Ok(())
    }

    fn finish(self, intake: Intake, mut entities: Vec<Entity>) -> Ready {
        let Intake { mut imported, mut tidings, overlaps, shelf, failed } = intake;
        let contents = match failed {
            None => shelf.finish(),
            Some(error) => Err(error),
        };
        let contents = contents.unwrap_or_else(|error| {
            // Nothing of it is left on disk.
            let reason = message!("nothing was imported: {reason}", reason = &error.message);
            tidings.add(Problem::new(error.path.to_string(), reason, error.fix.clone()));
            let files = imported.files;
            imported = Imported { files, ..Imported::default() };
            entities.clear();
            ShelfContents { articles: Batch::new(), marks: BTreeMap::new(), metas: Vec::new(), staged: None }
        });
        let ShelfContents { articles, mut marks, metas, staged } = contents;
        let mut import = Incoming::default();
        let gone = store(&self.reader, articles, &mut import, &mut tidings);
        without(&mut marks, &gone);
        let used = |set: &AnnotationSet| imported.sets.contains(&set.id);
        import.sets = self.sets.into_values().filter(used).collect();
        import.marks = marks.into_iter().collect();
        import.metas = metas;
        imported.entities = entities.len();
        import.entities = entities;
        imported.overlaps = overlaps.finish();
        (imported.problems, imported.more_problems) = tidings.finish();
        Ready { import, staged: staged.map(Box::new), imported: Box::new(imported) }
    }

    /// Stores the texts of articles that have their ids already.
    pub fn keep(self, articles: Vec<Article>) -> Ready {
        let batch = articles.into_iter().map(|article| (article.meta.import.file.clone(), article)).collect();
        let (mut import, mut tidings) = (Incoming::default(), ProblemLog::default());
        store(&self.reader, batch, &mut import, &mut tidings);
        let (problems, more_problems) = tidings.finish();
        let imported = Box::new(Imported { problems, more_problems, ..Imported::default() });
        Ready { import, staged: None, imported }
    }

    /// Whose annotations a document's are, and what is to be said of that.
    pub(super) fn set_for(&mut self, request: &ImportRequest, document: &Document) -> (AnnotationSet, Option<Problem>) {
        let proposed = |origin: &Origin| matches!(origin, Origin::Machine(_));
        let told = document.set.as_ref().map(|set| set.role);
        let of_records = || {
            let by_program = document.annotations.mentions.values().any(|mention| proposed(&mention.by));
            if by_program { SetRole::Extractor } else { SetRole::Person }
        };
        let role = request.role.or(told).unwrap_or_else(of_records);
        let apart = || request.apart.map(|apart| apart.name(&document.file)).filter(|name| !name.is_empty());
        let wanted = match (&request.set, &document.set, apart()) {
            (Some(name), _, None) => set_of(name, role),
            (Some(name), None, Some(apart)) => set_of(&format!("{name}-{apart}"), role),
            (Some(name), Some(set), Some(_)) => set_of(&format!("{name}-{}", set.name), role),
            (None, Some(set), _) => AnnotationSet { role, ..set.clone() },
            (None, None, Some(name)) => set_of(name, role),
            (None, None, None) if role == SetRole::Person => self.own.clone(),
            (None, None, None) => set_of("imported", role),
        };
        self.set_known_as(wanted, document)
    }

    /// Whether marks that go to the person’s own set may be another one’s: nobody said whose they are, and the article came
    /// from another file.
    pub(super) fn may_be_another(
        &self,
        request: &ImportRequest,
        said: &Option<AnnotationSet>,
        file: &str,
        place: &Place,
    ) -> bool {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let came_from = self.known.meta(&place.article).map(|meta| meta.import.file.as_str());
        let told = request.set.is_some() || request.apart.is_some() || said.is_some();
        !told && place.set == self.own.id && came_from.is_some_and(|from| from != name)
    }

    /// Whether a set has marks on an article of the project.
    pub(super) fn had_marks(&self, place: &Place, article: &Article) -> Result<bool, StoreError> {
        marks_before(&self.reader, place, article)
    }

    /// A set with the same id, else with the same name; else a new one whose folder every system tells from the others.
    fn set_known_as(&mut self, wanted: AnnotationSet, document: &Document) -> (AnnotationSet, Option<Problem>) {
        if let Some(known) = self.sets.get(&wanted.id) {
            return (known.clone(), None);
        }
        if let Some(known) = self.sets.values().find(|set| set.name == wanted.name) {
            return (known.clone(), None);
        }
        let id = self.set_ids.take(wanted.id.as_str(), "set", |id| SetId::new(id).ok());
        let id = id.unwrap_or_else(|| wanted.id.clone());
        let renamed = (id != wanted.id).then(|| {
            let reason = message!(
                "the set {set} is called {id} here: not every system tells its folder from another one",
                set = wanted.id.as_str(),
                id = id.as_str()
            );
            Problem::new(document.file.as_str(), reason, message!("If both are one person, import with --set")).note()
        });
        let set = AnnotationSet { id, ..wanted };
        self.sets.insert(set.id.clone(), set.clone());
        (set, renamed)
    }

    /// The id that an article wants if it is free, else one like it; and whether files that no article has are why.
    pub(super) fn free_id(&mut self, article: &Article) -> Option<(ArticleId, bool)> {
        let Self { reader, ids, sets_on_disk, .. } = self;
        let sets = sets_on_disk.get_or_insert_with(|| reader.sets_on_disk());
        let mut in_the_way = false;
        loop {
            let id = ids.take(article.meta.id.as_str(), "article", |id| ArticleId::new(id).ok())?;
            if reader.is_free(&id, &article.meta.text_sha256, sets) {
                return Some((id, in_the_way));
            }
            in_the_way = true;
        }
    }
}

/// What an import has so far.
struct Intake {
    imported: Imported,
    tidings: ProblemLog,
    overlaps: Overlaps,
    shelf: Shelf,
    /// Why it cannot go on.
    failed: Option<StoreError>,
}

/// In a program's set nothing was made by a person.
fn as_said_by(role: SetRole, mut annotations: Annotations) -> Annotations {
    let made = |by: &mut Origin| {
        if role == SetRole::Extractor && matches!(by, Origin::Person | Origin::Drafted) {
            *by = Origin::Machine(Proposal::default());
        }
    };
    annotations.mentions.values_mut().for_each(|mention| made(&mut mention.by));
    annotations.coalitions.values_mut().for_each(|coalition| made(&mut coalition.by));
    annotations
}

/// Stores the texts of new articles; those that cannot be stored are told of and returned.
fn store(reader: &Reader, batch: Batch, import: &mut Incoming, tidings: &mut ProblemLog) -> HashSet<ArticleId> {
    let mut gone = HashSet::new();
    let texts: Vec<Article> = batch.iter().map(|(_, article)| article.clone()).collect();
    if texts.is_empty() || reader.add_texts(texts).is_ok() {
        import.articles.extend(batch.into_iter().map(|(_, article)| article));
        return gone;
    }
    // One of them cannot be stored: the others can.
    for (file, article) in batch {
        match reader.add_text(&article) {
            Ok(()) => import.articles.push(article),
            Err(error) => {
                gone.insert(article.meta.id.clone());
                tidings.add(Problem::new(file, error.located(), Message::default()));
            }
        }
    }
    gone
}

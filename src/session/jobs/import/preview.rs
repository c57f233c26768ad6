//! What is in files before anything is stored: for a look before an import.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, atomic::AtomicBool},
};

use super::{
    ImportRequest, ImportStep, Importer, Overlap, each_item::each_item, known::About, overlap::Overlaps,
    tidings::ProblemLog,
};
use crate::{
    formats::{Document, Item, Preview, Problem, fill_header},
    model::{KindKey, Place},
};

/// So many articles are shown.
const FIRST: usize = 5;

/// What an import would bring.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportPreview {
    /// Names of the formats, with how many files are in each.
    pub formats: BTreeMap<&'static str, usize>,
    pub articles: usize,
    /// Of those, records of articles that the project, or the import, has already.
    pub known: usize,
    pub kinds: BTreeMap<KindKey, usize>,
    pub coalitions: usize,
    /// Entities that come with data sets and that the project does not know.
    pub entities: usize,
    /// The sets that would get annotations.
    pub sets: BTreeSet<String>,
    /// The first articles: title, number of mentions, number of coalitions.
    pub first: Vec<(String, usize, usize)>,
    /// Columns and first rows of the first table, to say which column is what.
    pub table: Option<Preview>,
    pub problems: Vec<Problem>,
    pub more_problems: usize,
    pub overlaps: Vec<Overlap>,
    pub passed_over: Vec<String>,
}

impl Importer {
    /// Looks at what is asked for and stores nothing.
    pub fn preview(
        mut self,
        request: &ImportRequest,
        cancel: &AtomicBool,
        mut step: impl FnMut(ImportStep<'_>),
    ) -> ImportPreview {
        let mut look = ImportPreview { table: request.table(), ..ImportPreview::default() };
        let (mut tidings, mut overlaps) = (ProblemLog::default(), Overlaps::default());
        let mut new = BTreeSet::new();
        let mut names = self.names();
        look.passed_over =
            each_item(request, self.reading(request), &mut names, cancel, &mut step, &mut |format, item| match item {
                None => *look.formats.entry(format.info().name).or_default() += 1,
                Some(Item::Problem(problem)) => tidings.add(problem),
                Some(Item::Document(document)) => {
                    let (set, told) = self.set_for(request, &document);
                    told.into_iter().for_each(|problem| tidings.add(problem));
                    let Document { mut article, annotations, stated, file, set: said, .. } = *document;
                    look.articles += 1;
                    let about = self.known.about(&article);
                    let marked = !annotations.mentions.is_empty() || !annotations.coalitions.is_empty();
                    fill_header(&mut article, &stated);
                    let mut is_there = false;
                    let id = match about {
                        About::Same(id) => {
                            look.known += 1;
                            is_there = !new.contains(&id);
                            id
                        }
                        About::New | About::Another(_) => {
                            if let Some((id, _)) = self.free_id(&article) {
                                article.meta.id = id;
                            }
                            self.known.add(Arc::new(article.meta.clone()));
                            new.insert(article.meta.id.clone());
                            article.meta.id.clone()
                        }
                    };
                    look.coalitions += annotations.coalitions.len();
                    for mention in annotations.mentions.values() {
                        *look.kinds.entry(mention.kind.clone()).or_default() += 1;
                    }
                    if marked {
                        let place = Place { set: set.id, article: id };
                        // What cannot be read is told when it comes in.
                        if is_there
                            && self.may_be_another(request, &said, &file, &place)
                            && self.had_marks(&place, &article).unwrap_or(false)
                        {
                            overlaps.note_before(&file, &place);
                        }
                        overlaps.note(&file, &place, true);
                        look.sets.insert(set.name);
                    }
                    if look.first.len() < FIRST {
                        look.first.push((article.meta.title, annotations.mentions.len(), annotations.coalitions.len()));
                    }
                }
            });
        (look.problems, look.more_problems) = tidings.finish();
        look.entities = names.new_ones();
        look.overlaps = overlaps.finish();
        look
    }
}

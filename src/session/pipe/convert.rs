//! From one format to another.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use crate::{
    answers::ElectionFacts,
    dataset::LeftOutCounts,
    formats::{Format, Item, OWN_ID, Problem, ReadContext, ReadError, Source, Target, Writing, read, unheld_values},
    gazetteer::Lexicon,
    message::{Message, message},
    model::{ArticleId, Entity, EntityId, Scheme, Variable},
};

/// What was converted and what was not.
#[derive(Default)]
pub struct Converted {
    pub articles: usize,
    pub problems: Vec<Problem>,
    pub left_out: LeftOutCounts,
}

/// Reads and writes, one article after another; `step` hears how many were written.
#[expect(clippy::too_many_arguments, reason = "two formats, what they work on, and who listens")]
pub fn convert(
    from: &dyn Format,
    source: &dyn Source,
    reading: &ReadContext,
    to: &dyn Format,
    target: &dyn Target,
    options: BTreeMap<String, String>,
    problems: Vec<Problem>,
    step: &mut dyn FnMut(usize),
) -> Result<Converted, Message> {
    let lexicon = Lexicon::new(&BTreeMap::new());
    let entity = |id: &EntityId| -> Option<&Entity> { lexicon.entity(id) };
    let name = source.name().rsplit('/').next().unwrap_or_default().to_owned();
    let project = name.split('.').next().unwrap_or_default();
    let scheme = Scheme::default();
    let story = |_: &ArticleId| None;
    let writing = Writing {
        project,
        scheme: &scheme,
        elections: ElectionFacts::delivered(),
        entity: &entity,
        story: &story,
        with_text: true,
        options,
        councils: None,
    };
    let mut writer = to.write(target, &writing)?;
    let mut written = Converted { problems, ..Converted::default() };
    let mut failed = None;
    let mut ids: BTreeSet<ArticleId> = BTreeSet::new();
    let end = read(from, source, reading, &mut |item| {
        let mut document = match item {
            Item::Problem(problem) => {
                written.problems.push(problem);
                return Ok(());
            }
            Item::Document(document) => document,
        };
        // Two articles of one name would be one file.
        let wanted = document.article.meta.id.clone();
        let numbered = (2..).filter_map(|n| ArticleId::new(format!("{wanted}-{n}")).ok());
        if let Some(id) = std::iter::once(wanted.clone()).chain(numbered).find(|id| !ids.contains(id)) {
            if id != wanted {
                let own = || Variable::Text(wanted.to_string());
                document.article.meta.variables.entry(OWN_ID.to_owned()).or_insert_with(own);
            }
            document.article.meta.id = id.clone();
            ids.insert(id);
        }
        match writer.add(&document, "") {
            Ok(left_out) => {
                for item in left_out.into_iter().chain(unheld_values(to, &document)) {
                    written.left_out.add(&item);
                }
                written.articles += 1;
                step(written.articles);
                Ok(())
            }
            Err(error) => {
                failed = Some(error);
                Err(ReadError::Enough)
            }
        }
    });
    match (failed, end) {
        // Who reads has read enough.
        (Some(error), _) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(written),
        (Some(error), _) => return Err(unwritten(error)),
        // Nothing could be read, so nothing is written.
        (None, Err(ReadError::Problem(problem))) if written.articles == 0 => return Err(problem.located()),
        (None, Err(ReadError::Problem(problem))) => written.problems.push(problem),
        (None, _) => {}
    }
    writer.finish().map_err(unwritten)?;
    Ok(written)
}

fn unwritten(error: io::Error) -> Message {
    message!("the output cannot be written: {reason}", reason = error)
}

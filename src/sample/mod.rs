//! The sample project: original, fictional articles in the bracket notation, made into a project by the same edits
//! that a person makes. Articles whose header says finished or in progress come annotated; for all of them the built-in
//! extractor has suggestions.

mod parse;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

pub use parse::{Sample, SampleCoalition, parse};

use crate::{
    edit::{Edit, NewMention},
    formats::text_hash,
    gazetteer::Gazetteer,
    message::{Language, Message, message},
    model::{
        Article, ArticleId, ArticleMeta, Backing, Coalition, CoalitionId, Entity, EntityId, Filler, Import, KindKey,
        LinkSource, Origin, Race, Span, Status, Text, Ticket, Timestamp,
    },
    session::{ExtractionRequest, OpenProblem, Session, Who},
};

/// The articles, by id.
pub const ARTICLES: &[(&str, &str)] = &[
    ("01-golkar-pan-tegal", include_str!("../../assets/sample/01-golkar-pan-tegal.txt")),
    ("02-wijiono-laksmi-madiun", include_str!("../../assets/sample/02-wijiono-laksmi-madiun.txt")),
    ("03-gerindra-lampung-dua-peran", include_str!("../../assets/sample/03-gerindra-lampung-dua-peran.txt")),
    ("04-pan-keluar-tegal", include_str!("../../assets/sample/04-pan-keluar-tegal.txt")),
    ("05-logistik-anambas", include_str!("../../assets/sample/05-logistik-anambas.txt")),
    ("06-penjajakan-bogor", include_str!("../../assets/sample/06-penjajakan-bogor.txt")),
    ("07-dua-solok", include_str!("../../assets/sample/07-dua-solok.txt")),
    ("08-hari-terakhir-bogor", include_str!("../../assets/sample/08-hari-terakhir-bogor.txt")),
];

/// Why the sample could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleProblem {
    #[error(transparent)]
    Open(#[from] OpenProblem),
    #[error("{0}")]
    Damaged(Message),
}

impl From<SampleProblem> for Message {
    fn from(problem: SampleProblem) -> Self {
        match problem {
            SampleProblem::Open(error) => error.into(),
            SampleProblem::Damaged(reason) => reason,
        }
    }
}

/// Whether there is a project in `dir`, which is then opened as any other.
pub fn is_made(dir: &Path) -> bool {
    dir.join("project.ron").exists()
}

/// Where the sample of a person is: `dir`, unless what is there was made for somebody else. Whoever else opens it finds
/// articles that come finished, and not nobody's.
pub fn dir_of(dir: &Path, who: &Who) -> PathBuf {
    let set = who.set_id();
    let others = is_made(dir) && !dir.join("annotations").join(set.as_str()).is_dir();
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    if others { dir.with_file_name(format!("{name}-{set}")) } else { dir.to_owned() }
}

/// Makes the sample project in a new or empty folder and opens it.
pub fn make(dir: &Path, who: Who) -> Result<Session, SampleProblem> {
    make_in(dir, who, Language::Indonesian)
}

/// The same, with guidelines in a language.
pub fn make_in(dir: &Path, who: Who, guidelines: Language) -> Result<Session, SampleProblem> {
    if let Some(parent) = dir.parent() {
        // If this fails, making the project says so.
        let _ = fs::create_dir_all(parent);
    }
    let mut session = Session::create_in(dir, "Contoh Tandai", who.clone(), guidelines)?;
    let damaged = |id: &str, reason: Message| {
        SampleProblem::Damaged(message!("the sample is damaged: {id}: {reason}", id = id, reason = reason))
    };
    let mut samples = Vec::new();
    for (id, source) in ARTICLES {
        let sample = parse(source).map_err(|reason| damaged(id, reason))?;
        samples.push((ArticleId::new(id).map_err(|error| damaged(id, error.into()))?, sample));
    }
    let articles = samples.iter().map(|(id, sample)| article(id, sample)).collect();
    let ready = session.importer().keep(articles);
    session.add_articles(ready).map_err(|refusal| damaged("articles", refusal.into()))?;
    for entity in new_entities(&samples).into_values() {
        let added = session.perform(Edit::PutEntity { entity });
        added.map_err(|refusal| damaged("entities", refusal.into()))?;
    }
    for (id, sample) in &samples {
        if !matches!(sample.status, Status::Finished | Status::InProgress) {
            continue;
        }
        annotate(&mut session, id, sample).map_err(|reason| damaged(id.as_str(), reason))?;
    }
    suggest(&mut session).map_err(|reason| damaged("suggestions", reason))?;
    session.save()?;
    drop(session);
    // Opened anew, so that undo begins with what the person does.
    Ok(Session::open(dir, who)?)
}

/// So that there is something to review.
fn suggest(session: &mut Session) -> Result<(), Message> {
    let found = session.extraction_job(ExtractionRequest::default())?.run(&AtomicBool::new(false), |_| {})?;
    Ok(session.add_extracted(found).map(drop)?)
}

fn article(id: &ArticleId, sample: &Sample) -> Article {
    let text = Text::new(sample.text.as_str());
    let meta = ArticleMeta {
        id: id.clone(),
        title: sample.title.clone(),
        source: sample.source.clone(),
        url: String::new(),
        date: sample.date,
        variables: Default::default(),
        text_sha256: text_hash(&text),
        length: text.chars_len(),
        import: Import { file: format!("{id}.txt"), ..Import::default() },
    };
    Article { meta, text }
}

/// Invented candidates, named by their longest mention.
fn new_entities(samples: &[(ArticleId, Sample)]) -> BTreeMap<EntityId, Entity> {
    let mut names: BTreeMap<EntityId, &str> = BTreeMap::new();
    for (_, sample) in samples {
        for mark in sample.marks.iter().filter(|mark| mark.kind == KindKey::candidate()) {
            let Some(id) = mark.entity.clone() else { continue };
            let words = &sample.text[mark.span.range()];
            let name = names.entry(id).or_insert(words);
            if words.len() > name.len() {
                *name = words;
            }
        }
    }
    names.retain(|id, _| Gazetteer::builtin().entity(id).is_none());
    let entity = |(id, name): (EntityId, &str)| (id.clone(), Entity::new(id, KindKey::candidate(), name));
    names.into_iter().map(entity).collect()
}

fn annotate(session: &mut Session, id: &ArticleId, sample: &Sample) -> Result<(), Message> {
    session.load(id)?;
    let place = session.place(id);
    let mentions = sample.marks.iter().map(|mark| NewMention {
        span: mark.span,
        kind: mark.kind.clone(),
        entity: mark.entity.clone(),
        linked: LinkSource::Person,
        by: Origin::Person,
    });
    let mentions: Vec<NewMention> = mentions.collect();
    session.perform(Edit::Tag { place: place.clone(), mentions })?;
    for block in &sample.coalitions {
        let coalition = Box::new(coalition(session, id, sample, block)?);
        let place = place.clone();
        session.perform(Edit::AddCoalition { place, coalition })?;
    }
    if sample.status == Status::Finished {
        session.set_status(std::slice::from_ref(id), Status::Finished)?;
    }
    Ok(())
}

/// The statement with the mentions inside its evidence that name its fillers.
fn coalition(
    session: &Session,
    id: &ArticleId,
    sample: &Sample,
    block: &SampleCoalition,
) -> Result<Coalition, Message> {
    let evidence: Vec<Span> = block.evidence.iter().map(|quote| sample.find(quote)).collect::<Result<_, _>>()?;
    let annotations = session.annotations(id).cloned().unwrap_or_default();
    let filler = |entity: &Option<EntityId>| {
        let Some(entity) = entity else { return Filler::default() };
        let inside = annotations.mentions.values().filter(|mention| {
            mention.entity.as_ref() == Some(entity) && evidence.iter().any(|span| span.covers(mention.span))
        });
        Filler { entity: Some(entity.clone()), mentions: inside.map(|mention| mention.id.clone()).collect() }
    };
    let coalition_id = CoalitionId::new(&block.id)?;
    let mut coalition = Coalition::empty(coalition_id, Timestamp::default());
    coalition.race = Race { region: filler(&block.region), office: block.office, year: block.year };
    coalition.ticket = Ticket { head: filler(&block.head), deputy: filler(&block.deputy) };
    coalition.backings = block
        .backings
        .iter()
        .map(|(party, stance, slot)| Backing { party: filler(&Some(party.clone())), stance: *stance, slot: *slot })
        .collect();
    coalition.status = block.status;
    coalition.speaker.clone_from(&block.speaker);
    coalition.date = block.date;
    coalition.hedge.clone_from(&block.hedge);
    coalition.note.clone_from(&block.note);
    coalition.evidence = evidence;
    coalition.evidence.sort();
    Ok(coalition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        let mut session = make(&dir.path().join("sample"), Who::named("Sri")).unwrap();
        assert!(session.notices().is_empty(), "{:?}", session.notices());
        session.wait_until_read();
        assert_eq!(session.rows().len(), ARTICLES.len());
        let annotated: Vec<_> = session.rows().iter().filter(|row| row.summary.mentions > 0).collect();
        assert_eq!(annotated.len(), 4);
        assert!(annotated.iter().all(|row| row.summary.coalitions > 0));
        assert!(session.can_undo().is_none());
        let fresh = ArticleId::new("06-penjajakan-bogor").unwrap();
        session.load(&fresh).unwrap();
        let suggestions = session.suggestions(&fresh).unwrap();
        assert!(suggestions.left() > 10 && !suggestions.ghosts().is_empty(), "something waits to be reviewed");
        for id in session.rows().totals().keys() {
            assert!(session.entity(id).is_some(), "{id}");
        }
    }
}

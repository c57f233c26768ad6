//! Every item of the files that are asked for, file by file.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use super::{FoundFiles, ImportRequest, ImportStep, names::IncomingNames};
use crate::{
    formats::{self, Format, Item, KnownTexts, Problem, ReadContext, ReadError, RecordFate, Sniff, Source, format},
    message::{Message, message},
    model::{Article, Text},
    session::DiskSource,
};

/// Texts that came in with a run, by their SHA-256.
#[derive(Clone, Default)]
struct RunTexts(Arc<Mutex<HashMap<String, Text>>>);

impl RunTexts {
    fn add(&self, article: &Article) {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        texts.entry(article.meta.text_sha256.clone()).or_insert_with(|| article.text.clone());
    }

    /// These, and those that are known without them.
    fn beside(&self, known: KnownTexts) -> KnownTexts {
        let come = self.0.clone();
        KnownTexts::new(move |sha256| {
            let here = come.lock().unwrap_or_else(PoisonError::into_inner).get(sha256).map(|text| text.to_string());
            here.or_else(|| known.get(sha256))
        })
    }
}

/// Takes an item with its format; no item at the beginning of each file.
type ItemTaker<'t> = dyn FnMut(&'static dyn Format, Option<Item>) + 't;

/// Hands over every item of every file that is asked for; at the beginning of each file nothing but its format. Returns
/// the files that were passed over.
pub(super) fn each_item(
    request: &ImportRequest,
    reading: ReadContext,
    names: &mut IncomingNames,
    cancel: &AtomicBool,
    step: &mut dyn FnMut(ImportStep<'_>),
    take: &mut ItemTaker<'_>,
) -> Vec<String> {
    each_item_until(request, reading, names, &|| cancel.load(Ordering::Relaxed), step, take)
}

pub(super) fn each_item_until(
    request: &ImportRequest,
    mut reading: ReadContext,
    names: &mut IncomingNames,
    stopped: &dyn Fn() -> bool,
    step: &mut dyn FnMut(ImportStep<'_>),
    take: &mut ItemTaker<'_>,
) -> Vec<String> {
    (reading.labels, reading.options) = (request.labels.clone(), request.options.clone());
    let FoundFiles { mut sources, passed_over, problems } = FoundFiles::of(&request.paths, request.format);
    let needs_texts = |(source, format): &(DiskSource, &'static dyn Format)| {
        format.info().text_free && format.needs_texts(&Sniff::of(source))
    };
    // What has no words of its own comes behind those that have them.
    let (behind, before): (Vec<_>, Vec<_>) = sources.into_iter().partition(needs_texts);
    let come = RunTexts::default();
    let remember = !behind.is_empty();
    if remember {
        reading.texts = come.beside(reading.texts.clone());
    }
    sources = before.into_iter().chain(behind).collect();
    let text = format("text").expect("plain text is a format");
    for problem in problems {
        take(text, Some(Item::Problem(problem)));
    }
    let size: u64 = sources.iter().map(|(source, _)| source.total()).sum();
    let (mut before, mut articles) = (0, 0);
    for (source, format) in sources {
        if stopped() {
            break;
        }
        let counter: Arc<AtomicU64> = source.counter();
        let name = source.name().to_owned();
        let start = counter.load(Ordering::Relaxed);
        take(format, None);
        let (scheme, of_fields) = names.scheme_for(&source);
        for problem in names.begin(&source).into_iter().chain(of_fields) {
            take(format, Some(Item::Problem(problem)));
        }
        reading.scheme = scheme;
        step(ImportStep::reading(&name, articles, (before, size)));
        let mut told = false;
        let end = formats::read(format, &source, &reading, &mut |mut item| {
            told |= match &item {
                Item::Document(_) => true,
                Item::Problem(problem) => problem.severity > RecordFate::Note,
            };
            if let Item::Document(document) = &mut item {
                names.translate(&mut document.annotations);
                articles += 1;
                if remember {
                    come.add(&document.article);
                }
            }
            take(format, Some(item));
            if articles % 64 == 0 {
                let read = counter.load(Ordering::Relaxed).saturating_sub(start);
                // Some are looked through before they are read.
                step(ImportStep::reading(&name, articles, (before + read.min(source.total()), size)));
            }
            if stopped() { Err(ReadError::Enough) } else { Ok(()) }
        });
        match end {
            Err(ReadError::Problem(problem)) => take(format, Some(Item::Problem(problem))),
            // Whoever is given nothing is told why.
            Ok(()) if !told => {
                let what = Message::of_table(format.info().name);
                let reason = message!("it was read as {format}, and no article is in it", format = what);
                let fix = message!("Look whether it is the file that you mean");
                take(format, Some(Item::Problem(Problem::new(&*name, reason, fix))));
            }
            _ => {}
        }
        before += source.total();
    }
    for problem in names.unknown() {
        take(text, Some(Item::Problem(problem)));
    }
    passed_over
}

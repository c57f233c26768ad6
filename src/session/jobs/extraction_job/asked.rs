//! A person's program over the articles of a project: it is asked about one after another, and answers in any order.
//! What it answered counts, however it ends.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use super::{ExtractionCounts, ExtractionJob, ExtractionProgress, ExtractionResult, records, unreadable};
use crate::{
    formats::{Document, ExtractorAnswer, Problem, ReadContext, line_of, write_line},
    message::{Message, message},
    model::{Annotations, Article, ArticleId},
    session::io::program::{Listener, Program, ProgramEnd},
};

/// Lines that are no answer before the program is stopped, if there are more of them than answers.
const STRAYS: usize = 1000;

/// What was asked and is not answered, and what could not be asked.
#[derive(Default)]
struct Open {
    articles: BTreeMap<String, Arc<Article>>,
    unreadable: Vec<Problem>,
}

impl ExtractionJob {
    pub(super) fn ask(
        &self,
        program: &Program,
        found: &mut ExtractionResult,
        cancel: &AtomicBool,
        step: &mut dyn FnMut(ExtractionProgress),
    ) -> Result<(), Message> {
        let open = Arc::new(Mutex::new(Open::default()));
        let (reader, metas, asked) = (self.reader.clone(), self.metas.clone(), open.clone());
        let mut metas = metas.into_iter();
        let lines = move || {
            loop {
                let meta = metas.next()?;
                let article = reader.article(&meta).map_err(|error| unreadable(&error));
                let line = article.and_then(|article| Ok((line(&article)?, article)));
                let mut open = asked.lock().ok()?;
                match line {
                    Ok((line, article)) => {
                        open.articles.insert(meta.id.to_string(), Arc::new(article));
                        return Some(line);
                    }
                    Err(problem) => open.unreadable.push(problem),
                }
            }
        };
        step(ExtractionProgress::of(0, self.metas.len()));
        let (answered, strays) = Default::default();
        let mut hearing = Hearing { run: self, found, open: &open, reading: self.reading(), answered, strays, step };
        let ended = program.talk(lines, cancel, &mut hearing)?;
        let answered = hearing.answered;
        if let Ok(mut open) = open.lock() {
            open.unreadable.drain(..).for_each(|problem| found.extracted.problem(problem));
        }
        let missing = self.metas.iter().map(|meta| &meta.id).filter(|id| !answered.contains(*id));
        found.extracted.missing.extend(missing.cloned());
        found.extracted.cancelled = ended.how == ProgramEnd::Cancelled;
        found.extracted.program = Some(ended);
        Ok(())
    }
}

/// What a program is told of an article: its words and what is known about it, no marks.
fn line(article: &Article) -> Result<String, Problem> {
    let document = Document {
        article: article.clone(),
        set: None,
        annotations: Annotations::default(),
        stated: Default::default(),
        file: String::new(),
        line: 0,
        settled: Default::default(),
    };
    let mut line = line_of(&document);
    line.import = Default::default();
    write_line(&line)
        .map_err(|reason| Problem::new(format!("articles/{}.txt", article.meta.id), reason, Message::default()))
}

struct Hearing<'a> {
    run: &'a ExtractionJob,
    found: &'a mut ExtractionResult,
    open: &'a Mutex<Open>,
    reading: ReadContext,
    answered: BTreeSet<ArticleId>,
    /// Lines that are no answer to anything.
    strays: usize,
    step: &'a mut dyn FnMut(ExtractionProgress),
}

impl Listener for Hearing<'_> {
    fn heard(&mut self, number: usize, line: &[u8]) -> Result<(), Message> {
        if line.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        if let Err(problem) = self.answer(number, line) {
            self.found.extracted.problem(problem);
            self.strays += 1;
            if self.strays > STRAYS.max(self.answered.len()) {
                return Err(message!(
                    "{count} line{s} of its standard output {is|are} not answers",
                    count = self.strays
                ));
            }
        }
        Ok(())
    }

    fn owed(&mut self) -> bool {
        self.open.lock().is_ok_and(|open| !open.articles.is_empty())
    }
}

impl Hearing<'_> {
    /// Takes an answer; the error is one of the whole line.
    fn answer(&mut self, number: usize, line: &[u8]) -> Result<(), Problem> {
        let answer = ExtractorAnswer::read(number, line)?;
        let asked = self.open.lock().ok().and_then(|mut open| open.articles.remove(&answer.id));
        let Some(article) = asked else {
            let twice = ArticleId::new(&answer.id).is_ok_and(|id| self.answered.contains(&id));
            let id = &answer.id;
            let (reason, fix) = if twice {
                let reason = message!("article “{id}” is answered again; the first answer stands", id = id);
                (reason, message!("Answer each article once"))
            } else {
                let reason = message!("article “{id}” was not asked about", id = id);
                (reason, message!("Answer with the “id” that was asked about"))
            };
            return Err(Problem::new("answers", reason, fix).at(number, 1));
        };
        self.answered.insert(article.meta.id.clone());
        let (document, problems) = answer.on(number, &article.text, &self.reading)?;
        problems.into_iter().for_each(|problem| self.found.extracted.problem(problem));
        let annotations = records::of_program(document.annotations);
        let counts = ExtractionCounts::of(&annotations);
        let news = self.run.news(&article, annotations);
        self.found.add(&article, counts, news);
        (self.step)(ExtractionProgress::of(self.answered.len(), self.run.metas.len()));
        Ok(())
    }
}

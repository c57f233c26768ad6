//! An article that was found in a file of another program, with what is known of it in words.

use std::collections::BTreeSet;

use crate::{
    formats::{
        format::Item,
        kit::{
            day::{LocalDay, local_day, read_day_first},
            raw_text::OffsetUnit,
            tally::shortened,
        },
        problem::Problem,
        record::Draft,
    },
    message::message,
    model::{Guess, Variable, Variables, Zone},
};

/// What was found; empty words mean that nothing is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundArticle {
    pub id: String,
    pub text: String,
    pub title: String,
    pub source: String,
    pub url: String,
    pub date: String,
    /// What has no field of its own.
    pub variables: Variables,
    /// What is not to be guessed, since there is a place for it and it is empty.
    pub stated: BTreeSet<Guess>,
}

impl FoundArticle {
    /// Notes what is known under a name, if anything is.
    pub fn know(&mut self, name: &str, cell: &str) {
        if let Some(variable) = Variable::of_cell(&line(cell)) {
            self.variables.entry(name.to_owned()).or_insert(variable);
        }
    }

    /// As an article of a file (as problems name it, and its own name), where its record begins; `zone`: by which clock
    /// moments are days.
    pub fn items(self, file: &str, name: &str, at: (usize, usize), zone: Option<Zone>) -> Vec<Item> {
        self.checked(file, name, at, zone).unwrap_or_else(|problem| vec![Item::Problem(problem)])
    }

    fn checked(mut self, file: &str, name: &str, at: (usize, usize), zone: Option<Zone>) -> Result<Vec<Item>, Problem> {
        let wrong = |reason, fix| Err(Problem::new(file, reason, fix).at(at.0, at.1));
        if self.text.trim().is_empty() {
            return wrong(
                message!("{id} has no text", id = shortened(&self.id)),
                message!("Leave it out, or add its text"),
            );
        }
        if self.text.contains('\0') {
            return wrong(message!("the text has a NUL, which no text has"), message!("Take it out"));
        }
        let said = line(&self.date);
        let day = local_day(&said, zone);
        let date = day.map(|day| day.date);
        if date.is_none() && !said.is_empty() {
            self.variables.insert("date_as_written".to_owned(), Variable::Text(said.clone()));
        }
        let mut draft = Draft::new(file, at, &self.id, &self.text)?;
        (draft.title, draft.source, draft.url) = (line(&self.title), line(&self.source), line(&self.url));
        (draft.date, draft.variables, draft.stated) = (date, self.variables, self.stated);
        name.rsplit(['/', '\\']).next().unwrap_or(name).clone_into(&mut draft.import_file);
        if date.is_none() && !said.is_empty() {
            let reason = message!("“{date}” is not a day; the article has no date now", date = shortened(&said));
            draft.part((0, 0), reason, message!("Write it as 2024-07-08, 8/7/2024 (day first) or 8 Juli 2024"));
        }
        if let Some((reason, fix)) = day.and_then(LocalDay::told) {
            draft.note((0, 0), message!("{moment} is {reason}", moment = said.as_str(), reason = reason), fix);
        } else if let Some((reason, fix)) = read_day_first(&said) {
            draft.note((0, 0), reason, fix);
        }
        let (document, problems) = draft.finish(OffsetUnit::CodePoint);
        Ok(problems.into_iter().map(Item::Problem).chain([Item::Document(Box::new(document))]).collect())
    }
}

/// On one line, with single spaces.
pub fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Paragraphs with an empty line between them; lines that are blank are none.
pub fn paragraphs<'p>(lines: impl IntoIterator<Item = &'p str>) -> String {
    let lines = lines.into_iter().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}

//! What is known of an article besides its text, in words.

use super::{meant, word};
use crate::{
    formats::{
        document::{Document, Draft, set_of},
        kit::raw_text::Unit,
        problem::Problem,
    },
    model::{Import, SetRole, Status},
};

/// The fields of Tandai JSON Lines; an empty word means that nothing was told.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::formats) struct ToldArticle {
    pub id: String,
    pub title: String,
    pub source: String,
    pub url: String,
    pub date: String,
    pub set: String,
    pub set_name: String,
    pub set_role: String,
    pub status: String,
    pub text_sha256: String,
    /// The name of the file that it first came from, the line ends it had there, and whether it had a byte order mark.
    pub import_file: String,
    pub line_ends: String,
    pub bom: bool,
}

impl ToldArticle {
    pub(in crate::formats) fn of(document: &Document) -> Self {
        let meta = &document.article.meta;
        let set = document.set.as_ref();
        let told = |word: fn(&crate::model::AnnotationSet) -> String| set.map_or_else(String::new, word);
        let line_ends = word(&meta.import.line_ends);
        Self {
            id: meta.id.to_string(),
            title: meta.title.clone(),
            source: meta.source.clone(),
            url: meta.url.clone(),
            date: meta.date.map_or_else(String::new, |date| date.to_string()),
            set: told(|set| set.id.to_string()),
            set_name: told(|set| set.name.clone()),
            set_role: told(|set| word(&set.role)),
            status: word(&document.annotations.status),
            text_sha256: meta.text_sha256.clone(),
            import_file: meta.import.file.clone(),
            line_ends: if meta.import == Import::default() { String::new() } else { line_ends },
            bom: meta.import.bom,
        }
    }

    /// Begins a draft with it. `proposed`: whether a program says what follows.
    pub(in crate::formats) fn draft(
        &self,
        file: &str,
        at: (usize, usize),
        raw: &str,
        proposed: bool,
    ) -> Result<Draft, Problem> {
        let mut draft = Draft::new(file, at, &self.id, raw)?;
        (draft.title, draft.source, draft.url) = (self.title.clone(), self.source.clone(), self.url.clone());
        draft.date = meant(&mut draft, at, "the date", &self.date);
        let status: Option<Status> = meant(&mut draft, at, "the status", &self.status);
        draft.status = status.unwrap_or_default();
        let role = meant(&mut draft, at, "the role of the set", &self.set_role);
        if !self.set.is_empty() {
            let role = role.unwrap_or(if proposed { SetRole::Extractor } else { SetRole::Person });
            let mut set = set_of(&self.set, role);
            if !self.set_name.is_empty() {
                set.name.clone_from(&self.set_name);
            }
            draft.set = Some(set);
        }
        Ok(draft)
    }

    /// Ends the draft: places everything, and gives the article the line ends it once had, unless this file has others.
    pub(in crate::formats) fn finish(
        &self,
        file: &str,
        at: (usize, usize),
        mut draft: Draft,
        unit: Unit,
    ) -> (Document, Vec<Problem>) {
        let line_ends = meant(&mut draft, (0, 0), "the line ends", &self.line_ends).unwrap_or_default();
        let id = draft.id.clone();
        let (mut document, mut problems) = draft.finish(unit);
        let meta = &mut document.article.meta;
        if meta.import == Import::default() {
            meta.import = Import { file: self.import_file.clone(), line_ends, bom: self.bom, ..Import::default() };
        }
        if !self.text_sha256.is_empty() && self.text_sha256 != meta.text_sha256 {
            let reason = format!("the text of {id} is not the one whose SHA-256 stands beside it");
            let fix = "It was changed after it was written; look whether the offsets still fit";
            problems.push(Problem::new(file, reason, fix).at(at.0, at.1).note());
        }
        (document, problems)
    }
}

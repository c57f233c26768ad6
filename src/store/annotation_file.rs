//! Annotation files as bytes: what could be read, every problem with its place, and whether the file may be edited.

use super::{
    Notice, StoreError, mention_lines,
    records::{AnnotationFile, to_file},
    ron_file::{decode, parse, position_of_id, print, restore},
};
use crate::model::{Annotations, Article};

/// What an annotation file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loaded {
    /// What could be read and fits the text.
    pub annotations: Annotations,
    pub notices: Vec<Notice>,
    /// Why this file may not be edited, with the way out: to write it would destroy what could not be read.
    pub frozen: Option<String>,
}

impl Loaded {
    pub(super) fn frozen(error: StoreError) -> Self {
        let frozen = Some(error.to_string());
        Self { annotations: Annotations::default(), notices: vec![error.into()], frozen }
    }

    fn freeze(&mut self, error: StoreError) {
        self.frozen.get_or_insert_with(|| error.to_string());
        self.notices.push(error.into());
    }
}

/// The bytes of an annotation file; an error names a record that does not fit the text.
pub(super) fn write(article: &Article, annotations: &Annotations) -> Result<Vec<u8>, String> {
    print(&to_file(article, annotations)?, 2).map(String::into_bytes)
}

/// The records of a file; the fast way and the thorough one say the same of whatever both can read.
fn records_of<'a>(path: &str, text: &'a str) -> Result<AnnotationFile<'a>, StoreError> {
    if let Some((rest, mentions)) = mention_lines::cut(text)
        && let Ok(file) = parse::<AnnotationFile>(path, &rest)
    {
        return Ok(AnnotationFile { mentions, ..file });
    }
    parse(path, text)
}

/// Reads an annotation file of this article. Unreadable is never the same as empty: it freezes.
pub(super) fn read(path: &str, bytes: &[u8], article: &Article) -> Loaded {
    let parsed = decode(path, bytes).and_then(|text| Ok((text, records_of(path, text)?)));
    let (source, file) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return Loaded::frozen(error),
    };
    if file.article != article.meta.id {
        let message = format!("this file is about article {}, not {}", file.article, article.meta.id);
        let way_out = "Rename the file after its article; article and annotation files share their names";
        return Loaded::frozen(StoreError::new(path, message, way_out));
    }
    if file.text_sha256 != article.meta.text_sha256 {
        let message = "these annotations were made on another text than the article has now";
        let way_out = format!("Take back the article's text or this file with Git; its text_sha256 must be {}", {
            &article.meta.text_sha256
        });
        return Loaded::frozen(StoreError::new(path, message, way_out));
    }
    let mut loaded = Loaded::default();
    loaded.annotations.status = file.status;
    let mut seen = std::collections::BTreeSet::new();
    for record in file.mentions {
        let id = record.id.clone();
        if !seen.insert(id.clone()) {
            loaded.freeze(twice(path, "mention", id.as_str()).at(position_of_id(source, id.as_str(), 1)));
            continue;
        }
        match record.into_mention(&article.text) {
            Ok(mention) => {
                loaded.annotations.mentions.insert(id, mention);
            }
            Err(misfit) => {
                let message =
                    format!("mention {id} does not fit the text: {}; it is set aside and kept", misfit.reason);
                let way_out = "Mark the words again if they are missing, and remove this line";
                let at = position_of_id(source, id.as_str(), 0);
                loaded.notices.push(StoreError::new(path, message, way_out).at(at).into());
                loaded.annotations.misfits.push(*misfit);
            }
        }
    }
    for record in file.coalitions {
        let id = record.id.clone();
        let (coalition, unfit) = record.into_coalition(&article.text);
        for reason in unfit {
            let message = format!("evidence of coalition {id} does not fit the text: {reason}");
            loaded.freeze(StoreError::new(path, message, restore(path)).at(position_of_id(source, id.as_str(), 0)));
        }
        if loaded.annotations.coalitions.insert(id.clone(), coalition).is_some() {
            loaded.freeze(twice(path, "coalition", id.as_str()).at(position_of_id(source, id.as_str(), 1)));
        }
    }
    for record in file.decisions {
        let id = record.id;
        match record.into_decision(&article.text) {
            Ok(decision) => {
                if loaded.annotations.decisions.insert(decision.claim.id(), decision).is_some() {
                    let at = position_of_id(source, &id.to_string(), 1);
                    loaded.freeze(twice(path, "decision", &id.to_string()).at(at));
                }
            }
            Err(misfit) => {
                let message =
                    format!("decision {id} does not fit the text: {}; it is set aside and kept", misfit.reason);
                let at = position_of_id(source, &id.to_string(), 0);
                loaded.notices.push(StoreError::new(path, message, "Decide again, and remove this line").at(at).into());
                loaded.annotations.misfit_decisions.push(*misfit);
            }
        }
    }
    loaded
}

fn twice(path: &str, what: &str, id: &str) -> StoreError {
    let message = format!("two records have the {what} id {id}");
    StoreError::new(path, message, "Give one of them another id, or remove it if both say the same")
}

//! What an extraction found comes into the project: read into memory piece by piece, then one change.

use super::{Extracted, ExtractionResult};
use crate::{
    edit::{Edit, Incoming, Refusal},
    formats::Problem,
    message::{Message, message},
    session::Session,
};

impl Session {
    /// Reads what the found marks take the place of, while `patient` says so. Returns whether all of it is read, so that
    /// [`Session::add_extracted`] waits for no disk.
    pub fn prepare(&mut self, found: &mut ExtractionResult, patient: impl Fn() -> bool) -> bool {
        while let Some((place, _, text)) = found.marks.get(found.loaded) {
            if !patient() {
                self.cache.reading_ahead = true;
                return false;
            }
            let place = place.clone();
            let path = format!("articles/{}.txt", place.article);
            let again = || message!("Extract again");
            let problem = match self.load_place(&place) {
                Err(error) => Some(super::unreadable(&error)),
                Ok(()) => match (self.workspace.articles.get(&place.article), self.sync.frozen.get(&place)) {
                    (None, _) => {
                        Some(Problem::new(path, message!("the article was removed meanwhile"), Message::default()))
                    }
                    (Some(there), _) if there.meta.text_sha256 != *text => {
                        Some(Problem::new(path, message!("the text changed meanwhile"), again()))
                    }
                    (_, Some(reason)) => Some(Problem::new(path, reason.clone(), again())),
                    _ => None,
                },
            };
            match problem {
                None => found.loaded += 1,
                Some(problem) => {
                    found.marks.remove(found.loaded);
                    found.extracted.done -= 1;
                    found.extracted.missing.push(place.article);
                    found.extracted.problem(problem);
                }
            }
        }
        true
    }

    /// Makes what was found the whole of what its set says of these articles; one undo step.
    pub fn add_extracted(&mut self, mut found: ExtractionResult) -> Result<Extracted, Refusal> {
        self.prepare(&mut found, || true);
        self.cache.reading_ahead = false;
        let ExtractionResult { set, marks, mut extracted, .. } = found;
        if marks.is_empty() {
            // Nothing new: a set that would hold nothing does not come into being.
            return Ok(extracted);
        }
        let marks = marks.into_iter().map(|(place, annotations, _)| (place, annotations)).collect();
        match self.perform(Edit::Extract(Incoming { sets: vec![set], marks, ..Incoming::default() })) {
            Ok(done) => extracted.changed = done.count,
            Err(Refusal::Nothing) => {}
            Err(refusal) => return Err(refusal),
        }
        Ok(extracted)
    }
}

//! Bringing files in: texts come in at once; anything else is looked at first, in a sheet that says what would come.

use std::{collections::BTreeMap, path::PathBuf};

use eframe::egui;

use crate::{
    app::{
        App,
        kit::{
            jobs::{Handle, News},
            text::Words,
        },
        state::view::Overlay,
    },
    formats::format,
    model::KindKey,
    session::{ImportRequest, ImportStep, Importer},
};

/// The format of plain texts.
const PLAIN: &str = "text";

impl App {
    /// Reads and stores texts on a thread; they become articles when it is done.
    pub(in crate::app) fn import(&mut self, ctx: &egui::Context, paths: Vec<PathBuf>) {
        let Some(session) = &self.session else {
            self.toast(Words::NoProjectOpen);
            return;
        };
        if let Some(reason) = session.read_only() {
            let reason = reason.to_owned();
            self.view.toasts.problem(reason);
            return;
        }
        if !session.is_whole() {
            self.toast(Words::StillReading);
            return;
        }
        let importer = session.importer();
        let name = self.say(Words::ImportWord);
        self.jobs.start(ctx, name, move |handle| {
            let request = ImportRequest::of(&paths);
            if request.formats().iter().any(|format| *format != PLAIN) {
                handle.tell(News::ToLookAt(paths));
                return;
            }
            let ready = importer.run(&request, &handle.cancel, |step| tell_step(handle, &step));
            handle.tell(News::Imported(ready));
        });
    }

    /// Reads the files of the open import and stores nothing.
    pub(in crate::app) fn look_at_import(&mut self, ctx: &egui::Context) {
        let Some((request, importer)) = self.import_request() else { return };
        let name = self.say(Words::Looking);
        let job = self.jobs.start(ctx, name, move |handle| {
            let look = importer.look(&request, &handle.cancel, |step| tell_step(handle, &step));
            handle.tell(News::Looked(handle.id, look));
        });
        if let Some(Overlay::Import(draft)) = &mut self.view.overlay {
            draft.look = None;
            if let Some(old) = draft.looking.replace(job) {
                self.jobs.cancel(old);
            }
        }
    }

    /// Brings in what the open import shows.
    pub(in crate::app) fn import_chosen(&mut self, ctx: &egui::Context) {
        let Some((request, importer)) = self.import_request() else { return };
        self.close_overlay();
        let name = self.say(Words::ImportWord);
        self.jobs.start(ctx, name, move |handle| {
            let ready = importer.run(&request, &handle.cancel, |step| tell_step(handle, &step));
            handle.tell(News::Imported(ready));
        });
    }

    fn import_request(&self) -> Option<(ImportRequest, Importer)> {
        let Some(Overlay::Import(draft)) = &self.view.overlay else { return None };
        let set = draft.set.trim();
        let request = ImportRequest {
            format: draft.format.and_then(format),
            set: Some(set.to_owned()).filter(|set| !set.is_empty()),
            labels: labels(&draft.labels),
            options: draft.options.clone(),
            ..ImportRequest::of(&draft.paths)
        };
        Some((request, self.session.as_ref()?.importer()))
    }

    pub(in crate::app) fn imported(&mut self, ready: crate::session::Ready) {
        let Some(session) = &mut self.session else { return };
        let added = session.add_articles(ready);
        self.changed = std::time::Instant::now();
        let imported = match added {
            Ok(imported) => imported,
            Err(refusal) => return self.view.toasts.problem(refusal.to_string()),
        };
        let tongue = self.settings.tongue;
        let count = |words, number: usize| tongue.fill(words, &[&number.to_string()]);
        let mut said = vec![count(Words::ImportedCount, imported.articles.len())];
        if !imported.known.is_empty() {
            said.push(count(Words::KnownCount, imported.known.len()));
        }
        if imported.mentions + imported.coalitions > 0 {
            said.push(count(Words::MarksCount, imported.mentions + imported.coalitions));
        }
        self.view.toasts.say(said.join(" · "));
        let refused = imported.left_out().count();
        if refused > 0 {
            self.view.toasts.problem(count(Words::ImportProblems, refused));
            self.view.problems = true;
        }
        if let Some(first) = imported.articles.first() {
            self.view.articles.filter.clear();
            self.view.articles.status = None;
            self.open_article(first);
        }
    }
}

fn tell_step(handle: &Handle, step: &ImportStep<'_>) {
    let file = step.file.rsplit('/').next().unwrap_or_default();
    let (read, all) = step.bytes;
    let percent = read * 100 / all.max(1);
    handle.tell(News::Step(handle.id, format!("{percent} % · {file}")));
}

/// `ORG=party, LOC=region`: labels with the kinds that they mean. What is no such pair yet is passed over.
pub(in crate::app) fn labels(typed: &str) -> BTreeMap<String, KindKey> {
    let pair = |pair: &str| {
        let (label, kind) = pair.split_once('=')?;
        Some((label.trim().to_owned(), KindKey::new(kind.trim()).ok()?))
    };
    typed.split([',', ';', '\n']).filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_pairs() {
        let labels = labels("ORG = party, LOC=region,x, PER=");
        let pairs: Vec<_> = labels.iter().map(|(label, kind)| (label.as_str(), kind.as_str())).collect();
        assert_eq!(pairs, [("LOC", "region"), ("ORG", "party")]);
    }
}

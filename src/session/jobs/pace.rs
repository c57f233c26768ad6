//! How quickly whoever works here gets on: what was finished today, and how long an article takes.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use rayon::prelude::*;

use crate::{
    model::{Annotations, ArticleMeta, SetId, Status, Timestamp},
    session::{
        Session,
        jobs::working_time::{median, minutes},
    },
    store::{Reader, StoreError},
};

/// Reads it, ready to be sent to another thread.
pub struct PaceReader {
    reader: Reader,
    set: SetId,
    finished: Vec<Arc<ArticleMeta>>,
}

/// How quickly somebody gets on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Finished articles with a record of today.
    pub today: usize,
    /// The median over finished articles, by the moments of the records; pauses of five minutes and more are left out.
    pub minutes: Option<f64>,
}

impl Session {
    /// Of the articles that are to be worked on in the active set, how many are finished; and all. Those that are ignored
    /// are not among them.
    pub fn finished_of(&self) -> (usize, usize) {
        let assigned = self.has_assignments();
        let mine = self.rows().iter().filter(|row| !assigned || self.is_mine(&row.meta.id));
        let statuses = mine.map(|row| row.summary.status).filter(|status| *status != Status::Ignored);
        statuses.fold((0, 0), |(finished, all), status| (finished + usize::from(status == Status::Finished), all + 1))
    }

    /// Prepares to read how quickly the active set grows.
    pub fn pace_reader(&self) -> PaceReader {
        let finished = self.rows().iter().filter(|row| row.summary.status == Status::Finished);
        PaceReader {
            reader: self.store.reader(),
            set: self.active_set().clone(),
            finished: finished.map(|row| row.meta.clone()).collect(),
        }
    }
}

impl PaceReader {
    /// `midnight`: when today began on this desk. `None`: it was cancelled.
    pub fn run(&self, midnight: Timestamp, cancel: &AtomicBool) -> Option<Result<Pace, StoreError>> {
        let read = |meta: &Arc<ArticleMeta>| {
            if cancel.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let said = self.reader.annotations(&self.reader.article(meta)?, &self.set)?.annotations;
            Ok(Some((minutes(&said), last_touched(&said).is_some_and(|at| at >= midnight))))
        };
        let read = self.finished.par_iter().map(read).collect::<Result<Option<Vec<_>>, StoreError>>();
        let read = match read {
            Ok(read) => read?,
            Err(error) => return Some(Err(error)),
        };
        let mut times: Vec<f64> = read.iter().filter_map(|(minutes, _)| *minutes).collect();
        times.sort_by(f64::total_cmp);
        let today = read.iter().filter(|(_, today)| *today).count();
        Some(Ok(Pace { today, minutes: median(&times) }))
    }
}

/// When the last record was made or decided.
fn last_touched(said: &Annotations) -> Option<Timestamp> {
    let mentions = said.mentions.values().map(|mention| mention.at);
    let coalitions = said.coalitions.values().map(|coalition| coalition.at);
    mentions.chain(coalitions).chain(said.decisions.values().map(|decision| decision.at)).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{ArticleId, KindKey, Span},
        session::{ImportRequest, Who},
    };

    #[test]
    fn finished_articles_of_today_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("texts");
        std::fs::create_dir(&source).unwrap();
        for (name, text) in
            [("a", "PKS di Lebak."), ("b", "PSI di Serang."), ("c", "Hujan di Cilegon."), ("d", "Pasar.")]
        {
            std::fs::write(source.join(format!("{name}.txt")), text).unwrap();
        }
        let mut session = Session::create(&folder.path().join("p"), "P", Who::named("sri")).unwrap();
        let ready = session.importer().run(&ImportRequest::of(&[source]), &Default::default(), |_| {});
        session.add_articles(ready).unwrap();
        let id = |name: &str| ArticleId::new(name).unwrap();
        session.load(&id("a")).unwrap();
        session.tag(&id("a"), Span::new(0, 3), &KindKey::party()).unwrap();
        session.set_status(&[id("a"), id("b")], Status::Finished).unwrap();
        session.set_status(&[id("d")], Status::Ignored).unwrap();
        session.save().unwrap();
        assert_eq!(session.finished_of(), (2, 3));
        let go = AtomicBool::new(false);
        let pace = |midnight| session.pace_reader().run(midnight, &go).unwrap().unwrap();
        // One that was finished without a record is not known to be of today.
        assert_eq!(pace(Timestamp(0)), Pace { today: 1, minutes: None });
        assert_eq!(pace(Timestamp(u64::MAX)).today, 0);
        assert!(session.pace_reader().run(Timestamp(0), &AtomicBool::new(true)).is_none());
    }
}

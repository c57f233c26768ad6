//! What the view of agreement knows: who is compared, the figures, the differences behind the chosen one.

use std::{collections::BTreeSet, sync::Arc};

use eframe::egui;

use crate::{
    app::{
        App,
        kit::{
            task::{self, Task},
            text::Words,
        },
    },
    compare::GroupAgreement,
    model::{AnnotationSet, ArticleId, DecisionId, SetId, SetRole},
    session::{CompareRequest, ComparedPair, Comparison, Disagreement, Who},
};

/// Figures and differences, as a task computes them.
pub struct Compared {
    pub comparison: Comparison,
    pub pairs: Vec<ComparedPair>,
    pub group: Option<GroupAgreement>,
    /// Of each pair.
    pub differences: Vec<Vec<Disagreement>>,
    /// What everybody says, by article.
    pub agreed: Vec<(ArticleId, Vec<DecisionId>)>,
}

#[derive(Default)]
pub struct CompareState {
    /// Who is compared.
    pub sets: BTreeSet<SetId>,
    /// Articles that are begun count as well.
    pub unfinished: bool,
    pub asked: Option<CompareRequest>,
    pub task: Option<Task<Compared>>,
    pub compared: Option<Arc<Compared>>,
    /// Which pair is looked at, the figure whose differences are listed, and which of these is shown.
    pub pair: usize,
    pub measure: Option<usize>,
    pub chosen: usize,
    /// The differences that are listed, and what they were made from.
    pub listed: Vec<usize>,
    pub listed_for: Option<(usize, usize, Option<usize>)>,
    /// Scroll so that the chosen one is seen.
    pub reveal: bool,
}

impl CompareState {
    /// Lists what is behind the chosen figure, unless that was done.
    pub fn follow(&mut self) {
        let (found, _) = task::answers(&mut self.task);
        if let Some(found) = found.into_iter().next_back() {
            self.compared = Some(Arc::new(found));
            (self.pair, self.measure, self.chosen) = (0, None, 0);
        }
        let Some(compared) = self.compared.clone() else { return };
        let key = (Arc::as_ptr(&compared).addr(), self.pair, self.measure);
        if self.listed_for == Some(key) {
            return;
        }
        let measure = self.measure.and_then(|at| compared.pairs.get(self.pair)?.all.measures.get(at));
        let all = compared.differences.get(self.pair).map_or(&[][..], Vec::as_slice);
        let behind = |difference: &Disagreement| measure.is_none_or(|measure| difference.is_behind(measure));
        self.listed = all.iter().enumerate().filter(|(_, one)| behind(one)).map(|(at, _)| at).collect();
        self.listed_for = Some(key);
        self.chosen = 0;
        self.reveal = true;
    }
}

impl App {
    /// Compares what is chosen, in the background; a comparison that is under way is given up.
    pub(in crate::app) fn compare(&mut self, ctx: &egui::Context) {
        let Some(session) = &self.session else { return };
        let sets: Vec<SetId> = self.view.compare.sets.iter().cloned().collect();
        if sets.len() < 2 {
            self.view.compare.task = None;
            self.view.compare.compared = None;
            self.view.compare.asked = None;
            return;
        }
        let request = CompareRequest { sets, unfinished: self.view.compare.unfinished };
        let comparer = session.comparer(request.clone());
        let language = self.settings.language;
        let name = language.say(Words::Comparing);
        let task = self.tasks.start(ctx, name, move |worker| {
            let step = |done: usize, all: usize| {
                worker.step(language.fill(Words::ReadingReview, &[&done.to_string(), &all.to_string()]));
            };
            let Some(comparison) = comparer.run(&worker.cancel, step) else { return };
            let (pairs, group) = (comparison.pairs(), comparison.group());
            let differences = pairs.iter().map(|pair| comparison.differences(pair.sides)).collect();
            let agreed = comparison.agreed(false);
            worker.tell(Compared { comparison, pairs, group, differences, agreed });
        });
        (self.view.compare.task, self.view.compare.asked) = (Some(task), Some(request));
    }

    /// Turns to the gold set, with the people as its sources, and takes what all of them say.
    pub(in crate::app) fn decide_into_gold(&mut self) {
        let Some(compared) = self.view.compare.compared.clone() else { return };
        let Some(session) = &mut self.session else { return };
        let gold = session.project().sets.values().find(|set| set.role == SetRole::Gold).cloned();
        let set = gold.clone().unwrap_or_else(|| {
            let id = SetId::new("gold").unwrap_or_else(|_| unreachable!("“gold” is an id"));
            AnnotationSet { id, name: "Gold".to_owned(), role: SetRole::Gold }
        });
        if gold.is_none()
            && self.try_change(|session| session.perform(crate::edit::Edit::PutSet { set: set.clone() })).is_none()
        {
            return;
        }
        let sources: BTreeSet<SetId> =
            compared.comparison.sets.iter().filter(|source| **source != set.id).cloned().collect();
        self.view.review.sources = Some(sources.clone());
        if let Some(session) = &mut self.session {
            session.annotate_as(Who::named(set.id.to_string()));
            let review = session.review().clone();
            session.set_review(crate::session::Review { sources: Some(sources), threshold: None, ..review });
        }
        let agreed = compared.agreed.clone();
        if let Some(done) = self.try_change(|session| session.accept_unanimous(&agreed)) {
            let articles = agreed.len().to_string();
            let said = self.settings.language.fill(Words::TakenIntoGold, &[&done.count.to_string(), &articles]);
            self.view.toasts.say(said);
        }
        self.view.tab = crate::app::state::view::Tab::Review;
    }
}

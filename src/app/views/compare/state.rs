//! What the view of agreement knows: who is compared, the figures, the differences behind the chosen one.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    app::kit::task::{self, Task},
    compare::GroupAgreement,
    model::{ArticleId, DecisionId, SetId},
    session::{CompareRequest, ComparedPair, Comparison, Disagreement},
};

/// Figures and differences, as a task computes them.
pub struct Compared {
    pub comparison: Comparison,
    pub pairs: Vec<ComparedPair>,
    pub group: Option<GroupAgreement>,
    /// Of each pair.
    pub differences: Vec<Vec<Disagreement>>,
    /// What everybody says, and what some say and nobody otherwise, by article.
    pub agreed: Vec<(ArticleId, Vec<DecisionId>)>,
    pub present: Vec<(ArticleId, Vec<DecisionId>)>,
}

#[derive(Default)]
pub struct CompareState {
    /// Who is compared.
    pub sets: BTreeSet<SetId>,
    /// Articles that are begun count as well.
    pub unfinished: bool,
    /// Those that everybody coded to begin with as well.
    pub training: bool,
    /// What goes into gold by itself besides what all say: what some say and nobody otherwise, and what the only one who
    /// coded an article says.
    pub present: bool,
    pub single: bool,
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

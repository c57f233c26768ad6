//! What an import has to say: problems, up to a number.

use super::PROBLEMS;
use crate::formats::Problem;

/// Problems as they are met; those beyond a number are counted.
#[derive(Default)]
pub(super) struct ProblemLog {
    problems: Vec<Problem>,
    more: usize,
}

impl ProblemLog {
    pub(super) fn add(&mut self, problem: Problem) {
        if self.problems.len() < PROBLEMS { self.problems.push(problem) } else { self.more += 1 }
    }

    /// The problems, and how many more there are.
    pub(super) fn finish(self) -> (Vec<Problem>, usize) {
        (self.problems, self.more)
    }
}

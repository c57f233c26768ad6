//! What an import has to say: problems up to a number, and one line for all mentions with a label that means no kind.

use std::collections::BTreeMap;

use super::PROBLEMS;
use crate::formats::Problem;

/// Problems as they are met.
#[derive(Default)]
pub(super) struct Tidings {
    problems: Vec<Problem>,
    more: usize,
    /// By label: the first of its problems, and how many there are.
    labels: BTreeMap<String, (Problem, usize)>,
}

impl Tidings {
    pub(super) fn add(&mut self, mut problem: Problem) {
        match problem.label.take() {
            Some(label) => {
                let (_, count) = self.labels.entry(label.0.clone()).or_insert_with(|| {
                    problem.label = Some(label);
                    (problem, 0)
                });
                *count += 1;
            }
            None if self.problems.len() < PROBLEMS => self.problems.push(problem),
            None => self.more += 1,
        }
    }

    /// The problems, and how many more there are.
    pub(super) fn finish(self) -> (Vec<Problem>, usize) {
        let told = self.labels.into_iter().map(|(label, (first, count))| {
            let mentions = if count == 1 { "1 mention was".to_owned() } else { format!("{count} mentions were") };
            let reason = format!("the label “{label}” is not a kind of this project: {mentions} left out");
            Problem { reason, ..first }
        });
        let mut problems = self.problems;
        problems.extend(told);
        (problems, self.more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::UnknownLabel;

    #[test]
    fn a_label_is_told_once() {
        let mut tidings = Tidings::default();
        for line in 1..=4_804 {
            let problem = Problem::new("a.conll", format!("the label “ORG” of “{line}” …"), "--label ORG=party");
            tidings.add(Problem { label: Some(Box::new(UnknownLabel("ORG".into()))), ..problem.at(line, 1).part() });
        }
        tidings.add(Problem::new("b.txt", "is empty", ""));
        let (problems, more) = tidings.finish();
        assert_eq!((problems.len(), more), (2, 0));
        let said = problems[1].to_string();
        assert!(
            said.starts_with("a.conll:1:1: the label “ORG”") && said.contains("4804 mentions were left out"),
            "{said}"
        );
    }
}

//! A tie as a row: the columns that every file of a network has, whichever format it is.

use super::Edge;
use crate::model::{Certainty, Stance, StatementScheme};

/// Names and types. The names are those that Gephi, networkx (`from_pandas_edgelist`) and igraph look for.
pub const TIE_COLUMNS: &[(&str, &str)] = &[
    ("weight", "double"),
    ("positive", "int"),
    ("negative", "int"),
    ("statements", "int"),
    ("confirmed", "int"),
    ("exploring", "int"),
    ("hoped", "int"),
    ("denied", "int"),
    ("past", "int"),
    ("open", "int"),
    ("articles", "int"),
    ("stories", "int"),
    ("races", "int"),
    (RACE_IDS, "string"),
    ("first_date", "string"),
    ("last_date", "string"),
];

const RACE_IDS: &str = "race_ids";

/// A count of statements of a project's own status, behind [`TIE_COLUMNS`].
pub fn own_tie_columns(scheme: &StatementScheme) -> impl Iterator<Item = (Certainty, String)> {
    let own = scheme.statuses.iter().map(|status| status.key).filter(|key| matches!(key, Certainty::Own(_)));
    own.map(|status| (status, format!("status_{status}")))
}

/// A count of statements in which a party stands in a way of the project's own.
pub fn own_node_columns(scheme: &StatementScheme) -> impl Iterator<Item = (Stance, String)> {
    let own = scheme.stances.iter().map(|stance| stance.key).filter(|key| matches!(key, Stance::Own(_)));
    own.map(|stance| (stance, format!("stance_{stance}")))
}

/// The head of a table of ties.
pub fn tie_head(scheme: &StatementScheme) -> impl Iterator<Item = String> {
    let ends = ["source", "target", "source_label", "target_label"];
    let known = ends.into_iter().chain(TIE_COLUMNS.iter().map(|(name, _)| *name)).map(str::to_owned);
    known.chain(own_tie_columns(scheme).map(|(_, name)| name))
}

impl Edge {
    /// The values of [`TIE_COLUMNS`], then those of [`own_tie_columns`].
    pub fn values(&self, scheme: &StatementScheme) -> Vec<String> {
        let number = |status: &Certainty| self.statuses.get(status).copied().unwrap_or(0);
        let counts = [self.positive, self.negative, self.statements].into_iter();
        let counts = counts.chain(Certainty::BUILT_IN.iter().map(number));
        let counts = counts.chain([self.articles, self.stories, self.races.len()]);
        let races: Vec<String> = self.races.iter().map(ToString::to_string).collect();
        let day = |day: Option<crate::model::Date>| day.map_or_else(String::new, |day| day.to_string());
        let mut values = vec![self.weight.to_string()];
        values.extend(counts.map(|count| count.to_string()));
        values.extend([races.join(";"), day(self.first), day(self.last)]);
        values.extend(own_tie_columns(scheme).map(|(status, _)| number(&status).to_string()));
        values
    }

    /// The row below [`tie_head`]. `end`: id and label of a node; `words`: how words of strangers are written. A weight may
    /// begin with a minus sign and is a number.
    pub fn row(
        &self,
        end: &dyn Fn(usize) -> (String, String),
        words: &dyn Fn(&str) -> String,
        scheme: &StatementScheme,
    ) -> Vec<String> {
        let ((source, source_label), (target, target_label)) = (end(self.ends.0), end(self.ends.1));
        let mut row = vec![source, target, source_label, target_label];
        let is_words = |at: usize| TIE_COLUMNS.get(at).is_some_and(|(name, _)| *name == RACE_IDS);
        let values = self.values(scheme).into_iter().enumerate();
        row.extend(values.map(|(at, value)| if is_words(at) { words(&value) } else { value }));
        row
    }
}

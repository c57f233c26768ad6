//! A tie as a row: the columns that every file of a network has, whichever format it is.

use super::Edge;

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

/// The head of a table of ties.
pub fn tie_head() -> impl Iterator<Item = &'static str> {
    let ends = ["source", "target", "source_label", "target_label"];
    ends.into_iter().chain(TIE_COLUMNS.iter().map(|(name, _)| *name))
}

impl Edge {
    /// The values of [`TIE_COLUMNS`].
    pub fn values(&self) -> Vec<String> {
        let counts = [self.positive, self.negative, self.statements].into_iter().chain(self.statuses);
        let counts = counts.chain([self.articles, self.stories, self.races.len()]);
        let races: Vec<String> = self.races.iter().map(ToString::to_string).collect();
        let day = |day: Option<crate::model::Date>| day.map_or_else(String::new, |day| day.to_string());
        let mut values = vec![self.weight.to_string()];
        values.extend(counts.map(|count| count.to_string()));
        values.extend([races.join(";"), day(self.first), day(self.last)]);
        values
    }

    /// The row below [`tie_head`]. `end`: id and label of a node; `words`: how words of strangers are written. A weight may
    /// begin with a minus sign and is a number.
    pub fn row(&self, end: &dyn Fn(usize) -> (String, String), words: &dyn Fn(&str) -> String) -> Vec<String> {
        let ((source, source_label), (target, target_label)) = (end(self.ends.0), end(self.ends.1));
        let mut row = vec![source, target, source_label, target_label];
        let values = TIE_COLUMNS.iter().zip(self.values());
        row.extend(values.map(|((name, _), value)| if *name == RACE_IDS { words(&value) } else { value }));
        row
    }
}

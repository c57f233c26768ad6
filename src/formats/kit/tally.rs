//! What a file says again and again: told once, with how often.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use crate::{
    formats::{
        format::{Item, ItemSink, ReadError},
        problem::{Problem, RecordFate},
    },
    message::{Message, message},
};

/// So many different things are told apart; names that a file makes up without end are counted together.
const KINDS: usize = 100;

/// Counts things of a file, from all cores; the order in which they come makes no difference.
#[derive(Debug, Default)]
pub struct FileTally(Mutex<BTreeMap<Key, SeenThing>>);

/// What is the same for all of a kind: the English of the reason and of the fix.
type Key = (String, String);

#[derive(Debug, Clone)]
struct SeenThing {
    reason: Message,
    fix: Message,
    severity: RecordFate,
    times: usize,
    /// The file (empty: the one that all are of), line and column of the first.
    first: (String, (usize, usize)),
}

impl FileTally {
    /// Something that was left out because a project has no place for it: `the field “lead_time”`.
    pub fn no_place(&self, what: Message, at: (usize, usize)) {
        self.note(
            message!("{what} has no place in a project and was left out", what = what),
            message!("Keep the file if you need it"),
            at,
        );
    }

    /// Something that people annotated and that no project has a place for: more than a note.
    pub fn lost(&self, what: Message, at: (usize, usize)) {
        self.part(
            message!("{what} has no place in a project and was left out", what = what),
            message!("Keep the file if you need it"),
            at,
        );
    }

    /// A label that means no kind: its marks were left out.
    pub fn unknown_label(&self, label: &str, times: usize, at: (usize, usize)) {
        let label = shortened(label);
        if label.trim().is_empty() {
            let reason = message!("a mark without a label was left out");
            let (fix, severity) = (message!("Give it a label and export again"), RecordFate::Part);
            return self.count(SeenThing { reason, fix, severity, times, first: (String::new(), at) });
        }
        self.count(SeenThing {
            reason: message!("the label “{label}” is not a kind of this project", label = label.as_str()),
            fix: message!(
                "Say what it means with --label {label}=party, or add the kind to the project",
                label = label.as_str()
            ),
            severity: RecordFate::Part,
            times,
            first: (String::new(), at),
        });
    }

    /// A note whose reason and fix are the same for all of a kind.
    pub fn note(&self, reason: Message, fix: Message, at: (usize, usize)) {
        self.count(SeenThing { reason, fix, severity: RecordFate::Note, times: 1, first: (String::new(), at) });
    }

    /// The same for what went in, and is likely not what was meant.
    pub fn doubted(&self, reason: Message, fix: Message, at: (usize, usize)) {
        self.count(SeenThing { reason, fix, severity: RecordFate::Doubted, times: 1, first: (String::new(), at) });
    }

    /// The same for a part that was left out.
    pub fn part(&self, reason: Message, fix: Message, at: (usize, usize)) {
        self.count(SeenThing { reason, fix, severity: RecordFate::Part, times: 1, first: (String::new(), at) });
    }

    /// Adds what was counted in one file of a folder.
    pub fn merge(&self, file: &str, other: Self) {
        for seen in other.seen() {
            self.count(SeenThing { first: (file.to_owned(), seen.first.1), ..seen });
        }
    }

    fn count(&self, new: SeenThing) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = (new.reason.to_string(), new.fix.to_string());
        let mut new = new;
        if seen.len() >= KINDS && !seen.contains_key(&key) {
            new.reason = message!("more than a hundred other things were left out");
            key.0 = new.reason.to_string();
        }
        match seen.get_mut(&key) {
            Some(seen) => {
                seen.times += new.times;
                seen.first = new.first.min(seen.first.clone());
                seen.severity = seen.severity.max(new.severity);
            }
            None => {
                seen.insert(key, new);
            }
        }
    }

    fn seen(self) -> Vec<SeenThing> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
    }

    /// One problem for each kind of thing.
    pub fn problems(self, file: &str) -> Vec<Problem> {
        let problem = |SeenThing { reason, fix, severity, times, first: (first, at) }| {
            let reason = match times {
                1 => reason,
                times => message!("{reason} ({times} times)", reason = reason, times = times),
            };
            let file = if first.is_empty() { file.to_owned() } else { first };
            Problem { severity, ..Problem::new(file, reason, fix).at(at.0, at.1) }
        };
        self.seen().into_iter().map(problem).collect()
    }

    /// Hands them over.
    pub fn tell(self, file: &str, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        self.problems(file).into_iter().try_for_each(|problem| sink(Item::Problem(problem)))
    }
}

/// At most 60 code points.
pub fn shortened(quote: &str) -> String {
    match quote.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &quote[..cut]),
        None => quote.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_told_once() {
        let tally = FileTally::default();
        for line in [7, 3, 5] {
            tally.no_place(message!("the date"), (line, 1));
            tally.unknown_label("ORG", 2, (line, 2));
        }
        let told: Vec<String> = tally.problems("a").iter().map(ToString::to_string).collect();
        assert!(
            told[0].starts_with("a:3:1: the date has no place in a project and was left out (3 times)"),
            "{told:?}"
        );
        assert!(told[1].starts_with("a:3:2: the label “ORG” is not a kind of this project (6 times)"), "{told:?}");
    }

    #[test]
    fn names_without_end_are_counted_together() {
        let tally = FileTally::default();
        for n in 0..1_000 {
            tally.no_place(Message::verbatim(n), (n + 1, 1));
        }
        let problems = tally.problems("a");
        assert_eq!(problems.len(), KINDS + 1);
        assert!(problems.iter().any(|problem| problem.reason.to_string().contains("(900 times)")));
    }
}

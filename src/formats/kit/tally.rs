//! What a file says again and again and a project has no place for: told once, with how often.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use crate::formats::{
    format::{Item, ReadError, Sink},
    problem::Problem,
};

/// So many different things are told apart; names that a file makes up without end are counted together.
const KINDS: usize = 100;

/// Counts things of a file, from all cores; the order in which they come makes no difference.
#[derive(Debug, Default)]
pub struct Tally(Mutex<BTreeMap<(String, &'static str), Seen>>);

#[derive(Debug, Clone)]
struct Seen {
    times: usize,
    /// The file (empty: the one that all are of), line and column of the first.
    first: (String, (usize, usize)),
}

impl Tally {
    /// Something that was left out because a project has no place for it: `the field “lead_time”`.
    pub fn no_place(&self, what: &str, at: (usize, usize)) {
        self.add(format!("{what} has no place in a project and was left out"), "Keep the file if you need it", at);
    }

    /// A reason and a way out that are the same for all of a kind.
    pub fn add(&self, reason: String, fix: &'static str, at: (usize, usize)) {
        self.count(reason, fix, Seen { times: 1, first: (String::new(), at) });
    }

    /// Adds what was counted in one file of a folder.
    pub fn merge(&self, file: &str, other: Self) {
        for ((reason, fix), seen) in other.0.into_inner().unwrap_or_else(PoisonError::into_inner) {
            self.count(reason, fix, Seen { first: (file.to_owned(), seen.first.1), ..seen });
        }
    }

    fn count(&self, reason: String, fix: &'static str, new: Seen) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = seen.len() < KINDS || seen.contains_key(&(reason.clone(), fix));
        let reason = if known { reason } else { "more than a hundred other things were left out".to_owned() };
        match seen.get_mut(&(reason.clone(), fix)) {
            Some(seen) => {
                seen.times += new.times;
                seen.first = new.first.min(seen.first.clone());
            }
            None => {
                seen.insert((reason, fix), new);
            }
        }
    }

    /// Hands over one note for each kind of thing.
    pub fn tell(self, file: &str, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        let seen = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        for ((reason, fix), Seen { times, first: (first, at) }) in seen {
            let reason = if times == 1 { reason } else { format!("{reason} ({times} times)") };
            let file = if first.is_empty() { file.to_owned() } else { first };
            sink(Item::Problem(Problem::new(file, reason, fix).at(at.0, at.1).note()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_counted() {
        let tally = Tally::default();
        tally.no_place("the field “a”", (9, 1));
        tally.no_place("the field “a”", (2, 3));
        (0..1_000).for_each(|n| tally.no_place(&format!("the field “{n}”"), (10, 1)));
        let mut told = Vec::new();
        let sink: &mut Sink<'_> = &mut |item| {
            told.extend(match item {
                Item::Problem(problem) => Some(problem.to_string()),
                Item::Document(_) => None,
            });
            Ok(())
        };
        tally.tell("x.json", sink).unwrap();
        assert!(told.contains(
            &"x.json:2:3: the field “a” has no place in a project and was left out (2 times). Keep the file if you need it"
                .to_owned()
        ));
        assert!(told.len() <= KINDS + 1);
    }
}

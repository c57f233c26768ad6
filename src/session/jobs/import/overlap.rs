//! Two annotators' files over one text: found, told, and kept apart if that is asked for.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{folder_of, stem};
use crate::model::Place;

/// What of the files makes a set of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Apart {
    /// `budi.jsonl` and `sri.jsonl`: the sets budi and sri.
    File,
    /// `budi/a.ann` and `sri/a.ann`: the sets budi and sri.
    Folder,
}

impl Apart {
    /// The name of the set that a file's marks go to.
    pub(super) fn name(self, file: &str) -> &str {
        match self {
            Self::File => stem(file),
            Self::Folder => folder_of(file),
        }
    }
}

/// Two files, or folders, that mark the same articles otherwise than one another; or a file that marks what the set had
/// marked before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// `None`: the set’s marks from before the import.
    pub first: Option<String>,
    pub second: String,
    /// What of their paths tells them apart.
    pub by: Apart,
    pub articles: usize,
    /// The set that both went to.
    pub set: String,
}

/// Which file first marked what.
#[derive(Default)]
pub(super) struct Overlaps {
    files: Vec<String>,
    number: HashMap<String, u32>,
    first: HashMap<Place, u32>,
    found: BTreeMap<(Option<String>, String, Apart, String), usize>,
}

impl Overlaps {
    /// Marks of a file on a place; `differs`: they are not what is there already.
    pub(super) fn note(&mut self, file: &str, place: &Place, differs: bool) {
        let number = match self.number.get(file) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
                self.files.push(file.to_owned());
                self.number.insert(file.to_owned(), number);
                number
            }
        };
        let first = *self.first.entry(place.clone()).or_insert(number);
        if first == number || !differs {
            return;
        }
        let one = self.files.get(first as usize).map_or("", String::as_str);
        let (folders, stems) = ((folder_of(one), folder_of(file)), (stem(one), stem(file)));
        let (by, (one, other)) = if folders.0 != folders.1 { (Apart::Folder, folders) } else { (Apart::File, stems) };
        self.count(Some(one.to_owned()), other, by, place);
    }

    /// Marks of a file beside others that the person’s own set had on the place before the import.
    pub(super) fn note_before(&mut self, file: &str, place: &Place) {
        self.count(None, stem(file), Apart::File, place);
    }

    fn count(&mut self, one: Option<String>, other: &str, by: Apart, place: &Place) {
        *self.found.entry((one, other.to_owned(), by, place.set.to_string())).or_default() += 1;
    }

    pub(super) fn finish(self) -> Vec<Overlap> {
        let found = self.found.into_iter();
        found.map(|((first, second, by, set), articles)| Overlap { first, second, by, articles, set }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, SetId};

    #[test]
    fn what_tells_two_annotators_apart() {
        let mut overlaps = Overlaps::default();
        let place = |article| Place { set: SetId::new("s").unwrap(), article: ArticleId::new(article).unwrap() };
        for (file, article) in [
            ("brat/budi/a.ann", "a"),
            ("brat/budi/b.ann", "b"),
            ("brat/sri/a.ann", "a"),
            ("brat/sri/b.ann", "b"),
            ("x/admin.jsonl", "c"),
            ("x/budi.jsonl", "c"),
            ("x/budi.jsonl", "c"),
            ("teach.jsonl", "d"),
            ("teach.jsonl", "d"),
        ] {
            overlaps.note(file, &place(article), true);
        }
        let found = overlaps.finish();
        let said: Vec<_> =
            found.iter().map(|one| (one.first.as_deref(), one.second.as_str(), one.by, one.articles)).collect();
        assert_eq!(said, [(Some("admin"), "budi", Apart::File, 2), (Some("budi"), "sri", Apart::Folder, 2)]);
    }
}

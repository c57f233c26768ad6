//! Articles of the list that are chosen together, and how clicks and keys change which: no drawing.

use std::{collections::BTreeSet, ops::RangeInclusive};

use crate::{
    model::ArticleId,
    session::{Row, Rows},
};

/// How a row is picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// Put in, or taken out.
    Toggle,
    /// With everything from where the choice began.
    Range,
}

/// The list as it stands: positions of its rows, in its order.
#[derive(Clone, Copy)]
pub struct Listed<'a> {
    pub rows: &'a Rows,
    pub shown: &'a [usize],
}

impl<'a> Listed<'a> {
    pub fn at(self, place: usize) -> Option<&'a Row> {
        self.rows.at(*self.shown.get(place)?)
    }

    /// Where an article stands in it.
    pub fn place(self, id: &ArticleId) -> Option<usize> {
        let position = self.rows.position(id)?;
        self.shown.iter().position(|&shown| shown == position)
    }

    fn ids(self, places: RangeInclusive<usize>) -> impl Iterator<Item = ArticleId> {
        places.filter_map(move |place| self.at(place)).map(|row| row.meta.id.clone())
    }
}

/// What is chosen; nothing as long as work is about the open article alone.
#[derive(Debug, Default)]
pub struct ChosenArticles {
    ids: BTreeSet<ArticleId>,
    /// Where a range begins.
    anchor: Option<ArticleId>,
    /// The row that has the keyboard, or is to have it.
    pub at: Option<ArticleId>,
    /// It is brought into view and takes the keyboard in the next frame.
    pub focus: bool,
}

impl ChosenArticles {
    pub fn ids(&self) -> &BTreeSet<ArticleId> {
        &self.ids
    }

    pub fn holds(&self, id: &ArticleId) -> bool {
        self.ids.contains(id)
    }

    pub fn clear(&mut self) {
        self.ids.clear();
        self.anchor = None;
    }

    /// Picks a row by mouse or key; `open` is the article that stands beside the list, with which a choice begins.
    pub fn pick(&mut self, listed: Listed, id: &ArticleId, how: Pick, open: Option<&ArticleId>) {
        let begin = open.filter(|open| self.ids.is_empty() && listed.place(open).is_some());
        match how {
            Pick::Toggle => {
                self.ids.extend(begin.filter(|open| *open != id).cloned());
                if !self.ids.remove(id) {
                    self.ids.insert(id.clone());
                }
                self.anchor = Some(id.clone());
            }
            Pick::Range => {
                let anchor = self.anchor.take().or_else(|| begin.cloned()).unwrap_or_else(|| id.clone());
                let (Some(from), Some(to)) = (listed.place(&anchor).or_else(|| listed.place(id)), listed.place(id))
                else {
                    return;
                };
                self.ids = listed.ids(from.min(to)..=from.max(to)).collect();
                self.anchor = Some(anchor);
            }
        }
        self.at = Some(id.clone());
        self.focus = true;
    }

    /// Picks everything that is listed.
    pub fn all(&mut self, listed: Listed) {
        self.ids = listed.ids(0..=listed.shown.len().saturating_sub(1)).collect();
        self.focus = true;
    }

    /// Goes this many rows down; with Shift the choice is extended to there.
    pub fn step(&mut self, listed: Listed, by: isize, extend: bool, open: Option<&ArticleId>) {
        let last = listed.shown.len().saturating_sub(1);
        let here = self.at.as_ref().or(open).and_then(|id| listed.place(id)).unwrap_or(0);
        let Some(row) = listed.at(here.saturating_add_signed(by).min(last)) else { return };
        let id = row.meta.id.clone();
        if extend {
            if self.ids.is_empty() && self.anchor.is_none() {
                self.anchor.clone_from(&self.at);
            }
            self.pick(listed, &id, Pick::Range, open);
        } else {
            self.at = Some(id);
            self.focus = true;
        }
    }

    /// The keyboard goes to the first row, if that which it was to go to is not listed.
    pub fn begin_listed(&mut self, listed: Listed) {
        if self.at.as_ref().is_none_or(|id| listed.place(id).is_none()) {
            self.at = listed.at(0).map(|row| row.meta.id.clone());
        }
    }

    /// Forgets what is not in the list any more: nothing is done to what is not seen.
    pub fn keep_listed(&mut self, listed: Listed) {
        if self.ids.is_empty() && self.at.is_none() {
            return;
        }
        let there: BTreeSet<&ArticleId> =
            listed.shown.iter().filter_map(|&at| listed.rows.at(at)).map(|row| &row.meta.id).collect();
        self.ids.retain(|id| there.contains(id));
        for place in [&mut self.at, &mut self.anchor] {
            place.take_if(|id| !there.contains(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{ImportRequest, Session, Who};

    fn session(names: &[&str]) -> (tempfile::TempDir, Session) {
        let folder = tempfile::tempdir().expect("a folder");
        let source = folder.path().join("texts");
        std::fs::create_dir(&source).expect("made");
        for name in names {
            std::fs::write(source.join(format!("{name}.txt")), format!("Kabar {name}.")).expect("written");
        }
        let mut session = Session::create(&folder.path().join("p"), "P", Who::named("sri")).expect("a project");
        let ready = session.importer().run(&ImportRequest::of(&[source]), &Default::default(), |_| {});
        session.add_articles(ready).expect("added");
        (folder, session)
    }

    fn id(name: &str) -> ArticleId {
        ArticleId::new(name).expect("an id")
    }

    fn ids(chosen: &ChosenArticles) -> Vec<&str> {
        chosen.ids().iter().map(ArticleId::as_str).collect()
    }

    #[test]
    fn clicks_choose_as_lists_do() {
        let (_folder, session) = session(&["a", "b", "c", "d", "e"]);
        // In another order than by id, and without "b".
        let listed = Listed { rows: session.rows(), shown: &[4, 3, 2, 0] };
        let mut chosen = ChosenArticles::default();
        chosen.pick(listed, &id("c"), Pick::Toggle, Some(&id("e")));
        assert_eq!(ids(&chosen), ["c", "e"], "the open one is part of it");
        chosen.pick(listed, &id("a"), Pick::Range, Some(&id("e")));
        assert_eq!(ids(&chosen), ["a", "c"]);
        chosen.pick(listed, &id("d"), Pick::Range, Some(&id("e")));
        assert_eq!(ids(&chosen), ["c", "d"], "from the same beginning");
        chosen.pick(listed, &id("d"), Pick::Toggle, Some(&id("e")));
        assert_eq!(ids(&chosen), ["c"]);
        chosen.clear();
        chosen.pick(listed, &id("c"), Pick::Range, Some(&id("e")));
        assert_eq!(ids(&chosen), ["c", "d", "e"], "from the open one");
        chosen.all(listed);
        assert_eq!(ids(&chosen), ["a", "c", "d", "e"]);
        chosen.keep_listed(Listed { shown: &[4, 1], ..listed });
        assert_eq!(ids(&chosen), ["e"]);
    }

    #[test]
    fn keys_choose_from_where_they_are() {
        let (_folder, session) = session(&["a", "b", "c", "d"]);
        let listed = Listed { rows: session.rows(), shown: &[0, 1, 2, 3] };
        let mut chosen = ChosenArticles::default();
        chosen.step(listed, 1, false, Some(&id("a")));
        assert_eq!((ids(&chosen), chosen.at.clone()), (vec![], Some(id("b"))));
        chosen.step(listed, 1, true, Some(&id("a")));
        assert_eq!(ids(&chosen), ["b", "c"], "from the row that had the keyboard, not the open one");
        chosen.step(listed, 5, true, Some(&id("a")));
        assert_eq!(ids(&chosen), ["b", "c", "d"]);
        chosen.step(listed, -3, true, Some(&id("a")));
        assert_eq!(ids(&chosen), ["a", "b"]);
        let mut chosen = ChosenArticles::default();
        chosen.step(listed, -1, true, Some(&id("c")));
        assert_eq!(ids(&chosen), ["b", "c"]);
    }
}

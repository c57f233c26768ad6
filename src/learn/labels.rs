//! What a word can be: outside, or the first, inner, last or only word of a mention of some kind.

use crate::model::KindKey;

/// Outside of all mentions.
pub(super) const OUTSIDE: usize = 0;

const FIRST: usize = 0;
const INNER: usize = 1;
const LAST: usize = 2;
const ONLY: usize = 3;
const PLACES: usize = 4;

/// Numbers for the labels of some kinds: 0 is outside, then four a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labels {
    pub kinds: Vec<KindKey>,
}

impl Labels {
    /// The kinds are sorted, so that their order in the data does not matter.
    pub fn new(kinds: impl IntoIterator<Item = KindKey>) -> Self {
        let kinds: std::collections::BTreeSet<KindKey> = kinds.into_iter().collect();
        Self { kinds: kinds.into_iter().collect() }
    }

    pub fn len(&self) -> usize {
        1 + PLACES * self.kinds.len()
    }

    pub fn kind(&self, kind: &KindKey) -> Option<usize> {
        self.kinds.binary_search(kind).ok()
    }

    /// The label of a word in a mention: its number of `many` words, from 0.
    pub fn of(kind: usize, number: usize, many: usize) -> usize {
        let place = match number {
            0 if many == 1 => ONLY,
            0 => FIRST,
            last if last + 1 == many => LAST,
            _ => INNER,
        };
        1 + kind * PLACES + place
    }

    /// The kind of a label; none of outside.
    pub fn kind_of(label: usize) -> Option<usize> {
        label.checked_sub(1).map(|label| label / PLACES)
    }

    pub fn begins(label: usize) -> bool {
        label != OUTSIDE && matches!((label - 1) % PLACES, FIRST | ONLY)
    }

    pub fn ends(label: usize) -> bool {
        label != OUTSIDE && matches!((label - 1) % PLACES, LAST | ONLY)
    }

    /// Whether a word of the second label may stand right behind one of the first.
    pub fn may_follow(before: usize, after: usize) -> bool {
        let open = before != OUTSIDE && !Self::ends(before);
        let goes_on = after != OUTSIDE && !Self::begins(after);
        match (open, goes_on) {
            (true, true) => Self::kind_of(before) == Self::kind_of(after),
            (open, goes_on) => open == goes_on,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_whole() {
        let (first, inner, last, only) =
            (Labels::of(1, 0, 3), Labels::of(1, 1, 3), Labels::of(1, 2, 3), Labels::of(1, 0, 1));
        assert_eq!([first, inner, last, only], [5, 6, 7, 8]);
        let fine =
            [(OUTSIDE, first), (first, inner), (inner, last), (first, last), (last, only), (only, OUTSIDE), (last, 1)];
        let wrong = [(OUTSIDE, inner), (first, OUTSIDE), (first, only), (only, last), (first, 3), (inner, first)];
        assert!(fine.iter().all(|&(a, b)| Labels::may_follow(a, b)));
        assert!(wrong.iter().all(|&(a, b)| !Labels::may_follow(a, b)));
        assert_eq!((Labels::kind_of(OUTSIDE), Labels::kind_of(4), Labels::kind_of(5)), (None, Some(0), Some(1)));
    }
}

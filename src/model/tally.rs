//! How often each of some keys occurs. Knows nothing of what is counted.

/// Keys with their counts: a sorted list without room to spare, since a project of a hundred thousand articles holds
/// several for each. Law: no key stands twice or with 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<K>(Box<[(K, u32)]>);

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self(Box::default())
    }
}

impl<K: Ord + Clone> Tally<K> {
    /// Counts what comes.
    pub fn of<'a>(keys: impl Iterator<Item = &'a K>) -> Self
    where
        K: 'a,
    {
        let mut counts = std::collections::BTreeMap::<&K, u32>::new();
        keys.for_each(|key| *counts.entry(key).or_default() += 1);
        Self(counts.into_iter().map(|(key, count)| (key.clone(), count)).collect())
    }

    /// Counts that were made elsewhere, in any order; those of one key are added up.
    pub fn of_counts(counts: impl IntoIterator<Item = (K, u32)>) -> Self {
        let mut list: Vec<(K, u32)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
        list.sort_by(|a, b| a.0.cmp(&b.0));
        list.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 = if same { kept.1.saturating_add(next.1) } else { kept.1 };
            same
        });
        Self(list.into_boxed_slice())
    }

    /// The count of a key; 0 if it never came.
    pub fn get(&self, key: &K) -> usize {
        self.find(key).map_or(0, |at| self.0[at].1 as usize)
    }

    pub fn contains_key(&self, key: &K) -> bool {
        self.find(key).is_ok()
    }

    /// Keys in their order, with their counts.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&K, usize)> {
        self.0.iter().map(|(key, count)| (key, *count as usize))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All counts together.
    pub fn total(&self) -> usize {
        self.iter().map(|(_, count)| count).sum()
    }

    /// One more, or one fewer; none is fewer than none.
    pub fn step(&mut self, key: &K, up: bool) {
        match (self.find(key), up) {
            (Ok(at), true) => self.0[at].1 = self.0[at].1.saturating_add(1),
            (Ok(at), false) if self.0[at].1 > 1 => self.0[at].1 -= 1,
            (Ok(at), false) => self.rebuild(|list| drop(list.remove(at))),
            (Err(at), true) => self.rebuild(|list| list.insert(at, (key.clone(), 1))),
            (Err(_), false) => {}
        }
    }

    /// Puts another of the same value in place of each key: one that is shared.
    pub fn share(&mut self, shared: impl Fn(&K) -> K) {
        self.0.iter_mut().for_each(|(key, _)| *key = shared(key));
    }

    fn find(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(key))
    }

    fn rebuild(&mut self, change: impl FnOnce(&mut Vec<(K, u32)>)) {
        let mut list = std::mem::take(&mut self.0).into_vec();
        change(&mut list);
        self.0 = list.into_boxed_slice();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_up_and_down() {
        let mut tally = Tally::of(["b", "a", "b"].iter());
        assert_eq!(tally.iter().collect::<Vec<_>>(), [(&"a", 1), (&"b", 2)]);
        assert_eq!((tally.total(), tally.get(&"b"), tally.get(&"c")), (3, 2, 0));
        tally.step(&"c", true);
        tally.step(&"a", false);
        tally.step(&"a", false);
        tally.step(&"b", false);
        assert_eq!(tally, Tally::of(["c", "b"].iter()));
        assert_eq!(tally, Tally::of_counts([("c", 1), ("a", 0), ("b", 1)]));
        assert_eq!(Tally::of_counts([("c", 1), ("c", 2)]).get(&"c"), 3);
        assert!(!tally.contains_key(&"a") && Tally::<u8>::default().is_empty());
    }
}

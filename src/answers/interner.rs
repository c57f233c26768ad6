//! Numbers for keys, in the order in which they come: what is counted and compared often is a number, not a text.

use rustc_hash::FxHashMap;

pub(super) struct Interner<K> {
    places: FxHashMap<K, u32>,
    list: Vec<K>,
}

impl<K> Default for Interner<K> {
    fn default() -> Self {
        Self { places: FxHashMap::default(), list: Vec::new() }
    }
}

impl<K: Clone + Eq + std::hash::Hash> Interner<K> {
    /// The number of a key, which it has from now on.
    pub(super) fn place(&mut self, key: &K) -> u32 {
        if let Some(place) = self.places.get(key) {
            return *place;
        }
        let place = self.list.len() as u32;
        self.places.insert(key.clone(), place);
        self.list.push(key.clone());
        place
    }

    /// The number of a key that was met before.
    pub(super) fn known(&self, key: &K) -> Option<u32> {
        self.places.get(key).copied()
    }

    /// All keys, in the order of their numbers.
    pub(super) fn list(&self) -> &[K] {
        &self.list
    }
}

//! Words that rules know, and what they are good for. One lookup a word.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as Map;

use crate::lexicon::classes::{Class, LISTS};

static CLASSES: LazyLock<Map<&'static str, Class>> = LazyLock::new(|| {
    let mut classes: Map<_, Class> = Map::default();
    for (class, words) in LISTS {
        for word in words.split_ascii_whitespace() {
            let known = classes.entry(word).or_default();
            *known = known.or(*class);
        }
    }
    classes
});

/// The longest word of the table, in bytes.
const LONGEST: usize = 24;

/// What a word is good for, whatever its case; `-nya` and `-lah` behind it do not matter.
pub(super) fn class_of(word: &str) -> Class {
    let mut low = [0; LONGEST];
    let Some(low) = low.get_mut(..word.len()) else { return Class::default() };
    low.copy_from_slice(word.as_bytes());
    low.make_ascii_lowercase();
    let Ok(low) = std::str::from_utf8(low) else { return Class::default() };
    let classes = &*CLASSES;
    let stem = || low.strip_suffix("nya").or_else(|| low.strip_suffix("lah")).and_then(|stem| classes.get(stem));
    classes.get(low).or_else(stem).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_classes() {
        assert!(class_of("Mengusung").has(Class::NOMINATES));
        assert!(class_of("calonnya").has(Class::RUNNER) && class_of("KETUA").has(Class::ROLE));
        assert!(class_of("Wijiono").is_none() && class_of("").is_none());
        assert!(LISTS.iter().all(|(_, words)| words.split_whitespace().all(|word| word.len() <= LONGEST)));
    }
}

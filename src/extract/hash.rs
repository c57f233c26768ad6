//! A quick hash for the tables of rules. Does not know what is kept in them.

use std::hash::{BuildHasherDefault, Hasher};

/// A map by short words.
pub(super) type Map<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Fast>>;
/// A set of short words.
pub(super) type Set<K> = std::collections::HashSet<K, BuildHasherDefault<Fast>>;

/// The hash of FxHasher, eight bytes a step: keys are short, and nobody attacks these tables.
#[derive(Default)]
pub(super) struct Fast(u64);

impl Fast {
    fn add(&mut self, eight: u64) {
        self.0 = (self.0.rotate_left(5) ^ eight).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Fast {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((eight, more)) = rest.split_first_chunk::<8>() {
            self.add(u64::from_le_bytes(*eight));
            rest = more;
        }
        if let Some((four, more)) = rest.split_first_chunk::<4>() {
            self.add(u64::from(u32::from_le_bytes(*four)));
            rest = more;
        }
        if !rest.is_empty() {
            self.add(rest.iter().fold(0, |all, &byte| all << 8 | u64::from(byte)));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }

    fn write_u64(&mut self, eight: u64) {
        self.add(eight);
    }

    fn write_usize(&mut self, eight: usize) {
        self.add(eight as u64);
    }
}

//! A few bits of a word, by which a table knows most words that it has not without looking them up.

/// Some bits of a word: words of different signs are different, and most different words have different signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordSign(u16);

impl WordSign {
    pub fn of(word: &str) -> Self {
        Self::mixed(bytes(word.as_bytes()), word.len())
    }

    /// The same sign for capitals and small letters of ASCII.
    pub fn of_any_case(word: &str) -> Self {
        Self::mixed(bytes(word.as_bytes()) | 0x2020_2020_2020_2020, word.len())
    }

    fn mixed(bytes: u64, len: usize) -> Self {
        // The upper bits of a product depend on all bits of its factors.
        Self(((bytes ^ (len as u64) << 59).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as u16)
    }
}

/// The first eight bytes of a word; of a shorter one all of them, whatever their order.
fn bytes(word: &[u8]) -> u64 {
    match *word {
        [a, b, c, d, e, f, g, h, ..] => u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        [a, b, c, d, ..] => {
            let [.., w, x, y, z] = *word else { return 0 };
            u64::from_le_bytes([a, b, c, d, w, x, y, z])
        }
        [a, .., z] => u64::from_le_bytes([a, word[word.len() / 2], z, 0, 0, 0, 0, 0]),
        [a] => u64::from(a),
        [] => 0,
    }
}

/// The signs of the words of a table.
#[derive(Debug, Clone)]
pub struct WordSigns {
    bits: Box<[u64]>,
    /// By how much a sign is shortened: few words need few bits.
    shift: u32,
}

impl WordSigns {
    pub fn of(signs: impl Iterator<Item = WordSign>) -> Self {
        let signs: Vec<WordSign> = signs.collect();
        let shift = if signs.len() <= 512 { 4 } else { 0 };
        let mut bits = vec![0; (1 << (16 - shift)) / 64].into_boxed_slice();
        for sign in signs {
            let number = usize::from(sign.0 >> shift);
            bits[number / 64] |= 1 << (number % 64);
        }
        Self { bits, shift }
    }

    /// Whether a word of this sign may be in the table; `false` is sure.
    pub fn may_have(&self, sign: WordSign) -> bool {
        let number = usize::from(sign.0 >> self.shift);
        self.bits[number / 64] >> (number % 64) & 1 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_a_table_is_never_denied() {
        let words: Vec<String> = (0..2_000).map(|n| "abcdefghijklmn"[..n % 15].to_owned() + &n.to_string()).collect();
        for few in [&words[..100], &words] {
            let signs = WordSigns::of(few.iter().map(|word| WordSign::of(word)));
            assert!(few.iter().all(|word| signs.may_have(WordSign::of(word))));
            let others = (0..2_000).filter(|n| signs.may_have(WordSign::of(&format!("{n}-lain")))).count();
            assert!(others < 200, "{others} of 2000 others are looked up");
        }
        assert_eq!(WordSign::of_any_case("Partai"), WordSign::of_any_case("PARTAI"));
        assert_ne!(WordSign::of("Partai"), WordSign::of("partai"));
        for word in ["", "a", "ab", "abc", "abcd", "abcdefg", "é"] {
            assert_eq!(WordSign::of(word), WordSign::of(word));
        }
    }
}

//! The elusion test: of sentences in which nobody marked anything, a sample is read by a person; the share in which
//! something was missed comes with its interval.

use sha2::{Digest, Sha256};

/// The places of `wanted` of `all` things in a draw that depends on the seed and on their names alone: a thing keeps its
/// place in the draw when others come.
pub fn draw<'n>(names: impl Iterator<Item = &'n str>, wanted: usize, seed: u64) -> Vec<usize> {
    let hash = |name: &str| -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(seed.to_le_bytes());
        hash.update(name);
        hash.finalize().into()
    };
    let mut hashed: Vec<([u8; 32], usize)> = names.enumerate().map(|(at, name)| (hash(name), at)).collect();
    hashed.sort_unstable();
    let mut drawn: Vec<usize> = hashed.into_iter().take(wanted).map(|(_, at)| at).collect();
    drawn.sort_unstable();
    drawn
}

/// The exact interval of a share at 95 % (Clopper and Pearson, 1934); `None` where nothing was looked at.
pub fn interval(missed: usize, of: usize) -> Option<(f64, f64)> {
    if of == 0 || missed > of {
        return None;
    }
    // The least and the greatest share at which so few or so many would not be odd, one time in forty.
    let low = if missed == 0 { 0.0 } else { root(|share| 1.0 - at_most(missed - 1, of, share), 0.025) };
    let high = if missed == of { 1.0 } else { root(|share| 1.0 - at_most(missed, of, share), 0.975) };
    Some((low, high))
}

/// Where a growing function of a share is so much.
fn root(of: impl Fn(f64) -> f64, wanted: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        if of(middle) < wanted { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// The chance of at most so many of `of`, each with this share: the terms in logarithms, so that thousands do not vanish.
fn at_most(most: usize, of: usize, share: f64) -> f64 {
    if share <= 0.0 {
        return 1.0;
    }
    if share >= 1.0 {
        return if most >= of { 1.0 } else { 0.0 };
    }
    let (yes, no) = (share.ln(), (1.0 - share).ln());
    let mut choose = 0.0;
    let mut sum = 0.0;
    for count in 0..=most.min(of) {
        if count > 0 {
            choose += ((of - count + 1) as f64).ln() - (count as f64).ln();
        }
        sum += (choose + count as f64 * yes + (of - count) as f64 * no).exp();
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_as_in_tables() {
        let shown = |missed, of| interval(missed, of).map(|(low, high)| format!("{low:.4} {high:.4}"));
        // R: binom.test(0, 100), binom.test(3, 50), binom.test(10, 10).
        assert_eq!(shown(0, 100).as_deref(), Some("0.0000 0.0362"));
        assert_eq!(shown(3, 50).as_deref(), Some("0.0125 0.1655"));
        assert_eq!(shown(10, 10).as_deref(), Some("0.6915 1.0000"));
        assert_eq!(interval(0, 0), None);
        assert!(interval(5, 5_000).is_some_and(|(low, high)| low > 0.0 && high < 0.003));
    }

    #[test]
    fn a_draw_depends_on_seed_and_names() {
        let names: Vec<String> = (0..1_000).map(|n| format!("a{n}#0")).collect();
        let drawn = |seed| draw(names.iter().map(String::as_str), 50, seed);
        assert_eq!((drawn(1).len(), drawn(1)), (50, drawn(1)));
        assert_ne!(drawn(1), drawn(2));
        let more: Vec<&str> = names.iter().map(String::as_str).chain(["z"]).collect();
        let kept = draw(more.into_iter(), 50, 1).iter().filter(|at| drawn(1).contains(at)).count();
        assert!(kept >= 49);
    }
}

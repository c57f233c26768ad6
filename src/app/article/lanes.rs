//! How overlapping highlights share a line of text without hiding each other.

use crate::model::Span;

/// Gives each span (bytes) a lane: 0 lies next to the letters, higher ones further down. Spans that share a byte never
/// share a lane, and shorter ones lie nearer to the letters, so nested marks read from the inside out. Greedy interval
/// colouring; quadratic in the spans of one paragraph, which is all that it is asked for.
pub fn lanes(spans: &[Span]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|&at| (spans[at].len(), spans[at].start));
    let mut lanes = vec![usize::MAX; spans.len()];
    for &at in &order {
        let placed = order.iter().copied().filter(|&other| lanes[other] != usize::MAX);
        let met: Vec<usize> = placed.filter(|&other| spans[other].touches(spans[at])).collect();
        let inside = met.iter().filter(|&&other| spans[at].covers(spans[other]));
        let least = inside.map(|&other| lanes[other] + 1).max().unwrap_or(0);
        let free = (least..).find(|lane| met.iter().all(|&other| lanes[other] != *lane));
        lanes[at] = free.unwrap_or(least);
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn inner_marks_lie_nearer() {
        let spans = [Span::new(0, 20), Span::new(5, 10), Span::new(6, 8), Span::new(30, 35)];
        assert_eq!(lanes(&spans), [2, 1, 0, 0]);
    }

    proptest! {
        #[test]
        fn none_hides_another(spans in prop::collection::vec((0usize..60, 1usize..20), 0..30)) {
            let spans: Vec<Span> = spans.into_iter().map(|(s, l)| Span::new(s, s + l)).collect();
            let lanes = lanes(&spans);
            for a in 0..spans.len() {
                for b in 0..a {
                    prop_assert!(!spans[a].touches(spans[b]) || lanes[a] != lanes[b]);
                }
            }
        }
    }
}

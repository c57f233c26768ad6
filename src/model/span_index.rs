//! Which spans touch a range, without looking at all of them: an implicit, augmented interval tree over a sorted
//! list (the layout of Heng Li's cgranges, <https://github.com/lh3/cgranges>). Built in O(n log n), asked in
//! O(log n + found), so a frame never pays for spans that are off screen.

use super::Span;

/// Spans with a value each, sorted by start, then longest first.
#[derive(Debug, Clone)]
pub struct SpanIndex<T> {
    entries: Vec<(Span, T)>,
    /// For every inner node of the implicit tree: the largest end in its subtree.
    max_end: Vec<usize>,
    height: u32,
}

impl<T> Default for SpanIndex<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), max_end: Vec::new(), height: 0 }
    }
}

impl<T> SpanIndex<T> {
    pub fn new(spans: impl IntoIterator<Item = (Span, T)>) -> Self {
        let mut entries: Vec<(Span, T)> = spans.into_iter().collect();
        entries.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let (max_end, height) = augment(&entries);
        Self { entries, max_end, height }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All entries in reading order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Span, &T)> {
        self.entries.iter().map(|(span, value)| (*span, value))
    }

    /// The entry at a position in reading order.
    pub fn get(&self, position: usize) -> Option<(Span, &T)> {
        self.entries.get(position).map(|(span, value)| (*span, value))
    }

    /// How many entries begin before `offset` (bytes).
    pub fn starting_before(&self, offset: usize) -> usize {
        self.entries.partition_point(|(span, _)| span.start < offset)
    }

    /// Calls `found` with the position, span and value of every entry that shares a byte with `range`, in reading order.
    pub fn touching<'a>(&'a self, range: Span, mut found: impl FnMut(usize, Span, &'a T)) {
        let n = self.entries.len();
        if n == 0 || range.is_empty() {
            return;
        }
        // A node of height k covers 2^(k+1)-1 entries around its own position; `left` marks a finished left subtree.
        let mut stack = vec![((1usize << self.height) - 1, self.height, false)];
        while let Some((node, height, left_done)) = stack.pop() {
            if height <= 3 {
                let first = node >> height << height;
                let last = (first + (1 << (height + 1))).min(n + 1) - 1;
                for position in first..last {
                    let (span, value) = &self.entries[position];
                    if span.start >= range.end {
                        break;
                    }
                    if range.start < span.end {
                        found(position, *span, value);
                    }
                }
            } else if !left_done {
                let left = node - (1 << (height - 1));
                stack.push((node, height, true));
                if left >= n || self.max_end[left] > range.start {
                    stack.push((left, height - 1, false));
                }
            } else if node < n && self.entries[node].0.start < range.end {
                let (span, value) = &self.entries[node];
                if range.start < span.end {
                    found(node, *span, value);
                }
                stack.push((node + (1 << (height - 1)), height - 1, false));
            }
        }
    }

    /// The shortest entry that holds the byte at `offset`: the innermost of nested ones.
    pub fn innermost_at(&self, offset: usize) -> Option<(Span, &T)> {
        let mut best: Option<(Span, &T)> = None;
        self.touching(Span::new(offset, offset + 1), |_, span, value| {
            if best.is_none_or(|(other, _)| span.len() <= other.len()) {
                best = Some((span, value));
            }
        });
        best
    }
}

fn augment<T>(entries: &[(Span, T)]) -> (Vec<usize>, u32) {
    let n = entries.len();
    let mut max_end: Vec<usize> = entries.iter().map(|(span, _)| span.end).collect();
    if n == 0 {
        return (max_end, 0);
    }
    // `last` follows the rightmost path, whose right children lie beyond the list.
    let (mut last_node, mut last) = (0, 0);
    for node in (0..n).step_by(2) {
        last_node = node;
        last = max_end[node];
    }
    let mut height = 1;
    while 1usize << height <= n {
        let half = 1 << (height - 1);
        for node in ((half << 1) - 1..n).step_by(half << 2) {
            let left = max_end[node - half];
            let right = if node + half < n { max_end[node + half] } else { last };
            max_end[node] = max_end[node].max(left).max(right);
        }
        last_node = if last_node >> height & 1 == 1 { last_node - half } else { last_node + half };
        if last_node < n {
            last = last.max(max_end[last_node]);
        }
        height += 1;
    }
    (max_end, height - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_scan_finds(
            spans in prop::collection::vec((0usize..300, 1usize..60), 0..200),
            start in 0usize..320, len in 1usize..40,
        ) {
            let spans: Vec<Span> = spans.into_iter().map(|(s, l)| Span::new(s, s + l)).collect();
            let index = SpanIndex::new(spans.iter().copied().enumerate().map(|(i, s)| (s, i)));
            let range = Span::new(start, start + len);
            let mut found = Vec::new();
            index.touching(range, |position, span, &i| {
                assert_eq!(index.get(position), Some((span, &i)));
                found.push(i);
            });
            let mut expected: Vec<usize> = (0..spans.len()).filter(|&i| spans[i].touches(range)).collect();
            expected.sort_by_key(|&i| (spans[i].start, std::cmp::Reverse(spans[i].end), i));
            prop_assert_eq!(&found, &expected);
            let shortest = spans.iter().filter(|s| s.holds(start)).map(|s| s.len()).min();
            prop_assert_eq!(index.innermost_at(start).map(|(s, _)| s.len()), shortest);
        }
    }
}

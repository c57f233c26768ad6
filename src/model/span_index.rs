//! Which spans touch a range, without looking at all of them: an interval tree in reading order that follows single
//! changes, so that neither a frame nor an edit pays for spans that are elsewhere.
//!
//! A randomised search tree (Martínez and Roura, “Randomized binary search trees”, J. ACM 45, 1998), in which every
//! node also knows how many entries its subtree has and the largest end in it. It is built in O(n log n); everything
//! else takes O(log n) steps on average, and what is found besides.

use std::cmp::{Ordering, Reverse};

use super::Span;

/// Spans with a value each, in reading order: by start, then longest first, then by value. Equal entries may be there
/// more than once.
#[derive(Debug, Clone)]
pub struct SpanIndex<T> {
    root: NodeLink<T>,
    /// State of the coin that keeps the tree level; the same changes make the same tree.
    coin: u64,
}

type NodeLink<T> = Option<Box<TreeNode<T>>>;

#[derive(Debug, Clone)]
struct TreeNode<T> {
    span: Span,
    value: T,
    left: NodeLink<T>,
    right: NodeLink<T>,
    /// Entries in this subtree.
    count: usize,
    /// The largest end in this subtree.
    max_end: usize,
}

impl<T> Default for SpanIndex<T> {
    fn default() -> Self {
        Self { root: None, coin: 0x9E37_79B9_7F4A_7C15 }
    }
}

impl<T: Ord> SpanIndex<T> {
    pub fn new(spans: impl IntoIterator<Item = (Span, T)>) -> Self {
        let mut entries: Vec<(Span, T)> = spans.into_iter().collect();
        entries.sort_by(|a, b| order(a.0, &a.1, b.0, &b.1));
        let count = entries.len();
        Self { root: level(&mut entries.into_iter(), count), ..Self::default() }
    }

    pub fn insert(&mut self, span: Span, value: T) {
        let root = self.root.take();
        self.root = Some(self.insert_in(root, span, value));
    }

    /// Takes one such entry out; returns whether there was one.
    pub fn remove(&mut self, span: Span, value: &T) -> bool {
        let before = self.len();
        let root = self.root.take();
        self.root = self.remove_in(root, span, value);
        self.len() < before
    }

    fn insert_in(&mut self, link: NodeLink<T>, span: Span, value: T) -> Box<TreeNode<T>> {
        // Any of the entries is the root with the same chance, the new one as well.
        if self.toss(count(&link) + 1) == 0 {
            let (left, right) = split(link, span, &value);
            return TreeNode::over(span, value, left, right);
        }
        match link {
            None => TreeNode::over(span, value, None, None),
            Some(mut node) => {
                if order(span, &value, node.span, &node.value) == Ordering::Less {
                    node.left = Some(self.insert_in(node.left.take(), span, value));
                } else {
                    node.right = Some(self.insert_in(node.right.take(), span, value));
                }
                node.sum();
                node
            }
        }
    }

    fn remove_in(&mut self, link: NodeLink<T>, span: Span, value: &T) -> NodeLink<T> {
        let mut node = link?;
        match order(span, value, node.span, &node.value) {
            Ordering::Less => node.left = self.remove_in(node.left.take(), span, value),
            Ordering::Greater => node.right = self.remove_in(node.right.take(), span, value),
            Ordering::Equal => return self.join(node.left, node.right),
        }
        node.sum();
        Some(node)
    }

    /// One tree of two, of which the first lies before the second.
    fn join(&mut self, first: NodeLink<T>, second: NodeLink<T>) -> NodeLink<T> {
        let (mut first, mut second) = match (first, second) {
            (Some(first), Some(second)) => (first, second),
            (one, other) => return one.or(other),
        };
        if self.toss(first.count + second.count) < first.count {
            first.right = self.join(first.right.take(), Some(second));
            first.sum();
            Some(first)
        } else {
            second.left = self.join(Some(first), second.left.take());
            second.sum();
            Some(second)
        }
    }

    /// A number below `sides` (xorshift64, Marsaglia 2003).
    fn toss(&mut self, sides: usize) -> usize {
        self.coin ^= self.coin << 13;
        self.coin ^= self.coin >> 7;
        self.coin ^= self.coin << 17;
        (self.coin % sides as u64) as usize
    }
}

impl<T> SpanIndex<T> {
    pub fn len(&self) -> usize {
        count(&self.root)
    }

    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// All entries in reading order.
    pub fn iter(&self) -> impl Iterator<Item = (Span, &T)> {
        let mut above: Vec<&TreeNode<T>> = Vec::new();
        let mut next = self.root.as_deref();
        std::iter::from_fn(move || {
            while let Some(node) = next {
                above.push(node);
                next = node.left.as_deref();
            }
            let node = above.pop()?;
            next = node.right.as_deref();
            Some((node.span, &node.value))
        })
    }

    /// The entry at a position in reading order.
    pub fn get(&self, position: usize) -> Option<(Span, &T)> {
        let (mut link, mut position) = (&self.root, position);
        while let Some(node) = link {
            let before = count(&node.left);
            match position.cmp(&before) {
                Ordering::Less => link = &node.left,
                Ordering::Equal => return Some((node.span, &node.value)),
                Ordering::Greater => {
                    position -= before + 1;
                    link = &node.right;
                }
            }
        }
        None
    }

    /// How many entries begin before `offset` (bytes): the position of the first that does not.
    pub fn starting_before(&self, offset: usize) -> usize {
        let (mut link, mut before) = (&self.root, 0);
        while let Some(node) = link {
            if node.span.start < offset {
                before += count(&node.left) + 1;
                link = &node.right;
            } else {
                link = &node.left;
            }
        }
        before
    }

    /// Calls `found` with the position, span and value of every entry that shares a byte with `range`, in reading order.
    pub fn touching<'a>(&'a self, range: Span, mut found: impl FnMut(usize, Span, &'a T)) {
        if !range.is_empty() {
            touching(&self.root, 0, range, &mut found);
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

impl<T> TreeNode<T> {
    fn over(span: Span, value: T, left: NodeLink<T>, right: NodeLink<T>) -> Box<Self> {
        let mut node = Box::new(Self { span, value, left, right, count: 0, max_end: 0 });
        node.sum();
        node
    }

    /// Counts again after a subtree changed.
    fn sum(&mut self) {
        let below = [&self.left, &self.right].into_iter().flatten();
        (self.count, self.max_end) =
            below.fold((1, self.span.end), |sum, node| (sum.0 + node.count, sum.1.max(node.max_end)));
    }
}

fn count<T>(link: &NodeLink<T>) -> usize {
    link.as_ref().map_or(0, |node| node.count)
}

fn order<T: Ord>(a: Span, a_value: &T, b: Span, b_value: &T) -> Ordering {
    (a.start, Reverse(a.end)).cmp(&(b.start, Reverse(b.end))).then_with(|| a_value.cmp(b_value))
}

/// A level tree of the next `count` entries, which are in order.
fn level<T>(entries: &mut impl Iterator<Item = (Span, T)>, count: usize) -> NodeLink<T> {
    if count == 0 {
        return None;
    }
    let left = level(entries, count / 2);
    let (span, value) = entries.next()?;
    let right = level(entries, count - count / 2 - 1);
    Some(TreeNode::over(span, value, left, right))
}

/// What lies before an entry, and the rest.
fn split<T: Ord>(link: NodeLink<T>, span: Span, value: &T) -> (NodeLink<T>, NodeLink<T>) {
    let Some(mut node) = link else { return (None, None) };
    if order(span, value, node.span, &node.value) == Ordering::Less {
        let (before, after) = split(node.left.take(), span, value);
        node.left = after;
        node.sum();
        (before, Some(node))
    } else {
        let (before, after) = split(node.right.take(), span, value);
        node.right = before;
        node.sum();
        (Some(node), after)
    }
}

fn touching<'a, T>(link: &'a NodeLink<T>, first: usize, range: Span, found: &mut impl FnMut(usize, Span, &'a T)) {
    let Some(node) = link.as_deref().filter(|node| node.max_end > range.start) else { return };
    touching(&node.left, first, range, found);
    if node.span.start < range.end {
        let here = first + count(&node.left);
        if range.start < node.span.end {
            found(here, node.span, &node.value);
        }
        touching(&node.right, here + 1, range, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn height<T>(link: &NodeLink<T>) -> usize {
        link.as_ref().map_or(0, |node| 1 + height(&node.left).max(height(&node.right)))
    }

    fn spans(most: usize) -> impl Strategy<Value = Vec<Span>> {
        // Few starts and lengths, so that many are nested or stacked.
        let span = (0usize..300, 1usize..60).prop_map(|(start, len)| Span::new(start, start + len));
        prop::collection::vec(span, 0..most)
    }

    proptest! {
        #[test]
        fn finds_what_a_scan_finds(
            begin in spans(120), more in spans(120), gone in prop::collection::vec(any::<prop::sample::Index>(), 0..120),
            start in 0usize..380, len in 1usize..40,
        ) {
            let mut there: Vec<(Span, usize)> = begin.iter().copied().zip(0..).collect();
            let mut index = SpanIndex::new(there.iter().copied());
            for (number, span) in more.iter().enumerate() {
                index.insert(*span, 1000 + number);
                there.push((*span, 1000 + number));
            }
            for at in gone {
                if !there.is_empty() {
                    let (span, value) = there.swap_remove(at.index(there.len()));
                    prop_assert!(index.remove(span, &value));
                    prop_assert!(!index.remove(span, &value));
                }
            }
            there.sort_by_key(|(span, value)| (span.start, Reverse(span.end), *value));
            prop_assert_eq!(index.len(), there.len());
            prop_assert_eq!(index.iter().map(|(span, value)| (span, *value)).collect::<Vec<_>>(), there.clone());
            for (at, (span, value)) in there.iter().enumerate() {
                prop_assert_eq!(index.get(at), Some((*span, value)));
            }
            prop_assert_eq!(index.get(there.len()), None);
            prop_assert_eq!(index.starting_before(start), there.iter().filter(|(span, _)| span.start < start).count());
            let range = Span::new(start, start + len);
            let mut found = Vec::new();
            index.touching(range, |position, span, value| found.push((position, span, *value)));
            let scan = there.iter().enumerate().filter(|(_, (span, _))| span.touches(range));
            let expected: Vec<_> = scan.map(|(at, (span, value))| (at, *span, *value)).collect();
            prop_assert_eq!(found, expected);
            let shortest = there.iter().map(|(span, _)| span).filter(|s| s.holds(start)).map(|s| s.len()).min();
            prop_assert_eq!(index.innermost_at(start).map(|(span, _)| span.len()), shortest);
        }
    }

    #[test]
    fn stays_level_whatever_the_order() {
        let mut index = SpanIndex::default();
        for number in 0..20_000 {
            index.insert(Span::new(number, number + 5), number);
        }
        for number in 0..10_000 {
            assert!(index.remove(Span::new(number, number + 5), &number));
        }
        assert_eq!(index.len(), 10_000);
        // 14 would be perfect; a random tree is about twice that, and never anywhere near a list.
        assert!(height(&index.root) < 50, "{}", height(&index.root));
    }

    #[test]
    fn equal_entries_may_be_there_twice() {
        let span = Span::new(3, 5);
        let mut index = SpanIndex::new([(span, 1), (span, 1)]);
        assert!(index.remove(span, &1));
        assert_eq!(index.len(), 1);
        index.insert(span, 0);
        assert_eq!(index.get(0), Some((span, &0)));
    }
}

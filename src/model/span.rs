//! A half-open range of bytes, and how two of them can lie.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open, non-empty range of **bytes** `[start, end)` of an article's text, on character borders.
///
/// ```text
///            ┌── a ──┐
/// Apart      ·       ·  ┌ b ┐
/// Adjacent   ·       ┌ b ┐       a.end == b.start
/// Overlapping·    ┌ b ──┐        each has bytes that the other has not
/// Contains   · ┌ b ┐ ·           b is nested in a (or the other way: Inside)
/// Stacked    ┌── b ──┐           the same bytes
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

/// How one span lies to another; see the drawing at [`Span`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanRelation {
    Apart,
    Adjacent,
    Overlapping,
    Contains,
    Inside,
    Stacked,
}

impl Span {
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Number of bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the byte at `offset` belongs to the span.
    pub const fn holds(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether every byte of `other` belongs to this span.
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether they share at least one byte.
    pub const fn touches(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn relation(self, other: Self) -> SpanRelation {
        if self == other {
            SpanRelation::Stacked
        } else if self.end == other.start || other.end == self.start {
            SpanRelation::Adjacent
        } else if !self.touches(other) {
            SpanRelation::Apart
        } else if self.covers(other) {
            SpanRelation::Contains
        } else if other.covers(self) {
            SpanRelation::Inside
        } else {
            SpanRelation::Overlapping
        }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_mutual() {
        let spans: Vec<Span> = (0..5).flat_map(|s| (s + 1..6).map(move |e| Span::new(s, e))).collect();
        for &a in &spans {
            for &b in &spans {
                let back = match a.relation(b) {
                    SpanRelation::Contains => SpanRelation::Inside,
                    SpanRelation::Inside => SpanRelation::Contains,
                    same => same,
                };
                assert_eq!(b.relation(a), back, "{a:?} {b:?}");
                assert_eq!(a.touches(b), !matches!(back, SpanRelation::Apart | SpanRelation::Adjacent));
            }
        }
    }
}

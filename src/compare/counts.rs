//! How many items two sides have in common, and the shares that follow. Undefined is `None`, never 0 or 1.

use serde::Serialize;

/// How many items both sides have, and each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PairCounts {
    pub both: usize,
    pub gold: usize,
    pub predicted: usize,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    pub right: usize,
    pub all: usize,
}

impl PairCounts {
    pub fn add(&mut self, other: Self) {
        self.both += other.both;
        self.gold += other.gold;
        self.predicted += other.predicted;
    }

    /// Undefined where nothing is predicted.
    pub fn precision(self) -> Option<f64> {
        share(self.both as f64, self.predicted as f64)
    }

    /// Undefined where there is no gold.
    pub fn recall(self) -> Option<f64> {
        share(self.both as f64, self.gold as f64)
    }

    /// Undefined where neither side has anything.
    pub fn f1(self) -> Option<f64> {
        share(2.0 * self.both as f64, (self.gold + self.predicted) as f64)
    }
}

impl Share {
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.all += other.all;
    }

    /// Undefined of nothing.
    pub fn share(self) -> Option<f64> {
        share(self.right as f64, self.all as f64)
    }
}

/// A part of a whole; undefined of nothing.
pub(super) fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// As a machine reads it: the counts and what follows from them, `null` where that is undefined.
impl Serialize for PairCounts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut counts = serializer.serialize_struct("Counts", 6)?;
        counts.serialize_field("both", &self.both)?;
        counts.serialize_field("gold", &self.gold)?;
        counts.serialize_field("predicted", &self.predicted)?;
        counts.serialize_field("precision", &self.precision())?;
        counts.serialize_field("recall", &self.recall())?;
        counts.serialize_field("f1", &self.f1())?;
        counts.end()
    }
}

impl Serialize for Share {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut share = serializer.serialize_struct("Share", 3)?;
        share.serialize_field("right", &self.right)?;
        share.serialize_field("all", &self.all)?;
        share.serialize_field("share", &self.share())?;
        share.end()
    }
}

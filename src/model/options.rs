//! What a project decides for all who work on it: so that everyone codes under the same conditions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ArticleId, GazetteerChoice, Zone};

/// How a project is worked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// In so many of a hundred articles no suggestions are shown, to measure what people mark without them.
    #[serde(skip_serializing_if = "is_default")]
    pub hold_back: u8,
    /// Another number chooses other articles to hold back.
    #[serde(skip_serializing_if = "is_default")]
    pub seed: u64,
    /// Nobody sees another person's marks, unless to decide into gold.
    #[serde(skip_serializing_if = "is_true")]
    pub blind: bool,
    /// Which names are known besides the project's own. It stands in `project.ron` beside the options.
    #[serde(skip_serializing_if = "is_default")]
    pub gazetteer: GazetteerChoice,
    /// The clock of the readers, if it is said; see [`Options::zone`].
    #[serde(skip_serializing_if = "is_default")]
    pub zone: Option<Zone>,
}

/// The most that may be held back, in percent.
pub const MOST_HELD_BACK: u8 = 50;

impl Default for Options {
    fn default() -> Self {
        Self { hold_back: 0, seed: 0, blind: true, gazetteer: GazetteerChoice::default(), zone: None }
    }
}

impl Options {
    /// Under which conditions people coded, by name, for whoever reads an export. Nothing where all is as delivered: they
    /// worked blind, and nothing was held back.
    pub fn told(&self) -> BTreeMap<String, String> {
        let mut values = Vec::new();
        if (Self { gazetteer: GazetteerChoice::default(), zone: None, ..self.clone() }) != Self::default() {
            values.push(("blind", self.blind.to_string()));
            values.push(("held_back_percent", self.hold_back.to_string()));
            values.push(("held_back_seed", self.seed.to_string()));
        }
        if !is_default(&self.gazetteer) {
            values.push(("gazetteer", self.gazetteer.told()));
        }
        if let Some(zone) = self.zone {
            values.push(("zone", zone.to_string()));
        }
        values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The clock by which moments become days: as said, else that of Jakarta where the names are Indonesia's; else nobody
    /// knows it.
    pub fn zone(&self) -> Option<Zone> {
        let delivered = || matches!(self.gazetteer, GazetteerChoice::Delivered(_)).then_some(Zone::JAKARTA);
        self.zone.or_else(delivered)
    }

    /// Whether nothing is suggested in this article: by a hash of its id and the seed, so that it stays so.
    pub fn holds_back(&self, article: &ArticleId) -> bool {
        let mut hash = 0xcbf2_9ce4_8422_2325 ^ self.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for byte in article.as_str().bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        // The low bits of this hash know too little of the first bytes.
        (hash >> 32) % 100 < u64::from(self.hold_back.min(MOST_HELD_BACK))
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn is_true(value: &bool) -> bool {
    *value
}

//! A status or a stance as a project has it: what it is called, how it looks, and what it means to ledgers and networks.

use serde::{Deserialize, Serialize};

use super::{Certainty, Colour, Stance};
use crate::message::Names;

/// One of the statuses or stances that a person chooses from. What is left out is as the program has it for its own keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceScheme<K> {
    pub key: K,
    pub names: Names,
    /// By which words of a text it is known.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub help: Names,
    /// A key of a project's own must have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign: Option<ChoiceSign>,
    /// How firm it is among those of its sign, from 1. A `plus` of rank 1 is decided: nobody stands for two tickets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub glyph: Option<Glyph>,
    /// On a light ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    /// On a dark ground; without it, as on a light one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dark: Option<Colour>,
}

/// Whether a status or stance says yes to what a statement says, no, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceSign {
    Plus,
    Minus,
    Neutral,
}

/// A small form that tells a status or a stance beside its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Glyph {
    Disc,
    Ring,
    Triangle,
    Wedge,
    Square,
    Block,
    Diamond,
    Gem,
    Cross,
    Dash,
}

/// What a status says to a ledger, to last words and to ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusSense {
    /// Yes, and decided.
    Decided,
    /// Yes, as far as it goes.
    Explored,
    /// What others hope for: no word of the party's own.
    Wished,
    /// No: it takes back what it names.
    Refused,
    /// It was so, and says nothing of today.
    Past,
    /// The party stands against, or takes no side in, what it says nothing of by that: it is with nobody, and answers nobody.
    Aside,
    /// Nobody said, or the scheme does not know it.
    Unsaid,
}

/// The sense of a status, and how firm it is among those of the same sense, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusMeaning {
    pub sense: StatusSense,
    pub rank: u8,
}

/// The rank of what nobody said.
const LAST: u8 = u8::MAX;

impl ChoiceSign {
    pub const ALL: [Self; 3] = [Self::Plus, Self::Minus, Self::Neutral];

    /// `+`, `−`, or a dot.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "−",
            Self::Neutral => "·",
        }
    }

    /// That of two together: who is against the same stands together. `None`: one of them takes no side.
    pub fn together(self, other: Self) -> Option<bool> {
        (self != Self::Neutral && other != Self::Neutral).then_some(self == other)
    }
}

impl Glyph {
    pub const ALL: [Self; 10] = [
        Self::Disc,
        Self::Ring,
        Self::Triangle,
        Self::Wedge,
        Self::Square,
        Self::Block,
        Self::Diamond,
        Self::Gem,
        Self::Cross,
        Self::Dash,
    ];

    /// In text.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Disc => "●",
            Self::Ring => "○",
            Self::Triangle => "△",
            Self::Wedge => "▲",
            Self::Square => "□",
            Self::Block => "■",
            Self::Diamond => "◇",
            Self::Gem => "◆",
            Self::Cross => "✗",
            Self::Dash => "–",
        }
    }

    /// That of a key without one of its own: filled for yes, crossed for no.
    fn of_sign(sign: ChoiceSign) -> Self {
        match sign {
            ChoiceSign::Plus => Self::Gem,
            ChoiceSign::Minus => Self::Cross,
            ChoiceSign::Neutral => Self::Diamond,
        }
    }
}

impl StatusSense {
    /// Whether it says on its own that parties stand together or for a ticket.
    pub fn affirms(self) -> bool {
        matches!(self, Self::Decided | Self::Explored)
    }

    /// Whether others count on the party by it, which has not answered.
    pub fn hopes(self) -> bool {
        matches!(self, Self::Wished | Self::Unsaid)
    }

    /// Whether it says that something is not, or no longer, so.
    pub fn ends(self) -> bool {
        matches!(self, Self::Refused | Self::Past)
    }
}

impl StatusMeaning {
    /// What it means for a party that stands so to what is said: who is against it says no to what others decide or explore.
    /// Who is against what is no more than hoped for, refused or open is in none of it, as is who takes no side.
    pub fn seen_by(self, side: ChoiceSign) -> Self {
        let sense = match (side, self.sense) {
            (ChoiceSign::Plus, sense) | (_, sense @ StatusSense::Past) => sense,
            (ChoiceSign::Minus, StatusSense::Decided | StatusSense::Explored) => StatusSense::Refused,
            (ChoiceSign::Minus | ChoiceSign::Neutral, _) => StatusSense::Aside,
        };
        Self { sense, ..self }
    }
}

/// What the program knows of a status or a stance by its key alone.
pub trait BuiltInChoice: Copy + Eq + Ord + std::hash::Hash + std::fmt::Display + 'static {
    /// What nobody said.
    const OPEN: Self;

    /// `None`: a key of a project's own.
    fn own_sign(self) -> Option<ChoiceSign>;
    /// From 1; `None`: a key of a project's own.
    fn own_rank(self) -> Option<u8>;
    fn own_glyph(self) -> Option<Glyph>;
}

impl BuiltInChoice for Certainty {
    const OPEN: Self = Self::Open;

    fn own_sign(self) -> Option<ChoiceSign> {
        match self {
            Self::Confirmed | Self::Exploring => Some(ChoiceSign::Plus),
            Self::Denied => Some(ChoiceSign::Minus),
            Self::Hoped | Self::Past | Self::Open => Some(ChoiceSign::Neutral),
            Self::Own(_) => None,
        }
    }

    fn own_rank(self) -> Option<u8> {
        match self {
            Self::Confirmed | Self::Denied => Some(1),
            Self::Exploring => Some(2),
            Self::Hoped => Some(3),
            Self::Past => Some(4),
            Self::Open => Some(LAST),
            Self::Own(_) => None,
        }
    }

    fn own_glyph(self) -> Option<Glyph> {
        match self {
            Self::Confirmed => Some(Glyph::Disc),
            Self::Exploring => Some(Glyph::Ring),
            Self::Hoped => Some(Glyph::Triangle),
            Self::Denied => Some(Glyph::Cross),
            Self::Past => Some(Glyph::Square),
            Self::Open => Some(Glyph::Dash),
            Self::Own(_) => None,
        }
    }
}

/// Whoever is named as a backer stands for the ticket, also where nobody said how.
impl BuiltInChoice for Stance {
    const OPEN: Self = Self::Open;

    fn own_sign(self) -> Option<ChoiceSign> {
        (!matches!(self, Self::Own(_))).then_some(ChoiceSign::Plus)
    }

    fn own_rank(self) -> Option<u8> {
        match self {
            Self::Nominating => Some(1),
            Self::Supporting => Some(2),
            Self::Member => Some(3),
            Self::Open => Some(LAST),
            Self::Own(_) => None,
        }
    }

    fn own_glyph(self) -> Option<Glyph> {
        match self {
            Self::Nominating => Some(Glyph::Block),
            Self::Supporting => Some(Glyph::Square),
            Self::Member => Some(Glyph::Diamond),
            Self::Open => Some(Glyph::Dash),
            Self::Own(_) => None,
        }
    }
}

impl<K: BuiltInChoice> ChoiceScheme<K> {
    /// One with nothing but its names.
    pub fn new(key: K, names: Names, help: Names) -> Self {
        Self { key, names, help, sign: None, rank: None, glyph: None, colour: None, dark: None }
    }

    pub fn sign(&self) -> ChoiceSign {
        self.sign.or(self.key.own_sign()).unwrap_or(ChoiceSign::Neutral)
    }

    /// A key of one's own that is told none is never decided.
    pub fn rank(&self) -> u8 {
        self.rank.or(self.key.own_rank()).unwrap_or(match self.sign() {
            ChoiceSign::Plus => 2,
            ChoiceSign::Minus => 1,
            ChoiceSign::Neutral => 3,
        })
    }

    pub fn glyph(&self) -> Glyph {
        self.glyph.or(self.key.own_glyph()).unwrap_or(Glyph::of_sign(self.sign()))
    }

    /// Its colour on a ground, if it has one of its own.
    pub fn colour_on(&self, dark: bool) -> Option<Colour> {
        if dark { self.dark.or(self.colour) } else { self.colour }
    }
}

impl ChoiceScheme<Certainty> {
    pub fn meaning(&self) -> StatusMeaning {
        let rank = self.rank();
        let sense = match (self.sign(), self.key) {
            (ChoiceSign::Plus, _) if rank == 1 => StatusSense::Decided,
            (ChoiceSign::Plus, _) => StatusSense::Explored,
            (ChoiceSign::Minus, _) => StatusSense::Refused,
            (ChoiceSign::Neutral, Certainty::Past) => StatusSense::Past,
            (ChoiceSign::Neutral, Certainty::Open) => StatusSense::Unsaid,
            (ChoiceSign::Neutral, _) => StatusSense::Wished,
        };
        StatusMeaning { sense, rank }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(key: &str, sign: Option<ChoiceSign>, rank: Option<u8>) -> StatusSense {
        let key = Certainty::new(key).unwrap();
        ChoiceScheme { sign, rank, ..ChoiceScheme::new(key, Names::default(), Names::default()) }.meaning().sense
    }

    #[test]
    fn what_the_program_knows_means_what_it_always_meant() {
        let senses = ["confirmed", "exploring", "hoped", "denied", "past", "open"].map(|key| status(key, None, None));
        use StatusSense::{Decided, Explored, Past, Refused, Unsaid, Wished};
        assert_eq!(senses, [Decided, Explored, Wished, Refused, Past, Unsaid]);
    }

    #[test]
    fn a_key_of_ones_own_means_what_its_sign_and_rank_say() {
        use ChoiceSign::{Minus, Neutral, Plus};
        assert_eq!(status("nominated", Some(Plus), None), StatusSense::Explored, "never the stronger one");
        assert_eq!(status("nominated", Some(Plus), Some(1)), StatusSense::Decided);
        assert_eq!(status("dissolved", Some(Minus), None), StatusSense::Refused);
        assert_eq!(status("rumoured", Some(Neutral), Some(1)), StatusSense::Wished);
        assert_eq!(status("hoped", Some(Plus), None), StatusSense::Explored, "a known one may be told otherwise");
    }

    #[test]
    fn who_stands_against_what_is_decided_says_no_to_it() {
        let decided = StatusMeaning { sense: StatusSense::Decided, rank: 1 };
        let seen = |side| decided.seen_by(side).sense;
        let senses = ChoiceSign::ALL.map(seen);
        assert_eq!(senses, [StatusSense::Decided, StatusSense::Refused, StatusSense::Aside]);
        for sense in [StatusSense::Wished, StatusSense::Refused, StatusSense::Unsaid] {
            let against = StatusMeaning { sense, rank: 1 }.seen_by(ChoiceSign::Minus).sense;
            assert_eq!(against, StatusSense::Aside, "who is against {sense:?} is not hoped for");
        }
        assert_eq!(ChoiceSign::Minus.together(ChoiceSign::Minus), Some(true));
        assert_eq!(ChoiceSign::Minus.together(ChoiceSign::Plus), Some(false));
        assert_eq!(ChoiceSign::Neutral.together(ChoiceSign::Plus), None);
    }
}

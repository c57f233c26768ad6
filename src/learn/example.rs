//! What the learner is taught with and what it answers.

use crate::model::{KindKey, Span, Text};

/// What rules say of a place in a text. The learner takes it as a hint, and finds out how far it can be trusted.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleHint {
    /// Bytes of the text.
    pub span: Span,
    pub kind: KindKey,
    /// The rule's name: hints of one rule are trusted alike.
    pub rule: String,
    /// 0 to 1.
    pub score: f32,
}

/// An article that a person has finished. Nothing else in it is a mention.
#[derive(Debug, Clone)]
pub struct Example {
    pub text: Text,
    /// Bytes and kind of every mention, in any order. Of mentions that overlap the longest is learned.
    pub mentions: Vec<(Span, KindKey)>,
    /// What the rules say of the text **without** having been told the names in it: what a person has decided here
    /// would otherwise look like something that rules find anywhere.
    pub hints: Vec<RuleHint>,
}

/// A mention that the learner proposes.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Bytes of the text.
    pub span: Span,
    pub kind: KindKey,
    /// 0 to 1: how likely exactly these words are a mention of exactly this kind.
    pub score: f32,
}

/// What the learner says of a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LearnedReading {
    /// The most likely mentions, in reading order; none overlap.
    pub predictions: Vec<Prediction>,
    /// How likely each hint is right, in the order of the hints, 0 to 1.
    pub hints: Vec<f32>,
}

//! What is selected in the article and how mouse and keys change it: a pure state machine over byte offsets.

use std::{collections::HashSet, sync::Arc};

use crate::{
    lexicon::sentence_at,
    model::{
        DecisionId, MentionId, Span, Text, joined_word_at, snap_to_graphemes, snap_to_words, step_grapheme, step_word,
    },
};

/// The caret, the selected text between it and its anchor, the selected mentions, and a press of the mouse under way.
/// Text and mentions are never selected both.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Select {
    anchor: usize,
    head: usize,
    mentions: Arc<[MentionId]>,
    /// The same, to be asked for each mention in view.
    members: HashSet<MentionId>,
    press: PointerPress,
}

#[derive(Debug, Clone, PartialEq, Default)]
enum PointerPress {
    #[default]
    None,
    Text {
        from: usize,
    },
    Edge {
        owner: Owner,
        /// What stays where it is.
        fixed: usize,
        /// Where the edge was.
        from: usize,
        moving: usize,
    },
}

/// Whose edge is dragged: a mention's, or a suggestion's, which becomes a mention by it.
#[derive(Debug, Clone, PartialEq)]
pub enum Owner {
    Mention(MentionId),
    Suggestion(DecisionId),
}

/// What came of a drag.
#[derive(Debug, Clone, PartialEq)]
pub enum Dragged {
    /// Text is selected now.
    Text(Span),
    /// An edge was moved here.
    Edge(Owner, Span),
}

/// How the caret moves by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Left,
    Right,
    WordLeft,
    WordRight,
    TextStart,
    TextEnd,
    /// To an offset that only the layout knows: line ends, up and down.
    To(usize),
}

impl Select {
    pub fn caret(&self) -> usize {
        self.head
    }

    /// The selected bytes, if any.
    pub fn span(&self) -> Option<Span> {
        let span = Span::new(self.anchor.min(self.head), self.anchor.max(self.head));
        (!span.is_empty()).then_some(span)
    }

    /// Where the selection began, and the caret.
    pub fn ends(&self) -> (usize, usize) {
        (self.anchor, self.head)
    }

    /// Selects from one to the other, at which the caret is.
    pub fn set_ends(&mut self, anchor: usize, head: usize) {
        self.clear();
        (self.anchor, self.head) = (anchor, head);
    }

    /// Another list whenever it changes, so that what was made of it can be kept.
    pub fn mentions(&self) -> &Arc<[MentionId]> {
        &self.mentions
    }

    pub fn has_mention(&self, id: &MentionId) -> bool {
        self.members.contains(id)
    }

    fn choose(&mut self, mentions: Vec<MentionId>) {
        if mentions.is_empty() && self.mentions.is_empty() {
            return;
        }
        self.members = mentions.iter().cloned().collect();
        self.mentions = mentions.into();
    }

    /// Whether a mouse button holds something.
    pub fn pressing(&self) -> bool {
        self.press != PointerPress::None
    }

    /// What has its edge dragged, and the bytes it would have.
    pub fn resizing(&self) -> Option<(&Owner, Span)> {
        match &self.press {
            PointerPress::Edge { owner, fixed, from, moving } if !crosses(*fixed, *from, *moving) => {
                Some((owner, Span::new(*fixed.min(moving), *fixed.max(moving))))
            }
            _ => None,
        }
    }

    pub fn clear(&mut self) {
        self.anchor = self.head;
        self.choose(Vec::new());
        self.press = PointerPress::None;
    }

    /// Moves the caret there and selects nothing.
    pub fn place(&mut self, at: usize) {
        self.set_ends(at, at);
    }

    /// Selects text.
    pub fn set_span(&mut self, span: Span) {
        self.set_ends(span.start, span.end);
    }

    /// Selects mentions; the caret goes to the first one's start.
    pub fn set_mentions(&mut self, mentions: Vec<MentionId>, caret: usize) {
        self.place(caret);
        self.choose(mentions);
    }

    /// Adds a mention to those selected, or takes it out.
    pub fn toggle_mention(&mut self, mention: MentionId, caret: usize) {
        let mut mentions = self.mentions.to_vec();
        match mentions.iter().position(|there| *there == mention) {
            Some(at) => drop(mentions.remove(at)),
            None => mentions.push(mention),
        }
        self.set_mentions(mentions, caret);
    }

    /// Forgets mentions that are gone.
    pub fn keep_mentions(&mut self, there: impl Fn(&MentionId) -> bool) {
        if !self.mentions.iter().all(&there) {
            self.choose(self.mentions.iter().filter(|id| there(id)).cloned().collect());
        }
    }

    /// The mouse goes down on text; with Shift the selection is extended to there.
    pub fn press(&mut self, at: usize, extend: bool) {
        let from = if extend { self.anchor } else { at };
        self.choose(Vec::new());
        (self.anchor, self.head) = (from, at);
        self.press = PointerPress::Text { from };
    }

    /// The mouse goes down on an edge of what covers `span`.
    pub fn press_edge(&mut self, owner: Owner, span: Span, end: bool) {
        let (fixed, moving) = if end { (span.start, span.end) } else { (span.end, span.start) };
        self.press = PointerPress::Edge { owner, fixed, from: moving, moving };
    }

    /// The mouse moves while it is down.
    pub fn drag(&mut self, at: usize) {
        match &mut self.press {
            PointerPress::None => {}
            PointerPress::Text { from } => (self.anchor, self.head) = (*from, at),
            PointerPress::Edge { fixed, from, moving, .. } => {
                *moving = at;
                // Whoever drags beyond the other edge selects words that begin or end there.
                let to = if crosses(*fixed, *from, at) { at } else { *from };
                (self.anchor, self.head) = (*from, to);
            }
        }
    }

    /// What it would do if the mouse came up now: the selection snaps to whole words, or to characters if `exact`.
    pub fn outcome(&self, text: &Text, exact: bool) -> Option<Dragged> {
        let snap = |span| if exact { snap_to_graphemes(text, span) } else { snap_to_words(text, span) };
        // Spaces and commas alone are nothing to tag, but may be copied.
        let words = |span: Span| Dragged::Text(snap(span).unwrap_or(span));
        match &self.press {
            PointerPress::None => None,
            PointerPress::Edge { fixed, from, moving, .. } if crosses(*fixed, *from, *moving) => {
                Some(words(Span::new(*from.min(moving), *from.max(moving))))
            }
            PointerPress::Text { .. } => self.span().map(words),
            PointerPress::Edge { owner, fixed, moving, .. } => {
                let span = snap(Span::new(*fixed.min(moving), *fixed.max(moving)))?;
                // The other edge was not touched, so it does not snap.
                let span = if fixed <= moving { Span::new(*fixed, span.end) } else { Span::new(span.start, *fixed) };
                Some(Dragged::Edge(owner.clone(), span))
            }
        }
    }

    /// The mouse comes up after a drag.
    pub fn release(&mut self, text: &Text, exact: bool) -> Option<Dragged> {
        let outcome = self.outcome(text, exact);
        self.press = PointerPress::None;
        if let Some(Dragged::Text(span)) = outcome {
            self.set_span(span);
        }
        outcome
    }

    /// The mouse comes up where it went down.
    pub fn let_go(&mut self) {
        self.press = PointerPress::None;
    }

    /// Selects the word at an offset.
    pub fn word(&mut self, text: &Text, at: usize) -> Option<Span> {
        let word = joined_word_at(text, at)?;
        self.set_span(word);
        Some(word)
    }

    /// Selects the sentence at an offset.
    pub fn sentence(&mut self, text: &Text, at: usize) -> Option<Span> {
        let sentence = sentence_at(text, at);
        self.set_span(sentence);
        self.span()
    }

    /// A key moves the caret; `extend` keeps the anchor.
    pub fn step(&mut self, text: &Text, step: Step, extend: bool) {
        let leaving = self.span().filter(|_| !extend);
        let to = match (step, leaving) {
            // Leaving a selection sideways goes to its edge.
            (Step::Left, Some(span)) => span.start,
            (Step::Right, Some(span)) => span.end,
            (Step::Left, None) => step_grapheme(text, self.head, false),
            (Step::Right, None) => step_grapheme(text, self.head, true),
            (Step::WordLeft, _) => step_word(text, self.head, false, false),
            (Step::WordRight, _) => step_word(text, self.head, true, true),
            (Step::TextStart, _) => 0,
            (Step::TextEnd, _) => text.len(),
            (Step::To(at), _) => at,
        };
        self.choose(Vec::new());
        self.head = to;
        if !extend {
            self.anchor = to;
        }
    }
}

/// Whether an edge is dragged to the other one, or beyond it.
fn crosses(fixed: usize, from: usize, moving: usize) -> bool {
    if from > fixed { moving <= fixed } else { moving >= fixed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> Text {
        Text::new("di Kabupaten Lebak, Banten. Ya.")
    }

    #[test]
    fn a_drag_snaps_to_words_unless_exact() {
        let text = text();
        let mut select = Select::default();
        select.press(5, false);
        select.drag(15);
        assert_eq!(select.release(&text, false), Some(Dragged::Text(Span::new(3, 18))));
        assert_eq!(select.span(), Some(Span::new(3, 18)));
        select.press(5, false);
        select.drag(15);
        assert_eq!(select.release(&text, true), Some(Dragged::Text(Span::new(5, 15))));
    }

    #[test]
    fn a_drag_backwards_is_the_same() {
        let text = text();
        let mut select = Select::default();
        select.press(15, false);
        select.drag(5);
        assert_eq!(select.release(&text, false), Some(Dragged::Text(Span::new(3, 18))));
    }

    #[test]
    fn an_edge_moves_alone() {
        let text = text();
        let id = Owner::Mention(MentionId::new("m1").unwrap());
        let mut select = Select::default();
        select.press_edge(id.clone(), Span::new(4, 12), true);
        select.drag(15);
        assert_eq!(select.resizing(), Some((&id, Span::new(4, 15))));
        assert_eq!(select.release(&text, false), Some(Dragged::Edge(id, Span::new(4, 18))));
        assert!(!select.pressing());
    }

    #[test]
    fn an_edge_never_goes_beyond_the_other() {
        let text = text();
        let id = Owner::Mention(MentionId::new("m1").unwrap());
        for (end, to, selected) in [(false, 15, Span::new(3, 18)), (true, 1, Span::new(0, 12))] {
            let mut select = Select::default();
            select.set_mentions(vec![MentionId::new("m1").unwrap()], 4);
            select.press_edge(id.clone(), Span::new(4, 12), end);
            select.drag(to);
            assert_eq!(select.resizing(), None, "nothing is resized");
            assert_eq!(select.release(&text, false), Some(Dragged::Text(selected)), "words are selected");
            assert!(select.mentions().is_empty());
        }
        // Who comes back moves the edge all the same.
        let mut select = Select::default();
        select.press_edge(id.clone(), Span::new(4, 12), false);
        select.drag(15);
        select.drag(7);
        assert_eq!((select.resizing(), select.span()), (Some((&id, Span::new(7, 12))), None));
    }

    #[test]
    fn keys_move_and_extend() {
        let text = text();
        let mut select = Select::default();
        select.step(&text, Step::WordRight, false);
        assert_eq!(select.caret(), 2);
        select.step(&text, Step::Right, false);
        select.step(&text, Step::WordRight, true);
        select.step(&text, Step::WordRight, true);
        assert_eq!(select.span(), Some(Span::new(3, 18)));
        select.step(&text, Step::Left, false);
        assert_eq!((select.caret(), select.span()), (3, None));
        select.step(&text, Step::TextEnd, false);
        assert_eq!(select.caret(), text.len());
        select.step(&text, Step::Right, false);
        assert_eq!(select.caret(), text.len());
    }

    #[test]
    fn mentions_and_text_are_not_selected_both() {
        let text = text();
        let id = MentionId::new("m1").unwrap();
        let mut select = Select::default();
        select.set_span(Span::new(0, 2));
        select.toggle_mention(id.clone(), 3);
        assert_eq!((&**select.mentions(), select.span(), select.caret()), (&[id.clone()][..], None, 3));
        select.toggle_mention(id, 3);
        assert!(select.mentions().is_empty());
        select.sentence(&text, 30);
        assert_eq!(select.span().map(|span| text.slice(span)), Some("Ya."));
    }
}

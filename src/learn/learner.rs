//! From finished articles to a model.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{
    example::Example,
    features::features,
    labels::{Labels, OUTSIDE},
    learned::Model,
    memory::{Memory, OtherArticles},
    page::{LearnerPage, MarkedWords},
    training::{Lesson, Method, Trainer},
    weights::Weights,
};

/// Learns names and contexts from finished articles. The same examples in the same order give the same model, on every
/// machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Learner {
    pub method: Method,
    /// How often every article is read.
    pub rounds: usize,
}

impl Default for Learner {
    fn default() -> Self {
        Self { method: Method::default(), rounds: 8 }
    }
}

impl Learner {
    /// Learns from examples; `None` if cancelled, or if no mention is in them. Holds all of them in memory: some ten
    /// times their text. `step` is told how many of how many steps are done.
    pub fn train(
        &self,
        examples: impl IntoIterator<Item = Example>,
        cancel: &AtomicBool,
        mut step: impl FnMut(usize, usize),
    ) -> Option<Model> {
        let examples: Vec<Example> = examples.into_iter().collect();
        let kinds = examples.iter().flat_map(|example| {
            example.mentions.iter().map(|(_, kind)| kind).chain(example.hints.iter().map(|hint| &hint.kind))
        });
        let labels = Labels::new(kinds.cloned());
        // A label is a byte, and more kinds than that nobody tells apart.
        if labels.kinds.is_empty() || labels.len() > usize::from(u8::MAX) {
            return None;
        }
        let steps = examples.len() * (self.rounds + 1);
        let mut memory = Memory::new(labels.kinds.len());
        let mut pages: Vec<(LearnerPage<'_>, Vec<MarkedWords>)> = Vec::with_capacity(examples.len());
        for example in &examples {
            let mut page = LearnerPage::new(&example.text);
            page.hint(&example.hints, &labels);
            let mentions = page.mentions(&example.mentions, &labels);
            memory.add(&page, &mentions);
            pages.push((page, mentions));
        }
        if memory.words.is_empty() {
            return None;
        }
        for (page, mentions) in &pages {
            memory.add_outside(page, mentions);
        }
        let mut weights = Weights::new(labels.len());
        let mut lessons = Vec::with_capacity(pages.len());
        for (number, (mut page, mentions)) in pages.into_iter().enumerate() {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            lessons.push(lesson(&mut page, &mentions, &memory, &weights, &labels));
            step(number + 1, steps);
        }
        let mut counts = vec![0; weights.rows.len()];
        lessons.iter().for_each(|lesson: &Lesson| lesson.features.count(&mut counts));
        lessons.iter_mut().for_each(|lesson| lesson.features.keep(&counts));
        let mut trainer = Trainer::new(&mut weights, self.method);
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        for round in 0..self.rounds {
            shuffle(&mut order, round as u64);
            for (number, &lesson) in order.iter().enumerate() {
                if cancel.load(Ordering::Relaxed) {
                    return None;
                }
                trainer.learn(&lessons[lesson]);
                step((round + 1) * lessons.len() + number + 1, steps);
            }
        }
        trainer.finish();
        Some(Model { labels, memory, weights, articles: lessons.len() })
    }
}

fn lesson(
    page: &mut LearnerPage<'_>,
    mentions: &[MarkedWords],
    memory: &Memory,
    weights: &Weights,
    labels: &Labels,
) -> Lesson {
    page.find_runs(|word| memory.is_open(word), mentions);
    let mut here = Memory::new(labels.kinds.len());
    here.add(page, mentions);
    here.add_outside(page, mentions);
    let features = features(page, &OtherArticles { all: memory, here: Some(&here) }, weights.rows);
    let mut label_of = vec![OUTSIDE as u8; page.words.len()];
    for &(start, end, kind) in mentions {
        for (number, label) in label_of[start..end].iter_mut().enumerate() {
            *label = Labels::of(kind, number, end - start) as u8;
        }
    }
    let runs = page.runs.iter().map(|(start, end)| (end - start) as u32).collect();
    let labels = page.runs.iter().flat_map(|&(start, end)| label_of[start..end].iter().copied()).collect();
    Lesson { features, runs, labels }
}

/// Fisher and Yates with a generator whose numbers are fixed (SplitMix64).
fn shuffle(order: &mut [usize], seed: u64) {
    let mut state = seed;
    for last in (1..order.len()).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let other = ((number ^ (number >> 31)) % (last as u64 + 1)) as usize;
        order.swap(last, other);
    }
}

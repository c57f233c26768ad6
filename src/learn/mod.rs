//! Floor 1: learns from finished articles which words are mentions of which kind, and proposes them in articles to
//! come. Does not know rules (they come as hints), the gazetteer, entities, files, or windows.
//!
//! ```text
//! learner                            examples → model
//!   ├── page ── words                the text as words, and the runs of them that can be names
//!   ├── memory                       names of the project
//!   ├── features                     what is said of a word
//!   └── training                     … → weights
//! learned ── pack                    model, text, hints → mentions with their chances
//!   └── lattice ── labels, exact     all labellings of a run at once
//! ```

mod exact;
mod example;
mod features;
mod labels;
mod lattice;
mod learned;
mod learner;
mod memory;
mod pack;
mod page;
mod training;
mod weights;
mod words;

pub use example::{Example, LearnedReading, Prediction, RuleHint};
pub use learned::Model;
pub use learner::Learner;
pub use pack::BadModel;
pub use training::Method;

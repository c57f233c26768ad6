//! Tandai: annotate news articles about electoral coalitions. The map of the house, floor by floor.
//!
//! | floor | module | is | does not know |
//! |---|---|---|---|
//! | 0 | [`message`] | sentences with values, in every language | everything else |
//! | 0 | [`model`] | plain data with laws; offsets in bytes | files, windows, names of real parties |
//! | 1 | [`edit`] | intent → change, inverse, undo | files, windows, the gazetteer |
//! | 1 | [`lexicon`] | every table of words, and the calendar of elections | texts, names of real parties, what follows from a word |
//! | 1 | [`gazetteer`] | built-in names and facts; what a name surely means | files, windows, edits |
//! | 1 | [`compare`] | how far two annotations agree, in figures | files, formats, windows |
//! | 1 | [`check`] | invariants of annotations, one function each | files, windows, the gazetteer |
//! | 1 | [`extract`] | what a text says, by rules | files, windows, the gazetteer |
//! | 1 | [`learn`] | from finished articles to a model that proposes mentions | files, windows, the rules, entities |
//! | 1 | [`dataset`] | parts, manifest, card and codebook of what is exported | files, formats, the project |
//! | 1 | [`answers`] | statements of all articles → ledger, network, pictures, report | files, the project, texts |
//! | 1 | [`formats`] | bytes of other programs → records, or a reason | files and folders, the project |
//! | 1 | [`search`] | words or an expression → where they stand in a text | files, projects, windows |
//! | 2 | [`store`] | the only I/O on projects: folder, journal, recovery, lock | what an edit means, windows, the gazetteer |
//! | 3 | [`session`] | the one door: look, edit, undo, link, import, save | windows |
//! | 3 | [`sample`] | the sample project, made from articles in the bracket notation | windows |
//! | 4 | [`cli`] | the command line: asks the session, writes down what it says | windows |
//! | 4 | [`app`] | the window: looks at the session, speaks in actions | the command line |
//!
//! An import points down only, and what a module does not know it does not import; `tests/floors.rs` holds both, and `cargo check --no-default-features` proves that
//! nothing below the window needs one.

pub mod answers;
#[cfg(feature = "gui")]
pub mod app;
pub mod check;
pub mod cli;
pub mod compare;
pub mod dataset;
pub mod edit;
pub mod extract;
pub mod formats;
pub mod gazetteer;
pub mod learn;
pub mod lexicon;
pub mod message;
pub mod model;
pub mod sample;
pub mod search;
pub mod session;
pub mod store;

//! Floor 4: the window. It draws what the session holds and turns what people do into actions; it holds no logic of
//! the project.
//!
//! Its folders know only those above them in this list: `kit` (widgets, words, background work), `state` (what can be asked
//! for, keys, settings, what is open), `article` (the text), `panels` (what stands beside it), `views` (what stands in the
//! centre), `sheets` (what floats), `dispatch` (the window itself, which alone changes anything).

mod article;
mod dispatch;
mod kit;
mod launch;
mod panels;
mod sheets;
mod state;
mod views;

pub use dispatch::{App, Start};
pub use kit::dialogs::{Choose, Dialogs, Native, Question, Scripted};
pub use launch::{NoWindow, run};
pub use state::{
    settings::Settings,
    shortcuts::{Shortcut, shortcuts},
};

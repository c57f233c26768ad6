//! What every painter looks at. Nothing of it can be changed: what a painter wants done it returns as actions.

use super::{desk::Desk, settings::Settings};
use crate::{
    app::kit::{names::StatementNames, text::Words, theme::Theme},
    message::Language,
    model::StatementScheme,
    session::Session,
};

/// The open project, the person's settings, what is open, and the colours.
#[derive(Clone, Copy)]
pub struct Screen<'a> {
    pub session: Option<&'a Session>,
    pub settings: &'a Settings,
    pub desk: &'a Desk,
    pub theme: &'a Theme,
}

impl Screen<'_> {
    pub fn language(&self) -> Language {
        self.settings.language
    }

    /// What the project calls what its statements say.
    pub fn statements(&self) -> StatementNames<'_> {
        let statements = match self.session {
            Some(session) => &session.project().scheme.statements,
            None => StatementScheme::delivered(),
        };
        StatementNames { statements, language: self.language() }
    }

    pub fn say(&self, words: Words) -> &'static str {
        self.language().say(words)
    }

    pub fn fill(&self, words: Words, values: &[&str]) -> String {
        self.language().fill(words, values)
    }
}

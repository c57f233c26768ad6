//! What every part of a card looks at.

use eframe::egui::{Color32, Id};

use crate::{
    app::{
        kit::{
            names::StatementNames,
            text::Words,
            theme::{self, Theme},
        },
        panels::coalitions::CardState,
        state::{action::Action, command::Command, keys, settings::Settings},
    },
    check::CheckProblem,
    edit::CoalitionField,
    model::{Annotations, Article, Coalition, Filler},
    session::{CardSlot, Session},
};

pub struct Deck<'a> {
    pub session: &'a Session,
    pub article: &'a Article,
    pub annotations: &'a Annotations,
    pub settings: &'a Settings,
    pub theme: &'a Theme,
    /// What the checks find in the article.
    pub problems: &'a [CheckProblem],
}

/// What a part of a card may change: the panel's own state, and the actions that come of a frame.
pub struct Hand<'a> {
    pub state: &'a mut CardState,
    pub actions: &'a mut Vec<Action>,
}

impl Hand<'_> {
    /// Changes a field of a card.
    pub fn set(&mut self, card: &Coalition, field: CoalitionField) {
        self.actions.push(Action::SetCoalition { coalition: card.id.clone(), fields: vec![field] });
    }

    /// Arms a slot of the open card, or disarms it if it is armed.
    pub fn arm(&mut self, slot: CardSlot) {
        let armed = self.state.armed == Some(slot);
        self.actions.push(Action::Arm((!armed).then_some(slot)));
    }
}

impl Deck<'_> {
    /// What the project calls what its statements say.
    pub fn statements(&self) -> StatementNames<'_> {
        let statements = &self.session.project().scheme.statements;
        StatementNames { statements, language: self.settings.language }
    }

    pub fn say(&self, words: Words) -> &'static str {
        self.settings.language.say(words)
    }

    pub fn fill(&self, words: Words, values: &[&str]) -> String {
        self.settings.language.fill(words, values)
    }

    /// As lists show it: its entity, else the words of its first mention; empty if there is nothing in it.
    pub fn label<'a>(&'a self, filler: &'a Filler) -> &'a str {
        match &filler.entity {
            Some(entity) => self.session.entity_label(entity),
            None => self.words(filler).unwrap_or(""),
        }
    }

    fn words(&self, filler: &Filler) -> Option<&str> {
        let mention = filler.mentions.iter().find_map(|id| self.annotations.mentions.get(id))?;
        Some(self.article.text.slice(mention.span))
    }

    /// The full name, and how often it is mentioned there.
    pub fn about(&self, filler: &Filler) -> String {
        let name = match filler.entity.as_ref().map(|id| (id, self.session.entity(id))) {
            Some((_, Some(entity))) if entity.code.is_empty() => entity.name.clone(),
            Some((_, Some(entity))) => format!("{} · {}", entity.name, entity.code),
            Some((id, None)) => id.as_str().to_owned(),
            None => format!("“{}” · {}", self.words(filler).unwrap_or(""), self.say(Words::NotLinked)),
        };
        let times = match filler.mentions.len() {
            0 => self.say(Words::NoMentionOf).to_owned(),
            times => self.fill(Words::Times, &[&times.to_string()]),
        };
        format!("{name} · {times}")
    }

    /// A party's own colour, or a neutral one.
    pub fn colour(&self, filler: &Filler) -> Color32 {
        let entity = filler.entity.as_ref().and_then(|id| self.session.entity(id));
        entity.and_then(|entity| entity.colour).map_or(self.theme.weak, theme::colour)
    }

    /// The keys of a command as they are printed.
    pub fn keys(&self, command: Command) -> String {
        keys::keys_of(self.settings, command.entry()).map(keys::on_keyboard).unwrap_or_default()
    }
}

/// The id of a part of a card: by content, never by place.
pub fn part(card: &Coalition, name: &str) -> Id {
    Id::unique(("coalition", card.id.as_str(), name))
}

//! The articles that are to be looked at, each sort with a button: what a merge left to be decided, what is flagged, what
//! was marked under older guidelines. There is no button for what no article has.

use eframe::egui::Ui;

use crate::{
    app::kit::{row, text::Words},
    message::Language,
    model::{Flag, GuidelinesVersion},
    session::{Attention, Session},
};

/// Which sort is listed alone, and how many articles of each there are.
#[derive(Default)]
pub struct OnlyState {
    pub chosen: Option<Attention>,
    counts: Vec<(Attention, usize)>,
    /// What they were counted for.
    counted: Option<(u64, Option<GuidelinesVersion>)>,
}

impl OnlyState {
    /// Whether any article is of one of the sorts.
    pub fn has_any(&mut self, session: &Session) -> bool {
        self.follow(session);
        self.chosen.is_some() || self.counts.iter().any(|(_, count)| *count > 0)
    }

    /// Counts again if anything that is counted changed.
    fn follow(&mut self, session: &Session) {
        let guidelines = session.guidelines_version();
        let key = (session.rows().list_revision(), guidelines);
        if self.counted == Some(key) {
            return;
        }
        let older = guidelines.map(Attention::OlderThan);
        if matches!(self.chosen, Some(Attention::OlderThan(_))) {
            self.chosen = older;
        }
        let sorts = [
            Some(Attention::Conflicts),
            Some(Attention::Flagged(Flag::Discuss)),
            Some(Attention::Flagged(Flag::Unsure)),
            Some(Attention::Noted),
            older,
        ];
        let count = |only: Attention| session.rows().iter().filter(|row| only.passes(&row.summary)).count();
        self.counts = sorts.into_iter().flatten().map(|only| (only, count(only))).collect();
        self.counted = Some(key);
    }
}

pub fn ui(ui: &mut Ui, session: &Session, state: &mut OnlyState, language: Language) {
    state.follow(session);
    let shown: Vec<(Attention, usize)> =
        state.counts.iter().copied().filter(|(only, count)| *count > 0 || state.chosen == Some(*only)).collect();
    if shown.is_empty() {
        state.chosen = None;
        return;
    }
    for (only, count) in shown {
        let mut on = state.chosen == Some(only);
        if row::chip(ui, &mut on, &language.fill(name(only), &[&count.to_string()])).clicked() {
            state.chosen = on.then_some(only);
        }
    }
}

fn name(only: Attention) -> Words {
    match only {
        Attention::Conflicts => Words::OnlyConflicts,
        Attention::Flagged(Flag::Discuss) => Words::OnlyDiscuss,
        Attention::Flagged(Flag::Unsure) => Words::OnlyUnsure,
        Attention::Noted => Words::OnlyNoted,
        Attention::OlderThan(_) => Words::OnlyOlder,
    }
}

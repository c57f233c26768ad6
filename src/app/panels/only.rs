//! The articles that are to be looked at, each sort with a button: what a merge left to be decided, what is flagged, what
//! was marked under older guidelines. There is no button for what no article has.

use eframe::egui::{RichText, Ui, vec2};

use crate::{
    app::kit::text::Words,
    message::Language,
    model::{Flag, GuidelinesVersion},
    session::{Only, Session},
};

/// Which sort is listed alone, and how many articles of each there are.
#[derive(Default)]
pub struct OnlyState {
    pub chosen: Option<Only>,
    counts: Vec<(Only, usize)>,
    /// What they were counted for.
    counted: Option<(u64, Option<GuidelinesVersion>)>,
}

impl OnlyState {
    /// Counts again if anything that is counted changed.
    fn follow(&mut self, session: &Session) {
        let guidelines = session.guidelines_version();
        let key = (session.rows().list_revision(), guidelines);
        if self.counted == Some(key) {
            return;
        }
        let older = guidelines.map(Only::OlderThan);
        if matches!(self.chosen, Some(Only::OlderThan(_))) {
            self.chosen = older;
        }
        let sorts = [
            Some(Only::Conflicts),
            Some(Only::Flagged(Flag::Discuss)),
            Some(Only::Flagged(Flag::Unsure)),
            Some(Only::Noted),
            older,
        ];
        let count = |only: Only| session.rows().iter().filter(|row| only.passes(&row.summary)).count();
        self.counts = sorts.into_iter().flatten().map(|only| (only, count(only))).collect();
        self.counted = Some(key);
    }
}

pub fn ui(ui: &mut Ui, session: &Session, state: &mut OnlyState, language: Language) {
    state.follow(session);
    let shown: Vec<(Only, usize)> =
        state.counts.iter().copied().filter(|(only, count)| *count > 0 || state.chosen == Some(*only)).collect();
    if shown.is_empty() {
        state.chosen = None;
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
        for (only, count) in shown {
            let mut on = state.chosen == Some(only);
            let words = RichText::new(language.fill(name(only), &[&count.to_string()])).small();
            if ui.toggle_value(&mut on, words).clicked() {
                state.chosen = on.then_some(only);
            }
        }
    });
}

fn name(only: Only) -> Words {
    match only {
        Only::Conflicts => Words::OnlyConflicts,
        Only::Flagged(Flag::Discuss) => Words::OnlyDiscuss,
        Only::Flagged(Flag::Unsure) => Words::OnlyUnsure,
        Only::Noted => Words::OnlyNoted,
        Only::OlderThan(_) => Words::OnlyOlder,
    }
}

//! What is half done in the window; nothing here is saved with the project.

use super::{
    catch_panic::PanicGuard, large_steps::LargeSteps, pending_edits::PendingEdits, pictures::PictureToSave,
    press_again::ToldWish, standing::Watch,
};
use crate::{
    app::{
        article::ArticleState,
        kit::toasts::Toasts,
        panels::{
            articles::ArticlesState, coalitions::CardState, entities::EntitiesState, guidelines::GuidelinesState,
            inspector::InspectorState, notes::NotesState, problems::ProblemsState, progress::ProgressState,
            review::ReviewState, search::state::SearchState,
        },
        sheets::{self, ExtractionOutcome, OpenSheet, copies::CopiesDraft},
        state::desk::{Centre, Desk, Tab},
        views::{compare::CompareState, ledger::LedgerState},
    },
    session::ExtractionResult,
};

/// The state of the window.
#[derive(Default)]
pub struct View {
    pub desk: Desk,
    /// The list was empty when the project was opened; the first article that comes in is opened.
    pub nothing_yet: bool,
    pub text: ArticleState,
    pub ledger: LedgerState,
    pub articles: ArticlesState,
    pub entities: EntitiesState,
    pub card: CardState,
    pub review: ReviewState,
    pub notes: NotesState,
    pub standing: Watch,
    pub compare: CompareState,
    pub pending: PendingEdits,
    pub inspector: InspectorState,
    pub sheet: Option<OpenSheet>,
    pub sheet_memory: sheets::SheetMemory,
    /// Labels of the article that was finished last, for its near copies.
    pub offered_copies: Option<Box<CopiesDraft>>,
    /// A picture that is to be saved, until it is known where.
    pub picture: Option<Box<PictureToSave>>,
    /// What an extraction found, while it comes in.
    pub found: Option<ExtractionResult>,
    pub extracted: Option<ExtractionOutcome>,
    pub guidelines: GuidelinesState,
    pub problems: ProblemsState,
    /// How many of the project's messages were said.
    pub told: usize,
    pub large_steps: LargeSteps,
    /// What is done if its keys are pressed again.
    pub again: ToldWish,
    /// When a command that would have opened a field was refused, or a key was held back after that, by egui's clock.
    pub refused: Option<f64>,
    pub search: SearchState,
    pub progress: ProgressState,
    pub toasts: Toasts,
    pub guard: PanicGuard,
}

impl View {
    pub fn of(desk: Desk) -> Self {
        Self { desk, ..Self::default() }
    }

    /// Puts this in the centre; the article takes the keyboard as well.
    pub fn show_centre(&mut self, centre: Centre) {
        self.desk.centre = centre;
        match centre {
            Centre::Article => self.text.focus(),
            Centre::Compare => self.text.leave(),
            Centre::Ledger => {
                self.text.leave();
                self.ledger.take_focus();
            }
        }
    }

    /// Shows a tab; a view that has no room for it gives way to the article.
    pub fn show_tab(&mut self, tab: Tab) {
        self.desk.tab = tab;
        if self.desk.centre == Centre::Compare {
            self.show_centre(Centre::Article);
        }
    }

    pub fn open_sheet(&mut self, sheet: OpenSheet) {
        if let Some(before) = self.sheet.take() {
            self.sheet_memory.leave(before);
        }
        self.sheet = Some(self.sheet_memory.resume(sheet));
    }

    /// Closes what floats; the keyboard goes back to the article.
    pub fn close_sheet(&mut self) {
        self.sheet = None;
        self.text.focus();
    }

    /// Lets go of what is armed, selected or searched; if nothing is, closes the open card.
    pub fn escape(&mut self) {
        let selected = self.text.select.span().is_some() || !self.text.select.mentions().is_empty();
        let busy = self.desk.armed.is_some() || self.card.armed.is_some() || selected || self.text.find.is_some();
        if !busy && self.desk.tab == Tab::Coalitions {
            self.card.open = None;
        }
        self.review.let_go();
        self.desk.armed = None;
        self.card.armed = None;
        self.text.select.clear();
        self.text.find = None;
    }

    /// Whether something will take the keyboard in the next frame.
    pub fn wants_keyboard(&self) -> bool {
        let sheet = self.sheet.is_some() && !self.sheet_memory.settled();
        sheet
            || self.text.wants_focus()
            || self.articles.focus_filter
            || self.articles.chosen.focus
            || self.search.focus.is_some()
    }
}

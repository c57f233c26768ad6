//! Reviewing: which suggestion the keys decide on, and what they do with it. What a decision is, the session knows.

use eframe::egui;

use super::App;
use crate::{
    app::{
        kit::{names, text::Words},
        sheets::{OpenSheet, phrase::PhraseDraft},
        state::{
            action::{Choice, SuggestionAction},
            command::Command,
            desk::Tab,
        },
    },
    edit::{CoalitionField, Refusal},
    model::{ArticleId, DecisionId, EntityId, KindKey, Span, step_grapheme, step_word},
    session::{CardSlot, Done, PhraseHit, Review, Session, Spot, Suggestions},
};

impl App {
    fn suggestions(&self) -> Option<&Suggestions> {
        self.session.as_ref()?.suggestions(self.view.desk.article.as_ref()?)
    }

    /// The suggestion that keys decide on: it waits, nothing else is selected, and the caret stands where it was put.
    pub(in crate::app) fn current(&self) -> Option<DecisionId> {
        let (id, caret) = self.view.review.current?;
        let select = &self.view.text.select;
        let alone = select.mentions().is_empty() && select.span().is_none() && select.caret() == caret;
        let suggestions = self.suggestions().filter(|_| alone)?;
        (suggestions.get(id).is_some() || suggestions.ghost(id).is_some()).then_some(id)
    }

    /// Brings the state in line with what a person did since the last frame.
    pub(in crate::app) fn follow_review(&mut self, ctx: &egui::Context) {
        let wished = Review {
            sources: self.view.review.sources.clone(),
            threshold: self.settings.threshold(),
            show_skipped: self.view.review.show_skipped,
        };
        if let Some(session) = &mut self.session {
            session.set_review(wished);
        }
        if self.view.review.current.is_some() && self.current().is_none() {
            self.view.review.let_go();
        }
        self.follow_standing(ctx);
    }

    /// Makes a suggestion the one that keys decide on, and shows it.
    pub(in crate::app) fn take_up(&mut self, id: DecisionId) {
        let Some(suggestions) = self.suggestions() else { return };
        let mention = suggestions.get(id).map(|one| one.span);
        let ghost = suggestions.ghost(id).cloned();
        let span = mention.or_else(|| ghost.as_ref().map(|ghost| ghost.place()));
        let Some(span) = span else { return };
        if let Some(ghost) = ghost {
            self.view.review.ghost.begin(&ghost);
            self.view.desk.tab = Tab::Coalitions;
            self.view.review.reveal = true;
            self.view.card.open = None;
        }
        self.view.text.select.place(span.start);
        self.view.text.reveal(span);
        self.view.text.focus();
        self.view.review.current = Some((id, span.start));
        self.view.review.span = None;
    }

    pub(in crate::app) fn step_suggestion(&mut self, forward: bool) {
        let caret = self.view.text.select.caret();
        let current = self.current();
        let next = self.suggestions().and_then(|suggestions| {
            let here = current.and_then(|id| suggestions.spot(id)).unwrap_or(Spot::at(caret));
            suggestions.step(here, forward).or_else(|| suggestions.outermost(forward))
        });
        match next {
            Some(next) => self.take_up(next),
            None => self.no_suggestions(),
        }
    }

    fn no_suggestions(&mut self) {
        let held_back = self.suggestions().is_some_and(Suggestions::held_back);
        self.toast(if held_back { Words::HeldBack } else { Words::NoSuggestionsLeft });
    }

    /// Decides on the current suggestion and goes on to the next.
    pub(in crate::app) fn choose_current(&mut self, choice: Choice) {
        let Some(id) = self.current() else { return self.toast(Words::ChooseSuggestion) };
        let span = self.view.review.span;
        let ghost = self.view.review.ghost.of(id).cloned();
        self.decide_and_go_on(id, |session, article| match choice {
            Choice::Reject => session.reject(article, &[id]),
            Choice::Skip => session.skip(article, &[id]),
            Choice::Alike => session.accept(article, &session.alike(article, id)),
            Choice::Accept => match (span, ghost) {
                (Some(span), _) => session.accept_span(article, id, span),
                (None, Some(coalition)) => session.accept_ghost(article, id, coalition),
                (None, None) => session.accept(article, &[id]),
            },
        });
    }

    /// Does what decides on a suggestion, and takes up the next one.
    fn decide_and_go_on(
        &mut self,
        id: DecisionId,
        decide: impl FnOnce(&mut Session, &ArticleId) -> Result<Done, Refusal>,
    ) {
        let spot = self.suggestions().and_then(|suggestions| suggestions.spot(id));
        let Some(done) = self.try_edit(decide) else { return };
        let bulk = done.count > 1 && done.coalition.is_none();
        self.view.review.let_go();
        let next = self
            .suggestions()
            .zip(spot)
            .and_then(|(suggestions, spot)| suggestions.step(spot, true).or_else(|| suggestions.outermost(true)));
        if bulk {
            let said = names::deed(self.settings.language, done.kind, done.count);
            self.view.toasts.say(said);
        }
        match next {
            Some(next) => self.take_up(next),
            None => {
                self.view.text.focus();
                self.no_suggestions();
            }
        }
    }

    /// Takes a suggestion as another kind: what it was suggested as is corrected.
    pub(in crate::app) fn accept_kind(&mut self, id: DecisionId, kind: &KindKey) {
        self.decide_and_go_on(id, |session, article| session.accept_kind(article, id, kind));
    }

    pub(in crate::app) fn accept_span(&mut self, id: DecisionId, span: Span) {
        self.decide_and_go_on(id, |session, article| session.accept_span(article, id, span));
    }

    pub(in crate::app) fn accept_entity(&mut self, id: DecisionId, entity: Option<EntityId>) {
        self.view.close_sheet();
        self.decide_and_go_on(id, |session, article| session.accept_entity(article, id, entity));
    }

    pub(in crate::app) fn accept_new_entity(&mut self, id: DecisionId, name: &str) {
        self.view.close_sheet();
        self.decide_and_go_on(id, |session, article| session.accept_new_entity(article, id, name));
    }

    /// Moves a border of the current suggestion, to be accepted with Enter. `false`: none is current.
    pub(in crate::app) fn nudge_suggestion(&mut self, command: Command, exact: bool) -> bool {
        let Some(id) = self.current() else { return false };
        let (Some(session), Some(article)) = (&self.session, &self.view.desk.article) else { return false };
        let there = session.article(article).zip(self.suggestions().and_then(|suggestions| suggestions.get(id)));
        let Some((there, suggestion)) = there else { return false };
        let mut span = self.view.review.span.unwrap_or(suggestion.span);
        let end = matches!(command, Command::GrowEnd | Command::ShrinkEnd);
        let outward = matches!(command, Command::GrowEnd | Command::GrowStart);
        let from = if end { span.end } else { span.start };
        let to = if exact {
            step_grapheme(&there.text, from, end == outward)
        } else {
            step_word(&there.text, from, end == outward, end)
        };
        *(if end { &mut span.end } else { &mut span.start }) = to;
        if !span.is_empty() {
            self.view.review.span = Some(span).filter(|span| *span != suggestion.span);
        }
        true
    }

    /// The current suggestion, if it is a mention.
    pub(in crate::app) fn current_mention(&self) -> Option<DecisionId> {
        self.current().filter(|id| self.suggestions().is_some_and(|suggestions| suggestions.get(*id).is_some()))
    }

    /// Takes or leaves out a slot of the suggested coalition that is decided on. `false`: none is.
    pub(in crate::app) fn toggle_slot(&mut self, slot: CardSlot) -> bool {
        let looked_over = self.current().is_some_and(|id| self.view.review.ghost.of(id).is_some());
        if looked_over {
            self.view.review.ghost.toggle(slot, 0);
        }
        looked_over
    }

    /// The next status of the suggested coalition that is decided on, or of the open card.
    pub(in crate::app) fn next_status(&mut self) {
        if self.current().is_some_and(|id| self.view.review.ghost.of(id).is_some()) {
            self.view.review.ghost.next_status();
            return;
        }
        let open = self.view.card.open.clone();
        let status = open.as_ref().and_then(|card| {
            let annotations = self.session.as_ref()?.annotations(self.view.desk.article.as_ref()?)?;
            let status = annotations.coalitions.get(card)?.status;
            Some(status.next())
        });
        match open.zip(status) {
            Some((card, status)) => self
                .edit(|session, article| session.set_coalition(article, &card, vec![CoalitionField::Status(status)])),
            None => self.toast(Words::OpenCardFirst),
        }
    }

    /// Looks for the words of the current suggestion in all articles, to decide on all of them at once.
    pub(in crate::app) fn review_phrase(&mut self, ctx: &egui::Context) {
        let current = self.current();
        let (Some(session), Some(article)) = (&self.session, &self.view.desk.article) else { return };
        let one = current.and_then(|id| session.suggestions(article)?.get(id));
        let Some((one, there)) = one.zip(session.article(article)) else {
            return self.toast(Words::ChooseSuggestion);
        };
        let (words, kind) = (there.text.slice(one.span).to_owned(), one.kind.clone());
        let draft = PhraseDraft::search(words, kind, session, self.settings.language, &mut self.tasks, ctx);
        self.view.open_sheet(OpenSheet::Phrase(Box::new(draft)));
    }

    /// Decides on suggestions in many articles as one step.
    pub(in crate::app) fn decide_hits(&mut self, hits: &[PhraseHit], accept: bool) {
        self.view.close_sheet();
        let mut chosen: Vec<(ArticleId, Vec<DecisionId>)> = Vec::new();
        for PhraseHit { hit, suggestion } in hits {
            match chosen.last_mut().filter(|(article, _)| *article == hit.meta.id) {
                Some((_, ids)) => ids.push(suggestion.id),
                None => chosen.push((hit.meta.id.clone(), vec![suggestion.id])),
            }
        }
        let done = self.try_change(|session| match accept {
            true => session.accept_across(&chosen),
            false => session.reject_across(&chosen),
        });
        if let Some(done) = done {
            let said = names::deed(self.settings.language, done.kind, done.count);
            self.view.toasts.say(said);
        }
    }

    /// Decides on a suggested coalition by its card.
    pub(in crate::app) fn choose_ghost(&mut self, id: DecisionId, choice: Choice) {
        if self.current() != Some(id) {
            self.take_up(id);
        }
        self.choose_current(choice);
    }

    pub(in crate::app) fn act_on_suggestion(&mut self, action: SuggestionAction) {
        match action {
            SuggestionAction::TakeUp(id) => self.take_up(id),
            SuggestionAction::AcceptSpan { id, span } => self.accept_span(id, span),
            SuggestionAction::AcceptEntity { id, entity } => self.accept_entity(id, Some(entity)),
            SuggestionAction::AcceptNewEntity { id, name } => self.accept_new_entity(id, &name),
            SuggestionAction::Choose(id, choice) => self.choose_ghost(id, choice),
            SuggestionAction::DecideHits { hits, accept } => self.decide_hits(&hits, accept),
        }
    }
}

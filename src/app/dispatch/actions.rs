//! Actions are performed here, between frames: on the session, or on the window itself.

use eframe::egui;

use super::App;
use crate::{
    app::{
        kit::{names, text::Words},
        sheets::{OpenSheet, merge::MergeDraft},
        state::{action::Action, command::Command, desk::Centre},
    },
    edit::{Edit, Refusal},
    message::Message,
    model::{ArticleId, KindKey, MentionId, Span, Status},
    session::{Done, Session},
};

impl App {
    pub(in crate::app) fn say(&self, words: Words) -> &'static str {
        self.settings.language.say(words)
    }

    pub(in crate::app) fn toast(&mut self, words: Words) {
        let text = self.say(words);
        self.view.toasts.say(text);
    }

    /// Says what went wrong below the window, in the person's language.
    pub(in crate::app) fn tell(&mut self, problem: impl Into<Message>) {
        let said = problem.into().say(self.settings.language);
        self.view.toasts.problem(said);
    }

    pub(in crate::app) fn act(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Run(command) => self.run_command(ctx, command),
            Action::Nudge { command, exact } => self.nudge(command, exact),
            Action::OpenProject(path) => self.open_project(&path),
            Action::CreateProject { dir, name } => self.create_project(&dir, &name),
            Action::Import(paths) => self.import(ctx, paths),
            Action::LookAtImport => self.look_at_import(ctx),
            Action::ImportChosen => self.import_chosen(ctx),
            Action::LookAtExport => self.look_at_export(ctx),
            Action::Export => self.export(ctx),
            Action::Extract => self.extract(ctx),
            Action::Choose(purpose) => self.choose(ctx, purpose),
            Action::Leave(how) => self.leave(ctx, how),
            Action::WriteBack => {
                let language = self.settings.language;
                if let Some(Err(error)) = self.session.as_mut().map(Session::write_back) {
                    self.view.toasts.problem(error.say(language));
                }
            }
            Action::ReadOn => {
                if let Some(session) = &mut self.session {
                    session.read_on();
                }
            }
            Action::OpenArticle(id) => self.open_article(&id),
            Action::ShowLedger { race, party } => {
                self.view.ledger.show(race, party);
                self.view.show_centre(Centre::Ledger);
            }
            Action::Show { article, span } => self.show(&article, Some(span)),
            Action::ShowMention(id) => self.show_mention(&id),
            Action::SelectMentions(mentions) => self.select_mentions(mentions),
            Action::ShowEntity { article, entity } => self.show_entity(&article, &entity),
            Action::Tag { span, kind } => self.tag_span(span, &kind),
            Action::Resize { mention, span } => self.edit(|session, article| {
                let place = session.place(article);
                session.perform(Edit::Resize { place, mention, span })
            }),
            Action::Retag { mentions, kind } => self.edit(|session, article| session.retag(article, &mentions, &kind)),
            Action::Untag(mentions) => self.untag(&mentions),
            Action::Link { mentions, entity } => {
                self.edit(|session, article| session.link(article, &mentions, entity));
                self.view.close_sheet();
            }
            Action::LinkNew { mentions, name } => {
                self.edit(|session, article| session.link_new(article, &mentions, &name));
                self.view.close_sheet();
            }
            Action::Search(wish) => self.search_wish(ctx, wish),
            Action::Suggestion(action) => self.act_on_suggestion(action),
            Action::Fill(mention) => self.fill(&mention),
            Action::FillWith { slot, entity } => self.fill_with(slot, entity),
            Action::OpenCard(card) => self.open_card(card),
            Action::Arm(slot) => self.arm_slot(slot),
            Action::SetCoalition { coalition, fields } => {
                self.edit(|session, article| session.set_coalition(article, &coalition, fields));
            }
            Action::RemoveCoalition(coalition) => self.remove_coalition(coalition),
            Action::RenameEntity { entity, name } => self.change(|session| session.rename_entity(&entity, &name)),
            Action::AddAlias { entity, alias } => self.change(|session| session.add_alias(&entity, &alias)),
            Action::MergeEntities { from, into } => {
                self.view.close_sheet();
                self.change(|session| session.merge_entities(&from, &into));
            }
            Action::RemoveEntity(entity) => {
                self.view.close_sheet();
                self.change(|session| session.remove_entity(&entity));
            }
            Action::CopyLabels(labels) => self.copy_labels(labels),
            Action::SettleConflict(conflict, take) => {
                self.edit(|session, article| session.settle_conflict(article, *conflict, take));
            }
            Action::SettleProjectConflict(conflict, take) => {
                self.change(|session| session.settle_project_conflict(*conflict, take));
            }
            Action::SetOptions(options) => self.change(|session| session.set_options(options)),
            Action::Compare => self.compare(ctx),
            Action::DecideIntoGold => self.decide_into_gold(),
            Action::SetStatus(articles, status) => self.change(|session| session.set_status(&articles, status)),
            Action::RemoveArticle(article) => self.remove_article(&article),
            Action::Recover(path) => self.begin_recovery(Some(path)),
            Action::LookAtRecovery => self.look_at_recovery(ctx),
            Action::TakeBack(id) => self.take_back(&id),
            Action::PutKind(kind) => self.change(|session| session.perform(Edit::PutKind { kind })),
            Action::AnnotateAs(name) => self.annotate_as(name),
            Action::SetKeys(keys) => {
                self.settings.keys = keys;
                self.settings.save();
            }
            Action::AskMerge(from) => self.view.open_sheet(OpenSheet::Merge(Box::new(MergeDraft::new(from)))),
            Action::AskRemoveEntity(entity) => self.view.open_sheet(OpenSheet::RemoveEntity(entity)),
            Action::ShowExtracted => self.view.open_sheet(OpenSheet::Extracted),
            Action::CloseSheet => self.view.close_sheet(),
            Action::ShowTab(tab) => self.view.desk.tab = tab,
            Action::ShowProblems => self.view.desk.problems = true,
            Action::ShowMessages => {
                (self.view.desk.problems, self.view.problems.messages) = (true, true);
                self.view.desk.search = false;
            }
            Action::CloseWelcome => {
                self.view.desk.welcome = false;
                self.settings.welcomed = true;
                self.settings.save();
                self.view.text.focus();
            }
            Action::FocusText => self.view.text.focus(),
            Action::ReadSentences => {
                if let Some(session) = &self.session {
                    self.view.ledger.read_sentences(session, &mut self.tasks, ctx);
                }
            }
            Action::ShowLedgerOf(set) => {
                if let Some(session) = &mut self.session {
                    session.show_ledger_of(&set);
                }
            }
            Action::SetThreshold(percent) => {
                self.settings.threshold = percent;
                self.settings.save();
            }
            Action::CancelTask(id) => self.tasks.cancel(id),
        }
    }

    /// Does an edit on the open article and says why if it cannot be done.
    pub(in crate::app) fn edit(&mut self, edit: impl FnOnce(&mut Session, &ArticleId) -> Result<Done, Refusal>) {
        let _ = self.try_edit(edit);
    }

    pub(in crate::app) fn try_edit(
        &mut self,
        edit: impl FnOnce(&mut Session, &ArticleId) -> Result<Done, Refusal>,
    ) -> Option<Done> {
        match self.view.desk.article.clone() {
            Some(article) => self.try_change(|session| edit(session, &article)),
            None => {
                self.toast(Words::NoProjectOpen);
                None
            }
        }
    }

    /// Does an edit that needs no open article.
    fn change(&mut self, edit: impl FnOnce(&mut Session) -> Result<Done, Refusal>) {
        let _ = self.try_change(edit);
    }

    pub(in crate::app) fn try_change(
        &mut self,
        edit: impl FnOnce(&mut Session) -> Result<Done, Refusal>,
    ) -> Option<Done> {
        let Some(session) = &mut self.session else {
            self.toast(Words::NoProjectOpen);
            return None;
        };
        let result = edit(session);
        self.changed = std::time::Instant::now();
        match result {
            Ok(done) => Some(done),
            Err(Refusal::Nothing) => {
                self.toast(Words::NothingToDo);
                None
            }
            Err(refusal) => {
                self.tell(refusal);
                None
            }
        }
    }

    /// Opens an article of the project.
    pub(in crate::app) fn open_article(&mut self, id: &ArticleId) {
        self.view.desk.centre = Centre::Article;
        if self.view.desk.article.as_ref() == Some(id) {
            self.view.text.focus();
            return;
        }
        self.finish_typing();
        let Some(session) = &mut self.session else { return };
        if let Err(error) = session.load(id) {
            return self.tell(error);
        }
        // What was done in the article left behind goes to its file now.
        session.fold();
        self.view.desk.article = Some(id.clone());
        self.view.text.open();
        self.view.card = Default::default();
        self.view.review.let_go();
        self.view.inspector = Default::default();
        self.view.articles.reveal = true;
    }

    pub(in crate::app) fn show(&mut self, article: &ArticleId, span: Option<Span>) {
        self.open_article(article);
        if let Some(span) = span {
            self.view.text.reveal(span);
        }
    }

    fn show_mention(&mut self, id: &MentionId) {
        let (Some(session), Some(article)) = (&self.session, &self.view.desk.article) else { return };
        if let Some(mention) = session.annotations(article).and_then(|a| a.mentions.get(id)) {
            self.view.text.select.set_mentions(vec![id.clone()], mention.span.start);
            self.view.text.reveal(mention.span);
            self.view.text.focus();
        }
    }

    pub(in crate::app) fn tag_span(&mut self, span: Span, kind: &KindKey) {
        let kind = kind.clone();
        let done = self.try_edit(|session, article| session.tag(article, span, &kind));
        let Some(done) = done else { return };
        let caret = self.view.text.select.caret();
        if self.view.desk.armed.is_none() {
            self.view.text.select.set_mentions(done.mentions.clone(), done.span.map_or(caret, |span| span.start));
        }
        // Say what a single name was linked to, since that happened by itself.
        let (Some(session), Some(article), [id]) = (&self.session, &self.view.desk.article, done.mentions.as_slice())
        else {
            let said = self.settings.language.fill(Words::TaggedCount, &[&done.count.to_string()]);
            self.view.toasts.say(said);
            return;
        };
        let Some(mention) = session.annotations(article).and_then(|a| a.mentions.get(id)) else { return };
        let words = session.article(article).map_or("", |article| article.text.slice(mention.span));
        let entity = mention.entity.as_ref().and_then(|entity| session.entity(entity));
        let entity = entity.map_or(self.say(Words::NotLinked).to_owned(), |entity| entity.name.clone());
        let said = self.settings.language.fill(Words::Linked, &[words, &entity]);
        self.view.toasts.say(said);
    }

    fn untag(&mut self, mentions: &[MentionId]) {
        let mentions = mentions.to_vec();
        self.edit(|session, article| {
            let place = session.place(article);
            session.perform(Edit::Untag { place, mentions })
        });
    }

    fn nudge(&mut self, command: Command, exact: bool) {
        if self.nudge_suggestion(command, exact) {
            return;
        }
        let Some(mention) = self.view.text.select.mentions().first().cloned() else {
            self.toast(Words::SelectMentionFirst);
            return;
        };
        let end = matches!(command, Command::GrowEnd | Command::ShrinkEnd);
        let outward = matches!(command, Command::GrowEnd | Command::GrowStart);
        self.edit(|session, article| session.nudge(article, &mention, end, outward, exact));
    }

    fn remove_article(&mut self, article: &ArticleId) {
        self.view.close_sheet();
        let next = self.neighbour(true).or_else(|| self.neighbour(false)).filter(|next| next != article);
        let article = article.clone();
        let done = self.try_change(|session| session.remove_articles(&[article]));
        if done.is_some() {
            self.view.desk.article = None;
            if let Some(next) = next {
                self.open_article(&next);
            }
        }
    }

    fn annotate_as(&mut self, name: String) {
        self.view.close_sheet();
        self.finish_typing();
        let Some(session) = &mut self.session else { return };
        session.fold();
        self.settings.name = name;
        self.settings.save();
        session.annotate_as(self.settings.who());
        if let Some(article) = self.view.desk.article.take() {
            self.open_article(&article);
        }
    }

    /// The article after or before the open one in the filtered list.
    pub(in crate::app) fn neighbour(&self, forward: bool) -> Option<ArticleId> {
        let session = self.session.as_ref()?;
        let rows = session.rows();
        let shown = &self.view.articles.shown;
        let here = rows.position(self.view.desk.article.as_ref()?)?;
        let at = shown.iter().position(|&position| position == here);
        let next = match (at, forward) {
            (Some(at), true) => shown.get(at + 1),
            (Some(at), false) => shown.get(at.checked_sub(1)?),
            (None, true) => shown.iter().find(|&&position| position > here),
            (None, false) => shown.iter().rev().find(|&&position| position < here),
        };
        rows.at(*next?).map(|row| row.meta.id.clone())
    }

    /// Shows what undo or redo did.
    pub(in crate::app) fn step_history(&mut self, back: bool) {
        let Some(session) = &mut self.session else { return };
        let stepped = if back { session.undo() } else { session.redo() };
        self.changed = std::time::Instant::now();
        match stepped {
            None => self.toast(if back { Words::NothingToUndo } else { Words::NothingToRedo }),
            Some(Err(refusal)) => self.tell(refusal),
            Some(Ok(done)) => {
                let deed = names::deed(self.settings.language, done.kind, done.count);
                let words = if back { Words::Undid } else { Words::Redid };
                let said = self.settings.language.fill(words, &[&deed]);
                self.view.toasts.say(said);
                if let Some(article) = &done.article {
                    self.show(article, done.span);
                }
                self.forget_removed_article();
                self.forget_removed_card();
            }
        }
    }

    /// The open article may be gone.
    fn forget_removed_article(&mut self) {
        let Some(session) = &self.session else { return };
        if self.view.desk.article.as_ref().is_some_and(|id| session.rows().get(id).is_none()) {
            self.view.desk.article = None;
        }
    }

    pub(in crate::app) fn set_status_and_go_on(&mut self, status: Status) {
        let Some(article) = self.view.desk.article.clone() else { return };
        let next = self.neighbour(true);
        let same = self.session.as_ref().and_then(|s| s.rows().get(&article)).map(|row| row.summary.status);
        if same != Some(status) {
            self.edit(|session, article| session.set_status(std::slice::from_ref(article), status));
        }
        match next {
            Some(next) => self.open_article(&next),
            None => self.toast(Words::LastArticle),
        }
    }
}

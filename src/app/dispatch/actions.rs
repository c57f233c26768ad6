//! Actions are performed here, between frames: on the session, or on the window itself.

use eframe::egui;

use super::App;
use super::{
    articles, assigning, coalition_cards, commands, compare, copies, datasets, entities, extraction, gazetteer,
    large_steps, leaving, mention_navigation, pace, paths, pending_edits, pictures, press_again, projects, recovery,
    remarks, review, scheme, search,
};
use crate::{
    app::{
        kit::{dialogs::Purpose, names, text::Words},
        panels::about::MetaField,
        sheets::{OpenSheet, merge::MergeDraft},
        state::{
            action::Action,
            command::Command,
            desk::{Centre, Tab},
        },
    },
    edit::{Edit, Refusal},
    message::Message,
    model::{AnnotationSet, ArticleId, KindKey, MentionId, SetId, SetRole, Span},
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

    pub(in crate::app) fn act(&mut self, ctx: &egui::Context, action: Action) {
        // What was told is done only if the same comes again, and nothing in between.
        if !matches!(action, Action::Run(Command::Undo | Command::Redo | Command::FinishNext)) {
            press_again::forget(self);
        }
        match action {
            Action::Run(command) => commands::run_command(self, ctx, command),
            Action::Nudge { command, exact } => nudge(self, command, exact),
            Action::OpenProject(path) => projects::open_project(self, &path),
            Action::CreateProject { dir, name, annotator } => {
                projects::create_project(self, &dir, &name, &annotator);
            }
            Action::Import(paths) => datasets::import(self, ctx, paths),
            Action::PasteArticle(words) => datasets::paste_article(self, &words),
            Action::LookAtImport => datasets::preview_import(self, ctx),
            Action::ImportChosen => datasets::import_chosen(self, ctx),
            Action::LookAtExport => datasets::preview_export(self, ctx),
            Action::Export => datasets::export(self, ctx),
            Action::Extract => extraction::extract(self, ctx),
            Action::Choose(purpose) => paths::choose(self, purpose),
            Action::Leave(how) => leaving::leave(self, ctx, how),
            Action::WriteBack => {
                let language = self.settings.language;
                if let Some(Err(error)) = self.session.as_mut().map(Session::write_back) {
                    self.view.toasts.problem(error.say(language));
                }
            }
            Action::ReadPace => pace::read(self, ctx),
            Action::ReadOn => {
                if let Some(session) = &mut self.session {
                    session.read_on();
                }
            }
            Action::OpenArticle(id) => open_article(self, &id),
            Action::ShowLedger { race, party } => {
                self.view.ledger.show(race, party);
                self.view.show_centre(Centre::Ledger);
            }
            Action::Show { article, span } => show(self, &article, Some(span)),
            Action::ShowMention(id) => show_mention(self, &id),
            Action::SelectMentions(mentions) => mention_navigation::select_mentions(self, mentions),
            Action::ShowEntity { article, entity } => mention_navigation::show_entity(self, &article, &entity),
            Action::Tag { span, kind } => tag_span(self, span, &kind),
            Action::Resize { mention, span } => self.edit(|session, article| {
                let place = session.place(article);
                session.perform(Edit::Resize { place, mention, span })
            }),
            Action::Retag { mentions, kind } => self.edit(|session, article| session.retag(article, &mentions, &kind)),
            Action::Untag(mentions) => untag(self, &mentions),
            Action::Link { mentions, entity } => {
                self.edit(|session, article| session.link(article, &mentions, entity));
                self.view.close_sheet();
                coalition_cards::tell_of_slots(self, &mentions);
            }
            Action::LinkNew { mentions, name } => {
                self.edit(|session, article| session.link_new(article, &mentions, &name));
                self.view.close_sheet();
                coalition_cards::tell_of_slots(self, &mentions);
            }
            Action::Search(wish) => search::search_wish(self, ctx, wish),
            Action::Suggestion(action) => review::act_on_suggestion(self, action),
            Action::Fill(mention) => coalition_cards::fill(self, &mention),
            Action::FillWith { slot, entity } => coalition_cards::fill_with(self, slot, entity),
            Action::OpenCard(card) => coalition_cards::open_card(self, card),
            Action::Arm(slot) => coalition_cards::arm_slot(self, slot),
            Action::SetCoalition { coalition, fields } => {
                self.edit(|session, article| session.set_coalition(article, &coalition, fields));
            }
            Action::SetValue { records, key, value } => self.edit(|session, article| {
                let place = session.place(article);
                session.perform(Edit::SetValue { place, records, key, value })
            }),
            Action::MergeCoalitions { from, into } => coalition_cards::merge_into(self, &from, &into),
            Action::ConfirmCoalition(card) => {
                self.edit(|session, article| session.confirm_coalition(article, &card));
                self.view.text.focus();
            }
            Action::RelinkSlots(card) => {
                self.edit(|session, article| session.relink_slots(article, None, Some(&card)));
            }
            Action::RemoveCoalition(coalition) => coalition_cards::remove_coalition(self, coalition),
            Action::RenameEntity { entity, name } => self.change(|session| session.rename_entity(&entity, &name)),
            Action::AddAlias { entity, alias } => self.change(|session| session.add_alias(&entity, &alias)),
            Action::MergeEntities { from, into } => {
                self.view.close_sheet();
                large_steps::change_entity(self, |session| session.begin_merge(from, into));
            }
            Action::RemoveEntity(entity) => {
                self.view.close_sheet();
                large_steps::change_entity(self, |session| session.begin_removal(entity));
            }
            Action::StopEntityStep => large_steps::stop_with_entity(self),
            Action::CopyLabels(labels) => copies::copy_labels(self, labels),
            Action::SettleConflict(conflict, take) => {
                self.edit(|session, article| session.settle_conflict(article, *conflict, take));
            }
            Action::SettleProjectConflict(conflict, take) => {
                self.change(|session| session.settle_project_conflict(*conflict, take));
            }
            Action::SetOptions(options) => self.change(|session| session.set_options(options)),
            Action::Compare => compare::compare(self, ctx),
            Action::DecideIntoGold => compare::decide_into_gold(self),
            Action::Remark(wish) => remarks::act(self, ctx, wish),
            Action::FollowGuidelines => {
                if let Some(session) = &mut self.session {
                    session.follow_guidelines();
                }
            }
            Action::LookAtProgress => assigning::look(self, ctx),
            Action::Assign => assigning::draw(self, ctx),
            Action::SetStatus(articles, status) => articles::set_status(self, &articles, status),
            Action::AssignTo { articles, set, give } => articles::assign(self, &articles, &set, give),
            Action::AskRemoveArticles(articles) => self.view.open_sheet(OpenSheet::RemoveArticles(articles)),
            Action::RemoveArticles(articles) => articles::remove(self, &articles),
            Action::Recover(path) => recovery::begin_recovery(self, Some(path)),
            Action::LookAtRecovery => recovery::preview_recovery(self, ctx),
            Action::TakeBack(id) => recovery::take_back(self, &id),
            Action::LookAtGazetteer => gazetteer::look(self, ctx),
            Action::PutGazetteer(change, keep) => self.change(|session| session.put_gazetteer(*change, keep)),
            Action::LookAtScheme => scheme::look(self, ctx),
            Action::PutStatements(statements) => self.change(|session| session.put_statements(*statements)),
            Action::PutKind(kind) => self.change(|session| session.perform(Edit::PutKind { kind })),
            Action::SetFields(fields) => self.change(|session| session.set_fields(fields)),
            Action::AnnotateAs(name) => annotate_as(self, name),
            Action::RenameSet(name) => rename_set(self, name),
            Action::SetKeys(keys) => {
                self.settings.keys = keys;
                self.settings.save();
            }
            Action::AskEntity(entity) => entities::edit(self, &entity),
            Action::PutEntity(entity) => self.change(|session| session.put_entity(*entity)),
            Action::ChooseNames => paths::choose(self, Purpose::Names),
            Action::BringInNames(import) => self.change(|session| session.put_entities(*import)),
            Action::WriteNames { path, builtin } => entities::write(self, path, builtin),
            Action::AskMerge(from) => self.view.open_sheet(OpenSheet::Merge(Box::new(MergeDraft::new(from)))),
            Action::AskRemoveEntity(entity) => self.view.open_sheet(OpenSheet::RemoveEntity(entity)),
            Action::ShowExtracted => self.view.open_sheet(OpenSheet::Extracted),
            Action::AskDate(article) => {
                open_article(self, &article);
                self.view.show_centre(Centre::Article);
                self.view.desk.tab = Tab::Inspector;
                self.view.text.select.clear();
                self.view.text.leave();
                self.view.inspector.ask = Some(MetaField::Date);
            }
            Action::CloseSheet => {
                self.view.close_sheet();
                pending_edits::take_back_remark(self);
            }
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
            Action::ChoosePicture(file) => pictures::choose(self, file),
            Action::SavePicture(path) => pictures::save(self, ctx, path),
            Action::ShowLedgerOf(set) => {
                if let Some(session) = &mut self.session {
                    session.show_ledger_of(&set);
                }
            }
            Action::CountGuessedDates(guessed) => {
                if let Some(session) = &mut self.session {
                    session.set_guessed_dates(guessed);
                }
            }
            Action::ChooseCouncils => paths::choose(self, Purpose::Councils),
            Action::ReadCouncils(path) => paths::councils(self, &path),
            Action::ForgetCouncils => {
                if let Some(session) = &mut self.session {
                    session.set_councils(None);
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
    pub(in crate::app) fn change(&mut self, edit: impl FnOnce(&mut Session) -> Result<Done, Refusal>) {
        let _ = self.try_change(edit);
    }

    pub(in crate::app) fn try_change(
        &mut self,
        edit: impl FnOnce(&mut Session) -> Result<Done, Refusal>,
    ) -> Option<Done> {
        self.view.toasts.changed();
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
                tell(self, refusal);
                None
            }
        }
    }
}

/// Says what went wrong below the window, in the person's language.
pub fn tell(app: &mut App, problem: impl Into<Message>) {
    let said = problem.into().say(app.settings.language);
    app.view.toasts.problem(said);
}

/// Opens an article of the project.
pub fn open_article(app: &mut App, id: &ArticleId) {
    app.view.desk.centre = Centre::Article;
    if app.view.desk.article.as_ref() == Some(id) {
        app.view.text.focus();
        return;
    }
    pending_edits::finish_typing(app);
    let Some(session) = &mut app.session else { return };
    if let Err(error) = session.load(id) {
        return tell(app, error);
    }
    // What was done in the article left behind goes to its file now.
    session.fold();
    app.view.desk.article = Some(id.clone());
    app.view.text.open();
    app.view.card = Default::default();
    app.view.review.let_go();
    app.view.inspector = Default::default();
    app.view.articles.reveal = true;
    review::forget_left(app);
    review::begin_deciding(app);
}

pub fn show(app: &mut App, article: &ArticleId, span: Option<Span>) {
    open_article(app, article);
    if let Some(span) = span {
        app.view.text.reveal(span);
    }
}

fn show_mention(app: &mut App, id: &MentionId) {
    let (Some(session), Some(article)) = (&app.session, &app.view.desk.article) else { return };
    if let Some(mention) = session.annotations(article).and_then(|a| a.mentions.get(id)) {
        app.view.text.select.set_mentions(vec![id.clone()], mention.span.start);
        app.view.text.reveal(mention.span);
        app.view.text.focus();
    }
}

pub fn tag_span(app: &mut App, span: Span, kind: &KindKey) {
    let kind = kind.clone();
    let done = app.try_edit(|session, article| session.tag(article, span, &kind));
    let Some(done) = done else { return };
    let caret = app.view.text.select.caret();
    if app.view.desk.armed.is_none() {
        app.view.text.select.set_mentions(done.mentions.clone(), done.span.map_or(caret, |span| span.start));
    }
    // Say what a single name was linked to, since that happened by itself.
    let (Some(session), Some(article), [id]) = (&app.session, &app.view.desk.article, done.mentions.as_slice()) else {
        let said = app.settings.language.fill(Words::TaggedCount, &[&done.count.to_string()]);
        app.view.toasts.say(said);
        return;
    };
    let Some(mention) = session.annotations(article).and_then(|a| a.mentions.get(id)) else { return };
    let words = session.article(article).map_or("", |article| article.text.slice(mention.span));
    let entity = mention.entity.as_ref().and_then(|entity| session.entity(entity));
    let entity = entity.map_or(app.say(Words::NotLinked).to_owned(), |entity| entity.name.clone());
    let said = app.settings.language.fill(Words::Linked, &[words, &entity]);
    app.view.toasts.say(said);
}

fn untag(app: &mut App, mentions: &[MentionId]) {
    let mentions = mentions.to_vec();
    let done = app.try_edit(|session, article| {
        let place = session.place(article);
        session.perform(Edit::Untag { place, mentions })
    });
    // Who listens hears of a mark that comes, and of one that goes.
    if let Some(done) = done {
        let said = names::deed(app.settings.language, done.kind, done.count);
        app.view.toasts.say(said);
    }
}

fn nudge(app: &mut App, command: Command, exact: bool) {
    if review::nudge_suggestion(app, command, exact) {
        return;
    }
    let Some(mention) = app.view.text.select.mentions().first().cloned() else {
        app.toast(Words::SelectMentionFirst);
        return;
    };
    let end = matches!(command, Command::GrowEnd | Command::ShrinkEnd);
    let outward = matches!(command, Command::GrowEnd | Command::GrowStart);
    app.edit(|session, article| session.nudge(article, &mention, end, outward, exact));
}

/// In how many articles the set that marks go to says anything, as far as they are counted.
pub fn worked_articles(app: &App) -> usize {
    let rows = app.session.as_ref().into_iter().flat_map(|session| session.rows().iter());
    let worked = |row: &&crate::session::Row| row.summary.mentions + row.summary.coalitions > 0;
    rows.filter(worked).count()
}

/// Where the person of now has marked nothing and others have: says whose marks there are.
pub fn look_for_others(app: &mut App) {
    app.view.desk.others.clear();
    let nothing = worked_articles(app) == 0;
    let Some(session) = app.session.as_ref().filter(|session| nothing && session.is_whole()) else { return };
    let sets = &session.project().sets;
    let person = |(id, articles): (SetId, usize)| {
        let set = sets.get(&id).filter(|set| set.role == SetRole::Person && id != *session.active_set())?;
        Some((set.name.clone(), articles))
    };
    app.view.desk.others = session.work().into_iter().filter_map(person).collect();
}

fn rename_set(app: &mut App, name: String) {
    app.view.close_sheet();
    app.change(|session| {
        let known = session.project().sets.get(session.active_set()).cloned();
        let set = known.ok_or(Refusal::Nothing)?;
        session.perform(Edit::PutSet { set: AnnotationSet { name, ..set } })
    });
}

fn annotate_as(app: &mut App, name: String) {
    app.view.close_sheet();
    let worked = worked_articles(app).to_string();
    pending_edits::finish_typing(app);
    large_steps::settle_large_steps(app);
    let Some(session) = &mut app.session else { return };
    session.fold();
    app.settings.name = name;
    app.settings.save();
    let before = session.active_set().clone();
    session.annotate_as(app.settings.who());
    let now = session.active_set().clone();
    if now != before {
        let values = [now.as_str(), before.as_str(), &worked];
        let said = app.settings.language.fill(Words::SwitchedSet, &values);
        app.view.toasts.say(said);
        look_for_others(app);
    }
    if let Some(article) = app.view.desk.article.take() {
        open_article(app, &article);
    }
}

/// The article after or before the open one in the filtered list.
pub fn neighbour(app: &App, forward: bool) -> Option<ArticleId> {
    neighbour_that(app, forward, |_| true)
}

/// The nearest such article after or before the open one in the filtered list.
pub fn neighbour_that(app: &App, forward: bool, is: impl Fn(&ArticleId) -> bool) -> Option<ArticleId> {
    let rows = app.session.as_ref()?.rows();
    let shown = &app.view.articles.shown;
    let here = rows.position(app.view.desk.article.as_ref()?)?;
    let at = shown.iter().position(|&position| position == here);
    // An article that the filter leaves out has its place by its id.
    let (before, after) = match at {
        Some(at) => (&shown[..at], &shown[at + 1..]),
        None => shown.split_at(shown.iter().position(|&position| position > here).unwrap_or(shown.len())),
    };
    let wanted = |position: &usize| rows.at(*position).map(|row| &row.meta.id).filter(|id| is(id));
    let next = if forward { after.iter().find_map(wanted) } else { before.iter().rev().find_map(wanted) };
    next.cloned()
}

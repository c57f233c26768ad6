//! What each command does.

use eframe::egui;

use super::App;
use crate::{
    app::{
        article::{Find, next_mention},
        kit::{dialogs::Purpose, log, text::Words},
        sheets::{
            OpenSheet,
            annotate_as::AnnotateAsDraft,
            kinds::KindsDraft,
            link_list::{LinkDraft, Linking},
            palette::PaletteDraft,
            shortcuts::ShortcutsDraft,
        },
        state::{
            action::{Action, Choice},
            command::{Command, Digit},
            desk::{Centre, Tab},
        },
    },
    message::Language,
    model::{Kind, KindKey, SetRole, Span, Status, word_at},
    session::CardSlot,
};

impl App {
    pub(in crate::app) fn run_command(&mut self, ctx: &egui::Context, command: Command) {
        self.commit_typing();
        match command {
            Command::NewProject => self.choose(ctx, Purpose::NewProject),
            Command::OpenProject => self.choose(ctx, Purpose::OpenProject),
            Command::OpenSample => self.open_sample(),
            Command::ImportFiles => self.choose(ctx, Purpose::ImportFiles),
            Command::ImportFolder => self.choose(ctx, Purpose::ImportFolder),
            Command::Export => self.begin_export(),
            Command::Save => self.save(),
            Command::Recover => self.begin_recovery(None),
            Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Command::Undo => self.step_history(true),
            Command::Redo => self.step_history(false),
            Command::Copy => self.copy(ctx),
            Command::Find => {
                let query = self.selected_words().unwrap_or_default();
                self.view.text.leave();
                self.view.text.find = Some(Find::of(query));
            }
            Command::SearchTexts => self.open_search(ctx),
            Command::NextHit => self.step_hit(ctx, true),
            Command::PreviousHit => self.step_hit(ctx, false),
            Command::SelectSentence => {
                if let Some(article) = self.open_text() {
                    let caret = self.view.text.select.caret();
                    self.view.text.select.sentence(&article.text, caret);
                }
            }
            Command::RemoveArticle => {
                if let Some(article) = self.view.desk.article.clone() {
                    self.view.open_sheet(OpenSheet::RemoveArticle(article));
                }
            }
            Command::Tag(digit) => self.tag_selection(digit),
            Command::Arm(digit) => self.arm_kind(digit),
            Command::TagEvery => self.tag_every(),
            Command::TagEveryProject => match self.words_and_kind() {
                Some((span, kind)) => {
                    let words = self.open_text().map(|article| article.text.slice(span).to_owned());
                    self.search_project(ctx, &words.unwrap_or_default(), kind);
                }
                None => self.toast(Words::SelectFirst),
            },
            Command::Link => self.open_link_list(),
            Command::Unlink => self.with_mentions(|mentions| Action::Link { mentions, entity: None }, ctx),
            Command::Untag => match self.current() {
                Some(_) => self.choose_current(Choice::Reject),
                None => self.with_mentions(Action::Untag, ctx),
            },
            Command::NextMention => self.next_mention(true),
            Command::PreviousMention => self.next_mention(false),
            Command::GrowStart | Command::ShrinkStart | Command::GrowEnd | Command::ShrinkEnd => {
                self.act(ctx, Action::Nudge { command, exact: false });
            }
            Command::MakeCoalition => self.make_coalition(),
            Command::EmptyCard => self.empty_card(),
            Command::NextCard => self.next_card(true),
            Command::PreviousCard => self.next_card(false),
            Command::NextSuggestion => self.step_suggestion(true),
            Command::PreviousSuggestion => self.step_suggestion(false),
            Command::Accept => match self.current() {
                Some(_) => self.choose_current(Choice::Accept),
                None => self.fill_selected(),
            },
            Command::AcceptAlike => self.choose_current(Choice::Alike),
            Command::Reject => self.choose_current(Choice::Reject),
            Command::SkipSuggestion => self.choose_current(Choice::Skip),
            Command::NextStatus => self.next_status(),
            Command::ReviewPhrase => self.review_phrase(ctx),
            Command::FillSlot => self.fill_selected(),
            Command::AddEvidence => self.add_evidence(),
            Command::ArmRegion => self.toggle_or_arm(CardSlot::Region),
            Command::ArmHead => self.toggle_or_arm(CardSlot::Head),
            Command::ArmDeputy => self.toggle_or_arm(CardSlot::Deputy),
            Command::ArmParty => self.arm_slot(Some(CardSlot::Party)),
            Command::Extract => self.begin_extract(),
            Command::CopyLabels => self.open_copies(ctx),
            Command::FinishNext => {
                self.offer_copies(ctx);
                self.set_status_and_go_on(Status::Finished);
            }
            Command::IgnoreArticle => self.set_status_and_go_on(Status::Ignored),
            Command::NextArticle => self.go_to_neighbour(true),
            Command::PreviousArticle => self.go_to_neighbour(false),
            Command::ShowEntities => self.view.show_tab(Tab::Entities),
            Command::ShowCoalitions => self.view.show_tab(Tab::Coalitions),
            Command::ShowInspector => self.view.show_tab(Tab::Inspector),
            Command::ShowReview => self.view.show_tab(Tab::Review),
            Command::ShowCompare if self.view.desk.centre == Centre::Compare => self.view.show_centre(Centre::Article),
            Command::ShowCompare => {
                self.look_at_sets();
                self.view.show_centre(Centre::Compare);
                if self.view.compare.sets.is_empty() {
                    let people = self.view.desk.sets.iter().filter(|set| set.role == SetRole::Person);
                    self.view.compare.sets = people.map(|set| set.id.clone()).collect();
                }
                if self.view.compare.asked.is_none() {
                    self.compare(ctx);
                }
            }
            Command::FocusArticle => self.view.show_centre(Centre::Article),
            Command::Ledger => match self.view.desk.centre {
                Centre::Ledger => self.view.show_centre(Centre::Article),
                Centre::Article | Centre::Compare => {
                    self.look_at_sets();
                    self.view.show_centre(Centre::Ledger);
                }
            },
            Command::FocusFilter => {
                self.view.text.leave();
                self.view.articles.focus_filter = true;
            }
            Command::ThemeToggle => {
                self.settings.dark = Some(ctx.theme() != egui::Theme::Dark);
                self.settings_changed(ctx);
            }
            Command::ZoomIn => self.zoom(ctx, self.settings.zoom + 0.1),
            Command::ZoomOut => self.zoom(ctx, self.settings.zoom - 0.1),
            Command::ZoomReset => self.zoom(ctx, 1.0),
            Command::SwitchLanguage => {
                self.settings.language = match self.settings.language {
                    Language::English => Language::Indonesian,
                    Language::Indonesian => Language::English,
                };
                self.settings_changed(ctx);
            }
            Command::ManageKinds => self.view.open_sheet(OpenSheet::Kinds(KindsDraft::default())),
            Command::AnnotateAs => {
                let name = self.settings.who().name;
                self.view.open_sheet(OpenSheet::AnnotateAs(AnnotateAsDraft::new(name)));
            }
            // The same keys close them again.
            Command::Palette => match self.view.sheet {
                Some(OpenSheet::Palette(_)) => self.view.close_sheet(),
                _ => self.view.open_sheet(OpenSheet::Palette(PaletteDraft::default())),
            },
            Command::Shortcuts => match self.view.sheet {
                Some(OpenSheet::Shortcuts(_)) => self.view.close_sheet(),
                _ => self.view.open_sheet(OpenSheet::Shortcuts(ShortcutsDraft::default())),
            },
            Command::Guidelines => self.view.desk.guidelines = !self.view.desk.guidelines,
            Command::Problems => {
                self.view.desk.problems = !self.view.desk.problems;
                // They stand in the same place; what was found stays.
                self.view.desk.search &= !self.view.desk.problems;
            }
            Command::Welcome => self.view.desk.welcome = true,
            Command::OpenLog => match log::path() {
                Some(path) => {
                    let path = path.display().to_string();
                    ctx.open_url(egui::OpenUrl::new_tab(format!("file://{path}")));
                    self.view.toasts.say(path);
                }
                None => self.toast(Words::NoLog),
            },
        }
    }

    /// The list of entities for the suggestion that is decided on, or for the selected mentions.
    fn open_link_list(&mut self) {
        let whose = match (self.current_mention(), &**self.view.text.select.mentions()) {
            (Some(id), _) => Linking::Suggestion(id),
            (None, []) => return self.toast(Words::SelectMentionFirst),
            (None, mentions) => Linking::Mentions(mentions.to_vec()),
        };
        self.view.open_sheet(OpenSheet::LinkList(Box::new(LinkDraft::new(whose))));
    }

    /// Puts the selected mention into the armed slot.
    fn fill_selected(&mut self) {
        match self.view.text.select.mentions().first().cloned() {
            Some(mention) => self.fill(&mention),
            None => self.toast(Words::SelectMentionFirst),
        }
    }

    /// Takes or leaves out a slot of the suggested coalition that is decided on; without one, arms the slot.
    fn toggle_or_arm(&mut self, slot: CardSlot) {
        if !self.toggle_slot(slot) {
            self.arm_slot(Some(slot));
        }
    }

    fn open_text(&self) -> Option<std::sync::Arc<crate::model::Article>> {
        self.session.as_ref()?.article(self.view.desk.article.as_ref()?).cloned()
    }

    pub(in crate::app) fn selected_words(&self) -> Option<String> {
        let span = self.view.text.select.span()?;
        self.open_text().map(|article| article.text.slice(span).to_owned())
    }

    /// The kind that a digit stands for.
    fn kind_at(&self, digit: Digit) -> Option<Kind> {
        self.session.as_ref()?.project().scheme.kinds.get(digit.place()).cloned()
    }

    fn save(&mut self) {
        let Some(session) = &mut self.session else { return };
        match session.save() {
            Ok(()) => self.toast(Words::SavedAll),
            Err(error) => self.tell(error),
        }
    }

    fn copy(&mut self, ctx: &egui::Context) {
        let mention = self.view.text.select.mentions().first().cloned();
        let of_mention = mention.and_then(|id| {
            let (session, article) = (self.session.as_ref()?, self.view.desk.article.as_ref()?);
            let span = session.annotations(article)?.mentions.get(&id)?.span;
            Some(session.article(article)?.text.slice(span).to_owned())
        });
        if let Some(words) = self.selected_words().or(of_mention) {
            ctx.copy_text(words);
        }
    }

    /// A digit: marks the selected text, changes the selected mentions, or marks the word at the caret.
    fn tag_selection(&mut self, digit: Digit) {
        let Some(kind) = self.kind_at(digit).map(|kind| kind.key) else { return };
        if let Some(id) = self.current_mention() {
            return self.accept_kind(id, &kind);
        }
        let select = &self.view.text.select;
        if let Some(span) = select.span() {
            let article = self.open_text();
            // By keyboard a selection may begin or end within a word; what is marked is whole words.
            let span = article.and_then(|a| crate::model::snap_to_words(&a.text, span)).unwrap_or(span);
            return self.tag_span(span, &kind);
        }
        if !select.mentions().is_empty() {
            let mentions = select.mentions().to_vec();
            return self.edit(|session, article| session.retag(article, &mentions, &kind));
        }
        let caret = select.caret();
        match self.open_text().and_then(|article| word_at(&article.text, caret)) {
            Some(word) => self.tag_span(word, &kind),
            None => self.toast(Words::SelectFirst),
        }
    }

    fn arm_kind(&mut self, digit: Digit) {
        let Some(kind) = self.kind_at(digit).map(|kind| kind.key) else { return };
        self.view.desk.armed = (self.view.desk.armed.as_ref() != Some(&kind)).then_some(kind);
        self.view.text.focus();
    }

    /// The words that "every occurrence" speaks of, and their kind: the selected mention's, or the selected text's as
    /// the armed kind, the kind that its name has, or party.
    fn words_and_kind(&self) -> Option<(Span, KindKey)> {
        let (session, article) = (self.session.as_ref()?, self.view.desk.article.as_ref()?);
        let select = &self.view.text.select;
        if let Some(mention) = select.mentions().first() {
            let mention = session.annotations(article)?.mentions.get(mention)?;
            return Some((mention.span, mention.kind.clone()));
        }
        let text = &session.article(article)?.text;
        let span = select.span().or_else(|| word_at(text, select.caret()))?;
        let of_name = || session.lexicon().kind_of(text.slice(span));
        let kind = self.view.desk.armed.clone().or_else(of_name)?;
        Some((span, kind))
    }

    fn tag_every(&mut self) {
        let Some((span, kind)) = self.words_and_kind() else { return self.toast(Words::SelectFirst) };
        let done = self.try_edit(|session, article| session.tag_every(article, span, &kind));
        if let Some(done) = done {
            let said = self.settings.language.fill(Words::TaggedCount, &[&done.count.to_string()]);
            self.view.toasts.say(said);
        }
    }

    fn with_mentions(&mut self, action: impl FnOnce(Vec<crate::model::MentionId>) -> Action, ctx: &egui::Context) {
        match &**self.view.text.select.mentions() {
            [] => self.toast(Words::SelectMentionFirst),
            mentions => {
                let action = action(mentions.to_vec());
                self.act(ctx, action);
            }
        }
    }

    fn next_mention(&mut self, forward: bool) {
        let marks =
            self.session.as_ref().zip(self.view.desk.article.as_ref()).and_then(|(s, article)| s.marks(article));
        let next = marks.and_then(|marks| next_mention(&marks.by_place, &self.view.text.select, forward));
        if let Some((id, span)) = next {
            self.view.text.select.set_mentions(vec![id], span.start);
            self.view.text.reveal(span);
            self.view.text.focus();
        }
    }

    fn make_coalition(&mut self) {
        let select = &self.view.text.select;
        let (span, mentions) = (select.span(), select.mentions().to_vec());
        if span.is_none() && mentions.is_empty() {
            return self.toast(Words::SelectFirst);
        }
        let done = self.try_edit(|session, article| session.coalition_from(article, span, &mentions));
        if let Some(card) = done.and_then(|done| done.coalition) {
            self.open_card(Some(card));
        }
    }

    fn add_evidence(&mut self) {
        let Some(card) = self.view.card.open.clone() else { return self.toast(Words::OpenCardFirst) };
        let caret = self.view.text.select.caret();
        let span = self.view.text.select.span().unwrap_or(Span::new(caret, caret + 1));
        self.edit(|session, article| session.add_evidence(article, &card, span));
    }

    fn go_to_neighbour(&mut self, forward: bool) {
        match self.neighbour(forward) {
            Some(next) => self.open_article(&next),
            None => self.toast(if forward { Words::LastArticle } else { Words::FirstArticle }),
        }
    }

    fn zoom(&mut self, ctx: &egui::Context, zoom: f32) {
        self.settings.zoom = (zoom * 10.0).round().clamp(8.0, 30.0) / 10.0;
        self.settings_changed(ctx);
    }

    pub(in crate::app) fn settings_changed(&mut self, ctx: &egui::Context) {
        self.follow_settings(ctx);
        self.settings.save();
    }
}

//! What each command does.

use std::collections::BTreeMap;

use eframe::egui;

use super::App;
use super::{
    actions, assigning, coalition_cards, compare, copies, datasets, entities, extraction, finishing, gave_way,
    gazetteer, keys, large_steps, paths, pending_edits, projects, recovery, remarks, review, scheme, search,
};
use crate::{
    app::{
        article::{self, Find},
        kit::{dialogs::Purpose, log, text::Words},
        sheets::{
            OpenSheet,
            annotate_as::AnnotateAsDraft,
            fields::FieldsDraft,
            kinds::KindsDraft,
            link_list::{LinkDraft, Linking},
            palette::PaletteDraft,
            shortcuts::ShortcutsDraft,
        },
        state::{
            action::{Action, ReviewChoice},
            command::{Command, Digit},
            desk::{Centre, Tab},
        },
    },
    message::Language,
    model::{AnnotationSet, Flag, Kind, KindKey, MentionId, SetRole, Slot, Span, Status, joined_word_at},
    session::CardSlot,
};

pub fn run_command(app: &mut App, ctx: &egui::Context, command: Command) {
    pending_edits::commit_typing(app);
    match command {
        Command::NewProject => paths::choose(app, Purpose::NewProject),
        Command::OpenProject => paths::choose(app, Purpose::OpenProject),
        Command::OpenSample => projects::open_sample(app),
        Command::ImportFiles => paths::choose(app, Purpose::ImportFiles),
        Command::PasteArticle => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
        Command::ImportFolder => paths::choose(app, Purpose::ImportFolder),
        Command::Export => datasets::begin_export(app),
        Command::Save => save(app),
        Command::Recover => recovery::begin_recovery(app, None),
        Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        Command::Undo => large_steps::step_history(app, true),
        Command::Redo => large_steps::step_history(app, false),
        Command::Copy => copy(app, ctx),
        Command::Find => {
            let query = selected_words(app).unwrap_or_default();
            app.view.text.leave();
            app.view.text.find = Some(Find::of(query));
        }
        Command::SearchTexts => search::open_search(app, ctx),
        Command::NextHit => search::step_hit(app, ctx, true),
        Command::PreviousHit => search::step_hit(app, ctx, false),
        Command::SelectSentence => {
            if let Some(article) = open_text(app) {
                let caret = app.view.text.select.caret();
                app.view.text.select.sentence(&article.text, caret);
            }
        }
        Command::RemoveArticle => {
            if let Some(article) = app.view.desk.article.clone() {
                app.view.open_sheet(OpenSheet::RemoveArticles(vec![article]));
            }
        }
        Command::Tag(digit) => tag_selection(app, digit),
        Command::Arm(digit) => arm_kind(app, digit),
        Command::TagEvery => tag_every(app),
        Command::TagEveryProject => match words_and_kind(app) {
            Some((span, kind)) => {
                let words = open_text(app).map(|article| article.text.slice(span).to_owned());
                search::search_project(app, ctx, &words.unwrap_or_default(), kind);
            }
            None => {
                keys::hold_back(app, ctx);
                app.toast(Words::SelectFirst);
            }
        },
        Command::Link => open_link_list(app, ctx),
        Command::Unlink => with_mentions(app, |mentions| Action::Link { mentions, entity: None }, ctx),
        Command::NewEntity => entities::begin(app),
        Command::NamesTable => entities::open_table(app),
        Command::EditEntity => entities::edit_selected(app),
        Command::MergeEntity => entities::merge_selected(app),
        Command::RelinkSlots => relink_slots(app),
        Command::Untag => match review::current(app) {
            Some(_) => review::choose_current(app, ReviewChoice::Reject),
            None => with_mentions(app, Action::Untag, ctx),
        },
        // Of a difference the other side.
        Command::NextMention | Command::PreviousMention if review::show_rival(app) => {}
        Command::NextMention => next_mention(app, true),
        Command::PreviousMention => next_mention(app, false),
        Command::GrowStart | Command::ShrinkStart | Command::GrowEnd | Command::ShrinkEnd => {
            app.act(ctx, Action::Nudge { command, exact: false });
        }
        Command::MakeCoalition => make_coalition(app),
        Command::EmptyCard => coalition_cards::empty_card(app),
        Command::MergeCards => coalition_cards::merge_cards(app),
        Command::ConfirmCard => coalition_cards::confirm_card(app),
        Command::NextCard => coalition_cards::next_card(app, true),
        Command::PreviousCard => coalition_cards::next_card(app, false),
        Command::NextSuggestion => review::step_suggestion(app, true),
        Command::PreviousSuggestion => review::step_suggestion(app, false),
        Command::Accept => match review::current(app) {
            Some(_) => review::choose_current(app, ReviewChoice::Accept),
            None if coalition_cards::waits_for_confirmation(app) => coalition_cards::confirm_card(app),
            None => fill_selected(app),
        },
        Command::AcceptSure => review::open_sure(app),
        Command::AcceptAlike => review::choose_current(app, ReviewChoice::Alike),
        Command::Reject => review::choose_current(app, ReviewChoice::Reject),
        Command::RejectAlike => review::choose_current(app, ReviewChoice::RejectAlike),
        Command::SkipSuggestion => review::choose_current(app, ReviewChoice::Skip),
        Command::NextStatus => review::next_status(app),
        Command::ReviewPhrase => review::review_phrase(app, ctx),
        Command::FillSlot => fill_selected(app),
        Command::AddEvidence => add_evidence(app),
        Command::ArmRegion => toggle_or_arm(app, CardSlot::Region),
        Command::OtherPlace => gave_way::put_in_other_place(app),
        Command::ArmHead => toggle_or_arm(app, CardSlot::Head),
        Command::ArmDeputy => toggle_or_arm(app, CardSlot::Deputy),
        Command::ArmParty => coalition_cards::arm_slot(app, Some(CardSlot::Party)),
        Command::Extract => extraction::begin_extract(app),
        Command::CopyLabels => copies::open_copies(app, ctx),
        Command::FinishNext => finishing::finish_next(app, ctx),
        Command::IgnoreArticle => finishing::set_status_and_go_on(app, Status::Ignored),
        Command::NextArticle => go_to_neighbour(app, true),
        Command::PreviousArticle => go_to_neighbour(app, false),
        Command::ShowEntities => app.view.show_tab(Tab::Entities),
        Command::ShowCoalitions => app.view.show_tab(Tab::Coalitions),
        Command::ShowInspector => app.view.show_tab(Tab::Inspector),
        Command::ShowReview => app.view.show_tab(Tab::Review),
        Command::ShowNotes => app.view.show_tab(Tab::Notes),
        Command::WriteNote => remarks::open_note(app),
        Command::FlagDiscuss => remarks::flag(app, Flag::Discuss),
        Command::FlagUnsure => remarks::flag(app, Flag::Unsure),
        Command::StillRight => remarks::reaffirm(app),
        Command::WhyDecided => remarks::open_reason(app),
        Command::AssignArticles => assigning::open(app),
        Command::ShowCompare if app.view.desk.centre == Centre::Compare => app.view.show_centre(Centre::Article),
        Command::ShowCompare => {
            compare::start_comparison(app);
            app.view.show_centre(Centre::Compare);
            if app.view.compare.sets.is_empty() {
                let work = &app.view.desk.work;
                let at_work = |set: &&AnnotationSet| set.role == SetRole::Person && work.contains_key(&set.id);
                let people = app.view.desk.sets.iter().filter(at_work);
                app.view.compare.sets = people.map(|set| set.id.clone()).collect();
            }
            if app.view.compare.asked.is_none() {
                compare::compare(app, ctx);
            }
        }
        Command::FocusArticle => app.view.show_centre(Centre::Article),
        Command::Ledger => match app.view.desk.centre {
            Centre::Ledger => app.view.show_centre(Centre::Article),
            Centre::Article | Centre::Compare => {
                compare::start_comparison(app);
                app.view.show_centre(Centre::Ledger);
            }
        },
        Command::FocusFilter => {
            app.view.text.leave();
            app.view.articles.focus_filter = true;
        }
        Command::ThemeToggle => {
            app.settings.dark = Some(ctx.theme() != egui::Theme::Dark);
            settings_changed(app, ctx);
        }
        Command::ZoomIn => zoom(app, ctx, app.settings.zoom + 0.1),
        Command::ZoomOut => zoom(app, ctx, app.settings.zoom - 0.1),
        Command::ZoomReset => zoom(app, ctx, 1.0),
        Command::SwitchLanguage => {
            app.settings.choose_language(match app.settings.language {
                Language::English => Language::Indonesian,
                Language::Indonesian => Language::English,
            });
            settings_changed(app, ctx);
        }
        Command::ManageGazetteer => gazetteer::open(app),
        Command::ManageScheme => scheme::open(app),
        Command::ManageFields => match &app.session {
            Some(session) => {
                let draft = FieldsDraft::of(session);
                app.view.open_sheet(OpenSheet::Fields(Box::new(draft)));
            }
            None => app.toast(Words::NoProjectOpen),
        },
        Command::ManageKinds => app.view.open_sheet(OpenSheet::Kinds(KindsDraft::default())),
        Command::AnnotateAs => {
            let name = app.settings.who().name;
            let worked = actions::worked_articles(app);
            app.view.open_sheet(OpenSheet::AnnotateAs(AnnotateAsDraft::new(name, worked)));
        }
        // The same keys close them again.
        Command::Palette => match app.view.sheet {
            Some(OpenSheet::Palette(_)) => app.view.close_sheet(),
            _ => app.view.open_sheet(OpenSheet::Palette(PaletteDraft::default())),
        },
        Command::Shortcuts => match app.view.sheet {
            Some(OpenSheet::Shortcuts(_)) => app.view.close_sheet(),
            _ => app.view.open_sheet(OpenSheet::Shortcuts(ShortcutsDraft::default())),
        },
        Command::Guidelines => app.view.desk.guidelines = !app.view.desk.guidelines,
        Command::Problems => {
            app.view.desk.problems = !app.view.desk.problems;
            // They stand in the same place; what was found stays.
            app.view.desk.search &= !app.view.desk.problems;
        }
        Command::Welcome => app.view.desk.welcome = true,
        Command::OpenLog => match log::path() {
            Some(path) => {
                let path = path.display().to_string();
                ctx.open_url(egui::OpenUrl::new_tab(format!("file://{path}")));
                app.view.toasts.say(path);
            }
            None => app.toast(Words::NoLog),
        },
    }
}

/// The list of entities for the suggestion that is decided on, or for the selected mentions.
fn open_link_list(app: &mut App, ctx: &egui::Context) {
    let whose = match (review::current_mention(app), &**app.view.text.select.mentions()) {
        (Some(id), _) => {
            let suggestions = app.session.as_ref().zip(app.view.desk.article.as_ref());
            let own = suggestions.and_then(|(session, article)| Some(session.suggestions(article)?.get(id)?.span));
            let Some(span) = review::moved(app, id).or(own) else { return };
            Linking::Suggestion(id, span)
        }
        (None, []) => match next_open_link(app) {
            Some((id, span)) => {
                app.view.text.select.set_mentions(vec![id.clone()], span.start);
                app.view.text.reveal(span);
                Linking::Mentions(vec![id])
            }
            None => {
                keys::hold_back(app, ctx);
                return app.toast(Words::SelectMentionFirst);
            }
        },
        (None, mentions) => Linking::Mentions(mentions.to_vec()),
    };
    app.view.open_sheet(OpenSheet::LinkList(Box::new(LinkDraft::new(whose))));
}

/// Without anything selected: the next mention behind the caret that is not linked, else the first one.
fn next_open_link(app: &App) -> Option<(MentionId, Span)> {
    if app.view.text.select.span().is_some() {
        return None;
    }
    let marks = app.session.as_ref()?.marks(app.view.desk.article.as_ref()?)?;
    let caret = app.view.text.select.caret();
    let open = || marks.by_place.iter().filter(|(_, mark)| mark.entity.is_none());
    let next = open().find(|(span, _)| span.start >= caret).or_else(|| open().next())?;
    Some((next.1.id.clone(), next.0))
}

/// Puts the selected mention into the armed slot.
fn fill_selected(app: &mut App) {
    match app.view.text.select.mentions().first().cloned() {
        Some(mention) => coalition_cards::fill(app, &mention),
        None => app.toast(Words::SelectMentionFirst),
    }
}

/// Takes or leaves out a slot of the suggested coalition that is decided on; without one, arms the slot.
fn toggle_or_arm(app: &mut App, slot: CardSlot) {
    if slot == CardSlot::Deputy && !has_second_place(app) {
        return app.toast(Words::NoSecondPlace);
    }
    if !review::toggle_slot(app, slot) {
        coalition_cards::arm_slot(app, Some(slot));
    }
}

/// Whether the ticket of the open card has a place for a deputy.
fn has_second_place(app: &App) -> bool {
    let Some(session) = &app.session else { return true };
    let annotations = app.view.desk.article.as_ref().and_then(|article| session.annotations(article));
    let card = app.view.card.open.as_ref().and_then(|open| annotations?.coalitions.get(open));
    session.project().scheme.statements.has_place(card.and_then(|card| card.race.office), Slot::Deputy)
}

fn open_text(app: &App) -> Option<std::sync::Arc<crate::model::Article>> {
    app.session.as_ref()?.article(app.view.desk.article.as_ref()?).cloned()
}

pub fn selected_words(app: &App) -> Option<String> {
    let span = app.view.text.select.span()?;
    open_text(app).map(|article| article.text.slice(span).to_owned())
}

/// The kind that a digit stands for.
fn kind_at(app: &App, digit: Digit) -> Option<Kind> {
    app.session.as_ref()?.project().scheme.kinds.get(digit.place()).cloned()
}

fn save(app: &mut App) {
    let Some(session) = &mut app.session else { return };
    match session.save() {
        Ok(()) => app.toast(Words::SavedAll),
        Err(error) => actions::tell(app, error),
    }
}

fn copy(app: &mut App, ctx: &egui::Context) {
    let mention = app.view.text.select.mentions().first().cloned();
    let of_mention = mention.and_then(|id| {
        let (session, article) = (app.session.as_ref()?, app.view.desk.article.as_ref()?);
        let span = session.annotations(article)?.mentions.get(&id)?.span;
        Some(session.article(article)?.text.slice(span).to_owned())
    });
    if let Some(words) = selected_words(app).or(of_mention) {
        ctx.copy_text(words);
    }
}

/// A digit: marks the selected text, changes the selected mentions, or marks the word at the caret.
fn tag_selection(app: &mut App, digit: Digit) {
    let Some(kind) = kind_at(app, digit).map(|kind| kind.key) else { return };
    if let Some(id) = review::current_mention(app) {
        return review::accept_kind(app, id, &kind);
    }
    let select = &app.view.text.select;
    if select.span().is_none() && review::current(app).is_some() {
        // A statement has no kind, and the word at its caret is not what is looked at.
        return app.toast(Words::KindOfStatement);
    }
    if let Some(span) = select.span() {
        let article = open_text(app);
        // By keyboard a selection may begin or end within a word; what is marked is whole words.
        let span = article.and_then(|a| crate::model::snap_to_words(&a.text, span)).unwrap_or(span);
        return actions::tag_span(app, span, &kind);
    }
    if !select.mentions().is_empty() {
        let mentions = select.mentions().to_vec();
        return app.edit(|session, article| session.retag(article, &mentions, &kind));
    }
    let caret = select.caret();
    match open_text(app).and_then(|article| joined_word_at(&article.text, caret)) {
        Some(word) => actions::tag_span(app, word, &kind),
        None => app.toast(Words::SelectFirst),
    }
}

fn arm_kind(app: &mut App, digit: Digit) {
    let Some(kind) = kind_at(app, digit).map(|kind| kind.key) else { return };
    app.view.desk.armed = (app.view.desk.armed.as_ref() != Some(&kind)).then_some(kind);
    app.view.text.focus();
}

/// The words that "every occurrence" speaks of, and their kind: the selected mention's, or the selected text's as
/// the armed kind, the kind that its name has, or party.
fn words_and_kind(app: &App) -> Option<(Span, KindKey)> {
    let (session, article) = (app.session.as_ref()?, app.view.desk.article.as_ref()?);
    let select = &app.view.text.select;
    if let Some(mention) = select.mentions().first() {
        let mention = session.annotations(article)?.mentions.get(mention)?;
        return Some((mention.span, mention.kind.clone()));
    }
    let text = &session.article(article)?.text;
    let span = select.span().or_else(|| joined_word_at(text, select.caret()))?;
    let of_name = || session.lexicon().kind_of(text.slice(span));
    let kind = app.view.desk.armed.clone().or_else(of_name)?;
    Some((span, kind))
}

fn tag_every(app: &mut App) {
    let Some((span, kind)) = words_and_kind(app) else { return app.toast(Words::SelectFirst) };
    let done = app.try_edit(|session, article| session.tag_every(article, span, &kind));
    let left = names_left(app, span, &kind);
    let tagged = done.map(|done| app.settings.language.fill(Words::TaggedCount, &[&done.count.to_string()]));
    let left = left.map(|names| app.settings.language.fill(Words::LongerNamesLeft, &[&names]));
    if tagged.is_some() || left.is_some() {
        app.view.toasts.say(tagged.into_iter().chain(left).collect::<Vec<_>>().join(" · "));
    }
}

/// The longer names that are left as they are, each once with how often it stands there.
fn names_left(app: &App, span: Span, kind: &KindKey) -> Option<String> {
    let (session, article) = (app.session.as_ref()?, open_text(app)?);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in session.longer_names(&article.meta.id, span, kind) {
        *counts.entry(article.text.slice(name)).or_default() += 1;
    }
    let said = |(name, count): (&str, usize)| {
        if count == 1 { format!("“{name}”") } else { format!("“{name}” ×{count}") }
    };
    let names: Vec<String> = counts.into_iter().map(said).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn with_mentions(app: &mut App, action: impl FnOnce(Vec<crate::model::MentionId>) -> Action, ctx: &egui::Context) {
    match &**app.view.text.select.mentions() {
        [] => app.toast(Words::SelectMentionFirst),
        mentions => {
            let action = action(mentions.to_vec());
            app.act(ctx, action);
        }
    }
}

fn next_mention(app: &mut App, forward: bool) {
    let marks = app.session.as_ref().zip(app.view.desk.article.as_ref()).and_then(|(s, article)| s.marks(article));
    let next = marks.and_then(|marks| article::next_mention(&marks.by_place, &app.view.text.select, forward));
    if let Some((id, span)) = next {
        app.view.text.select.set_mentions(vec![id], span.start);
        app.view.text.reveal(span);
        app.view.text.focus();
    }
}

fn make_coalition(app: &mut App) {
    let select = &app.view.text.select;
    let (span, mentions) = (select.span(), select.mentions().to_vec());
    if span.is_none() && mentions.is_empty() {
        return app.toast(Words::SelectFirst);
    }
    let done = app.try_edit(|session, article| session.coalition_from(article, span, &mentions));
    if let Some(card) = done.and_then(|done| done.coalition) {
        coalition_cards::open_card(app, Some(card));
    }
}

/// Puts what the selected mentions are linked to into the slots that they fill; without any, the same for the open card.
fn relink_slots(app: &mut App) {
    let mentions = app.view.text.select.mentions().to_vec();
    let card = app.view.card.open.clone();
    match (mentions.as_slice(), card) {
        ([], None) => app.toast(Words::SelectMentionFirst),
        ([], Some(card)) => app.edit(|session, article| session.relink_slots(article, None, Some(&card))),
        (mentions, _) => app.edit(|session, article| session.relink_slots(article, Some(mentions), None)),
    }
}

fn add_evidence(app: &mut App) {
    let Some(card) = app.view.card.open.clone() else { return app.toast(Words::OpenCardFirst) };
    let caret = app.view.text.select.caret();
    let span = app.view.text.select.span().unwrap_or(Span::new(caret, caret + 1));
    app.edit(|session, article| session.add_evidence(article, &card, span));
}

fn go_to_neighbour(app: &mut App, forward: bool) {
    match actions::neighbour(app, forward) {
        Some(next) => actions::open_article(app, &next),
        None => app.toast(if forward { Words::LastArticle } else { Words::FirstArticle }),
    }
}

fn zoom(app: &mut App, ctx: &egui::Context, zoom: f32) {
    app.settings.zoom = (zoom * 10.0).round().clamp(8.0, 30.0) / 10.0;
    settings_changed(app, ctx);
}

pub fn settings_changed(app: &mut App, ctx: &egui::Context) {
    app.follow_settings(ctx);
    app.settings.save();
}

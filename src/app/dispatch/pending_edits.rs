//! What is typed into the inspector's fields, into those of a card, and as a note or a reason becomes an edit a moment
//! after the last key, and when a field is left, however it is left. One visit of a field is one step of undo.

use std::{
    collections::BTreeMap,
    mem,
    time::{Duration, Instant},
};

use eframe::egui;

use super::App;
use super::actions;
use crate::{
    app::{
        kit::text::Words,
        panels::{
            about::MetaField,
            coalitions,
            inspector::note_id,
            own_fields::{self, OwnFieldState},
        },
        sheets::OpenSheet,
    },
    edit::{Edit, Refusal},
    model::{
        ArticleId, ArticleMeta, CoalitionId, DecisionId, DecisionReason, MentionId, Remarked, Variable, Variables,
    },
    session::{Done, Session, one_spaced},
};

/// How long after the last key what is typed is kept.
const MOMENT: Duration = Duration::from_secs(1);

/// What was typed when it was looked at last, and since when it is so.
#[derive(Default)]
pub struct PendingEdits {
    seen: Typed,
    since: Option<Instant>,
    /// The field that edits were made from, and the session's revision after the last of them.
    visit: Option<(TypedField, u64)>,
}

/// Everything that is typed at a moment.
#[derive(Default, PartialEq, Clone)]
struct Typed {
    note: Option<(MentionId, String)>,
    meta: BTreeMap<MetaField, String>,
    card: Option<(CoalitionId, &'static str, String)>,
    own: [OwnFieldState; 2],
    remark: Option<TypedRemark>,
}

/// What stands in the sheet of a note or of a reason.
#[derive(PartialEq, Clone)]
enum TypedRemark {
    Note(ArticleId, Remarked, String),
    Reason(ArticleId, DecisionId, Option<DecisionReason>, String),
}

/// Where it is typed.
#[derive(PartialEq)]
enum TypedField {
    Note(MentionId),
    Meta(ArticleId),
    Card(CoalitionId, &'static str),
    Own(Remarked, String),
    Remark,
}

/// Takes over what was typed in fields that have no keyboard any more, and in any field a moment after the last key.
/// Cheap; once a frame.
pub fn settle_typing(app: &mut App, ctx: &egui::Context) {
    take_back_typing(app);
    let (inspector, card) = (&app.view.inspector, &app.view.card);
    let own = inspector.own.typing.is_some() || card.own.typing.is_some();
    let remark = open_remark(app).is_some();
    if inspector.note.is_none() && inspector.article.is_empty() && card.typing.is_none() && !own && !remark {
        (app.view.pending.seen, app.view.pending.since) = Default::default();
        return;
    }
    let focused = ctx.memory(|memory| memory.focused());
    if focused != Some(note_id()) {
        take_note(app);
    }
    if !MetaField::ALL.iter().any(|field| focused == Some(field.id())) {
        take_meta(app);
    }
    keep_typed(app, ctx);
}

/// Whether something is typed that no edit has yet.
pub fn is_typing(app: &App) -> bool {
    // A note and a reason become edits while they are typed; what else stands in a sheet waits for its button.
    let waits = match &app.view.sheet {
        Some(OpenSheet::Note(_) | OpenSheet::Reason(_)) => typed_remark(app).is_some(),
        Some(sheet) => sheet.holds_words(),
        None => false,
    };
    if waits {
        return true;
    }
    let inspector = &app.view.inspector;
    let note = inspector.note.as_ref();
    let note = note.is_some_and(|(id, text)| note_of(app, id).is_some_and(|there| there != text.trim_end()));
    note || typed_meta(app).is_some_and(|(there, after, wrong)| wrong || there != after)
        || typed_card(app).is_some()
        || typed_values(app).iter().any(Option::is_some)
}

/// A field of the article whose words cannot be taken as they stand, a moment after the last key.
pub fn refused(app: &App) -> Option<MetaField> {
    if app.view.pending.since.is_some() || app.view.inspector.article.is_empty() {
        return None;
    }
    let row = app.session.as_ref()?.rows().get(app.view.desk.article.as_ref()?)?;
    let mut typed = app.view.inspector.article.clone();
    take_fields(&row.meta, &mut typed);
    typed.into_keys().next()
}

/// A moment after the last key, what is typed becomes an edit; the field keeps the keyboard and its text.
fn keep_typed(app: &mut App, ctx: &egui::Context) {
    let (inspector, card) = (&app.view.inspector, &app.view.card);
    let own = [inspector.own.clone(), card.own.clone()];
    let (note, meta, card) = (inspector.note.clone(), inspector.article.clone(), card.typing.clone());
    let now = Typed { note, meta, card, own, remark: open_remark(app) };
    let pending = &mut app.view.pending;
    if pending.seen != now {
        (pending.seen, pending.since) = (now, Some(Instant::now()));
    }
    let Some(since) = pending.since else { return };
    let waited = since.elapsed();
    if waited < MOMENT {
        return ctx.request_repaint_after(MOMENT - waited);
    }
    pending.since = None;
    keep_note(app);
    keep_meta(app);
    keep_card(app);
    keep_values(app);
    keep_remark(app);
}

/// Takes over everything that was typed: before another article, set or project takes the place of this one. A date
/// that is none is dropped, and that is said.
pub fn finish_typing(app: &mut App) {
    keep_remark(app);
    commit_typing(app);
    take_note(app);
    take_meta(app);
    commit_typing(app);
    if let Some(wrong) = mem::take(&mut app.view.inspector.article).remove(&MetaField::Date) {
        let said = app.settings.language.fill(Words::DateDropped, &[&wrong]);
        app.view.toasts.problem(said);
    }
    app.view.pending = PendingEdits::default();
}

/// What is typed in a field of the open card becomes so before anything else happens.
pub fn commit_typing(app: &mut App) {
    keep_card(app);
    keep_values(app);
    app.view.card.typing = None;
    (app.view.card.own.typing, app.view.inspector.own.typing) = (None, None);
}

/// Escape in a field: what this visit made of it is taken back.
fn take_back_typing(app: &mut App) {
    let own = mem::take(&mut app.view.inspector.own.cancelled) | mem::take(&mut app.view.card.own.cancelled);
    let cancelled = mem::take(&mut app.view.inspector.cancelled) | mem::take(&mut app.view.card.cancelled) | own;
    if !cancelled {
        return;
    }
    let visit = app.view.pending.visit.take();
    if let (Some((_, revision)), Some(session)) = (visit, &mut app.session)
        && session.total_revision() == revision
        && let Some(Err(refusal)) = session.undo()
    {
        actions::tell(app, refusal);
    }
}

fn open_remark(app: &App) -> Option<TypedRemark> {
    match app.view.sheet.as_ref()? {
        OpenSheet::Note(draft) => Some(TypedRemark::Note(draft.article.clone(), draft.on.clone(), draft.note.clone())),
        OpenSheet::Reason(draft) => {
            Some(TypedRemark::Reason(draft.article.clone(), draft.decision, draft.reason, draft.note.clone()))
        }
        _ => None,
    }
}

/// The same, if it is not stored so.
fn typed_remark(app: &App) -> Option<TypedRemark> {
    let (remark, session) = (open_remark(app)?, app.session.as_ref()?);
    let stored = match &remark {
        TypedRemark::Note(article, on, note) => session.note_on(article, on)?.0 == note.trim(),
        TypedRemark::Reason(article, id, reason, note) => {
            let decision = session.annotations(article)?.decisions.get(id)?;
            decision.reason == *reason && decision.note == one_spaced(note)
        }
    };
    (!stored).then_some(remark)
}

fn keep_remark(app: &mut App) {
    if let Some(remark) = typed_remark(app) {
        edit_in_visit(app, TypedField::Remark, |session, _| match remark {
            TypedRemark::Note(article, on, note) => session.set_note(&article, &on, &note),
            TypedRemark::Reason(article, id, reason, note) => session.explain(&article, vec![id], reason, &note),
        });
    }
}

/// The sheet of a note or of a reason is closed: what it had kept is taken back, so that keeping it is one step and
/// closing it none.
pub fn take_back_remark(app: &mut App) {
    let kept = match &app.view.pending.visit {
        Some((TypedField::Remark, revision)) => *revision,
        _ => return,
    };
    app.view.pending.visit = None;
    if let Some(session) = &mut app.session
        && session.total_revision() == kept
        && let Some(Err(refusal)) = session.undo()
    {
        actions::tell(app, refusal);
    }
}

fn take_note(app: &mut App) {
    keep_note(app);
    app.view.inspector.note = None;
}

fn keep_note(app: &mut App) {
    let Some((mention, note)) = app.view.inspector.note.clone() else { return };
    if note_of(app, &mention).is_some_and(|there| there != note.trim_end()) {
        edit_in_visit(app, TypedField::Note(mention.clone()), |session, article| {
            let place = session.place(article);
            session.perform(Edit::Note { place, mention, note: note.trim_end().to_owned() })
        });
    }
}

fn note_of<'a>(app: &'a App, mention: &MentionId) -> Option<&'a str> {
    let annotations = app.session.as_ref()?.annotations(app.view.desk.article.as_ref()?)?;
    Some(&annotations.mentions.get(mention)?.note)
}

/// What cannot be taken over stays in its field.
fn take_meta(app: &mut App) {
    let Some((there, ..)) = typed_meta(app) else { return };
    keep_meta(app);
    take_fields(&there, &mut app.view.inspector.article);
}

fn keep_meta(app: &mut App) {
    let Some((there, meta, _)) = typed_meta(app) else { return };
    if meta != there {
        let field = TypedField::Meta(there.id.clone());
        edit_in_visit(app, field, |session, _| session.perform(Edit::ChangeArticle { meta }));
    }
}

/// The metadata of the open article, what it would be as typed, and whether something typed is wrong.
fn typed_meta(app: &App) -> Option<(ArticleMeta, ArticleMeta, bool)> {
    if app.view.inspector.article.is_empty() {
        return None;
    }
    let row = app.session.as_ref()?.rows().get(app.view.desk.article.as_ref()?)?;
    let (there, mut typed) = ((*row.meta).clone(), app.view.inspector.article.clone());
    let after = take_fields(&there, &mut typed);
    Some((there, after, !typed.is_empty()))
}

fn keep_card(app: &mut App) {
    let Some((coalition, field)) = typed_card(app) else { return };
    let Some((_, name, _)) = app.view.card.typing else { return };
    edit_in_visit(app, TypedField::Card(coalition.clone(), name), |session, article| {
        session.set_coalition(article, &coalition, vec![field])
    });
}

/// The card that is typed in, and the change that this would be.
fn typed_card(app: &App) -> Option<(CoalitionId, crate::edit::CoalitionField)> {
    let (coalition, name, text) = app.view.card.typing.as_ref()?;
    let annotations = app.session.as_ref()?.annotations(app.view.desk.article.as_ref()?)?;
    let card = annotations.coalitions.get(coalition)?;
    Some((coalition.clone(), coalitions::changed_field(card, name, text)?))
}

fn keep_values(app: &mut App) {
    for (record, key, value) in typed_values(app).into_iter().flatten() {
        edit_in_visit(app, TypedField::Own(record.clone(), key.clone()), |session, article| {
            let place = session.place(article);
            session.perform(Edit::SetValue { place, records: vec![record], key, value })
        });
    }
}

/// The values that are typed in own fields of the inspector and of the open card, as far as they fit and change anything.
fn typed_values(app: &App) -> [Option<(Remarked, String, Option<Variable>)>; 2] {
    [&app.view.inspector.own, &app.view.card.own].map(|own| {
        let (record, key, text) = own.typing.as_ref()?;
        let session = app.session.as_ref()?;
        let there = session.annotations(app.view.desk.article.as_ref()?);
        let nothing = Variables::new();
        let values = match (record, there) {
            (Remarked::Article, there) => there.map_or(&nothing, |there| &there.remark.fields),
            (Remarked::Mention(id), there) => &there?.mentions.get(id)?.fields,
            (Remarked::Coalition(id), there) => &there?.coalitions.get(id)?.fields,
        };
        let value = own_fields::changed(&session.project().scheme, values, record, key, text)?;
        Some((record.clone(), key.clone(), value))
    })
}

/// Does an edit that a field asks for. If nothing else happened since the last one from there, both are one step.
fn edit_in_visit(
    app: &mut App,
    field: TypedField,
    edit: impl FnOnce(&mut Session, &ArticleId) -> Result<Done, Refusal>,
) {
    let before = app.session.as_ref().map_or(0, Session::total_revision);
    let again = app.view.pending.visit.as_ref().is_some_and(|(there, at)| *there == field && *at == before);
    if app.try_edit(edit).is_none() {
        return;
    }
    let Some(session) = &mut app.session else { return };
    if again {
        session.join_last_steps();
    }
    app.view.pending.visit = Some((field, session.total_revision()));
}

/// The metadata with those typed fields that are right; the others stay.
fn take_fields(there: &ArticleMeta, typed: &mut BTreeMap<MetaField, String>) -> ArticleMeta {
    let mut after = there.clone();
    typed.retain(|field, text| field.set(&mut after, text).is_err());
    after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, Import};

    #[test]
    fn right_fields_are_taken_and_wrong_ones_stay() {
        let meta = ArticleMeta {
            id: ArticleId::new("a").expect("an id"),
            title: "Lama".into(),
            source: "koran.id".into(),
            url: String::new(),
            date: None,
            variables: Default::default(),
            text_sha256: String::new(),
            length: 0,
            import: Import::default(),
        };
        let mut typed = [
            (MetaField::Title, "  ".to_owned()),
            (MetaField::Source, " kabar.id ".to_owned()),
            (MetaField::Date, "8 Juli".to_owned()),
        ]
        .into();
        let after = take_fields(&meta, &mut typed);
        assert_eq!((after.title.as_str(), after.source.as_str(), after.date), ("Lama", "kabar.id", None));
        assert_eq!(typed.into_keys().collect::<Vec<_>>(), [MetaField::Title, MetaField::Date]);
        let mut typed = [(MetaField::Date, "2024-07-08".to_owned())].into();
        assert_eq!(take_fields(&meta, &mut typed).date, "2024-07-08".parse().ok());
        assert!(typed.is_empty());
    }
}

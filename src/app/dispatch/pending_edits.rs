//! What is typed into the inspector's fields, and into those of a card, becomes an edit a moment after the last key, and
//! when a field is left, however it is left. One visit of a field is one step of undo.

use std::{
    collections::BTreeMap,
    mem,
    time::{Duration, Instant},
};

use eframe::egui;

use super::App;
use crate::{
    app::{
        kit::text::Words,
        panels::{about::MetaField, coalitions, inspector::note_id},
    },
    edit::{Edit, Refusal},
    model::{ArticleId, ArticleMeta, CoalitionId, MentionId},
    session::{Done, Session},
};

/// How long after the last key what is typed is kept.
const MOMENT: Duration = Duration::from_secs(1);

/// What was typed when it was looked at last, and since when it is so.
#[derive(Default)]
pub struct PendingEdits {
    seen: Typed,
    since: Option<Instant>,
    /// The field that edits were made from, and the session's revision after the last of them.
    visit: Option<(Field, u64)>,
}

/// Everything that is typed at a moment.
#[derive(Default, PartialEq, Clone)]
struct Typed {
    note: Option<(MentionId, String)>,
    meta: BTreeMap<MetaField, String>,
    card: Option<(CoalitionId, &'static str, String)>,
}

/// Where it is typed.
#[derive(PartialEq)]
enum Field {
    Note(MentionId),
    Meta(ArticleId),
    Card(CoalitionId, &'static str),
}

impl App {
    /// Takes over what was typed in fields that have no keyboard any more, and in any field a moment after the last key.
    /// Cheap; once a frame.
    pub(in crate::app) fn settle_typing(&mut self, ctx: &egui::Context) {
        self.take_back_typing();
        let (inspector, card) = (&self.view.inspector, &self.view.card);
        if inspector.note.is_none() && inspector.article.is_empty() && card.typing.is_none() {
            (self.view.pending.seen, self.view.pending.since) = Default::default();
            return;
        }
        let focused = ctx.memory(|memory| memory.focused());
        if focused != Some(note_id()) {
            self.take_note();
        }
        if !MetaField::ALL.iter().any(|field| focused == Some(field.id())) {
            self.take_meta();
        }
        self.keep_typed(ctx);
    }

    /// Whether something is typed that no edit has yet.
    pub(in crate::app) fn is_typing(&self) -> bool {
        let inspector = &self.view.inspector;
        let note = inspector.note.as_ref();
        let note = note.is_some_and(|(id, text)| self.note_of(id).is_some_and(|there| there != text.trim_end()));
        note || self.typed_meta().is_some_and(|(there, after, wrong)| wrong || there != after)
            || self.typed_card().is_some()
    }

    /// A moment after the last key, what is typed becomes an edit; the field keeps the keyboard and its text.
    fn keep_typed(&mut self, ctx: &egui::Context) {
        let (inspector, card) = (&self.view.inspector, &self.view.card);
        let now = Typed { note: inspector.note.clone(), meta: inspector.article.clone(), card: card.typing.clone() };
        let pending = &mut self.view.pending;
        if pending.seen != now {
            (pending.seen, pending.since) = (now, Some(Instant::now()));
        }
        let Some(since) = pending.since else { return };
        let waited = since.elapsed();
        if waited < MOMENT {
            return ctx.request_repaint_after(MOMENT - waited);
        }
        pending.since = None;
        self.keep_note();
        self.keep_meta();
        self.keep_card();
    }

    /// Takes over everything that was typed: before another article, set or project takes the place of this one. A date
    /// that is none is dropped, and that is said.
    pub(in crate::app) fn finish_typing(&mut self) {
        self.commit_typing();
        self.take_note();
        self.take_meta();
        self.commit_typing();
        if let Some(wrong) = mem::take(&mut self.view.inspector.article).remove(&MetaField::Date) {
            let said = self.settings.language.fill(Words::DateDropped, &[&wrong]);
            self.view.toasts.problem(said);
        }
        self.view.pending = PendingEdits::default();
    }

    /// What is typed in a field of the open card becomes so before anything else happens.
    pub(in crate::app) fn commit_typing(&mut self) {
        self.keep_card();
        self.view.card.typing = None;
    }

    /// Escape in a field: what this visit made of it is taken back.
    fn take_back_typing(&mut self) {
        let cancelled = mem::take(&mut self.view.inspector.cancelled) | mem::take(&mut self.view.card.cancelled);
        if !cancelled {
            return;
        }
        let visit = self.view.pending.visit.take();
        if let (Some((_, revision)), Some(session)) = (visit, &mut self.session)
            && session.total_revision() == revision
            && let Some(Err(refusal)) = session.undo()
        {
            self.tell(refusal);
        }
    }

    fn take_note(&mut self) {
        self.keep_note();
        self.view.inspector.note = None;
    }

    fn keep_note(&mut self) {
        let Some((mention, note)) = self.view.inspector.note.clone() else { return };
        if self.note_of(&mention).is_some_and(|there| there != note.trim_end()) {
            self.edit_in_visit(Field::Note(mention.clone()), |session, article| {
                let place = session.place(article);
                session.perform(Edit::Note { place, mention, note: note.trim_end().to_owned() })
            });
        }
    }

    fn note_of(&self, mention: &MentionId) -> Option<&str> {
        let annotations = self.session.as_ref()?.annotations(self.view.desk.article.as_ref()?)?;
        Some(&annotations.mentions.get(mention)?.note)
    }

    /// What cannot be taken over stays in its field.
    fn take_meta(&mut self) {
        let Some((there, ..)) = self.typed_meta() else { return };
        self.keep_meta();
        take_fields(&there, &mut self.view.inspector.article);
    }

    fn keep_meta(&mut self) {
        let Some((there, meta, _)) = self.typed_meta() else { return };
        if meta != there {
            let field = Field::Meta(there.id.clone());
            self.edit_in_visit(field, |session, _| session.perform(Edit::ChangeArticle { meta }));
        }
    }

    /// The metadata of the open article, what it would be as typed, and whether something typed is wrong.
    fn typed_meta(&self) -> Option<(ArticleMeta, ArticleMeta, bool)> {
        if self.view.inspector.article.is_empty() {
            return None;
        }
        let row = self.session.as_ref()?.rows().get(self.view.desk.article.as_ref()?)?;
        let (there, mut typed) = ((*row.meta).clone(), self.view.inspector.article.clone());
        let after = take_fields(&there, &mut typed);
        Some((there, after, !typed.is_empty()))
    }

    fn keep_card(&mut self) {
        let Some((coalition, field)) = self.typed_card() else { return };
        let Some((_, name, _)) = self.view.card.typing else { return };
        self.edit_in_visit(Field::Card(coalition.clone(), name), |session, article| {
            session.set_coalition(article, &coalition, vec![field])
        });
    }

    /// The card that is typed in, and the change that this would be.
    fn typed_card(&self) -> Option<(CoalitionId, crate::edit::CoalitionField)> {
        let (coalition, name, text) = self.view.card.typing.as_ref()?;
        let annotations = self.session.as_ref()?.annotations(self.view.desk.article.as_ref()?)?;
        let card = annotations.coalitions.get(coalition)?;
        Some((coalition.clone(), coalitions::changed_field(card, name, text)?))
    }

    /// Does an edit that a field asks for. If nothing else happened since the last one from there, both are one step.
    fn edit_in_visit(&mut self, field: Field, edit: impl FnOnce(&mut Session, &ArticleId) -> Result<Done, Refusal>) {
        let before = self.session.as_ref().map_or(0, Session::total_revision);
        let again = self.view.pending.visit.as_ref().is_some_and(|(there, at)| *there == field && *at == before);
        if self.try_edit(edit).is_none() {
            return;
        }
        let Some(session) = &mut self.session else { return };
        if again {
            session.join_last_steps();
        }
        self.view.pending.visit = Some((field, session.total_revision()));
    }
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

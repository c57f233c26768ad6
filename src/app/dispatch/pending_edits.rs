//! What is typed into the inspector's fields, and into those of a card, is taken over when a field is left, however it
//! is left.

use std::mem;

use eframe::egui;

use crate::{
    app::{
        App,
        kit::text::Words,
        panels::{MetaField, note_id},
    },
    edit::Edit,
    model::{ArticleMeta, MentionId},
};

impl App {
    /// Takes over what was typed in fields that have no keyboard any more. Cheap; once a frame.
    pub(in crate::app) fn settle_typing(&mut self, ctx: &egui::Context) {
        let typing = &self.view.inspector;
        if typing.note.is_none() && typing.article.is_empty() {
            return;
        }
        let focused = ctx.memory(|memory| memory.focused());
        if focused != Some(note_id()) {
            self.take_note();
        }
        if !MetaField::ALL.iter().any(|field| focused == Some(field.id())) {
            self.take_meta();
        }
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
    }

    fn take_note(&mut self) {
        let Some((mention, note)) = self.view.inspector.note.take() else { return };
        if self.note_of(&mention).is_some_and(|there| there != note.trim_end()) {
            self.edit(|session, article| {
                let place = session.place(article);
                session.perform(Edit::Note { place, mention, note: note.trim_end().to_owned() })
            });
        }
    }

    fn note_of(&self, mention: &MentionId) -> Option<&str> {
        let annotations = self.session.as_ref()?.annotations(self.view.article.as_ref()?)?;
        Some(&annotations.mentions.get(mention)?.note)
    }

    /// What cannot be taken over stays in its field.
    fn take_meta(&mut self) {
        let (Some(session), Some(article)) = (&self.session, &self.view.article) else { return };
        let Some(there) = session.rows().get(article).map(|row| (*row.meta).clone()) else { return };
        let after = take_fields(&there, &mut self.view.inspector.article);
        if after != there {
            self.edit(|session, _| session.perform(Edit::ChangeArticle { meta: after }));
        }
    }
}

/// The metadata with those typed fields that are right; the others stay.
fn take_fields(there: &ArticleMeta, typed: &mut std::collections::BTreeMap<MetaField, String>) -> ArticleMeta {
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

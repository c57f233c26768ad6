//! What people wrote down and flagged, on articles, mentions, statements and entities, in one table.

use std::borrow::Cow;

use super::{
    rows::{ArticleRow, shown},
    sheet::TableSheet,
};
use crate::model::{Coalition, Entity, Flag, Mention, Remark, Span};

/// A note or a flag, and what it is on.
struct NoteRow<'a> {
    /// The article and set that it is in; of an entity none.
    article: Option<&'a ArticleRow<'a>>,
    record: &'static str,
    id: &'a str,
    span: Option<Span>,
    note: &'a str,
    flag: Option<Flag>,
}

/// The rows of everything that is said of an article.
pub(super) fn of_article(sheet: &mut TableSheet, article: &ArticleRow<'_>) -> std::io::Result<()> {
    let said = &article.document.annotations;
    let id = article.document.article.meta.id.as_str();
    let Remark { note, flag, .. } = &said.remark;
    let whole = NoteRow { article: Some(article), record: "article", id, span: None, note, flag: *flag };
    let mention = |one: &'_ Mention| (one.span, one.flag);
    let mentions = said.in_reading_order().into_iter().map(|one| {
        let (span, flag) = mention(one);
        let id = one.id.as_str();
        NoteRow { article: Some(article), record: "mention", id, span: Some(span), note: &one.note, flag }
    });
    let statements = said.coalitions.values().map(|one: &Coalition| {
        let span = one.evidence.first().copied();
        NoteRow {
            article: Some(article),
            record: "statement",
            id: one.id.as_str(),
            span,
            note: &one.note,
            flag: one.flag,
        }
    });
    [whole].into_iter().chain(mentions).chain(statements).try_for_each(|row| row.write(sheet))
}

/// The row of an entity.
pub(super) fn of_entity(sheet: &mut TableSheet, entity: &Entity) -> std::io::Result<()> {
    let (id, note, flag) = (entity.id.as_str(), entity.note.as_str(), entity.flag);
    NoteRow { article: None, record: "entity", id, span: None, note, flag }.write(sheet)
}

impl NoteRow<'_> {
    fn write(&self, sheet: &mut TableSheet) -> std::io::Result<()> {
        if self.note.is_empty() && self.flag.is_none() {
            return Ok(());
        }
        sheet.row(&|column| self.cell(column))
    }

    fn cell(&self, column: &str) -> Option<Cow<'_, str>> {
        let place = self.article.zip(self.span).map(|(article, span)| article.document.chars(span));
        Some(match column {
            "note_id" => match self.article.and_then(|article| article.shared("set").zip(article.shared("article_id")))
            {
                Some((set, article)) => format!("{article}/{set}/{}", self.id).into(),
                None => self.id.into(),
            },
            "record" => self.record.into(),
            "record_id" => self.id.into(),
            "start" => shown(place.map(|(start, _)| start)),
            "end" => shown(place.map(|(_, end)| end)),
            "text" => self.article.zip(self.span).map_or_else(|| "".into(), |(article, span)| article.words(span)),
            "note" => self.note.into(),
            "flag" => self.flag.map_or("", Flag::key).into(),
            _ => match self.article {
                Some(article) => return article.shared(column),
                // An entity is the project's, not an article's.
                None => "".into(),
            },
        })
    }
}

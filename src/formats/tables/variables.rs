//! What is known of articles beside their columns, a row each.

use std::{borrow::Cow, io};

use super::{rows::ArticleRow, sheet::TableSheet};

/// The rows of an article.
pub(super) fn of_article(sheet: &mut TableSheet, article: &ArticleRow<'_>) -> io::Result<()> {
    let variables = &article.document.article.meta.variables;
    variables.iter().try_for_each(|(name, value)| {
        sheet.row(&|column| {
            Some(match column {
                "variable" => Cow::from(name.as_str()),
                "variable_type" => value.type_name().into(),
                "value" => value.to_string().into(),
                _ => return article.shared(column),
            })
        })
    })
}

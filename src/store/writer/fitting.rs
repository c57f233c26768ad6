//! Which recorded changes still fit the texts that the articles have: a mark that was made on another text than there is
//! now would lie on other words. What does not fit is set aside, with its change; the rest goes on.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    edit::{Change, Put},
    message::message,
    model::{Article, ArticleId, ArticleMeta, Span, Text},
    store::{
        Notice, Reader, StoreError,
        files::layout::{DAMAGED_JOURNAL, JOURNAL},
        journal::{self, Texts, identity, stream::ChangePart},
        print::hash_of,
    },
};

/// The texts of articles, each read once; `None`: it cannot be read now.
#[derive(Default)]
pub(in crate::store) struct Fitting {
    texts: BTreeMap<ArticleId, Option<Text>>,
}

impl Fitting {
    /// Whether a change of annotations that was made on these texts fits the article's text of now. One whose text
    /// cannot be read is not judged: it waits for it.
    pub(in crate::store) fn fits(
        &mut self,
        reader: &Reader,
        put: &Put,
        texts: &Texts,
        meta: Option<&ArticleMeta>,
    ) -> bool {
        let Some(meta) = meta else { return true };
        // A status as well was given to a text.
        if let Some(made_on) = texts.get(&meta.id) {
            return made_on == identity(&meta.text_sha256);
        }
        let spans = spans_of(put);
        if spans.is_empty() {
            return true;
        }
        // A line of an older version: all that can be seen is whether it lies on whole characters.
        let read = || reader.article(meta).map(|Article { text, .. }| text).ok();
        let text = self.texts.entry(meta.id.clone()).or_insert_with(read);
        text.as_ref().is_none_or(|text| spans.iter().all(|span| text.fits(*span)))
    }
}

/// Every place in a text that a change leaves something on.
fn spans_of(put: &Put) -> Vec<Span> {
    match put {
        Put::Mention { swap, .. } => swap.after.iter().map(|mention| mention.span).collect(),
        Put::Coalition { swap, .. } => swap.after.iter().flat_map(|coalition| coalition.evidence.clone()).collect(),
        Put::Decision { swap, .. } => swap.after.iter().flat_map(|decision| decision.claim.spans()).collect(),
        _ => Vec::new(),
    }
}

/// Takes out of the changes what does not fit, keeps it in a file like a damaged journal, and says so.
pub(super) fn sort_out(
    reader: &Reader,
    mut metas: BTreeMap<ArticleId, ArticleMeta>,
    changes: Vec<ChangePart>,
    notices: &mut Vec<Notice>,
) -> Result<Vec<(usize, Change)>, StoreError> {
    let mut fitting = Fitting::default();
    let mut good = Vec::with_capacity(changes.len());
    let (mut lines, mut places, mut count) = (String::new(), BTreeSet::new(), 0);
    for (number, change, texts) in changes {
        for put in &change.puts {
            if let Put::Article { id, swap } = put {
                match &swap.after {
                    Some(meta) => drop(metas.insert(id.clone(), meta.clone())),
                    None => drop(metas.remove(id)),
                }
            }
        }
        let fits = |put: &Put| {
            let meta = put.place().and_then(|place| metas.get(&place.article));
            fitting.fits(reader, put, &texts, meta)
        };
        let (fit, unfit): (Vec<Put>, Vec<Put>) = change.puts.into_iter().partition(fits);
        if !unfit.is_empty() {
            count += 1;
            places.extend(unfit.iter().filter_map(|put| Some(put.place()?.article.to_string())));
            let unfit = Change { puts: unfit, kind: change.kind, count: change.count };
            let line = journal::line(&unfit, &texts);
            lines += &line.map_err(|reason| crate::store::problem::unwritable(JOURNAL, reason))?;
        }
        if !fit.is_empty() {
            good.push((number, Change { puts: fit, kind: change.kind, count: change.count }));
        }
    }
    if count > 0 {
        let kept = format!("{DAMAGED_JOURNAL}{}", &hash_of(lines.as_bytes())[..8]);
        reader.shared.folder().replace(&[(kept.clone(), lines.into_bytes())])?;
        let message = message!(
            "{count} changes of the last session were made on another text than {articles} has now; they were set aside \
             in {kept}, everything else was recovered",
            count = count,
            articles = Vec::from_iter(places).join(", "),
            kept = &kept
        );
        let fix = message!("Mark the words again; or take the old text back with Git and the marks with Recover");
        notices.push(Notice::problem(JOURNAL, message, fix));
    }
    Ok(good)
}

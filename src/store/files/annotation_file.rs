//! Annotation files as bytes: what could be read, every problem with its place, and whether the file may be edited.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    message::{Message, message},
    model::{Annotations, Article, Mention, MentionId, Remark},
    store::{
        Notice, Record, StoreError,
        files::{
            mention_lines,
            records::{AnnotationFile, to_file},
            ron_file::{decode, parse, position_of_id, print, restore},
        },
    },
};

/// What an annotation file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loaded {
    /// What could be read and fits the text.
    pub annotations: Annotations,
    pub notices: Vec<Notice>,
    /// Why this file may not be edited, with what to do: to write it would destroy what could not be read.
    pub frozen: Option<StoreError>,
}

impl Loaded {
    pub(in crate::store) fn frozen(error: StoreError) -> Self {
        let frozen = Some(error.clone());
        Self { annotations: Annotations::default(), notices: vec![error.into()], frozen }
    }

    fn freeze(&mut self, error: StoreError) {
        self.frozen.get_or_insert_with(|| error.clone());
        self.notices.push(error.into());
    }
}

/// The bytes of an annotation file; an error names a record that does not fit the text.
pub(in crate::store) fn write(article: &Article, annotations: &Annotations) -> Result<Vec<u8>, Message> {
    print(&to_file(article, annotations)?, 2).map(String::into_bytes)
}

/// The records of a file; the fast way and the thorough one say the same of whatever both can read.
pub(in crate::store) fn records_of<'a>(path: &str, text: &'a str) -> Result<AnnotationFile<'a>, StoreError> {
    if let Some((rest, mentions)) = mention_lines::cut(text)
        && let Ok(file) = parse::<AnnotationFile>(path, &rest)
    {
        return Ok(AnnotationFile { mentions, ..file });
    }
    parse(path, text)
}

/// Reads an annotation file of this article. Unreadable is never the same as empty: it freezes.
pub(in crate::store) fn read(path: &str, bytes: &[u8], article: &Article) -> Loaded {
    let parsed = decode(path, bytes).and_then(|text| Ok((text, records_of(path, text)?)));
    let (source, file) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return Loaded::frozen(error),
    };
    if file.article != article.meta.id {
        let message = message!(
            "this file is about article {other}, not {article}",
            other = file.article.as_str(),
            article = article.meta.id.as_str()
        );
        let fix = message!("Rename the file after its article; article and annotation files share their names");
        return Loaded::frozen(StoreError::new(path, message, fix));
    }
    if file.text_sha256 != article.meta.text_sha256 {
        let message = message!("these annotations were made on another text than the article has now");
        let fix = message!(
            "Take back the article's text or this file with Git; its text_sha256 must be {sha256}",
            sha256 = &article.meta.text_sha256
        );
        return Loaded::frozen(StoreError::new(path, message, fix));
    }
    let mut loaded = Loaded::default();
    loaded.annotations.status = file.status;
    loaded.annotations.remark =
        Remark { note: file.note.into_owned(), flag: file.flag, fields: file.fields.into_owned() };
    let mut fitting = Vec::with_capacity(file.mentions.len());
    for record in file.mentions {
        match record.into_mention(&article.text) {
            Ok(mention) => fitting.push(mention),
            Err(misfit) => {
                let id = &misfit.mention.id;
                let message = set_aside(&Record::Mention(id.clone()), &misfit.reason);
                let fix = message!("Mark the words again if they are missing, and remove this line");
                let at = position_of_id(source, id.as_str(), 0);
                loaded.notices.push(StoreError::new(path, message, fix).at(at).into());
                loaded.annotations.misfits.push(*misfit);
            }
        }
    }
    let (mentions, mut repeated) = by_id(fitting);
    let misfits = loaded.annotations.misfits.iter().map(|misfit| &misfit.mention.id);
    let mut known = BTreeSet::new();
    repeated.extend(misfits.filter(|id| mentions.contains_key(*id) || !known.insert(*id)).cloned());
    loaded.annotations.mentions = mentions;
    for id in repeated {
        loaded.freeze(twice(path, &Record::Mention(id.clone())).at(position_of_id(source, id.as_str(), 1)));
    }
    for record in file.coalitions {
        let id = record.id.clone();
        let (coalition, unfit) = record.into_coalition(&article.text);
        for reason in unfit {
            let message = message!(
                "evidence of coalition {id} does not fit the text: {reason}",
                id = id.as_str(),
                reason = reason
            );
            loaded.freeze(StoreError::new(path, message, restore(path)).at(position_of_id(source, id.as_str(), 0)));
        }
        if loaded.annotations.coalitions.insert(id.clone(), coalition).is_some() {
            loaded.freeze(twice(path, &Record::Coalition(id.clone())).at(position_of_id(source, id.as_str(), 1)));
        }
    }
    for record in file.decisions {
        let id = record.id;
        match record.into_decision(&article.text) {
            Ok(decision) => {
                if loaded.annotations.decisions.insert(decision.claim.id(), decision).is_some() {
                    let at = position_of_id(source, &id.to_string(), 1);
                    loaded.freeze(twice(path, &Record::Decision(id)).at(at));
                }
            }
            Err(misfit) => {
                let message = set_aside(&Record::Decision(id), &misfit.reason);
                let at = position_of_id(source, &id.to_string(), 0);
                let fix = message!("Decide again, and remove this line");
                loaded.notices.push(StoreError::new(path, message, fix).at(at).into());
                loaded.annotations.misfit_decisions.push(*misfit);
            }
        }
    }
    for record in file.conflicts {
        match record.into_conflict(&article.text) {
            Ok(conflict) => loaded.annotations.conflicts.push(conflict),
            Err(reason) => {
                let message =
                    message!("a conflict that waits to be settled does not fit the text: {reason}", reason = reason);
                loaded.freeze(StoreError::new(path, message, restore(path)));
            }
        }
    }
    loaded
}

/// The mentions by id, and each id that more than one of them has; the first of those stays. Tens of thousands of random
/// ids are put in order by their first bytes, so that neither they nor the mentions are looked up on the way.
fn by_id(mentions: Vec<Mention>) -> (BTreeMap<MentionId, Mention>, Vec<MentionId>) {
    let head = |mention: &Mention| {
        let mut head = [0; 16];
        let bytes = mention.id.as_str().as_bytes();
        let length = bytes.len().min(head.len());
        head[..length].copy_from_slice(&bytes[..length]);
        u128::from_be_bytes(head)
    };
    let mut order: Vec<(u128, usize)> = mentions.iter().enumerate().map(|(at, mention)| (head(mention), at)).collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| (&mentions[a.1].id, a.1).cmp(&(&mentions[b.1].id, b.1))));
    let mut mentions: Vec<Option<Mention>> = mentions.into_iter().map(Some).collect();
    let (mut sorted, mut repeated) = (Vec::<(MentionId, Mention)>::with_capacity(mentions.len()), Vec::new());
    for mention in order.into_iter().filter_map(|(_, at)| mentions[at].take()) {
        match sorted.last() {
            Some((last, _)) if *last == mention.id => repeated.push(mention.id),
            _ => sorted.push((mention.id.clone(), mention)),
        }
    }
    repeated.dedup();
    (sorted.into_iter().collect(), repeated)
}

fn set_aside(record: &Record, reason: &Message) -> Message {
    message!("{record} does not fit the text: {reason}; it is set aside and kept", record = record, reason = reason)
}

fn twice(path: &str, record: &Record) -> StoreError {
    let message = message!("two records have the same id: {record}", record = record);
    StoreError::new(path, message, message!("Give one of them another id, or remove it if both say the same"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{KindKey, LinkSource, Origin, Span, Timestamp};

    #[test]
    fn mentions_are_put_in_order_and_the_first_of_an_id_stays() {
        let long = "ä-very-long-id-that-goes-on-";
        let ids = ["m2", "m10", &format!("{long}b"), "m1", &format!("{long}a"), "m2", "m", "m2"];
        let mention = |(at, id): (usize, &&str)| Mention {
            id: MentionId::new(id).expect("an id"),
            span: Span::new(at, at + 1),
            kind: KindKey::party(),
            entity: None,
            linked: LinkSource::default(),
            by: Origin::default(),
            at: Timestamp(0),
            note: String::new(),
            fields: Default::default(),
            flag: None,
            guidelines: None,
        };
        let (mentions, repeated) = by_id(ids.iter().enumerate().map(mention).collect());
        let mut sorted: Vec<&str> = ids.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert!(mentions.keys().map(MentionId::as_str).eq(sorted));
        assert_eq!(repeated.iter().map(MentionId::as_str).collect::<Vec<_>>(), ["m2"]);
        assert_eq!(mentions[&repeated[0]].span.start, 0);
    }
}

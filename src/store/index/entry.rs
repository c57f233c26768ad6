//! What the index holds of an article and of one set on it, and their bytes.

use std::{collections::HashMap, ops::Deref, sync::Arc};

use crate::{
    model::{
        ArticleId, ArticleMeta, EntityId, Flag, Guess, GuidelinesVersion, Import, KindKey, LineEnds, Number, Status,
        Summary, Tally, Variable,
    },
    store::{
        files::disk::FileStamp,
        index::{
            bytes::{ByteReader, ByteWriter},
            statements,
        },
    },
};

/// An article of the list, and the stamp of the file that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedArticle {
    pub meta: Arc<ArticleMeta>,
    pub stamp: FileStamp,
}

/// What a set says of an article in numbers, and the stamp of the file that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetCounts {
    pub article: ArticleId,
    pub summary: Arc<Summary>,
    pub stamp: FileStamp,
}

impl Deref for ListedArticle {
    type Target = ArticleMeta;

    fn deref(&self) -> &ArticleMeta {
        &self.meta
    }
}

const LINE_ENDS: [LineEnds; 3] = [LineEnds::Lf, LineEnds::CrLf, LineEnds::Mixed];

pub(super) fn write_articles(articles: &[ListedArticle]) -> Vec<u8> {
    let mut bytes = ByteWriter::new();
    bytes.number(articles.len() as u64);
    for ListedArticle { meta, stamp } in articles {
        write_stamp(&mut bytes, *stamp);
        for text in [meta.id.as_str(), &meta.title, &meta.source, &meta.url] {
            bytes.string(text);
        }
        bytes.string(&meta.date.map_or_else(String::new, |date| date.to_string()));
        bytes.string(&meta.text_sha256);
        bytes.number(meta.length as u64);
        bytes.string(&meta.import.file);
        let line_ends = LINE_ENDS.iter().position(|ends| *ends == meta.import.line_ends).unwrap_or(0);
        bytes.number(line_ends as u64 * 2 + u64::from(meta.import.bom));
        bytes.number(
            Guess::ALL.iter().rev().fold(0, |all, guess| all * 2 + u64::from(meta.import.guessed.contains(guess))),
        );
        bytes.number(meta.variables.len() as u64);
        for (name, variable) in &meta.variables {
            bytes.string(name);
            write_variable(&mut bytes, variable);
        }
    }
    bytes.finish()
}

/// Sorted by id, as they were written; `None` if these are not such bytes.
pub(super) fn read_articles(bytes: &[u8]) -> Option<Vec<ListedArticle>> {
    let mut scan = ByteReader::new(bytes)?;
    let articles = scan.list(|scan| {
        let stamp = read_stamp(scan)?;
        let id = ArticleId::new(scan.string()?).ok()?;
        let (title, source, url) = (scan.string()?.to_owned(), scan.string()?.to_owned(), scan.string()?.to_owned());
        let date = match scan.string()? {
            "" => None,
            date => Some(date.parse().ok()?),
        };
        let (text_sha256, length) = (scan.string()?.to_owned(), usize::try_from(scan.number()?).ok()?);
        let file = scan.string()?.to_owned();
        let how = scan.number()?;
        let line_ends = *LINE_ENDS.get(usize::try_from(how / 2).ok()?)?;
        let guesses = scan.number()?;
        let guessed =
            (0..).zip(Guess::ALL).filter(|(bit, _)| guesses >> bit & 1 == 1).map(|(_, guess)| guess).collect();
        let import = Import { file, line_ends, bom: how % 2 == 1, guessed };
        let variables = scan.list(|scan| Some((scan.string()?.to_owned(), read_variable(scan)?)))?;
        let variables = variables.into_iter().collect();
        let meta = Arc::new(ArticleMeta { id, title, source, url, date, variables, text_sha256, length, import });
        Some(ListedArticle { meta, stamp })
    })?;
    let sorted = articles.is_sorted_by(|a, b| a.meta.id < b.meta.id);
    (sorted && scan.is_done()).then_some(articles)
}

fn write_variable(bytes: &mut ByteWriter, variable: &Variable) {
    match variable {
        Variable::Text(text) => {
            bytes.number(0);
            bytes.string(text);
        }
        Variable::Number(number) => {
            bytes.number(1);
            bytes.number(number.get().to_bits());
        }
        Variable::Date(date) => {
            bytes.number(2);
            bytes.string(&date.to_string());
        }
        Variable::List(entries) => {
            bytes.number(3);
            bytes.number(entries.len() as u64);
            entries.iter().for_each(|entry| bytes.string(entry));
        }
        Variable::YesNo(is_so) => {
            bytes.number(4);
            bytes.number(u64::from(*is_so));
        }
        Variable::Entity(entity) => {
            bytes.number(5);
            bytes.string(entity.as_str());
        }
    }
}

fn read_variable(scan: &mut ByteReader) -> Option<Variable> {
    Some(match scan.number()? {
        0 => Variable::Text(scan.string()?.to_owned()),
        1 => Variable::Number(Number::new(f64::from_bits(scan.number()?))?),
        2 => Variable::Date(scan.string()?.parse().ok()?),
        3 => Variable::List(scan.list(|scan| Some(scan.string()?.to_owned()))?),
        4 => Variable::YesNo(scan.number()? == 1),
        5 => Variable::Entity(EntityId::new(scan.string()?).ok()?),
        _ => return None,
    })
}

pub(super) fn write_counts(counts: &[SetCounts]) -> Vec<u8> {
    let summaries = || counts.iter().map(|counted| &*counted.summary);
    let entities =
        StringTable::of(summaries().flat_map(|s| s.entities.iter().chain(s.fillers.iter())).map(|(id, _)| id));
    let kinds = StringTable::of(summaries().flat_map(|s| s.kinds.iter()).map(|(kind, _)| kind));
    let mut bytes = ByteWriter::new();
    bytes.number(entities.list.len() as u64);
    entities.list.iter().for_each(|id| bytes.string(id.as_str()));
    bytes.number(kinds.list.len() as u64);
    kinds.list.iter().for_each(|kind| bytes.string(kind.as_str()));
    bytes.number(counts.len() as u64);
    for SetCounts { article, summary, stamp } in counts {
        write_stamp(&mut bytes, *stamp);
        bytes.string(article.as_str());
        bytes.number(Status::ALL.iter().position(|status| *status == summary.status).unwrap_or(0) as u64);
        bytes.number(summary.mentions as u64);
        bytes.number(summary.coalitions as u64);
        entities.write(&mut bytes, &summary.entities);
        kinds.write(&mut bytes, &summary.kinds);
        entities.write(&mut bytes, &summary.fillers);
        statements::write(&mut bytes, &entities, &summary.statements);
        bytes.number(summary.conflicts as u64);
        bytes.number(summary.notes as u64);
        Flag::ALL.iter().for_each(|flag| bytes.number(summary.flags.get(flag) as u64));
        bytes.number(summary.guidelines.iter().len() as u64);
        for (version, count) in summary.guidelines.iter() {
            bytes.number(version.0.into());
            bytes.number(count as u64);
        }
        bytes.number(summary.values.iter().len() as u64);
        for (value, count) in summary.values.iter() {
            bytes.string(value);
            bytes.number(count as u64);
        }
    }
    bytes.finish()
}

/// Sorted by article; equal ids are one in memory.
pub(super) fn read_counts(bytes: &[u8]) -> Option<Vec<SetCounts>> {
    let mut scan = ByteReader::new(bytes)?;
    let entities = scan.list(|scan| EntityId::new(scan.string()?).ok())?;
    let kinds = scan.list(|scan| KindKey::new(scan.string()?).ok())?;
    let mut shared = statements::Shared::default();
    let counts = scan.list(|scan| {
        let stamp = read_stamp(scan)?;
        let article = ArticleId::new(scan.string()?).ok()?;
        let status = *Status::ALL.get(usize::try_from(scan.number()?).ok()?)?;
        let mentions = usize::try_from(scan.number()?).ok()?;
        let coalitions = usize::try_from(scan.number()?).ok()?;
        let (of_entities, of_kinds) = (read_tally(scan, &entities)?, read_tally(scan, &kinds)?);
        let fillers = read_tally(scan, &entities)?;
        let statements = statements::read(scan, &entities, &mut shared)?;
        let (conflicts, notes) = (usize::try_from(scan.number()?).ok()?, usize::try_from(scan.number()?).ok()?);
        let flags = Flag::ALL.iter().map(|flag| Some((*flag, u32::try_from(scan.number()?).ok()?)));
        let flags = Tally::of_counts(flags.collect::<Option<Vec<_>>>()?);
        let guidelines = scan.list(|scan| {
            let version = GuidelinesVersion(u32::try_from(scan.number()?).ok()?);
            Some((version, u32::try_from(scan.number()?).ok()?))
        })?;
        let values = scan.list(|scan| Some((scan.string()?.to_owned(), u32::try_from(scan.number()?).ok()?)))?;
        let summary = Summary {
            status,
            mentions,
            coalitions,
            entities: of_entities,
            kinds: of_kinds,
            fillers,
            statements,
            conflicts,
            notes,
            flags,
            values: Tally::of_counts(values),
            guidelines: Tally::of_counts(guidelines),
        };
        Some(SetCounts { article, summary: Arc::new(summary), stamp })
    })?;
    let sorted = counts.is_sorted_by(|a, b| a.article < b.article);
    (sorted && scan.is_done()).then_some(counts)
}

/// Strings that many rows share, each written once.
pub(super) struct StringTable<'a, K> {
    list: Vec<&'a K>,
    places: HashMap<&'a K, u64>,
}

impl<'a, K: std::hash::Hash + Ord + Clone> StringTable<'a, K> {
    fn of(keys: impl Iterator<Item = &'a K>) -> Self {
        let mut table = Self { list: Vec::new(), places: HashMap::new() };
        for key in keys {
            table.places.entry(key).or_insert_with(|| {
                table.list.push(key);
                table.list.len() as u64 - 1
            });
        }
        table
    }

    pub(super) fn place(&self, key: &K) -> u64 {
        self.places.get(key).copied().unwrap_or(0)
    }

    fn write(&self, bytes: &mut ByteWriter, tally: &Tally<K>) {
        bytes.number(tally.iter().len() as u64);
        for (key, count) in tally.iter() {
            bytes.number(self.place(key));
            bytes.number(count as u64);
        }
    }
}

fn read_tally<K: Ord + Clone>(scan: &mut ByteReader, table: &[K]) -> Option<Tally<K>> {
    let counts = scan.list(|scan| {
        let key = table.get(usize::try_from(scan.number()?).ok()?)?;
        Some((key.clone(), u32::try_from(scan.number()?).ok()?))
    })?;
    Some(Tally::of_counts(counts))
}

/// Times before 1970 are as good as none.
fn write_stamp(bytes: &mut ByteWriter, stamp: FileStamp) {
    let known = u64::try_from(stamp.time).ok().filter(|_| stamp != FileStamp::UNSURE);
    bytes.number(known.map_or(0, |time| time.saturating_add(1)));
    bytes.number(known.map_or(0, |_| stamp.size));
}

fn read_stamp(scan: &mut ByteReader) -> Option<FileStamp> {
    let (time, size) = (scan.number()?, scan.number()?);
    match time.checked_sub(1) {
        None => Some(FileStamp::UNSURE),
        Some(time) => Some(FileStamp { size, time: i64::try_from(time).ok()? }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Certainty, CoalitionId, Office, PartySummary, Slot, Stance, StatementSummary};

    fn listed(id: &str, date: Option<&str>) -> ListedArticle {
        let guessed = [Guess::Title, Guess::Date].into();
        let import = Import { file: format!("{id}.txt"), line_ends: LineEnds::Mixed, bom: true, guessed };
        let number = Variable::Number(Number::new(-12.5).unwrap());
        let day = Variable::Date("2024-07-08".parse().unwrap());
        let list = Variable::List(vec!["a".into(), String::new()]);
        let named = [("words", number), ("seen", day), ("tags", list), ("author", Variable::Text("Sri".into()))];
        let variables = named.into_iter().map(|(name, variable)| (name.to_owned(), variable)).collect();
        let meta = ArticleMeta {
            id: ArticleId::new(id).unwrap(),
            title: "Berita “Asy’ari” 💡".into(),
            source: "Kabar".into(),
            url: String::new(),
            date: date.map(|date| date.parse().unwrap()),
            variables,
            text_sha256: "bba2".into(),
            length: 12,
            import,
        };
        ListedArticle { meta: Arc::new(meta), stamp: FileStamp { size: 300, time: 1_720_000_000_123_456_789 } }
    }

    fn statement(own: &str, party: Option<EntityId>) -> StatementSummary {
        let full = party.is_some();
        StatementSummary {
            id: CoalitionId::new(own).unwrap(),
            region: party.clone(),
            office: full.then_some(Office::MAYOR),
            year: full.then_some(2024),
            head: None,
            deputy: party.clone(),
            parties: [PartySummary {
                party,
                stance: if full { Stance::new("tolerates").unwrap() } else { Stance::Member },
                slot: full.then_some(Slot::Deputy),
            }]
            .into(),
            status: if full { Certainty::new("nominated").unwrap() } else { Certainty::Past },
            speaker: if full { "Ketua “DPD”" } else { "" }.into(),
            date: if full { "2024-12-31".parse().ok() } else { None },
        }
    }

    fn counted(article: &str, entity: &str) -> SetCounts {
        let id = EntityId::new(entity).unwrap();
        let summary = Summary {
            status: Status::Finished,
            mentions: 3,
            coalitions: 1,
            entities: Tally::of([&id, &id].into_iter()),
            kinds: Tally::of([&KindKey::party()].into_iter()),
            fillers: Tally::of([&id].into_iter()),
            statements: vec![statement("c1", Some(id.clone())), statement("c2", None)],
            conflicts: 2,
            notes: 1,
            flags: Tally::of([Flag::Unsure, Flag::Unsure, Flag::Discuss].iter()),
            values: Tally::of(["stage=talks".to_owned()].iter()),
            guidelines: Tally::of([GuidelinesVersion(u32::MAX), GuidelinesVersion(7)].iter()),
        };
        SetCounts { article: ArticleId::new(article).unwrap(), summary: Arc::new(summary), stamp: FileStamp::UNSURE }
    }

    #[test]
    fn what_is_written_is_read() {
        let articles = vec![listed("a", Some("2024-07-08")), listed("b", None)];
        assert_eq!(read_articles(&write_articles(&articles)), Some(articles));
        let counts = vec![counted("a", "party:pks"), counted("b", "party:psi")];
        assert_eq!(read_counts(&write_counts(&counts)), Some(counts.clone()));
        assert_eq!(read_counts(&write_counts(&[])), Some(Vec::new()));
        assert_eq!(read_articles(&write_counts(&counts)), None, "the other one's bytes");
    }

    #[test]
    fn what_is_out_of_order_is_not_read() {
        let (a, b) = (listed("a", None), listed("b", None));
        assert_eq!(read_articles(&write_articles(&[b, a.clone()])), None);
        assert_eq!(read_articles(&write_articles(&[a.clone(), a])), None);
    }
}

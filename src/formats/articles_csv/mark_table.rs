//! Tables whose rows are marks: each tells its article, with the whole text of it, and what is marked there. The rows of an
//! article are gathered, wherever they stand.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    formats::{
        format::{ItemSink, ReadContext, ReadError},
        kit::{
            columns::{ColumnRole, Mapping},
            day_order::day_in,
            nothing::{stands_for_nothing, tell_nothing},
            offsets::unit_of,
            raw_text::OffsetUnit,
            tally::{FileTally, shortened},
            unplaced::plain_name,
        },
        record::{
            RawArticle, RawMention, RawVariables, RecordContext,
            found_marks::{MarkColumns, by_person},
        },
        stem,
    },
    message::{Message, message},
    model::{Variable, Variables},
};

/// Names of the column of the article’s id where `id` is that of the mark; letters only, in lower case.
const ARTICLE: [&str; 9] =
    ["articleid", "docid", "documentid", "textid", "idartikel", "idberita", "filename", "file", "docname"];

/// A table whose rows are marks.
pub struct MarkTable<'a> {
    columns: &'a [String],
    mapping: Mapping,
    own: MarkColumns,
    articles: Vec<MarkedArticle>,
    by_key: HashMap<String, usize>,
    /// Columns that say different things of one article: they are of its marks.
    varying: BTreeSet<usize>,
}

/// An article with the marks of its rows.
struct MarkedArticle {
    /// The line, or row, where it comes first.
    line: usize,
    id: String,
    text: String,
    cells: Vec<String>,
    marks: Vec<(RawMention, Option<String>)>,
    /// Who has a row without a mark.
    looked: Vec<String>,
}

/// Why a row is not taken: its column, the reason, the fix.
pub type RowFault = (usize, Message, Message);

impl<'a> MarkTable<'a> {
    /// Looks at the first rows; `None` if their table is one of articles. The error: the texts are not in it.
    pub fn of(
        columns: &'a [String],
        mapping: &Mapping,
        options: &BTreeMap<String, String>,
        rows: &[Vec<&str>],
    ) -> Result<Option<Self>, Message> {
        let Some(text) = mapping.column(ColumnRole::Text) else { return Ok(None) };
        let is_told = |role: ColumnRole| options.contains_key(role.name());
        let place = |row: &Vec<&str>, own: &MarkColumns| {
            let offset = |at: usize| row.get(at)?.trim().parse::<usize>().ok();
            Some((offset(own.start)?, offset(own.end)?)).filter(|(start, end)| start < end)
        };
        let Some(own) = MarkColumns::of(columns, &|at| at == text) else { return Ok(None) };
        let said = |row: &&Vec<&str>| {
            [own.start, own.end].iter().any(|at| row.get(*at).is_some_and(|cell| !cell.trim().is_empty()))
        };
        let placed: Vec<(&Vec<&str>, (usize, usize))> =
            rows.iter().filter_map(|row| Some((row, place(row, &own)?))).collect();
        if placed.is_empty() || placed.len() * 2 < rows.iter().filter(said).count() {
            return Ok(None);
        }
        let cell = |row: &Vec<&str>, at: usize| row.get(at).map_or_else(String::new, |cell| (*cell).to_owned());
        // Whether a column holds the words of each mark, and not of its article.
        let covers = |at: usize| {
            placed.iter().all(|(row, (start, end))| cell(row, at).chars().count() == end - start)
                && placed.iter().any(|(_, (start, _))| *start > 0)
        };
        let mut mapping = mapping.clone();
        if covers(text) && !is_told(ColumnRole::Text) {
            let other = Mapping::named(ColumnRole::Text, columns).find(|at| *at != text && !covers(*at));
            let none = || {
                message!(
                    "its rows are marks, and “{column}” holds the words of each: the texts of the articles are not in it",
                    column = shortened(&columns[text])
                )
            };
            mapping = mapping.with(ColumnRole::Text, Some(other.ok_or_else(none)?));
        }
        let text = mapping.column(ColumnRole::Text).unwrap_or(text);
        let repeats = |at: usize| {
            let mut seen = BTreeSet::new();
            placed
                .iter()
                .filter(|(row, _)| !cell(row, at).trim().is_empty())
                .any(|(row, _)| !seen.insert(cell(row, at)))
        };
        if !is_told(ColumnRole::Id) {
            let named = |name: &&&str| columns.iter().any(|column| plain_name(column) == ***name);
            let wanted = ARTICLE.iter().find(named);
            let of_article = wanted.and_then(|name| columns.iter().position(|column| plain_name(column) == *name));
            let id = mapping.column(ColumnRole::Id);
            // An id that differs where the text is the same is that of the mark.
            let of_mark = id.is_some_and(|id| repeats(text) && !repeats(id));
            if of_article.is_some() || of_mark {
                mapping = mapping.with(ColumnRole::Id, of_article);
            }
        }
        let Some(own) = MarkColumns::of(columns, &|at| mapping.role(at).is_some()) else { return Ok(None) };
        let quotes = own.quote.is_some_and(covers);
        if !own.is_sure(columns) && !quotes && !repeats(text) {
            return Ok(None);
        }
        // “value” may be anything.
        let is_value = |at: usize| plain_name(&columns[at]) == "value";
        let own = MarkColumns { quote: own.quote.filter(|at| !is_value(*at) || covers(*at)), ..own };
        Ok(Some(Self { columns, mapping, own, articles: Vec::new(), by_key: HashMap::new(), varying: BTreeSet::new() }))
    }

    /// Takes a row.
    pub fn add(&mut self, row: &[&str], line: usize) -> Result<(), RowFault> {
        let cell = |at: usize| row.get(at).copied().unwrap_or_default();
        let of = |role: ColumnRole| self.mapping.column(role).map_or("", cell);
        let at_text = self.mapping.column(ColumnRole::Text).unwrap_or_default();
        let (id, text) = (of(ColumnRole::Id).trim(), cell(at_text));
        if text.contains('\0') {
            return Err((at_text, message!("the text has a NUL, which no text has"), message!("Take it out")));
        }
        let key = if id.is_empty() { text } else { id };
        let known = self.by_key.get(key).and_then(|at| self.articles.get(*at));
        if text.trim().is_empty() && known.is_none() {
            let fix = message!("Fill the field, or leave the row out");
            return Err((at_text, message!("the row has no text"), fix));
        }
        if let Some(known) = known.filter(|known| !text.trim().is_empty() && known.text != text) {
            let reason = message!(
                "the text is not that of line {line}, whose article is called “{id}” as well",
                line = known.line,
                id = shortened(id)
            );
            return Err((at_text, reason, message!("Give each article an id of its own, or correct the text")));
        }
        let mark = self.mark(row)?;
        let at = match known {
            Some(_) => self.by_key[key],
            None => {
                let number = self.articles.len();
                self.by_key.insert(key.to_owned(), number);
                let cells =
                    (0..self.columns.len()).map(|at| if at == at_text { String::new() } else { cell(at).to_owned() });
                let (id, text, cells) = (id.to_owned(), text.to_owned(), cells.collect());
                self.articles.push(MarkedArticle { line, id, text, cells, marks: Vec::new(), looked: Vec::new() });
                number
            }
        };
        let article = &mut self.articles[at];
        for (at, first) in article.cells.iter().enumerate() {
            if at != at_text && first != cell(at) {
                self.varying.insert(at);
            }
        }
        if mark.is_none() {
            article.looked.extend(self.own.person(&|at| cell(at).to_owned()));
        }
        article.marks.extend(mark.map(|(mark, person)| (RawMention { at: (line, 1), ..mark }, person)));
        Ok(())
    }

    /// What a row marks; nothing if it has no offsets.
    fn mark(&self, row: &[&str]) -> Result<Option<(RawMention, Option<String>)>, RowFault> {
        let cell = |at: usize| row.get(at).copied().unwrap_or_default();
        let MarkColumns { start, end, label, .. } = self.own;
        if cell(start).trim().is_empty() && cell(end).trim().is_empty() {
            return Ok(None);
        }
        let offset = |at: usize| {
            // As a program writes a column with gaps in it: 8.0.
            let words = cell(at).trim();
            words.strip_suffix(".0").unwrap_or(words).parse::<usize>().map_err(|_| {
                let reason = message!("“{value}” is not an offset", value = shortened(words));
                (at, reason, message!("Write a whole number from 0, or leave both fields of the mark empty"))
            })
        };
        let (from, to) = (offset(start)?, offset(end)?);
        if from >= to {
            let reason = message!("the mark ends at {end}, before it begins at {start}", end = to, start = from);
            return Err((end, reason, message!("The end is the offset behind the last character")));
        }
        if cell(label).trim().is_empty() {
            return Err((label, message!("the mark has no label"), message!("Fill the field, or leave the row out")));
        }
        Ok(Some(self.own.mark(&|at| cell(at).to_owned(), from, to)))
    }

    /// Hands over the articles. `name`: of the file, without its folders.
    pub fn finish(
        self,
        (file, name): (&str, &str),
        reading: &ReadContext,
        tally: &FileTally,
        sink: &mut ItemSink<'_>,
    ) -> Result<(), ReadError> {
        let Self { columns, mapping, own, articles, varying, .. } = self;
        let is_other = |at: usize| mapping.role(at).is_none() && !own.holds(at) && !columns[at].trim().is_empty();
        for &at in varying.iter().filter(|at| is_other(**at)) {
            tally.lost(message!("the column “{column}”", column = shortened(&columns[at])), (1, 1));
        }
        let told = |role: ColumnRole| mapping.column(role).filter(|at| varying.contains(at));
        for at in
            [ColumnRole::Title, ColumnRole::Date, ColumnRole::Source, ColumnRole::Url].into_iter().filter_map(told)
        {
            let reason = message!("“{column}” differs between rows of one article", column = shortened(&columns[at]));
            tally.part(reason, message!("The first row counts; look whether they are one article"), (1, 1));
        }
        for (number, MarkedArticle { line, id, text, cells, marks, looked }) in articles.into_iter().enumerate() {
            let of = |role: ColumnRole| {
                let Some((at, words)) = mapping.column(role).and_then(|at| Some((at, cells.get(at)?.as_str()))) else {
                    return "";
                };
                if !stands_for_nothing(words) {
                    return words;
                }
                tell_nothing(&columns[at], words, (line, 1), tally);
                ""
            };
            let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
            let date = of(ColumnRole::Date);
            let variables: Variables = (0..columns.len())
                .filter(|at| is_other(*at) && !varying.contains(at))
                .filter_map(|at| Some((columns[at].trim().to_owned(), Variable::of_cell(&cells[at])?)))
                .collect();
            let (mentions, people) = marks.into_iter().unzip();
            let found = day_in(reading.month, date, reading.zone);
            if let Some((_, Some((reason, fix)))) = &found {
                tally.note(reason.clone(), fix.clone(), (line, 1));
            }
            let mut article = RawArticle {
                id: if id.is_empty() { format!("{}-{}", stem(name), number + 1) } else { id },
                text,
                title: one_line(of(ColumnRole::Title)),
                source: one_line(of(ColumnRole::Source)),
                url: of(ColumnRole::Url).trim().to_owned(),
                date: found.as_ref().map_or_else(|| date.trim().to_owned(), |(day, _)| day.to_string()),
                meta: RawVariables(variables),
                mentions,
                blank: mapping.stated(),
                ..RawArticle::default()
            };
            name.clone_into(&mut article.import.file);
            let unit = unit_of(reading, OffsetUnit::CodePoint);
            let context = RecordContext { file, at: (line, 1), unit, reading, tally };
            for article in by_person(article, people, looked) {
                article.items(&context).into_iter().try_for_each(&mut *sink)?;
            }
        }
        Ok(())
    }
}

//! A sheet whose rows are articles, or marks with their article.

use std::collections::BTreeMap;

use crate::{
    formats::{
        articles_csv::{LOOKED_AT, MarkTable, MarkedRows, header_row, is_record, own_table, quotations},
        format::{Item, ReadContext},
        html::cell::{has_markup, is_markup, text_of, words_of},
        kit::{
            columns::{ColumnRole, Mapping},
            day_order::{DayOrder, day_in},
            nothing::{stands_for_nothing, tell_nothing},
            offsets::unit_of,
            raw_text::OffsetUnit,
            tally::{FileTally, shortened},
            unplaced::FieldContent,
        },
        problem::Problem,
        record::{RecordContext, found::FoundArticle},
        stem,
    },
    message::message,
    model::Zone,
};

/// What Excel keeps of a cell, in units of UTF-16.
const LONGEST_CELL: usize = 32_767;

/// A sheet with its columns.
pub struct SheetTable<'a> {
    file: &'a str,
    name: &'a str,
    sheet: &'a str,
    header: Vec<String>,
    mapping: Mapping,
    zone: Option<Zone>,
    days: DayOrder,
    /// Rows above the names of the columns.
    above: Vec<(usize, Vec<String>)>,
    /// The names of the columns may be a record.
    doubtful: bool,
    /// The rows below, with their numbers.
    pub rows: Vec<(usize, Vec<String>)>,
}

impl<'a> SheetTable<'a> {
    /// Looks at a sheet. The problem: an option that means nothing here, or a table that is of something else.
    pub fn of(
        file: &'a str,
        name: &'a str,
        sheet: &'a str,
        mut rows: Vec<(usize, Vec<String>)>,
        reading: &ReadContext,
    ) -> Result<Self, Problem> {
        let headed = reading.option("header") != Some("no");
        let above = if headed { header_row(&first_cells(&rows), &reading.options) } else { 0 };
        let name_of = |(at, cell): (usize, &String)| if headed { cell.trim().to_owned() } else { (at + 1).to_string() };
        let header: Vec<String> = rows[above].1.iter().enumerate().map(name_of).collect();
        let below = rows.split_off(above + usize::from(headed));
        rows.truncate(above);
        let fix = || message!("Say it with the options sheet, text, title, date, source, url, id or header");
        let mapping = Mapping::new(&header, &reading.options).map_err(|reason| Problem::new(file, reason, fix()))?;
        let mapping = mapping.fitted(&header, &first_cells(&below), &reading.options);
        if let Some((reason, fix)) = quotations(&header) {
            return Err(Problem::new(file, reason, fix));
        }
        let doubtful = headed && above == 0 && is_record(&header);
        let (zone, mut days) = (reading.zone, DayOrder::new(reading.month));
        if let Some(column) = mapping.column(ColumnRole::Date) {
            let cells = below.iter().filter_map(|(at, row)| Some((*at, row.get(column)?)));
            cells.for_each(|(at, cell)| days.see(cell, (at, column + 1)));
            for (at, row) in &below {
                let others = row.iter().enumerate().filter(|(other, _)| *other != column);
                others.for_each(|(other, cell)| days.see_beside(cell, (*at, other + 1)));
            }
        }
        Ok(Self { file, name, sheet, header, mapping, zone, days, above: rows, doubtful, rows: below })
    }

    /// Whether a row of a table names a column of a role.
    pub fn names(rows: &[(usize, Vec<String>)], role: ColumnRole) -> bool {
        let none = BTreeMap::new();
        let names = rows.get(header_row(&first_cells(rows), &none)).map_or(&[][..], |(_, names)| names);
        let mapping = Mapping::new(names, &none).ok();
        mapping.is_some_and(|mapping| mapping.column(role).is_some())
    }

    /// Whether its rows have texts: of tidy tables those of the articles.
    pub fn has_articles(&self) -> bool {
        self.mapping.column(ColumnRole::Text).is_some() && own_table(&self.header).is_none_or(|name| name == "articles")
    }

    /// Whether it holds rows of something that is not known here.
    pub fn is_open(&self) -> bool {
        !self.rows.is_empty() && own_table(&self.header).is_none()
    }

    /// What it gives; `several`: whether other sheets are read as well, with `before` rows before this one.
    pub fn items(&self, reading: &ReadContext, several: bool, before: usize) -> Vec<Item> {
        let mut items = self.doubts();
        let marked = || self.marked(reading, before);
        let made = self.marks(reading).or_else(marked).unwrap_or_else(|| self.articles(several, before));
        items.extend(made);
        items
    }

    fn doubts(&self) -> Vec<Item> {
        let above = self.above.iter().map(|(at, row)| {
            let words: Vec<&str> = row.iter().map(String::as_str).filter(|cell| !cell.trim().is_empty()).collect();
            let row = shortened(&words.join(", "));
            let reason = message!("passed over above the names of the columns: {row}", row = row);
            let fix = message!("If it belongs to the articles, add it as a column");
            Problem::new(self.file, reason, fix).at(*at, 0).note()
        });
        let doubtful = self.doubtful.then(|| {
            let reason = message!("the first row was taken for the names of the columns, and looks like a record");
            Problem::new(self.file, reason, message!("Say header=no if it is one")).part()
        });
        let days = self
            .days
            .doubt()
            .map(|(reason, fix, (row, column))| Problem::new(self.file, reason, fix).at(row, column).doubted());
        above.chain(doubtful).chain(days).map(Item::Problem).collect()
    }

    /// What a sheet gives whose rows are marks; `None` if they are articles.
    fn marks(&self, reading: &ReadContext) -> Option<Vec<Item>> {
        let Self { file, name, header, mapping, rows, .. } = self;
        if own_table(header).is_some() {
            return None;
        }
        let rows: Vec<(usize, Vec<&str>)> = rows.iter().map(|(at, row)| (*at, words_of_row(row))).collect();
        let first: Vec<Vec<&str>> = rows.iter().take(LOOKED_AT).map(|(_, row)| row.clone()).collect();
        let mut marks = match MarkTable::of(header, mapping, &reading.options, &first) {
            Ok(marks) => marks?,
            Err(reason) => {
                let fix = message!("Add a column “article_text” with the whole text of its article to each row");
                return Some(vec![Item::Problem(Problem::new(*file, reason, fix))]);
            }
        };
        let (mut items, tally) = (Vec::new(), FileTally::default());
        for (at, row) in &rows {
            if let Err((column, reason, fix)) = marks.add(row, *at) {
                items.push(Item::Problem(Problem::new(*file, reason, fix).at(*at, column + 1)));
            }
        }
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let reading = &reading.with_month(self.days.month());
        let all = marks.finish((file, name), reading, &tally, &mut |item| {
            items.push(item);
            Ok(())
        });
        debug_assert!(all.is_ok(), "whoever takes everything has never enough");
        items.extend(tally.problems(file).into_iter().map(Item::Problem));
        Some(items)
    }

    /// What a sheet gives whose cells hold lists of marks; `None` if none does.
    fn marked(&self, reading: &ReadContext, before: usize) -> Option<Vec<Item>> {
        let Self { file, header, mapping, rows, .. } = self;
        let marked = MarkedRows::of(header, mapping, &first_cells(rows), reading)?;
        let reading = &reading.with_month(self.days.month());
        let (mut items, tally) = (Vec::new(), FileTally::default());
        let unit = unit_of(reading, OffsetUnit::CodePoint);
        for (number, (at, row)) in rows.iter().enumerate() {
            let context = RecordContext { file, at: (*at, 0), unit, reading, tally: &tally };
            items.extend(marked.items(&words_of_row(row), &row.join("\t"), before + number + 1, &context));
        }
        items.extend(tally.problems(file).into_iter().map(Item::Problem));
        Some(items)
    }

    fn articles(&self, several: bool, before: usize) -> Vec<Item> {
        let Self { file, name, sheet, header, mapping, rows, zone, .. } = self;
        let (mut items, tally) = (Vec::new(), FileTally::default());
        // Ours: what stands beside the articles is no variable of theirs.
        let own = own_table(header).is_some();
        if own {
            tally.note(
                message!("of the tidy tables only the articles are read, without their annotations"),
                message!("Export Tandai JSON Lines to bring annotations along"),
                (0, 0),
            );
        }
        let of = |role: ColumnRole| {
            let column = mapping.column(role);
            rows.iter().filter_map(move |(_, row)| row.get(column?)).map(String::as_str)
        };
        let markup = is_markup(of(ColumnRole::Text).take(LOOKED_AT));
        for (number, (at, row)) in rows.iter().enumerate() {
            let at = (*at, 0);
            if row.as_slice() == header && row.len() > 1 {
                let reason = message!("a row repeats the names of the columns, and was passed over");
                tally.note(reason, message!("Nothing needs to be done"), at);
                continue;
            }
            let cell = |role: ColumnRole| {
                let Some((column, words)) = mapping.column(role).and_then(|at| Some((at, row.get(at)?))) else {
                    return String::new();
                };
                if !stands_for_nothing(words) {
                    return words.clone();
                }
                tell_nothing(&header[column], words, at, &tally);
                String::new()
            };
            let name_of = |role: ColumnRole| {
                let words = cell(role);
                if has_markup(&words) { words_of(&words) } else { words }
            };
            let mut text = cell(ColumnRole::Text);
            if markup {
                text = text_of(text, &tally, at);
            }
            if text.encode_utf16().count() >= LONGEST_CELL {
                let reason =
                    message!("the text of row {row} is as long as a cell can be, and may have been cut", row = at.0);
                items.push(Item::Problem(
                    Problem::new(*file, reason, message!("Compare it with where it comes from")).at(at.0, at.1).part(),
                ));
            }
            if text.trim().is_empty() {
                let reason = message!("the row {row} of “{sheet}” has no text", row = at.0, sheet = sheet);
                items.push(Item::Problem(
                    Problem::new(*file, reason, message!("Fill the field, or leave the row out")).at(at.0, at.1),
                ));
                continue;
            }
            let id = Some(cell(ColumnRole::Id)).filter(|id| !id.trim().is_empty());
            // What is the same for many rows is told once.
            let date = match day_in(self.days.month(), &cell(ColumnRole::Date), *zone) {
                None => cell(ColumnRole::Date),
                Some((date, told)) => {
                    told.into_iter().for_each(|(reason, fix)| tally.note(reason, fix, at));
                    date.to_string()
                }
            };
            let mut found = FoundArticle {
                id: id.unwrap_or_else(|| format!("{}-{}", stem(name), before + number + 1)),
                text,
                title: name_of(ColumnRole::Title),
                source: name_of(ColumnRole::Source),
                url: cell(ColumnRole::Url),
                date,
                stated: mapping.stated(),
                ..FoundArticle::default()
            };
            for (nth, said) in row.iter().enumerate().filter(|_| !own) {
                let Some(column) = mapping.variable_name(header, nth) else { continue };
                if FieldContent::of_cell(&column, said) == FieldContent::Marks {
                    tally.lost(message!("the column “{column}”", column = shortened(&column)), at);
                } else {
                    found.know(&column, said);
                }
            }
            if several {
                found.know("sheet", sheet);
            }
            items.extend(found.items(file, name, at, *zone));
        }
        items.extend(tally.problems(file).into_iter().map(Item::Problem));
        items
    }
}

/// The cells of the first rows.
fn first_cells(rows: &[(usize, Vec<String>)]) -> Vec<Vec<&str>> {
    rows.iter().take(LOOKED_AT).map(|(_, row)| words_of_row(row)).collect()
}

fn words_of_row(row: &[String]) -> Vec<&str> {
    row.iter().map(String::as_str).collect()
}

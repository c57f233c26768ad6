//! Tables that were saved as web pages (pandas, Excel, Google Sheets): rows of articles or marks, read as those of a sheet.

mod abridged;
mod found_table;

use self::{
    abridged::{abridged, cut_cells},
    found_table::{FoundTable, PageTables},
};
use crate::formats::{
    format::{DiskShape, Format, FormatInfo, FormatOption, Item, ItemSink, ReadContext, ReadError},
    html::{Tree, page_text},
    kit::{each_file::every_file, offsets::OFFSETS, tally::shortened},
    problem::Problem,
    sheet::SheetTable,
    sniff::Sniff,
    source::Source,
};
use crate::message::{Message, message};

/// The format.
pub struct HtmlTable;

const fn column(name: &'static str, about: &'static str) -> FormatOption {
    FormatOption::reading(name, &[], about)
}

static INFO: FormatInfo = FormatInfo {
    id: "html-table",
    name: "table saved as a web page",
    extensions: &["html", "htm"],
    about: "A page that is a table of articles, a row each, as pandas, Excel and Google Sheets save them: columns for text, title, date, source and url, by their names or as told",
    offsets: "code points",
    shape: DiskShape::File,
    reads: true,
    options: &[
        column("text", "the column of the text: its name, or its number from 1"),
        column("title", "the column of the title"),
        column("date", "the column of the day"),
        column("source", "the column of the newspaper or portal"),
        column("url", "the column of the address"),
        column("id", "the column of the article’s id"),
        FormatOption::reading("header", &["yes", "no"], "no: the first row is an article"),
        FormatOption::reading("encoding", &[], "for pages that do not say it, or say it wrongly"),
        OFFSETS,
    ],
    ..FormatInfo::NOTHING
};

impl Format for HtmlTable {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let text = head.text();
        let few =
            |tag: &str| text.match_indices('<').filter(|(at, _)| starts_with(&text[*at..], tag)).take(2).count() < 2;
        if head.files.len() > 1 || few("<tr") && !is_frame(text) {
            return false;
        }
        is_frame(text) || Tree::new(text).is_some_and(|mut tree| PageTables::of(&mut tree).are_the_page())
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        every_file(source, &|file, name, bytes| items(file, name, &bytes, reading), sink)
    }
}

fn starts_with(text: &str, tag: &str) -> bool {
    text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}

/// Whether a page is the frame that Excel puts around the pages of a workbook.
fn is_frame(text: &str) -> bool {
    text.contains("<x:ExcelWorkbook>") && text.contains("<frameset")
}

fn items(file: &str, name: &str, bytes: &[u8], reading: &ReadContext) -> Vec<Item> {
    let problem = |reason: Message, fix: Message| vec![Item::Problem(Problem::new(file, reason, fix))];
    let (page, note) = match page_text(bytes, reading.option("encoding")) {
        Ok(page) => page,
        Err((reason, fix)) => return problem(reason, fix),
    };
    let as_csv = || message!("Save the table as CSV (UTF-8) or .xlsx and import that");
    let as_rows = || {
        message!(
            "Write it as a table (CSV) with a row an article and columns for date, title and text, and import that"
        )
    };
    if is_frame(&page) {
        let reason =
            message!("it is the frame of a workbook saved as web pages, and its sheets are in the folder beside it");
        return problem(reason, message!("Save the workbook as .xlsx, or import the sheets one by one: sheet001.htm"));
    }
    let Some(mut tree) = Tree::new(&page) else {
        return problem(message!("the page has more elements than any table of articles"), as_csv());
    };
    let found = PageTables::of(&mut tree);
    if found.tables.is_empty() {
        return problem(message!("no table of articles was found on the page"), as_csv());
    }
    if let Some((reason, fix)) = abridged(&found) {
        return problem(reason, fix);
    }
    if found.of_records {
        return problem(
            message!("each article is a table of its own on the page: a row a name and its value"),
            as_rows(),
        );
    }
    let mut items = Vec::new();
    if let Some(note) = note {
        let fix = message!("If letters are wrong, choose one with the option encoding");
        items.push(Item::Problem(Problem::new(file, note, fix).note()));
    }
    let numbers: Vec<String> = (1..=found.tables.len()).map(|number| number.to_string()).collect();
    let (mut tables, mut others) = (Vec::new(), Vec::new());
    for (FoundTable { rows, pandas, .. }, number) in found.tables.into_iter().zip(&numbers) {
        let names = rows[0].1.iter().map(|name| format!("“{}”", shortened(name))).collect::<Vec<_>>().join(", ");
        let cut = pandas.then(|| cut_cells(file, &rows)).flatten();
        match SheetTable::of(file, name, number, rows, reading) {
            Ok(table) if table.has_articles() => {
                items.extend(cut);
                tables.push(table);
            }
            Ok(_) => others.push(names),
            Err(problem) => return vec![Item::Problem(problem)],
        }
    }
    if tables.is_empty() {
        let reason = message!(
            "the page is a table, and no column is known to hold the articles’ text; there are {columns}",
            columns = others.swap_remove(0)
        );
        let fix = message!(
            "Say which one with the option text, by its name or number; where no row names the columns, with header=no"
        );
        return problem(reason, fix);
    }
    let left_out = |reason: Message, fix: Message| Item::Problem(Problem::new(file, reason, fix).part());
    items.extend(others.into_iter().map(|columns| {
        let reason =
            message!("a table that names no column of texts was left out; there are {columns}", columns = columns);
        left_out(reason, message!("If it holds articles, save it alone and say its column with the option text"))
    }));
    if !found.beside.is_empty() {
        let words = shortened(&found.beside.join(" "));
        let reason = message!("what stands beside the table was left out: “{words}”", words = words);
        let fix =
            message!("If the page is one article, say --format html; if it belongs to the articles, add a column");
        items.push(left_out(reason, fix));
    }
    let (several, mut before) = (tables.len() > 1, 0);
    for table in &tables {
        items.extend(table.items(reading, several, before));
        before += table.rows.len();
    }
    items
}

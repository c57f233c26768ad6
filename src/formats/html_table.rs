//! Tables that were saved as web pages (pandas, Excel, Google Sheets): rows of articles or marks, read as those of a sheet.

use crate::formats::{
    format::{DiskShape, Format, FormatInfo, FormatOption, Item, ItemSink, ReadContext, ReadError},
    html::{Child, Tree, lines_of, page_text, whole_text},
    kit::{each_file::every_file, offsets::OFFSETS},
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

/// Of the words of a page so many in a hundred stand in its tables, if it is a table.
const SHARE: usize = 90;
/// Of the rows of a table so many in a hundred have as many cells.
const ALIKE: usize = 80;
/// Where pandas cuts a cell, in characters with the three dots that it puts there.
const CUT: usize = 50;

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
        is_frame(text) || Tree::new(text).is_some_and(|tree| !tables_of(&tree).is_empty())
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
    if is_frame(&page) {
        let reason =
            message!("it is the frame of a workbook saved as web pages, and its sheets are in the folder beside it");
        return problem(reason, message!("Save the workbook as .xlsx, or import the sheets one by one: sheet001.htm"));
    }
    let Some(tree) = Tree::new(&page) else {
        return problem(message!("the page has more elements than any table of articles"), as_csv());
    };
    let found = tables_of(&tree);
    if found.is_empty() {
        return problem(message!("no table of articles was found on the page"), as_csv());
    }
    let mut items = Vec::new();
    if let Some(note) = note {
        let fix = message!("If letters are wrong, choose one with the option encoding");
        items.push(Item::Problem(Problem::new(file, note, fix).note()));
    }
    let numbers: Vec<String> = (1..=found.len()).map(|number| number.to_string()).collect();
    let (mut tables, mut columns) = (Vec::new(), String::new());
    for (PageTable { rows, pandas }, number) in found.into_iter().zip(&numbers) {
        if columns.is_empty() {
            columns = rows[0].1.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
        }
        items.extend(pandas.then(|| cut_cells(file, &rows)).flatten());
        match SheetTable::of(file, name, number, rows, reading) {
            Ok(table) if table.has_articles() => tables.push(table),
            Ok(_) => {}
            Err(problem) => return vec![Item::Problem(problem)],
        }
    }
    if tables.is_empty() {
        let reason = message!(
            "the page is a table, and no column is known to hold the articles’ text; there are {columns}",
            columns = columns
        );
        return problem(reason, message!("Say which one with the option text, by its name or number"));
    }
    let (several, mut before) = (tables.len() > 1, 0);
    for table in &tables {
        items.extend(table.items(reading, several, before));
        before += table.rows.len();
    }
    items
}

/// A table of a page: its rows that hold something, each with its number from 1.
struct PageTable {
    rows: Vec<(usize, Vec<String>)>,
    pandas: bool,
}

/// The tables that a page consists of; none if it has other words, as an article with a table has.
fn tables_of(tree: &Tree) -> Vec<PageTable> {
    let tables: Vec<usize> =
        (0..tree.elements.len()).filter(|at| tree.elements[*at].tag == "table" && is_innermost(tree, *at)).collect();
    let length = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
    let (mut within, mut found) = (0, Vec::new());
    for at in tables {
        if let Some(table) = page_table(tree, at) {
            within += length(&lines_of(tree, at));
            found.push(table);
        }
    }
    let all = length(&whole_text(tree));
    if found.is_empty() || within * 100 < all * SHARE { Vec::new() } else { found }
}

fn is_innermost(tree: &Tree, at: usize) -> bool {
    let mut due: Vec<Child> = tree.elements[at].children.clone();
    while let Some(next) = due.pop() {
        if let Child::Element(inner) = next {
            if tree.elements[inner].tag == "table" {
                return false;
            }
            due.extend(&tree.elements[inner].children);
        }
    }
    true
}

/// A table with names of columns above rows of as many cells; `None` for one that only sets out a page.
fn page_table(tree: &Tree, at: usize) -> Option<PageTable> {
    let element = &tree.elements[at];
    let mut rows: Vec<(Vec<String>, bool)> = Vec::new();
    // Cells of rows above that reach down, by their columns: over how many rows more.
    let mut reaching: Vec<(usize, String)> = Vec::new();
    for row in rows_of(tree, at) {
        let (mut cells, mut named) = (Vec::new(), true);
        let beside = |cells: &mut Vec<String>, reaching: &mut Vec<(usize, String)>| {
            while let Some((left @ 1.., words)) = reaching.get_mut(cells.len()) {
                *left -= 1;
                cells.push(words.clone());
            }
        };
        for child in &tree.elements[row].children {
            let Child::Element(cell) = *child else { continue };
            let element = &tree.elements[cell];
            if !matches!(element.tag.as_str(), "td" | "th") || element.hidden {
                continue;
            }
            beside(&mut cells, &mut reaching);
            let number = |name: &str| element.attribute(name).trim().parse::<usize>().unwrap_or(1).clamp(1, 1_000);
            let words = lines_of(tree, cell);
            named &= element.tag == "th" || words.is_empty();
            for nth in 0..number("colspan") {
                let words = if nth == 0 { words.clone() } else { String::new() };
                reaching.resize(reaching.len().max(cells.len() + 1), Default::default());
                reaching[cells.len()] = (number("rowspan") - 1, words.clone());
                cells.push(words);
            }
        }
        beside(&mut cells, &mut reaching);
        rows.push((cells, named));
    }
    if element.names.split(' ').any(|name| name == "waffle") {
        rows = without_frame(rows);
    }
    let mut rows: Vec<(usize, (Vec<String>, bool))> =
        rows.into_iter().enumerate().map(|(at, row)| (at + 1, row)).collect();
    rows.retain(|(_, (cells, _))| cells.iter().any(|cell| !cell.is_empty()));
    let width = rows.iter().map(|(_, (cells, _))| cells.len()).max().filter(|width| *width > 1)?;
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
    let alike = rows.iter().filter(|(_, (cells, _))| cells.len() == width && filled(cells)).count();
    if rows.len() < 2 || alike < 2 || alike * 100 < rows.len() * ALIKE {
        return None;
    }
    let named = rows[0].1.1;
    let pandas = element.names.split(' ').any(|name| name == "dataframe");
    let mut rows: Vec<(usize, Vec<String>)> = rows.into_iter().map(|(at, (cells, _))| (at, cells)).collect();
    if pandas {
        // It writes line ends as programs do.
        let cells = rows.iter_mut().flat_map(|(_, cells)| cells);
        cells.for_each(|cell| *cell = cell.replace("\\r\\n", "\n").replace("\\n", "\n"));
    }
    (named || SheetTable::names_texts(&rows)).then_some(PageTable { rows, pandas })
}

/// The rows of a table, in their order; those within rows are no table's own.
fn rows_of(tree: &Tree, at: usize) -> Vec<usize> {
    let mut rows = Vec::new();
    for child in &tree.elements[at].children {
        let Child::Element(inner) = *child else { continue };
        let element = &tree.elements[inner];
        match element.tag.as_str() {
            _ if element.hidden => {}
            "tr" => rows.push(inner),
            "thead" | "tbody" | "tfoot" => rows.extend(rows_of(tree, inner)),
            _ => {}
        }
    }
    rows
}

/// Google Sheets puts letters above the columns and numbers before the rows.
fn without_frame(rows: Vec<(Vec<String>, bool)>) -> Vec<(Vec<String>, bool)> {
    let letter =
        |cell: &String| cell.is_empty() || cell.len() <= 2 && cell.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_frame = rows.first().is_some_and(|(cells, _)| cells.iter().all(letter));
    let rows = rows.into_iter().skip(usize::from(is_frame));
    rows.map(|(cells, named)| (cells.into_iter().skip(1).collect(), named)).collect()
}

/// What is told of cells that pandas cut.
fn cut_cells(file: &str, rows: &[(usize, Vec<String>)]) -> Option<Item> {
    let is_cut = |cell: &String| cell.ends_with("...") && cell.chars().count() == CUT;
    let cut = rows.iter().filter(|(_, cells)| cells.iter().any(is_cut)).map(|(at, _)| *at);
    let rows: Vec<usize> = cut.collect();
    let reason = message!(
        "pandas cut the texts of {number} row{s} after {length} characters, first in row {row}",
        number = rows.len(),
        length = CUT - 3,
        row = *rows.first()?
    );
    let fix = message!(
        "Write the table with to_csv, or after pd.set_option(\"display.max_colwidth\", None), and import that"
    );
    Some(Item::Problem(Problem::new(file, reason, fix).at(rows[0], 0).doubted()))
}

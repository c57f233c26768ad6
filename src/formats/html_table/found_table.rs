//! The tables of a page that hold records, and the words that stand beside them.

use std::sync::LazyLock;

use regex::Regex;

use crate::formats::{
    html::{Child, Tree, lines_of, says_article, whole_text},
    kit::columns::ColumnRole,
    sheet::SheetTable,
};

/// Of the words of a page so many in a hundred stand in its tables, if it is a table.
const SHARE: usize = 90;
/// Beside a table whose columns are named as those of articles stand at most so many letters, as a heading and a line have.
const BESIDE: usize = 200;
/// Of the rows of a table so many in a hundred have as many cells.
const ALIKE: usize = 80;
/// A table without names of columns has so many rows and columns at least.
const UNNAMED: usize = 3;
/// A table that says of its cells that they reach over so many others more than it has sets out a page; with a thousand
/// columns and rows for each cell it would take all memory.
const REACHED: usize = 20_000;
/// Classes of the tables of pandas and polars, Google Sheets and Notion.
const PROGRAMS: [&str; 3] = ["dataframe", "waffle", "collection-content"];

/// `100 rows × 5 columns`, as pandas says it.
static OF_PANDAS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d+) rows × (\d+) columns?$").expect("a pattern"));
/// `shape: (100, 5)`, as polars says it, which prints no table as it is.
static OF_POLARS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^shape: \([\d_,]+, (\d+)\)$").expect("a pattern"));

/// A table of a page: its rows that hold something, each with its number from 1.
pub struct FoundTable {
    pub rows: Vec<(usize, Vec<String>)>,
    pub pandas: bool,
    /// A program is known that writes such tables.
    of_program: bool,
    /// Its first row says what its columns are.
    named: bool,
}

impl FoundTable {
    /// Whether its columns are named as those of articles.
    fn is_of_articles(&self) -> bool {
        let others = [ColumnRole::Title, ColumnRole::Date, ColumnRole::Source, ColumnRole::Url];
        SheetTable::names(&self.rows, ColumnRole::Text)
            && others.into_iter().any(|role| SheetTable::names(&self.rows, role))
    }

    /// Whether it is one article: names in the first column, their values in the second.
    fn is_one_record(&self) -> bool {
        let names = self.rows.iter().filter_map(|(_, cells)| cells.first().cloned()).collect();
        let turned = Self { rows: vec![(1, names)], ..*self };
        self.rows.iter().all(|(_, cells)| cells.len() == 2) && turned.is_of_articles()
    }
}

/// What a page holds if it is taken for tables.
pub struct PageTables {
    pub tables: Vec<FoundTable>,
    /// What else it says, a block each.
    pub beside: Vec<String>,
    /// How many rows and columns of data it says that its table has.
    pub size: Option<(usize, usize)>,
    /// Each of several tables is one article.
    pub of_records: bool,
    /// Whether hardly any words stand beside the tables.
    is_full: bool,
    says_article: bool,
}

impl PageTables {
    /// Takes the tables out of a page: what is left of it stands beside them.
    pub fn of(tree: &mut Tree) -> Self {
        let length = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
        let (mut places, mut tables, mut within) = (Vec::new(), Vec::new(), 0);
        for at in 0..tree.elements.len() {
            if tree.elements[at].tag != "table" || tree.around(at).any(|around| places.contains(&around)) {
                continue;
            }
            // What holds tables mostly sets out a page.
            let innermost = is_innermost(tree, at);
            if let Some(table) = found_table(tree, at).filter(|table| innermost || table.is_of_articles()) {
                within += length(&lines_of(tree, at));
                places.push(at);
                tables.push(table);
            }
        }
        let says_article = says_article(tree);
        let is_full = within * 100 >= length(&whole_text(tree)) * SHARE;
        let rows: Vec<usize> = places.iter().flat_map(|at| rows_of(tree, *at)).collect();
        rows.into_iter().for_each(|at| tree.elements[at].hidden = true);
        tree.elements.iter_mut().filter(|one| is_furniture(&one.tag, &one.names)).for_each(|one| one.hidden = true);
        let blocks = lines_of(tree, 0);
        let blocks = || blocks.lines().filter(|block| block.chars().any(char::is_alphanumeric));
        let size = blocks().find_map(sizes);
        let beside = blocks().filter(|block| sizes(block).is_none()).map(str::to_owned).collect();
        let of_records = tables.len() > 1 && tables.iter().all(FoundTable::is_one_record);
        Self { tables, beside, size, of_records, is_full, says_article }
    }

    /// Whether the page is its tables; else it is an article with a table.
    pub fn are_the_page(&self) -> bool {
        let of_program = self.tables.iter().any(|table| table.of_program);
        let letters: usize =
            self.beside.iter().map(|block| block.chars().filter(|c| c.is_alphanumeric()).count()).sum();
        let of_articles = self.of_records || self.tables.iter().any(|table| table.named && table.is_of_articles());
        !self.tables.is_empty()
            && (of_program || !self.says_article)
            && (self.is_full || of_articles && letters <= BESIDE)
    }
}

/// How many rows and columns a line says that its table has.
fn sizes(line: &str) -> Option<(usize, usize)> {
    if let Some(found) = OF_PANDAS.captures(line) {
        return Some((found[1].parse().ok()?, found[2].parse().ok()?));
    }
    Some((usize::MAX, OF_POLARS.captures(line)?[1].parse().ok()?))
}

/// What leads elsewhere, and what Google Sheets puts above and below a table.
fn is_furniture(tag: &str, names: &str) -> bool {
    let has = |name: &str| names.split(' ').any(|one| one == name);
    matches!(tag, "nav" | "button" | "select" | "form") || has("sheet-menu") || has("top-bar") || has("doc-title")
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
fn found_table(tree: &Tree, at: usize) -> Option<FoundTable> {
    let element = &tree.elements[at];
    let mut rows: Vec<(Vec<String>, bool)> = Vec::new();
    // Cells of rows above that reach down, by their columns: over how many rows more.
    let mut reaching: Vec<(usize, String)> = Vec::new();
    let (mut written, mut all) = (0, 0);
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
            written += 1;
            for nth in 0..number("colspan") {
                let words = if nth == 0 { words.clone() } else { String::new() };
                reaching.resize(reaching.len().max(cells.len() + 1), Default::default());
                reaching[cells.len()] = (number("rowspan") - 1, words.clone());
                cells.push(words);
            }
        }
        beside(&mut cells, &mut reaching);
        all += cells.len();
        if all > written + REACHED {
            return None;
        }
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
    let has_class = |class: &str| element.names.split(' ').any(|name| name == class);
    let (pandas, of_program) = (has_class("dataframe"), PROGRAMS.into_iter().any(has_class));
    if pandas {
        join_names(&mut rows);
    }
    let headed = rows[0].1.1;
    let mut rows: Vec<(usize, Vec<String>)> = rows.into_iter().map(|(at, (cells, _))| (at, cells)).collect();
    if pandas {
        // It writes line ends as programs do.
        let cells = rows.iter_mut().flat_map(|(_, cells)| cells);
        cells.for_each(|cell| *cell = cell.replace("\\r\\n", "\n").replace("\\n", "\n"));
    }
    // Two cells above one row set out a page as well.
    let named = headed || SheetTable::names(&rows, ColumnRole::Text) && (of_program || rows.len() > 2);
    let unnamed = of_program || width >= UNNAMED && rows.len() >= UNNAMED;
    let table = FoundTable { rows, pandas, of_program, named };
    (named || unnamed || table.is_one_record()).then_some(table)
}

/// pandas puts the names of what it counts rows by into a row of their own below the names of the columns.
fn join_names(rows: &mut Vec<(usize, (Vec<String>, bool))>) {
    let [(_, (columns, true)), (_, (counts, true)), ..] = rows.as_mut_slice() else { return };
    let apart = |(column, count): (&String, &String)| column.is_empty() || count.is_empty();
    if columns.len() == counts.len() && columns.iter().zip(&*counts).all(apart) {
        for (column, count) in columns.iter_mut().zip(counts) {
            column.push_str(count);
        }
        rows.remove(1);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn are_the_page(cells: &str) -> bool {
        let page = format!("<table><tr><th>Judul</th><th>Isi</th></tr>{}</table>", cells.repeat(60));
        Tree::new(&page).is_some_and(|mut tree| PageTables::of(&mut tree).are_the_page())
    }

    #[test]
    fn cells_that_reach_far_take_no_memory() {
        assert!(are_the_page("<tr><td>Rapat</td><td>PKS hadir di Lembah.</td></tr>"));
        assert!(are_the_page("<tr><td rowspan=2>Rapat</td><td>PKS hadir.</td></tr><tr><td>PSI hadir.</td></tr>"));
        assert!(!are_the_page("<tr><td>Rapat</td><td colspan=1000 rowspan=1000>PKS hadir.</td></tr>"));
    }
}

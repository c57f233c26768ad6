//! Tables that programs print for the eye: rows and columns left out of long ones, long cells cut.

use super::found_table::PageTables;
use crate::formats::{format::Item, problem::Problem};
use crate::message::{Message, message};

/// Where pandas cuts a cell, in characters with the three dots that it puts there.
const CUT: usize = 50;

/// What is told of a page whose table was printed for the eye, with rows or columns left out.
pub fn abridged(page: &PageTables) -> Option<(Message, Message)> {
    let dots = |cell: &String| matches!(cell.trim(), "..." | "…" | "⋮" | "⋯");
    let is_cut = |rows: &[(usize, Vec<String>)]| {
        let row = |cells: &[String]| {
            let mut said = cells.iter().filter(|cell| !cell.trim().is_empty());
            cells.iter().filter(|cell| dots(cell)).count() > 1 && said.all(dots)
        };
        let width = rows.first().map_or(0, |(_, cells)| cells.len());
        let column = |at: usize| rows.iter().all(|(_, cells)| cells.get(at).is_some_and(dots));
        rows.iter().any(|(_, cells)| row(cells)) || (0..width).any(column)
    };
    let cut = page.tables.iter().any(|table| is_cut(&table.rows));
    // Of several tables it is not known whose size is said.
    let smaller = match (page.size, page.tables.as_slice()) {
        (Some((rows, columns)), [table]) => table.rows.len() <= rows || table.rows[0].1.len() < columns,
        _ => false,
    };
    let fix = message!(
        "Write the table with to_csv (polars: write_csv), or with to_html without max_rows and max_cols, and import that"
    );
    (cut || smaller).then(|| (message!("the table was printed abridged: rows or columns of it are left out"), fix))
}

/// What is told of cells that pandas cut.
pub fn cut_cells(file: &str, rows: &[(usize, Vec<String>)]) -> Option<Item> {
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

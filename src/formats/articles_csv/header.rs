//! Which row of a table names its columns, and tables that are of something else.

use std::collections::BTreeMap;

use crate::{
    formats::kit::{
        columns::{ColumnRole, Mapping},
        unplaced::{place_columns, plain_name},
    },
    message::{Message, message},
};

/// So many rows are looked at: notes and names of groups stand above the names of the columns.
pub const ABOVE: usize = 20;
/// Letters of a cell that is no name of a column.
const LONG: usize = 60;

/// The row that names the columns, counted from 0: the first, unless a later one names more of an article.
pub fn header_row(rows: &[Vec<&str>], options: &BTreeMap<String, String>) -> usize {
    let known = |row: &Vec<&str>| {
        let names: Vec<String> = row.iter().map(|cell| (*cell).trim().to_owned()).collect();
        let mapping = Mapping::new(&names, options).ok().filter(|mapping| mapping.column(ColumnRole::Text).is_some());
        mapping.map_or(0, |mapping| mapping.known())
    };
    let first = rows.first().map_or(0, known);
    let mut best = (0, first);
    for (at, row) in rows.iter().enumerate().take(ABOVE).skip(1) {
        let found = known(row);
        if found > best.1 && found > 1 {
            best = (at, found);
        }
    }
    best.0
}

/// Whether a first row looks like the rows below it and not like names of columns.
pub fn is_record(names: &[String]) -> bool {
    let long = |name: &String| name.chars().count() > LONG;
    let number = |name: &String| name.trim().parse::<f64>().is_ok();
    names.iter().any(long) || names.iter().filter(|name| number(name)).count() * 2 > names.len()
}

/// Why a table of quotations of somebody's codes is none of articles: its texts are pieces of them.
pub fn quotations(columns: &[String]) -> Option<(Message, Message)> {
    let has = |names: &[&str]| columns.iter().find(|column| names.contains(&plain_name(column).as_str()));
    if place_columns(columns).is_some() {
        return None;
    }
    let document = has(&["document", "documentname", "documenttitle", "mediatitle"])?;
    let code = has(&["tag", "code", "codes", "codesapplied", "codescombined"])?;
    let words = has(&["content", "segment", "quotation", "quotationcontent", "quote", "excerpt", "excerptcopy"])?;
    let reason = message!(
        "its rows are passages with their codes (“{document}”, “{code}”, “{words}”): the texts of the documents are not in it",
        document = document.as_str(),
        code = code.as_str(),
        words = words.as_str()
    );
    Some((reason, message!("Export the whole project as REFI-QDA (.qdpx) and import that")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_of_names() {
        let check = |rows: &[&str], expected: usize| {
            let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split(',').collect()).collect();
            assert_eq!(header_row(&rows, &BTreeMap::new()), expected, "{rows:?}");
        };
        check(&["judul,isi", "A,PKS"], 0);
        check(&["Artikel,,Terbit,", "judul,isi,tanggal,sumber", "A,PKS,2024-01-01,B"], 1);
        check(&["Kliping 2024", "", "judul,isi", "A,PKS"], 2);
        check(&["isi", "text"], 0);
        check(&["a,b", "c,d"], 0);
        check(&["text,title", "text,judul"], 0);
    }

    #[test]
    fn what_names_no_columns() {
        let names = |row: &str| row.split('|').map(str::to_owned).collect::<Vec<_>>();
        assert!(!is_record(&names("id|text|2024")) && is_record(&names("1|2|PKS")));
        assert!(is_record(&names(&format!("{}|positive", "PKS dan PSI hadir. ".repeat(4)))));
        assert!(quotations(&names("id|document|tag|content")).is_some());
        assert!(quotations(&names("id|document|label|text")).is_none());
    }
}

//! What must hold of the content of an ODS file before the library reads it: it waits for ever for the end of a table that
//! has none, and writes out every cell that is said to be repeated.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::message::{Message, message};

/// How many cells the tables hold once they are written out. The error: why they cannot be read.
pub fn cells_of(content: &str) -> Result<usize, Message> {
    let mut reader = Reader::from_str(content);
    let (mut open, mut cells) = (0usize, 0usize);
    // Of the row that is read: how often it stands there, and its cells up to the last one with something in it.
    let (mut times, mut width, mut filled) = (1, 0usize, 0);
    loop {
        let event = reader.read_event().map_err(|error| Message::verbatim(error.to_string()))?;
        match event {
            Event::Eof if open > 0 => return Err(message!("it is cut off")),
            Event::Eof => return Ok(cells),
            Event::Start(start) => {
                open += 1;
                match start.name().as_ref() {
                    "table:table-row" => {
                        (times, width, filled) = (repeated(&start, "table:number-rows-repeated"), 0, 0);
                    }
                    "table:table-cell" | "table:covered-table-cell" => {
                        width = width.saturating_add(repeated(&start, "table:number-columns-repeated"));
                        filled = width;
                    }
                    _ => {}
                }
            }
            Event::Empty(start) => match start.name().as_ref() {
                "table:table-cell" | "table:covered-table-cell" => {
                    width = width.saturating_add(repeated(&start, "table:number-columns-repeated"));
                    if start.attributes().flatten().any(|attribute| attribute.key.as_ref().starts_with("office:")) {
                        filled = width;
                    }
                }
                _ => {}
            },
            Event::End(end) => {
                open = open.saturating_sub(1);
                if end.name().as_ref() == "table:table-row" {
                    cells = cells.saturating_add(filled.saturating_mul(times));
                }
            }
            _ => {}
        }
    }
}

fn repeated(start: &BytesStart<'_>, name: &str) -> usize {
    let said = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
    said.and_then(|said| said.value.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &str) -> Option<usize> {
        cells_of(&format!("<table:table>{rows}</table:table>")).ok()
    }

    #[test]
    fn what_would_not_end_is_seen() {
        let row = "<table:table-row><table:table-cell><p>isi</p></table:table-cell></table:table-row>";
        assert_eq!(cells(row), Some(1));
        assert!(cells_of(&format!("<table:table>{row}")).is_err());
        assert!(cells_of("<table:table><table:table-row></table:table>").is_err());
    }

    #[test]
    fn repeated_cells_count() {
        let row = |rows: &str, columns: &str, inside: &str| {
            format!(
                "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
                 table:number-columns-repeated=\"{columns}\">{inside}</table:table-cell></table:table-row>"
            )
        };
        assert_eq!(cells(&row("1000", "1000", "<p>x</p>")), Some(1_000_000));
        assert_eq!(cells(&row("99999999999", "99999999999", "<p>x</p>")), Some(usize::MAX));
        let empty = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
                     table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert_eq!(cells(empty), Some(0), "a sheet is empty to its end");
    }
}

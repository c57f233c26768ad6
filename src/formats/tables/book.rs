//! The tables as sheets of one workbook (XLSX). Words are words, so that nothing is ever computed; numbers are numbers.
//! What a cell or a sheet of Excel cannot hold is told.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as CellFormat, Workbook, XlsxError};

use crate::{
    dataset::codebook::{self, ValueKind},
    formats::{
        document::Document,
        format::{ItemKind, LeftOut},
        left_out::item,
        source::{THE_FILE, Target},
    },
    message::message,
    model::Scheme,
};

/// What a cell holds at most, in UTF-16 units, and a sheet, in rows with the header.
const CELL: usize = 32_767;
const ROWS: u32 = 1_048_576;

/// A workbook in the making, shared by its sheets.
#[derive(Clone)]
pub struct SharedBook(Arc<Mutex<BookState>>);

struct BookState {
    book: Workbook,
    bold: CellFormat,
    /// What was cut or left out since it was last asked: table and column, or a table that is full.
    cut: Vec<(&'static str, String)>,
    full: Vec<&'static str>,
}

/// One sheet of it: its number, and the row that comes next.
pub struct BookSheet {
    book: SharedBook,
    number: usize,
    row: u32,
}

impl SharedBook {
    pub fn new() -> io::Result<Self> {
        let mut book = Workbook::new();
        // The same input gives the same bytes.
        let then = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&then));
        let bold = CellFormat::new().set_bold();
        Ok(Self(Arc::new(Mutex::new(BookState { book, bold, cut: Vec::new(), full: Vec::new() }))))
    }

    fn state(&self) -> MutexGuard<'_, BookState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new sheet with its header.
    pub fn sheet(&self, name: &str, header: &[&str]) -> io::Result<BookSheet> {
        let mut state = self.state();
        let bold = state.bold.clone();
        let sheet = state.book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (column, name) in (0u16..).zip(header) {
            sheet.write_string_with_format(0, column, *name, &bold).map_err(failed)?;
        }
        let number = state.book.worksheets().len() - 1;
        Ok(BookSheet { book: self.clone(), number, row: 1 })
    }

    /// What the sheets could not hold of a document, since it was last asked.
    pub fn left_out(&self, document: &Document) -> Vec<LeftOut> {
        let mut state = self.state();
        let (cut, full) = (std::mem::take(&mut state.cut), std::mem::take(&mut state.full));
        let of_article = |reason| item(document, ItemKind::Field, &document.article.meta.id, reason);
        let cut = cut.into_iter().map(|(table, column)| {
            of_article(message!(
                "“{column}” of the sheet {table} is longer than a cell of Excel (32,767 characters) and was cut",
                column = column,
                table = table
            ))
        });
        let full = full.into_iter().map(|table| {
            of_article(message!("the sheet {table} is full: a row was left out (Excel has 1,048,576)", table = table))
        });
        cut.chain(full).collect()
    }

    /// Writes the workbook, with the codebook as its last sheet.
    pub fn finish(self, target: &dyn Target, scheme: &Scheme) -> io::Result<()> {
        let mut rows = codebook::rows(scheme).into_iter();
        let header = rows.next().unwrap_or_default();
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        let mut sheet = self.sheet("codebook", &header)?;
        for row in rows {
            sheet.words(&row.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        let mut state = self.state();
        // Of tables that no article tells alone nothing can be told any more.
        if let Some(table) = state.full.first().or(state.cut.first().map(|(table, _)| table)) {
            let reason =
                message!("the sheet {table} does not hold all of its table; export the CSV tables", table = *table);
            return Err(io::Error::other(reason));
        }
        let bytes = state.book.save_to_buffer().map_err(failed)?;
        let mut file = target.create(THE_FILE)?;
        file.write_all(&bytes)?;
        file.flush()
    }
}

impl BookSheet {
    /// Writes a row of a table.
    pub fn row<'c>(
        &mut self,
        table: &'static str,
        columns: impl Iterator<Item = (&'c str, ValueKind)>,
        cells: &[String],
    ) -> io::Result<()> {
        let mut state = self.book.state();
        if self.row >= ROWS {
            state.full.push(table);
            return Ok(());
        }
        let mut cut = Vec::new();
        let sheet = state.book.worksheet_from_index(self.number).map_err(failed)?;
        for ((at, (name, kind)), cell) in (0u16..).zip(columns).zip(cells) {
            let is_number = matches!(kind, ValueKind::Integer | ValueKind::Number | ValueKind::Flag);
            // Larger whole numbers are not what they were.
            let number = cell.parse::<f64>().ok().filter(|number| is_number && number.abs() < 9e15);
            if let Some(number) = number {
                sheet.write_number(self.row, at, number).map_err(failed)?;
            } else if !cell.is_empty() {
                let held = held(cell);
                if held.len() < cell.len() {
                    cut.push((table, name.to_owned()));
                }
                sheet.write_string(self.row, at, held).map_err(failed)?;
            }
        }
        state.cut.extend(cut);
        drop(state);
        self.row += 1;
        Ok(())
    }

    fn words(&mut self, cells: &[&str]) -> io::Result<()> {
        let mut state = self.book.state();
        let sheet = state.book.worksheet_from_index(self.number).map_err(failed)?;
        for (at, cell) in (0u16..).zip(cells) {
            sheet.write_string(self.row, at, held(cell)).map_err(failed)?;
        }
        drop(state);
        self.row += 1;
        Ok(())
    }
}

/// As much of a text as a cell holds, cut between two characters.
fn held(text: &str) -> &str {
    if text.len() <= CELL {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CELL
    });
    end.map_or(text, |(at, _)| &text[..at])
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::{
        formats::{
            Format, MemorySource, MemoryTarget, ReadContext,
            format::{Item, Writing},
            tables::TablesBook,
            tandai::Tandai,
        },
        model::{Scheme, Timestamp},
    };

    #[test]
    fn words_are_words_and_what_is_cut_is_told() {
        let long = "PKS hadir. ".repeat(4_000);
        let line = serde_json::json!({
            "id": "a", "text": long, "title": "=1+1", "source": "@kabar",
            "mentions": [{"start": 0, "end": 3, "kind": "party", "note": "-2"}],
        });
        let source = MemorySource::file("a.jsonl", line.to_string().into_bytes());
        let mut documents = Vec::new();
        let reading = ReadContext::new(Scheme::default(), Timestamp(0));
        let read = Tandai.read(&source, &reading, &mut |item| {
            if let Item::Document(document) = item {
                documents.push(*document);
            }
            Ok(())
        });
        assert_eq!((read, documents.len()), (Ok(()), 1));
        let (scheme, target) = (Scheme::default(), MemoryTarget::default());
        let writing = Writing {
            project: "uji",
            scheme: &scheme,
            elections: crate::answers::ElectionFacts::delivered(),
            entity: &|_| None,
            story: &|_| None,
            with_text: true,
            councils: None,
            options: Default::default(),
        };
        let mut writer = TablesBook.write(&target, &writing).unwrap();
        let told = writer.add(&documents[0], "").unwrap();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].reason.to_string().contains("“text” of the sheet articles is longer"), "{told:?}");
        writer.finish().unwrap();
        let mut book = Xlsx::new(std::io::Cursor::new(target.files().remove(THE_FILE).unwrap())).unwrap();
        let names = codebook::TABLES.iter().map(|table| table.name).chain(["codebook"]);
        let there = book.sheet_names();
        assert!(names.clone().all(|name| there.iter().any(|sheet| sheet == name)), "{there:?}");
        for name in names {
            assert!(book.worksheet_formula(name).unwrap().is_empty(), "{name} computes nothing");
        }
        let articles = book.worksheet_range("articles").unwrap();
        let cell = |column: &str| {
            let at = articles.rows().next().unwrap().iter().position(|cell| *cell == *column).unwrap();
            articles.rows().nth(1).unwrap()[at].clone()
        };
        assert_eq!(
            (cell("title"), cell("source")),
            (Data::String("=1+1".to_owned()), Data::String("@kabar".to_owned()))
        );
        assert_eq!(cell("n_mentions"), Data::Float(1.0));
        assert!(matches!(cell("text"), Data::String(text) if text.len() == CELL));
    }

    #[test]
    fn a_cell_is_cut_between_two_characters() {
        assert_eq!(held("PKS"), "PKS");
        let flags = "🇮🇩".repeat(10_000);
        let cut = held(&flags);
        assert!(flags.starts_with(cut) && cut.encode_utf16().count() == CELL - 1);
        assert_eq!(held(&"a".repeat(40_000)).len(), CELL);
    }
}

//! One table as a CSV file: RFC 4180 in UTF-8, lines end with a line feed. Knows columns, not what rows are about.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use crate::{
    dataset::codebook::{self, Column, ValueKind},
    formats::{kit::spreadsheet, source::Target},
    message::message,
};

/// A table in the making.
pub struct TableSheet {
    name: &'static str,
    columns: Vec<&'static Column>,
    safe: bool,
    csv: csv::Writer<Box<dyn Write + Send>>,
}

impl TableSheet {
    /// Begins the file of a table of the codebook, with its header.
    pub fn new(target: &dyn Target, name: &str, safe: bool) -> io::Result<Self> {
        let table = codebook::table(name)
            .ok_or_else(|| io::Error::other(message!("no table is called {name}", name = name)))?;
        let mut csv = csv::Writer::from_writer(target.create(&format!("{name}.csv"))?);
        csv.write_record(table.header())?;
        Ok(Self { name: table.name, columns: table.all().collect(), safe, csv })
    }

    /// Writes a row. `cell` gives what stands in a column, and `None` for a column that it does not know: an error, for
    /// the codebook and the rows have parted then.
    pub fn row<'c>(&mut self, cell: &dyn Fn(&'static str) -> Option<Cow<'c, str>>) -> io::Result<()> {
        for column in &self.columns {
            let unknown =
                || io::Error::other(format!("{}.csv: nothing is known of the column {}", self.name, column.name));
            let plain = cell(column.name).ok_or_else(unknown)?;
            // Ids stay what they are in every format: nothing that they may hold makes a formula that does harm.
            let words = matches!(column.kind, ValueKind::Text | ValueKind::Category);
            let written = if self.safe && words { spreadsheet::safe(plain) } else { plain };
            self.csv.write_field(&*written)?;
        }
        self.csv.write_record(None::<&[u8]>)?;
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

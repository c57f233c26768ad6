//! One table as a CSV file (RFC 4180 in UTF-8, lines end with a line feed), or as a sheet of a workbook. Knows columns, not
//! what rows are about.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::book::{BookSheet, SharedBook};
use crate::{
    dataset::codebook::{self, Column, OwnColumn, ValueKind, own_columns},
    formats::{kit::spreadsheet, source::Target},
    message::message,
    model::{Scheme, Variables},
};

/// Where tables go.
#[derive(Clone)]
pub enum TablePlace<'a> {
    /// A file each; `safe`: no cell is a formula to a spreadsheet.
    Files {
        target: &'a dyn Target,
        safe: bool,
    },
    Book(SharedBook),
}

/// A table in the making.
pub struct TableSheet {
    name: &'static str,
    columns: Vec<&'static Column>,
    /// Of the project's own fields, behind the others.
    own: Vec<OwnColumn>,
    out: SheetOut,
}

enum SheetOut {
    Csv { csv: Box<csv::Writer<Box<dyn Write + Send>>>, safe: bool },
    Book(BookSheet),
}

impl TableSheet {
    /// Begins the file or sheet of a table of the codebook, with its header.
    pub fn new(place: &TablePlace<'_>, name: &str, scheme: &Scheme) -> io::Result<Self> {
        let table = codebook::table(name)
            .ok_or_else(|| io::Error::other(message!("no table is called {name}", name = name)))?;
        let own = own_columns(scheme, name);
        let header: Vec<&str> = table.header().into_iter().chain(own.iter().map(|own| own.name.as_str())).collect();
        let out = match place {
            TablePlace::Files { target, safe } => {
                let mut csv = csv::Writer::from_writer(target.create(&format!("{name}.csv"))?);
                csv.write_record(&header)?;
                SheetOut::Csv { csv: Box::new(csv), safe: *safe }
            }
            TablePlace::Book(book) => SheetOut::Book(book.sheet(name, &header)?),
        };
        Ok(Self { name: table.name, columns: table.all().collect(), own, out })
    }

    /// Writes a row. `cell` gives what stands in a column, and `None` for a column that it does not know: an error, for
    /// the codebook and the rows have parted then.
    pub fn row<'c>(&mut self, cell: &dyn Fn(&'static str) -> Option<Cow<'c, str>>) -> io::Result<()> {
        self.row_with(cell, &Variables::new())
    }

    /// The same of a record whose own fields hold these values.
    pub fn row_with<'c>(
        &mut self,
        cell: &dyn Fn(&'static str) -> Option<Cow<'c, str>>,
        values: &Variables,
    ) -> io::Result<()> {
        let of = |column: &Column| {
            let unknown = || io::Error::other(format!("{}: nothing is known of the column {}", self.name, column.name));
            cell(column.name).ok_or_else(unknown)
        };
        match &mut self.out {
            SheetOut::Csv { csv, safe } => {
                for column in &self.columns {
                    let plain = of(column)?;
                    // Ids stay what they are in every format: nothing that they may hold makes a formula that does harm.
                    let words = matches!(column.kind, ValueKind::Text | ValueKind::Category);
                    let written = if *safe && words { spreadsheet::safe(plain) } else { plain };
                    csv.write_field(&*written)?;
                }
                for column in &self.own {
                    let plain = Cow::Owned(column.cell(values));
                    let words = matches!(column.kind(), ValueKind::Text | ValueKind::Category);
                    let written = if *safe && words { spreadsheet::safe(plain) } else { plain };
                    csv.write_field(&*written)?;
                }
                csv.write_record(None::<&[u8]>)?;
            }
            SheetOut::Book(sheet) => {
                let cells = self.columns.iter().map(|column| of(column).map(Cow::into_owned));
                let mut cells = cells.collect::<io::Result<Vec<String>>>()?;
                let of_own = |column: &OwnColumn| column.cell(values);
                cells.extend(self.own.iter().map(of_own));
                let columns = self.columns.iter().map(|column| (column.name, column.kind));
                let own = self.own.iter().map(|column| (column.name.as_str(), column.kind()));
                sheet.row(self.name, columns.chain(own), &cells)?;
            }
        }
        Ok(())
    }

    /// A workbook is written when all its sheets are there.
    pub fn finish(self) -> io::Result<()> {
        match self.out {
            SheetOut::Csv { mut csv, .. } => csv.flush(),
            SheetOut::Book(_) => Ok(()),
        }
    }
}

//! Rows into the columns of a Parquet table, nested as deep as those are. Knows no article.

use std::io::Write;

use parquet::{
    data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type},
    errors::{ParquetError, Result},
    file::writer::{SerializedColumnWriter, SerializedFileWriter},
};

use super::{
    cells::ParquetCell,
    columns::{CellColumn, CellKind, LevelNode, LevelShape, levels},
};

/// Rows in the making.
pub(super) struct RowTable {
    nodes: Vec<LevelNode>,
    leaves: Vec<LeafRows>,
    pub rows: usize,
}

/// A column with values, in the making.
struct LeafRows {
    values: LeafValues,
    /// How far each value is there, and which list it goes on.
    there: Vec<i16>,
    repeated: Vec<i16>,
}

enum LeafValues {
    Text(Vec<ByteArray>),
    Number(Vec<i64>),
    Float(Vec<f64>),
    Truth(Vec<bool>),
}

fn wrong(what: &str) -> ParquetError {
    ParquetError::General(what.to_owned())
}

impl RowTable {
    pub(super) fn new(columns: &[CellColumn]) -> Self {
        let (nodes, leaves) = levels(columns);
        Self { nodes, leaves: leaves.iter().map(|leaf| LeafRows::new(&leaf.kind)).collect(), rows: 0 }
    }

    /// Adds a row with a cell for each column.
    pub(super) fn add(&mut self, row: Vec<ParquetCell>) -> Result<()> {
        if row.len() != self.nodes.len() {
            return Err(wrong("a row of another length"));
        }
        for (node, cell) in self.nodes.iter().zip(row) {
            add(node, cell, 0, &mut self.leaves)?;
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes the rows so far as a group; the table is empty again.
    pub(super) fn write<W: Write + Send>(&mut self, file: &mut SerializedFileWriter<W>) -> Result<()> {
        let mut group = file.next_row_group()?;
        for leaf in &mut self.leaves {
            let mut column = group.next_column()?.ok_or_else(|| wrong("a column too many"))?;
            leaf.write(&mut column)?;
            column.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

fn add(node: &LevelNode, cell: ParquetCell, repeated: i16, leaves: &mut [LeafRows]) -> Result<()> {
    let mut nothing = |there: i16| leaves[node.leaves.clone()].iter_mut().for_each(|leaf| leaf.level(there, repeated));
    match (&node.shape, cell) {
        (_, ParquetCell::Null) if node.optional => nothing(node.there - 1),
        (LevelShape::Value, cell) => {
            let leaf = &mut leaves[node.leaves.start];
            leaf.level(node.there, repeated);
            leaf.values.add(cell)?;
        }
        (LevelShape::List(..), ParquetCell::List(cells)) if cells.is_empty() => nothing(node.there),
        (LevelShape::List(again, item), ParquetCell::List(cells)) => {
            for (number, cell) in cells.into_iter().enumerate() {
                add(item, cell, if number == 0 { repeated } else { *again }, leaves)?;
            }
        }
        (LevelShape::Record(nodes), ParquetCell::Record(cells)) if nodes.len() == cells.len() => {
            nodes.iter().zip(cells).try_for_each(|(node, cell)| add(node, cell, repeated, leaves))?;
        }
        _ => return Err(wrong("a cell of another type than its column")),
    }
    Ok(())
}

impl LeafValues {
    fn add(&mut self, cell: ParquetCell) -> Result<()> {
        match (self, cell) {
            (Self::Text(column), ParquetCell::Text(words)) => column.push(words.into_bytes().into()),
            (Self::Number(column), ParquetCell::Number(number)) => column.push(number),
            (Self::Float(column), ParquetCell::Float(number)) => column.push(number),
            (Self::Truth(column), ParquetCell::Truth(truth)) => column.push(truth),
            _ => return Err(wrong("a cell of another type than its column")),
        }
        Ok(())
    }
}

impl LeafRows {
    fn new(kind: &CellKind) -> Self {
        let values = match kind {
            CellKind::Whole { .. } => LeafValues::Number(Vec::new()),
            CellKind::Float => LeafValues::Float(Vec::new()),
            CellKind::Truth => LeafValues::Truth(Vec::new()),
            _ => LeafValues::Text(Vec::new()),
        };
        Self { values, there: Vec::new(), repeated: Vec::new() }
    }

    fn level(&mut self, there: i16, repeated: i16) {
        self.there.push(there);
        self.repeated.push(repeated);
    }

    /// Writes what there is, and empties it.
    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let (there, repeated) = (Some(&self.there[..]), Some(&self.repeated[..]));
        match &mut self.values {
            LeafValues::Text(values) => {
                column.typed::<ByteArrayType>().write_batch(values, there, repeated)?;
                values.clear();
            }
            LeafValues::Number(values) => {
                column.typed::<Int64Type>().write_batch(values, there, repeated)?;
                values.clear();
            }
            LeafValues::Float(values) => {
                column.typed::<DoubleType>().write_batch(values, there, repeated)?;
                values.clear();
            }
            LeafValues::Truth(values) => {
                column.typed::<BoolType>().write_batch(values, there, repeated)?;
                values.clear();
            }
        }
        self.there.clear();
        self.repeated.clear();
        Ok(())
    }
}

//! What a column of a table holds, nested as deep as it is: ours, and those of others as Parquet describes them. Knows no
//! article.

use std::{ops::Range, sync::Arc};

use parquet::{
    basic::{ConvertedType, LogicalType, Repetition, TimeUnit, Type as PhysicalType},
    errors::Result,
    schema::types::{Type, TypePtr},
};

/// A column, or a field of a record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CellColumn {
    pub name: String,
    pub kind: CellKind,
    /// Whether there may be nothing in it.
    pub optional: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellKind {
    Text,
    /// Words, if they are UTF-8.
    Bytes,
    Whole {
        unsigned: bool,
    },
    Float,
    /// A number of two bytes.
    Half,
    Truth,
    Day,
    /// So many to a second since 1970, in UTC or by a clock of which nothing is said.
    Moment {
        per_second: i64,
        utc: bool,
    },
    List(Box<CellColumn>),
    Record(Vec<CellColumn>),
    /// What nothing can be made of: maps, times of day, decimals; with the number of its columns in the file.
    Unread {
        nested: bool,
        columns: usize,
    },
}

impl CellColumn {
    pub(super) fn needed(name: &str, kind: CellKind) -> Self {
        Self { name: name.to_owned(), kind, optional: false }
    }

    pub(super) fn optional(name: &str, kind: CellKind) -> Self {
        Self { optional: true, ..Self::needed(name, kind) }
    }

    /// A column of lists; the name of an item is that of the format's description.
    pub(super) fn list(name: &str, of: CellKind) -> Self {
        Self::needed(name, CellKind::List(Box::new(Self::needed("element", of))))
    }

    /// The columns of a file.
    pub(super) fn of_file(schema: &Type) -> Vec<Self> {
        schema.get_fields().iter().map(|field| Self::of(field)).collect()
    }

    fn of(field: &Type) -> Self {
        let kind = CellKind::of(field);
        match field.get_basic_info().repetition() {
            Repetition::REPEATED => Self::needed(field.name(), CellKind::of_items(Self::needed(field.name(), kind))),
            Repetition::OPTIONAL => Self::optional(field.name(), kind),
            Repetition::REQUIRED => Self::needed(field.name(), kind),
        }
    }

    /// As Parquet describes it; of the columns that this program writes.
    fn description(&self) -> Result<TypePtr> {
        let repetition = if self.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let group = |fields: Vec<TypePtr>, logical: Option<LogicalType>| {
            let group = Type::group_type_builder(&self.name).with_repetition(repetition).with_logical_type(logical);
            group.with_fields(fields).build().map(Arc::new)
        };
        let (physical, logical) = match &self.kind {
            CellKind::List(item) => {
                let items = Type::group_type_builder("list").with_repetition(Repetition::REPEATED);
                let items = items.with_fields(vec![item.description()?]).build()?;
                return group(vec![Arc::new(items)], Some(LogicalType::List));
            }
            CellKind::Record(fields) => {
                return group(fields.iter().map(Self::description).collect::<Result<_>>()?, None);
            }
            CellKind::Whole { .. } => (PhysicalType::INT64, None),
            CellKind::Float => (PhysicalType::DOUBLE, None),
            CellKind::Truth => (PhysicalType::BOOLEAN, None),
            _ => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let value = Type::primitive_type_builder(&self.name, physical).with_repetition(repetition);
        value.with_logical_type(logical).build().map(Arc::new)
    }
}

/// The description of a whole table that this program writes.
pub(super) fn description(columns: &[CellColumn]) -> Result<TypePtr> {
    let columns = columns.iter().map(CellColumn::description).collect::<Result<_>>()?;
    Type::group_type_builder("article").with_fields(columns).build().map(Arc::new)
}

impl CellKind {
    pub(super) fn is_nested(&self) -> bool {
        matches!(self, Self::List(_) | Self::Record(_) | Self::Unread { nested: true, .. })
    }

    /// How many columns of the file it is made of.
    fn columns(&self) -> usize {
        match self {
            Self::List(item) => item.kind.columns(),
            Self::Record(fields) => fields.iter().map(|field| field.kind.columns()).sum(),
            Self::Unread { columns, .. } => *columns,
            _ => 1,
        }
    }

    pub(super) fn is_unread(&self) -> bool {
        matches!(self, Self::Unread { .. })
    }

    fn of(field: &Type) -> Self {
        if field.is_primitive() {
            return Self::of_values(field);
        }
        match field.get_basic_info().converted_type() {
            ConvertedType::LIST => Self::of_list(field),
            ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE => {
                Self::Unread { nested: true, columns: columns_below(field) }
            }
            _ => Self::of_fields(field),
        }
    }

    fn of_fields(field: &Type) -> Self {
        let fields = CellColumn::of_file(field);
        if fields.iter().all(|field| field.kind.is_unread()) {
            return Self::Unread { nested: true, columns: columns_below(field) };
        }
        Self::Record(fields)
    }

    fn of_items(item: CellColumn) -> Self {
        match item.kind {
            Self::Unread { columns, .. } => Self::Unread { nested: true, columns },
            _ => Self::List(Box::new(item)),
        }
    }

    /// A list in any of the ways in which Parquet has described lists over the years.
    fn of_list(list: &Type) -> Self {
        let [items] = list.get_fields() else { return Self::Unread { nested: true, columns: columns_below(list) } };
        if !is_repeated(items) {
            return Self::Unread { nested: true, columns: columns_below(list) };
        }
        if items.is_primitive() {
            return Self::of_items(CellColumn::needed(items.name(), Self::of_values(items)));
        }
        let is_list = items.get_basic_info().converted_type() == ConvertedType::LIST;
        let old_name = items.name() == "array" || items.name() == format!("{}_tuple", list.name());
        match items.get_fields() {
            [item] if is_list || is_repeated(item) || !old_name => Self::of_items(CellColumn::of(item)),
            _ => Self::of_items(CellColumn::needed(items.name(), Self::of_fields(items))),
        }
    }

    fn of_values(field: &Type) -> Self {
        let info = field.get_basic_info();
        let plain = info.converted_type();
        match (field.get_physical_type(), info.logical_type_ref(), plain) {
            (PhysicalType::BOOLEAN, ..) => Self::Truth,
            (PhysicalType::FLOAT | PhysicalType::DOUBLE, ..) => Self::Float,
            (PhysicalType::INT96, ..) => Self::Moment { per_second: 1_000, utc: false },
            (PhysicalType::INT64, Some(LogicalType::Timestamp(moment)), _) => {
                let per_second = match moment.unit {
                    TimeUnit::MILLIS => 1_000,
                    TimeUnit::MICROS => 1_000_000,
                    TimeUnit::NANOS => 1_000_000_000,
                };
                Self::Moment { per_second, utc: moment.is_adjusted_to_u_t_c }
            }
            (PhysicalType::INT64, _, ConvertedType::TIMESTAMP_MILLIS) => Self::Moment { per_second: 1_000, utc: true },
            (PhysicalType::INT64, _, ConvertedType::TIMESTAMP_MICROS) => {
                Self::Moment { per_second: 1_000_000, utc: true }
            }
            (PhysicalType::INT32, _, ConvertedType::DATE) => Self::Day,
            (PhysicalType::INT32 | PhysicalType::INT64, None, ConvertedType::NONE) => Self::Whole { unsigned: false },
            (
                PhysicalType::INT32 | PhysicalType::INT64,
                _,
                ConvertedType::INT_8 | ConvertedType::INT_16 | ConvertedType::INT_32 | ConvertedType::INT_64,
            ) => Self::Whole { unsigned: false },
            (
                PhysicalType::INT32 | PhysicalType::INT64,
                _,
                ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64,
            ) => Self::Whole { unsigned: true },
            (PhysicalType::BYTE_ARRAY, _, ConvertedType::UTF8 | ConvertedType::JSON) => Self::Text,
            (PhysicalType::BYTE_ARRAY, _, ConvertedType::NONE | ConvertedType::ENUM | ConvertedType::BSON) => {
                Self::Bytes
            }
            (PhysicalType::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::Float16), _) => Self::Half,
            _ => Self::Unread { nested: false, columns: 1 },
        }
    }
}

fn is_repeated(field: &Type) -> bool {
    field.get_basic_info().repetition() == Repetition::REPEATED
}

/// How many columns of the file a field is made of.
fn columns_below(field: &Type) -> usize {
    if field.is_primitive() { 1 } else { field.get_fields().iter().map(|field| columns_below(field)).sum() }
}

/// A column with its levels: how Parquet tells of a value whether it is there, and which list it goes on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LevelNode {
    pub optional: bool,
    /// The level of a value that is there.
    pub there: i16,
    /// The columns with values that it is made of, among those that are read.
    pub leaves: Range<usize>,
    pub shape: LevelShape,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum LevelShape {
    Value,
    /// The level at which an item goes on with the list.
    List(i16, Box<LevelNode>),
    Record(Vec<LevelNode>),
    Unread,
}

/// A column with values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LevelLeaf {
    /// Its number in the file.
    pub column: usize,
    pub kind: CellKind,
    /// The level of a value that is there.
    pub there: i16,
}

/// The levels of columns, and the columns with values below them.
pub(super) fn levels(columns: &[CellColumn]) -> (Vec<LevelNode>, Vec<LevelLeaf>) {
    let (mut leaves, mut column) = (Vec::new(), 0);
    let nodes = columns.iter().map(|one| LevelNode::of(one, 0, 0, &mut column, &mut leaves)).collect();
    (nodes, leaves)
}

impl LevelNode {
    fn of(one: &CellColumn, there: i16, repeated: i16, column: &mut usize, leaves: &mut Vec<LevelLeaf>) -> Self {
        let there = there + i16::from(one.optional);
        let first = leaves.len();
        let shape = match &one.kind {
            CellKind::Record(fields) => {
                LevelShape::Record(fields.iter().map(|one| Self::of(one, there, repeated, column, leaves)).collect())
            }
            CellKind::List(item) => {
                LevelShape::List(repeated + 1, Box::new(Self::of(item, there + 1, repeated + 1, column, leaves)))
            }
            CellKind::Unread { .. } => LevelShape::Unread,
            kind => {
                leaves.push(LevelLeaf { column: *column, kind: kind.clone(), there });
                LevelShape::Value
            }
        };
        if !one.kind.is_nested() || one.kind.is_unread() {
            *column += one.kind.columns();
        }
        Self { optional: one.optional, there, leaves: first..leaves.len(), shape }
    }
}

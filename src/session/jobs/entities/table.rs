//! A table of entities: CSV with a row an entity, as spreadsheets and other projects have it. Pure: bytes in, rows and
//! what is wrong with them out, and back.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::Serialize;

use crate::{
    formats::{plain_cell, safe_cell},
    message::{Message, message},
    model::{Colour, Date, Entity, EntityId, KindKey, is_authority_id},
};

/// Columns, as they are written. Other names of an entity, and its ids in public registers, stand in one cell with `|`
/// between; a day is as exact as it is known.
pub const COLUMNS: [&str; 14] = [
    "id",
    "kind",
    "name",
    "short",
    "aliases",
    "context_aliases",
    "code",
    "parent",
    "level",
    "colour",
    "same_as",
    "note",
    "valid_from",
    "valid_to",
];

/// Something wrong with a table, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableProblem {
    /// From 1, the header's; 0 when it is about the whole table.
    pub line: usize,
    /// Empty when it is about a whole line.
    pub column: &'static str,
    /// What is wrong, and the fix.
    pub message: Message,
    /// Nothing is lost but what the message says: it does not keep the table out.
    pub note: bool,
}

/// A row that can be an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRecord {
    pub line: usize,
    /// Whether the row says its id; else it is the entity of this name, or a new one.
    pub has_id: bool,
    /// What the row says; a new one of this name as long as it has no id.
    pub entity: Entity,
}

/// What a table holds.
#[derive(Debug, Default)]
pub struct EntityTable {
    pub rows: Vec<EntityRecord>,
    pub problems: Vec<TableProblem>,
}

impl TableProblem {
    /// Something that keeps the table out.
    pub fn new(line: usize, column: &'static str, message: Message) -> Self {
        Self { line, column, message, note: false }
    }

    /// The same in words, in no language yet.
    pub fn in_words(&self) -> Message {
        let problem = &self.message;
        match (self.line, self.column) {
            (0, _) => problem.clone(),
            (line, "") => message!("line {line}: {problem}", line = line, problem = problem),
            (line, column) => {
                message!("line {line}, column “{column}”: {problem}", line = line, column = column, problem = problem)
            }
        }
    }
}

impl fmt::Display for TableProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.in_words().fmt(f)
    }
}

/// A quote sign that is never closed, or closes within a cell: it would swallow the rows behind it. Its line.
fn broken_quote(text: &str, delimiter: u8) -> Option<(usize, Message)> {
    let (mut line, mut opened, mut begins) = (1, None, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        line += usize::from(byte == b'\n');
        match (opened, byte) {
            (Some(_), b'"') if bytes.peek() == Some(&b'"') => drop(bytes.next()),
            (Some(at), b'"') => {
                opened = None;
                let ends = |next: &u8| *next == delimiter || matches!(next, b'\r' | b'\n' | b' ');
                if !bytes.peek().is_none_or(ends) {
                    let quote = message!("text follows a quote sign that closes a field");
                    return Some((at, quote));
                }
            }
            (Some(_), _) => {}
            (None, b'"') if begins => opened = Some(line),
            (None, _) => begins = byte == delimiter || byte == b'\n' || begins && byte == b' ',
        }
    }
    opened.map(|at| (at, message!("the quote sign that begins this field is never closed")))
}

impl EntityTable {
    /// Reads a table with comma, semicolon or tab between its cells.
    pub fn read(bytes: &[u8]) -> Self {
        let mut table = Self::default();
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}'),
            Err(error) => {
                let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
                let message = message!("this is not UTF-8. Save the table as “CSV UTF-8”");
                table.problems.push(TableProblem::new(line, "", message));
                return table;
            }
        };
        if let Some((line, message)) = broken_quote(text, delimiter(text)) {
            table.problems.push(TableProblem::new(line, "", message));
            return table;
        }
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_lowercase()).collect(),
            Err(error) => {
                table.problems.push(TableProblem::new(1, "", Message::verbatim(error)));
                return table;
            }
        };
        table.read_header(&header);
        if table.problems.iter().any(|problem| !problem.note) {
            return table;
        }
        for record in reader.into_records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
                    let cell = |name: &str| {
                        let at = header.iter().position(|known| known == name)?;
                        record.get(at).map(|cell| plain_cell(cell.trim()).trim()).filter(|cell| !cell.is_empty())
                    };
                    // Behind the last column stands what a comma without quotes has cut off: every cell may be wrong.
                    if let Some(more) = record.iter().skip(header.len()).find(|cell| !cell.trim().is_empty()) {
                        let message = message!(
                            "“{cell}” stands behind the last column. Put cells with a comma in quotes, or name the column",
                            cell = more.trim()
                        );
                        table.problems.push(TableProblem::new(line, "", message));
                        continue;
                    }
                    if COLUMNS.iter().all(|name| cell(name).is_none()) {
                        continue;
                    }
                    match row(line, &cell) {
                        Ok(row) => table.rows.push(row),
                        Err((column, message)) => table.problems.push(TableProblem::new(line, column, message)),
                    }
                }
                Err(error) => {
                    let line = error.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
                    table.problems.push(TableProblem::new(line, "", Message::verbatim(error)));
                }
            }
        }
        table
    }

    fn read_header(&mut self, header: &[String]) {
        if !header.iter().any(|name| name == "name") {
            let message = message!(
                "the table has no column “name”. Name its columns in the first line: {columns}",
                columns = COLUMNS.join(", ")
            );
            self.problems.push(TableProblem::new(1, "", message));
            return;
        }
        if !header.iter().any(|name| name == "kind" || name == "id") {
            let message = message!("the table has neither a column “kind” nor a column “id”. Add one of them");
            self.problems.push(TableProblem::new(1, "", message));
        }
        for (at, name) in header.iter().enumerate() {
            if !name.is_empty() && header[..at].contains(name) {
                let message = message!("the column “{column}” is there twice. Keep one", column = name);
                self.problems.push(TableProblem::new(1, "", message));
            } else if !name.is_empty() && !COLUMNS.contains(&name.as_str()) {
                let message =
                    message!("the column “{column}” has no place in a project and is left out", column = name);
                self.problems.push(TableProblem { line: 1, column: "", message, note: true });
            }
        }
    }

    /// The table of entities, in their order; no cell is a formula to a spreadsheet.
    pub fn write<'a>(entities: impl IntoIterator<Item = &'a Entity>) -> String {
        let mut out = COLUMNS.join(",") + "\n";
        for entity in entities {
            let cells: Vec<String> = cells(entity).iter().map(|cell| quoted(cell)).collect();
            out += &(cells.join(",") + "\n");
        }
        out
    }

    /// The columns in which two states of an entity differ; of the name, which is lost, what it was.
    pub fn changed(before: &Entity, after: &Entity) -> Vec<String> {
        let (before, after) = (cells(before), cells(after));
        let pairs = COLUMNS.into_iter().zip(before.iter().zip(&after));
        let said = |(column, (before, after)): (&str, (&String, &String))| match column {
            "name" => format!("name: {before} → {after}"),
            _ => column.to_owned(),
        };
        pairs.filter(|(_, (before, after))| before != after).map(said).collect()
    }
}

/// What stands in the columns.
fn cells(entity: &Entity) -> [String; COLUMNS.len()] {
    let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    [
        entity.id.to_string(),
        entity.kind.to_string(),
        entity.name.clone(),
        entity.short.clone(),
        joined(&entity.aliases),
        joined(&entity.context_aliases),
        entity.code.clone(),
        entity.parent.as_ref().map_or_else(String::new, EntityId::to_string),
        entity.level.clone(),
        entity.colour.map_or_else(String::new, |colour| colour.to_string()),
        joined(&entity.same_as),
        entity.note.clone(),
        day(entity.valid_from),
        day(entity.valid_to),
    ]
}

/// Several words in one cell, with | between them; one of their own, or a backslash, has a backslash before it.
fn joined(words: &[String]) -> String {
    words.iter().map(|words| words.replace('\\', "\\\\").replace('|', "\\|")).collect::<Vec<_>>().join("|")
}

/// The words in a cell, as [`joined`] puts them there. Before any other sign a backslash is itself.
fn parts(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut signs = cell.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, parts.last_mut()) {
            ('|', _) | (_, None) => parts.push(String::new()),
            ('\\', Some(part)) => part.push(signs.next_if(|next| ['|', '\\'].contains(next)).unwrap_or(sign)),
            (_, Some(part)) => part.push(sign),
        }
    }
    parts
}

/// A row, or the column where something is wrong with it, and what.
fn row<'a>(line: usize, cell: &dyn Fn(&str) -> Option<&'a str>) -> Result<EntityRecord, (&'static str, Message)> {
    let words = |name: &str| cell(name).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let list = |name: &str| -> Vec<String> {
        let words = parts(cell(name).unwrap_or_default()).into_iter();
        let words = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
        words.filter(|words| !words.is_empty()).collect()
    };
    let id = parsed(cell, "id", EntityId::new)?;
    let kind = match (parsed(cell, "kind", KindKey::new)?, &id) {
        (Some(kind), _) => kind,
        (None, Some(id)) => KindKey::new(id.prefix()).map_err(|error| ("id", mend(error.to_string())))?,
        (None, None) => return Err(("kind", message!("the row has neither a kind nor an id. Say the kind"))),
    };
    if let Some(id) = id.as_ref().filter(|id| id.prefix() != kind.as_str()) {
        let message = message!(
            "the id {id} is not that of a {kind}: it begins with the kind. Mend the id or the kind",
            id = id.as_str(),
            kind = kind.as_str()
        );
        return Err(("id", message));
    }
    let name = words("name");
    if name.is_empty() {
        return Err(("name", message!("the row has no name. Say the full name")));
    }
    let has_id = id.is_some();
    let id = id.unwrap_or_else(|| EntityId::from_name(&kind, &name));
    let mut entity = Entity::new(id, kind, name);
    (entity.short, entity.code, entity.level) = (words("short"), words("code"), words("level"));
    (entity.aliases, entity.context_aliases, entity.same_as) =
        (list("aliases"), list("context_aliases"), list("same_as"));
    entity.note = cell("note").unwrap_or_default().to_owned();
    entity.colour = parsed(cell, "colour", Colour::from_str)?;
    entity.parent = parsed(cell, "parent", EntityId::new)?;
    if let Some(id) = entity.parent.as_ref().filter(|id| !id.as_str().contains(':')) {
        let message = message!("“{id}” is no id of an entity, as region:36 is. Mend the cell", id = id.as_str());
        return Err(("parent", message));
    }
    (entity.valid_from, entity.valid_to) =
        (parsed(cell, "valid_from", Date::from_str)?, parsed(cell, "valid_to", Date::from_str)?);
    if let Some(id) = entity.same_as.iter().find(|id| !is_authority_id(id)) {
        let message = message!(
            "“{id}” is no id in a register, as wikidata:Q1511101 or partyfacts:2556 are. Mend the cell",
            id = id
        );
        return Err(("same_as", message));
    }
    if entity.ends_before_it_begins() {
        return Err(("valid_to", message!("it would end before it begins. Mend one of the two days")));
    }
    Ok(EntityRecord { line, has_id, entity })
}

/// The value of a cell, if there is one in it; else the column, and why it is none.
fn parsed<'a, T, E: fmt::Display>(
    cell: &dyn Fn(&str) -> Option<&'a str>,
    column: &'static str,
    value: impl Fn(&'a str) -> Result<T, E>,
) -> Result<Option<T>, (&'static str, Message)> {
    cell(column).map(value).transpose().map_err(|reason| (column, mend(reason.to_string())))
}

fn mend(reason: String) -> Message {
    message!("{reason}. Mend the cell", reason = reason)
}

/// What stands between the cells: of the signs that do, the one that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    b",;\t".iter().copied().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

fn quoted(cell: &str) -> String {
    let cell = safe_cell(Cow::Borrowed(cell));
    if cell.contains([',', '"', '\n', '\r', ';', '\t']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_quote_swallows_no_rows() {
        for (table, line) in [
            ("kind,name,short\nparty,\"Offen,O\nparty,Bee,B\nparty,Cee,C\n", 2),
            ("kind,name,short\nparty,Bee,B\nparty,\"Offen,O\nparty,\"Cee\",C\n", 3),
        ] {
            let read = EntityTable::read(table.as_bytes());
            assert!(read.rows.is_empty() && read.problems.len() == 1, "{read:?}");
            assert_eq!(read.problems[0].line, line);
        }
        let read = EntityTable::read("kind,name,note\nparty,\"A \"\"B\"\"\",\"two\nlines\"\n".as_bytes());
        assert_eq!((read.rows.len(), read.problems.len()), (1, 0), "{read:?}");
    }

    #[test]
    fn written_as_read() {
        let kind = KindKey::party();
        let mut one = Entity::new(EntityId::new("party:sdp").unwrap(), kind.clone(), "Partai \"Sosial\", Demokrat");
        one.short = "=SDP".into();
        one.aliases = vec!["SosDem".into(), "A|B".into(), "\\".into(), "C\\|".into(), "\\\\D".into()];
        one.colour = "#3666d5".parse().ok();
        one.note = "two\nlines".into();
        one.same_as = vec!["wikidata:Q1".into(), "partyfacts:2".into()];
        one.context_aliases = vec!["SD".into()];
        (one.parent, one.level) = (EntityId::new("party:x").ok(), "dpd".into());
        (one.valid_from, one.valid_to) = ("2018-05".parse().ok(), "2021".parse().ok());
        let two = Entity::new(EntityId::new("party:x").unwrap(), kind, "X");
        let csv = EntityTable::write([&one, &two]);
        assert!(csv.contains("'=SDP"), "no formula: {csv}");
        for text in [csv.clone(), format!("\u{feff}{}", csv.replace('\n', "\r\n"))] {
            let table = EntityTable::read(text.as_bytes());
            assert_eq!(table.problems, []);
            let row = &table.rows[0];
            let whole = Entity { note: row.entity.note.replace('\r', ""), ..row.entity.clone() };
            assert_eq!((row.has_id, &whole), (true, &one));
            assert_eq!(table.rows[1].entity, two);
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let says = |text: &str| -> Vec<String> {
            EntityTable::read(text.as_bytes()).problems.iter().map(ToString::to_string).collect()
        };
        let one = |text: &str, part: &str| {
            let said = says(text);
            assert!(said.len() == 1 && said[0].contains(part), "{text:?}: {said:?}");
        };
        one("id;kind\nparty:a;party\n", "line 1: the table has no column “name”");
        one("name\nA\n", "neither a column “kind”");
        one("kind,name,name\nparty,A,A\n", "“name” is there twice");
        one("kind,name,father\nparty,A,B\n", "line 1: the column “father” has no place");
        one("kind\tname\nparty\tA\n\t\nparty\t\n", "line 4, column “name”: the row has no name");
        one("id,name\nregion:1,A\nparty :b,B\n", "line 3, column “id”: ");
        one("kind,name,parent\nparty,A,B\n", "line 2, column “parent”: ");
        one("kind,name,valid_from\nparty,A,2024-02-30\n", "line 2, column “valid_from”: “2024-02-30” is not a date");
        one("kind,name,valid_from,valid_to\nparty,A,2024,2019-12\n", "column “valid_to”: it would end before");
        one("id,kind,name\nparty:a,region,A\n", "is not that of a region");
        one("kind,name,colour\nparty,A,red\n", "line 2, column “colour”: ");
        one("kind,name,same_as\nparty,A,Q1511101\n", "line 2, column “same_as”: “Q1511101” is no id");
        one("kind,name,same_as\nparty,A,wikidata:Q 1\n", "“wikidata:Q 1” is no id");
        one("kind,name\n,A\n", "neither a kind nor an id");
        one(
            "kind,name,short\nparty,A,,,\nparty,Partai Baru, Kecil,PBK\n",
            "line 3: “PBK” stands behind the last column",
        );
        assert!(
            EntityTable::read(b"kind,name\nparty,\xff\n").problems[0].to_string().contains("line 2: this is not UTF-8")
        );
        assert_eq!(EntityTable::read(b"").problems.len(), 1);
    }
}

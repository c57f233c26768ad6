//! A file that carries the scheme of statements, and the fields of one's own, from one project to another: format 1.
//!
//! ```ron
//! (
//!     format: 1,
//!     statements: (offices: [(key: president, names: (en: "president", id: "presiden"), places: […])]),
//! )
//! ```
//!
//! `fields: […]` stands behind them as in `project.ron`; a file without it says nothing of fields.

use serde::{Deserialize, Serialize};

use crate::{
    message::{Message, message},
    model::{Field, Scheme, StatementScheme},
    store::{
        StoreError,
        files::{
            project_file::{refuse_unfit_fields, refuse_unfit_name},
            ron_file::{FormatField, decode, parse, position_of_key, print},
        },
    },
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeFile {
    format: FormatField,
    statements: StatementScheme,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field>,
}

/// The bytes of a scheme file.
pub fn write_scheme(scheme: &Scheme) -> Result<Vec<u8>, Message> {
    let Scheme { statements, fields, .. } = scheme.clone();
    print(&SchemeFile { format: FormatField, statements, fields }, 4).map(String::into_bytes)
}

/// The scheme that a file holds, and its fields; what is wrong with it has line and column.
pub fn read_scheme(path: &str, bytes: &[u8]) -> Result<(StatementScheme, Vec<Field>), StoreError> {
    let text = decode(path, bytes)?;
    let file: SchemeFile = parse(path, text)?;
    if let Some(fault) = file.statements.fault() {
        let place = position_of_key(text, &fault.key, fault.nth);
        let fix = message!("Mend the scheme of statements in a text editor");
        return Err(StoreError::new(path, fault.message, fix).at(place));
    }
    let of_fields = file.fields.iter().flat_map(|field| [&field.name, &field.name_id]);
    for name in file.statements.names().chain(of_fields) {
        refuse_unfit_name(path, name)?;
    }
    refuse_unfit_fields(path, text, &file.fields)?;
    Ok((file.statements, file.fields))
}

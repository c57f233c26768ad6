//! A file that carries the scheme of statements from one project to another: format 1.
//!
//! ```ron
//! (
//!     format: 1,
//!     statements: (offices: [(key: president, names: (en: "president", id: "presiden"), places: […])]),
//! )
//! ```

use serde::{Deserialize, Serialize};

use crate::{
    message::{Message, message},
    model::StatementScheme,
    store::{
        StoreError,
        files::ron_file::{FormatField, decode, parse, position_of_key, print},
    },
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeFile {
    format: FormatField,
    statements: StatementScheme,
}

/// The bytes of a scheme file.
pub fn write_scheme(statements: &StatementScheme) -> Result<Vec<u8>, Message> {
    print(&SchemeFile { format: FormatField, statements: statements.clone() }, 4).map(String::into_bytes)
}

/// The scheme that a file holds; what is wrong with it has line and column.
pub fn read_scheme(path: &str, bytes: &[u8]) -> Result<StatementScheme, StoreError> {
    let text = decode(path, bytes)?;
    let file: SchemeFile = parse(path, text)?;
    let fault = file.statements.fault().map(|fault| (position_of_key(text, &fault.key, fault.nth), fault.message));
    let odd = || file.statements.names().find(|name| name.chars().any(char::is_control));
    match fault {
        Some((place, message)) => {
            Err(StoreError::new(path, message, message!("Mend the scheme of statements in a text editor")).at(place))
        }
        None => match odd() {
            Some(name) => {
                let message =
                    message!("the name “{name}” has a control character in it", name = name.escape_debug().to_string());
                Err(StoreError::new(path, message, message!("Remove it in a text editor")))
            }
            None => Ok(file.statements),
        },
    }
}

//! `articles/<id>.txt`: the text as it was imported, whatever a checkout made of its line ends.

use crate::{
    message::{Message, message},
    model::Text,
    store::{
        StoreError,
        files::{disk::LARGEST, ron_file::position},
        print::hash_of,
    },
};

/// The text whose SHA-256 is given: as it is, without a byte order mark, or with LF for CRLF (a checkout may have added
/// either).
pub(in crate::store) fn text_of(path: &str, bytes: Vec<u8>, sha256: &str) -> Result<Text, StoreError> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let good = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        let at = position(&good, good.len());
        StoreError::new(path, not_utf8(), take_back(path)).at(at)
    })?;
    let right = |text: &str| hash_of(text.as_bytes()) == sha256;
    let unmarked = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lf = || unmarked.replace("\r\n", "\n");
    let text = if right(&text) {
        text
    } else if right(unmarked) {
        unmarked.to_owned()
    } else if text.contains("\r\n") && right(&lf()) {
        lf()
    } else {
        let message =
            message!("the text is not the one that was imported (its SHA-256 differs), so offsets may not fit it");
        return Err(StoreError::new(path, message, take_back(path)).at((1, 1)));
    };
    if text.len() as u64 > LARGEST {
        return Err(StoreError::new(path, message!("a text may have 1 GiB at most"), message!("Split the article")));
    }
    Ok(Text::new(text))
}

fn take_back(path: &str) -> Message {
    message!(
        "Take the imported text back with “git checkout -- {path}”, or import the new one as another article",
        path = path
    )
}

pub(in crate::store) fn text_gone(path: &str) -> StoreError {
    let fix = message!("Take it back with “git checkout -- {path}”, or remove the article", path = path);
    StoreError::new(path, message!("the article's text is gone"), fix)
}

pub(in crate::store) fn not_utf8() -> Message {
    message!("this is not UTF-8 text")
}

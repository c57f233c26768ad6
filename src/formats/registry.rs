//! Which format a file is, and the format of an id.

use super::{ALL, format::Format, refused::looks_like_another, sniff::Sniff};

/// The format of that id.
pub fn format(id: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.info().id == id)
}

/// The format that the beginning of a file (or the names in a folder) is in, by its content. The most particular one
/// goes first; plain text is what anything could be, and comes last.
pub fn recognise(head: &Sniff<'_>) -> Option<&'static dyn Format> {
    if looks_like_another(head).is_some() {
        return None;
    }
    let mut readable: Vec<&dyn Format> = ALL.iter().copied().filter(|format| format.info().reads).collect();
    readable.sort_by_key(|format| format.info().general);
    readable.into_iter().find(|format| format.recognises(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_plain() {
        for (at, one) in ALL.iter().enumerate() {
            let card = one.info();
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            assert!(card.id.bytes().all(plain), "{}", card.id);
            assert!(ALL[..at].iter().all(|other| other.info().id != card.id), "{} twice", card.id);
            assert!(card.reads || card.writes, "{}", card.id);
            assert!(!card.extensions.is_empty() && !card.about.is_empty(), "{}", card.id);
        }
    }
}

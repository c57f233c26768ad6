//! The list of formats, and which of them a file is.

use super::{
    articles_csv::ArticlesCsv,
    brat::Brat,
    cas::{CasJson, CasXmi},
    conll::Conll,
    doccano::Doccano,
    edges::Edges,
    format::{Format, Sniff},
    graphml::GraphMl,
    html::HtmlPage,
    huggingface::HuggingFace,
    label_studio::LabelStudio,
    prodigy::Prodigy,
    spacy::Spacy,
    tables::Tables,
    tandai::Tandai,
    text::PlainText,
    w3c::WebAnnotation,
};

/// Every format, in the order in which people are shown them.
pub const ALL: &[&dyn Format] = &[
    &Tandai,
    &PlainText,
    &ArticlesCsv,
    &HtmlPage,
    &Tables,
    &HuggingFace,
    &Conll,
    &Brat,
    &LabelStudio,
    &Doccano,
    &Prodigy,
    &Spacy,
    &CasJson,
    &CasXmi,
    &WebAnnotation,
    &GraphMl,
    &Edges,
];

/// The format of that id.
pub fn format(id: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.info().id == id)
}

/// The format that the beginning of a file (or the names in a folder) is in, by its content. The most particular one
/// goes first; plain text is what anything can be, and comes last.
pub fn recognise(head: &Sniff<'_>) -> Option<&'static dyn Format> {
    let (plain, particular): (Vec<_>, Vec<_>) = ALL.iter().copied().partition(|format| format.info().id == "text");
    let readable = particular.into_iter().chain(plain).filter(|format| format.info().reads);
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

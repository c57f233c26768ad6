//! Near copies in the index's bytes: comparing a hundred thousand texts is done once.

use super::bytes::{ByteReader, ByteWriter};
use crate::{dataset::near_copies::Sketch, model::ArticleId};

/// A text that was compared with all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketched {
    pub article: ArticleId,
    /// Of the text that was compared.
    pub text_sha256: String,
    pub sketch: Sketch,
    /// The first of its near copies, as a place in the same list.
    pub first: usize,
}

pub(super) fn write(sketched: &[Sketched]) -> Vec<u8> {
    let mut bytes = ByteWriter::new();
    bytes.number(sketched.len() as u64);
    for Sketched { article, text_sha256, sketch, first } in sketched {
        bytes.string(article.as_str());
        bytes.string(text_sha256);
        bytes.bytes(&sketch.to_bytes());
        bytes.number(*first as u64);
    }
    bytes.finish()
}

pub(super) fn read(bytes: &[u8]) -> Option<Vec<Sketched>> {
    let mut scan = ByteReader::new(bytes)?;
    let sketched = scan.list(|scan| {
        let (article, text_sha256) = (ArticleId::new(scan.string()?).ok()?, scan.string()?.to_owned());
        let sketch = Sketch::from_bytes(scan.bytes()?)?;
        Some(Sketched { article, text_sha256, sketch, first: usize::try_from(scan.number()?).ok()? })
    })?;
    let sorted = sketched.is_sorted_by(|a, b| a.article < b.article);
    let inside = sketched.iter().all(|one| one.first < sketched.len());
    (sorted && inside && scan.is_done()).then_some(sketched)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let one = |id: &str, text: &str, first| Sketched {
            article: ArticleId::new(id).unwrap(),
            text_sha256: "bba2".into(),
            sketch: Sketch::of(text),
            first,
        };
        let sketched = vec![one("a", "PKS dan PSI", 0), one("b", "", 1), one("c", "pks dan psi", 0)];
        assert_eq!(read(&write(&sketched)), Some(sketched));
        assert_eq!(read(&write(&[one("a", "x", 1)])), None, "a place beyond the list");
    }
}

//! Export, import, export: the same bytes.

use std::io::Read;

use tandai::formats::{ALL, Head, Source, recognise};

use super::{nasty, read, source_of, write};

#[test]
fn what_was_exported_and_imported_is_exported_alike() {
    for &format in ALL.iter().filter(|format| format.card().reads && format.card().writes) {
        let id = format.card().id;
        let documents = nasty::documents();
        let (first, left_out) = write(format, &documents);
        let (back, problems) = read(format, &source_of(format, &first), &Default::default());
        for problem in &problems {
            println!("{id}: {problem}");
        }
        assert_eq!(back.len(), documents.len(), "{id}: articles come back");
        for (before, after) in documents.iter().zip(&back) {
            assert_eq!(before.article.text.as_str(), after.article.text.as_str(), "{id}: the text is the same");
        }
        let (second, _) = write(format, &back);
        for (name, bytes) in &first {
            let again = second.get(name).unwrap_or_else(|| panic!("{id}: {name} is missing"));
            let (was, is) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(again));
            let differs = was.lines().zip(is.lines()).find(|(was, is)| was != is);
            assert!(bytes == again, "{id}: {name} differs: {differs:?}");
        }
        assert_eq!(first.len(), second.len(), "{id}: the same files");
        println!("{id}: {} files, {} left out, {} problems", first.len(), left_out.len(), problems.len());
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for &format in ALL.iter().filter(|format| format.card().writes) {
        assert_eq!(write(format, &nasty::documents()), write(format, &nasty::documents()), "{}", format.card().id);
    }
}

#[test]
fn tandai_json_lines_lose_nothing() {
    let format = tandai::formats::format("tandai").unwrap();
    let documents = nasty::documents();
    let (files, left_out) = write(format, &documents);
    let (back, problems) = read(format, &source_of(format, &files), &Default::default());
    assert_eq!((back, problems, left_out), (documents, Vec::new(), Vec::new()));
}

#[test]
fn what_is_not_carried_is_declared() {
    for &format in ALL.iter().filter(|format| format.card().writes) {
        let (_, left_out) = write(format, &nasty::documents());
        let card = format.card();
        assert!(left_out.is_empty() || !card.loses.is_empty(), "{}: {:?}", card.id, left_out.first());
    }
}

#[test]
fn what_was_exported_is_recognised() {
    for &format in ALL.iter().filter(|format| format.card().reads && format.card().writes) {
        let (id, source) = (format.card().id, source_of(format, &write(format, &nasty::documents()).0));
        let mut bytes = Vec::new();
        source.open(&source.files()[0]).unwrap().take(1 << 16).read_to_end(&mut bytes).unwrap();
        let head = Head { name: source.name(), bytes: &bytes, files: source.files() };
        assert_eq!(recognise(&head).map(|format| format.card().id), Some(id));
    }
}

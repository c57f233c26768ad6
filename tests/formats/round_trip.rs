//! Export, import, export: the same bytes.

use std::io::Read;

use tandai::{
    formats::{ALL, Document, ItemKind, LeftOut, Sniff, Source, line_of, recognise, write_line},
    model::{ArticleId, Misfit, MisfitDecision, Text},
};

use super::{nasty, read, source_of, write};

#[test]
fn what_was_exported_and_imported_is_exported_alike() {
    for &format in ALL.iter().filter(|format| format.info().reads && format.info().writes) {
        let id = format.info().id;
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
    for &format in ALL.iter().filter(|format| format.info().writes) {
        assert_eq!(write(format, &nasty::documents()), write(format, &nasty::documents()), "{}", format.info().id);
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
    for &format in ALL.iter().filter(|format| format.info().writes) {
        let (_, left_out) = write(format, &nasty::documents());
        let card = format.info();
        assert!(left_out.is_empty() || !card.loses.is_empty(), "{}: {:?}", card.id, left_out.first());
    }
}

/// What some format leaves out of each kind: nasty articles, and one whose records do not fit or hold what XML cannot.
fn with_losses() -> Vec<Document> {
    let mut documents = nasty::documents();
    let mut odd = documents[0].clone();
    let annotations = &mut odd.annotations;
    let (id, mention) = annotations.mentions.pop_first().unwrap();
    annotations.misfits.push(Misfit {
        mention,
        quote: "PKB".into(),
        reason: tandai::message::Message::verbatim("the text says “PKS”"),
    });
    let (decided, decision) = annotations.decisions.pop_first().unwrap();
    let reason = "the text is shorter".to_owned();
    annotations.misfit_decisions.push(MisfitDecision {
        id: decided,
        decision,
        quotes: Vec::new(),
        reason: tandai::message::Message::verbatim(reason),
    });
    annotations.mentions.values_mut().for_each(|mention| mention.note = "two\u{1} notes".to_owned());
    for coalition in annotations.coalitions.values_mut() {
        coalition.note = "of\u{2}".to_owned();
        for filler in coalition.fillers_mut() {
            filler.mentions.remove(&id);
            filler.entity = None;
        }
    }
    odd.article.meta.id = ArticleId::new("006-odd").unwrap();
    documents.push(odd);
    let mut empty = documents[4].clone();
    empty.article.text = Text::new("");
    empty.article.meta.id = ArticleId::new("007-empty").unwrap();
    documents.push(empty);
    documents
}

/// Whether an article has what an item names.
fn names_something(item: &LeftOut, document: &Document) -> bool {
    let (meta, said) = (&document.article.meta, &document.annotations);
    let article = item.id == meta.id.as_str();
    let misfit = said.misfits.iter().any(|misfit| misfit.mention.id.as_str() == item.id);
    let mention = misfit || said.mentions.keys().any(|id| id.as_str() == item.id);
    let coalition = said.coalitions.keys().any(|id| id.as_str() == item.id);
    match item.what {
        ItemKind::Article => article,
        ItemKind::Mention => mention,
        ItemKind::Coalition | ItemKind::Backing => coalition,
        ItemKind::Decision => {
            let misfit = said.misfit_decisions.iter().any(|misfit| misfit.id.to_string() == item.id);
            misfit || said.decisions.keys().any(|id| id.to_string() == item.id)
        }
        ItemKind::Field => article || mention || coalition,
    }
}

/// The names of all fields in a value.
fn fields(value: &serde_json::Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                found.insert(key.clone());
                fields(value, found);
            }
        }
        serde_json::Value::Array(all) => all.iter().for_each(|value| fields(value, found)),
        _ => {}
    }
}

#[test]
fn every_field_of_json_lines_is_documented() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json-lines.md");
    let documented = std::fs::read_to_string(path).unwrap();
    let mut found = std::collections::BTreeSet::new();
    for document in nasty::documents() {
        let line = write_line(&line_of(&document)).unwrap();
        fields(&serde_json::from_str(&line).unwrap(), &mut found);
    }
    assert!(found.len() > 35, "{found:?}");
    let missing: Vec<_> = found.iter().filter(|field| !documented.contains(&format!("`{field}`"))).collect();
    assert!(missing.is_empty(), "docs/json-lines.md does not name {missing:?}");
}

#[test]
fn what_is_left_out_is_listed_as_what_it_is() {
    let documents = with_losses();
    let mut kinds = std::collections::BTreeSet::new();
    for &format in ALL.iter().filter(|format| format.info().writes) {
        for item in write(format, &documents).1 {
            let document = documents.iter().find(|document| document.article.meta.id == item.article);
            assert!(document.is_some_and(|there| names_something(&item, there)), "{}: {item:?}", format.info().id);
            kinds.insert(item.what);
        }
    }
    let all = [
        ItemKind::Article,
        ItemKind::Mention,
        ItemKind::Coalition,
        ItemKind::Backing,
        ItemKind::Decision,
        ItemKind::Field,
    ];
    assert!(kinds.iter().eq(&all), "each kind occurs: {kinds:?}");
}

#[test]
fn what_was_exported_is_recognised() {
    for &format in ALL.iter().filter(|format| format.info().reads && format.info().writes) {
        let (id, source) = (format.info().id, source_of(format, &write(format, &nasty::documents()).0));
        let mut bytes = Vec::new();
        source.open(&source.files()[0]).unwrap().take(1 << 16).read_to_end(&mut bytes).unwrap();
        let head = Sniff::of(&source);
        assert_eq!(recognise(&head).map(|format| format.info().id), Some(id));
    }
}

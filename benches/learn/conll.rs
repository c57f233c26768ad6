//! A public set of named entities in Indonesian news, from files in the CoNLL notation: a word a line, its label last,
//! an empty line behind each sentence. So many sentences in a row are an article.

use std::path::Path;

use super::news::{Labelled, labelled};
use tandai::{
    gazetteer::Lexicon,
    model::{KindKey, Span},
};

/// Persons become candidates and places regions; organisations are parties if the gazetteer knows them as such, else a
/// kind of their own. None for what this project would not mark.
fn kind(label: &str, words: &str, lexicon: &Lexicon) -> Option<KindKey> {
    match label.get(..3)? {
        "PER" => Some(KindKey::candidate()),
        "LOC" | "PLA" | "GPE" => Some(KindKey::region()),
        "ORG" if lexicon.is_name(words, &KindKey::party()) => Some(KindKey::party()),
        "ORG" => KindKey::new("organisation").ok(),
        _ => None,
    }
}

/// The articles of a file.
pub fn read(file: &Path, sentences: usize, lexicon: &Lexicon) -> Result<Vec<Labelled>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", file.display());
    let source = std::fs::read_to_string(file).map_err(told)?;
    let mut articles = Vec::new();
    let (mut text, mut marks) = (String::new(), Vec::<(usize, usize, String)>::new());
    let mut done = 0;
    for line in source.lines().chain([""]) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [word, .., label] = fields[..] else {
            if text.is_empty() || text.ends_with('\n') {
                continue;
            }
            done += 1;
            text.push('\n');
            if done % sentences == 0 {
                articles.push(finish(&mut text, &mut marks, articles.len(), lexicon));
            }
            continue;
        };
        // Words as they are printed: a mark that ends a phrase follows its word.
        let open =
            text.is_empty() || text.ends_with(['\n', '(', '“']) || [",", ".", ")", ":", ";", "?", "!"].contains(&word);
        if !open {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        if let Some((place, kind)) = label.split_once('-') {
            match marks.last_mut() {
                Some((_, end, last)) if place == "I" && last == kind && *end + 1 >= start => *end = text.len(),
                _ => marks.push((start, text.len(), kind.to_owned())),
            }
        }
    }
    if done % sentences * 2 > sentences {
        articles.push(finish(&mut text, &mut marks, articles.len(), lexicon));
    }
    Ok(articles)
}

fn finish(text: &mut String, marks: &mut Vec<(usize, usize, String)>, n: usize, lexicon: &Lexicon) -> Labelled {
    let text = std::mem::take(text);
    let mentions = marks.drain(..).filter_map(|(start, end, label)| {
        let kind = kind(&label, &text[start..end], lexicon)?;
        Some((Span::new(start, end), kind, None))
    });
    let mentions = mentions.collect();
    labelled(&format!("artikel-{n}"), text, mentions)
}

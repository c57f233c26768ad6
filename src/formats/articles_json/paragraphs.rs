//! Documents in the JSON of spaCy 2, for training: paragraphs of sentences of tokens, each with its tag (BILUO). Read as
//! the records with spans that they stand for.

use serde_json::{Map, Value, json};

use crate::formats::{huggingface::tagged, record::RecordContext};
use crate::message::message;

/// Whether a record is one of these documents.
pub(super) fn has_paragraphs(fields: &Map<String, Value>) -> bool {
    let list = |of: &Value, name: &str| of.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let paragraphs = fields.get("paragraphs").and_then(Value::as_array);
    let has_tokens = |sentence: &Value| list(sentence, "tokens").iter().any(|token| token.get("orth").is_some());
    paragraphs.is_some_and(|all| all.iter().any(|one| list(one, "sentences").iter().any(has_tokens)))
}

/// The record with its text and spans in the place of its paragraphs. What else stands in them is told.
pub(super) fn with_spans(mut fields: Map<String, Value>, context: &RecordContext<'_>) -> Map<String, Value> {
    let (mut text, mut length, mut spans) = (String::new(), 0, Vec::new());
    let paragraphs = fields.remove("paragraphs");
    for paragraph in paragraphs.as_ref().and_then(Value::as_array).into_iter().flatten() {
        let sentences = paragraph.get("sentences").and_then(Value::as_array).into_iter().flatten();
        let tokens = sentences.filter_map(|sentence| sentence.get("tokens")?.as_array()).flatten();
        let words = |token: &Value, name: &str| token.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        // “-” is what nobody looked at.
        let tag = |token: &Value| Some(words(token, "ner")).filter(|tag| tag != "-").unwrap_or_default();
        let (orths, tags): (Vec<String>, Vec<String>) = tokens.map(|token| (words(token, "orth"), tag(token))).unzip();
        let raw = paragraph.get("raw").and_then(Value::as_str).map(str::trim_end);
        let (words, marks) = tagged(raw.filter(|raw| !raw.is_empty()), &orths, &tags);
        if !text.is_empty() {
            text.push_str("\n\n");
            length += 2;
        }
        spans.extend(
            marks
                .into_iter()
                .map(|mark| json!({"start": mark.start + length, "end": mark.end + length, "label": mark.label})),
        );
        length += words.chars().count();
        text.push_str(&words);
        let whole_text = paragraph.get("cats").and_then(Value::as_array).is_some_and(|cats| !cats.is_empty());
        if whole_text {
            context.lost(message!("a label of a whole text"));
        }
    }
    fields.insert("text".to_owned(), text.into());
    fields.insert("entities".to_owned(), spans.into());
    fields
}

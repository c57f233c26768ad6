//! An article as files tell it, with everything that one set says of it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    RawDecision, RawMention, RawStatement, RawVariables,
    decision::decisions_of,
    json::{JsonRecord, Odd, record},
    mention::word_or_nothing,
    word,
};
use crate::{
    formats::{
        document::Document,
        kit::{fields::says_nothing, raw_text::OffsetUnit, unplaced::FieldContent},
    },
    model::{AnnotationSet, Coalition, Guess, Import, Mention, SetRole, Status},
};

/// The field of another program's record that holds the whole of what Tandai knows.
pub(in crate::formats) const KEY: &str = "tandai";

/// An article and what is said of it, before anything is checked; empty words mean that nothing is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawArticle {
    pub id: String,
    /// As the file has it.
    pub text: String,
    pub title: String,
    pub source: String,
    pub url: String,
    pub date: String,
    /// What is known of the article and has no field of its own.
    pub meta: RawVariables,
    pub set: String,
    /// As people read the set's name, if it is not its id.
    pub set_name: String,
    /// What kind of author the set has, if it is not a person.
    pub set_role: String,
    /// Of title, source and date those that are there as empty words: nobody is to guess them.
    pub blank: BTreeSet<Guess>,
    /// How the article first came in.
    pub import: RawImport,
    pub status: String,
    /// On the article as a whole; `flag`: `discuss` or `unsure`.
    pub note: String,
    pub flag: String,
    /// Of the project's own fields, on the article as a whole.
    pub fields: RawVariables,
    pub mentions: Vec<RawMention>,
    pub coalitions: Vec<RawStatement>,
    /// What was decided on the suggestions of other sets.
    pub decisions: Vec<RawDecision>,
    /// Of the text that the offsets are of.
    pub text_sha256: String,
    /// What the other program shows, where that is more than the mentions.
    pub shown: ShownByOthers,
    pub odd: Odd,
}

record!(RawArticle {
    "id" => id: Always,
    "text" => text: Always,
    "title" => title: Some,
    "source" => source: Some,
    "url" => url: Some,
    "date" => date: Some,
    "meta" => meta: Some,
    "set" => set: Some,
    "set_name" => set_name: Some,
    "set_role" => set_role: Some,
    "import" => import: Some,
    "status" => status: Some,
    "note" => note: Some,
    "flag" => flag: Some,
    "fields" => fields: Some,
    "mentions" => mentions: Always,
    "coalitions" => coalitions: Always,
    "decisions" => decisions: Some,
    "text_sha256" => text_sha256: Never,
}, blank: blank);

/// The file that an article first came from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawImport {
    pub file: String,
    pub line_ends: String,
    pub bom: bool,
    /// What was read from the first lines of the text: title, source, date.
    pub guessed: Vec<String>,
    pub odd: Odd,
}

record!(RawImport { "file" => file: Some, "line_ends" => line_ends: Always, "bom" => bom: Some, "guessed" => guessed: Some });

/// What another program shows of an article: this counts, and what Tandai wrote beside it tells the rest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShownByOthers {
    /// Marks of the other program; `mentions` are then those that Tandai had written beside them.
    pub marks: Vec<RawMention>,
    pub relations: Vec<RawRelation>,
    /// Whether the file has a place for relations, so that one that is missing was taken away.
    pub has_relations: bool,
    /// Whether another program shows the article at all: else the record speaks for itself.
    pub is_other: bool,
}

/// A relation between marks, by their names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawRelation {
    pub from: String,
    pub to: String,
    pub label: String,
}

impl RawArticle {
    /// An article that another program shows, with what Tandai had written beside it, if it had.
    pub(in crate::formats) fn shown(id: &str, beside: Option<Self>) -> Self {
        let mut article = beside.unwrap_or_else(|| Self { id: id.to_owned(), ..Self::default() });
        article.shown.is_other = true;
        article
    }

    /// What a document says of its article, without marks.
    pub(in crate::formats) fn header_of(document: &Document) -> Self {
        let meta = &document.article.meta;
        let set = document.set.as_ref();
        let of_set = |say: &dyn Fn(&AnnotationSet) -> String| set.map_or_else(String::new, say);
        let import = &meta.import;
        let line_ends = if *import == Import::default() { String::new() } else { word(&import.line_ends) };
        Self {
            id: meta.id.to_string(),
            title: meta.title.clone(),
            source: meta.source.clone(),
            url: meta.url.clone(),
            date: word_or_nothing(meta.date.as_ref()),
            meta: RawVariables(meta.variables.clone()),
            set: of_set(&|set| set.id.to_string()),
            set_name: of_set(&|set| set.name.clone()),
            set_role: of_set(&|set| word(&set.role)),
            import: RawImport {
                file: import.file.clone(),
                line_ends,
                bom: import.bom,
                guessed: import.guessed.iter().map(word).collect(),
                odd: Odd::default(),
            },
            status: word(&document.annotations.status),
            note: document.annotations.remark.note.clone(),
            flag: document.annotations.remark.flag.map_or_else(String::new, |flag| flag.key().to_owned()),
            fields: RawVariables(document.annotations.remark.fields.clone()),
            text_sha256: meta.text_sha256.clone(),
            ..Self::default()
        }
    }

    /// Whether a program says any of this and nobody decided yet.
    pub(in crate::formats) fn is_proposed(&self) -> bool {
        let mentions = self.mentions.iter().map(|mention| &mention.making);
        let makings = mentions.chain(self.coalitions.iter().map(|coalition| &coalition.making));
        let decided = |making: &super::RawMaking| !making.is_proposal();
        !makings.into_iter().all(decided)
    }

    /// Cuts the words that its offsets cover anyway.
    pub(in crate::formats) fn without_quotes(&mut self) {
        self.mentions.iter_mut().for_each(|mention| mention.span.quote = None);
        self.decisions.iter_mut().filter_map(|d| d.mention.as_mut()).for_each(|claim| claim.span.quote = None);
    }
}

/// Everything that a document says, as a line of Tandai JSON Lines has it: offsets in code points, and nothing that goes
/// without saying.
pub fn line_of(document: &Document) -> RawArticle {
    let mut line = RawArticle::header_of(document);
    let empty = |guess: &Guess| match guess {
        Guess::Title => line.title.is_empty(),
        Guess::Source => line.source.is_empty(),
        Guess::Date => line.date.is_empty(),
    };
    line.blank = document.stated.iter().copied().filter(empty).collect();
    line.text = document.article.text.to_string();
    if line.set_name == line.set {
        line.set_name.clear();
    }
    if line.set_role == word(&SetRole::Person) {
        line.set_role.clear();
    }
    if line.status == word(&Status::New) {
        line.status.clear();
    }
    let annotations = &document.annotations;
    let mentions = annotations.in_reading_order().into_iter();
    line.mentions = mentions.map(|mention| mention_of(document, mention)).collect();
    line.coalitions = annotations.coalitions.values().map(|coalition| statement_of(document, coalition)).collect();
    line.decisions = decisions_of(document, OffsetUnit::CodePoint);
    line
}

/// A mention of a document as its line has it.
pub fn mention_of(document: &Document, mention: &Mention) -> RawMention {
    RawMention::of(document, mention, OffsetUnit::CodePoint)
}

/// A statement of a document as its line has it: of what shows it the places alone.
pub fn statement_of(document: &Document, coalition: &Coalition) -> RawStatement {
    let mut statement = RawStatement::of(document, coalition, OffsetUnit::CodePoint);
    statement.evidence.iter_mut().for_each(|span| span.quote = None);
    statement
}

/// The line of a document as it is put beside what another program shows: without the words, which stand there.
pub(in crate::formats) fn line_beside(document: &Document) -> serde_json::Result<Value> {
    let mut line = line_of(document);
    line.without_quotes();
    let mut value = serde_json::to_value(line)?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("text");
    }
    Ok(value)
}

/// Reads a line that stood beside a record; nothing for what is not an object.
pub(in crate::formats) fn line_from(value: Value) -> Option<RawArticle> {
    let Value::Object(fields) = value else { return None };
    let mut line: RawArticle = super::json::from_fields(fields)?;
    line.text.clear();
    Some(line)
}

impl Odd {
    /// Whether everything was taken.
    pub fn is_empty(&self) -> bool {
        self.more.is_empty() && self.wrong.is_empty()
    }
}

/// A field that nothing takes and that says something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct UnknownField {
    /// The record that it stands in: empty for the article.
    pub of: &'static str,
    pub name: String,
    /// Whether it holds records that look like marks, other records, or words.
    pub content: FieldContent,
}

/// The fields that nothing takes, in a record and in those within it: “who” of a mention. Each is told once.
pub(super) fn unknown_fields(article: &mut RawArticle) -> Vec<UnknownField> {
    let mut fields: Vec<UnknownField> = Vec::new();
    let mut of = |of: &'static str, odd: &mut Odd| {
        let says = std::mem::take(&mut odd.more).into_iter().filter(|(_, value)| !says_nothing(value));
        fields.extend(says.map(|(name, value)| {
            let content = FieldContent::of(&name, &value);
            UnknownField { of, name, content }
        }));
    };
    of("", article.odd());
    of("import", article.import.odd());
    article.mentions.iter_mut().for_each(|record| of("mention", record.odd()));
    for coalition in &mut article.coalitions {
        of("coalition", coalition.odd());
        coalition.backings.iter_mut().for_each(|record| of("party", record.odd()));
        coalition.evidence.iter_mut().for_each(|record| of("evidence", record.odd()));
    }
    for decision in &mut article.decisions {
        of("decision", decision.odd());
        decision.from.iter_mut().for_each(|record| of("decision", record.odd()));
        decision.mention.iter_mut().for_each(|record| of("decision", record.odd()));
        if let Some(claim) = &mut decision.coalition {
            of("decision", claim.odd());
            claim.telling.iter_mut().for_each(|record| of("decision", record.odd()));
            let places = claim.places.iter_mut().flatten();
            places.chain(&mut claim.evidence).for_each(|record| of("decision", record.odd()));
            claim.backings.iter_mut().for_each(|record| of("decision", record.odd()));
        }
    }
    fields.sort();
    fields.dedup();
    fields
}

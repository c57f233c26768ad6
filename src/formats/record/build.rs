//! A record as a document, and everything that is wrong with it.

use std::collections::BTreeMap;

use super::{
    RawArticle, RawRelation, RawStatement,
    article::{KEY, UnknownField, unknown_fields},
    json::Odd,
    marks::match_marks,
    meant,
    variables::variable_of,
};
use crate::{
    formats::{
        document::{Document, set_of},
        format::{Item, ReadContext},
        kit::{
            fields::says_nothing,
            raw_text::OffsetUnit,
            relations::{RelationPair, take_pairs, tell_missing},
            tally::{FileTally, shortened},
            unplaced::FieldContent,
        },
        problem::Problem,
        record::Draft,
    },
    message::{Message, message},
    model::{FieldOwner, Import, MentionId, Scheme, SetRole, Status},
};

/// Where a record stands, and what its reader knows.
#[derive(Clone, Copy)]
pub(in crate::formats) struct RecordContext<'a> {
    /// As problems name the file, and where the record begins (zeros: nowhere).
    pub file: &'a str,
    pub at: (usize, usize),
    /// What its offsets count.
    pub unit: OffsetUnit,
    pub reading: &'a ReadContext,
    /// What is the same for many records of the file.
    pub tally: &'a FileTally,
}

impl RecordContext<'_> {
    /// A problem with a part of the record.
    pub fn part(&self, reason: Message, fix: Message) -> Item {
        Item::Problem(Problem::new(self.file, reason, fix).at(self.at.0, self.at.1).part())
    }

    /// Something that people annotated and that no project has a place for.
    pub fn lost(&self, what: Message) {
        self.tally.lost(what, self.at);
    }

    /// Something that no project has a place for.
    pub fn no_place(&self, what: Message) {
        self.tally.no_place(what, self.at);
    }
}

impl RawArticle {
    /// The record as a document, after what is wrong with it.
    pub(in crate::formats) fn items(self, context: &RecordContext<'_>) -> Vec<Item> {
        match self.document(context) {
            Ok((document, problems)) => {
                let document = Item::Document(Box::new(document));
                problems.into_iter().map(Item::Problem).chain([document]).collect()
            }
            Err(problem) => vec![Item::Problem(problem)],
        }
    }

    /// The same, apart.
    pub(in crate::formats) fn document(
        mut self,
        context: &RecordContext<'_>,
    ) -> Result<(Document, Vec<Problem>), Problem> {
        let RecordContext { file, at, unit, reading, tally } = *context;
        let shown = self.shown.is_other;
        self.coalitions.iter_mut().for_each(RawStatement::take_parties);
        if !shown {
            self.keep_as_variables();
        }
        for UnknownField { of, name, content } in unknown_fields(&mut self) {
            let name = shortened(&name);
            let field = match (of, shown) {
                ("", false) => message!("the field “{name}”", name = name),
                ("", true) => message!("the field “{name}” of “{record}”", name = name, record = KEY),
                ("mention", _) => message!("the field “{name}” of a mention", name = name),
                ("coalition", _) => message!("the field “{name}” of a coalition", name = name),
                ("party", _) => message!("the field “{name}” of a party", name = name),
                ("evidence", _) => message!("the field “{name}” of evidence", name = name),
                ("import", _) => message!("the field “{name}” of “import”", name = name),
                _ => message!("the field “{name}” of a decision", name = name),
            };
            // What another program's record carries along beside what it shows costs nothing that anybody sees.
            if shown && of.is_empty() && content != FieldContent::Marks {
                context.no_place(field);
            } else {
                context.lost(field);
            }
        }
        if shown {
            match_marks(&mut self, at, tally);
        }
        let mut draft = self.begin(file, at, &reading.scheme)?;
        let mut names: BTreeMap<String, MentionId> = BTreeMap::new();
        for mention in self.mentions {
            let name = mention.name.clone();
            if let Some(id) = mention.add(&mut draft, reading)
                && !name.is_empty()
            {
                names.entry(name).or_insert(id);
            }
        }
        for coalition in self.coalitions {
            coalition.add(&mut draft, reading);
        }
        for decision in self.decisions {
            decision.add(&mut draft, reading);
        }
        let line_ends = meant(&mut draft, (0, 0), || message!("the line ends"), &self.import.line_ends);
        let labels = draft.take_unknown_labels();
        let id = draft.id.clone();
        let (mut document, mut problems) = draft.finish(unit);
        for (label, (place, times)) in labels {
            tally.unknown_label(&label, times, place);
        }
        let meta = &mut document.article.meta;
        if meta.import == Import::default() {
            // Line ends as they once were, unless this file has others.
            let line_ends = line_ends.unwrap_or_default();
            let guessed = self.import.guessed.iter().filter_map(|guess| super::meaning(guess)).collect();
            meta.import = Import { file: self.import.file, line_ends, bom: self.import.bom, guessed };
        }
        if !self.text_sha256.is_empty() && self.text_sha256 != meta.text_sha256 {
            let problem = Problem::new(
                file,
                message!("the text of {article} is not the one whose SHA-256 stands beside it", article = id.as_str()),
                message!("It was changed after it was written; look whether the offsets still fit"),
            );
            problems.push(problem.at(at.0, at.1).note());
        }
        relate(&mut document, self.shown.relations, self.shown.has_relations, &names, context);
        Ok((document, problems))
    }

    /// Words that have no field of their own are article variables.
    fn keep_as_variables(&mut self) {
        for (name, value) in std::mem::take(&mut self.odd.more) {
            let words = FieldContent::of(&name, &value) == FieldContent::Words && !self.meta.0.contains_key(&name);
            match variable_of(&value).filter(|_| words && !says_nothing(&value)) {
                Some(variable) => {
                    self.meta.0.insert(name, variable);
                }
                None => {
                    self.odd.more.insert(name, value);
                }
            }
        }
    }

    /// Begins a draft with what is known of the article and of the set.
    fn begin(&self, file: &str, at: (usize, usize), scheme: &Scheme) -> Result<Draft, Problem> {
        let mut draft = Draft::new(file, at, &self.id, &self.text)?;
        self.odd.tell(&mut draft, (0, 0), &message!("the article"));
        (draft.title, draft.source, draft.url) = (self.title.clone(), self.source.clone(), self.url.clone());
        draft.variables.clone_from(&self.meta.0);
        draft.stated.clone_from(&self.blank);
        draft.date = meant(&mut draft, at, || message!("the date"), &self.date);
        let status: Option<Status> = meant(&mut draft, at, || message!("the status"), &self.status);
        draft.status = status.unwrap_or_default();
        draft.remark.note.clone_from(&self.note);
        draft.remark.flag = meant(&mut draft, at, || message!("the flag"), &self.flag);
        draft.remark.fields = self.fields.of_fields(scheme, FieldOwner::Article);
        let role = meant(&mut draft, at, || message!("the role of the set"), &self.set_role);
        if !self.set.is_empty() {
            let role = role.unwrap_or(if self.is_proposed() { SetRole::Extractor } else { SetRole::Person });
            let mut set = set_of(&self.set, role);
            if !self.set_name.is_empty() {
                set.name.clone_from(&self.set_name);
            }
            draft.set = Some(set);
        }
        Ok(draft)
    }
}

/// Takes the relations of another program: as coalitions, or as parts of those that are there.
fn relate(
    document: &mut Document,
    relations: Vec<RawRelation>,
    has_relations: bool,
    names: &BTreeMap<String, MentionId>,
    context: &RecordContext<'_>,
) {
    let RecordContext { at, reading, tally, .. } = *context;
    let known = |name: &String| names.get(name).filter(|id| document.annotations.mentions.contains_key(*id)).cloned();
    let mut pairs = Vec::new();
    for RawRelation { from, to, label } in relations {
        match (known(&from), known(&to)) {
            (Some(from), Some(to)) => pairs.push(RelationPair { from, to, label }),
            _ => tally.part(
                message!("a relation “{label}” of a mark that is not there was left out", label = shortened(&label)),
                message!("Mark the words and relate them again"),
                at,
            ),
        }
    }
    if has_relations {
        tell_missing(document, &pairs, &reading.scheme.statements, tally, at);
    }
    take_pairs(document, pairs, &reading.scheme.statements, tally, at, reading.now);
}

impl Odd {
    /// Tells what the fields of a record could not take: each costs that field, or that item of a list, only.
    pub(super) fn tell(&self, draft: &mut Draft, at: (usize, usize), of: &Message) {
        for wrong in &self.wrong {
            let shown = shortened(&wrong.value.to_string());
            let (field, wanted) = (wrong.key, wrong.wanted.clone());
            let reason = if wrong.item {
                message!(
                    "“{field}” of {record} holds {value}, which was left out",
                    field = field,
                    record = of,
                    value = shown
                )
            } else {
                message!(
                    "“{field}” of {record} is {value} and not {wanted}; it was left open",
                    field = field,
                    record = of,
                    value = shown,
                    wanted = wanted
                )
            };
            draft.part(at, reason, message!("Correct the field"));
        }
    }
}

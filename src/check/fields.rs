//! Checks of what the project's own fields hold: each value one that its field takes, and none missing.

use super::{Check, Findings, Severity::*, Subject, kind_name};
use crate::{
    message::{Message, message},
    model::{Coalition, Field, FieldOwner, FieldType, Mention, Status, Variable, Variables},
};

pub(super) const CHECKS: &[Check] = &[FIELD_MISSING, FIELD_VALUE, FIELD_UNKNOWN];

/// A record with own fields.
enum CodedRecord<'a> {
    Article,
    Mention(&'a Mention),
    Statement(&'a Coalition),
}

/// Every record, whose fields it has, and what they hold.
fn records<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = (CodedRecord<'a>, FieldOwner, &'a Variables)> {
    let said = subject.annotations;
    let article = std::iter::once((CodedRecord::Article, FieldOwner::Article, &said.remark.fields));
    let mentions = said.mentions.values().map(|one| (CodedRecord::Mention(one), FieldOwner::Mention, &one.fields));
    let statements =
        said.coalitions.values().map(|one| (CodedRecord::Statement(one), FieldOwner::Statement, &one.fields));
    article.chain(mentions).chain(statements)
}

impl CodedRecord<'_> {
    /// Puts down what is wrong with a field of it.
    fn tell(&self, subject: &Subject<'_>, found: &mut Findings<'_>, wrong: &Message) {
        match self {
            Self::Article => {
                found.article(message!("the article: {wrong}", wrong = wrong));
            }
            Self::Mention(mention) => {
                let words = subject.article.text.get(mention.span.range()).unwrap_or_default();
                found.mention(mention, message!("“{words}”: {wrong}", words = words, wrong = wrong));
            }
            Self::Statement(coalition) => {
                let id = coalition.id.as_str();
                found.coalition(coalition, message!("{coalition}: {wrong}", coalition = id, wrong = wrong));
            }
        }
    }
}

const FIELD_MISSING: Check = Check {
    name: "field-missing",
    about: "Every record has a value in each field that wants one; an article, once it is finished.",
    severity: Warning,
    run: |subject, found| {
        if subject.facts.proposes {
            return;
        }
        for (record, owner, values) in records(subject) {
            if matches!(record, CodedRecord::Article) && subject.annotations.status != Status::Finished {
                continue;
            }
            let wanted = subject.facts.scheme.fields_of(owner).filter(|field| field.required);
            for field in wanted.filter(|field| !values.contains_key(field.key.as_str())) {
                let wrong = message!("“{field}” is not coded. Choose a value", field = field.spoken_name());
                record.tell(subject, found, &wrong);
            }
        }
    },
};

const FIELD_VALUE: Check = Check {
    name: "field-value",
    about: "Each field of the project’s own holds what it takes: its type, its list, an existing entity of its kind.",
    severity: Error,
    run: |subject, found| {
        for (record, owner, values) in records(subject) {
            for (key, value) in values {
                let Some(field) = subject.facts.scheme.field(owner, key) else { continue };
                let Some(reason) = misfit(subject, field, value) else { continue };
                let wrong =
                    message!("“{field}”: {reason}. Choose another value", field = field.spoken_name(), reason = reason);
                record.tell(subject, found, &wrong);
            }
        }
    },
};

fn misfit(subject: &Subject<'_>, field: &Field, value: &Variable) -> Option<Message> {
    if let (FieldType::Entity(kinds), Variable::Entity(entity)) = (&field.kind, value) {
        return match (subject.facts.kind_of)(entity) {
            // What a program names may be new.
            None if subject.facts.proposes => None,
            None => Some(message!("{entity} does not exist", entity = entity.as_str())),
            Some(kind) if !kinds.contains(&kind) => {
                let label = (subject.facts.label)(entity);
                Some(message!("“{entity}” is a {kind}", entity = label, kind = kind_name(&kind)))
            }
            Some(_) => None,
        };
    }
    field.misfit(value, &|_| None)
}

const FIELD_UNKNOWN: Check = Check {
    name: "field-unknown",
    about: "Each value stands in a field that the project has.",
    severity: Warning,
    run: |subject, found| {
        for (record, owner, values) in records(subject) {
            for key in values.keys().filter(|key| subject.facts.scheme.field(owner, key).is_none()) {
                let wrong = message!(
                    "the project has no field “{field}”. Add it under Edit, Fields, or remove the value",
                    field = key
                );
                record.tell(subject, found, &wrong);
            }
        }
    },
};

#[cfg(test)]
mod tests {
    use super::super::testing::TestCase;
    use super::*;
    use crate::model::{EntityId, FieldChoice, FieldKey, KindKey};

    const TEXT: &str = "[PKS|party:pks] usung [Rusmin|candidate:rusmin] di [Lebak|region:36.02]";

    fn field(on: FieldOwner, key: &str, kind: FieldType) -> Field {
        let (name, name_id, help, help_id) = (String::new(), String::new(), String::new(), String::new());
        Field {
            key: FieldKey::new(key).unwrap(),
            on,
            kind,
            name,
            name_id,
            help,
            help_id,
            default: None,
            required: false,
        }
    }

    fn case(fields: Vec<Field>) -> TestCase {
        let mut case = TestCase::new(TEXT).coalition("c1", |_| {});
        case.scheme.fields = fields;
        case
    }

    #[test]
    fn a_value_that_is_wanted() {
        let stage = |on| Field { required: true, ..field(on, "stage", FieldType::Text) };
        case(vec![stage(FieldOwner::Statement)]).says("field-missing", &["c1: “stage” is not coded"]);
        let coded = |c: &mut Coalition| drop(c.fields.insert("stage".into(), Variable::Text("x".into())));
        let mut there = TestCase::new(TEXT).coalition("c1", coded);
        there.scheme.fields = vec![stage(FieldOwner::Statement)];
        there.quiet("field-missing");
        case(vec![stage(FieldOwner::Mention)]).says("field-missing", &["“PKS”: ", "“Rusmin”", "“Lebak”"]);
        let mut article = case(vec![stage(FieldOwner::Article)]);
        article.quiet("field-missing");
        article.annotations.status = Status::Finished;
        article.says("field-missing", &["the article: “stage” is not coded"]);
        article.proposes = true;
        article.quiet("field-missing");
    }

    #[test]
    fn a_value_that_its_field_takes() {
        let choice = FieldChoice { key: "talks".into(), name: String::new(), name_id: String::new() };
        let fields = vec![
            field(FieldOwner::Statement, "stage", FieldType::One(vec![choice])),
            field(FieldOwner::Statement, "by", FieldType::Entity(vec![KindKey::party()])),
        ];
        let with = |stage: &str, by: &str| {
            let mut case = case(fields.clone());
            let values = &mut case.annotations.coalitions.values_mut().next().unwrap().fields;
            values.insert("stage".into(), Variable::Text(stage.into()));
            values.insert("by".into(), Variable::Entity(EntityId::new(by).unwrap()));
            case
        };
        with("talks", "party:pks").quiet("field-value");
        with("B1", "candidate:rusmin").says("field-value", &["is a candidate", "c1: “stage”: “B1” is not in its list"]);
        with("talks", "party:nobody").says("field-value", &["party:nobody does not exist"]);
        with("talks", "party:pks").quiet("field-unknown");
    }

    #[test]
    fn a_field_that_there_is() {
        let mut case = case(Vec::new());
        case.quiet("field-unknown");
        case.annotations.remark.fields.insert("tone".into(), Variable::YesNo(true));
        case.says("field-unknown", &["the article: the project has no field “tone”"]);
        case.quiet("field-value");
    }
}

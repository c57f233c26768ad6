//! Plans values of the project's own fields, and changes of the fields themselves.

use std::collections::BTreeSet;

use super::{
    ChangeKind, Put, Refusal,
    fields::{set_value, touch},
    plan::Planner,
};
use crate::{
    message::{Message, message},
    model::{
        Annotations, Coalition, EntityId, Field, FieldOwner, KindKey, Mention, Place, Remark, Remarked, Scheme, SetId,
        SetRole, Variable, Variables, fill_values,
    },
};

type PlannedValue = Result<(ChangeKind, usize), Refusal>;

impl Planner<'_, '_> {
    pub(super) fn set_values(
        &mut self,
        place: &Place,
        records: Vec<Remarked>,
        key: &str,
        value: Option<&Variable>,
    ) -> PlannedValue {
        let set = |values: &Variables| {
            let mut values = values.clone();
            set_value(&mut values, key.to_owned(), value.cloned());
            values
        };
        for record in records {
            self.fits_field(owner_of(&record), key, value)?;
            match record {
                Remarked::Article => {
                    let before = self.remark(place)?;
                    let after = Remark { fields: set(&before.fields), ..before.clone() };
                    self.put_remark(place.clone(), before, after);
                }
                Remarked::Mention(id) => {
                    let before = self.mention(place, &id)?;
                    let after = Mention { fields: set(&before.fields), ..before.clone() };
                    if before != after {
                        self.put_mention(place, before, Some(after));
                    }
                }
                Remarked::Coalition(id) => {
                    let before = self.coalition(place, &id)?;
                    let mut after = Coalition { fields: set(&before.fields), ..before.clone() };
                    if after != before {
                        touch(&mut after);
                    }
                    self.change_coalition(place, &before, after);
                }
            }
        }
        Ok((ChangeKind::Value, self.puts.len()))
    }

    /// What new records of a person's set have in their fields; other sets say what somebody decided, and nothing more.
    pub(super) fn defaults(&self, place: &Place, owner: FieldOwner) -> Variables {
        let role = self.workspace.project.sets.get(&place.set).map_or(SetRole::Person, |set| set.role);
        if role == SetRole::Person { self.workspace.project.scheme.defaults(owner) } else { Variables::new() }
    }

    /// Work on the article begins: it gets the defaults of its fields with that.
    pub(super) fn put_article_defaults(&mut self, place: &Place) {
        let defaults = self.defaults(place, FieldOwner::Article);
        if defaults.is_empty() {
            return;
        }
        let there = self.puts.iter_mut().find_map(|put| match put {
            Put::Remark { place: there, after, .. } if there == place => Some(after),
            _ => None,
        });
        if let Some(after) = there {
            return fill_values(&mut after.fields, &defaults);
        }
        let before = self.annotations(place).map(|there| there.remark.clone()).unwrap_or_default();
        let mut after = before.clone();
        fill_values(&mut after.fields, &defaults);
        self.put_remark(place.clone(), before, after);
    }

    /// What all who say the same of an article put alike into its own fields, and nobody else otherwise, goes where what
    /// they say goes.
    pub(super) fn put_agreed_values(&mut self, place: &Place, sets: &BTreeSet<SetId>) {
        let of = |set: &SetId| {
            let there = Place { set: set.clone(), article: place.article.clone() };
            self.annotations(&there).map(|there| there.remark.fields.clone()).unwrap_or_default()
        };
        let mut said = sets.iter().map(of);
        let Some(mut alike) = said.next().filter(|_| sets.len() > 1) else { return };
        said.for_each(|other| alike.retain(|key, value| other.get(key) == Some(value)));
        let people = self.workspace.project.sets.values().filter(|set| set.role == SetRole::Person);
        for other in people.filter(|set| !sets.contains(&set.id)).map(|set| of(&set.id)) {
            alike.retain(|key, value| other.get(key).is_none_or(|other| other == value));
        }
        let before = self.annotations(place).map(|there| there.remark.clone()).unwrap_or_default();
        let mut after = before.clone();
        fill_values(&mut after.fields, &alike);
        if after != before {
            self.put_remark(place.clone(), before, after);
        }
    }

    /// Refuses a value that a field does not take; what nobody defines can only be taken away.
    pub(super) fn fits_field(&self, on: FieldOwner, key: &str, value: Option<&Variable>) -> Result<(), Refusal> {
        let Some(value) = value else { return Ok(()) };
        let project = &self.workspace.project;
        let Some(field) = project.scheme.field(on, key) else {
            return Err(Refusal::Missing(message!("the field {field}", field = key)));
        };
        let kind_of = |id: &EntityId| project.entities.get(id).map(|entity| entity.kind.clone());
        match field.misfit(value, &kind_of) {
            Some(reason) => Err(Refusal::Wrong(message!("the field {field}: {reason}", field = key, reason = reason))),
            None => Ok(()),
        }
    }

    /// Changes which fields there are, and in which order. What is coded already has to fit; whoever plans this has all of
    /// it loaded, or has looked through it.
    pub(super) fn set_fields(&mut self, fields: Vec<Field>) -> PlannedValue {
        let before = self.workspace.project.scheme.clone();
        if let Some(wrong) = before.wrong_with(&fields) {
            return Err(Refusal::Wrong(wrong));
        }
        let after = Scheme { fields, ..before.clone() };
        for (place, annotations) in &self.workspace.annotations {
            if let Some(one) = misfits(&before, &after, annotations, &|_| None).into_iter().next() {
                return Err(Refusal::Wrong(one.message(place)));
            }
        }
        let changed = |field: &&Field| !before.fields.contains(field);
        let gone = before.fields.iter().filter(|field| after.field(field.on, field.key.as_str()).is_none()).count();
        let count = (after.fields.iter().filter(changed).count() + gone).max(1);
        if before != after {
            self.puts.push(Put::Scheme { before, after });
        }
        Ok((ChangeKind::Fields, count))
    }
}

fn owner_of(record: &Remarked) -> FieldOwner {
    match record {
        Remarked::Article => FieldOwner::Article,
        Remarked::Mention(_) => FieldOwner::Mention,
        Remarked::Coalition(_) => FieldOwner::Statement,
    }
}

/// A value that a changed field would not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisfitValue {
    pub record: Remarked,
    pub field: Field,
    pub value: Variable,
    pub reason: Message,
}

impl MisfitValue {
    /// Where it stands, why it does not fit, and the fix.
    pub fn message(&self, place: &Place) -> Message {
        let (article, field, reason) = (place.article.as_str(), self.field.key.as_str(), &self.reason);
        let set = place.set.as_str();
        match &self.record {
            Remarked::Article => message!(
                "article {article} (set {set}), field {field}: {reason}. Change the value first, or add another field",
                article = article,
                set = set,
                field = field,
                reason = reason
            ),
            Remarked::Mention(id) => message!(
                "mention {mention} of {article} (set {set}), field {field}: {reason}. Change the value first, or add \
                 another field",
                mention = id.as_str(),
                article = article,
                set = set,
                field = field,
                reason = reason
            ),
            Remarked::Coalition(id) => message!(
                "coalition {coalition} of {article} (set {set}), field {field}: {reason}. Change the value first, or add \
                 another field",
                coalition = id.as_str(),
                article = article,
                set = set,
                field = field,
                reason = reason
            ),
        }
    }
}

/// The values that fit their fields before and do not fit as these are after: what a change of types would spoil.
pub fn misfits(
    before: &Scheme,
    after: &Scheme,
    annotations: &Annotations,
    kind_of: &dyn Fn(&EntityId) -> Option<KindKey>,
) -> Vec<MisfitValue> {
    if before.fields == after.fields {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (record, owner, values) in coded(annotations) {
        for (key, value) in values {
            let Some(field) = after.field(owner, key) else { continue };
            let old = before.field(owner, key);
            // What did not fit before is a matter of the checks.
            if old.is_some_and(|old| old.kind == field.kind || old.misfit(value, kind_of).is_some()) {
                continue;
            }
            if let Some(reason) = field.misfit(value, kind_of) {
                found.push(MisfitValue { record: record.clone(), field: field.clone(), value: value.clone(), reason });
            }
        }
    }
    found
}

/// Every record with what its fields of one's own hold.
pub fn coded(annotations: &Annotations) -> impl Iterator<Item = (Remarked, FieldOwner, &Variables)> {
    let article = std::iter::once((Remarked::Article, FieldOwner::Article, &annotations.remark.fields));
    let mentions = annotations.mentions.values();
    let mentions = mentions.map(|one| (Remarked::Mention(one.id.clone()), FieldOwner::Mention, &one.fields));
    let statements = annotations.coalitions.values();
    let statements = statements.map(|one| (Remarked::Coalition(one.id.clone()), FieldOwner::Statement, &one.fields));
    article.chain(mentions).chain(statements).filter(|(.., values)| !values.is_empty())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        edit::{Change, Edit, EditStamp, NewMention, apply, plan},
        model::{
            Article, ArticleId, ArticleMeta, CoalitionId, FieldChoice, FieldKey, FieldType, Import, LinkSource, Origin,
            Project, SetId, Span, Status, Text, Timestamp, Workspace,
        },
    };

    fn field(on: FieldOwner, key: &str, kind: FieldType) -> Field {
        let key = FieldKey::new(key).unwrap();
        let (name, name_id, help, help_id) = (String::new(), String::new(), String::new(), String::new());
        Field { key, on, kind, name, name_id, help, help_id, default: None, required: false }
    }

    fn stages(keys: &[&str]) -> FieldType {
        let choice = |key: &&str| FieldChoice { key: (*key).into(), name: String::new(), name_id: String::new() };
        FieldType::One(keys.iter().map(choice).collect())
    }

    fn place() -> Place {
        Place { set: SetId::new("sri").unwrap(), article: ArticleId::new("a").unwrap() }
    }

    fn workspace(fields: Vec<Field>) -> Workspace {
        let mut project = Project::new("p");
        project.scheme.fields = fields;
        let mut workspace = Workspace::new(project);
        let meta = ArticleMeta {
            id: place().article,
            title: String::new(),
            source: String::new(),
            url: String::new(),
            date: None,
            variables: Variables::new(),
            text_sha256: String::new(),
            length: 9,
            import: Import::default(),
        };
        workspace.articles.insert(place().article, Arc::new(Article { meta, text: Text::new("PKS usung") }));
        workspace
    }

    fn planned(workspace: &Workspace, edit: Edit) -> Result<Change, Refusal> {
        let mut number = 0;
        let mut fresh = || {
            number += 1;
            format!("{number}")
        };
        plan(workspace, edit, &mut EditStamp { fresh: &mut fresh, now: Timestamp(9), guidelines: None, who: None })
    }

    fn done(workspace: &mut Workspace, edit: Edit) -> Change {
        let change = planned(workspace, edit).unwrap();
        apply(workspace, &change, &|_| None).unwrap();
        change
    }

    fn card() -> Edit {
        let coalition = Box::new(Coalition::empty(CoalitionId::new("x").unwrap(), Timestamp(0)));
        Edit::AddCoalition { place: place(), coalition }
    }

    fn set(record: Remarked, key: &str, value: Option<Variable>) -> Edit {
        Edit::SetValue { place: place(), records: vec![record], key: key.into(), value }
    }

    fn text(text: &str) -> Option<Variable> {
        Some(Variable::Text(text.into()))
    }

    #[test]
    fn a_value_is_one_undoable_step_and_has_to_fit() {
        let mut workspace = workspace(vec![field(FieldOwner::Article, "stage", stages(&["talks"]))]);
        let blank = workspace.clone();
        let change = done(&mut workspace, set(Remarked::Article, "stage", text("talks")));
        let there = &workspace.annotations[&place()];
        assert_eq!(there.remark.fields["stage"].to_string(), "talks");
        assert_eq!(there.status, Status::InProgress, "to code is to work on it");
        let refused = |edit| planned(&workspace, edit).unwrap_err().to_string();
        assert!(refused(set(Remarked::Article, "stage", text("B1"))).contains("field stage: “B1” is not in its list"));
        assert!(refused(set(Remarked::Article, "other", text("x"))).contains("field other is not in the project"));
        assert_eq!(planned(&workspace, set(Remarked::Article, "stage", text("talks"))), Err(Refusal::Nothing));
        apply(&mut workspace, &change.inverse(), &|_| None).unwrap();
        workspace.annotations.retain(|_, there| !there.is_blank());
        assert_eq!(workspace, blank);
    }

    #[test]
    fn new_records_of_a_person_have_the_defaults() {
        let with = |on, default: &str| Field { default: text(default), ..field(on, "tone", FieldType::Text) };
        let fields = FieldOwner::ALL.map(|on| with(on, on.key())).to_vec();
        let mut workspace = workspace(fields);
        done(&mut workspace, card());
        let mention = NewMention {
            span: Span::new(0, 3),
            kind: KindKey::party(),
            entity: None,
            linked: LinkSource::Person,
            by: Origin::Person,
        };
        done(&mut workspace, Edit::Tag { place: place(), mentions: vec![mention] });
        let there = &workspace.annotations[&place()];
        let said: Vec<String> = coded(there).map(|(.., values)| values["tone"].to_string()).collect();
        assert_eq!(said, ["article", "mention", "statement"]);
    }

    #[test]
    fn a_type_that_values_do_not_fit_is_refused_with_their_place() {
        let mut workspace = workspace(vec![field(FieldOwner::Statement, "stage", FieldType::Text)]);
        done(&mut workspace, card());
        let id = workspace.annotations[&place()].coalitions.keys().next().unwrap().clone();
        done(&mut workspace, set(Remarked::Coalition(id.clone()), "stage", text("talks")));
        let fields = |kind| Edit::SetFields { fields: vec![field(FieldOwner::Statement, "stage", kind)] };
        let refusal = planned(&workspace, fields(FieldType::Number)).unwrap_err().to_string();
        for part in [id.as_str(), "of a (set sri)", "field stage", "“talks” is not a number", "Change the value first"]
        {
            assert!(refusal.contains(part), "{part}: {refusal}");
        }
        assert!(planned(&workspace, fields(stages(&["registered"]))).is_err());
        done(&mut workspace, fields(stages(&["talks", "registered"])));
        // What a field that is gone held stays where it is.
        let gone = done(&mut workspace, Edit::SetFields { fields: Vec::new() });
        assert_eq!((gone.kind, gone.count), (ChangeKind::Fields, 1));
        assert_eq!(workspace.annotations[&place()].coalitions[&id].fields["stage"].to_string(), "talks");
        done(&mut workspace, set(Remarked::Coalition(id.clone()), "stage", None));
        assert!(workspace.annotations[&place()].coalitions[&id].fields.is_empty());
    }

    #[test]
    fn fields_that_cannot_be_are_refused() {
        let workspace = workspace(Vec::new());
        let refused = |fields| planned(&workspace, Edit::SetFields { fields }).unwrap_err().to_string();
        let stage = || field(FieldOwner::Statement, "stage", FieldType::Text);
        assert!(refused(vec![stage(), stage()]).contains("two fields stage of a statement"));
        assert!(refused(vec![field(FieldOwner::Mention, "x", stages(&[]))]).contains("empty"));
        let of_kind = FieldType::Entity(vec![KindKey::new("person").unwrap()]);
        assert!(refused(vec![field(FieldOwner::Mention, "x", of_kind)]).contains("“person”"));
    }
}

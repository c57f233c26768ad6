//! Changing which fields of its own the project has: what is coded already has to fit, in every set, whether it is in
//! memory or not.

use crate::{
    edit::{Edit, MisfitValue, Refusal, coded, misfits},
    message::message,
    model::{Annotations, EntityId, Field, Place, Scheme, SetId},
    session::{Done, Session, unreadable},
};

impl Session {
    /// Puts these fields in the place of those that there are: one step. Refused, with the first place, where values that
    /// are there would not fit.
    pub fn set_fields(&mut self, fields: Vec<Field>) -> Result<Done, Refusal> {
        let misfits = self.misfit_values(&fields)?;
        if let Some((place, first)) = misfits.first() {
            return Err(Refusal::Wrong(message!(
                "{count} value{s} would not fit, so nothing was changed. {first}",
                count = misfits.len(),
                first = first.message(place)
            )));
        }
        self.perform(Edit::SetFields { fields })
    }

    /// The values that fit the fields as they are and would not fit these.
    pub fn misfit_values(&self, fields: &[Field]) -> Result<Vec<(Place, MisfitValue)>, Refusal> {
        let before = &self.project().scheme;
        let after = Scheme { fields: fields.to_vec(), ..before.clone() };
        let changed = |field: &&Field| {
            let old = before.field(field.on, field.key.as_str());
            old.is_none_or(|old| old.kind != field.kind)
        };
        let keys: Vec<&str> = fields.iter().filter(changed).map(|field| field.key.as_str()).collect();
        let kind_of = |id: &EntityId| self.entity(id).map(|entity| entity.kind.clone());
        let mut found = Vec::new();
        if keys.is_empty() {
            return Ok(found);
        }
        self.refuse_unless_whole()?;
        for (place, there) in self.coded_in(&keys)? {
            let wrong = misfits(before, &after, &there, &kind_of);
            found.extend(wrong.into_iter().map(|wrong| (place.clone(), wrong)));
        }
        Ok(found)
    }

    /// How many records, in whatever set, have a value in a field.
    pub fn coded_with(&self, field: &Field) -> Result<usize, Refusal> {
        let key = field.key.as_str();
        let count = |there: &Annotations| {
            coded(there).filter(|(_, owner, values)| *owner == field.on && values.contains_key(key)).count()
        };
        Ok(self.coded_in(&[key])?.iter().map(|(_, there)| count(there)).sum())
    }

    /// What every set says that has a value in a field of one of these keys, or of which the index cannot be sure.
    fn coded_in(&self, keys: &[&str]) -> Result<Vec<(Place, Annotations)>, Refusal> {
        let reader = self.store.reader();
        let active = self.active_set().clone();
        let mut sets: Vec<SetId> = self.store.sets_on_disk();
        if !sets.contains(&active) {
            sets.push(active.clone());
        }
        let mut places = Vec::new();
        for set in sets {
            let counted =
                if set == active { self.rows.counted() } else { reader.indexed_counts(&set).unwrap_or_default() };
            let articles = reader
                .where_set_may(&set, &counted, |summary| keys.iter().any(|key| summary.has_value_in(key)))
                .map_err(unreadable)?;
            for article in articles {
                let Some(row) = self.rows().get(&article) else { continue };
                let text = reader.article(&row.meta).map_err(unreadable)?;
                let there = reader.annotations(&text, &set).map_err(unreadable)?.annotations;
                places.push((Place { set: set.clone(), article }, there));
            }
        }
        Ok(places)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{
        model::{FieldKey, FieldOwner, FieldType, Remarked, Variable},
        session::{Filter, ImportRequest, Who},
    };

    fn field(key: &str, kind: FieldType) -> Field {
        let (name, name_id, help, help_id) = (String::new(), String::new(), String::new(), String::new());
        let (key, on) = (FieldKey::new(key).expect("a key"), FieldOwner::Article);
        Field { key, on, kind, name, name_id, help, help_id, default: None, required: false }
    }

    #[test]
    fn a_type_is_kept_where_another_set_on_disk_has_a_value_that_would_not_fit() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = folder.path().join("texts");
        fs::create_dir(&source).expect("a folder");
        fs::write(source.join("satu.txt"), "PKS usung Rusmin.").expect("written");
        let dir = folder.path().join("p");
        let mut budi = Session::create(&dir, "P", Who::named("budi")).expect("a project");
        let ready = budi.importer().run(&ImportRequest::of(&[source]), &Default::default(), |_| {});
        budi.add_articles(ready).expect("they go in");
        let id = budi.rows().iter().next().expect("an article").meta.id.clone();
        budi.set_fields(vec![field("tone", FieldType::Text)]).expect("a field");
        budi.load(&id).expect("loaded");
        let (place, value) = (budi.place(&id), Some(Variable::Text("tenang".into())));
        let (records, key) = (vec![Remarked::Article], "tone".to_owned());
        budi.perform(Edit::SetValue { place, records, key, value }).expect("it fits");
        budi.save().expect("saved");
        drop(budi);

        let mut sri = Session::open(&dir, Who::named("sri")).expect("it opens");
        sri.wait_until_read();
        let tone = sri.project().scheme.fields[0].clone();
        assert_eq!(sri.coded_with(&tone), Ok(1));
        let refusal = sri.set_fields(vec![field("tone", FieldType::Number)]).unwrap_err().to_string();
        for part in ["1 value would not fit", "satu", "(set budi)", "field tone", "“tenang” is not a number"] {
            assert!(refusal.contains(part), "{part}: {refusal}");
        }
        assert_eq!(sri.project().scheme.fields[0].kind, FieldType::Text, "nothing half-done");
        // Without the field the value stays, and with it as it was before nothing is lost.
        sri.set_fields(Vec::new()).expect("a field may go");
        sri.undo().expect("a step").expect("undone");
        assert_eq!(sri.project().scheme.fields.len(), 1);
        drop(sri);
        let mut budi = Session::open(&dir, Who::named("budi")).expect("it opens");
        budi.wait_until_read();
        let passing = |words: &str| budi.rows().passing(&Filter { words: words.into(), ..Filter::default() }).len();
        assert_eq!((passing("tone=ten"), passing("Tone="), passing("tone=ribut")), (1, 1, 0));
    }
}

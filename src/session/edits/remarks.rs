//! Notes and flags on what a person is looking at.

use crate::{
    edit::{CoalitionField, Edit, Refusal},
    model::{ArticleId, EntityId, Flag, Remarked},
    session::{Done, Session},
};

impl Session {
    /// What is written down on a record of the active set.
    pub fn note_on(&self, article: &ArticleId, on: &Remarked) -> Option<(String, Option<Flag>)> {
        let said = self.annotations(article);
        match on {
            Remarked::Article => {
                Some(said.map(|said| (said.remark.note.clone(), said.remark.flag)).unwrap_or_default())
            }
            Remarked::Mention(id) => said?.mentions.get(id).map(|mention| (mention.note.clone(), mention.flag)),
            Remarked::Coalition(id) => {
                said?.coalitions.get(id).map(|coalition| (coalition.note.clone(), coalition.flag))
            }
        }
    }

    /// Writes it down; empty words take the note away.
    pub fn set_note(&mut self, article: &ArticleId, on: &Remarked, note: &str) -> Result<Done, Refusal> {
        let (place, note) = (self.place(article), note.trim().to_owned());
        self.perform(match on.clone() {
            Remarked::Article => Edit::NoteArticle { place, note },
            Remarked::Mention(mention) => Edit::Note { place, mention, note },
            Remarked::Coalition(coalition) => {
                Edit::SetCoalition { place, coalition, fields: vec![CoalitionField::Note(note)] }
            }
        })
    }

    /// Flags it, or takes that flag off if it has it.
    pub fn toggle_flag(&mut self, article: &ArticleId, on: &Remarked, flag: Flag) -> Result<Done, Refusal> {
        let there = self.note_on(article, on).and_then(|(_, flag)| flag);
        let flag = Some(flag).filter(|flag| there != Some(*flag));
        self.perform(Edit::Flag { place: self.place(article), on: on.clone(), flag })
    }

    /// The same of an entity; one of the gazetteer becomes the project's own.
    pub fn toggle_entity_flag(&mut self, id: &EntityId, flag: Flag) -> Result<Done, Refusal> {
        let mut entity = self.entity(id).cloned().ok_or_else(|| Refusal::missing_entity(id))?;
        entity.flag = Some(flag).filter(|flag| entity.flag != Some(*flag));
        self.perform(Edit::PutEntity { entity })
    }
}

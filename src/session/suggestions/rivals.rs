//! The other sides of a difference: what other sets say where one says this, laid beside one another as figures of
//! agreement have it.

use std::collections::BTreeSet;

use crate::{
    compare::{MarkedSpan, Told, align, pair_spans},
    model::{Annotations, ArticleId, Claim, DecisionId, Place, SetId},
    session::{Session, said_by},
};

impl Session {
    /// What waits of the other sides of the difference that a waiting claim is one side of.
    pub fn rivals(&self, article: &ArticleId, id: DecisionId) -> BTreeSet<DecisionId> {
        let none = BTreeSet::new();
        let Some(suggestions) = self.suggestions(article) else { return none };
        let (mention, ghost) = (suggestions.get(id), suggestions.ghost(id));
        let from = mention.map(|one| &one.from).or(ghost.map(|ghost| &ghost.from));
        let Some(from) = from else { return none };
        let sources = self.sources();
        let said: Vec<(&SetId, &Annotations)> = sources
            .iter()
            .filter_map(|set| {
                let place = Place { set: set.clone(), article: article.clone() };
                Some((set, &**self.workspace.annotations.get(&place)?))
            })
            .collect();
        let claims = |set: &SetId| from.iter().any(|from| from.set == *set);
        let mut rivals = BTreeSet::new();
        for (_, own) in said.iter().filter(|(set, _)| claims(set)) {
            for (_, other) in said.iter().filter(|(set, _)| !claims(set)) {
                match mention {
                    Some(_) => rivals.extend(mention_beside(own, other, id)),
                    None => rivals.extend(statement_beside(own, other, id)),
                }
            }
        }
        rivals.retain(|rival| *rival != id);
        rivals.retain(|rival| suggestions.get(*rival).is_some() || suggestions.ghost(*rival).is_some());
        rivals
    }
}

fn mention_beside(own: &Annotations, other: &Annotations, id: DecisionId) -> Option<DecisionId> {
    let claim = |mark: &MarkedSpan| {
        let MarkedSpan { span, kind, entity } = mark.clone();
        Claim::Mention { span, kind, entity }.id()
    };
    let pairs = pair_spans(&said_by(own).mentions, &said_by(other).mentions);
    let pair = pairs.iter().find(|pair| pair.one.as_ref().is_some_and(|mark| claim(mark) == id))?;
    pair.other.as_ref().map(claim)
}

fn statement_beside(own: &Annotations, other: &Annotations, id: DecisionId) -> Option<DecisionId> {
    let (ones, others) = (Told::all(own), Told::all(other));
    let pair = align(&ones, &others).into_iter().find(|(one, _)| ones[*one].claim == id)?;
    Some(others[pair.1].claim)
}

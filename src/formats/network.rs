//! The network of parties: which stand in one coalition statement together, how often, where and when. Holds parties,
//! pairs and the races they share; no article.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    document::Document,
    format::{ItemKind, LeftOut},
    left_out,
};
use crate::{
    dataset::codebook::{first_day, race_id},
    message::message,
    model::{Certainty, Coalition, Date, EntityId, KindKey, Stance},
};

/// Parties and pairs of them, in the order of their ids.
#[derive(Debug, Default)]
pub struct Network {
    pub parties: BTreeMap<EntityId, Party>,
    /// Both ids of a pair are in order: the network has no direction.
    pub pairs: BTreeMap<(EntityId, EntityId), Pair>,
    races: BTreeSet<Arc<str>>,
}

/// What is counted of a party.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    pub mentions: usize,
    /// Articles that mention it or have a statement with it.
    pub articles: usize,
    /// Coalition statements that it stands in.
    pub statements: usize,
    /// Of these, by how it stands in them (in two ways in one statement: both), in the order of [`Stance::ALL`].
    pub stances: [usize; 3],
}

/// What is counted of two parties in one statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// Statements with both: the weight.
    pub statements: usize,
    /// Of these, by how firm they are, in the order of [`Certainty::ALL`].
    pub statuses: [usize; 5],
    /// Articles with such a statement.
    pub articles: usize,
    /// Races (`36.02-regent-2024`) of such statements, where region, office and year are known.
    pub races: BTreeSet<Arc<str>>,
    /// First and last day of such statements, or of their articles where a statement has no day.
    pub first: Option<Date>,
    pub last: Option<Date>,
}

impl Network {
    /// Counts an article in; returns the parties that are linked to none and so cannot be told apart.
    pub fn add(&mut self, document: &Document) -> Vec<LeftOut> {
        let (mut met, mut paired) = (BTreeSet::new(), BTreeSet::new());
        for mention in document.annotations.mentions.values().filter(|mention| mention.kind == KindKey::party()) {
            if let Some(party) = &mention.entity {
                self.party(party).mentions += 1;
                met.insert(party);
            }
        }
        let mut left_out = Vec::new();
        for coalition in document.annotations.coalitions.values() {
            left_out.extend(unlinked(document, coalition));
            let ids: BTreeSet<&EntityId> =
                coalition.backings.iter().filter_map(|backing| backing.party.entity.as_ref()).collect();
            let ids: Vec<&EntityId> = ids.into_iter().collect();
            for &id in &ids {
                let party = self.party(id);
                party.statements += 1;
                for (at, stance) in Stance::ALL.into_iter().enumerate() {
                    let stands =
                        |one: &crate::model::Backing| one.party.entity.as_ref() == Some(id) && one.stance == stance;
                    party.stances[at] += usize::from(coalition.backings.iter().any(stands));
                }
                met.insert(id);
            }
            let race = race_id(coalition.race.region.entity.as_ref(), coalition.race.office, coalition.race.year);
            let race = race.map(|race| self.race(&race));
            let day = first_day(coalition.date, document.article.meta.date);
            for (at, &one) in ids.iter().enumerate() {
                for &two in &ids[at + 1..] {
                    let pair = self.pairs.entry((one.clone(), two.clone())).or_default();
                    pair.count(coalition.status, race.as_ref(), day);
                    paired.insert((one, two));
                }
            }
        }
        for party in met {
            self.party(party).articles += 1;
        }
        for (one, two) in paired {
            self.pairs.entry((one.clone(), two.clone())).or_default().articles += 1;
        }
        left_out
    }

    fn party(&mut self, id: &EntityId) -> &mut Party {
        self.parties.entry(id.clone()).or_default()
    }

    /// One copy of a race's name for all pairs.
    fn race(&mut self, name: &str) -> Arc<str> {
        match self.races.get(name) {
            Some(race) => race.clone(),
            None => {
                let race: Arc<str> = name.into();
                self.races.insert(race.clone());
                race
            }
        }
    }
}

impl Pair {
    fn count(&mut self, status: Certainty, race: Option<&Arc<str>>, day: Option<Date>) {
        self.statements += 1;
        if let Some(at) = Certainty::ALL.iter().position(|one| *one == status) {
            self.statuses[at] += 1;
        }
        self.races.extend(race.cloned());
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = [self.last, day].into_iter().flatten().max();
    }

    /// The races with `;` between.
    pub fn race_ids(&self) -> String {
        let races: Vec<&str> = self.races.iter().map(AsRef::as_ref).collect();
        races.join(";")
    }
}

/// Parties of a statement that have words but no entity.
fn unlinked(document: &Document, coalition: &Coalition) -> Vec<LeftOut> {
    let open = coalition.backings.iter().filter(|backing| backing.party.entity.is_none() && !backing.party.is_empty());
    let left_out = open.map(|_| {
        let reason = message!("it is linked to no entity, so it cannot be told from other parties");
        left_out::item(document, ItemKind::Backing, &coalition.id, reason)
    });
    left_out.collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        formats::{Format, MemorySource, Reading, format::Item, tandai::Tandai},
        model::{Scheme, Timestamp},
    };

    /// Two articles: three parties together, two of them again a month later; a party without entity; one mentioned only.
    const LINES: &str = concat!(
        r#"{"id":"a","text":"PKS PSI PAN xx","date":"2024-07-08","mentions":[{"id":"m1","start":0,"end":3,"kind":"party","entity":"party:pks"},"#,
        r#"{"id":"m4","start":12,"end":14,"kind":"party"},{"id":"m5","start":8,"end":11,"kind":"party","entity":"party:pkb"}],"coalitions":["#,
        r#"{"id":"c1","region":"region:36.02","office":"regent","year":2024,"status":"confirmed","backings":[{"party":"party:psi","stance":"supporting"},"#,
        r#"{"party":"party:pks","stance":"nominating","mentions":["m1"]},{"party":"party:pan"},{"party":"party:pks"},{"party":null,"mentions":["m4"]},{"party":null}]},"#,
        r#"{"id":"c2","status":"denied","date":"2024-06-01","backings":[{"party":"party:pks"},{"party":"party:psi"}]}]}"#,
        "\n",
        r#"{"id":"b","text":"x","date":"2024-08-08","coalitions":[{"id":"c1","region":"region:36","office":"governor","year":2024,"#,
        r#""backings":[{"party":"party:psi"},{"party":"party:pks"}]}]}"#,
        "\n",
    );

    pub fn documents() -> Vec<Document> {
        let mut documents = Vec::new();
        let source = MemorySource::file("a.jsonl", LINES.as_bytes());
        let read = Tandai.read(&source, &Reading::new(Scheme::default(), Timestamp(0)), &mut |item| {
            documents.extend(match item {
                Item::Document(document) => Some(*document),
                Item::Problem(problem) => panic!("{problem}"),
            });
            Ok(())
        });
        assert_eq!(read, Ok(()));
        documents
    }

    #[test]
    fn pairs_are_counted_once_a_statement() {
        let mut network = Network::default();
        let left_out: Vec<LeftOut> = documents().iter().flat_map(|document| network.add(document)).collect();
        let which: Vec<_> = left_out.iter().map(|one| (one.what, one.id.as_str())).collect();
        assert_eq!(which, [(ItemKind::Backing, "c1")], "an empty backing is nothing");
        let pairs: Vec<String> =
            network.pairs.iter().map(|((one, two), pair)| format!("{one} {two} {}", pair.statements)).collect();
        assert_eq!(pairs, ["party:pan party:pks 1", "party:pan party:psi 1", "party:pks party:psi 3"]);
        let pair = network.pairs.values().next_back().unwrap();
        assert_eq!((pair.statuses, pair.articles), ([2, 0, 0, 1, 0], 2));
        assert_eq!(pair.race_ids(), "36-governor-2024;36.02-regent-2024");
        assert_eq!((pair.first, pair.last), ("2024-06-01".parse().ok(), "2024-08-08".parse().ok()));
        let pks = &network.parties[&EntityId::new("party:pks").unwrap()];
        assert_eq!(*pks, Party { mentions: 1, articles: 2, statements: 3, stances: [1, 0, 3] });
        let pkb = &network.parties[&EntityId::new("party:pkb").unwrap()];
        assert_eq!(*pkb, Party { mentions: 1, articles: 1, statements: 0, stances: [0, 0, 0] });
    }
}

//! Small corpora of statements, as tests write them.

use std::sync::Arc;

use crate::{
    message::Names,
    model::{
        ArticleId, ArticleMeta, Certainty, ChoiceScheme, ChoiceSign, CoalitionId, Date, EntityId, Import, Office,
        PartySummary, Stance, StatementScheme, StatementSummary, Summary,
    },
};

pub(super) fn entity(id: &str) -> EntityId {
    EntityId::new(id).unwrap()
}

pub(super) fn day(day: &str) -> Date {
    day.parse().unwrap()
}

pub(super) fn article(id: &str, date: &str) -> ArticleMeta {
    ArticleMeta {
        id: ArticleId::new(id).unwrap(),
        title: format!("Judul {id}"),
        source: "kabar".into(),
        url: String::new(),
        date: date.parse().ok(),
        variables: Default::default(),
        text_sha256: id.into(),
        length: 0,
        import: Import::default(),
    }
}

/// `c1 confirmed pks psi* | head` on a race such as `36.02 regent 2024`; `*`: supporting, `!`: nominating; `?`: not
/// linked.
pub(super) fn statement(race: &str, text: &str) -> StatementSummary {
    let (left, head) = text.split_once('|').unwrap_or((text, ""));
    let mut words = left.split_whitespace();
    let id = CoalitionId::new(words.next().unwrap()).unwrap();
    let status = words.next().unwrap();
    let status = Certainty::BUILT_IN.iter().copied().find(|one| one.key() == status).unwrap();
    let party = |word: &str| {
        let stance = match word.chars().last() {
            Some('*') => Stance::Supporting,
            Some('!') => Stance::Nominating,
            _ => Stance::Member,
        };
        let name = word.trim_end_matches(['*', '!']);
        PartySummary { party: (name != "?").then(|| entity(&format!("party:{name}"))), stance, slot: None }
    };
    let parties: Vec<PartySummary> = words.map(party).collect();
    let race: Vec<&str> = race.split_whitespace().collect();
    let office = race.get(1).and_then(|office| Office::new(office).ok());
    let head = Some(head.trim()).filter(|head| !head.is_empty());
    StatementSummary {
        id,
        region: race.first().filter(|region| **region != "?").map(|region| entity(&format!("region:{region}"))),
        office,
        year: race.get(2).and_then(|year| year.parse().ok()),
        head: head.map(|head| entity(&format!("candidate:{head}"))),
        deputy: None,
        parties: parties.into(),
        status,
        speaker: "".into(),
        date: None,
    }
}

/// An article with statements.
pub(super) fn known(id: &str, date: &str, statements: Vec<StatementSummary>) -> (Arc<ArticleMeta>, Arc<Summary>) {
    let summary = Summary { coalitions: statements.len(), statements, ..Summary::default() };
    (Arc::new(article(id, date)), Arc::new(summary))
}

/// A scheme with a status and stances of its own.
pub(super) fn own_scheme() -> Arc<StatementScheme> {
    let mut scheme = StatementScheme::default();
    let status = |key: &str, sign, rank| ChoiceScheme {
        sign: Some(sign),
        rank,
        ..ChoiceScheme::new(Certainty::new(key).unwrap(), Names::new(key, ""), Names::default())
    };
    scheme.statuses.push(status("signed", ChoiceSign::Plus, Some(1)));
    scheme.statuses.push(status("dissolved", ChoiceSign::Minus, None));
    for (key, sign) in [("opposes", ChoiceSign::Minus), ("watches", ChoiceSign::Neutral)] {
        let stance = ChoiceScheme::new(Stance::new(key).unwrap(), Names::new(key, ""), Names::default());
        scheme.stances.push(ChoiceScheme { sign: Some(sign), ..stance });
    }
    assert_eq!(scheme.fault(), None);
    Arc::new(scheme)
}

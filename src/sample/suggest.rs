//! What the built-in extractor suggests for the sample's articles: a set of its own, so that there is something to review.

use crate::{
    edit::{Edit, Incoming, Refusal},
    extract::{Extraction, Extractor},
    model::{
        AnnotationSet, Annotations, ArticleId, Coalition, Linked, Mention, Origin, Place, Proposal, Score, SetId,
        SetRole, Timestamp,
    },
    session::{Extracting, Session},
};

/// Extracts in every article.
pub(super) fn suggest(session: &mut Session, articles: &[ArticleId]) -> Result<(), Refusal> {
    let extracting = Extracting::new(session.lexicon());
    let rules = extracting.rules();
    let name = format!("auto-{}-{}", rules.name(), rules.version());
    let id = SetId::new(&name).map_err(|error| Refusal::Wrong(error.to_string()))?;
    let mut marks = Vec::new();
    for article in articles {
        let Some(there) = session.article(article) else { continue };
        let linked = session.annotations(article).map(|annotations| annotations.in_reading_order());
        let linked = linked.unwrap_or_default().into_iter();
        let decided: Vec<_> = linked.filter_map(|m| Some((m.span, m.kind.clone(), m.entity.clone()?))).collect();
        let found = extracting.extract(there, &decided);
        marks.push((Place { set: id.clone(), article: article.clone() }, records(found)));
    }
    let set = AnnotationSet { id, name, role: SetRole::Extractor };
    session.perform(Edit::Import(Incoming { articles: Vec::new(), sets: vec![set], marks })).map(drop)
}

fn records(found: Extraction) -> Annotations {
    let at = Timestamp::now();
    let rule = |rule: &str| format!("rule:{rule}");
    let by = |name: &str, score: f32| Origin::Machine(Proposal { rule: rule(name), score: rounded(score) });
    let mentions = found.mentions.into_iter().map(|found| {
        let mention = Mention {
            id: found.id.clone(),
            span: found.span,
            kind: found.kind,
            linked: found.entity.as_ref().map_or(Linked::Person, |_| Linked::Rule(rule(&found.rule))),
            entity: found.entity,
            by: by(&found.rule, found.score),
            at,
            note: String::new(),
        };
        (found.id, mention)
    });
    let coalitions = found.coalitions.into_iter().map(|found| {
        let coalition = Coalition { by: by(&found.rule, found.score), at, ..found.coalition };
        (coalition.id.clone(), coalition)
    });
    Annotations { mentions: mentions.collect(), coalitions: coalitions.collect(), ..Annotations::default() }
}

/// Two digits say all that a rule knows.
fn rounded(score: f32) -> Option<Score> {
    Score::new((f64::from(score) * 100.0).round() / 100.0)
}

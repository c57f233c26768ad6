//! The laws of edits as properties: every change has an inverse, replay equals state, a refused change changes nothing.

use std::sync::Arc;

use proptest::prelude::*;

use super::{
    Change, CoalitionField, DecisionBasis, DecisionRequest, Edit, EditStamp, NewMention, Refusal, Resolution, apply,
    plan,
};
use crate::model::{
    Article, ArticleId, ArticleMeta, Certainty, Claim, Coalition, CoalitionId, DecisionReason, Entity, EntityId,
    Filler, Flag, GuidelinesVersion, Import, KindKey, LinkSource, MentionId, Origin, Outcome, Place, Project, Remarked,
    SetId, Span, Stance, Status, Suggested, Text, Timestamp, Verdict, Workspace,
};

const TEXT: &str = "PKS dan PSI 🇮🇩 berkoalisi di Lebak.";

fn workspace() -> Workspace {
    let mut workspace = Workspace::new(Project::new("uji"));
    for id in ["a", "b"] {
        let id = ArticleId::new(id).unwrap();
        let meta = ArticleMeta {
            id: id.clone(),
            title: id.to_string(),
            source: String::new(),
            url: String::new(),
            date: None,
            variables: Default::default(),
            text_sha256: String::new(),
            length: TEXT.chars().count(),
            import: Import::default(),
        };
        workspace.articles.insert(id, Arc::new(Article { meta, text: Text::new(TEXT) }));
    }
    workspace
}

fn place(number: u8) -> Place {
    let article = if number.is_multiple_of(2) { "a" } else { "b" };
    Place { set: SetId::new("sri").unwrap(), article: ArticleId::new(article).unwrap() }
}

fn entity(number: u8) -> EntityId {
    EntityId::new(format!("party:p{}", number % 3)).unwrap()
}

/// How many kinds of edits there are below.
const KINDS: u8 = 26;

/// Any edit, by a few numbers; many of them are refused.
fn edit(workspace: &Workspace, [what, where_, a, b]: [u8; 4]) -> Edit {
    let place = place(where_);
    let annotations = workspace.annotations.get(&place);
    let pick = |n: u8| -> Vec<MentionId> {
        let mentions = annotations.into_iter().flat_map(|a| a.mentions.keys());
        mentions.skip(usize::from(n % 3)).take(1 + usize::from(n % 2)).cloned().collect()
    };
    let card = || -> CoalitionId {
        let mut cards = annotations.into_iter().flat_map(|a| a.coalitions.keys());
        cards.nth(usize::from(a % 2)).cloned().unwrap_or_else(|| CoalitionId::new("none").unwrap())
    };
    let span = Span::new(usize::from(a % 40), usize::from(a % 40) + usize::from(b % 8));
    let kinds = [KindKey::party(), KindKey::candidate(), KindKey::region(), KindKey::new("unknown").unwrap()];
    let kind = kinds[usize::from(b % 4)].clone();
    let new = Entity::new(entity(a), KindKey::party(), format!("Partai {}", a % 3));
    match what % KINDS {
        21 => Edit::NoteArticle { place, note: format!("catatan {a}") },
        22 => {
            let mention = pick(a).into_iter().next().map_or(Remarked::Article, Remarked::Mention);
            let on = if b.is_multiple_of(3) { Remarked::Coalition(card()) } else { mention };
            Edit::Flag { place, on, flag: Flag::ALL.get(usize::from(b % 3)).copied() }
        }
        23 => {
            let decisions = annotations.into_iter().flat_map(|there| there.decisions.keys().copied());
            let decisions = decisions.take(usize::from(a % 3)).collect();
            Edit::Explain {
                place,
                decisions,
                reason: DecisionReason::ALL.get(usize::from(b % 5)).copied(),
                note: "ya".into(),
            }
        }
        24 => Edit::Reaffirm { place },
        0..=2 => {
            let mention = |span| NewMention {
                span,
                kind: kind.clone(),
                entity: a.is_multiple_of(2).then(|| entity(b)),
                linked: LinkSource::Rule("name".into()),
                by: Origin::Person,
            };
            Edit::Tag { place, mentions: vec![mention(span), mention(Span::new(0, 3)), mention(Span::new(8, 11))] }
        }
        3 => Edit::Untag { place, mentions: pick(a) },
        4 => Edit::Retag { place, mentions: pick(a).into_iter().map(|id| (id, None)).collect(), kind },
        5 => match pick(a).into_iter().next() {
            Some(mention) => Edit::Resize { place, mention, span },
            None => Edit::SetStatus { places: vec![place], status: Status::Ignored },
        },
        6 => {
            Edit::Link { place, mentions: pick(a), entity: Some(entity(b)), linked: LinkSource::Person, new: Some(new) }
        }
        7 | 8 => {
            let mut coalition = Coalition::empty(CoalitionId::new("new").unwrap(), Timestamp::default());
            coalition.race.region = Filler { entity: None, mentions: pick(a).into_iter().collect() };
            coalition.evidence = vec![span];
            Edit::AddCoalition { place, coalition: Box::new(coalition) }
        }
        9 => {
            let party = Filler { entity: Some(entity(a)), mentions: pick(b).into_iter().collect() };
            let fields = vec![
                CoalitionField::AddBacking { party, stance: Stance::Nominating, slot: None },
                CoalitionField::Status(Certainty::BUILT_IN[usize::from(b % 5)]),
                CoalitionField::AddEvidence(span),
            ];
            Edit::SetCoalition { place, coalition: card(), fields }
        }
        10 => Edit::RemoveCoalition { place, coalition: card() },
        // Another scheme of statements, or a faulty one, which is refused.
        25 => {
            let mut statements = workspace.project.scheme.statements.clone();
            statements.rules = a % 2 == 0;
            statements.offices.truncate(usize::from(b % 3));
            Edit::PutStatements { statements }
        }
        20 => {
            let last = annotations.and_then(|there| there.coalitions.keys().next_back().cloned());
            Edit::MergeCoalitions { place, from: last.unwrap_or_else(card), into: card() }
        }
        11 => Edit::SetStatus { places: vec![place], status: Status::ALL[usize::from(a % 4)] },
        12 if a.is_multiple_of(2) => {
            Edit::PutEntities { entities: vec![new, Entity::new(entity(b), KindKey::party(), "Partai Lain")] }
        }
        12 => Edit::PutEntity { entity: new },
        13 => Edit::MergeEntities {
            from: new,
            into: Entity::new(entity(b), KindKey::party(), format!("Partai {}", b % 3)),
        },
        14 => Edit::RemoveEntity { entity: entity(a) },
        15..=18 => Edit::Decide { requests: requests(&place, [what, a, b]), entities: vec![new] },
        _ => Edit::RemoveArticles { articles: vec![place.article] },
    }
}

/// A mention and a coalition that another set suggests, and what is decided on them.
fn requests(place: &Place, [what, a, b]: [u8; 3]) -> Vec<(Place, DecisionRequest)> {
    let from = vec![Suggested { set: SetId::new("rules").unwrap(), rule: "x".into(), score: None }];
    let span = Span::new(usize::from(a % 4) * 4, usize::from(a % 4) * 4 + 3);
    let (kind, entity) = (KindKey::party(), a.is_multiple_of(2).then(|| entity(b)));
    let claim = Claim::Mention { span, kind: kind.clone(), entity: entity.clone() };
    let end = if b.is_multiple_of(3) { span.end + 1 } else { span.end };
    let new = NewMention {
        span: Span::new(span.start, end),
        kind: kind.clone(),
        entity,
        linked: LinkSource::Person,
        by: Origin::Person,
    };
    let mut coalition = Coalition::empty(CoalitionId::new("theirs").unwrap(), Timestamp::default());
    let theirs = MentionId::new("theirs").unwrap();
    coalition.race.region = Filler { entity: None, mentions: [theirs.clone()].into() };
    coalition.evidence = vec![Span::new(0, 3)];
    let mentions = [(theirs.clone(), (span, kind))].into();
    let statement = Claim::of_coalition(&coalition, |id| (*id == theirs).then_some(span));
    if b.is_multiple_of(2) {
        coalition.status = Certainty::Hoped;
    }
    let (one, other) = match what % 4 {
        0 | 1 => {
            (Resolution::Mention(new), Resolution::Coalition { coalition: Box::new(coalition), mentions, into: None })
        }
        2 => (Resolution::Reject, Resolution::Skip),
        _ => (Resolution::Skip, Resolution::Reject),
    };
    let judged = |claim, resolution| {
        (place.clone(), DecisionRequest { claim, from: from.clone(), basis: DecisionBasis::default(), resolution })
    };
    vec![judged(claim, one), judged(statement, other)]
}

fn no_texts(_: &super::Put) -> Option<Arc<Article>> {
    Some(Arc::new(Article {
        meta: ArticleMeta {
            id: ArticleId::new("x").unwrap(),
            title: String::new(),
            source: String::new(),
            url: String::new(),
            date: None,
            variables: Default::default(),
            text_sha256: String::new(),
            length: 0,
            import: Import::default(),
        },
        text: Text::new(TEXT),
    }))
}

/// An annotation file with nothing in it is the same as none.
fn tidy(mut workspace: Workspace) -> Workspace {
    workspace.annotations.retain(|_, annotations| !annotations.is_blank());
    workspace
}

fn do_all(numbers: &[[u8; 4]]) -> (Workspace, Vec<Change>) {
    let mut there = workspace();
    let mut changes = Vec::new();
    let mut next = 0;
    for (at, numbers) in numbers.iter().enumerate() {
        let mut fresh = || {
            next += 1;
            format!("{next}")
        };
        let mut stamp = EditStamp {
            fresh: &mut fresh,
            now: Timestamp(at as u64),
            guidelines: (at % 3 > 0).then_some(GuidelinesVersion(7)),
            who: None,
        };
        let before = there.clone();
        match plan(&there, edit(&there, *numbers), &mut stamp) {
            Err(refusal) => assert!(before == there && refusal != Refusal::Missing(crate::message::Message::default())),
            Ok(change) => {
                apply(&mut there, &change, &no_texts).unwrap();
                changes.push(change);
            }
        }
    }
    (there, changes)
}

proptest! {
    #[test]
    fn every_change_has_an_inverse(numbers in prop::collection::vec(any::<[u8; 4]>(), 1..40)) {
        let (mut there, changes) = do_all(&numbers);
        for change in changes.iter().rev() {
            apply(&mut there, &change.clone().inverse(), &no_texts).unwrap();
        }
        prop_assert_eq!(tidy(there), workspace());
    }

    #[test]
    fn replay_equals_state(numbers in prop::collection::vec(any::<[u8; 4]>(), 1..40)) {
        let (there, changes) = do_all(&numbers);
        let mut replayed = workspace();
        for change in &changes {
            // As the journal holds it.
            let line = ron::to_string(change).unwrap();
            apply(&mut replayed, &ron::from_str(&line).unwrap(), &no_texts).unwrap();
        }
        prop_assert_eq!(tidy(replayed), tidy(there));
    }

    #[test]
    fn spans_fit_and_fillers_are_there(numbers in prop::collection::vec(any::<[u8; 4]>(), 1..40)) {
        let (there, _) = do_all(&numbers);
        for (place, annotations) in &there.annotations {
            for mention in annotations.mentions.values() {
                prop_assert!(there.articles[&place.article].text.fits(mention.span));
            }
            for filler in annotations.coalitions.values().flat_map(Coalition::fillers) {
                for id in &filler.mentions {
                    prop_assert!(annotations.mentions.contains_key(id), "{} fills a slot but is gone", id);
                }
            }
        }
    }

    #[test]
    fn decisions_are_true(numbers in prop::collection::vec(any::<[u8; 4]>(), 1..60)) {
        // Merging and removing entities is not a request on what was suggested.
        let numbers: Vec<_> = numbers.into_iter().filter(|[what, ..]| !matches!(what % KINDS, 13 | 14)).collect();
        let (there, _) = do_all(&numbers);
        for annotations in there.annotations.values() {
            let span_of = |id: &MentionId| annotations.mentions.get(id).map(|mention| mention.span);
            for (id, decision) in &annotations.decisions {
                prop_assert_eq!(*id, decision.claim.id());
                let says = match &decision.made {
                    None => None,
                    Some(Outcome::Mention(id)) => Some(Claim::of_mention(&annotations.mentions[id])),
                    Some(Outcome::Coalition(id)) => Some(Claim::of_coalition(&annotations.coalitions[id], span_of)),
                };
                match (decision.verdict, says) {
                    (Verdict::Rejected | Verdict::Skipped, None) => {}
                    // A place of a nameless slot may go with its mention; the statement was not edited.
                    (Verdict::Accepted, Some(says)) => {
                        prop_assert!(decision.claim.is_said_by(&says) || matches!(says, Claim::Coalition(_)));
                    }
                    (Verdict::Corrected, Some(Claim::Mention { .. })) | (Verdict::Corrected, Some(_)) => {}
                    other => prop_assert!(false, "{:?}", other),
                }
            }
        }
    }

    #[test]
    fn a_change_that_does_not_fit_changes_nothing(numbers in prop::collection::vec(any::<[u8; 4]>(), 2..30)) {
        let (there, changes) = do_all(&numbers);
        for change in &changes {
            let mut again = there.clone();
            if apply(&mut again, change, &no_texts).is_err() {
                prop_assert_eq!(tidy(again), tidy(there.clone()));
            }
        }
    }
}

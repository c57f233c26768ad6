//! Coalitions that sources claim. There are few in an article, so they are compared whole.

use std::collections::{BTreeMap, BTreeSet};

use super::{Limits, add_suggested, suggested};
use crate::model::{
    Annotations, Claim, Coalition, DecisionId, KindKey, MentionId, Score, SetId, Span, Statement, Suggested,
};

/// A coalition that sources claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ghost {
    pub id: DecisionId,
    /// As the surest source has it; its fillers name that source's mentions.
    pub coalition: Coalition,
    /// Those mentions: bytes of the article's text and kind.
    pub mentions: BTreeMap<MentionId, (Span, KindKey)>,
    /// The surest first, each set once; never empty.
    pub from: Vec<Suggested>,
}

impl Ghost {
    /// How sure the surest source is, if it says so.
    pub fn score(&self) -> Option<Score> {
        self.from.first().and_then(|first| first.score)
    }

    /// The sentences that show it, from first to last; nothing if none do.
    pub fn place(&self) -> Span {
        let (first, last) = (self.coalition.evidence.first(), self.coalition.evidence.last());
        first.zip(last).map_or(Span::new(0, 0), |(first, last)| Span::new(first.start, last.end))
    }

    pub fn claim(&self) -> Claim {
        Claim::of_coalition(&self.coalition, |id| self.mentions.get(id).map(|(span, _)| *span))
    }

    fn of(set: &SetId, coalition: &Coalition, source: &Annotations) -> Self {
        let named: BTreeSet<&MentionId> = coalition.fillers().flat_map(|filler| &filler.mentions).collect();
        let place = |id: &MentionId| {
            let mention = source.mentions.get(id)?;
            Some((id.clone(), (mention.span, mention.kind.clone())))
        };
        let mut ghost = Self {
            id: Claim::of_coalition(coalition, |_| None).id(),
            coalition: coalition.clone(),
            mentions: named.into_iter().filter_map(place).collect(),
            from: vec![suggested(set, &coalition.by)],
        };
        ghost.id = ghost.claim().id();
        ghost
    }
}

pub(super) fn ghosts<'a>(
    sources: impl Iterator<Item = (&'a SetId, &'a Annotations)>,
    own: &Annotations,
    limits: Limits,
) -> Vec<Ghost> {
    let mut ghosts: BTreeMap<DecisionId, Ghost> = BTreeMap::new();
    for (set, source) in sources {
        for coalition in source.coalitions.values() {
            let ghost = Ghost::of(set, coalition, source);
            let Some(there) = ghosts.get_mut(&ghost.id) else {
                ghosts.insert(ghost.id, ghost);
                continue;
            };
            let leads = ghost.score() > there.score();
            let mut from = std::mem::take(&mut there.from);
            ghost.from.iter().for_each(|one| add_suggested(&mut from, one.clone()));
            if leads {
                *there = ghost;
            }
            there.from = from;
        }
    }
    let span_of = |id: &MentionId| own.mentions.get(id).map(|mention| mention.span);
    let said: Vec<Claim> = own.coalitions.values().map(|coalition| Claim::of_coalition(coalition, span_of)).collect();
    let said: Vec<&Statement> = said
        .iter()
        .filter_map(|claim| match claim {
            Claim::Coalition(statement) => Some(&**statement),
            Claim::Mention { .. } => None,
        })
        .collect();
    let waits = |ghost: &Ghost| {
        let verdict = own.decisions.get(&ghost.id).map(|decision| decision.verdict);
        limits.admit(&ghost.from, verdict)
            && match ghost.claim() {
                Claim::Coalition(claimed) => !said.iter().any(|said| says(said, &claimed)),
                Claim::Mention { .. } => false,
            }
    };
    let mut ghosts: Vec<Ghost> = ghosts.into_values().filter(waits).collect();
    ghosts.sort_by_key(|ghost| (ghost.coalition.evidence.first().copied().unwrap_or(Span::new(0, 0)), ghost.id));
    ghosts
}

/// Whether a statement is the claimed one: the same content, shown by the same sentence or by none.
fn says(said: &Statement, claimed: &Statement) -> bool {
    let evidence = (&said.evidence, &claimed.evidence);
    let beside = evidence.0.is_empty()
        || evidence.1.is_empty()
        || evidence.0.iter().any(|one| evidence.1.iter().any(|other| one.touches(*other)));
    beside && said.same_but_evidence(claimed)
}

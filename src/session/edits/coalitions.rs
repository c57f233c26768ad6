//! Statements: from a selection, and slot by slot.

use std::collections::BTreeSet;

use crate::{
    edit::{CoalitionField, Edit, Refusal},
    extract::{self, Ballot},
    lexicon::sentence_at,
    message::message,
    model::{
        Annotations, Article, ArticleId, Backing, Calendar, Certainty, Coalition, CoalitionId, EntityId, Filler,
        KindKey, Mention, MentionId, Office, Origin, Span, Stance, Timestamp,
    },
};

use crate::session::{Done, Session, jobs::extractor::with_facts};

/// A slot of a coalition that a mention can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CardSlot {
    Region,
    Head,
    Deputy,
    Party,
}

impl CardSlot {
    pub const ALL: [Self; 4] = [Self::Region, Self::Head, Self::Deputy, Self::Party];

    /// The kind that fits it.
    pub fn kind(self) -> KindKey {
        match self {
            Self::Region => KindKey::region(),
            Self::Head | Self::Deputy => KindKey::candidate(),
            Self::Party => KindKey::party(),
        }
    }
}

impl Session {
    /// What a region elects: the office of its level; else the project's only one.
    fn elects(&self, region: &EntityId) -> Option<Office> {
        let known = self.elections.office_of(region);
        match self.project().scheme.statements.offices.as_slice() {
            [only] if self.elections.may_elect(region, only.key) => known.or(Some(only.key)),
            _ => known,
        }
    }

    /// A statement filled from what a selection and chosen mentions say: by rules, which is kept with it until a person
    /// changes or confirms it. Where suggestions are held back, rules fill in nothing either.
    pub fn coalition_from(
        &mut self,
        article: &ArticleId,
        selection: Option<Span>,
        chosen: &[MentionId],
    ) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let annotations = self.annotations(article).cloned().unwrap_or_default();
        // Rules for Indonesian say nothing of another language, nor where the project does without them.
        let by_rules = self.project().scheme.statements.rules
            && !self.holds_back(article)
            && !self.lexicon.gazetteer().is_empty()
            && !extract::is_foreign(&there);
        let mut coalition = if by_rules {
            let statements = &self.project().scheme.statements;
            let ballot = (!statements.is_delivered()).then(|| Ballot::of(statements));
            with_facts(&self.elections, ballot.as_ref(), |facts| {
                extract::draft(&there, &annotations, selection, chosen, &facts)
            })
        } else {
            let within = |mention: &&Mention| selection.is_some_and(|selection| selection.covers(mention.span));
            // What a person marked in the sentence is what it says; where suggestions are held back, nothing fills in.
            let marked = annotations.mentions.values().filter(|_| !self.holds_back(article)).filter(within);
            let chosen: BTreeSet<&MentionId> = chosen.iter().chain(marked.map(|mention| &mention.id)).collect();
            let chosen: Vec<MentionId> = chosen.into_iter().cloned().collect();
            by_hand(&there, &annotations, selection, &chosen, self.elections.calendar())
        };
        if by_rules {
            coalition.by = Origin::Drafted;
        }
        self.perform(Edit::AddCoalition { place: self.place(article), coalition: Box::new(coalition) })
    }

    /// A statement with nothing in it but the article's date.
    pub fn empty_coalition(&mut self, article: &ArticleId) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let coalition = empty(&there, self.elections.calendar());
        self.perform(Edit::AddCoalition { place: self.place(article), coalition: Box::new(coalition) })
    }

    /// What rules filled in is right as it stands.
    pub fn confirm_coalition(&mut self, article: &ArticleId, coalition: &CoalitionId) -> Result<Done, Refusal> {
        self.set_coalition(article, coalition, vec![CoalitionField::Confirm])
    }

    /// Makes one statement of two: `from` goes, `into` has what both say.
    pub fn merge_coalitions(
        &mut self,
        article: &ArticleId,
        from: &CoalitionId,
        into: &CoalitionId,
    ) -> Result<Done, Refusal> {
        let (from, into) = (from.clone(), into.clone());
        self.perform(Edit::MergeCoalitions { place: self.place(article), from, into })
    }

    /// How many slots hold another entity than their mentions are linked to: slots of any of these mentions, of this
    /// statement.
    pub fn slots_linked_otherwise(
        &self,
        article: &ArticleId,
        mentions: Option<&[MentionId]>,
        only: Option<&CoalitionId>,
    ) -> usize {
        let Some(annotations) = self.annotations(article) else { return 0 };
        let cards = annotations.coalitions.values().filter(|card| only.is_none_or(|only| card.id == *only));
        let slots = cards.flat_map(Coalition::fillers);
        slots.filter(|filler| linked_otherwise(annotations, filler, mentions).is_some()).count()
    }

    /// Puts the entity that mentions are linked to into the slots that they fill, in one step: those of these mentions,
    /// or those of a statement whose mentions agree.
    pub fn relink_slots(
        &mut self,
        article: &ArticleId,
        mentions: Option<&[MentionId]>,
        only: Option<&CoalitionId>,
    ) -> Result<Done, Refusal> {
        let annotations = self.annotations(article).cloned().unwrap_or_default();
        let mut changes: Vec<(CoalitionId, Vec<CoalitionField>)> = Vec::new();
        for card in annotations.coalitions.values().filter(|card| only.is_none_or(|only| card.id == *only)) {
            let anew = |filler: &Filler| {
                let entity = linked_otherwise(&annotations, filler, mentions)?;
                Some(Filler { entity: Some(entity), mentions: filler.mentions.clone() })
            };
            let mut fields = Vec::new();
            if let Some(region) = anew(&card.race.region) {
                let elects = |region: &Filler| self.elects(region.entity.as_ref()?);
                // An office that was the old region's becomes the new one's.
                let office = elects(&region).filter(|_| card.race.office == elects(&card.race.region));
                fields.push(CoalitionField::Region(region));
                fields.extend(office.map(|office| CoalitionField::Office(Some(office))));
            }
            fields.extend(anew(&card.ticket.head).map(CoalitionField::Head));
            fields.extend(anew(&card.ticket.deputy).map(CoalitionField::Deputy));
            // Two that become one party join: from the last to the first, the places before stay as they are.
            let parties = card.backings.iter().enumerate().rev();
            fields
                .extend(parties.filter_map(|(backing, there)| {
                    Some(CoalitionField::Party { backing, party: anew(&there.party)? })
                }));
            if !fields.is_empty() {
                changes.push((card.id.clone(), fields));
            }
        }
        let mut done = Err(Refusal::Nothing);
        for (card, fields) in changes {
            let again = done.is_ok();
            done = self.set_coalition(article, &card, fields);
            if again && done.is_ok() {
                self.join_last_steps();
            }
        }
        done
    }

    /// Puts a mention into a statement: into `armed` if its kind fits there, else into the first slot that it fits. The
    /// first mention brings its sentence as evidence, and a region its office.
    pub fn fill(
        &mut self,
        article: &ArticleId,
        coalition: &CoalitionId,
        mention: &MentionId,
        armed: Option<CardSlot>,
        stance: Stance,
    ) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let annotations = self.annotations(article).cloned().unwrap_or_default();
        let card = annotations.coalitions.get(coalition).ok_or_else(|| Refusal::Missing(message!("the coalition")))?;
        let mention = annotations.mentions.get(mention).ok_or_else(|| Refusal::Missing(message!("the mention")))?;
        let fits = |place: CardSlot| place.kind() == mention.kind;
        let slot = armed.filter(|&place| fits(place)).or_else(|| match () {
            () if fits(CardSlot::Region) => Some(CardSlot::Region),
            () if fits(CardSlot::Party) => Some(CardSlot::Party),
            () if !fits(CardSlot::Head) => None,
            () if card.ticket.head.is_empty() || same(&card.ticket.head, mention) => Some(CardSlot::Head),
            () if card.ticket.deputy.is_empty() || same(&card.ticket.deputy, mention) => Some(CardSlot::Deputy),
            () => None,
        });
        if slot.is_none() && fits(CardSlot::Head) {
            // Nobody gives way unasked.
            return Err(Refusal::Wrong(message!(
                "both places of the ticket are taken: choose the one that is to be filled anew first"
            )));
        }
        let slot = slot.ok_or_else(|| {
            let kind = mention.kind.as_str();
            Refusal::Wrong(message!("a {kind} does not fill a slot of a coalition", kind = kind))
        })?;
        let filled = |old: &Filler| {
            let mut filler = if same(old, mention) { old.clone() } else { Filler::default() };
            filler.entity = mention.entity.clone();
            filler.mentions.insert(mention.id.clone());
            filler
        };
        let old = match slot {
            CardSlot::Region => &card.race.region,
            CardSlot::Head => &card.ticket.head,
            CardSlot::Deputy => &card.ticket.deputy,
            CardSlot::Party => &Filler::default(),
        };
        let mut fields = filling(card, slot, filled(old), stance, |region| self.elects(region));
        if card.evidence.is_empty() {
            let sentence = sentence_at(&there.text, mention.span.start);
            fields.extend((!sentence.is_empty()).then_some(CoalitionField::AddEvidence(sentence)));
        }
        self.set_coalition(article, coalition, fields)
    }

    /// Puts an entity that no mention names into a slot of a statement. A region brings its office.
    pub fn fill_with(
        &mut self,
        article: &ArticleId,
        coalition: &CoalitionId,
        slot: CardSlot,
        entity: EntityId,
        stance: Stance,
    ) -> Result<Done, Refusal> {
        let annotations = self.annotations(article).cloned().unwrap_or_default();
        let card = annotations.coalitions.get(coalition);
        let card = card.ok_or_else(|| Refusal::Missing(message!("the coalition")))?;
        let fields = filling(card, slot, Filler::of(entity), stance, |region| self.elects(region));
        self.set_coalition(article, coalition, fields)
    }

    /// Changes fields of a statement in one step.
    pub fn set_coalition(
        &mut self,
        article: &ArticleId,
        coalition: &CoalitionId,
        fields: Vec<CoalitionField>,
    ) -> Result<Done, Refusal> {
        self.perform(Edit::SetCoalition { place: self.place(article), coalition: coalition.clone(), fields })
    }

    /// The whole sentences that a selection touches, as evidence of a statement.
    pub fn add_evidence(&mut self, article: &ArticleId, coalition: &CoalitionId, span: Span) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let sentences = sentences_of(&there, span);
        self.set_coalition(article, coalition, vec![CoalitionField::AddEvidence(sentences)])
    }
}

/// A statement with nothing in it but the article's date and the election that news of that day is about; planning gives it
/// its own id.
fn empty(article: &Article, calendar: &Calendar) -> Coalition {
    let id = CoalitionId::new("new").expect("letters are an id");
    let mut coalition = Coalition::empty(id, Timestamp::default());
    coalition.date = article.meta.date;
    coalition.race.year = article.meta.date.map(|date| calendar.cycle_on(date).unwrap_or_else(|| date.year()));
    // Nobody has said yet how firm it is.
    coalition.status = Certainty::Open;
    coalition
}

/// What a person chose, and no more: the selected sentences, and chosen mentions in the slots that their kinds fit.
fn by_hand(
    article: &Article,
    annotations: &Annotations,
    selection: Option<Span>,
    chosen: &[MentionId],
    calendar: &Calendar,
) -> Coalition {
    let mut coalition = empty(article, calendar);
    let mut picked: Vec<&Mention> = chosen.iter().filter_map(|id| annotations.mentions.get(id)).collect();
    picked.sort_by_key(|mention| mention.span.start);
    let spans = picked.iter().map(|mention| mention.span).chain(selection);
    let mut evidence: Vec<Span> =
        spans.map(|span| sentences_of(article, span)).filter(|span| !span.is_empty()).collect();
    evidence.sort();
    for span in evidence {
        match coalition.evidence.last_mut().filter(|last| last.end > span.start) {
            Some(last) => last.end = last.end.max(span.end),
            None => coalition.evidence.push(span),
        }
    }
    for mention in picked {
        let filler = || Filler { entity: mention.entity.clone(), mentions: [mention.id.clone()].into() };
        let fill = |slot: &mut Filler| {
            let free = slot.is_empty();
            if free {
                *slot = filler();
            } else if same(slot, mention) {
                slot.mentions.insert(mention.id.clone());
            }
            free || same(slot, mention)
        };
        match mention.kind.as_str() {
            "region" => _ = fill(&mut coalition.race.region),
            "candidate" => _ = fill(&mut coalition.ticket.head) || fill(&mut coalition.ticket.deputy),
            "party" => match coalition.backings.iter_mut().find(|backing| same(&backing.party, mention)) {
                Some(backing) => _ = backing.party.mentions.insert(mention.id.clone()),
                None => coalition.backings.push(Backing { party: filler(), stance: Stance::Open, slot: None }),
            },
            _ => {}
        }
    }
    coalition
}

/// The whole sentences that a span touches.
fn sentences_of(article: &Article, span: Span) -> Span {
    let first = sentence_at(&article.text, span.start);
    let last = sentence_at(&article.text, span.end.saturating_sub(1).max(span.start));
    Span::new(first.start.min(span.start), last.end.max(first.end))
}

/// The one entity that mentions of a slot (of these, if any are given) are linked to, if the slot holds another one.
fn linked_otherwise(annotations: &Annotations, filler: &Filler, of: Option<&[MentionId]>) -> Option<EntityId> {
    let named = filler.mentions.iter().filter(|id| of.is_none_or(|of| of.contains(id)));
    let linked: BTreeSet<&EntityId> = named
        .filter_map(|id| annotations.mentions.get(id)?.entity.as_ref())
        .filter(|id| Some(*id) != filler.entity.as_ref())
        .collect();
    linked.first().filter(|_| linked.len() == 1).map(|entity| (*entity).clone())
}

/// The fields that change when a slot is filled: a region brings its office if none is said yet.
fn filling(
    card: &Coalition,
    slot: CardSlot,
    filler: Filler,
    stance: Stance,
    elects: impl Fn(&EntityId) -> Option<Office>,
) -> Vec<CoalitionField> {
    let office: Option<Office> = match (slot, card.race.office, &filler.entity) {
        (CardSlot::Region, None, Some(region)) => elects(region),
        _ => None,
    };
    let mut fields = vec![match slot {
        CardSlot::Region => CoalitionField::Region(filler),
        CardSlot::Head => CoalitionField::Head(filler),
        CardSlot::Deputy => CoalitionField::Deputy(filler),
        CardSlot::Party => CoalitionField::AddBacking { party: filler, stance, slot: None },
    }];
    fields.extend(office.map(|office| CoalitionField::Office(Some(office))));
    fields
}

fn same(filler: &Filler, mention: &crate::model::Mention) -> bool {
    mention.entity.is_some() && filler.entity == mention.entity
}

//! Statements: from a selection, and slot by slot.

use crate::{
    edit::{CoalitionField, Edit, Refusal},
    extract::{self, EntityFacts},
    gazetteer::Gazetteer,
    lexicon::sentence_at,
    message::message,
    model::{
        ArticleId, Coalition, CoalitionId, EntityId, Filler, KindKey, MentionId, Office, Slot, Span, Stance, Timestamp,
    },
};

use crate::session::{Done, Session};

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
    /// A statement filled from what a selection and chosen mentions say.
    pub fn coalition_from(
        &mut self,
        article: &ArticleId,
        selection: Option<Span>,
        chosen: &[MentionId],
    ) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let annotations = self.annotations(article).cloned().unwrap_or_default();
        let gazetteer = Gazetteer::builtin();
        let facts = EntityFacts {
            elects: &|region: &EntityId| gazetteer.elects(region),
            running: &|candidate: &EntityId| gazetteer.races_of(candidate).to_vec(),
            pair_head: &|region: &EntityId, candidate: &EntityId| {
                let pairs = gazetteer.pairs(region).iter();
                pairs
                    .filter_map(|pair| match candidate {
                        _ if pair.head == *candidate => Some(Slot::Head),
                        _ if pair.deputy == *candidate => Some(Slot::Deputy),
                        _ => None,
                    })
                    .next()
            },
        };
        let coalition = extract::draft(&there, &annotations, selection, chosen, &facts);
        self.perform(Edit::AddCoalition { place: self.place(article), coalition: Box::new(coalition) })
    }

    /// A statement with nothing in it but the article's date.
    pub fn empty_coalition(&mut self, article: &ArticleId) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let place = self.place(article);
        // Planning gives it its own id.
        let id = CoalitionId::new("new").expect("letters are an id");
        let mut coalition = Coalition::empty(id, Timestamp::default());
        coalition.date = there.meta.date;
        coalition.race.year = there.meta.date.map(|date| date.year());
        self.perform(Edit::AddCoalition { place, coalition: Box::new(coalition) })
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
            () => Some(CardSlot::Deputy),
        });
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
        let mut fields = filling(card, slot, filled(old), stance);
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
        let fields = filling(card, slot, Filler::of(entity), stance);
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
        let first = sentence_at(&there.text, span.start);
        let last = sentence_at(&there.text, span.end.saturating_sub(1).max(span.start));
        let sentences = Span::new(first.start.min(span.start), last.end.max(first.end));
        self.set_coalition(article, coalition, vec![CoalitionField::AddEvidence(sentences)])
    }
}

/// The fields that change when a slot is filled: a region brings its office if none is said yet.
fn filling(card: &Coalition, slot: CardSlot, filler: Filler, stance: Stance) -> Vec<CoalitionField> {
    let office: Option<Office> = match (slot, card.race.office, &filler.entity) {
        (CardSlot::Region, None, Some(region)) => Gazetteer::builtin().elects(region),
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

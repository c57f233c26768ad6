//! The built-in extractor with the facts of the gazetteer and of a project.

use std::sync::LazyLock;

use crate::{
    compare::Marked,
    extract::{
        Extraction, Extractor, Facts, Found, FoundCoalition, Known, Linked, Linker, Name, Rules, Scanner, Trust,
    },
    formats::{Line, LineBacking, LineCoalition, LineMention, LineSpan},
    gazetteer::{Gazetteer, Lexicon, Link, Listed, Topic, Use},
    model::{Article, ArticleId, ArticleMeta, Backing, EntityId, Import, KindKey, Slot, Span, Text, slug},
};

/// The built-in names, ready to be looked for.
static BUILTIN: LazyLock<Scanner> =
    LazyLock::new(|| Rules::scanner(&Lexicon::builtin_names().into_iter().map(name).collect::<Vec<_>>()));

/// The rules for one project, or for none. Threads may share it.
pub struct Extracting<'a> {
    lexicon: &'a Lexicon,
    own: Scanner,
}

impl<'a> Extracting<'a> {
    /// The project's own entities go before the built-in ones.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        let names: Vec<Name> = lexicon.own_names().into_iter().map(name).collect();
        Self { lexicon, own: Rules::scanner(&names) }
    }

    /// What the rules find in an article; `decided`: what is known of it already.
    pub fn extract(&self, article: &Article, decided: &[Linked]) -> Extraction {
        self.knowing(article, decided, |known| self.rules().extract(article, known))
    }

    /// The mentions alone, of an article of which nothing is known.
    pub fn mentions(&self, article: &Article) -> Vec<Found> {
        self.knowing(article, &[], |known| self.rules().mentions(article, known))
    }

    fn knowing<T>(&self, article: &Article, decided: &[Linked], ask: impl FnOnce(&Known<'_>) -> T) -> T {
        ask(&Known {
            facts: Facts { elects: &elects, running: &running, pair_head: &pair_head },
            linker: &|| Box::new(Topic::new(self.lexicon, &article.text, &article.meta.title)),
            regions: &|words| self.lexicon.regions_named(words),
            decided,
        })
    }

    /// What a mention surely means; see [`Lexicon::link`].
    pub(in crate::session) fn link(
        &self,
        text: &Text,
        span: Span,
        kind: &KindKey,
        known: &[Linked],
        title: &str,
    ) -> Option<EntityId> {
        match self.lexicon.link(text, span, kind, known, title) {
            Link::Sure { entity, .. } => Some(entity),
            Link::Unsure => None,
        }
    }

    /// The extractor itself, for its name and version.
    pub fn rules(&self) -> Rules<'_> {
        Rules::new(vec![&self.own, &BUILTIN])
    }

    /// How many names a bare scan finds: what the extractor's speed is measured against.
    pub fn scan(text: &str) -> usize {
        BUILTIN.count(text)
    }
}

impl Linker for Topic<'_> {
    fn add(&mut self, (span, kind, entity): &Linked) {
        Topic::add(self, *span, kind, entity);
    }

    fn link(&self, span: Span, kind: &KindKey) -> Option<EntityId> {
        match Topic::link(self, span, kind) {
            Link::Sure { entity, .. } => Some(entity),
            Link::Unsure => None,
        }
    }
}

fn name(listed: Listed<'_>) -> Name {
    let trust = match listed.usage {
        Use::Own => Trust::Own,
        Use::Context => Trust::Cue,
        Use::Epithet => Trust::Epithet,
        _ if listed.cased => Trust::Cased,
        Use::Plain | Use::Shortened => Trust::Plain,
    };
    Name {
        text: listed.text,
        kind: listed.entity.kind.clone(),
        entity: listed.entity.id.clone(),
        trust,
        level: listed.level,
    }
}

fn elects(region: &EntityId) -> Option<crate::model::Office> {
    Gazetteer::builtin().elects(region)
}

fn running(candidate: &EntityId) -> Vec<EntityId> {
    Gazetteer::builtin().races_of(candidate).to_vec()
}

fn pair_head(region: &EntityId, candidate: &EntityId) -> Option<Slot> {
    Gazetteer::builtin().pairs(region).iter().find_map(|pair| match candidate {
        id if *id == pair.head => Some(Slot::Head),
        id if *id == pair.deputy => Some(Slot::Deputy),
        _ => None,
    })
}

/// The article of a line; its id is made fit if it is none.
pub fn article_of(line: &Line) -> Article {
    let text = Text::new(line.text.as_str());
    let id = ArticleId::new(&line.id).or_else(|_| ArticleId::new(slug(&line.id)));
    let meta = ArticleMeta {
        id: id.unwrap_or_else(|_| ArticleId::new("article").expect("letters are an id")),
        title: line.title.clone(),
        source: line.source.clone(),
        url: line.url.clone(),
        date: line.date,
        // Nobody asks for the hash of a text that is on its way.
        variables: Default::default(),
        text_sha256: String::new(),
        length: text.chars_len(),
        import: Import::default(),
    };
    Article { meta, text }
}

/// A line with the extraction in place of what it said before; all its other fields stay.
pub fn line_of(mut line: Line, article: &Article, extraction: &Extraction) -> Line {
    let text = &article.text;
    let mention = |found: &Found| {
        let LineSpan { start, end } = LineSpan::of(text, found.span)?;
        Some(LineMention {
            id: found.id.to_string(),
            start,
            end,
            text: text.slice(found.span).to_owned(),
            kind: found.kind.clone(),
            entity: found.entity.clone(),
            candidates: found.candidates.clone(),
            score: Some(rounded(found.score)),
            by: format!("rule:{}", found.rule),
            decision: None,
            proposed_by: None,
            at: None,
            linked_by: String::new(),
            note: String::new(),
            more: Default::default(),
        })
    };
    line.mentions = extraction.mentions.iter().filter_map(mention).collect();
    line.coalitions = extraction.coalitions.iter().map(|found| line_coalition(text, found)).collect();
    line
}

fn line_coalition(text: &Text, found: &FoundCoalition) -> LineCoalition {
    let coalition = &found.coalition;
    let backing = |backing: &Backing| LineBacking {
        party: backing.party.entity.clone(),
        stance: backing.stance,
        slot: backing.slot,
        mentions: backing.party.mentions.iter().map(ToString::to_string).collect(),
        more: Default::default(),
    };
    LineCoalition {
        id: coalition.id.to_string(),
        region: coalition.race.region.entity.clone(),
        office: coalition.race.office,
        year: coalition.race.year,
        head: coalition.ticket.head.entity.clone(),
        deputy: coalition.ticket.deputy.entity.clone(),
        backings: coalition.backings.iter().map(backing).collect(),
        status: coalition.status,
        speaker: coalition.speaker.clone(),
        date: coalition.date,
        hedge: coalition.hedge.clone(),
        note: coalition.note.clone(),
        evidence: coalition.evidence.iter().filter_map(|&span| LineSpan::of(text, span)).collect(),
        score: Some(rounded(found.score)),
        by: format!("rule:{}", found.rule),
        ..LineCoalition::default()
    }
}

/// Two digits say all that a rule knows.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}

/// What a line says, as it is scored.
pub fn marked(line: &Line) -> Marked {
    let mentions = line.mentions.iter().map(|m| ((m.kind.clone(), m.start, m.end), m.entity.clone()));
    let backings = line.coalitions.iter().flat_map(|coalition| {
        coalition.backings.iter().map(|backing| {
            (coalition.region.clone(), coalition.office, backing.party.clone(), backing.stance, coalition.status)
        })
    });
    Marked { mentions: mentions.collect(), backings: backings.collect() }
}

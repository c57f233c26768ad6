//! The built-in extractor with the facts of the gazetteer and of a project.

use std::sync::LazyLock;

use crate::{
    extract::{
        EntityFacts, Extraction, ExtractionContext, Extractor, FoundCoalition, KnownName, Linker, ProposedMention,
        Rules, Scanner, Trust,
    },
    gazetteer::{ArticleLinks, Gazetteer, Lexicon, Link, ListedName, Use},
    model::{Article, EntityId, KindKey, LinkedMention, Slot, Span, Text},
};

/// The built-in names, ready to be looked for.
static BUILTIN: LazyLock<Scanner> =
    LazyLock::new(|| Rules::scanner(&Lexicon::builtin_names().into_iter().map(name).collect::<Vec<_>>()));

/// The rules for one project, or for none. Threads may share it.
pub struct ProjectExtractor<'a> {
    lexicon: &'a Lexicon,
    own: Scanner,
    anyway: bool,
}

impl<'a> ProjectExtractor<'a> {
    /// The project's own entities go before the built-in ones.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        let names: Vec<KnownName> = lexicon.own_names().into_iter().map(name).collect();
        Self { lexicon, own: Rules::scanner(&names), anyway: false }
    }

    /// Looks into articles too that are not about a regional election.
    pub fn anyway(self, anyway: bool) -> Self {
        Self { anyway, ..self }
    }

    /// What the rules find in an article; `decided`: what is known of it already.
    pub fn extract(&self, article: &Article, decided: &[LinkedMention]) -> Extraction {
        let rules = self.rules();
        match rules.reading(article) {
            None => self.knowing(article, decided, |known| rules.extract(article, known)),
            Some(reading) => {
                let (article, decided) = (&reading.article, reading.decided(decided));
                reading.found(self.knowing(article, &decided, |known| rules.extract(article, known)))
            }
        }
    }

    /// The mentions alone, of an article of which nothing is known.
    pub fn mentions(&self, article: &Article) -> Vec<ProposedMention> {
        self.knowing(article, &[], |known| self.rules().mentions(article, known))
    }

    /// The statements that mentions of an article make.
    pub fn statements(&self, article: &Article, mentions: &[ProposedMention]) -> Vec<FoundCoalition> {
        self.knowing(article, &[], |known| self.rules().statements(article, mentions, known))
    }

    fn knowing<T>(
        &self,
        article: &Article,
        decided: &[LinkedMention],
        ask: impl FnOnce(&ExtractionContext<'_>) -> T,
    ) -> T {
        ask(&ExtractionContext {
            facts: EntityFacts { elects: &elects, appointed: &appointed, running: &running, pair_head: &pair_head },
            linker: &|| Box::new(ArticleLinks::new(self.lexicon, &article.text, &article.meta.title)),
            regions: &|words| self.lexicon.regions_named(words),
            anyway: self.anyway,
            decided,
        })
    }

    /// What a mention surely means; see [`Lexicon::link`].
    pub(in crate::session) fn link(
        &self,
        text: &Text,
        span: Span,
        kind: &KindKey,
        known: &[LinkedMention],
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

impl Linker for ArticleLinks<'_> {
    fn add(&mut self, (span, kind, entity): &LinkedMention) {
        ArticleLinks::add(self, *span, kind, entity);
    }

    fn link(&self, span: Span, kind: &KindKey) -> Option<EntityId> {
        match ArticleLinks::link(self, span, kind) {
            Link::Sure { entity, .. } => Some(entity),
            Link::Unsure => None,
        }
    }
}

fn name(listed: ListedName<'_>) -> KnownName {
    let trust = match listed.usage {
        Use::Own => Trust::Own,
        Use::Context => Trust::Cue,
        Use::Epithet => Trust::Epithet,
        _ if listed.cased => Trust::Cased,
        Use::Plain | Use::Shortened => Trust::Plain,
    };
    KnownName {
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

fn appointed(region: &EntityId) -> bool {
    Gazetteer::builtin().appoints(region)
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

//! The built-in extractor with the facts of the gazetteer and of a project.

use std::sync::{Arc, LazyLock};

use crate::{
    answers::ElectionFacts,
    extract::{
        Ballot, EntityFacts, Extraction, ExtractionContext, Extractor, FoundCoalition, KnownName, Linker, OwnElections,
        ProposedMention, Rules, Scanner, Silence, Trust, by_blocks, is_foreign, is_long, names_alone, silence,
    },
    gazetteer::{ArticleLinks, Gazetteer, Lexicon, Link, ListedName, Use},
    model::{Article, EntityId, KindKey, LinkedMention, Office, Span},
};

/// The built-in names, ready to be looked for.
static BUILTIN: LazyLock<Scanner> = LazyLock::new(|| scanner(Gazetteer::builtin()));

fn scanner(gazetteer: &'static Gazetteer) -> Scanner {
    Rules::scanner(&Lexicon::names_in(gazetteer).into_iter().map(name).collect::<Vec<_>>())
}

/// The rules for one project, or for none. Threads may share it.
pub struct ProjectExtractor<'a> {
    lexicon: &'a Lexicon,
    own: Scanner,
    /// The names of the project's folder, where it chose one.
    folder: Option<Scanner>,
    anyway: bool,
    elections: Arc<ElectionFacts>,
    /// What the project says of its elections, if that is its own.
    ballot: Option<Ballot>,
}

impl<'a> ProjectExtractor<'a> {
    /// For Indonesia's regional elections.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self::of(lexicon, ElectionFacts::delivered().clone())
    }

    /// For the elections of a project. Its own entities go before the built-in ones.
    pub fn of(lexicon: &'a Lexicon, elections: Arc<ElectionFacts>) -> Self {
        let names: Vec<KnownName> = lexicon.own_names().into_iter().map(name).collect();
        let gazetteer = lexicon.gazetteer();
        let is_folder = !gazetteer.is_empty() && !gazetteer.is_delivered();
        let folder = is_folder.then(|| scanner(gazetteer));
        let statements = elections.statements();
        let ballot = (!statements.is_delivered()).then(|| Ballot::of(statements));
        Self { lexicon, own: Rules::scanner(&names), folder, anyway: false, elections, ballot }
    }

    /// Why the rules, which are made for Indonesian, say nothing of an article; else why they need not look at it.
    fn silence(&self, article: &Article) -> Option<Silence> {
        let ballot = || self.ballot.as_ref().unwrap_or_else(|| Ballot::delivered());
        if self.lexicon.gazetteer().is_empty() { Some(Silence::NoRules) } else { silence(article, ballot()) }
    }

    /// The names of the project alone, which are the same in every language.
    fn names_alone(&self, article: &Article, reason: Silence) -> Extraction {
        let scanners: Vec<&Scanner> = [Some(&self.own), self.folder.as_ref()].into_iter().flatten().collect();
        let mentions = self.knowing(article, &[], true, |known| names_alone(article, &scanners, known));
        Extraction { silence: mentions.is_empty().then_some(reason), mentions, coalitions: Vec::new() }
    }

    /// Looks into articles too that are not about a regional election.
    pub fn anyway(self, anyway: bool) -> Self {
        Self { anyway, ..self }
    }

    /// What the rules find in an article; `decided`: what is known of it already.
    pub fn extract(&self, article: &Article, decided: &[LinkedMention]) -> Extraction {
        self.extract_and(article, decided, &|extraction, _, _| extraction, &|_| {})
    }

    /// The same, with what is then made of it. A long article comes in blocks, each an article of its own; `told` hears how
    /// many more bytes of it have been read.
    pub(in crate::session) fn extract_and(
        &self,
        article: &Article,
        decided: &[LinkedMention],
        then: &dyn Fn(Extraction, &Article, &[LinkedMention]) -> Extraction,
        told: &dyn Fn(usize),
    ) -> Extraction {
        // What a long article is about, no block of it says.
        let (silence, long) = (self.silence(article), is_long(article));
        let mut read = |block: &Article, decided: &[LinkedMention]| {
            let found = match silence {
                Some(reason @ (Silence::NoRules | Silence::Foreign)) => self.names_alone(block, reason),
                Some(_) if long && !self.anyway => Extraction { silence, ..Extraction::default() },
                _ => self.read(block, decided, silence.filter(|_| !self.anyway), long),
            };
            then(found, block, decided)
        };
        by_blocks(article, decided, &mut read, told)
    }

    /// What the rules find in an article that is not long, or in a block of a `long` one. `silence`: why they need not look
    /// at it as it is; made plain, it may say more.
    fn read(&self, article: &Article, decided: &[LinkedMention], silence: Option<Silence>, long: bool) -> Extraction {
        let rules = self.rules();
        match rules.reading(article) {
            None if silence.is_some() => Extraction { silence, ..Extraction::default() },
            None => self.knowing(article, decided, true, |known| rules.extract(article, known)),
            Some(reading) => {
                let (article, decided) = (&reading.article, reading.decided(decided));
                let anyway = long || self.anyway;
                reading.found(self.knowing(article, &decided, anyway, |known| rules.extract(article, known)))
            }
        }
    }

    /// The mentions alone, of an article of which nothing is known.
    pub fn mentions(&self, article: &Article) -> Vec<ProposedMention> {
        self.knowing(article, &[], true, |known| self.rules().mentions(article, known))
    }

    /// The statements that mentions of an article make.
    pub fn statements(&self, article: &Article, mentions: &[ProposedMention]) -> Vec<FoundCoalition> {
        if self.lexicon.gazetteer().is_empty() || is_foreign(article) {
            return Vec::new();
        }
        self.knowing(article, &[], true, |known| self.rules().statements(article, mentions, known))
    }

    fn knowing<T>(
        &self,
        article: &Article,
        decided: &[LinkedMention],
        anyway: bool,
        ask: impl FnOnce(&ExtractionContext<'_>) -> T,
    ) -> T {
        let day = article.meta.date;
        with_facts(&self.elections, self.ballot.as_ref(), |facts| {
            ask(&ExtractionContext {
                facts,
                valid: &|id| self.lexicon.is_valid(id, day),
                linker: &|| Box::new(ArticleLinks::new(self.lexicon, &article.text, &article.meta.title, day)),
                regions: &|words| self.lexicon.regions_named(words, day),
                anyway,
                decided,
            })
        })
    }

    /// What a mention surely means; see [`Lexicon::link`].
    pub(in crate::session) fn link(
        &self,
        article: &Article,
        span: Span,
        kind: &KindKey,
        known: &[LinkedMention],
    ) -> Option<EntityId> {
        let Article { meta, text } = article;
        match self.lexicon.link(text, span, kind, known, (&meta.title, meta.date)) {
            Link::Sure { entity, .. } => Some(entity),
            Link::Unsure => None,
        }
    }

    /// The extractor itself, for its name and version.
    pub fn rules(&self) -> Rules<'_> {
        let delivered = || self.lexicon.gazetteer().is_delivered().then(|| &*BUILTIN);
        Rules::new([Some(&self.own), self.folder.as_ref().or_else(delivered)].into_iter().flatten().collect())
    }

    /// How many names a bare scan finds: what the extractor's speed is measured against.
    pub fn scan(text: &str) -> usize {
        BUILTIN.count(text)
    }
}

/// What is known of an election, as the rules ask for it.
pub(in crate::session) fn with_facts<T>(
    elections: &ElectionFacts,
    ballot: Option<&Ballot>,
    ask: impl FnOnce(EntityFacts<'_>) -> T,
) -> T {
    let gazetteer = elections.gazetteer();
    let may_elect = |region: &EntityId, office: Office| elections.may_elect(region, office);
    let only_region = |office: Office| elections.only_region(office);
    ask(EntityFacts {
        elects: &|region| elections.office_of(region),
        appointed: &|region| elections.appoints(region),
        running: &|candidate| gazetteer.races_of(candidate).to_vec(),
        pair_head: &|region, candidate| gazetteer.place_on_ticket(region, candidate),
        pairs_of: gazetteer.pairs_of(),
        own: ballot.map(|ballot| OwnElections { ballot, may_elect: &may_elect, only_region: &only_region }),
    })
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

//! The built-in extractor: the gazetteer's names and the rules of this floor.

use super::{
    extractor::{Extraction, ExtractionContext, Extractor, FoundCoalition, KnownName, ProposedMention},
    gate,
    judge::statements,
    mentions::{self, Scanner},
    reading::ReadableText,
};
use crate::model::Article;

/// Changes whenever the rules do.
pub const RULES_VERSION: &str = "2";

/// Rules over known names. Scanners are shared: making one for thousands of names takes longer than a hundred articles.
pub struct Rules<'a> {
    scanners: Vec<&'a Scanner>,
}

impl<'a> Rules<'a> {
    /// Of several scanners the first goes before the others where names overlap.
    pub fn new(scanners: Vec<&'a Scanner>) -> Self {
        Self { scanners }
    }

    /// An article as the rules read it, where its text does not come plain; see [`ReadableText`].
    pub fn reading(&self, article: &Article) -> Option<ReadableText> {
        ReadableText::of(article, &self.scanners)
    }

    /// The mentions alone: the first half of the work.
    pub fn mentions(&self, article: &Article, known: &ExtractionContext<'_>) -> Vec<ProposedMention> {
        mentions::mentions(article, &self.scanners, known)
    }

    /// The coalition statements that mentions make: the second half.
    pub fn statements(
        &self,
        article: &Article,
        mentions: &[ProposedMention],
        known: &ExtractionContext<'_>,
    ) -> Vec<FoundCoalition> {
        statements(article, mentions, &known.facts)
    }

    /// Makes names ready to be looked for.
    pub fn scanner<'n>(names: impl IntoIterator<Item = &'n KnownName>) -> Scanner {
        Scanner::new(names)
    }
}

impl Extractor for Rules<'_> {
    fn name(&self) -> &str {
        "rules"
    }

    fn version(&self) -> &str {
        RULES_VERSION
    }

    fn extract(&self, article: &Article, known: &ExtractionContext<'_>) -> Extraction {
        let silence = gate::silence(&article.meta.title, &article.text, known.facts.ballot()).filter(|_| !known.anyway);
        if silence.is_some() {
            return Extraction { silence, ..Extraction::default() };
        }
        let mentions = self.mentions(article, known);
        let coalitions = statements(article, &mentions, &known.facts);
        Extraction { mentions, coalitions, silence }
    }
}

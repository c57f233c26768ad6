//! Lines and articles: what an extractor is asked of a line, and the line that goes out with what it found.

use std::{io, rc::Rc};

use crate::{
    compare::{ScoredArticle, StatementCard},
    extract::{Extraction, FoundCoalition, ProposedMention},
    formats::{self, Document, RawArticle, RawBacking, RawMention, RawSpan, RawStatement, article_id, meaning},
    model::{Article, ArticleMeta, Import, Text, Timestamp},
    session::jobs::extraction_job::records,
};

/// The article of a line; its id is made fit if it is none.
pub fn article_of(line: &RawArticle) -> Article {
    let text = Text::new(line.text.as_str());
    let meta = ArticleMeta {
        id: article_id(&line.id),
        title: line.title.clone(),
        source: line.source.clone(),
        url: line.url.clone(),
        date: meaning(&line.date),
        variables: line.meta.0.clone(),
        // Nobody asks for the hash of a text that is on its way.
        text_sha256: String::new(),
        length: text.chars_len(),
        import: Import::default(),
    };
    Article { meta, text }
}

/// A line with the extraction in place of what it said before; all its other fields stay. Records keep the order and the
/// ids of the extraction.
pub fn line_of(mut line: RawArticle, article: Article, extraction: Extraction) -> RawArticle {
    let (mentions, coalitions) = records_of(article, extraction);
    line.mentions = mentions.collect();
    line.coalitions = coalitions.collect();
    line
}

/// The same, written record after record: of a long text there are many.
pub(super) fn write_line_of(
    line: RawArticle,
    article: Article,
    extraction: Extraction,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let (mentions, coalitions) = records_of(article, extraction);
    formats::write_in_pieces(line, mentions, coalitions, out)
}

/// What was found as records of a line. What goes through is the same whenever it does.
fn records_of(
    article: Article,
    extraction: Extraction,
) -> (impl Iterator<Item = RawMention>, impl Iterator<Item = RawStatement>) {
    let document = Rc::new(Document {
        article,
        set: None,
        annotations: Default::default(),
        stated: Default::default(),
        file: String::new(),
        line: 0,
        settled: Default::default(),
    });
    let same = document.clone();
    let mention = move |mut found: ProposedMention| {
        let candidates = std::mem::take(&mut found.candidates);
        let mut mention = formats::mention_of(&document, &records::mention_of(found, Timestamp(0)));
        mention.making.at.clear();
        mention.candidates = candidates.iter().map(ToString::to_string).collect();
        mention
    };
    let coalition = move |found: FoundCoalition| {
        let mut coalition = formats::statement_of(&same, &records::coalition_of(found, Timestamp(0)));
        coalition.making.at.clear();
        coalition
    };
    (extraction.mentions.into_iter().map(mention), extraction.coalitions.into_iter().map(coalition))
}

/// What a line says, as it is scored.
pub fn marked(line: &RawArticle) -> ScoredArticle {
    let mentions = line.mentions.iter().filter_map(|mention| {
        let RawSpan { start, end, .. } = mention.span;
        Some(((meaning(&mention.kind)?, start, end), meaning(&mention.entity)))
    });
    let backings = line.coalitions.iter().flat_map(|coalition| {
        let (region, office) = (meaning(&coalition.region.entity), meaning(&coalition.office));
        let status = meaning(&coalition.status).unwrap_or_default();
        coalition.backings.iter().map(move |backing| {
            let stance = meaning(&backing.stance).unwrap_or_default();
            (region.clone(), office, meaning(&backing.party.entity), stance, status)
        })
    });
    let cards = line.coalitions.iter().map(|coalition| {
        let backing = |backing: &RawBacking| {
            let stance = meaning(&backing.stance).unwrap_or_default();
            (meaning(&backing.party.entity), stance, meaning(&backing.slot))
        };
        StatementCard {
            region: meaning(&coalition.region.entity),
            office: meaning(&coalition.office),
            year: coalition.year.and_then(|year| i16::try_from(year).ok()),
            head: meaning(&coalition.head.entity),
            deputy: meaning(&coalition.deputy.entity),
            backings: coalition.backings.iter().map(backing).collect(),
            status: meaning(&coalition.status).unwrap_or_default(),
            score: coalition.making.score.map(|score| (score.clamp(0.0, 1.0) * 1000.0).round() as u16),
        }
    });
    ScoredArticle { mentions: mentions.collect(), backings: backings.collect(), cards: cards.collect() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{gazetteer::Lexicon, model::Scheme, session::ProjectExtractor};

    #[test]
    fn a_pipe_says_all_that_a_project_keeps() {
        let text = "Airin Rachmi Diany dan Ade Sumardi diusung PDI Perjuangan di Pilgub Banten, 27 November 2024. \
                    PKS mengusung Andra Soni sebagai calon gubernur Banten.";
        let mut asked =
            RawArticle { id: "a".into(), text: text.into(), title: "Judul".into(), ..RawArticle::default() };
        asked.odd.more.insert("mentions of others".to_owned(), 7.into());
        let article = article_of(&asked);
        let lexicon = Lexicon::new(&Default::default());
        let extraction = ProjectExtractor::new(&lexicon).extract(&article, &[]);
        let kept = records::of_rules(extraction.clone(), &Scheme::default(), Timestamp(0));
        let kept = formats::line_of(&Document {
            article: article.clone(),
            set: None,
            annotations: kept,
            stated: Default::default(),
            file: String::new(),
            line: 0,
            settled: Default::default(),
        });
        let mut pieces = Vec::new();
        write_line_of(asked.clone(), article.clone(), extraction.clone(), &mut pieces).unwrap();
        let line = line_of(asked, article, extraction);
        assert_eq!(String::from_utf8(pieces).unwrap(), formats::write_line(&line).unwrap());
        // Ids differ: in a project they follow from what is said. Records are told by their words.
        let told = |line: &RawArticle| {
            let words = |ids: &[String]| -> Vec<String> {
                let mention = |id: &String| line.mentions.iter().find(|mention| mention.id == *id);
                let mut words: Vec<String> = ids
                    .iter()
                    .filter_map(mention)
                    .map(|there| format!("{} {}", there.span.start, there.words()))
                    .collect();
                words.sort();
                words
            };
            let mentions = line
                .mentions
                .iter()
                .map(|m| format!("{} {} {:?} {}", m.span.start, m.kind, m.making.score, m.linked_by));
            let coalitions = line.coalitions.iter().map(|c| {
                let parties: Vec<_> =
                    c.backings.iter().map(|b| (&b.party.entity, &b.stance, words(&b.party.mentions))).collect();
                let places = (words(&c.region.mentions), words(&c.head.mentions), words(&c.deputy.mentions));
                format!(
                    "{:?} {places:?} {parties:?} {:?} {} {:?}",
                    c.region.entity, c.evidence, c.making.by, c.making.score
                )
            });
            (mentions.collect::<BTreeSet<_>>(), coalitions.collect::<BTreeSet<_>>())
        };
        assert_eq!(told(&line), told(&kept));
        let with_places =
            line.coalitions.iter().filter(|c| !c.region.mentions.is_empty() && !c.head.mentions.is_empty());
        assert!(with_places.count() > 0, "{line:#?}");
    }
}

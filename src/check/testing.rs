//! Cases in bracket notation for the tests of checks.

use super::{CheckContext, CheckProblem, Elects, Subject, check_article};
use crate::model::{
    Annotations, Article, ArticleId, ArticleMeta, Backing, Coalition, CoalitionId, EntityId, Filler, Import, KindKey,
    LinkSource, Mention, MentionId, Office, Origin, Place, Scheme, SetId, Span, Stance, Text, Timestamp, notation,
};

/// An article and its annotations. Known entities are those of [`known`]; region 34 elects nothing, 99 is unknown.
pub struct TestCase {
    pub article: Article,
    pub annotations: Annotations,
    /// The set is a program's.
    pub proposes: bool,
    pub scheme: Scheme,
}

pub fn filler(id: &str) -> Filler {
    Filler::of(EntityId::new(id).unwrap())
}

pub fn backing(party: &str) -> Backing {
    Backing { party: filler(party), stance: Stance::Nominating, slot: None }
}

fn known(id: &EntityId) -> Option<KindKey> {
    let ids =
        ["party:pks", "party:psi", "candidate:rusmin", "candidate:wati", "region:36.02", "region:34", "region:99"];
    ids.contains(&id.as_str()).then(|| KindKey::new(id.prefix()).unwrap())
}

fn hash(text: &Text) -> String {
    format!("{} bytes", text.len())
}

impl TestCase {
    pub fn new(text: &str) -> Self {
        let (bare, marks) = notation::parse(text).unwrap();
        let text = Text::new(bare);
        let meta = ArticleMeta {
            id: ArticleId::new("a").unwrap(),
            title: "t".into(),
            source: String::new(),
            url: String::new(),
            date: "2024-07-09".parse().ok(),
            variables: Default::default(),
            text_sha256: hash(&text),
            length: text.chars_len(),
            import: Import::default(),
        };
        let mut annotations = Annotations::default();
        for (at, mark) in marks.into_iter().enumerate() {
            let id = MentionId::new(format!("m{at}")).unwrap();
            let mention = Mention {
                id: id.clone(),
                span: mark.span,
                kind: mark.kind,
                entity: mark.entity,
                linked: LinkSource::Person,
                by: Origin::Person,
                at: Timestamp(0),
                note: String::new(),
                fields: Default::default(),
                flag: None,
                guidelines: None,
            };
            annotations.mentions.insert(id, mention);
        }
        Self { article: Article { meta, text }, annotations, proposes: false, scheme: Scheme::default() }
    }

    /// Adds a coalition that no check minds, changed by `change`.
    pub fn coalition(mut self, id: &str, change: impl FnOnce(&mut Coalition)) -> Self {
        let id = CoalitionId::new(id).unwrap();
        let mut coalition = Coalition::empty(id.clone(), Timestamp(0));
        coalition.evidence = vec![Span::new(0, self.article.text.len())];
        coalition.backings = vec![backing("party:pks")];
        change(&mut coalition);
        self.annotations.coalitions.insert(id, coalition);
        self
    }

    fn problems(&self, check: &str) -> Vec<CheckProblem> {
        assert!(super::checks().any(|known| known.name == check), "no check “{check}”");
        let place = Place { set: SetId::new("s").unwrap(), article: self.article.meta.id.clone() };
        let facts = CheckContext {
            statements: &self.scheme.statements,
            elects: &|region| match region.as_str() {
                "region:34" => Elects::Nothing,
                "region:36.02" => Elects::Office(Office::REGENT),
                "region:kreis" => Elects::NoOffice("kreis".into()),
                _ => Elects::Unknown,
            },
            kind_of: &known,
            label: &|entity| entity.to_string(),
            proposes: self.proposes,
            scheme: &self.scheme,
            has_kind: &|kind| ["party", "candidate", "region", "event"].contains(&kind.as_str()),
            text_hash: &hash,
        };
        let subject = Subject { place: &place, article: &self.article, annotations: &self.annotations, facts: &facts };
        check_article(&subject).into_iter().filter(|problem| problem.check == check).collect()
    }

    #[track_caller]
    pub fn quiet(&self, check: &str) {
        assert_eq!(self.problems(check), [], "{check}");
    }

    /// As many problems as `parts`, each with its part in the message.
    #[track_caller]
    pub fn says(&self, check: &str, parts: &[&str]) {
        let problems = self.problems(check);
        let messages: Vec<String> = problems.iter().map(|problem| problem.message.to_string()).collect();
        assert_eq!(messages.len(), parts.len(), "{messages:#?}");
        for (message, part) in messages.iter().zip(parts) {
            assert!(message.contains(part), "“{message}” lacks “{part}”");
        }
        assert!(problems.iter().all(|problem| problem.place.is_some()));
    }
}

//! Articles in bracket notation for the tests of rules.

use crate::model::{
    Annotations, Article, ArticleId, ArticleMeta, Import, LinkSource, Mention, MentionId, Origin, Text, Timestamp,
    notation,
};

/// An article whose mentions are `m00`, `m01` … in reading order.
pub fn article(text: &str, date: Option<&str>) -> (Article, Annotations) {
    let (bare, marks) = notation::parse(text).unwrap();
    let text = Text::new(bare);
    let meta = ArticleMeta {
        id: ArticleId::new("a").unwrap(),
        title: "t".into(),
        source: String::new(),
        url: String::new(),
        date: date.map(|date| date.parse().unwrap()),
        variables: Default::default(),
        text_sha256: String::new(),
        length: text.chars_len(),
        import: Import::default(),
    };
    let mut annotations = Annotations::default();
    for (at, mark) in marks.into_iter().enumerate() {
        let id = MentionId::new(format!("m{at:02}")).unwrap();
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
    (Article { meta, text }, annotations)
}

//! Feature structures as UIMA has them, whichever syntax they are in: numbered, typed, with named features that are
//! values or refer to others. Knows neither JSON nor XML nor an article.

use std::collections::{HashMap, HashSet};

/// The value of a feature.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FeatureValue {
    /// In XMI everything that was read: numbers and references are words there.
    Text(String),
    Number(i64),
    Float(f64),
    Truth(bool),
    /// One other feature structure, which may be an array.
    Ref(u64),
    /// Others in an array of their own, whose items are of that type.
    Refs(&'static str, Vec<u64>),
}

/// A feature structure.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Structure {
    pub id: u64,
    /// Its type's full name.
    pub kind: String,
    pub features: Vec<(String, FeatureValue)>,
    /// Items, if it is an array.
    pub elements: Vec<u64>,
    /// Whether a view lists it, as it does what was not deleted.
    pub indexed: bool,
    /// Line and column in the file, or zeros.
    pub at: (usize, usize),
}

/// A subject of analysis: what the annotations are of.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sofa {
    pub id: u64,
    /// Of its view.
    pub name: String,
    /// `None`: it is no text, or stands elsewhere.
    pub text: Option<String>,
}

/// A whole file.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Cas {
    pub sofas: Vec<Sofa>,
    pub structures: Vec<Structure>,
    places: HashMap<u64, usize>,
}

impl Structure {
    pub(super) fn feature(&self, name: &str) -> Option<&FeatureValue> {
        self.features.iter().find(|feature| feature.0 == name).map(|(_, value)| value)
    }

    /// Words of a feature; empty if there are none.
    pub(super) fn words(&self, name: &str) -> String {
        match self.feature(name) {
            Some(FeatureValue::Text(text)) => text.clone(),
            Some(FeatureValue::Number(number)) => number.to_string(),
            Some(FeatureValue::Float(number)) => number.to_string(),
            Some(FeatureValue::Truth(truth)) => truth.to_string(),
            _ => String::new(),
        }
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match self.feature(name)? {
            FeatureValue::Number(number) => Some(*number),
            FeatureValue::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(super) fn float(&self, name: &str) -> Option<f64> {
        match self.feature(name)? {
            FeatureValue::Float(number) => Some(*number),
            FeatureValue::Number(number) => Some(*number as f64),
            FeatureValue::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The sofa that it belongs to.
    pub(super) fn sofa(&self) -> Option<u64> {
        match self.feature("sofa")? {
            FeatureValue::Ref(id) => Some(*id),
            value => references(value).first().copied(),
        }
    }

    /// Half-open, in UTF-16 units; `None` for what is no annotation.
    pub(super) fn span(&self) -> Option<(usize, usize)> {
        let offset = |name: &str| usize::try_from(self.number(name)?).ok();
        Some((offset("begin")?, offset("end")?))
    }

    /// The last part of the type's name.
    pub(super) fn short_kind(&self) -> &str {
        self.kind.rsplit('.').next().unwrap_or(&self.kind)
    }
}

impl Cas {
    /// Keeps what the views of a file list; a file without views lists everything.
    pub(super) fn index(&mut self, views: &[Vec<u64>]) {
        if views.is_empty() {
            return;
        }
        let members: HashSet<u64> = views.iter().flatten().copied().collect();
        self.structures.iter_mut().for_each(|structure| structure.indexed = members.contains(&structure.id));
    }

    pub(super) fn add(&mut self, structure: Structure) {
        self.places.insert(structure.id, self.structures.len());
        self.structures.push(structure);
    }

    pub(super) fn get(&self, id: u64) -> Option<&Structure> {
        self.structures.get(*self.places.get(&id)?)
    }

    /// What a feature refers to, one after another: the items of the array if it is one.
    pub(super) fn referred(&self, structure: &Structure, feature: &str) -> Vec<&Structure> {
        let ids = structure.feature(feature).map(references).unwrap_or_default();
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            match self.get(id) {
                Some(array) if is_array(&array.kind) => {
                    found.extend(array.elements.iter().filter_map(|id| self.get(*id)));
                }
                Some(one) => found.push(one),
                None => {}
            }
        }
        found
    }
}

/// Whether structures of that type hold others.
pub(super) fn is_array(kind: &str) -> bool {
    kind == "uima.cas.FSArray" || (kind.ends_with("[]") && !kind.starts_with("uima.cas."))
}

/// Numbers of the structures that a value refers to; `12 14` in XMI.
pub(super) fn references(value: &FeatureValue) -> Vec<u64> {
    match value {
        FeatureValue::Ref(id) => vec![*id],
        FeatureValue::Refs(_, ids) => ids.clone(),
        FeatureValue::Text(text) => text.split_ascii_whitespace().map_while(|id| id.parse().ok()).collect(),
        FeatureValue::Number(id) => u64::try_from(*id).into_iter().collect(),
        _ => Vec::new(),
    }
}

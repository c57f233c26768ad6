//! Our type system, once, for both syntaxes: `TypeSystem.xml` and `%TYPES`. INCEpTION can import it as layers: mentions
//! and coalitions are annotations with features that it shows, and the type of metadata is DKPro's own.

use std::fmt::Write;

use serde_json::{Map, Value, json};

/// A type with its features and what they hold.
pub(super) struct Type {
    pub name: &'static str,
    pub parent: &'static str,
    pub about: &'static str,
    features: &'static [(&'static str, Range)],
}

/// What a feature holds.
#[derive(Clone, Copy)]
pub(super) enum Range {
    Text,
    Integer,
    Double,
    Truth,
    /// An array of structures of that type.
    Of(&'static str),
}

pub(super) const METADATA: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";
pub(super) const ARTICLE: &str = "tandai.Article";
pub(super) const MENTION: &str = "tandai.Mention";
pub(super) const EVIDENCE: &str = "tandai.Evidence";
pub(super) const BACKING: &str = "tandai.Backing";
pub(super) const COALITION: &str = "tandai.Coalition";
const ANNOTATION: &str = "uima.tcas.Annotation";
const TOP: &str = "uima.cas.TOP";

use Range::{Double, Integer, Of, Text, Truth};

/// Every type that we write and that UIMA does not have.
static TYPES: &[Type] = &[
    Type {
        name: METADATA,
        parent: "uima.tcas.DocumentAnnotation",
        about: "",
        features: &[
            ("documentTitle", Text),
            ("documentId", Text),
            ("documentUri", Text),
            ("collectionId", Text),
            ("documentBaseUri", Text),
            ("isLastSegment", Truth),
        ],
    },
    Type {
        name: ARTICLE,
        parent: TOP,
        about: "A news article, and whose annotations these are.",
        features: &[
            ("id", Text),
            ("title", Text),
            ("source", Text),
            ("url", Text),
            ("date", Text),
            // Not `set`: dkpro-cassis has a method of that name, which a feature hides.
            ("setId", Text),
            ("setName", Text),
            ("setRole", Text),
            ("status", Text),
            ("note", Text),
            ("flag", Text),
            ("textSha256", Text),
            ("importFile", Text),
            ("importLineEnds", Text),
            ("importBom", Truth),
        ],
    },
    Type {
        name: MENTION,
        parent: ANNOTATION,
        about: "Words that name a party, a candidate or a region; label is the kind, entity the id of what they name.",
        features: &[
            ("id", Text),
            ("label", Text),
            ("entity", Text),
            ("entityName", Text),
            ("linkedBy", Text),
            ("note", Text),
            ("by", Text),
            ("score", Double),
            ("decision", Text),
            ("proposedBy", Text),
            ("at", Text),
            ("flag", Text),
            ("guidelines", Text),
            ("settled", Text),
        ],
    },
    Type { name: EVIDENCE, parent: ANNOTATION, about: "Words that show a coalition.", features: &[] },
    Type {
        name: BACKING,
        parent: TOP,
        about: "A party of a coalition, how it stands to the ticket, and the place on it that is its own.",
        features: &[("party", Text), ("stance", Text), ("slot", Text), ("mentions", Of(MENTION))],
    },
    Type {
        name: COALITION,
        parent: ANNOTATION,
        about: "Who backs whom for which office, where, how firmly, said by whom; it spans its evidence.",
        features: &[
            ("id", Text),
            ("region", Text),
            ("office", Text),
            ("year", Integer),
            ("head", Text),
            ("deputy", Text),
            ("backings", Of(BACKING)),
            ("status", Text),
            ("speaker", Text),
            ("date", Text),
            ("hedge", Text),
            ("note", Text),
            ("evidence", Of(EVIDENCE)),
            ("regionMentions", Of(MENTION)),
            ("headMentions", Of(MENTION)),
            ("deputyMentions", Of(MENTION)),
            ("by", Text),
            ("score", Double),
            ("decision", Text),
            ("proposedBy", Text),
            ("at", Text),
            ("flag", Text),
            ("guidelines", Text),
            ("settled", Text),
        ],
    },
];

impl Range {
    fn primitive(self) -> Option<&'static str> {
        match self {
            Text => Some("uima.cas.String"),
            Integer => Some("uima.cas.Integer"),
            Double => Some("uima.cas.Double"),
            Truth => Some("uima.cas.Boolean"),
            Of(_) => None,
        }
    }
}

/// The features of one of our types: what each is called in UIMA and in Tandai's own JSON, and what it holds.
pub(super) fn features(kind: &str) -> impl Iterator<Item = (&'static str, String, Range)> {
    let features = TYPES.iter().find(|one| one.name == kind).map_or(&[][..], |one| one.features);
    features.iter().map(|(name, range)| {
        let mut key = String::new();
        for c in name.chars() {
            if c.is_ascii_uppercase() {
                key.push('_');
            }
            key.push(c.to_ascii_lowercase());
        }
        (*name, key, *range)
    })
}

/// The value of `%TYPES`.
pub(super) fn json_types() -> Value {
    let mut types = Map::new();
    for Type { name, parent, about, features } in TYPES {
        let mut fields = Map::new();
        fields.insert("%NAME".into(), json!(name));
        fields.insert("%SUPER_TYPE".into(), json!(parent));
        if !about.is_empty() {
            fields.insert("%DESCRIPTION".into(), json!(about));
        }
        for (feature, range) in *features {
            let range = match range {
                Of(item) => format!("{item}[]"),
                _ => range.primitive().unwrap_or_default().to_owned(),
            };
            fields.insert((*feature).into(), json!({"%NAME": feature, "%RANGE": range}));
        }
        types.insert((*name).into(), Value::Object(fields));
    }
    Value::Object(types)
}

/// The file `TypeSystem.xml`.
pub(super) fn xml_types() -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <name>Tandai</name>\n  <types>\n",
    );
    for Type { name, parent, about, features } in TYPES {
        // Writing to a string cannot fail.
        let _ = write!(
            xml,
            "    <typeDescription>\n      <name>{name}</name>\n      <description>{about}</description>\n      \
             <supertypeName>{parent}</supertypeName>\n"
        );
        if !features.is_empty() {
            xml += "      <features>\n";
        }
        for (feature, range) in *features {
            let _ = write!(xml, "        <featureDescription>\n          <name>{feature}</name>\n          ");
            xml += "<description/>\n          ";
            let _ = match range {
                Of(item) => write!(
                    xml,
                    "<rangeTypeName>uima.cas.FSArray</rangeTypeName>\n          <elementType>{item}</elementType>\n"
                ),
                _ => writeln!(xml, "<rangeTypeName>{}</rangeTypeName>", range.primitive().unwrap_or_default()),
            };
            xml += "        </featureDescription>\n";
        }
        if !features.is_empty() {
            xml += "      </features>\n";
        }
        xml += "    </typeDescription>\n";
    }
    xml + "  </types>\n</typeSystemDescription>\n"
}

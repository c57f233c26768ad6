//! `project.ron`, `entities.ron` and `articles/<id>.ron`: format 1.
//!
//! ```ron
//! (
//!     format: 1,
//!     name: "Pilkada 2024",
//!     language: indonesian,
//!     kinds: [
//!         (key: "party", name: "Party", colour: "#3666d5", dark: "#7783fe", line: solid),
//!     ],
//!     sets: [
//!         (id: "sri", name: "Sri", role: person),
//!     ],
//! )
//! ```
//!
//! A project with fields of its own has them behind its kinds: `fields: [(key: "stage", on: statement, type: one([…]), …)]`.
//! `entities.ron` holds `entities: […]`, one a line, sorted by id; an article's file its fields, one a line.

use std::{collections::BTreeMap, fmt::Display, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    message::{Message, message},
    model::{
        AnnotationSet, ArticleId, ArticleMeta, Date, Entity, EntityId, Field, GazetteerChoice, Import, Kind, Options,
        Project, ProjectConflict, Scheme, StatementScheme, TextLanguage, Variables,
    },
    store::{
        StoreError,
        files::{
            layout::{ENTITIES, PROJECT},
            records::is_default,
            ron_file::{FormatField, decode, parse, position, position_of_id, position_of_key, print},
        },
    },
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProjectFile {
    format: FormatField,
    name: String,
    language: TextLanguage,
    kinds: Vec<Kind>,
    /// Left out where they are the delivered ones.
    #[serde(default, skip_serializing_if = "is_default")]
    statements: StatementScheme,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sets: Vec<AnnotationSet>,
    /// Which names are known besides the project's own: `none`, `delivered("id-2024")`, `folder("names")`.
    #[serde(default, skip_serializing_if = "is_default")]
    gazetteer: GazetteerChoice,
    #[serde(default, skip_serializing_if = "is_default")]
    options: Options,
    /// What another side of a merge had where both could not stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conflicts: Vec<ProjectConflict>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntitiesFile {
    format: FormatField,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    entities: Vec<Entity>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conflicts: Vec<ProjectConflict>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticleFile {
    format: FormatField,
    id: ArticleId,
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(default, skip_serializing_if = "Variables::is_empty")]
    meta: Variables,
    text_sha256: String,
    length: usize,
    import: Import,
}

pub(in crate::store) fn write_project(project: &Project) -> Result<Vec<u8>, Message> {
    let plain = |name: &str| name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_NAME).collect();
    let kind = |kind: &Kind| Kind { name: plain(&kind.name), ..kind.clone() };
    let field = |field: &Field| Field { name: plain(&field.name), name_id: plain(&field.name_id), ..field.clone() };
    let set = |set: &AnnotationSet| AnnotationSet { name: plain(&set.name), ..set.clone() };
    let file = ProjectFile {
        format: FormatField,
        name: plain(&project.name),
        language: project.language,
        kinds: project.scheme.kinds.iter().map(kind).collect(),
        statements: project.scheme.statements.clone(),
        fields: project.scheme.fields.iter().map(field).collect(),
        sets: project.sets.values().map(set).collect(),
        gazetteer: project.options.gazetteer.clone(),
        options: Options { gazetteer: GazetteerChoice::default(), ..project.options.clone() },
        conflicts: project.conflicts_of(false),
    };
    print(&file, 2).map(String::into_bytes)
}

/// Letters of a name of a project, a kind or a set; a longer one would be painted over everything.
const LONGEST_NAME: usize = 1000;

/// Names stand in titles and lists, where a control character ends a window or a line.
pub(in crate::store) fn refuse_unfit_name(path: &str, name: &str) -> Result<(), StoreError> {
    if let Some(odd) = name.chars().find(|c| c.is_control()) {
        let message = message!(
            "the name “{name}” has a control character (U+{code}) in it",
            name = name.escape_debug().to_string(),
            code = format!("{:04X}", odd as u32)
        );
        return Err(StoreError::new(path, message, message!("Remove it in a text editor")));
    }
    if name.chars().nth(LONGEST_NAME).is_some() {
        let message = message!("a name is longer than {most} characters: “{name}”", most = LONGEST_NAME, name = name);
        return Err(StoreError::new(path, message, message!("Shorten it in a text editor")));
    }
    Ok(())
}

/// Fields that cannot be used, each with the place of its line.
pub(in crate::store) fn refuse_unfit_fields(path: &str, text: &str, fields: &[Field]) -> Result<(), StoreError> {
    for (at, field) in fields.iter().enumerate() {
        let key = field.key.as_str();
        if fields[..at].iter().any(|other| other.on == field.on && other.key == field.key) {
            let message =
                message!("the field {field} of a {record} stands here twice", field = key, record = field.on.key());
            let fix = message!("Remove one of the two lines");
            return Err(StoreError::new(path, message, fix).at(position_of_field(text, field, 1)));
        }
        if let Some(wrong) = field.wrong() {
            let fix = message!("Correct the field in a text editor");
            return Err(StoreError::new(path, wrong, fix).at(position_of_field(text, field, 0)));
        }
    }
    Ok(())
}

/// The project without its entities.
pub(in crate::store) fn read_project(bytes: &[u8]) -> Result<Project, StoreError> {
    let text = decode(PROJECT, bytes)?;
    let file: ProjectFile = parse(PROJECT, text)?;
    let names = std::iter::once(&file.name);
    let names = names
        .chain(file.kinds.iter().map(|kind| &kind.name))
        .chain(file.sets.iter().map(|set| &set.name))
        .chain(file.statements.names());
    let names = names.chain(file.fields.iter().flat_map(|field| [&field.name, &field.name_id]));
    for name in names {
        refuse_unfit_name(PROJECT, name)?;
    }
    if let Some(kind) = file.kinds.iter().enumerate().find(|(at, k)| file.kinds[..*at].iter().any(|o| o.key == k.key)) {
        return Err(twice(
            PROJECT,
            text,
            message!("the kind {id} stands here twice", id = kind.1.key.as_str()),
            &kind.1.key,
        ));
    }
    if let GazetteerChoice::Folder(folder) = &file.gazetteer
        && !GazetteerChoice::stays_inside(folder)
    {
        let message = message!("the gazetteer “{folder}” is not a folder inside the project", folder = folder.as_str());
        let fix = message!("Name a folder that lies in the project, as names or data/names");
        let at = text.find("gazetteer:").map_or((1, 1), |byte| position(text, byte));
        return Err(StoreError::new(PROJECT, message, fix).at(at));
    }
    if let Some(fault) = file.statements.fault() {
        let fix = message!("Mend the scheme of statements in a text editor");
        return Err(StoreError::new(PROJECT, fault.message, fix).at(position_of_key(text, &fault.key, fault.nth)));
    }
    refuse_unfit_fields(PROJECT, text, &file.fields)?;
    let mut sets = BTreeMap::new();
    for set in file.sets {
        if let Some(double) = sets.insert(set.id.clone(), set) {
            return Err(twice(
                PROJECT,
                text,
                message!("the set {id} stands here twice", id = double.id.as_str()),
                &double.id,
            ));
        }
    }
    Ok(Project {
        name: file.name,
        language: file.language,
        scheme: Scheme { kinds: file.kinds, statements: file.statements, fields: file.fields },
        sets,
        entities: BTreeMap::new(),
        options: Options { gazetteer: file.gazetteer, ..file.options },
        assignments: Arc::default(),
        conflicts: file.conflicts,
    })
}

/// `entities.ron`: the entities of a project, and the conflicts about them.
pub(in crate::store) fn write_entities(project: &Project) -> Result<Vec<u8>, Message> {
    let entities = project.entities.values().cloned().collect();
    let file = EntitiesFile { format: FormatField, entities, conflicts: project.conflicts_of(true) };
    print(&file, 2).map(String::into_bytes)
}

/// The entities of a project, and the conflicts about them.
pub(in crate::store) fn read_entities(bytes: &[u8]) -> Result<Entities, StoreError> {
    let text = decode(ENTITIES, bytes)?;
    let file: EntitiesFile = parse(ENTITIES, text)?;
    let mut entities = BTreeMap::new();
    for entity in file.entities {
        if let Some(double) = entities.insert(entity.id.clone(), entity) {
            return Err(twice(
                ENTITIES,
                text,
                message!("the entity {id} stands here twice", id = double.id.as_str()),
                &double.id,
            ));
        }
    }
    Ok((entities, file.conflicts))
}

pub(in crate::store) fn write_meta(meta: &ArticleMeta) -> Result<Vec<u8>, Message> {
    let meta = meta.clone();
    let file = ArticleFile {
        format: FormatField,
        id: meta.id,
        title: meta.title,
        source: meta.source,
        url: meta.url,
        date: meta.date,
        meta: meta.variables,
        text_sha256: meta.text_sha256,
        length: meta.length,
        import: meta.import,
    };
    print(&file, 1).map(String::into_bytes)
}

/// An article's file at `path`; its id must be the one that its name says.
pub(in crate::store) fn read_meta(path: &str, id: &str, bytes: &[u8]) -> Result<ArticleMeta, StoreError> {
    let meta = meta_of_any(path, bytes)?;
    if meta.id.as_str() != id {
        let message = message!("this file is named after another article: inside it says {id}", id = meta.id.as_str());
        let fix = message!("Rename the file, or mend the id in it; both must be the same");
        return Err(StoreError::new(path, message, fix));
    }
    Ok(meta)
}

/// The file of any article.
pub(in crate::store) fn meta_of_any(path: &str, bytes: &[u8]) -> Result<ArticleMeta, StoreError> {
    let text = decode(path, bytes)?;
    let file: ArticleFile = parse(path, text)?;
    Ok(ArticleMeta {
        id: file.id,
        title: file.title,
        source: file.source,
        url: file.url,
        date: file.date,
        variables: file.meta,
        text_sha256: file.text_sha256,
        length: file.length,
        import: file.import,
    })
}

/// What `entities.ron` holds.
pub(in crate::store) type Entities = (BTreeMap<EntityId, Entity>, Vec<ProjectConflict>);

/// Where the `nth` (from 0) definition of a field with this key and owner stands, as it is printed; the file's beginning
/// if it was written otherwise.
fn position_of_field(text: &str, field: &Field, nth: usize) -> (usize, usize) {
    let key = format!("key: \"{}\",", field.key.as_str());
    let owner = format!("on: {}", field.on.key());
    let mut places = text.match_indices(&key);
    let is_field = |byte: usize| text[byte + key.len()..].trim_start().starts_with(&owner);
    let place = places.by_ref().map(|(byte, _)| byte).filter(|byte| is_field(*byte)).nth(nth);
    place.map_or((1, 1), |byte| position(text, text[..byte].rfind('(').unwrap_or(byte)))
}

fn twice(path: &str, text: &str, message: Message, id: &impl Display) -> StoreError {
    StoreError::new(path, message, message!("Remove one of the two lines")).at(position_of_id(text, &id.to_string(), 1))
}

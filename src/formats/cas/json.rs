//! The syntax of UIMA CAS JSON 0.4: <https://github.com/apache/uima-uimaj-io-jsoncas>.

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::{
    model::{Cas, FeatureValue, Sofa, Structure},
    types::json_types,
};
use crate::message::{Message, message};

const SOFA: &str = "uima.cas.Sofa";

/// Writes a whole file; a feature structure a line.
pub(super) fn write(cas: &Cas, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"%TYPES\":{},\n\"%FEATURE_STRUCTURES\":[", json_types())?;
    let mut views = Map::new();
    for (number, sofa) in cas.sofas.iter().enumerate() {
        let fields = json!({"%ID": sofa.id, "%TYPE": SOFA, "sofaNum": number + 1, "sofaID": sofa.name,
            "mimeType": "text/plain", "sofaString": sofa.text});
        write!(out, "{}\n{fields}", if number > 0 { "," } else { "" })?;
        let members = cas.structures.iter().filter(|structure| structure.indexed).map(|structure| structure.id);
        views.insert(sofa.name.clone(), json!({"%SOFA": sofa.id, "%MEMBERS": members.collect::<Vec<_>>()}));
    }
    let mut next = cas.structures.last().map_or(0, |last| last.id) + 1;
    for structure in &cas.structures {
        let mut fields = Map::new();
        fields.insert("%ID".into(), json!(structure.id));
        fields.insert("%TYPE".into(), json!(structure.kind));
        for (name, value) in &structure.features {
            match value {
                FeatureValue::Text(text) => fields.insert(name.clone(), json!(text)),
                FeatureValue::Number(number) => fields.insert(name.clone(), json!(number)),
                FeatureValue::Float(number) => fields.insert(name.clone(), json!(number)),
                FeatureValue::Truth(truth) => fields.insert(name.clone(), json!(truth)),
                FeatureValue::Ref(id) => fields.insert(format!("@{name}"), json!(id)),
                FeatureValue::Refs(kind, ids) => {
                    // An array is a structure of its own.
                    let array = json!({"%ID": next, "%TYPE": format!("{kind}[]"), "%ELEMENTS": ids});
                    write!(out, ",\n{array}")?;
                    next += 1;
                    fields.insert(format!("@{name}"), json!(next - 1))
                }
            };
        }
        write!(out, ",\n{}", Json::Object(fields))?;
    }
    writeln!(out, "],\n\"%VIEWS\":{}}}", Json::Object(views))
}

/// Reads a whole file. The error: line, column and reason.
pub(super) fn read(bytes: &[u8]) -> Result<Cas, (usize, usize, Message)> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let file: Json = serde_json::from_slice(bytes).map_err(|error| {
        let what = error.to_string();
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what).to_owned();
        (error.line(), error.column(), Message::verbatim(what))
    })?;
    let mut cas = Cas::default();
    match file.get("%FEATURE_STRUCTURES") {
        Some(Json::Array(structures)) => structures.iter().for_each(|fields| add(&mut cas, fields, None)),
        // An older way: by their numbers.
        Some(Json::Object(structures)) => {
            let mut structures: Vec<_> = structures.iter().map(|(id, fields)| (id.parse().ok(), fields)).collect();
            structures.sort_by_key(|(id, _): &(Option<u64>, _)| *id);
            structures.into_iter().for_each(|(id, fields)| add(&mut cas, fields, id));
        }
        None if file.get("%VIEWS").is_some() => {}
        _ => return Err((1, 1, message!("there is no “%FEATURE_STRUCTURES”: it is not UIMA CAS JSON"))),
    }
    let views = file.get("%VIEWS").and_then(Json::as_object).into_iter().flat_map(|views| views.values());
    let members = |view: &Json| view.get("%MEMBERS").and_then(Json::as_array).cloned().unwrap_or_default();
    let views: Vec<Vec<u64>> = views.map(|view| members(view).iter().filter_map(Json::as_u64).collect()).collect();
    cas.index(&views);
    Ok(cas)
}

fn add(cas: &mut Cas, fields: &Json, id: Option<u64>) {
    let Some(fields) = fields.as_object() else { return };
    let words = |name: &str| fields.get(name).and_then(Json::as_str);
    let id = fields.get("%ID").and_then(Json::as_u64).or(id).unwrap_or_default();
    let kind = words("%TYPE").unwrap_or_default();
    if kind == SOFA {
        let name = words("sofaID").unwrap_or_default().to_owned();
        return cas.sofas.push(Sofa { id, name, text: words("sofaString").map(str::to_owned) });
    }
    let elements = fields.get("%ELEMENTS").and_then(Json::as_array);
    let elements = elements.into_iter().flatten().filter_map(Json::as_u64).collect();
    let mut structure = Structure { id, kind: kind.to_owned(), elements, indexed: true, ..Structure::default() };
    for (name, value) in fields.iter().filter(|(name, _)| !name.starts_with('%')) {
        let reference = name.strip_prefix('@');
        let value = match value {
            Json::Number(id) if reference.is_some() => id.as_u64().map(FeatureValue::Ref),
            Json::Number(number) => {
                number.as_i64().map(FeatureValue::Number).or_else(|| number.as_f64().map(FeatureValue::Float))
            }
            Json::String(text) => Some(FeatureValue::Text(text.clone())),
            Json::Bool(truth) => Some(FeatureValue::Truth(*truth)),
            _ => None,
        };
        // `#score` is a number that JSON cannot write.
        let name = reference.or_else(|| name.strip_prefix('#')).unwrap_or(name);
        structure.features.extend(value.map(|value| (name.to_owned(), value)));
    }
    cas.add(structure);
}

//! What a scheme says otherwise than another, a line each.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::model::StatementScheme;

/// `statuses signed: sign is minus, was plus`; in the order of the scheme's parts. Lists of keys are told by their keys.
pub(super) fn differences(before: &StatementScheme, now: &StatementScheme) -> Result<Vec<String>, serde_json::Error> {
    let mut told = Vec::new();
    compare(&mut told, "", &whole(before)?, &whole(now)?);
    Ok(told)
}

/// A scheme with what its file leaves out, as it is delivered.
fn whole(scheme: &StatementScheme) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(scheme)?;
    value["rules"] = scheme.rules.into();
    value["statuses"] = serde_json::to_value(&scheme.statuses)?;
    value["stances"] = serde_json::to_value(&scheme.stances)?;
    Ok(value)
}

fn compare(told: &mut Vec<String>, path: &str, before: &Value, now: &Value) {
    match (before, now) {
        (before, now) if before == now => {}
        (Value::Object(before), Value::Object(now)) => fields(told, path, before, now),
        (Value::Array(before), Value::Array(now)) if before.iter().chain(now).all(|one| key(one).is_some()) => {
            keyed(told, path, before, now);
        }
        _ => told.push(format!("{path} is {}, was {}", shown(now), shown(before))),
    }
}

fn fields(told: &mut Vec<String>, path: &str, before: &Map<String, Value>, now: &Map<String, Value>) {
    let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let of = |fields: &Map<String, Value>, name: &str| fields.get(name).cloned().unwrap_or(Value::Null);
    for name in names {
        let sign = if path.contains(' ') && !path.contains(':') { ":" } else { "" };
        compare(told, format!("{path}{sign} {name}").trim_start(), &of(before, name), &of(now, name));
    }
}

fn keyed(told: &mut Vec<String>, path: &str, before: &[Value], now: &[Value]) {
    let find = |list: &[Value], wanted: &str| list.iter().find(|one| key(one) == Some(wanted)).cloned();
    for one in now {
        let name = key(one).unwrap_or_default();
        match find(before, name) {
            Some(old) => compare(told, &format!("{path} {name}"), &old, one),
            None => told.push(format!("{path} {name}: new, {}", shown(one))),
        }
    }
    let keys = |list: &[Value]| list.iter().filter_map(key).map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (keys(before), keys(now));
    told.extend(old.iter().filter(|key| !new.contains(key)).map(|key| format!("{path} {key}: gone")));
    let kept = |list: &[String], other: &[String]| -> Vec<String> {
        list.iter().filter(|key| other.contains(key)).cloned().collect()
    };
    if kept(&old, &new) != kept(&new, &old) {
        told.push(format!("{path} are in the order {}", new.join(", ")));
    }
}

fn key(value: &Value) -> Option<&str> {
    value.get("key").and_then(Value::as_str)
}

/// A value for people: `not said`, `plus`, `rank 2, sign plus`.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "not said".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(words) if words.is_empty() => "empty".to_owned(),
        Value::String(words) => words.clone(),
        Value::Array(list) => format!("[{}]", list.iter().map(shown).collect::<Vec<_>>().join("; ")),
        Value::Object(fields) => {
            let said = fields.iter().filter(|(name, value)| *name != "key" && !value.is_null());
            said.map(|(name, value)| format!("{name} {}", shown(value))).collect::<Vec<_>>().join(", ")
        }
        Value::Number(number) => number.to_string(),
    }
}

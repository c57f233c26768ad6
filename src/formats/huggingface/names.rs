//! Names of classes that a dataset keeps as numbers: `ner_tags: 0` is `O`. They stand in the Parquet file, under the
//! key `huggingface`, or in the YAML head of the card.

use std::collections::BTreeMap;

use serde_json::Value;

/// Column (or field of its records) → the names of its classes in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ClassNames(BTreeMap<String, Vec<String>>);

impl ClassNames {
    /// The name of class number `class`.
    pub(super) fn name(&self, column: &str, class: i64) -> Option<&str> {
        self.0.get(column)?.get(usize::try_from(class).ok()?).map(String::as_str)
    }

    pub(super) fn knows(&self, column: &str) -> bool {
        self.0.contains_key(column)
    }

    /// Takes what the value of the key `huggingface` says: `{"info": {"features": {…}}}`.
    pub(super) fn add_metadata(&mut self, json: &str) {
        if let Ok(value) = serde_json::from_str::<Value>(json) {
            self.walk("", &value["info"]["features"]);
        }
    }

    fn walk(&mut self, column: &str, value: &Value) {
        let Some(fields) = value.as_object() else {
            return value.as_array().into_iter().flatten().for_each(|value| self.walk(column, value));
        };
        if let Some(names) = fields.get("names").and_then(Value::as_array) {
            let names = names.iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect();
            self.0.entry(column.to_owned()).or_insert(names);
        }
        for (key, value) in fields {
            // `feature` is the type of a list's items, not a field.
            let nested = matches!(key.as_str(), "feature" | "_type" | "names");
            self.walk(if nested { column } else { key }, value);
        }
    }

    /// Takes what a card's head says. Only the lines that the hub writes are looked at: `- name: ner_tags`, and below
    /// it `names:` with `'0': O` a line.
    pub(super) fn add_card(&mut self, card: &str) {
        let mut lines = card.lines();
        if lines.next().map(str::trim_end) != Some("---") {
            return;
        }
        let (mut column, mut inside) = (String::new(), false);
        for line in lines.take_while(|line| line.trim_end() != "---").map(str::trim) {
            if let Some(name) = line.strip_prefix("- name:") {
                (column, inside) = (unquoted(name).to_owned(), false);
            } else if line == "names:" {
                inside = !column.is_empty() && !self.0.contains_key(&column);
                if inside {
                    self.0.insert(column.clone(), Vec::new());
                }
            } else if inside {
                let numbered = line.split_once(':').filter(|(number, _)| unquoted(number).parse::<usize>().is_ok());
                let name = numbered.map(|(_, name)| name).or_else(|| line.strip_prefix("- "));
                match (name, self.0.get_mut(&column)) {
                    (Some(name), Some(names)) => names.push(unquoted(name).to_owned()),
                    _ => inside = false,
                }
            }
        }
    }
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['\'', '"'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_file_and_of_the_card() {
        let mut names = ClassNames::default();
        names.add_metadata(
            r#"{"info":{"features":{"ner_tags":{"feature":{"names":["O","B-PER"],"_type":"ClassLabel"},"_type":"Sequence"},
               "spans":[{"label":{"names":["PER"],"_type":"ClassLabel"}}]}}}"#,
        );
        assert_eq!(names.name("ner_tags", 1), Some("B-PER"));
        assert_eq!(names.name("label", 0), Some("PER"));
        assert_eq!(names.name("ner_tags", -1), None);
        let mut names = ClassNames::default();
        names.add_card(
            "---\ndataset_info:\n  features:\n  - name: id\n    dtype: string\n  - name: ner_tags\n    sequence:\n      class_label:\n        names:\n          '0': O\n          '1': B-PER\n  - name: x\n---\n- name: z\n",
        );
        assert_eq!((names.name("ner_tags", 0), names.name("ner_tags", 1)), (Some("O"), Some("B-PER")));
        assert!(!names.knows("z") && !names.knows("id"));
    }
}

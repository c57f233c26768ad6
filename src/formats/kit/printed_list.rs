//! Lists as programs print them into a cell of a table: JSON, or as Python writes them, `[{'start': 0, 'label': 'party'}]`
//! and `['PKS' 'dan']`.

use serde_json::{Map, Number, Value};

/// Lists within one another at most.
const DEEPEST: usize = 16;

/// The list that a cell holds, if it holds one with something in it.
pub fn printed_list(cell: &str) -> Option<Value> {
    let cell = cell.trim();
    if !(cell.starts_with('[') && cell.ends_with(']')) {
        return None;
    }
    let read = serde_json::from_str(cell).ok().or_else(|| python(cell));
    read.filter(|value: &Value| value.as_array().is_some_and(|list| !list.is_empty()))
}

fn python(cell: &str) -> Option<Value> {
    let mut reader = Printed { rest: cell };
    let value = reader.value(0)?;
    reader.rest.trim_start().is_empty().then_some(value)
}

/// What is left to read.
struct Printed<'c> {
    rest: &'c str,
}

impl Printed<'_> {
    fn take(&mut self, sign: char) -> bool {
        let rest = self.rest.trim_start();
        let taken = rest.strip_prefix(sign);
        self.rest = taken.unwrap_or(rest);
        taken.is_some()
    }

    fn value(&mut self, deep: usize) -> Option<Value> {
        if deep > DEEPEST {
            return None;
        }
        self.rest = self.rest.trim_start();
        match self.rest.chars().next()? {
            '[' => self.list('[', ']', deep),
            '(' => self.list('(', ')', deep),
            '{' => self.fields(deep),
            '\'' | '"' => self.words().map(Value::String),
            _ => self.plain(),
        }
    }

    /// With commas between the items, or, as numpy prints them, without.
    fn list(&mut self, open: char, close: char, deep: usize) -> Option<Value> {
        self.take(open);
        let mut list = Vec::new();
        while !self.take(close) {
            list.push(self.value(deep + 1)?);
            self.take(',');
        }
        Some(Value::Array(list))
    }

    fn fields(&mut self, deep: usize) -> Option<Value> {
        self.take('{');
        let mut fields = Map::new();
        while !self.take('}') {
            self.rest = self.rest.trim_start();
            let name = self.words()?;
            if !self.take(':') {
                return None;
            }
            fields.insert(name, self.value(deep + 1)?);
            self.take(',');
        }
        Some(Value::Object(fields))
    }

    fn words(&mut self) -> Option<String> {
        let quote = self.rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let (mut words, mut chars) = (String::new(), self.rest[1..].char_indices());
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => {
                    let (_, escaped) = chars.next()?;
                    let mut code = |digits: usize| {
                        let hex: String = chars.by_ref().take(digits).map(|(_, c)| c).collect();
                        char::from_u32(u32::from_str_radix(&hex, 16).ok()?)
                    };
                    words.push(match escaped {
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        'x' => code(2)?,
                        'u' => code(4)?,
                        'U' => code(8)?,
                        c => c,
                    });
                }
                c if c == quote => {
                    self.rest = &self.rest[1 + at + c.len_utf8()..];
                    return Some(words);
                }
                c => words.push(c),
            }
        }
        None
    }

    /// A number, or a word for truth or for nothing.
    fn plain(&mut self) -> Option<Value> {
        let end =
            self.rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-._".contains(c))).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        match word {
            "None" | "nan" | "NaN" | "null" => Some(Value::Null),
            "True" | "true" => Some(Value::Bool(true)),
            "False" | "false" => Some(Value::Bool(false)),
            word => word.parse::<i64>().map(Value::from).ok().or_else(|| {
                let number = word.parse::<f64>().ok().filter(|_| word.contains(|c: char| c.is_ascii_digit()))?;
                Number::from_f64(number).map(Value::Number)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_cells() {
        let check = |cell: &str, expected: &str| {
            let said = printed_list(cell).map(|value| value.to_string()).unwrap_or_default();
            assert_eq!(said, expected, "{cell}");
        };
        check("[{'start': 0, 'end': 3, 'label': 'party'}]", r#"[{"end":3,"label":"party","start":0}]"#);
        check(r#"[[0,3,"party"]]"#, r#"[[0,3,"party"]]"#);
        check("[(0, 3, 'party'), (4, 7, \"party's\")]", r#"[[0,3,"party"],[4,7,"party's"]]"#);
        check("['PKS' 'dan'\n 'Rina\\'s' 'a\\u00e9']", "[\"PKS\",\"dan\",\"Rina's\",\"aé\"]");
        check("[None, True, 0.5, nan]", "[null,true,0.5,null]");
        for cell in ["[Jakarta] PKS hadir [ya]", "[]", "['a'", "[a]", "PKS", "[1, 2", "['a' ... 'b']", "[{1: 2}]"] {
            check(cell, "");
        }
        assert!(printed_list(&format!("{}'a'{}", "[".repeat(50), "]".repeat(50))).is_none());
    }
}

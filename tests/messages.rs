//! Every sentence from below the window is said in every language: the source is searched for `message!("…")`, the cards
//! of formats are asked, and the catalogues are searched for each of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use tandai::message::{Language, templates};

/// The templates in a source file: the first literal after each `message!(`, as the compiler reads it.
fn templates_in(source: &str) -> Vec<String> {
    let code: String =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).map(|l| format!("{l}\n")).collect();
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let calls = code.split("message!(").skip(1);
    calls.filter_map(|call| literal(call.trim_start())).collect()
}

/// A string literal at the start, with its escapes undone.
fn literal(code: &str) -> Option<String> {
    let mut chars = code.strip_prefix('"')?.chars().peekable();
    let mut found = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Some(found),
            '\\' => match chars.next()? {
                'n' => found.push('\n'),
                't' => found.push('\t'),
                '\n' => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                other => found.push(other),
            },
            c => found.push(c),
        }
    }
    None
}

/// The names of the places in a template, without words that follow a number.
fn places(template: &str) -> BTreeSet<&str> {
    let names = template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    names.filter(|name| *name != "s" && !name.contains('|')).collect()
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_message_is_said_in_every_language() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut used: BTreeSet<String> = files.iter().flat_map(|file| templates_in(file)).collect();
    let cards = || tandai::formats::ALL.iter().map(|format| format.info());
    used.extend(
        cards().flat_map(|card| card.losses().chain([card.about_message()])).map(|said| said.template().to_owned()),
    );
    assert!(!used.is_empty(), "no message found: is this the source?");
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        let known: BTreeMap<&str, &str> = templates(language).collect();
        let mut faults = Vec::new();
        for template in &used {
            match known.get(template.as_str()) {
                // What has no words of its own needs no other words.
                None if !without_places(template).contains(char::is_alphabetic) => {}
                None => faults.push(format!("not translated: {template:?}")),
                Some(said) if places(said) != places(template) => faults.push(format!("other places: {template:?}")),
                Some(said) if said.trim().is_empty() => faults.push(format!("empty: {template:?}")),
                Some(_) => {}
            }
        }
        let unused = known.keys().filter(|template| !used.contains(**template));
        faults.extend(unused.map(|template| format!("nobody says: {template:?}")));
        assert!(faults.is_empty(), "{}:\n{}", language.name(), faults.join("\n"));
    }
}

fn without_places(template: &str) -> String {
    let mut parts = template.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |words, part| words + part.split_once('}').map_or(part, |(_, after)| after))
}

#[test]
fn templates_are_found_as_the_compiler_reads_them() {
    let source = "fn f() { message!(\n \"a {b} \\\"c\\\" \\\n      d\", b = 1); }\n// message!(\"not this\")\n";
    assert_eq!(templates_in(source), ["a {b} \"c\" d"]);
    assert_eq!(places("{a} and {b}"), BTreeSet::from(["a", "b"]));
    assert!(!without_places("{file}: {reason}").contains(char::is_alphabetic));
}

//! The house stands: imports point down only, projects are read and written by the store, nothing below the window
//! names a window, and every file says what it is and stays small.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Every module of the library with its floor.
const FLOORS: &[(&str, u8)] = &[
    ("message", 0),
    ("model", 0),
    ("edit", 1),
    ("lexicon", 1),
    ("gazetteer", 1),
    ("extract", 1),
    ("learn", 1),
    ("check", 1),
    ("compare", 1),
    ("dataset", 1),
    ("answers", 1),
    ("formats", 1),
    ("search", 1),
    ("store", 2),
    ("session", 3),
    ("sample", 3),
    ("cli", 4),
    ("app", 4),
];

/// Imports on the same floor: the sample is made by the edits that a person makes; the tidy tables have the columns of
/// the codebook; rules read by the tables of the lexicon; answers use the codebook's ids, and tell what the gazetteer knows
/// of an election; networks and tables are counted by answers.
const BESIDE: &[(&str, &str)] = &[
    ("sample", "session"),
    ("formats", "dataset"),
    ("model", "message"),
    ("answers", "dataset"),
    ("answers", "gazetteer"),
    ("formats", "answers"),
    ("answers", "lexicon"),
    ("formats", "lexicon"),
    ("extract", "lexicon"),
    ("gazetteer", "lexicon"),
    ("learn", "lexicon"),
];

/// Where `std::fs` may be named: folders end with `/`.
const TOUCHES_FILES: &[&str] = &[
    "store/",
    "session/io/",
    "sample/",
    "app/state/drafts.rs",
    "app/state/places.rs",
    "app/state/settings.rs",
    "app/kit/log.rs",
    "app/sheets/",
    "cli/",
];

/// What the map of `src/lib.rs` says that a module does not know, as the modules that it must not import.
const NOT_KNOWN: &[(&str, &[&str])] = &[
    ("windows", &["app"]),
    ("the command line", &["cli"]),
    ("the gazetteer", &["gazetteer"]),
    ("formats", &["formats"]),
    ("edits", &["edit"]),
    ("the rules", &["extract"]),
    ("the project", &["store", "session"]),
    ("projects", &["store", "session"]),
];

/// The same as `std::fs`, which none of the module's files may name.
const NOT_TOUCHED: &[&str] = &["files", "files and folders"];

/// The same about meaning, which no import shows.
const NOT_MEANT: &[&str] =
    &["names of real parties", "texts", "what follows from a word", "entities", "what an edit means"];

const MOST_LINES: usize = 500;

/// Values that say what is wrong. The window puts them into the person's language (`say`), never into a `String` of English.
const SAY_WHAT_IS_WRONG: &[&str] = &["error", "reason", "refusal", "problem", "notice", "bad", "trouble"];

/// Tables, one row a line, which no split would make clearer.
const TABLES: &[&str] = &["app/kit/text/words.rs"];

/// What is wrong with a file of `src`; `path` is relative to it, with `/`. A file `for_tests` may read what it likes.
fn faults(path: &str, source: &str, for_tests: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = source.lines().count();
    if lines > MOST_LINES && !TABLES.contains(&path) {
        faults.push(format!("{path}: {lines} lines; at most {MOST_LINES}"));
    }
    if !source.starts_with("//! ") {
        faults.push(format!("{path}: begins without saying what it is (//!)"));
    }
    let code = code_of(source);
    let module = path.split(['/', '.']).next().unwrap_or_default();
    // The front door and the program name every floor.
    if !["lib", "main"].contains(&module) {
        match floor(module) {
            None => faults.push(format!("{path}: the module {module} stands on no floor; add it to the table here")),
            Some(own) => {
                for other in imports(path, &code) {
                    let beside = BESIDE.contains(&(module, &other));
                    if other != module && !beside && floor(&other).is_some_and(|other| other >= own) {
                        faults.push(format!("{path}: knows {other}, which is not below {module}"));
                    }
                }
            }
        }
        if module != "app" && ["eframe", "egui"].iter().any(|window| words(&code).any(|word| word == *window)) {
            faults.push(format!("{path}: names the window's library"));
        }
    }
    if !for_tests {
        faulty_errors(path, without_tests(&code), module == "app", &mut faults);
    }
    let may = TOUCHES_FILES.iter().any(|there| path == *there || (there.ends_with('/') && path.starts_with(there)));
    if !may && !for_tests && names_fs(without_tests(&code)) {
        faults.push(format!("{path}: touches files, which is the store's"));
    }
    faults
}

/// Errors that are English whatever the person's language is: strings, and messages that the window turns into strings.
fn faulty_errors(path: &str, code: &str, window: bool, faults: &mut Vec<String>) {
    let told = |line: &&str| {
        let string = results(line).any(|error| error == "String") || line.contains("type Err = String");
        let english = |name: &&str| {
            let said = format!("{name}.to_string()");
            line.match_indices(&said).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        string || (window && SAY_WHAT_IS_WRONG.iter().any(english))
    };
    let lines = code.lines().filter(told);
    faults.extend(lines.map(|line| format!("{path}: an error is a Message: {}", line.trim())));
}

/// The last type of each `Result<…>` in a line.
fn results(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("Result<").filter_map(|(at, name)| {
        let inside = &line[at + name.len()..];
        let (mut depth, mut comma) = (0, None);
        for (at, c) in inside.char_indices() {
            match c {
                '<' | '(' | '[' => depth += 1,
                '>' if depth == 0 => return comma.map(|comma| inside[comma..at].trim()),
                '>' if inside[..at].ends_with('-') => {}
                '>' | ')' | ']' => depth -= 1,
                ',' if depth == 0 => comma = Some(at + 1),
                _ => {}
            }
        }
        None
    })
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// Paths, less their end, of modules that a file declares for tests only.
fn test_modules(path: &str, source: &str) -> Vec<String> {
    let folder = path.trim_end_matches(".rs").trim_end_matches("mod");
    let folder = if folder.ends_with('/') { folder.to_owned() } else { format!("{folder}/") };
    let after = source.split("#[cfg(test)]\n").skip(1);
    let names = after.filter_map(|after| {
        let line = after.lines().next()?;
        line.strip_prefix("pub(super) ").unwrap_or(line).strip_prefix("mod ")?.strip_suffix(';')
    });
    names.map(|name| format!("{folder}{name}")).collect()
}

/// The source without lines that are comments.
fn code_of(source: &str) -> String {
    source.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn without_tests(code: &str) -> &str {
    code.split("#[cfg(test)]\nmod tests {").next().unwrap_or(code)
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

fn names_fs(code: &str) -> bool {
    let word_before = |at: usize| code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    code.match_indices("fs::").any(|(at, _)| !word_before(at))
}

/// The modules at the root of the crate that paths in the code begin with: `crate::a`, `crate::{a, b::{c}}`, and as
/// many `super::` as lead to the root.
fn imports(path: &str, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, root) in code.match_indices("crate::") {
        found.extend(heads(&code[at + root.len()..]));
    }
    let folders = path.trim_end_matches(".rs").trim_end_matches("/mod").split('/').count();
    let up = "super::".repeat(folders);
    for (at, _) in code.match_indices(&up) {
        found.extend(heads(&code[at + up.len()..]));
    }
    found.sort();
    found.dedup();
    found
}

/// The paths that begin here in a module, each as its names: of `a::{self, b::{c, d}}` they are `a`, `a::b::c` and
/// `a::b::d`.
fn paths(rest: &str, module: &[String]) -> Vec<Vec<String>> {
    fn tree(rest: &mut &str, before: &[String], found: &mut Vec<Vec<String>>) {
        let mut path = before.to_vec();
        loop {
            *rest = rest.trim_start();
            if let Some(group) = rest.strip_prefix('{') {
                *rest = group;
                loop {
                    *rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
                    match rest.strip_prefix('}') {
                        Some(after) => return *rest = after,
                        None if rest.is_empty() => return,
                        None => tree(rest, &path, found),
                    }
                }
            }
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            match name {
                "self" => {}
                "super" => drop(path.pop()),
                "" => *rest = rest.strip_prefix('*').unwrap_or_else(|| after.get(1..).unwrap_or_default()),
                name => path.push(name.to_owned()),
            }
            if name.is_empty() {
                return found.push(path);
            }
            match after.strip_prefix("::") {
                Some(after) => *rest = after,
                None => {
                    // `a as b` is `a`.
                    *rest = after
                        .trim_start()
                        .strip_prefix("as ")
                        .map_or(after, |alias| alias.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'));
                    return found.push(path);
                }
            }
        }
    }
    let (mut rest, mut found) = (rest, Vec::new());
    tree(&mut rest, module, &mut found);
    found
}

/// The paths from the root of the crate that a file names with `crate::` or `super::`.
fn paths_from_root(path: &str, code: &str) -> Vec<Vec<String>> {
    let module: Vec<String> =
        path.trim_end_matches(".rs").trim_end_matches("/mod").split('/').map(str::to_owned).collect();
    let mut found = Vec::new();
    for root in ["crate::", "super::"] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            // The second `super` of a row belongs to the first.
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            found.extend(match root {
                "crate::" => paths(&code[at + root.len()..], &[]),
                _ => paths(&code[at..], &module),
            });
        }
    }
    found
}

/// Which parts of a folder the parts name, also by what the folder's `mod.rs` passes on. What that file itself defines,
/// such as a type to which parts add methods, belongs to none of them.
fn known_parts(folder: &str, sources: &[(String, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let inside = |path: &str| Some(path.strip_prefix(folder)?.strip_prefix('/')?.to_owned());
    let part = |rest: &str| rest.split(['/', '.']).next().unwrap_or_default().to_owned();
    let parts: BTreeSet<String> = sources.iter().filter_map(|(path, _)| Some(part(&inside(path)?))).collect();
    let mut passed_on: BTreeMap<String, String> = BTreeMap::new();
    for (_, source) in sources.iter().filter(|(path, _)| *path == format!("{folder}/mod.rs")) {
        let code = code_of(source);
        for (at, word) in code.match_indices("use ") {
            for path in paths(&code[at + word.len()..], &[]) {
                if let (Some(first), Some(last)) = (path.first(), path.last()) {
                    passed_on.insert(last.clone(), first.clone());
                }
            }
        }
    }
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, source) in sources {
        let Some(own) = inside(path).map(|rest| part(&rest)).filter(|own| own != "mod") else { continue };
        let code = code_of(source);
        for names in paths_from_root(path, without_tests(&code)) {
            let [root, name, ..] = names.as_slice() else { continue };
            let other = if parts.contains(name) { Some(name) } else { passed_on.get(name) };
            if let Some(other) = other.filter(|other| root == folder && **other != own && parts.contains(*other)) {
                known.entry(own.clone()).or_default().insert(other.clone());
            }
        }
    }
    known
}

/// A way from a part back to itself, if there is one.
fn circle(known: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    fn back(known: &BTreeMap<String, BTreeSet<String>>, way: &mut Vec<String>, seen: &mut BTreeSet<String>) -> bool {
        let last = way.last().cloned().unwrap_or_default();
        for next in known.get(&last).into_iter().flatten() {
            if *next == way[0] {
                return true;
            }
            if seen.insert(next.clone()) {
                way.push(next.clone());
                if back(known, way, seen) {
                    return true;
                }
                way.pop();
            }
        }
        false
    }
    known.keys().find_map(|first| {
        let mut way = vec![first.clone()];
        back(known, &mut way, &mut BTreeSet::new()).then(|| format!("{} → {first}", way.join(" → ")))
    })
}

/// The first names of a path or of a group in braces.
fn heads(rest: &str) -> Vec<String> {
    let Some(group) = rest.strip_prefix('{') else {
        return words(rest.split("::").next().unwrap_or_default()).take(1).map(str::to_owned).collect();
    };
    let (mut heads, mut depth, mut begins, mut name) = (Vec::new(), 1, true, String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 1 && begins && (c.is_alphanumeric() || c == '_') {
            name.push(c);
            continue;
        }
        if !name.is_empty() {
            heads.push(std::mem::take(&mut name));
            begins = false;
        }
        if depth == 0 {
            break;
        }
        begins |= depth == 1 && c == ',';
    }
    heads
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn the_house_stands() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    assert!(found.len() > 100, "only {} files: is this the source?", found.len());
    found.sort();
    let read = |file: &PathBuf| {
        let path = file.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        (path, fs::read_to_string(file).unwrap())
    };
    let sources: Vec<(String, String)> = found.iter().map(read).collect();
    let tests: Vec<String> = sources.iter().flat_map(|(path, source)| test_modules(path, source)).collect();
    let mut faulty = Vec::new();
    for (path, source) in &sources {
        let inside = |module: &String| path.strip_prefix(module).is_some_and(|rest| rest.starts_with(['.', '/']));
        faulty.extend(faults(path, source, tests.iter().any(inside)));
    }
    assert!(faulty.is_empty(), "\n{}\n", faulty.join("\n"));
    println!("{} files", found.len());
}

#[test]
fn no_folder_has_a_circle() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    let read = |file: &PathBuf| {
        let path = file.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        (path, fs::read_to_string(file).unwrap())
    };
    let mut sources: Vec<(String, String)> = found.iter().map(read).collect();
    let tests: Vec<String> = sources.iter().flat_map(|(path, source)| test_modules(path, source)).collect();
    let of_tests = |path: &str| {
        tests.iter().any(|module| path.strip_prefix(module.as_str()).is_some_and(|rest| rest.starts_with(['.', '/'])))
    };
    sources.retain(|(path, _)| !of_tests(path));
    let mut circles = Vec::new();
    let mut knowing = 0;
    // The parts of a folder are the files and folders in it.
    for (folder, _) in FLOORS {
        let known = known_parts(folder, &sources);
        knowing += known.len();
        for (part, others) in &known {
            println!("{folder}: {part} knows {}", Vec::from_iter(others.iter().map(String::as_str)).join(", "));
        }
        circles.extend(circle(&known).map(|way| format!("src/{folder}: {way}")));
    }
    assert!(knowing > 100, "only {knowing} parts know others: is this the source?");
    assert!(circles.is_empty(), "\n{}\n", circles.join("\n"));
}

#[test]
fn a_circle_is_seen() {
    let source = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let door = source("a/mod.rs", "mod x;\nmod y;\nmod z;\npub use x::{inner::X, Other};\n");
    let way = |parts: &[(&str, &str)]| {
        let parts = parts.iter().map(|(path, text)| source(path, text));
        circle(&known_parts("a", &parts.chain([door.clone()]).collect::<Vec<_>>()))
    };
    let down =
        [("a/x.rs", "use super::y::Y;\n"), ("a/y.rs", "use crate::{a::z, b::x};\n"), ("a/z/mod.rs", "fn f() {}\n")];
    assert_eq!(way(&down), None);
    // By a path in the code, by a group, from a file deeper inside, by a name that the door passes on.
    for last in [
        ("a/z/mod.rs", "fn f() { super::x::g() }\n"),
        ("a/z/mod.rs", "use crate::{\n    a::{\n        x::{Deep, deeper::Still},\n    },\n};\n"),
        ("a/z/deep.rs", "use super::super::x;\n"),
        ("a/z/deep.rs", "use super::{Own, super::x::X};\n"),
        ("a/z/mod.rs", "use super::X;\n"),
        ("a/z/mod.rs", "use crate::a::Other as Another;\n"),
    ] {
        assert_eq!(way(&[down[0], down[1], last]).as_deref(), Some("x → y → z → x"), "{last:?}");
    }
    // Nor by a comment, by tests, or by what another folder calls the same.
    for last in [
        ("a/z/mod.rs", "// super::x\n#[cfg(test)]\nmod tests {\n    use super::super::x;\n}\n"),
        ("a/z/mod.rs", "use crate::b::x;\n"),
    ] {
        assert_eq!(way(&[down[0], down[1], last]), None, "{last:?}");
    }
    assert_eq!(paths("a::{self, b::{c, d as e}, *};", &[])[..3], [vec!["a"], vec!["a", "b", "c"], vec!["a", "b", "d"]]);
}

/// The rows of the map: floor, module, what it does not know.
fn map(source: &str) -> Vec<(u8, String, Vec<String>)> {
    let rows = source.lines().filter_map(|line| line.strip_prefix("//! |")).map(|row| row.split('|').map(str::trim));
    let row = |cells: Vec<&str>| {
        let module = cells.get(1)?.trim_matches(['[', ']', '`']).to_owned();
        let unknown = cells.get(3)?.split(", ").map(str::to_owned).collect();
        Some((cells.first()?.parse().ok()?, module, unknown))
    };
    rows.filter_map(|cells| row(cells.collect())).collect()
}

/// What is untrue in a row of the map, by what the module imports and whether it may touch files.
fn untrue(module: &str, unknown: &[String], imports: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for phrase in unknown {
        let known = NOT_KNOWN.iter().find(|(name, _)| name == phrase);
        if phrase == "everything else" {
            faults.extend(imports.iter().filter(|other| *other != module).map(|o| format!("{module} knows {o}")));
        } else if let Some((_, modules)) = known {
            let knows = modules.iter().filter(|other| imports.iter().any(|import| import == *other));
            faults.extend(knows.map(|other| format!("{module} knows {phrase}: it imports {other}")));
        } else if NOT_TOUCHED.contains(&phrase.as_str()) {
            let inside = |path: &&&str| path.split('/').next() == Some(module);
            faults.extend(TOUCHES_FILES.iter().filter(inside).map(|path| format!("{module} touches files in {path}")));
        } else if !NOT_MEANT.contains(&phrase.as_str()) {
            faults.push(format!("{module}: nobody holds “{phrase}”; say in tests/floors.rs what it means"));
        }
    }
    faults
}

#[test]
fn the_map_is_true() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rows = map(&fs::read_to_string(src.join("lib.rs")).unwrap());
    let of_map: std::collections::BTreeMap<&str, u8> =
        rows.iter().map(|(floor, name, _)| (name.as_str(), *floor)).collect();
    assert_eq!(of_map, FLOORS.iter().copied().collect(), "the map has the modules and floors of this test");
    let mut found = Vec::new();
    files(&src, &mut found);
    let mut faulty = Vec::new();
    for (_, module, unknown) in &rows {
        let mut known = Vec::new();
        for file in &found {
            let path = file.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
            let source = fs::read_to_string(file).unwrap();
            if path.split(['/', '.']).next() == Some(module) {
                known.extend(imports(&path, without_tests(&code_of(&source))));
            }
        }
        faulty.extend(untrue(module, unknown, &known));
    }
    assert!(faulty.is_empty(), "src/lib.rs:\n{}\n", faulty.join("\n"));
}

#[test]
fn a_map_that_is_untrue_is_seen() {
    let row = "//! | 1 | [`check`] | invariants | files, windows, the gazetteer |\n";
    assert_eq!(map(row), [(1, "check".into(), vec!["files".into(), "windows".into(), "the gazetteer".into()])]);
    let says = |module: &str, phrase: &str, imports: &[&str]| {
        let imports: Vec<String> = imports.iter().map(|name| (*name).to_owned()).collect();
        untrue(module, &[phrase.to_owned()], &imports)
    };
    assert_eq!(says("check", "the gazetteer", &["model", "gazetteer"]).len(), 1);
    assert_eq!(says("check", "the gazetteer", &["model"]).len(), 0);
    assert_eq!(says("cli", "files", &[]).len(), 1);
    assert_eq!(says("message", "everything else", &["message"]).len(), 0);
    assert_eq!(says("model", "the weather", &[]).len(), 1);
}

#[test]
fn a_house_that_does_not_stand_is_seen() {
    let says = |path: &str, source: &str, part: &str| {
        let said = faults(path, source, false);
        assert!(said.iter().any(|fault| fault.contains(part)), "{source:?}: {said:?} lacks {part:?}");
    };
    let fine = |path: &str, source: &str| assert_eq!(faults(path, source, false), Vec::<String>::new(), "{source:?}");
    says("model/x.rs", "//! X.\nuse crate::session::Session;\n", "knows session");
    says("model/x.rs", "//! X.\nuse crate::{\n    model::{Span, Text},\n    store::Reader,\n};\n", "knows store");
    says("edit/x.rs", "//! X.\nfn f() { crate::check::never_mentioned(); }\n", "knows check");
    says("edit/x.rs", "//! X.\nuse super::super::store::Store;\n", "knows store");
    says("cli/mod.rs", "//! X.\nuse crate::app::App;\n", "knows app");
    says("session/mod.rs", "//! X.\nuse crate::sample;\n", "knows sample");
    says("session/x.rs", "//! X.\nuse std::{fs, io};\nfn f() { fs::read(\"x\"); }\n", "touches files");
    says("app/x.rs", "//! X.\nuse std::fs::File;\n", "touches files");
    says("session/x.rs", "//! X.\nuse eframe::egui;\n", "names the window");
    says("model/x.rs", "//! X.\nfn f() -> Result<(), String> {}\n", "an error is a Message");
    says("cli/x.rs", "//! X.\nfn f() -> Option<Task<Result<Vec<(u8, String)>, String>>> {}\n", "an error is a Message");
    says("model/x.rs", "//! X.\ntype Err = String;\n", "an error is a Message");
    says("app/x.rs", "//! X.\nfn f() { self.refuse(error.to_string()); }\n", "an error is a Message");
    says("model/x.rs", "use std::fmt;\n", "without saying");
    says("model/x.rs", &format!("//! X.\n{}", "\n".repeat(500)), "501 lines");
    says("cellar/x.rs", "//! X.\n", "stands on no floor");
    fine("model/x.rs", "//! X.\nfn f() -> Result<Vec<String>, Message> { Result<String, Message> }\n");
    fine("app/x.rs", "//! X.\nfn f() { my_error.to_string(); }\n");
    fine("store/x.rs", "//! X.\nfn f() { error.to_string(); }\n");
    fine("sample/x.rs", "//! X.\nuse crate::{edit::Edit, session::Session};\n");
    fine("session/io/disk_source.rs", "//! X. Not eframe.\nuse std::fs;\n// crate::app\nuse crate::store::Reader;\n");
    fine("edit/x.rs", "//! X.\nuse super::Edit;\nuse crate::{edit::plan, model::{check, store}};\n");
    fine("model/x.rs", "//! X.\nfn offs() { offs::f() }\n#[cfg(test)]\nmod tests {\n    use std::fs::File;\n}\n");
    assert_eq!(faults("edit/cases.rs", "//! X.\nfn f() { std::fs::read(\"x\"); }\n", true), Vec::<String>::new());
    assert_eq!(test_modules("edit/mod.rs", "mod a;\n#[cfg(test)]\nmod cases;\n"), ["edit/cases"]);
    assert_eq!(test_modules("edit/a.rs", "#[cfg(test)]\nmod tests {\n}\n#[cfg(test)]\nmod b;\n"), ["edit/a/b"]);
}

/// Paths of this repository that a text names in code: `src/lib.rs`, not `assets/messages/<language>/`.
fn paths_named(text: &str) -> impl Iterator<Item = &str> {
    const ROOTS: &[&str] = &["src/", "tests/", "docs/", "assets/", "benches/", "examples/", "packaging/"];
    let code = text.split('`').skip(1).step_by(2).flat_map(str::split_whitespace);
    let path = code.map(|word| word.trim_end_matches([',', '.', ';', ':']));
    path.filter(|path| ROOTS.iter().any(|root| path.starts_with(root)) && !path.contains(['<', '*', '{', '…', '$']))
}

#[test]
fn what_the_documents_name_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents: Vec<PathBuf> =
        fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.retain(|path| path.extension().is_some_and(|end| end == "md"));
    documents.extend(["README.md", "CONTRIBUTING.md", "assets/README.md"].map(|name| root.join(name)));
    let (mut named, mut missing) = (0, Vec::new());
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        // The blocks between ``` hold commands of a person's own files.
        let text: String = text.split("```").step_by(2).collect();
        for path in paths_named(&text) {
            named += 1;
            if !root.join(path).exists() {
                missing.push(format!("{} names {path}, which is not there", document.display()));
            }
        }
    }
    assert!(named > 20, "only {named} paths found");
    assert!(missing.is_empty(), "\n{}\n", missing.join("\n"));
}

#[test]
fn paths_in_documents_are_found() {
    let text = "See `src/lib.rs`, `cargo test src/x/y.rs`, `assets/<language>/` and src/z.rs; `docs/none.md`.";
    assert_eq!(paths_named(text).collect::<Vec<_>>(), ["src/lib.rs", "src/x/y.rs", "docs/none.md"]);
}

/// Names of types that a file defines at its outermost level.
fn types(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| {
        let line = match line.strip_prefix("pub") {
            Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
            Some(rest) => rest.strip_prefix(' ')?,
            None => line,
        };
        let rest = ["struct ", "enum ", "trait ", "type "].iter().find_map(|word| line.strip_prefix(word))?;
        words(rest).next()
    })
}

/// A reader who meets a type knows which one it is without looking where the file stands.
#[test]
fn a_type_name_means_one_thing() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in &found {
        let source = fs::read_to_string(file).unwrap();
        for name in types(&source) {
            let place = file.strip_prefix(&src).unwrap().display().to_string();
            places.entry(name.to_owned()).or_default().push(place);
        }
    }
    assert!(places.len() > 500, "only {} types: is this the source?", places.len());
    let twice: Vec<String> = places
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect();
    assert!(twice.is_empty(), "one name, several types; each name says its room:\n{}\n", twice.join("\n"));
}

#[test]
fn types_are_found_as_they_are_written() {
    let source = "pub struct A;\nstruct B<T>(T);\npub(in crate::store) enum C {}\n    struct Inner;\npub type D = u8;\ntrait E {}\npublic();";
    assert_eq!(types(source).collect::<Vec<_>>(), ["A", "B", "C", "D", "E"]);
}

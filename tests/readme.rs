//! What the README says is so: its table of keys is the program's, its excerpt is a project's, and the subcommands and
//! files that it names exist. `UPDATE_README=1 cargo test --test readme` writes the table anew.

use std::{fs, path::PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The blocks between ``` of a language.
fn blocks<'a>(readme: &'a str, language: &str) -> Vec<&'a str> {
    let begins = format!("```{language}\n");
    readme.split(&begins).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

#[cfg(feature = "gui")]
#[test]
fn the_keys_are_those_of_the_program() {
    use tandai::app::shortcuts;

    const BEGIN: &str = "<!-- keys: made by tests/readme.rs -->\n";
    const END: &str = "<!-- end of keys -->\n";
    let mut table = String::from("| Keys | Command | What it does |\n|---|---|---|\n");
    let mut menu = String::new();
    for shortcut in shortcuts() {
        if shortcut.menu != menu {
            menu = shortcut.menu;
            table += &format!("| | **{menu}** | |\n");
        }
        let name = shortcut.name.trim_end_matches('…');
        table += &format!("| `{}` | {name} | {} |\n", shortcut.keys, shortcut.help);
    }
    let readme = readme();
    let (before, rest) = readme.split_once(BEGIN).expect("the mark above the table");
    let (written, after) = rest.split_once(END).expect("the mark below the table");
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(root().join("README.md"), format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
    } else {
        assert_eq!(written, table, "run UPDATE_README=1 cargo test --test readme");
    }
    assert!(table.contains("| `Ctrl+Shift+Z` | Redo |") && table.lines().count() > 40, "{table}");
}

#[test]
fn the_excerpt_is_of_a_project() {
    let readme = readme();
    let file = root().join("tests/fixtures/format-1/annotations/sri/001-koalisi-tegal.ron");
    let file = fs::read_to_string(file).unwrap();
    let excerpt = blocks(&readme, "ron");
    assert_eq!(excerpt.len(), 1);
    for line in excerpt[0].lines() {
        assert!(file.lines().any(|there| there.trim() == line.trim()), "{line}");
    }
}

#[test]
fn the_two_commands_stand_alone() {
    assert_eq!(blocks(&readme(), "sh"), ["cargo run --release", "cargo test"]);
}

#[test]
fn what_it_names_is_there() {
    let readme = readme();
    for path in ["src/lib.rs", "tests/floors.rs", ".ci/run"] {
        assert!(readme.contains(path) && root().join(path).exists(), "{path}");
    }
    for subcommand in ["new", "import", "check", "stats"] {
        assert!(readme.contains(&format!("tandai {subcommand} DIR")), "{subcommand}");
    }
}

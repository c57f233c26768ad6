//! What the README says is so: its tables of keys and formats are the program's, its excerpt is a project's, and the
//! subcommands and files that it names exist. `UPDATE_README=1 cargo test --test readme` writes the tables anew.

use std::{
    fs,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use tandai::formats::{ALL, FormatInfo};

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

/// The table between two marks is this one, or becomes it if that is asked for.
fn check_table(name: &str, table: &str) {
    // Two tests that write one file wait for each other.
    static README: Mutex<()> = Mutex::new(());
    let _alone = README.lock().unwrap_or_else(PoisonError::into_inner);
    let (begin, end) = (format!("<!-- {name}: made by tests/readme.rs -->\n"), format!("<!-- end of {name} -->\n"));
    let readme = readme();
    let (before, rest) = readme.split_once(&begin).expect("the mark above the table");
    let (written, after) = rest.split_once(&end).expect("the mark below the table");
    if std::env::var_os("UPDATE_README").is_some() {
        // Put in its place whole, since other tests read it meanwhile.
        let new = root().join("README.md.new");
        fs::write(&new, format!("{before}{begin}{table}{end}{after}")).unwrap();
        fs::rename(new, root().join("README.md")).unwrap();
    } else {
        assert_eq!(written, table, "run UPDATE_README=1 cargo test --test readme");
    }
}

/// A format's line of the table.
fn line_of(card: &FormatInfo) -> String {
    let yes = |is: bool| if is { "yes" } else { "–" };
    let or_dash = |words: String| if words.is_empty() { "–".to_owned() } else { words };
    let option = |choice: &tandai::formats::FormatOption| match choice.values {
        [] => format!("`{}`: any", choice.name),
        values => format!("`{}`: {}", choice.name, values.join(", ")),
    };
    let options = or_dash(card.options.iter().map(option).collect::<Vec<_>>().join("; "));
    let offsets = or_dash(card.offsets.to_owned());
    let loses =
        if card.writes && card.loses.is_empty() { "nothing".to_owned() } else { or_dash(card.loses.join("; ")) };
    let (reads, writes) = (yes(card.reads), yes(card.writes));
    let cells = [&format!("`{}`", card.id), card.name, reads, writes, &offsets, &loses, &options];
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

#[test]
fn the_formats_are_those_of_the_program() {
    let mut table = String::from("| Format | Name | Reads | Writes | Offsets | Does not carry | Options |\n");
    table += "|---|---|---|---|---|---|---|\n";
    table.extend(ALL.iter().map(|format| line_of(format.info())));
    check_table("formats", &table);
    let readme = readme();
    for part in ["tandai export DIR", "tandai convert", "tests/clients/README.md", "--bench formats", "manifest.json"] {
        assert!(readme.contains(part), "{part}");
    }
}

#[cfg(feature = "gui")]
#[test]
fn the_keys_are_those_of_the_program() {
    use tandai::app::shortcuts;

    let mut table = String::from("| Keys | Command | What it does |\n|---|---|---|\n");
    let mut menu = String::new();
    for shortcut in shortcuts() {
        if shortcut.menu != menu {
            menu = shortcut.menu;
            table += &format!("| | **{menu}** | |\n");
        }
        let name = shortcut.name.trim_end_matches('…');
        let there = shortcut.indonesian.map_or_else(String::new, |keys| format!(", in Indonesian `{keys}`"));
        table += &format!("| `{}`{there} | {name} | {} |\n", shortcut.keys, shortcut.help);
    }
    check_table("keys", &table);
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

//! Statement schemes of projects: what is there is read, kept, and told where it cannot be one.

use crate::{
    model::{Office, Project, Slot, StatementScheme},
    store::files::project_file::{read_project, write_project},
};

const LANDTAG: &str = r#"(
    format: 1,
    name: "Landtag",
    language: english,
    kinds: [],
    statements: (
        offices: [
            (key: minister_president, names: (en: "minister-president"), places: [
                (en: "Minister-President"),
            ]),
        ],
    ),
)
"#;

#[test]
fn a_project_without_a_scheme_has_the_delivered_one_and_says_nothing_of_it() {
    let project = Project::new("Uji");
    let bytes = write_project(&project).unwrap();
    assert!(!String::from_utf8(bytes.clone()).unwrap().contains("statements"));
    let read = read_project(&bytes).unwrap();
    assert!(read.scheme.statements.is_delivered());
    assert_eq!(write_project(&read).unwrap(), bytes);
}

#[test]
fn a_scheme_of_ones_own_is_read_and_written_alike() {
    let read = read_project(LANDTAG.as_bytes()).unwrap();
    let office = Office::new("minister_president").unwrap();
    assert!(!read.scheme.statements.has_place(Some(office), Slot::Deputy));
    let again = read_project(&write_project(&read).unwrap()).unwrap();
    assert_eq!(again.scheme, read.scheme);
    assert_eq!(again.scheme.statements.statuses, StatementScheme::default().statuses);
}

#[test]
fn what_cannot_be_a_scheme_is_told_with_its_place() {
    let told = |from: &str, to: &str| {
        assert!(LANDTAG.contains(from), "{from}");
        let error = read_project(LANDTAG.replacen(from, to, 1).as_bytes()).unwrap_err();
        format!("{}:{}: {}", error.line, error.column, error.message)
    };
    assert!(told("key: minister_president", "key: Minister").starts_with("8:"), "a key in capitals");
    assert!(told("key: minister_president", "key: Minister").contains("small letters"));
    let none = told("(en: \"Minister-President\"),", "");
    assert!(none.starts_with("8:14: ") && none.contains("neither one place nor two"), "{none}");
    assert!(told("(en: \"minister-president\")", "(en: \"\")").contains("no English name"));
    assert!(told("names: (en: \"minister-president\"), ", "").contains("names"), "a field that is missing is named");
    assert!(told("en: \"minister-president\"", "de: \"Ministerpräsident\"").contains("de"), "one that is unknown, too");
    assert!(told("minister-president\"", "minister\u{7}president\"").contains("control character"));
}

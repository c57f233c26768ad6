//! Review of articles that lie elsewhere: TANDAI_REVIEW names a folder with `NAME.txt`, `NAME.right` (the cards that are
//! right as they stand, `region|head|deputy|parties|status` a line) and `NAME.missing` (words of each statement that has
//! to be made by hand). Says with how many keys and clicks each is done; without the folder this is skipped.

use std::{collections::BTreeSet, fs, path::PathBuf};

use eframe::egui::Key;
use tandai::model::{Coalition, Filler};

use crate::desk::Desk;

/// A card as the files name it.
fn card(coalition: &Coalition) -> String {
    let local = |filler: &Filler| filler.entity.as_ref().map_or(String::new(), ToString::to_string);
    let mut parties: Vec<String> = coalition.backings.iter().map(|backing| local(&backing.party)).collect();
    parties.sort();
    let status = format!("{:?}", coalition.status).to_lowercase();
    let Coalition { race, ticket, .. } = coalition;
    [local(&race.region), local(&ticket.head), local(&ticket.deputy), parties.join(","), status].join("|")
}

#[test]
fn articles_from_elsewhere_are_reviewed() {
    let Some(folder) = std::env::var_os("TANDAI_REVIEW").map(PathBuf::from) else {
        println!("skipped: TANDAI_REVIEW names no folder");
        return;
    };
    let mut names: Vec<String> = (fs::read_dir(&folder).unwrap().flatten())
        .filter_map(|entry| entry.file_name().to_string_lossy().strip_suffix(".txt").map(str::to_owned))
        .collect();
    names.sort();
    let lines = |name: &str, end: &str| -> Vec<String> {
        let text = fs::read_to_string(folder.join(format!("{name}.{end}"))).unwrap_or_default();
        text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
    };
    let mut all = 0;
    for name in &names {
        let text = fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        let mut desk = Desk::with_texts(&[(name.as_str(), text.as_str())]);
        desk.command("Extract suggestions");
        desk.press("Extract");
        desk.settle();
        let left = |desk: &Desk| desk.session().suggestions(&desk.article()).map_or(0, |there| there.left());
        desk.waits(|desk| left(desk) > 0);
        let right: BTreeSet<String> = lines(name, "right").into_iter().collect();
        let (waiting, mut accepted, mut rejected) = (left(&desk), 0, 0);
        desk.actions = 0;
        if waiting > 0 {
            desk.key(Key::Period);
        }
        while let Some(current) = desk.app().suggestion() {
            let said = desk.session().suggestions(&desk.article()).and_then(|there| there.ghost(current).cloned());
            let wrong = said.is_some_and(|ghost| !right.contains(&card(&ghost.coalition)));
            desk.key(if wrong { Key::X } else { Key::Enter });
            if wrong { rejected += 1 } else { accepted += 1 }
        }
        let reviewed = desk.actions;
        let (mut made, mut fields) = (0, 0);
        for words in lines(name, "missing") {
            let words: String = words.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
            if desk.text().contains(&words) {
                desk.triple_click(&words, 0);
                desk.key(Key::C);
                made += 1;
            } else {
                fields += 1;
            }
        }
        println!(
            "{name}: {waiting} suggestions, {accepted} accepted, {rejected} rejected with {reviewed} keys; {made} statements drafted with {} actions, {fields} not found",
            desk.actions - reviewed
        );
        all += desk.actions;
    }
    println!("{} articles: {all} actions, {:.1} an article", names.len(), all as f64 / names.len() as f64);
}

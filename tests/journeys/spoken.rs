//! What a screen reader gets: the text with caret and selection, which it may move, mentions that it may select, and
//! everything that is to be decided said before it is.

use eframe::egui::{
    Event, Key,
    accesskit::{Action, ActionData, ActionRequest, Role},
};
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable};
use tandai::model::{EntityId, Span, Verdict};

use crate::desk::Desk;

const TEXT: &str = "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.\n\n\
    Kata Ahmad Syaikhu, keduanya sepakat.\nDemokrat belum menjawab.";

/// The node of the text; it has to be asked for anew after each frame.
fn document<'a>(desk: &'a Desk) -> AccessKitNode<'a> {
    desk.harness.get_by_role(Role::Document).accesskit_node()
}

fn caret(desk: &Desk) -> usize {
    document(desk).text_selection_focus().expect("a caret").to_global_usv_index()
}

fn selected(desk: &Desk) -> String {
    document(desk).text_selection().map(|range| range.text()).unwrap_or_default()
}

/// What is said when it changes.
fn said(desk: &Desk) -> Vec<String> {
    let all = desk.harness.query_all_by_role(Role::Status);
    all.filter_map(|node| node.accesskit_node().label()).filter(|said| !said.is_empty()).collect()
}

#[test]
fn the_text_is_read_with_caret_and_selection() {
    let mut desk = Desk::with_text(TEXT);
    desk.key(Key::F6);
    let text = desk.text();
    let node = document(&desk);
    assert!(node.is_focused() && node.supports_text_ranges());
    assert_eq!(node.document_range().text(), text, "letter for letter");
    assert_eq!(caret(&desk), 0);
    // Keys of the text move the caret that is read.
    desk.ctrl(Key::ArrowRight);
    assert_eq!(caret(&desk), 3);
    desk.key(Key::ArrowDown);
    let below = desk.app().caret();
    assert_eq!(caret(&desk), text[..below].chars().count());
    desk.ctrl(Key::End);
    assert_eq!(caret(&desk), text.chars().count());
    desk.ctrl(Key::Home);
    for _ in 0..3 {
        desk.keys(
            eframe::egui::Modifiers { shift: true, ctrl: true, command: true, ..Default::default() },
            Key::ArrowRight,
        );
    }
    assert_eq!(selected(&desk), "PKS dan PSI");
    // A word, a line and a paragraph, as a screen reader asks for them.
    let node = document(&desk);
    let at = node.text_position_from_global_usv_index(8).expect("a place");
    let word = at.to_degenerate_range().start();
    assert!(word.is_word_start());
    let next = at.forward_to_paragraph_end();
    assert!(next.to_global_usv_index() > 50, "{}", next.to_global_usv_index());
}

/// The window and each of its parts say what they are; the fields of the window do as well.
#[test]
fn the_window_its_parts_and_fields_have_names() {
    let mut desk = Desk::with_text(TEXT);
    let window = desk.harness.root().accesskit_node().label();
    let name = desk.session().project().name.clone();
    assert_eq!(window, Some(format!("{name} – Tandai")));
    desk.key(Key::F1);
    desk.command("Search all articles");
    let named = |desk: &Desk, role: &[Role]| -> Vec<Option<String>> {
        let all = desk.harness.query_all_by(|node| role.contains(&node.role()));
        all.map(|node| node.accesskit_node().label()).collect()
    };
    let panes = named(&desk, &[Role::Pane]);
    for part in
        ["Menu bar", "Status bar", "List of articles", "Side panel", "Article room", "Guidelines panel", "Search panel"]
    {
        assert!(panes.iter().flatten().any(|name| name == part), "no “{part}” among {panes:?}");
    }
    assert!(panes.iter().all(Option::is_some), "{panes:?}");
    let fields = named(&desk, &[Role::TextInput, Role::MultilineTextInput, Role::ComboBox, Role::SpinButton]);
    assert!(fields.len() > 2 && fields.iter().all(Option::is_some), "{fields:?}");
    // Also where suggestions wait.
    let mut desk = Desk::with_sample();
    while desk.article().as_str() != "06-penjajakan-bogor" {
        desk.alt(Key::ArrowDown);
    }
    assert!(desk.comes("suggestions left"));
    let panes = named(&desk, &[Role::Pane]);
    assert!(panes.iter().all(Option::is_some), "{panes:?}");
}

/// Home and End stay on the row on which the caret is seen, also where it came down to a row's first letter.
#[test]
fn home_and_end_stay_on_their_row() {
    let mut desk = Desk::with_text(&"Partai Keadilan Sejahtera dan kawan-kawan bertemu lagi. ".repeat(12));
    desk.key(Key::F6);
    desk.ctrl(Key::Home);
    // The letter at the caret tells the row.
    let row = |desk: &Desk| {
        let caret = desk.app().caret();
        desk.app().rects(Span::new(caret, caret + 1)).first().map(|rect| rect.center().y as i32)
    };
    desk.key(Key::ArrowDown);
    let (second, start) = (row(&desk), desk.app().caret());
    assert!(start > 20, "the text has rows");
    desk.key(Key::Home);
    assert_eq!((row(&desk), desk.app().caret()), (second, start));
    desk.key(Key::End);
    let end = desk.app().caret();
    assert!(row(&desk) == second && end > start + 20, "{start} to {end}");
    // Pressed again it stays.
    desk.key(Key::End);
    assert_eq!((row(&desk), desk.app().caret()), (second, end));
    desk.key(Key::Home);
    assert_eq!(desk.app().caret(), start);
}

#[test]
fn a_screen_reader_moves_the_caret_and_the_selection() {
    let mut desk = Desk::with_text(TEXT);
    desk.key(Key::F6);
    let from = desk.text().find("Demokrat").unwrap();
    let ((target_node, target_tree), selection) = {
        let node = document(&desk);
        let place = |at: usize| node.text_position_from_global_usv_index(at).expect("a place");
        let mut range = place(from).to_degenerate_range();
        range.set_end(place(from + "Demokrat".len()));
        (node.locate(), range.to_text_selection())
    };
    let request = ActionRequest {
        action: Action::SetTextSelection,
        target_tree,
        target_node,
        data: Some(ActionData::SetTextSelection(selection)),
    };
    desk.harness.event(Event::AccessKitActionRequest(request));
    desk.harness.run_steps(3);
    assert_eq!(selected(&desk), "Demokrat");
    desk.key(Key::Num1);
    desk.settle();
    assert_eq!(desk.mentions("Demokrat").len(), 1, "{}", desk.message());
}

#[test]
fn mentions_are_said_selected_and_changed() {
    let mut desk = Desk::with_text(TEXT);
    for words in ["PKS", "PSI"] {
        desk.double_click(words, 0);
        desk.key(Key::Num1);
        desk.settle();
    }
    desk.key(Key::Escape);
    desk.ctrl(Key::Home);
    desk.key(Key::Tab);
    assert!(
        said(&desk).iter().any(|said| said.starts_with("Party, PKS, ") && said.ends_with("1 of 2")),
        "{:?}",
        said(&desk)
    );
    // A screen reader's click selects; keys go on from there.
    let mark = |node: &AccessKitNode<'_>| {
        node.role() == Role::Mark && node.label().is_some_and(|name| name.starts_with("Party, PSI"))
    };
    desk.harness.get_by(mark).click_accesskit();
    desk.harness.run_steps(4);
    assert!(said(&desk).iter().any(|said| said.starts_with("Party, PSI")), "{:?}", said(&desk));
    desk.key(Key::Delete);
    desk.settle();
    assert!(desk.mentions("PSI").is_empty() && desk.mentions("PKS").len() == 1);
}

/// With the eyes closed: every suggestion of the sample is named, with whom it means, before a key accepts it.
#[test]
fn the_samples_suggestions_are_heard_before_they_are_accepted() {
    let mut desk = Desk::with_sample();
    desk.settle();
    let (mut mentions, mut coalitions) = (0, 0);
    let articles = desk.app().listed();
    for article in &articles {
        for _ in 0..articles.len() {
            if desk.article() == *article {
                break;
            }
            desk.alt(Key::ArrowDown);
            desk.settle();
        }
        if desk.article() != *article {
            desk.press_containing(desk.session().rows().get(article).unwrap().meta.shown_title().to_owned().as_str());
            desk.settle();
        }
        let left = |desk: &Desk| {
            desk.session().suggestions(article).filter(|there| !there.held_back()).map_or(0, |there| there.left())
        };
        desk.key(Key::F6);
        for _ in 0..400 {
            if left(&desk) == 0 {
                break;
            }
            if desk.app().suggestion().is_none() {
                desk.key(Key::Period);
            }
            let Some(id) = desk.app().suggestion() else { break };
            let heard = said(&desk).join(" | ");
            let names = named(&desk, id);
            for name in &names {
                assert!(heard.contains(name.as_str()), "“{name}” is not said before it is accepted: {heard}");
            }
            let there = desk.session().suggestions(article).unwrap();
            if there.get(id).is_some() {
                mentions += 1
            } else {
                coalitions += 1
            }
            desk.key(Key::Enter);
            desk.settle();
            let verdict = desk.annotations().decisions.get(&id).map(|decision| decision.verdict);
            assert!(matches!(verdict, Some(Verdict::Accepted)), "{heard}: {verdict:?}, {}", desk.message());
        }
    }
    println!("heard and accepted: {mentions} mentions, {coalitions} coalitions");
    assert!(mentions > 20 && coalitions > 0, "{mentions} and {coalitions}");
}

/// What must be said of a suggestion: the entity that it means, and all that fill a coalition.
fn named(desk: &Desk, id: tandai::model::DecisionId) -> Vec<String> {
    let (session, article) = (desk.session(), desk.article());
    let name = |entity: &EntityId| session.suggested_label(&article, entity);
    let there = session.suggestions(&article).unwrap();
    if let Some(one) = there.get(id) {
        let full = one.entity.as_ref().and_then(|id| session.entity(id)).map(|entity| entity.name.clone());
        return full.or_else(|| one.entity.as_ref().map(name)).into_iter().collect();
    }
    let ghost = there.ghost(id).expect("a coalition");
    ghost.coalition.fillers().filter_map(|filler| filler.entity.as_ref()).map(name).collect()
}

/// Tab goes on in every form: each of its fields is reached.
#[test]
fn tab_reaches_every_field() {
    let mut desk = Desk::with_text(TEXT);
    let fields = |desk: &Desk| -> Vec<String> {
        let field = |node: &AccessKitNode<'_>| matches!(node.role(), Role::TextInput | Role::MultilineTextInput);
        desk.harness.query_all_by(field).filter_map(|node| node.accesskit_node().label()).collect()
    };
    let behind = fields(&desk);
    for command in ["New entity", "New project", "Kinds", "Assign articles", "Export a dataset", "Extract suggestions"]
    {
        desk.command(command);
        let fields: Vec<String> = fields(&desk).into_iter().filter(|name| !behind.contains(name)).collect();
        let mut reached = std::collections::BTreeSet::new();
        for _ in 0..120 {
            let focused = desk.harness.query_all_by(|node| node.is_focused()).next();
            reached.extend(focused.and_then(|node| node.accesskit_node().label()));
            desk.key(Key::Tab);
        }
        for name in fields {
            assert!(reached.contains(&name), "{command}: Tab never reaches “{name}”: {reached:?}");
        }
        // The sheet keeps the keyboard: what is dimmed behind it is not reached.
        assert!(behind.iter().all(|name| !reached.contains(name)), "{command}: {reached:?}");
        desk.key(Key::Escape);
        desk.settle();
    }
}

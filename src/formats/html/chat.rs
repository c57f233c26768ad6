//! Chats that programs write as pages (WhatsApp and others): messages one below the other, each with its time.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use super::{
    blocks::lines_of,
    shown::whole_text,
    tree::{Child, Tree},
};

/// What programs call a message; class names, in small letters.
const MESSAGE: [&str; 8] =
    ["message", "msg", "chat-message", "chat-msg", "bubble", "chat-bubble", "chat-entry", "im_message_wrap"];
/// So many messages at least.
const FEWEST: usize = 3;
/// Of the words of a page so many in a hundred are in its messages.
const SHARE: usize = 80;

/// `21:15`, `9.05 PM`
static TIME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b\d{1,2}[:.]\d\d\b").expect("a pattern"));

/// Whether a page is a chat and no article.
pub fn is_chat(tree: &Tree) -> bool {
    let mut by_parent: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, element) in tree.elements.iter().enumerate() {
        let named = element
            .attribute("class")
            .split_ascii_whitespace()
            .any(|name| MESSAGE.contains(&name.to_ascii_lowercase().as_str()));
        if named {
            by_parent.entry(holder(tree, at)).or_default().push(at);
        }
    }
    let Some(messages) = by_parent.into_values().max_by_key(Vec::len).filter(|all| all.len() >= FEWEST) else {
        return false;
    };
    let length = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
    let said: Vec<String> = messages.iter().map(|at| lines_of(tree, *at)).collect();
    let timed = said.iter().filter(|words| TIME.is_match(words)).count();
    let within: usize = said.iter().map(|words| length(words)).sum();
    timed * 100 >= said.len() * SHARE && within * 100 >= length(&whole_text(tree)) * SHARE
}

/// What holds a message among others: some wrap each once more.
fn holder(tree: &Tree, at: usize) -> usize {
    let parent = tree.elements[at].parent;
    let only = tree.elements[parent].children.iter().filter(|child| matches!(child, Child::Element(_))).count() == 1;
    if only { tree.elements[parent].parent } else { parent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_with_their_times() {
        let message = |n: usize| {
            format!(
                "<div class=\"w\"><div class='message in'><b>Rina</b><p>PKS hadir {n}.</p><i>21.1{n}</i></div></div>"
            )
        };
        let page = |n: usize| Tree::new(&(0..n).map(message).collect::<String>()).unwrap();
        assert!(is_chat(&page(4)) && !is_chat(&page(2)));
        let story = "<p>Pengurus partai bertemu di gedung lama sampai malam.</p>".repeat(8);
        assert!(!is_chat(&Tree::new(&format!("{story}{}", (0..4).map(message).collect::<String>())).unwrap()));
        let untimed = "<div class=message>PKS hadir.</div>".repeat(5);
        assert!(!is_chat(&Tree::new(&untimed).unwrap()));
    }
}

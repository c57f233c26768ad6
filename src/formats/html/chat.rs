//! Chats that programs write as pages (WhatsApp and others): messages one below the other, each with its time.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use super::{
    blocks::{blocks_of, lines_of},
    shown::whole_text,
    tree::{Child, Element, Tree},
};

/// What programs call a message; class names, in small letters.
const MESSAGE: [&str; 8] =
    ["message", "msg", "chat-message", "chat-msg", "bubble", "chat-bubble", "chat-entry", "im_message_wrap"];
/// Class names that only messages have: of WhatsApp, and of Facebook and Instagram.
const OF_PROGRAMS: [&str; 3] = ["message-in", "message-out", "_a6-g"];
/// How those of DiscordChatExporter begin.
const OF_DISCORD: &str = "chatlog__message";
/// So many messages at least.
const FEWEST: usize = 3;
/// Of the words of a page so many in a hundred are in its messages.
const SHARE: usize = 80;

/// Of the lines of a page so many in a hundred are times, if what it holds are messages without a name that is known.
const TIMES: usize = 30;
/// A line that is a time has at most so many characters: `Monday, 3 June 2024 at 9:10:05 pm`.
const TIME_LINE: usize = 36;
/// What is said between two times has mostly fewer characters; news that are told hour by hour have more.
const SAID: usize = 160;

/// `21:15`, `9.05 PM`
static TIME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b\d{1,2}[:.]\d\d\b").expect("a pattern"));

/// Whether a page is a chat and no article.
pub fn is_chat(tree: &Tree) -> bool {
    is_of_program(tree) || has_named_messages(tree) || has_times(tree)
}

/// Whether a program is known that writes such messages.
fn is_of_program(tree: &Tree) -> bool {
    let is_message = |element: &&Element| {
        let known = |name: &str| OF_PROGRAMS.contains(&name) || name.starts_with(OF_DISCORD);
        element.has("data-pre-plain-text") || element.attribute("class").split_ascii_whitespace().any(known)
    };
    tree.elements.iter().filter(is_message).nth(FEWEST - 1).is_some()
}

/// Whether a third of its lines are times, and little is said between them.
fn has_times(tree: &Tree) -> bool {
    let lines = blocks_of(tree, 0);
    let length = |line: &String| line.chars().count();
    let (times, said): (Vec<&String>, Vec<&String>) =
        lines.iter().partition(|line| length(line) <= TIME_LINE && is_time(line));
    let long: usize = said.iter().map(|line| length(line)).sum();
    times.len() > FEWEST && times.len() * 100 >= lines.len() * TIMES && long < times.len() * SAID
}

/// Whether a line says a time, and nothing but its day beside it.
fn is_time(line: &str) -> bool {
    let words = line.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count();
    TIME.is_match(line) && words <= 4
}

fn has_named_messages(tree: &Tree) -> bool {
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
        let whatsapp = "<div><span data-pre-plain-text='[21:10] Rina: '>Hadir.</span></div>".repeat(3);
        let discord = "<div class='chatlog__message-container'><b>Rina</b> Hadir.</div>".repeat(3);
        let facebook = "<div class='pam _a6-g noborder'><b>Rina</b> Hadir.</div>".repeat(3);
        for chat in [whatsapp, discord, facebook] {
            assert!(
                is_chat(&Tree::new(&chat).unwrap()) && !is_chat(&Tree::new(&chat[..chat.len() / 2]).unwrap()),
                "{chat}"
            );
        }
        let other = |said: &str, n: usize| {
            let one = |n| format!("<div><div>Rina</div><p>{said}</p><p>Jun 3, 2024 9:1{n} pm</p></div>");
            Tree::new(&(0..n).map(one).collect::<String>()).unwrap()
        };
        assert!(is_chat(&other("PKS hadir.", 6)) && !is_chat(&other("PKS hadir.", 2)));
        assert!(!is_chat(&other(&"Pengurus partai bertemu di gedung lama. ".repeat(8), 6)), "news hour by hour");
        let untimed = "<div class=message>PKS hadir.</div>".repeat(5);
        assert!(!is_chat(&Tree::new(&untimed).unwrap()));
    }
}

//! Chats and channels that Telegram Desktop exported as web pages: an article a message that has words, with its day and
//! its sender, as the JSON of the same export gives them.

use crate::formats::{
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::{Child, Tree, lines_of},
    kit::{each_file::every_file, encoding, tally::FileTally},
    problem::Problem,
    record::found::{FoundArticle, line},
    sniff::Sniff,
    source::Source,
    stem,
};
use crate::{
    message::{Message, message},
    model::slug,
};

/// The format.
pub struct Telegram;

static INFO: FormatInfo = FormatInfo {
    shape: DiskShape::File,
    ..FormatInfo::of_articles(
        "telegram",
        "Telegram chat saved as web pages",
        &["html"],
        "A chat or channel as Telegram Desktop exports it (messages.html): an article a message, with its day and sender",
    )
};

impl Format for Telegram {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let text = head.text();
        head.files.len() <= 1
            && text.contains("class=\"message default clearfix")
            && text.contains("date details\"")
            && (text.contains("class=\"history\"") || text.contains("class=\"page_wrap\""))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        every_file(source, &|file, name, bytes| items(file, name, &bytes, reading), sink)
    }
}

fn items(file: &str, name: &str, bytes: &[u8], reading: &ReadContext) -> Vec<Item> {
    let problem = |reason: Message, fix: Message| vec![Item::Problem(Problem::new(file, reason, fix))];
    let as_json = || message!("Export the chat from Telegram Desktop as JSON and import result.json");
    let page = match encoding::decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(reason) => return problem(reason.message(), as_json()),
    };
    let Some(tree) = Tree::new(&page) else {
        return problem(message!("the page has more elements than any list of messages"), as_json());
    };
    let header = (0..tree.elements.len()).find(|at| has_class(&tree, *at, "page_header"));
    let chat = header.map(|at| line(&lines_of(&tree, at))).unwrap_or_default();
    let (tally, mut items, mut sender) = (FileTally::default(), Vec::new(), String::new());
    let messages = (0..tree.elements.len()).filter(|at| has_class(&tree, *at, "message"));
    for (number, at) in messages.enumerate() {
        if !has_class(&tree, at, "default") {
            tally.note(
                message!("a line of Telegram’s own was passed over"),
                message!("Nothing needs to be done"),
                (0, 0),
            );
            continue;
        }
        let mut found = chat_message(&tree, at, &mut sender);
        if found.text.is_empty() {
            let reason = message!("a message without words (a picture, a file) was passed over");
            tally.note(reason, message!("Nothing needs to be done"), (0, 0));
            continue;
        }
        // Every chat counts its messages from 1.
        let of = Some(slug(&chat)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| stem(name).to_owned());
        let own = if found.id.is_empty() { format!("x{}", number + 1) } else { found.id };
        found.id = format!("{of}-{own}");
        found.source.clone_from(&chat);
        items.extend(found.items(file, name, (0, 0), reading.zone));
    }
    items.extend(tally.problems(file).into_iter().map(Item::Problem));
    items
}

/// A message; `sender` of the one before, whose it is as well if it names none.
fn chat_message(tree: &Tree, at: usize, sender: &mut String) -> FoundArticle {
    let number = tree.elements[at].attribute("id").trim_start_matches("message");
    let mut found = FoundArticle { id: number.to_owned(), ..FoundArticle::default() };
    let mut texts: Vec<String> = Vec::new();
    let mut due: Vec<(usize, bool)> = vec![(at, false)];
    while let Some((at, forwarded)) = due.pop() {
        let has = |class: &str| has_class(tree, at, class);
        if has("date") && found.date.is_empty() {
            found.date = moment(tree.elements[at].attribute("title"));
        } else if has("from_name") && forwarded {
            let own: Vec<Child> =
                tree.elements[at].children.iter().copied().filter(|child| matches!(child, Child::Text(_))).collect();
            let name = own.iter().filter_map(|child| match child {
                Child::Text(text) => Some(tree.texts[*text].as_str()),
                Child::Element(_) => None,
            });
            found.know("forwarded_from", &name.collect::<String>());
        } else if has("from_name") {
            *sender = line(&lines_of(tree, at));
        } else if has("reply_to") {
            let link = tree.elements[at].children.iter().find_map(|child| match child {
                Child::Element(inner) => Some(tree.elements[*inner].attribute("href")),
                Child::Text(_) => None,
            });
            found.know("reply_to_message_id", link.unwrap_or_default().rsplit("message").next().unwrap_or_default());
        } else if has("text") {
            texts.push(lines_of(tree, at));
        } else if !has("media_wrap") && !has("reactions") && !has("userpic_wrap") {
            let forwarded = forwarded || has("forwarded");
            let inner = tree.elements[at].children.iter().rev().filter_map(|child| match child {
                Child::Element(inner) => Some((*inner, forwarded)),
                Child::Text(_) => None,
            });
            due.extend(inner);
        }
    }
    found.text = texts.join("\n\n");
    found.know("from", sender);
    found
}

fn has_class(tree: &Tree, at: usize, class: &str) -> bool {
    tree.elements[at].attribute("class").split_ascii_whitespace().any(|there| there == class)
}

/// `03.06.2024 21:15:00 UTC+07:00` as `2024-06-03T21:15:00+07:00`.
fn moment(title: &str) -> String {
    let parts = || {
        let (date, rest) = title.split_once(' ')?;
        let mut numbers = date.split('.');
        let (day, month, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let (time, zone) = rest.split_once(' ').unwrap_or((rest, ""));
        Some(format!("{year}-{month}-{day}T{time}{}", zone.trim_start_matches("UTC")))
    };
    parts().unwrap_or_else(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        assert_eq!(moment("03.06.2024 21:15:00 UTC+07:00"), "2024-06-03T21:15:00+07:00");
        assert_eq!(moment("03.06.2024 21:15:00"), "2024-06-03T21:15:00");
        assert_eq!(moment(""), "");
    }
}

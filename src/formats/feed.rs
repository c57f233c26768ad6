//! RSS and Atom: an article an item. The longest text that an item has is its text; HTML in it is read as it is shown.

use std::sync::LazyLock;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use regex::Regex;

use crate::formats::{
    format::{Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::shown_text,
    kit::{charset::Charset, each_file::every_file, encoding, tally::FileTally},
    problem::Problem,
    record::found::{FoundArticle, line, paragraphs},
    source::Source,
    stem,
};
use crate::{
    formats::sniff::Sniff,
    message::{Message, message},
    model::{Variable, Zone, slug},
};

/// The format.
pub struct Feed;

static INFO: FormatInfo = FormatInfo::of_articles(
    "feed",
    "RSS or Atom feed",
    &["rss", "atom", "rdf", "xml"],
    "Feeds of portals and of Google News saved to disk: an article an item, with title, medium, day and address",
);

/// Names of an item's text, the fullest first.
const TEXT: [&str; 5] = ["content:encoded", "content", "description", "summary", "media:description"];
/// The day by the site’s own clock first.
const DATE: [&str; 6] = ["wp:post_date", "pubDate", "published", "dc:date", "issued", "updated"];
/// What an item may say that has no field of its own: name in the feed, name here.
const OTHERS: [(&str, &str); 7] = [
    ("author", "author"),
    ("dc:creator", "author"),
    ("category", "keywords"),
    ("media:keywords", "keywords"),
    ("dc:subject", "keywords"),
    ("slash:section", "section"),
    ("updated", "modified"),
];

impl Format for Feed {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        root(head.text()).is_some_and(|name| ["rss", "feed", "RDF"].contains(&name.as_str()))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        every_file(source, &|file, name, bytes| items(file, name, &bytes, reading.zone), sink)
    }
}

/// The local name of a file's first element.
fn root(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    for _ in 0..50 {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                return Some(name.rsplit(':').next().unwrap_or_default().to_owned());
            }
            Event::Text(text) if !text.trim().is_empty() => return None,
            Event::Eof => return None,
            _ => {}
        }
    }
    None
}

/// What an item says: names and values, in the order of the feed.
#[derive(Default)]
struct FeedItem {
    line: usize,
    fields: Vec<(String, String)>,
}

impl FeedItem {
    fn first(&self, names: &[&str]) -> &str {
        let of = |name: &&str| self.fields.iter().find(|(own, value)| own == name && !value.trim().is_empty());
        names.iter().find_map(of).map_or("", |(_, value)| value)
    }

    /// Whether it is a story: the exports of WordPress and Blogger hold all that a site is made of.
    fn is_story(&self) -> bool {
        let is = |names: &[&str], stories: &[&str]| {
            let said = self.first(names);
            said.is_empty() || stories.contains(&said)
        };
        let kind = self.fields.iter().filter(|(name, _)| name == "category");
        let mut kinds = kind.filter_map(|(_, value)| value.split_once("schemas.google.com/blogger/2008/kind#"));
        is(&["wp:post_type"], &["post", "page"])
            && is(&["wp:status"], &["publish"])
            && is(&["app:draft"], &["no"])
            && is(&["blogger:type"], &["POST", "PAGE"])
            && is(&["blogger:status"], &["LIVE"])
            && kinds.all(|(_, kind)| kind == "post" || kind == "page")
    }
}

/// Signs of WordPress for what stands beside the words: `[caption width="300"]`, `[gallery ids="1,2"]`.
static SHORTCODES: LazyLock<Regex> = LazyLock::new(|| {
    let names = "caption|gallery|audio|video|embed|playlist|wp_caption|youtube|tweet|adsense|ads|contact-form";
    Regex::new(&format!(r"\[/?(?:{names})(?:\s[^\]]*)?\]")).expect("a pattern")
});

fn items(file: &str, name: &str, bytes: &[u8], zone: Option<Zone>) -> Vec<Item> {
    let declared = || declared(bytes)?.decode(bytes).ok().and_then(|text| String::from_utf8(text).ok());
    let text = match encoding::decode(bytes).map(|decoded| decoded.text).or_else(|wrong| declared().ok_or(wrong)) {
        Ok(text) => text,
        Err(reason) => return vec![Item::Problem(Problem::new(file, reason.message(), Message::default()))],
    };
    let (feed, entries, broken) = entries(&text);
    let mut items = Vec::new();
    let tally = FileTally::default();
    for (number, entry) in entries.iter().enumerate() {
        if !entry.is_story() {
            let reason = message!("menus, pictures, drafts, pages of settings and comments of a site were passed over");
            tally.note(
                reason,
                message!("Publish a draft that belongs to the articles, and export again"),
                (entry.line, 1),
            );
            continue;
        }
        let found = article(&feed, entry, &format!("{}-{}", stem(name), number + 1));
        items.extend(found.items(file, name, (entry.line, 1), zone));
    }
    items.extend(tally.problems(file).into_iter().map(Item::Problem));
    if let Some((line, reason)) = broken {
        let reason = message!("the feed cannot be read on from here: {reason}", reason = reason);
        items.push(Item::Problem(
            Problem::new(file, reason, message!("Save it again; what stands before went in")).at(line, 1),
        ));
    } else if entries.is_empty() {
        items.push(Item::Problem(Problem::new(file, message!("the feed has no items"), message!("Save it again"))));
    }
    items
}

/// What the first line says of the encoding: `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn declared(bytes: &[u8]) -> Option<Charset> {
    const LONGEST: usize = 200;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]).into_owned();
    let (declaration, _) = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let (_, name) = declaration.split_once("encoding=")?;
    let name = name.trim_start_matches(['"', '\'']);
    Charset::named(name.split(['"', '\'']).next()?)
}

fn article(feed: &FeedItem, entry: &FeedItem, id: &str) -> FoundArticle {
    let shown = |html: &str| {
        let text = if html.contains(['<', '&']) { shown_text(html).map(|(text, _)| text) } else { None };
        paragraphs(text.as_deref().unwrap_or(html).lines())
    };
    // A teaser in one field, the story in another.
    let of_site = !entry.first(&["wp:post_type"]).is_empty();
    let text_of = |name: &str| {
        let html = entry.first(&[name]);
        if of_site { shown(&SHORTCODES.replace_all(html, "")) } else { shown(html) }
    };
    let texts = TEXT.iter().map(|name| text_of(name));
    let text = texts.reduce(|best, next| if next.len() > best.len() { next } else { best }).unwrap_or_default();
    let url = entry.first(&["link", "guid", "id"]);
    let mut found = FoundArticle {
        id: Some(slug(url.trim_end_matches('/').rsplit('/').next().unwrap_or_default()))
            .filter(|slug| (8..=80).contains(&slug.len()))
            .unwrap_or_else(|| id.to_owned()),
        title: shown(entry.first(&["title"])),
        source: [shown(title_within(entry.first(&["source"]))), feed.first(&["title"]).to_owned()]
            .into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default(),
        url: if url.starts_with("http") { url.to_owned() } else { String::new() },
        date: entry.first(&DATE).to_owned(),
        text,
        ..FoundArticle::default()
    };
    if found.text.is_empty() {
        // Google News: the title is all there is.
        found.text = line(&found.title);
        found.know("feed_text", "title only");
    }
    let keywords: Vec<String> = OTHERS
        .iter()
        .filter(|(_, here)| *here == "keywords")
        .flat_map(|(there, _)| entry.fields.iter().filter(move |(name, _)| name == there).map(|(_, value)| line(value)))
        .filter(|word| !word.is_empty())
        .collect();
    if !keywords.is_empty() {
        found.variables.insert("keywords".to_owned(), Variable::List(keywords));
    }
    for (there, here) in OTHERS.iter().filter(|(_, here)| *here != "keywords") {
        found.know(here, &shown(entry.first(&[there])));
    }
    found
}

/// Of an Atom feed that an entry comes from, the title; else the words themselves.
fn title_within(source: &str) -> &str {
    let title = source.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    title.map_or(source, |(title, _)| title)
}

/// What the feed says of itself, its items, and where it breaks off and why.
fn entries(text: &str) -> (FeedItem, Vec<FeedItem>, Option<(usize, String)>) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let (mut feed, mut entries): (FeedItem, Vec<FeedItem>) = Default::default();
    let (mut open, mut within, mut around): (Option<FeedItem>, Vec<String>, Vec<String>) = Default::default();
    let (mut counted, mut lines) = (0, 1);
    loop {
        let at = (reader.buffer_position() as usize).min(text.len());
        lines += text.as_bytes()[counted..at].iter().filter(|byte| **byte == b'\n').count();
        counted = at;
        let event = match reader.read_event() {
            Ok(event) => event,
            // An item that is cut off is not one.
            Err(error) => {
                return (feed, entries, Some((lines, error.to_string())));
            }
        };
        // Fields stand right in an item, in Atom's feed and in RSS's channel.
        let base = if open.is_some() || within.first().is_some_and(|root| root == "feed") { 1 } else { 2 };
        match event {
            Event::Eof => {
                let broken = open.map(|entry| (entry.line, "the file ends within an item".to_owned()));
                return (feed, entries, broken);
            }
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                if open.is_none() && (name == "item" || name == "entry") {
                    open = Some(FeedItem { line: lines, ..FeedItem::default() });
                    around = std::mem::replace(&mut within, vec![name]);
                    continue;
                }
                let target = open.as_mut().unwrap_or(&mut feed);
                begin(target, &start, &name, within.len() == base);
                if within.len() > base
                    && let Some((_, value)) = target.fields.last_mut()
                {
                    // XHTML within: as it stands.
                    value.push_str(&format!("<{}>", name.rsplit(':').next().unwrap_or_default()));
                }
                within.push(name);
            }
            Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                begin(open.as_mut().unwrap_or(&mut feed), &start, &name, within.len() == base);
            }
            Event::End(_) => {
                let name = within.pop().unwrap_or_default();
                if open.is_some() && within.is_empty() {
                    entries.extend(open.take());
                    within = std::mem::take(&mut around);
                } else if within.len() > base
                    && let Some((_, value)) = open.as_mut().unwrap_or(&mut feed).fields.last_mut()
                {
                    value.push_str(&format!("</{}>", name.rsplit(':').next().unwrap_or_default()));
                }
            }
            Event::Text(words) if within.len() > base => {
                if let Some((_, value)) = open.as_mut().unwrap_or(&mut feed).fields.last_mut() {
                    value.push_str(&words);
                }
            }
            Event::CData(words) if within.len() > base => {
                if let Some((_, value)) = open.as_mut().unwrap_or(&mut feed).fields.last_mut() {
                    value.push_str(&words);
                }
            }
            Event::GeneralRef(name) if within.len() > base => {
                if let Some((_, value)) = open.as_mut().unwrap_or(&mut feed).fields.last_mut() {
                    match quick_xml::escape::unescape(&format!("&{};", &*name)) {
                        Ok(sign) => value.push_str(&sign),
                        Err(_) => value.push_str(&format!("&{};", &*name)),
                    }
                }
            }
            _ => {}
        }
    }
}

/// A field begins; some say in an attribute what they have to say.
fn begin(target: &mut FeedItem, start: &BytesStart<'_>, name: &str, is_field: bool) {
    if !is_field {
        return;
    }
    let attribute = |name: &str| {
        let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
        found.and_then(|found| quick_xml::escape::unescape(&found.value).ok().map(String::from))
    };
    let rel = attribute("rel");
    // Atom's other addresses: of the feed itself, of pictures.
    let other = name == "link" && rel.as_deref().is_some_and(|rel| rel != "alternate");
    let value = if other { None } else { attribute("href").or(attribute("term")) };
    let name = if other { format!("link {}", rel.unwrap_or_default()) } else { name.to_owned() };
    target.fields.push((name, value.unwrap_or_default()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_told_by_their_first_element() {
        for (text, is) in [
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Some("rss")),
            ("<!-- a -->\n<feed xmlns=\"x\">", Some("feed")),
            ("<rdf:RDF>", Some("RDF")),
            ("PKS <rss>", None),
            ("<TEI/>", Some("TEI")),
        ] {
            assert_eq!(root(text).as_deref(), is, "{text}");
        }
    }
}

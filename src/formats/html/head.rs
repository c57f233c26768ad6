//! What a page says about its article: title, medium, day, address, and what else is known of it.

use std::collections::BTreeMap;

use super::{
    json_ld::{LinkedArticle, articles},
    tree::Tree,
};
use crate::{
    formats::kit::day::{local_day, read_day_first},
    message::{Message, message},
    model::{Date, Variable, Variables, Zone},
};

/// Names of what is looked for, the surest first; `ld:` stands before those of JSON-LD.
const TITLE: [&str; 6] = ["og:title", "ld:headline", "twitter:title", "h1", "headline", "title"];
const DATE: [&str; 12] = [
    "article:published_time",
    "ld:published",
    "datepublished",
    "publishdate",
    "published_date",
    "pubdate",
    "publish_date",
    "dc.date",
    "dcterms.created",
    "content_publisheddate",
    "date",
    "time",
];
const SOURCE: [&str; 6] =
    ["og:site_name", "ld:publisher", "application-name", "publisher", "dc.publisher", "copyright"];
const URL: [&str; 3] = ["canonical", "ld:url", "og:url"];
const AUTHOR: [&str; 6] = ["ld:author", "author", "article:author", "content_author", "byl", "dc.creator"];
const SECTION: [&str; 4] = ["ld:section", "article:section", "content_category", "section"];
const KEYWORDS: [&str; 4] = ["ld:keywords", "news_keywords", "keywords", "content_tag"];
const MODIFIED: [&str; 4] = ["ld:modified", "article:modified_time", "datemodified", "last-modified"];

/// Longer values are no title, name or address.
const LONGEST: usize = 10_000;

/// What was found, by name; the first of each.
#[derive(Debug, Default)]
pub struct PageHead {
    said: BTreeMap<String, String>,
    /// The story's text as JSON-LD has it; often cut short.
    pub body: String,
    /// Whether the page says that it is an article.
    pub is_article: bool,
}

impl PageHead {
    pub fn of(tree: &Tree) -> Self {
        let mut head = Self::default();
        let mut scripts = Vec::new();
        for (at, element) in tree.elements.iter().enumerate() {
            let get = |name| element.attribute(name);
            match element.tag.as_str() {
                "meta" => {
                    let is_type = get("property").eq_ignore_ascii_case("og:type");
                    head.is_article |= is_type && get("content").trim().eq_ignore_ascii_case("article");
                    for names in [get("property"), get("name"), get("itemprop"), get("http-equiv")] {
                        // Some give several names at once.
                        names.split_ascii_whitespace().for_each(|name| head.note(name, get("content")));
                    }
                }
                "link" if get("rel").split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    head.note("canonical", get("href"));
                }
                "time" => {
                    head.note(get("itemprop"), get("datetime"));
                    head.note("time", get("datetime"));
                }
                "h1" if !element.hidden => head.note("h1", &tree.text(at)),
                // Pictures have titles, too.
                "title" if tree.elements[element.parent].tag != "svg" => head.note("title", &tree.text(at)),
                "script" if get("type").trim().eq_ignore_ascii_case("application/ld+json") => {
                    scripts.push(tree.text(at))
                }
                _ => {}
            }
        }
        let articles = articles(&scripts);
        head.is_article |= articles.len() == 1;
        head.take_linked(articles);
        head
    }

    /// Of several articles that JSON-LD speaks of, the one of this page.
    fn take_linked(&mut self, articles: Vec<LinkedArticle>) {
        let (url, title) = (self.url(), self.first(&["og:title", "h1", "title"]));
        let same = |article: &&LinkedArticle| {
            (!url.is_empty() && same_address(&article.url, &url))
                || (!article.headline.is_empty() && title.starts_with(&article.headline))
        };
        let Some(own) = articles.iter().find(same).or(articles.first()) else { return };
        for (name, value) in [
            ("ld:headline", own.headline.as_str()),
            ("ld:publisher", &own.publisher),
            ("ld:published", &own.published),
            ("ld:modified", &own.modified),
            ("ld:url", &own.url),
            ("ld:author", &own.authors.join("; ")),
            ("ld:section", &own.section),
            ("ld:keywords", &own.keywords.join(",")),
        ] {
            self.note(name, value);
        }
        self.body.clone_from(&own.body);
    }

    fn note(&mut self, name: &str, value: &str) {
        let name = name.trim().to_ascii_lowercase();
        let all = [&TITLE[..], &DATE, &SOURCE, &URL, &AUTHOR, &SECTION, &KEYWORDS, &MODIFIED];
        let known = all.iter().any(|names| names.contains(&name.as_str()));
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if known && !value.is_empty() && value.len() < LONGEST {
            self.said.entry(name).or_insert(value);
        }
    }

    fn first(&self, names: &[&str]) -> String {
        names.iter().find_map(|name| self.said.get(*name)).cloned().unwrap_or_default()
    }

    /// Everything that the page says its story is called.
    pub fn titles(&self) -> Vec<String> {
        ["og:title", "ld:headline", "twitter:title", "headline", "title"]
            .iter()
            .filter_map(|name| self.said.get(*name))
            .cloned()
            .collect()
    }

    /// Without the name of the medium that many put behind it.
    pub fn title(&self) -> String {
        let title = self.first(&TITLE);
        let source = self.source().to_lowercase();
        for mark in [" - ", " | ", " – ", " — ", " :: ", " · "] {
            if let Some((before, after)) = title.rsplit_once(mark)
                && !source.is_empty()
                && before.chars().count() > 10
                && after.trim().to_lowercase() == source
            {
                return before.trim().to_owned();
            }
        }
        title
    }

    pub fn source(&self) -> String {
        self.first(&SOURCE)
    }

    /// Absolute addresses only: another one leads nowhere from a project.
    pub fn url(&self) -> String {
        let absolute = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
        URL.iter().filter_map(|name| self.said.get(*name)).find(absolute).cloned().unwrap_or_default()
    }

    /// The day by a clock, and what is to be said of it: a reason and a fix.
    pub fn date(&self, zone: Option<Zone>) -> (Option<Date>, Option<(Message, Message)>) {
        let found = DATE
            .iter()
            .filter_map(|name| self.said.get(*name))
            .find_map(|value| Some((value, local_day(value, zone)?)));
        match found {
            None => (None, None),
            Some((value, day)) => {
                let told = |(reason, fix)| (message!("{moment} is {reason}", moment = value, reason = reason), fix);
                (Some(day.date), day.told().map(told).or_else(|| read_day_first(value)))
            }
        }
    }

    /// What has no field of its own.
    pub fn variables(&self, zone: Option<Zone>) -> Variables {
        let mut variables = Variables::new();
        let mut text = |name: &str, value: String| {
            // An address of a profile is no name.
            if !value.is_empty() && !value.starts_with("http") {
                variables.insert(name.to_owned(), Variable::Text(value));
            }
        };
        text("author", self.first(&AUTHOR));
        text("section", self.first(&SECTION));
        let keywords = self.first(&KEYWORDS);
        let keywords: Vec<String> =
            keywords.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
        if !keywords.is_empty() {
            variables.insert("keywords".to_owned(), Variable::List(keywords));
        }
        if let Some(modified) = local_day(&self.first(&MODIFIED), zone) {
            variables.insert("modified".to_owned(), Variable::Date(modified.date));
        }
        variables
    }
}

/// Whether two addresses lead to the same page, whatever stands before and behind them.
fn same_address(one: &str, other: &str) -> bool {
    let core = |url: &str| {
        let url = url.split(['?', '#']).next().unwrap_or(url);
        let url = url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        url.trim_end_matches('/').to_lowercase()
    };
    core(one) == core(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_of_this_page_among_several() {
        let page = r#"<link rel=canonical href="https://kabar.id/a/2"><script type="application/ld+json">
            [{"@type":"NewsArticle","headline":"Satu","url":"https://kabar.id/a/1","datePublished":"2024-07-01"},
             {"@type":"NewsArticle","headline":"Dua","url":"https://www.kabar.id/a/2/","datePublished":"2024-07-02",
              "author":{"@type":"Person","name":"Rina"}}]</script>"#;
        let head = PageHead::of(&Tree::new(page).unwrap());
        assert_eq!(
            (head.title().as_str(), head.date(Some(Zone::JAKARTA)).0.map(|day| day.to_string()).as_deref()),
            ("Dua", Some("2024-07-02"))
        );
        assert_eq!(head.variables(None)["author"].to_string(), "Rina");
    }

    #[test]
    fn the_medium_is_not_part_of_the_title() {
        let head = |page: &str| PageHead::of(&Tree::new(page).unwrap()).title();
        let site = "<meta property=og:site_name content=Kabar>";
        assert_eq!(head(&format!("{site}<title>PKS dan PSI Usung Andra - Kabar</title>")), "PKS dan PSI Usung Andra");
        assert_eq!(head("<title>PKS dan PSI Usung Andra - Kabar</title>"), "PKS dan PSI Usung Andra - Kabar");
    }
}

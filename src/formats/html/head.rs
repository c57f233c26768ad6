//! What a page says about its article: title, medium, day, address.

use std::collections::BTreeMap;

use super::{entities::decoded, tokens::Attributes};
use crate::{formats::kit::day::day, model::Date};

/// Names of what is looked for, the surest first.
const TITLE: [&str; 5] = ["og:title", "twitter:title", "h1", "headline", "title"];
const DATE: [&str; 11] = [
    "article:published_time",
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
const SOURCE: [&str; 5] = ["og:site_name", "application-name", "publisher", "dc.publisher", "copyright"];
const URL: [&str; 2] = ["canonical", "og:url"];

/// What was found, by name; the first of each.
#[derive(Debug, Default)]
pub struct Head(BTreeMap<String, String>);

impl Head {
    /// Looks at a tag and the text that follows it at once.
    pub fn see(&mut self, tag: &str, attributes: &Attributes<'_>, text: &str) {
        let get = |name| attributes.get(name).unwrap_or("");
        match tag {
            "meta" => {
                for name in [get("property"), get("name"), get("itemprop")] {
                    self.note(name, get("content"));
                }
            }
            "link" if get("rel").split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.note("canonical", get("href"));
            }
            "time" => {
                self.note(get("itemprop"), get("datetime"));
                self.note("time", get("datetime"));
            }
            "h1" | "title" => self.note(tag, text),
            _ => {}
        }
    }

    fn note(&mut self, name: &str, value: &str) {
        let name = name.trim().to_ascii_lowercase();
        let known = [&TITLE[..], &DATE, &SOURCE, &URL].iter().any(|names| names.contains(&name.as_str()));
        let value = decoded(value).split_whitespace().collect::<Vec<_>>().join(" ");
        if known && !value.is_empty() && value.len() < 10_000 {
            self.0.entry(name).or_insert(value);
        }
    }

    fn first(&self, names: &[&str]) -> String {
        names.iter().find_map(|name| self.0.get(*name)).cloned().unwrap_or_default()
    }

    pub fn title(&self) -> String {
        self.first(&TITLE)
    }

    pub fn source(&self) -> String {
        self.first(&SOURCE)
    }

    /// Absolute addresses only: another one leads nowhere from a project.
    pub fn url(&self) -> String {
        let absolute = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
        URL.iter().filter_map(|name| self.0.get(*name)).find(absolute).cloned().unwrap_or_default()
    }

    pub fn date(&self) -> Option<Date> {
        DATE.iter().filter_map(|name| self.0.get(*name)).find_map(|value| day(value))
    }
}

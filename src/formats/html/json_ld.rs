//! What a page says of its article in JSON-LD (schema.org): headline, publisher, day, address, author, the story's text.

use serde_json::{Map, Value};

/// How deep objects within objects are looked through.
const DEPTH: usize = 8;
/// The longest text that is taken for a headline or a name, in bytes.
const NAME: usize = 2_000;

/// An article as JSON-LD describes it; empty where it says nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LinkedArticle {
    pub headline: String,
    pub publisher: String,
    pub published: String,
    pub modified: String,
    pub url: String,
    pub authors: Vec<String>,
    pub section: String,
    pub keywords: Vec<String>,
    pub body: String,
}

/// The articles of the scripts of a page, in their order. A script that is not JSON says nothing.
pub fn articles(scripts: &[String]) -> Vec<LinkedArticle> {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    values.iter().for_each(|value| collect(value, DEPTH, &mut objects));
    let articles = objects.iter().filter(|object| is_article(object));
    articles.map(|object| linked(object, &objects)).collect()
}

/// Sites wrap it into comments, and leave line ends within texts.
fn parse(script: &str) -> Option<Value> {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script =
        script.trim_end_matches("-->").trim_end_matches("]]>").trim_end_matches("//").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let tame: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&tame).ok()
    })
}

fn collect<'v>(value: &'v Value, depth: usize, objects: &mut Vec<&'v Map<String, Value>>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth - 1, objects)),
        Value::Object(object) => {
            objects.push(object);
            object.values().for_each(|value| collect(value, depth - 1, objects));
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let types = list(object.get("@type"));
    let article = |name: &str| {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        (name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report") && name != "ArticleSection"
    };
    // A teaser is an article with an address and nothing else.
    let says = ["headline", "name", "datePublished", "articleBody"].iter().any(|key| object.contains_key(*key));
    says && types.iter().any(|name| article(name))
}

fn linked(object: &Map<String, Value>, all: &[&Map<String, Value>]) -> LinkedArticle {
    let one = |keys: &[&str]| keys.iter().map(|key| words(object.get(*key), all)).find(|words| !words.is_empty());
    let address = |value: Option<&Value>| match value {
        Some(Value::String(url)) => url.clone(),
        Some(Value::Object(page)) => {
            ["@id", "url"].iter().find_map(|key| page.get(*key)?.as_str()).unwrap_or("").to_owned()
        }
        _ => String::new(),
    };
    let urls = [address(object.get("url")), address(object.get("mainEntityOfPage")), address(object.get("@id"))];
    let url = urls.into_iter().find(|url| url.starts_with("http://") || url.starts_with("https://"));
    let authors = match object.get("author").or_else(|| object.get("creator")) {
        Some(Value::Array(authors)) => authors.iter().map(|author| words(Some(author), all)).collect(),
        author => vec![words(author, all)],
    };
    let keywords = list(object.get("keywords"));
    let keywords = keywords.iter().flat_map(|words| words.split(',')).map(|word| word.trim().to_owned());
    LinkedArticle {
        headline: one(&["headline", "name"]).unwrap_or_default(),
        publisher: one(&["publisher", "sourceOrganization", "provider"]).unwrap_or_default(),
        published: one(&["datePublished", "dateCreated"]).unwrap_or_default(),
        modified: one(&["dateModified"]).unwrap_or_default(),
        url: url.unwrap_or_default(),
        authors: authors.into_iter().filter(|author| !author.is_empty()).collect(),
        section: list(object.get("articleSection")).first().cloned().unwrap_or_default(),
        keywords: keywords.filter(|word| !word.is_empty()).collect(),
        body: object.get("articleBody").and_then(Value::as_str).map(plain).unwrap_or_default(),
    }
}

/// A text, the name of an object, or the first of several; an object that is only an `@id` is looked for.
fn words(value: Option<&Value>, all: &[&Map<String, Value>]) -> String {
    let text = match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(values)) => return words(values.first(), all),
        Some(Value::Object(object)) => {
            let name = |object: &Map<String, Value>| Some(object.get("name")?.as_str()?.to_owned());
            let id = object.get("@id").and_then(Value::as_str);
            let same = || all.iter().filter(|other| other.get("@id").and_then(Value::as_str) == id && id.is_some());
            name(object).or_else(|| same().find_map(|other| name(other))).unwrap_or_default()
        }
        _ => String::new(),
    };
    if text.len() > NAME { String::new() } else { plain(&text) }
}

fn list(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![plain(text)],
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).map(plain).collect(),
        _ => Vec::new(),
    }
}

/// Text without tags and character references, which many sites put into JSON as well; white space is one space.
fn plain(text: &str) -> String {
    let text = match text.contains(['<', '&']) {
        true => super::tree::Tree::new(text).map_or_else(|| text.to_owned(), |tree| tree.text(0)),
        false => text.to_owned(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_graph() {
        let script = r##"{"@context":"https://schema.org","@graph":[
            {"@type":"Organization","@id":"#org","name":"Kabar Kita"},
            {"@type":["NewsArticle"],"headline":"PKS &amp; PSI","publisher":{"@id":"#org"},"author":[{"name":"Rina"}],
             "mainEntityOfPage":{"@id":"https://kabar.id/a/1"},"datePublished":"2024-07-08","keywords":"a, b"}]}"##;
        let found = articles(&[script.to_owned(), "{not json".to_owned()]);
        assert_eq!(found.len(), 1);
        let article = &found[0];
        assert_eq!((article.headline.as_str(), article.publisher.as_str()), ("PKS & PSI", "Kabar Kita"));
        assert_eq!((article.url.as_str(), article.authors[0].as_str()), ("https://kabar.id/a/1", "Rina"));
        assert_eq!(article.keywords, ["a", "b"]);
    }

    #[test]
    fn what_is_almost_json_is_read() {
        let script = "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Satu\ndua\"}; -->";
        assert_eq!(articles(&[script.to_owned()])[0].headline, "Satu dua");
        assert!(articles(&["[".repeat(10_000)]).is_empty());
    }
}

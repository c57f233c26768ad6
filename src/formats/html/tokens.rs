//! Tags and text of a page, in one pass, whatever the page holds (WHATWG HTML, “Tokenization”, as far as text needs it).
//! Does not know what tags mean, except those whose content is no markup.

use std::borrow::Cow;

use super::entities::decoded;

/// More attributes of one tag are passed over.
const ATTRIBUTES: usize = 64;

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'a> {
    /// The name in lower case.
    Start(String, Attributes<'a>),
    End(String),
    /// As it stands in the page: references are not decoded.
    Text(&'a str),
    /// The content of a script, a style sheet and the like.
    Raw(&'a str),
}

/// Names in lower case, values decoded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attributes<'a>(Vec<(String, Cow<'a, str>)>);

impl Attributes<'_> {
    /// The value of the first of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

/// Elements whose content is no markup.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"];

/// Goes through a page.
pub struct Tokens<'a> {
    page: &'a str,
    at: usize,
    /// The element whose content comes next.
    raw: Option<String>,
}

impl<'a> Tokens<'a> {
    pub fn new(page: &'a str) -> Self {
        Self { page, at: 0, raw: None }
    }

    fn rest(&self) -> &'a str {
        &self.page[self.at..]
    }

    /// Takes up to a byte offset in the rest.
    fn take(&mut self, length: usize) -> &'a str {
        let taken = &self.rest()[..length];
        self.at += length;
        taken
    }

    /// Takes up to what ends it, and that as well; everything if nothing does.
    fn pass(&mut self, end: &str) {
        let length = self.rest().find(end).map_or(self.rest().len(), |at| at + end.len());
        self.at += length;
    }

    fn raw_content(&mut self, name: &str) -> &'a str {
        let rest = self.rest();
        let closes = |(at, _): &(usize, &str)| {
            let after = &rest.as_bytes()[at + 2..];
            after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
                && after.get(name.len()).is_none_or(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte))
        };
        let length = rest.match_indices("</").find(closes).map_or(rest.len(), |(at, _)| at);
        self.take(length)
    }

    fn start(&mut self) -> Token<'a> {
        self.at += 1;
        let name = self.name();
        let attributes = self.attributes();
        if RAW.contains(&name.as_str()) {
            self.raw = Some(name.clone());
        }
        Token::Start(name, attributes)
    }

    fn name(&mut self) -> String {
        let end = |c: char| c.is_ascii_whitespace() || c == '/' || c == '>';
        let length = self.rest().find(end).unwrap_or(self.rest().len());
        self.take(length).to_ascii_lowercase()
    }

    /// Up to the end of the tag.
    fn attributes(&mut self) -> Attributes<'a> {
        let mut attributes = Attributes::default();
        loop {
            let skip = |c: char| !c.is_ascii_whitespace() && c != '/';
            let length = self.rest().find(skip).unwrap_or(self.rest().len());
            self.take(length);
            if self.rest().is_empty() {
                return attributes;
            }
            if self.rest().starts_with('>') {
                self.at += 1;
                return attributes;
            }
            // An equals sign at the beginning belongs to the name.
            let end = |(at, c): &(usize, char)| c.is_ascii_whitespace() || "/>".contains(*c) || (*c == '=' && *at > 0);
            let length = self.rest().char_indices().find(end).map_or(self.rest().len(), |(at, _)| at);
            let name = self.take(length).to_ascii_lowercase();
            let value = self.value();
            if attributes.0.len() < ATTRIBUTES {
                attributes.0.push((name, decoded(value)));
            }
        }
    }

    fn value(&mut self) -> &'a str {
        let rest = self.rest();
        let Some(after) = rest.trim_ascii_start().strip_prefix('=') else { return "" };
        let after = after.trim_ascii_start();
        self.at = self.page.len() - after.len();
        match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                let length = self.rest().find(quote).unwrap_or(self.rest().len());
                let value = self.take(length);
                self.at += usize::from(!self.rest().is_empty());
                value
            }
            _ => {
                let end = |c: char| c.is_ascii_whitespace() || c == '>';
                let length = after.find(end).unwrap_or(after.len());
                self.take(length)
            }
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            let content = self.raw_content(&name);
            if !content.is_empty() {
                return Some(if name == "title" { Token::Text(content) } else { Token::Raw(content) });
            }
        }
        loop {
            let rest = self.rest();
            let bytes = rest.as_bytes();
            match bytes {
                [] => return None,
                [b'<', b'!', b'-', b'-', ..] => {
                    self.at += 4;
                    self.pass("-->");
                }
                [b'<', b'!' | b'?', ..] => self.pass(">"),
                [b'<', b'/', letter, ..] if letter.is_ascii_alphabetic() => {
                    self.at += 2;
                    let name = self.name();
                    self.pass(">");
                    return Some(Token::End(name));
                }
                [b'<', b'/', ..] => self.pass(">"),
                [b'<', letter, ..] if letter.is_ascii_alphabetic() => return Some(self.start()),
                _ => {
                    let first = rest.chars().next().map_or(1, char::len_utf8);
                    let length = rest[first..].find('<').map_or(rest.len(), |at| at + first);
                    return Some(Token::Text(self.take(length)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &[&str]) {
        let shown = Tokens::new(page).map(|token| match token {
            Token::Start(name, attributes) => {
                let attributes: Vec<String> =
                    attributes.0.iter().map(|(name, value)| format!(" {name}={value}")).collect();
                format!("<{name}{}>", attributes.concat())
            }
            Token::End(name) => format!("</{name}>"),
            Token::Text(text) => text.to_owned(),
            Token::Raw(text) => format!("raw {text}"),
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn tags_and_text() {
        check(
            "<!DOCTYPE html><P CLASS='a &amp; b' id=x hidden>a &lt; b</p>",
            &["<p class=a & b id=x hidden=>", "a &lt; b", "</p>"],
        );
        check("a<!-- <b> --->b<br/>c", &["a", "b", "<br>", "c"]);
        check("1 < 2 <3 é<", &["1 ", "< 2 ", "<3 é", "<"]);
        check("<script>if (a</b>) '<p>'</SCRIPT >x", &["<script>", "raw if (a</b>) '<p>'", "</script>", "x"]);
        check("<title>A <b></title>", &["<title>", "A <b>", "</title>"]);
        check("<a href=x/y>z", &["<a href=x/y>", "z"]);
    }

    #[test]
    fn what_is_cut_off_ends() {
        check("<p class=\"x", &["<p class=x>"]);
        check("<script>a", &["<script>", "raw a"]);
        check("<!-- a", &[]);
        check("</", &[]);
        check("<p a = ", &["<p a=>"]);
    }
}
